/** Alarms as DescribeAlarms tells of them: what they watch, and which composite alarms look at them. */
import { describe, expect, it } from 'vitest';
import { alarm } from '../../src/kinds/alarm.ts';
import { factories } from '../../src/kinds/factories.ts';
import { kinds } from '../../src/kinds/index.ts';
import { openWorld } from '../../src/kinds/world.ts';
import type { Answer, Caller, Draft } from '../../src/model/collect.ts';
import { Unread } from '../../src/model/collect.ts';
import type { Value } from '../../src/model/value.ts';
import { buildTestSnapshot } from '../../src/rulebook/tests.ts';

const PLACE = { account: '111122223333', region: 'us-east-1' };

/** What the kind makes of one alarm in AWS's answer. */
async function read(item: Answer): Promise<Draft> {
  const named = { AlarmName: 'a', AlarmArn: 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:a', ...item };
  const aws: Caller = {
    account: '111122223333',
    call: () => Promise.reject(new Error('nothing else is asked')),
    async *list(_place, call, input) {
      expect([call, input]).toEqual([
        'cloudwatch:DescribeAlarms',
        { AlarmTypes: ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'], MaxRecords: 100 },
      ]);
      yield [named];
    },
  };
  const found: Draft[] = [];
  for await (const page of alarm.list.read?.({ kind: 'alarm', ...PLACE }, aws) ?? []) found.push(...page);
  const [first] = found;
  if (!first || found.length > 1) throw new Error(`${found.length} alarms`);
  return first;
}

const METRIC = { MetricStat: { Metric: { Namespace: 'Audit', MetricName: 'Events' }, Period: 60, Stat: 'Sum' } };

describe('an alarm that was read', () => {
  it.each<readonly [what: string, item: Answer, type: string, query: string | null]>([
    ['one metric', { Namespace: 'Audit', MetricName: 'Events' }, 'metric', null],
    [
      'an expression',
      {
        Metrics: [
          { Id: 'e', Expression: 'm * 2' },
          { Id: 'm', ...METRIC },
        ],
      },
      'metricMath',
      null,
    ],
    [
      'a band',
      {
        Metrics: [
          { Id: 'b', Expression: 'ANOMALY_DETECTION_BAND(m)' },
          { Id: 'm', ...METRIC },
        ],
        ThresholdMetricId: 'b',
      },
      'anomalyBand',
      null,
    ],
    [
      'a Metrics Insights query',
      { Metrics: [{ Id: 'q', Expression: 'SELECT SUM(Events) FROM Audit', Period: 60 }] },
      'query',
      'SELECT SUM(Events) FROM Audit',
    ],
    [
      'a Metrics Insights query in small letters',
      { Metrics: [{ Id: 'q', Expression: '\n  select max(Events) from Audit' }] },
      'query',
      '\n  select max(Events) from Audit',
    ],
    [
      'an expression that only begins alike',
      { Metrics: [{ Id: 'q', Expression: 'SELECTED + m' }] },
      'metricMath',
      null,
    ],
    [
      'a PromQL query',
      { EvaluationCriteria: { PromQLCriteria: { Query: 'sum(Events) > 0', PendingPeriod: 60 } } },
      'query',
      'sum(Events) > 0',
    ],
    ['criteria of tomorrow', { EvaluationCriteria: { Oracle: 'x' } }, 'query', '{"Oracle":"x"}'],
    ['other alarms', { AlarmRule: 'ALARM(b)' }, 'composite', null],
    [
      'a query of logs',
      { ScheduledQueryConfiguration: { QueryString: 'stats count(*)' } },
      'logQuery',
      'stats count(*)',
    ],
  ])('watches %s', async (_what, item, type, query) => {
    const { fields } = await read(item);
    expect(fields).toMatchObject({ type, query });
  });

  it.each<readonly [field: string, item: Answer, value: Value]>([
    ['lowSamples', {}, null],
    ['lowSamples', { EvaluateLowSampleCountPercentile: 'ignore' }, 'ignore'],
    ['statistic', { Statistic: 'Sum' }, 'Sum'],
    ['statistic', { ExtendedStatistic: 'p99' }, 'p99'],
    ['datapointsToAlarm', { EvaluationPeriods: 3 }, 3],
    ['datapointsToAlarm', { EvaluationPeriods: 3, DatapointsToAlarm: 1 }, 1],
    ['missingData', {}, 'missing'],
    ['actionsEnabled', {}, true],
    ['actionsEnabled', { ActionsEnabled: false }, false],
    ['logGroups', {}, null],
    ['logGroups', { ScheduledQueryConfiguration: { LogGroupIdentifiers: ['trail', 'arn'] } }, ['trail', 'arn']],
    ['evaluationPeriods', { ScheduledQueryConfiguration: {}, QueryResultsToEvaluate: 3 }, 3],
    ['datapointsToAlarm', { ScheduledQueryConfiguration: {}, QueryResultsToEvaluate: 3, QueryResultsToAlarm: 2 }, 2],
    ['evaluationState', {}, null],
    ['evaluationReason', { StateReason: 'Threshold Crossed' }, null],
    ['evaluationState', { EvaluationState: 'EVALUATION_ERROR' }, 'EVALUATION_ERROR'],
    ['evaluationReason', { EvaluationState: 'EVALUATION_ERROR', StateReason: 'No access' }, 'No access'],
    ['evaluationReason', { EvaluationState: 'IN_WARM_UP' }, null],
    ['dimensions', { Dimensions: [{ Name: 'A', Value: 'b' }] }, { A: 'b' }],
  ])('has %s', async (field, item, value) => {
    expect((await read(item)).fields[field]).toEqual(value);
  });
});

describe('alarms where log alarms are not known yet', () => {
  /** Refuses their type with this code, after as many pages. */
  async function readRefusing(code: string, pages = 0): Promise<readonly string[]> {
    const aws: Caller = {
      account: '111122223333',
      call: () => Promise.reject(new Error('nothing else is asked')),
      async *list(_place, call, { AlarmTypes }) {
        const isRefused = Array.isArray(AlarmTypes) && AlarmTypes.includes('LogAlarm');
        if (!isRefused || pages > 0)
          yield [{ AlarmName: 'a', AlarmArn: 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:a' }];
        if (isRefused) throw new Unread('failed', call, code, 'refused');
      },
    };
    const found: string[] = [];
    for await (const page of alarm.list.read?.({ kind: 'alarm', ...PLACE }, aws) ?? [])
      found.push(...page.map(({ name }) => name));
    return found;
  }

  it.each(['ValidationError', 'ValidationException'])('are asked for without them after %s', async (code) => {
    expect(await readRefusing(code)).toEqual(['a']);
  });

  it.each(['AccessDenied', 'InternalServiceFault', ''])('are not read after another error (%s)', async (code) => {
    await expect(readRefusing(code)).rejects.toThrow('refused');
  });

  it('are not read from the start where the list broke off later', async () => {
    await expect(readRefusing('ValidationError', 1)).rejects.toThrow('refused');
  });
});

describe('the periods of an alarm', () => {
  it.each<readonly [said: Value | undefined, window: string | null]>([
    [undefined, 'sliding'],
    [{ SlidingWindow: {} }, 'sliding'],
    [{ WallClockWindow: { Timezone: 'Europe/Berlin' } }, 'wallClock'],
    [{ $unknown: ['LunarWindow', {}] }, null],
  ])('begin as %j says', async (said, window) => {
    const given = {
      Namespace: 'Audit',
      MetricName: 'Events',
      ...(said === undefined ? {} : { EvaluationWindow: said }),
    };
    expect((await read(given)).fields['evaluationWindow']).toBe(window);
  });
});

describe('composite alarms of an alarm', () => {
  function composites(rule: Value, changes: Readonly<Record<string, Value>> = {}): readonly string[] {
    const alarms = [{ name: 'a' }, { name: 'all', type: 'composite', rule, ...changes }];
    const at = { file: 'test', line: 1, column: 1 };
    const { snapshot, mistakes } = buildTestSnapshot({ name: '', given: { alarms }, expect: '', at }, kinds, factories);
    expect(mistakes).toEqual([]);
    const world = openWorld(snapshot, kinds);
    const [first] = world.population('alarm').resources.filter(({ name }) => name === 'a');
    if (!first) throw new Error('there is no alarm');
    return world.related(first, 'composites').resources.map(({ name }) => name);
  }

  it.each<readonly [what: string, rule: string]>([
    ['its name', 'ALARM(a)'],
    ['its name in quotes', 'NOT OK("a")'],
    ['its ARN', 'ALARM(arn:aws:cloudwatch:us-east-1:111122223333:alarm:a)'],
    ['its name among several', 'AT_LEAST(1, ALARM, (b, a))'],
    ['its name in words that are not understood', 'WHEN "a" RINGS'],
  ])('are found by %s', (_what, rule) => {
    expect(composites(rule)).toEqual(['all']);
  });

  it.each<readonly [what: string, rule: string]>([
    ['another name', 'ALARM(b)'],
    ['a name that begins alike', 'ALARM(a-2)'],
    ['a name that holds its name between blanks', 'ALARM("b a c")'],
    ['its ARN in another region', 'ALARM(arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a)'],
  ])('are not found by %s', (_what, rule) => {
    expect(composites(rule)).toEqual([]);
  });

  it('are found by what silences them', () => {
    expect(composites('ALARM(b)', { suppressor: 'a' })).toEqual(['all']);
  });
});
