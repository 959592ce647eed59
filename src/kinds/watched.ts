/** From a resource that metrics watch to the alarms that may look at them. */
import type { Resource } from '../model/resource.ts';
import { watchedMetrics } from './alarm.ts';
import type { Relation } from './kind.ts';
import { text } from './kind.ts';

/**
 * Alarms on a metric that has the resource among its dimensions, on a metric of these namespaces without dimensions (it sums up all of them), or on
 * what a query finds. `dimensions`: name of a dimension -> field that holds its value. Only they are followed to topics and subscribers.
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
    on: ['type', 'namespace', 'metricName', 'dimensions', 'metrics'],
    from: ({ account, region, fields: values }) => [
      ...fields.flatMap(([name, field]) => {
        const value = text(values[field]);
        return value === null ? [] : [keyOf(account, region, `${name}=${value}`)];
      }),
      ...namespaces.map((namespace) => keyOf(account, region, namespace)),
      keyOf(account, region, QUERIES),
    ],
    to: lookedAt,
    wants: ({ account, region }) => [{ kind: 'alarm', account, region }],
  };
}

const QUERIES = 'a query';

/** Under which keys an alarm is found: the dimensions of its metrics, the namespaces of those without any, and whether it is on a query. */
function lookedAt(alarm: Resource): readonly string[] {
  const keys = watchedMetrics(alarm).flatMap(({ key, dimensions }) => {
    const [account = '', region = '', namespace = ''] = key.split('\n');
    const pairs = Object.entries(dimensions).map(([name, value]) => `${name}=${String(value)}`);
    return (pairs.length > 0 ? pairs : [namespace]).map((each) => keyOf(account, region, each));
  });
  return alarm.fields['type'] === 'query' ? [...keys, keyOf(alarm.account, alarm.region, QUERIES)] : keys;
}

function keyOf(account: string, region: string, what: string): string {
  return [account, region, what].join('\n');
}
