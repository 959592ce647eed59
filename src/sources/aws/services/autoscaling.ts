/** EC2 Auto Scaling, as far as kinds ask it. */
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';

export const Client = AutoScalingClient;
export const commands = {
  DescribeAutoScalingGroups: DescribeAutoScalingGroupsCommand,
} as const;
