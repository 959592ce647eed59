/** The way of an organization's events over the bus of one account, through the command line: audited live, recorded, and proven from the record. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Report, Told } from '../../src/index.ts';
import { run } from '../cli.ts';
import { keysOf } from '../simulator/clients.ts';
import type { Simulator } from '../simulator/start.ts';
import { startSimulator } from '../simulator/start.ts';
import { busArn, ORGANIZATION, receiver, sender } from '../simulator/worlds/bus-parts.ts';
import { account } from '../simulator/worlds/parts.ts';

const MANAGER = '900000000000';
const [WHOLE, ELSEWHERE] = ['100000000001', '100000000002'] as const;
const CENTRAL = '200000000000';

let simulator: Simulator;
const folder = mkdtempSync(join(tmpdir(), 'trailproof-bus-'));
beforeAll(async () => {
  simulator = await startSimulator();
  await simulator.show({
    name: 'bus',
    seed: 'bus',
    caller: MANAGER,
    organization: { id: ORGANIZATION, managementAccount: MANAGER, featureSet: 'ALL' },
    accounts: [
      account(MANAGER, 'Manager', {}, { regions: ['us-east-1'] }),
      sender(WHOLE, busArn(CENTRAL, 'security')),
      sender(ELSEWHERE, busArn(CENTRAL, 'orders')),
      receiver(CENTRAL, 'security'),
    ],
    regions: [{ name: 'us-east-1', optIn: false }],
    faults: [],
  });
});
afterAll(async () => {
  await simulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('is audited, and proven from the snapshot that was kept', async () => {
  const { accessKeyId, secretAccessKey } = keysOf(MANAGER);
  const env = { ...simulator.env, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const where = ['--organization', '--endpoint-url', simulator.url, '--save-snapshot', 'seen.ndjson'];
  const args = ['audit', ...where, '--rule', 'alarm.s3-bucket-deleted', '-o', 'json', '--quiet'];
  const audited = await run(args, { env, cwd: folder });
  expect(audited.stderr).toBe('');
  const { findings } = JSON.parse(audited.stdout) as Report;
  const found = findings.map(({ account: id, verdict, proof }) => [id, verdict, proof?.broken?.link]);
  expect(found.toSorted()).toEqual([
    [WHOLE, 'pass', undefined],
    [ELSEWHERE, 'fail', 'eventBus'],
    [CENTRAL, 'fail', 'trail'],
    [MANAGER, 'fail', 'trail'],
  ]);

  const proven = await run(['prove', 's3.DeleteBucket', 'seen.ndjson', '--json'], { cwd: folder });
  expect(proven.stderr).toBe('');
  const truths = (JSON.parse(proven.stdout) as readonly Told[]).map(({ account: id, proof }) => [id, proof.truth]);
  expect(truths).toEqual([
    [WHOLE, 'true'],
    [ELSEWHERE, 'false'],
    [CENTRAL, 'false'],
    [MANAGER, 'false'],
  ]);

  const { stdout } = await run(['prove', 's3.DeleteBucket', 'seen.ndjson', '--account', WHOLE], { cwd: folder });
  expect(stdout).toContain('ok      eventBus: event bus security of account 200000000000 takes what role');
  const explained = await run(['explain', 'alarm.s3-bucket-deleted', 'seen.ndjson'], { cwd: folder });
  expect(explained.stdout).toContain('event bus arn:aws:events:us-east-1:200000000000:event-bus/orders does not exist');
});
