/** `trailproof match`: a filter pattern tested offline, as `aws logs test-metric-filter` does online. */
import type { Command } from 'commander';
import type { CloudTrailRecord } from '../../index.ts';
import {
  explainMatch,
  isObject,
  matchPattern,
  nearestMiss,
  parsePattern,
  printPattern,
  readGiven,
  UsageError,
} from '../../index.ts';

export function addMatch(program: Command): void {
  program
    .command('match')
    .argument('<pattern>', 'a CloudWatch Logs filter pattern')
    .argument(
      '[events]',
      'file with CloudTrail records: a JSON array, one object, {"Records": [...]} or a record per line; - is stdin',
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
    const caret = `${' '.repeat(start)}${'^'.repeat(Math.max(1, end - start))}`;
    throw new UsageError(
      `the pattern is not valid: ${printable(message)}\n  ${printable(text)}\n  ${caret}${hint === undefined ? '' : `\n  ${hint}`}`,
    );
  }
  for (const lint of parsed.lints) process.stderr.write(`note: ${lint.sentence}\n`);
  if (file === undefined) {
    process.stdout.write(`${printPattern(parsed.pattern)}\n`);
    return;
  }
  const events = readEvents(readGiven(file), file);
  const counts = { true: 0, false: 0, unknown: 0 };
  const say = (line: string) => process.stdout.write(`${printable(line)}\n`);
  for (const [index, event] of events.entries()) {
    const { truth, undecided } = matchPattern(parsed.pattern, event);
    counts[truth]++;
    say(`${index + 1}: ${{ true: 'match', false: 'no match', unknown: 'not decided' }[truth]}  ${label(event)}`);
    if (truth === 'unknown') for (const each of undecided) say(`   ${each.sentence}`);
    if (truth === 'false' && typeof event !== 'string')
      say(`   ${nearestMiss(explainMatch(parsed.pattern, event)).clause.sentence}`);
  }
  const total = `${events.length} ${events.length === 1 ? 'event' : 'events'}`;
  say(`${total}: ${counts.true} match, ${counts.false} do not, ${counts.unknown} not decided`);
  process.exitCode = counts.true > 0 ? 0 : counts.unknown > 0 ? 2 : 1;
}

function label(event: CloudTrailRecord | string): string {
  if (typeof event === 'string') return event.slice(0, 60);
  return [event['eventSource'], event['eventName'], event['awsRegion']]
    .filter((part) => typeof part === 'string')
    .join(' ');
}

/** Patterns and events come from elsewhere: nothing in them may steer the terminal. Every character keeps its column. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ');
}

/** Records in any of the forms people have them in; lines that are no JSON are taken as plain log messages. */
function readEvents(given: string, file: string): readonly (CloudTrailRecord | string)[] {
  const text = given.replace(/^\uFEFF/, '');
  const whole = json(text);
  const listed = isObject(whole) ? whole['Records'] : whole;
  const events = Array.isArray(listed) ? listed.map(record) : isObject(whole) ? [whole] : eachLine(text);
  if (events.length > 0) return events;
  throw new UsageError(`${file} holds no events. Give a JSON array of records, or one record per line.`);
}

function eachLine(text: string): readonly (CloudTrailRecord | string)[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const value = json(line);
    return isObject(value) ? value : line;
  });
}

function record(value: unknown): CloudTrailRecord | string {
  return isObject(value) ? value : JSON.stringify(value);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
