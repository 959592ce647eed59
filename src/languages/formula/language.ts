/**
 * Regular languages, by derivatives: what a language still wants after one character is again a language (Brzozowski 1964; Owens, Reppy
 * and Turon 2009). "And" and "not" cost nothing to write down, and only the states a question meets are ever made.
 * Characters are code points; texts are read as JavaScript iterates them.
 */
import type { Steps } from './steps.ts';
import { at, constant, map, zip } from './steps.ts';

/** Equal terms are one object. `nullable`: the empty text is in it. */
export type Language = { readonly id: number; readonly nullable: boolean } & Term;

type Term =
  | { readonly type: 'none' | 'blank' }
  | { readonly type: 'letter'; readonly of: Steps<boolean> }
  | { readonly type: 'then'; readonly first: Language; readonly rest: Language }
  | { readonly type: 'repeat'; readonly of: Language; readonly least: number; readonly most: number }
  | { readonly type: 'or' | 'and'; readonly of: readonly Language[] }
  | { readonly type: 'not'; readonly of: Language };

let made = 0;
const interned = new Map<string, Language>();
/** Forgetting which terms exist costs sharing, never correctness. */
const MOST_INTERNED = 100_000;

function intern(key: string, nullable: boolean, term: Term): Language {
  const before = interned.get(key);
  if (before) return before;
  if (interned.size >= MOST_INTERNED) interned.clear();
  const language: Language = { id: made++, nullable, ...term };
  interned.set(key, language);
  return language;
}

/** No text at all. */
export const NONE: Language = { id: made++, nullable: false, type: 'none' };
/** The empty text only. */
const BLANK: Language = { id: made++, nullable: true, type: 'blank' };
/** Every text. */
export const ALL: Language = { id: made++, nullable: true, type: 'not', of: NONE };

/** One character of a set. */
export function letter(of: Steps<boolean>): Language {
  if (!of.values.includes(true)) return NONE;
  return intern(`letter ${of.values[0]} ${of.starts.join()}`, false, { type: 'letter', of });
}

/** The set of the characters from `low` to `high`, both included; `high` is not the last of all. */
export function characters(low: number, high = low): Steps<boolean> {
  if (low === 0) return { starts: [0, high + 1], values: [true, false] };
  return { starts: [0, low, high + 1], values: [false, true, false] };
}

export function literal(text: string): Language {
  return sequence(codePoints(text).map((code) => letter(characters(code))));
}

function codePoints(text: string): readonly number[] {
  return Array.from(text, (character) => character.codePointAt(0) as number);
}

export function sequence(parts: readonly Language[]): Language {
  return parts.reduceRight((rest, first) => then(first, rest), BLANK);
}

function then(first: Language, rest: Language): Language {
  if (first === NONE || rest === NONE) return NONE;
  if (first === BLANK) return rest;
  if (rest === BLANK) return first;
  if (first.type === 'then') return then(first.first, then(first.rest, rest));
  // Beside "every text", what may be empty adds nothing.
  if (first === ALL && rest.nullable) return ALL;
  if (first === ALL && rest.type === 'then' && rest.first.nullable) return then(ALL, rest.rest);
  if (first.nullable && (rest === ALL || (rest.type === 'then' && rest.first === ALL))) return rest;
  return intern(`then ${first.id} ${rest.id}`, first.nullable && rest.nullable, { type: 'then', first, rest });
}

export function repeat(of: Language, least: number, most: number): Language {
  if (most === 0 || of === BLANK) return BLANK;
  if (of === NONE) return least === 0 ? BLANK : NONE;
  if (least === 1 && most === 1) return of;
  const fewest = of.nullable ? 0 : least;
  return intern(`repeat ${of.id} ${fewest} ${most}`, fewest === 0, { type: 'repeat', of, least: fewest, most });
}

export function not(of: Language): Language {
  if (of === NONE) return ALL;
  if (of.type === 'not') return of.of;
  return intern(`not ${of.id}`, !of.nullable, { type: 'not', of });
}

export function or(parts: readonly Language[]): Language {
  return joined('or', parts, NONE, ALL);
}

export function and(parts: readonly Language[]): Language {
  return joined('and', parts, ALL, NONE);
}

/** Order, repetition and nesting do not matter; this is what keeps the states of a language finite. */
function joined(type: 'or' | 'and', parts: readonly Language[], unit: Language, zero: Language): Language {
  const flat = new Set<Language>();
  for (const part of parts) for (const each of part.type === type ? part.of : [part]) flat.add(each);
  flat.delete(unit);
  if (flat.has(zero)) return zero;
  const of = [...flat];
  const [first] = of;
  if (first === undefined) return unit;
  if (of.length === 1) return first;
  if (of.some((part) => part.type === 'not' && flat.has(part.of))) return zero;
  const fewer = merged(type, of);
  if (fewer) return joined(type, fewer, unit, zero);
  of.sort((one, other) => one.id - other.id);
  const nullable = type === 'or' ? of.some((part) => part.nullable) : of.every((part) => part.nullable);
  return intern(`${type} ${of.map(({ id }) => id).join()}`, nullable, { type, of });
}

/** Several characters are one, and "not a, not b" is one "not", so that more of the same languages are the same terms. Null: as it was. */
function merged(type: 'or' | 'and', parts: readonly Language[]): readonly Language[] | null {
  const letters = parts.filter((part) => part.type === 'letter');
  if (letters.length > 1) {
    const isIn = (values: readonly boolean[]) => (type === 'or' ? values.includes(true) : !values.includes(false));
    const sets = letters.map(({ of }) => of);
    return [...parts.filter((part) => part.type !== 'letter'), letter(zip(sets, isIn))];
  }
  const negated = parts.filter((part) => part.type === 'not');
  if (negated.length < 2) return null;
  const opposite = negated.map(({ of }) => of);
  return [...parts.filter((part) => part.type !== 'not'), not(type === 'or' ? and(opposite) : or(opposite))];
}

const derivatives = new WeakMap<Language, Steps<Language>>();

/** For every character, what has to follow it. */
export function derive(language: Language): Steps<Language> {
  const before = derivatives.get(language);
  if (before) return before;
  const steps = derived(language);
  derivatives.set(language, steps);
  return steps;
}

function derived(language: Language): Steps<Language> {
  switch (language.type) {
    case 'none':
    case 'blank':
      return constant(0, NONE);
    case 'letter':
      return map(language.of, (isIn) => (isIn ? BLANK : NONE));
    case 'then': {
      const steps = map(derive(language.first), (next) => then(next, language.rest));
      return language.first.nullable ? zip([steps, derive(language.rest)], or) : steps;
    }
    case 'repeat': {
      const { of, least, most } = language;
      const rest = repeat(of, Math.max(0, least - 1), most - 1);
      return map(derive(of), (next) => then(next, rest));
    }
    case 'or':
      return zip(language.of.map(derive), or);
    case 'and':
      return zip(language.of.map(derive), and);
    case 'not':
      return map(derive(language.of), not);
    default:
      return language satisfies never;
  }
}

/** Whether a text is in it. */
export function matches(language: Language, text: string): boolean {
  let state = language;
  for (let index = 0; index < text.length && state !== NONE && state !== ALL; index++) {
    const code = text.codePointAt(index) as number;
    if (code > 0xffff) index++;
    state = at(derive(state), code);
  }
  return state.nullable;
}
