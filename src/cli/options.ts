/** Options that several commands share, and how they are read. */
import { readFileSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { CollectScope, Rulebook, Severity } from '../index.ts';
import { compileRules, rulesFrom, SEVERITIES, SourceError, selectRules, shippedRules, UsageError } from '../index.ts';

export interface RuleOptions {
  readonly rule: readonly string[];
  readonly rules: readonly string[];
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
  readonly failOn: Severity | 'never';
  readonly unknown: 'fail' | 'warn';
}

/** The role Organizations itself puts into the accounts it creates. */
const DEFAULT_ROLE = 'OrganizationAccountAccessRole';

const listed = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
const collected = (text: string, before: readonly string[]) => [...before, text];

export function addRuleOptions(command: Command): Command {
  return command
    .option('--rule <id>', 'only rules of this id; * stands for anything (repeatable)', collected, [])
    .option(
      '--rules <path>',
      'rules of your own besides the shipped ones: a file or folder (repeatable)',
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
      64 * Math.max(1, cpus().length),
    )
    .option(
      '--timeout <seconds>',
      'how long AWS may take to answer one attempt at a call',
      wholeNumber('--timeout'),
      20,
    );
}

export function addGateOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that closes the gate')
        .choices([...SEVERITIES, 'never'])
        .default('medium'),
    )
    .addOption(
      new Option('--unknown <meaning>', 'whether what could not be seen closes the gate')
        .choices(['fail', 'warn'])
        .default('fail'),
    );
}

function wholeNumber(flag: string): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < 1)
      throw new UsageError(`${flag} ${text} is not a whole number from 1 up.`);
    return number;
  };
}

/** The rules asked for. @throws UsageError, RulebookError */
export function rulesAsked(options: RuleOptions): Rulebook {
  const files = [...shippedRules(), ...rulesFrom(options.rules, process.cwd())];
  const rulebook = compileRules(files);
  return options.rule.length === 0 ? rulebook : selectRules(rulebook, options.rule);
}

/** The accounts and regions asked for. @throws UsageError */
export function scopeAsked(options: ScopeOptions): CollectScope {
  if (options.organization && options.accounts) {
    throw new UsageError('--organization and --accounts exclude each other. Give one of them.');
  }
  for (const id of options.accounts ?? []) {
    if (!/^\d{12}$/.test(id)) throw new UsageError(`--accounts: "${id}" is not an account id of 12 digits.`);
  }
  for (const region of options.regions ?? []) {
    if (!/^[a-z]{2,3}(-[a-z]+)+-\d+$/.test(region)) {
      throw new UsageError(`--regions: "${region}" is not a region name such as us-east-1.`);
    }
  }
  checkEndpoint(options.endpointUrl);
  const by = options.organization ? 'organization' : options.accounts ? 'accounts' : 'caller';
  return {
    by,
    role: options.role ?? DEFAULT_ROLE,
    ...(options.accounts ? { accounts: options.accounts } : {}),
    ...(options.regions ? { regions: options.regions } : {}),
    ...(options.externalId === undefined ? {} : { externalId: options.externalId }),
  };
}

function checkEndpoint(url: string | undefined): void {
  if (url === undefined) return;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UsageError(`--endpoint-url: "${url}" is not an http or https address such as http://127.0.0.1:4566.`);
  }
}

/** The text of a file given on the command line; `-` is stdin. @throws SourceError */
export function readGiven(path: string): string {
  try {
    if (path !== '-' && statSync(path).isDirectory()) throw new Error('it is a folder');
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'it does not exist' : code === 'EACCES' ? 'permission is denied' : message;
    throw new SourceError(`${path} cannot be read: ${why}. Check the name.`);
  }
}
