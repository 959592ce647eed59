/** EC2: which regions an account has enabled, its instances, and its networks with their flow logs. */
import {
  DescribeFlowLogsCommand,
  DescribeInstancesCommand,
  DescribeRegionsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';

export const Client = EC2Client;
export const commands = {
  DescribeFlowLogs: DescribeFlowLogsCommand,
  DescribeInstances: DescribeInstancesCommand,
  DescribeRegions: DescribeRegionsCommand,
  DescribeVpcs: DescribeVpcsCommand,
} as const;
