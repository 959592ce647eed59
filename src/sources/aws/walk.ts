/** The walk from subjects along relations: each list is read once, each further call made once, and only what the rules need. */
import type { Detail, Kind } from '../../kinds/kind.ts';
import type { Want } from '../../model/collect.ts';
import { Unread } from '../../model/collect.ts';
import type { Resource } from '../../model/resource.ts';
import { openCaller } from './caller.ts';
import type { Connection } from './connection.ts';
import type { Owned } from './owner.ts';
import { ownerOf } from './owner.ts';
import type { Reads, Roots } from './reads.ts';
import { calledOtherwise } from './reads.ts';
import type { Recorder, Seen } from './recorder.ts';
import type { Session } from './session.ts';

/** An account that can be asked, with its enabled regions. */
export interface Reached {
  readonly session: Session;
  readonly regions: readonly string[];
}

export interface WalkContext {
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly roots: Roots;
  readonly recorder: Recorder;
  readonly connection: Connection;
  /** Whoever runs the audit. */
  readonly caller: Session;
  /** Null where the account is not among those asked for, or could not be reached. */
  reach(account: string): Promise<Reached | null>;
  /** All accounts asked for, once they are known. */
  accounts(): Promise<readonly string[]>;
}

export interface Walk {
  /** Every subject of the account, and what the rules need around it. */
  account(seen: readonly Seen[], reached: Reached): Promise<void>;
  /** From a resource that the run itself found. */
  follow(seen: Seen, kind: string): Promise<void>;
  /** What belongs to accounts that cannot be reached, asked of those that see it: once all of them are known, so that timing decides nothing. */
  finish(): Promise<void>;
}

export function openWalk(context: WalkContext): Walk {
  const { kinds, roots, recorder, connection } = context;
  const lists = new Map<string, Promise<void>>();
  const owners = new Map<string, Promise<Owned>>();
  const details = new Map<Seen, Map<string, Promise<void>>>();
  const followed = new WeakMap<Reads, WeakSet<Seen>>();
  /** Subjects by the list they were found in. */
  const members = new Map<string, Seen[]>();
  /** Accounts that know of a list in an account that cannot be reached. */
  const viewers = new Map<string, Set<string>>();
  const last: (() => Promise<void>)[] = [];
  /** Lists that could not be read to their end. */
  const cut = new Set<string>();
  const aliased = calledOtherwise(roots, kinds);

  /** A list, read once; one that is part of a longer one that is read anyway is taken from there. */
  async function list(want: Want): Promise<readonly Seen[]> {
    const { kind, account, region, within } = want;
    const reads = within === undefined ? undefined : roots.get(kind);
    if (!reads || !(await context.reach(account))?.regions.includes(region)) return listed(want);
    const whole = { kind, account, region };
    const found = await listed(whole);
    const isThere = found.some((seen) => recorder.resource(seen).id === within);
    if (isThere || !cut.has(listKey(whole)) || kindOf(kind).list.named === undefined) return found;
    // Where not all could be listed, what something names is asked for by its name, and is a subject all the same.
    const named = await listed(want);
    await Promise.all(named.map((seen) => follow(seen, reads)));
    return named;
  }

  async function listed(want: Want): Promise<readonly Seen[]> {
    await once(lists, listKey(want), async () =>
      kindOf(want.kind).list.exists ? readOwned(want) : readList(want, await sessionsFor(want)),
    );
    return members.get(listKey(want)) ?? [];
  }

  /** Asks one session after the other, until one gets an answer. */
  async function readList(want: Want, [session, ...others]: readonly Session[]): Promise<void> {
    const kind = kindOf(want.kind);
    if (!kind.list.read || !session) return;
    try {
      const isAliased = want.within === undefined && aliased.has(want.kind);
      const asked: Want = isAliased ? { ...want, aliases: true } : want;
      for await (const page of kind.list.read(asked, openCaller(connection, session))) {
        const known = members.get(listKey(want)) ?? [];
        members.set(listKey(want), [...known, ...page.map((draft) => recorder.sight(draft, session.account))]);
      }
      recorder.whole(want);
    } catch (error) {
      if (!(error instanceof Unread)) throw error;
      if (others.length > 0) return readList(want, others);
      const { account, region, within } = want;
      cut.add(listKey(want));
      const gap = recorder.gap(want, error, actionOf(error.call, kind.list), within);
      recorder.hole({ kind: want.kind, account, region, gap, ...(within === undefined ? {} : { within }) });
    }
  }

  /** What a name belongs to is looked for once, whoever names it. */
  async function readOwned(want: Want): Promise<void> {
    const { kind, account, region, within = '' } = want;
    const owned = await once(owners, `${kind}\n${region}\n${within}`, () => ownerOf(want, kindOf(kind), context));
    members.set(
      listKey(want),
      owned.found.map(({ draft, viewer }) => recorder.sight(draft, viewer)),
    );
    if (!owned.failure) {
      recorder.whole(want);
      return;
    }
    const { why, account: asked } = owned.failure;
    const place = { account: asked, region: asked === '' ? '' : region };
    const gap = recorder.gap(place, why, actionOf(why.call, kindOf(kind).list), within);
    recorder.hole({ kind, account, region, gap, within });
  }

  /** The account's own session; those of accounts that know of it where the call names the resource by its ARN. */
  async function sessionsFor(want: Want): Promise<readonly Session[]> {
    const own = await context.reach(want.account);
    if (own) return [own.session];
    return kindOf(want.kind).list.byArn ? sessionsOf(viewers.get(listKey(want)) ?? []) : [];
  }

  async function sessionsOf(accounts: Iterable<string>): Promise<readonly Session[]> {
    const reached = await Promise.all([...accounts].sort().map((account) => context.reach(account)));
    return reached.flatMap((each) => (each ? [each.session] : []));
  }

  async function follow(seen: Seen, reads: Reads): Promise<void> {
    const before = followed.get(reads) ?? new WeakSet<Seen>();
    followed.set(reads, before);
    if (before.has(seen)) return;
    before.add(seen);
    const onward = async () => {
      await detailed(seen, reads);
      await Promise.all([...reads.relations].map(([name, inner]) => along(seen, name, inner)));
    };
    // Further calls about it are made by whoever sees it, and more may see it yet.
    if (await context.reach(recorder.resource(seen).account)) await onward();
    else last.push(onward);
  }

  async function along(seen: Seen, name: string, reads: Reads): Promise<void> {
    const resource = recorder.resource(seen);
    const relation = kindOf(resource.kind).relations[name];
    if (!relation) throw new Error(`${resource.kind} has no relation ${name}`);
    const reached = await context.reach(resource.account);
    const places = {
      regions: (account: string) => (account === resource.account ? reached?.regions : undefined),
    };
    const wants = relation.wants(resource, places).filter(({ region }) => region !== '*');
    const targets = async () => {
      await Promise.all(recorder.targets(relation, resource).map((target) => follow(target, reads)));
    };
    // Whose something is can be asked once all accounts are known.
    const near = await Promise.all(
      wants.map(async (want) => !kindOf(want.kind).list.exists && (await context.reach(want.account)) !== null),
    );
    await Promise.all(wants.filter((_, index) => near[index]).map(list));
    await targets();
    const far = wants.filter((_, index) => !near[index]);
    for (const want of far) {
      const known = viewers.get(listKey(want)) ?? new Set<string>();
      viewers.set(listKey(want), known);
      for (const viewer of seen.viewers) known.add(viewer);
    }
    if (far.length === 0) return;
    last.push(async () => {
      await Promise.all(far.map(list));
      await targets();
    });
  }

  /** Further calls that the fields asked for need. */
  async function detailed(seen: Seen, reads: Reads): Promise<void> {
    const resource = recorder.resource(seen);
    const kind = kindOf(resource.kind);
    const names = new Set([...reads.fields].map((field) => kind.fields[field]?.read ?? ''));
    const made = details.get(seen) ?? new Map<string, Promise<void>>();
    details.set(seen, made);
    const own = await context.reach(resource.account);
    const sessions = own ? [own.session] : await sessionsOf(seen.viewers);
    await Promise.all(
      Object.entries(kind.details)
        .filter(([name]) => names.has(name))
        .map(([name, detail]) =>
          once(made, name, () =>
            readDetail(seen, resource, name, detail, detail.asker === 'caller' ? [context.caller] : sessions),
          ),
        ),
    );
  }

  /** By the owner, or by accounts that see the resource (an organization's trail, from a member), one after the other. */
  async function readDetail(
    seen: Seen,
    resource: Resource,
    name: string,
    detail: Detail,
    [session, ...others]: readonly Session[],
  ): Promise<void> {
    if (!session) return;
    const { id, kind, account, region } = resource;
    try {
      const { fields, answer } = await detail.read(resource, openCaller(connection, session));
      const call = detail.calls[0] ?? '';
      seen.details.set(name, { fields, origin: { call, account: session.account, region, answer } });
    } catch (error) {
      if (!(error instanceof Unread)) throw error;
      if (others.length > 0) return readDetail(seen, resource, name, detail, others);
      const gap = recorder.gap({ account, region }, error, actionOf(error.call, detail), id);
      const unread = Object.entries(kindOf(kind).fields).flatMap(([field, { read }]) => (read === name ? [field] : []));
      seen.details.set(name, { unread, gap });
    }
  }

  function kindOf(name: string): Kind {
    const kind = kinds.get(name);
    if (!kind) throw new Error(`there is no kind ${name}`);
    return kind;
  }

  return {
    async finish() {
      for (let batch = last.splice(0); batch.length > 0; batch = last.splice(0)) {
        await Promise.all(batch.map((task) => task()));
      }
    },
    follow: async (seen, kind) => {
      const reads = roots.get(kind);
      if (reads) await follow(seen, reads);
    },
    async account(found, { session, regions }) {
      const subjects = [...roots].flatMap(([kind, reads]) => {
        const { population } = kindOf(kind);
        if (population !== 'region' && population !== 'account') return [];
        const places = population === 'account' ? [''] : regions;
        return places.map((region) => ({ reads, want: { kind, account: session.account, region } }));
      });
      const ofLists = subjects.map(async ({ reads, want }) => {
        const members = await list(want);
        await Promise.all(members.map((seen) => follow(seen, reads)));
      });
      const discovered = found.map((seen) => {
        const reads = roots.get(seen.sightings[0]?.kind ?? '');
        return reads ? follow(seen, reads) : Promise.resolve();
      });
      await Promise.all([...ofLists, ...discovered]);
    },
  };
}

function listKey({ kind, account, region, within = '' }: Want): string {
  return [kind, account, region, within].join('\n');
}

/** The IAM action behind a call of a read. */
function actionOf(
  call: string,
  read: Pick<Detail, 'calls' | 'actions'> & Pick<Kind['list'], 'named' | 'aliases'>,
): string {
  const [action] = [read, read.named, read.aliases].flatMap((each) => each?.actions[each.calls.indexOf(call)] ?? []);
  return action ?? call;
}

function once<K, V>(map: Map<K, Promise<V>>, key: K, make: () => Promise<V>): Promise<V> {
  const before = map.get(key);
  if (before) return before;
  const value = make();
  map.set(key, value);
  return value;
}
