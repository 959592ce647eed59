/** What may stand at one place of a record: nothing, null, true, false, some numbers, some texts, a list, an object. */
import type { Value } from '../../model/value.ts';
import type { Allowance } from './allowance.ts';
import { ORDINARY, TooMuchWork } from './allowance.ts';
import type { Bounds, NumberSet } from './numbers.ts';
import {
  complementOfNumbers,
  EVERY_NUMBER,
  hasNumber,
  intersectNumbers,
  interval,
  isEmptyOfNumbers,
  NO_NUMBER,
  pickNumber,
} from './numbers.ts';
import { language } from './regex.ts';
import type { TextSet } from './texts.ts';
import {
  complementOfTexts,
  EVERY_TEXT,
  exactly,
  exchanged,
  hasText,
  intersectTexts,
  isEmptyOfTexts,
  isPlain,
  NO_TEXT,
  ofLanguage,
  pickText,
  wildcard,
} from './texts.ts';

/** Immutable. Of lists and objects only that they are there is known; what is in them has paths of its own. */
export interface ValueSet {
  /** One bit for each kind of which all is in. */
  readonly kinds: number;
  readonly numbers: NumberSet;
  readonly texts: TextSet;
}

/** Kinds with one member, or of which no members are told apart. */
const BITS = { absent: 1, null: 2, true: 4, false: 8, list: 16, object: 32 } as const;
const EVERY_BIT = 63;

export type Kind = keyof typeof BITS | 'number' | 'text';

export const NOTHING: ValueSet = { kinds: 0, numbers: NO_NUMBER, texts: NO_TEXT };
export const ANYTHING: ValueSet = { kinds: EVERY_BIT, numbers: EVERY_NUMBER, texts: EVERY_TEXT };

/** All values of these kinds. */
export function ofKind(...kinds: readonly Kind[]): ValueSet {
  const bits = kinds.map((kind) => (kind === 'number' || kind === 'text' ? 0 : BITS[kind]));
  return {
    kinds: bits.reduce((sum: number, bit) => sum | bit, 0),
    numbers: kinds.includes('number') ? EVERY_NUMBER : NO_NUMBER,
    texts: kinds.includes('text') ? EVERY_TEXT : NO_TEXT,
  };
}

export const ABSENT: ValueSet = ofKind('absent');
export const PRESENT: ValueSet = complement(ABSENT);

/** Exactly these. */
export function oneOf(...values: readonly (string | number | boolean | null)[]): ValueSet {
  const texts = values.filter((value) => typeof value === 'string');
  const numbers = values.filter((value) => typeof value === 'number');
  const kinds = ofKind(...values.flatMap((value) => kindsOf(value)));
  return {
    kinds: kinds.kinds,
    numbers: numbers.map((number) => interval({ from: number, to: number })).reduce(uniteNumbers, NO_NUMBER),
    texts: texts.length > 0 ? exactly(texts) : NO_TEXT,
  };
}

function kindsOf(value: string | number | boolean | null): readonly Kind[] {
  if (value === null) return ['null'];
  return typeof value === 'boolean' ? [value ? 'true' : 'false'] : [];
}

/** Numbers between bounds. */
export function between(bounds: Bounds): ValueSet {
  return { ...NOTHING, numbers: interval(bounds) };
}

/** Texts made of these parts in order, with anything between them: `['', 'x', '']` contains "x". `ignoreCase` is about ASCII letters. */
export function like(parts: readonly string[], { ignoreCase = false } = {}): ValueSet {
  return { ...NOTHING, texts: ofLanguage(wildcard(parts, ignoreCase)) };
}

/** Texts in which a regular expression of AWS's subset finds something; null where it is not known how AWS reads it. */
export function finding(source: string): ValueSet | null {
  const texts = language(source);
  return texts && { ...NOTHING, texts: ofLanguage(texts) };
}

/** The texts of the set that begin with `head`, each with `tail` at its end in place of it: `aws.s3` becomes `s3.amazonaws.com`. */
export function exchange({ texts }: ValueSet, head: string, tail: string): ValueSet {
  return { ...NOTHING, texts: exchanged(texts, head, tail) };
}

export function intersect(one: ValueSet, other: ValueSet): ValueSet {
  const numbers = intersectNumbers(one.numbers, other.numbers);
  const texts = intersectTexts(one.texts, other.texts);
  const kinds = one.kinds & other.kinds;
  // The same object where nothing changes, so that "nothing has changed" is cheap to see.
  return kinds === one.kinds && numbers === one.numbers && texts === one.texts ? one : { kinds, numbers, texts };
}

export function complement(set: ValueSet): ValueSet {
  return {
    kinds: EVERY_BIT & ~set.kinds,
    numbers: set.numbers === NO_NUMBER ? EVERY_NUMBER : complementOfNumbers(set.numbers),
    texts: set.texts === NO_TEXT ? EVERY_TEXT : set.texts === EVERY_TEXT ? NO_TEXT : complementOfTexts(set.texts),
  };
}

export function union(one: ValueSet, other: ValueSet): ValueSet {
  return complement(intersect(complement(one), complement(other)));
}

function uniteNumbers(one: NumberSet, other: NumberSet): NumberSet {
  return complementOfNumbers(intersectNumbers(complementOfNumbers(one), complementOfNumbers(other)));
}

/** `undefined` stands for absent. */
export function has(set: ValueSet, value: Value | undefined): boolean {
  if (typeof value === 'string') return hasText(set.texts, value);
  if (typeof value === 'number') return hasNumber(set.numbers, value);
  return (set.kinds & BITS[kindOf(value)]) !== 0;
}

function kindOf(value: Exclude<Value, string | number> | undefined): keyof typeof BITS {
  if (value === undefined) return 'absent';
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return Array.isArray(value) ? 'list' : 'object';
}

/** Whether all or nothing of the kind is in, by name; for kinds that are not told apart further. */
export function hasKind(set: ValueSet, kind: keyof typeof BITS): boolean {
  return (set.kinds & BITS[kind]) !== 0;
}

/** @throws TooMuchWork */
export function isEmpty(set: ValueSet, allowance: Allowance = { left: ORDINARY }): boolean {
  return set.kinds === 0 && isEmptyOfNumbers(set.numbers) && isEmptyOfTexts(set.texts, allowance);
}

/** Whether no automaton is needed to work with it: its texts are some, or all but some. */
export function isSimple(set: ValueSet): boolean {
  return isPlain(set.texts);
}

/**
 * A member: the first of `preferred` that is one, else the plainest. Null where there is none; a value of `undefined` is absence.
 * @throws TooMuchWork
 */
export function pick(
  set: ValueSet,
  preferred: readonly (Value | undefined)[] = [],
  allowance: Allowance = { left: ORDINARY },
): { readonly value: Value | undefined } | null {
  const [wanted] = preferred;
  const at = preferred.findIndex((value) => has(set, value));
  if (at >= 0) return { value: preferred[at] };
  // What stands in for a text is a text, if it can be.
  if (hasKind(set, 'absent') && typeof wanted !== 'string') return { value: undefined };
  const text = pickText(set.texts, allowance);
  if (text !== null) return { value: text };
  const number = pickNumber(set.numbers);
  const others: readonly Value[] = [true, false, ...(number === null ? [] : [number]), null, {}, []];
  const rest = [undefined, ...others].findIndex((value) => has(set, value));
  return rest < 0 ? null : { value: [undefined, ...others][rest] };
}

/** Texts that tell the set from others: those it names, then the plainest that is in it and the plainest that is not. */
export function tellingTexts(set: ValueSet): readonly string[] {
  const { base, but } = set.texts;
  const languages = isPlain(set.texts) ? [] : [ofLanguage(base), complementOfTexts(ofLanguage(base))];
  return [...but, ...languages.flatMap((texts) => pickedText(texts) ?? [])];
}

/** Null where that takes more work than a hint is worth. */
function pickedText(texts: TextSet): string | null {
  try {
    return pickText(texts, { left: ORDINARY / 50 });
  } catch (error) {
    if (error instanceof TooMuchWork) return null;
    throw error;
  }
}
