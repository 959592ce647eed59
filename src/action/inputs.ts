/** The inputs of the action. A value that makes no sense is an error in one sentence; one that is empty was not given. */
import { resolve } from 'node:path';
import type { Reporter, Settings } from '../index.ts';
import { checkEndpoint, checkOffline, checkSettings, reporters, SEVERITIES, suggest, UsageError } from '../index.ts';

export interface Inputs {
  readonly config: string | undefined;
  /** A recorded snapshot; without one, live AWS is read. */
  readonly file: string | undefined;
  readonly given: Settings;
  readonly endpointUrl: string | undefined;
  readonly reports: readonly { readonly reporter: Reporter; readonly path: string }[];
  readonly saveSnapshot: string | undefined;
  readonly category: string | undefined;
  readonly annotations: boolean;
  readonly summary: boolean;
}

/** Gives an input by its name, trimmed; '' where there is none. */
type Get = (name: string) => string;

/** The formats that have an input and an output of their own: `sarif-file`. The one for people goes to the log. */
export const FILES = reporters.filter(({ format }) => format !== 'terminal');

const TRUTHS = ['true', 'false'] as const;

/** @throws UsageError */
export function readInputs(get: Get): Inputs {
  const inputs: Inputs = {
    config: get('config') || undefined,
    file: fileOf(lines(get('files'))),
    given: settingsOf(get),
    endpointUrl: get('endpoint-url') || undefined,
    reports: FILES.map((reporter) => ({ reporter, path: get(`${reporter.format}-file`) })).filter(
      ({ path }) => path !== '',
    ),
    saveSnapshot: get('save-snapshot') || undefined,
    category: get('category') || undefined,
    annotations: choice(get, 'annotations', TRUTHS) !== 'false',
    summary: choice(get, 'summary', TRUTHS) !== 'false',
  };
  const { given, endpointUrl, file } = inputs;
  checkSettings(given, spelt);
  if (endpointUrl !== undefined) checkEndpoint(endpointUrl, spelt('endpointUrl'));
  if (file !== undefined) checkOffline({ ...given, endpointUrl }, file, spelt);
  checkPaths(inputs);
  return inputs;
}

function settingsOf(get: Get): Settings {
  const accounts = listed(get('accounts'));
  const regions = listed(get('regions'));
  const select = listed(get('rule'));
  const frameworks = listed(get('framework'));
  const rules = lines(get('rules'));
  const waivers = lines(get('waivers'));
  const role = get('role');
  const externalId = get('external-id');
  const profile = get('profile');
  const failOn = choice(get, 'fail-on', [...SEVERITIES, 'never'] as const);
  const unknown = choice(get, 'unknown', ['fail', 'warn'] as const);
  return {
    ...(choice(get, 'organization', TRUTHS) === 'true' ? { organization: true } : {}),
    ...(accounts.length > 0 ? { accounts } : {}),
    ...(role === '' ? {} : { role }),
    ...(externalId === '' ? {} : { externalId }),
    ...(regions.length > 0 ? { regions } : {}),
    ...(rules.length > 0 ? { rules } : {}),
    ...(waivers.length > 0 ? { waivers } : {}),
    ...(profile === '' ? {} : { profile }),
    ...(select.length > 0 ? { select } : {}),
    ...(frameworks.length > 0 ? { frameworks } : {}),
    ...(failOn ? { failOn } : {}),
    ...(unknown ? { unknown } : {}),
  };
}

/** `externalId` -> `input external-id`; what the file calls `select` is `rule` here. */
function spelt(setting: string): string {
  return `input ${setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function fileOf(files: readonly string[]): string | undefined {
  if (files.length > 1) throw new UsageError(`input files: one snapshot at a time, please, not ${files.join(', ')}.`);
  return files[0];
}

/** Paths may hold commas: one a line. */
function lines(value: string): readonly string[] {
  return parts(value, /\n/);
}

function listed(value: string): readonly string[] {
  return parts(value, /[\n,]/);
}

function parts(value: string, separator: RegExp): readonly string[] {
  const trimmed = value.split(separator).map((part) => part.trim());
  return trimmed.filter((part) => part !== '');
}

function choice<T extends string>(get: Get, name: string, choices: readonly T[]): T | undefined {
  const value = get(name);
  if (value === '') return undefined;
  // YAML knows True and TRUE, too.
  const chosen = choices.find(
    (known) =>
      known === value ||
      (known === 'true' && /^(True|TRUE)$/.test(value)) ||
      (known === 'false' && /^(False|FALSE)$/.test(value)),
  );
  if (chosen !== undefined) return chosen;
  throw new UsageError(`input ${name} must be one of ${choices.join(', ')}, not "${value}"${suggest(value, choices)}.`);
}

/** Of two reports in one file only the later would be left. */
function checkPaths({ reports, saveSnapshot, file }: Inputs): void {
  const written = [...reports.map(({ path }) => path), ...(saveSnapshot === undefined ? [] : [saveSnapshot])];
  const paths = [...(file === undefined ? [] : [file]), ...written].map((path) => resolve(path));
  const again = paths.findIndex((path, index) => paths.indexOf(path) !== index);
  if (again >= 0) {
    throw new UsageError(`${paths[again]} is named by two inputs. Give every file a name of its own.`);
  }
}
