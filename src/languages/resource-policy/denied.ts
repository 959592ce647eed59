/** Is every request of a kind denied, whoever makes it? One that is certainly denied by no statement escapes. */
import type { Truth } from '../../model/verdict.ts';
import { allOf } from '../../model/verdict.ts';
import { enumerate } from '../../model/words.ts';
import { hasVariable, holdsFor, isCompared } from './compare.ts';
import type { Condition } from './condition.ts';
import type { Asker, Sent } from './jointly.ts';
import { isSomeRequest } from './jointly.ts';
import type { Extent } from './left.ts';
import { isLeft, speaksOf } from './left.ts';
import { coversAll, fitting } from './pattern.ts';
import type { Policy, Statement } from './policy.ts';
import type { Decision } from './public.ts';

export interface Request {
  /** Patterns of actions, in lower case. */
  readonly actions: readonly string[];
  /** Patterns of ARNs. */
  readonly resources: readonly string[];
  /** Condition keys in lower case, with the value that such a request has. */
  readonly context: Sent;
}

export function deniesEverybody(policy: Policy, { actions, resources, context }: Request): Decision {
  const denies = policy.statements.filter(({ effect }) => effect === 'Deny');
  const blanket = denies.filter((each) => refuses(each, context) === 'true');
  let undecided: Decision | null = null;
  for (const action of actions) {
    for (const resource of resources) {
      const extent = { actions: [fitting(action)], resources: [fitting(resource)] };
      if (isLeft(extent, blanket) === 'false') continue;
      const why = denies.length === 0 ? 'it has no Deny' : nearest(denies, action, resource, context);
      const what = `${action} on ${resource} is not denied to everybody: ${why}`;
      if (canEscape(denies, extent, context) === 'true') return { truth: 'false', sentence: what };
      undecided ??= {
        truth: 'unknown',
        sentence: `whether ${action} on ${resource} is denied to everybody depends on more than is decided here`,
      };
    }
  }
  return (
    undecided ?? {
      truth: 'true',
      sentence: `${enumerate(blanket.map(({ label }) => label))} ${blanket.length === 1 ? 'denies' : 'deny'} it to everybody`,
    }
  );
}

/** Whether somebody certainly gets past every Deny. */
function canEscape(denies: readonly Statement[], extent: Extent, context: Sent): Truth {
  const about = denies.filter((each) => speaksOf(each, extent));
  const sure = about.filter((each) => refuses(each, context) !== 'false');
  // Those whom one leaves out may be those whom another one names.
  const named = about.filter((each) => !isOfEverybody(each));
  const isShared = named.length > 1 && named.some(({ principals }) => principals.not);
  const avoided = about.filter((each) => !sure.includes(each) && isOfEverybody(each));
  const question = { meet: [], avoid: avoided.map(({ conditions }) => conditions) };
  return allOf([
    isShared ? 'unknown' : 'true',
    isLeft(extent, sure),
    avoided.length === 0 ? 'true' : isSomeRequest(question, [ANYBODY], context),
  ]);
}

/** Whether a Deny holds for all such requests. */
function refuses({ conditions, isFilledIn, ...statement }: Statement, context: Sent): Truth {
  if (!isOfEverybody(statement)) return 'false';
  return allOf([isFilledIn ? 'unknown' : 'true', ...conditions.map((each) => holds(each, context))]);
}

function isOfEverybody({ principals }: Pick<Statement, 'principals'>): boolean {
  return !principals.not && principals.named.some(({ type }) => type === 'everybody');
}

/** What keeps the statement that comes nearest from denying it. */
function nearest(denies: readonly Statement[], action: string, resource: string, context: Sent): string {
  const about = denies.filter((each) => coversAll(each.actions, action));
  const [over] = about.filter((each) => coversAll(each.resources, resource));
  if (!over) {
    const [other] = about;
    return other ? `${other.label} does not speak of that resource` : 'no Deny speaks of that action';
  }
  if (!isOfEverybody(over)) return `${over.label} does not speak of everybody`;
  const narrower = over.conditions.find((each) => holds(each, context) !== 'true');
  return `${over.label} depends on ${narrower?.label ?? 'more'}`;
}

/** Nobody chooses what time it is, and what is asked of one number or address may be true of all. */
const ANYBODY: Asker = (condition) => {
  const { key, ifExists, set } = condition;
  if (isCompared(condition)) return null;
  return /^aws:(currenttime|epochtime)$/.test(key) || ifExists || set !== null ? 'unknown' : null;
};

/** Whether a condition holds for every request with that context. What it says of other keys, some request does not meet. */
function holds(condition: Condition, context: Sent): Truth {
  const sent = context.get(condition.key);
  if (sent !== undefined) return holdsFor(condition, sent);
  if (hasVariable(condition)) return 'unknown';
  return isSomeRequest({ meet: [], avoid: [[condition]] }, [ANYBODY], context) === 'true' ? 'false' : 'unknown';
}
