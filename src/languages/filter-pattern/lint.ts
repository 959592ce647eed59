/** Patterns that AWS takes and that hardly mean what was meant: clauses that contradict each other, exclusions that exclude nothing. */
import { printLeaf, printSelector } from './print.ts';
import type { Expression, Leaf, Lint, Operand, Pattern } from './tree.ts';

export function lintsOf(pattern: Pattern): readonly Lint[] {
  return pattern.form === 'json' ? ofExpression(pattern.expression) : [];
}

function ofExpression(expression: Expression): readonly Lint[] {
  if (!('of' in expression)) return [];
  const parts = flat(expression, expression.type);
  const leaves = parts.flatMap((part) => ('of' in part ? [] : [part]));
  const own = expression.type === 'and' ? contradictions(leaves) : looseExclusions(leaves);
  return [...own, ...parts.flatMap(ofExpression)];
}

/** Parentheses around alternatives of alternatives say nothing. */
function flat(expression: Expression, type: 'and' | 'or'): readonly Expression[] {
  return 'of' in expression && expression.type === type
    ? expression.of.flatMap((part) => flat(part, type))
    : [expression];
}

/** FP-62, once for each field. */
function contradictions(leaves: readonly Leaf[]): readonly Lint[] {
  const said = new Set<string>();
  return leaves.flatMap((leaf, index): readonly Lint[] => {
    const selector = printSelector(leaf.selector);
    const other = leaves
      .slice(0, index)
      .find((before) => printSelector(before.selector) === selector && contradict(before, leaf));
    if (!other || said.has(selector)) return [];
    said.add(selector);
    const sentence = `${printLeaf(other)} and ${printLeaf(leaf)} cannot both hold`;
    return [{ rule: 'FP-62', sentence, start: leaf.start, end: leaf.end }];
  });
}

/** False where they may both hold, or where that is not certain. */
function contradict(one: Leaf, other: Leaf): boolean {
  // A wildcard may find each in a place of its own.
  if (one.selector.steps.some(({ type }) => type === 'anyElement' || type === 'anyField')) return false;
  if (one.type === 'notExists' || other.type === 'notExists') return one.type !== other.type;
  if (one.type === 'is' && other.type === 'is') return one.what !== other.what;
  if (one.type === 'is' || other.type === 'is') return false;
  const values = [textOf(one.operand), textOf(other.operand)];
  const isSame = values[0] === values[1] && one.operand.type === other.operand.type;
  const signs = `${one.operator} ${other.operator}`;
  if (signs === '= !=' || signs === '!= =') return isSame && values[0] !== null;
  return signs === '= =' && !values.includes(null) && values[0] !== values[1];
}

/** The one text that an operand stands for, a number as it is shortest written; null where there are several or that is not certain. */
function textOf(operand: Operand): string | null {
  if (operand.type === 'regex') return null;
  if (operand.type === 'number') return String(operand.value);
  return operand.text === '' || /[*\\]/.test(operand.text) ? null : operand.text;
}

/** FP-63: what excludes by itself and is only one of several alternatives. */
function looseExclusions(leaves: readonly Leaf[]): readonly Lint[] {
  return leaves.flatMap((leaf): readonly Lint[] => {
    if (leaf.type !== 'compare' || leaf.operator !== '!=') return [];
    const selector = printSelector(leaf.selector);
    // "Absent or different" is how it has to be written.
    const isWhole = leaves.every(
      (other) => other === leaf || (other.type === 'notExists' && printSelector(other.selector) === selector),
    );
    if (isWhole) return [];
    const sentence = `${printLeaf(leaf)} holds for nearly every record and is enough by itself; exclusions are joined by &&`;
    return [{ rule: 'FP-63', sentence, start: leaf.start, end: leaf.end }];
  });
}
