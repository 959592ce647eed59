/** What a run has seen so far: resources, gaps, and which lists were read to their end. The same facts give the same snapshot in whatever order they came. */
import type { Kind, Relation } from '../../kinds/kind.ts';
import type { Draft, Unread, Want } from '../../model/collect.ts';
import type { Gap, Origin, Place, Resource } from '../../model/resource.ts';
import type { Coverage, Hole, Snapshot } from '../../model/snapshot.ts';
import type { Value } from '../../model/value.ts';

/** What came of a further call about a resource: its fields, or the gap that says why they are missing. */
export type Detailed =
  | { readonly fields: Readonly<Record<string, Value>>; readonly origin: Origin }
  | { readonly unread: readonly string[]; readonly gap: string };

/** One resource: every sighting of it, by whom, and what further calls gave. */
export interface Seen {
  readonly sightings: Draft[];
  /** Accounts whose credentials saw it. */
  readonly viewers: Set<string>;
  readonly details: Map<string, Detailed>;
}

export interface Recorder {
  /** A resource as a list gave it; `viewer` is the account whose credentials saw it. */
  sight(found: Draft, viewer: string): Seen;
  /** Resources that a relation leads to, of those seen so far. */
  targets(relation: Relation, resource: Resource): readonly Seen[];
  whole(want: Want): void;
  hole(hole: Hole): void;
  /** The id of the gap. */
  gap(place: Place, failure: Unread, action: string, subject?: string): string;
  /** The resource as it is known by now. */
  resource(seen: Seen): Resource;
  finish(facts: Pick<Snapshot, 'tool' | 'takenAt' | 'scope'>): Snapshot;
}

export function openRecorder(kinds: ReadonlyMap<string, Kind>): Recorder {
  const known = new Map<string, Seen>();
  const sightings = new Map<string, Draft[]>();
  const indexes = new Map<Relation, TargetIndex>();
  const gaps = new Map<string, Gap>();
  const wholes: Want[] = [];
  const holes: Hole[] = [];
  const resource = (seen: Seen) => finished(seen, kinds);
  return {
    resource,
    sight(found, viewer) {
      const key = keyOf(found.kind, found.id);
      const seen: Seen = known.get(key) ?? { sightings: [], viewers: new Set<string>(), details: new Map() };
      known.set(key, seen);
      seen.sightings.push(found);
      seen.viewers.add(viewer);
      const ofKind: Draft[] = sightings.get(found.kind) ?? [];
      sightings.set(found.kind, ofKind);
      ofKind.push(found);
      return seen;
    },
    targets(relation, from) {
      const index = indexes.get(relation) ?? { read: 0, ids: new Map<string, Set<string>>() };
      indexes.set(relation, index);
      catchUp(index, relation, sightings.get(relation.kind) ?? []);
      const ids = new Set(relation.from(from).flatMap((key) => [...(index.ids.get(key) ?? [])]));
      return [...ids]
        .flatMap((id) => known.get(keyOf(relation.kind, id)) ?? [])
        .filter((seen) => relation.joins?.(from, resource(seen)) ?? true);
    },
    whole: (want) => wholes.push(want),
    hole: (hole) => holes.push(hole),
    gap({ account, region }, { reason, call, message }, action, subject) {
      const id = [account, region, call, ...(subject === undefined ? [] : [subject])].join('/');
      gaps.set(id, { id, reason, call, action, account, region, message });
      return id;
    },
    finish: (facts) => ({
      schemaVersion: 1,
      ...facts,
      resources: [...known.values()].map(resource).sort(by((each) => [each.kind, each.account, each.region, each.id])),
      gaps: [...gaps.values()].sort(by(({ id }) => [id])),
      coverage: coverageOf(wholes),
      holes: holes.toSorted(by(({ kind, account, region, within }) => [kind, account, region, within ?? ''])),
    }),
  };
}

/** Key of a target -> ids of the resources found under it; brought up to date when it is asked. */
interface TargetIndex {
  read: number;
  readonly ids: Map<string, Set<string>>;
}

function catchUp(index: TargetIndex, relation: Relation, sightings: readonly Draft[]): void {
  for (const found of sightings.slice(index.read)) {
    for (const key of relation.to(found)) {
      const ids = index.ids.get(key) ?? new Set<string>();
      index.ids.set(key, ids.add(found.id));
    }
  }
  index.read = sightings.length;
}

function keyOf(kind: string, id: string): string {
  return `${kind}\n${id}`;
}

/** Sightings in one order, whichever came first: from its own account and home region before those from elsewhere. */
function merged({ sightings }: Seen, kind: Kind | undefined): Draft {
  const [first, ...others] = sightings.length === 1 ? sightings : sightings.toSorted(by(whence));
  if (!first) throw new Error('a resource that nobody saw');
  return others.reduce((kept, again) => kind?.merge?.(kept, again) ?? kept, first);
}

function whence({ account, region, origins }: Draft): readonly string[] {
  const { list } = origins;
  if (!list || 'file' in list) return [''];
  const isHome = list.account === account && list.region === region;
  return [isHome ? '0' : '1', list.account, list.region];
}

function finished(seen: Seen, kinds: ReadonlyMap<string, Kind>): Resource {
  const resource = merged(seen, kinds.get(seen.sightings[0]?.kind ?? ''));
  if (seen.details.size === 0) return resource;
  const fields: Record<string, Value> = { ...resource.fields };
  const origins: Record<string, Origin> = { ...resource.origins };
  const unread: Record<string, string> = {};
  for (const [name, outcome] of [...seen.details].sort(by(([key]) => [key]))) {
    if ('gap' in outcome) for (const field of outcome.unread) unread[field] = outcome.gap;
    else {
      Object.assign(fields, outcome.fields);
      origins[name] = outcome.origin;
    }
  }
  return { ...resource, fields, origins, ...(Object.keys(unread).length > 0 ? { unread } : {}) };
}

/** One line per kind, account and owner rather than per region. */
function coverageOf(wholes: readonly Want[]): readonly Coverage[] {
  const lines = new Map<string, { readonly want: Want; readonly regions: Set<string> }>();
  for (const want of wholes) {
    const key = [want.kind, want.account, want.within ?? ''].join('\n');
    const line = lines.get(key) ?? { want, regions: new Set<string>() };
    lines.set(key, line);
    line.regions.add(want.region);
  }
  return [...lines].sort(by(([key]) => [key])).map(([, { want, regions }]) => ({
    kind: want.kind,
    account: want.account,
    regions: [...regions].sort(),
    ...(want.within === undefined ? {} : { within: [want.within] }),
  }));
}

/** Order by the texts of a key, by code unit, so that it depends on no locale. */
function by<T>(key: (item: T) => readonly string[]): (one: T, other: T) => number {
  return (one, other) => {
    const right = key(other);
    for (const [index, part] of key(one).entries()) {
      const against = right[index] ?? '';
      if (part !== against) return part < against ? -1 : 1;
    }
    return 0;
  };
}
