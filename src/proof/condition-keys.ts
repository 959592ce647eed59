/** Conditions of a resource policy, for a service that acts for a resource: what it sends along, and what it does not. Follows IAM's "Condition operators" and "Global condition context keys". */
import { arnParts } from '../model/arn.ts';
import { isLike } from '../model/like.ts';
import type { Resource } from '../model/resource.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import type { Truth } from '../model/verdict.ts';
import { allOf, anyOf, not } from '../model/verdict.ts';

/** Key in lower case -> its value; null: it is not sent. Of any other key nothing is known. */
export type Sent = (key: string) => string | null | undefined;

/** Keys that say something of users and roles, and that a service does not carry. */
const OF_PEOPLE = /^aws:(principal(orgid|orgpaths|tag\/.*)|username)$/;

/** What a service sends when it acts for a resource. */
export function sentBy(service: string, { id, account }: Pick<Resource, 'id' | 'account'>): Sent {
  const known: ReadonlyMap<string, string> = new Map([
    ['aws:sourceowner', account],
    ['aws:sourceaccount', account],
    ['aws:sourcearn', id],
    ['aws:principalisawsservice', 'true'],
    ['aws:principalservicename', service],
    ['aws:securetransport', 'true'],
  ]);
  return (key) => known.get(key) ?? (OF_PEOPLE.test(key) ? null : undefined);
}

/**
 * The policy that SNS writes by itself asks for the owner, and it is documented that it does not admit EventBridge ("Using resource-based
 * policies for Amazon EventBridge").
 */
export const sentByEventBridge: Sent = (key) => {
  if (key === 'aws:securetransport') return 'true';
  return key === 'aws:sourceowner' || OF_PEOPLE.test(key) ? null : undefined;
};

/**
 * What comes along when EventBridge sends for a rule to an event bus ("Using IAM policy conditions in Amazon EventBridge"). In the name of a
 * role the request is one of that role.
 * `organization` of the rule's account; null: it is in none; undefined: that is not known.
 */
export function sentForRule(
  { id, account }: Pick<Resource, 'id' | 'account'>,
  role: string | null,
  organization?: string | null,
): Sent {
  const known: ReadonlyMap<string, string> = new Map([
    ['aws:sourcearn', id],
    ['aws:sourceaccount', account],
    ['aws:securetransport', 'true'],
    ...(role === null
      ? []
      : ([
          ['aws:principalarn', role],
          ['aws:principalaccount', account],
        ] as const)),
  ]);
  return (key) => {
    if (key === 'aws:principalorgid' && role !== null) return organization;
    return known.get(key);
  };
}

/** The same of what a rule publishes to a topic in the name of a role. Whether the rule is named there as well is documented for event buses alone. */
export function sentToTopic(rule: Pick<Resource, 'id' | 'account'>, role: string, organization?: string | null): Sent {
  const sent = sentForRule(rule, role, organization);
  return (key) => (key === 'aws:sourcearn' || key === 'aws:sourceaccount' ? undefined : sent(key));
}

/**
 * What SNS passes on to a key in the name of whoever publishes. `aws:SourceOwner` is known of topics alone. That the source may be asked for
 * is documented ("Managing Amazon SNS encryption keys and costs"), and so is that it does not work for EventBridge; what it is then is not.
 */
export function toKeys(sent: Sent): Sent {
  return (key) => (key === 'aws:sourceowner' ? undefined : sent(key));
}

/** Every condition must hold. */
export function conditionsHold(conditions: Value | undefined, sent: Sent): Truth {
  if (conditions === undefined) return 'true';
  if (!isObject(conditions)) return 'unknown';
  return allOf(
    Object.entries(conditions).flatMap(([operator, keys]): readonly Truth[] => {
      if (!isObject(keys)) return ['unknown'];
      return Object.entries(keys).map(([key, wanted]) => conditionHolds(operator, sent(key.toLowerCase()), wanted));
    }),
  );
}

function conditionHolds(operator: string, actual: string | null | undefined, wanted: Value): Truth {
  const values = (Array.isArray(wanted) ? wanted : [wanted]).map(String);
  // Policy variables are filled in by IAM.
  if (actual === undefined || values.some((each) => each.includes('${'))) return 'unknown';
  if (operator === 'Null') return allOf(values.map((each) => sameAs(each, actual === null)));
  const plain = operator.replace(/IfExists$/, '');
  const compare = COMPARISONS.get(plain.replace('Not', ''));
  if (!compare) return 'unknown';
  const isNegated = plain.includes('Not');
  // A key that is not sent: what asks for a value does not hold, what excludes one does, and so does "if it exists".
  if (actual === null) return isNegated || plain !== operator ? 'true' : 'false';
  const found = anyOf(values.map((each) => compare(actual, each)));
  return isNegated ? not(found) : found;
}

type Compare = (actual: string, wanted: string) => Truth;

const COMPARISONS: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ['StringEquals', (actual, wanted) => truth(actual === wanted)],
  ['StringEqualsIgnoreCase', (actual, wanted) => truth(actual.toLowerCase() === wanted.toLowerCase())],
  ['StringLike', (actual, wanted) => truth(isLike(actual, wanted))],
  ['ArnEquals', arnLike],
  ['ArnLike', arnLike],
  ['Bool', (actual, wanted) => sameAs(wanted, actual === 'true')],
]);

function sameAs(written: string, is: boolean): Truth {
  const text = written.toLowerCase();
  return text === 'true' || text === 'false' ? truth((text === 'true') === is) : 'unknown';
}

/** Each of the six parts of an ARN is compared for itself; a star that would have to cross a colon is not decided. */
function arnLike(actual: string, wanted: string): Truth {
  if (!isLike(actual, wanted)) return 'false';
  const [parts, patterns] = [arnParts(actual), arnParts(wanted)];
  return patterns.length === parts.length && parts.every((part, at) => isLike(part, patterns[at] ?? ''))
    ? 'true'
    : 'unknown';
}

function truth(is: boolean): Truth {
  return is ? 'true' : 'false';
}
