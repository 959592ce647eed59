/** `trailproof match`: a filter pattern tested offline, as `aws logs test-metric-filter` does online. */
import type { Command } from 'commander';
import type { CloudTrailRecord } from '../../index.ts';
import {
  explainMatch,
  hanging,
  leavesOf,
  matchesNothing,
  matchPattern,
  nearestMiss,
  parsePattern,
  plural,
  printPattern,
  readGiven,
  UsageError,
} from '../../index.ts';
import { marked, printable } from '../chain.ts';
import { messagesIn, recordsIn } from '../records.ts';
import { roomOn } from '../terminal.ts';

export function addMatch(program: Command): void {
  program
    .command('match')
    .argument('<pattern>', 'a CloudWatch Logs filter pattern')
    .argument(
      '[events]',
      'file with CloudTrail records: a JSON array, one object, {"Records": [...]}, an answer of lookup-events or filter-log-events, events of EventBridge that carry them, or a record per line, packed by gzip or not; - is stdin',
    )
    .description('which events a filter pattern matches, and why not')
    .addHelpText(
      'after',
      '\nExit codes: 0 something matches, 1 nothing does, 2 the pattern is not valid or\nit cannot be decided.',
    )
    .action(match);
}

function match(text: string, file: string | undefined): void {
  const pattern = readPattern(text);
  if (file === undefined) {
    process.stdout.write(`${printPattern(pattern)}\n`);
    return;
  }
  const events = eventsFor(pattern, readGiven(file), file === '-' ? 'stdin' : file);
  const counts = { true: 0, false: 0, unknown: 0 };
  for (const [index, event] of events.entries()) counts[tell(event, index + 1, pattern, text)]++;
  const total = plural(events.length, 'event');
  say(`${total}: ${counts.true} match, ${counts.false} do not, ${counts.unknown} not decided`);
  process.exitCode = counts.true > 0 ? 0 : counts.unknown > 0 ? 2 : 1;
}

type Pattern = Extract<ReturnType<typeof parsePattern>, { readonly ok: true }>['pattern'];

/** Says on stderr what should be written otherwise. @throws UsageError */
function readPattern(text: string): Pattern {
  const room = roomOn(process.stderr);
  const parsed = parsePattern(text);
  if (!parsed.ok) {
    const { message, start, end, hint } = parsed.error;
    const lines = [`the pattern is not valid: ${message}`, ...marked({ value: text, start, end }, '  ', room)];
    throw new UsageError([...lines.map(printable), ...(hint === undefined ? [] : [`  ${hint}`])].join('\n'));
  }
  for (const { sentence, start, end } of parsed.lints) {
    const lines = [...hanging('note: ', sentence, room), ...marked({ value: text, start, end }, '  ', room)];
    process.stderr.write(`${lines.map(printable).join('\n')}\n`);
  }
  if (matchesNothing(text)) process.stderr.write('note: no management event of CloudTrail can match it\n');
  return parsed.pattern;
}

/** Says whether it matches, and why not. `text` is the pattern as it was given. */
function tell(event: CloudTrailRecord | string, number: number, pattern: Pattern, text: string) {
  const { truth, undecided } = matchPattern(pattern, event);
  const room = roomOn(process.stdout);
  say(`${number}: ${{ true: 'match', false: 'no match', unknown: 'not decided' }[truth]}  ${label(event)}`);
  const why = truth === 'unknown' ? undecided : truth === 'false' ? missed(pattern, event) : [];
  for (const { sentence, start, end } of why) {
    hanging('   ', sentence, room).forEach(say);
    // A caret under all of it would point at nothing.
    if (end - start < text.length) marked({ value: text, start, end }, '   ', room).forEach(say);
  }
  return truth;
}

function say(line: string): void {
  process.stdout.write(`${printable(line)}\n`);
}

/** In text anything can be logged, and EventBridge can log its events whole; a pattern in JSON is otherwise about records of CloudTrail. */
function eventsFor(pattern: Pattern, text: string, named: string): readonly (CloudTrailRecord | string)[] {
  const isOfRecords = pattern.form === 'json' && !leavesOf(pattern.expression).some(isOfDetail);
  return isOfRecords ? recordsIn(text, named) : messagesIn(text, named);
}

/** Whether it looks into the detail of an event of EventBridge: no record of CloudTrail has one. */
function isOfDetail({ selector: { steps } }: ReturnType<typeof leavesOf>[number]): boolean {
  const [first] = steps;
  return first?.type === 'key' && first.name === 'detail';
}

/** The clause that stands against a match, and how many others do. */
function missed(pattern: Pattern, event: CloudTrailRecord | string) {
  const { clause, misses } = nearestMiss(explainMatch(pattern, event));
  const { sentence, start, end } = clause;
  const others = misses > 1 ? `; ${plural(misses - 1, 'more clause does', 'more clauses do')} not hold either` : '';
  return [{ sentence: `${sentence}${others}`, start, end }];
}

/** What a record, or an event of EventBridge, is known by; of anything else how it begins. */
function label(event: CloudTrailRecord | string): string {
  if (typeof event === 'string') return event.slice(0, 60);
  const named = ['eventSource', 'eventName', 'awsRegion', 'source', 'detail-type'].map((key) => event[key]);
  const texts = named.filter((part) => typeof part === 'string');
  return texts.length > 0 ? texts.join(' ') : JSON.stringify(event).slice(0, 60);
}
