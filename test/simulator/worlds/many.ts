/** Organizations of any size: one account after another of every archetype, under a management account that has nothing. */
import type { World } from '../world.ts';
import { archetypes, EMPTY } from './archetypes.ts';
import type { KnownWorld } from './expected.ts';
import { account, REGIONS } from './parts.ts';

const MANAGER = '900000000000';

/** Account number `index` of a world. */
export function idOf(index: number): string {
  return String(100_000_000_000 + index);
}

/** `count` accounts besides the management account. */
export function many(count: number): KnownWorld {
  const members = Array.from({ length: count }, (_, index) => {
    const archetype = archetypes[index % archetypes.length];
    if (!archetype) throw new Error('there are no archetypes');
    return { id: idOf(index), archetype };
  });
  const world: World = {
    name: `many:${count}`,
    seed: 'many',
    caller: MANAGER,
    organization: { id: 'o-manyaccounts', managementAccount: MANAGER, featureSet: 'ALL' },
    accounts: [account(MANAGER, 'Management', {}), ...members.map(({ id, archetype }) => archetype.build(id))],
    regions: REGIONS.map((name) => ({ name, optIn: false })),
    faults: [],
    quotas: 1,
  };
  const expected = Object.fromEntries(members.map(({ id, archetype }) => [id, archetype.expected]));
  return { world, expected: { ...expected, [MANAGER]: { ...EMPTY, 'trail.organization-trail': 'fail' } } };
}
