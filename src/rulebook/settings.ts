/** What a run is told, by hand or by the configuration file, and the scope and the gate that follow from it. */
import type { GateOptions } from '../govern/gate.ts';
import { UsageError } from '../model/errors.ts';
import { isAccountId, isRegionName, isRole } from '../model/names.ts';
import type { GivenOption } from '../model/report.ts';
import type { CollectScope } from '../sources/aws/index.ts';

/** What can be said on the command line, as an input of the action, and in the file. What was not said is left out. */
export interface Settings {
  readonly organization?: true;
  /** 12 digits each. */
  readonly accounts?: readonly string[];
  readonly role?: string;
  readonly externalId?: string;
  readonly regions?: readonly string[];
  /** Files and folders with rules besides the shipped ones, relative to the working folder. */
  readonly rules?: readonly string[];
  /** Files with waivers, relative to the working folder. */
  readonly waivers?: readonly string[];
  /** The profile that a run begins with, by hand. */
  readonly profile?: string;
  /** Ids of the rules to be asked; `*` stands for anything. */
  readonly select?: readonly string[];
  /** Ids of frameworks: the rules that answer their controls are asked, with their parameters. */
  readonly frameworks?: readonly string[];
  readonly failOn?: GateOptions['failOn'];
  readonly unknown?: GateOptions['unknown'];
}

/** The role Organizations itself puts into the accounts it creates. */
export const DEFAULT_ROLE = 'OrganizationAccountAccessRole';
export const DEFAULT_GATE: GateOptions = { failOn: 'medium', unknown: 'fail' };
/** Calls in flight for each processor, and seconds that one attempt at a call may take. */
export const DEFAULT_PACE = { perProcessor: 64, timeout: 20 } as const;

/**
 * What was said by hand, and from the file what was not. Accounts by hand replace the file's; the rules and the waivers of both are read. Frameworks
 * by hand replace what the file selects. Rules by hand do so as well, but are asked with the parameters of the file's frameworks.
 */
export function settled(given: Settings, file: Settings = {}): Settings {
  const { organization, accounts, select, ...rest } = file;
  const selected = select && !given.frameworks ? { select } : {};
  const isScoped = given.organization !== undefined || given.accounts !== undefined;
  const scope = { ...(organization ? { organization } : {}), ...(accounts ? { accounts } : {}) };
  const both = (key: 'rules' | 'waivers') => [...new Set([...(file[key] ?? []), ...(given[key] ?? [])])];
  const waivers = both('waivers');
  const paths = { rules: both('rules'), ...(waivers.length > 0 ? { waivers } : {}) };
  return { ...(isScoped ? {} : scope), ...rest, ...selected, ...given, ...paths };
}

/** What was said by hand must make sense; `spelt` is how a setting is written there: `--external-id`. @throws UsageError */
export function checkSettings(given: Settings, spelt: (setting: keyof Settings) => string): void {
  if (given.organization && given.accounts) {
    throw new UsageError(`${spelt('organization')} and ${spelt('accounts')} exclude each other. Give one of them.`);
  }
  for (const id of given.accounts ?? []) {
    if (!isAccountId(id)) throw new UsageError(`${spelt('accounts')}: "${id}" is not an account id of 12 digits.`);
  }
  for (const region of given.regions ?? []) {
    if (!isRegionName(region)) {
      throw new UsageError(`${spelt('regions')}: "${region}" is not a region name such as us-east-1.`);
    }
  }
  if (given.role !== undefined && !isRole(given.role)) {
    throw new UsageError(
      `${spelt('role')}: "${given.role}" is neither the name of a role nor an ARN such as arn:aws:iam::{account}:role/Audit.`,
    );
  }
}

/** Settings that speak of live AWS have no meaning beside a file. @throws UsageError */
export function checkOffline(
  given: Partial<Record<(typeof LIVE)[number], unknown>>,
  file: string,
  spelt: (setting: (typeof LIVE)[number]) => string,
): void {
  const unused = LIVE.find((setting) => given[setting] !== undefined);
  if (unused === undefined) return;
  throw new UsageError(`${spelt(unused)} speaks of live AWS, but the file ${file} was given. Leave out one of them.`);
}

const LIVE = ['organization', 'accounts', 'regions', 'role', 'externalId', 'endpointUrl'] as const;

/** Which accounts and regions of live AWS are looked at. */
export function scopeOf({ organization, accounts, role, regions, externalId }: Settings): CollectScope {
  return {
    by: organization ? 'organization' : accounts ? 'accounts' : 'caller',
    role: role ?? DEFAULT_ROLE,
    ...(accounts ? { accounts } : {}),
    ...(regions ? { regions } : {}),
    ...(externalId === undefined ? {} : { externalId }),
  };
}

export function gateOf({ failOn, unknown }: Settings): GateOptions {
  return { failOn: failOn ?? DEFAULT_GATE.failOn, unknown: unknown ?? DEFAULT_GATE.unknown };
}

/** As options of the command line; the configuration is one of them, and is found again by itself where it was not given by hand. */
export function optionsGiven(given: Settings, config: string | undefined): readonly GivenOption[] {
  const one = (option: string, value: string | undefined) => (value === undefined ? [] : [{ option, value }]);
  const each = (option: string, values: readonly string[] = []) => values.map((value) => ({ option, value }));
  return [
    ...one('--config', config),
    ...one('--profile', given.profile),
    ...each('--framework', given.frameworks),
    ...each('--rule', given.select),
    ...each('--rules', given.rules),
    ...each('--waivers', given.waivers),
    ...(given.organization ? [{ option: '--organization' }] : []),
    ...one('--accounts', given.accounts?.join(',')),
    ...one('--regions', given.regions?.join(',')),
    ...one('--role', given.role),
    ...(given.externalId === undefined ? [] : [{ option: '--external-id' }]),
    ...one('--fail-on', given.failOn),
    ...one('--unknown', given.unknown),
  ];
}

/** @throws UsageError */
export function checkEndpoint(url: string, spelt: string): void {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UsageError(`${spelt}: "${url}" is not an http or https address such as http://127.0.0.1:4566.`);
  }
}
