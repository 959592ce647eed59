/** Whom does a policy let in besides those that are expected? */
import type { Truth } from '../../model/verdict.ts';
import { allOf } from '../../model/verdict.ts';
import { accountIn, knowsWildcards } from './compare.ts';
import type { Condition } from './condition.ts';
import { isSomeRequest } from './jointly.ts';
import type { Extent } from './left.ts';
import { extentOf, isLeft, speaksOf } from './left.ts';
import { accountOf, isLetIn, isOfWho, known, WHO } from './named.ts';
import { covers, isSome, within } from './pattern.ts';
import type { Policy, Principal, Statement } from './policy.ts';
import type { Asked, Decision } from './public.ts';
import { doing } from './public.ts';
import { STRANGERS, strangerMeets } from './stranger.ts';

export interface Expected extends Asked {
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
    const extent = extentOf(statement, expected.actions, expected.resources);
    if (actions.length === 0 || isSome(extent.resources, []) === 'false' || isLimited(statement, expected)) continue;
    for (const principal of unexpectedIn(statement, expected)) {
      const truth = allOf([isLetIn(statement, principal), isLeftTo(principal, [policy, statement, extent], expected)]);
      const what = `${statement.label} lets ${spoken(principal)} ${doing(actions)}`;
      if (truth === 'true') return { truth: 'false', sentence: what };
      if (truth === 'unknown') {
        undecided ??= { truth, sentence: `whether ${what} depends on what is not decided here` };
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
  const of = accountOf(name);
  return of === account || principals.some((pattern) => covers(pattern, name) || covers(wholeAccount(pattern), of));
}

/** An account is its number, whatever it was written as. */
function wholeAccount(pattern: string): string {
  return /^arn:[\w-]+:iam::(\d{12}):root$/.exec(pattern)?.[1] ?? pattern;
}

/** A condition that lets in expected ones alone. */
function isLimited({ conditions }: Statement, expected: Expected): boolean {
  return conditions.some(
    (each) =>
      isOfWho(each) && each.values.every((value) => isNobodys(each, value) || isExpectedValue(each, value, expected)),
  );
}

/** A star that is compared as a star. */
function isNobodys(condition: Condition, value: string): boolean {
  return !knowsWildcards(condition) && /[*?]/.test(value);
}

/** Of a resource, its account counts; of a path, its organization. A pattern is expected only where what it begins with says whose it is. */
function isExpectedValue(condition: Condition, value: string, expected: Expected): boolean {
  const account = /^arn:.*:.*:.*:.*:/.test(value) ? accountIn(condition, value) : undefined;
  const organization = /^(o-[a-z0-9]{10,32})\//.exec(value)?.[1];
  return (
    isExpected(value, expected) ||
    (account !== undefined && /^\d{12}$/.test(account) && isExpected(account, expected)) ||
    (organization !== undefined && isExpected(organization, expected))
  );
}

type Left = readonly [policy: Policy, allow: Statement, extent: Extent];

/** Whether a Deny leaves something of what is allowed. */
function isLeftTo(principal: Principal, [policy, allow, extent]: Left, expected: Expected): Truth {
  const denies = policy.statements.filter((each) => each.effect === 'Deny' && speaksOf(each, extent));
  const refusing = (...truths: readonly Truth[]) =>
    denies.filter((each) => truths.includes(refuses(each, allow, principal, expected)));
  if (isLeft(extent, refusing('true')) === 'false') return 'false';
  if (isLeft(extent, refusing('true', 'unknown')) !== 'true') return 'unknown';
  const avoided = refusing('false').filter((each) => isAmong(each, principal, expected) !== 'false');
  const meet = allow.conditions.filter((each) => !isOfWho(each) && known(principal, each.key) === undefined);
  return isSomeRequest({ meet, avoid: avoided.map(({ conditions }) => conditions) }, STRANGERS, new Map());
}

/** Whether a Deny certainly takes back what was allowed. A condition on who asks is not decided of somebody with a name. */
function refuses(deny: Statement, allow: Statement, principal: Principal, expected: Expected): Truth {
  // Whom the conditions of the Allow single out is no stranger, and may not be meant by the Deny.
  const isStranger =
    principal.type === 'everybody' && allow.conditions.every((each) => strangerMeets(each).can === 'true');
  const met = deny.conditions.map((each) => {
    const { can, must } = strangerMeets(each);
    if (isStranger) return must === 'true' && leavesOutOthers(each, expected) ? 'unknown' : must;
    return can === 'true' && must === 'false' && isOfRequest(each) ? 'false' : 'unknown';
  });
  return allOf([deny.isFilledIn ? 'unknown' : 'true', isAmong(deny, principal, expected), ...met]);
}

/** Whether a condition that every stranger meets leaves out others than those expected: an organization, a network, services. */
function leavesOutOthers(condition: Condition, expected: Expected): boolean {
  const { key, isNegated, values } = condition;
  if (isNegated) return !WHO.test(key) || !values.every((value) => isExpectedValue(condition, value, expected));
  return !(knowsWildcards(condition) && values.includes('*'));
}

/** Of what is sent, and not of who sends it. */
function isOfRequest({ key }: Condition): boolean {
  return /^(aws:(securetransport|referer|useragent|requestedregion|requesttag\/.*)|s3:.*|sns:.*|events:.*)$/.test(key);
}

function isAmong({ principals }: Statement, { type, name }: Principal, expected: Expected): Truth {
  const isNamed = principals.named.some(
    (each) => each.type === 'everybody' || (each.type === type && each.name === name),
  );
  if (!principals.not) return isNamed ? 'true' : isPartNamed(principals.named, name) ? 'unknown' : 'false';
  // A role is left out only together with its account, so whom NotPrincipal leaves out is not followed.
  if (isNamed) return 'false';
  return type === 'everybody' && principals.named.every((each) => isExpected(each.name, expected)) ? 'true' : 'unknown';
}

/** Whether somebody of an account is named by it, by a role or by a session: how far such a Deny goes is not followed. */
function isPartNamed(named: readonly Principal[], name: string): boolean {
  const account = accountOf(name);
  return name !== account && named.some((each) => each.type === 'AWS' && accountOf(each.name) === account);
}

function spoken({ type, name }: Principal): string {
  if (type === 'everybody') return 'everybody whom its conditions do not keep out';
  return /^\d{12}$/.test(name) ? `account ${name}` : name;
}
