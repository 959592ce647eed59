/** A pattern as text, in one canonical form: parsing it again gives the same tree. */
import type { Expression, Leaf, Operand, Pattern, Selector, Slot, Term } from './tree.ts';

export function printPattern(pattern: Pattern): string {
  switch (pattern.form) {
    case 'all':
      return '""';
    case 'json':
      return `{ ${printExpression(pattern.expression)} }`;
    case 'terms':
      return pattern.terms.map(printTerm).join(' ');
    case 'delimited':
      return `[${pattern.slots.map(printSlot).join(', ')}]`;
    case 'regex':
      return `%${pattern.source}%`;
    default:
      return pattern satisfies never;
  }
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

export function printTerm({ role, text, isQuoted }: Term): string {
  const sign = { wanted: '', excluded: '-', optional: '?' }[role];
  return `${sign}${isQuoted ? `"${text}"` : text}`;
}

function printSlot(slot: Slot): string {
  if (slot.type === 'any') return '...';
  return slot.condition ? printSlotCondition(slot.condition) : slot.name;
}

/** There are no parentheses in a slot, and none are needed: && binds tighter. */
function printSlotCondition(condition: Expression): string {
  if (!('of' in condition)) return printSlotClause(condition);
  return condition.of.map(printSlotCondition).join(condition.type === 'and' ? ' && ' : ' || ');
}

/** `code = 4*` */
export function printSlotClause(leaf: Leaf): string {
  return printLeaf(leaf).replace(/^\$\./, '');
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
