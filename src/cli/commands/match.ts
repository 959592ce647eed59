/** `trailproof match`: a filter pattern tested offline, as `aws logs test-metric-filter` does online. */
import type { Command } from 'commander';
import type { CloudTrailRecord } from '../../index.ts';
import {
  explainMatch,
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
import { recordsIn } from '../records.ts';
import { roomOn } from '../terminal.ts';

export function addMatch(program: Command): void {
  program
    .command('match')
    .argument('<pattern>', 'a CloudWatch Logs filter pattern')
    .argument(
      '[events]',
      'file with CloudTrail records: a JSON array, one object, {"Records": [...]}, an answer of lookup-events or filter-log-events, or a record per line, packed by gzip or not; - is stdin',
    )
    .description('which events a filter pattern matches, and why not')
    .addHelpText(
      'after',
      '\nExit codes: 0 something matches, 1 nothing does, 2 the pattern is not valid or it cannot be decided.',
    )
    .action(match);
}

function match(text: string, file: string | undefined): void {
  const parsed = parsePattern(text);
  if (!parsed.ok) {
    const { message, start, end, hint } = parsed.error;
    const lines = [
      `the pattern is not valid: ${message}`,
      ...marked({ value: text, start, end }, '  ', roomOn(process.stderr)),
    ];
    throw new UsageError([...lines.map(printable), ...(hint === undefined ? [] : [`  ${hint}`])].join('\n'));
  }
  for (const { sentence, start, end } of parsed.lints) {
    const lines = [`note: ${sentence}`, ...marked({ value: text, start, end }, '  ', roomOn(process.stderr))];
    process.stderr.write(`${lines.map(printable).join('\n')}\n`);
  }
  if (matchesNothing(text)) process.stderr.write('note: no management event of CloudTrail can match it\n');
  if (file === undefined) {
    process.stdout.write(`${printPattern(parsed.pattern)}\n`);
    return;
  }
  const events = recordsIn(readGiven(file));
  if (events.length === 0) {
    throw new UsageError(`${file} holds no events. Give a JSON array of records, or one record per line.`);
  }
  const counts = { true: 0, false: 0, unknown: 0 };
  const room = roomOn(process.stdout);
  const say = (line: string) => process.stdout.write(`${printable(line)}\n`);
  for (const [index, event] of events.entries()) {
    const { truth, undecided } = matchPattern(parsed.pattern, event);
    counts[truth]++;
    say(`${index + 1}: ${{ true: 'match', false: 'no match', unknown: 'not decided' }[truth]}  ${label(event)}`);
    const why = truth === 'unknown' ? undecided : truth === 'false' ? missed(parsed.pattern, event) : [];
    for (const { sentence, start, end } of why) {
      say(`   ${sentence}`);
      // A caret under all of it would point at nothing.
      if (end - start < text.length) marked({ value: text, start, end }, '   ', room).forEach(say);
    }
  }
  const total = plural(events.length, 'event');
  say(`${total}: ${counts.true} match, ${counts.false} do not, ${counts.unknown} not decided`);
  process.exitCode = counts.true > 0 ? 0 : counts.unknown > 0 ? 2 : 1;
}

type Pattern = Extract<ReturnType<typeof parsePattern>, { readonly ok: true }>['pattern'];

/** The clause that stands against a match, and how many others do. */
function missed(pattern: Pattern, event: CloudTrailRecord | string) {
  const { clause, misses } = nearestMiss(explainMatch(pattern, event));
  const { sentence, start, end } = clause;
  const others = misses > 1 ? `; ${plural(misses - 1, 'more clause does', 'more clauses do')} not hold either` : '';
  return [{ sentence: `${sentence}${others}`, start, end }];
}

function label(event: CloudTrailRecord | string): string {
  if (typeof event === 'string') return event.slice(0, 60);
  return [event['eventSource'], event['eventName'], event['awsRegion']]
    .filter((part) => typeof part === 'string')
    .join(' ');
}
