/** Event patterns on an alarm's change of state: what AWS's page about these events shows is known, and nothing beyond it. */
import { describe, expect, it } from 'vitest';
import type { ChangedAlarm } from '../../src/languages/event-pattern/index.ts';
import { matchStateChange, mayMatchStateChange, parseEventPattern } from '../../src/languages/event-pattern/index.ts';
import type { Truth } from '../../src/model/verdict.ts';

const CPU: ChangedAlarm = {
  arn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:ServerCpuTooHigh',
  name: 'ServerCpuTooHigh',
  account: '123456789012',
  region: 'us-east-1',
  before: ['OK', 'INSUFFICIENT_DATA'],
  rule: null,
  metric: {
    namespace: 'AWS/EC2',
    name: 'CPUUtilization',
    dimensions: { InstanceId: 'i-12345678901234567' },
    period: 300,
    statistic: 'Average',
  },
};
const MATH: ChangedAlarm = { ...CPU, metric: null };
const COMPOSITE: ChangedAlarm = { ...CPU, metric: null, rule: 'ALARM(a) OR ALARM(b)' };

function parsed(text: string) {
  const answer = parseEventPattern(text);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.pattern;
}
const metrics = (of: string) => `{"detail":{"configuration":{"metrics":${of}}}}`;

describe('a pattern on the change of state of an alarm', () => {
  it.each<readonly [what: string, pattern: string, alarm: ChangedAlarm, truth: Truth]>([
    ['its source', '{"source":["aws.cloudwatch"]}', CPU, 'true'],
    ['its detail-type', '{"detail-type":[{"prefix":"CloudWatch Alarm"}]}', CPU, 'true'],
    ['another detail-type', '{"detail-type":["CloudWatch Alarm Contributor State Change"]}', CPU, 'false'],
    ['its region', '{"region":["us-east-1"]}', CPU, 'true'],
    ['its name and state', '{"detail":{"alarmName":["ServerCpuTooHigh"],"state":{"value":["ALARM"]}}}', CPU, 'true'],
    ['the name in other letters', '{"detail":{"alarmName":["servercputoohigh"]}}', CPU, 'false'],
    ['its id', '{"id":["x"]}', CPU, 'unknown'],
    ['that it has an id and a time', '{"id":[{"exists":true}],"time":[{"exists":true}]}', CPU, 'true'],
    ['its reason', '{"detail":{"state":{"reason":[{"exists":true}]}}}', CPU, 'unknown'],
    ['its tags', '{"detail":{"alarmTags":{"team":["security"]}}}', CPU, 'unknown'],
    ['its metric', metrics('{"metricStat":{"metric":{"name":["CPUUtilization"]},"stat":["Average"]}}'), CPU, 'true'],
    [
      'its dimension',
      metrics('{"metricStat":{"metric":{"dimensions":{"InstanceId":[{"prefix":"i-"}]}}}}'),
      CPU,
      'true',
    ],
    ['another dimension', metrics('{"metricStat":{"metric":{"dimensions":{"Cluster":["a"]}}}}'), CPU, 'false'],
    ['another statistic', metrics('{"metricStat":{"stat":["Sum"]}}'), CPU, 'false'],
    ['the unit of its metric', metrics('{"metricStat":{"unit":["Count"]}}'), CPU, 'unknown'],
    ['metrics of an expression', metrics('{"metricStat":{"metric":{"name":["NetworkIn"]}}}'), MATH, 'unknown'],
    ['metrics of a composite alarm', metrics('{"metricStat":{"metric":{"name":["NetworkIn"]}}}'), COMPOSITE, 'false'],
    ['its rule', '{"detail":{"configuration":{"alarmRule":[{"prefix":"ALARM(a)"}]}}}', COMPOSITE, 'true'],
    ['that it has no rule', '{"detail":{"configuration":{"alarmRule":[{"exists":false}]}}}', MATH, 'true'],
    ['the state before', '{"detail":{"previousState":{"value":["OK"]}}}', CPU, 'unknown'],
    ['both states before', '{"detail":{"previousState":{"value":["INSUFFICIENT_DATA","OK"]}}}', CPU, 'true'],
    ['a state that it was not in before', '{"detail":{"previousState":{"value":["ALARM"]}}}', CPU, 'false'],
    [
      'the state before or what is not known',
      '{"$or":[{"detail":{"previousState":{"value":["OK"]}}},{"detail":{"state":{"reason":["x"]}}}]}',
      CPU,
      'unknown',
    ],
  ])('looks at %s', (_what, pattern, alarm, truth) => {
    expect(matchStateChange(parsed(pattern), alarm).truth).toBe(truth);
  });

  it('says which field leaves it open', () => {
    const text = '{"source":["aws.cloudwatch"],"detail":{"previousState":{"value":["OK"]}}}';
    const [open] = matchStateChange(parsed(text), CPU).undecided;
    expect(open?.question).toBe('EBQ-14');
    expect(text.slice(open?.start, open?.end)).toContain('"OK"');
  });
});

describe('a pattern on alarms', () => {
  it.each<readonly [pattern: string, may: boolean]>([
    ['{"source":["aws.cloudwatch"]}', true],
    ['{"account":["123456789012"]}', true],
    ['{"detail":{"alarmName":["x"],"previousState":{"value":["ALARM"]}}}', true],
    ['{"detail":{"state":{"value":["ALARM","OK"]}}}', true],
    ['{"detail":{"state":{"value":["OK"]}}}', false],
    ['{"source":["aws.ec2"]}', false],
    ['{"source":["aws.cloudwatch"],"detail-type":["CloudWatch Alarm Configuration Change"]}', false],
    ['{"source":["aws.cloudwatch"],"version":["1"]}', false],
    ['{"replay-name":[{"exists":true}]}', false],
  ])('%s may match one: %s', (pattern, may) => {
    expect(mayMatchStateChange(parsed(pattern))).toBe(may);
  });
});
