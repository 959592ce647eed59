/** What the routes of an account cover in a region, as bounds on records: the chain of `chain.ts` for all records at once. */
import { readSelectors } from '../languages/event-selectors/index.ts';
import { atom, complement, oneOf } from '../languages/formula/index.ts';
import type { Resource } from '../model/resource.ts';
import { isObject } from '../model/value.ts';
import type { Truth } from '../model/verdict.ts';
import { allOf } from '../model/verdict.ts';
import type { Question } from './chain.ts';
import { delivers, GLOBAL_SERVICES, logGroupLink, logs, PARTLY_GLOBAL, unseenRegion } from './chain.ts';
import { unreadField } from './link.ts';
import { filterBounds } from './matching.ts';
import { waysOn } from './notification.ts';
import type { Bounds } from './symbolic/bounds.ts';
import { ALWAYS, every, NEVER, OPEN, some } from './symbolic/bounds.ts';
import { selectorBounds } from './symbolic/selectors.ts';

/** Where a record is made, and what its routes must lead to. */
export type Place = Omit<Question, 'record' | 'siblings' | 'known'>;

/** What one route covers. Regions whose covers have the same keys are alike. */
export interface Cover {
  readonly key: string;
  readonly bounds: Bounds;
}

export function coversIn(place: Place): readonly Cover[] {
  const { resources, gaps } = place.world.related(place.account, 'trails');
  const covers = resources.flatMap((trail) => throughTrail(place, trail));
  const isHidden = gaps.length > 0 || unseenRegion(place).length > 0;
  return isHidden ? [...covers, { key: 'hidden', bounds: OPEN }] : covers;
}

const OF_TRUTH: Readonly<Record<Truth, Bounds>> = { true: ALWAYS, false: NEVER, unknown: OPEN };

function throughTrail(place: Place, trail: Resource): readonly Cover[] {
  const scope = scopeOf(place, trail);
  const held = allOf([logs(place, trail), delivers(place, trail)].map(({ truth }) => truth));
  if (held === 'false' || scope === NEVER) return [];
  const before = [OF_TRUTH[held], scope, selected(place, trail)];
  const key = [trail.id, held, scope === ALWAYS ? '' : place.region];
  const { resources, gaps } = place.world.related(trail, 'logGroup');
  const [group] = resources;
  if (!group) return gaps.length > 0 ? [cover(key, [...before, OPEN])] : [];
  return throughLogGroup(place, group, key, before);
}

function cover(key: readonly string[], parts: readonly Bounds[]): Cover {
  return { key: key.join('\n'), bounds: every(parts) };
}

function throughLogGroup(
  place: Place,
  group: Resource,
  key: readonly string[],
  before: readonly Bounds[],
): readonly Cover[] {
  const { truth } = logGroupLink(place, group);
  if (truth === 'false') return [];
  const { resources, gaps } = place.world.related(group, 'metricFilters');
  const found = resources.flatMap((filter) => {
    const ways = waysOn(place, filter).flatMap(({ links, counts }) => {
      const told = allOf(links.map((link) => link.truth));
      return told === 'false' ? [] : [every([counts, OF_TRUTH[told]])];
    });
    if (ways.length === 0) return [];
    const parts = [...before, OF_TRUTH[truth], filterBounds(place.world, filter), some(ways)];
    return [cover([...key, filter.id, truth], parts)];
  });
  return gaps.length > 0 ? [...found, cover([...key, 'hidden'], [...before, OPEN])] : found;
}

/** Which records of the region the trail records, before its selectors. */
function scopeOf({ world, region, isGlobal }: Place, trail: Resource): Bounds {
  if (unreadField(world, 'trail', trail, ['multiRegion', 'globalServiceEvents'])) return OPEN;
  const { multiRegion, globalServiceEvents } = trail.fields;
  if (multiRegion === true) return ALWAYS;
  if (trail.region !== region) return NEVER;
  if (globalServiceEvents !== false) return ALWAYS;
  if (isGlobal) return NEVER;
  const named = (services: Iterable<string>) =>
    oneOf(...[...services].flatMap((service) => [service, `${service}.amazonaws.com`]));
  return {
    must: atom(['eventSource'], complement(named([...GLOBAL_SERVICES, ...PARTLY_GLOBAL]))),
    may: atom(['eventSource'], complement(named(GLOBAL_SERVICES))),
  };
}

function selected({ world }: Place, trail: Resource): Bounds {
  const selectors = world.field(trail, 'selectors');
  if (!selectors.known || !isObject(selectors.value)) return OPEN;
  return selectorBounds(readSelectors(selectors.value));
}
