/** A pattern on a message: does it match, and if not, which clause stands against it. */
import type { CloudTrailRecord } from '../../../model/value.ts';
import { isObject } from '../../../model/value.ts';
import type { Truth } from '../../../model/verdict.ts';
import { isAccepted } from '../parse/operand.ts';
import { printLeaf } from '../print.ts';
import type { Expression, Leaf, Pattern } from '../tree.ts';
import { clauseFails, explainClause } from './clause.ts';
import type { Explanation, Undecided } from './explanation.ts';
import { join, openOf, plainly } from './explanation.ts';
import { explainSlots } from './fields.ts';
import { findsIn } from './message.ts';
import { explainTerms } from './phrases.ts';

export interface MatchResult {
  readonly truth: Truth;
  readonly undecided: readonly Undecided[];
}

export function matchPattern(pattern: Pattern, message: string | CloudTrailRecord): MatchResult {
  if (pattern.form === 'json' && typeof message !== 'string' && isPlainlyFalse(pattern.expression, message)) {
    return { truth: 'false', undecided: [] };
  }
  const explanation = explainMatch(pattern, message);
  if (explanation.truth !== 'unknown') return { truth: explanation.truth, undecided: [] };
  return { truth: 'unknown', undecided: openOf(explanation) };
}

/** Most patterns do not match most records: that is found without saying why. */
function isPlainlyFalse(expression: Expression, record: CloudTrailRecord): boolean {
  return openLeaf(expression) === null && fails(expression, record);
}

function fails(expression: Expression, record: CloudTrailRecord): boolean {
  if (!('of' in expression)) return clauseFails(expression, record);
  return expression.type === 'and'
    ? expression.of.some((part) => fails(part, record))
    : expression.of.every((part) => fails(part, record));
}

export function explainMatch(pattern: Pattern, message: string | CloudTrailRecord): Explanation {
  switch (pattern.form) {
    case 'all':
      return plainly('true', 'it matches everything', pattern);
    case 'terms':
      return explainTerms(pattern, message);
    case 'regex': {
      const { truth, question } = findsIn(message, pattern.source);
      if (question) return plainly(truth, `%${pattern.source}%: ${question.sentence}`, pattern, question.id);
      return plainly(truth, `%${pattern.source}% finds ${truth === 'true' ? 'something' : 'nothing'} in it`, pattern);
    }
    case 'delimited': {
      if (typeof message === 'string' && !parsed(message)) return explainSlots(pattern, message);
      const sentence =
        'the pattern is made of space-delimited fields, and what those are in a record in JSON is not documented';
      return plainly('unknown', sentence, pattern, 'FP-74');
    }
    case 'json': {
      const record = typeof message === 'string' ? parsed(message) : message;
      if (!record) return plainly('false', 'the message is not a JSON object', pattern);
      return explainJson(pattern.expression, record);
    }
    default:
      return pattern satisfies never;
  }
}

function parsed(message: string): CloudTrailRecord | null {
  try {
    const value: unknown = JSON.parse(message);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function explainJson(expression: Expression, record: CloudTrailRecord): Explanation {
  const leaf = openLeaf(expression);
  // What AWS makes of one word it does not document decides over the whole pattern.
  if (leaf && isMiswritten(leaf)) return { ...explainClause(leaf, record), truth: 'unknown', question: 'OQ-5' };
  if (leaf) {
    const sentence = `${printLeaf(leaf)}: which values need no quotes is not documented`;
    return plainly('unknown', sentence, leaf, 'OQ-13');
  }
  const explained = explain(expression, record);
  if (explained.truth !== 'true' || !spoiled(explained)) return explained;
  // Whether a list or object under one clause spoils only that clause or the whole pattern is not documented.
  const sentence = 'a clause looks at a list or object, and whether that spoils the whole pattern is not documented';
  return plainly('unknown', sentence, explained, 'OQ-2');
}

const openLeaves = new WeakMap<Expression, Leaf | null>();

/** The leaf that leaves the whole pattern open, whatever the record: a word, or else a value, that AWS does not document. */
function openLeaf(expression: Expression): Leaf | null {
  const before = openLeaves.get(expression);
  if (before !== undefined) return before;
  const leaves = leavesOf(expression);
  const leaf = leaves.find(isMiswritten) ?? leaves.find(isUnaccepted) ?? null;
  openLeaves.set(expression, leaf);
  return leaf;
}

function isMiswritten(leaf: Leaf): boolean {
  return leaf.type !== 'compare' && !leaf.asDocumented;
}

/** A bare value with a sign that is not known to be accepted. */
export function isUnaccepted(leaf: Leaf): boolean {
  if (leaf.type !== 'compare' || leaf.operand.type !== 'text') return false;
  return !leaf.operand.isQuoted && !isAccepted(leaf.operand.text);
}

export function leavesOf(expression: Expression): readonly Leaf[] {
  return 'of' in expression ? expression.of.flatMap(leavesOf) : [expression];
}

function explain(expression: Expression, record: CloudTrailRecord): Explanation {
  if (!('of' in expression)) return explainClause(expression, record);
  const parts = expression.of.map((part) => explain(part, record));
  return join(expression.type, parts, expression);
}

function spoiled(explanation: Explanation): boolean {
  return explanation.spoils === true || explanation.parts.some(spoiled);
}
