/** From a metric filter that matches to the person who is told: alarm, action, topic, subscription. */
import type { Link } from '../model/proof.ts';
import type { Resource } from '../model/resource.ts';
import type { Truth } from '../model/verdict.ts';
import { enumerate, plural, written } from '../model/words.ts';
import type { World } from '../model/world.ts';
import { ALARM_FIELDS, FILTER_FIELDS, raisedByOneEvent } from './alarm.ts';
import type { Question } from './chain.ts';
import { no, undecided, unread, unreadField, yes } from './link.ts';
import { admitsCloudWatch } from './topic-policy.ts';

type Chain = readonly Link[];
type Where = Pick<Question, 'world' | 'reaches'>;

/** Every way on from the filter, each up to its first broken link. */
export function notified(where: Where, filter: Resource): readonly Chain[] {
  const { resources, gaps } = where.world.related(filter, 'alarms');
  const hidden = gaps.map((gap) => [unread('alarm', `the alarms on the metric of filter ${filter.name}`, gap)]);
  if (resources.length === 0 && gaps.length === 0) return [[noAlarm(where.world, filter)]];
  return [...resources.flatMap((alarm) => throughAlarm(where, filter, alarm)), ...hidden];
}

/** Nothing watches the metric: an alarm that looks as if it should says more than "none". */
function noAlarm(world: World, filter: Resource): Link {
  const { namespace, metricName } = filter.fields;
  const metric = `${String(namespace)}/${String(metricName)}`;
  const alike = world
    .population('alarm')
    .resources.filter(
      (alarm) =>
        alarm.account === filter.account &&
        alarm.fields['type'] === 'metric' &&
        sameText(alarm.fields['metricName'], metricName),
    );
  const [first] = alike.toSorted((one, other) => distance(one, filter) - distance(other, filter));
  const start = `no alarm watches the metric ${metric} of filter ${filter.name} in ${filter.account}/${filter.region}`;
  if (!first) return no('alarm', start, filter);
  return no('alarm', `${start}; ${difference(first, filter)}`, filter);
}

function sameText(one: unknown, other: unknown): boolean {
  return typeof one === 'string' && typeof other === 'string' && one.toLowerCase() === other.toLowerCase();
}

function distance(alarm: Resource, filter: Resource): number {
  return alarm.region === filter.region ? 0 : 1;
}

function difference(alarm: Resource, filter: Resource): string {
  const { namespace, metricName, dimensions } = alarm.fields;
  if (alarm.region !== filter.region) return `alarm ${alarm.name} watches one of that name in ${alarm.region}`;
  if (namespace !== filter.fields['namespace'] || metricName !== filter.fields['metricName']) {
    return `alarm ${alarm.name} watches ${String(namespace)}/${String(metricName)}`;
  }
  return `alarm ${alarm.name} watches it with the dimensions ${written(dimensions)}, the filter publishes ${written(filter.fields['dimensions'])}`;
}

function throughAlarm(where: Where, filter: Resource, alarm: Resource): readonly Chain[] {
  const raised = raises(where.world, filter, alarm);
  if (raised.truth === 'false') return [[raised]];
  const ways = [...ownActions(where, alarm), ...composites(where.world, alarm)];
  return ways.map((rest) => [raised, ...rest]);
}

function raises(world: World, filter: Resource, alarm: Resource): Link {
  const hidden = unreadField(world, 'alarm', alarm, ALARM_FIELDS) ?? unreadField(world, 'alarm', filter, FILTER_FIELDS);
  if (hidden) return hidden;
  const { truth, sentence } = raisedByOneEvent(alarm, filter);
  return { link: 'alarm', truth, sentence, resource: alarm.id };
}

function ownActions(where: Where, alarm: Resource): readonly Chain[] {
  const hidden = unreadField(where.world, 'action', alarm, ['actionsEnabled', 'actions']);
  if (hidden) return [[hidden]];
  if (alarm.fields['actionsEnabled'] !== true) {
    return [[no('action', `the actions of alarm ${alarm.name} are switched off`, alarm)]];
  }
  const { actions } = alarm.fields;
  const texts = (Array.isArray(actions) ? actions : []).map(String);
  if (texts.length === 0) return [[no('action', `alarm ${alarm.name} has no action for ALARM`, alarm)]];
  return texts.flatMap((action) => throughAction(where, alarm, action));
}

/** An alarm may be part of composite alarms that tell somebody in its place; their rules are not followed. */
function composites(world: World, alarm: Resource): readonly Chain[] {
  const { resources, gaps } = world.related(alarm, 'composites');
  const found = resources.map((composite) =>
    undecided(
      'action',
      `whether composite alarm ${composite.name} tells somebody of alarm ${alarm.name} is not decided`,
      composite,
    ),
  );
  const hidden = gaps.map((gap) =>
    unread('action', `the composite alarms that look at alarm ${alarm.name}`, gap, alarm),
  );
  return [...found, ...hidden].map((link) => [link]);
}

function throughAction(where: Where, alarm: Resource, action: string): readonly Chain[] {
  const [, partition = '', service = '', region = '', account = ''] = action.split(':');
  if (service !== 'sns') {
    const sentence = `alarm ${alarm.name} runs ${action}`;
    if (where.reaches === 'action') return [[yes('action', sentence, alarm)]];
    return [[undecided('action', `${sentence}, and whom that reaches is not followed`, alarm)]];
  }
  const acts = yes('action', `alarm ${alarm.name} publishes to ${action}`, alarm);
  const own = alarm.id.split(':')[1];
  if (partition !== own) {
    return [[acts, no('topic', `topic ${action} is in another partition than alarm ${alarm.name} (${own})`)]];
  }
  if (region !== alarm.region) {
    return [
      [
        acts,
        no('topic', `topic ${action} is in ${region}, and an alarm can only publish in its own region ${alarm.region}`),
      ],
    ];
  }
  const topic = where.world.resource('topic', action);
  if (topic) return throughTopic(where, alarm, topic).map((rest) => [acts, ...rest]);
  const gap = where.world.missing({ kind: 'topic', account, region, within: action });
  const link = gap ? unread('topic', `topic ${action}`, gap) : no('topic', `topic ${action} does not exist`);
  return [[acts, link]];
}

function throughTopic(where: Where, alarm: Resource, topic: Resource): readonly Chain[] {
  const admits = unreadField(where.world, 'topic', topic, ['kmsKey', 'policy']) ?? admission(topic, alarm);
  if (admits.truth === 'false' || where.reaches === 'action') return [[admits]];
  return [[admits, subscribed(where.world, topic)]];
}

function admission(topic: Resource, alarm: Resource): Link {
  const { truth, sentence } = admitsCloudWatch(topic, alarm);
  return { link: 'topic', truth, sentence, resource: topic.id };
}

function subscribed(world: World, topic: Resource): Link {
  const { resources, gaps } = world.related(topic, 'subscriptions');
  const told = resources.filter((each) => isTold(world, topic, each) === 'true');
  if (told.length > 0) {
    return yes('subscription', `${names(told)} is told by topic ${topic.name}`, told[0]);
  }
  const [gap] = gaps;
  if (gap) return unread('subscription', `the subscriptions of topic ${topic.name}`, gap, topic);
  const hidden = resources
    .map((each) => unreadField(world, 'subscription', each, ['confirmed', 'protocol']))
    .find((link) => link !== null);
  if (hidden) return hidden;
  if (resources.length === 0) return no('subscription', `topic ${topic.name} has no subscription`, topic);
  const confirmed = resources.filter((each) => each.fields['confirmed'] === true);
  if (confirmed.length > 0) return fifo(world, topic, confirmed);
  return no(
    'subscription',
    `topic ${topic.name} has ${plural(resources.length, 'subscription')}, none of them confirmed (${names(resources)})`,
    topic,
  );
}

/** A FIFO topic delivers to queues alone ("Amazon SNS FIFO topics"). */
function isTold(world: World, topic: Resource, subscription: Resource): Truth {
  const { confirmed, protocol } = subscription.fields;
  if (confirmed !== true) return confirmed === undefined ? 'unknown' : 'false';
  const isFifo = world.field(topic, 'fifo');
  if (protocol === 'sqs' || (isFifo.known && isFifo.value !== true)) return 'true';
  return isFifo.known && protocol !== undefined ? 'false' : 'unknown';
}

/** Confirmed subscriptions, none of which is told. */
function fifo(world: World, topic: Resource, confirmed: readonly Resource[]): Link {
  const hidden = unreadField(world, 'subscription', topic, ['fifo']);
  if (hidden) return hidden;
  return no(
    'subscription',
    `topic ${topic.name} is a FIFO topic and delivers to queues alone, not to ${names(confirmed)}`,
    topic,
  );
}

function names(subscriptions: readonly Resource[]): string {
  return enumerate(
    subscriptions.map((each) => each.name),
    3,
  );
}
