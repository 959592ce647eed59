/** One alternative of a field against one value of the event. What is not documented is unknown, with the question named. */
import type { Value } from '../../model/value.ts';
import { equalsText, isInRange, numberInRange, readAddress } from './address.ts';
import { endsIgnoringCase, equalsIgnoringCase, startsIgnoringCase } from './letters.ts';
import { compare } from './numbers.ts';
import type { Answer } from './questions.ts';
import { anyAnswer, decided, everyAnswer, NO, negated, open, YES } from './questions.ts';
import type { Alternative, Bound, Excluded } from './tree.ts';
import { matchesWildcard } from './wildcard.ts';

/** What a path of an event leads to: lists give each of their values, objects none. */
export type Leaf = string | number | boolean | null;

export function isLeaf(value: Value): value is Leaf {
  return typeof value !== 'object' || value === null;
}

export function answer(alternative: Alternative, value: Leaf): Answer {
  switch (alternative.type) {
    case 'exists':
      return decided(alternative.exists);
    case 'literal':
      return decided(value === alternative.value);
    case 'number':
      return typeof value === 'number' ? compare('=', value, alternative.number) : NO;
    case 'numeric':
      return typeof value === 'number' ? within(value, alternative.bounds) : NO;
    case 'anythingBut':
      return isExcluded(alternative.excluded, value);
    default:
      if (typeof value === 'string') return answerText(alternative, value);
      // All others see texts only, but addresses are compared by their digits, and a number has digits too.
      return typeof value === 'number' ? answerNumber(alternative, value) : NO;
  }
}

type TextAlternative = Exclude<Alternative, { type: 'exists' | 'literal' | 'number' | 'numeric' | 'anythingBut' }>;

function answerNumber(alternative: TextAlternative, value: number): Answer {
  if (alternative.type === 'cidr') return numberInRange(value, alternative.address, alternative.bits);
  const address = alternative.type === 'text' ? readAddress(alternative.text) : null;
  return address ? numberInRange(value, address, address.bytes.length * 8) : NO;
}

function answerText(alternative: TextAlternative, value: string): Answer {
  switch (alternative.type) {
    case 'text':
      return equalsText(value, alternative.text);
    case 'exactly':
      return decided(value === alternative.text);
    case 'equalsIgnoreCase':
      return equalsIgnoringCase(value, alternative.text);
    case 'prefix':
      return starts(value, alternative.text, alternative.ignoresCase);
    case 'suffix':
      return ends(value, alternative.text, alternative.ignoresCase);
    case 'wildcard':
      return decided(matchesWildcard(alternative.wildcard, value));
    case 'cidr':
      return isInRange(value, alternative.address, alternative.bits);
    default:
      return alternative satisfies never;
  }
}

/** EventBridge compares values with their quotation marks, so a prefix may reach the one at the end. */
function starts(value: string, text: string, ignoresCase: boolean): Answer {
  const given = ignoresCase ? startsIgnoringCase(value, text) : decided(value.startsWith(text));
  if (given.truth !== 'false' || !text.endsWith('"')) return given;
  const reaches = ignoresCase ? equalsIgnoringCase(`${value}"`, text) : decided(`${value}"` === text);
  return reaches.truth === 'false' ? NO : open('EBQ-8');
}

function ends(value: string, text: string, ignoresCase: boolean): Answer {
  const given = ignoresCase ? endsIgnoringCase(value, text) : decided(value.endsWith(text));
  if (given.truth !== 'false' || !text.startsWith('"')) return given;
  const reaches = ignoresCase ? equalsIgnoringCase(`"${value}`, text) : decided(`"${value}` === text);
  return reaches.truth === 'false' ? NO : open('EBQ-8');
}

/** `anything-but` holds for values of every other type, null among them. */
function isExcluded(excluded: Excluded, value: Leaf): Answer {
  if (excluded.type === 'numbers') {
    if (typeof value !== 'number') return YES;
    return negated(anyAnswer(excluded.numbers.map((number) => compare('=', value, number))));
  }
  if (typeof value !== 'string') return YES;
  return negated(excludes(excluded, value));
}

function excludes(excluded: Exclude<Excluded, { type: 'numbers' }>, value: string): Answer {
  switch (excluded.type) {
    case 'texts':
      return decided(excluded.texts.includes(value));
    case 'prefix':
      return anyAnswer(excluded.texts.map((text) => starts(value, text, false)));
    case 'suffix':
      return anyAnswer(excluded.texts.map((text) => ends(value, text, false)));
    case 'equalsIgnoreCase':
      return anyAnswer(excluded.texts.map((text) => equalsIgnoringCase(value, text)));
    case 'wildcard':
      return decided(excluded.wildcards.some((wildcard) => matchesWildcard(wildcard, value)));
    default:
      return excluded satisfies never;
  }
}

function within(value: number, bounds: readonly Bound[]): Answer {
  return everyAnswer(bounds.map(({ operator, number }) => compare(operator, value, number)));
}
