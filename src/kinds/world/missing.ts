/** Why something is not known: the gap that a call left behind, or that nobody was asked. */
import type { Want } from '../../model/collect.ts';
import type { Gap, GapReason, Place, Resource } from '../../model/resource.ts';
import { enumerate } from '../../model/words.ts';
import type { Datum } from '../../model/world.ts';
import type { Index } from './held.ts';
import { entry, isWhole } from './held.ts';

export function fieldOf(index: Index, resource: Resource, field: string): Datum {
  const value = resource.fields[field];
  if (value !== undefined) return { known: true, value };
  const id = resource.unread?.[field];
  const gap = id === undefined ? undefined : index.gaps.get(id);
  return { known: false, gap: gap ?? made(index, 'notCollected', resource, `${resource.kind}.${field}`) };
}

export function gapsOf(index: Index, wants: readonly Want[]): readonly Gap[] {
  return wants.filter((want) => !isWhole(index, want)).map((want) => missing(index, want));
}

/** The gap of an account whose every list is a hole. */
export function unreadable(index: Index, account: string): Gap | null {
  const hole = (index.holes.get(account) ?? []).find(({ kind, region }) => kind === '*' && region === '*');
  return (hole && index.gaps.get(hole.gap)) ?? null;
}

/** The gap behind a list that is not known to be whole. */
export function missing(index: Index, want: Want): Gap {
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

/** Accounts that were named by their ids were not asked which organization they are in. Of a kind some may be held: those that something names. */
function notHeld({ snapshot, byKind }: Index, what: string): string {
  if (snapshot.scope.by === 'accounts' && MEMBERSHIP.test(what)) {
    return 'which organization the account is in was not asked (an audit with --organization does)';
  }
  return `the snapshot does not hold ${byKind.has(what) ? 'every ' : ''}${what}: it was taken for other rules`;
}

const MEMBERSHIP = /^account\.(organizationId|managementAccount|management)$/;

function outside({ snapshot }: Index, { account, region }: Place): string {
  if (!snapshot.scope.accounts.includes(account)) return `account ${account} is not among the accounts looked at`;
  if (region !== '*') return `${region} is not among the regions looked at`;
  return `only ${enumerate(snapshot.scope.regions ?? [])} ${snapshot.scope.regions?.length === 1 ? 'was' : 'were'} to be looked at`;
}
