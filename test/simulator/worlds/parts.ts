/** Parts of worlds, healthy unless told otherwise, so that a world only writes what it is about. */
import type {
  Account,
  Alarm,
  Bucket,
  CompositeAlarm,
  EventDataStore,
  EventRule,
  Holdings,
  KmsKey,
  LogGroup,
  MetricFilter,
  Topic,
  Trail,
} from '../world.ts';
import { arn, NOTHING } from '../world.ts';

/** Where parts stand. */
export interface Spot {
  readonly account: string;
  readonly region: string;
}

/** A pattern on names of calls, as the CIS benchmark writes them. */
const calls = (...names: readonly string[]) => `{ ${names.map((name) => `($.eventName = ${name})`).join(' || ')} }`;
/** The same, of one service. */
const callsOf = (source: string, ...names: readonly string[]) =>
  `{ ($.eventSource = ${source}.amazonaws.com) && (${calls(...names).slice(2, -2)}) }`;

/** Event class -> the pattern of the CIS benchmark or, where that would miss some of the class, one that does not. */
export const PATTERNS = {
  'account.RootUsage':
    '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
  'alerting.Tampering': calls(
    ...[
      'DeleteMetricFilter',
      'PutMetricFilter',
      'DeleteAlarms',
      'DisableAlarmActions',
      'PutAlarmMuteRule',
      'DeleteTopic',
    ],
    ...['Unsubscribe', 'DisableRule', 'DeleteRule', 'RemoveTargets'],
  ),
  'api.Unauthorized': '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
  'cloudtrail.Changes': calls('CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging'),
  'config.Changes': callsOf(
    'config',
    ...['StopConfigurationRecorder', 'DeleteDeliveryChannel', 'PutDeliveryChannel', 'PutConfigurationRecorder'],
  ),
  'ec2.GatewayChanges': calls(
    ...['CreateCustomerGateway', 'DeleteCustomerGateway', 'AttachInternetGateway', 'CreateInternetGateway'],
    ...['DeleteInternetGateway', 'DetachInternetGateway'],
  ),
  'ec2.NetworkAclChanges': calls(
    ...['CreateNetworkAcl', 'CreateNetworkAclEntry', 'DeleteNetworkAcl', 'DeleteNetworkAclEntry'],
    ...['ReplaceNetworkAclEntry', 'ReplaceNetworkAclAssociation'],
  ),
  'ec2.RouteTableChanges': calls(
    ...['CreateRoute', 'CreateRouteTable', 'ReplaceRoute', 'ReplaceRouteTableAssociation', 'DeleteRouteTable'],
    ...['DeleteRoute', 'DisassociateRouteTable'],
  ),
  'ec2.SecurityGroupChanges': calls(
    ...['AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupIngress'],
    ...['RevokeSecurityGroupEgress', 'CreateSecurityGroup', 'DeleteSecurityGroup', 'ModifySecurityGroupRules'],
  ),
  'ec2.VpcChanges': calls(
    ...['CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute', 'AcceptVpcPeeringConnection', 'CreateVpcPeeringConnection'],
    ...['DeleteVpcPeeringConnection', 'RejectVpcPeeringConnection', 'AttachClassicLinkVpc', 'DetachClassicLinkVpc'],
    ...['DisableVpcClassicLink', 'EnableVpcClassicLink'],
  ),
  'guardduty.Disabled': callsOf(
    'guardduty',
    ...['DeleteDetector', 'UpdateDetector', 'StopMonitoringMembers', 'DisassociateMembers', 'DeleteMembers'],
    ...['DisassociateFromAdministratorAccount', 'DisassociateFromMasterAccount', 'DisableOrganizationAdminAccount'],
  ),
  'iam.AccessKeyCreated': callsOf('iam', 'CreateAccessKey'),
  'iam.PolicyChanges': calls(
    ...[
      'DeleteGroupPolicy',
      'DeleteRolePolicy',
      'DeleteUserPolicy',
      'PutGroupPolicy',
      'PutRolePolicy',
      'PutUserPolicy',
    ],
    ...['CreatePolicy', 'DeletePolicy', 'CreatePolicyVersion', 'DeletePolicyVersion', 'AttachRolePolicy'],
    ...['DetachRolePolicy', 'AttachUserPolicy', 'DetachUserPolicy', 'AttachGroupPolicy', 'DetachGroupPolicy'],
  ),
  'iam.UserCreated': callsOf('iam', 'CreateUser', 'CreateLoginProfile'),
  'kms.KeyDisabled': callsOf('kms', 'DisableKey', 'ScheduleKeyDeletion'),
  'logging.Tampering': calls(
    ...['DeleteLogGroup', 'PutRetentionPolicy', 'PutEventSelectors', 'PutInsightSelectors', 'DeleteEventDataStore'],
    'StopEventDataStoreIngestion',
  ),
  'organizations.Changes': callsOf(
    'organizations',
    ...['AcceptHandshake', 'AttachPolicy', 'CreateAccount', 'CreateOrganizationalUnit', 'CreatePolicy'],
    ...['DeclineHandshake', 'DeleteOrganization', 'DeleteOrganizationalUnit', 'DeletePolicy', 'DetachPolicy'],
    ...['DisablePolicyType', 'EnablePolicyType', 'InviteAccountToOrganization', 'LeaveOrganization', 'MoveAccount'],
    ...['RemoveAccountFromOrganization', 'UpdatePolicy', 'UpdateOrganizationalUnit'],
  ),
  's3.BucketPolicyChanges': callsOf(
    's3',
    ...['PutBucketAcl', 'PutBucketPolicy', 'PutBucketCors', 'PutBucketLifecycle', 'PutBucketReplication'],
    ...['DeleteBucketPolicy', 'DeleteBucketCors', 'DeleteBucketLifecycle', 'DeleteBucketReplication'],
  ),
  's3.DeleteBucket': '{ ($.eventSource = "s3.amazonaws.com") && ($.eventName = "DeleteBucket") }',
  'securityhub.Disabled': callsOf(
    'securityhub',
    ...['DisableSecurityHub', 'DisableSecurityHubV2', 'BatchDisableStandards', 'DisassociateMembers', 'DeleteMembers'],
    ...['DisassociateFromAdministratorAccount', 'DisassociateFromMasterAccount', 'DisableOrganizationAdminAccount'],
  ),
  'signin.ConsoleLoginFailed': '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
  'signin.ConsoleLoginWithoutMfa':
    '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
} as const;

export type EventClassId = keyof typeof PATTERNS;

/** Event class -> name of its filter, metric and alarm. */
export const NAMES: Readonly<Record<EventClassId, string>> = {
  'account.RootUsage': 'root-usage',
  'alerting.Tampering': 'alerting-tampering',
  'api.Unauthorized': 'unauthorized-calls',
  'cloudtrail.Changes': 'trail-changes',
  'config.Changes': 'config-changes',
  'ec2.GatewayChanges': 'gateway-changes',
  'ec2.NetworkAclChanges': 'acl-changes',
  'ec2.RouteTableChanges': 'route-changes',
  'ec2.SecurityGroupChanges': 'security-group-changes',
  'ec2.VpcChanges': 'vpc-changes',
  'guardduty.Disabled': 'guardduty-disabled',
  'iam.AccessKeyCreated': 'access-key-created',
  'iam.PolicyChanges': 'policy-changes',
  'iam.UserCreated': 'user-created',
  'kms.KeyDisabled': 'key-disabled',
  'logging.Tampering': 'logging-tampering',
  'organizations.Changes': 'organization-changes',
  's3.BucketPolicyChanges': 'bucket-policy-changes',
  's3.DeleteBucket': 'bucket-deleted',
  'securityhub.Disabled': 'security-hub-disabled',
  'signin.ConsoleLoginFailed': 'sign-in-failed',
  'signin.ConsoleLoginWithoutMfa': 'sign-in-without-mfa',
};

export const CLASSES = Object.keys(PATTERNS) as readonly EventClassId[];

const KEY_ID = '7f3c2a10-58d4-4c6e-9b1f-0a6d2e4b8c95';

/** The key that encrypts trails and log groups. */
export function key({ account, region }: Spot): string {
  return arn('kms', region, account, `key/${KEY_ID}`);
}

/** The same as it stands in KMS. */
export function auditKey(spot: Spot, change: Partial<KmsKey> = {}): KmsKey {
  return kmsKey(spot, KEY_ID, ['cloudtrail.amazonaws.com', `logs.${spot.region}.amazonaws.com`], change);
}

/** Basic selectors for everything: management events, all buckets, all functions. */
export const EVERYTHING = {
  ReadWriteType: 'All',
  IncludeManagementEvents: true,
  DataResources: [
    { Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] },
    { Type: 'AWS::Lambda::Function', Values: ['arn:aws:lambda'] },
  ],
  ExcludeManagementEventSources: [],
} as const;

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
    selectors: [EVERYTHING],
    insights: ['ApiCallRateInsight', 'ApiErrorRateInsight'],
    tags: { owner: 'security' },
    snsTopic: topicArn(spot, 'log-files'),
    logging: true,
    deliveredMinutesAgo: 4,
    deliveredToLogsMinutesAgo: 3,
    ...change,
  };
}

/** A bucket as it should be: CloudTrail may write for the account, nobody comes without TLS, and nothing is lost. */
export function bucket(spot: Spot, name: string, change: Partial<Bucket> = {}): Bucket {
  return {
    name,
    policy: bucketPolicy(spot, name),
    blocked: true,
    loggingBucket: `access-logs-${spot.account}`,
    versioning: 'Enabled',
    mfaDelete: true,
    lock: { mode: 'COMPLIANCE', days: 365 },
    kmsKey: key(spot),
    ...change,
  };
}

export function bucketPolicy({ account: id }: Spot, name: string, ...statements: readonly object[]): string {
  const Resource = `arn:aws:s3:::${name}`;
  const Principal = { Service: 'cloudtrail.amazonaws.com' };
  const Condition = { StringEquals: { 'aws:SourceAccount': id } };
  const Statement = [
    { Effect: 'Allow', Principal, Action: 's3:GetBucketAcl', Resource, Condition },
    { Effect: 'Allow', Principal, Action: 's3:PutObject', Resource: `${Resource}/AWSLogs/*`, Condition },
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [Resource, `${Resource}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    ...statements,
  ];
  return JSON.stringify({ Version: '2012-10-17', Statement });
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

/** A topic with all that it should have: a key, tags, deliveries logged, and a policy that lets CloudWatch publish and nobody without TLS. */
export function guarded(spot: Spot, plain: Topic, kmsKeyId: string): Topic {
  const Resource = topicArn(spot, plain.name);
  const Principal = { Service: 'cloudwatch.amazonaws.com' };
  const Condition = { Bool: { 'aws:SecureTransport': 'false' } };
  const Statement = [
    { Effect: 'Allow', Principal, Action: 'sns:Publish', Resource },
    { Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource, Condition },
  ];
  const policy = JSON.stringify({ Version: '2012-10-17', Statement });
  return { ...plain, policy, kmsKey: kmsKeyId, logged: ['HTTP'], tags: { team: 'operations' } };
}

/** A log group that is protected, and passed on whole to where it is searched. */
export function passedOn({ account: id, region }: Spot, group: LogGroup): LogGroup {
  const destination = arn('firehose', region, id, 'deliverystream/siem');
  const subscription = { name: 'siem', pattern: '', destination, role: `arn:aws:iam::${id}:role/siem` };
  return { ...group, protected: true, subscriptions: [subscription] };
}

/** A rule on calls of these names. */
export function ruleFor(
  name: string,
  eventName: readonly string[],
  targets: readonly string[],
  change: Partial<EventRule> = {},
): EventRule {
  const pattern = JSON.stringify({ 'detail-type': ['AWS API Call via CloudTrail'], detail: { eventName } });
  return { name, state: 'ENABLED', pattern, targets, ...change };
}

/** A topic to which EventBridge may publish. */
export function eventTopic(spot: Spot, name: string, ...subscribers: readonly string[]): Topic {
  const Statement = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sns:Publish',
    Resource: topicArn(spot, name),
  };
  return { ...topic(name, ...subscribers), policy: JSON.stringify({ Version: '2012-10-17', Statement: [Statement] }) };
}

/** A key whose policy lets services use it, beside the account itself. */
export function kmsKey(spot: Spot, id: string, services: readonly string[], change: Partial<KmsKey> = {}): KmsKey {
  const statements = [
    { Principal: { AWS: `arn:aws:iam::${spot.account}:root` }, Action: 'kms:*' },
    { Principal: { Service: services }, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] },
  ];
  const Statement = statements.map((each) => ({ Effect: 'Allow', ...each, Resource: '*' }));
  const policy = JSON.stringify({ Version: '2012-10-17', Statement });
  return { id, aliases: [], state: 'Enabled', rotation: 365, policy, ...change };
}

/** An event data store that takes everything of every region. */
export function eventDataStore(spot: Spot, name: string, change: Partial<EventDataStore> = {}): EventDataStore {
  return {
    name,
    status: 'ENABLED',
    multiRegion: true,
    organization: false,
    retentionDays: 2557,
    protected: true,
    kmsKey: key(spot),
    selectors: [{ Name: 'Management events', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }],
    ...change,
  };
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
  const own = trail(spot, names.trail, names.logGroup);
  return {
    trails: [own],
    buckets: [bucket(spot, own.bucket)],
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
    keys: [auditKey(spot)],
  };
}

export const ROLE = 'OrganizationAccountAccessRole';

export function account(id: string, name: string, held: Account['holdings'], change: Partial<Account> = {}): Account {
  return {
    id,
    name,
    status: 'ACTIVE',
    member: true,
    units: ['ou-exam-workload'],
    tags: { stage: 'production' },
    regions: REGIONS,
    role: { name: ROLE },
    denied: [],
    holdings: held,
    ...change,
  };
}

/** Regions of the smaller worlds. */
export const REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1'] as const;
