/** Metric filter patterns as bounds on records, clause by clause as `languages/filter-pattern/leaf.ts` decides them on one record. */
import type { Expression, Leaf, Operand, Pattern } from '../../languages/filter-pattern/index.ts';
import type { Formula, Path, ValueSet } from '../../languages/formula/index.ts';
import {
  ABSENT,
  and,
  atom,
  between,
  complement,
  finding,
  intersect,
  like,
  NOTHING,
  not,
  ofKind,
  oneOf,
  someElement,
  union,
} from '../../languages/formula/index.ts';
import type { Bounds } from './bounds.ts';
import { ALWAYS, every, OPEN, some } from './bounds.ts';

/** Values on which a clause holds, and values on which nobody says whether it does. */
interface Sides {
  readonly yes: ValueSet;
  readonly open: ValueSet;
}

const TEXTS = ofKind('text');
const NUMBERS = ofKind('number');
const BOOLEANS = ofKind('true', 'false');
const NULL = ofKind('null');
const SCALARS = union(union(TEXTS, NUMBERS), BOOLEANS);
const COMPOUND = ofKind('list', 'object');
/** Numbers that every implementation keeps. */
const PRECISE = between({ from: -Number.MAX_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER });
const IMPRECISE = intersect(NUMBERS, complement(PRECISE));
/** Texts that could be read as a number: more than those that can. */
const NUMERIC_TEXTS = finding('\\d') ?? TEXTS;
const WITH_LINE_ENDS = union(like(['', '\r', '']), like(['', '\n', '']));

export function patternBounds(pattern: Pattern): Bounds {
  if (pattern.form === 'all') return ALWAYS;
  if (pattern.form === 'text') return OPEN;
  const leaves = leavesOf(pattern.expression);
  // One word that AWS does not document leaves the whole pattern open.
  if (leaves.some((leaf) => leaf.type !== 'compare' && !leaf.asDocumented)) return OPEN;
  const { must, may } = expressionBounds(pattern.expression);
  // A list or object under a comparison may spoil the whole pattern.
  const unspoilt = leaves.filter((leaf) => leaf.type === 'compare').map((leaf) => not(standsAt(leaf, COMPOUND)));
  return { must: and(must, ...unspoilt), may };
}

function leavesOf(expression: Expression): readonly Leaf[] {
  return 'of' in expression ? expression.of.flatMap(leavesOf) : [expression];
}

function expressionBounds(expression: Expression): Bounds {
  if (!('of' in expression)) return leafBounds(expression);
  const parts = expression.of.map(expressionBounds);
  return expression.type === 'and' ? every(parts) : some(parts);
}

function leafBounds(leaf: Leaf): Bounds {
  const { steps } = leaf.selector;
  if (steps.some((step) => step.type === 'anyField' || (step.type === 'key' && step.name.includes('\\')))) return OPEN;
  const isNegated = leaf.type === 'notExists' || (leaf.type === 'compare' && leaf.operator === '!=');
  // Whether "not" over the elements of a list means any or all is not documented.
  if (isNegated && steps.some(({ type }) => type === 'anyElement')) return OPEN;
  const { yes, open } = sidesOf(leaf);
  return { must: standsAt(leaf, yes), may: standsAt(leaf, union(yes, open)) };
}

/** What the selector finds is in the set; of the elements of a list, one is enough. */
function standsAt({ selector }: Leaf, set: ValueSet): Formula {
  const at = selector.steps.findIndex(({ type }) => type === 'anyElement');
  const path = selector.steps.flatMap(
    (step): Path => (step.type === 'key' ? [step.name] : step.type === 'index' ? [step.index] : []),
  );
  return at < 0 ? atom(path, set) : someElement(path.slice(0, at), atom(path.slice(at), set));
}

function sidesOf(leaf: Leaf): Sides {
  if (leaf.type === 'notExists') return { yes: ABSENT, open: NOTHING };
  if (leaf.type === 'is') {
    return { yes: ofKind(({ NULL: 'null', TRUE: 'true', FALSE: 'false' } as const)[leaf.what]), open: NOTHING };
  }
  if (leaf.operator !== '=' && leaf.operator !== '!=') return ordered(leaf.operator, leaf.operand);
  const equal = equals(leaf.operand);
  if (leaf.operator === '=') return equal;
  return { yes: without(without(SCALARS, equal.yes), equal.open), open: union(equal.open, NULL) };
}

function without(set: ValueSet, other: ValueSet): ValueSet {
  return intersect(set, complement(other));
}

function ordered(operator: '<' | '<=' | '>' | '>=', operand: Operand): Sides {
  if (operand.type !== 'number') return { yes: NOTHING, open: NOTHING };
  const open = union(NUMERIC_TEXTS, isPrecise(operand.text) ? IMPRECISE : NUMBERS);
  if (!isPrecise(operand.text)) return { yes: NOTHING, open };
  const { value } = operand;
  const isIn = operator === '<=' || operator === '>=';
  const side = operator.startsWith('<')
    ? between({ to: value, toIsIn: isIn })
    : between({ from: value, fromIsIn: isIn });
  return { yes: intersect(side, PRECISE), open };
}

/** Not more digits than every implementation of numbers keeps. */
function isPrecise(written: string): boolean {
  const [mantissa = ''] = written.split(/e/i);
  const digits = mantissa.replace(/^[+-]?0*\.?0*/, '').replace('.', '').length;
  return digits <= 15 && Math.abs(Number(written)) <= Number.MAX_SAFE_INTEGER;
}

function equals(operand: Operand): Sides {
  switch (operand.type) {
    case 'regex': {
      const found = finding(operand.source);
      const others = union(union(NUMBERS, BOOLEANS), NULL);
      if (!found) return { yes: NOTHING, open: union(TEXTS, others) };
      return { yes: without(found, WITH_LINE_ENDS), open: union(WITH_LINE_ENDS, others) };
    }
    case 'number':
      return isPrecise(operand.text)
        ? { yes: oneOf(operand.value), open: union(NUMERIC_TEXTS, IMPRECISE) }
        : { yes: NOTHING, open: union(NUMERIC_TEXTS, NUMBERS) };
    case 'text':
      return equalsText(operand.text, operand.isQuoted);
    default:
      return operand satisfies never;
  }
}

function equalsText(text: string, isQuoted: boolean): Sides {
  if (text === '*') return { yes: SCALARS, open: NULL };
  const texts = textSides(text);
  const hasStar = text.includes('*');
  const booleans = hasStar || /^(true|false)$/i.test(text) ? BOOLEANS : NOTHING;
  const numbers = hasStar
    ? NUMBERS
    : isQuoted && text !== '' && String(Number(text)) === text
      ? oneOf(Number(text))
      : NOTHING;
  const digits = /^[-+.\deE]+$/.test(text) ? IMPRECISE : NOTHING;
  const nulls = hasStar || text.includes('\\') || text.toLowerCase() === 'null' ? NULL : NOTHING;
  const escaped = text.includes('\\') ? NUMBERS : NOTHING;
  return { yes: texts.yes, open: [texts.open, booleans, numbers, digits, nulls, escaped].reduce(union) };
}

/** `*` is a wildcard at either end; in the middle the documentation has said both. */
function textSides(text: string): Sides {
  if (text.includes('\\')) return { yes: NOTHING, open: TEXTS };
  if (text === '') return { yes: NOTHING, open: oneOf('') };
  if (!text.includes('*')) return { yes: oneOf(text), open: NOTHING };
  const leading = text.startsWith('*');
  const trailing = text.length > 1 && text.endsWith('*');
  const core = text.slice(leading ? 1 : 0, trailing ? -1 : undefined);
  const around = (parts: readonly string[]) => like([...(leading ? [''] : []), ...parts, ...(trailing ? [''] : [])]);
  const literal = !leading && !trailing ? oneOf(core) : around([core]);
  return { yes: literal, open: core.includes('*') ? without(around(core.split('*')), literal) : NOTHING };
}
