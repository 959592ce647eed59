/** What docs/calls.md says of the number of calls is what a simulated AWS counts. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Report } from '../../src/index.ts';
import { run } from '../cli.ts';
import { keysOf } from '../simulator/clients.ts';
import type { Simulator } from '../simulator/start.ts';
import { startSimulator } from '../simulator/start.ts';
import { knownWorld } from '../simulator/worlds/index.ts';

const page = readFileSync(fileURLToPath(new URL('../../docs/calls.md', import.meta.url)), 'utf8');

/** Lines of the first table: what is asked for, how many rules that is, and the calls. */
const LINES = [...page.matchAll(/^\| ([^|]+) \| (\d+) \| (\d+) \|$/gm)].map(
  ([, asked = '', rules, calls]) => [asked, Number(rules), Number(calls)] as const,
);

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

it('has lines to count', () => {
  expect(LINES.map(([asked]) => asked)).toHaveLength(4);
});

it.each(LINES)('%s: %i rules, %i calls', async (asked, rules, calls) => {
  const { world } = knownWorld('wide');
  await simulator.show(world);
  const options = /`([^`]*)`/.exec(asked)?.[1]?.split(' ') ?? [];
  const { accessKeyId, secretAccessKey } = keysOf(world.caller);
  const env = { ...simulator.env, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const args = ['audit', ...options, '--endpoint-url', simulator.url, '-o', 'json', '--quiet'];
  const { stdout, stderr } = await run(args, { env });
  expect(stderr).toBe('');
  expect((JSON.parse(stdout) as Report).rules).toHaveLength(rules);
  expect((await simulator.stats()).calls).toBe(calls);
});
