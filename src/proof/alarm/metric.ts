/** The metrics that an alarm names, one of its own or several by id (PutMetricAlarm, `Metrics`). */
import type { Resource } from '../../model/resource.ts';
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';

/** A metric as an alarm names it. */
export interface Metric {
  /** 12 digits. */
  readonly account: string;
  readonly namespace: string;
  readonly name: string;
  /** Dimension name -> value. */
  readonly dimensions: Readonly<Record<string, Value>>;
  readonly statistic: string;
  /** Seconds; null where it is not said. */
  readonly period: number | null;
  /** Null: any. */
  readonly unit: string | null;
}

export function ownMetric({ account, fields }: Resource): Metric {
  return {
    account,
    namespace: String(fields['namespace']),
    name: String(fields['metricName']),
    dimensions: isObject(fields['dimensions']) ? fields['dimensions'] : {},
    statistic: String(fields['statistic']),
    period: number(fields['period']),
    unit: text(fields['unit']),
  };
}

function metricOf(entry: { readonly [key: string]: Value }, account: string): Metric | null {
  const stat = entry['MetricStat'];
  const metric = isObject(stat) ? stat['Metric'] : null;
  if (!isObject(stat) || !isObject(metric)) return null;
  return {
    account: text(entry['AccountId']) ?? account,
    namespace: String(metric['Namespace']),
    name: String(metric['MetricName']),
    dimensions: dimensionsIn(metric['Dimensions']),
    statistic: String(stat['Stat']),
    period: number(stat['Period']),
    unit: text(stat['Unit']),
  };
}

export function entriesOf({ fields: { metrics } }: Resource): readonly { readonly [key: string]: Value }[] {
  return Array.isArray(metrics) ? metrics.filter(isObject) : [];
}

export function metricsById(alarm: Resource): ReadonlyMap<string, Metric> {
  return new Map(
    entriesOf(alarm).flatMap((entry) => {
      const metric = metricOf(entry, alarm.account);
      return metric ? [[String(entry['Id']), metric]] : [];
    }),
  );
}

/** As written, by id. */
export function expressionsById(alarm: Resource): ReadonlyMap<string, string> {
  const entries = entriesOf(alarm).filter((entry) => !metricOf(entry, alarm.account));
  return new Map(entries.map((entry) => [String(entry['Id']), String(entry['Expression'])]));
}

/** Every metric that an alarm names, compared or not; none where it is made of other alarms or a query. */
export function metricsIn(alarm: Resource): readonly Metric[] {
  return alarm.fields['type'] === 'metric' ? [ownMetric(alarm)] : [...metricsById(alarm).values()];
}

/** The metric of which an alarm on an anomaly band knows what is usual; null where the band is of an expression. */
export function bandedIn(alarm: Resource): Metric | null {
  const metrics = metricsById(alarm);
  const [banded] = [...expressionsById(alarm).values()].flatMap((text) => {
    const id = /^\s*ANOMALY_DETECTION_BAND\(\s*(\w+)\s*[,)]/.exec(text)?.[1];
    return id === undefined ? [] : [metrics.get(id) ?? null];
  });
  return banded ?? null;
}

function dimensionsIn(dimensions: Value | undefined): Readonly<Record<string, Value>> {
  const all = Array.isArray(dimensions) ? dimensions : [];
  return Object.fromEntries(
    all.flatMap((each) => (isObject(each) ? [[String(each['Name']), each['Value'] ?? null]] : [])),
  );
}

function text(value: Value | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function number(value: Value | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
