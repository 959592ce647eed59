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
      `the pattern is not valid: ${message}\n  ${text}\n  ${caret}${hint === undefined ? '' : `\n  ${hint}`}`,
    );
  }
  for (const lint of parsed.lints) process.stderr.write(`note: ${lint.sentence}\n`);
  if (file === undefined) {
    process.stdout.write(`${printPattern(parsed.pattern)}\n`);
    return;
  }
  const events = readEvents(readGiven(file), file);
  const counts = { true: 0, false: 0, unknown: 0 };
  events.forEach((event, index) => {
    const { truth, undecided } = matchPattern(parsed.pattern, event);
    counts[truth]++;
    process.stdout.write(
      `${index + 1}: ${{ true: 'match', false: 'no match', unknown: 'not decided' }[truth]}  ${label(event)}\n`,
    );
    if (truth === 'unknown') for (const each of undecided) process.stdout.write(`   ${each.sentence}\n`);
    if (truth === 'false' && typeof event !== 'string')
      process.stdout.write(`   ${nearestMiss(explainMatch(parsed.pattern, event)).clause.sentence}\n`);
  });
  process.stdout.write(
    `${events.length} events: ${counts.true} match, ${counts.false} do not, ${counts.unknown} not decided\n`,
  );
  process.exitCode = counts.true > 0 ? 0 : counts.unknown > 0 ? 2 : 1;
}

function label(event: CloudTrailRecord | string): string {
  if (typeof event === 'string') return event.slice(0, 60);
  return [event['eventSource'], event['eventName'], event['awsRegion']]
    .filter((part) => typeof part === 'string')
    .join(' ');
}

/** Records in any of the forms people have them in; lines that are no JSON are taken as plain log messages. */
function readEvents(text: string, file: string): readonly (CloudTrailRecord | string)[] {
  const whole = json(text);
  if (isObject(whole) && Array.isArray(whole['Records'])) return whole['Records'].map(record);
  if (Array.isArray(whole)) return whole.map(record);
  if (isObject(whole)) return [whole];
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length === 0)
    throw new UsageError(`${file} holds no events. Give a JSON array of records, or one record per line.`);
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
