/** Whether somebody whom a statement names, or whom its conditions single out, can meet them all. */
import { arnParts } from '../../model/arn.ts';
import type { Truth } from '../../model/verdict.ts';
import { allOf } from '../../model/verdict.ts';
import { accountIn, holdsFor } from './compare.ts';
import type { Condition } from './condition.ts';
import type { Principal, Statement } from './policy.ts';
import { saysWho, strangerMeets } from './stranger.ts';

/** Keys whose values say who asks, or for whose resource. */
export const WHO =
  /^(aws:(principal(account|arn|orgid|orgpaths)|source(account|arn|owner|orgid|orgpaths))|kms:calleraccount)$/;

function isOfNamed({ operator, isNegated, ifExists, set, values }: Condition): boolean {
  const isPositive =
    /^(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/.test(operator) && !isNegated;
  return isPositive && !ifExists && set !== 'all' && !values.some((each) => each.includes('${'));
}

export function isOfWho(condition: Condition): boolean {
  return isOfNamed(condition) && WHO.test(condition.key);
}

/** An ARN that a star may run across, into the name of somebody else's resource. */
function isLoose(condition: Condition, value: string): boolean {
  return /^\d{12}$/.test(arnParts(value)[4] ?? '') && accountIn(condition, value) === '';
}

/** Of a role, a user or a session; what is none of them is itself. */
export function accountOf(name: string): string {
  return /^arn:[\w-]+:(?:iam|sts)::(\d{12}):/.exec(name)?.[1] ?? name;
}

/** Whom conditions name is let in, although no stranger is; somebody may have what a stranger lacks: a place in a network. */
export function isLetIn({ conditions, isFilledIn }: Statement, principal: Principal): Truth {
  if (isFilledIn || (principal.type !== 'everybody' && principal.name.includes('*'))) return 'unknown';
  if (conditions.some((each) => isOfWho(each) && each.values.some((value) => isLoose(each, value)))) return 'unknown';
  // Whom one condition singles out is nobody of whom only strangers are known to meet another one.
  const isSingledOut = conditions.some(isOfWho);
  if (isSingledOut && conditions.some((each) => saysWho(each) && !isOfWho(each))) return 'unknown';
  return allOf([areOfOne(conditions.filter(isOfWho)), ...conditions.map((each) => suits(each, principal))]);
}

/** Whether somebody who is named can meet a condition. */
function suits(condition: Condition, principal: Principal): Truth {
  const { type, name } = principal;
  const fact = known(principal, condition.key);
  if (fact !== undefined) return holdsFor(condition, fact);
  if (isOfWho(condition)) {
    if (type === 'everybody') return 'true';
    const accounts = accountsOf(condition);
    // Services belong to no account, and users act for no other resource.
    const isOfPeople = /^(aws:principal|kms:)/.test(condition.key);
    const isPerson = type === 'AWS';
    return isOfPeople === isPerson && (!isPerson || !accounts || accounts.includes(accountOf(name)))
      ? 'true'
      : 'unknown';
  }
  if (type !== 'everybody' && saysWho(condition)) return 'unknown';
  return strangerMeets(condition).can === 'true' ? 'true' : 'unknown';
}

/** What is known of whoever is named, by what it is named. */
export function known({ type, name }: Principal, key: string): string | undefined {
  if (type !== 'AWS') return undefined;
  if (key === 'aws:principalaccount' && /^\d{12}$/.test(accountOf(name))) return accountOf(name);
  return key === 'aws:principalarn' && /^arn:[\w-]+:iam::\d{12}:/.test(name) ? name : undefined;
}

/** Whether conditions may speak of the same account; of two on one key that is not followed. */
function areOfOne(conditions: readonly Condition[]): Truth {
  const isOne = conditions.every((one, index) =>
    conditions.slice(index + 1).every((other) => {
      if (one.key === other.key) return false;
      const [some, others] = [accountsOf(one), accountsOf(other)];
      return familyOf(one) !== familyOf(other) || !some || !others || some.some((each) => others.includes(each));
    }),
  );
  return isOne ? 'true' : 'unknown';
}

function familyOf({ key }: Condition): string {
  return key.startsWith('aws:source') ? 'source' : 'principal';
}

/** Accounts that a condition names; null: it may be of others. */
function accountsOf(condition: Condition): readonly string[] | null {
  const accounts = condition.values.map((each) => (each.includes(':') ? accountIn(condition, each) : each));
  return accounts.every((each) => /^\d{12}$/.test(each)) ? accounts : null;
}
