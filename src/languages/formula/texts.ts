/** Sets of texts: a regular language in which finitely many texts have changed sides. So `X`, all but `X`, and a wildcard are of one form. */
import type { Allowance } from './allowance.ts';
import type { Language } from './language.ts';
import { ALL, and, characters, derive, letter, literal, matches, NONE, not, or, sequence } from './language.ts';
import { shortest } from './shortest.ts';
import { at } from './steps.ts';

export interface TextSet {
  readonly base: Language;
  /** In the set if not in the base, and the other way round. */
  readonly but: ReadonlySet<string>;
}

const NOTHING: ReadonlySet<string> = new Set();

export const NO_TEXT: TextSet = { base: NONE, but: NOTHING };
export const EVERY_TEXT: TextSet = { base: ALL, but: NOTHING };

export function exactly(texts: Iterable<string>): TextSet {
  return { base: NONE, but: new Set(texts) };
}

export function ofLanguage(base: Language): TextSet {
  return { base, but: NOTHING };
}

/**
 * The given parts in order, anything between them: `['Delete', '']` is what begins with "Delete". `ignoreCase` is about ASCII letters.
 * Half a surrogate pair in a part stands for itself only, not for the first half of a whole character.
 */
export function wildcard(parts: readonly string[], ignoreCase = false): Language {
  const spelled = parts.map((part) => (ignoreCase ? caseless(part) : literal(part)));
  return sequence(spelled.flatMap((part, index) => (index === 0 ? [part] : [ALL, part])));
}

function caseless(text: string): Language {
  return sequence(
    Array.from(text, (character) => {
      const spellings = /^[a-z]$/i.test(character) ? [character.toLowerCase(), character.toUpperCase()] : [character];
      return or(spellings.map((spelling) => letter(characters(spelling.codePointAt(0) as number))));
    }),
  );
}

/** The texts of the set that begin with `head`, each with `tail` at its end in place of it. */
export function exchanged({ base, but }: TextSet, head: string, tail: string): TextSet {
  const left = Array.from(head).reduce((rest, character) => at(derive(rest), character.codePointAt(0) as number), base);
  const changed = [...but].filter((text) => text.startsWith(head)).map((text) => text.slice(head.length) + tail);
  return { base: sequence([left, literal(tail)]), but: new Set(changed) };
}

export function hasText(set: TextSet, text: string): boolean {
  return matches(set.base, text) !== set.but.has(text);
}

export function complementOfTexts({ base, but }: TextSet): TextSet {
  return { base: not(base), but };
}

export function intersectTexts(one: TextSet, other: TextSet): TextSet {
  if (one === other || one === NO_TEXT || other === EVERY_TEXT) return one;
  if (other === NO_TEXT || one === EVERY_TEXT) return other;
  const base = and([one.base, other.base]);
  // A finite set needs no more than its own texts looked at.
  const candidates =
    one.base === NONE ? one.but : other.base === NONE ? other.but : new Set([...one.but, ...other.but]);
  const but = [...candidates].filter((text) => (hasText(one, text) && hasText(other, text)) !== matches(base, text));
  return { base, but: new Set(but) };
}

/** Whether it is one of the two simple forms: some texts, or all but some. */
export function isPlain({ base }: TextSet): boolean {
  return base === NONE || base === ALL;
}

/** @throws TooMuchWork */
export function isEmptyOfTexts(set: TextSet, allowance: Allowance): boolean {
  if (isPlain(set)) return set.base === NONE && set.but.size === 0;
  return pickText(set, allowance) === null;
}

/** A text of the set, as short and plain as there is; null where there is none. @throws TooMuchWork */
export function pickText({ base, but }: TextSet, allowance: Allowance): string | null {
  if (base === ALL) return fresh(but);
  const added = [...but].find((text) => !matches(base, text));
  if (added !== undefined || base === NONE) return added ?? null;
  const text = shortest(base, allowance);
  if (text === null || !but.has(text)) return text;
  return shortest(and([base, not(or([...but].map(literal)))]), allowance);
}

/** A plain text that is none of these. */
function fresh(texts: ReadonlySet<string>): string {
  if (!texts.has('x')) return 'x';
  let number = 1;
  while (texts.has(`x${number}`)) number++;
  return `x${number}`;
}
