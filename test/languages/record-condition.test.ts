/** Conditions on records: which records meet them, what is wrong with some, what they were at a version, and how reports say them. */
import { describe, expect, it } from 'vitest';
import { asOf, meets, parseRecords, printRecords } from '../../src/languages/record-condition/index.ts';
import type { CloudTrailRecord, Value } from '../../src/model/value.ts';

function read(value: Value) {
  const parsed = parseRecords(value);
  if (!parsed.ok) throw new Error(parsed.mistakes.map(({ message }) => message).join('; '));
  return parsed.condition;
}

function printed(value: Value): string {
  return printRecords(read(value));
}

const ABSENT = undefined;

describe('a condition on a field', () => {
  it.each<readonly [test: Value, on: readonly (Value | undefined)[], notOn: readonly (Value | undefined)[]]>([
    ['x', ['x'], ['', 'X', 'xx', 5, null, true, ['x'], {}, ABSENT]],
    [5, [5], ['5', 5.5, ABSENT]],
    [true, [true], [false, 'true', 1, ABSENT]],
    [null, [null], ['null', false, 0, ABSENT]],
    [{ is: 'x' }, ['x'], ['y', ABSENT]],
    [{ isNot: 'x' }, ['y', '', null, 5, [], {}], ['x', ABSENT]],
    [{ in: ['x', 5, null] }, ['x', 5, null], ['y', '5', ABSENT]],
    [{ notIn: ['x', 5] }, ['y', null, '5'], ['x', 5, ABSENT]],
    [{ like: 'a*' }, ['a', 'abc'], ['ba', 'A', 5, null, ABSENT]],
    [{ like: ['a*', '*z'] }, ['abc', 'xyz', 'az'], ['b', ABSENT]],
    [{ like: 'a?c*' }, ['a?c', 'a?cd'], ['abc', 'xa?c', ABSENT]],
    [{ like: 'a.?*' }, ['a.?b', 'a.?\nb'], ['ab?b']],
    [{ like: '*?' }, ['?', 'x?', 'x\ny?'], ['x', '?x']],
    [{ notLike: 'a*' }, ['b', '', 5, null], ['a', 'ab', ABSENT]],
    [{ notLike: ['a*', '*z'] }, ['b'], ['ab', 'yz', ABSENT]],
    [{ notLike: 'a?' }, ['ab', 5], ['a?', ABSENT]],
    [{ exists: true }, ['x', '', null, false, 0, [], {}], [ABSENT]],
    [{ exists: false }, [ABSENT], ['x', '', null, false, 0, [], {}]],
    [{ like: 'a*', isNot: 'ab' }, ['ac'], ['ab', 'b', ABSENT]],
  ])('%j', (test, on, notOn) => {
    const condition = read({ 'a.b': test });
    const fits = (b: Value | undefined) => meets(condition, { a: b === undefined ? {} : { b } });
    expect(on.filter((value) => !fits(value))).toEqual([]);
    expect(notOn.filter(fits)).toEqual([]);
  });

  it.each<readonly [what: string, record: CloudTrailRecord]>([
    ['nothing is there', {}],
    ['something else than an object is above it', { a: 'b' }],
    ['a list is above it', { a: ['b'] }],
    ['null is above it', { a: null }],
  ])('is absent where %s', (_what, record) => {
    expect(meets(read({ 'a.b': { exists: false } }), record)).toBe(true);
    expect(meets(read({ 'a.b': { isNot: 'x' } }), record)).toBe(false);
  });

  it('does not find what every object inherits', () => {
    expect(meets(read({ 'a.constructor': { exists: true } }), { a: {} })).toBe(false);
  });
});

describe('conditions together', () => {
  it.each<readonly [condition: Value, on: readonly CloudTrailRecord[], notOn: readonly CloudTrailRecord[]]>([
    [{ a: 1, b: 2 }, [{ a: 1, b: 2 }], [{ a: 1 }, { b: 2 }, {}]],
    [{ all: [{ a: 1 }, { b: 2 }] }, [{ a: 1, b: 2 }], [{ a: 1 }, { b: 2 }]],
    [{ any: [{ a: 1 }, { b: 2 }] }, [{ a: 1 }, { b: 2 }, { a: 1, b: 2 }], [{}, { a: 2 }]],
    [{ not: { a: 1, b: 2 } }, [{ a: 1 }, { b: 2 }, {}], [{ a: 1, b: 2 }]],
    [{ c: 3, any: [{ a: 1 }, { b: 2 }] }, [{ a: 1, c: 3 }], [{ a: 1 }, { c: 3 }]],
  ])('%j', (condition, on, notOn) => {
    expect(on.filter((record) => !meets(read(condition), record))).toEqual([]);
    expect(notOn.filter((record) => meets(read(condition), record))).toEqual([]);
  });
});

type Wrong = readonly [condition: Value, path: readonly (string | number)[], message: string, hint?: string];
const WRONG: readonly Wrong[] = [
  ['x', [], 'a condition on records must be a mapping (field: value), not "x"'],
  [[], [], 'a condition on records must be a mapping (field: value), not []'],
  [{}, [], 'a condition on records needs at least one field'],
  [{ since: '4.0' }, [], 'a condition on records needs at least one field'],
  [{ a: 1, since: 4 }, ['since'], 'since must be a version in quotes, not 4', "for example since: '4.0'"],
  [{ a: 1, since: 'v4' }, ['since'], 'since must be a version in quotes, not "v4"', "for example since: '4.0'"],
  [{ a: 1, since: '4.' }, ['since'], 'since must be a version in quotes, not "4."', "for example since: '4.0'"],
  [{ 'a b': 1 }, ['a b'], '"a b" is no path into a record', 'for example userIdentity.type'],
  [{ '$.a': 1 }, ['$.a'], '"$.a" is no path into a record', 'for example userIdentity.type'],
  [{ 'a.': 1 }, ['a.'], '"a." is no path into a record', 'for example userIdentity.type'],
  [{ all: [] }, ['all'], 'all must be a list of conditions, not []'],
  [{ any: { a: 1 } }, ['any'], 'any must be a list of conditions, not {"a":1}'],
  [{ any: [{ a: 1 }, 5] }, ['any', 1], 'a condition on records must be a mapping (field: value), not 5'],
  [{ not: 5 }, ['not'], 'a condition on records must be a mapping (field: value), not 5'],
  [{ a: ['x'] }, ['a'], 'a is compared with a list', 'one of them: { in: [...] }'],
  [{ a: {} }, ['a'], 'a asks for nothing', 'give a value or an operator'],
  [{ a: { lik: 'x' } }, ['a', 'lik'], 'a has no operator "lik"', 'did you mean "like"?'],
  [
    { a: { between: 5 } },
    ['a', 'between'],
    'a has no operator "between"',
    'known: is, isNot, in, notIn, like, notLike, exists',
  ],
  [{ a: { exists: 'yes' } }, ['a', 'exists'], 'exists must be true or false, not "yes"'],
  [{ a: { is: ['x'] } }, ['a', 'is'], '`is` needs a text, a number, true, false or null, not ["x"]'],
  [{ a: { isNot: {} } }, ['a', 'isNot'], '`isNot` needs a text, a number, true, false or null, not {}'],
  [{ a: { in: 'x' } }, ['a', 'in'], '`in` needs a list of values, not "x"', 'in: [...]'],
  [{ a: { in: [] } }, ['a', 'in'], '`in` needs a list of values, not []', 'in: [...]'],
  [{ a: { notIn: ['x', ['y']] } }, ['a', 'notIn'], '`notIn` needs a list of values, not ["x",["y"]]', 'notIn: [...]'],
  [{ a: { like: 5 } }, ['a', 'like'], '`like` needs a text with * in it, not 5'],
  [{ a: { like: '' } }, ['a', 'like'], '`like` needs a text with * in it, not ""'],
  [{ a: { notLike: ['x', ''] } }, ['a', 'notLike'], '`notLike` needs a text with * in it, not ["x",""]'],
];

describe('what is wrong with a condition', () => {
  it.each(WRONG.map(([condition, ...found]) => ({ condition, found })))('$condition', ({ condition, found }) => {
    const [path, message, hint] = found;
    const parsed = parseRecords(condition);
    expect(parsed.ok ? [] : parsed.mistakes.map((each) => [each.path, each.message, each.hint])).toEqual([
      [path, message, hint],
    ]);
  });

  it('is found all at once, and points at the key where that is wrong', () => {
    const parsed = parseRecords({ 'a b': 1, c: { is: [] }, d: 5, any: [{}, { e: { lik: 1 } }] });
    expect(parsed.ok ? [] : parsed.mistakes.map(({ path, isOfKey = false }) => [path.join('/'), isOfKey])).toEqual([
      ['a b', true],
      ['c/is', false],
      ['any/0', false],
      ['any/1/e/lik', true],
    ]);
  });
});

describe('a condition as of a version', () => {
  const grown = {
    any: [
      { a: 1 },
      { b: 2, since: '1.10' },
      { c: 3, since: '4.0' },
      { not: { any: [{ d: 4 }, { e: 5, since: '4.0.1' }] }, since: '4' },
    ],
  };
  it.each<readonly [version: string | undefined, words: string]>([
    ['1.4', 'a is 1'],
    ['1.9.9', 'a is 1'],
    ['1.10', 'a is 1 or b is 2'],
    ['2', 'a is 1 or b is 2'],
    ['4', 'a is 1 or b is 2 or c is 3 or not (d is 4)'],
    ['4.0', 'a is 1 or b is 2 or c is 3 or not (d is 4)'],
    ['4.0.0', 'a is 1 or b is 2 or c is 3 or not (d is 4)'],
    ['4.0.1', 'a is 1 or b is 2 or c is 3 or not (d is 4 or e is 5)'],
    ['10.0', 'a is 1 or b is 2 or c is 3 or not (d is 4 or e is 5)'],
    [undefined, 'a is 1 or b is 2 or c is 3 or not (d is 4 or e is 5)'],
  ])('%s', (version, words) => {
    expect(printRecords(asOf(read(grown), version))).toBe(words);
  });

  it('has nothing left where all of it came later', () => {
    const later = asOf(read({ any: [{ a: 1, since: '4.0' }] }), '1.4');
    expect(meets(later, { a: 1 })).toBe(false);
  });

  it('loses a part that came later, however that is written', () => {
    const condition = read({ any: [{ all: [{ a: 1, since: '4.0' }] }, { b: 2 }] });
    expect(printRecords(asOf(condition, '1.4'))).toBe('b is 2');
  });

  it('stays what it is where it is about one field', () => {
    expect(printRecords(asOf(read({ a: 1, since: '4.0' }), '1.4'))).toBe('a is 1');
  });
});

describe('a condition in words', () => {
  it.each<readonly [condition: Value, words: string]>([
    [{ eventName: 'DeleteBucket' }, 'eventName is "DeleteBucket"'],
    [{ readOnly: false }, 'readOnly is false'],
    [{ eventName: { in: ['A', 'B'] } }, 'eventName is "A" or "B"'],
    [{ errorCode: { isNot: 'AccessDenied' } }, 'errorCode is there and not "AccessDenied"'],
    [{ errorCode: { notIn: ['A', null] } }, 'errorCode is there and not "A" or null'],
    [{ 'userIdentity.arn': { like: 'arn:aws:sts::*' } }, 'userIdentity.arn is like "arn:aws:sts::*"'],
    [{ 'userIdentity.arn': { notLike: ['a*', 'b*'] } }, 'userIdentity.arn is there and not like "a*" or "b*"'],
    [{ errorCode: { exists: false } }, 'errorCode is absent'],
    [{ errorCode: { exists: true } }, 'errorCode is there'],
    [{ a: 1, b: 2 }, 'a is 1 and b is 2'],
    [{ any: [{ a: 1 }, { b: 2, c: 3 }] }, 'a is 1 or (b is 2 and c is 3)'],
    [{ a: 1, any: [{ b: 2 }, { c: 3 }] }, 'a is 1 and (b is 2 or c is 3)'],
    [{ any: [{ a: 1 }] }, 'a is 1'],
    [{ any: [{ a: 1, b: 2 }] }, 'a is 1 and b is 2'],
    [{ a: 1, any: [{ b: 2 }] }, 'a is 1 and b is 2'],
    [{ not: { a: 1, b: 2 } }, 'not (a is 1 and b is 2)'],
    [{ all: [{ a: 1 }, { all: [{ b: 2 }, { c: 3 }] }] }, 'a is 1 and b is 2 and c is 3'],
  ])('%j', (condition, words) => {
    expect(printed(condition)).toBe(words);
  });
});
