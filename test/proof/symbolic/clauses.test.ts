/** Each clause on each value: the bounds say what matching says, one by one and not by chance. */
import { describe, expect, it } from 'vitest';
import { matchPattern, parsePattern } from '../../../src/languages/filter-pattern/index.ts';
import type { CloudTrailRecord, Value } from '../../../src/model/value.ts';
import type { Truth } from '../../../src/model/verdict.ts';
import { patternBounds } from '../../../src/proof/symbolic/pattern.ts';
import { agrees, decided, equals } from './agreement.ts';

const TEXTS = [
  ...[
    '',
    'x',
    'xy',
    'yx',
    'xay',
    'axb',
    'xab',
    'abx',
    'xabx',
    'xaybx',
    'ab',
    'ayb',
    'a*b',
    'xa*bx',
    '*',
    '**',
    'Root',
    'root',
  ],
  ...['true', 'FALSE', 'null', 'x\ny', 'x\r', 'é', 'a"b', 'a\\b', 'n', 'e'],
  ...[
    '7',
    '07',
    '7.',
    '7.0',
    '+7',
    '-7',
    ' 7',
    '7\t',
    '-1',
    '0',
    '-0',
    '+0',
    '00',
    '.0',
    '0.0',
    '.3',
    '0.3',
    '0.30',
    '-.3',
    '8',
    '100',
    '1000000',
  ],
];
/** Read as numbers in ways that bounds do not tell apart. */
const ODD_TEXTS = [
  '1e2',
  '7e0',
  '.7E+1',
  '1e-7',
  '7.0000000000000000000001',
  '12345678901234567',
  '12345678901234568',
  '1e21',
];
const NUMBERS = [
  ...[7, -7, 7.5, -1, 0, 0.3, -0.3, 0.1 + 0.2, 8, 100, 1_000_000, 1e-7, 7.000000000000001, 1e21, -1e21],
  ...[Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 1, 12345678901234568],
];
const VALUES: readonly (Value | undefined)[] = [
  ...[
    ...TEXTS,
    ...ODD_TEXTS,
    ...NUMBERS,
    '0.0000001',
    '0.00000015',
    '1.5',
    '1.50',
    '01.5',
    '.5',
    '-12.250',
    1.5,
    -12.25,
    true,
    false,
    null,
    undefined,
  ],
  ...[[], {}, ['x'], [7], [null], [[]], { x: 'x' }],
];

const PLAIN = [
  'x',
  'xy',
  'ab',
  'Root',
  'true',
  'false',
  'null',
  '7',
  '-1',
  '07',
  '7.0',
  '0.3',
  '',
  'e',
  'a\\\\b',
  'a\\"b',
  '12345678901234567',
];
const STARRED = [
  '*',
  '**',
  'x*',
  '*x',
  '*x*',
  'a*b',
  '*a*b',
  'a*b*',
  '*a*b*',
  'n*',
  't*',
  '7*',
  '*.*',
  '*7',
  'e*',
  'a*\\\\*',
];
const NUMERIC = ['1.5', '-12.25', '7', '-7', '0', '0.3', '-0.3', '+7.00', '1e2', '100', '1000000'];
/** Beyond what numbers keep, or too small to be written without an exponent. */
const IMPRECISE = ['12345678901234567890', '9007199254740993', '1e999', '1e21', '0.0000001', '0.00000015'];
const REGEXES = [
  'x',
  '^x',
  'x$',
  '^xy$',
  'x|R',
  '^$',
  '.',
  'a.b',
  '\\d',
  '\\W',
  '^\\s*7',
  '[xy]',
  '[^x]',
  '\\bx',
  'x++',
];

/** On what an operand, or what is asked of a field, holds. */
const CLAUSES: readonly string[] = [
  ...['=', '!='].flatMap((sign) => [
    ...[...PLAIN, ...STARRED].map((text) => `${sign} "${text}"`),
    ...[...NUMERIC, ...IMPRECISE].map((number) => `${sign} ${number}`),
    ...REGEXES.map((source) => `${sign} %${source}%`),
  ]),
  ...['<', '<=', '>', '>='].flatMap((sign) => [...NUMERIC, ...IMPRECISE].map((number) => `${sign} ${number}`)),
  ...['IS NULL', 'IS TRUE', 'IS FALSE', 'NOT EXISTS', 'is null', 'not exists'],
];

/** Digits under a wildcard, and what reads as the same number in another way: there the bounds leave open what matching tells. */
function isLeftOpen(clause: string, value: Value | undefined): boolean {
  const operand = clause.replace(/^\S+ /, '');
  if (typeof value === 'number') return /^".*[*\\].*"$/.test(operand);
  if (typeof value !== 'string') return false;
  const isNumber = /^[-+.\d]/.test(operand);
  return isNumber && (ODD_TEXTS.includes(value) || IMPRECISE.includes(operand));
}

function read(text: string) {
  const parsed = parsePattern(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return parsed.pattern;
}

describe('a clause', () => {
  it.each(CLAUSES)('%s', (clause) => {
    const pattern = read(`{ $.f ${clause} }`);
    const bounds = patternBounds(pattern);
    for (const value of VALUES) {
      const record: CloudTrailRecord = value === undefined ? {} : { f: value };
      const compare = isLeftOpen(clause, value) ? agrees : equals;
      compare(bounds, record, matchPattern(pattern, record).truth, `${clause} on ${JSON.stringify(value)}`);
    }
  });
});

describe('a clause on elements of a list', () => {
  const LISTS: readonly Value[] = [
    ...[[], ['x'], ['y'], ['x', 'y'], ['y', 'x'], [7], [null], [true, 'x'], [['x']], [{}], [{}, 'x'], 'x', null, {}],
    ...[
      [{ id: 'x' }],
      [{ id: 'y' }],
      [{ id: 'x' }, { id: 'y' }],
      [{ id: 'x' }, {}],
      [{ id: ['x'] }],
      [{ id: {} }, { id: 'x' }],
    ],
    ...[{ id: 'x' }, [[{ id: 'x' }]]],
  ];
  it.each(
    ['$.f[*]', '$.f[*].id', '$.f[0]', '$.f[1].id', '$.f.id'].flatMap((selector) =>
      ['= "x"', '!= "x"', '= "*"', '!= "*"', '= %x%', '= 7', '> 5', 'IS NULL', 'NOT EXISTS', '= ""'].map(
        (rest) => `${selector} ${rest}`,
      ),
    ),
  )('%s', (clause) => {
    const pattern = read(`{ ${clause} }`);
    const bounds = patternBounds(pattern);
    for (const record of [{}, ...LISTS.map((f) => ({ f }))]) {
      equals(bounds, record, matchPattern(pattern, record).truth, `${clause} on ${JSON.stringify(record)}`);
    }
  });
});

describe('clauses together', () => {
  it.each<readonly [what: string, text: string, record: CloudTrailRecord, truth: Truth]>([
    ['a list under one of them', '{ $.a = "x" && $.b = "y" }', { a: 'x', b: ['y'] }, 'false'],
    ['a list under the other alternative', '{ $.a = "x" || $.b = "y" }', { a: 'x', b: ['y'] }, 'unknown'],
    ['an object under the other alternative', '{ $.a = "x" || $.b.c = "y" }', { a: 'x', b: { c: {} } }, 'unknown'],
    ['a list under one that asks whether it is there', '{ $.a = "x" || $.b NOT EXISTS }', { a: 'x', b: [] }, 'true'],
    ['a list in an element of a list', '{ $.a = "x" || $.b[*].c = "y" }', { a: 'x', b: [{ c: [] }] }, 'unknown'],
    ['no list where any element is asked', '{ $.a = "x" || $.b[*].c = "y" }', { a: 'x', b: 'z' }, 'true'],
    ['no object where any field is asked', '{ $.a = "x" || $.b.* = "y" }', { a: 'x', b: 'z' }, 'true'],
    ['an object where any field is asked', '{ $.a = "x" || $.b.* = "y" }', { a: 'x', b: { c: {} } }, 'unknown'],
    ['a word that is not documented', '{ $.a = "x" || $.b not exists }', { a: 'x' }, 'unknown'],
    ['an escape in one of its names', '{ $.a.[\'b\\\\c\'] = "x" }', { a: { 'b\\c': 'x' } }, 'unknown'],
    ['no way at all', '{ $.a = "x" || $.b[*].c = "y" }', { a: 'y', b: [{ c: [] }] }, 'false'],
  ])('%s', (_what, text, record, truth) => {
    const pattern = read(text);
    expect(matchPattern(pattern, record).truth).toBe(truth);
    expect(decided(patternBounds(pattern), record)).toBe(truth);
  });
});
