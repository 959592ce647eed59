/** Does one event raise the alarm: statistics, default values, missing data, units, and all that is not decided. */
import { describe, expect, it } from 'vitest';
import type { Value } from '../../../src/model/value.ts';
import type { Truth } from '../../../src/model/verdict.ts';
import { raisedByEvents } from '../../../src/proof/alarm/raised.ts';
import type { Fields } from './made.ts';
import { made, metricEntry, onExpression } from './made.ts';

function raised(alarm: Fields, filter: Fields = {}) {
  return raisedByEvents(made('alarm', alarm), made('metricFilter', filter));
}

const AT_LEAST = 'GreaterThanOrEqualToThreshold';
const MORE_THAN = 'GreaterThanThreshold';

describe('the datapoint of one event', () => {
  /** Statistic, comparison, threshold, and the answer without default value and with the default value 0. */
  it.each<readonly [string, string, number, Truth, Truth]>([
    ['Sum', AT_LEAST, 1, 'true', 'true'],
    ['Sum', MORE_THAN, 0, 'true', 'true'],
    ['Maximum', AT_LEAST, 1, 'true', 'true'],
    ['Sum', MORE_THAN, 1, 'false', 'false'],
    ['Sum', AT_LEAST, 2, 'false', 'false'],
    ['Average', AT_LEAST, 1, 'true', 'unknown'],
    ['Minimum', AT_LEAST, 1, 'true', 'unknown'],
    ['Average', MORE_THAN, 0, 'true', 'true'],
    ['SampleCount', AT_LEAST, 1, 'true', 'false'],
    ['SampleCount', AT_LEAST, 3, 'false', 'unknown'],
    ['Sum', AT_LEAST, 0, 'true', 'false'],
    ['Maximum', AT_LEAST, 0, 'true', 'false'],
    ['Average', AT_LEAST, 0, 'true', 'false'],
    ['Minimum', AT_LEAST, -1, 'true', 'false'],
    ['p99', AT_LEAST, 1, 'true', 'unknown'],
    ['p50', AT_LEAST, 1, 'true', 'unknown'],
    ['p99.9', AT_LEAST, 2, 'false', 'false'],
    ['p100', AT_LEAST, 1, 'true', 'true'],
    ['p0', AT_LEAST, 1, 'true', 'unknown'],
    ['p100', AT_LEAST, 0, 'true', 'false'],
    ['p101', AT_LEAST, 1, 'unknown', 'unknown'],
    ['P99', AT_LEAST, 1, 'unknown', 'unknown'],
    ['xp99', AT_LEAST, 1, 'unknown', 'unknown'],
    ['IQM', AT_LEAST, 1, 'unknown', 'unknown'],
    ['tm90', AT_LEAST, 1, 'unknown', 'unknown'],
    ['TM(10%:90%)', AT_LEAST, 1, 'unknown', 'unknown'],
    ['tc99', AT_LEAST, 1, 'unknown', 'unknown'],
    ['PR(:1)', AT_LEAST, 1, 'unknown', 'unknown'],
    ['constructor', AT_LEAST, 1, 'unknown', 'unknown'],
  ])('%s %s %s is %s without default value and %s with 0', (statistic, comparison, threshold, without, withZero) => {
    const alarm = { statistic, comparison, threshold };
    expect(raised(alarm).truth).toBe(without);
    expect(raised(alarm, { defaultValue: 0 }).truth).toBe(withZero);
  });

  it('is said as far as it is one number', () => {
    const average = { statistic: 'Average', comparison: MORE_THAN, threshold: 0 };
    expect(raised(average).sentence).toBe('alarm alarm goes to ALARM on one event (Average 1 is > 0)');
    expect(raised(average, { defaultValue: 0 }).sentence).toBe(
      'alarm alarm goes to ALARM on one event (Average is > 0)',
    );
  });

  it.each<readonly [what: string, metricValue: Value, threshold: number, truth: Truth]>([
    ['a value of its own', '5', 5, 'true'],
    ['a value between blanks', ' 5 ', 5, 'true'],
    ['a fraction', '0.5', 1, 'false'],
    ['a fraction of which there is one, so that nothing is rounded', '0.1', 0.1, 'true'],
    ['nothing', '0', 1, 'false'],
    ['nothing, and nothing wanted', '0', 0, 'true'],
    ['a negative value', '-1', 1, 'false'],
    ['a negative value above a lower threshold, which a few events reach together', '-1', -5, 'unknown'],
    ['a field of the event', '$.size', 1, 'unknown'],
    ['a field of the event against any threshold', '$.size', -100, 'unknown'],
    ['an empty value', '', 0, 'unknown'],
    ['no value', null, 0, 'unknown'],
    ['more than a number holds', '1e999', 1, 'unknown'],
    ['a number in another notation', '0x10', 1, 'unknown'],
    ['a number in the notation of powers', '1e2', 100, 'true'],
    ['a number without digits before the point', '.5', 0.5, 'true'],
    ['a number as a number', 2, 2, 'true'],
  ])('of %s', (_what, metricValue, threshold, truth) => {
    expect(raised({ threshold }, { metricValue }).truth).toBe(truth);
  });

  it.each<readonly [statistic: string, threshold: number, defaultValue: number, truth: Truth, why: RegExp]>([
    ['Sum', 1, 1, 'false', /without any event/],
    ['Sum', 3, 2, 'unknown', /many minutes can reach it/],
    ['Sum', 1, 0.1, 'unknown', /many minutes can reach it/],
    ['Sum', 1, -1, 'unknown', /pull one event below it/],
    ['Sum', 0, -1, 'unknown', /pull one event below it/],
    ['Sum', -5, -1, 'unknown', /many minutes can reach it/],
    ['Maximum', 1, 1, 'false', /without any event/],
    ['Maximum', 1, 0.5, 'true', /one event/],
    ['Average', 0.5, 0.4, 'unknown', /pull one event below it/],
    ['Average', 0.5, 0.6, 'false', /without any event/],
    ['Average', 2, 0, 'false', /^one event gives Average at most 1, but alarm alarm wants >= 2$/],
    ['Minimum', 1, 2, 'false', /without any event/],
  ])('%s >= %s with the default value %s is %s', (statistic, threshold, defaultValue, truth, why) => {
    const decision = raised({ statistic, threshold }, { defaultValue });
    expect(decision.truth).toBe(truth);
    expect(decision.sentence).toMatch(why);
  });
});

it.each<readonly [statistic: string, own: Fields, other: Fields, truth: Truth]>([
  ['p99', {}, {}, 'true'],
  ['p99', { defaultValue: 0 }, {}, 'unknown'],
  ['p100', { defaultValue: 0 }, {}, 'true'],
  ['Maximum', { defaultValue: -1 }, {}, 'true'],
  ['p100', { defaultValue: -1 }, {}, 'unknown'],
  ['Maximum', {}, { metricValue: '-1' }, 'true'],
  ['p100', {}, { metricValue: '-1' }, 'unknown'],
  ['p100', {}, { metricValue: '$.size' }, 'unknown'],
  ['p100', {}, { metricValue: '-1', metricName: 'Others' }, 'true'],
])(
  'AL-14: %s of %j beside %j is %s, as there are no percentiles of negative values',
  (statistic, own, other, truth) => {
    const [filter, beside] = [made('metricFilter', own), made('metricFilter', { name: 'other', ...other })];
    const alarm = made('alarm', { statistic, comparison: AT_LEAST, threshold: 1 });
    expect(raisedByEvents(alarm, filter, [filter, beside]).truth).toBe(truth);
  },
);

describe('what stands between an event and the state ALARM', () => {
  const MATH = onExpression('m1 - m2', [metricEntry('m1', 'Events'), metricEntry('m2', 'Others')]);
  const SINGLE = (stat: Fields) => ({
    type: 'metricMath',
    period: null,
    statistic: null,
    metrics: [metricEntry('m', 'Events', { Period: 60, ...stat }, { ReturnData: true })],
  });
  it.each<readonly [id: string, what: string, alarm: Fields, filter: Fields, truth: Truth, why: RegExp]>([
    [
      'AL-04',
      'a unit that is not published',
      { unit: 'Count' },
      {},
      'false',
      /looks for unit Count, but the metric is published in None/,
    ],
    ['AL-04', 'the unit that is published', { unit: 'Count' }, { unit: 'Count' }, 'true', /goes to ALARM on one event/],
    ['AL-04', 'no unit at all', { unit: 'None' }, {}, 'true', /goes to ALARM/],
    ['AL-04', 'any unit', {}, { unit: 'Count' }, 'true', /goes to ALARM/],
    ['AL-04', 'a unit without a name', { unit: '' }, { unit: 'Count' }, 'true', /goes to ALARM/],
    [
      'AL-04',
      'a unit that is not published, beside a metric of another filter',
      onExpression('m1 + m2', [metricEntry('m1', 'Events', { Unit: 'Count' }), metricEntry('m2', 'Others')]),
      {},
      'false',
      /looks for unit Count, but the metric is published in None/,
    ],
    ['AL-10', 'a period of ten seconds', { period: 10 }, {}, 'unknown', /period of 10 seconds/],
    ['AL-10', 'no period', { period: null }, {}, 'unknown', /does not say one period for all it looks at/],
    ['AL-21', 'less than', { comparison: 'LessThanThreshold' }, {}, 'false', /notices silence/],
    [
      'AL-21',
      'at most what one event gives',
      { comparison: 'LessThanOrEqualToThreshold' },
      {},
      'unknown',
      /fires when Sum is <= 1: one event may raise it alone, and not beside others/,
    ],
    [
      'AL-21',
      'at most what one event gives, and quiet minutes are below it as well',
      { comparison: 'LessThanOrEqualToThreshold' },
      { defaultValue: 0 },
      'false',
      /is in ALARM without any event \(Sum is <= 1\)/,
    ],
    [
      'AL-40',
      'less than what quiet minutes report is always',
      { comparison: 'LessThanThreshold', threshold: 5, statistic: 'Maximum' },
      { defaultValue: 0 },
      'false',
      /is in ALARM without any event \(Maximum is < 5\), so an event changes nothing/,
    ],
    [
      'AL-40',
      'less than some, silence being bad',
      { comparison: 'LessThanThreshold', threshold: 5, missingData: 'breaching' },
      {},
      'false',
      /counts silence as breaching and stays in ALARM, so an event changes nothing/,
    ],
    [
      'AL-21',
      'less than some, silence being bad, which quiet minutes end',
      { comparison: 'LessThanThreshold', threshold: 5, missingData: 'breaching' },
      { defaultValue: 9 },
      'unknown',
      /fires when Sum is < 5/,
    ],
    [
      'AL-21',
      'less than nothing, where an event takes one away',
      { comparison: 'LessThanThreshold', threshold: 0 },
      { metricValue: '-1' },
      'unknown',
      /fires when Sum is < 0/,
    ],
    [
      'AL-11',
      'less than some of what the event says',
      { comparison: 'LessThanThreshold' },
      { metricValue: '$.size' },
      'unknown',
      /not a fixed number/,
    ],
    [
      'AL-04',
      'less than some in another unit',
      { comparison: 'LessThanThreshold', unit: 'Count' },
      {},
      'false',
      /looks for unit Count/,
    ],
    ['own', 'no comparison', { comparison: null }, {}, 'unknown', /^alarm alarm does not say how it compares$/],
    ['AL-22', 'a band', { comparison: 'GreaterThanUpperThreshold' }, {}, 'unknown', /trained model/],
    [
      'AL-22',
      'a band alarm',
      { type: 'anomalyBand', comparison: 'LessThanLowerThreshold', threshold: null },
      {},
      'unknown',
      /anomaly band/,
    ],
    ['AL-30', '1 of 3 datapoints', { evaluationPeriods: 3, datapointsToAlarm: 1 }, {}, 'true', /goes to ALARM/],
    [
      'AL-33',
      '2 of 3, missing ones good',
      { evaluationPeriods: 3, datapointsToAlarm: 2 },
      {},
      'false',
      /wants 2 of 3 datapoints, and one event gives one/,
    ],
    [
      'AL-33',
      '2 of 2, missing ones ignored',
      { evaluationPeriods: 2, datapointsToAlarm: 2, missingData: 'ignore' },
      {},
      'false',
      /one event gives one/,
    ],
    [
      'AL-33',
      '2 of 2, missing ones missing',
      { evaluationPeriods: 2, datapointsToAlarm: 2, missingData: 'missing' },
      {},
      'true',
      /goes to ALARM on one event \(Sum 1 is >= 1\), 5 minutes later$/,
    ],
    [
      'AL-33',
      '2 of 24, missing ones missing: for how long it stays is counted from when it goes there',
      { evaluationPeriods: 24, datapointsToAlarm: 2, missingData: 'missing', period: 3600 },
      {},
      'true',
      /, an hour later and stays there for 23 hours or longer/,
    ],
    [
      'AL-33',
      '2 of 2, missing ones missing, by the clock',
      { evaluationPeriods: 2, datapointsToAlarm: 2, missingData: 'missing', evaluationWindow: 'wallClock' },
      {},
      'true',
      /5 minutes later/,
    ],
    [
      'AL-33',
      '2 of 2, missing ones missing, in periods that begin nobody knows when',
      { evaluationPeriods: 2, datapointsToAlarm: 2, missingData: 'missing', evaluationWindow: null },
      {},
      'unknown',
      /silent around it/,
    ],
    [
      'AL-33',
      '2 of 2, missing ones bad',
      { evaluationPeriods: 2, datapointsToAlarm: 2, missingData: 'breaching' },
      {},
      'false',
      /counts silence as breaching and stays in ALARM/,
    ],
    [
      'AL-33',
      '2 of 2, missing ones bad, others 0',
      { evaluationPeriods: 2, datapointsToAlarm: 2, missingData: 'breaching' },
      { defaultValue: 0 },
      'false',
      /wants 2 of 2 datapoints, and one event gives one/,
    ],
    [
      'AL-33',
      '2 of 2, missing ones missing, others 0',
      { evaluationPeriods: 2, datapointsToAlarm: 2, missingData: 'missing' },
      { defaultValue: 0 },
      'false',
      /wants 2 of 2 datapoints, and one event gives one/,
    ],
    [
      'DE-10',
      '240 of 240',
      { evaluationPeriods: 240, datapointsToAlarm: 240, period: 60 },
      {},
      'false',
      /wants 240 of 240 datapoints, and one event gives one/,
    ],
    ['AL-30', 'how many is not said', { datapointsToAlarm: null }, {}, 'unknown', /how many datapoints/],
    ['AL-34', 'missing ones missing', { missingData: 'missing' }, {}, 'true', /goes to ALARM/],
    [
      'AL-40',
      'silence is bad',
      { missingData: 'breaching' },
      {},
      'false',
      /counts silence as breaching and stays in ALARM, so an event changes nothing/,
    ],
    [
      'AL-40',
      'silence is bad, others 0',
      { missingData: 'breaching' },
      { defaultValue: 0 },
      'unknown',
      /an event among them changes nothing/,
    ],
    ['AL-41', 'silence is ignored', { missingData: 'ignore' }, {}, 'false', /later ones change nothing/],
    ['AL-41', 'silence is ignored, others 0', { missingData: 'ignore' }, { defaultValue: 0 }, 'true', /goes to ALARM/],
    ['AL-34', 'silence in a word of tomorrow', { missingData: 'average' }, {}, 'unknown', /not known/],
    ['AL-20', 'no threshold', { threshold: null }, {}, 'unknown', /no fixed threshold/],
    ['AL-56', 'an expression', MATH, {}, 'unknown', /metric-math expression/],
    [
      'AL-56',
      'an expression that is compared downwards',
      { ...MATH, comparison: 'LessThanThreshold' },
      {},
      'unknown',
      /metric-math expression/,
    ],
    [
      'AL-56',
      'an expression over several datapoints',
      { ...MATH, datapointsToAlarm: 3, evaluationPeriods: 3 },
      {},
      'unknown',
      /metric-math expression/,
    ],
    ['AL-55', 'a single metric as an expression', SINGLE({}), {}, 'true', /goes to ALARM/],
    ['AL-55', 'with its own unit', SINGLE({ Unit: 'Count' }), {}, 'false', /unit Count/],
    ['AL-55', 'with its own period', SINGLE({ Period: 30 }), {}, 'unknown', /30 seconds/],
    ['AL-57', 'a query', { type: 'query' }, {}, 'unknown', /watches a query/],
    ['own', 'a type of tomorrow', { type: 'forecast' }, {}, 'unknown', /something other than one metric/],
    ['own', 'a type that objects inherit', { type: 'constructor' }, {}, 'unknown', /something other than one metric/],
  ])('%s: %s', (_id, _what, alarm, filter, truth, why) => {
    const decision = raised(alarm, filter);
    expect(decision.sentence).toMatch(why);
    expect(decision.truth).toBe(truth);
  });

  it('AL-02: an alarm of another account needs a share that was not read', () => {
    const decision = raisedByEvents(made('alarm', {}, '444455556666'), made('metricFilter', {}));
    expect(decision).toEqual({
      truth: 'unknown',
      sentence:
        'alarm alarm watches it from account 444455556666, and whether metrics are shared with that account was not read',
    });
  });
});

describe('how long it stays in ALARM', () => {
  it.each<readonly [period: number, periods: number, says: string | null]>([
    [300, 1, null],
    [60, 60, null],
    [3600, 1, null],
    [60, 90, '90 minutes'],
    [3600, 2, '2 hours'],
    [86_400, 1, 'a day'],
    [86_400, 7, '7 days'],
  ])('%i seconds, 1 of %i datapoints: %s', (period, evaluationPeriods, says) => {
    const { truth, sentence } = raised({ period, evaluationPeriods, datapointsToAlarm: 1 });
    expect(truth).toBe('true');
    expect(sentence).not.toContain('by the clock');
    if (says === null) expect(sentence).not.toContain('stays');
    else expect(sentence).toContain(`stays there for ${says} or longer, in which further events tell nobody anew`);
  });
});

describe('a burst of five events within four minutes', () => {
  const BURST = { count: 5, seconds: 240 };
  const decide = (alarm: Fields, filter: Fields = {}) =>
    raisedByEvents(made('alarm', alarm), made('metricFilter', filter), undefined, null, BURST);

  it.each<readonly [statistic: string, threshold: number, truth: Truth, withZeros: Truth]>([
    ['Sum', 5, 'true', 'true'],
    ['Sum', 6, 'false', 'false'],
    ['Maximum', 1, 'true', 'true'],
    ['Maximum', 2, 'false', 'false'],
    ['Average', 1, 'true', 'unknown'],
    ['SampleCount', 5, 'true', 'unknown'],
    ['SampleCount', 6, 'false', 'unknown'],
  ])('%s >= %i over five minutes', (statistic, threshold, truth, withZeros) => {
    const alarm = { statistic, threshold, comparison: AT_LEAST, period: 300 };
    expect(decide(alarm).truth).toBe(truth);
    expect(decide(alarm, { defaultValue: 0 }).truth).toBe(withZeros);
  });

  it('says what the alarm counts, and in what time', () => {
    expect(decide({ statistic: 'Sum', threshold: 5, comparison: AT_LEAST, period: 300 }).sentence).toBe(
      'alarm alarm goes to ALARM on 5 events within 4 minutes (Sum 5 is >= 5)',
    );
    expect(decide({ statistic: 'Sum', threshold: 9, comparison: AT_LEAST, period: 300 }).sentence).toBe(
      '5 events within 4 minutes give Sum 5, but alarm alarm wants >= 9',
    );
  });

  it.each([
    [300, 'true'],
    [240, 'unknown'],
    [60, 'unknown'],
  ] as const)('falls into one period of %i seconds: %s', (period, truth) => {
    expect(decide({ statistic: 'Sum', threshold: 5, comparison: AT_LEAST, period }).truth).toBe(truth);
  });

  it.each<readonly [periods: number, period: number, truth: Truth]>([
    [24, 3600, 'true'],
    // More than a day is looked at once an hour, up to the hour, at which one period of an hour ends and the next begins.
    [25, 3600, 'unknown'],
    [13, 7200, 'true'],
    [2, 86_400, 'true'],
  ])('falls into one of %i periods of %i seconds: %s', (evaluationPeriods, period, truth) => {
    const alarm = { statistic: 'Sum', threshold: 5, comparison: AT_LEAST, period, evaluationPeriods };
    expect(decide(alarm).truth).toBe(truth);
  });

  it.each<readonly [what: string, alarm: Fields, says: string]>([
    ['single minutes', { period: 60 }, 'looks at a minute at a time, which may part two of any distance;'],
    [
      'two minutes',
      { period: 120 },
      'looks at 2 minutes at a time, which holds for certain what comes within a minute;',
    ],
    ['the clock', { period: 300, evaluationWindow: 'wallClock' }, 'looks at periods that begin by the clock;'],
    [
      'what is not known',
      { period: 300, evaluationWindow: null },
      'looks at periods of which it is not known when they begin;',
    ],
  ])('may fall into two periods of %s', (_what, alarm, says) => {
    const { truth, sentence } = decide({ statistic: 'Sum', threshold: 5, comparison: AT_LEAST, ...alarm });
    expect(sentence).toContain(says);
    expect(truth).toBe('unknown');
  });

  it('may be few samples', () => {
    expect(decide({ statistic: 'p95', threshold: 1, comparison: AT_LEAST, lowSamples: 'ignore' })).toEqual({
      truth: 'unknown',
      sentence:
        'alarm alarm compares p95 and ignores periods with few samples, and whether 5 events within 4 minutes give enough of them is not decided',
    });
  });

  it('is what the sentences speak of, where others may take away what it adds', () => {
    const other = made('metricFilter', { name: 'other', metricValue: '-1' });
    const [alarm, own] = [made('alarm', { statistic: 'Sum', threshold: 1 }), made('metricFilter', {})];
    const of = (burst?: typeof BURST) => raisedByEvents(alarm, own, [own, other], null, burst).sentence;
    expect(of()).toContain('other events beside it can pull one event below it');
    expect(of(BURST)).toContain('other events beside them can pull 5 events within 4 minutes below it');
  });

  it('is what the sentences speak of, where something else may end what it began', () => {
    const other = made('metricFilter', { name: 'other', logGroup: 'elsewhere', defaultValue: 0 });
    const [alarm, own] = [
      made('alarm', { statistic: 'Sum', threshold: 1, missingData: 'ignore' }),
      made('metricFilter', {}),
    ];
    const of = (burst?: typeof BURST) => raisedByEvents(alarm, own, [own, other], null, burst).sentence;
    expect(of()).toContain('whether something ends it after an event is not decided');
    expect(of(BURST)).toContain('whether something ends it after a burst is not decided');
  });

  it('is what the sentences speak of, however the alarm falls short of it', () => {
    const of = (alarm: Fields, filter: Fields = {}) =>
      decide({ statistic: 'Sum', threshold: 5, comparison: AT_LEAST, period: 300, ...alarm }, filter).sentence;
    const two = { evaluationPeriods: 2, datapointsToAlarm: 2 };
    // Of other events one alone may come, which is not enough.
    expect(of({ ...two, missingData: 'missing' })).toContain(
      '5 events within 4 minutes are enough only while the metric is silent around them',
    );
    expect(of({ missingData: 'ignore' })).toContain('after the first burst it stays in ALARM');
    expect(of({ missingData: 'ignore' }, { defaultValue: 0 })).not.toContain('one event');
    expect(of({ missingData: 'breaching' }, { defaultValue: 0 })).toContain(
      'and 5 events within 4 minutes among them change nothing',
    );
    expect(of({ statistic: 'Average', threshold: 1 }, { defaultValue: 0 })).toContain(
      'of other minutes can pull 5 events within 4 minutes below it',
    );
    expect(of({}, { defaultValue: 9 })).toContain('so 5 events within 4 minutes change nothing');
  });

  it.each<readonly [value: string, threshold: number, truth: Truth]>([
    // 0.1 added five times is 0.5, or a little less.
    ['0.1', 0.5, 'unknown'],
    ['0.1', 0.49, 'true'],
    ['0.1', 0.51, 'false'],
    ['0.5', 2.5, 'true'],
  ])('of %s each, against %f', (metricValue, threshold, truth) => {
    const alarm = { statistic: 'Sum', threshold, comparison: AT_LEAST, period: 300 };
    expect(decide(alarm, { metricValue }).truth).toBe(truth);
  });

  it('is counted by a hundred filters, a thousand of it, without writing out each', () => {
    const filter = made('metricFilter', {});
    const others = Array.from({ length: 100 }, (_, at) => made('metricFilter', { name: `other-${at}` }));
    const beside = { certain: [], perhaps: others, doubt: 'others may make it count again' };
    const truthOf = (threshold: number) => {
      const alarm = made('alarm', { statistic: 'Sum', threshold, comparison: AT_LEAST, period: 300 });
      return raisedByEvents(alarm, filter, [filter, ...others], beside, { count: 1000, seconds: 240 }).truth;
    };
    // Each event once for certain, and a hundred times more at most.
    expect([1000, 1001, 101_000, 101_001].map(truthOf)).toEqual(['true', 'unknown', 'unknown', 'false']);
  });
});

it('is told of at the end of a period where that is one of the clock, and the link says so where it is long', () => {
  const sentenceOf = (alarm: Fields) =>
    raisedByEvents(made('alarm', { ...alarm, evaluationWindow: 'wallClock' }), made('metricFilter', {})).sentence;
  expect(sentenceOf({ period: 86_400 })).toContain(
    '(Sum 1 is >= 1), at the end of a period of a day by the clock, and stays there for a day or longer',
  );
  expect(sentenceOf({ period: 3600 })).toBe('alarm alarm goes to ALARM on one event (Sum 1 is >= 1)');
  expect(sentenceOf({ period: 3600, evaluationPeriods: 2 })).toContain('(Sum 1 is >= 1) and stays there for 2 hours');
});
