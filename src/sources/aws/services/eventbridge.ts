/** EventBridge, as far as kinds ask it. */
import { EventBridgeClient, ListRulesCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';

export const Client = EventBridgeClient;
export const commands = {
  ListRules: ListRulesCommand,
  ListTargetsByRule: ListTargetsByRuleCommand,
} as const;
