/** Which expressions add up what their metrics count, so that it makes no difference which of them counts an event. */
import { describe, expect, it } from 'vitest';
import { isWeightedSum, parseExpression } from '../../../src/languages/metric-math/index.ts';

function isSum(text: string): boolean {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return isWeightedSum(parsed.expression, (id) => id.startsWith('m'));
}

describe('a weighted sum', () => {
  it.each(['m1', 'm1 + m2', 'SUM([m1, m2, m1])', '2 * m1 + m2 / 4', 'FILL(m1, 0) + m2', '(m1 + m2) * (1 + 1)'])(
    'is %s',
    (text) => expect(isSum(text)).toBe(true),
  );
  it.each([
    'e1',
    'm1 + e1',
    'm1 - m2',
    'm1 * m2',
    '1 / m1',
    'm1 + 1',
    'FILL(m1, 1) + m2',
    'FILL(m1, REPEAT)',
    'IF(m1 > 1, 1, 0)',
    'MAX([m1, m2])',
    'SUM(METRICS())',
    '-m1',
  ])('is not %s', (text) => expect(isSum(text)).toBe(false));
});
