/** A pattern as text, in one canonical form: parsing it again gives the same tree. */
import type { Expression, Leaf, Operand, Pattern, Selector } from './tree.ts';

export function printPattern(pattern: Pattern): string {
  if (pattern.form === 'all') return '""';
  return pattern.form === 'json' ? `{ ${printExpression(pattern.expression)} }` : pattern.text;
}

function printExpression(expression: Expression): string {
  if (!('of' in expression)) return `(${printLeaf(expression)})`;
  const sign = expression.type === 'and' ? ' && ' : ' || ';
  const parts = expression.of.map((part) => {
    const text = printExpression(part);
    return 'of' in part ? `(${text})` : text;
  });
  return parts.join(sign);
}

export function printLeaf(leaf: Leaf): string {
  const selector = printSelector(leaf.selector);
  if (leaf.type === 'compare') return `${selector} ${leaf.operator} ${printOperand(leaf.operand)}`;
  const words = leaf.type === 'is' ? `IS ${leaf.what}` : 'NOT EXISTS';
  return `${selector} ${leaf.asDocumented ? words : words.toLowerCase()}`;
}

export function printSelector(selector: Selector): string {
  const steps = selector.steps.map((step) => {
    switch (step.type) {
      case 'key':
        return /^[A-Za-z0-9_-]+$/.test(step.name) ? `.${step.name}` : `.['${step.name}']`;
      case 'index':
        return `[${step.index}]`;
      case 'anyElement':
        return '[*]';
      case 'anyField':
        return '.*';
      default:
        return step satisfies never;
    }
  });
  return `$${steps.join('')}`;
}

function printOperand(operand: Operand): string {
  if (operand.type === 'regex') return `%${operand.source}%`;
  if (operand.type === 'number') return operand.text;
  return operand.isQuoted ? `"${operand.text}"` : operand.text;
}
