/** Languages joined by "and", "or" and "not": which texts are in them. */
import { expect, it } from 'vitest';
import type { Language } from '../../../src/languages/formula/language.ts';
import { ALL, and, literal, matches, NONE, not, or, sequence } from '../../../src/languages/formula/language.ts';

const [a, b] = [literal('a'), literal('b')];
const TEXTS = ['', 'a', 'b', 'ab', 'ba', 'c'];

it.each<readonly [what: string, language: Language, texts: readonly string[]]>([
  ['one or the other', or([a, b]), ['a', 'b']],
  ['neither', and([not(a), not(b)]), ['', 'ab', 'ba', 'c']],
  ['not one or not the other', or([not(a), not(b)]), TEXTS],
  ['not one or not the other, of more', or([not(or([a, b])), not(or([b, literal('c')]))]), ['', 'a', 'ab', 'ba', 'c']],
  ['not one and not the other, of more', and([not(or([a, b])), not(or([b, literal('c')]))]), ['', 'ab', 'ba']],
  ['both', and([sequence([a, ALL]), sequence([ALL, b])]), ['ab']],
  ['not both', not(and([sequence([a, ALL]), sequence([ALL, b])])), ['', 'a', 'b', 'ba', 'c']],
  ['one that is not the other', and([sequence([a, ALL]), not(sequence([ALL, b]))]), ['a']],
  ['one and its opposite', and([a, not(a)]), []],
  ['one or its opposite', or([a, not(a)]), TEXTS],
  ['none at all', or([NONE, NONE]), []],
])('%s', (_what, language, texts) => {
  expect(TEXTS.filter((text) => matches(language, text))).toEqual(texts);
});
