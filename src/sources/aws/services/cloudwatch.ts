/** CloudWatch, as far as kinds ask it. */
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';

export const Client = CloudWatchClient;
export const commands = {
  DescribeAlarms: DescribeAlarmsCommand,
} as const;
