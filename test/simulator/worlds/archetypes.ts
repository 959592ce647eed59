/** Accounts that stand alone, each healthy but for one thing, with what follows from it for every rule. */
import type { Account, Alarm, Holdings, KmsKey, Topic, Trail } from '../world.ts';
import { ofTheBucket } from './bucket-archetypes.ts';
import {
  ALARM_RULES,
  all,
  BUS_RULES,
  KEY_RULES,
  LOG_GROUP_RULES,
  othersUnknown,
  TOPIC_RULES,
  TOPICS_OF_RULES_UNKNOWN,
} from './endings.ts';
import type { Expected } from './expected.ts';
import { HEALTHY, lake, OF_NO_REGION, OF_THE_BUCKET, told, UNSEEN } from './expected.ts';
import type { Spot } from './parts.ts';
import {
  account,
  auditKey,
  chain,
  EVERYTHING,
  eventDataStore,
  kmsKey,
  PATTERNS,
  REGIONS,
  ROLE,
  topicArn,
  without,
} from './parts.ts';
import { ofEventRules } from './rule-archetypes.ts';
import { ofWorkloads } from './workload-archetypes.ts';

export interface Archetype {
  readonly name: string;
  build(id: string): Account;
  readonly expected: Expected;
}

const HOME = 'us-east-1';
const ELSEWHERE = 'us-west-2';
const TWO = [HOME, ELSEWHERE] as const;

type Change = (whole: Holdings, spot: Spot) => Holdings;

/** Healthy but for a change in the home region, and what differs from the healthy account's verdicts. */
function but(name: string, change: Change, differs: Expected, settings: Partial<Account> = {}): Archetype {
  const build = (id: string) => {
    const spot = { account: id, region: HOME };
    const names = { trail: 'main', logGroup: 'audit/trail', topic: 'alerts', subscriber: 'guard@example.com' };
    return account(id, name, { [HOME]: change(chain(spot, names), spot) }, { regions: TWO, ...settings });
  };
  return { name, build, expected: { ...HEALTHY, ...differs } };
}

const same: Change = (whole) => whole;
const trailWith =
  (change: Partial<Trail>): Change =>
  (whole) => ({
    ...whole,
    trails: whole.trails.map((each) => ({ ...each, ...change })),
  });
const alarmsWith =
  (change: Partial<Alarm>): Change =>
  (whole) => ({
    ...whole,
    alarms: whole.alarms.map((each) => ({ ...each, ...change })),
  });
const topicWith =
  (change: (topic: Topic, spot: Spot) => Topic): Change =>
  (whole, spot) => ({
    ...whole,
    topics: whole.topics.map((each) => change(each, spot)),
  });
/** A key of one's own, which the topic names by its alias. */
const keyWith =
  (change: (key: KmsKey) => KmsKey): Change =>
  (whole, spot) => ({
    ...whole,
    keys: [
      ...whole.keys,
      change(kmsKey(spot, 'topic-key', ['cloudwatch.amazonaws.com'], { aliases: ['alias/alerts'] })),
    ],
    topics: whole.topics.map((each) => ({ ...each, kmsKey: 'alias/alerts' })),
  });
const groupsWith =
  (change: Partial<Holdings['logGroups'][number]>): Change =>
  (whole) => ({
    ...whole,
    logGroups: whole.logGroups.map((each) => ({ ...each, ...change })),
  });

/** Another pattern on one of the filters. */
const patternWith =
  (events: keyof typeof PATTERNS, pattern: string): Change =>
  (whole) => ({
    ...whole,
    logGroups: whole.logGroups.map((group) => ({
      ...group,
      filters: group.filters.map((each) => (each.pattern === PATTERNS[events] ? { ...each, pattern } : each)),
    })),
  });

const selector = (change: object) => ({ selectors: [{ ...EVERYTHING, ...change }] });

const UNRECORDED = {
  'trail.multi-region': 'fail',
  'trail.every-region-recorded': 'fail',
  'trail.security-trail': 'fail',
} as const;
const NO_DATA_EVENTS = {
  'trail.lambda-data-events': 'fail',
  'trail.s3-read-data-events': 'fail',
  'trail.s3-write-data-events': 'fail',
} as const;
/** No trail is logging. */
const NOT_LOGGING = {
  ...UNRECORDED,
  ...NO_DATA_EVENTS,
  'trail.delivers-to-bucket': 'notApplicable',
  'trail.delivers-to-cloudwatch-logs': 'notApplicable',
  'trail.global-service-events': 'fail',
  'trail.iam-changes-findable': 'fail',
  'trail.insights-enabled': 'fail',
  'trail.logging': 'fail',
  'trail.management-events-recorded-once': 'notApplicable',
  'trail.notifies-topic': 'notApplicable',
} as const;
/** No topic that anybody would be told by. */
const NO_TOPICS = all('notApplicable', ['topic.has-confirmed-subscriber', ...TOPIC_RULES]);
/** No alarm has an action. */
const NO_ACTIONS: Expected = {
  ...NO_TOPICS,
  ...all('notApplicable', ['alarm.actions-enabled', 'alarm.reaches-somebody', 'alarm.targets-exist']),
};
const NO_ALARMS: Expected = {
  ...NO_ACTIONS,
  ...all('notApplicable', ['alarm.actions-configured', 'alarm.metric-exists']),
};
/** Filters count what no alarm looks at, and alarms look at what no filter counts. */
const APART: Expected = { 'alarm.metric-exists': 'fail', 'logs.metric-filters-have-alarms': 'fail' };
const NO_AUDIT_LOG_GROUP = all('notApplicable', ['logs.kms-encrypted', 'logs.retention', ...LOG_GROUP_RULES]);
const NO_KEYS = all('notApplicable', [...KEY_RULES, 'kms.every-key-rotated']);
/** An alarm goes to ALARM, and nobody hears of it. */
const UNHEARD: Expected = { ...told('fail'), 'alarm.reaches-somebody': 'fail' };
const UNUSABLE: Expected = { ...NO_KEYS, 'kms.audit-keys-usable': 'fail' };

/** Nothing stands in it at all. */
export const EMPTY: Expected = {
  ...HEALTHY,
  ...told('fail'),
  ...NOT_LOGGING,
  ...NO_ALARMS,
  ...NO_AUDIT_LOG_GROUP,
  ...NO_KEYS,
  ...all('notApplicable', ['bucket.exists', 'bucket.in-log-archive-account', ...OF_THE_BUCKET]),
  'trail.key-usable': 'notApplicable',
  'trail.kms-encrypted': 'notApplicable',
  'trail.log-file-validation': 'notApplicable',
  'trail.management-events-not-excluded': 'notApplicable',
  'trail.no-recent-stop': 'notApplicable',
  'trail.sends-to-cloudwatch-logs': 'notApplicable',
  'trail.tagged': 'notApplicable',
};

const ofTheTrail: readonly Archetype[] = [
  but('the trail is stopped', trailWith({ logging: false }), {
    ...told('fail'),
    ...NOT_LOGGING,
    'trail.no-recent-stop': 'fail',
  }),
  // It is us-east-1, where IAM and Organizations are recorded.
  but('the trail records one region', trailWith({ multiRegion: false }), {
    ...told('fail'),
    ...told('pass', OF_NO_REGION),
    ...UNRECORDED,
    ...NO_DATA_EVENTS,
    'trail.every-region-recorded': { [HOME]: 'pass', '*': 'fail' },
    'trail.insights-enabled': 'fail',
  }),
  but('the trail records reads', trailWith(selector({ ReadWriteType: 'ReadOnly' })), {
    ...told('fail'),
    ...UNRECORDED,
    'trail.global-service-events': 'fail',
    'trail.iam-changes-findable': 'fail',
    'trail.insights-enabled': 'fail',
    'trail.lambda-data-events': 'fail',
    'trail.s3-write-data-events': 'fail',
  }),
  // Root reads, too, and most of the calls that are refused would read.
  but('the trail records writes', trailWith(selector({ ReadWriteType: 'WriteOnly' })), {
    ...UNRECORDED,
    'alarm.root-usage': 'fail',
    'alarm.unauthorized-api-calls': 'fail',
    'trail.global-service-events': 'fail',
    'trail.s3-read-data-events': 'fail',
  }),
  but('the trail records no management events', trailWith(selector({ IncludeManagementEvents: false })), {
    ...told('fail'),
    ...UNRECORDED,
    'trail.delivers-to-cloudwatch-logs': 'notApplicable',
    'trail.global-service-events': 'fail',
    'trail.iam-changes-findable': 'fail',
    'trail.insights-enabled': 'fail',
    'trail.logging': 'fail',
    'trail.management-events-not-excluded': 'notApplicable',
    'trail.management-events-recorded-once': 'notApplicable',
    'trail.sends-to-cloudwatch-logs': 'notApplicable',
  }),
  // Root looks at KMS keys, KMS refuses to decrypt, and keys are disabled there.
  but('the trail leaves out KMS', trailWith(selector({ ExcludeManagementEventSources: ['kms.amazonaws.com'] })), {
    ...UNRECORDED,
    'alarm.cmk-disabled-or-deletion': 'fail',
    'alarm.root-usage': 'fail',
    'alarm.unauthorized-api-calls': 'fail',
    'trail.management-events-not-excluded': 'fail',
  }),
  but('the bucket refuses', trailWith({ deliveryError: 'NoSuchBucket', deliveredMinutesAgo: 9000 }), {
    ...UNRECORDED,
    ...NO_DATA_EVENTS,
    'trail.delivers-to-bucket': 'fail',
    'trail.global-service-events': 'fail',
    'trail.insights-enabled': 'fail',
  }),
  but(
    'the trail is not encrypted',
    (whole) => ({ ...whole, trails: whole.trails.map((each) => without(each, 'kmsKey')) }),
    {
      'trail.key-usable': 'notApplicable',
      'trail.kms-encrypted': 'fail',
      'trail.security-trail': 'fail',
    },
  ),
  but('digests are not written', trailWith({ validation: false }), {
    'trail.log-file-validation': 'fail',
    'trail.security-trail': 'fail',
  }),
  but('nothing came into the bucket for two days', trailWith({ deliveredMinutesAgo: 2 * 24 * 60 }), {
    'trail.delivers-to-bucket': 'fail',
  }),
  but('the trail was stopped last week, and started again', trailWith({ stoppedMinutesAgo: 7 * 24 * 60 }), {
    'trail.no-recent-stop': 'fail',
  }),
  but('the trail was stopped last year, and started again', trailWith({ stoppedMinutesAgo: 200 * 24 * 60 }), {}),
  but('the trail has no data events', trailWith(selector({ DataResources: [] })), NO_DATA_EVENTS),
  but(
    'the trail has the data events of one bucket and one function',
    trailWith(
      selector({
        DataResources: [
          { Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::payroll/'] },
          { Type: 'AWS::Lambda::Function', Values: ['arn:aws:lambda:us-east-1:111122223333:function:pay'] },
        ],
      }),
    ),
    NO_DATA_EVENTS,
  ),
  but('the trail has no Insights', trailWith({ insights: [] }), { 'trail.insights-enabled': 'fail' }),
  but('the trail has half of the Insights', trailWith({ insights: ['ApiErrorRateInsight'] }), {
    'trail.insights-enabled': 'fail',
  }),
  but('the trail has tags of AWS alone', trailWith({ tags: { 'aws:cloudformation:stack-name': 'audit' } }), {
    'trail.tagged': 'fail',
  }),
  but(
    'the trail tells no topic',
    (whole) => ({ ...whole, trails: whole.trails.map((each) => without(each, 'snsTopic')) }),
    { 'trail.notifies-topic': 'fail' },
  ),
  but(
    'a second trail records the same',
    (whole) => ({ ...whole, trails: whole.trails.flatMap((each) => [each, { ...each, name: 'second' }]) }),
    { 'trail.management-events-recorded-once': 'fail' },
  ),
  but(
    'the key of the trail is disabled',
    (whole, spot) => ({ ...whole, keys: [auditKey(spot, { state: 'Disabled' })] }),
    { ...UNUSABLE, 'trail.key-usable': 'fail' },
  ),
  // What does not exist is asked nothing.
  but('the key of the trail is gone', (whole) => ({ ...whole, keys: [] }), {
    ...NO_KEYS,
    'trail.key-usable': 'fail',
  }),
];

const ofTheLake: readonly Archetype[] = [
  but(
    'an event data store keeps everything',
    (whole, spot) => ({ ...whole, eventDataStores: [eventDataStore(spot, 'records')] }),
    lake('pass'),
  ),
  but(
    'an event data store is nothing that it should be',
    (whole, spot) => ({
      ...whole,
      eventDataStores: [
        without(eventDataStore(spot, 'cheap', { retentionDays: 30, protected: false, multiRegion: false }), 'kmsKey'),
      ],
    }),
    lake('fail'),
  ),
  but(
    'an event data store is being deleted',
    (whole, spot) => ({ ...whole, eventDataStores: [eventDataStore(spot, 'old', { status: 'PENDING_DELETION' })] }),
    {},
  ),
  // What happened last month is found there, without any log group.
  but(
    'an event data store stands in for the log group',
    (whole, spot) => ({
      ...whole,
      logGroups: whole.logGroups.map((each) => ({ ...each, retentionDays: 30 })),
      eventDataStores: [eventDataStore(spot, 'records')],
    }),
    { ...lake('pass'), 'logs.retention': 'fail' },
  ),
];

const ofTheLogGroup: readonly Archetype[] = [
  but(
    'the trail sends to no log group',
    (whole) => ({ ...whole, trails: whole.trails.map((each) => without(each, 'logGroupArn')) }),
    {
      ...told('fail'),
      ...NO_AUDIT_LOG_GROUP,
      'trail.iam-changes-findable': 'fail',
      'trail.sends-to-cloudwatch-logs': 'fail',
      'trail.delivers-to-cloudwatch-logs': 'notApplicable',
    },
  ),
  but('the trail cannot deliver', trailWith({ logsDeliveryError: 'AccessDenied', deliveredToLogsMinutesAgo: 5000 }), {
    ...told('fail'),
    'trail.delivers-to-cloudwatch-logs': 'fail',
    'trail.iam-changes-findable': 'fail',
  }),
  but('nothing was delivered for two days', trailWith({ deliveredToLogsMinutesAgo: 2 * 24 * 60 }), {
    'trail.delivers-to-cloudwatch-logs': 'fail',
  }),
  // What is left has a name that begins alike.
  but('the log group was deleted', groupsWith({ name: 'audit/trail-2' }), {
    ...told('fail'),
    ...NO_AUDIT_LOG_GROUP,
    'trail.iam-changes-findable': 'fail',
    'trail.sends-to-cloudwatch-logs': 'fail',
  }),
  but('the log group has no filters by its class', groupsWith({ class: 'INFREQUENT_ACCESS' }), {
    ...told('fail'),
    'logs.standard-class': 'fail',
  }),
  but('events are kept for a month', groupsWith({ retentionDays: 30 }), {
    'logs.retention': 'fail',
    'trail.iam-changes-findable': 'fail',
  }),
  but('events are kept for a year', groupsWith({ retentionDays: 365 }), {}),
  but(
    'events are kept for ever',
    (whole) => ({ ...whole, logGroups: whole.logGroups.map((each) => without(each, 'retentionDays')) }),
    {},
  ),
  but(
    'the log group is not encrypted',
    (whole) => ({ ...whole, logGroups: whole.logGroups.map((each) => without(each, 'kmsKey')) }),
    {
      'logs.kms-encrypted': 'fail',
    },
  ),
];

const ofTheFilter: readonly Archetype[] = [
  but('there is no metric filter', groupsWith({ filters: [] }), { ...told('fail'), 'alarm.metric-exists': 'fail' }),
  but('the event is misspelt', patternWith('s3.DeleteBucket', '{ $.eventName = "DeleteBuckets" }'), {
    'alarm.s3-bucket-deleted': 'fail',
  }),
  but('the case is wrong', patternWith('account.RootUsage', '{ $.userIdentity.type = "root" }'), {
    'alarm.root-usage': 'fail',
  }),
  but(
    'what is joined with AND never holds',
    patternWith('cloudtrail.Changes', PATTERNS['cloudtrail.Changes'].replaceAll('||', '&&')),
    {
      'alarm.cloudtrail-changes': 'fail',
    },
  ),
  but('one of the errors is forgotten', patternWith('api.Unauthorized', '{ $.errorCode = "AccessDenied*" }'), {
    'alarm.unauthorized-api-calls': 'fail',
  }),
  // AWS took the pattern, so it means something, whether or not anybody else can read it.
  but('the pattern is not understood', patternWith('s3.DeleteBucket', '{ $.eventName = DeleteBucket'), {
    'alarm.s3-bucket-deleted': 'unknown',
  }),
];

const ofTheAlarm: readonly Archetype[] = [
  but('there is no alarm', (whole) => ({ ...whole, alarms: [] }), {
    ...told('fail'),
    ...NO_ALARMS,
    'logs.metric-filters-have-alarms': 'fail',
  }),
  but('the alarm watches another namespace', alarmsWith({ namespace: 'Security' }), { ...told('fail'), ...APART }),
  but('the alarm wants two events', alarmsWith({ threshold: 2 }), told('fail')),
  but('the alarm notices silence', alarmsWith({ comparison: 'LessThanThreshold' }), told('fail')),
  but('the alarm wants three datapoints', alarmsWith({ periods: 3 }), told('fail')),
  // All that comes after the event is enough as well, or missing: then the alarm is raised, only later.
  but('three datapoints, silence not counted', alarmsWith({ periods: 3, missingData: 'missing' }), told('pass')),
  but('silence counts as breaching', alarmsWith({ missingData: 'breaching' }), told('fail')),
  but('silence keeps the state', alarmsWith({ missingData: 'ignore' }), told('fail')),
  but(
    'the alarm is on without any event',
    (whole) => ({
      ...whole,
      logGroups: whole.logGroups.map((group) => ({
        ...group,
        filters: group.filters.map((each) => ({ ...each, defaultValue: 1 })),
      })),
    }),
    told('fail'),
  ),
  but('actions are switched off', alarmsWith({ actionsEnabled: false }), {
    ...UNHEARD,
    'alarm.actions-enabled': 'fail',
  }),
  but('the alarm has no action', alarmsWith({ actions: [] }), {
    ...told('fail'),
    ...NO_ACTIONS,
    'alarm.actions-configured': 'fail',
  }),
];

const ENCRYPTED: Expected = { 'topic.encrypted': 'pass' };
const AUDIT = auditKey({ account: '', region: HOME }).id;
/** Beside the key of the trail there is that of the topic. */
const WITH_KEY: Expected = {
  ...ENCRYPTED,
  'kms.audit-keys-usable': { [AUDIT]: 'pass', 'topic-key': 'pass' },
  'kms.key-rotation': { [AUDIT]: 'pass', 'topic-key': 'pass' },
  'kms.every-key-rotated': { [AUDIT]: 'pass', 'topic-key': 'pass' },
};
const WITH_UNUSABLE_KEY: Expected = {
  ...ENCRYPTED,
  'kms.audit-keys-usable': { [AUDIT]: 'pass', 'topic-key': 'fail' },
  'kms.key-rotation': { [AUDIT]: 'pass' },
  'kms.every-key-rotated': { [AUDIT]: 'pass' },
};

const ofTheTopic: readonly Archetype[] = [
  but('the topic was deleted', (whole) => ({ ...whole, topics: [] }), {
    ...UNHEARD,
    ...NO_TOPICS,
    'alarm.targets-exist': 'fail',
  }),
  but(
    'the policy does not admit CloudWatch',
    topicWith((topic, spot) => ({ ...topic, policy: policyFor(spot, 'events.amazonaws.com') })),
    UNHEARD,
  ),
  but(
    'the policy admits CloudWatch',
    topicWith((topic, spot) => ({ ...topic, policy: policyFor(spot, 'cloudwatch.amazonaws.com') })),
    {},
  ),
  but(
    "the topic has SNS's own key",
    topicWith((topic) => ({ ...topic, kmsKey: 'alias/aws/sns' })),
    { ...UNHEARD, ...ENCRYPTED },
  ),
  but(
    'the key of the topic admits CloudWatch',
    keyWith((key) => key),
    WITH_KEY,
  ),
  but(
    'the key of the topic is as KMS makes it',
    keyWith((key) => without(key, 'policy')),
    { ...UNHEARD, ...WITH_KEY },
  ),
  but(
    'the key of the topic is disabled',
    keyWith((key) => ({ ...key, state: 'Disabled' })),
    { ...UNHEARD, ...WITH_UNUSABLE_KEY },
  ),
  but(
    'the key of the topic is to be deleted',
    keyWith((key) => ({ ...key, state: 'PendingDeletion' })),
    { ...UNHEARD, ...WITH_UNUSABLE_KEY },
  ),
  but(
    'the key of the topic does not exist',
    topicWith((topic) => ({ ...topic, kmsKey: 'alias/gone' })),
    { ...UNHEARD, ...ENCRYPTED },
  ),
  but(
    'the policy of the key may not be read',
    keyWith((key) => key),
    { ...told('unknown'), ...WITH_KEY, 'alarm.reaches-somebody': 'unknown' },
    { denied: ['kms:GetKeyPolicy'] },
  ),
  but(
    'nobody has confirmed',
    topicWith((topic) => ({
      ...topic,
      subscriptions: [{ protocol: 'email', endpoint: 'guard@example.com', confirmed: false }],
    })),
    { ...UNHEARD, 'topic.has-confirmed-subscriber': 'fail' },
  ),
  but(
    'nobody is subscribed',
    topicWith((topic) => ({ ...topic, subscriptions: [] })),
    { ...UNHEARD, 'topic.has-confirmed-subscriber': 'fail' },
  ),
];

function policyFor(spot: Spot, service: string): string {
  const Statement = {
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sns:Publish',
    Resource: topicArn(spot, 'alerts'),
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
}

const TRAIL_RULES = Object.keys(HEALTHY).filter((rule) => rule.startsWith('trail.'));
/** Rules that ask of a trail whether it is logging, and pass by nothing else. */
const ASKING_STATUS = [
  'trail.delivers-to-bucket',
  'trail.delivers-to-cloudwatch-logs',
  'trail.every-region-recorded',
  'trail.global-service-events',
  'trail.iam-changes-findable',
  'trail.insights-enabled',
  'trail.lambda-data-events',
  'trail.logging',
  'trail.multi-region',
  'trail.no-recent-stop',
  'trail.notifies-topic',
  'trail.s3-read-data-events',
  'trail.s3-write-data-events',
  'trail.security-trail',
];
const unknown = (...rules: readonly string[]): Expected => Object.fromEntries(rules.map((rule) => [rule, 'unknown']));

/** What cannot be decided where one action is denied; whatever does not depend on it stays as it was. */
const DENIED: Readonly<Record<string, Expected>> = {
  'cloudtrail:DescribeTrails': {
    ...told('unknown'),
    ...unknown(...TRAIL_RULES),
    // Which log groups and buckets a trail writes to, and which keys it uses, is known from trails alone.
    ...unknown('logs.kms-encrypted', 'logs.retention', ...LOG_GROUP_RULES),
    // The key that was listed would pass, whoever uses it.
    ...othersUnknown(KEY_RULES),
    ...unknown('bucket.exists', 'bucket.in-log-archive-account', ...OF_THE_BUCKET),
  },
  'cloudtrail:GetTrailStatus': {
    ...told('unknown'),
    // One trail, logging or not, records nothing twice.
    ...unknown(...ASKING_STATUS),
  },
  'cloudtrail:GetEventSelectors': {
    ...told('unknown'),
    ...unknown('trail.multi-region', 'trail.every-region-recorded', 'trail.global-service-events'),
    ...unknown('trail.iam-changes-findable', 'trail.logging', 'trail.management-events-not-excluded'),
    ...unknown('trail.lambda-data-events', 'trail.s3-read-data-events', 'trail.s3-write-data-events'),
    ...unknown('trail.insights-enabled', 'trail.security-trail'),
  },
  'cloudtrail:GetInsightSelectors': unknown('trail.insights-enabled'),
  'cloudtrail:ListTags': unknown('trail.tagged'),
  // Whatever the stores hold, the log group is enough.
  'cloudtrail:ListEventDataStores': lake('unknown'),
  // It is rotated, whether or not it has to be.
  'kms:DescribeKey': unknown('trail.key-usable', 'kms.audit-keys-usable'),
  'kms:GetKeyRotationStatus': unknown('kms.key-rotation', 'kms.every-key-rotated'),
  // What something names is asked for by its name, and whether there are more is not known.
  'kms:ListKeys': othersUnknown(['kms.every-key-rotated']),
  'kms:ListAliases': othersUnknown(['kms.every-key-rotated']),
  'logs:DescribeLogGroups': {
    ...told('unknown'),
    ...unknown('logs.kms-encrypted', 'logs.retention', 'trail.sends-to-cloudwatch-logs', 'trail.iam-changes-findable'),
    ...unknown(...LOG_GROUP_RULES),
    // The trail's own key is seen, and a log group may have another.
    ...othersUnknown(KEY_RULES),
  },
  'logs:DescribeMetricFilters': {
    ...told('unknown'),
    ...unknown('alarm.metric-exists', 'logs.metric-filters-have-alarms'),
  },
  'logs:DescribeResourcePolicies': unknown('logs.cross-account-sharing-limited', 'logs.not-public'),
  'logs:DescribeSubscriptionFilters': unknown('logs.forwarded-to-siem'),
  // Filters publish what alarms look at.
  'cloudwatch:ListMetrics': {},
  'cloudwatch:DescribeAlarms': {
    ...told('unknown'),
    ...unknown('alarm.actions-configured', 'alarm.actions-enabled', 'logs.metric-filters-have-alarms', ...ALARM_RULES),
    ...unknown('topic.has-confirmed-subscriber', ...TOPIC_RULES),
    ...othersUnknown(KEY_RULES),
  },
  // An alarm may be muted for ever.
  'cloudwatch:ListAlarmMuteRules': { ...told('unknown'), ...unknown('alarm.reaches-somebody') },
  'sns:GetTopicAttributes': {
    ...told('unknown'),
    ...unknown('alarm.reaches-somebody', 'alarm.targets-exist', 'topic.has-confirmed-subscriber', ...TOPIC_RULES),
    ...othersUnknown(KEY_RULES),
  },
  'sns:ListSubscriptionsByTopic': {
    ...told('unknown'),
    ...unknown('alarm.reaches-somebody', 'topic.has-confirmed-subscriber', 'topic.delivery-logged'),
    ...unknown('topic.subscribers-use-tls'),
  },
  'sns:ListTagsForResource': unknown('topic.tagged'),
  // Alarms tell, and which other topics there are is not known.
  'events:ListRules': {
    ...TOPICS_OF_RULES_UNKNOWN,
    ...unknown('events.rules-have-targets', 'events.targets-exist'),
  },
  'events:ListEventBuses': unknown(...BUS_RULES),
  'ec2:DescribeRegions': UNSEEN,
};

const ofKeys: readonly Archetype[] = [
  but(
    'a key that nothing names is not rotated',
    (whole, spot) => ({ ...whole, keys: [...whole.keys, without(kmsKey(spot, 'shop', []), 'rotation')] }),
    { 'kms.every-key-rotated': { [AUDIT]: 'pass', shop: 'fail' } },
  ),
  but(
    'keys that KMS does not rotate are beside it',
    (whole, spot) => ({
      ...whole,
      keys: [
        ...whole.keys,
        without(kmsKey(spot, 'signing', [], { spec: 'RSA_2048' }), 'rotation'),
        without(kmsKey(spot, 'off', [], { state: 'Disabled' }), 'rotation'),
        kmsKey(spot, 'of-a-service', [], { managedBy: 'AWS', aliases: ['alias/aws/ebs'] }),
      ],
    }),
    { 'kms.every-key-rotated': { [AUDIT]: 'pass' } },
  ),
];

const ofAccess: readonly Archetype[] = [
  ...Object.entries(DENIED).map(([action, differs]) => but(`${action} is denied`, same, differs, { denied: [action] })),
  but('the role does not trust the auditor', same, UNSEEN, { role: { name: ROLE, refuses: true } }),
  but('the role wants an external id', same, UNSEEN, { role: { name: ROLE, externalId: 'e7a1' } }),
  but('the role has another name', same, UNSEEN, { role: { name: 'Auditor' } }),
];

/** The whole chain but the trail's, in a region where no alarm is looked for. */
const elsewhere: Archetype = {
  name: 'the alarms are in another region',
  expected: { ...HEALTHY, ...told('fail'), ...APART },
  build(id) {
    const names = { trail: 'main', logGroup: 'audit/trail', topic: 'alerts', subscriber: 'guard@example.com' };
    const [here, there] = [HOME, ELSEWHERE].map((region) => chain({ account: id, region }, names));
    if (!here || !there) throw new Error('two regions give two chains');
    return account(
      id,
      elsewhere.name,
      {
        [HOME]: { ...here, alarms: [], topics: [] },
        [ELSEWHERE]: { ...there, trails: [], buckets: [], logGroups: [] },
      },
      { regions: TWO },
    );
  },
};

export const archetypes: readonly Archetype[] = [
  but('healthy', same, {}),
  but('healthy in four regions', same, {}, { regions: REGIONS }),
  { name: 'empty', build: (id) => account(id, 'empty', {}, { regions: TWO }), expected: EMPTY },
  elsewhere,
  ...ofTheTrail,
  ...ofTheLake,
  ...ofTheLogGroup,
  ...ofTheFilter,
  ...ofTheAlarm,
  ...ofTheTopic,
  ...ofKeys,
  ...ofEventRules,
  ...ofWorkloads,
  ...ofTheBucket,
  ...ofAccess,
];
