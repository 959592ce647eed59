/** What AWS documents of alarms and their delivery, statement by statement, each shown on a whole chain. */
import { describe, expect, it } from 'vitest';
import type { Value } from '../../../src/model/value.ts';
import type { Truth } from '../../../src/model/verdict.ts';
import type { Given } from '../healthy.ts';
import { ACCOUNT, EVENTS, HEALTHY, proofWith } from '../healthy.ts';
import { metricEntry, onExpression } from './made.ts';

const OTHER = '444455556666';
const ARN = (service: string, rest: string, account = ACCOUNT) => `arn:aws:${service}:us-east-1:${account}:${rest}`;
const AT_LEAST = 'GreaterThanOrEqualToThreshold';
const MORE_THAN = 'GreaterThanThreshold';

const alarm = (changes: Given): Given => ({ alarms: [{ ...HEALTHY.alarms[0], ...changes }] });
const filter = (changes: Given): Given => ({ metricFilters: [{ ...HEALTHY.metricFilters[0], ...changes }] });
const both = (one: Given, other: Given): Given => ({ ...filter(one), ...alarm(other) });
const topic = (changes: Given): Given => ({ topics: [{ ...HEALTHY.topics[0], ...changes }] });
const subscription = (changes: Given): Given => ({ subscriptions: [{ ...HEALTHY.subscriptions[0], ...changes }] });
const action = (arn: string): Given => alarm({ actions: [arn], topics: null });
const composite = (rule: string, changes: Given = {}, ...others: readonly Given[]): Given => ({
  alarms: [{ name: 'deleted' }, { name: 'all', type: 'composite', rule, topics: ['security'], ...changes }, ...others],
});
const compared = (statistic: string, comparison: string, threshold: number, defaultValue: Value = null): Given =>
  both({ defaultValue }, { statistic, comparison, threshold });
const policy = (...Statement: readonly Given[]): Given => topic({ policy: JSON.stringify({ Statement }) });
const allow = (changes: Given = {}): Given => ({
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: '*',
  ...changes,
});
const central = (of: Given): Given => ({ account: OTHER, ...of });
/** An alarm of another account that watches the metric by the number of this one. */
const monitoring = (AccountId: Value): Given => ({
  accounts: [{ id: ACCOUNT }, { id: OTHER }],
  alarms: [
    central({
      ...HEALTHY.alarms[0],
      type: 'metricMath',
      metrics: [metricEntry('m', 'Events', {}, { ReturnData: true, ...(AccountId === null ? {} : { AccountId }) })],
    }),
  ],
  topics: [central(HEALTHY.topics[0])],
  subscriptions: [central(HEALTHY.subscriptions[0])],
});

type Row = readonly [id: string, statement: string, given: Given, truth: Truth];

const IDENTITY: readonly Row[] = [
  ['AL-01', 'the alarm names the metric that the filter publishes', {}, 'true'],
  ['AL-01', 'a namespace is spelt as it is', alarm({ namespace: 'audit' }), 'false'],
  ['AL-01', 'an alarm sees metrics of its own region', alarm({ region: 'eu-west-1' }), 'false'],
  ['AL-02', 'a metric of another account is named with its number, and needs a share', monitoring(ACCOUNT), 'unknown'],
  ['AL-02', 'without it the alarm means its own account', monitoring(null), 'false'],
  [
    'AL-03',
    'dimensions belong to a metric: an alarm without them has no data',
    filter({ dimensions: { By: '$.eventName' } }),
    'false',
  ],
  [
    'AL-03',
    'an alarm of one value counts the events of that value',
    both({ dimensions: { By: '$.eventName' } }, { dimensions: { By: 'DeleteBucket' } }),
    'true',
  ],
  [
    'AL-03',
    'and no others',
    both({ dimensions: { By: '$.userIdentity.type' } }, { dimensions: { By: 'Root' } }),
    'false',
  ],
  ['AL-04', 'a unit that is not published finds nothing', alarm({ unit: 'Count' }), 'false'],
  ['AL-04', 'a filter without unit publishes None', alarm({ unit: 'None' }), 'true'],
  ['AL-04', 'an alarm without unit takes any', filter({ unit: 'Count' }), 'true'],
  [
    'AL-05',
    'nothing adds up over regions: the alarm stands where the log group does',
    { accounts: [{ regionNames: ['us-east-1', 'eu-west-1'] }], ...alarm({ region: 'eu-west-1' }) },
    'false',
  ],
];

const DATAPOINT: readonly Row[] = [
  [
    'AL-10',
    'a metric of a filter is reported once a minute, and a shorter period is not decided',
    alarm({ period: 30 }),
    'unknown',
  ],
  ['AL-10', 'a period of a minute is not shorter', alarm({ period: 60 }), 'true'],
  ['AL-11', 'a match adds the value', both({ metricValue: '5' }, { threshold: 5 }), 'true'],
  [
    'AL-11',
    'a value that the event gives is not decided',
    filter({ metricValue: '$.requestParameters.size' }),
    'unknown',
  ],
  ['AL-11', 'nothing added reaches no threshold above it', filter({ metricValue: '0' }), 'false'],
  [
    'AL-12',
    'minutes without match report the default value: what a Minimum makes of it is not decided',
    compared('Minimum', AT_LEAST, 1, 0),
    'unknown',
  ],
  [
    'AL-13',
    'a filter with dimensions has no default value, so nothing ends a state that silence keeps',
    both({ dimensions: { By: '$.eventName' } }, { dimensions: { By: 'DeleteBucket' }, missingData: 'ignore' }),
    'false',
  ],
  ['AL-14', 'a Sum over other minutes of zeros', compared('Sum', AT_LEAST, 1, 0), 'true'],
  ['AL-14', 'an Average over other minutes of zeros', compared('Average', AT_LEAST, 1, 0), 'unknown'],
  ['AL-14', 'a percentile of one sample is its value', alarm({ statistic: 'p99' }), 'true'],
  ['AL-14', 'and may be left out where samples are few', alarm({ statistic: 'p99', lowSamples: 'ignore' }), 'false'],
  ['AL-14', 'a trimmed statistic is not decided', alarm({ statistic: 'TM(10%:90%)' }), 'unknown'],
];

const COMPARISON: readonly Row[] = [
  ['AL-20', 'at least one', compared('Sum', AT_LEAST, 1), 'true'],
  ['AL-20', 'more than none', compared('Sum', MORE_THAN, 0), 'true'],
  ['AL-20', 'more than one', compared('Sum', MORE_THAN, 1), 'false'],
  ['AL-20', 'at least two', compared('Sum', AT_LEAST, 2), 'false'],
  ['AL-20', 'the highest, at least one, among zeros', compared('Maximum', AT_LEAST, 1, 0), 'true'],
  ['AL-20', 'the average, more than none, among zeros', compared('Average', MORE_THAN, 0, 0), 'true'],
  ['AL-20', 'one sample, where there is none otherwise', compared('SampleCount', AT_LEAST, 1), 'true'],
  ['AL-20', 'one sample, where there are others always', compared('SampleCount', AT_LEAST, 1, 0), 'false'],
  ['AL-20', 'none or more, where there is nothing otherwise', compared('Sum', AT_LEAST, 0), 'true'],
  ['AL-20', 'none or more, where there are zeros always', compared('Sum', AT_LEAST, 0, 0), 'false'],
  ['AL-21', 'less than something is seen when nothing happens', alarm({ comparison: 'LessThanThreshold' }), 'false'],
  ['AL-21', 'so is at most something', alarm({ comparison: 'LessThanOrEqualToThreshold', threshold: 0 }), 'false'],
  ['AL-21', 'unless it is what an event makes', alarm({ comparison: 'LessThanOrEqualToThreshold' }), 'unknown'],
  [
    'AL-22',
    'a band is trained from what was',
    alarm({
      type: 'anomalyBand',
      comparison: 'GreaterThanUpperThreshold',
      threshold: null,
      metrics: [
        metricEntry('m', 'Events', {}, { ReturnData: true }),
        { Id: 'band', Expression: 'ANOMALY_DETECTION_BAND(m)', ReturnData: true },
      ],
    }),
    'unknown',
  ],
];

const DATAPOINTS: readonly Row[] = [
  [
    'AL-30',
    'one of three is enough where one is wanted',
    alarm({ evaluationPeriods: 3, datapointsToAlarm: 1 }),
    'true',
  ],
  ['AL-30', 'two of three are not one', alarm({ evaluationPeriods: 3, datapointsToAlarm: 2 }), 'false'],
  [
    'AL-31',
    'an alarm looks at several periods, each minute anew',
    alarm({ evaluationPeriods: 24, datapointsToAlarm: 1, period: 3600 }),
    'true',
  ],
  [
    'AL-32',
    'missing ones count as in order where that is set',
    alarm({ evaluationPeriods: 3, datapointsToAlarm: 3, missingData: 'notBreaching' }),
    'false',
  ],
  ['AL-32', 'or keep the state', alarm({ evaluationPeriods: 3, datapointsToAlarm: 3, missingData: 'ignore' }), 'false'],
  [
    'AL-33',
    'or are no matter where there are none but those of events',
    alarm({ evaluationPeriods: 3, datapointsToAlarm: 3, missingData: 'missing' }),
    'true',
  ],
  [
    'AL-33',
    'which it is not where zeros are reported',
    both({ defaultValue: 0 }, { evaluationPeriods: 3, datapointsToAlarm: 3, missingData: 'missing' }),
    'false',
  ],
  [
    'AL-33',
    'or count as bad, and then are bad all the time',
    alarm({ evaluationPeriods: 3, datapointsToAlarm: 2, missingData: 'breaching' }),
    'false',
  ],
  ['AL-34', 'unless it is said otherwise they are missing', alarm({ missingData: 'missing' }), 'true'],
  [
    'AL-35',
    'what is there counts before what is missing',
    alarm({ evaluationPeriods: 5, datapointsToAlarm: 1, missingData: 'notBreaching' }),
    'true',
  ],
];

const STATE: readonly Row[] = [
  [
    'AL-40',
    'actions run when the state changes: an alarm that silence keeps in ALARM does not change',
    alarm({ missingData: 'breaching' }),
    'false',
  ],
  [
    'AL-40',
    'one that is in ALARM whenever logs are silent may not',
    both({ defaultValue: 0 }, { missingData: 'breaching' }),
    'unknown',
  ],
  ['AL-41', 'one that nothing brings back tells once', alarm({ missingData: 'ignore' }), 'false'],
  ['AL-41', 'unless zeros bring it back', both({ defaultValue: 0 }, { missingData: 'ignore' }), 'true'],
  [
    'AL-42',
    'it may come from OK or from no data',
    alarm({ missingData: 'missing', state: 'INSUFFICIENT_DATA' }),
    'true',
  ],
];

const ACTIONS: readonly Row[] = [
  ['AL-50', 'actions may be switched off', alarm({ actionsEnabled: false }), 'false'],
  ['AL-51', 'only those for ALARM count', alarm({ topics: [] }), 'false'],
  ['AL-52', 'mute rules are not read', {}, 'true'],
  ['AL-53', 'nobody checks that a topic is there', alarm({ topics: ['gone'] }), 'false'],
  [
    'AL-54',
    'every change of state goes to EventBridge, too, where a rule may pass it on',
    {
      ...alarm({ topics: [] }),
      eventRules: [
        { name: 'states', pattern: '{"detail-type":["CloudWatch Alarm State Change"]}', topics: ['security'] },
      ],
      topics: [{ name: 'security', admits: ['events.amazonaws.com'] }],
    },
    'true',
  ],
];

const FORMS: readonly Row[] = [
  [
    'AL-55',
    'one of the metrics and expressions is compared',
    { alarms: [{ ...HEALTHY.alarms[0], ...onExpression('m1', [metricEntry('m1', 'Events')]) }] },
    'true',
  ],
  [
    'AL-55',
    'and only one',
    {
      alarms: [
        { ...HEALTHY.alarms[0], ...onExpression('m1', [metricEntry('m1', 'Events', {}, { ReturnData: true })]) },
      ],
    },
    'unknown',
  ],
  [
    'AL-56',
    'a multiple of the metric',
    { alarms: [{ ...HEALTHY.alarms[0], ...onExpression('m1 * 2', [metricEntry('m1', 'Events')], { threshold: 2 }) }] },
    'true',
  ],
  [
    'AL-56',
    'a difference is not decided',
    {
      alarms: [
        { ...HEALTHY.alarms[0], ...onExpression('m1 - m2', [metricEntry('m1', 'Events'), metricEntry('m2', 'Other')]) },
      ],
    },
    'unknown',
  ],
  [
    'AL-56',
    'but a metric minus itself is 0',
    { alarms: [{ ...HEALTHY.alarms[0], ...onExpression('m1 - m1', [metricEntry('m1', 'Events')]) }] },
    'false',
  ],
  [
    'AL-56',
    'a filled minute may hide what comes late',
    {
      alarms: [{ ...HEALTHY.alarms[0], ...onExpression('FILL(m1, 0)', [metricEntry('m1', 'Events', { Period: 60 })]) }],
    },
    'unknown',
  ],
  [
    'AL-57',
    'a query is not decided',
    alarm({ type: 'query', query: 'SELECT SUM(Events) FROM Audit', namespace: null, metricName: null }),
    'unknown',
  ],
  ['AL-60', 'a composite alarm speaks for another', composite('ALARM(deleted)'), 'true'],
  [
    'AL-60',
    'AND and OR beside each other are read both ways',
    composite('ALARM(deleted) OR ALARM(a) AND ALARM(b)'),
    'unknown',
  ],
  ['AL-61', 'whatever the other alarms do', composite('ALARM(deleted) OR ALARM(a)'), 'true'],
  ['AL-61', 'or not, whatever they do', composite('NOT ALARM(deleted) AND ALARM(a)'), 'false'],
  ['AL-61', 'or as they do', composite('ALARM(deleted) AND ALARM(a)'), 'unknown'],
  ['AL-62', 'its alarms are of its own region', composite('ALARM(deleted)', { region: 'eu-west-1' }), 'false'],
  ['AL-62', 'it does not look at itself', composite('ALARM(deleted) OR ALARM(all)'), 'false'],
  [
    'AL-62',
    'it stops no instance',
    composite('ALARM(deleted)', { topics: null, actions: ['arn:aws:automate:us-east-1:ec2:stop'] }),
    'false',
  ],
  ['AL-63', 'it may be silenced', composite('ALARM(deleted)', { suppressor: 'maintenance' }), 'unknown'],
  [
    'AL-63',
    'it may be silenced for good',
    composite('ALARM(deleted)', { suppressor: 'maintenance' }, { name: 'maintenance', missingData: 'breaching' }),
    'false',
  ],
  [
    'AL-64',
    'in a monitoring account it sees alarms on metrics of others, whose share was not read',
    {
      ...monitoring(ACCOUNT),
      alarms: [
        central({
          name: 'deleted',
          type: 'metricMath',
          metrics: [metricEntry('m', 'Events', {}, { ReturnData: true, AccountId: ACCOUNT })],
        }),
        central({ name: 'all', type: 'composite', rule: 'ALARM(deleted)', topics: ['security'] }),
      ],
    },
    'unknown',
  ],
];

const DELIVERY: readonly Row[] = [
  [
    'AL-70',
    'a topic of another region cannot be published to',
    { ...action(`arn:aws:sns:eu-west-1:${ACCOUNT}:security`), ...topic({ region: 'eu-west-1' }) },
    'false',
  ],
  [
    'AL-70',
    'one of another account can',
    {
      accounts: [{ id: ACCOUNT }, { id: OTHER }],
      ...action(ARN('sns', 'security', OTHER)),
      topics: [central({ name: 'security', policy: JSON.stringify({ Statement: allow() }) })],
      subscriptions: [central({ topic: 'security' })],
    },
    'true',
  ],
  ['AL-71', 'a policy admits CloudWatch by its name', policy(allow()), 'true'],
  [
    'AL-71',
    'or for its alarms',
    policy(allow({ Condition: { ArnLike: { 'aws:SourceArn': ARN('cloudwatch', 'alarm:*') } } })),
    'true',
  ],
  ['AL-71', 'or not at all', policy(allow({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } })), 'false'],
  ['AL-72', 'a denial wins', policy(allow(), allow({ Effect: 'Deny', Principal: '*' })), 'false'],
  [
    'AL-72',
    'leave for people of the organization is none for a service',
    policy(allow({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } })),
    'false',
  ],
  [
    'AL-72',
    'a condition of another kind is not decided',
    policy(allow({ Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } })),
    'unknown',
  ],
  ['AL-73', 'the key of SNS itself admits nobody', topic({ kmsKey: 'alias/aws/sns' }), 'false'],
  [
    'AL-74',
    'the policy of another key was not read',
    { ...topic({ kmsKey: 'alias/security' }), kmsKeys: [{ aliases: ['alias/security'], policy: '$denied' }] },
    'unknown',
  ],
  [
    'AL-74',
    'another key lets CloudWatch use it',
    {
      ...topic({ kmsKey: 'alias/security' }),
      kmsKeys: [{ aliases: ['alias/security'], admits: ['cloudwatch.amazonaws.com'] }],
    },
    'true',
  ],
  [
    'AL-74',
    'another key, disabled, admits nobody',
    {
      ...topic({ kmsKey: 'alias/security' }),
      kmsKeys: [{ aliases: ['alias/security'], admits: ['cloudwatch.amazonaws.com'], state: 'Disabled' }],
    },
    'false',
  ],
  ['AL-75', 'nobody is told who has not agreed', subscription({ confirmed: false }), 'false'],
  [
    'AL-76',
    'what a filter policy makes of a message is not decided',
    subscription({ filterPolicy: '{"a":["b"]}' }),
    'unknown',
  ],
  [
    'AL-77',
    'a FIFO topic delivers to queues',
    { ...topic({ fifo: true }), ...subscription({ protocol: 'sqs' }) },
    'true',
  ],
  ['AL-77', 'and to nobody else', topic({ fifo: true }), 'false'],
  ['AL-78', 'whom a function tells is not followed', action(ARN('lambda', 'function:page')), 'unknown'],
  ['AL-79', 'nor whom an OpsItem does', action(ARN('ssm', 'opsitem:1')), 'unknown'],
];

const DEAD_ENDS: readonly Row[] = [
  [
    'DE-01',
    'dimensions on the filter, none on the alarm',
    filter({ dimensions: { By: '$.userIdentity.arn' } }),
    'false',
  ],
  ['DE-02', 'zeros, and an average', compared('Average', AT_LEAST, 1, 0), 'unknown'],
  ['DE-02', 'zeros, and the lowest', compared('Minimum', AT_LEAST, 1, 0), 'unknown'],
  ['DE-03', 'more than one', compared('Sum', MORE_THAN, 1), 'false'],
  ['DE-04', 'the key of SNS', topic({ kmsKey: `arn:aws:kms:us-east-1:${ACCOUNT}:alias/aws/sns` }), 'false'],
  ['DE-05', 'a policy for others', policy(allow({ Principal: { Service: 'events.amazonaws.com' } })), 'false'],
  ['DE-06', 'nobody has agreed', subscription({ confirmed: false }), 'false'],
  ['DE-06', 'nobody was asked', { subscriptions: [] }, 'false'],
  ['DE-07', 'an alarm of another region', alarm({ region: 'eu-west-1' }), 'false'],
  ['DE-08', 'an alarm of another account, for its own', monitoring(null), 'false'],
  ['DE-09', 'an alarm of another account, for this one', monitoring(ACCOUNT), 'unknown'],
  ['DE-10', 'several datapoints', alarm({ evaluationPeriods: 240, datapointsToAlarm: 240, period: 60 }), 'false'],
  ['DE-11', 'silence is bad', alarm({ missingData: 'breaching' }), 'false'],
  ['DE-12', 'silence keeps the state', alarm({ missingData: 'ignore' }), 'false'],
  ['DE-13', 'a unit that is another', both({ unit: 'Count' }, { unit: 'Bytes' }), 'false'],
  ['DE-14', 'actions are off', alarm({ actionsEnabled: false }), 'false'],
  ['DE-14', 'there is none', alarm({ topics: [] }), 'false'],
  ['DE-15', 'true without events', compared('Sum', AT_LEAST, 0, 0), 'false'],
  ['DE-16', 'less than', alarm({ comparison: 'LessThanThreshold', threshold: 1 }), 'false'],
  ['DE-17', 'a band', alarm({ comparison: 'LessThanLowerOrGreaterThanUpperThreshold' }), 'unknown'],
  ['DE-18', 'another must not be in ALARM', composite('ALARM(deleted) AND NOT ALARM(deployment)'), 'unknown'],
  ['DE-19', 'a log group that no trail feeds', filter({ logGroup: 'elsewhere' }), 'false'],
  [
    'DE-19',
    'a log group without filters',
    { logGroups: [{ ...HEALTHY.logGroups[0], class: 'INFREQUENT_ACCESS' }] },
    'false',
  ],
  ['DE-20', 'a value from the event', filter({ metricValue: '$.size' }), 'unknown'],
];

const ROWS = [
  ...IDENTITY,
  ...DATAPOINT,
  ...COMPARISON,
  ...DATAPOINTS,
  ...STATE,
  ...ACTIONS,
  ...FORMS,
  ...DELIVERY,
  ...DEAD_ENDS,
];

describe('what is documented of alarms', () => {
  it.each(ROWS)('%s: %s', (_id, _statement, given, truth) => {
    const { truth: found, sentence } = proofWith(given);
    expect(found, sentence).toBe(truth);
  });

  it('is shown to the last statement', () => {
    const numbers = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => first + at);
    const ranges = [
      [1, 5],
      [10, 14],
      [20, 22],
      [30, 35],
      [40, 42],
      [50, 57],
      [60, 64],
      [70, 79],
    ] as const;
    const named = (prefix: string, all: readonly number[]) =>
      all.map((each) => `${prefix}-${String(each).padStart(2, '0')}`);
    const all = [
      ...named(
        'AL',
        ranges.flatMap(([first, last]) => numbers(first, last)),
      ),
      ...named('DE', numbers(1, 20)),
    ];
    expect([...new Set(ROWS.map(([id]) => id))].sort()).toEqual(all.sort());
  });

  it('is no matter beyond the action where any action is enough', () => {
    const beyond = DELIVERY.filter(([id]) => /AL-7[5-9]/.test(id));
    expect(beyond.length).toBeGreaterThan(5);
    for (const [id, , given] of beyond) expect(proofWith(given, EVENTS, 'action').truth, id).toBe('true');
  });
});
