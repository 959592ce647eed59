/** Is every request of a kind denied, whoever makes it? One that is certainly denied by no statement escapes. */
import { isLike } from '../../model/like.ts';
import { enumerate } from '../../model/words.ts';
import type { Condition } from './condition.ts';
import { coversAll } from './pattern.ts';
import type { Policy, Statement } from './policy.ts';
import type { Decision } from './public.ts';

export interface Request {
  /** Patterns of actions, in lower case. */
  readonly actions: readonly string[];
  /** Patterns of ARNs. */
  readonly resources: readonly string[];
  /** Condition keys in lower case, with the value that such a request has. */
  readonly context: ReadonlyMap<string, string>;
}

export function deniesEverybody(policy: Policy, { actions, resources, context }: Request): Decision {
  const denies = policy.statements.filter(({ effect }) => effect === 'Deny');
  const blanket = denies.filter((each) => isOfEverybody(each) && each.conditions.every((one) => holds(one, context)));
  for (const action of actions) {
    for (const resource of resources) {
      const isDenied = blanket.some((each) => coversAll(each.actions, action) && coversAll(each.resources, resource));
      if (isDenied) continue;
      const why = denies.length === 0 ? 'it has no Deny' : nearest(denies, action, resource, context);
      return { truth: 'false', sentence: `${action} on ${resource} is not denied to everybody: ${why}` };
    }
  }
  return {
    truth: 'true',
    sentence: `${enumerate(blanket.map(({ label }) => label))} ${blanket.length === 1 ? 'denies' : 'deny'} it to everybody`,
  };
}

function isOfEverybody({ principals }: Statement): boolean {
  return !principals.not && principals.named.some(({ type }) => type === 'everybody');
}

/** What keeps the statement that comes nearest from denying it. */
function nearest(
  denies: readonly Statement[],
  action: string,
  resource: string,
  context: ReadonlyMap<string, string>,
): string {
  const about = denies.filter((each) => coversAll(each.actions, action));
  const [over] = about.filter((each) => coversAll(each.resources, resource));
  if (!over) {
    const [other] = about;
    return other ? `${other.label} does not speak of that resource` : 'no Deny speaks of that action';
  }
  if (!isOfEverybody(over)) return `${over.label} does not speak of everybody`;
  const narrower = over.conditions.find((each) => !holds(each, context));
  return `${over.label} depends on ${narrower?.label ?? 'more'}`;
}

/** Whether a condition holds for every request with that context. What it says of other keys, some request does not meet. */
function holds({ key, operator, isNegated, set, values }: Condition, context: ReadonlyMap<string, string>): boolean {
  const actual = context.get(key);
  if (actual === undefined || set !== null || values.some((each) => each.includes('${'))) return false;
  const compare = COMPARISONS[operator];
  if (!compare) return false;
  return values.some((each) => compare(actual, each)) !== isNegated;
}

const COMPARISONS: Readonly<Record<string, (actual: string, wanted: string) => boolean>> = {
  Bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  StringEquals: (actual, wanted) => actual === wanted,
  StringEqualsIgnoreCase: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  StringLike: isLike,
};
