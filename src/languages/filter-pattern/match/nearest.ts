/** Of a pattern that does not match: the clause that stands against a match, and how near the pattern comes to the message. */
import type { Asking, Explanation } from './explanation.ts';

export interface Nearest {
  /** The clause that decides. */
  readonly clause: Explanation;
  /** How many clauses stand against a match. */
  readonly misses: number;
  /** How many clauses beside them name a value that the record has. */
  readonly held: number;
  /** The value wanted is a misspelling of the one found, or the one found is what is excluded. */
  readonly isClose: boolean;
  /** Whether it asks for the name of the event that the record has, of others, or of any. */
  readonly event: 'named' | 'other' | 'any';
}

const EVENT = '$.eventName';

/** The clause that decides a non-match best: of an "and" the first that fails, of an "or" the alternative that misses by least, or all of them where they ask for one field. */
export function nearest(explanation: Explanation): Nearest {
  const { parts, joined } = explanation;
  if (explanation.truth !== 'false') {
    const event = namesEvent(explanation) ? 'named' : 'any';
    return { clause: explanation, misses: 0, held: heldIn(explanation), isClose: false, event };
  }
  const all = parts.map(nearest);
  const failing = all.filter(({ misses }) => misses > 0);
  const [first] = failing;
  if (!first) return missOf(explanation);
  if (joined === 'and') {
    const sum = (count: 'misses' | 'held') => all.reduce((total, each) => total + each[count], 0);
    const event = (['named', 'other'] as const).find((which) => all.some((each) => each.event === which)) ?? 'any';
    return { ...first, misses: sum('misses'), held: sum('held'), event };
  }
  const best = failing.reduce((so, each) => (byNearness(each, so) < 0 ? each : so), first);
  const clause = together(explanation, failing);
  return clause ? { ...best, clause, event: clause.asks?.field === EVENT ? 'other' : 'any' } : best;
}

function missOf(explanation: Explanation): Nearest {
  const isClose = explanation.isClose === true;
  const isOther = explanation.asks?.field === EVENT && !isClose;
  const event = isOther ? 'other' : explanation.asks?.field === EVENT ? 'named' : 'any';
  return { clause: explanation, misses: 1, held: 0, isClose, event };
}

/** Of alternatives one that holds is enough, however many do. */
function heldIn({ names, parts, joined }: Explanation): number {
  if (names) return 1;
  const counts = parts.filter(({ truth }) => truth !== 'false').map(heldIn);
  return joined === 'or' ? Math.max(0, ...counts) : counts.reduce((total, each) => total + each, 0);
}

function namesEvent({ truth, asks, parts }: Explanation): boolean {
  return truth !== 'false' && (asks?.field === EVENT || parts.some(namesEvent));
}

/** Alternatives that all miss by one field, and none of them by a slip: to name one would be to say that it was meant. */
function together({ truth, start, end }: Explanation, failing: readonly Nearest[]): Explanation | null {
  const asked = failing.flatMap(({ clause, isClose }) => (isClose || !clause.asks ? [] : [clause.asks]));
  const [first] = asked;
  if (!first || failing.length < 2 || asked.length < failing.length) return null;
  if (asked.some(({ field }) => field !== first.field)) return null;
  const asks = { ...first, among: asked.reduce((sum, { among }) => sum + among, 0) };
  return { truth, sentence: noneOf(asks), asks, parts: [], start, end };
}

const NOUNS: ReadonlyMap<string, string> = new Map([
  [EVENT, 'event names'],
  ['$.eventSource', 'event sources'],
  ['$.errorCode', 'error codes'],
]);

function noneOf({ field, found, among }: Asking): string {
  const which = among === 2 ? 'neither' : 'none';
  if (field === '') return `${which} of the pattern's ${among} terms occurs in it`;
  const wanted = `${among} ${NOUNS.get(field) ?? `values of ${field}`}`;
  if (found === 'absent') return `${field} is absent, the pattern wants one of ${wanted}`;
  return `${which} of the pattern's ${wanted} is ${found}`;
}

type Nearness = Pick<Nearest, 'misses' | 'held' | 'isClose'>;

/** Fewer clauses against it, then a value that is misspelt or excluded, then more clauses that fit: of two patterns the one that was meant. */
export function byNearness(one: Nearness, other: Nearness): number {
  return one.misses - other.misses || Number(other.isClose) - Number(one.isClose) || other.held - one.held;
}
