/** Whose something is that is known by name alone: accounts are asked, the likely ones first. */
import type { Kind } from '../../kinds/kind.ts';
import type { Draft, Want } from '../../model/collect.ts';
import { Unread } from '../../model/collect.ts';
import { openCaller } from './caller.ts';
import type { Session } from './session.ts';
import type { WalkContext } from './walk.ts';

/** What was found and who saw it, or why it is not known. Neither: it does not exist. */
export interface Owned {
  readonly found: readonly { readonly draft: Draft; readonly viewer: string }[];
  readonly failure?: Failure;
}

interface Failure {
  readonly why: Unread;
  /** Where asking failed; '' for an account that is none of those looked at. */
  readonly account: string;
}

/**
 * Asks the account that knows of it and those whose number is in the name. Where it is not theirs, whether it exists at all; and only then
 * all other accounts, side by side.
 */
export async function ownerOf(want: Want, kind: Kind, context: WalkContext): Promise<Owned> {
  const accounts = await context.accounts();
  const isLikely = (account: string) => account === want.account || (want.within ?? '').includes(account);
  const first = await askAll(want, kind, context, accounts.filter(isLikely));
  if (first.found.length > 0) return first;
  const doubt = await doubtOf(want, kind, context, first.sessions);
  if (doubt === 'gone') return { found: [] };
  const others = accounts.filter((account) => !isLikely(account));
  const second = await askAll(want, kind, context, others);
  if (second.found.length > 0) return second;
  const isEverybody = first.sessions.length + second.sessions.length === accounts.length;
  const failure = first.failure ?? second.failure ?? doubt ?? elsewhere(want, kind, isEverybody);
  return { found: [], failure };
}

interface Answers extends Owned {
  /** Of the accounts that could be reached. */
  readonly sessions: readonly Session[];
}

async function askAll(want: Want, kind: Kind, context: WalkContext, accounts: readonly string[]): Promise<Answers> {
  const reached = await Promise.all(accounts.map((account) => context.reach(account)));
  const sessions = reached.flatMap((each) => (each ? [each.session] : []));
  const answers = await Promise.all(sessions.map((session) => ask(want, kind, context, session)));
  const failure = answers.find((answer) => answer.failure)?.failure;
  return { sessions, found: answers.flatMap(({ found }) => found), ...(failure ? { failure } : {}) };
}

async function ask(want: Want, kind: Kind, { connection }: WalkContext, session: Session): Promise<Owned> {
  const found: { readonly draft: Draft; readonly viewer: string }[] = [];
  try {
    const pages = kind.list.read?.(want, openCaller(connection, session)) ?? [];
    for await (const page of pages) found.push(...page.map((draft) => ({ draft, viewer: session.account })));
    return { found };
  } catch (why) {
    if (!(why instanceof Unread)) throw why;
    return { found, failure: { why, account: session.account } };
  }
}

/** Why it is not known whether it exists; null: it does. */
async function doubtOf(
  want: Want,
  kind: Kind,
  { connection }: WalkContext,
  [session]: readonly Session[],
): Promise<'gone' | Failure | null> {
  if (!session || !kind.list.exists) return null;
  try {
    return (await kind.list.exists(want, openCaller(connection, session))) ? null : 'gone';
  } catch (why) {
    if (!(why instanceof Unread)) throw why;
    return { why, account: session.account };
  }
}

/** An account that could not be asked may own it; where all were, it is an account that nobody wanted to look at. */
function elsewhere({ account, within = '' }: Want, kind: Kind, isEverybody: boolean): Failure {
  const which = isEverybody ? 'looked at' : 'that could be asked';
  const message = `${kind.name} ${within} belongs to none of the accounts ${which}`;
  const why = new Unread(isEverybody ? 'outOfScope' : 'denied', kind.list.calls[0] ?? '', '', message);
  return { why, account: isEverybody ? '' : account };
}
