/** Live AWS: accounts as they are listed, each with its own role and regions, read side by side; what cannot be read is a gap of that one datum. */
import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import type { Kind } from '../../kinds/kind.ts';
import { centralRegion } from '../../model/arn.ts';
import { Unread } from '../../model/collect.ts';
import { SourceError } from '../../model/errors.ts';
import type { Needs } from '../../model/rule.ts';
import type { Scope, Snapshot } from '../../model/snapshot.ts';
import type { Asker, CollectScope, Listed, Organization } from './accounts.ts';
import { accountsOf, organizationOf, sessionIn, whoAsks } from './accounts.ts';
import { classify } from './classify.ts';
import type { Connection } from './connection.ts';
import { connect } from './connection.ts';
import { accountDraft, organizationDraft, regionDraft } from './drafts.ts';
import { readsOf } from './reads.ts';
import type { Recorder, Seen } from './recorder.ts';
import { openRecorder } from './recorder.ts';
import type { Region } from './regions.ts';
import { enabledRegions } from './regions.ts';
import type { Reached, Walk } from './walk.ts';
import { openWalk } from './walk.ts';

export type { CollectScope } from './accounts.ts';

/** What happens during a run, for whoever shows it. */
export type ProgressEvent =
  | { readonly type: 'accounts'; readonly total: number }
  | { readonly type: 'account'; readonly id: string; readonly failed: boolean }
  | { readonly type: 'call'; readonly throttled: boolean };

export interface CollectOptions {
  readonly scope: CollectScope;
  /** Calls in flight at once. */
  readonly concurrency: number;
  /** Milliseconds one attempt at a call may take. */
  readonly timeout: number;
  readonly now: Date;
  readonly tool: Snapshot['tool'];
  readonly endpointUrl?: string;
  readonly onProgress?: (event: ProgressEvent) => void;
  /** Ends the run early: what was not read by then is marked as cancelled. */
  readonly signal?: AbortSignal;
}

/** @throws SourceError where AWS cannot be asked at all, or its accounts cannot be listed */
export async function collectFromAws(
  needs: readonly Needs[],
  kinds: ReadonlyMap<string, Kind>,
  options: CollectOptions,
): Promise<Snapshot> {
  const { now, tool, onProgress: progress = () => {} } = options;
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  // Every call in flight listens to it.
  setMaxListeners(0, signal);
  const connection = connect({ ...options, signal, onAttempt: (throttled) => progress({ type: 'call', throttled }) });
  const recorder = openRecorder(kinds);
  const facts = { tool, takenAt: now.toISOString() };
  try {
    const asker = await whoAsks(connection, options.endpointUrl);
    const run: Run = { connection, recorder, asker, progress, scope: options.scope, listed: new Map() };
    await readAll(run, needs, kinds, accountsAtOnce(options.concurrency), stop);
    return recorder.finish({ ...facts, scope: scopeOf(run) });
  } catch (error) {
    if (!options.signal?.aborted) throw error;
    return recorder.finish({ ...facts, scope: NOBODY });
  } finally {
    connection.close();
  }
}

interface Run {
  readonly connection: Connection;
  readonly recorder: Recorder;
  readonly asker: Asker;
  readonly progress: (event: ProgressEvent) => void;
  readonly scope: CollectScope;
  /** Accounts listed so far. */
  readonly listed: Map<string, Listed>;
}

/** What a run that was ended before it knew who asks has looked at. */
const NOBODY: Scope = { partition: 'aws', by: 'caller', caller: null, accounts: [], regions: null };

/** Enough to keep the calls in flight at their limit while each account begins with calls one after another. */
function accountsAtOnce(concurrency: number): number {
  return Math.max(4, Math.ceil(concurrency / 8));
}

async function readAll(
  run: Run,
  needs: readonly Needs[],
  kinds: ReadonlyMap<string, Kind>,
  atOnce: number,
  stop: AbortController,
): Promise<void> {
  const organization = await organizationSeen(run);
  const window = pLimit(atOnce);
  const tasks: Promise<void>[] = [];
  const all = later<void>();
  const places = new Map<string, Promise<Place | Unread>>();
  const place = (id: string) => entry(places, id, () => placeOf(run, id));
  const reach = async (id: string): Promise<Reached | null> => {
    // An account that was not listed so far may still be.
    if (!run.listed.has(id)) await all.promise;
    if (!run.listed.has(id)) return null;
    const found = await place(id);
    return found instanceof Unread ? null : { session: found.session, regions: found.regions.map(({ name }) => name) };
  };
  const walk = openWalk({
    kinds,
    roots: readsOf(needs, kinds),
    recorder: run.recorder,
    connection: run.connection,
    caller: run.asker.session,
    reach,
    accounts: async () => {
      await all.promise;
      return [...run.listed.keys()].sort();
    },
  });
  try {
    for await (const page of accountsOf(run.connection, run.asker, run.scope)) {
      for (const account of page.filter(({ inactive }) => inactive !== undefined)) leftOut(run, account);
      const active = page.filter(({ inactive }) => inactive === undefined);
      for (const account of active) run.listed.set(account.id, account);
      run.progress({ type: 'accounts', total: run.listed.size });
      for (const account of active) {
        tasks.push(window(async () => readAccount(run, walk, account, organization.known, await place(account.id))));
      }
    }
    all.resolve();
    if (organization.seen) tasks.push(walk.follow(organization.seen, 'organization'));
    await Promise.all(tasks);
    await walk.finish();
    checkRegions(run.scope.regions, await Promise.all(places.values()));
  } catch (error) {
    all.resolve();
    stop.abort();
    await Promise.allSettled(tasks);
    if (!(error instanceof Unread && error.reason === 'cancelled')) throw error;
  }
}

/** An account that is suspended or being closed: the report says that it was not looked at. */
function leftOut({ recorder }: Run, { id, inactive = '' }: Listed): void {
  const place = { account: id, region: '' };
  const message = `account ${id} is not looked at: its status is ${inactive}`;
  recorder.gap(
    place,
    new Unread('outOfScope', 'organizations:ListAccounts', '', message),
    'organizations:ListAccounts',
  );
}

/** A region that no account has enabled was asked for in vain: a slip that must not look as if it had been audited. @throws SourceError */
function checkRegions(wanted: readonly string[] | undefined, places: readonly (Place | Unread)[]): void {
  const found = places.flatMap((place) => (place instanceof Unread ? [] : place.regions.map(({ name }) => name)));
  if (!wanted || found.length === 0) return;
  const missing = wanted.filter((region) => !found.includes(region));
  if (missing.length === 0) return;
  const accounts = places.length === 1 ? 'the account' : `any of the ${places.length} accounts`;
  throw new SourceError(
    `--regions: ${missing.join(', ')} is not enabled in ${accounts}. Check the name, or leave it out.`,
  );
}

/** The organization, or the gap that keeps it from being known. */
async function organizationSeen(
  run: Run,
): Promise<{ readonly seen: Seen | null; readonly known: Organization | null | Gone }> {
  const { connection, asker, recorder } = run;
  try {
    const organization = await organizationOf(connection, asker);
    const { account } = asker.session;
    const seen = organization && recorder.sight(organizationDraft(organization, asker), account);
    return { seen, known: organization };
  } catch (error) {
    if (!(error instanceof Unread)) throw error;
    const place = { account: asker.session.account, region: '' };
    const gap = recorder.gap(place, error, error.call);
    recorder.hole({ kind: 'organization', ...place, gap });
    return { seen: null, known: { gap } };
  }
}

interface Gone {
  readonly gap: string;
}

interface Place {
  readonly session: Reached['session'];
  readonly regions: readonly Region[];
}

/** The role and the regions of an account, or why there are none. */
async function placeOf({ connection, asker, scope }: Run, id: string): Promise<Place | Unread> {
  const session = sessionIn(connection, asker, scope, id);
  try {
    await session.credentials();
    const ask = [centralRegion(asker.partition), asker.region] as const;
    const regions = await enabledRegions(connection, session, ask, scope.regions);
    return { session, regions };
  } catch (error) {
    if (error instanceof Unread) return error;
    const { reason, code, message } = classify(error);
    return new Unread(reason, 'sts:AssumeRole', code, message);
  }
}

async function readAccount(
  run: Run,
  walk: Walk,
  listed: Listed,
  organization: Organization | null | Gone,
  place: Place | Unread,
): Promise<void> {
  const { recorder, asker, connection } = run;
  const { id } = listed;
  const draft = accountDraft(listed, membership(run, listed, organization), asker);
  const failed = place instanceof Unread;
  if (failed) unreached(recorder, draft, place);
  else {
    const names = place.regions.map(({ name }) => name);
    const account = recorder.sight({ ...draft, fields: { ...draft.fields, regionNames: names } }, id);
    if (organization && 'gap' in organization) unknownMembership(account, organization.gap);
    const regions = place.regions.map((region) => recorder.sight(regionDraft(draft, region), id));
    await walk.account([account, ...regions], { session: place.session, regions: names });
    connection.forget(id);
  }
  run.progress({ type: 'account', id, failed });
}

/** Nothing of the account can be read: one gap, and a hole for everything in it. */
function unreached(recorder: Recorder, draft: ReturnType<typeof accountDraft>, failure: Unread): void {
  const seen = recorder.sight(draft, draft.id);
  const place = { account: draft.id, region: '' };
  const gap = recorder.gap(place, failure, failure.call);
  recorder.hole({ kind: '*', account: draft.id, region: '*', gap });
  seen.details.set('regions', { unread: ['regionNames'], gap });
}

/** Undefined where nobody said whether the account is in the caller's organization. */
function membership(
  { asker, scope }: Run,
  { id }: Listed,
  organization: Organization | null | Gone,
): Organization | null | undefined {
  if (organization && 'gap' in organization) return undefined;
  const isKnown = scope.by === 'organization' || id === asker.session.account || id === organization?.managementAccount;
  return isKnown ? organization : undefined;
}

function unknownMembership(account: Seen, gap: string): void {
  account.details.set('organization', { unread: ['organizationId', 'managementAccount', 'management'], gap });
}

function scopeOf({ asker, scope, listed }: Run): Scope {
  return {
    partition: asker.partition,
    by: scope.by,
    caller: asker.arn,
    accounts: [...listed.keys()].sort(),
    regions: scope.regions ? [...new Set(scope.regions)].sort() : null,
  };
}

function later<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
