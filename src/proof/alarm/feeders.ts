/** Which metric filters feed an alarm: all that publish a metric it looks at. */
import type { Resource } from '../../model/resource.ts';
import type { World } from '../../model/world.ts';

const known = new WeakMap<World, ReadonlyMap<string, readonly Resource[]>>();

/** As far as filters were read. */
export function feedersOf(world: World, alarm: Resource): readonly Resource[] {
  const before = known.get(world);
  if (before) return before.get(alarm.id) ?? [];
  const byAlarm = new Map<string, Resource[]>();
  for (const filter of world.population('metricFilter').resources) {
    for (const { id } of world.related(filter, 'alarms').resources) {
      byAlarm.set(id, [...(byAlarm.get(id) ?? []), filter]);
    }
  }
  known.set(world, byAlarm);
  return byAlarm.get(alarm.id) ?? [];
}
