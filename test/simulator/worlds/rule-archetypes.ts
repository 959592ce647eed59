/** Accounts in which EventBridge rules tell of deleted buckets and alarms tell of all else, each healthy but for one thing. */
import type { Account, EventRule, Holdings, Topic } from '../world.ts';
import type { Archetype } from './archetypes.ts';
import { busArn, forwards } from './bus-parts.ts';
import { TOPICS_OF_RULES_UNKNOWN } from './endings.ts';
import type { Expected } from './expected.ts';
import { HEALTHY, told } from './expected.ts';
import type { Spot } from './parts.ts';
import { account, CLASSES, chain, eventTopic, holdings, ruleFor, topicArn } from './parts.ts';

const HOME = 'us-east-1';
const TWO = [HOME, 'us-west-2'] as const;
const DELETED = ['s3.DeleteBucket'] as const;
const OTHERS = CLASSES.filter((events) => events !== 's3.DeleteBucket');

/** What is different from a rule in each region. */
interface Difference {
  readonly regions?: readonly string[];
  readonly rule?: Partial<EventRule>;
  readonly topic?: (topic: Topic) => Topic;
  readonly settings?: Partial<Account>;
  /** Over an event bus of this name, on which another rule tells. */
  readonly over?: string;
}

/** Each rule sends to a topic that is there. */
const TARGETED: Expected = { 'events.rules-have-targets': 'pass', 'events.targets-exist': 'pass' };
/** Nothing is asked of a rule that is switched off. */
const UNASKED: Expected = { 'events.rules-have-targets': 'notApplicable', 'events.targets-exist': 'notApplicable' };
const UNKNOWN: Expected = { 'events.rules-have-targets': 'unknown', 'events.targets-exist': 'unknown' };

function byRules(
  name: string,
  { regions = TWO, rule = {}, topic = (same) => same, settings, over }: Difference,
  differs: Expected,
): Archetype {
  const there = (spot: Spot): Pick<Holdings, 'eventRules' | 'topics' | 'eventBuses'> => {
    const targets = [topicArn(spot, 'events')];
    const telling = ruleFor('bucket-deleted', ['DeleteBucket'], targets, rule);
    const eventRules = over === undefined ? [telling] : [passing(spot, over), { ...telling, bus: over }];
    return {
      eventRules: regions.includes(spot.region) ? eventRules : [],
      topics: [topic(eventTopic(spot, 'events', 'guard@example.com'))],
      eventBuses: over === undefined ? [] : [{ name: over, policy: ofAccount(spot, over), tags: { team: 'security' } }],
    };
  };
  const build = (id: string) => {
    const [home, west] = TWO.map((region) => ({ account: id, region })) as [Spot, Spot];
    const names = { trail: 'main', logGroup: 'audit/trail', topic: 'alerts', subscriber: 'guard@example.com' };
    const whole = chain(home, { ...names, classes: OTHERS });
    const { topics, ...events } = there(home);
    const held = {
      [HOME]: { ...whole, ...events, topics: [...whole.topics, ...topics] },
      [west.region]: holdings(there(west)),
    };
    return account(id, name, held, { regions: TWO, iamRoles: [forwards(id)], ...settings });
  };
  return { name, build, expected: { ...HEALTHY, ...TARGETED, ...differs } };
}

/** It passes all that is deleted on to a bus of its region, as a role. */
function passing({ account: id, region }: Spot, bus: string): EventRule {
  const role = `arn:aws:iam::${id}:role/service-role/forwards`;
  return ruleFor('passes', ['DeleteBucket'], [busArn(id, bus, region)], { role });
}

/** The account itself may send there, and nobody else. */
function ofAccount({ account: id, region }: Spot, bus: string): string {
  const Resource = busArn(id, bus, region);
  const Statement = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${id}:root` },
    Action: 'events:PutEvents',
    Resource,
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
}

/** A bus of one's own with policy and tags. */
const WITH_BUS: Expected = { 'events.bus-has-policy': 'pass', 'events.bus-tagged': 'pass' };

const nobodyIsTold = told('fail', DELETED);

export const ofEventRules: readonly Archetype[] = [
  byRules('EventBridge tells of deleted buckets', {}, {}),
  byRules('EventBridge tells of one region', { regions: [HOME] }, nobodyIsTold),
  byRules('the rule is disabled', { rule: { state: 'DISABLED' } }, { ...nobodyIsTold, ...UNASKED }),
  byRules(
    'the rule has no target',
    { rule: { targets: [] } },
    {
      ...nobodyIsTold,
      // None of none is gone.
      'events.rules-have-targets': 'fail',
    },
  ),
  byRules(
    'the rule names another detail-type',
    {
      rule: {
        pattern: '{"source":["aws.s3"],"detail-type":["Object Deleted"],"detail":{"eventName":["DeleteBucket"]}}',
      },
    },
    // It is no matter of auditing where it sends such events.
    { ...nobodyIsTold, 'events.targets-exist': 'notApplicable' },
  ),
  // The policy that SNS writes by itself.
  byRules(
    'the topic of the rule admits alarms alone',
    { topic: ({ name, subscriptions }) => ({ name, subscriptions }) },
    nobodyIsTold,
  ),
  byRules(
    'nobody has confirmed the topic of the rule',
    {
      topic: (whole) => ({
        ...whole,
        subscriptions: whole.subscriptions.map((each) => ({ ...each, confirmed: false })),
      }),
    },
    { ...nobodyIsTold, 'topic.has-confirmed-subscriber': { alerts: 'pass', events: 'fail' } },
  ),
  // Whom a function reaches is not followed.
  byRules(
    'the rule invokes a function',
    { rule: { targets: ['arn:aws:lambda:us-east-1:123456789012:function:page'] } },
    // It stands in an account that is not looked at.
    { ...told('unknown', DELETED), 'events.targets-exist': 'unknown' },
  ),
  byRules('EventBridge tells over an event bus', { over: 'security' }, WITH_BUS),
  byRules(
    'the rule on the event bus is disabled',
    { over: 'security', rule: { state: 'DISABLED' } },
    { ...nobodyIsTold, ...WITH_BUS },
  ),
  byRules(
    'the role that sends to the event bus is gone',
    { over: 'security', settings: { iamRoles: [] } },
    { ...nobodyIsTold, ...WITH_BUS },
  ),
  byRules(
    'iam:GetRole is denied',
    { over: 'security', settings: { denied: ['iam:GetRole'] } },
    { ...told('unknown', DELETED), ...WITH_BUS },
  ),
  byRules(
    'events:ListRules is denied where a rule tells',
    { settings: { denied: ['events:ListRules'] } },
    { ...told('unknown', DELETED), ...TOPICS_OF_RULES_UNKNOWN, ...UNKNOWN },
  ),
  byRules(
    'events:ListTargetsByRule is denied',
    { settings: { denied: ['events:ListTargetsByRule'] } },
    { ...told('unknown', DELETED), ...TOPICS_OF_RULES_UNKNOWN, ...UNKNOWN },
  ),
];
