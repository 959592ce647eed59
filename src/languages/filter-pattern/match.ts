/** A pattern on a record: does it match, and if not, which clause stands against it. */
import { nearestName } from '../../model/suggest.ts';
import type { CloudTrailRecord, Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import type { Truth } from '../../model/verdict.ts';
import { allOf, anyOf } from '../../model/verdict.ts';
import type { Answer } from './leaf.ts';
import { answer } from './leaf.ts';
import { printLeaf, printSelector } from './print.ts';
import type { Expression, Leaf, Operand, Pattern, Span, Step } from './tree.ts';

/** Why a match is not decided: the open question, and the clause it is about. */
export interface Undecided extends Span {
  readonly question: string;
  readonly sentence: string;
}

export interface MatchResult {
  readonly truth: Truth;
  readonly undecided: readonly Undecided[];
}

/** What came of each node, in the shape of the pattern. Sentences are made when they are read: most never are. */
export interface Explanation extends Span {
  readonly truth: Truth;
  readonly sentence: string;
  readonly question?: string;
  readonly spoils?: true;
  /** It is a comparison for equality. */
  readonly names?: boolean;
  /** The value wanted is a misspelling of the one found. */
  readonly isClose?: boolean;
  readonly joined?: 'and' | 'or';
  readonly parts: readonly Explanation[];
}

export interface Nearest {
  /** The clause that decides. */
  readonly clause: Explanation;
  /** How many clauses stand against a match. */
  readonly misses: number;
  /** How many clauses beside them name a value that the record has. */
  readonly held: number;
  /** The value wanted is a misspelling of the one found. */
  readonly isClose: boolean;
}

export function matchPattern(pattern: Pattern, message: string | CloudTrailRecord): MatchResult {
  const explanation = explainMatch(pattern, message);
  if (explanation.truth !== 'unknown') return { truth: explanation.truth, undecided: [] };
  return { truth: 'unknown', undecided: openOf(explanation) };
}

export function explainMatch(pattern: Pattern, message: string | CloudTrailRecord): Explanation {
  const { start, end } = pattern;
  if (pattern.form === 'all') return { truth: 'true', sentence: 'it matches everything', parts: [], start, end };
  if (pattern.form === 'text') {
    const what = { terms: 'terms', delimited: 'space-delimited fields', regex: 'a regular expression' }[pattern.what];
    const sentence = `the pattern is made of ${what}, which is not decided on CloudTrail records`;
    return { truth: 'unknown', sentence, question: 'FP-10', parts: [], start, end };
  }
  const record = typeof message === 'string' ? parsed(message) : message;
  if (!record) return { truth: 'false', sentence: 'the message is not a JSON object', parts: [], start, end };
  const explained = explain(pattern.expression, record);
  const undocumented = leavesOf(pattern.expression).find((leaf) => leaf.type !== 'compare' && !leaf.asDocumented);
  // What AWS makes of one word it does not document decides over the whole pattern.
  if (undocumented) return { ...explainLeaf(undocumented, record), truth: 'unknown', question: 'OQ-5' };
  // Whether a list or object under one clause spoils only that clause or the whole pattern is not documented.
  if (explained.truth === 'true' && spoiled(explained)) {
    return {
      ...explained,
      truth: 'unknown',
      question: 'OQ-2',
      sentence: 'a clause looks at a list or object, and whether that spoils the whole pattern is not documented',
      parts: [],
    };
  }
  return explained;
}

/** The clause that decides a non-match best: of an "and" the first that fails, of an "or" the alternative that misses by least. */
export function nearest(explanation: Explanation): Nearest {
  const { parts, joined } = explanation;
  if (explanation.truth !== 'false') {
    return { clause: explanation, misses: 0, held: explanation.names ? 1 : 0, isClose: false };
  }
  const all = parts.map(nearest);
  const failing = all.filter(({ misses }) => misses > 0);
  const [first] = failing;
  if (!first) return { clause: explanation, misses: 1, held: 0, isClose: explanation.isClose === true };
  const sum = (count: 'misses' | 'held') => all.reduce((total, each) => total + each[count], 0);
  if (joined === 'and') return { ...first, misses: sum('misses'), held: sum('held') };
  return failing.reduce((best, each) => (byNearness(each, best) < 0 ? each : best), first);
}

type Nearness = Pick<Nearest, 'misses' | 'held' | 'isClose'>;

/** Fewer clauses against it, then a misspelt value, then more clauses that fit: of two patterns the one that was meant. */
export function byNearness(one: Nearness, other: Nearness): number {
  return one.misses - other.misses || Number(other.isClose) - Number(one.isClose) || other.held - one.held;
}

function parsed(message: string): CloudTrailRecord | null {
  try {
    const value: unknown = JSON.parse(message);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function explain(expression: Expression, record: CloudTrailRecord): Explanation {
  const { start, end } = expression;
  if (!('of' in expression)) return explainLeaf(expression, record);
  const parts = expression.of.map((part) => explain(part, record));
  const truth = (expression.type === 'and' ? allOf : anyOf)(parts.map((part) => part.truth));
  return {
    truth,
    sentence: truth === 'true' ? 'it matches' : 'it does not match',
    joined: expression.type,
    parts,
    start,
    end,
  };
}

function leavesOf(expression: Expression): readonly Leaf[] {
  return 'of' in expression ? expression.of.flatMap(leavesOf) : [expression];
}

function explainLeaf(leaf: Leaf, record: CloudTrailRecord): Explanation {
  const values = valuesAt(leaf.selector.steps, record);
  const given = judge(leaf, values, record);
  const { start, end } = leaf;
  return {
    truth: given.truth,
    get sentence() {
      return said(leaf, values, given);
    },
    get isClose() {
      return leaf.type === 'compare' && leaf.operator === '=' && isMisspelt(leaf.operand, values);
    },
    names: leaf.type === 'compare' && leaf.operator === '=',
    parts: [],
    start,
    end,
    ...(given.question ? { question: given.question.id } : {}),
    ...(given.spoils ? { spoils: true } : {}),
  };
}

function said(leaf: Leaf, values: readonly (Value | undefined)[], { truth, question }: Answer): string {
  if (truth === 'unknown') return `${printLeaf(leaf)}: ${question?.sentence ?? 'not decided'}`;
  const actual = values.length === 1 ? shown(values[0]) : `${values.length} values`;
  return `${printSelector(leaf.selector)} is ${actual}, the pattern wants ${printLeaf(leaf)}`;
}

function isMisspelt(operand: Operand, values: readonly (Value | undefined)[]): boolean {
  if (operand.type !== 'text') return false;
  // All names of services end alike: ec2.amazonaws.com is no misspelling of s3.amazonaws.com.
  const head = (text: string) => text.split('.')[0] ?? '';
  return values.some((value) => typeof value === 'string' && nearestName(head(value), [head(operand.text)]) !== null);
}

function judge(leaf: Leaf, values: readonly (Value | undefined)[], record: CloudTrailRecord): Answer {
  const { steps } = leaf.selector;
  if (steps.some((step) => step.type === 'key' && step.name.includes('\\'))) {
    return open('OQ-6', 'escapes inside quotes are not documented');
  }
  const answers = values.map((value) => answer(leaf, value));
  const [only] = answers;
  const isOverFields = steps.some(({ type }) => type === 'anyField');
  if (!isOverFields && !steps.some(({ type }) => type === 'anyElement')) return only ?? { truth: 'false' };
  const deeper = isOverFields ? valuesAt(steps, record, descendants).map((value) => answer(leaf, value)) : answers;
  const spoils = answers.some((each) => each.spoils === true) ? { spoils: true as const } : {};
  return { ...overSeveral(leaf, answers, deeper), ...spoils };
}

/** A wildcard selector gives several values: for =, one is enough; for "not", nobody says whether any or all are meant. */
function overSeveral(leaf: Leaf, answers: readonly Answer[], deeper: readonly Answer[]): Answer {
  const truths = answers.map(({ truth }) => truth);
  const isNegated = leaf.type === 'notExists' || (leaf.type === 'compare' && leaf.operator === '!=');
  const any = anyOf(truths);
  if (isNegated && any !== allOf(truths))
    return open('OQ-10', 'whether "not" with a wildcard means any or all is not documented');
  const deep = deeper.map(({ truth }) => truth);
  if (any !== anyOf(deep) || (isNegated && any !== allOf(deep))) {
    return open('OQ-11', 'whether .* looks deeper than one level is not documented');
  }
  const undecided = answers.find(({ truth }) => truth === 'unknown');
  return any === 'unknown' && undecided ? undecided : { truth: any };
}

function open(id: string, sentence: string): Answer {
  return { truth: 'unknown', question: { id, sentence } };
}

/** What the selector finds; [undefined] where there is nothing. `fields` says what `.*` stands for. */
function valuesAt(
  steps: readonly Step[],
  record: CloudTrailRecord,
  fields: (value: Value) => readonly Value[] = children,
): readonly (Value | undefined)[] {
  let found: readonly (Value | undefined)[] = [record];
  for (const step of steps) {
    const [only] = found;
    if (step.type === 'key' && found.length === 1) {
      found = [isObject(only) && Object.hasOwn(only, step.name) ? only[step.name] : undefined];
      continue;
    }
    found = found.flatMap((value): readonly (Value | undefined)[] => {
      switch (step.type) {
        case 'key':
          return [isObject(value) && Object.hasOwn(value, step.name) ? value[step.name] : undefined];
        case 'index':
          return [Array.isArray(value) ? value[step.index] : undefined];
        case 'anyElement':
          return Array.isArray(value) ? value : [undefined];
        case 'anyField':
          return isObject(value) ? fields(value) : [undefined];
        default:
          return step satisfies never;
      }
    });
  }
  return found;
}

function children(value: Value): readonly Value[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

/** At every depth; without recursion, since records come from elsewhere. */
function descendants(value: Value): readonly Value[] {
  const found = [...children(value)];
  for (const each of found) for (const child of children(each)) found.push(child);
  return found;
}

function shown(value: Value | undefined): string {
  if (value === undefined) return 'absent';
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function openOf(explanation: Explanation): readonly Undecided[] {
  if (explanation.truth !== 'unknown') return [];
  const { question, sentence, start, end, parts } = explanation;
  if (question !== undefined) return [{ question, sentence, start, end }];
  return parts.flatMap(openOf);
}

function spoiled(explanation: Explanation): boolean {
  return explanation.spoils === true || explanation.parts.some(spoiled);
}
