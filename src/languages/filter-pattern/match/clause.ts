/** One clause of a JSON pattern on a record: what its selector finds, and what comes of it. */
import { nearestName } from '../../../model/suggest.ts';
import type { CloudTrailRecord, Value } from '../../../model/value.ts';
import { allOf, anyOf } from '../../../model/verdict.ts';
import { printLeaf, printSelector } from '../print.ts';
import type { Leaf } from '../tree.ts';
import type { Answer } from './answer.ts';
import { ESCAPED, NO, open } from './answer.ts';
import type { Explanation } from './explanation.ts';
import { answer } from './leaf.ts';
import { descendants, valuesAt } from './select.ts';

export function explainClause(leaf: Leaf, record: CloudTrailRecord): Explanation {
  const values = valuesAt(leaf.selector.steps, record);
  const given = judge(leaf, values, record);
  const { start, end } = leaf;
  return {
    truth: given.truth,
    get sentence() {
      return said(leaf, values, given);
    },
    get isClose() {
      return leaf.type === 'compare' && (isExcluded(leaf, values) || isMisspelt(leaf, values));
    },
    names: leaf.type === 'compare' && leaf.operator === '=',
    parts: [],
    start,
    end,
    ...(given.question ? { question: given.question.id } : {}),
    ...(given.spoils ? { spoils: true } : {}),
  };
}

export function clauseFails(leaf: Leaf, record: CloudTrailRecord): boolean {
  return judge(leaf, valuesAt(leaf.selector.steps, record), record).truth === 'false';
}

function said(leaf: Leaf, values: readonly (Value | undefined)[], { truth, question }: Answer): string {
  if (truth === 'unknown') return `${printLeaf(leaf)}: ${question?.sentence ?? 'not decided'}`;
  const actual = values.length === 1 ? shown(values[0]) : `${values.length} values`;
  return `${printSelector(leaf.selector)} is ${actual}, the pattern wants ${printLeaf(leaf)}`;
}

function shown(value: Value | undefined): string {
  if (value === undefined) return 'absent';
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

type Compare = Extract<Leaf, { readonly type: 'compare' }>;

/** The value is there, and it is the one that must not be. */
function isExcluded({ operator }: Compare, values: readonly (Value | undefined)[]): boolean {
  return operator === '!=' && values.some((value) => value !== undefined);
}

function isMisspelt({ operator, operand }: Compare, values: readonly (Value | undefined)[]): boolean {
  if (operator !== '=' || operand.type !== 'text') return false;
  return values.some((value) => typeof value === 'string' && areNear(value, operand.text));
}

const MOST_KEPT = 20_000;
const near = new Map<string, boolean>();

/** The same names are held against each other in every account and region. */
function areNear(one: string, other: string): boolean {
  const key = `${one}\n${other}`;
  const before = near.get(key);
  if (before !== undefined) return before;
  // All names of services end alike: ec2.amazonaws.com is no misspelling of s3.amazonaws.com.
  const head = (text: string) => text.split('.')[0] ?? '';
  const are = nearestName(head(one), [head(other)]) !== null;
  // Forgetting costs time only.
  if (near.size >= MOST_KEPT) near.clear();
  near.set(key, are);
  return are;
}

function judge(leaf: Leaf, values: readonly (Value | undefined)[], record: CloudTrailRecord): Answer {
  const { steps } = leaf.selector;
  if (steps.some((step) => step.type === 'key' && step.name.includes('\\'))) return ESCAPED;
  const answers = values.map((value) => answer(leaf, value));
  const [only] = answers;
  const isOverFields = steps.some(({ type }) => type === 'anyField');
  if (!isOverFields && !steps.some(({ type }) => type === 'anyElement')) return only ?? NO;
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
