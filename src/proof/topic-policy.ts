/** May CloudWatch publish to the topic? Follows "Example cases for Amazon SNS access control" and "Amazon SNS key management". */

import { isLike } from '../model/like.ts';
import type { Resource } from '../model/resource.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import type { Truth } from '../model/verdict.ts';
import { allOf, anyOf } from '../model/verdict.ts';
import type { Decision } from './alarm.ts';

export function admitsCloudWatch(topic: Resource, alarm: Resource): Decision {
  const key = topic.fields['kmsKey'];
  if (typeof key === 'string' && /(^|[:/])alias\/aws\/sns$/.test(key)) {
    return {
      truth: 'false',
      sentence: `topic ${topic.name} is encrypted with the key alias/aws/sns, which CloudWatch cannot use`,
    };
  }
  const policy = policyDecision(topic, alarm);
  if (policy.truth !== 'true' || typeof key !== 'string') return policy;
  return {
    truth: 'unknown',
    sentence: `topic ${topic.name} is encrypted with the key ${key}, and whether that key admits CloudWatch was not read`,
  };
}

function policyDecision(topic: Resource, alarm: Resource): Decision {
  const statements = parse(topic.fields['policy']);
  if (!statements) {
    return { truth: 'unknown', sentence: `the access policy of topic ${topic.name} is not JSON that could be read` };
  }
  const speaking = statements.map((statement) => ({ statement, applies: applies(statement, topic, alarm) }));
  const denies = speaking.filter(({ statement }) => statement['Effect'] === 'Deny').map(({ applies: truth }) => truth);
  if (denies.includes('true')) {
    return { truth: 'false', sentence: `the access policy of topic ${topic.name} denies CloudWatch sns:Publish` };
  }
  const allows = speaking.filter(({ statement }) => statement['Effect'] === 'Allow').map(({ applies: truth }) => truth);
  if (allows.includes('true') && !denies.includes('unknown')) {
    return { truth: 'true', sentence: `topic ${topic.name} lets CloudWatch publish` };
  }
  if (allows.every((truth) => truth === 'false')) {
    return { truth: 'false', sentence: `the access policy of topic ${topic.name} does not let CloudWatch publish` };
  }
  return {
    truth: 'unknown',
    sentence: `the access policy of topic ${topic.name} has conditions that are not decided here`,
  };
}

type Statement = { readonly [key: string]: Value };

function parse(policy: Value | undefined): readonly Statement[] | null {
  try {
    const document: unknown = JSON.parse(String(policy));
    const statements = isObject(document) ? document['Statement'] : null;
    const all = Array.isArray(statements) ? statements : [statements];
    return all.every(isObject) ? (all as Statement[]) : null;
  } catch {
    return null;
  }
}

/** Whether a statement speaks of CloudWatch publishing for this alarm. */
function applies(statement: Statement, topic: Resource, alarm: Resource): Truth {
  if (['NotPrincipal', 'NotAction', 'NotResource'].some((key) => statement[key] !== undefined)) return 'unknown';
  const isDeny = statement['Effect'] === 'Deny';
  return allOf([
    principal(statement['Principal']),
    truth(strings(statement['Action']).some((action) => isLike('sns:publish', action.toLowerCase()))),
    truth(strings(statement['Resource']).some((resource) => isLike(topic.id, resource))),
    conditions(statement['Condition'], alarm, isDeny),
  ]);
}

function principal(value: Value | undefined): Truth {
  if (value === '*') return 'true';
  if (!isObject(value)) return 'false';
  if (strings(value['AWS']).includes('*')) return 'true';
  const services = strings(value['Service']);
  if (services.includes('cloudwatch.amazonaws.com')) return 'true';
  // A star among services, or a name in other letters, is documented nowhere.
  return services.some((service) => service === '*' || /cloudwatch/i.test(service)) ? 'unknown' : 'false';
}

/** What CloudWatch sends along, as far as it is documented. */
function conditions(value: Value | undefined, alarm: Resource, isDeny: boolean): Truth {
  if (value === undefined) return 'true';
  if (!isObject(value)) return 'unknown';
  const sent: ReadonlyMap<string, string> = new Map([
    ['aws:sourceowner', alarm.account],
    ['aws:sourceaccount', alarm.account],
    ['aws:sourcearn', alarm.id],
  ]);
  const truths = Object.entries(value).flatMap(([operator, keys]): readonly Truth[] => {
    if (!isObject(keys)) return ['unknown'];
    return Object.entries(keys).map(([key, wanted]) => {
      const actual = sent.get(key.toLowerCase());
      if (actual !== undefined) return compares(operator, actual, strings(wanted));
      // Principal keys are carried by users and roles only, not by a service; what asks for one does not hold without it.
      return !isDeny && ASKING.has(operator) && /^aws:principal/i.test(key) ? 'false' : 'unknown';
    });
  });
  return allOf(truths);
}

/** Operators that hold only where the key is there. */
const ASKING: ReadonlySet<string> = new Set(['StringEquals', 'StringLike', 'ArnEquals', 'ArnLike']);

function compares(operator: string, actual: string, wanted: readonly string[]): Truth {
  // Policy variables are filled in by IAM.
  if (wanted.some((each) => each.includes('${'))) return 'unknown';
  switch (operator) {
    case 'StringEquals':
      return truth(wanted.includes(actual));
    case 'StringLike':
      return truth(wanted.some((each) => isLike(actual, each)));
    case 'ArnEquals':
    case 'ArnLike':
      return anyOf(wanted.map((each) => arnLike(actual, each)));
    default:
      return 'unknown';
  }
}

/** Each of the six parts of an ARN is compared for itself; a star that would have to cross a colon is not decided. */
function arnLike(actual: string, wanted: string): Truth {
  if (!isLike(actual, wanted)) return 'false';
  const [parts, patterns] = [arnParts(actual), arnParts(wanted)];
  return patterns.length === parts.length && parts.every((part, at) => isLike(part, patterns[at] ?? ''))
    ? 'true'
    : 'unknown';
}

function arnParts(arn: string): readonly string[] {
  const parts = arn.split(':');
  return parts.length < 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function strings(value: Value | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

function truth(is: boolean): Truth {
  return is ? 'true' : 'false';
}
