/** All subjects of a kind in what was asked for, and the places where more may be that were not listed. */
import type { Place, Resource } from '../../model/resource.ts';
import type { Population } from '../../model/world.ts';
import type { Kind } from '../kind.ts';
import type { Index } from './held.ts';
import { allOf, isWhole, kindOf, OF_EVERY_REGION, regionsOf } from './held.ts';
import { missing } from './missing.ts';
import { relate } from './related.ts';

type Hidden = Population['unlisted'][number];

export function populationOf(index: Index, name: string, through?: readonly string[]): Population {
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
