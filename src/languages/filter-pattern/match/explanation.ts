/** What came of a pattern on a message, node by node, and which node stands against a match. */
import type { Truth } from '../../../model/verdict.ts';
import { allOf, anyOf } from '../../../model/verdict.ts';
import type { Span } from '../tree.ts';

/** In the shape of the pattern. Sentences are made when they are read: most never are. */
export interface Explanation extends Span {
  readonly truth: Truth;
  readonly sentence: string;
  readonly question?: string;
  readonly spoils?: true;
  /** It asks for a value, so that it says what the pattern is about. */
  readonly names?: boolean;
  /** The value wanted is a misspelling of the one found, or the one found is what is excluded. */
  readonly isClose?: boolean;
  readonly joined?: 'and' | 'or';
  readonly parts: readonly Explanation[];
}

/** Why a match is not decided: the open question, and the clause it is about. */
export interface Undecided extends Span {
  readonly question: string;
  readonly sentence: string;
}

export interface Nearest {
  /** The clause that decides. */
  readonly clause: Explanation;
  /** How many clauses stand against a match. */
  readonly misses: number;
  /** How many clauses beside them name a value that the record has. */
  readonly held: number;
  /** The value wanted is a misspelling of the one found, or the one found is what is excluded. */
  readonly isClose: boolean;
}

/** Parts joined by "and" or "or", over the span given. */
export function join(type: 'and' | 'or', parts: readonly Explanation[], { start, end }: Span): Explanation {
  const truth = (type === 'and' ? allOf : anyOf)(parts.map((part) => part.truth));
  const sentence = truth === 'true' ? 'it matches' : 'it does not match';
  return { truth, sentence, joined: type, parts, start, end };
}

/** A node by itself, with no parts. */
export function plainly(
  truth: Truth,
  sentence: string,
  { start, end }: Span,
  question: string | null = null,
): Explanation {
  return { truth, sentence, parts: [], start, end, ...(question === null ? {} : { question }) };
}

/** The clause that decides a non-match best: of an "and" the first that fails, of an "or" the alternative that misses by least. */
export function nearest(explanation: Explanation): Nearest {
  const { parts, joined } = explanation;
  if (explanation.truth !== 'false') {
    return { clause: explanation, misses: 0, held: explanation.names ? 1 : 0, isClose: false };
  }
  const all = parts.map(nearest);
  const failing = all.filter(({ misses }) => misses > 0);
  const [first] = failing;
  if (!first) return { clause: explanation, misses: 1, held: 0, isClose: explanation.isClose === true };
  const sum = (count: 'misses' | 'held') => all.reduce((total, each) => total + each[count], 0);
  if (joined === 'and') return { ...first, misses: sum('misses'), held: sum('held') };
  return failing.reduce((best, each) => (byNearness(each, best) < 0 ? each : best), first);
}

type Nearness = Pick<Nearest, 'misses' | 'held' | 'isClose'>;

/** Fewer clauses against it, then a value that is misspelt or excluded, then more clauses that fit: of two patterns the one that was meant. */
export function byNearness(one: Nearness, other: Nearness): number {
  return one.misses - other.misses || Number(other.isClose) - Number(one.isClose) || other.held - one.held;
}

export function openOf(explanation: Explanation): readonly Undecided[] {
  if (explanation.truth !== 'unknown') return [];
  const { question, sentence, start, end, parts } = explanation;
  if (question !== undefined) return [{ question, sentence, start, end }];
  return parts.flatMap(openOf);
}
