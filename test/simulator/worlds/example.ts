/** The example organization: eight accounts, some right, most broken in a way that is easily overlooked. */
import type { Account, World } from '../world.ts';
import { all, KEY_RULES } from './endings.ts';
import { dataPlatform } from './example-data-platform.ts';
import { legacy } from './example-legacy.ts';
import { payments } from './example-payments.ts';
import type { KnownWorld } from './expected.ts';
import { KEPT_CENTRALLY, lake, OF_THE_BUCKET, told, UNSEEN } from './expected.ts';
import type { Spot } from './parts.ts';
import {
  account,
  alarm,
  auditKey,
  bucket,
  bucketPolicy,
  CLASSES,
  chain,
  eventDataStore,
  filter,
  filterFor,
  holdings,
  logGroup,
  NAMES,
  PATTERNS,
  REGIONS,
  ruleFor,
  topic,
  topicArn,
  trail,
  without,
} from './parts.ts';
import { UNWATCHED, UNWATCHED_VERDICTS, WATCHED } from './workload-parts.ts';

export const ACCOUNTS = {
  payments: '111122223333',
  webShop: '222233334444',
  dataPlatform: '333344445555',
  warehouse: '444455556666',
  analytics: '555566667777',
  legacy: '666677778888',
  sandbox: '777788889999',
  management: '888899990000',
} as const;

const HOME = 'us-east-1';
const at = (id: string, region: string = HOME): Spot => ({ account: id, region });

/** Where the organization trail delivers: a bucket of another account. */
const ARCHIVE = 'organization-trail-logs';

/** What is left to the accounts to watch. */
const LEFT = ['s3.DeleteBucket', 'cloudtrail.Changes', 'api.Unauthorized'] as const;
/** What is watched behind the organization trail. */
export const CENTRAL = CLASSES.filter((events) => !LEFT.some((each) => each === events));

/** The organization trail, whose log group is watched for most events; deleted buckets, changed trails, refusals, data events and Insights are left to the accounts. */
function management(): Account {
  const spot = at(ACCOUNTS.management);
  const whole = chain(spot, {
    trail: 'organization',
    logGroup: '/audit/organization',
    topic: 'security-central',
    subscriber: 'security@example.com',
    classes: CENTRAL,
  });
  const trails = whole.trails.map((each) => ({
    ...without(each, 'selectors', 'insights'),
    organization: true,
    bucket: ARCHIVE,
  }));
  const eventDataStores = [eventDataStore(spot, 'organization', { organization: true })];
  const topics = [topic('security-central', 'security@example.com', 'new-colleague@example.com (pending)')];
  return account(spot.account, 'Management', { [HOME]: { ...whole, trails, topics, eventDataStores, buckets: [] } });
}

/** Alerting that looks complete: a name in the wrong case, a trusted role left out, an alarm in another region than its metric. And policies that let in whoever comes. */
function webShop(): Account {
  const spot = at(ACCOUNTS.webShop);
  const west = at(ACCOUNTS.webShop, 'us-west-2');
  const alerts = [topicArn(spot, 'shop-alerts')];
  const exceptDeployer =
    '($.userIdentity.sessionContext.sessionIssuer.userName NOT EXISTS) || ($.userIdentity.sessionContext.sessionIssuer.userName != "Deployer")';
  const changes = PATTERNS['cloudtrail.Changes'].replace(/^{ (.*) }$/, `{ ($1) && (${exceptDeployer}) }`);
  const filters = [
    filter(NAMES['s3.DeleteBucket'], '{ ($.eventSource = "s3.amazonaws.com") && ($.eventName = "Deletebucket") }'),
    filter(NAMES['cloudtrail.Changes'], changes),
    filterFor('api.Unauthorized'),
  ];
  const shopTrail = trail(spot, 'shop-trail', 'CloudTrail/DefaultLogGroup');
  const group = without(logGroup(spot, 'CloudTrail/DefaultLogGroup', filters, { retentionDays: 90 }), 'kmsKey');
  return account(spot.account, 'Web shop', {
    [HOME]: holdings({
      trails: [without(shopTrail, 'kmsKey')],
      buckets: [
        { ...without(bucket(spot, shopTrail.bucket), 'blocked'), policy: readByEverybody(spot, shopTrail.bucket) },
      ],
      logGroups: [group],
      alarms: [alarm(NAMES['s3.DeleteBucket'], alerts), alarm(NAMES['cloudtrail.Changes'], alerts)],
      topics: [{ ...topic('shop-alerts', 'shop-oncall@example.com'), policy: open('sns:Publish') }],
      logPolicies: [{ name: 'copied-from-a-forum', policy: open('logs:PutLogEvents') }],
      eventBuses: [{ name: 'orders', policy: open('events:PutEvents') }, { name: 'returns' }],
      eventRules: [ruleFor('orders-deleted', ['DeleteTable'], [topicArn(spot, 'shop-emergencies')])],
    }),
    'us-west-2': holdings({
      alarms: [alarm(NAMES['api.Unauthorized'], [topicArn(west, 'shop-alerts')])],
      topics: [topic('shop-alerts', 'shop-oncall@example.com')],
    }),
  });
}

/** Somebody wanted to look at a log file in a browser, once. */
function readByEverybody(spot: Spot, name: string): string {
  const Resource = `arn:aws:s3:::${name}/*`;
  return bucketPolicy(spot, name, { Sid: 'Browse', Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource });
}

/** Everybody may do it, to anything. */
function open(Action: string): string {
  const Statement = { Effect: 'Allow', Principal: '*', Action, Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
}

/** Patterns as in the book, nobody is told, and what runs is watched by nobody: a threshold of 2, actions switched off for a maintenance, a mail nobody confirmed. The key of the trail is to be deleted. */
function warehouse(): Account {
  const spot = at(ACCOUNTS.warehouse);
  const watched = [topicArn(spot, 'warehouse-security')];
  const pending = [topicArn(spot, 'warehouse-oncall')];
  const warehouseTrail = without(trail(spot, 'warehouse-trail', 'warehouse/cloudtrail'), 'tags', 'snsTopic');
  const held = {
    [HOME]: holdings({
      workloads: UNWATCHED,
      trails: [warehouseTrail],
      buckets: [without(bucket(spot, warehouseTrail.bucket), 'blocked')],
      keys: [auditKey(spot, { state: 'PendingDeletion' })],
      logGroups: [
        logGroup(
          spot,
          'warehouse/cloudtrail',
          LEFT.map((events) => filterFor(events)),
          { retentionDays: 365 },
        ),
      ],
      alarms: [
        alarm(NAMES['s3.DeleteBucket'], watched, { threshold: 2 }),
        alarm(NAMES['cloudtrail.Changes'], watched, { actionsEnabled: false }),
        alarm(NAMES['api.Unauthorized'], pending),
        alarm('forklift-battery-low', [], { namespace: 'Warehouse', comparison: 'LessThanThreshold', threshold: 20 }),
      ],
      topics: [
        topic('warehouse-security', 'warehouse-security@example.com'),
        topic('warehouse-oncall', 'oncall@example.com (pending)'),
      ],
    }),
  };
  return account(spot.account, 'Warehouse', held, {
    // The account blocks what the bucket does not.
    blocksPublicAccess: true,
    unguarded: { 'us-west-2': ['config', 'securityHub', 'guardDuty'] },
  });
}

/** Whole, but the auditor may not read metric filters: neither green nor red. */
function analytics(): Account {
  const spot = at(ACCOUNTS.analytics);
  const names = {
    trail: 'analytics-trail',
    logGroup: 'analytics/cloudtrail',
    topic: 'analytics-alerts',
    subscriber: 'https://alerts.example.com/hooks/analytics',
  };
  const whole = chain(spot, names);
  // It keeps the log files of the organization as well.
  const archive = bucket(spot, ARCHIVE, { policy: bucketPolicy(at(ACCOUNTS.management), ARCHIVE) });
  const held = { [HOME]: { ...whole, buckets: [...whole.buckets, archive] } };
  return account(spot.account, 'Analytics', held, { denied: ['logs:DescribeMetricFilters'] });
}

/** Whatever stands there, the role of the auditor was removed. */
function sandbox(): Account {
  const spot = at(ACCOUNTS.sandbox);
  const { name } = account('', '', {}).role;
  return account(spot.account, 'Sandbox', {}, { role: { name, refuses: true } });
}

/** What the demo says of each account before it looks. */
const ABOUT: Readonly<Record<string, string>> = {
  [ACCOUNTS.management]:
    'the organization trail, whose log group is watched for most events and leaves some to the accounts',
  [ACCOUNTS.payments]:
    'all is right, among hundreds of log groups and alarms over many pages, with half of the usual API quotas',
  [ACCOUNTS.webShop]:
    'a pattern in the wrong case, a role left out of another, an alarm in another region than its metric',
  [ACCOUNTS.dataPlatform]: 'all is right, and in no way that a comparison of texts would find so',
  [ACCOUNTS.warehouse]:
    'an alarm that wants two events, one with its actions switched off, a mail nobody confirmed, and nobody watches what runs',
  [ACCOUNTS.analytics]: 'the auditor may not read metric filters',
  [ACCOUNTS.legacy]:
    'four trails: stopped, one region, data events alone, log group deleted; and a topic closed to CloudWatch',
  [ACCOUNTS.sandbox]: 'the role of the auditor is gone',
};

const world: World = {
  name: 'example',
  seed: 'example',
  caller: ACCOUNTS.management,
  organization: { id: 'o-exampleorg1', managementAccount: ACCOUNTS.management, featureSet: 'ALL' },
  accounts: [
    management(),
    payments(ACCOUNTS.payments),
    webShop(),
    dataPlatform(ACCOUNTS.dataPlatform),
    warehouse(),
    analytics(),
    legacy(ACCOUNTS.legacy),
    sandbox(),
  ].map((each) => ({ ...each, about: ABOUT[each.id] ?? '' })),
  regions: [...REGIONS.map((name) => ({ name, optIn: false })), { name: 'eu-south-1', optIn: true }],
  faults: [],
  quotas: 1,
};

/** The organization trail records all of them; whoever has a trail of its own as well pays twice. */
const TWICE = { 'trail.management-events-recorded-once': 'fail' } as const;
const NO_DATA_EVENTS = {
  'trail.lambda-data-events': 'fail',
  'trail.s3-read-data-events': 'fail',
  'trail.s3-write-data-events': 'fail',
} as const;

/** What is told about nowhere but through the organization trail. */
const CENTRAL_ONLY = told('fail', LEFT);

const FRANKFURT = `frankfurt-only-${ACCOUNTS.legacy}`;
const OF_FRANKFURT = Object.fromEntries(
  OF_THE_BUCKET.filter((rule) => !['bucket.not-public', 'bucket.policy-limits-access'].includes(rule)).map((rule) => [
    rule,
    { [FRANKFURT]: 'fail', '*': 'pass' } as const,
  ]),
);

export const example: KnownWorld = {
  world,
  expected: {
    // Its own account holds no bucket.
    [ACCOUNTS.management]: {
      ...KEPT_CENTRALLY,
      ...CENTRAL_ONLY,
      ...all('notApplicable', OF_THE_BUCKET),
      'bucket.in-log-archive-account': 'pass',
      ...lake('pass'),
      ...NO_DATA_EVENTS,
      'trail.insights-enabled': 'fail',
      'trail.organization-trail': 'pass',
    },
    // The composite alarm speaks for the two it is made of.
    [ACCOUNTS.payments]: {
      ...KEPT_CENTRALLY,
      ...WATCHED,
      ...TWICE,
      'alarm.actions-configured': {
        'checkout-errors': 'notApplicable',
        'checkout-latency': 'notApplicable',
        '*': 'pass',
      },
      'events.bus-has-policy': 'pass',
      'events.bus-tagged': 'pass',
      'logs.deletion-protection': 'pass',
      'logs.forwarded-to-siem': 'pass',
      // Mail alone comes from the other.
      'topic.delivery-logged': { 'payments-operations': 'pass' },
      ...all('pass', ['topic.encrypted', 'topic.https-only', 'topic.tagged']),
    },
    [ACCOUNTS.webShop]: {
      ...KEPT_CENTRALLY,
      ...CENTRAL_ONLY,
      ...all('fail', ['bucket.not-public', 'bucket.block-public-access', 'bucket.policy-limits-access']),
      ...TWICE,
      // What is refused is counted in one region, and looked for in another.
      'alarm.metric-exists': { 'us-west-2/unauthorized-calls': 'fail', '*': 'pass' },
      'logs.metric-filters-have-alarms': 'fail',
      ...all('fail', ['logs.cross-account-sharing-limited', 'logs.not-public']),
      'events.bus-accounts-limited': { orders: 'fail', '*': 'pass' },
      'events.bus-not-public': { orders: 'fail', '*': 'pass' },
      'events.bus-has-policy': { orders: 'pass', returns: 'fail' },
      'events.bus-tagged': 'fail',
      'events.rules-have-targets': 'pass',
      'events.targets-exist': 'fail',
      ...all('notApplicable', [...KEY_RULES, 'kms.every-key-rotated']),
      'topic.accounts-limited': { 'us-east-1/shop-alerts': 'fail', '*': 'pass' },
      'topic.not-public': { 'us-east-1/shop-alerts': 'fail', '*': 'pass' },
      'logs.kms-encrypted': 'fail',
      'logs.retention': 'fail',
      'trail.key-usable': 'notApplicable',
      'trail.kms-encrypted': 'fail',
    },
    // Its trail records writes to its buckets alone.
    [ACCOUNTS.dataPlatform]: {
      ...KEPT_CENTRALLY,
      ...TWICE,
      ...NO_DATA_EVENTS,
      'trail.s3-write-data-events': 'pass',
      'events.rules-have-targets': 'pass',
      'events.targets-exist': 'pass',
      // A function and a hook, and nobody would see that they did not answer.
      'topic.delivery-logged': 'fail',
    },
    [ACCOUNTS.warehouse]: {
      ...KEPT_CENTRALLY,
      ...CENTRAL_ONLY,
      ...UNWATCHED_VERDICTS,
      ...TWICE,
      'alarm.actions-configured': { 'forklift-battery-low': 'fail', '*': 'pass' },
      'alarm.actions-enabled': { 'trail-changes': 'fail', '*': 'pass' },
      'alarm.metric-exists': { 'forklift-battery-low': 'fail', '*': 'pass' },
      // Once it goes to ALARM, the one that wants two events tells somebody.
      'alarm.reaches-somebody': { 'bucket-deleted': 'pass', 'trail-changes': 'fail', 'unauthorized-calls': 'fail' },
      'kms.audit-keys-usable': 'fail',
      ...all('notApplicable', ['kms.key-rotation', 'kms.every-key-rotated']),
      'topic.has-confirmed-subscriber': { 'warehouse-oncall': 'fail', 'warehouse-security': 'pass' },
      'trail.key-usable': 'fail',
      'trail.notifies-topic': 'fail',
      'trail.tagged': 'fail',
    },
    [ACCOUNTS.analytics]: {
      ...KEPT_CENTRALLY,
      ...TWICE,
      ...told('unknown', LEFT),
      ...all('unknown', ['alarm.metric-exists', 'logs.metric-filters-have-alarms']),
      'topic.delivery-logged': 'fail',
    },
    // Everything is recorded centrally; of its own trails three are of no use, and the fourth sees one region.
    [ACCOUNTS.legacy]: {
      ...KEPT_CENTRALLY,
      ...CENTRAL_ONLY,
      // The bucket for data events is gone; the one of Frankfurt was never configured.
      ...OF_FRANKFURT,
      'bucket.exists': { 'uploads-data-events': 'fail', '*': 'pass' },
      ...TWICE,
      ...NO_DATA_EVENTS,
      ...lake('fail'),
      // The topic of one does not exist, and that of another lets nobody but one role publish.
      'alarm.reaches-somebody': { DiskQueueDepth: 'fail', 'eu-central-1/unauthorized-calls': 'fail', '*': 'pass' },
      'alarm.targets-exist': { DiskQueueDepth: 'fail', '*': 'pass' },
      'events.rules-have-targets': 'fail',
      ...all('fail', ['kms.key-rotation', 'kms.every-key-rotated']),
      'logs.retention': { 'legacy/cloudtrail': 'fail', '*': 'pass' },
      'logs.standard-class': { 'uploads/data-events': 'fail', '*': 'pass' },
      'trail.delivers-to-bucket': { 'billing-trail': 'fail', 'uploads-data-events': 'pass', 'frankfurt-only': 'pass' },
      'trail.insights-enabled': 'fail',
      'trail.management-events-not-excluded': {
        'trail-2019': 'fail',
        'billing-trail': 'pass',
        'frankfurt-only': 'pass',
      },
      // It was stopped five months ago; the one of Frankfurt was off for a while last week.
      'trail.no-recent-stop': { 'frankfurt-only': 'fail', '*': 'pass' },
      'trail.key-usable': { 'billing-trail': 'pass', 'frankfurt-only': 'pass' },
      'trail.tagged': { 'trail-2019': 'fail', '*': 'pass' },
      // The stopped trail and the one for data events are not asked whether they deliver.
      'trail.delivers-to-cloudwatch-logs': { 'frankfurt-only': 'pass', 'billing-trail': 'fail' },
      'trail.kms-encrypted': { 'trail-2019': 'fail', 'uploads-data-events': 'fail', '*': 'pass' },
      'trail.log-file-validation': { 'trail-2019': 'fail', '*': 'pass' },
      'trail.sends-to-cloudwatch-logs': { 'trail-2019': 'pass', 'frankfurt-only': 'pass', 'billing-trail': 'fail' },
    },
    [ACCOUNTS.sandbox]: UNSEEN,
  },
};
