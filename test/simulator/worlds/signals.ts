/** What logs are passed on to, who may write to them, and where events and alarms end: an account that has it right, one that has it wrong, and one that keeps it to itself. */
import type { Account, Holdings, World } from '../world.ts';
import { arn } from '../world.ts';
import { all, BUS_RULES } from './endings.ts';
import type { Expected, KnownWorld } from './expected.ts';
import { ALONE, OF_THE_BUCKET, told } from './expected.ts';
import type { Spot } from './parts.ts';
import {
  account,
  alarm,
  chain,
  filter,
  filterFor,
  holdings,
  key,
  kmsKey,
  logGroup,
  NAMES,
  ruleFor,
  topic,
  topicArn,
  trail,
} from './parts.ts';

export const SIGNALS = { right: '310000000001', wrong: '310000000002', closed: '310000000003' } as const;
const HOME = 'us-east-1';
const at = (id: string): Spot => ({ account: id, region: HOME });

const CLASSES = ['s3.DeleteBucket', 'cloudtrail.Changes'] as const;
/** Key ids. */
const [AUDIT, TOPICS] = ['7f3c2a10-58d4-4c6e-9b1f-0a6d2e4b8c95', '00000000-0000-0000-0000-00000000000a'] as const;
const SERVICES = ['cloudwatch.amazonaws.com', 'events.amazonaws.com'];

function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

const allow = (principal: unknown, action: string) => ({
  Effect: 'Allow',
  Principal: principal,
  Action: action,
  Resource: '*',
});
const EVERYBODY_WRITES = policy(allow('*', 'logs:PutLogEvents'));
const WITHOUT_TLS = {
  Effect: 'Deny',
  Principal: '*',
  Action: 'sns:Publish',
  Resource: '*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

/** Two event classes told by a trail, a log group that is passed on, an EventBridge rule, and a topic with all it should have. */
function whole(spot: Spot): Holdings {
  const names = { trail: 'main', logGroup: 'trail', topic: 'alerts', subscriber: 'guard@example.com' };
  const held = chain(spot, { ...names, classes: CLASSES });
  const alerts = [topicArn(spot, 'alerts')];
  const siem = arn('firehose', spot.region, spot.account, 'deliverystream/siem');
  return {
    ...held,
    logGroups: held.logGroups.map((group) => ({
      ...group,
      protected: true as const,
      subscriptions: [{ name: 'siem', pattern: '', destination: siem, role: `arn:aws:iam::${spot.account}:role/siem` }],
    })),
    logPolicies: [{ name: 'search', policy: policy(allow({ Service: 'es.amazonaws.com' }, 'logs:PutLogEvents')) }],
    alarms: [...held.alarms, { ...alarm('Latency', alerts), name: 'latency', namespace: 'Shop' }],
    workloads: { metrics: [{ namespace: 'Shop', name: 'Latency', dimensions: {} }] },
    eventRules: [ruleFor('bucket-deleted', ['DeleteBucket'], alerts)],
    eventBuses: [
      { name: 'orders', policy: policy(allow({ AWS: spot.account }, 'events:PutEvents')), tags: { team: 'shop' } },
    ],
    topics: [
      {
        ...topic('alerts', 'guard@example.com', 'https://events.example.com/aws'),
        kmsKey: TOPICS,
        logged: ['HTTP'],
        tags: { team: 'security' },
        policy: policy(allow({ Service: SERVICES }, 'sns:Publish'), WITHOUT_TLS),
      },
    ],
    keys: [kmsKey(spot, AUDIT, ['cloudtrail.amazonaws.com', 'logs.amazonaws.com']), kmsKey(spot, TOPICS, SERVICES)],
  };
}

/** The same two classes, with something wrong at every place. */
function broken(spot: Spot): Holdings {
  const other = `${key(spot).replace(AUDIT, '')}unrotated`;
  const filters = [
    filterFor('s3.DeleteBucket'),
    filterFor('cloudtrail.Changes'),
    filter('counted', '{ $.eventName = "RunInstances" }'),
  ];
  const bus = arn('lambda', spot.region, spot.account, 'function:alerts');
  return holdings({
    trails: [trail(spot, 'main', 'trail'), trail(spot, 'second', 'archive')],
    logGroups: [
      logGroup(spot, 'trail', filters, {
        kmsKey: other,
        subscriptions: [{ name: 'some', pattern: '{ $.errorCode = "*" }', destination: bus }],
      }),
      logGroup(spot, 'archive', [], { kmsKey: other, class: 'INFREQUENT_ACCESS' }),
    ],
    logPolicies: [{ name: 'copied', policy: EVERYBODY_WRITES }],
    alarms: [
      alarm(NAMES['s3.DeleteBucket'], [topicArn(spot, 'alerts')]),
      alarm(NAMES['cloudtrail.Changes'], [topicArn(spot, 'nobody')]),
      { ...alarm('bucket-Deleted', [topicArn(spot, 'gone')]), name: 'misspelt' },
    ],
    eventRules: [
      ruleFor('bucket-deleted', ['DeleteBucket'], [topicArn(spot, 'gone')]),
      { name: 'nightly', state: 'ENABLED', schedule: 'rate(1 day)', targets: [] },
      { name: 'off', state: 'DISABLED', schedule: 'rate(1 day)', targets: [] },
    ],
    eventBuses: [{ name: 'default', policy: policy(allow('*', 'events:PutEvents')) }, { name: 'orders' }],
    topics: [
      { ...topic('alerts', 'https://events.example.com/aws'), policy: policy(allow('*', 'sns:Publish')) },
      topic('nobody'),
    ],
    keys: [
      kmsKey(spot, AUDIT, ['cloudtrail.amazonaws.com'], { state: 'PendingDeletion' }),
      { id: 'unrotated', aliases: [], state: 'Enabled' },
    ],
  });
}

/** Two event classes are watched and no others. The default event bus needs neither policy nor tags. */
const RIGHT: Expected = {
  ...ALONE,
  ...told('fail'),
  ...told('pass', CLASSES),
  'logs.not-public': 'pass',
  'logs.cross-account-sharing-limited': 'pass',
  'logs.forwarded-to-siem': 'pass',
  'logs.standard-class': 'pass',
  'logs.deletion-protection': 'pass',
  'logs.metric-filters-have-alarms': 'pass',
  'events.rules-have-targets': 'pass',
  'events.targets-exist': 'pass',
  'events.bus-not-public': { default: 'pass', orders: 'pass' },
  'events.bus-accounts-limited': { default: 'pass', orders: 'pass' },
  'events.bus-has-policy': { orders: 'pass' },
  'events.bus-tagged': { orders: 'pass' },
  'topic.encrypted': 'pass',
  'topic.not-public': 'pass',
  'topic.https-only': 'pass',
  'topic.delivery-logged': 'pass',
  'topic.tagged': 'pass',
  'alarm.reaches-somebody': 'pass',
  'alarm.targets-exist': 'pass',
  'alarm.metric-exists': 'pass',
  'kms.audit-keys-usable': { [AUDIT]: 'pass', [TOPICS]: 'pass' },
  'kms.key-rotation': { [AUDIT]: 'pass', [TOPICS]: 'pass' },
  'kms.every-key-rotated': { [AUDIT]: 'pass', [TOPICS]: 'pass' },
};

/** Whoever looks in from another account is not told of its organization. */
const FROM_OUTSIDE: Expected = { 'bucket.in-log-archive-account': 'unknown' };

const WRONG: Expected = {
  ...ALONE,
  ...FROM_OUTSIDE,
  ...told('fail'),
  // Its topic lets in everybody, and CloudWatch with them.
  ...told('pass', ['s3.DeleteBucket']),
  // Neither of the trails has its bucket, both record the same, and their key is to be deleted.
  'bucket.exists': 'fail',
  ...all('notApplicable', OF_THE_BUCKET),
  'trail.key-usable': 'fail',
  'trail.management-events-recorded-once': 'fail',
  'topic.has-confirmed-subscriber': { alerts: 'pass', nobody: 'fail' },
  'logs.not-public': { archive: 'fail', trail: 'fail' },
  'logs.cross-account-sharing-limited': { archive: 'fail', trail: 'fail' },
  'logs.forwarded-to-siem': { archive: 'fail', trail: 'fail' },
  'logs.standard-class': { archive: 'fail', trail: 'pass' },
  'logs.deletion-protection': { archive: 'fail', trail: 'fail' },
  // No alarm looks at what `counted` counts.
  'logs.metric-filters-have-alarms': { archive: 'pass', trail: 'fail' },
  'events.rules-have-targets': { 'bucket-deleted': 'pass', nightly: 'fail' },
  'events.targets-exist': { 'bucket-deleted': 'fail' },
  'events.bus-not-public': { default: 'fail', orders: 'pass' },
  'events.bus-accounts-limited': { default: 'fail', orders: 'pass' },
  'events.bus-has-policy': { orders: 'fail' },
  'events.bus-tagged': { orders: 'fail' },
  'topic.encrypted': 'fail',
  // The policy that SNS writes by itself names the owner.
  'topic.not-public': { alerts: 'fail', nobody: 'pass' },
  'topic.accounts-limited': { alerts: 'fail', nobody: 'pass' },
  'topic.https-only': 'fail',
  'topic.delivery-logged': { alerts: 'fail' },
  'topic.tagged': 'fail',
  'alarm.reaches-somebody': { 'bucket-deleted': 'pass', 'trail-changes': 'fail', misspelt: 'fail' },
  'alarm.targets-exist': { misspelt: 'fail', '*': 'pass' },
  'alarm.metric-exists': { misspelt: 'fail', '*': 'pass' },
  'kms.audit-keys-usable': { [AUDIT]: 'fail', unrotated: 'pass' },
  // What is to be deleted is rotated no more.
  'kms.key-rotation': { unrotated: 'fail' },
  'kms.every-key-rotated': { unrotated: 'fail' },
};

/** Calls that the third account keeps from the auditor. */
const DENIED = [
  ...['logs:DescribeResourcePolicies', 'logs:DescribeSubscriptionFilters', 'events:ListEventBuses'],
  ...['sns:ListTagsForResource', 'cloudwatch:ListMetrics', 'kms:DescribeKey'],
];

const CLOSED: Expected = {
  ...RIGHT,
  ...FROM_OUTSIDE,
  ...told('unknown', CLASSES),
  'trail.key-usable': 'unknown',
  'logs.not-public': 'unknown',
  'logs.cross-account-sharing-limited': 'unknown',
  'logs.forwarded-to-siem': 'unknown',
  ...all('unknown', BUS_RULES),
  'topic.tagged': 'unknown',
  // Whether CloudWatch may use the key of the topic is not known, nor is who publishes the latency.
  'alarm.reaches-somebody': 'unknown',
  'alarm.metric-exists': { latency: 'unknown', '*': 'pass' },
  'kms.audit-keys-usable': 'unknown',
};

function alone(id: string, name: string, held: Holdings, denied: readonly string[] = []): Account {
  return account(id, name, { [HOME]: held }, { member: false, regions: [HOME], denied });
}

const world: World = {
  name: 'signals',
  seed: 'signals',
  caller: SIGNALS.right,
  accounts: [
    alone(SIGNALS.right, 'Right', whole(at(SIGNALS.right))),
    alone(SIGNALS.wrong, 'Wrong', broken(at(SIGNALS.wrong))),
    alone(SIGNALS.closed, 'Closed', whole(at(SIGNALS.closed)), DENIED),
  ],
  regions: [{ name: HOME, optIn: false }],
  faults: [],
  quotas: 1,
};

export const signals: KnownWorld = {
  world,
  expected: {
    [SIGNALS.right]: RIGHT,
    [SIGNALS.wrong]: WRONG,
    [SIGNALS.closed]: CLOSED,
    '': { 'trail.organization-trail': 'notApplicable' },
  },
};
