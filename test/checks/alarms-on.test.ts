/** `alarmsOn`: what is said of alarms that watch a metric of a resource, of those that nearly do, and of what nobody can know. */
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/audit.ts';
import { vocabulary } from '../../src/checks/vocabulary.ts';
import { evaluateRules } from '../../src/evaluate/index.ts';
import { RulebookError } from '../../src/model/errors.ts';
import type { Finding } from '../../src/model/report.ts';
import type { Given } from '../proof/healthy.ts';
import { snapshotOf } from '../proof/healthy.ts';

const CPU =
  'namespace: AWS/EC2, metric: CPUUtilization, dimensions: { InstanceId: { field: instanceId } }, when: above';

function compiled(alarmsOn: string, kind = 'instance') {
  const text = `id: test.rule\ntitle: A rule of a test\nseverity: low\nfor: ${kind}\nassert: { alarmsOn: ${alarmsOn} }\n`;
  return compileRules([{ file: 'rules/test.rule.yaml', text }]);
}

function finding(alarmsOn: string, given: Given, kind = 'instance'): Finding {
  const [found] = evaluateRules(compiled(alarmsOn, kind), snapshotOf(given), vocabulary).findings;
  if (!found) throw new Error('there is no finding');
  return found;
}

const TOLD: Given = { topics: [{ name: 'operations' }], subscriptions: [{ topic: 'operations' }] };
const instances = [{ instanceId: 'i-1' }];
const cpu = {
  name: 'cpu',
  namespace: 'AWS/EC2',
  metricName: 'CPUUtilization',
  dimensions: { InstanceId: 'i-1' },
  statistic: 'Average',
  comparison: 'GreaterThanThreshold',
  threshold: 80,
  topics: ['operations'],
} as const;

/** What is found with these alarms, where somebody is subscribed. */
const withAlarms = (alarms: unknown, asked = `{ ${CPU}, threshold: { atMost: 80 } }`) =>
  finding(asked, { ...TOLD, instances, alarms } as Given);

describe('an alarm that watches', () => {
  it('is named with its threshold and with who is told', () => {
    const { verdict, message } = withAlarms([cpu]);
    expect(verdict).toBe('pass');
    expect(message).toContain(
      'Alarm cpu is raised when CPUUtilization of instance i-1 is above 80, and email:security@example.com is told by topic operations',
    );
  });

  it('may be one of several, of which the others are worse', () => {
    expect(
      withAlarms([{ ...cpu, name: 'a', threshold: 99 }, { ...cpu, name: 'b', actionsEnabled: false }, cpu]).verdict,
    ).toBe('pass');
  });

  const single = (more: object = {}) => ({
    ...cpu,
    type: 'metricMath',
    namespace: null,
    metricName: null,
    dimensions: {},
    metrics: [
      {
        Id: 'm',
        ReturnData: true,
        ...more,
        MetricStat: {
          Metric: {
            Namespace: 'AWS/EC2',
            MetricName: 'CPUUtilization',
            Dimensions: [{ Name: 'InstanceId', Value: 'i-1' }],
          },
          Period: 300,
          Stat: 'Average',
        },
      },
    ],
  });

  it('may name its one metric as metric math does', () => {
    expect(withAlarms([single()]).verdict).toBe('pass');
  });

  it('looks at the same metric of another account, which is another', () => {
    expect(withAlarms([single({ AccountId: '999988887777' })]).verdict).toBe('fail');
  });
});

describe('an alarm that CloudWatch does not evaluate', () => {
  it.each([
    [
      'EVALUATION_ERROR',
      'fail',
      'alarm cpu is not evaluated as long as its configuration is in error (EVALUATION_ERROR)',
    ],
    ['EVALUATION_FAILURE', 'unknown', 'alarm cpu is not evaluated for certain, since CloudWatch has trouble'],
    ['IN_WARM_UP', 'unknown', 'alarm cpu is in its warm-up period, in which nothing raises it'],
    ['$denied', 'unknown', 'evaluationState of alarm cpu could not be read'],
  ])('tells nobody for certain: %s', (evaluationState, verdict, words) => {
    const found = withAlarms([{ ...cpu, evaluationState }]);
    expect(found.verdict).toBe(verdict);
    expect(found.message).toContain(words);
  });

  it('is told of by another that it does evaluate', () => {
    expect(withAlarms([{ ...cpu, name: 'a', evaluationState: 'EVALUATION_ERROR' }, cpu]).verdict).toBe('pass');
  });
});

describe('an alarm that does not', () => {
  it.each([
    ['there is none', [], 'No alarm watches CPUUtilization of instance i-1'],
    [
      'another instance',
      [{ ...cpu, dimensions: { InstanceId: 'i-2' } }],
      'no alarm watches CPUUtilization of instance i-1; alarm cpu watches that of InstanceId i-2',
    ],
    [
      'another group of another instance',
      [{ ...cpu, namespace: 'AWS/EC2', dimensions: { InstanceId: 'i-2', ImageId: 'ami-1' } }],
      'alarm cpu watches it with the dimensions {"InstanceId":"i-2","ImageId":"ami-1"}',
    ],
    [
      'another metric of the instance',
      [{ ...cpu, metricName: 'NetworkIn' }],
      'no alarm watches CPUUtilization of instance i-1.',
    ],
    [
      'a metric of that name in another namespace',
      [{ ...cpu, namespace: 'Shop' }],
      'no alarm watches CPUUtilization of instance i-1.',
    ],
    [
      'the metric in another region',
      [{ ...cpu, region: 'eu-west-1' }],
      'no alarm watches CPUUtilization of instance i-1; alarm cpu watches one of that name in eu-west-1',
    ],
    [
      'another instance, of which the alarm in the region of this one is nearer',
      [
        { ...cpu, name: 'a', region: 'eu-west-1', dimensions: { InstanceId: 'i-2' } },
        { ...cpu, name: 'b', dimensions: { InstanceId: 'i-3' } },
      ],
      'alarm b watches that of InstanceId i-3',
    ],
    ['no dimensions', [{ ...cpu, dimensions: {} }], 'alarm cpu watches it without dimensions'],
    [
      'further dimensions',
      [{ ...cpu, dimensions: { InstanceId: 'i-1', ImageId: 'ami-1' } }],
      'alarm cpu watches it with the dimensions {"InstanceId":"i-1","ImageId":"ami-1"}',
    ],
    [
      'too high',
      [{ ...cpu, threshold: 95 }],
      'nobody is told of CPUUtilization of instance i-1: alarm cpu is raised when CPUUtilization of instance i-1 is above 95, expected a threshold of at most 80',
    ],
    ['the wrong way', [{ ...cpu, comparison: 'LessThanThreshold' }], 'is low, not high'],
    [
      'always in ALARM',
      [{ ...cpu, comparison: 'GreaterThanOrEqualToThreshold', threshold: 0 }],
      'is above 0, and at 0 as well: it is in ALARM whatever happens',
    ],
    ['always in ALARM by a threshold below 0', [{ ...cpu, threshold: -1 }], 'it is in ALARM whatever happens'],
    ['switched off', [{ ...cpu, actionsEnabled: false }], 'the actions of alarm cpu are switched off'],
    ['no action', [{ ...cpu, topics: [] }], 'alarm cpu has no action for ALARM'],
  ])('is named by what it lacks: %s', (_, alarms, words) => {
    const { verdict, message } = withAlarms(alarms);
    expect(verdict).toBe('fail');
    expect(message.toLowerCase()).toContain(words.toLowerCase());
  });

  it('is raised by anything at all, but by 0', () => {
    expect(withAlarms([{ ...cpu, threshold: 0 }]).verdict).toBe('pass');
  });

  it('is always in ALARM where a share of 100 percent is too small for it', () => {
    const free = (threshold: number, comparison = 'LessThanOrEqualToThreshold') =>
      finding(
        '{ namespace: AWS/EC2, metric: Free, dimensions: {}, when: below, threshold: { atLeast: 10 }, unit: Percent }',
        {
          ...TOLD,
          instances,
          alarms: [{ ...cpu, metricName: 'Free', dimensions: {}, threshold, comparison }],
        } as Given,
      ).verdict;
    expect([free(10), free(100, 'LessThanThreshold'), free(100)]).toEqual(['pass', 'pass', 'fail']);
  });

  it('may well be raised by 0 of a metric that can be less', () => {
    const warmth =
      '{ namespace: Own, metric: Degrees, dimensions: { InstanceId: { field: instanceId } }, when: above, threshold: { atMost: 80 } }';
    const alarm = { ...cpu, namespace: 'Own', metricName: 'Degrees', threshold: -5 };
    expect(finding(warmth, { ...TOLD, instances, alarms: [alarm] } as Given).verdict).toBe('pass');
  });

  it('is the one that comes furthest, where there are several', () => {
    const { message } = withAlarms([
      { ...cpu, name: 'a', threshold: 99 },
      { ...cpu, name: 'b', topics: ['gone'] },
    ]);
    expect(message).toMatch(/topic arn:aws:sns:us-east-1:111122223333:gone does not exist/);
  });

  it('is not spoken of where another of several alternatives comes further', () => {
    const either = `id: test.rule\ntitle: A rule of a test\nseverity: low\nfor: instance\nassert: { any: [{ alarmsOn: { ${CPU}, statistic: Maximum } }, { alarmsOn: { ${CPU}, statistic: Average } }, { name: web }] }\n`;
    const message = (change: object) => {
      const given = snapshotOf({ ...TOLD, instances, alarms: [{ ...cpu, ...change }] } as Given);
      const [found] = evaluateRules(
        compileRules([{ file: 'rules/test.rule.yaml', text: either }]),
        given,
        vocabulary,
      ).findings;
      return found?.message;
    };
    expect(message({ actionsEnabled: false })).toBe(
      'Nobody is told of CPUUtilization of instance i-1: the actions of alarm cpu are switched off.',
    );
    // Of those that break at the first link none is nearer.
    expect(message({ statistic: 'Sum' })).toMatch(
      /not at Maximum; and .*not at Average; and instance i-1: name is not set/,
    );
  });

  it('is the composite alarm that it was left to, and not that it has no action itself', () => {
    const quiet = { ...cpu, topics: [] };
    const composite = { name: 'zeta', type: 'composite', rule: 'NOT ALARM(cpu)', topics: ['operations'] };
    expect(withAlarms([quiet, composite]).message).toContain(
      'composite alarm zeta does not go to ALARM with alarm cpu: its rule is NOT ALARM(cpu)',
    );
  });

  it('looks at a statistic that was not asked for', () => {
    const { verdict, message } = withAlarms([{ ...cpu, statistic: 'p99' }], `{ ${CPU}, statistic: [Average, p9*] }`);
    expect(verdict, message).toBe('pass');
    expect(withAlarms([{ ...cpu, statistic: 'p50' }], `{ ${CPU}, statistic: [Average, p9*] }`).message).toContain(
      'looks at the statistic p50, not at Average and p9*',
    );
    expect(withAlarms([{ ...cpu, statistic: 'p95' }], `{ ${CPU}, statistic: p99 }`).message).toContain(
      'looks at the statistic p95, not at p99',
    );
  });
});

describe('an alarm that has to be raised at a value already', () => {
  const above = (comparison: string, threshold: number) =>
    withAlarms([{ ...cpu, comparison, threshold }], `{ ${CPU}, raisedAt: 1 }`);

  it.each([
    ['GreaterThanOrEqualToThreshold', 1, 'pass'],
    ['GreaterThanThreshold', 1, 'fail'],
    ['GreaterThanThreshold', 0, 'pass'],
    ['GreaterThanOrEqualToThreshold', 2, 'fail'],
  ])('of a metric that rises: %s %d', (comparison, threshold, verdict) => {
    expect(above(comparison, threshold).verdict).toBe(verdict);
  });

  it.each([
    ['LessThanOrEqualToThreshold', 0, 'pass'],
    ['LessThanThreshold', 0, 'fail'],
    ['LessThanThreshold', 1, 'pass'],
    ['LessThanOrEqualToThreshold', -1, 'fail'],
  ])('of a metric that falls: %s %d', (comparison, threshold, verdict) => {
    const asked = `{ ${CPU.replace('above', 'below')}, raisedAt: 0 }`;
    expect(withAlarms([{ ...cpu, comparison, threshold }], asked).verdict).toBe(verdict);
  });

  it('says at what it is raised, and at what it should be', () => {
    const { message, reasons } = above('GreaterThanThreshold', 1);
    expect(message).toContain(
      'alarm cpu is raised when CPUUtilization of instance i-1 is above 1, and not when it is 1',
    );
    expect(JSON.stringify(reasons)).toContain('is above a threshold, and at 1 already');
  });
});

describe('what is not decided', () => {
  const QUERY = { ...cpu, type: 'query', namespace: null, metricName: null };
  it.each([
    ['a query over the metric', [{ ...QUERY, query: 'SELECT MAX(CPUUtilization) FROM "AWS/EC2"' }], 'unknown'],
    ['a query in PromQL, which writes names in other ways', [{ ...QUERY, query: 'max(cpu) > 80' }], 'unknown'],
    ['a query over another metric', [{ ...QUERY, query: 'SELECT MAX(NetworkIn) FROM "AWS/EC2"' }], 'fail'],
    ['a query over another namespace', [{ ...QUERY, query: 'SELECT MAX(CPUUtilization) FROM "AWS/RDS"' }], 'fail'],
    ['a unit that may be the right one', [{ ...cpu, unit: 'Percent' }], 'unknown'],
    [
      'a composite alarm that another alarm decides',
      [
        { ...cpu, topics: [] },
        { name: 'other', topics: [] },
        { name: 'both', type: 'composite', rule: 'ALARM(cpu) AND ALARM(other)', topics: ['operations'] },
      ],
      'unknown',
    ],
  ])('%s', (_, alarms, verdict) => {
    expect(withAlarms(alarms).verdict).toBe(verdict);
  });

  it('is not hidden by a query beside an alarm that tells', () => {
    expect(withAlarms([{ ...QUERY, name: 'q', query: 'SELECT MAX(CPUUtilization) FROM "AWS/EC2"' }, cpu]).verdict).toBe(
      'pass',
    );
  });

  const BAND = {
    ...cpu,
    type: 'anomalyBand',
    namespace: null,
    metricName: null,
    threshold: null,
    comparison: 'GreaterThanUpperThreshold',
    metrics: [
      { Id: 'band', Expression: 'ANOMALY_DETECTION_BAND(m)' },
      {
        Id: 'm',
        MetricStat: {
          Metric: {
            Namespace: 'AWS/EC2',
            MetricName: 'CPUUtilization',
            Dimensions: [{ Name: 'InstanceId', Value: 'i-1' }],
          },
          Period: 300,
          Stat: 'Average',
        },
      },
    ],
  };

  it('is whether a band stands for a threshold or a value; without one, what is unusual is told', () => {
    expect(withAlarms([BAND]).verdict).toBe('unknown');
    expect(withAlarms([BAND], `{ ${CPU}, raisedAt: 80 }`).verdict).toBe('unknown');
    expect(withAlarms([BAND], `{ ${CPU} }`).verdict).toBe('pass');
    expect(withAlarms([{ ...BAND, comparison: 'LessThanLowerThreshold' }], `{ ${CPU} }`)).toMatchObject({
      verdict: 'fail',
      message: expect.stringContaining('alarm cpu is not raised when CPUUtilization of instance i-1 is unusually high'),
    });
    const below = `{ ${CPU.replace('above', 'below')} }`;
    expect(withAlarms([BAND], below).message).toContain('is unusually low');
  });

  const bandOn = (stat: object, expression = 'ANOMALY_DETECTION_BAND(m)') => {
    const [band, metric] = BAND.metrics;
    const MetricStat = { ...metric?.MetricStat, ...stat };
    return withAlarms(
      [
        {
          ...BAND,
          metrics: [
            { ...band, Expression: expression },
            { ...metric, MetricStat },
          ],
        },
      ],
      BANDED,
    );
  };
  const BANDED = `{ ${CPU}, statistic: Average, unit: Percent }`;

  it.each([
    ['the statistic that is asked for', {}, 'pass'],
    ['another statistic', { Stat: 'SampleCount' }, 'fail'],
    ['the unit in which it is reported', { Unit: 'Percent' }, 'pass'],
    ['another unit', { Unit: 'Bytes' }, 'fail'],
    ['another metric', { Metric: { Namespace: 'AWS/EC2', MetricName: 'NetworkIn' } }, 'fail'],
  ])('is not what is usual of %s', (_, stat, verdict) => {
    expect(bandOn(stat).verdict).toBe(verdict);
  });

  it('is not what is usual of another metric that the alarm looks at as well', () => {
    const other = { Namespace: 'AWS/EC2', MetricName: 'NetworkIn', Dimensions: [] };
    const metrics = [...BAND.metrics, { Id: 'n', MetricStat: { ...BAND.metrics[1]?.MetricStat, Metric: other } }];
    const on = (id: string) =>
      withAlarms(
        [{ ...BAND, metrics: [{ Id: 'band', Expression: `ANOMALY_DETECTION_BAND(${id})` }, ...metrics.slice(1)] }],
        BANDED,
      );
    expect(on('m').message).toContain('Alarm cpu compares CPUUtilization of instance i-1 with what is usual');
    expect(on('n').verdict).toBe('fail');
  });

  it.each([
    ['the metric', 'm * 2', 'unknown'],
    ['all of its metrics', 'SUM(METRICS())', 'unknown'],
    ['another metric alone', 'n * 2', 'fail'],
    ['what is not understood', 'm +* 2', 'unknown'],
  ])('is what an expression over %s says of it', (_, expression, verdict) => {
    const [, metric] = BAND.metrics;
    const other = { Namespace: 'AWS/EC2', MetricName: 'NetworkIn', Dimensions: [] };
    const metrics = [
      { Id: 'e', Expression: expression },
      { ...metric, ReturnData: false },
      { Id: 'n', ReturnData: false, MetricStat: { ...metric?.MetricStat, Metric: other } },
    ];
    const alarm = { ...cpu, type: 'metricMath', namespace: null, metricName: null, dimensions: {}, metrics };
    expect(withAlarms([alarm]).verdict).toBe(verdict);
  });

  it('is not the metric where the alarm compares another, and looks at it beside', () => {
    const [, metric] = BAND.metrics;
    const other = { Namespace: 'AWS/EC2', MetricName: 'NetworkIn', Dimensions: [] };
    const compared = (id: string) => [
      { ...metric, ReturnData: id === 'm' },
      { Id: 'n', ReturnData: id === 'n', MetricStat: { ...metric?.MetricStat, Metric: other } },
    ];
    const alarm = { ...cpu, type: 'metricMath', namespace: null, metricName: null, dimensions: {} };
    expect(withAlarms([{ ...alarm, metrics: compared('m') }]).verdict).toBe('pass');
    expect(withAlarms([{ ...alarm, metrics: compared('n') }]).verdict).toBe('fail');
  });

  it('is what is usual of the metric, whatever else the alarm works out', () => {
    const beside = { Id: 'e', Expression: 'm * 2', ReturnData: false };
    expect(withAlarms([{ ...BAND, metrics: [beside, ...BAND.metrics] }], `{ ${CPU} }`).verdict).toBe('pass');
  });

  it('is what is usual of an expression', () => {
    expect(bandOn({}, 'ANOMALY_DETECTION_BAND(m, 3)').verdict).toBe('pass');
    expect(bandOn({}, 'ANOMALY_DETECTION_BAND(e1)').message).toContain(
      'alarm cpu knows what is usual of an expression, and what that says of CPUUtilization of instance i-1 is not decided',
    );
  });

  it('is a metric of another account, which may not be shared', () => {
    const [OWN, OTHER] = ['111122223333', '444455556666'];
    const metric = BAND.metrics[1] ?? {};
    const alarm = { ...cpu, account: OTHER, type: 'metricMath', namespace: null, metricName: null };
    const found = finding(`{ ${CPU} }`, {
      accounts: [{ id: OWN }, { id: OTHER }],
      instances,
      alarms: [{ ...alarm, metrics: [{ ...metric, AccountId: OWN }] }],
      topics: [{ name: 'operations', account: OTHER }],
      subscriptions: [{ topic: 'operations', account: OTHER }],
    });
    expect(found.message).toContain('whether metrics are shared with that account was not read');
  });

  it('is a query of another account, which may see the metric', () => {
    const accounts = [{ id: '111122223333' }, { id: '444455556666' }];
    const query = { ...QUERY, account: '444455556666', query: 'SELECT MAX(CPUUtilization) FROM "AWS/EC2"' };
    expect(finding(`{ ${CPU} }`, { accounts, instances, alarms: [query] }).message).toContain(
      'alarm cpu watches a query (SELECT MAX(CPUUtilization) FROM "AWS/EC2")',
    );
  });

  it('is a dimension whose field was not read; one that is not set is nothing to watch', () => {
    const group =
      'namespace: AWS/EC2, metric: CPUUtilization, dimensions: { AutoScalingGroupName: { field: autoScalingGroup } }, when: above';
    const hidden = finding(`{ ${group} }`, { instances: [{ instanceId: 'i-1', autoScalingGroup: '$denied' }] });
    expect(hidden.verdict).toBe('unknown');
    const none = finding(`{ ${group} }`, { instances: [{ instanceId: 'i-1', autoScalingGroup: null }] });
    expect(none.message).toContain('has no autoScalingGroup, so CPUUtilization is not reported of it');
  });
});

describe('a metric itself', () => {
  it('needs no name, and is watched with all of its dimensions', () => {
    const metrics = [{ name: 'depth', namespace: 'Shop', dimensions: { Queue: 'orders' } }];
    const alarm = { ...cpu, namespace: 'Shop', metricName: 'depth', dimensions: { Queue: 'orders' } };
    const given = (dimensions: object) =>
      ({ ...TOLD, instances, metrics, alarms: [{ ...alarm, dimensions }] }) as Given;
    expect(finding('{ when: above }', given({ Queue: 'orders' }), 'metric').verdict).toBe('pass');
    expect(finding('{ when: above }', given({ Queue: 'mails' }), 'metric').verdict).toBe('fail');
  });

  it('is watched by none that has one of its dimensions right', () => {
    const dimensions = { Queue: 'orders', Stage: 'live' };
    const alarm = { ...cpu, namespace: 'Shop', metricName: 'depth' };
    const verdict = (of: object) =>
      finding(
        '{ when: above }',
        {
          ...TOLD,
          metrics: [{ name: 'depth', namespace: 'Shop', dimensions }],
          alarms: [{ ...alarm, dimensions: of }],
        } as Given,
        'metric',
      ).verdict;
    expect(verdict(dimensions)).toBe('pass');
    expect(verdict({ ...dimensions, Stage: 'test' })).toBe('fail');
  });
});

describe('a mistake in a rule', () => {
  it.each([
    ['{ when: above }', 'alarmsOn needs namespace'],
    [`{ ${CPU}, threshhold: { atMost: 1 } }`, 'alarmsOn has no key "threshhold"'],
    [`{ ${CPU}, threshold: 80 }`, 'threshold needs atLeast, atMost, moreThan, lessThan'],
    [`{ ${CPU}, threshold: { is: 80 } }`, 'threshold has no operator "is"'],
    [`{ ${CPU}, threshold: { atMost: high } }`, '`atMost` needs a number, not "high"'],
    [`{ ${CPU}, raisedAt: high }`, 'raisedAt needs a number, not "high"'],
    [`{ ${CPU}, reaches: somebody }`, 'reaches cannot be "somebody"'],
    [`{ ${CPU}, statistic: [] }`, 'statistic must be a statistic, or a list of them'],
    ['{ namespace: AWS/EC2, metric: CPUUtilization, dimensions: {}, when: high }', 'when cannot be "high"'],
    [
      '{ namespace: AWS/EC2, metric: CPUUtilization, dimensions: { InstanceId: { field: instanceid } }, when: above }',
      'instance has no field "instanceid"',
    ],
    [
      '{ namespace: AWS/EC2, metric: CPUUtilization, dimensions: { InstanceId: {} }, when: above }',
      'dimension InstanceId needs a value or a field',
    ],
    ['CPUUtilization', 'alarmsOn needs a metric and when'],
  ])('is named: %s', (asked, message) => {
    const attempt = () => compiled(asked);
    expect(attempt).toThrow(RulebookError);
    try {
      attempt();
    } catch (error) {
      expect(JSON.stringify((error as RulebookError).mistakes)).toContain(JSON.stringify(message).slice(1, -1));
    }
  });

  it('is a metric named where there is only one', () => {
    expect(() => compiled('{ metric: Errors, when: above }', 'metricFilter')).toThrow(RulebookError);
  });
});
