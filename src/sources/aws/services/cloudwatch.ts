/** CloudWatch, as far as kinds ask it. */
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetAlarmMuteRuleCommand,
  ListAlarmMuteRulesCommand,
  ListMetricsCommand,
} from '@aws-sdk/client-cloudwatch';

export const Client = CloudWatchClient;
export const commands = {
  DescribeAlarms: DescribeAlarmsCommand,
  GetAlarmMuteRule: GetAlarmMuteRuleCommand,
  ListAlarmMuteRules: ListAlarmMuteRulesCommand,
  ListMetrics: ListMetricsCommand,
} as const;
