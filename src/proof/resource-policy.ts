/** What a policy of a resource says to a service that wants to do one thing with it. Follows IAM's "Policy evaluation logic". */

import { isLike } from '../model/like.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import type { Truth } from '../model/verdict.ts';
import { allOf, not } from '../model/verdict.ts';
import type { Sent } from './condition-keys.ts';
import { conditionsHold } from './condition-keys.ts';
import { once } from './once.ts';

/** What is asked of a policy: may this service do this with this resource? */
export interface Asked {
  /** Its principal. */
  readonly service: string;
  readonly sent: Sent;
  /** `sns:Publish`. */
  readonly action: string;
  /** ARN of what the policy belongs to. */
  readonly resource: string;
  /** Statements that allow it under a condition are said not to work. */
  readonly isUnconditional?: true;
}

/** A denial, no leave, leave; or which of them it is depends on what is not decided here, or the policy cannot be read. */
export type PolicyAnswer = 'denies' | 'silent' | 'allows' | 'mayDeny' | 'mayAllow' | 'unreadable';

export function answerOf(policy: string, asked: Asked): PolicyAnswer {
  const statements = statementsOf(policy);
  if (!statements) return 'unreadable';
  const truths = (effect: 'Allow' | 'Deny') =>
    statements.filter(({ Effect }) => Effect === effect).map((statement) => applies(statement, asked));
  const denies = truths('Deny');
  if (denies.includes('true')) return 'denies';
  const allows = truths('Allow');
  if (allows.every((truth) => truth === 'false')) return 'silent';
  if (!allows.includes('true')) return 'mayAllow';
  return denies.includes('unknown') ? 'mayDeny' : 'allows';
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

/** Whether a statement speaks of the service doing this. */
function applies(statement: Statement, { service, sent, action, resource, isUnconditional }: Asked): Truth {
  const { Effect, Action, NotAction, Resource, NotResource, Condition } = statement;
  return allOf([
    isUnconditional && Effect === 'Allow' && Condition !== undefined ? 'unknown' : 'true',
    principal(statement, service),
    named(Action, NotAction, (pattern) => isLike(action.toLowerCase(), pattern.toLowerCase())),
    named(Resource, NotResource, (pattern) => (pattern.includes('${') ? null : isLike(resource, pattern))),
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

function principal({ Principal, NotPrincipal }: Statement, service: string): Truth {
  if (NotPrincipal === undefined) return isAmong(Principal, service);
  // Everybody but some: a service that is not among them may or may not count as somebody.
  return Principal === undefined && isAmong(NotPrincipal, service) === 'true' ? 'false' : 'unknown';
}

/** The root of an account stands for what its IAM policies allow to users and roles, which services are not. */
function isAmong(principals: Value | undefined, service: string): Truth {
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
