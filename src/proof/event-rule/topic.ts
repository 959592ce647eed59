/** From an EventBridge rule to a topic among its targets, and to who is subscribed to it. */
import { parseArn } from '../../model/arn.ts';
import type { Link } from '../../model/proof.ts';
import type { Resource } from '../../model/resource.ts';
import type { World } from '../../model/world.ts';
import type { Chain, Question } from '../chain.ts';
import { sentToTopic } from '../condition-keys.ts';
import { no, undecided, unread, unreadField, yes } from '../link.ts';
import { eventBridge } from '../publisher.ts';
import type { Effects } from '../resource-policy.ts';
import { effectsOf } from '../resource-policy.ts';
import { endsAtTopic, subscribed } from '../subscription.ts';
import { admits } from '../topic-policy.ts';
import { organizationOf } from './organization.ts';
import { roleLink } from './role.ts';

type Where = Pick<Question, 'world' | 'reaches'>;

/** `role`: as which the rule publishes; null: EventBridge by itself; a link: why that is not known. */
export function throughTopic(where: Where, rule: Resource, arn: string, role: string | null | Link): Chain {
  const { world, reaches } = where;
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
  const before = beyond(rule, topic, role) ?? unreadField(world, 'topic', topic, ['fifo']);
  const admitted = before ? [before] : admittedAs(world, rule, topic, role);
  const [last] = admitted.slice(-1);
  if (last && reaches === 'action') return [...admitted.slice(0, -1), endsAtTopic(last)];
  return admitted.some(({ truth }) => truth === 'false') ? admitted : [...admitted, subscribed(world, topic, null)];
}

/** Across regions a rule may not be able to publish; across accounts it needs a role ("Sending events to an AWS service in another account"). */
function beyond(rule: Resource, topic: Resource, role: string | null | Link): Link | null {
  const how = `as whom and whether EventBridge rule ${rule.name} can publish there is not decided`;
  if (topic.account !== rule.account && typeof role !== 'string')
    return undecided('topic', `topic ${topic.name} belongs to account ${topic.account}, and ${how}`, topic);
  if (topic.region !== rule.region)
    return undecided('topic', `topic ${topic.name} is in ${topic.region}, and ${how}`, topic);
  return null;
}

/** Links up to the first that does not hold. */
function admittedAs(world: World, rule: Resource, topic: Resource, role: string | null | Link): Chain {
  if (role === null) return [admits(world, topic, eventBridge)];
  if (typeof role !== 'string') return [role];
  const hidden = unreadField(world, 'topic', topic, ['policy', 'kmsKey']);
  const policy = hidden ? null : policyFor(world, rule, topic, role);
  const deed = { action: 'sns:Publish', resource: topic, granted: policy?.allow ?? 'unknown' } as const;
  const acts = roleLink(world, rule, role, deed);
  if (acts.truth === 'false') return [acts];
  return [acts, hidden ?? byPolicy(rule, topic, policy) ?? byKey(topic) ?? lets(topic)];
}

function policyFor(world: World, rule: Resource, topic: Resource, role: string): Effects | null {
  const who = { account: rule.account, role };
  const sent = sentToTopic(rule, role, organizationOf(world, rule));
  return effectsOf([String(topic.fields['policy'])], { who, sent, action: 'sns:Publish', resource: topic.id });
}

/** Null where it lets the role publish: in its own account, where it does not deny it. */
function byPolicy(rule: Resource, topic: Resource, policy: Effects | null): Link | null {
  const named = `the access policy of topic ${topic.name}`;
  if (!policy) return undecided('topic', `${named} is not JSON that could be read`, topic);
  const { allow, deny } = policy;
  if (deny === 'true') return no('topic', `${named} denies the role sns:Publish`, topic);
  const isOwn = topic.account === rule.account;
  if (!isOwn && allow === 'false') {
    return no('topic', `${named} does not let a role of account ${rule.account} publish`, topic);
  }
  if (deny === 'false' && (isOwn || allow === 'true')) return null;
  const sentence = `whether ${named} lets the role publish depends on conditions that are not decided here`;
  return undecided('topic', sentence, topic);
}

function byKey(topic: Resource): Link | null {
  const key = topic.fields['kmsKey'];
  if (key === null) return null;
  const sentence = `topic ${topic.name} is encrypted with the key ${String(key)}, and whether the role may use it is not decided`;
  return undecided('topic', sentence, topic);
}

function lets(topic: Resource): Link {
  return yes('topic', `topic ${topic.name} lets the role publish`, topic);
}
