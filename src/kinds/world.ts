/** A snapshot with its relations resolved. What no list proves whole is not known to be whole. */
import type { Resource } from '../model/resource.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Related, World } from '../model/world.ts';
import type { Kind } from './kind.ts';
import { entry, indexOf, isWhole } from './world/held.ts';
import { fieldOf, missing, unreadable } from './world/missing.ts';
import { populationOf } from './world/population.ts';
import { relate } from './world/related.ts';

/** Indexes a snapshot. Relations are resolved when asked for, so that a rule pays only for what it reads. */
export function openWorld(snapshot: Snapshot, kinds: ReadonlyMap<string, Kind>): World {
  const index = indexOf(snapshot, kinds);
  const resolved = new Map<Resource, Map<string, Related>>();
  return {
    snapshot,
    unreadable: (account) => unreadable(index, account),
    missing: (want) => (isWhole(index, want) ? null : missing(index, want)),
    gap: (id) => index.gaps.get(id),
    resource: (kind, id) => index.byKind.get(kind)?.get(id),
    field: (resource, field) => fieldOf(index, resource, field),
    population: (kind, through) => populationOf(index, kind, through),
    related(resource, relation) {
      const known = entry(resolved, resource, () => new Map<string, Related>());
      return entry(known, relation, () => relate(index, resource, relation));
    },
  };
}
