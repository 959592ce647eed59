/** Which records trails record, before it matters where they send them, as bounds. */
import { readSelectors } from '../languages/event-selectors/index.ts';
import type { ValueSet } from '../languages/formula/index.ts';
import { atom, complement, oneOf } from '../languages/formula/index.ts';
import type { Resource } from '../model/resource.ts';
import { isObject } from '../model/value.ts';
import type { Place } from './coverage.ts';
import { unreadField } from './link.ts';
import { once } from './once.ts';
import type { Bounds } from './symbolic/bounds.ts';
import { ALWAYS, NEVER, OPEN } from './symbolic/bounds.ts';
import { selectorBounds } from './symbolic/selectors.ts';
import { GLOBAL_SERVICES, PARTLY_GLOBAL } from './trail.ts';

/** Which records of the region the trail records, before its selectors. */
export function scopeOf(
  { world, region, isGlobal }: Pick<Place, 'world' | 'region' | 'isGlobal'>,
  trail: Resource,
): Bounds {
  if (unreadField(world, 'trail', trail, ['multiRegion', 'globalServiceEvents'])) return OPEN;
  const { multiRegion, globalServiceEvents } = trail.fields;
  if (multiRegion === true) return ALWAYS;
  if (trail.region !== region) return NEVER;
  if (globalServiceEvents !== false) return ALWAYS;
  if (isGlobal) return NEVER;
  return WITHOUT_GLOBAL_SERVICES;
}

const WITHOUT_GLOBAL_SERVICES: Bounds = {
  must: atom(['eventSource'], complement(named([...GLOBAL_SERVICES, ...PARTLY_GLOBAL]))),
  may: atom(['eventSource'], complement(named(GLOBAL_SERVICES))),
};

function named(services: Iterable<string>): ValueSet {
  return oneOf(...[...services].flatMap((service) => [`${service}.amazonaws.com`, service]));
}

export function selected({ world }: Place, trail: Resource): Bounds {
  const selectors = world.field(trail, 'selectors');
  if (!selectors.known || !isObject(selectors.value)) return OPEN;
  return boundsOfSelectors(JSON.stringify(selectors.value));
}

const boundsOfSelectors = once((text) => selectorBounds(readSelectors(JSON.parse(text))));
