/** Whether a condition holds for one value of its key ("IAM JSON policy elements: Condition operators"). */
import { arnParts } from '../../model/arn.ts';
import { isLike } from '../../model/like.ts';
import type { Truth } from '../../model/verdict.ts';
import type { Condition } from './condition.ts';

/** `sent`: null where the request has no such key. Numbers, times and addresses are not compared here. */
export function holdsFor(condition: Condition, sent: string | null): Truth {
  const { operator, isNegated, ifExists, set, values } = condition;
  if (hasVariable(condition)) return 'unknown';
  if (operator === 'Null') return truthOf(values.some((each) => each.toLowerCase() === String(sent === null)));
  const compare = COMPARISONS[operator];
  if (!compare) return 'unknown';
  if (sent !== null) return truthOf(values.some((each) => compare(sent, each)) !== isNegated);
  if (set === 'any') return ifExists ? 'unknown' : 'false';
  return truthOf(isNegated || ifExists || set === 'all');
}

/** What IAM fills in is not known. */
export function hasVariable({ values }: Condition): boolean {
  return values.some((each) => each.includes('${'));
}

/** Whether `*` and `?` stand for more than themselves. */
export function knowsWildcards({ operator }: Condition): boolean {
  return /Like$|^Arn/.test(operator);
}

export function isCompared({ operator }: Condition): boolean {
  return operator === 'Null' || operator in COMPARISONS;
}

const COMPARISONS: Readonly<Record<string, (actual: string, wanted: string) => boolean>> = {
  Bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  StringEquals: (actual, wanted) => actual === wanted,
  StringEqualsIgnoreCase: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  StringLike: isLike,
  ArnEquals: isLikeArn,
  ArnLike: isLikeArn,
};

/**
 * The account that an ARN with wildcards is of, where it names one. As a text a star runs across colons, so that what follows may stand in the
 * name of somebody else's: unless the service has no colons in its names.
 */
export function accountIn({ operator }: Condition, value: string): string {
  const [, partition = '', service = '', region = '', account = ''] = arnParts(value);
  const isOneByOne = operator.startsWith('Arn') || !`${partition}:${service}:${region}`.includes('*');
  return isOneByOne || (!partition.includes('*') && PLAIN.has(service)) ? account : '';
}

const PLAIN: ReadonlySet<string> = new Set(['cloudtrail', 'events', 'iam', 's3', 'sns', 'sqs']);

/** Each of the six parts of an ARN is compared for itself; a star alone is every ARN. */
function isLikeArn(actual: string, wanted: string): boolean {
  if (wanted === '*') return true;
  const [parts, patterns] = [arnParts(actual), arnParts(wanted)];
  return parts.length === patterns.length && parts.every((part, at) => isLike(part, patterns[at] ?? ''));
}

function truthOf(is: boolean): Truth {
  return is ? 'true' : 'false';
}
