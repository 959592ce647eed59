/** Is an alarm on a metric that a service reports of a resource raised where it ought to be? Follows PutMetricAlarm. */
import { isLike } from '../../model/like.ts';
import type { Resource } from '../../model/resource.ts';
import type { Value } from '../../model/value.ts';
import { enumerate, written } from '../../model/words.ts';
import type { Decision } from './decision.ts';
import { decided, no, undecided } from './decision.ts';
import type { Metric } from './metric.ts';
import { bandedIn, metricsIn } from './metric.ts';
import { comparedIn, notShared, watchedBy } from './watched.ts';

/** A metric that is reported of something. */
export interface Reported {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, Value>>;
  /** "CPUUtilization of instance i-1". */
  readonly spoken: string;
}

/** What is asked of an alarm on it. */
export interface Demand {
  readonly when: 'above' | 'below';
  /** Null: any. */
  readonly threshold: { holds(threshold: number): boolean; readonly wanted: string } | null;
  /** A value at which it has to be raised; null: at whichever. */
  readonly raisedAt: number | null;
  /** `*` stands for any text; empty: any statistic. */
  readonly statistics: readonly string[];
  /** Unit that the service reports it in; null: not known. */
  readonly unit: string | null;
}

/** Null where the alarm does not look at the metric. */
export function raisedBy(alarm: Resource, reported: Reported, demand: Demand): Decision | null {
  if (alarm.region !== reported.region) return null;
  const decision = lookedAt(alarm, reported, demand);
  return decision?.truth === 'true' && alarm.account !== reported.account ? notShared(alarm) : decision;
}

function lookedAt(alarm: Resource, reported: Reported, demand: Demand): Decision | null {
  const { type } = alarm.fields;
  if (type === 'query') return onQuery(alarm, reported);
  if (!metricsIn(alarm).some((metric) => isSame(metric, reported))) return null;
  if (type === 'anomalyBand') return onBand(alarm, reported, demand);
  const watched = watchedBy(alarm);
  if ('truth' in watched) return watched;
  if (watched.type === 'metric') {
    return isSame(watched.metric, reported) ? onMetric(alarm, watched.metric, reported, demand) : null;
  }
  const isCompared = comparedIn(watched)?.some((metric) => isSame(metric, reported)) ?? true;
  if (!isCompared) return null;
  return undecided(
    `alarm ${alarm.name} compares ${watched.text}, and what that says of ${reported.spoken} is not decided`,
  );
}

/** Account, namespace, name, and exactly the same dimensions. */
function isSame(metric: Metric, reported: Reported): boolean {
  const { account, namespace, name, dimensions } = reported;
  const keys = Object.keys(dimensions);
  return (
    metric.account === account &&
    metric.namespace === namespace &&
    metric.name === name &&
    keys.length === Object.keys(metric.dimensions).length &&
    keys.every((key) => metric.dimensions[key] === dimensions[key])
  );
}

function onQuery(alarm: Resource, { namespace, name, spoken }: Reported): Decision | null {
  const { query } = alarm.fields;
  // PromQL writes names in other ways, so that only what a text in SQL leaves out is certain.
  const isElsewhere = typeof query === 'string' && /^\s*SELECT\b/i.test(query) && !query.includes(name);
  if (isElsewhere) return null;
  const isOther = typeof query === 'string' && /"AWS\/[^"]*"/.test(query) && !query.includes(`"${namespace}"`);
  if (isOther) return null;
  return undecided(
    `alarm ${alarm.name} watches a query (${String(query ?? 'which was not read')}), and whether that looks at ${spoken} is not decided`,
  );
}

function onBand(alarm: Resource, reported: Reported, demand: Demand): Decision | null {
  const metric = bandedIn(alarm);
  const { name } = alarm;
  if (!metric) {
    return undecided(
      `alarm ${name} knows what is usual of an expression, and what that says of ${reported.spoken} is not decided`,
    );
  }
  if (!isSame(metric, reported)) return null;
  return decided([
    () => statisticFits(name, metric, demand),
    () => unitFits(name, metric, demand),
    () => comparedWithUsual(alarm, reported, demand),
  ]);
}

function comparedWithUsual({ name, fields }: Resource, { spoken }: Reported, demand: Demand): Decision {
  const { when, threshold, raisedAt } = demand;
  const sides = { above: 'GreaterThanUpperThreshold', below: 'LessThanLowerThreshold' } as const;
  const isRaised = ['LessThanLowerOrGreaterThanUpperThreshold', sides[when]].includes(String(fields['comparison']));
  if (!isRaised)
    return no(`alarm ${name} is not raised when ${spoken} is unusually ${when === 'above' ? 'high' : 'low'}`);
  const compares = `alarm ${name} compares ${spoken} with what is usual`;
  if (threshold) {
    return undecided(`${compares}, and whether that is a threshold of ${threshold.wanted} is not decided`);
  }
  if (raisedAt !== null) return undecided(`${compares}, and whether it is raised at ${raisedAt} is not decided`);
  return { truth: 'true', sentence: compares };
}

function onMetric({ name, fields }: Resource, metric: Metric, reported: Reported, demand: Demand): Decision {
  const { threshold } = fields;
  const isAbove = String(fields['comparison']).startsWith('GreaterThan');
  const raised = `alarm ${name} is raised when ${reported.spoken} is ${isAbove ? 'above' : 'below'} ${written(threshold)}`;
  return decided([
    () => comparedRightly(name, String(fields['comparison']), reported, demand),
    () => statisticFits(name, metric, demand),
    () => unitFits(name, metric, demand),
    () => {
      if (typeof threshold !== 'number') return undecided(`alarm ${name} has no fixed threshold`);
      const quiet = quietIn(reported, demand);
      if (quiet !== null && isRaisedAt(quiet, String(fields['comparison']), threshold)) {
        return no(`${raised}, and at ${quiet} as well: it is in ALARM whatever happens, so that nothing changes it`);
      }
      if (demand.threshold && !demand.threshold.holds(threshold)) {
        return no(`${raised}, expected a threshold of ${demand.threshold.wanted}`);
      }
      if (demand.raisedAt !== null && !isRaisedAt(demand.raisedAt, String(fields['comparison']), threshold)) {
        return no(`${raised}, and not when it is ${demand.raisedAt}`);
      }
      return { truth: 'true', sentence: raised };
    },
  ]);
}

/** The value farthest from harm: 0 of what services count and measure, 100 where more is better and it is reported in percent. */
function quietIn({ namespace }: Reported, { when, unit }: Demand): number | null {
  if (when === 'below') return unit === 'Percent' ? 100 : null;
  return /^(AWS\/|CWAgent$)/.test(namespace) ? 0 : null;
}

function isRaisedAt(value: number, comparison: string, threshold: number): boolean {
  if (value === threshold) return comparison.endsWith('OrEqualToThreshold');
  return value > threshold === comparison.startsWith('GreaterThan');
}

function comparedRightly(name: string, comparison: string, { spoken }: Reported, { when }: Demand): Decision | null {
  const found = /^(Greater|Less)Than(OrEqualTo)?Threshold$/.exec(comparison)?.[1];
  if (found === undefined) return undecided(`alarm ${name} compares with ${comparison}, which is not understood here`);
  if ((found === 'Greater') === (when === 'above')) return null;
  return no(`alarm ${name} is raised when ${spoken} is ${when === 'above' ? 'low, not high' : 'high, not low'}`);
}

function statisticFits(name: string, { statistic }: Metric, { statistics }: Demand): Decision | null {
  if (statistics.length === 0 || statistics.some((each) => isLike(statistic, each))) return null;
  return no(`alarm ${name} looks at the statistic ${statistic}, not at ${enumerate(statistics)}`);
}

function unitFits(name: string, metric: Metric, { unit }: Demand): Decision | null {
  if (metric.unit === null || metric.unit === unit) return null;
  const looks = `alarm ${name} looks for unit ${metric.unit}`;
  if (unit === null) return undecided(`${looks}, and in which unit the metric is reported is not known`);
  return no(`${looks}, and the metric is reported in ${unit}`);
}

/** "alarm cpu watches it of InstanceId i-2": an alarm that looks as if it should watch the metric; null where there is none. */
export function nearlyWatching(alarms: readonly Resource[], reported: Reported): string | null {
  const [found] = alarms
    .flatMap((alarm) => metricsIn(alarm).map((metric) => ({ alarm, metric })))
    .filter(({ metric }) => metric.namespace === reported.namespace && metric.name === reported.name)
    .map((each) => ({ ...each, differs: differing(each.metric, reported) }))
    .toSorted((one, other) => distance(one, reported) - distance(other, reported));
  if (!found) return null;
  const { alarm, metric, differs } = found;
  const place = alarm.region === reported.region ? '' : ` in ${alarm.region}`;
  if (differs.length === 0) return `alarm ${alarm.name} watches one of that name${place}`;
  const isOther = differs.every(
    (name) => Object.hasOwn(metric.dimensions, name) && Object.hasOwn(reported.dimensions, name),
  );
  if (isOther) {
    return `alarm ${alarm.name} watches that of ${enumerate(differs.map((name) => `${name} ${String(metric.dimensions[name])}`))}${place}`;
  }
  const dimensions =
    Object.keys(metric.dimensions).length === 0
      ? 'without dimensions'
      : `with the dimensions ${written(metric.dimensions)}`;
  return `alarm ${alarm.name} watches it ${dimensions}${place}`;
}

function differing(metric: Metric, { dimensions }: Reported): readonly string[] {
  const names = new Set([...Object.keys(metric.dimensions), ...Object.keys(dimensions)]);
  return [...names].filter((name) => metric.dimensions[name] !== dimensions[name]);
}

function distance(found: { readonly alarm: Resource; readonly differs: readonly string[] }, { region }: Reported) {
  return found.differs.length + (found.alarm.region === region ? 0 : 1) / 2;
}
