/** May a service publish to a topic? Follows "Example cases for Amazon SNS access control", "Amazon SNS key management" and IAM's "Policy evaluation logic". */

import { isLike } from '../model/like.ts';
import type { Resource } from '../model/resource.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import type { Truth } from '../model/verdict.ts';
import { allOf, not } from '../model/verdict.ts';
import type { Decision } from './alarm/decision.ts';
import { no, undecided } from './alarm/decision.ts';
import type { Sent } from './condition-keys.ts';
import { conditionsHold, sentBy, sentByEventBridge } from './condition-keys.ts';
import { once } from './once.ts';

/** A service that publishes for a resource. */
interface Publisher {
  /** Its principal. */
  readonly service: string;
  /** As people say it. */
  readonly name: string;
  readonly sent: Sent;
  /** Statements that let it publish under a condition are said not to work. */
  readonly isUnconditional?: true;
}

export function admitsCloudWatch(topic: Resource, alarm: Resource): Decision {
  const service = 'cloudwatch.amazonaws.com';
  return admits(topic, { service, name: 'CloudWatch', sent: sentBy(service, alarm) });
}

export function admitsEventBridge(topic: Resource): Decision {
  return admits(topic, {
    service: 'events.amazonaws.com',
    name: 'EventBridge',
    sent: sentByEventBridge,
    isUnconditional: true,
  });
}

function admits(topic: Resource, publisher: Publisher): Decision {
  const { name, service } = publisher;
  const key = topic.fields['kmsKey'];
  if (typeof key === 'string' && /(^|[:/])alias\/aws\/sns$/.test(key)) {
    return no(`topic ${topic.name} is encrypted with the key alias/aws/sns, which ${name} cannot use`);
  }
  const policy = policyDecision(topic, publisher);
  if (policy.truth !== 'true' || typeof key !== 'string') return policy;
  return undecided(
    `topic ${topic.name} is encrypted with the key ${key}, and whether that key admits ${name} was not read: its policy must allow ${service} kms:Decrypt and kms:GenerateDataKey*`,
  );
}

function policyDecision(topic: Resource, publisher: Publisher): Decision {
  const { name } = publisher;
  const statements = statementsOf(String(topic.fields['policy']));
  if (!statements) return undecided(`the access policy of topic ${topic.name} is not JSON that could be read`);
  const truths = (effect: 'Allow' | 'Deny') =>
    statements.filter(({ Effect }) => Effect === effect).map((statement) => applies(statement, topic, publisher));
  const denies = truths('Deny');
  if (denies.includes('true')) return no(`the access policy of topic ${topic.name} denies ${name} sns:Publish`);
  const allows = truths('Allow');
  if (allows.every((truth) => truth === 'false')) {
    return no(`the access policy of topic ${topic.name} does not let ${name} publish`);
  }
  if (allows.includes('true') && !denies.includes('unknown')) {
    return { truth: 'true', sentence: `topic ${topic.name} lets ${name} publish` };
  }
  const which = allows.includes('true') ? 'denies' : 'lets';
  return undecided(
    `whether the access policy of topic ${topic.name} ${which} ${name}${which === 'lets' ? ' publish' : ' sns:Publish'} depends on conditions that are not decided here`,
  );
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

/** Whether a statement speaks of the service publishing to the topic. */
function applies(statement: Statement, topic: Resource, { service, sent, isUnconditional }: Publisher): Truth {
  const { Effect, Action, NotAction, Resource: resource, NotResource, Condition } = statement;
  return allOf([
    isUnconditional && Effect === 'Allow' && Condition !== undefined ? 'unknown' : 'true',
    principal(statement, service),
    named(Action, NotAction, (pattern) => isLike('sns:publish', pattern.toLowerCase())),
    named(resource, NotResource, (pattern) => (pattern.includes('${') ? null : isLike(topic.id, pattern))),
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
