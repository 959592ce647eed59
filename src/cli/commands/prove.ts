/** `trailproof prove`: who is told about an event class, or about one record, where, and by which route. */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { CloudTrailRecord, Prepared, Question, Reaches, Rulebook, Snapshot, Told } from '../../index.ts';
import {
  askingOnly,
  hanging,
  isAccountId,
  isRegionName,
  isVersion,
  MOST_AT_ONCE,
  parseDuration,
  proveEvent,
  REACHES,
  readGiven,
  sentence,
  suggest,
  UsageError,
} from '../../index.ts';
import { printable, proofLines, sourcesOf } from '../chain.ts';
import type { RuleOptions, ScopeOptions } from '../options.ts';
import { addScopeOptions, addWaiverOption, prepared, wholeNumber } from '../options.ts';
import { recordsIn } from '../records.ts';
import { see } from '../see.ts';
import { roomOn } from '../terminal.ts';
import { interrupted } from './audit.ts';

interface Options extends Pick<RuleOptions, 'config' | 'rules' | 'waivers'>, ScopeOptions {
  readonly account?: string;
  readonly region?: string;
  readonly reaches: Reaches;
  readonly atLeast?: number;
  readonly within?: string;
  readonly asOf?: string;
  readonly json?: true;
  readonly quiet?: true;
}

export function addProve(program: Command, version: string): void {
  const command = program
    .command('prove')
    .argument('<event>', 'id of an event class such as s3.DeleteBucket, or a file with a CloudTrail record; - is stdin')
    .argument('[file...]', 'a recorded snapshot; without one, live AWS is read')
    .description('who is told about an event class or a record, where, and by which route')
    .option('--account <id>', 'only this account; for a record, as if it had happened there')
    .option('--region <name>', 'only this region; for a record, as if it had happened there')
    .addOption(new Option('--reaches <what>', 'what counts as told').choices(REACHES).default('confirmedSubscriber'))
    .option(
      '--at-least <number>',
      'so many of them, where one is not worth telling (with --within)',
      wholeNumber('--at-least', MOST_AT_ONCE),
    )
    .option('--within <duration>', 'the time from the first to the last of them, such as 4m')
    .option('--as-of <version>', 'only events that the benchmark named by this version')
    .option('--json', 'the proofs as JSON')
    .option(
      '--config <path>',
      'settings from this file (default: trailproof.yaml of the working folder, if there is one)',
    )
    .option('--rules <path>', 'event classes of your own: a file or folder (repeatable)', collect, [])
    .option('-q, --quiet', 'no progress')
    .addHelpText('after', '\nExit codes: 0 somebody is told, 1 nobody is, 2 it could not be decided, or wrong\nusage.');
  addScopeOptions(addWaiverOption(command)).action((event: string, files: string[], options: Options) =>
    prove(event, files, options, version),
  );
}

function collect(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

async function prove(event: string, files: readonly string[], options: Options, version: string): Promise<void> {
  checkPlace(options);
  checkVersion(options);
  const asked = await prepared({ ...options, rule: ['*'], framework: [] });
  const questions = questionsOf(event, files, asked, options);
  const { rulebook } = asked;
  const seen = await see(files, { ...asked, rulebook: askingOnly(rulebook, options) }, options, version);
  if (seen.interrupted) {
    interrupted(seen, undefined);
    return;
  }
  const answers = questions.flatMap((question) => proveEvent(question, rulebook, seen.snapshot));
  const text = options.json ? `${JSON.stringify(answers, null, 2)}\n` : spoken(answers, seen.snapshot);
  process.stdout.write(text);
  process.exitCode = exitCode(answers);
}

/** One account of which nobody is told is enough; what was not seen is never told. */
function exitCode(answers: readonly Told[]): 0 | 1 | 2 {
  if (answers.some(({ proof }) => proof.truth === 'false')) return 1;
  return answers.some(({ proof }) => proof.truth === 'unknown') ? 2 : 0;
}

function checkPlace({ account, region }: Options): void {
  if (account !== undefined && !isAccountId(account)) {
    throw new UsageError(`--account: "${account}" is not an account id of 12 digits.`);
  }
  if (region !== undefined && !isRegionName(region)) {
    throw new UsageError(`--region: "${region}" is not a region name such as us-east-1.`);
  }
}

function checkVersion({ asOf }: Options): void {
  if (asOf !== undefined && !isVersion(asOf)) {
    throw new UsageError(`--as-of: "${asOf}" is not a version such as 3.0.`);
  }
}

function questionsOf(
  event: string,
  files: readonly string[],
  { rulebook }: Prepared,
  { account, region, reaches, atLeast, within, asOf }: Options,
): readonly Question[] {
  const isClass = rulebook.events.has(event);
  if (!isClass && asOf !== undefined) throw new UsageError('--as-of speaks of event classes, not of a record.');
  const events = isClass ? [event] : recordsOf(event, files, classesOf(rulebook));
  const place = { ...(account === undefined ? {} : { account }), ...(region === undefined ? {} : { region }) };
  const burst = burstAsked(atLeast, within);
  return events.map((each) => ({ event: each, reaches, burst, asOf: asOf ?? null, ...place }));
}

function burstAsked(atLeast: number | undefined, within: string | undefined): Question['burst'] {
  if (atLeast === undefined && within === undefined) return undefined;
  const seconds = Math.ceil((parseDuration(within) ?? 0) / 1000);
  if (within !== undefined && seconds === 0) {
    throw new UsageError(`--within ${within} is not a time such as 90s, 4m or 1h.`);
  }
  if (atLeast === undefined || within === undefined) {
    throw new UsageError(
      '--at-least and --within go together: so many events within a time, such as --at-least 5 --within 4m.',
    );
  }
  return atLeast === 1 ? undefined : { count: atLeast, seconds };
}

/** Those that somebody may want to be told of. */
function classesOf({ events }: Rulebook): readonly string[] {
  return [...events.values()].filter(({ ordinary }) => !ordinary).map(({ id }) => id);
}

/** What is no event class is a file. */
function recordsOf(file: string, others: readonly string[], classes: readonly string[]): readonly CloudTrailRecord[] {
  const isFile = file === '-' || /[\\/]|\.(json|jsonl|ndjson|gz)$/i.test(file) || existsSync(file);
  if (!isFile) {
    const near = suggest(file, classes);
    const known = near === '' ? ` Event classes: ${classes.toSorted().join(', ')}.` : '';
    throw new UsageError(`there is no event class "${file}"${near}, and no file of that name.${known}`);
  }
  if (file === '-' && others.includes('-')) {
    throw new UsageError('the record and the snapshot cannot both come from stdin. Give one of them a file.');
  }
  const named = file === '-' ? 'stdin' : file;
  const records = recordsIn(readGiven(file), named);
  if (records.every(({ eventName }) => typeof eventName === 'string')) return records;
  throw new UsageError(`${named} holds an insight of CloudTrail, and who is told of insights is not followed.`);
}

/** The sentence first, the chain below it. */
function spoken(answers: readonly Told[], snapshot: Snapshot): string {
  const room = roomOn(process.stdout);
  const parts = answers.map(({ proof, gaps }) =>
    [...hanging('', `${sentence(proof.sentence)}.`, room), ...proofLines(proof, sourcesOf(gaps, snapshot), room)]
      .map(printable)
      .join('\n'),
  );
  const number = (truth: Told['proof']['truth']) => answers.filter(({ proof }) => proof.truth === truth).length;
  const counts = `${number('true')} told, ${number('false')} not told, ${number('unknown')} not decided`;
  const total = answers.length > 1 ? [`${answers.length} answers: ${counts}`] : [];
  return `${[...parts, ...total].join('\n\n')}\n`;
}
