/** Patterns and records at random: every clause that the language has, over a few keys and values that collide. */
import fc from 'fast-check';
import type { Expression, Leaf, Operand, Pattern, Selector } from '../../src/languages/filter-pattern/index.ts';
import type { CloudTrailRecord, Value } from '../../src/model/value.ts';

export const AT = { start: 0, end: 0 };
const KEYS = ['a', 'b', 'c.d', '__proto__'] as const;
const WORDS = ['x', 'xy', 'yx', 'Root', 'true', 'null', '7', ''] as const;

export const selector: fc.Arbitrary<Selector> = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...KEYS).map((name) => ({ type: 'key', name }) as const) },
      { weight: 1, arbitrary: fc.nat(2).map((index) => ({ type: 'index', index }) as const) },
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((steps) => ({ steps, ...AT }));

export const wildcard: fc.Arbitrary<Selector> = fc
  .tuple(fc.constantFrom(...KEYS), fc.constantFrom('anyElement', 'anyField'))
  .map(([name, type]) => ({ steps: [{ type: 'key', name }, { type }], ...AT }));

const quoted = fc
  .tuple(fc.constantFrom('', '*'), fc.constantFrom(...WORDS), fc.constantFrom('', '*'))
  .map(([before, word, after]): Operand => ({ type: 'text', text: before + word + after, isQuoted: true, ...AT }));
const number = fc
  .constantFrom('7', '-1', '0.5', '1e2')
  .map((text): Operand => ({ type: 'number', text, value: Number(text), ...AT }));
export const regex = fc
  .constantFrom('x', '^x', 'y$', '^xy$', 'x|R')
  .map((source): Operand => ({ type: 'regex', source, ...AT }));

export const operand = fc.oneof(quoted, number, regex);

export function leaf(over: fc.Arbitrary<Selector>): fc.Arbitrary<Leaf> {
  return fc
    .oneof(
      fc.record({
        selector: over,
        operator: fc.constantFrom('=' as const, '!=' as const),
        operand: fc.oneof(quoted, number),
      }),
      fc.record({ selector: over, operator: fc.constantFrom('<' as const, '>=' as const), operand: number }),
    )
    .map((compare): Leaf => ({ type: 'compare', ...compare, ...AT }));
}

const is = fc
  .tuple(selector, fc.constantFrom('NULL' as const, 'TRUE' as const, 'FALSE' as const))
  .map(([over, what]): Leaf => ({ type: 'is', selector: over, what, asDocumented: true, ...AT }));
const absent = selector.map((over): Leaf => ({ type: 'notExists', selector: over, asDocumented: true, ...AT }));
export const plainLeaf = fc.oneof({ weight: 3, arbitrary: leaf(selector) }, is, absent);

export function expressionOf(leaves: fc.Arbitrary<Leaf>): fc.Arbitrary<Expression> {
  return fc.letrec<{ expression: Expression }>((tie) => ({
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaves,
      fc
        .tuple(
          fc.constantFrom('and' as const, 'or' as const),
          fc.array(tie('expression'), { minLength: 2, maxLength: 3 }),
        )
        .map(([type, of]) => ({ type, of, ...AT })),
    ),
  })).expression;
}

/** As the parser gives it: a list within a list of the same kind keeps its parentheses, so nothing is flattened. */
export const pattern = (expression: Expression): Pattern => ({ form: 'json', expression, ...AT });

const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom<Value>(...WORDS, 'xxy'),
  fc.constantFrom<Value>(7, -1, 0.5, 100, 8),
  fc.boolean(),
  fc.constant(null),
);
export const record: fc.Arbitrary<CloudTrailRecord> = fc.letrec<{ object: CloudTrailRecord; value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    { weight: 4, arbitrary: scalar },
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc
    .uniqueArray(fc.tuple(fc.constantFrom(...KEYS), tie('value')), { selector: ([key]) => key, maxLength: 4 })
    // Through text, so that __proto__ becomes a key of its own.
    .map((entries) =>
      JSON.parse(`{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`),
    ),
})).object;

export const flat: fc.Arbitrary<CloudTrailRecord> = fc.dictionary(fc.constantFrom(...KEYS), scalar, { maxKeys: 4 });
