/** What one event makes of an alarm's datapoint. Follows "Creating metrics from log events using filters" and "Statistics definitions". */
import type { Value } from '../model/value.ts';

/** The number a match adds; null where it is taken from the event. */
export function fixed(metricValue: Value | undefined): number | null {
  if (typeof metricValue === 'string' && metricValue.trim() === '') return null;
  const value = typeof metricValue === 'string' || typeof metricValue === 'number' ? Number(metricValue) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

/** Stands for "however many": how often a default value is reported within a minute is not documented. */
const MANY = 1000;

/** What the datapoint can be with one event and with none: alone, and among default values of other minutes. Null: not decided. */
export function datapoints(
  statistic: string,
  value: number,
  other: number | null,
  period: number,
): { readonly event: readonly number[]; readonly quiet: readonly number[] } | null {
  const minutes = Math.max(1, Math.floor(period / 60));
  const counts = [1, minutes, MANY];
  switch (statistic) {
    case 'Sum':
      if (other === null) return { event: [value], quiet: [] };
      return {
        event: [value, ...[minutes - 1, MANY].map((count) => value + count * other)],
        quiet: counts.map((count) => count * other),
      };
    case 'Maximum':
      return {
        event: [value, ...(other === null ? [] : [Math.max(value, other)])],
        quiet: other === null ? [] : [other],
      };
    case 'Minimum':
      return {
        event: [value, ...(other === null ? [] : [Math.min(value, other)])],
        quiet: other === null ? [] : [other],
      };
    case 'Average':
      if (other === null) return { event: [value], quiet: [] };
      return { event: [value, (value + MANY * other) / (1 + MANY)], quiet: [other] };
    case 'SampleCount':
      return other === null ? { event: [1], quiet: [] } : { event: counts, quiet: counts };
    default:
      // A percentile of few samples may be left out of account, and whether it is was not read.
      return null;
  }
}
