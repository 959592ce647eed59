/** The walk from subjects along relations: each list is read once, each further call made once, and only what the rules need. */
import type { Detail, Kind } from '../../kinds/kind.ts';
import type { Want } from '../../model/collect.ts';
import { Unread } from '../../model/collect.ts';
import type { Resource } from '../../model/resource.ts';
import { openCaller } from './caller.ts';
import type { Connection } from './connection.ts';
import type { Reads, Roots } from './reads.ts';
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
  /** Null where the account is not among those asked for, or could not be reached. */
  reach(account: string): Promise<Reached | null>;
}

export interface Walk {
  /** Every subject of the account, and what the rules need around it. */
  account(seen: readonly Seen[], reached: Reached): Promise<void>;
  /** From a resource that the run itself found. */
  follow(seen: Seen, kind: string): Promise<void>;
}

export function openWalk(context: WalkContext): Walk {
  const { kinds, roots, recorder, connection } = context;
  const lists = new Map<string, Promise<readonly Seen[]>>();
  const details = new Map<Seen, Map<string, Promise<void>>>();
  const followed = new WeakMap<Reads, WeakSet<Seen>>();

  /** A list, read once; one that is part of a longer one that is read anyway is taken from there. */
  async function list(want: Want): Promise<readonly Seen[]> {
    const { kind, account, region, within } = want;
    const isSubject = roots.has(kind) && within !== undefined;
    if (isSubject && (await context.reach(account))?.regions.includes(region)) return list({ kind, account, region });
    return once(lists, [kind, account, region, within ?? ''].join('\n'), () => readList(want));
  }

  async function readList(want: Want): Promise<readonly Seen[]> {
    const kind = kindOf(want.kind);
    const session = await sessionFor(want, kind);
    if (!kind.list.read || !session) return [];
    const found: Seen[] = [];
    try {
      for await (const page of kind.list.read(want, openCaller(connection, session))) {
        for (const draft of page) found.push(recorder.sight(draft, session.account));
      }
      recorder.whole(want);
    } catch (error) {
      if (!(error instanceof Unread)) throw error;
      const { account, region, within } = want;
      const gap = recorder.gap(want, error, actionOf(error.call, kind.list), within);
      recorder.hole({ kind: want.kind, account, region, gap, ...(within === undefined ? {} : { within }) });
    }
    return found;
  }

  /** The account's own session; that of the account that knows of it where the call names the resource by its ARN. */
  async function sessionFor({ account, via }: Want, kind: Kind): Promise<Session | null> {
    const own = await context.reach(account);
    if (own || kind.list.byArn !== true || via === undefined) return own?.session ?? null;
    return (await context.reach(via))?.session ?? null;
  }

  async function follow(seen: Seen, reads: Reads): Promise<void> {
    const before = followed.get(reads) ?? new WeakSet<Seen>();
    followed.set(reads, before);
    if (before.has(seen)) return;
    before.add(seen);
    await detailed(seen, reads);
    const [viewer] = seen.viewers;
    await Promise.all([...reads.relations].map(([name, inner]) => along(seen, name, inner, viewer)));
  }

  async function along(seen: Seen, name: string, reads: Reads, viewer: string | undefined): Promise<void> {
    const resource = recorder.resource(seen);
    const relation = kindOf(resource.kind).relations[name];
    if (!relation) throw new Error(`${resource.kind} has no relation ${name}`);
    const reached = await context.reach(resource.account);
    const places = {
      regions: (account: string) => (account === resource.account ? reached?.regions : undefined),
    };
    const wants = relation.wants(resource, places).filter(({ region }) => region !== '*');
    await Promise.all(wants.map((want) => list(viewer === undefined ? want : { ...want, via: viewer })));
    await Promise.all(recorder.targets(relation, resource).map((target) => follow(target, reads)));
  }

  /** Further calls that the fields asked for need. */
  async function detailed(seen: Seen, reads: Reads): Promise<void> {
    const resource = recorder.resource(seen);
    const kind = kindOf(resource.kind);
    const names = new Set([...reads.fields].map((field) => kind.fields[field]?.read ?? ''));
    const made = details.get(seen) ?? new Map<string, Promise<void>>();
    details.set(seen, made);
    await Promise.all(
      Object.entries(kind.details)
        .filter(([name]) => names.has(name))
        .map(([name, detail]) => once(made, name, () => readDetail(seen, resource, name, detail))),
    );
  }

  async function readDetail(seen: Seen, resource: Resource, name: string, detail: Detail): Promise<void> {
    const session = await sessionOf(seen, resource.account);
    if (!session) return;
    const { id, kind, account, region } = resource;
    try {
      const { fields, answer } = await detail.read(resource, openCaller(connection, session));
      const call = detail.calls[0] ?? '';
      seen.details.set(name, { fields, origin: { call, account: session.account, region, answer } });
    } catch (error) {
      if (!(error instanceof Unread)) throw error;
      const gap = recorder.gap({ account, region }, error, actionOf(error.call, detail), id);
      const unread = Object.entries(kindOf(kind).fields).flatMap(([field, { read }]) => (read === name ? [field] : []));
      seen.details.set(name, { unread, gap });
    }
  }

  /** The owner's session, or that of an account that sees the resource (an organization's trail, from a member). */
  async function sessionOf(seen: Seen, owner: string): Promise<Session | null> {
    for (const account of [owner, ...[...seen.viewers].sort()]) {
      const reached = await context.reach(account);
      if (reached) return reached.session;
    }
    return null;
  }

  function kindOf(name: string): Kind {
    const kind = kinds.get(name);
    if (!kind) throw new Error(`there is no kind ${name}`);
    return kind;
  }

  return {
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
      const listed = subjects.map(async ({ reads, want }) => {
        const members = await list(want);
        await Promise.all(members.map((seen) => follow(seen, reads)));
      });
      const discovered = found.map((seen) => {
        const reads = roots.get(seen.sightings[0]?.kind ?? '');
        return reads ? follow(seen, reads) : Promise.resolve();
      });
      await Promise.all([...listed, ...discovered]);
    },
  };
}

/** The IAM action behind a call of a read. */
function actionOf(call: string, { calls, actions }: Pick<Detail, 'calls' | 'actions'>): string {
  return actions[calls.indexOf(call)] ?? call;
}

function once<K, V>(map: Map<K, Promise<V>>, key: K, make: () => Promise<V>): Promise<V> {
  const before = map.get(key);
  if (before) return before;
  const value = make();
  map.set(key, value);
  return value;
}
