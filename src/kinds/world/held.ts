/** What a snapshot holds, found by kind and id, and the lists that it proves whole. */
import type { Want } from '../../model/collect.ts';
import type { Gap, Resource } from '../../model/resource.ts';
import type { Hole, Snapshot } from '../../model/snapshot.ts';
import type { Kind, Relation } from '../kind.ts';
import { texts } from '../kind.ts';

export interface Index {
  readonly snapshot: Snapshot;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly byKind: Map<string, Map<string, Resource>>;
  readonly gaps: Map<string, Gap>;
  /** Keys of the lists that are whole. */
  readonly whole: ReadonlySet<string>;
  /** By account. */
  readonly holes: ReadonlyMap<string, readonly Hole[]>;
  readonly targets: Map<Relation, Targets>;
}

/** The other ends of a relation. */
export interface Targets {
  /** Key -> candidates found under it. */
  readonly byKey: ReadonlyMap<string, readonly Resource[]>;
  /** Why it is not known whether some candidates are related. */
  readonly veiled: readonly Gap[];
}

export function indexOf(snapshot: Snapshot, kinds: ReadonlyMap<string, Kind>): Index {
  const byKind = new Map<string, Map<string, Resource>>();
  // In one order, so that findings do not depend on the snapshot's.
  for (const resource of snapshot.resources.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
    entry(byKind, resource.kind, () => new Map<string, Resource>()).set(resource.id, resource);
  }
  const whole = new Set<string>();
  for (const { kind, account, regions, within } of snapshot.coverage) {
    for (const region of regions) {
      for (const owner of within ?? ['']) whole.add(listKey(kind, account, region, owner));
    }
  }
  const holes = new Map<string, Hole[]>();
  for (const hole of snapshot.holes) {
    entry(holes, hole.account, () => [] as Hole[]).push(hole);
    // A list that is said to be both whole and not is not whole.
    whole.delete(listKey(hole.kind, hole.account, hole.region, hole.within ?? ''));
  }
  const gaps = new Map(snapshot.gaps.map((gap) => [gap.id, gap]));
  return { snapshot, kinds, byKind, gaps, whole, holes, targets: new Map() };
}

export function kindOf(index: Index, name: string): Kind {
  const kind = index.kinds.get(name);
  if (!kind) throw new Error(`there is no kind ${name}`);
  return kind;
}

export function allOf(index: Index, kind: string): readonly Resource[] {
  return [...(index.byKind.get(kind)?.values() ?? [])];
}

/** They stand in one region and hold what happens in others. */
export const OF_EVERY_REGION: ReadonlySet<string> = new Set(['trail', 'bucket']);

/** Undefined where they are not known; an account in which no region is looked at is not known to be empty. */
export function regionsOf(index: Index, account: string): readonly string[] | undefined {
  const regions = texts(index.byKind.get('account')?.get(account)?.fields['regionNames']);
  return regions.length === 0 ? undefined : regions;
}

export function isWhole(index: Index, want: Want): boolean {
  const { kind, account, region, within } = want;
  if (index.whole.has(listKey(kind, account, region, ''))) return true;
  return within !== undefined && index.whole.has(listKey(kind, account, region, within));
}

/** The value under a key, made when it is asked for first. */
export function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const before = map.get(key);
  if (before !== undefined) return before;
  const value = make();
  map.set(key, value);
  return value;
}

function listKey(kind: string, account: string, region: string, within: string): string {
  return [kind, account, region, within].join('\n');
}
