/** One clause of a JSON pattern on a record: what its selector finds, and what comes of it. */
import type { CloudTrailRecord, Value } from '../../../model/value.ts';
import { allOf, anyOf } from '../../../model/verdict.ts';
import { quoted } from '../../../model/words.ts';
import { printLeaf, printSelector } from '../print.ts';
import type { Leaf } from '../tree.ts';
import type { Answer } from './answer.ts';
import { ESCAPED, NO, open } from './answer.ts';
import type { Explanation } from './explanation.ts';
import { answer } from './leaf.ts';
import { descendants, valuesAt } from './select.ts';
import { slipOf } from './slip.ts';

type Values = readonly (Value | undefined)[];

export function explainClause(leaf: Leaf, record: CloudTrailRecord): Explanation {
  const values = valuesAt(leaf.selector.steps, record);
  const given = judge(leaf, values, record);
  const { start, end } = leaf;
  return {
    truth: given.truth,
    get sentence() {
      return said(leaf, values, given, record);
    },
    get isClose() {
      return isExcluded(leaf, values) || slipOf(leaf, values, record) !== null;
    },
    get asks() {
      return isAsking(leaf) ? { field: printSelector(leaf.selector), found: foundIn(values, 'or'), among: 1 } : null;
    },
    names: isAsking(leaf),
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

function said(leaf: Leaf, values: Values, { truth, question }: Answer, record: CloudTrailRecord): string {
  if (truth === 'unknown') return `${printLeaf(leaf)}: ${question?.sentence ?? 'not decided'}`;
  const sentence = `${printSelector(leaf.selector)} is ${foundIn(values)}, the pattern wants ${printLeaf(leaf)}`;
  if (truth === 'true') return sentence;
  const slip = slipOf(leaf, values, record);
  if (slip !== null) return `${sentence}${slip}`;
  const isAbsent = values.length === 1 && values[0] === undefined;
  return isAbsent && isNegative(leaf) ? `${sentence}, which no absent field meets` : sentence;
}

/** A wildcard may find several values, or none. */
function foundIn(values: Values, joined: 'and' | 'or' = 'and'): string {
  const found = [...new Set(values.map(shown))];
  const last = found.at(-1) ?? 'absent';
  if (found.length > MOST_SHOWN) return `${found.length} values`;
  return found.length < 2 ? last : `${found.slice(0, -1).join(', ')} ${joined} ${last}`;
}

const MOST_SHOWN = 3;

function shown(value: Value | undefined): string {
  if (value === undefined) return 'absent';
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return typeof value === 'string' ? quoted(value, 60) : JSON.stringify(value);
}

function isAsking(leaf: Leaf): boolean {
  return leaf.type === 'compare' && leaf.operator === '=';
}

function isNegative(leaf: Leaf): boolean {
  return leaf.type === 'compare' && leaf.operator === '!=';
}

/** The value is there, and it is the one that must not be. */
function isExcluded(leaf: Leaf, values: Values): boolean {
  return isNegative(leaf) && values.some((value) => value !== undefined);
}

function judge(leaf: Leaf, values: Values, record: CloudTrailRecord): Answer {
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
