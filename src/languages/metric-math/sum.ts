/** Whether an expression adds up what its metrics count, each with a fixed weight. Missing values count as 0 in sums ("Using math expressions"). */
import { constant } from './constant.ts';
import type { Expression } from './tree.ts';

/** `isSum` says so of a metric, or of another expression, by its id. */
export function isWeightedSum(expression: Expression, isSum: (id: string) => boolean): boolean {
  const within = (each: Expression): boolean => isWeightedSum(each, isSum);
  switch (expression.type) {
    case 'name':
      return isSum(expression.name);
    case 'call':
      return isSumOfList(expression, within);
    case 'binary':
      return isWeighted(expression, within);
    case 'number':
    case 'text':
    case 'list':
    case 'minus':
      return false;
    default:
      return expression satisfies never;
  }
}

type Within = (each: Expression) => boolean;

/** FILL puts back only what a missing value counts as. */
function isSumOfList({ name, of }: Extract<Expression, { type: 'call' }>, within: Within): boolean {
  const [first, filler] = of;
  if (name === 'SUM' && of.length === 1 && first?.type === 'list') return first.of.every(within);
  return name === 'FILL' && of.length === 2 && first !== undefined && filler !== undefined
    ? constant(filler) === 0 && within(first)
    : false;
}

function isWeighted({ operator, left, right }: Extract<Expression, { type: 'binary' }>, within: Within): boolean {
  switch (operator) {
    case '+':
      return within(left) && within(right);
    case '*':
      return (constant(left) !== null && within(right)) || (constant(right) !== null && within(left));
    case '/':
      return constant(right) !== null && within(left);
    default:
      return false;
  }
}
