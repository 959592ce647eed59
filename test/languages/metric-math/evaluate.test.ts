/** What an expression can be, from what its metrics can be: by hand, and against values taken from their ranges. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evaluated, Expression, Range, SeriesOf } from '../../../src/languages/metric-math/index.ts';
import { evaluateExpression, parseExpression } from '../../../src/languages/metric-math/index.ts';

function expressionOf(text: string): Expression {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.expression;
}

const range = (low: number, high: number, missing: Range['missing'] = 'never'): Range => ({ low, high, missing });

/** One: 1. Some: 1 to 3. Maybe: 2 to 3 or missing. Any: any number or missing. Gone: missing. */
const SERIES: ReadonlyMap<string, Range> = new Map(
  Object.entries({
    one: range(1, 1),
    some: range(1, 3),
    maybe: range(2, 3, 'maybe'),
    any: range(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 'maybe'),
    gone: range(0, 0, 'always'),
  }),
);

const seriesOf: SeriesOf = (id): Evaluated | null => {
  if (id === 'strange') return { known: false, question: { sentence: 'it is strange', start: 0, end: 0 } };
  const found = SERIES.get(id);
  return found ? { known: true, range: found } : null;
};

const evaluated = (text: string) => evaluateExpression(expressionOf(text), seriesOf);

describe('an expression that is decided', () => {
  it.each<readonly [id: string, text: string, low: number, high: number, missing: Range['missing']]>([
    ['AL-56', 'one', 1, 1, 'never'],
    ['AL-56', 'maybe', 2, 3, 'maybe'],
    ['AL-56', 'one + some', 2, 4, 'never'],
    ['AL-56', 'one + maybe', 1, 4, 'never'],
    ['AL-56', 'one + gone', 1, 1, 'never'],
    ['AL-56', 'maybe + gone', 0, 3, 'maybe'],
    ['AL-56', 'gone + gone', 0, 0, 'always'],
    ['AL-56', 'one + any', Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 'never'],
    ['AL-56', 'SUM([one, some, maybe])', 2, 7, 'never'],
    ['AL-56', 'SUM([one])', 1, 1, 'never'],
    ['AL-56', 'SUM([gone, gone])', 0, 0, 'always'],
    ['AL-56', 'SUM([])', 0, 0, 'always'],
    ['AL-56', 'some * 2', 2, 6, 'never'],
    ['AL-56', '0.5 * some', 0.5, 1.5, 'never'],
    ['AL-56', 'some / 2', 0.5, 1.5, 'never'],
    ['AL-56', 'maybe * 2', 4, 6, 'maybe'],
    ['AL-56', '2 * 3 * one', 6, 6, 'never'],
    ['AL-56', 'one * (1 + 2 / 4 - 1)', 0.5, 0.5, 'never'],
    ['AL-56', 'IF(one > 3 - 2.5, 1, 0)', 1, 1, 'never'],
    ['AL-56', '2 * (one + some) + one', 5, 9, 'never'],
    ['AL-56', 'IF(one > 0, 1, 0)', 1, 1, 'never'],
    ['AL-56', 'IF(one > 1, 1, 0)', 0, 0, 'never'],
    ['AL-56', 'IF(one >= 1, 1, 0)', 1, 1, 'never'],
    ['AL-56', 'IF(one < 1, 1, 0)', 0, 0, 'never'],
    ['AL-56', 'IF(one <= 1, 1, 0)', 1, 1, 'never'],
    ['AL-56', 'IF(one == 1, 1, 0)', 1, 1, 'never'],
    ['AL-56', 'IF(one != 1, 1, 0)', 0, 0, 'never'],
    ['AL-56', 'IF(some > 2, 1, 0)', 0, 1, 'never'],
    ['AL-56', 'IF(some == 1, 1, 0)', 0, 1, 'never'],
    ['AL-56', 'IF(some == 5, 1, 0)', 0, 0, 'never'],
    ['AL-56', 'IF(some != 5, 1, 0)', 1, 1, 'never'],
    ['AL-56', 'IF(0 < one, 1, 0)', 1, 1, 'never'],
    ['AL-56', 'IF(2 <= one, 1, 0)', 0, 0, 'never'],
    ['AL-56', 'IF(1 == one, 1, 0)', 1, 1, 'never'],
    ['AL-56', 'IF(one > -1, 5, -5)', 5, 5, 'never'],
    // Whether a missing value is compared as 0 or gives no datapoint is not documented.
    ['AL-56', 'IF(gone > 0, 1, 0)', 0, 0, 'maybe'],
    ['AL-56', 'IF(maybe > 1, 1, 0)', 0, 1, 'maybe'],
    ['AL-56', 'IF(one + gone > 0, 1, 0)', 1, 1, 'never'],
    ['AL-56', 'FILL(one, 0)', 1, 1, 'never'],
    ['AL-56', 'FILL(maybe, 0)', 0, 3, 'never'],
    ['AL-56', 'FILL(maybe, 5)', 2, 5, 'never'],
    ['AL-56', 'FILL(gone, -1)', -1, -1, 'never'],
    ['AL-56', 'FILL(maybe, 0) + FILL(gone, 0)', 0, 3, 'never'],
    ['AL-56', 'SUM([FILL(gone, 2), one])', 3, 3, 'never'],
  ])('%s: %s is %s to %s', (_id, text, low, high, missing) => {
    expect(evaluated(text)).toEqual({ known: true, range: { low, high, missing } });
  });
});

describe('an expression that is not decided', () => {
  it.each<readonly [id: string, text: string, part: string, sentence: string]>([
    ['AL-56', 'one - some', 'one - some', 'what a subtraction makes of one event is not decided'],
    ['AL-56', '-one', '-one', 'what a subtraction makes of one event is not decided'],
    ['AL-56', 'one + 1', 'one + 1', 'what a sum with a constant makes of one event is not decided'],
    ['AL-56', 'one * some', 'one * some', 'what a product of metrics makes of one event is not decided'],
    ['AL-56', 'one / some', 'one / some', 'what a division by a metric makes of one event is not decided'],
    ['AL-56', '2 / one', '2 / one', 'what a division by a metric makes of one event is not decided'],
    ['AL-56', 'one ^ 2', 'one ^ 2', 'what a power makes of one event is not decided'],
    ['AL-56', 'one > 0', 'one > 0', 'what a comparison makes of one event is not decided'],
    ['AL-56', 'one AND some', 'one AND some', 'what a logical operation makes of one event is not decided'],
    ['AL-56', 'one * 0', '0', 'a product is decided for positive constants only'],
    ['AL-56', 'one * -1', '-1', 'a product is decided for positive constants only'],
    ['AL-56', 'one / 0', '0', 'a product is decided for positive constants only'],
    ['AL-56', '5', '5', 'a constant is no metric'],
    ['AL-56', '5 * 2', '5 * 2', 'a constant is no metric'],
    ['AL-56', '2 ^ 3 * one', '2 ^ 3 * one', 'what a product of metrics makes of one event is not decided'],
    ['AL-56', '"x"', '"x"', 'a constant is no metric'],
    ['AL-56', '[one, some]', '[one, some]', 'what a list of metrics is compared as is not decided'],
    ['AL-56', 'SUM(one)', 'SUM(one)', 'what SUM makes of one event is not decided'],
    ['AL-56', 'SUM(METRICS())', 'SUM(METRICS())', 'what SUM makes of one event is not decided'],
    ['AL-56', 'MAX([one, some])', 'MAX([one, some])', 'what MAX makes of one event is not decided'],
    ['AL-56', 'sum([one])', 'sum([one])', 'what sum makes of one event is not decided'],
    ['AL-56', 'RATE(one)', 'RATE(one)', 'what RATE makes of one event is not decided'],
    ['AL-56', 'constructor(one)', 'constructor(one)', 'what constructor makes of one event is not decided'],
    ['AL-56', 'FILL(one, REPEAT)', 'REPEAT', 'what FILL puts in place of a missing value is not decided'],
    ['AL-56', 'FILL(one, some)', 'some', 'what FILL puts in place of a missing value is not decided'],
    ['AL-56', 'IF(one > 0, some, 0)', 'IF(one > 0, some, 0)', 'an IF is decided between two numbers only'],
    ['AL-56', 'IF(one > 0, 1)', 'IF(one > 0, 1)', 'what IF makes of one event is not decided'],
    ['AL-56', 'IF(one, 1, 0)', 'one', 'an IF is decided for a metric against a number only'],
    ['AL-56', 'IF(one > some, 1, 0)', 'one > some', 'an IF is decided for a metric against a number only'],
    ['AL-56', 'IF(1 > 0, 1, 0)', '1 > 0', 'an IF is decided for a metric against a number only'],
    ['AL-56', 'IF(one + 1, 1, 0)', 'one + 1', 'an IF is decided for a metric against a number only'],
    ['AL-57', "SEARCH('x', 'Sum', 300)", "SEARCH('x', 'Sum', 300)", 'what SEARCH makes of one event is not decided'],
    [
      'AL-22',
      'ANOMALY_DETECTION_BAND(one, 2)',
      'ANOMALY_DETECTION_BAND(one, 2)',
      'what ANOMALY_DETECTION_BAND makes of one event is not decided',
    ],
    ['own', 'one + other', 'other', 'there is no metric or expression other'],
    ['own', 'one + constructor', 'constructor', 'there is no metric or expression constructor'],
    ['own', 'one + strange', 'strange', 'it is strange'],
  ])('%s: %s, for %s', (_id, text, part, sentence) => {
    const found = evaluated(text);
    if (found.known) throw new Error('it was decided');
    expect(found.question.sentence).toBe(sentence);
    expect(text.slice(found.question.start, found.question.end)).toBe(part);
  });
});

describe('an expression as a law', () => {
  const { expression: text } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('a', 'b'),
      fc.tuple(tie('expression'), tie('expression')).map(([one, other]) => `(${one} + ${other})`),
      fc.tuple(fc.constantFrom('2', '0.5', '10'), tie('expression')).map(([factor, of]) => `${factor} * (${of})`),
      fc.array(tie('expression'), { minLength: 1, maxLength: 3 }).map((of) => `SUM([${of.join(', ')}])`),
      fc.tuple(tie('expression'), fc.constantFrom('0', '1', '-3')).map(([of, filler]) => `FILL(${of}, ${filler})`),
      fc
        .tuple(tie('expression'), fc.constantFrom('>', '>=', '<', '<=', '==', '!='), fc.integer({ min: -2, max: 3 }))
        .map(([of, sign, number]) => `IF(${of} ${sign} ${number}, 1, 0)`),
    ),
  }));
  const value = fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined });
  const values = fc.array(value, { minLength: 1, maxLength: 3 });

  /** Straight from the words of the documentation; undefined: missing. A comparison with a missing value is one with 0, or gives nothing. */
  function results(
    expression: Expression,
    of: Readonly<Record<string, number | undefined>>,
  ): readonly (number | undefined)[] {
    switch (expression.type) {
      case 'name':
        return [of[expression.name]];
      case 'binary': {
        if (expression.operator === '*' && expression.left.type === 'number') {
          const factor = expression.left.value;
          return results(expression.right, of).map((each) => (each === undefined ? undefined : each * factor));
        }
        return added([expression.left, expression.right], of);
      }
      case 'call':
        return ofCall(expression, of);
      default:
        throw new Error(expression.type);
    }
  }

  function added(parts: readonly Expression[], of: Readonly<Record<string, number | undefined>>) {
    return parts
      .map((part) => results(part, of))
      .reduce<readonly (number | undefined)[]>(
        (sums, next) =>
          sums.flatMap((sum) =>
            next.map((each) => (sum === undefined && each === undefined ? undefined : (sum ?? 0) + (each ?? 0))),
          ),
        [undefined],
      );
  }

  function ofCall(
    { name, of: parts }: Extract<Expression, { type: 'call' }>,
    of: Readonly<Record<string, number | undefined>>,
  ) {
    const [first, second] = parts;
    if (name === 'SUM' && first?.type === 'list') return added(first.of, of);
    const number = (expression: Expression | undefined): number =>
      expression?.type === 'minus'
        ? -number(expression.of)
        : expression?.type === 'number'
          ? expression.value
          : Number.NaN;
    if (name === 'FILL' && first) return results(first, of).map((each) => each ?? number(second));
    if (name !== 'IF' || first?.type !== 'binary') throw new Error(name);
    const { left, operator, right } = first;
    const to = number(right);
    const test = (each: number) =>
      ({ '>': each > to, '>=': each >= to, '<': each < to, '<=': each <= to, '==': each === to, '!=': each !== to })[
        operator as '>'
      ];
    return results(left, of).flatMap((each) =>
      each === undefined ? [undefined, test(0) ? 1 : 0] : [test(each) ? 1 : 0],
    );
  }

  const rangeOf = (all: readonly (number | undefined)[]): Range => {
    const there = all.filter((each) => each !== undefined);
    const missing = there.length === all.length ? 'never' : there.length === 0 ? 'always' : 'maybe';
    return there.length === 0 ? range(0, 0, missing) : range(Math.min(...there), Math.max(...there), missing);
  };

  it('is never outside what is said of it', () => {
    let decided = 0;
    fc.assert(
      fc.property(text, values, values, (written, ofA, ofB) => {
        const expression = expressionOf(written);
        const series: Readonly<Record<string, Range>> = { a: rangeOf(ofA), b: rangeOf(ofB) };
        const found = evaluateExpression(expression, (id) => ({ known: true, range: series[id] ?? range(0, 0) }));
        if (!found.known) throw new Error(found.question.sentence);
        const { low, high, missing } = found.range;
        for (const a of ofA) {
          for (const b of ofB) {
            for (const result of results(expression, { a, b })) {
              if (result === undefined) expect(missing, written).not.toBe('never');
              else {
                expect(missing, written).not.toBe('always');
                expect(result, written).toBeGreaterThanOrEqual(low);
                expect(result, written).toBeLessThanOrEqual(high);
              }
            }
          }
        }
        if (low === high) decided++;
      }),
      { numRuns: 600 },
    );
    expect(decided).toBeGreaterThan(50);
  });
});
