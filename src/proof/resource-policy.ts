/** What a policy says to a service or a role that wants to do one thing with one resource. Follows IAM's "Policy evaluation logic". */

import { isLike } from '../model/like.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import type { Truth } from '../model/verdict.ts';
import { allOf, anyOf, not } from '../model/verdict.ts';
import type { Sent } from './condition-keys.ts';
import { conditionsHold } from './condition-keys.ts';
import { once } from './once.ts';

/** Who asks: a service, or somebody of an account, in the name of a role or (null) of nobody in particular. `holder`: whoever has the policy, which names nobody. */
export type Who = { readonly service: string } | Member | 'holder';
export interface Member {
  /** 12 digits. */
  readonly account: string;
  /** ARN. */
  readonly role: string | null;
}

/** What is asked of a policy: may they do this with this resource? */
export interface Asked {
  readonly who: Who;
  readonly sent: Sent;
  /** `sns:Publish`. */
  readonly action: string;
  /** ARN; null: what the policy belongs to, which its statements do not name (trust policies). */
  readonly resource: string | null;
  /** Statements that allow it under a condition are said not to work. */
  readonly isUnconditional?: true;
}

/** Whether some statement allows it, and whether some denies it. */
export interface Effects {
  readonly allow: Truth;
  readonly deny: Truth;
}

/** What several policies say together; null where one of them cannot be read. */
export function effectsOf(policies: readonly string[], asked: Asked): Effects | null {
  const read = policies.map(statementsOf);
  if (!read.every((each) => each !== null)) return null;
  const truth = (effect: 'Allow' | 'Deny') =>
    anyOf(
      read
        .flat()
        .filter(({ Effect }) => Effect === effect)
        .map((statement) => applies(statement, asked)),
    );
  return { allow: truth('Allow'), deny: truth('Deny') };
}

/** A denial, no leave, leave; or which of them it is depends on what is not decided here, or the policy cannot be read. */
export type PolicyAnswer = 'denies' | 'silent' | 'allows' | 'mayDeny' | 'mayAllow' | 'unreadable';

export function answerOf(policy: string, asked: Asked): PolicyAnswer {
  const effects = effectsOf([policy], asked);
  if (!effects) return 'unreadable';
  const { allow, deny } = effects;
  if (deny === 'true') return 'denies';
  if (allow === 'false') return 'silent';
  if (allow === 'unknown') return 'mayAllow';
  return deny === 'unknown' ? 'mayDeny' : 'allows';
}

type Statement = { readonly [key: string]: Value };

const statementsOf: (policy: string) => readonly Statement[] | null = once((policy) => {
  try {
    const document: unknown = JSON.parse(policy);
    const statements = isObject(document) ? document['Statement'] : null;
    const all = Array.isArray(statements) ? statements : [statements];
    return all.every(isObject) ? (all as Statement[]) : null;
  } catch {
    return null;
  }
});

/** Whether a statement speaks of them doing this. */
function applies(statement: Statement, { who, sent, action, resource, isUnconditional }: Asked): Truth {
  const { Effect, Action, NotAction, Resource, NotResource, Condition } = statement;
  return allOf([
    isUnconditional && Effect === 'Allow' && Condition !== undefined ? 'unknown' : 'true',
    principal(statement, who),
    named(Action, NotAction, (pattern) => isLike(action.toLowerCase(), pattern.toLowerCase())),
    resource === null
      ? 'true'
      : named(Resource, NotResource, (pattern) => (pattern.includes('${') ? null : isLike(resource, pattern))),
    conditionsHold(Condition, sent),
  ]);
}

/** `Action` or `NotAction`, `Resource` or `NotResource`; a statement without either speaks of nothing. */
function named(of: Value | undefined, notOf: Value | undefined, fits: (pattern: string) => boolean | null): Truth {
  if (of !== undefined && notOf !== undefined) return 'unknown';
  const found = strings(of ?? notOf).map(fits);
  const truth: Truth = found.includes(true) ? 'true' : found.includes(null) ? 'unknown' : 'false';
  return notOf === undefined ? truth : not(truth);
}

function principal({ Principal, NotPrincipal }: Statement, who: Who): Truth {
  if (who === 'holder') return 'true';
  const isAmong = (named: Value | undefined) =>
    'service' in who ? isServiceAmong(named, who.service) : isMemberAmong(named, who);
  if (NotPrincipal === undefined) return isAmong(Principal);
  // Everybody but some: a service that is not among them may or may not count as somebody, and a role is left out only together with its account.
  return 'service' in who && Principal === undefined && isAmong(NotPrincipal) === 'true' ? 'false' : 'unknown';
}

/** An account stands for all of its roles. As whom EventBridge acts without a role, and what a session of it is called, is not documented. */
function isMemberAmong(principals: Value | undefined, { account, role }: Member): Truth {
  if (principals === '*') return 'true';
  if (!isObject(principals)) return 'false';
  const named = strings(principals['AWS']);
  const isOf = (name: string) => /^arn:[\w-]+:(?:iam|sts)::(\d{12}):/.exec(name)?.[1] === account;
  if (named.some((name) => name === '*' || name === account || name === role || (isOf(name) && /:root$/.test(name)))) {
    return 'true';
  }
  const isService = role === null && principals['Service'] !== undefined;
  const isSession = named.some((name) => (isOf(name) && /:assumed-role\//.test(name)) || /^A[A-Z0-9]{16,}$/.test(name));
  return isService || isSession ? 'unknown' : 'false';
}

/** The root of an account stands for what its IAM policies allow to users and roles, which services are not. */
function isServiceAmong(principals: Value | undefined, service: string): Truth {
  if (principals === '*') return 'true';
  if (!isObject(principals)) return 'false';
  if (strings(principals['AWS']).includes('*')) return 'true';
  const services = strings(principals['Service']);
  if (services.includes(service)) return 'true';
  const [name = ''] = service.split('.');
  // A star among services, or the name in other letters or with a region, is documented nowhere.
  return services.some((each) => each.includes('*') || each.toLowerCase().startsWith(`${name}.`)) ? 'unknown' : 'false';
}

function strings(value: Value | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}
