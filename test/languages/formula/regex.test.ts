/** Regular expressions as languages: the same answers as RE2's, and nothing read that AWS does not document. */
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { finding, has } from '../../../src/languages/formula/index.ts';
import type { Chance } from '../../fuzz/chance.ts';
import { chance } from '../../fuzz/chance.ts';

const READ: readonly (readonly [source: string, inside: readonly string[], outside: readonly string[]])[] = [
  ['Trail', ['Trail', 'UpdateTrail', 'Trails'], ['', 'trail', 'Trai']],
  ['^Get', ['Get', 'GetTrail'], ['BatchGet']],
  ['Trail$', ['UpdateTrail'], ['Trails']],
  ['^a$', ['a'], ['', 'aa']],
  ['^start|^init', ['start', 'initial'], ['re-init', 're-start']],
  ['val.{2}', ['value', 'ival12'], ['val', 'valu']],
  ['^a.c$', ['abc', 'a😀c', 'a\rc'], ['a\nc', 'ac']],
  ['^[a-cx]+$', ['a', 'cab', 'x'], ['', 'd']],
  ['^[^a-c]+$', ['d', '\n', '😀'], ['a', 'da']],
  ['^[]a-]+$', [']', '-', 'a'], ['b']],
  ['^[a-]$', ['a', '-'], ['b']],
  ['^[b-b]$', ['b'], ['a', 'c', '-']],
  ['^[\\d\\s_]+$', ['1', ' ', '\t', '_'], ['a', '\v']],
  ['^\\w\\W$', ['a ', '_-', '9é'], ['aa', 'é ']],
  ['^\\x41\\x2e$', ['A.'], ['Ax', 'a.']],
  ['^\\S\\D$', ['ab', '1b'], ['a1', ' b']],
  ['^\\.\\*\\$\\\\$', ['.*$\\'], ['xx$\\']],
  ['^a{2}b{1,2}c{0,}d{2,}$', ['aabdd', 'aabbccdddd'], ['abdd', 'aabbbdd', 'aabd']],
  ['^a{,2}$', ['a{,2}'], ['aa']],
  ['^a+?b*?c??$', ['a', 'aabbc'], ['b', 'acc']],
  ['a|', ['', 'x'], []],
  ['', ['', 'x'], []],
  ['a^', [], ['', 'a', 'aa']],
  ['a*^b', ['b', 'bc'], ['ab']],
  ['a$b*', ['a', 'xa'], ['ab']],
  ['^*a', ['a', 'ba'], ['b']],
  ['$^', [''], ['a']],
  ['^a^b', [], ['ab', 'b']],
  ['a$b$', [], ['ab', 'a']],
  ['^^a*$$', ['', 'aa'], ['ba']],
  ['^+a', ['ab'], ['ba']],
  ['a$+', ['ba'], ['ab']],
  ['a^*b', ['ab', 'xaby'], ['b']],
  ['$a', [], ['', 'a', 'xa']],
  ['^[\\d-x]+$', ['1-x', '-'], ['y', 'a']],
  ['^[^a]$', ['b', '^', '['], ['a', 'bb']],
  ['^a{2}$', ['aa'], ['a', 'aaa']],
  ['^a{500}b{500}$', ['a'.repeat(500) + 'b'.repeat(500)], ['ab', 'a'.repeat(501) + 'b'.repeat(500)]],
];

const REFUSED: readonly (readonly [what: string, source: string])[] = [
  ['a group', '(a)'],
  ['a parenthesis in a set', '[(]'],
  ['a character of several bytes', 'é'],
  ['one in a set', '[é]'],
  ['a line break', 'a\nb'],
  ['nothing to repeat', '*a'],
  ['nothing to repeat after a bar', 'a|+'],
  ['a repetition of a repetition', 'a**'],
  ['a count of a repetition', 'a*{2}'],
  ['a repetition of one that takes little', 'a*?+'],
  ['a range that ends before it begins', 'a{3,2}'],
  ['a range between no characters', '[c-a]'],
  ['a range that ends in a class', '[a-\\d]'],
  ['an open set', '[a'],
  ['a set of nothing', '[]'],
  ['a named class', '[[:alpha:]]'],
  ['a backslash at the end', 'a\\'],
  ['half a hexadecimal escape', '\\x4'],
  ['an escape that AWS does not document', '\\bTrail'],
  ['a Unicode class', '\\pL'],
  ['more than a thousand repeats', 'a{600}b{600}'],
  ['more than a thousand repeats at most', 'a{0,600}b{0,600}'],
  ['a range to a class', '[\\x00-\\d]'],
  ['what begins as a named class does', '[[:]'],
];

describe('what a regular expression finds', () => {
  it.each(READ)('%s', (source, inside, outside) => {
    const set = finding(source);
    expect(set && inside.filter((text) => !has(set, text))).toEqual([]);
    expect(set && outside.filter((text) => has(set, text))).toEqual([]);
    const expression = RE2JS.compile(source);
    expect([...inside, ...outside].map((text) => expression.matcher(text).find())).toEqual([
      ...inside.map(() => true),
      ...outside.map(() => false),
    ]);
  });

  it('is looked for in texts only', () => {
    const set = finding('');
    expect(set && [undefined, null, 1, true, [], {}].filter((value) => has(set, value))).toEqual([]);
  });
});

describe('not read', () => {
  it.each(REFUSED)('%s', (_, source) => {
    expect(finding(source)).toBeNull();
  });
});

/** Scraps of the syntax, so that many a source is odd and most can be read. */
const SCRAPS = [
  'a',
  'b',
  '-',
  '^',
  '$',
  '.',
  '[',
  ']',
  '{',
  '}',
  '|',
  '\\',
  '*',
  '+',
  '?',
  '2',
  '0',
  ',',
  '\\d',
  '\\W',
  '\\S',
];
const MORE_SCRAPS = [
  '\\s',
  '\\x41',
  '\\x62',
  '\\xe9',
  '[^',
  'a-',
  '{1,2}',
  '{2}',
  '{0}',
  '\\.',
  '\\]',
  '\\-',
  '\\ ',
  'A',
  '_',
  '[ab]',
  '[a-c]',
];
const CHARACTERS = [
  'a',
  'b',
  'c',
  '-',
  '.',
  'A',
  '1',
  '2',
  '\n',
  ' ',
  '{',
  '}',
  ']',
  '\\',
  'é',
  '😀',
  '_',
  ',',
  '^',
  '$',
];

/** What the filter patterns of the product refuse before RE2 is asked. */
const UNDOCUMENTED = /\\([A-CE-RT-VX-Za-ce-rt-vy-z0-9]|x(?![0-9A-Fa-f]{2}))|\[\[:/;

function joined(luck: Chance, least: number, most: number, scraps: readonly string[]): string {
  return luck.some(least, most, () => luck.oneOf(scraps)).join('');
}

function compiled(source: string): RE2JS | null {
  try {
    return RE2JS.compile(source);
  } catch {
    return null;
  }
}

it('reads what RE2 reads of the documented syntax, and finds where RE2 finds', () => {
  const luck = chance(55);
  const differences: string[] = [];
  let read = 0;
  for (let count = 0; count < 6000; count++) {
    const source = joined(luck, 1, 7, [...SCRAPS, ...MORE_SCRAPS]);
    const expression = UNDOCUMENTED.test(source.replaceAll('\\\\', '')) ? null : compiled(source);
    const set = finding(source);
    if ((set === null) !== (expression === null)) differences.push(`${source} is read by one only`);
    if (!set || !expression) continue;
    read++;
    for (const text of luck.some(8, 8, () => joined(luck, 0, 5, CHARACTERS))) {
      if (has(set, text) !== expression.matcher(text).find()) differences.push(`${source} on ${JSON.stringify(text)}`);
    }
  }
  expect(differences).toEqual([]);
  expect(read).toBeGreaterThan(3000);
});
