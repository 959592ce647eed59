/** Recorded snapshots on the command line: the same verdicts again, and one sentence for each that cannot be trusted. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeSnapshot } from '../../src/sources/snapshot/index.ts';
import { run } from '../cli.ts';
import { HEALTHY, snapshotOf } from '../proof/healthy.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailproof-snapshots-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TEXT = [...writeSnapshot(snapshotOf(HEALTHY))].join('');
const BROKEN = [...writeSnapshot(snapshotOf({ ...HEALTHY, subscriptions: [] }))].join('');
const HIDDEN = [...writeSnapshot(snapshotOf({ ...HEALTHY, subscriptions: '$denied' }))].join('');
const RULE = ['--rule', 'alarm.s3-bucket-deleted'];

function audit(name: string, text: string | Buffer, ...args: string[]) {
  writeFileSync(join(folder, name), text);
  return run(['audit', name, ...args], { cwd: folder });
}

describe.concurrent('a snapshot is audited', () => {
  it.each<readonly [what: string, text: string, code: number]>([
    ['whole', TEXT, 0],
    ['broken', BROKEN, 1],
    ['hidden', HIDDEN, 2],
  ])('to its exit code: %s', async (what, text, code) => {
    expect((await audit(`${what}.ndjson`, text, ...RULE)).code).toBe(code);
  });

  it('to the same bytes every time', async () => {
    const once = await audit('once.ndjson', BROKEN, '-o', 'json');
    const again = await run(['audit', 'once.ndjson', '-o', 'json'], { cwd: folder });
    expect(again).toEqual(once);
    expect(JSON.parse(once.stdout).source).toEqual({ type: 'snapshot', name: 'once.ndjson', options: [] });
  });

  it('from stdin', async () => {
    const { code } = await run(['audit', '-', ...RULE], { input: TEXT });
    expect(code).toBe(0);
  });

  it('and explained', async () => {
    writeFileSync(join(folder, 'explain.ndjson'), BROKEN);
    const { code, stdout } = await run(['explain', 'alarm.s3-bucket-deleted', 'explain.ndjson'], { cwd: folder });
    expect(code).toBe(1);
    expect(stdout).toContain('topic security has no subscription');
    // The reason of the rule is the message itself, and the link says why: neither says it again.
    const lines = stdout.split('\n').map((line) => line.toLowerCase());
    expect(lines.filter((line) => line.includes('nobody is told about s3.deletebucket'))).toHaveLength(1);
    expect(stdout).toContain('\n    expected  somebody is told about every s3.DeleteBucket\n');
  });
});

describe.concurrent('a snapshot is refused in one sentence', () => {
  it.each<readonly [what: string, text: string | Buffer, message: RegExp]>([
    ['empty', '', /^trailproof: bad-empty is empty\. Record a snapshot with: trailproof snapshot FILE\n$/],
    [
      'other',
      '{"version":1}\n',
      /^trailproof: bad-other is not a trailproof snapshot\. Record one with: trailproof snapshot FILE\n$/,
    ],
    ['binary', Buffer.from([0, 159, 146, 150]), /^trailproof: bad-binary is not a trailproof snapshot\./],
    ['cut', TEXT.slice(0, TEXT.length / 2), /^trailproof: bad-cut:\d+ is not JSON: the file was cut off or changed\./],
    [
      'lines',
      `${TEXT.split('\n').slice(0, 5).join('\n')}\n`,
      /^trailproof: bad-lines ends without its manifest: it was cut off after line 5\./,
    ],
    [
      'edited',
      TEXT.replace('"logging":true', '"logging":false'),
      /^trailproof: bad-edited was changed after it was recorded/,
    ],
    ['windows', TEXT.replaceAll('\n', '\r\n'), /^trailproof: bad-windows was changed after it was recorded/],
    [
      'tomorrow',
      TEXT.replace('"schemaVersion":1', '"schemaVersion":9'),
      /^trailproof: bad-tomorrow is a snapshot of version 9, and this trailproof reads version 1\./,
    ],
  ])('%s', async (what, text, message) => {
    const { code, stdout, stderr } = await audit(`bad-${what}`, text, ...RULE);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('where there is none', async () => {
    const { code, stderr } = await run(['audit', 'nowhere.ndjson'], { cwd: folder });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'trailproof: nowhere.ndjson cannot be read: it does not exist. Check the name.\n',
    });
  });

  it('beside options for live AWS', async () => {
    const { code, stderr } = await audit('live.ndjson', TEXT, '--regions', 'eu-west-1');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^trailproof: --regions .*live\.ndjson.*\n$/);
  });
});
