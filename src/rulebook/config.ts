/** The configuration file: the accounts, regions and rules a run is about, so that nobody has to type them. */
import { dirname, isAbsolute, join } from 'node:path';
import type { Node } from 'yaml';
import { isScalar, LineCounter } from 'yaml';
import type { Position } from '../model/condition.ts';
import type { Mistake } from '../model/errors.ts';
import { RulebookError } from '../model/errors.ts';
import { isLike } from '../model/like.ts';
import { isRegionName, isRole } from '../model/names.ts';
import type { Exclusion } from '../model/rule.ts';
import { SEVERITIES } from '../model/rule.ts';
import { accountsOf } from './config-accounts.ts';
import type { Entry, Reading } from './document.ts';
import { checkKeys, entriesOf, itemsOf, nodeWithin, note, readDocuments, textOf, unknownRule } from './document.ts';
import { exclusionsOf } from './exclusions.ts';
import type { Fields } from './fields.ts';
import { booleanOf, choiceOf, namesAt, textAt, textsAt } from './fields.ts';
import type { Layer } from './layers.ts';
import { checkSayings, sayingsOf } from './layers.ts';
import type { Overriding } from './overrides.ts';
import { overridesOf } from './overrides.ts';
import type { Settings } from './settings.ts';

export interface Config {
  readonly settings: Settings;
  /** What it builds on, in order: names of profiles, and paths of rules and profiles of one's own. */
  readonly builtOn: readonly Base[];
  /** What it says of rules itself. */
  readonly layer: Layer;
  /** What it says of them for some subjects alone, in order. */
  readonly overrides: readonly Overriding[];
  /** Records that a team decided not to be told about. */
  readonly exclusions: readonly Exclusion[];
  /** Account -> its entry, for reports to point at; empty where the file is outside the working folder. */
  readonly places: ReadonlyMap<string, Position>;
  /** The file and its root, for mistakes that only the rules bring to light. */
  readonly reading: Reading;
  readonly root: Node | null;
}

/** An entry of `extends`. */
export type Base =
  | { readonly type: 'name'; readonly name: string; readonly node: Node }
  /** As the working folder sees it. */
  | { readonly type: 'path'; readonly path: string; readonly node: Node }
  /** A package of npm, installed: read as data and never run. */
  | { readonly type: 'package'; readonly name: string; readonly node: Node };

export const CONFIG_KEYS = [
  'extends',
  'organization',
  'accounts',
  'role',
  'externalId',
  'regions',
  'rules',
  'select',
  'frameworks',
  'overrides',
  'excluding',
  'waivers',
  'failOn',
  'unknown',
] as const;

/** @throws RulebookError with every mistake in it */
export function readConfig(file: string, text: string): Config {
  const reading: Reading = { file, text: text.replace(/^\uFEFF/, ''), lines: new LineCounter(), mistakes: [] };
  const root = rootOf(reading);
  const entries = root === null ? [] : (entriesOf(reading, root, 'the configuration') ?? []);
  checkKeys(reading, entries, CONFIG_KEYS, 'the configuration');
  const fields: Fields = new Map(entries.map((entry) => [entry.key, entry]));
  const accounts = accountsOf(reading, fields.get('accounts'));
  const builtOn = basesOf(reading, fields.get('extends'));
  const config: Config = {
    settings: {
      ...scopeOf(reading, fields, accounts),
      ...rulesOf(reading, fields, builtOn),
      ...gateOf(reading, fields),
      ...waiversOf(reading, fields),
    },
    builtOn,
    layer: { reading, sayings: sayingsOf(reading, fields.get('rules')) },
    overrides: overridesOf(reading, fields.get('overrides')),
    exclusions: exclusionsOf(reading, fields.get('excluding')),
    places: isOutside(file) ? new Map() : accounts,
    reading,
    root,
  };
  if (reading.mistakes.length > 0) throw new RulebookError(reading.mistakes.toSorted(inOrder));
  return config;
}

function inOrder({ at: one }: Mistake, { at: other }: Mistake): number {
  return one.line - other.line || one.column - other.column;
}

/** Notes what the configuration says of rules that do not exist; `ids` are those of every rule that was read. */
export function checkRules({ reading, root, settings, layer, overrides }: Config, ids: readonly string[]): void {
  for (const [index, pattern] of (settings.select ?? []).entries()) {
    if (ids.some((id) => isLike(id, pattern))) continue;
    const message = `select: "${pattern}" fits none of the ${ids.length} rules`;
    unknownRule(reading, root && nodeWithin(root, ['select', index]), pattern, ids, message);
  }
  for (const each of [layer, ...overrides.map((override) => override.layer)]) checkSayings(each, ids);
}

/** Null for a file in which nothing is set, such as one that is all comments. */
function rootOf(reading: Reading): Node | null {
  if (reading.text.trim() === '') return null;
  const [document, second] = readDocuments(reading);
  if (second) note(reading, second.contents, 'a configuration is one YAML document, and here begins another');
  const root = document?.contents ?? null;
  return isScalar(root) && root.value === null ? null : root;
}

/** What `extends` names, and could not be found. */
export function missingBase({ reading }: Config, { node }: Base, message: string, hint: string): RulebookError {
  const aside: Reading = { ...reading, mistakes: [] };
  note(aside, node, message, hint);
  return new RulebookError(aside.mistakes);
}

function isOutside(file: string): boolean {
  return isAbsolute(file) || file.startsWith('../');
}

function scopeOf(reading: Reading, fields: Fields, accounts: ReadonlyMap<string, Position>): Settings {
  const organization = fields.get('organization');
  const isWhole = organization !== undefined && booleanOf(reading, organization);
  if (isWhole && fields.has('accounts')) {
    note(
      reading,
      organization.keyNode,
      'organization: true and accounts exclude each other',
      'leave out one of them: the organization has all its accounts',
    );
  }
  const role = textAt(reading, fields, 'role');
  if (role !== undefined && !isRole(role)) {
    note(
      reading,
      fields.get('role')?.value,
      `"${role}" is neither the name of a role nor an ARN of one`,
      'for example SecurityAudit, or arn:aws:iam::{account}:role/SecurityAudit',
    );
  }
  const externalId = textAt(reading, fields, 'externalId');
  const regions = textsAt(reading, fields, 'regions', (text) =>
    isRegionName(text) ? null : `"${text}" is not a region name such as us-east-1`,
  );
  return {
    ...(isWhole ? { organization: true } : {}),
    ...(accounts.size > 0 ? { accounts: [...accounts.keys()] } : {}),
    ...(role === undefined ? {} : { role }),
    ...(externalId === undefined ? {} : { externalId }),
    ...(regions ? { regions } : {}),
  };
}

function rulesOf(reading: Reading, fields: Fields, builtOn: readonly Base[]): Settings {
  const rules = builtOn.flatMap((base) => (base.type === 'path' ? [base.path] : []));
  const select = textsAt(reading, fields, 'select');
  const frameworks = textsAt(reading, fields, 'frameworks');
  return {
    ...(rules.length > 0 ? { rules } : {}),
    ...(select ? { select } : {}),
    ...(frameworks ? { frameworks } : {}),
  };
}

/** Paths of files, relative to this one. */
function waiversOf(reading: Reading, fields: Fields): Settings {
  const paths = namesAt(reading, fields.get('waivers'))?.map(({ text }) => text);
  const besides = (path: string) => (isAbsolute(path) ? path : join(dirname(reading.file), path));
  return paths ? { waivers: paths.map(besides) } : {};
}

const PACKAGE_NAME = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

/** What begins with a dot or a slash is a path, relative to the file; with `npm:` a package; anything else a name. */
function basesOf(reading: Reading, entry: Entry | undefined): readonly Base[] {
  if (!entry) return [];
  const items = itemsOf(reading, entry.value ?? entry.keyNode, 'extends') ?? [];
  return items.flatMap((node): readonly Base[] => {
    const text = textOf(reading, node, 'each of extends');
    if (text === null) return [];
    if (isAbsolute(text)) return [{ type: 'path', path: text, node }];
    if (text.startsWith('.')) return [{ type: 'path', path: join(dirname(reading.file), text), node }];
    if (!text.startsWith('npm:')) return [{ type: 'name', name: text, node }];
    const name = text.slice('npm:'.length);
    if (PACKAGE_NAME.test(name)) return [{ type: 'package', name, node }];
    note(reading, node, `"${name}" is not the name of an npm package`, 'for example npm:@acme/rules');
    return [];
  });
}

function gateOf(reading: Reading, fields: Fields): Settings {
  const failOn = choiceOf(reading, fields.get('failOn'), [...SEVERITIES, 'never'] as const);
  const unknown = choiceOf(reading, fields.get('unknown'), ['fail', 'warn'] as const);
  return { ...(failOn ? { failOn } : {}), ...(unknown ? { unknown } : {}) };
}
