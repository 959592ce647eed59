/** CloudWatch Logs, as far as kinds ask it. */
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  DescribeResourcePoliciesCommand,
  DescribeSubscriptionFiltersCommand,
} from '@aws-sdk/client-cloudwatch-logs';

export const Client = CloudWatchLogsClient;
export const commands = {
  DescribeLogGroups: DescribeLogGroupsCommand,
  DescribeMetricFilters: DescribeMetricFiltersCommand,
  DescribeResourcePolicies: DescribeResourcePoliciesCommand,
  DescribeSubscriptionFilters: DescribeSubscriptionFiltersCommand,
} as const;
