/** From an alarm in ALARM to the person who is told: action, topic, subscription. */
import type { Link } from '../model/proof.ts';
import type { Resource } from '../model/resource.ts';
import type { World } from '../model/world.ts';
import { silenced } from './alarm/composite.ts';
import { linkOf } from './alarm/decision.ts';
import { metricsIn } from './alarm/metric.ts';
import { mutedBy } from './alarm/muted.ts';
import { watchedBy } from './alarm/watched.ts';
import type { Question } from './chain.ts';
import { atProgram } from './end.ts';
import { passedOn } from './event-rule/state-change.ts';
import { no, undecided, unread, unreadField, yes } from './link.ts';
import { cloudWatchFor } from './publisher.ts';
import { endsAtTopic, subscribed } from './subscription.ts';
import { admits } from './topic-policy.ts';

type Chain = readonly Link[];
type Where = Pick<Question, 'world' | 'reaches' | 'ordinary'>;

/** Every action of an alarm, and every other way on from there, each up to its first broken link. Beside composite alarms it needs none of its own. */
export function actionsOf(where: Where, alarm: Resource, isComposed = false): readonly Chain[] {
  const isLeftToOthers = isComposed && Array.isArray(alarm.fields['actions']) && alarm.fields['actions'].length === 0;
  return [...(isLeftToOthers ? [] : ownActions(where, alarm)), ...passedOn(where, alarm)];
}

function ownActions(where: Where, alarm: Resource): readonly Chain[] {
  const hidden = unreadField(where.world, 'action', alarm, ['actionsEnabled', 'actions']);
  if (hidden) return [[hidden]];
  if (alarm.fields['actionsEnabled'] !== true) {
    return [[no('action', `the actions of ${named(alarm)} are switched off`, alarm)]];
  }
  const { actions } = alarm.fields;
  const texts = (Array.isArray(actions) ? actions : []).map(String);
  if (texts.length === 0) return [[no('action', `${named(alarm)} has no action for ALARM`, alarm)]];
  const silences = [silenceOf(where, alarm), mutedBy(where.world, alarm)].flatMap((link) => link ?? []);
  const certain = silences.find(({ truth }) => truth === 'false');
  if (certain) return [[certain]];
  return texts.flatMap((action) => throughAction(where, alarm, action)).map((rest) => [...silences, ...rest]);
}

/** What may keep the actions of a composite alarm from running; its change of state is an event all the same. */
function silenceOf(where: Where, alarm: Resource): Link | null {
  const hidden = unreadField(where.world, 'action', alarm, alarm.fields['type'] === 'composite' ? ['suppressor'] : []);
  const decision = hidden ? null : silenced(where, alarm);
  return decision ? linkOf('action', decision, alarm) : hidden;
}

function named({ name, fields }: Resource): string {
  return fields['type'] === 'composite' ? `composite alarm ${name}` : `alarm ${name}`;
}

function throughAction(where: Where, alarm: Resource, action: string): readonly Chain[] {
  const [, partition = '', service = '', region = '', account = ''] = action.split(':');
  if (service !== 'sns') return [[otherAction(where, alarm, action, service)]];
  const acts = yes('action', `${named(alarm)} publishes to ${action}`, alarm);
  const own = alarm.id.split(':')[1];
  if (partition !== own) {
    return [[acts, no('topic', `topic ${action} is in another partition than ${named(alarm)} (${own})`)]];
  }
  if (region !== alarm.region) {
    const sentence = `topic ${action} is in ${region}, and an alarm can only publish in its own region ${alarm.region}`;
    return [[acts, no('topic', sentence)]];
  }
  const topic = where.world.resource('topic', action);
  if (topic) return throughTopic(where, alarm, topic).map((rest) => [acts, ...rest]);
  const gap = where.world.missing({ kind: 'topic', account, region, within: action });
  const link = gap ? unread('topic', `topic ${action}`, gap) : no('topic', `topic ${action} does not exist`);
  return [[acts, link]];
}

/** What actions of other services than SNS do ("Alarm actions"). */
const DOES: ReadonlyMap<string, string> = new Map([
  ['lambda', 'invokes the function'],
  ['ssm', 'creates an OpsItem by'],
  ['ssm-incidents', 'starts an incident by'],
  ['aiops', 'starts an investigation by'],
  ['automate', 'acts on an EC2 instance by'],
  ['swf', 'acts on an EC2 instance by'],
  ['autoscaling', 'scales by'],
]);

/** Services whose actions composite alarms do not run. */
const OF_METRIC_ALARMS: ReadonlySet<string> = new Set(['automate', 'swf', 'autoscaling']);

/** Actions on the instance that the metric of the alarm is of ("Create alarms to stop, terminate, reboot, or recover an EC2 instance", "Alarms on math expressions"). */
const OF_AN_INSTANCE: ReadonlySet<string> = new Set(['automate', 'swf']);

function otherAction({ world, reaches }: Where, alarm: Resource, action: string, service: string): Link {
  const sentence = `${named(alarm)} ${DOES.get(service) ?? 'runs'} ${action}`;
  if (alarm.fields['type'] === 'composite' && OF_METRIC_ALARMS.has(service)) {
    return no('action', `${sentence}, which composite alarms cannot do`, alarm);
  }
  const broken = OF_AN_INSTANCE.has(service) ? onInstance(world, alarm, sentence) : null;
  if (broken) return broken;
  if (reaches !== 'action') return undecided('action', `${sentence}, and whom that reaches is not followed`, alarm);
  if (!DOES.has(service)) return undecided('action', `${sentence}, and what that does is not known here`, alarm);
  // Response plans are of no region.
  const [, , , region = ''] = action.split(':');
  if (region === '' || region === alarm.region) return atProgram(yes('action', sentence, alarm));
  return undecided('action', `${sentence}, and whether an alarm of ${alarm.region} can do that is not decided`, alarm);
}

/** Why an alarm acts on no instance; null: it may. */
function onInstance(world: World, alarm: Resource, sentence: string): Link | null {
  const hidden = unreadField(world, 'action', alarm, ['type', 'metrics', 'dimensions']);
  if (hidden) return hidden;
  if (alarm.fields['type'] === 'metricMath' && !('metric' in watchedBy(alarm))) {
    return no('action', `${sentence}, which alarms on expressions cannot do`, alarm);
  }
  const metrics = metricsIn(alarm);
  if (metrics.length === 0 || metrics.some(({ dimensions }) => dimensions['InstanceId'] !== undefined)) return null;
  return no('action', `${sentence}, but no metric it looks at is of an instance (InstanceId)`, alarm);
}

function throughTopic(where: Where, alarm: Resource, topic: Resource): readonly Chain[] {
  const admitted = admits(where.world, topic, cloudWatchFor(alarm));
  if (where.reaches === 'action') return [[endsAtTopic(admitted)]];
  if (admitted.truth === 'false') return [[admitted]];
  return [[admitted, subscribed(where.world, topic, alarm)]];
}
