/** One clause of a pattern over all values at once: on which it holds, and on which nobody says, as `filter-pattern` answers for one value. */
import type { Leaf, Operand } from '../../languages/filter-pattern/index.ts';
import { answer, isNumeric, isPrecise, mayBeDigits, nearTo } from '../../languages/filter-pattern/index.ts';
import type { ValueSet } from '../../languages/formula/index.ts';
import {
  between,
  complement,
  finding,
  intersect,
  like,
  NOTHING,
  ofKind,
  oneOf,
  union,
} from '../../languages/formula/index.ts';
import type { Value } from '../../model/value.ts';
import type { Truth } from '../../model/verdict.ts';

/** Values on which a clause holds, and values on which it is not known. On all others it does not hold. */
export interface Sides {
  readonly yes: ValueSet;
  readonly open: ValueSet;
}

const NEITHER: Sides = { yes: NOTHING, open: NOTHING };
const TEXTS = ofKind('text');
const NUMBERS = ofKind('number');

export function sidesOf(leaf: Leaf): Sides {
  const others = ofOthers(leaf);
  if (leaf.type !== 'compare') return others;
  const { operator, operand } = leaf;
  if (operator === '=' || operator === '!=') {
    const [texts, numbers] = [textsOf(operand), numbersOf(operand)];
    const isNegated = operator === '!=';
    return [isNegated ? rest(TEXTS, texts) : texts, isNegated ? rest(NUMBERS, numbers) : numbers, others].reduce(both);
  }
  if (operand.type !== 'number') return NEITHER;
  const isIn = operator === '<=' || operator === '>=';
  const { value } = operand;
  const side = operator.startsWith('<')
    ? between({ to: value, toIsIn: isIn })
    : between({ from: value, fromIsIn: isIn });
  const open = unclear(operand);
  return both({ yes: without(side, open), open: union(open, NUMERIC) }, others);
}

function both(one: Sides, other: Sides): Sides {
  return { yes: union(one.yes, other.yes), open: union(one.open, other.open) };
}

/** Everything of a kind that is on neither side. */
function rest(all: ValueSet, { yes, open }: Sides): Sides {
  return { yes: without(without(all, yes), open), open };
}

function without(set: ValueSet, other: ValueSet): ValueSet {
  return intersect(set, complement(other));
}

/** Kinds whose members fare alike, each with one of them. */
const ALIKE: readonly (readonly [set: ValueSet, member: Value | undefined])[] = [
  [ofKind('absent'), undefined],
  [ofKind('null'), null],
  [ofKind('true'), true],
  [ofKind('false'), false],
  [ofKind('list'), []],
  [ofKind('object'), {}],
];

function ofOthers(leaf: Leaf): Sides {
  const answers = ALIKE.map(([set, member]) => ({ set, truth: answer(leaf, member).truth }));
  const that = (wanted: Truth) =>
    answers.flatMap(({ set, truth }) => (truth === wanted ? [set] : [])).reduce(union, NOTHING);
  return { yes: that('true'), open: that('unknown') };
}

// Numbers ---------------------------------------------------------------------------------------

const BEYOND = without(NUMBERS, between({ from: -Number.MAX_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER }));

/** Numbers that not every implementation tells from the literal, the literal itself not among them. */
function unclear({ text, value }: { readonly text: string; readonly value: number }): ValueSet {
  return isPrecise(text) ? union(BEYOND, without(between(nearTo(value)), oneOf(value))) : NUMBERS;
}

function numbersOf(operand: Operand): Sides {
  switch (operand.type) {
    case 'regex':
      return { yes: NOTHING, open: NUMBERS };
    case 'number': {
      const open = unclear(operand);
      return { yes: without(oneOf(operand.value), open), open };
    }
    case 'text': {
      const { text } = operand;
      if (text === '*') return { yes: NUMBERS, open: NOTHING };
      if (!mayBeDigits(text)) return NEITHER;
      // Which digits fit a wildcard is not told by where a number lies.
      if (/[*\\]/.test(text)) return { yes: NOTHING, open: NUMBERS };
      if (!isNumeric(text)) return NEITHER;
      const literal = { text, value: Number(text) };
      return { yes: NOTHING, open: isPrecise(text) ? union(unclear(literal), oneOf(literal.value)) : NUMBERS };
    }
    default:
      return operand satisfies never;
  }
}

// Texts -----------------------------------------------------------------------------------------

const BLANKS = '[ \\x09]*';
const WITHOUT_EXPONENT = texts([`${BLANKS}[+-]?\\d+\\.?\\d*${BLANKS}`, `${BLANKS}[+-]?\\.\\d+${BLANKS}`]);
const WITH_EXPONENT = texts([
  `${BLANKS}[+-]?\\d+\\.?\\d*[eE][+-]?\\d+${BLANKS}`,
  `${BLANKS}[+-]?\\.\\d+[eE][+-]?\\d+${BLANKS}`,
]);
/** Texts that read as numbers. */
const NUMERIC = union(WITHOUT_EXPONENT, WITH_EXPONENT);
/** Those that may read as the same number as another text although their digits differ. */
const ROUNDED = union(WITH_EXPONENT, intersect(WITHOUT_EXPONENT, finding('[0-9.]{16}') ?? TEXTS));
const WITH_LINE_ENDS = union(like(['', '\r', '']), like(['', '\n', '']));

/** Texts that are wholly matched by one of the sources. */
function texts(sources: readonly string[]): ValueSet {
  return finding(sources.map((source) => `^${source}$`).join('|')) ?? TEXTS;
}

function textsOf(operand: Operand): Sides {
  switch (operand.type) {
    case 'regex': {
      const found = finding(operand.source);
      return found ? { yes: without(found, WITH_LINE_ENDS), open: WITH_LINE_ENDS } : { yes: NOTHING, open: TEXTS };
    }
    case 'number':
      return { yes: NOTHING, open: isPrecise(operand.text) ? writtenAs(operand.value) : NUMERIC };
    case 'text':
      return equalTo(operand.text);
    default:
      return operand satisfies never;
  }
}

/** Texts that read as the number, and some that may. */
function writtenAs(literal: number): ValueSet {
  const [whole = '', fraction] = String(Math.abs(literal)).split('.');
  if (!/^\d+$/.test(whole + (fraction ?? ''))) return NUMERIC;
  const sign = literal < 0 ? '-' : literal > 0 ? '\\+?' : '[+-]?';
  const digits = whole === '0' ? '' : whole;
  const forms = fraction === undefined ? [`0*${whole}`, `0*${whole}\\.0*`] : [`0*${digits}\\.${fraction}0*`];
  const ofZero = literal === 0 ? ['\\.0+'] : [];
  return union(texts([...forms, ...ofZero].map((form) => `${BLANKS}${sign}${form}${BLANKS}`)), ROUNDED);
}

/** `*` is a wildcard at either end; in the middle the documentation has said both. */
function equalTo(text: string): Sides {
  if (text === '*') return { yes: TEXTS, open: NOTHING };
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
