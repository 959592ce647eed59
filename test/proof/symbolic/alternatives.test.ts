/** Each alternative of an event pattern on each value: the bounds say what matching says, one by one and not by chance. */
import { describe, expect, it } from 'vitest';
import { eventOf, matchEventPattern, parseEventPattern } from '../../../src/languages/event-pattern/index.ts';
import type { CloudTrailRecord, Value } from '../../../src/model/value.ts';
import type { Truth } from '../../../src/model/verdict.ts';
import { eventPatternBounds } from '../../../src/proof/symbolic/event-pattern.ts';
import { agrees, decided, equals } from './agreement.ts';

const TEXTS = [
  '',
  'x',
  'X',
  'xy',
  'yx',
  'ab',
  'axb',
  'a*b',
  'AxB',
  'Root',
  'root',
  'x"',
  '"x',
  'é',
  'É',
  'aé',
  'k',
  '\u212a',
  'null',
  'true',
];
const ADDRESSES = ['10.0.0.1', '10.0.0.01', '11.0.0.1', '::1', '5', '05', 'abc', '.'];
const NUMBERS = [0, 5, -1, 5.5, 300, 6e9, -6e9, 0.1234567, 5.0000001];
const OTHERS: readonly (Value | undefined)[] = [true, false, null, undefined, {}, { x: 'x' }];

const OF_TEXTS: readonly Value[] = [
  ...['', 'x', 'Root', 'é', 'null', true, false, null],
  ...[{ exactly: 'x' }, { exactly: '10.0.0.1' }, { exists: true }, { exists: false }],
  ...['x', 'R', 'a', 'x"', '"x', 'axb"', '"axb', 'é', 'k'].flatMap((end) => [
    { prefix: end },
    { suffix: end },
    { prefix: { 'equals-ignore-case': end } },
    { suffix: { 'equals-ignore-case': end } },
    { 'anything-but': { prefix: end } },
    { 'anything-but': { suffix: end } },
  ]),
  ...['x', 'ROOT', 'é', 'K', 'aXb'].flatMap((text) => [
    { 'equals-ignore-case': text },
    { 'anything-but': { 'equals-ignore-case': [text] } },
  ]),
  ...['x*', '*x', '*', 'a*b', 'a\\*b', 'x', '*o*t'].flatMap((wildcard) => [
    { wildcard },
    { 'anything-but': { wildcard } },
  ]),
  ...[{ 'anything-but': 'x' }, { 'anything-but': ['x', 'Root'] }, { 'anything-but': { prefix: ['x', 'R'] } }],
];
/** What numbers and addresses are compared with: of some it is told only one by one. */
const OF_NUMBERS: readonly Value[] = [
  ...[0, 5, 6e9, 0.1234567, '10.0.0.1', '5', '::1'],
  ...[{ numeric: ['>', 0] }, { numeric: ['=', 5] }, { numeric: ['>=', 0, '<', 5] }],
  ...[{ cidr: '10.0.0.0/8' }, { cidr: '10.0.0.0/31' }, { 'anything-but': 5 }, { 'anything-but': [5, 300] }],
];

function read(detail: Value) {
  const parsed = parseEventPattern(JSON.stringify({ detail }));
  if (!parsed.ok) throw new Error(parsed.error.message);
  const bounds = eventPatternBounds(parsed.pattern);
  const matched = (record: CloudTrailRecord): Truth => {
    const { event, doubts } = eventOf(record);
    return matchEventPattern(parsed.pattern, event, doubts).truth;
  };
  return { bounds, matched };
}

const CALL = { eventSource: 's3.amazonaws.com', eventType: 'AwsApiCall' };
const holding = (key: string, value: Value | undefined): CloudTrailRecord =>
  value === undefined ? CALL : { ...CALL, [key]: value };
const named = (all: readonly Value[]) => all.map((each) => [JSON.stringify(each), each] as const);

/** Whether letters beyond ASCII are the same, and which texts are one address: there the bounds leave open what matching tells. */
function isLeftOpen(alternative: string, value: Value | undefined): boolean {
  if (typeof value === 'number') return /numeric|cidr|^\d|\d\]?\}$|^"[\d:.]+"$/.test(alternative);
  if (typeof value !== 'string') return false;
  if (/cidr|^"[\d:.]+"$/.test(alternative)) return /^[\da-f:.]*$/i.test(value);
  return /ignore-case/.test(alternative) && /[^ -~]|\\"/.test(alternative + value);
}

describe('an alternative, on each value', () => {
  it.each(named([...OF_TEXTS, ...OF_NUMBERS]))('%s', (name, alternative) => {
    const { bounds, matched } = read({ errorCode: [alternative] });
    for (const value of [...TEXTS, ...ADDRESSES, ...NUMBERS, ...OTHERS]) {
      const record = holding('errorCode', value);
      const compare = isLeftOpen(name, value) ? agrees : equals;
      compare(bounds, record, matched(record), `${name} on ${JSON.stringify(value)}`);
    }
  });

  it.each(named(OF_TEXTS))('%s, beside numbers', (name, alternative) => {
    const { bounds, matched } = read({ errorCode: [alternative, 5, { numeric: ['>', 100] }] });
    for (const value of [...TEXTS, ...OTHERS]) {
      const record = holding('errorCode', value);
      const compare = isLeftOpen(name, value) ? agrees : equals;
      compare(bounds, record, matched(record), `${name} on ${JSON.stringify(value)}`);
    }
  });
});

describe('comparisons that may be confused', () => {
  it.each(named([{ wildcard: 'a*b' }, { 'anything-but': { wildcard: '*z' } }]))(
    '%s, beside one without case',
    (name, starred) => {
      const { bounds, matched } = read({ errorCode: [{ 'equals-ignore-case': 'x' }, starred] });
      for (const value of [...TEXTS, ...NUMBERS, ...OTHERS]) {
        const record = holding('errorCode', value);
        agrees(bounds, record, matched(record), `${name} on ${JSON.stringify(value)}`);
        if (typeof value !== 'string') continue;
        expect(decided(bounds, record)).toBe('unknown');
        expect(matched(record)).toBe('unknown');
      }
    },
  );
});

const LISTS: readonly (Value | undefined)[] = [
  ...[undefined, null, 'x', 'y', {}, [], ['x'], ['y'], ['y', 'x'], [null], [true], [{}], [{}, 'x'], [[]], [['x']]],
  ...[{ a: 'x' }, { a: 'y' }, { a: ['x'] }, { a: [] }, { a: {} }, { a: null }],
  ...[
    [{ a: 'x' }],
    [{ a: 'y' }],
    [{ a: 'y' }, { a: 'x' }],
    [{ a: 'x' }, {}],
    [{}, {}],
    [{ a: ['y', 'x'] }],
    [[{ a: 'x' }]],
  ],
];
const OF_LISTS: readonly Value[] = [
  ...['x', null, true, { exists: true }, { exists: false }, { prefix: 'x' }, { 'anything-but': 'x' }],
  { 'anything-but': { prefix: 'x' } },
];

describe('an alternative, on what stands in lists', () => {
  it.each(named(OF_LISTS))('%s', (name, alternative) => {
    for (const detail of [{ extra: [alternative] }, { extra: { a: [alternative] } }]) {
      const { bounds, matched } = read(detail);
      for (const value of LISTS) {
        const record = holding('extra', value);
        // Lists within lists are not followed.
        const compare = /\[.*\[/.test(JSON.stringify(value) ?? '') ? agrees : equals;
        compare(bounds, record, matched(record), `${name} in ${JSON.stringify(detail)} on ${JSON.stringify(value)}`);
      }
    }
  });
});
