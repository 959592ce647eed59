/** Which metric filters feed an alarm: all that publish a metric it looks at. And which alarms an account has. */
import type { Resource } from '../../model/resource.ts';
import type { World } from '../../model/world.ts';

type Lists = ReadonlyMap<string, readonly Resource[]>;

const feeders = new WeakMap<World, Lists>();
const accounts = new WeakMap<World, Lists>();
const queries = new WeakMap<World, Lists>();

/** As far as filters were read. */
export function feedersOf(world: World, alarm: Resource): readonly Resource[] {
  const byAlarm = listed(feeders, world, () =>
    world
      .population('metricFilter')
      .resources.flatMap((filter) => world.related(filter, 'alarms').resources.map(({ id }) => [id, filter] as const)),
  );
  return byAlarm.get(alarm.id) ?? [];
}

/** Whatever they watch. */
export function alarmsOf(world: World, account: string): readonly Resource[] {
  const byAccount = listed(accounts, world, () =>
    world.population('alarm').resources.map((alarm) => [alarm.account, alarm] as const),
  );
  return byAccount.get(account) ?? [];
}

/** Those of a region that watch what a query finds, which may be metrics that are shared with their account. */
export function queriesIn(world: World, region: string): readonly Resource[] {
  const byRegion = listed(queries, world, () =>
    world
      .population('alarm')
      .resources.flatMap((alarm) => (alarm.fields['type'] === 'query' ? [[alarm.region, alarm] as const] : [])),
  );
  return byRegion.get(region) ?? [];
}

function listed(
  known: WeakMap<World, Lists>,
  world: World,
  pairs: () => readonly (readonly [string, Resource])[],
): Lists {
  const before = known.get(world);
  if (before) return before;
  const lists = new Map<string, Resource[]>();
  for (const [key, resource] of pairs()) {
    const list = lists.get(key);
    if (list) list.push(resource);
    else lists.set(key, [resource]);
  }
  known.set(world, lists);
  return lists;
}
