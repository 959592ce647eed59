/** Whether a message that is published to a topic passes the filter policy of a subscription, and in words why not. */
import type { Resource } from '../model/resource.ts';
import type { Truth } from '../model/verdict.ts';
import { called } from '../model/words.ts';
import { passesPolicy } from './alarm/message.ts';

/** What is published: the message of an alarm that goes to ALARM; null: that of an EventBridge rule. */
export type Sent = Resource | null;

export interface LetIn {
  readonly truth: Truth;
  /** Goes on after "... is told only what passes a filter policy, and "; '' where there is none. */
  readonly why: string;
}

const ALL: LetIn = { truth: 'true', why: '' };

/** What a policy on attributes makes of messages of CloudWatch and EventBridge is not documented. Scopes were not read in earlier versions. */
export function letIn(subscription: Resource, sent: Sent): LetIn {
  const { filterPolicy, filterScope, protocol } = subscription.fields;
  if (filterPolicy === null) return ALL;
  if (typeof filterPolicy !== 'string' || filterScope !== 'MessageBody') {
    return open('whether messages of CloudWatch or EventBridge do is not decided');
  }
  if (!sent) return open('which events of EventBridge do is not followed');
  const message = `the message of ${called(sent)}`;
  const answer = passesPolicy(sent, filterPolicy);
  if (!answer) return open(`whether ${message} does is not decided: the policy is not understood here`);
  const { truth, property } = answer;
  if (truth === 'false') return { truth, why: `${message} has not what that wants of ${property}` };
  if (truth === 'unknown')
    return open(`whether ${message} does is not decided: its ${property} is not known for certain`);
  if (AS_JSON.has(String(protocol))) return { truth, why: `${message} does` };
  return open(`whether ${message} does as it is written for ${protocol} is not documented`);
}

function open(why: string): LetIn {
  return { truth: 'unknown', why };
}

/** To all others CloudWatch writes in words. */
const AS_JSON: ReadonlySet<string> = new Set(['email-json', 'http', 'https', 'sqs', 'lambda']);
