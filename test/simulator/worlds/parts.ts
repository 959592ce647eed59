/** Parts of worlds, healthy unless told otherwise, so that a world only writes what it is about. */
import type { Account, Alarm, CompositeAlarm, Holdings, LogGroup, MetricFilter, Topic, Trail } from '../world.ts';
import { arn, NOTHING } from '../world.ts';

/** Where parts stand. */
export interface Spot {
  readonly account: string;
  readonly region: string;
}

/** Event class -> the pattern of the CIS benchmark or, where that would miss some of the class, one that does not. */
export const PATTERNS = {
  'account.RootUsage':
    '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
  'api.Unauthorized': '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
  'cloudtrail.Changes':
    '{ ($.eventName = CreateTrail) || ($.eventName = UpdateTrail) || ($.eventName = DeleteTrail) || ($.eventName = StartLogging) || ($.eventName = StopLogging) }',
  's3.DeleteBucket': '{ ($.eventSource = "s3.amazonaws.com") && ($.eventName = "DeleteBucket") }',
} as const;

export type EventClassId = keyof typeof PATTERNS;

/** Event class -> name of its filter, metric and alarm. */
export const NAMES: Readonly<Record<EventClassId, string>> = {
  'account.RootUsage': 'root-usage',
  'api.Unauthorized': 'unauthorized-calls',
  'cloudtrail.Changes': 'trail-changes',
  's3.DeleteBucket': 'bucket-deleted',
};

const CLASSES = Object.keys(PATTERNS) as readonly EventClassId[];

export function key({ account, region }: Spot): string {
  return arn('kms', region, account, 'key/7f3c2a10-58d4-4c6e-9b1f-0a6d2e4b8c95');
}

function groupArn({ account, region }: Spot, name: string): string {
  return arn('logs', region, account, `log-group:${name}:*`);
}

export function topicArn({ account, region }: Spot, name: string): string {
  return arn('sns', region, account, name);
}

export function trail(spot: Spot, name: string, logGroup: string, change: Partial<Trail> = {}): Trail {
  return {
    name,
    bucket: `${name}-${spot.account}`,
    multiRegion: true,
    organization: false,
    validation: true,
    kmsKey: key(spot),
    logGroupArn: groupArn(spot, logGroup),
    logging: true,
    deliveredMinutesAgo: 4,
    deliveredToLogsMinutesAgo: 3,
    ...change,
  };
}

/** A trail without some of its settings: those that AWS leaves out of its answers. */
export function without<Part extends object, Key extends keyof Part>(
  part: Part,
  ...keys: readonly Key[]
): Omit<Part, Key> {
  const left = { ...part };
  for (const name of keys) delete left[name];
  return left;
}

export function logGroup(
  spot: Spot,
  name: string,
  filters: readonly MetricFilter[],
  change: Partial<LogGroup> = {},
): LogGroup {
  return { name, retentionDays: 400, kmsKey: key(spot), filters, ...change };
}

/** A log group of an application: no trail sends to it, so that nothing is asked of it. */
export function plainLogGroup(name: string, filters: readonly MetricFilter[] = []): LogGroup {
  return { name, retentionDays: 14, filters };
}

export function filter(name: string, pattern: string, change: Partial<MetricFilter> = {}): MetricFilter {
  return { name, pattern, namespace: 'Audit', metric: name, value: '1', ...change };
}

/** The filter of an event class, publishing a metric of the same name. */
export function filterFor(events: EventClassId, change: Partial<MetricFilter> = {}): MetricFilter {
  return filter(NAMES[events], PATTERNS[events], change);
}

/** An alarm that one event raises. */
export function alarm(metric: string, actions: readonly string[], change: Partial<Alarm> = {}): Alarm {
  return {
    name: metric,
    namespace: 'Audit',
    metric,
    statistic: 'Sum',
    period: 300,
    comparison: 'GreaterThanOrEqualToThreshold',
    threshold: 1,
    periods: 1,
    missingData: 'notBreaching',
    actions,
    actionsEnabled: true,
    ...change,
  };
}

export function composite(name: string, rule: string, actions: readonly string[]): CompositeAlarm {
  return { name, rule, actions, actionsEnabled: true };
}

export function topic(name: string, ...subscribers: readonly string[]): Topic {
  return {
    name,
    subscriptions: subscribers.map((each) => {
      const isPending = each.endsWith(' (pending)');
      const endpoint = each.replace(/ \(pending\)$/, '');
      return { protocol: protocolOf(endpoint), endpoint, confirmed: !isPending };
    }),
  };
}

function protocolOf(endpoint: string): string {
  if (endpoint.startsWith('https:')) return 'https';
  return /^arn:aws:(\w+):/.exec(endpoint)?.[1] ?? 'email';
}

export function holdings(change: Partial<Holdings>): Holdings {
  return { ...NOTHING, ...change };
}

/** What the parts of a whole chain are called, and which event classes it tells of. */
export interface ChainNames {
  readonly trail: string;
  readonly logGroup: string;
  readonly topic: string;
  readonly subscriber: string;
  readonly classes?: readonly EventClassId[];
}

/** Everything from trail to subscriber in one region, whole. */
export function chain(spot: Spot, { classes = CLASSES, ...names }: ChainNames): Holdings {
  const topics = [topic(names.topic, names.subscriber)];
  const target = [topicArn(spot, names.topic)];
  return {
    trails: [trail(spot, names.trail, names.logGroup)],
    logGroups: [
      logGroup(
        spot,
        names.logGroup,
        classes.map((events) => filterFor(events)),
      ),
    ],
    alarms: classes.map((events) => alarm(NAMES[events], target)),
    composites: [],
    eventRules: [],
    topics,
  };
}

export const ROLE = 'OrganizationAccountAccessRole';

export function account(id: string, name: string, held: Account['holdings'], change: Partial<Account> = {}): Account {
  return {
    id,
    name,
    status: 'ACTIVE',
    member: true,
    regions: REGIONS,
    role: { name: ROLE },
    denied: [],
    holdings: held,
    ...change,
  };
}

/** Regions of the smaller worlds. */
export const REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1'] as const;
