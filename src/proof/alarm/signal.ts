/** The number an alarm compares: with one event, with more of them, without any, and without any log event at all. */
import type { Evaluated, Range } from '../../languages/metric-math/index.ts';
import { callsIn, evaluateExpression } from '../../languages/metric-math/index.ts';
import type { Burst } from '../../model/burst.ts';
import type { Resource } from '../../model/resource.ts';
import { datapoint, fixed, isPercentile, NOTHING } from './datapoint.ts';
import type { Decision } from './decision.ts';
import { undecided } from './decision.ts';
import type { Metric } from './metric.ts';
import { hasUnitOf } from './units.ts';
import type { Watched } from './watched.ts';
import { comparedIn, isFedBy } from './watched.ts';

/** What may happen in the period of a datapoint. */
const SITUATIONS = ['alone', 'together', 'among', 'quiet', 'silent'] as const;
type Situation = (typeof SITUATIONS)[number] | 'others';

/**
 * `alone`: one event, and log events that match nothing; `together`: the same, where it may be counted more than once; `among`: other
 * events that match beside it; `quiet`: only log events that match nothing; `silent`: no log event at all.
 */
export interface Signal extends Readonly<Record<(typeof SITUATIONS)[number], Range>> {
  /** "Sum", "m1 + m2". */
  readonly name: string;
  /** A missing value is filled in. */
  readonly isFilled: boolean;
  /** In minutes in which nothing matches there is a value only because it is filled in. */
  readonly isOnlyFilled: boolean;
}

/** Filters that count the same event once more. */
export interface Beside {
  readonly certain: readonly Resource[];
  /** Each of them may, once. A filter may stand here several times, and the one that matches as well. */
  readonly perhaps: readonly Resource[];
  /** What is not decided of them: "metric filter b may count it as well". */
  readonly doubt: string;
}

/** An event that a filter matches, and every filter that is known to feed the alarm. */
export interface Feed {
  readonly filter: Resource;
  readonly feeders: readonly Resource[];
  /** Which of them count the same event. */
  readonly beside: Beside | null;
  /** Where it is not one event that is asked about: all of it falls into one period. */
  readonly burst?: Burst | undefined;
}

export function signalOf(alarm: Resource, watched: Watched, feed: Feed): Signal | Decision {
  const ranges = new Map<Situation, Range>();
  for (const situation of SITUATIONS) {
    const found = evaluated(watched, feed, situation);
    if (!found.known) return notDecided(alarm, watched, found.question);
    ranges.set(situation, found.range);
  }
  const of = (situation: Situation) => ranges.get(situation) ?? NOTHING;
  return {
    name: watched.type === 'metric' ? watched.metric.statistic : watched.text,
    isFilled: isFilled(watched),
    isOnlyFilled: isFilled(watched) && !(comparedIn(watched) ?? []).some((metric) => isReportedQuietly(metric, feed)),
    alone: of('alone'),
    together: of('together'),
    among: of('among'),
    quiet: of('quiet'),
    silent: of('silent'),
  };
}

/** The number in a period of other events alone, without the one that is asked about; null where that is not decided. */
export function signalOfOthers(watched: Watched, feed: Feed): Range | null {
  const found = evaluated(watched, feed, 'others');
  return found.known ? found.range : null;
}

type NotKnown = Extract<Evaluated, { known: false }>['question'];

function notDecided(alarm: Resource, watched: Watched, { sentence, start, end }: NotKnown): Decision {
  if (watched.type === 'metric') return undecided(`alarm ${alarm.name} uses ${sentence}`);
  const { text: value } = watched;
  return undecided(`alarm ${alarm.name} watches the metric-math expression ${value}: ${sentence}`, {
    value,
    start,
    end,
  });
}

function isFilled(watched: Watched): boolean {
  if (watched.type === 'metric') return false;
  return [watched.expression, ...watched.expressions.values()].some((each) => callsIn(each).includes('FILL'));
}

function isReportedQuietly(metric: Metric, feed: Feed): boolean {
  const found = rangeOf(metric, feed, 'quiet');
  return found.known && found.range.missing === 'never';
}

function evaluated(watched: Watched, feed: Feed, situation: Situation): Evaluated {
  if (watched.type === 'metric') return rangeOf(watched.metric, feed, situation);
  const { expression, metrics, expressions } = watched;
  const within =
    (inside: ReadonlySet<string>) =>
    (id: string): Evaluated | null => {
      const metric = metrics.get(id);
      if (metric) return rangeOf(metric, feed, situation);
      const other = expressions.get(id);
      if (!other) return null;
      if (inside.has(id)) return notKnown(`expression ${id} refers to itself`);
      return evaluateExpression(other, within(new Set([...inside, id])));
    };
  return evaluateExpression(expression, within(new Set()));
}

/** Where it stands is where the metric or expression is named. */
function notKnown(sentence: string): Evaluated {
  return { known: false, question: { sentence, start: 0, end: 0 } };
}

/** Any number, and maybe none. */
const ANYTHING: Range = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, missing: 'maybe' };

function rangeOf(metric: Metric, { filter, feeders, beside, burst }: Feed, situation: Situation): Evaluated {
  const publishing = feeders.filter((each) => isFedBy(metric, each) && hasUnitOf(metric, each));
  if (!feeders.some((each) => isFedBy(metric, each))) return { known: true, range: ANYTHING };
  const isOfMetric = (each: Resource) => publishing.includes(each);
  const hasEvent = situation === 'alone' || situation === 'together' || situation === 'among';
  const counting = hasEvent ? [filter, ...(beside?.certain ?? [])].filter(isOfMetric) : [];
  const again = situation === 'together' ? (beside?.perhaps ?? []).filter(isOfMetric) : [];
  if (again.some(({ fields }) => fixed(fields['metricValue']) === null)) return { known: true, range: ANYTHING };
  if (isPercentile(metric.statistic) && publishing.some(mayBeNegative)) {
    return notKnown(`the statistic ${metric.statistic}, which no metric with negative values has`);
  }
  const hasOthers = situation === 'among' || situation === 'others';
  const possible = [...defaultsOf(publishing), ...(hasOthers ? publishing.flatMap(addedBy) : [])];
  let range: Range | null = null;
  for (const more of someOf(valuesOf(again))) {
    const certain = [...valuesOf(counting), ...more].map((value) => ({ value, count: burst?.count ?? 1 }));
    const each = datapoint(metric.statistic, { certain, possible });
    if (!each) return notKnown(`the statistic ${metric.statistic}, whose value for a single event is not decided here`);
    range = range ? hull(range, each) : each;
  }
  return {
    known: true,
    range: range && situation === 'quiet' ? reported(range, publishing, filter) : (range ?? NOTHING),
  };
}

/** Percentiles are "not available" of a metric that has negative values ("Creating metrics from log events using filters"). */
function mayBeNegative({ fields }: Resource): boolean {
  const { metricValue, defaultValue } = fields;
  const value = fixed(metricValue);
  return value === null || value < 0 || (typeof defaultValue === 'number' && defaultValue < 0);
}

function valuesOf(filters: readonly Resource[]): readonly number[] {
  return filters.flatMap(({ fields }) => fixed(fields['metricValue']) ?? []);
}

/** Of what may be counted again, the choices between which all others lie: the highest and the lowest, however many. */
function someOf(values: readonly number[]): readonly (readonly number[])[] {
  const rising = values.toSorted((one, other) => one - other);
  return [rising, rising.toReversed()].flatMap((all) => [[], ...all.map((_, last) => all.slice(0, last + 1))]);
}

function hull(one: Range, other: Range): Range {
  const missing = one.missing === other.missing ? one.missing : 'maybe';
  return { low: Math.min(one.low, other.low), high: Math.max(one.high, other.high), missing };
}

/** Default values that may be reported. In silence a filter reports none, which changes no answer: quiet minutes are asked about as well. */
function defaultsOf(publishing: readonly Resource[]): readonly number[] {
  return publishing.map(({ fields }) => fields['defaultValue']).filter((value) => typeof value === 'number');
}

/** A filter with a default value reports it in every minute with log events. */
function reported(range: Range, publishing: readonly Resource[], filter: Resource): Range {
  const isReported = publishing.some(
    (each) => typeof each.fields['defaultValue'] === 'number' && logGroupOf(each) === logGroupOf(filter),
  );
  return isReported ? { ...range, missing: 'never' } : range;
}

function logGroupOf({ fields }: Resource): string {
  return String(fields['logGroupArn']);
}

/** What another event may add; a value that the event itself gives may be any number. */
function addedBy({ fields }: Resource): readonly number[] {
  const value = fixed(fields['metricValue']);
  return value === null ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : [value];
}
