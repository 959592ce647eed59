/** From a resource that metrics watch to the alarms that may look at them. */
import type { Resource } from '../model/resource.ts';
import { watchedMetrics } from './alarm/metrics.ts';
import type { Relation } from './kind.ts';
import { text } from './kind.ts';

/**
 * Alarms on a metric that has the resource among its dimensions, or on a metric of these namespaces without dimensions (it sums up all of them).
 * `dimensions`: name of a dimension -> field that holds its value. Only they are followed to topics and subscribers.
 */
export function watchingAlarms(
  dimensions: Readonly<Record<string, string>>,
  namespaces: readonly string[],
  about: string,
): Relation {
  const fields = Object.entries(dimensions);
  return {
    kind: 'alarm',
    many: true,
    about,
    by: [...new Set(fields.map(([, field]) => field))],
    on: ['namespace', 'metricName', 'dimensions', 'metrics'],
    from: ({ account, region, fields: values }) => [
      ...fields.flatMap(([name, field]) => {
        const value = text(values[field]);
        return value === null ? [] : [keyOf(account, region, `${name}=${value}`)];
      }),
      ...namespaces.map((namespace) => keyOf(account, region, namespace)),
    ],
    to: lookedAt,
    wants: ({ account, region }) => [{ kind: 'alarm', account, region }],
  };
}

/** Under which keys an alarm is found: the dimensions of its metrics, and the namespaces of those without any. */
function lookedAt(alarm: Resource): readonly string[] {
  return watchedMetrics(alarm).flatMap(({ key, dimensions }) => {
    const [account = '', region = '', namespace = ''] = key.split('\n');
    const pairs = Object.entries(dimensions).map(([name, value]) => `${name}=${String(value)}`);
    return (pairs.length > 0 ? pairs : [namespace]).map((each) => keyOf(account, region, each));
  });
}

function keyOf(account: string, region: string, what: string): string {
  return [account, region, what].join('\n');
}
