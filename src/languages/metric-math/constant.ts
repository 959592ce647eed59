/** The number that an expression stands for whatever the metrics are. */
import type { Expression, Operator } from './tree.ts';

/** Null where it depends on them. */
export function constant(expression: Expression): number | null {
  if (expression.type === 'number') return expression.value;
  if (expression.type === 'minus') {
    const of = constant(expression.of);
    return of === null ? null : -of;
  }
  if (expression.type !== 'binary') return null;
  const [left, right] = [constant(expression.left), constant(expression.right)];
  return left === null || right === null ? null : calculated(expression.operator, left, right);
}

function calculated(operator: Operator, left: number, right: number): number | null {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    default:
      return null;
  }
}
