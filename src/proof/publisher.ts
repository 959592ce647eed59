/** Services that publish to topics for a resource: CloudWatch for an alarm, EventBridge for a rule. */
import type { Resource } from '../model/resource.ts';
import type { Sent } from './condition-keys.ts';
import { sentBy, sentByEventBridge } from './condition-keys.ts';

export interface Publisher {
  /** Its principal. */
  readonly service: string;
  /** As people say it. */
  readonly name: string;
  /** What it sends along with a message. */
  readonly sent: Sent;
  /** Statements of a topic's policy that let it publish under a condition are said not to work. */
  readonly isUnconditional?: true;
}

export function cloudWatchFor(alarm: Resource): Publisher {
  const service = 'cloudwatch.amazonaws.com';
  return { service, name: 'CloudWatch', sent: sentBy(service, alarm) };
}

export const eventBridge: Publisher = {
  service: 'events.amazonaws.com',
  name: 'EventBridge',
  sent: sentByEventBridge,
  isUnconditional: true,
};
