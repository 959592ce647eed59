/** Metric-math expressions: what is understood, and where and why something is not. */
import { describe, expect, it } from 'vitest';
import type { Expression } from '../../../src/languages/metric-math/index.ts';
import { callsIn, parseExpression } from '../../../src/languages/metric-math/index.ts';

function expressionOf(text: string): Expression {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.expression;
}

/** The tree in brackets, without positions. */
function shape(expression: Expression): string {
  switch (expression.type) {
    case 'number':
      return String(expression.value);
    case 'text':
      return JSON.stringify(expression.text);
    case 'name':
      return expression.name;
    case 'list':
      return `[${expression.of.map(shape).join(' ')}]`;
    case 'call':
      return `${expression.name}(${expression.of.map(shape).join(' ')})`;
    case 'minus':
      return `-${shape(expression.of)}`;
    case 'binary':
      return `(${shape(expression.left)} ${expression.operator} ${shape(expression.right)})`;
    default:
      return expression satisfies never;
  }
}

describe('an expression', () => {
  it.each<readonly [text: string, as: string]>([
    ['m1', 'm1'],
    [' m1 ', 'm1'],
    ['m1+m2', '(m1 + m2)'],
    ['m1 + m2 + m3', '((m1 + m2) + m3)'],
    ['m1 - m2 - m3', '((m1 - m2) - m3)'],
    ['m1 + m2 * 2', '(m1 + (m2 * 2))'],
    ['(m1 + m2) * 2', '((m1 + m2) * 2)'],
    ['m1 / m2 / 60', '((m1 / m2) / 60)'],
    ['m1 ^ 2 * 3', '((m1 ^ 2) * 3)'],
    ['-m1', '-m1'],
    ['m1 * -1', '(m1 * -1)'],
    ['1.5', '1.5'],
    ['.5e2', '50'],
    ['1E-3', '0.001'],
    ['IF(m1 > 0, 1, 0)', 'IF((m1 > 0) 1 0)'],
    ['IF(m1>=1 AND m2<2 || m3==0, 1, 0)', 'IF((((m1 >= 1) AND (m2 < 2)) OR (m3 == 0)) 1 0)'],
    ['IF(m1 != 1 && m2 <= 2 OR m3, 1)', 'IF((((m1 != 1) AND (m2 <= 2)) OR m3) 1)'],
    ['SUM([m1, m2])', 'SUM([m1 m2])'],
    ['SUM(METRICS())', 'SUM(METRICS())'],
    ["SUM(METRICS('errors'))", 'SUM(METRICS("errors"))'],
    ['FILL(m1, 0)', 'FILL(m1 0)'],
    ['FILL(m1, REPEAT)', 'FILL(m1 REPEAT)'],
    ['FILL(m1,\n  "x")', 'FILL(m1 "x")'],
    ['[]', '[]'],
    ['ORDER', 'ORDER'],
    ['m1 ORDER', ''],
  ])('%j is %s', (text, as) => {
    const parsed = parseExpression(text);
    expect(parsed.ok ? shape(parsed.expression) : '').toBe(as);
  });

  it.each<readonly [text: string, part: string, message: string]>([
    ['', '', 'expected a metric, a number, a function or (, found the end'],
    ['m1 +', '', 'expected a metric, a number, a function or (, found the end'],
    ['m1 m2', 'm2', 'expected an operator or the end, found m2'],
    ['(m1', '(', 'expected a ) that closes this (, found the end'],
    ['SUM([m1, m2)', '[', 'expected a ] that closes this [, found )'],
    ['IF(m1 > 0, 1, 0', '(', 'expected a ) that closes this (, found the end'],
    ['m1 % 2', '% 2', 'expected an operator or the end, found %'],
    ['m1 = 2', '= 2', 'expected an operator or the end, found ='],
    ['SUM(m1,)', ')', 'expected a metric, a number, a function or (, found )'],
    ['"x', '"', 'expected a metric, a number, a function or (, found "'],
    ['+m1', '+', 'expected a metric, a number, a function or (, found +'],
  ])('%j is refused at %j', (text, part, message) => {
    const parsed = parseExpression(text);
    if (parsed.ok) throw new Error('it was understood');
    const { start, end } = parsed.error;
    expect(parsed.error.message).toBe(message);
    expect(text.slice(start, end)).toBe(part);
  });

  it('has positions', () => {
    const text = 'm1 + FILL(m2, 0)';
    const expression = expressionOf(text);
    if (expression.type !== 'binary') throw new Error(expression.type);
    const { left, right } = expression;
    expect([left, right].map(({ start, end }) => text.slice(start, end))).toEqual(['m1', 'FILL(m2, 0)']);
  });

  it('may be neither longer nor deeper than anybody writes', () => {
    expect(parseExpression('m'.repeat(2048)).ok).toBe(true);
    expect(parseExpression('m'.repeat(2049))).toMatchObject({ ok: false, error: { start: 2048 } });
    const deep = { ok: false, error: { message: 'the expression is nested too deep' } };
    expect(parseExpression('('.repeat(2000))).toMatchObject(deep);
    expect(parseExpression('-'.repeat(2000))).toMatchObject(deep);
    expect(parseExpression('['.repeat(2000))).toMatchObject(deep);
    expect(parseExpression('A('.repeat(1000))).toMatchObject(deep);
  });

  it('names the functions it calls', () => {
    expect(callsIn(expressionOf('SUM([FILL(m1, 0), -ABS(m2)]) + IF(m3 > RATE(m4), 1, 0)'))).toEqual([
      'SUM',
      'FILL',
      'ABS',
      'IF',
      'RATE',
    ]);
  });
});
