/** May a service use the key that encrypts a topic? Follows "Managing Amazon SNS encryption keys and costs" and "Key states of AWS KMS keys". */

import type { Link } from '../model/proof.ts';
import type { Resource } from '../model/resource.ts';
import { enumerate } from '../model/words.ts';
import type { World } from '../model/world.ts';
import { toKeys } from './condition-keys.ts';
import { no, undecided, unread, unreadField, yes } from './link.ts';
import type { Publisher } from './publisher.ts';
import type { PolicyAnswer } from './resource-policy.ts';
import { answerOf } from './resource-policy.ts';

/** What SNS asks of a key in the name of whoever publishes. */
const CALLS = ['kms:Decrypt', 'kms:GenerateDataKey'] as const;

/** Who wants to publish to which topic, and the words that it is encrypted. */
interface Asked {
  readonly world: World;
  readonly topic: Resource;
  readonly publisher: Publisher;
  readonly encrypted: string;
}

/** Whether a topic's key lets a service publish; null where it has none. */
export function keyOf(world: World, topic: Resource, publisher: Publisher): Link | null {
  const key = topic.fields['kmsKey'];
  if (typeof key !== 'string') return null;
  const encrypted = `topic ${topic.name} is encrypted with the key ${key}`;
  const asked = { world, topic, publisher, encrypted };
  if (/(^|:)alias\/aws\//.test(key)) return ofService(asked, key);
  const { resources, gaps, dangling } = world.related(topic, 'key');
  const [found] = resources;
  if (found) return judged(asked, found);
  const [gap] = gaps;
  if (gap) return unread('topic', `the key ${key} of topic ${topic.name}`, gap, topic);
  if (dangling !== undefined) return no('topic', `${encrypted}, which does not exist`, topic);
  return undecided('topic', `${encrypted}, and which that is could not be made out`, topic);
}

/** Of the keys that AWS makes for services, SNS uses its own. */
function ofService({ topic, publisher, encrypted }: Asked, key: string): Link {
  if (/alias\/aws\/sns$/.test(key)) return no('topic', `${encrypted}, which ${publisher.name} cannot use`, topic);
  return undecided('topic', `${encrypted}, and what SNS does with the key of another service is not decided`, topic);
}

/** A key that cannot be used is of no use to anybody, and one whose policy says no is none to the service, whatever else could not be seen. */
function judged(asked: Asked, key: Resource): Link {
  const links = [standing(asked, key), byPolicy(asked, key)];
  const broken = links.find((link) => link?.truth === 'false') ?? links.find((link) => link?.truth === 'unknown');
  const { topic, publisher } = asked;
  return broken ?? yes('topic', `topic ${topic.name} and its key let ${publisher.name} publish`, topic);
}

const STATES: ReadonlyMap<string, string> = new Map([
  ['Disabled', 'is disabled'],
  ['PendingDeletion', 'is to be deleted'],
  ['PendingReplicaDeletion', 'is to be deleted'],
  ['PendingImport', 'has no key material'],
  ['Unavailable', 'is cut off from its key store'],
]);

/** What keeps the service from using it, whatever its policy says; null: nothing does. */
function standing({ world, topic, publisher, encrypted }: Asked, key: Resource): Link | null {
  const hidden = unreadField(world, 'topic', key, ['state', 'managedBy', 'spec']);
  if (hidden) return { ...hidden, resource: topic.id };
  const { state, managedBy, spec } = key.fields;
  const stands = STATES.get(String(state));
  if (stands !== undefined) return no('topic', `${encrypted}, which ${stands}`, topic);
  if (managedBy === 'AWS')
    return no('topic', `${encrypted}, which AWS manages and ${publisher.name} cannot use`, topic);
  if (spec !== 'SYMMETRIC_DEFAULT') {
    return no('topic', `${encrypted}, which is of type ${String(spec)}, and SNS uses symmetric keys alone`, topic);
  }
  if (key.region !== topic.region) {
    return undecided('topic', `${encrypted}, and whether SNS can use a key of ${key.region} is not decided`, topic);
  }
  if (state === 'Enabled') return null;
  return undecided('topic', `${encrypted}, whose state is ${String(state)}, and what that means is not decided`, topic);
}

/** What its policy keeps from the service, or may; null: nothing. */
function byPolicy({ world, topic, publisher, encrypted }: Asked, key: Resource): Link | null {
  const policy = world.field(key, 'policy');
  if (!policy.known) return unread('topic', `the policy of the key of topic ${topic.name}`, policy.gap, topic);
  const { service, name } = publisher;
  const sent = toKeys(publisher.sent);
  const answers = CALLS.map((action) => {
    return { action, answer: answerOf(String(policy.value), { who: { service }, sent, action, resource: key.id }) };
  });
  const those = (...wanted: readonly PolicyAnswer[]) =>
    enumerate(answers.filter(({ answer }) => wanted.includes(answer)).map(({ action }) => action));
  const [denied, silent, open] = [those('denies'), those('silent'), those('mayAllow', 'mayDeny')];
  if (denied !== '') return no('topic', `${encrypted}, whose policy denies ${name} ${denied}`, topic);
  if (silent !== '') return no('topic', `${encrypted}, whose policy does not allow ${name} ${silent}`, topic);
  if (those('unreadable') !== '') {
    return undecided('topic', `${encrypted}, whose policy is not JSON that could be read`, topic);
  }
  if (open === '') return null;
  const sentence = `${encrypted}, and whether its policy allows ${name} ${open} depends on conditions that are not decided here`;
  return undecided('topic', sentence, topic);
}
