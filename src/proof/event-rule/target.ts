/** Where an EventBridge rule that matches sends the event: to a topic and who is subscribed to it, onto another event bus, or elsewhere. */
import { parseArn } from '../../model/arn.ts';
import type { Link } from '../../model/proof.ts';
import type { Resource } from '../../model/resource.ts';
import { isObject } from '../../model/value.ts';
import type { Question } from '../chain.ts';
import { atProgram } from '../end.ts';
import { no, undecided, unread, unreadField, yes } from '../link.ts';
import type { Onto } from './bus.ts';
import { ontoBus } from './bus.ts';
import { throughTopic } from './topic.ts';

type Where = Pick<Question, 'world' | 'reaches'>;

/**
 * Every target of a rule, each up to its first broken link or, where it is an event bus, up to the bus on which the event goes on.
 * `first`: the rule of another bus that sent the event to the bus of this one.
 */
export function targetsOf(where: Where, rule: Resource, first: Resource | null = null): readonly Onto[] {
  const named = `EventBridge rule ${rule.name}`;
  const targets = where.world.field(rule, 'targets');
  if (!targets.known) return [{ links: [unread('target', `the targets of ${named}`, targets.gap, rule)] }];
  if (!Array.isArray(targets.value)) {
    const sentence = `where ${named} sends events was not asked when this was read, since its pattern names none that were followed then`;
    return [{ links: [undecided('target', sentence, rule)] }];
  }
  const arns = [...new Set(targets.value.map(String))];
  if (arns.length === 0) return [{ links: [no('target', `${named} has no target`, rule)] }];
  return arns.flatMap((arn) => throughTarget(where, rule, arn, first));
}

/** What becomes of an event at targets of other services than SNS ("Event bus targets"). */
const DOES: ReadonlyMap<string, string> = new Map([
  ['lambda', 'invokes the function'],
  ['sqs', 'sends it to the queue'],
  ['states', 'starts the state machine'],
  ['logs', 'writes it to the log group'],
  ['kinesis', 'writes it to the stream'],
  ['firehose', 'writes it to the stream'],
  ['ssm', 'runs the document'],
  ['ssm-incidents', 'starts an incident by'],
]);

/** What is at one address, once for each who sends there. */
function throughTarget(where: Where, rule: Resource, arn: string, first: Resource | null): readonly Onto[] {
  const { service = '', name = '' } = parseArn(arn) ?? {};
  if (service === 'events' && name.startsWith('event-bus/')) {
    return sendersAt(where, rule, arn).map((role) => ontoBus(where.world, rule, arn, role, first));
  }
  if (service !== 'sns') return [{ links: [beyondTopics(where, rule, arn, service)] }];
  const sends = yes('target', `EventBridge rule ${rule.name} publishes it to ${arn}`, rule);
  return sendersAt(where, rule, arn).map((role) => ({ links: [sends, ...throughTopic(where, rule, arn, role)] }));
}

/** Roles as which it sends there; null: EventBridge by itself, as the policy there lets it; a link: that could not be read. */
function sendersAt({ world }: Where, rule: Resource, arn: string): readonly (string | null | Link)[] {
  const hidden = unreadField(world, 'target', rule, ['roles']);
  if (hidden) return [hidden];
  const { roles: all } = rule.fields;
  const roles = isObject(all) ? all[arn] : undefined;
  if (!Array.isArray(roles) || roles.length === 0) return [null];
  return [...new Set(roles.map((role) => (typeof role === 'string' ? role : null)))];
}

function beyondTopics({ reaches }: Where, rule: Resource, arn: string, service: string): Link {
  const sentence = `EventBridge rule ${rule.name} ${DOES.get(service) ?? 'sends it to'} ${arn}`;
  if (reaches === 'action') return atProgram(yes('target', sentence, rule));
  return undecided('target', `${sentence}, and whom that reaches is not followed`, rule);
}
