/** What a datapoint can be, from the samples of its period. Follows "Creating metrics from log events using filters" and "Statistics definitions". */
import type { Range } from '../../languages/metric-math/index.ts';
import type { Value } from '../../model/value.ts';

/** The number a match adds; null where it is taken from the event. */
export function fixed(metricValue: Value | undefined): number | null {
  if (typeof metricValue === 'number') return metricValue;
  if (typeof metricValue !== 'string' || !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(metricValue.trim()))
    return null;
  const value = Number(metricValue);
  return Number.isFinite(value) ? value : null;
}

/** Samples of one value. */
export interface Counted {
  readonly value: number;
  /** At least 1. */
  readonly count: number;
}

/** The samples of a period. */
export interface Samples {
  readonly certain: readonly Counted[];
  /** Each may be there, any number of times. */
  readonly possible: readonly number[];
}

/**
 * Stands for "however many": how often a default value is reported within a minute is not documented. Not endless, so that one event among
 * zeros still has an average above zero.
 */
const MANY = 1e9;

/** No sample, no datapoint. */
export const NOTHING: Range = { low: 0, high: 0, missing: 'always' };

/** Null where the statistic is not decided. Without certain samples there may be no datapoint. */
export function datapoint(statistic: string, samples: Samples): Range | null {
  const among = AMONG.get(kindOf(statistic));
  if (!among) return null;
  const { certain, possible } = samples;
  if (certain.length === 0 && possible.length === 0) return NOTHING;
  return { ...among(samples), missing: certain.length === 0 ? 'maybe' : 'never' };
}

export function isPercentile(statistic: string): boolean {
  return /^p(\d{1,2}(\.\d{1,10})?|100(\.0{1,10})?)$/.test(statistic);
}

/** `p0` is the lowest and `p100` the highest value. */
function kindOf(statistic: string): string {
  if (!isPercentile(statistic)) return statistic;
  const share = Number(statistic.slice(1));
  return share === 100 ? 'Maximum' : share === 0 ? 'Minimum' : 'percentile';
}

type Bounds = Pick<Range, 'low' | 'high'>;

/** Of the lowest and the highest sample that is there, and all that may be. */
const extremes = ({ certain, possible }: Samples): Bounds => {
  const all = [...valuesOf(certain), ...possible];
  return { low: Math.min(...all), high: Math.max(...all) };
};

const AMONG: ReadonlyMap<string, (samples: Samples) => Bounds> = new Map([
  ['Sum', sum],
  ['Average', average],
  [
    'Maximum',
    (samples) => ({
      low: samples.certain.length > 0 ? Math.max(...valuesOf(samples.certain)) : Math.min(...samples.possible),
      high: extremes(samples).high,
    }),
  ],
  [
    'Minimum',
    (samples) => ({
      low: extremes(samples).low,
      high: samples.certain.length > 0 ? Math.min(...valuesOf(samples.certain)) : Math.max(...samples.possible),
    }),
  ],
  [
    'SampleCount',
    ({ certain, possible }) => ({
      low: Math.max(1, numberOf(certain)),
      high: possible.length > 0 ? MANY : numberOf(certain),
    }),
  ],
  ['percentile', extremes],
]);

function sum({ certain, possible }: Samples): Bounds {
  const down = MANY * total(possible.filter((each) => each < 0));
  const up = MANY * total(possible.filter((each) => each > 0));
  const own = added(certain);
  if (certain.length > 0) return { low: own.low + down, high: own.high + up };
  return { low: down < 0 ? down : Math.min(...possible), high: up > 0 ? up : Math.max(...possible) };
}

function average({ certain, possible }: Samples): Bounds {
  const ends = { low: Math.min(...possible), high: Math.max(...possible) };
  if (certain.length === 0) return ends;
  const [own, count] = [added(certain), numberOf(certain)];
  const [least, most] = [own.low / count, own.high / count];
  if (possible.length === 0) return { low: least, high: most };
  const pulled = (from: number, toward: number) => (from + MANY * toward) / (count + MANY);
  return { low: Math.min(least, pulled(own.low, ends.low)), high: Math.max(most, pulled(own.high, ends.high)) };
}

/** In which order samples are added, and how that rounds, is not documented: a total between which all ways of adding lie. */
function added(samples: readonly Counted[]): Bounds {
  const sum = total(samples.map(({ value, count }) => value * count));
  const size = total(samples.map(({ value, count }) => Math.abs(value) * count));
  const count = numberOf(samples);
  // Multiples of a binary fraction are added without rounding.
  const isExact = samples.every(({ value }) => Number.isInteger(value * FRACTION)) && size < MOST_EXACT;
  const rounding = isExact || count <= 1 ? 0 : size * count * Number.EPSILON;
  return { low: sum - rounding, high: sum + rounding };
}

const FRACTION = 2 ** 20;
const MOST_EXACT = Number.MAX_SAFE_INTEGER / FRACTION;

function valuesOf(samples: readonly Counted[]): readonly number[] {
  return samples.map(({ value }) => value);
}

function numberOf(samples: readonly Counted[]): number {
  return total(samples.map(({ count }) => count));
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
