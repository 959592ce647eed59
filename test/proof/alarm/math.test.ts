/** Alarms on expressions, and on metrics that several filters feed. */
import { describe, expect, it } from 'vitest';
import type { Truth } from '../../../src/model/verdict.ts';
import { raisedByEvents } from '../../../src/proof/alarm/raised.ts';
import type { Fields } from './made.ts';
import { made, metricEntry, onExpression } from './made.ts';

const M1 = metricEntry('m1', 'Events');
const M2 = metricEntry('m2', 'Others');

/** The alarm, one event that the filter matches, and other filters that feed the alarm. */
function raised(alarm: Fields, filter: Fields = {}, others: readonly Fields[] = []) {
  const own = made('metricFilter', { name: 'own', ...filter });
  return raisedByEvents(made('alarm', alarm), own, [
    own,
    ...others.map((each, at) => made('metricFilter', { name: `other-${at}`, ...each })),
  ]);
}

/** A filter that feeds `Others`. */
const other = (changes: Fields = {}): Fields => ({ metricName: 'Others', ...changes });

describe('an alarm on an expression', () => {
  it.each<
    readonly [id: string, what: string, alarm: Fields, others: readonly Fields[], truth: Truth, sentence: string]
  >([
    [
      'AL-56',
      'the metric itself',
      onExpression('m1', [M1]),
      [],
      'true',
      'alarm alarm goes to ALARM on one event (m1 1 is >= 1)',
    ],
    [
      'AL-56',
      'a multiple',
      onExpression('m1 * 5', [M1], { threshold: 5 }),
      [],
      'true',
      'alarm alarm goes to ALARM on one event (m1 * 5 5 is >= 5)',
    ],
    [
      'AL-56',
      'a multiple that does not suffice',
      onExpression('m1 * 5', [M1], { threshold: 6 }),
      [],
      'false',
      'one event gives m1 * 5 5, but alarm alarm wants >= 6',
    ],
    [
      'AL-56',
      'a rate',
      onExpression('m1 / 300', [M1]),
      [],
      'false',
      `one event gives m1 / 300 ${1 / 300}, but alarm alarm wants >= 1`,
    ],
    [
      'AL-56',
      'a sum with what another filter publishes',
      onExpression('m1 + m2', [M1, M2]),
      [other()],
      'true',
      'alarm alarm goes to ALARM on one event (m1 + m2 1 is >= 1)',
    ],
    [
      'AL-56',
      'the same by SUM',
      onExpression('SUM([m1, m2])', [M1, M2]),
      [other()],
      'true',
      'alarm alarm goes to ALARM on one event (SUM([m1, m2]) 1 is >= 1)',
    ],
    [
      'AL-56',
      'a sum with a metric that nothing is known of',
      onExpression('m1 + m2', [M1, M2]),
      [],
      'unknown',
      'alarm alarm wants m1 + m2 >= 1, and other metrics in it can reach it without any event',
    ],
    [
      'AL-56',
      'a sum with what another filter takes away',
      onExpression('m1 + m2', [M1, M2]),
      [other({ metricValue: '-1' })],
      'unknown',
      'alarm alarm wants m1 + m2 >= 1, and other events beside it can pull one event below it',
    ],
    [
      'AL-56',
      'a sum with what another filter takes from its events',
      onExpression('m1 + m2', [M1, M2]),
      [other({ metricValue: '$.size' })],
      'unknown',
      'alarm alarm wants m1 + m2 >= 1, and other events beside it can pull one event below it',
    ],
    [
      'AL-40',
      'a sum with a default value that is enough',
      onExpression('m1 + m2', [M1, M2]),
      [other({ defaultValue: 1 })],
      'false',
      'alarm alarm is in ALARM without any event (m1 + m2 of the default value 1 is >= 1), so an event changes nothing',
    ],
    [
      'AL-56',
      'a sum that needs both',
      onExpression('m1 + m2', [M1, M2], { threshold: 2 }),
      [other()],
      'false',
      'one event gives m1 + m2 1, but alarm alarm wants >= 2',
    ],
    [
      'AL-56',
      'yes or no',
      onExpression('IF(m1 > 0, 1, 0)', [M1]),
      [],
      'true',
      'alarm alarm goes to ALARM on one event (IF(m1 > 0, 1, 0) 1 is >= 1)',
    ],
    [
      'AL-56',
      'yes or no, of more than one',
      onExpression('IF(m1 > 1, 1, 0)', [M1]),
      [],
      'false',
      'one event gives IF(m1 > 1, 1, 0) 0, but alarm alarm wants >= 1',
    ],
    [
      'AL-04',
      'in a unit that is not published, beside the same metric in no unit, which is not compared',
      onExpression('m1 * 1', [metricEntry('m1', 'Events', { Unit: 'Count' }), metricEntry('m2', 'Events')], {
        threshold: 0,
      }),
      [],
      'false',
      'alarm alarm looks for unit Count, but the metric is published in None',
    ],
    [
      'AL-40',
      'no event is yes as well',
      onExpression('IF(m1 >= 0, 1, 0)', [M1]),
      [],
      'unknown',
      'alarm alarm wants IF(m1 >= 0, 1, 0) >= 1, and other metrics in it can reach it without any event',
    ],
    [
      'AL-56',
      'filled with zeros',
      onExpression('FILL(m1, 0)', [M1]),
      [],
      'true',
      'alarm alarm goes to ALARM on one event (FILL(m1, 0) 1 is >= 1)',
    ],
    [
      'AL-40',
      'filled with what is enough',
      onExpression('FILL(m1, 1)', [M1]),
      [],
      'false',
      'alarm alarm is in ALARM without any event (FILL(m1, 1) is >= 1), so an event changes nothing',
    ],
    [
      'AL-56',
      'filled, one minute at a time',
      onExpression('FILL(m1, 0)', [metricEntry('m1', 'Events', { Period: 60 })]),
      [],
      'unknown',
      'alarm alarm looks at one minute alone, and FILL may have put a number in place of an event that comes late',
    ],
    [
      'AL-56',
      'filled, three minutes at a time',
      onExpression('FILL(m1, 0)', [metricEntry('m1', 'Events', { Period: 60 })], { evaluationPeriods: 3 }),
      [],
      'true',
      'alarm alarm goes to ALARM on one event (FILL(m1, 0) 1 is >= 1)',
    ],
    [
      'AL-56',
      'filled in an expression that it refers to, one minute at a time',
      onExpression('f', [
        metricEntry('m1', 'Events', { Period: 60 }),
        { Id: 'f', Expression: 'FILL(m1, 0)', ReturnData: false },
      ]),
      [],
      'unknown',
      'alarm alarm looks at one minute alone, and FILL may have put a number in place of an event that comes late',
    ],
    [
      'AL-33',
      'filled, and wanted twice',
      onExpression('FILL(m1, 0)', [M1], { evaluationPeriods: 2, datapointsToAlarm: 2, missingData: 'missing' }),
      [],
      'false',
      'alarm alarm wants 2 of 2 datapoints, and one event gives one',
    ],
    [
      'AL-41',
      'filled, silence being ignored',
      onExpression('FILL(m1, 0)', [M1], { missingData: 'ignore' }),
      [],
      'unknown',
      'alarm alarm keeps its state through silence, and whether FILL ends that where a metric has no datapoint at all is not documented',
    ],
    [
      'AL-41',
      'filled beside one that is reported every minute, silence being ignored',
      onExpression('FILL(m1, 0) + m2', [M1, M2], { missingData: 'ignore' }),
      [other({ defaultValue: 0 })],
      'true',
      'alarm alarm goes to ALARM on one event (FILL(m1, 0) + m2 1 is >= 1)',
    ],
    [
      'AL-40',
      'filled, silence being bad',
      onExpression('FILL(m1, 0)', [M1], { missingData: 'breaching' }),
      [],
      'unknown',
      'alarm alarm counts silence as breaching, and whether FILL ends that where a metric has no datapoint at all is not documented',
    ],
    [
      'AL-40',
      'a sum, silence being bad',
      onExpression('m1 + m2', [M1, M2], { missingData: 'breaching' }),
      [other()],
      'false',
      'alarm alarm counts silence as breaching and stays in ALARM, so an event changes nothing',
    ],
    [
      'AL-41',
      'a sum, silence being ignored',
      onExpression('m1 + m2', [M1, M2], { missingData: 'ignore' }),
      [other()],
      'false',
      'alarm alarm keeps its state through silence: after the first event it stays in ALARM and later ones change nothing',
    ],
    [
      'AL-41',
      'yes or no, silence being ignored',
      onExpression('IF(m1 > 0, 1, 0)', [M1], { missingData: 'ignore' }),
      [],
      'unknown',
      'alarm alarm keeps its state through silence, and whether something ends it after an event is not decided',
    ],
    [
      'AL-56',
      'by way of another expression',
      onExpression('2 * x', [M1, M2, { Id: 'x', Expression: 'm1 + m2', ReturnData: false }], { threshold: 2 }),
      [other()],
      'true',
      'alarm alarm goes to ALARM on one event (2 * x 2 is >= 2)',
    ],
    [
      'own',
      'in a circle',
      onExpression('m1 + x', [M1, { Id: 'x', Expression: 'm1 + x', ReturnData: false }]),
      [],
      'unknown',
      'alarm alarm watches the metric-math expression m1 + x: expression x refers to itself',
    ],
    [
      'AL-56',
      'a difference',
      onExpression('m1 - m2', [M1, M2]),
      [other()],
      'unknown',
      'alarm alarm watches the metric-math expression m1 - m2: what a subtraction makes of one event is not decided',
    ],
    [
      'own',
      'what is not understood',
      onExpression('m1 +', [M1]),
      [],
      'unknown',
      'alarm alarm watches a metric-math expression that is not understood here: expected a metric, a number, a function or (, found the end',
    ],
    [
      'AL-55',
      'what the alarm does not name',
      onExpression('m1 + m9', [M1]),
      [],
      'unknown',
      'alarm alarm watches the metric-math expression m1 + m9: there is no metric or expression m9',
    ],
    [
      'AL-21',
      'low values',
      onExpression('m1 * 2', [M1], { comparison: 'LessThanThreshold' }),
      [],
      'unknown',
      'alarm alarm fires when the metric-math expression m1 * 2 is low, and whether one event makes it so is not decided',
    ],
    [
      'AL-04',
      'a unit that is not published',
      onExpression('m1 * 2', [metricEntry('m1', 'Events', { Unit: 'Count' })]),
      [],
      'false',
      'alarm alarm looks for unit Count, but the metric is published in None',
    ],
    [
      'AL-04',
      'a unit that is not published beside one that is',
      onExpression('m1 + m2', [metricEntry('m1', 'Events', { Unit: 'Count' }), metricEntry('m2', 'Events')]),
      [],
      'true',
      'alarm alarm goes to ALARM on one event (m1 + m2 1 is >= 1)',
    ],
    [
      'AL-55',
      'two periods',
      onExpression('m1 + m2', [M1, metricEntry('m2', 'Others', { Period: 60 })]),
      [other()],
      'unknown',
      'alarm alarm does not say one period for all it looks at',
    ],
    [
      'AL-55',
      'two that are compared',
      onExpression('m1', [{ ...M1, ReturnData: true }]),
      [],
      'unknown',
      'alarm alarm does not say which of its metrics and expressions it compares',
    ],
    [
      'AL-55',
      'none that is compared',
      { type: 'metricMath', metrics: [M1] },
      [],
      'unknown',
      'alarm alarm does not say which of its metrics and expressions it compares',
    ],
    [
      'AL-55',
      'nothing at all',
      { type: 'metricMath', metrics: [] },
      [],
      'unknown',
      'alarm alarm does not say which of its metrics and expressions it compares',
    ],
    [
      'AL-55',
      'one of two metrics, the other without use',
      { type: 'metricMath', metrics: [metricEntry('m1', 'Events', {}, { ReturnData: undefined as never }), M2] },
      [],
      'true',
      'alarm alarm goes to ALARM on one event (Sum 1 is >= 1)',
    ],
    [
      'AL-02',
      'a sum with a metric of another account',
      onExpression('m1 + m2', [M1, metricEntry('m2', 'Others', {}, { AccountId: '444455556666' })]),
      [other()],
      'unknown',
      'alarm alarm wants m1 + m2 >= 1, and other metrics in it can reach it without any event',
    ],
    [
      'AL-03',
      'a sum with the metric under other dimensions',
      onExpression('m1 + m2', [
        M1,
        {
          ...metricEntry('m2', 'Events'),
          MetricStat: {
            Metric: { Namespace: 'Audit', MetricName: 'Events', Dimensions: [{ Name: 'A', Value: 'b' }] },
            Period: 300,
            Stat: 'Sum',
          },
        },
      ]),
      [],
      'unknown',
      'alarm alarm wants m1 + m2 >= 1, and other metrics in it can reach it without any event',
    ],
    [
      'AL-14',
      'a statistic that is not decided',
      onExpression('m1 + m2', [M1, metricEntry('m2', 'Others', { Stat: 'tm90' })]),
      [other()],
      'unknown',
      'alarm alarm watches the metric-math expression m1 + m2: the statistic tm90, whose value for a single event is not decided here',
    ],
  ])('%s: %s', (_id, _what, alarm, others, truth, sentence) => {
    const decision = raised(alarm, {}, others);
    expect(decision.sentence).toBe(sentence);
    expect(decision.truth).toBe(truth);
  });

  it.each<readonly [expression: string, part: string]>([
    ['m1 + RATE(m2)', 'RATE(m2)'],
    ['m1 +* m2', '*'],
  ])('is pointed at where it is not decided: %s', (expression, part) => {
    const { text } = raised(onExpression(expression, [M1, M2]), {}, [other()]);
    expect(text?.value).toBe(expression);
    expect(text?.value.slice(text.start, text.end)).toBe(part);
  });

  it('is pointed at as a whole where another expression is not decided', () => {
    const { text } = raised(onExpression('x', [M1, { Id: 'x', Expression: 'm1 + RATE(m1)', ReturnData: false }]));
    expect(text).toEqual({ value: 'x', start: 0, end: 1 });
  });
});

describe('an alarm that compares something else', () => {
  it.each<readonly [what: string, alarm: Fields, truth: Truth, sentence: string]>([
    [
      'than the metric of the filter',
      { type: 'metricMath', metrics: [M1, { ...M2, ReturnData: true }] },
      'false',
      'alarm alarm compares Others, in which the metric of filter own does not occur',
    ],
    [
      'in an expression',
      onExpression('m2 * 1', [M1, M2]),
      'false',
      'alarm alarm compares m2 * 1, in which the metric of filter own does not occur',
    ],
    [
      'or perhaps not, by whatever metrics there are',
      onExpression('SUM(METRICS())', [M1]),
      'unknown',
      'alarm alarm watches the metric-math expression SUM(METRICS()): what SUM makes of one event is not decided',
    ],
    [
      'than what may be above 0',
      onExpression('m1 - m1', [M1]),
      'false',
      'alarm alarm compares m1 - m1, a metric minus itself, which is always 0',
    ],
    [
      'than what may be above 0, which is wanted',
      onExpression('m1 - m1', [M1], { threshold: 0, comparison: 'GreaterThanThreshold' }),
      'false',
      'alarm alarm compares m1 - m1, a metric minus itself, which is always 0',
    ],
    [
      'which is enough where 0 is',
      onExpression('m1 - m1', [M1], { threshold: 0 }),
      'unknown',
      'alarm alarm watches the metric-math expression m1 - m1: what a subtraction makes of one event is not decided',
    ],
    [
      'which is enough above less than 0',
      onExpression('m1 - m1', [M1], { threshold: -1, comparison: 'GreaterThanThreshold' }),
      'unknown',
      'alarm alarm watches the metric-math expression m1 - m1: what a subtraction makes of one event is not decided',
    ],
  ])('%s', (_what, alarm, truth, sentence) => {
    const decision = raised(alarm);
    expect(decision.sentence).toBe(sentence);
    expect(decision.truth).toBe(truth);
  });
});

it('AL-40: silence may be filled with what is enough, although minutes with log events bring less', () => {
  const filled = (threshold: number, defaultValue: number) =>
    raised(onExpression('FILL(m1, 5)', [M1], { threshold }), { metricValue: '10', defaultValue });
  expect(filled(5, 0)).toEqual({
    truth: 'unknown',
    sentence: 'alarm alarm wants FILL(m1, 5) >= 5, and minutes without any log event can reach it without any event',
  });
  expect(filled(6, 0).truth).toBe('true');
  expect(filled(5, 5)).toEqual({
    truth: 'false',
    sentence:
      'alarm alarm is in ALARM without any event (FILL(m1, 5) of the default value 5 is >= 5), so an event changes nothing',
  });
});

describe('a metric that several filters feed', () => {
  const same = (changes: Fields = {}): Fields => changes;
  it.each<
    readonly [
      id: string,
      what: string,
      alarm: Fields,
      filter: Fields,
      others: readonly Fields[],
      truth: Truth,
      sentence: string,
    ]
  >([
    ['own', 'alike', {}, {}, [same()], 'true', 'alarm alarm goes to ALARM on one event (Sum 1 is >= 1)'],
    [
      'own',
      'each by its average',
      { statistic: 'Average' },
      {},
      [same()],
      'true',
      'alarm alarm goes to ALARM on one event (Average 1 is >= 1)',
    ],
    [
      'own',
      'with a value of its own that pulls the average down',
      { statistic: 'Average', threshold: 5 },
      { metricValue: '5' },
      [same({ metricValue: '1' })],
      'unknown',
      'alarm alarm wants Average >= 5, and other events beside it can pull one event below it',
    ],
    [
      'own',
      'with a value of its own that does not matter to the highest',
      { statistic: 'Maximum', threshold: 5 },
      { metricValue: '5' },
      [same({ metricValue: '1' })],
      'true',
      'alarm alarm goes to ALARM on one event (Maximum 5 is >= 5)',
    ],
    [
      'own',
      'with a value that takes away',
      {},
      {},
      [same({ metricValue: '-1' })],
      'unknown',
      'alarm alarm wants Sum >= 1, and other events beside it can pull one event below it',
    ],
    [
      'own',
      'of which only the other would be enough',
      { threshold: 5 },
      {},
      [same({ metricValue: '5' })],
      'false',
      'one event gives Sum 1, but alarm alarm wants >= 5',
    ],
    [
      'AL-14',
      'with a default value from the same log group',
      { statistic: 'Average' },
      {},
      [same({ defaultValue: 0 })],
      'unknown',
      'alarm alarm wants Average >= 1, and the default value 0 of other minutes can pull one event below it',
    ],
    [
      'AL-40',
      'with a default value that is enough',
      {},
      {},
      [same({ defaultValue: 2 })],
      'false',
      'alarm alarm is in ALARM without any event (Sum of the default value 2 is >= 1), so an event changes nothing',
    ],
    [
      'AL-40',
      'with a default value from another log group that is enough',
      {},
      {},
      [same({ defaultValue: 2, logGroup: 'elsewhere' })],
      'unknown',
      'alarm alarm wants Sum >= 1, and the default value 2 of many minutes can reach it without any event',
    ],
    [
      'AL-41',
      'with a default value from another log group, silence being ignored',
      { missingData: 'ignore' },
      {},
      [same({ defaultValue: 0, logGroup: 'elsewhere' })],
      'unknown',
      'alarm alarm keeps its state through silence, and whether something ends it after an event is not decided',
    ],
    [
      'AL-04',
      'one of them in a unit that is not looked for',
      { unit: 'Count' },
      { unit: 'Count' },
      [same({ defaultValue: 5, unit: 'Seconds' })],
      'true',
      'alarm alarm goes to ALARM on one event (Sum 1 is >= 1)',
    ],
    [
      'AL-14',
      'counted by samples, of which others give more',
      { statistic: 'SampleCount', threshold: 2 },
      {},
      [same()],
      'false',
      'one event gives SampleCount 1, but alarm alarm wants >= 2',
    ],
    [
      'AL-14',
      'of whose samples a percentile may be a higher one',
      { statistic: 'p50', threshold: 2 },
      {},
      [same({ defaultValue: 2, logGroup: 'elsewhere' })],
      'unknown',
      'alarm alarm wants p50 >= 2, and the default value 2 of many minutes can reach it without any event',
    ],
    [
      'AL-14',
      'of whose samples p0 is the lowest',
      { statistic: 'p0', threshold: 2 },
      {},
      [same({ defaultValue: 2, logGroup: 'elsewhere' })],
      'false',
      'one event gives p0 1, but alarm alarm wants >= 2',
    ],
    [
      'AL-40',
      'with two default values below zero',
      { threshold: -2 },
      { defaultValue: -1 },
      [same({ defaultValue: -5 })],
      'unknown',
      'alarm alarm wants Sum >= -2, and the default value -1 and -5 of many minutes can reach it without any event',
    ],
    [
      'AL-14',
      'of which one has a default value, while too few samples are ignored',
      { statistic: 'p95', lowSamples: 'ignore' },
      {},
      [same({ defaultValue: 0 })],
      'unknown',
      'alarm alarm compares p95 and ignores periods with few samples, and whether default values make enough of them is not decided',
    ],
  ])('%s: %s', (_id, _what, alarm, filter, others, truth, sentence) => {
    const decision = raised(alarm, filter, others);
    expect(decision.sentence).toBe(sentence);
    expect(decision.truth).toBe(truth);
  });

  // Which of them is reported in a minute, and how often, is not documented: without any event it may be any mixture.
  it.each(['Sum', 'Average', 'Minimum', 'Maximum', 'p50'])('AL-40: by its %s, with two default values', (statistic) => {
    expect(raised({ statistic }, { defaultValue: 0 }, [same({ defaultValue: 2 })])).toEqual({
      truth: 'unknown',
      sentence: `alarm alarm wants ${statistic} >= 1, and the default value 0 and 2 of many minutes can reach it without any event`,
    });
  });
});

describe('a percentile', () => {
  it.each<readonly [id: string, what: string, alarm: Fields, filter: Fields, truth: Truth, sentence: string]>([
    [
      'AL-14',
      'of one sample is its value',
      { statistic: 'p95' },
      {},
      'true',
      'alarm alarm goes to ALARM on one event (p95 1 is >= 1)',
    ],
    [
      'AL-14',
      'is evaluated where that is said',
      { statistic: 'p95', lowSamples: 'evaluate' },
      {},
      'true',
      'alarm alarm goes to ALARM on one event (p95 1 is >= 1)',
    ],
    [
      'AL-14',
      'of too few samples is ignored',
      { statistic: 'p95', lowSamples: 'ignore' },
      {},
      'false',
      'alarm alarm compares p95 and ignores periods with few samples, and one event gives one',
    ],
    [
      'AL-14',
      'of too few samples is ignored, unless default values are enough of them',
      { statistic: 'p95', lowSamples: 'ignore' },
      { defaultValue: 0 },
      'unknown',
      'alarm alarm compares p95 and ignores periods with few samples, and whether default values make enough of them is not decided',
    ],
    [
      'AL-14',
      'of too few samples is ignored, and what an expression makes of that is not documented',
      { ...onExpression('FILL(m1, 0)', [metricEntry('m1', 'Events', { Stat: 'p95' })]), lowSamples: 'ignore' },
      {},
      'unknown',
      'alarm alarm compares p95 and ignores periods with few samples, and what that means of an expression is not decided',
    ],
    [
      'AL-14',
      'that an expression does not compare is ignored',
      {
        ...onExpression('m1 * 1', [M1, metricEntry('m2', 'Others', { Stat: 'p95' })]),
        lowSamples: 'ignore',
      },
      {},
      'true',
      'alarm alarm goes to ALARM on one event (m1 * 1 1 is >= 1)',
    ],
    [
      'AL-14',
      'only is',
      { statistic: 'Sum', lowSamples: 'ignore' },
      {},
      'true',
      'alarm alarm goes to ALARM on one event (Sum 1 is >= 1)',
    ],
  ])('%s: %s', (_id, _what, alarm, filter, truth, sentence) => {
    const decision = raised(alarm, filter);
    expect(decision.sentence).toBe(sentence);
    expect(decision.truth).toBe(truth);
  });
});
