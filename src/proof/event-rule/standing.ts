/** Which EventBridge rules stand in an account and region. Events arrive on the default bus of the region where they are recorded. */
import type { Gap, Place, Resource } from '../../model/resource.ts';
import type { World } from '../../model/world.ts';
import { onceBeside } from '../once.ts';
import { onlyKeeps } from './keeping.ts';

const known = new WeakMap<World, ReadonlyMap<string, readonly Resource[]>>();

/** Those that may tell somebody. */
export function rulesOf(world: World, account: string): readonly Resource[] {
  return byAccount(world).get(account) ?? [];
}

/** The same list for the same place. */
export function rulesAt(world: World, { account, region }: Place): readonly Resource[] {
  return rulesOfPlace(`${account} ${region}`, world);
}

const rulesOfPlace = onceBeside((place: string, world: World) => {
  const [account = '', region = ''] = place.split(' ');
  return rulesOf(world, account).filter((rule) => rule.region === region);
});

/** Why there may be more of them. */
export function hiddenRules(world: World, { account, region }: Place): Gap | null {
  return world.missing({ kind: 'eventRule', account, region });
}

function byAccount(world: World): ReadonlyMap<string, readonly Resource[]> {
  const before = known.get(world);
  if (before) return before;
  const rules = new Map<string, Resource[]>();
  for (const rule of world.population('eventRule').resources) {
    if (onlyKeeps(rule)) continue;
    const own = rules.get(rule.account) ?? [];
    own.push(rule);
    rules.set(rule.account, own);
  }
  known.set(world, rules);
  return rules;
}
