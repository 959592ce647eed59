/** What CloudWatch publishes to a topic when an alarm goes to ALARM, as far as it is known. Follows "Notifying users on alarm changes" (CloudWatch User Guide). */
import type { Known, PolicyAnswer } from '../../languages/filter-policy/index.ts';
import { matchFilterPolicy, parseFilterPolicy } from '../../languages/filter-policy/index.ts';
import type { Resource } from '../../model/resource.ts';
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import { once } from '../once.ts';
import { statesBefore } from './before.ts';

/** Null where the policy is not understood. */
export function passesPolicy(alarm: Resource, policy: string): PolicyAnswer | null {
  const parsed = parsedOnce(policy);
  if (!parsed) return null;
  const answers = statesBefore(alarm).map((before) => {
    const message = messageOf(alarm, before);
    return matchFilterPolicy(parsed, { at: (path) => knownAt(message, path) });
  });
  const [first] = answers;
  const open = answers.find(({ truth }) => truth === 'unknown');
  const isOne = first !== undefined && answers.every(({ truth }) => truth === first.truth);
  return isOne ? first : (open ?? { truth: 'unknown', property: 'OldStateValue' });
}

const parsedOnce = once(parseFilterPolicy);

/** Of other properties it is not known what they hold, nor that there are none besides. */
function messageOf(alarm: Resource, before: string): Value {
  return {
    AlarmName: alarm.name,
    AWSAccountId: alarm.account,
    AlarmArn: alarm.id,
    NewStateValue: 'ALARM',
    OldStateValue: before,
    ...(alarm.fields['type'] === 'metric' ? { Trigger: triggerOf(alarm) } : {}),
  };
}

/** What an alarm on one metric says of itself: names in which nothing is written in another way. */
function triggerOf({ fields }: Resource): Value {
  return {
    MetricName: fields['metricName'] ?? null,
    Namespace: fields['namespace'] ?? null,
    Period: fields['period'] ?? null,
    EvaluationPeriods: fields['evaluationPeriods'] ?? null,
    ComparisonOperator: fields['comparison'] ?? null,
    Threshold: fields['threshold'] ?? null,
  };
}

/** Every message has them, and what they hold differs from one to the next. */
const ALWAYS_THERE: ReadonlySet<string> = new Set(['NewStateReason', 'StateChangeTime', 'Region']);

function knownAt(message: Value, path: readonly string[]): Known {
  const [key, second] = path;
  if (key !== undefined && second === undefined && ALWAYS_THERE.has(key)) return 'there';
  const value = path.reduce<Value | undefined>((inner, each) => (isObject(inner) ? inner[each] : undefined), message);
  return typeof value === 'string' || typeof value === 'number' ? { value } : 'open';
}
