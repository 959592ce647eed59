/** The action over a simulated organization: what the bundle reads live, and again from what it kept. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Started } from '../../scripts/simulator.mjs';
import { startSimulator } from '../../scripts/simulator.mjs';
import type { Run } from './runner.ts';
import { RUNTIMES, run } from './runner.ts';

let simulator: Started;
beforeAll(async () => {
  simulator = await startSimulator({ world: 'example' });
});
afterAll(() => simulator.stop());

const reportOf = (ran: Run) => JSON.parse(ran.file('report.json') ?? '');

it.each(RUNTIMES.filter(({ isHere }) => isHere))(
  'gives the same findings live and recorded, on $name',
  async ({ path }) => {
    const live = await run({
      node: path,
      env: simulator.env,
      inputs: {
        organization: 'true',
        'endpoint-url': simulator.url,
        'json-file': 'report.json',
        'save-snapshot': 'seen.ndjson',
      },
    });
    expect(live.stderr).toBe('');
    expect(live.code).toBe(1);
    expect(live.stdout).toMatch(/^trailproof: 8 of 8 accounts, 1 unreadable, \d+ calls,( \d+ throttled,)? \d+ s$/m);
    expect(live.outputs).toMatchObject({ verdict: 'fail', 'snapshot-file': 'seen.ndjson' });
    const { findings, summary } = reportOf(live);
    expect(summary.accounts).toBe(8);
    expect(summary.counts.pass).toBeGreaterThan(100);

    const files = { 'seen.ndjson': live.file('seen.ndjson') ?? '' };
    const again = await run({ node: path, inputs: { files: 'seen.ndjson', 'json-file': 'report.json' }, files });
    expect(again.code).toBe(1);
    expect(reportOf(again).findings).toEqual(findings);
  },
);
