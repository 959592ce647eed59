/** Live AWS through the command line: lists of several pages are read to their end, and a call that fails decides nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding, Report } from '../../src/index.ts';
import { run } from '../cli.ts';
import type { Fault } from '../simulator/faults.ts';
import type { Simulator } from '../simulator/start.ts';
import { startSimulator } from '../simulator/start.ts';
import type { MuteRule, Subscription, World } from '../simulator/world.ts';
import { knownWorld } from '../simulator/worlds/index.ts';
import { account, chain, kmsKey } from '../simulator/worlds/parts.ts';

const HOME = 'us-east-1';
const RULE = 'alarm.s3-bucket-deleted';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

interface Audited {
  readonly code: number;
  readonly report: Report;
}

async function audit(world: World): Promise<Audited> {
  await simulator.show(world);
  const env = {
    ...simulator.env,
    AWS_ACCESS_KEY_ID: `AKIA${world.caller}`,
    // Waits between attempts are drawn by chance, from nothing up.
    NODE_OPTIONS: '--import=data:text/javascript,Math.random=()=>0.01',
  };
  const args = ['audit', '--organization', '--rule', RULE, '--endpoint-url', simulator.url, '-o', 'json', '--quiet'];
  const { code, stdout, stderr } = await run(args, { env });
  expect(stderr).toBe('');
  return { code, report: JSON.parse(stdout) as Report };
}

function verdictsOf({ report }: Audited): Readonly<Record<string, Finding['verdict']>> {
  return Object.fromEntries(report.findings.map(({ account: id, verdict }) => [id, verdict]));
}

it('more than 50 metric filters and 100 alarms, and what matters on the last page', async () => {
  const { world, expected } = knownWorld('paging');
  const held = world.accounts.flatMap(({ holdings }) => Object.values(holdings));
  expect(Math.max(...held.flatMap(({ logGroups }) => logGroups.map(({ filters }) => filters.length)))).toBeGreaterThan(
    50,
  );
  expect(Math.max(...held.map(({ alarms }) => alarms.length))).toBeGreaterThan(100);
  const wanted = Object.entries(expected).map(([id, rules]) => [id, rules[RULE]]);
  const audited = await audit(world);
  expect(verdictsOf(audited)).toEqual(Object.fromEntries(wanted));
  expect(audited.code).toBe(1);
});

/** Every call on the way to a subscriber, and the link that is not decided without its answer. */
const CALLS: readonly (readonly [call: string, link: string])[] = [
  ['cloudtrail:DescribeTrails', 'trail'],
  ['cloudtrail:GetTrailStatus', 'trail'],
  ['cloudtrail:GetEventSelectors', 'selectors'],
  ['logs:DescribeLogGroups', 'logGroup'],
  ['logs:DescribeMetricFilters', 'metricFilter'],
  ['cloudwatch:DescribeAlarms', 'alarm'],
  ['cloudwatch:ListAlarmMuteRules', 'action'],
  ['cloudwatch:GetAlarmMuteRule', 'action'],
  ['sns:GetTopicAttributes', 'topic'],
  ['sns:ListSubscriptionsByTopic', 'subscription'],
  ['sns:GetSubscriptionAttributes', 'subscription'],
  ['kms:DescribeKey', 'topic'],
  ['kms:GetKeyPolicy', 'topic'],
];
const MANAGER = '900000000000';
const idOf = (index: number) => String(100_000_000_000 + index);

/** It mutes nothing of the chain, which only its own call tells. */
const OF_ANOTHER: MuteRule = {
  name: 'weekend',
  status: 'SCHEDULED',
  alarms: ['cpu'],
  schedule: 'cron(0 0 * * SAT)',
  duration: 'P2D',
};

/** Accounts in which everything is as it should be; what goes wrong in each stands in the faults. */
function healthy(count: number, faults: readonly Fault[]): World {
  const names = { trail: 'main', logGroup: 'audit/trail', topic: 'alerts', subscriber: 'guard@example.com' };
  const whole = (id: string) => {
    const spot = { account: id, region: HOME };
    const key = kmsKey(spot, 'alerts-key', ['cloudwatch.amazonaws.com']);
    const held = chain(spot, names);
    const topics = held.topics.map((each) => ({ ...each, kmsKey: key.id }));
    return account(id, id, { [HOME]: { ...held, topics, keys: [key], muteRules: [OF_ANOTHER] } }, { regions: [HOME] });
  };
  return {
    name: 'faults',
    seed: 'faults',
    caller: MANAGER,
    organization: { id: 'o-faults', managementAccount: MANAGER, featureSet: 'ALL' },
    accounts: [MANAGER, ...Array.from({ length: count }, (_, index) => idOf(index))].map(whole),
    regions: [{ name: HOME, optIn: false }],
    faults,
  };
}

describe('a call that fails for good', () => {
  const situations = (['deny', 'throttle'] as const).flatMap((what) =>
    CALLS.map(([call, link]) => ({ what, call, link })),
  );
  let audited: Audited;
  beforeAll(async () => {
    const faults = situations.map(({ what, call }, index) => ({ what, call, account: idOf(index) }));
    const beside: Fault = { what: 'deny', call: 'eventbridge:*', account: idOf(situations.length) };
    audited = await audit(healthy(situations.length + 1, [...faults, beside]));
  });

  it.each(situations.map((each, index) => [each.what, each.call, each.link, idOf(index)] as const))(
    '%s %s: unknown, at the %s',
    (what, call, link, id) => {
      const finding = audited.report.findings.find((each) => each.account === id);
      expect(finding?.verdict).toBe('unknown');
      expect(finding?.proof?.broken?.link).toBe(link);
      expect(finding?.message).toMatch(what === 'deny' ? `${call} was denied` : `${call} was throttled`);
    },
  );

  it('takes nothing from what is told on another route', () => {
    const id = idOf(situations.length);
    expect(audited.report.gaps.filter((gap) => gap.account === id).map(({ call }) => call)).toContain(
      'eventbridge:ListRules',
    );
    expect(verdictsOf(audited)[id]).toBe('pass');
  });

  it('leaves the other accounts as they are', () => {
    expect(verdictsOf(audited)[MANAGER]).toBe('pass');
  });

  it('leaves no verdict that can be trusted', () => {
    expect(audited.code).toBe(2);
  });
});

it('an alarm that is not evaluated because of its configuration', async () => {
  const world = healthy(1, []);
  const evaluation = { state: 'EVALUATION_ERROR', reason: 'Check the role' };
  const broken = world.accounts.map((each): World['accounts'][number] => ({
    ...each,
    holdings: Object.fromEntries(
      Object.entries(each.holdings).map(([region, held]) => [
        region,
        { ...held, alarms: held.alarms.map((alarm) => ({ ...alarm, evaluation })) },
      ]),
    ),
  }));
  const { report } = await audit({ ...world, accounts: broken });
  const [finding] = report.findings;
  expect(finding?.verdict).toBe('fail');
  expect(finding?.message).toMatch(/its configuration is in error \(EVALUATION_ERROR\): Check the role/);
});

/** The world with other subscriptions. */
async function subscribed(changes: Partial<Subscription>): Promise<Finding | undefined> {
  const world = healthy(1, []);
  const filtered = world.accounts.map((each): World['accounts'][number] => ({
    ...each,
    holdings: Object.fromEntries(
      Object.entries(each.holdings).map(([region, held]) => [
        region,
        {
          ...held,
          topics: held.topics.map((one) => ({
            ...one,
            subscriptions: one.subscriptions.map((subscription) => ({ ...subscription, ...changes })),
          })),
        },
      ]),
    ),
  }));
  const { report } = await audit({ ...world, accounts: filtered });
  return report.findings[0];
}

it('a filter policy, which no list tells of', async () => {
  const finding = await subscribed({ filterPolicy: '{"team":["security"]}' });
  expect(finding?.verdict).toBe('unknown');
  expect(finding?.message).toMatch(/only what passes a filter policy/);
});

it('a filter policy on the body of a message, which the messages of alarms pass or not', async () => {
  const filterScope = 'MessageBody';
  const verdict = async (state: string) => {
    const filterPolicy = `{"NewStateValue":["${state}"]}`;
    return (await subscribed({ protocol: 'https', filterPolicy, filterScope }))?.verdict;
  };
  expect([await verdict('ALARM'), await verdict('OK')]).toEqual(['pass', 'fail']);
});
