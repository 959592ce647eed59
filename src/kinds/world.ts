/** A snapshot with its relations resolved. What no list proves whole is not known to be whole. */

import type { Want } from '../model/collect.ts';
import type { Gap, GapReason, Place, Resource } from '../model/resource.ts';
import type { Hole, Snapshot } from '../model/snapshot.ts';
import type { Datum, Population, Related, World } from '../model/world.ts';
import type { Kind, Relation } from './kind.ts';
import { texts } from './kind.ts';

/** Indexes a snapshot. Everything is looked up lazily, so that a rule pays only for what it reads. */
export function openWorld(snapshot: Snapshot, kinds: ReadonlyMap<string, Kind>): World {
  return new Indexed(snapshot, kinds);
}

class Indexed implements World {
  readonly snapshot: Snapshot;
  readonly #kinds: ReadonlyMap<string, Kind>;
  readonly #byKind = new Map<string, Map<string, Resource>>();
  readonly #gaps = new Map<string, Gap>();
  readonly #whole = new Set<string>();
  readonly #holes = new Map<string, Hole[]>();
  readonly #targets = new Map<Relation, Map<string, Resource[]>>();
  readonly #related = new Map<Resource, Map<string, Related>>();

  constructor(snapshot: Snapshot, kinds: ReadonlyMap<string, Kind>) {
    this.snapshot = snapshot;
    this.#kinds = kinds;
    for (const resource of snapshot.resources) {
      let ofKind = this.#byKind.get(resource.kind);
      if (!ofKind) this.#byKind.set(resource.kind, (ofKind = new Map()));
      ofKind.set(resource.id, resource);
    }
    for (const gap of snapshot.gaps) this.#gaps.set(gap.id, gap);
    for (const { kind, account, regions, within } of snapshot.coverage) {
      for (const region of regions) {
        for (const owner of within ?? ['']) this.#whole.add(listKey(kind, account, region, owner));
      }
    }
    for (const hole of snapshot.holes) {
      const holes = this.#holes.get(hole.account);
      if (holes) holes.push(hole);
      else this.#holes.set(hole.account, [hole]);
    }
  }

  gap(id: string): Gap | undefined {
    return this.#gaps.get(id);
  }

  resource(kind: string, id: string): Resource | undefined {
    return this.#byKind.get(kind)?.get(id);
  }

  field(resource: Resource, field: string): Datum {
    const value = resource.fields[field];
    if (value !== undefined) return { known: true, value };
    const id = resource.unread?.[field];
    const gap = id === undefined ? undefined : this.#gaps.get(id);
    return { known: false, gap: gap ?? this.#made('notCollected', resource, `${resource.kind}.${field}`) };
  }

  related(resource: Resource, name: string): Related {
    let known = this.#related.get(resource);
    if (!known) this.#related.set(resource, (known = new Map()));
    const before = known.get(name);
    if (before) return before;
    const found = this.#resolve(resource, name);
    known.set(name, found);
    return found;
  }

  population(name: string): Population {
    const kind = this.#kind(name);
    const resources = [...(this.#byKind.get(name)?.values() ?? [])];
    if (typeof kind.population === 'object') return { resources, unlisted: this.#behind(kind.population.through) };
    const unlisted: (Place & { gap: Gap })[] = [];
    for (const account of this.snapshot.scope.accounts) {
      unlisted.push(...this.#unlistedIn(account, name, kind.population));
    }
    return { resources, unlisted };
  }

  #unlistedIn(account: string, kind: string, population: Kind['population']): readonly (Place & { gap: Gap })[] {
    if (population === 'discovered') {
      const hole = (this.#holes.get(account) ?? []).find((candidate) => candidate.kind === kind);
      // An account exists whether or not anything in it could be read; its regions are read with it.
      if (kind === 'account' || kind === 'organization') return hole ? [this.#at(account, '', hole)] : [];
      if (this.#regions(account)) return [];
      return [{ account, region: '', gap: this.#missing({ kind, account, region: '*' }) }];
    }
    const regions = population === 'account' ? [''] : this.#regions(account);
    if (!regions) return [{ account, region: '', gap: this.#missing({ kind, account, region: '*' }) }];
    return regions.flatMap((region) => {
      const want = { kind, account, region };
      return this.#isWhole(want) ? [] : [{ account, region, gap: this.#missing(want) }];
    });
  }

  /** Gaps that may hide resources which only a relation leads to. */
  #behind(through: string): readonly (Place & { gap: Gap })[] {
    const [kind = '', relation = ''] = through.split('.');
    const parents = this.population(kind);
    const hidden = new Map(
      parents.unlisted.map((place) => [`${place.account} ${place.region} ${place.gap.id}`, place]),
    );
    for (const parent of parents.resources) {
      for (const gap of this.related(parent, relation).gaps) {
        const place = { account: gap.account, region: gap.region, gap };
        hidden.set(`${place.account} ${place.region} ${gap.id}`, place);
      }
    }
    return [...hidden.values()];
  }

  #at(account: string, region: string, hole: Hole): Place & { gap: Gap } {
    const gap = this.#gaps.get(hole.gap) ?? this.#made('notCollected', { account, region }, hole.kind);
    return { account, region, gap };
  }

  #regions(account: string): readonly string[] | undefined {
    const regions = this.#byKind.get('account')?.get(account)?.fields['regions'];
    return regions === undefined ? undefined : texts(regions);
  }

  #resolve(resource: Resource, name: string): Related {
    const relation = this.#kind(resource.kind).relations[name];
    if (!relation) throw new Error(`${resource.kind} has no relation ${name}`);
    for (const field of relation.by) {
      const datum = this.field(resource, field);
      if (!datum.known) return { resources: [], gaps: [datum.gap] };
    }
    const keys = relation.from(resource);
    const targets = this.#index(relation);
    const found = new Set(keys.flatMap((key) => targets.get(key) ?? []));
    const joined = [...found].filter((target) => relation.joins?.(resource, target) ?? true);
    const wants = relation.wants(resource, { regions: (account) => this.#regions(account) });
    // A to-one relation that found its target has nothing more to find.
    const gaps = !relation.many && joined.length > 0 ? [] : this.#gapsOf(wants);
    const isDangling = !relation.many && keys.length > 0 && joined.length === 0 && gaps.length === 0;
    return { resources: joined, gaps, ...(isDangling ? { dangling: keys[0] ?? '' } : {}) };
  }

  #gapsOf(wants: readonly Want[]): readonly Gap[] {
    const gaps = wants.filter((want) => !this.#isWhole(want)).map((want) => this.#missing(want));
    return [...new Map(gaps.map((gap) => [gap.id, gap])).values()];
  }

  #isWhole(want: Want): boolean {
    return (
      this.#whole.has(listKey(want.kind, want.account, want.region, '')) ||
      (want.within !== undefined && this.#whole.has(listKey(want.kind, want.account, want.region, want.within)))
    );
  }

  /** The gap behind a list that is not known to be whole. */
  #missing(want: Want): Gap {
    const hole = (this.#holes.get(want.account) ?? []).find(
      (candidate) =>
        (candidate.kind === '*' || candidate.kind === want.kind) &&
        (candidate.region === '*' || want.region === '*' || candidate.region === want.region) &&
        (candidate.within === undefined || candidate.within === want.within),
    );
    const gap = hole && this.#gaps.get(hole.gap);
    if (gap) return gap;
    const inScope = this.snapshot.scope.accounts.includes(want.account);
    return this.#made(inScope ? 'notCollected' : 'outOfScope', want, want.kind);
  }

  /** A gap that no call left behind: nobody was asked. */
  #made(reason: GapReason, place: Place, what: string): Gap {
    const id = `${place.account}/${place.region}/${what}`;
    const before = this.#gaps.get(id);
    if (before) return before;
    const message =
      reason === 'outOfScope'
        ? `account ${place.account} is not among the accounts looked at`
        : `the snapshot does not hold ${what}: it was taken for other rules`;
    const gap: Gap = { id, reason, account: place.account, region: place.region, call: '', action: '', message };
    this.#gaps.set(id, gap);
    return gap;
  }

  #index(relation: Relation): ReadonlyMap<string, readonly Resource[]> {
    const before = this.#targets.get(relation);
    if (before) return before;
    const index = new Map<string, Resource[]>();
    for (const candidate of this.#byKind.get(relation.kind)?.values() ?? []) {
      for (const key of new Set(relation.to(candidate))) {
        const known = index.get(key);
        if (known) known.push(candidate);
        else index.set(key, [candidate]);
      }
    }
    this.#targets.set(relation, index);
    return index;
  }

  #kind(name: string): Kind {
    const kind = this.#kinds.get(name);
    if (!kind) throw new Error(`there is no kind ${name}`);
    return kind;
  }
}

function listKey(kind: string, account: string, region: string, within: string): string {
  return [kind, account, region, within].join('\n');
}
