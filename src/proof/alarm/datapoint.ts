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

/** The samples of a period. */
export interface Samples {
  /** Each is there once. */
  readonly certain: readonly number[];
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

const AMONG: ReadonlyMap<string, (samples: Samples) => Bounds> = new Map([
  ['Sum', sum],
  ['Average', average],
  [
    'Maximum',
    ({ certain, possible }) => ({
      low: certain.length > 0 ? Math.max(...certain) : Math.min(...possible),
      high: Math.max(...certain, ...possible),
    }),
  ],
  [
    'Minimum',
    ({ certain, possible }) => ({
      low: Math.min(...certain, ...possible),
      high: certain.length > 0 ? Math.min(...certain) : Math.max(...possible),
    }),
  ],
  [
    'SampleCount',
    ({ certain, possible }) => ({
      low: Math.max(1, certain.length),
      high: possible.length > 0 ? MANY : certain.length,
    }),
  ],
  [
    'percentile',
    ({ certain, possible }) => ({
      low: Math.min(...certain, ...possible),
      high: Math.max(...certain, ...possible),
    }),
  ],
]);

function sum({ certain, possible }: Samples): Bounds {
  const down = MANY * total(possible.filter((each) => each < 0));
  const up = MANY * total(possible.filter((each) => each > 0));
  if (certain.length > 0) return { low: total(certain) + down, high: total(certain) + up };
  return { low: down < 0 ? down : Math.min(...possible), high: up > 0 ? up : Math.max(...possible) };
}

function average({ certain, possible }: Samples): Bounds {
  const extremes = { low: Math.min(...possible), high: Math.max(...possible) };
  if (certain.length === 0) return extremes;
  const own = total(certain) / certain.length;
  if (possible.length === 0) return { low: own, high: own };
  const pulled = (toward: number) => (total(certain) + MANY * toward) / (certain.length + MANY);
  return { low: Math.min(own, pulled(extremes.low)), high: Math.max(own, pulled(extremes.high)) };
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
