/** A snapshot with its relations resolved. What no list proves whole is not known to be whole. */

import type { Want } from '../model/collect.ts';
import type { Gap, GapReason, Place, Resource } from '../model/resource.ts';
import type { Hole, Snapshot } from '../model/snapshot.ts';
import { enumerate } from '../model/words.ts';
import type { Datum, Population, Related, World } from '../model/world.ts';
import type { Kind, Relation } from './kind.ts';
import { texts } from './kind.ts';

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

interface Index {
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
interface Targets {
  /** Key -> candidates found under it. */
  readonly byKey: ReadonlyMap<string, readonly Resource[]>;
  /** Why it is not known whether some candidates are related. */
  readonly veiled: readonly Gap[];
}

function indexOf(snapshot: Snapshot, kinds: ReadonlyMap<string, Kind>): Index {
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

function fieldOf(index: Index, resource: Resource, field: string): Datum {
  const value = resource.fields[field];
  if (value !== undefined) return { known: true, value };
  const id = resource.unread?.[field];
  const gap = id === undefined ? undefined : index.gaps.get(id);
  return { known: false, gap: gap ?? made(index, 'notCollected', resource, `${resource.kind}.${field}`) };
}

type Hidden = Population['unlisted'][number];

function populationOf(index: Index, name: string, through?: readonly string[]): Population {
  const kind = kindOf(index, name);
  // What lies outside of what was asked for is context, and no part of the population.
  const resources = allOf(index, name).filter((each) => isSubject(index, each));
  const own = typeof kind.population === 'object' ? kind.population.through : [];
  const leading = through ?? own;
  if (leading.length > 0) {
    const ways = leading.map((each) => behind(index, each));
    const unlisted = ways.flatMap(({ hidden }) => hidden).filter((each) => isSubject(index, each));
    const reached = new Set(ways.flatMap((way) => way.resources));
    const hiding = new Set(unlisted.map(({ account }) => account));
    // Others of its kind may have been read for other rules: they are subjects only where something may lead to them.
    const isLedTo = (each: Resource) => reached.has(each) || hiding.has(each.account);
    return {
      resources: through ? resources.filter(isLedTo) : resources,
      unlisted: [...new Map(unlisted.map((each) => [hiddenKey(each), each])).values()],
    };
  }
  if (name === 'organization') return { resources, unlisted: hiddenOrganization(index) };
  const { population } = kind;
  return {
    resources,
    unlisted: index.snapshot.scope.accounts.flatMap((id) => unlistedIn(index, id, name, population)),
  };
}

/** They stand in one region and hold what happens in others. */
const OF_EVERY_REGION: ReadonlySet<string> = new Set(['trail', 'bucket']);

/** Whether it stands in an account and a region that the run was asked to look at. */
function isSubject({ snapshot }: Index, place: Place & { readonly kind?: string }): boolean {
  const { accounts, regions } = snapshot.scope;
  if (place.kind === 'organization') return true;
  if (place.account !== '' && !accounts.includes(place.account)) return false;
  return (
    regions === null ||
    ['', '*'].includes(place.region) ||
    OF_EVERY_REGION.has(place.kind ?? '') ||
    regions.includes(place.region)
  );
}

function unlistedIn(index: Index, account: string, kind: string, population: Kind['population']): readonly Hidden[] {
  // An account exists whether or not anything in it could be read.
  if (kind === 'account') {
    const isThere = index.byKind.get(kind)?.has(account);
    return isThere ? [] : [{ account, region: '', gap: missing(index, { kind, account, region: '' }) }];
  }
  const regions = population === 'account' ? [''] : regionsOf(index, account);
  if (!regions) return [{ account, region: '', gap: missing(index, { kind, account, region: '*' }) }];
  const isKnown = (region: string) =>
    population === 'discovered'
      ? index.byKind.get(kind)?.has(`${account}/${region}`)
      : isWhole(index, { kind, account, region });
  return regions
    .filter((region) => !isKnown(region))
    .map((region) => ({ account, region, gap: missing(index, { kind, account, region }) }));
}

/** The caller is asked for its organization, and need not be among the accounts looked at. */
function hiddenOrganization(index: Index): readonly Hidden[] {
  return index.snapshot.holes.flatMap(({ kind, account, gap: id }) => {
    const gap = index.gaps.get(id);
    return kind === 'organization' && gap ? [{ account, region: '', gap }] : [];
  });
}

function hiddenKey({ account, region, gap }: Hidden): string {
  return `${account} ${region} ${gap.id}`;
}

function allOf(index: Index, kind: string): readonly Resource[] {
  return [...(index.byKind.get(kind)?.values() ?? [])];
}

interface Behind {
  readonly resources: readonly Resource[];
  readonly hidden: readonly Hidden[];
}

/** Where a relation leads to, or one relation after another, and the gaps that may hide more. */
function behind(index: Index, through: string): Behind {
  const [kind = '', ...relations] = through.split('.');
  const hidden = new Map<string, Hidden>();
  const add = (place: Hidden) => hidden.set(hiddenKey(place), place);
  populationOf(index, kind).unlisted.forEach(add);
  // The trail of an organization leads to a subject also where its own account is not looked at.
  let parents = allOf(index, kind);
  for (const relation of relations) {
    const found = parents.map((parent) => relate(index, parent, relation));
    for (const gap of found.flatMap(({ gaps }) => gaps)) {
      // What belongs to none of the accounts looked at is no part of them.
      if (gap.account !== '') add({ account: gap.account, region: gap.region, gap });
    }
    parents = [...new Set(found.flatMap(({ resources }) => resources))];
  }
  return { resources: parents, hidden: [...hidden.values()] };
}

function relate(index: Index, resource: Resource, name: string): Related {
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

/** Undefined where they are not known; an account in which no region is looked at is not known to be empty. */
function regionsOf(index: Index, account: string): readonly string[] | undefined {
  const regions = texts(index.byKind.get('account')?.get(account)?.fields['regionNames']);
  return regions.length === 0 ? undefined : regions;
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

function gapsOf(index: Index, wants: readonly Want[]): readonly Gap[] {
  return wants.filter((want) => !isWhole(index, want)).map((want) => missing(index, want));
}

function unique(gaps: readonly Gap[]): readonly Gap[] {
  return [...new Map(gaps.map((gap) => [gap.id, gap])).values()];
}

function isWhole(index: Index, want: Want): boolean {
  const { kind, account, region, within } = want;
  if (index.whole.has(listKey(kind, account, region, ''))) return true;
  return within !== undefined && index.whole.has(listKey(kind, account, region, within));
}

/** The gap of an account whose every list is a hole. */
function unreadable(index: Index, account: string): Gap | null {
  const hole = (index.holes.get(account) ?? []).find(({ kind, region }) => kind === '*' && region === '*');
  return (hole && index.gaps.get(hole.gap)) ?? null;
}

/** The gap behind a list that is not known to be whole. */
function missing(index: Index, want: Want): Gap {
  const hole = (index.holes.get(want.account) ?? []).find(
    (candidate) =>
      (candidate.kind === '*' || candidate.kind === want.kind) &&
      (candidate.region === '*' || want.region === '*' || candidate.region === want.region) &&
      (candidate.within === undefined || candidate.within === want.within),
  );
  const gap = hole && index.gaps.get(hole.gap);
  if (gap) return gap;
  return made(index, isAsked(index, want) ? 'notCollected' : 'outOfScope', want, want.kind);
}

/** Whether the run was asked to look there. Region '*' stands for every region. */
function isAsked({ snapshot }: Index, { account, region }: Place): boolean {
  const { accounts, regions } = snapshot.scope;
  return accounts.includes(account) && (region === '' || (regions?.includes(region) ?? true));
}

/** A gap that no call left behind: nobody was asked. */
function made(index: Index, reason: GapReason, place: Place, what: string): Gap {
  const id = `${place.account}/${place.region}/${what}`;
  return entry(index.gaps, id, () => ({
    id,
    reason,
    account: place.account,
    region: place.region,
    call: '',
    action: '',
    message: reason === 'outOfScope' ? outside(index, place) : notHeld(index, what),
  }));
}

/** Accounts that were named by their ids were not asked which organization they are in. */
function notHeld({ snapshot }: Index, what: string): string {
  if (snapshot.scope.by === 'accounts' && MEMBERSHIP.test(what)) {
    return 'which organization the account is in was not asked: an audit with --organization knows';
  }
  return `the snapshot does not hold ${what}: it was taken for other rules`;
}

const MEMBERSHIP = /^account\.(organizationId|managementAccount|management)$/;

function outside({ snapshot }: Index, { account, region }: Place): string {
  if (!snapshot.scope.accounts.includes(account)) return `account ${account} is not among the accounts looked at`;
  if (region !== '*') return `${region} is not among the regions looked at`;
  return `only ${enumerate(snapshot.scope.regions ?? [])} ${snapshot.scope.regions?.length === 1 ? 'was' : 'were'} to be looked at`;
}

function kindOf(index: Index, name: string): Kind {
  const kind = index.kinds.get(name);
  if (!kind) throw new Error(`there is no kind ${name}`);
  return kind;
}

/** The value under a key, made when it is asked for first. */
function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const before = map.get(key);
  if (before !== undefined) return before;
  const value = make();
  map.set(key, value);
  return value;
}

function listKey(kind: string, account: string, region: string, within: string): string {
  return [kind, account, region, within].join('\n');
}
