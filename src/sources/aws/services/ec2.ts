/** EC2: which regions an account has enabled. */
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';

export const Client = EC2Client;
export const commands = {
  DescribeRegions: DescribeRegionsCommand,
} as const;
