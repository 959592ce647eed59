/** Which alarms add up events, however these are spread over filters and metrics: those that many of a burst may be asked of together. */
import { expect, it } from 'vitest';
import { addsUp } from '../../../src/proof/alarm/adding.ts';
import { watchedBy } from '../../../src/proof/alarm/watched.ts';
import type { Fields } from './made.ts';
import { made, metricEntry, onExpression } from './made.ts';

function isSum(alarm: Fields): boolean {
  const watched = watchedBy(made('alarm', alarm));
  if ('truth' in watched) throw new Error(watched.sentence);
  return addsUp(watched);
}

const M1 = metricEntry('m1', 'Users');
const M2 = metricEntry('m2', 'Others');
const also = (id: string, expression: string): Fields => ({ Id: id, Expression: expression, ReturnData: false });

it.each<readonly [what: string, alarm: Fields, adds: boolean]>([
  ['a sum', { statistic: 'Sum' }, true],
  ['a count of samples', { statistic: 'SampleCount' }, true],
  ['an average', { statistic: 'Average' }, false],
  ['the highest', { statistic: 'Maximum' }, false],
  ['one of two metrics', onExpression('m1 + m2', [M1, M2]), true],
  [
    'the highest of one of them',
    onExpression('m1 + m2', [M1, metricEntry('m2', 'Others', { Stat: 'Maximum' })]),
    false,
  ],
  ['whether each is enough', onExpression('IF(m1 >= 5, 1, 0) + IF(m2 >= 5, 1, 0)', [M1, M2]), false],
  ['another expression that adds up', onExpression('e1 * 2', [M1, M2, also('e1', 'm1 + m2')]), true],
  ['another that does not', onExpression('e1 + m2', [M1, M2, also('e1', 'IF(m1 >= 5, 1, 0)')]), false],
  ['one by way of two', onExpression('e1', [M1, also('e1', 'e2 + m1'), also('e2', 'm1')]), true],
  ['one that refers to itself', onExpression('e1', [M1, also('e1', 'e1 + m1')]), false],
  ['two that refer to each other', onExpression('e1', [M1, also('e1', 'e2 + m1'), also('e2', 'e1')]), false],
  ['one that is not there', onExpression('m1 + m9', [M1]), false],
])('%s', (_what, alarm, adds) => {
  expect(isSum(alarm)).toBe(adds);
});
