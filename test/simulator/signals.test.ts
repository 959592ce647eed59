/** Where logs, events and alarms end, read with the real clients: exactly the verdicts that are right, and no more calls than needed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Audit } from './audit.ts';
import { audit, rulebook, wrongIn } from './audit.ts';
import type { Stats } from './ledger.ts';
import type { Simulator } from './start.ts';
import { startSimulator } from './start.ts';
import { AS_MADE } from './worlds/endings.ts';
import { knownWorld } from './worlds/index.ts';
import { SIGNALS, signals } from './worlds/signals.ts';

/** Those that are about where something ends. */
const rules = { ...rulebook, rules: rulebook.rules.filter(({ id }) => Object.keys(AS_MADE).includes(id)) };

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

describe('an audit of where logs, events and alarms end', () => {
  let seen: Audit;
  let stats: Stats;
  beforeAll(async () => {
    const { world } = signals;
    await simulator.show(world);
    const env = { ...simulator.env, AWS_ACCESS_KEY_ID: `AKIA${world.caller}` };
    const scope = { by: 'accounts', accounts: Object.values(SIGNALS) } as const;
    seen = await audit({ ...simulator, env }, { scope });
    stats = await simulator.stats();
  });

  it('gives exactly the verdicts that are right', () => {
    expect(wrongIn(seen.report, signals.expected)).toBe('');
  });

  it('asks nothing twice, and of log groups only about those that trails send to', () => {
    expect(stats.duplicates).toEqual([]);
    // Of the account and of the log group: two in each account that answers for one log group, three for two, one refusal each.
    expect(stats.byCall).toMatchObject({
      'logs:DescribeSubscriptionFilters': 1 + 2 + 1,
      'logs:DescribeResourcePolicies': 2 + 3 + 2,
      'eventbridge:ListEventBuses': 3,
      // The default event bus is not asked for tags.
      'eventbridge:ListTagsForResource': 1 + 1,
      // Of the schedule that is on, and of the rule on calls.
      'eventbridge:ListTargetsByRule': 1 + 2 + 1,
    });
  });

  it('names every call that was refused, and no other', () => {
    const made = seen.report.gaps.filter(({ call }) => call !== '');
    const refused = new Set(made.map(({ account, call, reason }) => `${account} ${call} ${reason}`));
    expect([...refused].sort()).toEqual(
      [
        ...['cloudwatch:ListMetrics', 'eventbridge:ListEventBuses', 'kms:DescribeKey', 'logs:DescribeResourcePolicies'],
        ...['logs:DescribeSubscriptionFilters', 'sns:ListTagsForResource'],
      ].map((call) => `${SIGNALS.closed} ${call} denied`),
    );
  });

  it('takes two calls more in each region, for event buses and keys, in an account that has all else in one region', async () => {
    const { world } = knownWorld('wide');
    await simulator.show(world);
    const env = { ...simulator.env, AWS_ACCESS_KEY_ID: `AKIA${world.caller}` };
    await audit({ ...simulator, env }, { scope: { by: 'caller' }, rules });
    const { byCall, duplicates } = await simulator.stats();
    expect(duplicates).toEqual([]);
    // Trails, alarms, EventBridge rules and event buses are lists of each region; the rest stands behind one trail and one topic.
    for (const call of ['DescribeTrails', 'DescribeAlarms', 'ListRules', 'ListEventBuses']) {
      const [asked] = Object.entries(byCall).filter(([name]) => name.endsWith(`:${call}`));
      expect(asked?.[1], call).toBe(17);
    }
    const behind = Object.entries(byCall).filter(([name]) => /^(logs|sns|kms):|ListMetrics/.test(name));
    expect(Object.fromEntries(behind)).toEqual({
      // The key is asked for the log groups of its region as well.
      'logs:DescribeLogGroups': 2,
      'logs:DescribeMetricFilters': 2,
      'logs:DescribeResourcePolicies': 2,
      'logs:DescribeSubscriptionFilters': 1,
      'sns:GetSubscriptionAttributes': 1,
      'sns:GetTopicAttributes': 1,
      'sns:ListSubscriptionsByTopic': 1,
      'sns:ListTagsForResource': 1,
      'kms:DescribeKey': 1,
      'kms:GetKeyRotationStatus': 1,
      'kms:ListAliases': 1,
      'kms:ListKeys': 17,
      'cloudwatch:ListMetrics': 1,
    });
  });
});
