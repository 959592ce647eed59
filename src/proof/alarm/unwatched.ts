/** A metric of a filter that no alarm watches, and the alarm that looks as if it should. */
import type { Link } from '../../model/proof.ts';
import type { Resource } from '../../model/resource.ts';
import { isObject } from '../../model/value.ts';
import { written } from '../../model/words.ts';
import type { World } from '../../model/world.ts';
import { no } from '../link.ts';
import { alarmsOf } from './feeders.ts';
import { dimensionsOf } from './watched.ts';

/** An alarm that looks as if it should says more than "none". */
export function noAlarm(world: World, filter: Resource): Link {
  const { namespace, metricName } = filter.fields;
  const metric = `${String(namespace)}/${String(metricName)}`;
  const alike = alarmsOf(world, filter.account).filter(
    (alarm) => alarm.fields['type'] === 'metric' && sameText(alarm.fields['metricName'], metricName),
  );
  const [first] = alike.toSorted((one, other) => distance(one, filter) - distance(other, filter));
  const start = `no alarm watches the metric ${metric} of filter ${filter.name} in ${filter.account}/${filter.region}`;
  if (!first) return no('alarm', start, filter);
  return no('alarm', `${start}; ${difference(first, filter)}`, filter);
}

function sameText(one: unknown, other: unknown): boolean {
  return typeof one === 'string' && typeof other === 'string' && one.toLowerCase() === other.toLowerCase();
}

function distance(alarm: Resource, filter: Resource): number {
  return alarm.region === filter.region ? 0 : 1;
}

function difference(alarm: Resource, filter: Resource): string {
  const { namespace, metricName, dimensions } = alarm.fields;
  if (alarm.region !== filter.region) return `alarm ${alarm.name} watches one of that name in ${alarm.region}`;
  if (namespace !== filter.fields['namespace'] || metricName !== filter.fields['metricName']) {
    return `alarm ${alarm.name} watches ${String(namespace)}/${String(metricName)}`;
  }
  const own = isObject(filter.fields['dimensions']) ? filter.fields['dimensions'] : {};
  const published = Object.fromEntries(dimensionsOf(filter).map((name) => [name, own[name] ?? 'of the system']));
  return `alarm ${alarm.name} watches it with the dimensions ${written(dimensions)}, the filter publishes ${written(published)}`;
}
