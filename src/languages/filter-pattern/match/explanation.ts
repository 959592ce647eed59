/** What came of a pattern on a message, node by node. */
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
  /** The field of which it asks for a value; null where it asks for none. */
  readonly asks?: Asking | null;
  /** The value wanted is a misspelling of the one found, or the one found is what is excluded. */
  readonly isClose?: boolean;
  readonly joined?: 'and' | 'or';
  readonly parts: readonly Explanation[];
}

/** `found` is the value of the field, in words; `among` how many values are asked for. Terms look at the whole text, which is no field. */
export interface Asking {
  readonly field: string;
  readonly found: string;
  readonly among: number;
}

/** Why a match is not decided: the open question, and the clause it is about. */
export interface Undecided extends Span {
  readonly question: string;
  readonly sentence: string;
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

export function openOf(explanation: Explanation): readonly Undecided[] {
  if (explanation.truth !== 'unknown') return [];
  const { question, sentence, start, end, parts } = explanation;
  if (question !== undefined) return [{ question, sentence, start, end }];
  return parts.flatMap(openOf);
}
