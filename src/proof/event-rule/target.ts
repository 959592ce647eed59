/** From an EventBridge rule that matches to the person who is told: target, topic, subscription. */
import { parseArn } from '../../model/arn.ts';
import type { Link } from '../../model/proof.ts';
import type { Resource } from '../../model/resource.ts';
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
  return arns.map((arn) => throughTarget(where, rule, arn));
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

function throughTarget(where: Where, rule: Resource, arn: string): Chain {
  const service = parseArn(arn)?.service ?? '';
  const named = `EventBridge rule ${rule.name}`;
  if (service === 'sns')
    return [yes('target', `${named} publishes it to ${arn}`, rule), ...throughTopic(where, rule, arn)];
  if (/:event-bus\//.test(arn)) {
    return [
      undecided('target', `${named} passes it on to ${arn}, and the rules of that event bus are not followed`, rule),
    ];
  }
  const sentence = `${named} ${DOES.get(service) ?? 'sends it to'} ${arn}`;
  if (where.reaches === 'action') return [atProgram(yes('target', sentence, rule))];
  return [undecided('target', `${sentence}, and whom that reaches is not followed`, rule)];
}

function throughTopic({ world, reaches }: Where, rule: Resource, arn: string): Chain {
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
    beyond(rule, topic) ?? unreadField(world, 'topic', topic, ['fifo']) ?? admits(world, topic, eventBridge);
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
