/** What stands in the simulated AWS: plain data that survives JSON, with times as minutes ago so that no day matters. */
import type { Value } from '../../src/model/value.ts';
import type { Fault } from './faults.ts';
import type { Guard, Workloads } from './workloads.ts';

export interface World {
  readonly name: string;
  /** Decides faults and latency together with the call, so that no outcome depends on the order of arrival. */
  readonly seed: string;
  /** Account of the credentials that a caller starts with. */
  readonly caller: string;
  readonly organization?: Organization;
  readonly accounts: readonly Account[];
  readonly regions: readonly RegionOffer[];
  readonly faults: readonly Fault[];
  /** Part of the published quotas that is granted (1: all of it); absent: calls are not counted. */
  readonly quotas?: number;
  /** Milliseconds before each answer: `base`, and up to `jitter` more. */
  readonly latency?: { readonly base: number; readonly jitter: number };
  /** How long an assumed role lasts, whatever was asked for. */
  readonly sessionSeconds?: number;
}

export interface Organization {
  readonly id: string;
  readonly managementAccount: string;
  readonly featureSet: 'ALL' | 'CONSOLIDATED_BILLING';
}

/** A region of the partition; those of opt-in exist for an account only once it has enabled them. */
export interface RegionOffer {
  readonly name: string;
  readonly optIn: boolean;
}

export interface Account {
  /** 12 digits. */
  readonly id: string;
  readonly name: string;
  /** For people who look at the world: what is special about it. */
  readonly about?: string;
  readonly status: 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE';
  /** Whether it belongs to the world's organization. */
  readonly member: boolean;
  /** Ids of the organizational units it stands in, the innermost first; the root stands above them. */
  readonly units?: readonly string[];
  /** Tags of the account in its organization. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Names of its enabled regions. */
  readonly regions: readonly string[];
  readonly role: Role;
  /** Actions no caller has in it: `logs:DescribeMetricFilters`, `sns:*`. */
  readonly denied: readonly string[];
  /** Roles besides the auditor's; absent: none. */
  readonly iamRoles?: readonly IamRole[];
  /** It blocks all public access to its buckets. */
  readonly blocksPublicAccess?: true;
  /** The only actions that a caller has in it, as a policy names them; absent: all. */
  readonly allowed?: readonly string[];
  /** Part of the world's quotas that is left to the caller; absent: all of it. */
  readonly quotas?: number;
  /** Region -> what does not look at it; absent: everything does. */
  readonly unguarded?: Readonly<Record<string, readonly Guard[]>>;
  /** Region -> what stands there. */
  readonly holdings: Readonly<Record<string, Holdings>>;
}

/** The role that an auditor assumes. */
export interface Role {
  readonly name: string;
  readonly externalId?: string;
  readonly refuses?: true;
}

/** A role that others than the auditor act as. */
export interface IamRole {
  readonly name: string;
  /** `/service-role/`; absent: none. */
  readonly path?: string;
  /** JSON text. */
  readonly trust: string;
  /** ARN. */
  readonly boundary?: string;
  /** Name -> JSON text. */
  readonly own: Readonly<Record<string, string>>;
  /** ARN -> JSON text. */
  readonly attached: Readonly<Record<string, string>>;
}

/** What an account has in one region. */
export interface Holdings {
  readonly trails: readonly Trail[];
  /** Absent: none. */
  readonly eventDataStores?: readonly EventDataStore[];
  readonly logGroups: readonly LogGroup[];
  /** Absent: nothing runs there. */
  readonly workloads?: Workloads;
  readonly alarms: readonly Alarm[];
  readonly composites: readonly CompositeAlarm[];
  readonly topics: readonly Topic[];
  readonly buckets: readonly Bucket[];
  /** Absent: none. */
  readonly logAlarms?: readonly LogAlarm[];
  /** Absent: none. */
  readonly muteRules?: readonly MuteRule[];
  readonly eventRules: readonly EventRule[];
  readonly keys: readonly KmsKey[];
  /** Absent: none. */
  readonly logPolicies?: readonly LogPolicy[];
  /** Absent: the default one alone. */
  readonly eventBuses?: readonly EventBus[];
}

export interface MuteRule {
  readonly name: string;
  readonly status: 'ACTIVE' | 'SCHEDULED' | 'EXPIRED';
  readonly alarms: readonly string[];
  readonly schedule: string;
  readonly duration: string;
  readonly timezone?: string;
}

export interface Trail {
  readonly name: string;
  readonly bucket: string;
  readonly multiRegion: boolean;
  readonly organization: boolean;
  readonly validation: boolean;
  readonly kmsKey?: string;
  readonly logGroupArn?: string;
  /** As GetEventSelectors writes them; neither: the default selector. */
  readonly selectors?: readonly Value[];
  readonly advancedSelectors?: readonly Value[];
  readonly logging: boolean;
  /** Absent: never. */
  readonly stoppedMinutesAgo?: number;
  readonly insights?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly snsTopic?: string;
  readonly deliveredMinutesAgo?: number;
  readonly deliveryError?: string;
  readonly deliveredToLogsMinutesAgo?: number;
  readonly logsDeliveryError?: string;
}

/** A store of CloudTrail Lake, with the selectors that GetEventDataStore gives. */
export interface EventDataStore {
  readonly name: string;
  readonly status: string;
  readonly multiRegion: boolean;
  readonly organization: boolean;
  readonly retentionDays: number;
  readonly protected: boolean;
  readonly kmsKey?: string;
  readonly selectors: readonly Value[];
}

export interface LogGroup {
  readonly name: string;
  /** Absent: never expires. */
  readonly retentionDays?: number;
  readonly kmsKey?: string;
  readonly class?: 'INFREQUENT_ACCESS' | 'DELIVERY';
  readonly filters: readonly MetricFilter[];
  readonly protected?: true;
  /** Absent: none. */
  readonly subscriptions?: readonly SubscriptionFilter[];
  /** JSON text of its own resource policy. */
  readonly policy?: string;
}

export interface SubscriptionFilter {
  readonly name: string;
  readonly pattern: string;
  /** ARN. */
  readonly destination: string;
  readonly role?: string;
}

/** A resource policy of CloudWatch Logs for all log groups that it names. */
export interface LogPolicy {
  readonly name: string;
  /** JSON text. */
  readonly policy: string;
}

/** An event bus of one's own, or the default one where it has a policy. */
export interface EventBus {
  readonly name: string;
  /** JSON text. */
  readonly policy?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface MetricFilter {
  readonly name: string;
  readonly pattern: string;
  readonly namespace: string;
  readonly metric: string;
  readonly value: string;
  readonly defaultValue?: number;
  readonly unit?: string;
}

/** An alarm on one metric, or on `metrics` as DescribeAlarms writes them. */
export interface Alarm {
  readonly name: string;
  readonly namespace?: string;
  readonly metric?: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly metrics?: readonly Value[];
  readonly statistic?: string;
  readonly period?: number;
  readonly comparison: string;
  readonly threshold: number;
  readonly periods: number;
  readonly datapoints?: number;
  readonly missingData: string;
  readonly actions: readonly string[];
  readonly actionsEnabled: boolean;
  /** What stands against its evaluation; absent: nothing. */
  readonly evaluation?: { readonly state: string; readonly reason: string };
}

export interface CompositeAlarm {
  readonly name: string;
  readonly rule: string;
  readonly suppressor?: string;
  readonly actions: readonly string[];
  readonly actionsEnabled: boolean;
}

/** A rule by pattern, or by schedule. */
/** An alarm on what a scheduled query finds. */
export interface LogAlarm {
  readonly name: string;
  readonly query: string;
  /** Names or ARNs. */
  readonly logGroups: readonly string[];
  readonly actions: readonly string[];
  readonly actionsEnabled: boolean;
}

export interface EventRule {
  readonly name: string;
  /** Name of the event bus that it stands on; absent: the default one. */
  readonly bus?: string;
  readonly state: 'ENABLED' | 'DISABLED' | 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
  /** JSON text. */
  readonly pattern?: string;
  readonly schedule?: string;
  readonly managedBy?: string;
  /** ARNs. */
  readonly targets: readonly string[];
  /** ARN of the execution role that its targets are sent to as; absent: none. */
  readonly role?: string;
}

export interface Topic {
  readonly name: string;
  /** JSON text; absent: the policy SNS writes by itself. */
  readonly policy?: string;
  readonly kmsKey?: string;
  /** Kinds of endpoints whose failed deliveries are logged, as its attributes begin: `HTTP`, `Lambda`. */
  readonly logged?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
  /** Accounts besides its own that may read it. */
  readonly readableBy?: readonly string[];
  readonly subscriptions: readonly Subscription[];
}

/** A KMS key, symmetric and the account's own unless it says otherwise. */
export interface KmsKey {
  readonly id: string;
  /** `alias/security`. */
  readonly aliases: readonly string[];
  readonly state: string;
  readonly managedBy?: 'AWS';
  readonly spec?: string;
  /** JSON text; absent: the policy KMS writes by itself. */
  readonly policy?: string;
  /** Days from one rotation to the next; absent: it is not rotated. */
  readonly rotation?: number;
  /** Accounts besides its own that may look at it. */
  readonly describableBy?: readonly string[];
}

export interface Subscription {
  readonly protocol: string;
  readonly endpoint: string;
  readonly confirmed: boolean;
  /** JSON text. */
  readonly filterPolicy?: string;
  /** Absent: attributes. */
  readonly filterScope?: 'MessageBody';
}

/** What is absent is not configured. */
export interface Bucket {
  readonly name: string;
  /** JSON text. */
  readonly policy?: string;
  /** `READ AllUsers`. */
  readonly publicGrants?: readonly string[];
  /** All four settings of its block are on. */
  readonly blocked?: true;
  readonly loggingBucket?: string;
  readonly versioning?: 'Enabled' | 'Suspended';
  readonly mfaDelete?: true;
  /** How new objects are locked by default. */
  readonly lock?: { readonly mode: 'COMPLIANCE' | 'GOVERNANCE'; readonly days: number };
  readonly expiresAfterDays?: number;
  /** Absent: the keys of S3. */
  readonly kmsKey?: string;
}

export const NOTHING: Holdings = {
  trails: [],
  logGroups: [],
  alarms: [],
  composites: [],
  topics: [],
  buckets: [],
  eventRules: [],
  keys: [],
};

export function holdingsOf(account: Account, region: string): Holdings {
  return account.holdings[region] ?? NOTHING;
}

/** `arn:aws:service:region:account:rest`. */
export function arn(service: string, region: string, account: string, rest: string): string {
  return `arn:aws:${service}:${region}:${account}:${rest}`;
}

/** The world with every list in the order in which AWS gives it. */
export function inOrder(world: World): World {
  return { ...world, accounts: world.accounts.map(accountInOrder) };
}

function accountInOrder(account: Account): Account {
  const holdings = Object.entries(account.holdings).map(([region, each]) => [
    region,
    {
      ...each,
      logGroups: byName(each.logGroups.map((group) => ({ ...group, filters: byName(group.filters) }))),
      alarms: byName(each.alarms),
      composites: byName(each.composites),
      eventRules: byName(each.eventRules),
    },
  ]);
  return { ...account, holdings: Object.fromEntries(holdings) };
}

function byName<Named extends { readonly name: string }>(items: readonly Named[]): readonly Named[] {
  return items.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
