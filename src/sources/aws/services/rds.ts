/** RDS, as far as kinds ask it. */
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';

export const Client = RDSClient;
export const commands = {
  DescribeDBInstances: DescribeDBInstancesCommand,
} as const;
