/** What an expression can be, from what its metrics can be. Only forms whose meaning is documented; missing values count as 0 in sums. */
import { constant } from './constant.ts';
import type { Expression, Operator, Span } from './tree.ts';

/** What a datapoint can be. */
export interface Range {
  readonly low: number;
  readonly high: number;
  /** Whether there is a datapoint; where there never is one, low and high say nothing. */
  readonly missing: 'never' | 'maybe' | 'always';
}

/** Why an expression is not decided. */
export interface Question extends Span {
  readonly sentence: string;
}

export type Evaluated =
  | { readonly known: true; readonly range: Range }
  | { readonly known: false; readonly question: Question };

/** What the metric or expression of an id can be; null where there is none of that id. */
export type SeriesOf = (id: string) => Evaluated | null;

/** Thrown inside this file only: the public face returns it as a value. */
class Undecided extends Error {
  readonly question: Question;
  constructor(question: Question) {
    super(question.sentence);
    this.question = question;
  }
}

export function evaluateExpression(expression: Expression, seriesOf: SeriesOf): Evaluated {
  try {
    return { known: true, range: series(expression, seriesOf) };
  } catch (error) {
    if (error instanceof Undecided) return { known: false, question: error.question };
    throw error;
  }
}

function undecided({ start, end }: Span, sentence: string): never {
  throw new Undecided({ sentence, start, end });
}

function series(expression: Expression, seriesOf: SeriesOf): Range {
  switch (expression.type) {
    case 'name':
      return named(expression, seriesOf);
    case 'call':
      return called(expression, seriesOf);
    case 'binary':
      return combined(expression, seriesOf);
    case 'number':
    case 'text':
      return undecided(expression, 'a constant is no metric');
    case 'list':
      return undecided(expression, 'what a list of metrics is compared as is not decided');
    case 'minus':
      return undecided(expression, 'what a subtraction makes of one event is not decided');
    default:
      return expression satisfies never;
  }
}

function named(expression: Extract<Expression, { type: 'name' }>, seriesOf: SeriesOf): Range {
  const found = seriesOf(expression.name);
  if (!found) return undecided(expression, `there is no metric or expression ${expression.name}`);
  if (found.known) return found.range;
  return undecided(expression, found.question.sentence);
}

function called(expression: Extract<Expression, { type: 'call' }>, seriesOf: SeriesOf): Range {
  const { name, of } = expression;
  const [first, second, third] = of;
  if (name === 'SUM' && of.length === 1 && first?.type === 'list') {
    return first.of.map((each) => series(each, seriesOf)).reduce(plus, NOTHING);
  }
  if (name === 'FILL' && of.length === 2 && first && second) {
    const filler = constant(second);
    if (filler === null) return undecided(second, 'what FILL puts in place of a missing value is not decided');
    return filled(series(first, seriesOf), filler);
  }
  if (name === 'IF' && of.length === 3 && first && second && third) {
    const [yes, no] = [constant(second), constant(third)];
    if (yes === null || no === null) return undecided(expression, 'an IF is decided between two numbers only');
    return chosen(condition(first, seriesOf), yes, no);
  }
  return undecided(expression, `what ${name} makes of one event is not decided`);
}

const NOTHING: Range = { low: 0, high: 0, missing: 'always' };

/** A value that may be missing may count as 0. */
function withZero({ low, high, missing }: Range): Range {
  if (missing === 'always') return NOTHING;
  return missing === 'never' ? { low, high, missing } : { low: Math.min(low, 0), high: Math.max(high, 0), missing };
}

function plus(one: Range, other: Range): Range {
  const [left, right] = [withZero(one), withZero(other)];
  const kinds = [one.missing, other.missing];
  const missing = kinds.includes('never') ? 'never' : kinds.every((kind) => kind === 'always') ? 'always' : 'maybe';
  return { low: left.low + right.low, high: left.high + right.high, missing };
}

function filled({ low, high, missing }: Range, filler: number): Range {
  if (missing === 'always') return { low: filler, high: filler, missing: 'never' };
  if (missing === 'never') return { low, high, missing };
  return { low: Math.min(low, filler), high: Math.max(high, filler), missing: 'never' };
}

function chosen({ truth, missing }: Condition, yes: number, no: number): Range {
  const values = [...(truth === false ? [] : [yes]), ...(truth === true ? [] : [no])];
  return { low: Math.min(...values), high: Math.max(...values), missing };
}

interface Condition {
  /** Null: either. */
  readonly truth: boolean | null;
  readonly missing: 'never' | 'maybe';
}

/** A metric compared with a number. Whether a missing value is compared as 0 is not documented: there may be no datapoint, or one. */
function condition(expression: Expression, seriesOf: SeriesOf): Condition {
  if (expression.type !== 'binary') return undecided(expression, 'an IF is decided for a metric against a number only');
  const { operator, left, right } = expression;
  const [before, after] = [constant(left), constant(right)];
  const turned = before !== null && after === null;
  const number = turned ? before : after;
  const compare = COMPARISONS[turned ? (TURNED[operator] ?? operator) : operator];
  if (number === null || (before !== null && after !== null) || !compare) {
    return undecided(expression, 'an IF is decided for a metric against a number only');
  }
  const range = series(turned ? right : left, seriesOf);
  const { low, high } = withZero(range);
  return { truth: compare(low, high, number), missing: range.missing === 'never' ? 'never' : 'maybe' };
}

/** Whether every value of a range compares so, none does, or some do (null). */
type Compare = (low: number, high: number, number: number) => boolean | null;

const above: Compare = (low, high, number) => (low > number ? true : high <= number ? false : null);
const atLeast: Compare = (low, high, number) => (low >= number ? true : high < number ? false : null);
const equal: Compare = (low, high, number) =>
  low === number && high === number ? true : number < low || number > high ? false : null;
const negated =
  (compare: Compare): Compare =>
  (low, high, number) => {
    const truth = compare(low, high, number);
    return truth === null ? null : !truth;
  };

const COMPARISONS: Readonly<Partial<Record<Operator, Compare>>> = {
  '>': above,
  '>=': atLeast,
  '<': negated(atLeast),
  '<=': negated(above),
  '==': equal,
  '!=': negated(equal),
};

/** `1 < m` is `m > 1`. */
const TURNED: Readonly<Partial<Record<Operator, Operator>>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

function combined(expression: Extract<Expression, { type: 'binary' }>, seriesOf: SeriesOf): Range {
  const { operator, left, right } = expression;
  const [before, after] = [constant(left), constant(right)];
  if (before !== null && after !== null) return undecided(expression, 'a constant is no metric');
  if (operator === '+' && before === null && after === null)
    return plus(series(left, seriesOf), series(right, seriesOf));
  if (operator === '*' && before !== null && after === null) return times(series(right, seriesOf), before, left);
  if (operator === '*' && before === null && after !== null) return times(series(left, seriesOf), after, right);
  if (operator === '/' && before === null && after !== null) return times(series(left, seriesOf), 1 / after, right);
  return undecided(expression, `what ${WORDS[operator]} makes of one event is not decided`);
}

const WORDS: Readonly<Record<Operator, string>> = {
  '+': 'a sum with a constant',
  '-': 'a subtraction',
  '*': 'a product of metrics',
  '/': 'a division by a metric',
  '^': 'a power',
  '==': 'a comparison',
  '!=': 'a comparison',
  '<': 'a comparison',
  '<=': 'a comparison',
  '>': 'a comparison',
  '>=': 'a comparison',
  AND: 'a logical operation',
  OR: 'a logical operation',
};

function times({ low, high, missing }: Range, factor: number, at: Span): Range {
  if (!(factor > 0 && Number.isFinite(factor)))
    return undecided(at, 'a product is decided for positive constants only');
  return { low: low * factor, high: high * factor, missing };
}
