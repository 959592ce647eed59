/** Sets of numbers: ends, neighbours among the doubles, and the laws of sets. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bounds } from '../../../src/languages/formula/index.ts';
import {
  between,
  complement,
  has,
  intersect,
  isEmpty,
  oneOf,
  pick,
  union,
} from '../../../src/languages/formula/index.ts';

const NEXT_TO_ONE = 1 + Number.EPSILON;
const LARGEST = Number.MAX_VALUE;

const MEMBERS: readonly (readonly [
  what: string,
  bounds: Bounds,
  inside: readonly number[],
  outside: readonly number[],
])[] = [
  ['both ends in', { from: 1, to: 5 }, [1, 3, 5], [0.999, 5.001]],
  ['both ends out', { from: 1, fromIsIn: false, to: 5, toIsIn: false }, [NEXT_TO_ONE, 4.999], [1, 5]],
  ['no lower bound', { to: -1 }, [-LARGEST, -1], [-0.999, 0]],
  ['no upper bound', { from: 2.5, fromIsIn: false }, [2.6, LARGEST], [2.5]],
  ['no bound', {}, [-LARGEST, 0, LARGEST], []],
  ['a point', { from: 7, to: 7 }, [7], [6.999, 7.001]],
  ['up to zero', { to: 0, toIsIn: false }, [-Number.MIN_VALUE], [0, -0, Number.MIN_VALUE]],
  ['from minus zero', { from: -0 }, [0, -0, 1], [-Number.MIN_VALUE]],
  ['beyond minus zero', { from: -0, fromIsIn: false }, [Number.MIN_VALUE], [0, -0]],
  ['up to minus zero', { to: -0, toIsIn: false }, [-Number.MIN_VALUE], [0, -0]],
  ['beyond the last negative number', { from: -Number.MIN_VALUE, fromIsIn: false }, [0, -0], [-Number.MIN_VALUE]],
];

const NONE: readonly (readonly [what: string, bounds: Bounds])[] = [
  ['ends that cross', { from: 2, to: 1 }],
  ['a point without itself', { from: 1, to: 1, toIsIn: false }],
  ['nothing between neighbours', { from: 1, fromIsIn: false, to: NEXT_TO_ONE, toIsIn: false }],
  ['beyond the last number', { from: LARGEST, fromIsIn: false }],
  ['before the first', { to: -LARGEST, toIsIn: false }],
];

describe('intervals', () => {
  it.each(MEMBERS)('%s', (_, bounds, inside, outside) => {
    const set = between(bounds);
    expect(inside.filter((number) => !has(set, number))).toEqual([]);
    expect(outside.filter((number) => has(set, number))).toEqual([]);
    const rest = complement(set);
    expect(inside.filter((number) => has(rest, number))).toEqual([]);
    expect(outside.filter((number) => !has(rest, number))).toEqual([]);
  });

  it.each(NONE)('are empty: %s', (_, bounds) => {
    expect(isEmpty(between(bounds))).toBe(true);
    expect(pick(between(bounds))).toBeNull();
  });

  it('touch without a gap, and their union is whole', () => {
    const whole = union(between({ to: 1 }), between({ from: NEXT_TO_ONE }));
    expect(isEmpty(intersect(between({}), complement(whole)))).toBe(true);
  });

  it('hold numbers only', () => {
    expect([undefined, null, '3', true, [], {}].filter((value) => has(between({}), value))).toEqual([]);
  });
});

describe('a number picked', () => {
  const PICKED: readonly (readonly [Bounds, number])[] = [
    [{}, 0],
    [{ from: 1 }, 1],
    [{ from: 5 }, 5],
    [{ from: 5, fromIsIn: false }, 6],
    [{ to: -3, toIsIn: false }, -4],
    [{ from: 0.2, to: 0.4 }, 0.30000000000000004],
    [{ from: 0.1, to: 0.1 }, 0.1],
    [{ from: LARGEST }, LARGEST],
    [{ from: 0.2, fromIsIn: false, to: 1.5 }, 1],
  ];
  it.each(PICKED)('of %j is plain: %d', (bounds, number) => {
    expect(pick(between(bounds))).toEqual({ value: number });
  });

  it('is never minus zero', () => {
    expect(Object.is(pick(between({ from: -0, to: -0 }))?.value, 0)).toBe(true);
  });
});

const number = fc.oneof(
  fc.constantFrom(-2, -1, 0, 1, 2, 3),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(NEXT_TO_ONE, LARGEST, -LARGEST, Number.MIN_VALUE),
);
const set = fc
  .array(
    fc
      .record({ from: number, fromIsIn: fc.boolean(), to: number, toIsIn: fc.boolean() }, { requiredKeys: [] })
      .map(between),
    { maxLength: 4 },
  )
  .map((parts) => parts.reduce(union, oneOf()));

describe('laws', () => {
  it('union, intersection and complement are what membership says', () => {
    fc.assert(
      fc.property(set, set, number, (one, other, value) => {
        expect(has(union(one, other), value)).toBe(has(one, value) || has(other, value));
        expect(has(intersect(one, other), value)).toBe(has(one, value) && has(other, value));
        expect(has(complement(one), value)).toBe(!has(one, value));
      }),
    );
  });

  it('a set has one form, however it was made', () => {
    fc.assert(
      fc.property(set, set, (one, other) => {
        expect(union(one, other).numbers).toEqual(union(other, one).numbers);
        expect(complement(complement(one)).numbers).toEqual(one.numbers);
        expect(complement(union(one, other)).numbers).toEqual(intersect(complement(one), complement(other)).numbers);
      }),
    );
  });

  it('a number picked is in the set, and there is one unless the set is empty', () => {
    fc.assert(
      fc.property(set, (each) => {
        const picked = pick(each);
        expect(picked === null).toBe(isEmpty(each));
        expect(picked === null || has(each, picked.value)).toBe(true);
      }),
    );
  });
});
