/** Commands for a shell that ask again what a report was asked: why, for the report itself, for another snapshot, for the permissions it takes. */
import type { Report, ReportRule, Source } from '../model/report.ts';

/** What each command takes of the options of an audit. */
const RULES = ['--config', '--profile', '--rule', '--framework', '--rules'];
const SCOPE = ['--organization', '--accounts', '--regions', '--role', '--external-id', '--endpoint-url'];
const GATE = ['--fail-on', '--unknown'];

/** Why a rule's verdicts are what they are. Where nothing is known of options, rules of the user's own are named by their file. */
export function explainLine(source: Source, ruleId: string, rule?: ReportRule): string {
  const rules = [...RULES.filter((option) => option !== '--rule'), '--waivers'];
  const isOwn = source.options === undefined && rule !== undefined && !rule.at.file.startsWith('trailproof:');
  return command('explain', ruleId, ...seen(source, rules), ...(isOwn ? ['--rules', rule.at.file] : []));
}

export function auditLine(source: Source, ...others: readonly string[]): string {
  return command('audit', ...seen(source, [...RULES, '--waivers', ...GATE]), ...others);
}

/** What the snapshot does not tell of, the role and its external id, has to be added by hand. */
export function snapshotLine({ source, scope }: Pick<Report, 'source' | 'scope'>): string {
  const file = fileOf(source);
  if (source.type === 'aws') return command('snapshot', file ?? 'FILE', ...optionsOf(source, [...RULES, ...SCOPE]));
  const { by, accounts, regions } = scope;
  return command(
    'snapshot',
    file === '-' || file === undefined ? 'FILE' : file,
    ...(by === 'organization' ? ['--organization'] : by === 'accounts' ? ['--accounts', accounts.join(',')] : []),
    ...(regions === null ? [] : ['--regions', regions.join(',')]),
    ...optionsOf(source, RULES),
  );
}

export function permissionsLine(source: Source, ...others: readonly string[]): string {
  return command('permissions', ...others, ...optionsOf(source, RULES));
}

/** The file that holds what was seen, or how AWS is read again. */
function seen(source: Source, options: readonly string[]): readonly string[] {
  const file = fileOf(source);
  return file === undefined ? optionsOf(source, [...options, ...SCOPE]) : [file, ...optionsOf(source, options)];
}

function fileOf({ type, name, kept }: Source): string | undefined {
  return type === 'aws' ? kept : name;
}

function optionsOf({ options = [] }: Source, taken: readonly string[]): readonly string[] {
  return options
    .filter(({ option }) => taken.includes(option))
    .flatMap(({ option, value }) => (value === undefined ? [option, ...lacking(option)] : [option, value]));
}

/** Nobody writes it down; whoever asks again knows it. */
function lacking(option: string): readonly string[] {
  return option === '--external-id' ? ['ID'] : [];
}

function command(...words: readonly string[]): string {
  return ['trailproof', ...words.map(quoted)].join(' ');
}

/** As a shell takes it. */
function quoted(word: string): string {
  return /^[\w./@:,=+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
