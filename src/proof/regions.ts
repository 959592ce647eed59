/** Regions in which an account covers a class alike: the question whether all of it is covered is asked once for them. */
import { FALSE } from '../languages/formula/index.ts';
import type { EventClass } from '../model/rule.ts';
import type { Cover, Place } from './coverage.ts';
import { coversIn } from './coverage.ts';
import { holeOf } from './everywhere.ts';
import { ableOnce } from './symbolic/reach.ts';
import { conditionFormula } from './symbolic/records.ts';
import { ELSEWHERE } from './trail.ts';
import type { Hole, Universe } from './universal.ts';

export interface Alike {
  readonly regions: readonly string[];
  /** Null where every record of the class is certainly covered. */
  readonly hole: Hole | null;
}

export interface Asked {
  readonly events: EventClass;
  /** As they would be recorded in the account. */
  readonly samples: EventClass['samples'];
  readonly regions: readonly string[];
  readonly place: Omit<Place, 'region'>;
}

export function alikeIn({ events, samples, regions, place }: Asked): readonly Alike[] {
  const member = conditionFormula(events.records);
  const groups = new Map<string, { readonly regions: string[]; readonly covers: readonly Cover[] }>();
  for (const region of regions) {
    // What has nothing to do with the class neither covers any of it nor sets regions apart.
    const lists = coversIn({ ...place, region }).map((list) => about(list, member, place.world));
    const key = `${region === ELSEWHERE} ${lists.map(keyOf).join('')}`;
    const known = groups.get(key);
    if (known) known.regions.push(region);
    else groups.set(key, { regions: [region], covers: lists.flat() });
  }
  const except = regions.filter((region) => region !== ELSEWHERE);
  return [...groups.values()].map(({ regions: same, covers }) => {
    const looked = same.includes(ELSEWHERE) ? [] : same;
    const universe = { events, samples, account: place.account.id, regions: looked, except };
    return { regions: same, hole: holeLeft(universe, covers) };
  });
}

/**
 * Of a burst, one event that tells by itself is enough; otherwise all of them have to be counted together. So what takes all events joins
 * the others one name at a time, and never what would count the rest. Filters share a name where their alarm adds up (`addsUp`): that
 * each of them would do with all of the burst then means that they do with any shares of it, for a weighted mean is no less than the least.
 */
function holeLeft(universe: Universe, covers: readonly Cover[]): Hole | null {
  const names = new Set(covers.flatMap(({ takesAll }) => takesAll ?? []));
  if (names.size === 0) return holeOf(universe, covers);
  for (const name of names) {
    const joined = covers.filter(({ takesAll }) => takesAll === undefined || takesAll === name);
    if (holeOf(universe, joined) === null) return null;
  }
  return holeOf(
    universe,
    covers.map((each) => (each.takesAll === undefined ? each : { ...each, bounds: { ...each.bounds, must: FALSE } })),
  );
}

const keys = new WeakMap<readonly Cover[], string>();

function keyOf(covers: readonly Cover[]): string {
  const before = keys.get(covers);
  if (before !== undefined) return before;
  const key = covers.map((cover) => `${cover.key}\0`).join('');
  keys.set(covers, key);
  return key;
}

/** Covers of some record of the class. */
const about = ableOnce((cover: Cover) => cover.bounds.may);
