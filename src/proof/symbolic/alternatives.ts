/** The values that a field of an event pattern wants: those it holds on, and those nobody says, as `event-pattern` answers for one value. */
import type { Alternative, Excluded, Field } from '../../languages/event-pattern/index.ts';
import { isAscii, isBeyond, readAddress } from '../../languages/event-pattern/index.ts';
import type { ValueSet } from '../../languages/formula/index.ts';
import { complement, finding, intersect, like, NOTHING, ofKind, oneOf, union } from '../../languages/formula/index.ts';
import type { Sides } from './sides.ts';

const NEITHER: Sides = { yes: NOTHING, open: NOTHING };
const TEXTS = ofKind('text');
const NUMBERS = ofKind('number');
/** What EventBridge takes for a value: lists give each of theirs, objects none. */
export const VALUES = ofKind('text', 'number', 'true', 'false', 'null');

/** On one value; of all others it does not hold. */
export function wantedBy({ alternatives, isMixed }: Field): Sides {
  const { yes, open } = alternatives.map(sidesOf).reduce(either, NEITHER);
  // Where comparisons are confused, one text in a list makes all of it uncertain.
  if (isMixed) return { yes: NOTHING, open: union(union(yes, open), TEXTS) };
  return { yes, open: without(open, yes) };
}

function either(one: Sides, other: Sides): Sides {
  return { yes: union(one.yes, other.yes), open: union(one.open, other.open) };
}

function without(set: ValueSet, other: ValueSet): ValueSet {
  return intersect(set, complement(other));
}

function sidesOf(alternative: Alternative): Sides {
  switch (alternative.type) {
    case 'exists':
      return alternative.exists ? { yes: VALUES, open: NOTHING } : NEITHER;
    case 'literal':
      return { yes: oneOf(alternative.value), open: NOTHING };
    case 'number':
      return equalToNumbers([alternative.number]);
    // Which numbers have so many decimals that they are not compared reliably is not told by where they lie.
    case 'numeric':
      return { yes: NOTHING, open: NUMBERS };
    case 'anythingBut':
      return except(excludedBy(alternative.excluded));
    case 'text': {
      const isAddress = readAddress(alternative.text) !== null;
      const alike = isAddress ? union(NUMBERS, without(ADDRESSES, oneOf(alternative.text))) : NOTHING;
      return { yes: oneOf(alternative.text), open: alike };
    }
    case 'exactly':
      return { yes: oneOf(alternative.text), open: NOTHING };
    case 'equalsIgnoreCase':
      return ignoringCase(alternative.text, [alternative.text]);
    case 'prefix':
    case 'suffix':
      return atOneEnd(alternative.type, alternative.text, alternative.ignoresCase);
    case 'wildcard':
      return { yes: wildcard(alternative.wildcard), open: NOTHING };
    case 'cidr':
      return { yes: NOTHING, open: union(NUMBERS, ADDRESSES) };
    default:
      return alternative satisfies never;
  }
}

/** Of the numbers that are not equal, too, some are not compared reliably. */
function equalToNumbers(numbers: readonly { readonly text: string; readonly value: number }[]): Sides {
  const yes = oneOf(...numbers.filter((number) => !isBeyond(number)).map(({ value }) => value));
  return { yes, open: without(NUMBERS, yes) };
}

/** All other values, of whichever kind. */
function except({ yes, open }: Sides): Sides {
  return { yes: without(without(VALUES, yes), open), open };
}

function excludedBy(excluded: Excluded): Sides {
  switch (excluded.type) {
    case 'numbers':
      return equalToNumbers(excluded.numbers);
    case 'texts':
      return { yes: oneOf(...excluded.texts), open: NOTHING };
    case 'prefix':
    case 'suffix': {
      const { type: end } = excluded;
      return anyText(excluded.texts, (text) => atOneEnd(end, text, false));
    }
    case 'equalsIgnoreCase':
      return anyText(excluded.texts, (text) => ignoringCase(text, [text]));
    case 'wildcard':
      return { yes: excluded.wildcards.map(wildcard).reduce(union, NOTHING), open: NOTHING };
    default:
      return excluded satisfies never;
  }
}

function anyText(texts: readonly string[], sides: (text: string) => Sides): Sides {
  const { yes, open } = texts.map(sides).reduce(either, NEITHER);
  return { yes, open: without(open, yes) };
}

/** Digits and signs of addresses: which of these texts are the same address, or lie in a range, is not told by their letters. */
const ADDRESSES = finding('^[0-9a-fA-F:.]*$') ?? TEXTS;
const WITH_OTHER_LETTERS = finding('[^\\x00-\\x7f]') ?? TEXTS;

/** Letters beyond ASCII may or may not be the same as others. */
function ignoringCase(text: string, parts: readonly string[]): Sides {
  if (!isAscii(text)) return { yes: NOTHING, open: TEXTS };
  const yes = like(parts, { ignoreCase: true });
  return { yes, open: without(WITH_OTHER_LETTERS, yes) };
}

function atOneEnd(end: 'prefix' | 'suffix', text: string, ignoresCase: boolean): Sides {
  const parts = end === 'prefix' ? [text, ''] : ['', text];
  const sides = ignoresCase ? ignoringCase(text, parts) : { yes: like(parts), open: NOTHING };
  const inner = end === 'prefix' ? text.slice(0, -1) : text.slice(1);
  // Values are compared with their quotation marks.
  const reaches = (end === 'prefix' ? text.at(-1) : text[0]) === '"';
  if (!reaches) return sides;
  return { yes: sides.yes, open: union(sides.open, ignoresCase ? without(TEXTS, sides.yes) : oneOf(inner)) };
}

function wildcard(parts: readonly string[]): ValueSet {
  return parts.length === 1 ? oneOf(...parts) : like(parts);
}
