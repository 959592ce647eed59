/** Whom does a policy let in besides those that are expected? */
import { isLike } from '../../model/like.ts';
import type { Truth } from '../../model/verdict.ts';
import { allOf, anyOf, not } from '../../model/verdict.ts';
import type { Condition } from './condition.ts';
import { within } from './pattern.ts';
import type { Policy, Principal, Statement } from './policy.ts';
import type { Decision } from './public.ts';
import { doing, isOver } from './public.ts';
import { strangerMeets } from './stranger.ts';

export interface Expected {
  /** Patterns of actions, in lower case. */
  readonly actions: readonly string[];
  /** Account of the resource: whom it lets in is decided by its own identity policies. */
  readonly account: string;
  /** Patterns of those who may be let in: ids of accounts and organizations, ARNs, names of services. */
  readonly principals: readonly string[];
}

/** Whether only expected ones are let in. */
export function admitsOnly(policy: Policy, expected: Expected): Decision {
  let undecided: Decision | null = null;
  for (const statement of policy.statements) {
    const actions = statement.effect === 'Allow' ? within(statement.actions, expected.actions) : [];
    if (actions.length === 0 || isLimited(statement, expected)) continue;
    for (const principal of unexpectedIn(statement, expected)) {
      const denied = anyOf(policy.statements.map((each) => refuses(each, statement, principal, actions)));
      const truth = allOf([isLetIn(statement, principal), not(denied)]);
      const what = `${statement.label} lets ${spoken(principal)} ${doing(actions)}`;
      if (truth === 'true') return { truth: 'false', sentence: what };
      if (truth === 'unknown') {
        undecided ??= { truth, sentence: `whether ${what} depends on conditions that are not decided here` };
      }
    }
  }
  return undecided ?? { truth: 'true', sentence: 'it lets in nobody else' };
}

const EVERYBODY_ELSE: Principal = { type: 'everybody', name: '*' };

function unexpectedIn({ principals }: Statement, expected: Expected): readonly Principal[] {
  if (principals.not) return [EVERYBODY_ELSE];
  return principals.named.filter(({ type, name }) => type === 'everybody' || !isExpected(name, expected));
}

/** The whole account, or a user, role or session of it: whoever names an account expects all of it. */
function isExpected(name: string, { account, principals }: Expected): boolean {
  const of = /^arn:[\w-]+:(?:iam|sts)::(\d{12}):/.exec(name)?.[1] ?? name;
  return of === account || principals.some((pattern) => isLike(name, pattern) || isLike(of, wholeAccount(pattern)));
}

/** An account is its number, whatever it was written as. */
function wholeAccount(pattern: string): string {
  return /^arn:[\w-]+:iam::(\d{12}):root$/.exec(pattern)?.[1] ?? pattern;
}

/** Keys whose values say who asks, or for whose resource. */
const WHO =
  /^(aws:(principal(account|arn|orgid|orgpaths)|source(account|arn|owner|orgid|orgpaths))|kms:calleraccount)$/;

/** A condition that lets in expected ones alone. */
function isLimited({ conditions }: Statement, expected: Expected): boolean {
  return conditions.some(
    (each) => isOfNamed(each) && WHO.test(each.key) && each.values.every((value) => isExpectedValue(value, expected)),
  );
}

function isOfNamed({ operator, isNegated, ifExists, set, values }: Condition): boolean {
  const isPositive =
    /^(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/.test(operator) && !isNegated;
  return isPositive && !ifExists && set !== 'all' && !values.some((each) => each.includes('${'));
}

/** Of a resource, its account counts; of a path, its organization. A pattern is expected only where what it begins with says whose it is. */
function isExpectedValue(value: string, expected: Expected): boolean {
  const account = /^arn:[\w-]+:[\w-]+:[\w*-]*:(\d{12}):/.exec(value)?.[1];
  const organization = /^(o-[a-z0-9]{10,32})\//.exec(value)?.[1];
  return [value, account, organization].some((each) => each !== undefined && isExpected(each, expected));
}

/** Whom conditions name is let in, although no stranger is; somebody may have what a stranger lacks: a place in a network. */
function isLetIn({ conditions }: Statement, { type, name }: Principal): Truth {
  if (type !== 'everybody' && name.includes('*')) return 'unknown';
  const others = conditions.filter((each) => !(isOfNamed(each) && WHO.test(each.key)));
  return others.every((each) => strangerMeets(each).can === 'true') ? 'true' : 'unknown';
}

/** Whether a Deny certainly takes back what was allowed. A condition on who asks is not decided of somebody with a name. */
function refuses(deny: Statement, allow: Statement, principal: Principal, actions: readonly string[]): Truth {
  if (deny.effect !== 'Deny' || !isOver(deny, allow, actions) || isAmong(deny, principal) === 'false') return 'false';
  // Whom the conditions of the Allow single out is no stranger, and may not be meant by the Deny.
  const isStranger =
    principal.type === 'everybody' && allow.conditions.every((each) => strangerMeets(each).can === 'true');
  const met = deny.conditions.map((each) => {
    const { can, must } = strangerMeets(each);
    if (isStranger) return must;
    return can === 'true' && must === 'false' && !WHO.test(each.key) ? 'false' : 'unknown';
  });
  return allOf([isAmong(deny, principal), ...met]);
}

function isAmong({ principals }: Statement, { type, name }: Principal): Truth {
  const isNamed = principals.named.some(
    (each) => each.type === 'everybody' || (each.type === type && each.name === name),
  );
  if (!principals.not) return isNamed ? 'true' : 'false';
  // A role is left out only together with its account, so whom NotPrincipal leaves out is not followed.
  return isNamed ? 'false' : type === 'everybody' ? 'true' : 'unknown';
}

function spoken({ type, name }: Principal): string {
  if (type === 'everybody') return 'everybody whom its conditions do not keep out';
  return /^\d{12}$/.test(name) ? `account ${name}` : name;
}
