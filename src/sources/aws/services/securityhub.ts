/** Security Hub, as far as kinds ask it. */
import { DescribeHubCommand, GetEnabledStandardsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';

export const Client = SecurityHubClient;
export const commands = {
  DescribeHub: DescribeHubCommand,
  GetEnabledStandards: GetEnabledStandardsCommand,
} as const;
