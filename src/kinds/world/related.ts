/** The other ends of a relation, and what may be hidden of them. */
import type { Gap, Resource } from '../../model/resource.ts';
import type { Related } from '../../model/world.ts';
import type { Relation } from '../kind.ts';
import type { Index, Targets } from './held.ts';
import { entry, kindOf, OF_EVERY_REGION, regionsOf } from './held.ts';
import { fieldOf, gapsOf } from './missing.ts';

export function relate(index: Index, resource: Resource, name: string): Related {
  const relation = kindOf(index, resource.kind).relations[name];
  if (!relation) throw new Error(`${resource.kind} has no relation ${name}`);
  for (const field of relation.by) {
    const datum = fieldOf(index, resource, field);
    if (!datum.known) return { resources: [], gaps: [datum.gap] };
  }
  const keys = relation.from(resource);
  const targets = entry(index.targets, relation, () => targetsOf(index, relation));
  const found = new Set(keys.flatMap((key) => targets.byKey.get(key) ?? []));
  const joined = [...found].filter((target) => relation.joins?.(resource, target) ?? true);
  const wants = relation.wants(resource, { regions: (account) => regionsFor(index, resource, relation, account) });
  // A to-one relation that found its target has nothing more to find.
  const gaps = !relation.many && joined.length > 0 ? [] : unique([...gapsOf(index, wants), ...targets.veiled]);
  const isDangling = !relation.many && keys.length > 0 && joined.length === 0 && gaps.length === 0;
  return { resources: joined, gaps, ...(isDangling ? { dangling: keys[0] ?? '' } : {}) };
}

function targetsOf(index: Index, relation: Relation): Targets {
  const byKey = new Map<string, Resource[]>();
  const veiled: Gap[] = [];
  for (const candidate of index.byKind.get(relation.kind)?.values() ?? []) {
    const unread = (relation.on ?? []).map((field) => fieldOf(index, candidate, field)).find((datum) => !datum.known);
    if (unread && !unread.known) veiled.push(unread.gap);
    else for (const key of new Set(relation.to(candidate))) entry(byKey, key, () => [] as Resource[]).push(candidate);
  }
  return { byKey, veiled };
}

/** What an account has in regions that were left out is not known; a trail that records a region is seen in it. */
function regionsFor(
  index: Index,
  { kind }: Resource,
  relation: Relation,
  account: string,
): readonly string[] | undefined {
  const known = regionsOf(index, account);
  const isCut = kind === 'account' && !OF_EVERY_REGION.has(relation.kind) && index.snapshot.scope.regions !== null;
  return isCut && known ? [...known, '*'] : known;
}

function unique(gaps: readonly Gap[]): readonly Gap[] {
  return [...new Map(gaps.map((gap) => [gap.id, gap])).values()];
}
