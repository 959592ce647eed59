/** Options that several commands share, and how they are read. */
import { cpus } from 'node:os';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Prepared, Settings, Severity } from '../index.ts';
import {
  checkEndpoint,
  checkSettings,
  DEFAULT_GATE,
  DEFAULT_PACE,
  DEFAULT_ROLE,
  prepare,
  SEVERITIES,
  UsageError,
} from '../index.ts';

export interface RuleOptions {
  readonly config?: string;
  readonly profile?: string;
  readonly rule: readonly string[];
  readonly rules: readonly string[];
  readonly framework: readonly string[];
  readonly waivers?: readonly string[];
}

export interface ScopeOptions {
  readonly organization?: true;
  readonly accounts?: readonly string[];
  readonly role?: string;
  readonly externalId?: string;
  readonly regions?: readonly string[];
  readonly endpointUrl?: string;
  readonly concurrency: number;
  /** Seconds. */
  readonly timeout: number;
}

export interface GateFlags {
  readonly failOn?: Severity | 'never';
  readonly unknown?: 'fail' | 'warn';
}

const listed = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
const collected = (text: string, before: readonly string[]) => [...before, text];

export function addRuleOptions(command: Command): Command {
  return command
    .option(
      '--config <path>',
      'settings from this file (default: trailproof.yaml of the working folder, if there is one)',
    )
    .option(
      '--profile <name>',
      'the rules of this profile, in place of those of the configuration (default: recommended)',
    )
    .option(
      '--rule <id>',
      'only rules of this id, also where it is off; * stands for anything (repeatable)',
      collected,
      [],
    )
    .option(
      '--framework <id>',
      'only rules that answer its controls, as it asks them, and a verdict for each control (repeatable)',
      collected,
      [],
    )
    .option(
      '--rules <path>',
      'rules of your own besides the shipped ones: a file or folder (repeatable)',
      collected,
      [],
    );
}

export function addWaiverOption(command: Command): Command {
  return command.option(
    '--waivers <file>',
    'what somebody accepts, and until when, besides the waivers of the configuration (repeatable)',
    collected,
    [],
  );
}

export function addScopeOptions(command: Command): Command {
  return command
    .option('--organization', "every active account of the caller's organization")
    .option('--accounts <ids>', 'these accounts, 12 digits each, separated by commas', listed)
    .option(
      '--role <name>',
      `role assumed in each account, as a name or an ARN with {account} (default: ${DEFAULT_ROLE})`,
    )
    .option('--external-id <id>', 'external id for that role')
    .option('--regions <names>', 'only these regions, separated by commas (default: every enabled one)', listed)
    .option('--endpoint-url <url>', 'send every call there instead of to AWS')
    .option(
      '--concurrency <n>',
      'calls in flight at once',
      wholeNumber('--concurrency'),
      DEFAULT_PACE.perProcessor * Math.max(1, cpus().length),
    )
    .option(
      '--timeout <seconds>',
      'how long AWS may take to answer one attempt at a call',
      wholeNumber('--timeout'),
      DEFAULT_PACE.timeout,
    );
}

export function addGateOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--fail-on <severity>',
        `the least severity that closes the gate (default: ${DEFAULT_GATE.failOn})`,
      ).choices([...SEVERITIES, 'never']),
    )
    .addOption(
      new Option(
        '--unknown <meaning>',
        `whether what could not be seen closes the gate (default: ${DEFAULT_GATE.unknown})`,
      ).choices(['fail', 'warn']),
    );
}

/** Reads the value of an option. @throws UsageError */
export function wholeNumber(flag: string, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < 1 || number > most) {
      const range = most === Number.MAX_SAFE_INTEGER ? 'up' : `to ${most}`;
      throw new UsageError(`${flag} ${text} is not a whole number from 1 ${range}.`);
    }
    return number;
  };
}

/** `externalId` -> `--external-id`. */
export function spelt(setting: string): string {
  return `--${setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Settings, and rules, of the command line and of the configuration file. @throws UsageError, RulebookError, SourceError */
export async function prepared(options: RuleOptions & Partial<ScopeOptions & GateFlags>): Promise<Prepared> {
  const { organization, accounts, role, externalId, regions, failOn, unknown } = options;
  const { rules, rule, profile, framework, waivers = [] } = options;
  const given: Settings = {
    ...(organization ? { organization } : {}),
    ...(accounts ? { accounts } : {}),
    ...(role === undefined ? {} : { role }),
    ...(externalId === undefined ? {} : { externalId }),
    ...(regions ? { regions } : {}),
    ...(rules.length > 0 ? { rules } : {}),
    ...(waivers.length > 0 ? { waivers } : {}),
    ...(profile === undefined ? {} : { profile }),
    ...(rule.length > 0 ? { select: rule } : {}),
    ...(framework.length > 0 ? { frameworks: framework } : {}),
    ...(failOn ? { failOn } : {}),
    ...(unknown ? { unknown } : {}),
  };
  checkSettings(given, spelt);
  if (options.endpointUrl !== undefined) checkEndpoint(options.endpointUrl, '--endpoint-url');
  return prepare(given, options.config, process.cwd());
}
