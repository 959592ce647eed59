/** The metrics that an alarm looks at, by namespace, name and dimensions, and who publishes them. */
import type { Draft } from '../../model/collect.ts';
import type { Resource } from '../../model/resource.ts';
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import { list, text } from '../kind.ts';

/** One metric an alarm looks at: its key (account, region, namespace, name) and dimensions. */
export interface WatchedMetric {
  readonly key: string;
  readonly dimensions: Readonly<Record<string, Value>>;
}

export function metricKey(account: string, region: string, namespace: string, name: string): string {
  return [account, region, namespace, name].join('\n');
}

/** Every metric the alarm looks at; none for composites and queries. */
export function watchedMetrics(resource: Resource | Draft): readonly WatchedMetric[] {
  const own = (
    namespace: Value | undefined,
    name: Value | undefined,
    dimensions: Value | undefined,
    account?: string,
  ) =>
    text(namespace) !== null && text(name) !== null
      ? [
          {
            key: metricKey(account ?? resource.account, resource.region, String(namespace), String(name)),
            dimensions: isObject(dimensions) ? dimensions : {},
          },
        ]
      : [];
  const { fields } = resource;
  return [
    ...own(fields['namespace'], fields['metricName'], fields['dimensions']),
    ...list(fields['metrics']).flatMap((entry) => {
      const stat = isObject(entry) ? entry['MetricStat'] : null;
      const metric = isObject(stat) ? stat['Metric'] : null;
      if (!isObject(entry) || !isObject(metric)) return [];
      const account = text(entry['AccountId']) ?? undefined;
      return own(metric['Namespace'], metric['MetricName'], dimensionMap(metric['Dimensions']), account);
    }),
  ];
}

/** Namespaces of its metrics that are none of AWS's own: what stands there somebody has to publish. */
export function ownNamespaces(resource: Resource): readonly string[] {
  const all = watchedMetrics(resource).map(({ key }) => key.split('\n')[2] ?? '');
  return [...new Set(all.filter((namespace) => namespace !== '' && !namespace.startsWith('AWS/')))];
}

/** A metric with its dimensions, whose order does not matter. */
export function watchedKey({ key, dimensions }: WatchedMetric): string {
  const pairs = Object.keys(dimensions).sort();
  return [key, ...pairs.map((name) => `${name}=${String(dimensions[name])}`)].join('\n');
}

export function customMetricKeys({ account, region, fields }: Resource): readonly string[] {
  const key = metricKey(account, region, text(fields['namespace']) ?? '', text(fields['name']) ?? '');
  return [watchedKey({ key, dimensions: isObject(fields['dimensions']) ? fields['dimensions'] : {} })];
}

/** A metric with other dimensions is another metric; a filter gives them their values from the log event. */
export function isWatched(alarm: Resource, { account, region, fields }: Resource): boolean {
  const key = metricKey(account, region, text(fields['namespace']) ?? '', text(fields['metricName']) ?? '');
  const own = Object.keys(isObject(fields['dimensions']) ? fields['dimensions'] : {});
  const published = [...own, ...list(fields['systemDimensions']).map(String)].sort().join('\n');
  return watchedMetrics(alarm).some((each) => each.key === key && dimensionNames(each).join('\n') === published);
}

export function dimensionNames(metric: WatchedMetric): readonly string[] {
  return Object.keys(metric.dimensions).sort();
}

export function dimensionMap(dimensions: Value | undefined): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    list(dimensions).flatMap((item) => (isObject(item) ? [[String(item['Name']), item['Value'] ?? null]] : [])),
  );
}
