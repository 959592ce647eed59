/** EventBridge on the wire: rules and targets page by page through AWS's own client, and accounts in which nothing but rules tells anybody. */
import type { ListRulesCommandOutput } from '@aws-sdk/client-eventbridge';
import {
  EventBridgeClient,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/report.ts';
import { audit, rulebook } from './audit.ts';
import { keysOf, refusalOf } from './clients.ts';
import type { Simulator } from './start.ts';
import { startSimulator } from './start.ts';
import type { EventRule, Holdings, World } from './world.ts';
import { account, chain, eventTopic, holdings, topic, topicArn, trail, without } from './worlds/parts.ts';

const ONLY = '123456789012';
const HOME = 'us-east-1';
const WEST = 'us-west-2';
const spot = { account: ONLY, region: HOME };

const rule = (change: Partial<EventRule> = {}): EventRule => ({
  name: 'zz-bucket-deleted',
  state: 'ENABLED',
  pattern: JSON.stringify({
    source: ['aws.s3'],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: { eventName: ['DeleteBucket'] },
  }),
  targets: [topicArn(spot, 'alerts')],
  ...change,
});
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `r-${String(index).padStart(3, '0')}`);
/** What every account has: rules of services, and of other matters. */
const OTHERS: readonly EventRule[] = [
  rule({ name: 'AutoScalingManagedRule', managedBy: 'autoscaling.amazonaws.com', pattern: '{"source":["aws.ec2"]}' }),
  { name: 'nightly', state: 'ENABLED', schedule: 'rate(1 day)', targets: [] },
];

/** What stands where a rule tells somebody, in one region. */
function telling(region: string, rules: readonly EventRule[]): Holdings {
  const place = { account: ONLY, region };
  const Statement = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sns:Publish',
    Resource: topicArn(place, 'alerts'),
  };
  const alerts = { ...topic('alerts', 'guard@example.com'), policy: JSON.stringify({ Statement: [Statement] }) };
  return holdings({ eventRules: rules, topics: [alerts] });
}

/** One account with a trail that sends to no log group. */
function worldOf(held: Readonly<Record<string, Holdings>>, denied: readonly string[] = []): World {
  const trails = [without(trail(spot, 'main', ''), 'logGroupArn', 'deliveredToLogsMinutesAgo')];
  const home = { ...(held[HOME] ?? holdings({})), trails };
  return {
    name: 'rules',
    seed: 'rules',
    caller: ONLY,
    accounts: [account(ONLY, 'Only', { ...held, [HOME]: home }, { member: false, regions: [HOME, WEST], denied })],
    regions: [HOME, WEST].map((name) => ({ name, optIn: false })),
    faults: [],
    quotas: 1,
  };
}

const MANY = [...numbered(201).map((name) => rule({ name, pattern: '{"detail-type":["Object Created"]}' })), rule()];

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

const client = (region = HOME, id = ONLY) =>
  new EventBridgeClient({ endpoint: simulator.url, credentials: keysOf(id), region, maxAttempts: 1 });

describe('rules', () => {
  beforeAll(() => simulator.show(worldOf({ [HOME]: telling(HOME, [...OTHERS, ...MANY]) })));

  it('come a hundred at a time, by name', async () => {
    const sizes: number[] = [];
    const names: string[] = [];
    for (let next: string | undefined = ''; next !== undefined; ) {
      const { Rules = [], NextToken }: ListRulesCommandOutput = await client().send(
        new ListRulesCommand(next === '' ? {} : { NextToken: next }),
      );
      sizes.push(Rules.length);
      names.push(...Rules.map(({ Name = '' }) => Name));
      next = NextToken;
    }
    expect(sizes).toEqual([100, 100, 4]);
    expect(names).toEqual([...names].sort());
    expect(new Set(names).size).toBe(204);
  });

  it('say what they are: their pattern or schedule, their state, who made them', async () => {
    const { Rules = [] } = await client().send(new ListRulesCommand({ Limit: 2 }));
    expect(Rules).toEqual([
      {
        Name: 'AutoScalingManagedRule',
        Arn: `arn:aws:events:us-east-1:${ONLY}:rule/AutoScalingManagedRule`,
        EventBusName: 'default',
        State: 'ENABLED',
        EventPattern: '{"source":["aws.ec2"]}',
        ManagedBy: 'autoscaling.amazonaws.com',
      },
      {
        Name: 'nightly',
        Arn: `arn:aws:events:us-east-1:${ONLY}:rule/nightly`,
        EventBusName: 'default',
        State: 'ENABLED',
        ScheduleExpression: 'rate(1 day)',
      },
    ]);
  });

  it('stand in one region, and on the default bus alone', async () => {
    expect(await client(WEST).send(new ListRulesCommand({}))).toMatchObject({ Rules: [] });
    const elsewhere = client().send(new ListRulesCommand({ EventBusName: 'partner' }));
    expect(await refusalOf(elsewhere)).toBe('ResourceNotFoundException 400');
    const foreign = client().send(new ListRulesCommand({ NextToken: 'x' }));
    expect(await refusalOf(foreign)).toBe('ValidationException 400');
  });

  it('stand on event buses, of which the default one is always there', async () => {
    const { EventBuses = [] } = await client(WEST).send(new ListEventBusesCommand({}));
    expect(EventBuses).toEqual([{ Name: 'default', Arn: `arn:aws:events:${WEST}:${ONLY}:event-bus/default` }]);
  });

  it('have targets, also page by page', async () => {
    await simulator.show(
      worldOf({ [HOME]: telling(HOME, [rule({ targets: numbered(101).map((name) => topicArn(spot, name)) })]) }),
    );
    const Rule = 'zz-bucket-deleted';
    const first = await client().send(new ListTargetsByRuleCommand({ Rule }));
    expect(first.Targets).toHaveLength(100);
    const second = await client().send(new ListTargetsByRuleCommand({ Rule, NextToken: first.NextToken }));
    expect(second.Targets).toEqual([{ Id: expect.any(String), Arn: topicArn(spot, 'r-100') }]);
    expect(second.NextToken).toBeUndefined();
    const missing = client().send(new ListTargetsByRuleCommand({ Rule: 'gone' }));
    expect(await refusalOf(missing)).toBe('ResourceNotFoundException 400');
  });
});

describe('an audit of an account that EventBridge alone watches', () => {
  const SOME = ['alarm.s3-bucket-deleted', 'alarm.root-usage', 'topic.has-confirmed-subscriber'];
  const rules = { ...rulebook, rules: rulebook.rules.filter(({ id }) => SOME.includes(id)) };

  async function found(world: World): Promise<Readonly<Record<string, Finding>>> {
    await simulator.show(world);
    const { report } = await audit(simulatorOf(), { scope: { by: 'caller' }, rules });
    expect((await simulator.stats()).duplicates).toEqual([]);
    return Object.fromEntries(report.findings.map((each) => [each.ruleId, each]));
  }
  const simulatorOf = (): Simulator => ({ ...simulator, env: { ...simulator.env, AWS_ACCESS_KEY_ID: `AKIA${ONLY}` } });
  const everywhere = (change: Partial<EventRule> = {}) =>
    Object.fromEntries(
      [HOME, WEST].map((region) => {
        const targets = [topicArn({ account: ONLY, region }, 'alerts')];
        return [region, telling(region, [...OTHERS, rule({ targets, ...change })])];
      }),
    );

  it('passes where a rule in each region tells somebody', async () => {
    const { 'alarm.s3-bucket-deleted': deleted, 'alarm.root-usage': root } = await found(worldOf(everywhere()));
    expect(deleted?.verdict).toBe('pass');
    expect(deleted?.proof?.routes[0]).toMatchObject({ type: 'eventRule', truth: 'true' });
    expect(root?.verdict).toBe('fail');
  });

  it('passes where the rule is the last of many', async () => {
    const held = { ...everywhere(), [HOME]: telling(HOME, [...MANY, ...OTHERS]) };
    expect((await found(worldOf(held)))['alarm.s3-bucket-deleted']?.verdict).toBe('pass');
    // Of a rule that can match neither what CloudTrail records nor alarms it is not asked where it sends that.
    expect((await simulator.stats()).byCall['eventbridge:ListTargetsByRule']).toBe(4);
  });

  it.each<readonly [what: string, change: Partial<EventRule>, link: string, sentence: RegExp]>([
    ['the rule is disabled', { state: 'DISABLED' }, 'eventRule', /^EventBridge rule zz-bucket-deleted is disabled$/],
    ['the rule has no target', { targets: [] }, 'target', /has no target$/],
    [
      'the detail-type is another',
      { pattern: '{"source":["aws.s3"],"detail-type":["Object Deleted"],"detail":{"eventName":["DeleteBucket"]}}' },
      'eventRule',
      /does not match it: detail-type is "AWS API Call via CloudTrail", the pattern wants "Object Deleted"/,
    ],
  ])('fails where %s', async (_what, change, link, sentence) => {
    const { 'alarm.s3-bucket-deleted': deleted } = await found(worldOf(everywhere(change)));
    expect(deleted?.verdict).toBe('fail');
    expect(deleted?.proof?.broken).toMatchObject({ link, sentence: expect.stringMatching(sentence) });
  });

  it('passes where the targets are sent to as a role that may, and fails where it is gone', async () => {
    const role = `arn:aws:iam::${ONLY}:role/publishes`;
    const gone = worldOf(everywhere({ role }));
    const policyOf = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    const publishes = {
      name: 'publishes',
      trust: policyOf({ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sts:AssumeRole' }),
      own: { publish: policyOf({ Effect: 'Allow', Action: 'sns:Publish', Resource: '*' }) },
      attached: {},
    };
    const whole = { ...gone, accounts: gone.accounts.map((each) => ({ ...each, iamRoles: [publishes] })) };
    expect((await found(whole))['alarm.s3-bucket-deleted']?.verdict).toBe('pass');
    const { 'alarm.s3-bucket-deleted': deleted } = await found(gone);
    expect(deleted?.verdict).toBe('fail');
    expect(deleted?.proof?.broken).toMatchObject({ link: 'target', sentence: expect.stringContaining(role) });
  });

  it('fails where the rule stands in one region alone', async () => {
    const { [HOME]: home = holdings({}) } = everywhere();
    const { 'alarm.s3-bucket-deleted': deleted } = await found(worldOf({ [HOME]: home }));
    expect(deleted?.verdict).toBe('fail');
    expect(deleted?.message).toMatch(
      /in us-west-2: EventBridge rule zz-bucket-deleted stands in us-east-1, and a rule is/,
    );
  });

  it('fails where nobody has confirmed, and asks the topic of the rule', async () => {
    const held = Object.fromEntries(
      Object.entries(everywhere()).map(([region, each]) => [
        region,
        { ...each, topics: each.topics.map((one) => ({ ...one, subscriptions: [] })) },
      ]),
    );
    const all = await found(worldOf(held));
    expect(all['alarm.s3-bucket-deleted']?.proof?.broken?.link).toBe('subscription');
    expect(all['topic.has-confirmed-subscriber']?.verdict).toBe('fail');
  });

  it.each(['events:ListRules', 'events:ListTargetsByRule', 'sns:GetTopicAttributes', 'sns:ListSubscriptionsByTopic'])(
    'is unknown where %s is denied',
    async (action) => {
      const { 'alarm.s3-bucket-deleted': deleted } = await found(worldOf(everywhere(), [action]));
      expect(deleted?.verdict).toBe('unknown');
      expect(deleted?.message).toMatch(/was denied/);
      expect(deleted?.proof?.broken?.gaps).toHaveLength(1);
    },
  );
});

describe('an audit of alarms that EventBridge alone passes on', () => {
  const SOME = ['alarm.s3-bucket-deleted', 'topic.has-confirmed-subscriber'];
  const rules = { ...rulebook, rules: rulebook.rules.filter(({ id }) => SOME.includes(id)) };
  const names = { trail: 'main', logGroup: 'trail', topic: 'unused', subscriber: 'nobody@example.com' };
  const whole = chain(spot, names);
  const changes = (detail: object, targets = [topicArn(spot, 'alerts')]): EventRule => ({
    name: 'alarms',
    state: 'ENABLED',
    pattern: JSON.stringify({ source: ['aws.cloudwatch'], 'detail-type': ['CloudWatch Alarm State Change'], detail }),
    targets,
  });

  /** Alarms without actions, and rules. */
  async function found(eventRules: readonly EventRule[], denied: readonly string[] = []) {
    const held: Holdings = {
      ...whole,
      alarms: whole.alarms.map((each) => ({ ...each, actions: [], actionsEnabled: false })),
      eventRules,
      topics: [eventTopic(spot, 'alerts', 'guard@example.com')],
    };
    const base = worldOf({}, denied);
    const accounts = [account(ONLY, 'Only', { [HOME]: held }, { member: false, regions: [HOME, WEST], denied })];
    await simulator.show({ ...base, accounts });
    const env = { ...simulator.env, AWS_ACCESS_KEY_ID: `AKIA${ONLY}` };
    const { report } = await audit({ ...simulator, env }, { scope: { by: 'caller' }, rules });
    const { byCall, duplicates } = await simulator.stats();
    expect(duplicates).toEqual([]);
    const verdict = (id: string) => report.findings.find(({ ruleId }) => ruleId === id);
    return {
      deleted: verdict('alarm.s3-bucket-deleted'),
      topic: verdict('topic.has-confirmed-subscriber'),
      asked: byCall['eventbridge:ListTargetsByRule'] ?? 0,
    };
  }

  it('passes where a rule sends every ALARM to a topic, which is then read', async () => {
    const { deleted, topic: alerts, asked } = await found([...OTHERS, changes({ state: { value: ['ALARM'] } })]);
    expect(deleted?.verdict).toBe('pass');
    expect(deleted?.message).toMatch(/email:guard@example.com is told by topic alerts/);
    expect(alerts?.verdict).toBe('pass');
    // Of the rule of a service that names no detail-type, too.
    expect(asked).toBe(2);
  });

  it('passes for a member of an organization, whose alarms are in the management account', async () => {
    const MEMBER = '210987654321';
    const held: Holdings = {
      ...whole,
      trails: whole.trails.map((each) => ({ ...each, organization: true })),
      alarms: whole.alarms.map((each) => ({ ...each, actions: [] })),
      eventRules: [changes({ state: { value: ['ALARM'] } })],
      topics: [eventTopic(spot, 'alerts', 'guard@example.com')],
    };
    const regions = [HOME, WEST];
    await simulator.show({
      ...worldOf({}),
      organization: { id: 'o-rules', managementAccount: ONLY, featureSet: 'ALL' },
      accounts: [account(ONLY, 'Only', { [HOME]: held }, { regions }), account(MEMBER, 'Member', {}, { regions })],
    });
    const env = { ...simulator.env, AWS_ACCESS_KEY_ID: `AKIA${ONLY}` };
    const { report } = await audit({ ...simulator, env }, { rules });
    const verdicts = report.findings.filter(({ ruleId }) => ruleId === 'alarm.s3-bucket-deleted');
    expect(verdicts.map((each) => [each.account, each.verdict])).toEqual([
      [ONLY, 'pass'],
      [MEMBER, 'pass'],
    ]);
  });

  it('fails where the rule is about the end of an alarm, and does not ask where it sends that', async () => {
    const { deleted, asked } = await found([changes({ state: { value: ['OK'] } })]);
    expect(deleted).toMatchObject({ verdict: 'fail', proof: { broken: { link: 'action' } } });
    expect(asked).toBe(0);
  });

  it.each(['events:ListRules', 'events:ListTargetsByRule', 'sns:GetTopicAttributes', 'sns:ListSubscriptionsByTopic'])(
    'is unknown where %s is denied',
    async (action) => {
      const { deleted } = await found([changes({ state: { value: ['ALARM'] } })], [action]);
      expect(deleted?.verdict).toBe('unknown');
      expect(deleted?.message).toMatch(/was denied/);
      expect(deleted?.proof?.broken?.gaps).toHaveLength(1);
    },
  );
});
