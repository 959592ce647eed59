/** From a topic to who is subscribed to it: the end of every way, whoever publishes there. */
import type { Link } from '../model/proof.ts';
import type { Resource } from '../model/resource.ts';
import type { Truth } from '../model/verdict.ts';
import { enumerate, plural } from '../model/words.ts';
import type { World } from '../model/world.ts';
import { atProgram, atTopic } from './end.ts';
import type { Sent } from './let-in.ts';
import { letIn } from './let-in.ts';
import { no, undecided, unread, unreadField, yes } from './link.ts';

const found = new WeakMap<World, Map<string, Link>>();

/** Whether anybody is told of what is published to a topic. Many alarms publish to one. */
export function subscribed(world: World, topic: Resource, sent: Sent): Link {
  const known = found.get(world) ?? new Map<string, Link>();
  found.set(world, known);
  const key = `${topic.id} ${sent?.id ?? ''}`;
  const link = known.get(key) ?? subscription(world, topic, sent);
  known.set(key, link);
  return link;
}

/** Where any action is enough, a topic that may be published to is the end, and nothing is known of who hears of it. */
export function endsAtTopic(admitted: Link): Link {
  if (admitted.truth !== 'true') return admitted;
  return atTopic({ ...admitted, sentence: `${admitted.sentence}, and who is subscribed to it is not asked` });
}

function subscription(world: World, topic: Resource, sent: Sent): Link {
  const { resources, gaps } = world.related(topic, 'subscriptions');
  const reached = resources.filter((each) => isTold(world, topic, each, sent) === 'true');
  if (reached.length > 0) return told(topic, reached);
  const [gap] = gaps;
  if (gap) return unread('subscription', `the subscriptions of topic ${topic.name}`, gap, topic);
  const hidden = resources
    .map((each) => unreadField(world, 'subscription', each, decisive(each)))
    .find((link) => link !== null);
  if (hidden) return hidden;
  if (resources.length === 0) return no('subscription', `topic ${topic.name} has no subscription`, topic);
  const confirmed = resources.filter((each) => each.fields['confirmed'] === true);
  if (confirmed.length > 0) return notTold(world, topic, confirmed, sent);
  return no(
    'subscription',
    `topic ${topic.name} has ${plural(resources.length, 'subscription')}, none of them confirmed (${names(resources)})`,
    topic,
  );
}

/** Programs that were subscribed count as subscribers, but only where there is nobody else are they named. */
function told(topic: Resource, reached: readonly Resource[]): Link {
  const others = reached.filter((each) => !PROGRAMS.has(String(each.fields['protocol'])));
  if (others.length > 0) return yes('subscription', `${names(others)} is told by topic ${topic.name}`, others[0]);
  const sentence = `${names(reached)} is told by topic ${topic.name}, and whom that tells is not followed`;
  return atProgram(yes('subscription', sentence, reached[0]));
}

const PROGRAMS: ReadonlySet<string> = new Set(['sqs', 'lambda']);

/** Fields of a subscription that decide. Only who has confirmed is asked for a filter policy, and what is archived tells nobody anyway. */
function decisive({ fields: { confirmed, protocol } }: Resource): readonly string[] {
  return confirmed === true && protocol !== 'firehose'
    ? ['confirmed', 'protocol', 'filterPolicy']
    : ['confirmed', 'protocol'];
}

/** A delivery stream keeps messages and tells nobody. A FIFO topic delivers to queues alone ("Amazon SNS FIFO topics"). */
function isTold(world: World, topic: Resource, subscription: Resource, sent: Sent): Truth {
  const { confirmed, protocol } = subscription.fields;
  if (confirmed !== true) return confirmed === undefined ? 'unknown' : 'false';
  if (protocol === 'firehose') return 'false';
  const isFifo = world.field(topic, 'fifo');
  if (protocol === 'sqs' || (isFifo.known && isFifo.value !== true)) return letIn(subscription, sent).truth;
  return isFifo.known && protocol !== undefined ? 'false' : 'unknown';
}

/** Confirmed subscriptions, none of which is certainly told. */
function notTold(world: World, topic: Resource, confirmed: readonly Resource[], sent: Sent): Link {
  const hidden = unreadField(world, 'subscription', topic, ['fifo']);
  if (hidden) return hidden;
  const [doubtful, ...others] = confirmed.filter((each) => isTold(world, topic, each, sent) === 'unknown');
  if (doubtful) return undecided('subscription', filtered(topic, [doubtful, ...others], sent), doubtful);
  const reachable = confirmed.filter((each) => isTold(world, topic, withoutPolicy(each), sent) === 'true');
  if (reachable.length > 0) return no('subscription', filtered(topic, reachable, sent), topic);
  if (topic.fields['fifo'] !== true) {
    return no('subscription', `topic ${topic.name} is only archived by ${names(confirmed)}, which tells nobody`, topic);
  }
  return no(
    'subscription',
    `topic ${topic.name} is a FIFO topic and delivers to queues alone, not to ${names(confirmed)}`,
    topic,
  );
}

function withoutPolicy(subscription: Resource): Resource {
  return { ...subscription, fields: { ...subscription.fields, filterPolicy: null } };
}

/** Said of the first of them, which speaks for all. */
function filtered(topic: Resource, subscriptions: readonly Resource[], sent: Sent): string {
  const why = subscriptions.slice(0, 1).map((each) => letIn(each, sent).why);
  return `${names(subscriptions)} is told by topic ${topic.name} only what passes a filter policy, and ${why}`;
}

function names(subscriptions: readonly Resource[]): string {
  return enumerate(
    subscriptions.map((each) => each.name),
    3,
  );
}
