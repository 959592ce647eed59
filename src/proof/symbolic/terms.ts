/** Terms and regular expressions over the whole text of a record, as bounds: found for certain in fields that are known, perhaps anywhere. */
import type { Term } from '../../languages/filter-pattern/index.ts';
import { isPlainText, isUnanchored, isWord } from '../../languages/filter-pattern/index.ts';
import type { Formula, ValueSet } from '../../languages/formula/index.ts';
import { atom, FALSE, finding, intersect, like, not, or, PRESENT, TRUE } from '../../languages/formula/index.ts';
import type { Bounds } from './bounds.ts';
import { every, OPEN, some } from './bounds.ts';
import { KEYS, TEXT_FIELDS } from './contents.ts';

/** Texts without signs that might be escaped. */
const PLAIN = finding('^[ !#-%\\x28-;?-\\x5b\\x5d-~]*$');

export function termsBounds(terms: readonly Term[]): Bounds {
  const counting = terms.filter(({ role }) => role !== 'optional');
  return counting.length > 0 ? every(counting.map(termBounds)) : some(terms.map(termBounds));
}

function termBounds({ role, text, isQuoted }: Term): Bounds {
  if (text === '' || !isPlainText(text) || !(isQuoted || isWord(text))) return OPEN;
  const found = or(isAnywhere(like(['', text, ''])), hasKey(text));
  // That a text is nowhere in a record cannot be known of all records.
  return role === 'excluded' ? { must: FALSE, may: not(found) } : { must: found, may: TRUE };
}

/** What a regular expression finds in one value it finds in the whole text, unless an anchor is in the way. */
export function regexBounds(source: string): Bounds {
  const found = finding(source);
  if (!found || !PLAIN || !isUnanchored(source)) return OPEN;
  return { must: isAnywhere(intersect(found, PLAIN)), may: TRUE };
}

/** Where words of people stand comes first: a counterexample takes the first field that will do. */
const FIELDS = TEXT_FIELDS.toSorted((one, other) => rankOf(one) - rankOf(other));

function rankOf(path: readonly string[]): number {
  const rank = ['userAgent', 'arn', 'userName', 'errorMessage', 'sourceIPAddress'].indexOf(path.at(-1) ?? '');
  return rank < 0 ? TEXT_FIELDS.length : rank;
}

function isAnywhere(set: ValueSet): Formula {
  return or(...FIELDS.map((path) => atom(path, set)));
}

function hasKey(text: string): Formula {
  return or(...KEYS.filter((path) => path.at(-1)?.includes(text)).map((path) => atom(path, PRESENT)));
}
