/** May a service publish to a topic? By its access policy, and by its key. Follows "Example cases for Amazon SNS access control". */

import type { Link } from '../model/proof.ts';
import type { Resource } from '../model/resource.ts';
import type { World } from '../model/world.ts';
import type { Decision } from './alarm/decision.ts';
import { linkOf, no, undecided } from './alarm/decision.ts';
import { unreadField } from './link.ts';
import type { Publisher } from './publisher.ts';
import { answerOf } from './resource-policy.ts';
import { keyOf } from './topic-key.ts';

/** Where policy and key both stand in the way, the policy is named. */
export function admits(world: World, topic: Resource, publisher: Publisher): Link {
  const hidden = unreadField(world, 'topic', topic, ['kmsKey', 'policy']);
  if (hidden) return hidden;
  const policy = linkOf('topic', policyDecision(topic, publisher), topic);
  const key = policy.truth === 'false' ? null : keyOf(world, topic, publisher);
  if (key === null || (policy.truth === 'unknown' && key.truth !== 'false')) return policy;
  return key;
}

function policyDecision(topic: Resource, { service, name, sent, isUnconditional }: Publisher): Decision {
  const policy = `the access policy of topic ${topic.name}`;
  const unconditional = isUnconditional ? { isUnconditional } : {};
  const asked = { who: { service }, sent, action: 'sns:Publish', resource: topic.id, ...unconditional };
  const answer = answerOf(String(topic.fields['policy']), asked);
  const open = 'depends on conditions that are not decided here';
  switch (answer) {
    case 'denies':
      return no(`${policy} denies ${name} sns:Publish`);
    case 'silent':
      return no(`${policy} does not let ${name} publish`);
    case 'allows':
      return { truth: 'true', sentence: `topic ${topic.name} lets ${name} publish` };
    case 'mayAllow':
      return undecided(`whether ${policy} lets ${name} publish ${open}`);
    case 'mayDeny':
      return undecided(`whether ${policy} denies ${name} sns:Publish ${open}`);
    case 'unreadable':
      return undecided(`${policy} is not JSON that could be read`);
    default:
      return answer satisfies never;
  }
}
