/** Data platform: right, and in none of the ways that a comparison of texts expects. */
import type { Account, Alarm, Holdings } from '../world.ts';
import type { Spot } from './parts.ts';
import {
  account,
  alarm,
  auditKey,
  bucket,
  eventTopic,
  filter,
  holdings,
  key,
  REGIONS,
  ruleFor,
  topicArn,
  trail,
} from './parts.ts';

const HOME = 'eu-west-1';
const TOPIC = 'dp-guard';
const HOMES = [...REGIONS, 'eu-south-1'] as const;

/** It has enabled a region that the other accounts do not have, and lives in Ireland. */
export function dataPlatform(id: string): Account {
  const spot = { account: id, region: HOME };
  const arn = topicArn(spot, TOPIC);
  const own = trail(spot, 'dp', 'dp/trail', { advancedSelectors: SELECTORS });
  const held = {
    ...holdings({}),
    trails: [own],
    buckets: [bucket(spot, own.bucket)],
    keys: [auditKey(spot)],
    // No retention is set: it never expires.
    logGroups: [{ name: 'dp/trail', kmsKey: key(spot), filters: [...filtersByWildcard(), ...filtersByEvent()] }],
    alarms: alarms(arn),
    topics: [
      {
        name: TOPIC,
        policy: policy(arn, spot),
        subscriptions: [
          { protocol: 'lambda', endpoint: `arn:aws:lambda:${HOME}:${id}:function:page-the-guard`, confirmed: true },
        ],
      },
    ],
  };
  const byRules = HOMES.map((region) => [region, updates({ account: id, region })] as const);
  const everywhere: Record<string, Holdings> = Object.fromEntries(byRules);
  const { eventRules, topics } = everywhere[HOME] ?? holdings({});
  const home = { ...held, eventRules, topics: [...held.topics, ...topics] };
  return account(id, 'Data platform', { ...everywhere, [HOME]: home }, { regions: HOMES });
}

/** That a trail is changed is told by EventBridge, in each region. */
function updates(spot: Spot): Holdings {
  const targets = [topicArn(spot, 'dp-trail-updates')];
  return holdings({
    eventRules: [ruleFor('trail-updated', ['UpdateTrail'], targets)],
    topics: [eventTopic(spot, 'dp-trail-updates', 'https://alerts.example.com/hooks/data-platform')],
  });
}

const SELECTORS = [
  { Name: 'Management events', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
  {
    Name: 'Writes to the lake',
    FieldSelectors: [
      { Field: 'eventCategory', Equals: ['Data'] },
      { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
      { Field: 'readOnly', Equals: ['false'] },
    ],
  },
];

/** Clauses in another order, wildcards, and a class that two filters share. */
function filtersByWildcard() {
  return [
    filter('deletions', '{ ($.errorCode NOT EXISTS) && ($.eventName = "DeleteBuck*") && ($.eventSource = "s3.*") }', {
      defaultValue: 0,
    }),
    filter(
      'superuser',
      '{ ($.eventType != "AwsServiceEvent") && ($.userIdentity.invokedBy NOT EXISTS) && ($.userIdentity.arn = "*:root") }',
    ),
    filter('ec2-refusals', '{ $.errorCode = "*.UnauthorizedOperation" }', { metric: 'refusals' }),
    filter('other-refusals', '{ ($.errorCode = "AccessDeniedException") || ($.errorCode = "AccessDenied") }', {
      metric: 'refusals-elsewhere',
    }),
  ];
}

const EVENTS = ['CreateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging'] as const;

/** One filter per event name; the two that switch a trail on and off share a metric. */
function filtersByEvent() {
  return EVENTS.map((name) =>
    filter(name, `{ ($.eventName = ${name}) && ($.eventSource = "cloudtrail.amazonaws.com") }`, {
      namespace: 'Trail',
      metric: name.endsWith('Logging') ? 'Logging' : name,
    }),
  );
}

/** More than zero, a maximum, a count, one of three datapoints, and an alarm written with a list of metrics. */
function alarms(arn: string): readonly Alarm[] {
  const trailAlarm = (metric: string, change: Partial<Alarm>) =>
    alarm(metric, [arn], { name: `trail: ${metric}`, namespace: 'Trail', ...change });
  const { metric: _, namespace: __, statistic: ___, period: ____, ...bare } = alarm('refusals', [arn]);
  return [
    alarm('deletions', [arn], { comparison: 'GreaterThanThreshold', threshold: 0, period: 60 }),
    alarm('superuser', [arn], { statistic: 'Maximum', missingData: 'missing' }),
    alarm('refusals-elsewhere', [arn], { statistic: 'SampleCount', periods: 3, datapoints: 1 }),
    { ...bare, metrics: [listed('refusals')] },
    trailAlarm('CreateTrail', { statistic: 'Average', threshold: 0.5 }),
    trailAlarm('DeleteTrail', { period: 3600 }),
    trailAlarm('Logging', { comparison: 'GreaterThanThreshold', threshold: 0 }),
  ];
}

function listed(metric: string) {
  const Metric = { Namespace: 'Audit', MetricName: metric, Dimensions: [] };
  return { Id: 'm1', MetricStat: { Metric, Period: 300, Stat: 'Sum' }, ReturnData: true };
}

/** Written by hand: CloudWatch alone may publish, and only for alarms of this account. */
function policy(arn: string, { account: id, region }: { readonly account: string; readonly region: string }): string {
  const Statement = {
    Sid: 'AlarmsOfThisAccount',
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: 'sns:Publish',
    Resource: arn,
    Condition: {
      StringEquals: { 'aws:SourceAccount': id },
      ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:${region}:${id}:alarm:*` },
    },
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
}
