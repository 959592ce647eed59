/** Operators: a value against an operand, with what an unset value means. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passes, wanted, wantedTogether } from '../../src/checks/compare.ts';
import type { Operator, Test } from '../../src/model/condition.ts';
import { OPERATORS } from '../../src/model/condition.ts';
import type { Value } from '../../src/model/value.ts';
import { written } from '../../src/model/words.ts';

const AT = { file: 'x.yaml', line: 1, column: 1 };
const NOW = Date.parse('2026-01-02T00:00:00Z');
const DAY = 86_400_000;

const test = (operator: Operator, operand: Value): Test => ({ operator, operand, written: written(operand), at: AT });
const size = (...tests: readonly Test[]): Test => ({ ...test('size', null), size: tests });

describe('an operator', () => {
  it.each<readonly [value: Value, operator: Operator, operand: Value, passes: boolean]>([
    [true, 'is', true, true],
    ['true', 'is', true, false],
    [1, 'is', '1', false],
    ['a', 'is', 'A', false],
    ['a', 'isNot', 'b', true],
    [null, 'isNot', 'b', false],
    ['a', 'in', ['a', 'b'], true],
    ['a', 'in', [], false],
    ['a', 'notIn', ['b'], true],
    ['a', 'notIn', [], true],
    [null, 'notIn', ['b'], false],
    ['', 'exists', true, true],
    [false, 'exists', true, true],
    [null, 'exists', true, false],
    [null, 'exists', false, true],
    [0, 'exists', false, false],
    ['prod-1', 'like', 'prod-*', true],
    ['PROD-1', 'like', 'prod-*', false],
    [5, 'like', '*', false],
    [null, 'like', '*', false],
    ['prod-1', 'notLike', 'test-*', true],
    ['test-1', 'notLike', 'test-*', false],
    [null, 'notLike', 'test-*', false],
    ['arn:aws:kms', 'regex', '^arn:', true],
    ['xarn:aws', 'regex', '^arn:', false],
    ['ABC', 'regex', '(?i)abc', true],
    [5, 'regex', '5', false],
    [365, 'atLeast', 365, true],
    [364, 'atLeast', 365, false],
    ['365', 'atLeast', 365, false],
    [365, 'atMost', 365, true],
    [366, 'atMost', 365, false],
    [1, 'moreThan', 0, true],
    [0, 'moreThan', 0, false],
    [-1, 'lessThan', 0, true],
    [0, 'lessThan', 0, false],
    ['2026-01-01T00:00:00Z', 'atLeast', '2026-01-01', true],
    ['2025-12-31T23:59:59Z', 'atLeast', '2026-01-01', false],
    ['2026-01-01T12:00:00Z', 'within', DAY, true],
    ['2026-01-01T00:00:00Z', 'within', DAY, true],
    ['2025-12-31T23:59:59Z', 'within', DAY, false],
    ['2026-01-03T00:00:00Z', 'within', DAY, true],
    ['soon', 'within', DAY, false],
    [null, 'within', DAY, false],
    ['2025-12-31T23:59:59Z', 'olderThan', DAY, true],
    ['2026-01-01T00:00:00Z', 'olderThan', DAY, false],
    ['soon', 'olderThan', DAY, false],
    [null, 'olderThan', DAY, false],
    [['a', 'b'], 'contains', 'a', true],
    [['a', 'b'], 'contains', 'c', false],
    [['ab'], 'contains', 'a', false],
    ['ab', 'contains', 'a', true],
    [[{ a: 1, b: 2 }], 'contains', { b: 2, a: 1 }, true],
    [['a', 'b'], 'containsAll', ['b', 'a'], true],
    [['a'], 'containsAll', ['b', 'a'], false],
    [['a'], 'containsAll', [], true],
    [['a'], 'only', ['a', 'b'], true],
    [['a', 'c'], 'only', ['a', 'b'], false],
    [[], 'only', ['a'], true],
    [[], 'only', [], true],
    [['a'], 'only', [], false],
    [null, 'only', ['a'], false],
    ['a', 'only', ['a'], false],
  ])('%j %s %j: %s', (value, operator, operand, expected) => {
    expect(passes(value, test(operator, operand), 'fail', NOW)).toBe(expected);
  });

  it('size asks for the length of a list', () => {
    expect(passes(['a', 'b'], size(test('atLeast', 1), test('atMost', 2)), 'fail', NOW)).toBe(true);
    expect(passes([], size(test('atLeast', 1)), 'fail', NOW)).toBe(false);
    expect(passes('ab', size(test('atLeast', 1)), 'fail', NOW)).toBe(false);
    expect(passes(null, size(test('atLeast', 0)), 'fail', NOW)).toBe(false);
  });

  it('takes an unset value for more than any number where it means no limit', () => {
    const passing = OPERATORS.filter((operator) =>
      passes(null, test(operator, operator === 'exists' ? true : 5), 'infinite', NOW),
    );
    expect(passing).toEqual(['isNot', 'notIn', 'atLeast', 'moreThan']);
  });

  it('is passed by no unset value otherwise, but by exists: false', () => {
    const passing = OPERATORS.filter((operator) =>
      passes(null, test(operator, operator === 'exists' ? false : 5), 'fail', NOW),
    );
    expect(passing).toEqual(['exists']);
  });

  it('looks for a regular expression in time linear in the text', () => {
    const start = performance.now();
    expect(passes('a'.repeat(50_000), test('regex', '^(a+)+b$'), 'fail', NOW)).toBe(false);
    expect(performance.now() - start).toBeLessThan(1500);
  });

  it.each<readonly [Test, string]>([
    [test('is', true), 'true'],
    [test('isNot', 'a'), 'anything but "a"'],
    [test('exists', true), 'to be set'],
    [test('exists', false), 'not to be set'],
    [test('like', 'a*'), 'like "a*"'],
    [test('atLeast', 365), 'at least 365'],
    [{ ...test('within', DAY), written: '24h' }, 'within the last 24h'],
    [{ ...test('olderThan', DAY), written: '1d' }, 'more than 1d ago'],
    [{ ...test('only', []), written: '' }, 'an empty list'],
    [{ ...test('containsAll', []), written: '' }, 'to contain all of an empty list'],
    [size(test('atLeast', 1), test('atMost', 3)), 'a list with a length of at least 1 and at most 3'],
  ])('says what it wants', (each, text) => {
    expect(wanted(each)).toBe(text);
  });

  it('says nothing of an empty list that is asked for besides', () => {
    const nothing = { ...test('containsAll', []), written: '' };
    expect(wantedTogether([size(test('atLeast', 1)), nothing])).toBe('a list with a length of at least 1');
    expect(wantedTogether([nothing])).toBe('to contain all of an empty list');
    expect(wantedTogether([test('atLeast', 1), test('atMost', 5)])).toBe('at least 1 and at most 5');
  });

  it('says something else for each operator', () => {
    const said = OPERATORS.map((operator) => wanted(operator === 'size' ? size(test('is', 5)) : test(operator, 5)));
    expect(new Set(said).size).toBe(OPERATORS.length);
  });
});

/** Two values are compared by `is`; null alone is no value. */
function same(one: Value, other: Value): boolean {
  return passes([one], test('is', [other]), 'fail', NOW);
}

describe('two values', () => {
  const value = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Value>;
  it('are the same where their JSON is, whatever the order of keys', () => {
    const sorted = (one: Value): Value =>
      Array.isArray(one)
        ? one.map(sorted)
        : typeof one === 'object' && one !== null
          ? Object.fromEntries(
              Object.entries(one)
                .sort(([a], [b]) => (a < b ? -1 : 1))
                .map(([key, inner]) => [key, sorted(inner as Value)]),
            )
          : one;
    fc.assert(
      fc.property(value, value, (one, other) => {
        expect(same(one, JSON.parse(JSON.stringify(sorted(one))) as Value)).toBe(true);
        expect(same(one, other)).toBe(JSON.stringify(sorted(one)) === JSON.stringify(sorted(other)));
      }),
    );
  });

  it.each<readonly [Value, Value]>([
    [{ a: null }, {}],
    [{ a: 1 }, { b: 1 }],
    [{ constructor: null }, {}],
    [
      [1, 2],
      [2, 1],
    ],
    [[], {}],
    [[null], []],
    [0, ''],
    [null, false],
  ])('%j and %j are not', (one, other) => {
    expect(same(one, other)).toBe(false);
    expect(same(other, one)).toBe(false);
  });
});
