/** From an EventBridge rule that matches to the person who is told: target, topic, subscription. */
import { parseArn } from '../../model/arn.ts';
import type { Link } from '../../model/proof.ts';
import type { Resource } from '../../model/resource.ts';
import { isObject } from '../../model/value.ts';
import type { Chain, Question } from '../chain.ts';
import { atProgram } from '../end.ts';
import { no, undecided, unread, unreadField, yes } from '../link.ts';
import { eventBridge } from '../publisher.ts';
import { endsAtTopic, subscribed } from '../subscription.ts';
import { admits } from '../topic-policy.ts';

type Where = Pick<Question, 'world' | 'reaches'>;

/** Every target of a rule, each up to its first broken link. */
export function targetsOf(where: Where, rule: Resource): readonly Chain[] {
  const named = `EventBridge rule ${rule.name}`;
  const targets = where.world.field(rule, 'targets');
  if (!targets.known) return [[unread('target', `the targets of ${named}`, targets.gap, rule)]];
  if (!Array.isArray(targets.value)) {
    const sentence = `where ${named} sends events was not asked when this was read, since its pattern names none that were followed then`;
    return [[undecided('target', sentence, rule)]];
  }
  const arns = [...new Set(targets.value.map(String))];
  if (arns.length === 0) return [[no('target', `${named} has no target`, rule)]];
  return arns.flatMap((arn) => throughTarget(where, rule, arn));
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
function throughTarget(where: Where, rule: Resource, arn: string): readonly Chain[] {
  const service = parseArn(arn)?.service ?? '';
  if (service !== 'sns') return [beyondTopics(where, rule, arn, service)];
  const sends = yes('target', `EventBridge rule ${rule.name} publishes it to ${arn}`, rule);
  const hidden = unreadField(where.world, 'target', rule, ['roles']);
  const roles = hidden ? [] : rolesAt(rule, arn);
  const leaves = hidden ? [hidden] : roles.map((role) => (role === null ? null : byRole(rule, role)));
  return leaves.map((leave) => [sends, ...throughTopic(where, rule, arn, leave)]);
}

/** Null: EventBridge sends there by what the topic's policy lets it. */
function rolesAt({ fields }: Resource, arn: string): readonly (string | null)[] {
  const roles = isObject(fields['roles']) ? fields['roles'][arn] : undefined;
  if (!Array.isArray(roles) || roles.length === 0) return [null];
  return [...new Set(roles.map((role) => (typeof role === 'string' ? role : null)))];
}

/** The role's own policies decide together with the topic's, and roles are not read ("Amazon EventBridge targets", execution roles). */
function byRole(rule: Resource, role: string): Link {
  const sentence = `EventBridge rule ${rule.name} publishes there as the role ${role}, and whether that role may is not read`;
  return undecided('target', sentence, rule);
}

function beyondTopics(where: Where, rule: Resource, arn: string, service: string): Chain {
  const named = `EventBridge rule ${rule.name}`;
  if (/:event-bus\//.test(arn)) {
    return [
      undecided('target', `${named} passes it on to ${arn}, and the rules of that event bus are not followed`, rule),
    ];
  }
  const sentence = `${named} ${DOES.get(service) ?? 'sends it to'} ${arn}`;
  if (where.reaches === 'action') return [atProgram(yes('target', sentence, rule))];
  return [undecided('target', `${sentence}, and whom that reaches is not followed`, rule)];
}

/** `leave`: why it is open whether it may be published to; null: its policy and key tell. */
function throughTopic({ world, reaches }: Where, rule: Resource, arn: string, leave: Link | null): Chain {
  const { region = '', account = '' } = parseArn(arn) ?? {};
  const topic = world.resource('topic', arn);
  if (!topic) {
    const gap = world.missing({ kind: 'topic', account, region, within: arn });
    return [gap ? unread('topic', `topic ${arn}`, gap) : no('topic', `topic ${arn} does not exist`)];
  }
  // "EventBridge does not support Amazon SNS FIFO topics" ("Amazon EventBridge targets").
  if (topic.fields['fifo'] === true) {
    return [no('topic', `topic ${topic.name} is a FIFO topic, to which EventBridge rules cannot publish`, topic)];
  }
  const admitted =
    beyond(rule, topic) ?? unreadField(world, 'topic', topic, ['fifo']) ?? leave ?? admits(world, topic, eventBridge);
  if (reaches === 'action') return [endsAtTopic(admitted)];
  return admitted.truth === 'false' ? [admitted] : [admitted, subscribed(world, topic)];
}

/** Beyond its own account a rule may publish in the name of a role, which is not read; beyond its region it may not be able to. */
function beyond(rule: Resource, topic: Resource): Link | null {
  const how = `as whom and whether EventBridge rule ${rule.name} can publish there is not decided`;
  if (topic.account !== rule.account)
    return undecided('topic', `topic ${topic.name} belongs to account ${topic.account}, and ${how}`, topic);
  if (topic.region !== rule.region)
    return undecided('topic', `topic ${topic.name} is in ${topic.region}, and ${how}`, topic);
  return null;
}
