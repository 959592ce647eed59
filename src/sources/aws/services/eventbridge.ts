/** EventBridge, as far as kinds ask it. */
import {
  EventBridgeClient,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';

export const Client = EventBridgeClient;
export const commands = {
  ListEventBuses: ListEventBusesCommand,
  ListRules: ListRulesCommand,
  ListTagsForResource: ListTagsForResourceCommand,
  ListTargetsByRule: ListTargetsByRuleCommand,
} as const;
