/** What is said of a field: what the event holds, and what the pattern wants. */
import { isLike } from '../../model/like.ts';
import { isSlip } from '../../model/suggest.ts';
import type { CloudTrailRecord, Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import type { Truth } from '../../model/verdict.ts';
import { enumerate, quoted } from '../../model/words.ts';
import type { Leaf } from './leaf.ts';
import { leavesAt, routes } from './paths.ts';
import { printAlternative } from './print.ts';
import type { QuestionId } from './questions.ts';
import { QUESTIONS } from './questions.ts';
import type { Alternative, Field } from './tree.ts';

const MOST_SHOWN = 5;

/** One clause without a capital letter. */
export function said(field: Field, event: CloudTrailRecord, truth: Truth, question: QuestionId | undefined): string {
  if (truth === 'unknown') return `${field.path}: ${question ? QUESTIONS[question] : 'not decided'}`;
  const sentence = `${field.path} is ${shownAt(field.path, event)}, the pattern wants ${wanted(field)}`;
  return truth === 'true' ? sentence : `${sentence}${slipOf(field, leavesAt(field.path, event).leaves, event) ?? ''}`;
}

function shownAt(path: string, event: CloudTrailRecord): string {
  const { leaves } = leavesAt(path, event);
  const [first, second] = leaves;
  if (first === undefined) return emptyAt(path, event);
  if (second === undefined) return shown(first);
  return `a list of ${enumerate(leaves.map(shown), MOST_SHOWN)}`;
}

/** Why there is no value: EventBridge takes all of these for absent. */
function emptyAt(path: string, event: CloudTrailRecord): string {
  let value: Value | undefined = event;
  for (let rest = path; rest !== '' && value !== undefined; ) {
    const [route] = routes(rest, value);
    value = route?.inner;
    rest = route?.further ?? '';
  }
  if (value === undefined) return 'absent';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list without values';
  return isObject(value) ? 'an object' : 'absent';
}

function shown(leaf: Leaf): string {
  return typeof leaf === 'string' ? quoted(leaf, 60) : short(JSON.stringify(leaf));
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function wanted({ alternatives }: Field): string {
  const texts = alternatives.map(worded);
  const [only] = texts;
  return texts.length === 1 && only !== undefined ? only : `one of ${enumerate(texts, MOST_SHOWN)}`;
}

function worded(alternative: Alternative): string {
  if (alternative.type === 'exists') return alternative.exists ? 'any value' : 'it absent';
  const printed = printAlternative(alternative);
  const text = textOf(alternative);
  return text !== null && printed === JSON.stringify(text) ? quoted(text, 60) : short(printed);
}

/** Whether a field names a value; that the detail-type fits says nothing, since nearly all CloudTrail events have the same. */
export function namesValue({ path, alternatives }: Field): boolean {
  return path !== 'detail-type' && alternatives.some((alternative) => textOf(alternative) !== null);
}

/** What a value that is wanted differs by from one that is there, where that was hardly meant; in words that end the sentence. */
export function slipOf({ path, alternatives }: Field, leaves: readonly Leaf[], event: CloudTrailRecord): string | null {
  const names = alternatives.map(textOf).filter((text) => text !== null);
  const found = leaves.filter((leaf) => typeof leaf === 'string');
  const same = found.find((leaf) => names.some((name) => name !== leaf && name.toLowerCase() === leaf.toLowerCase()));
  if (same !== undefined) return `; letter case counts, and it is "${same}"`;
  const starred = names.find((name) => name.includes('*') && found.some((leaf) => isLike(leaf, name)));
  if (starred !== undefined) return `; the star is an ordinary character there, {"wildcard": "${starred}"} is any text`;
  const meant = found.find((leaf) => names.some((name) => name !== leaf && isNear(core(name), core(leaf))));
  if (meant !== undefined) return ` (did you mean "${meant}"?)`;
  const inside = leaves.length > 0 ? [] : leavesAt(`detail.${path}`, event).leaves;
  return inside.some((leaf) => names.some((name) => name === leaf)) ? '; it stands in the detail of the event' : null;
}

function isNear(one: string, other: string): boolean {
  return one === other || isSlip(one, other);
}

function textOf(alternative: Alternative): string | null {
  const { type } = alternative;
  return type === 'text' || type === 'exactly' || type === 'equalsIgnoreCase' ? alternative.text : null;
}

/** All sources begin alike, and all names of services end alike: aws.ec2 is no misspelling of aws.s3. */
function core(text: string): string {
  return text.replace(/^aws\.|\.amazonaws\.com$/g, '');
}
