/** Accounts at random, and management events at random: parts that fit, parts that do not, and parts that could not be read, over few values that collide. */
import fc from 'fast-check';
import type { CloudTrailRecord, Value } from '../../src/model/value.ts';
import type { Given } from './healthy.ts';
import { ACCOUNT } from './healthy.ts';

export const REGIONS = ['us-east-1', 'eu-west-1'] as const;

const NAMES = ['DeleteBucket', 'PutBucketPolicy', 'CreateUser', 'GetBucketAcl', 'ConsoleLogin'] as const;
const SOURCES = ['s3.amazonaws.com', 'iam.amazonaws.com', 'sts.amazonaws.com', 'kms.amazonaws.com'] as const;
const AGENTS = ['aws-cli/2.17.0', 'console.amazonaws.com', 'Terraform/1.9'] as const;
const ARNS = [`arn:aws:iam::${ACCOUNT}:user/alice`, `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci`] as const;

const text = (...values: readonly string[]) => fc.constantFrom<Value>(...values);

/** A record of a management event, as CloudTrail writes it. */
export const managementEvent: fc.Arbitrary<CloudTrailRecord> = fc
  .record(
    {
      eventName: text(...NAMES),
      eventSource: text(...SOURCES),
      awsRegion: text(...REGIONS),
      eventType: text('AwsApiCall', 'AwsConsoleSignIn'),
      readOnly: fc.boolean(),
      sourceIPAddress: text('10.0.0.1', '192.0.2.7', 'cloudformation.amazonaws.com'),
      userAgent: text(...AGENTS, ''),
      errorCode: text('AccessDenied', 'Client.UnauthorizedOperation'),
      errorMessage: text('Failed authentication'),
      requestParameters: fc.oneof(
        fc.constant(null),
        fc.record(
          { bucketName: text('main', 'scratch-1'), count: fc.constantFrom<Value>(5, 7, '7') },
          { requiredKeys: [] },
        ),
      ),
      resources: fc.array(fc.record({ ARN: text('arn:aws:s3:::main', 'x') }), { maxLength: 2 }),
      userIdentity: fc.record(
        {
          type: text('Root', 'IAMUser', 'AssumedRole'),
          arn: text(...ARNS),
          userName: text('alice', 'deploy'),
          invokedBy: text('AWS Internal'),
          sessionContext: fc.record(
            { sessionIssuer: fc.record({ userName: text('deploy', 'operator') }, { requiredKeys: [] }) },
            { requiredKeys: [] },
          ),
        },
        { requiredKeys: ['type'] },
      ),
    },
    {
      requiredKeys: [
        'eventName',
        'eventSource',
        'awsRegion',
        'eventType',
        'readOnly',
        'sourceIPAddress',
        'userIdentity',
      ],
    },
  )
  .map((fields) => ({
    eventVersion: '1.11',
    eventTime: '2026-03-02T10:15:30Z',
    eventID: '11111111-2222-3333-4444-555555555555',
    eventCategory: 'Management',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    ...fields,
  }));

const CLAUSES = [
  ...NAMES.map((name) => `$.eventName = "${name}"`),
  '$.eventName = "Delete*"',
  '$.eventName = "*Bucket*"',
  '$.eventName = %^Delete%',
  '$.eventName != "GetBucketAcl"',
  '$.eventSource = "s3.amazonaws.com"',
  '$.eventSource = iam*',
  '$.eventSource != "sts.amazonaws.com"',
  '$.errorCode NOT EXISTS',
  '$.errorCode = "AccessDenied*"',
  '$.errorCode = "*UnauthorizedOperation"',
  '$.errorCode != "AccessDenied"',
  '$.errorMessage = "Failed authentication"',
  '$.readOnly IS FALSE',
  '$.readOnly IS TRUE',
  '$.readOnly != true',
  '$.userIdentity.type = "Root"',
  '$.userIdentity.type != "Root"',
  '$.userIdentity.invokedBy NOT EXISTS',
  `$.userIdentity.arn != "${ARNS[1]}"`,
  '$.userIdentity.arn = "*deploy*"',
  '$.userIdentity.userName NOT EXISTS',
  '$.userIdentity.sessionContext.sessionIssuer.userName != "deploy"',
  '$.userIdentity.sessionContext.sessionIssuer.userName NOT EXISTS',
  '$.userAgent != "*Terraform*"',
  '$.userAgent = "console*"',
  '$.userAgent NOT EXISTS',
  '$.sourceIPAddress != "10.*"',
  '$.sourceIPAddress = %^10%',
  '$.awsRegion = "us-east-1"',
  '$.awsRegion != "eu-west-1"',
  '$.awsRegion = "eu*"',
  '$.requestParameters.bucketName != "scratch-*"',
  '$.requestParameters.count > 6',
  '$.requestParameters IS NULL',
  '$.requestParameters NOT EXISTS',
  '$.resources[*].ARN = "x"',
  '$.resources[0].ARN != "x"',
  '$.userIdentity = "Root"',
  '$.eventName = Put*Policy',
];
const clause = fc.constantFrom(...CLAUSES);

/** Most patterns are about a name, as real ones are. */
export const jsonPattern: fc.Arbitrary<string> = fc
  .oneof(
    clause,
    fc.tuple(clause, clause).map(([one, other]) => `(${one}) && (${other})`),
    fc.tuple(clause, clause).map(([one, other]) => `(${one}) || (${other})`),
    fc.tuple(clause, clause, clause).map(([a, b, c]) => `(${a}) && ((${b}) || (${c}))`),
    fc.tuple(clause, clause, clause).map(([a, b, c]) => `((${a}) && (${b})) || (${c})`),
  )
  .map((body) => `{ ${body} }`);
/** Patterns of other forms, and those that are not decided or cannot be read. */
const otherPattern = fc.constantFrom(
  '',
  'DeleteBucket',
  'eu',
  '?CreateUser ?DeleteBucket',
  'Bucket -Terraform',
  '"s3.amazonaws.com"',
  '%Put|Create%',
  '[a, b]',
  '{ $.* = "alice" }',
  '{ $.requestParameters.count = 7* }',
  '{ $.a = }',
);

const EVENT_PATTERNS = [
  '{"detail-type":["AWS API Call via CloudTrail"]}',
  '{"source":["aws.s3"],"detail":{"eventName":["DeleteBucket","PutBucketPolicy"]}}',
  '{"detail":{"eventName":[{"prefix":"Delete"}],"errorCode":[{"exists":false}]}}',
  '{"detail":{"userIdentity":{"type":[{"anything-but":"Root"}]}}}',
  '{"detail":{"awsRegion":["eu-west-1"]}}',
  '{"detail":{"eventName":["CreateUser"],"userAgent":[{"wildcard":"*Terra*"}]}}',
];

const DATA = { Field: 'eventCategory', Equals: ['Data'] };
const MANAGEMENT = { Field: 'eventCategory', Equals: ['Management'] };

const selectors = fc.constantFrom<Value>(
  { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }] },
  { EventSelectors: [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }] },
  {
    EventSelectors: [
      { ReadWriteType: 'ReadOnly' },
      { ReadWriteType: 'WriteOnly', ExcludeManagementEventSources: ['kms.amazonaws.com'] },
    ],
  },
  { EventSelectors: [{ IncludeManagementEvents: false }] },
  { EventSelectors: [], AdvancedEventSelectors: [{ FieldSelectors: [MANAGEMENT] }] },
  { EventSelectors: [], AdvancedEventSelectors: [{ FieldSelectors: [DATA] }] },
  { AdvancedEventSelectors: [{ FieldSelectors: [MANAGEMENT, { Field: 'readOnly', Equals: ['false'] }] }] },
  {
    AdvancedEventSelectors: [
      { FieldSelectors: [MANAGEMENT, { Field: 'eventSource', NotEquals: ['KMS.amazonaws.com', 'sts.amazonaws.com'] }] },
    ],
  },
  {
    AdvancedEventSelectors: [
      { FieldSelectors: [MANAGEMENT, { Field: 'userIdentity.arn', NotStartsWith: ['arn:aws:sts'] }] },
    ],
  },
);

/** Rare things beside the usual one. */
const mostly = <T>(usual: T, ...others: readonly T[]) =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, fc.constantFrom(usual, ...others));

const trail = fc.record({
  name: fc.constantFrom('main', 'second'),
  logGroup: mostly<Value>('trail-logs', 'other-logs', 'gone', null),
  multiRegion: mostly<Value>(true, false, '$denied'),
  region: mostly<Value>('us-east-1', 'eu-west-1'),
  logging: mostly<Value>(true, false, '$denied'),
  globalServiceEvents: mostly<Value>(true, false),
  logsDeliveryError: mostly<Value>(null, 'AccessDenied'),
  selectors: fc.oneof({ weight: 3, arbitrary: fc.constant<Value>({ EventSelectors: [] }) }, selectors),
});
const logGroup = fc.record({
  name: fc.constantFrom('trail-logs', 'other-logs'),
  class: mostly<Value>('STANDARD', 'INFREQUENT_ACCESS', '$denied', 'NEW'),
});
const metricFilter = (pattern: fc.Arbitrary<string>) =>
  fc.record({
    name: fc.constantFrom('a', 'b', 'c', 'd'),
    pattern: fc.oneof({ weight: 15, arbitrary: pattern as fc.Arbitrary<Value> }, fc.constant<Value>('$denied')),
    logGroup: mostly<Value>('trail-logs', 'other-logs'),
    metricName: mostly<Value>('Events', 'Other'),
    metricValue: mostly<Value>('1', '0'),
    transformed: mostly<Value>(false, true),
    fieldSelection: mostly<Value>(null, '@aws.region = "us-east-1"'),
  });
const alarm = fc.record({
  name: fc.constantFrom('a', 'b'),
  metricName: mostly<Value>('Events', 'Other'),
  topics: mostly<Value>(['security'], [], ['gone'], ['security', 'other']),
  actionsEnabled: mostly<Value>(true, false, '$denied'),
  threshold: mostly<Value>(1, 5),
  statistic: mostly<Value>('Sum', 'Average'),
});
const eventRule = fc.record({
  name: fc.constantFrom('a', 'b'),
  region: fc.constantFrom<Value>(...REGIONS),
  state: fc.constantFrom<Value>('ENABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS', 'DISABLED', '$denied'),
  pattern: fc.constantFrom<Value>(...EVENT_PATTERNS),
  topics: mostly<Value>(['security'], [], ['other']),
});

const BUS = `arn:aws:events:us-east-1:${ACCOUNT}:event-bus/security`;
const STATES = ['ENABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'] as const;
/** A rule that passes events on to a bus, and a rule on one. */
const passing = fc.record({
  name: fc.constantFrom('c', 'd'),
  region: fc.constantFrom<Value>(...REGIONS),
  state: mostly<Value>(STATES[1], STATES[0], 'DISABLED'),
  pattern: fc.constantFrom<Value>(...EVENT_PATTERNS),
  targets: mostly<Value>(
    [BUS],
    [BUS.replace('security', 'orders')],
    ['arn:aws:events:us-east-1:999988887777:event-bus/x'],
  ),
  roles: mostly<Value>({ [BUS]: [`arn:aws:iam::${ACCOUNT}:role/forwards`] }, {}),
});
const busRule = fc.record({
  name: fc.constantFrom('a', 'b'),
  bus: mostly<Value>('security', 'orders'),
  state: mostly<Value>(STATES[1], STATES[0], STATES[0], 'DISABLED', '$denied'),
  pattern: fc.constantFrom<Value>(...EVENT_PATTERNS, '{"region":["eu-west-1"]}'),
  topics: mostly<Value>(['security'], [], ['other']),
});

/** No two of one identity. */
const several = (
  part: fc.Arbitrary<Readonly<Record<string, Value>>>,
  least: number,
  most: number,
  by: readonly string[] = ['name'],
) =>
  fc.uniqueArray(part, {
    minLength: least,
    maxLength: most,
    selector: (each) => by.map((key) => each[key]).join(' '),
  }) as fc.Arbitrary<Value>;

const TOPIC = { name: 'security', admits: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] };

/** An account with two regions, and metric filters with such patterns. */
export function accountWith(patterns: fc.Arbitrary<string>): fc.Arbitrary<Given> {
  const rarely = (usual: fc.Arbitrary<Value>) =>
    fc.oneof({ weight: 15, arbitrary: usual }, fc.constant<Value>('$denied'));
  return fc.record({
    accounts: fc.constant<Value>([{ id: ACCOUNT, regionNames: [...REGIONS] }]),
    trails: several(trail, 1, 2),
    logGroups: several(logGroup, 1, 2),
    metricFilters: rarely(several(metricFilter(patterns), 1, 4, ['name', 'logGroup'])),
    alarms: rarely(several(alarm, 1, 2)),
    eventRules: rarely(several(fc.oneof(eventRule, passing), 0, 3, ['name', 'region'])),
    eventBuses: mostly<Value>([{ name: 'security', policy: null }], [], '$denied'),
    busRules: rarely(several(busRule, 0, 2, ['name', 'bus'])),
    roles: mostly<Value>([{ name: 'forwards' }], [{ name: 'forwards', policies: [] }], [], '$denied'),
    topics: rarely(mostly<Value>([TOPIC, { name: 'other' }], [{ name: 'security' }], [TOPIC])),
    subscriptions: mostly<Value>(
      [{ topic: 'security' }],
      [{ topic: 'security' }, { topic: 'other' }],
      [],
      [{ topic: 'security', confirmed: false }],
    ),
  });
}

export const anyPattern: fc.Arbitrary<string> = fc.oneof({ weight: 3, arbitrary: jsonPattern }, otherPattern);
