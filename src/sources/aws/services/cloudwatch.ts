/** CloudWatch, as far as kinds ask it. */
import { CloudWatchClient, DescribeAlarmsCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';

export const Client = CloudWatchClient;
export const commands = {
  DescribeAlarms: DescribeAlarmsCommand,
  ListMetrics: ListMetricsCommand,
} as const;
