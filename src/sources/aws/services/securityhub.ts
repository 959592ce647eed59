/** Security Hub, as far as kinds ask it. */
import { DescribeHubCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';

export const Client = SecurityHubClient;
export const commands = {
  DescribeHub: DescribeHubCommand,
} as const;
