/** Ctrl-C during an audit of a slow organization: it ends within a second, and says what it kept. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { CLI, run } from '../cli.ts';
import type { Simulator } from '../simulator/start.ts';
import { startSimulator } from '../simulator/start.ts';
import type { World } from '../simulator/world.ts';
import { example } from '../simulator/worlds/example.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailproof-interrupt-'));
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
  readonly stdout: string;
  /** Between the first signal and the end. */
  readonly milliseconds: number;
}

/** Audits, and presses Ctrl-C once the simulator has answered so many calls. */
async function interrupted(world: World, calls: number, ...args: readonly string[]): Promise<Ended> {
  await simulator.show(world);
  const child = spawn(process.execPath, [CLI, 'audit', '--organization', '--endpoint-url', simulator.url, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...simulator.env },
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  const end = new Promise<number | null>((resolve) => child.on('close', resolve));
  while ((await simulator.stats()).calls < calls) await new Promise((resolve) => setTimeout(resolve, 30));
  const start = performance.now();
  child.kill('SIGINT');
  const code = await end;
  return { code, ...said, milliseconds: performance.now() - start };
}

const slow: World = { ...example.world, latency: { base: 150, jitter: 100 } };

describe('Ctrl-C', () => {
  it('ends an audit of a slow organization within a second and keeps what was seen', async () => {
    const path = join(folder, 'kept.ndjson');
    const { code, stderr, stdout, milliseconds } = await interrupted(slow, 40, '--save-snapshot', path);
    expect(code, stderr).toBe(130);
    expect(milliseconds).toBeLessThan(1000);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /interrupted.*kept\.ndjson keeps the \d+ resources read until then; \d+ reads? (is|are) marked as cancelled/,
    );

    const again = await run(['audit', path, '-o', 'json']);
    const report = JSON.parse(again.stdout) as Report;
    const wrong = report.findings.filter(
      ({ verdict, account, ruleId }) => verdict === 'pass' && example.expected[account]?.[ruleId] === 'fail',
    );
    expect(wrong).toEqual([]);
    expect(report.gaps.some(({ reason }) => reason === 'cancelled')).toBe(true);
    expect(again.code).not.toBe(0);
  });

  it('says that nothing is kept where nobody asked for it', async () => {
    const { code, stderr, stdout, milliseconds } = await interrupted(slow, 20);
    expect(code, stderr).toBe(130);
    expect(milliseconds).toBeLessThan(1000);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/interrupted\. .*nothing was kept/);
  });

  it('does not wait for a server that says nothing', async () => {
    const path = join(folder, 'silent.ndjson');
    const silent: World = { ...example.world, faults: [{ what: 'silent', call: 'cloudwatch:*' }] };
    const { code, stderr, milliseconds } = await interrupted(silent, 60, '--save-snapshot', path);
    expect(code, stderr).toBe(130);
    expect(milliseconds).toBeLessThan(1000);
    expect(existsSync(path)).toBe(true);
  });

  it('works before anything is known', async () => {
    const mute: World = { ...example.world, faults: [{ what: 'silent' }] };
    const { code, stderr, milliseconds } = await interrupted(mute, 1);
    expect(code, stderr).toBe(130);
    expect(milliseconds).toBeLessThan(1000);
  });
});
