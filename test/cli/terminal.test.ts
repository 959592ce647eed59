/** What a narrow terminal shows: lines that fit, broken between words, and help that says no more than is so. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recorded } from '../action/snapshots.ts';
import { CLI } from '../cli.ts';

const SCRIPT = '/usr/bin/script';
const cwd = mkdtempSync(join(tmpdir(), 'trailproof-terminal-'));
afterAll(() => rmSync(cwd, { recursive: true }));
beforeAll(() => {
  writeFileSync(join(cwd, 'seen.ndjson'), recorded({ trails: [{ name: 'main', logFileValidation: false }] }));
  writeFileSync(join(cwd, 'wrong.yaml'), 'title: A rule without most of what a rule needs\nfor: trial\n');
});

/** As lines, both streams together. `script` of util-linux is the terminal. */
function shown(args: readonly string[], columns = 60): Promise<readonly string[]> {
  const command = [process.execPath, CLI, ...args].map((word) => `'${word}'`).join(' ');
  const given = ['-qec', `stty cols ${columns}; ${command}`, '/dev/null'];
  return new Promise((resolve) => {
    execFile(SCRIPT, given, { cwd, env: { PATH: process.env['PATH'], LANG: 'C.UTF-8' } }, (_error, stdout) =>
      resolve(stdout.split(/\r?\n/)),
    );
  });
}

const hasTerminal = process.platform === 'linux' && existsSync(SCRIPT);

it.runIf(process.env['CI'] === 'true')('a terminal is there under CI', () => {
  expect(hasTerminal).toBe(true);
});

describe.skipIf(!hasTerminal)('a terminal', () => {
  it.each<readonly [what: string, args: readonly string[]]>([
    ['rules', ['rules', 'list']],
    ['what was written', ['init', 'begun.yaml']],
    ['a wrong use', ['audit', 'seen.ndjson', 'seen.ndjson']],
    ['a wrong option', ['audit', 'seen.ndjson', '--fail-on', 'everything']],
    ['mistakes in a rule', ['audit', 'seen.ndjson', '--rules', 'wrong.yaml']],
    ['a framework that there is not', ['audit', 'seen.ndjson', '--framework', 'cis-aws-foundations-9.0']],
  ])('shows %s in the room there is', async (_what, args) => {
    const lines = await shown(args);
    expect(lines.join('')).not.toBe('');
    expect(lines.filter((line) => line.length > 60)).toEqual([]);
  });

  it.each([[['--help']], [['audit', '--help']], [['prove', '--help']], [['match', '--help']]])(
    'of 80 columns shows help in them: %s',
    async (args) => {
      const lines = await shown(args, 80);
      expect(lines.length).toBeGreaterThan(5);
      expect(lines.filter((line) => line.length > 80)).toEqual([]);
    },
  );

  it('breaks between words', async () => {
    expect(await shown(['audit', 'seen.ndjson', 'seen.ndjson'])).toEqual([
      'trailproof: one snapshot at a time, please: seen.ndjson,',
      'seen.ndjson were given.',
      '',
    ]);
  });

  it('says what a framework is below its numbers, where there is no room beside them', async () => {
    const lines = await shown(['rules', 'frameworks'], 80);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    const at = lines.findIndex((line) => line.startsWith('cis-aws-foundations-5.0 '));
    expect(lines[at + 1]).toBe('    CIS Amazon Web Services Foundations Benchmark 5.0.0');
  });

  it('says why a pattern does not match below the event', async () => {
    const record = '{"eventSource":"s3.amazonaws.com","eventName":"DeleteBucket"}';
    writeFileSync(join(cwd, 'record.json'), record);
    const lines = await shown(['match', '{ $.eventName = DeleteBuckets }', 'record.json'], 50);
    expect(lines).toEqual([
      '1: no match  s3.amazonaws.com DeleteBucket',
      '   $.eventName is "DeleteBucket", the pattern',
      '   wants $.eventName = DeleteBuckets (did you mean',
      '   "DeleteBucket"?)',
      '   { $.eventName = DeleteBuckets }',
      '     ^^^^^^^^^^^^^^^^^^^^^^^^^^^',
      '1 event: 0 match, 1 do not, 0 not decided',
      '',
    ]);
  });

  it('names rules under the heads of their columns', async () => {
    const lines = await shown(['rules', 'list', '--rule', 'trail.multi-region']);
    expect(lines.slice(0, 3)).toEqual([
      'trail.multi-region  high      Every account is recorded by a',
      '                              logging multi-region trail',
      '                              with read and write management',
    ]);
  });
});

it.skipIf(!hasTerminal)('help says no default where there is none', async () => {
  const text = (await shown(['audit', '--help'], 200)).join('\n');
  expect(text).not.toContain('default: []');
  expect(text).toContain('(default: medium)');
});
