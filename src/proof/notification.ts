/** From a metric filter that matches to the person who is told: alarm, action, topic, subscription. */
import type { Link } from '../model/proof.ts';
import type { Resource } from '../model/resource.ts';
import { enumerate, plural, written } from '../model/words.ts';
import type { World } from '../model/world.ts';
import { raisedByOneEvent } from './alarm.ts';
import type { Question } from './chain.ts';
import { no, undecided, unread, yes } from './link.ts';
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
  const { truth, sentence } = raisedByOneEvent(alarm, filter);
  const raised: Link = { link: 'alarm', truth, sentence, resource: alarm.id };
  if (truth === 'false') return [[raised]];
  if (alarm.fields['actionsEnabled'] !== true) {
    return [[raised, silent(where.world, alarm, `the actions of alarm ${alarm.name} are switched off`)]];
  }
  const actions = (alarm.fields['actions'] ?? []) as readonly string[];
  if (actions.length === 0)
    return [[raised, silent(where.world, alarm, `alarm ${alarm.name} has no action for ALARM`)]];
  return actions.flatMap((action) => throughAction(where, alarm, action).map((rest) => [raised, ...rest]));
}

/** An alarm without actions of its own may still be part of a composite alarm that has some. */
function silent(world: World, alarm: Resource, sentence: string): Link {
  const composite = world
    .population('alarm')
    .resources.find(
      (other) =>
        other.account === alarm.account &&
        other.region === alarm.region &&
        typeof other.fields['rule'] === 'string' &&
        (other.fields['rule'].includes(alarm.name) || other.fields['rule'].includes(alarm.id)),
    );
  if (!composite) return no('action', sentence, alarm);
  return undecided(
    'action',
    `${sentence}, and whether composite alarm ${composite.name} tells somebody is not decided`,
    alarm,
  );
}

function throughAction(where: Where, alarm: Resource, action: string): readonly Chain[] {
  const [, , service = '', region = '', account = ''] = action.split(':');
  if (service !== 'sns') {
    const sentence = `alarm ${alarm.name} runs ${action}`;
    if (where.reaches === 'action') return [[yes('action', sentence, alarm)]];
    return [[undecided('action', `${sentence}, and whom that reaches is not followed`, alarm)]];
  }
  const acts = yes('action', `alarm ${alarm.name} publishes to ${action}`, alarm);
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
  const { truth, sentence } = admitsCloudWatch(topic, alarm);
  const admits: Link = { link: 'topic', truth, sentence, resource: topic.id };
  if (truth === 'false' || where.reaches === 'action') return [[admits]];
  return [[admits, subscribed(where.world, topic)]];
}

function subscribed(world: World, topic: Resource): Link {
  const { resources, gaps } = world.related(topic, 'subscriptions');
  const confirmed = resources.filter((each) => each.fields['confirmed'] === true);
  if (confirmed.length > 0) {
    return yes(
      'subscription',
      `${enumerate(
        confirmed.map((each) => each.name),
        3,
      )} is told by topic ${topic.name}`,
      confirmed[0],
    );
  }
  const [gap] = gaps;
  if (gap) return unread('subscription', `the subscriptions of topic ${topic.name}`, gap, topic);
  if (resources.length === 0) return no('subscription', `topic ${topic.name} has no subscription`, topic);
  return no(
    'subscription',
    `topic ${topic.name} has ${plural(resources.length, 'subscription')}, none of them confirmed (${enumerate(
      resources.map((each) => each.name),
      3,
    )})`,
    topic,
  );
}
