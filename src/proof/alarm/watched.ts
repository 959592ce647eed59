/** What an alarm watches: one metric, or an expression over several (PutMetricAlarm, `Metrics`). */
import type { Expression } from '../../languages/metric-math/index.ts';
import { callsIn, namesIn, parseExpression } from '../../languages/metric-math/index.ts';
import type { Resource } from '../../model/resource.ts';
import { isObject } from '../../model/value.ts';
import type { Decision } from './decision.ts';
import { undecided } from './decision.ts';
import type { Metric } from './metric.ts';
import { entriesOf, expressionsById, metricsById, ownMetric } from './metric.ts';

export type Watched =
  | { readonly type: 'metric'; readonly metric: Metric }
  | {
      readonly type: 'expression';
      /** As written. */
      readonly text: string;
      readonly expression: Expression;
      readonly metrics: ReadonlyMap<string, Metric>;
      /** Further expressions, by id. */
      readonly expressions: ReadonlyMap<string, Expression>;
    };

export function watchedBy(alarm: Resource): Watched | Decision {
  const { type } = alarm.fields;
  switch (type) {
    case 'metric':
      return { type: 'metric', metric: ownMetric(alarm) };
    case 'metricMath':
      return math(alarm);
    case 'anomalyBand':
      return undecided(
        `alarm ${alarm.name} watches an anomaly band, which is trained from what was measured: whether one event leaves it is not decided`,
      );
    case 'query':
      return undecided(
        `alarm ${alarm.name} watches a query (${String(alarm.fields['query'] ?? 'which was not read')}), and whether one event raises it is not decided`,
      );
    default:
      return undecided(
        `alarm ${alarm.name} watches something other than one metric, and whether one event raises it is not decided`,
      );
  }
}

function math(alarm: Resource): Watched | Decision {
  const entries = entriesOf(alarm);
  const [metrics, texts] = [metricsById(alarm), expressionsById(alarm)];
  const watched = entries.filter((entry) => entry['ReturnData'] !== false).map((entry) => String(entry['Id']));
  const [id] = watched;
  if (id === undefined || watched.length > 1) {
    return undecided(`alarm ${alarm.name} does not say which of its metrics and expressions it compares`);
  }
  const metric = metrics.get(id);
  return metric ? { type: 'metric', metric } : expressionOf(alarm, id, metrics, texts);
}

function expressionOf(
  alarm: Resource,
  id: string,
  metrics: ReadonlyMap<string, Metric>,
  texts: ReadonlyMap<string, string>,
): Watched | Decision {
  const expressions = new Map<string, Expression>();
  for (const [each, written] of texts) {
    const parsed = parseExpression(written);
    if (parsed.ok) {
      expressions.set(each, parsed.expression);
      continue;
    }
    const { message, start, end } = parsed.error;
    return undecided(`alarm ${alarm.name} watches a metric-math expression that is not understood here: ${message}`, {
      value: written,
      start,
      end,
    });
  }
  const expression = expressions.get(id);
  if (!expression)
    return undecided(`alarm ${alarm.name} does not say which of its metrics and expressions it compares`);
  return { type: 'expression', text: texts.get(id) ?? '', expression, metrics, expressions };
}

/** Metrics that what is compared is made of; null where an expression takes those it does not name. */
export function comparedIn(watched: Watched): readonly Metric[] | null {
  if (watched.type === 'metric') return [watched.metric];
  const ids = new Set<string>();
  const open = [watched.expression];
  for (const expression of open) {
    if (callsIn(expression).some((name) => ['METRICS', 'SEARCH'].includes(name.toUpperCase()))) return null;
    for (const id of namesIn(expression).filter((name) => !ids.has(name))) {
      ids.add(id);
      const other = watched.expressions.get(id);
      if (other) open.push(other);
    }
  }
  return [...ids].flatMap((id) => watched.metrics.get(id) ?? []);
}

/** Whether an expression is a metric minus itself: 0 wherever it has a value. */
export function isAlwaysZero(watched: Watched): boolean {
  if (watched.type === 'metric') return false;
  const { expression, metrics } = watched;
  if (expression.type !== 'binary' || expression.operator !== '-') return false;
  const [left, right] = [expression.left, expression.right].map((side) =>
    side.type === 'name' ? metrics.get(side.name) : undefined,
  );
  return left !== undefined && right !== undefined && JSON.stringify(left) === JSON.stringify(right);
}

/** Every metric an alarm looks at has the same period. */
export function periodOf(watched: Watched): number | null {
  const metrics = watched.type === 'metric' ? [watched.metric] : [...watched.metrics.values()];
  const periods = new Set(metrics.map(({ period }) => period));
  return periods.size === 1 ? ([...periods][0] ?? null) : null;
}

/** Whether a metric filter of the alarm's region publishes the metric: its dimensions are part of what it is. */
export function isFedBy(metric: Metric, filter: Resource): boolean {
  return (
    metric.account === filter.account &&
    metric.namespace === filter.fields['namespace'] &&
    metric.name === filter.fields['metricName'] &&
    Object.keys(metric.dimensions).sort().join('\n') === dimensionsOf(filter).toSorted().join('\n')
  );
}

/** Names of the dimensions a metric filter publishes, its own and those of the system. */
export function dimensionsOf({ fields }: Resource): readonly string[] {
  const { dimensions, systemDimensions } = fields;
  return [
    ...Object.keys(isObject(dimensions) ? dimensions : {}),
    ...(Array.isArray(systemDimensions) ? systemDimensions.map(String) : []),
  ];
}

/** An alarm of another account sees the metrics that are shared with its own ("Cross-account alarms"). */
export function notShared({ name, account }: Resource): Decision {
  return undecided(
    `alarm ${name} watches it from account ${account}, and whether metrics are shared with that account was not read`,
  );
}
