/** All operations the simulator answers: one line for each service. */
import { cloudtrail } from './cloudtrail.ts';
import { cloudwatch } from './cloudwatch.ts';
import { ec2 } from './ec2.ts';
import { eventbridge } from './eventbridge.ts';
import { config, guardduty, securityhub } from './guards.ts';
import { iam } from './iam.ts';
import { kms } from './kms.ts';
import { logs } from './logs.ts';
import type { Operation } from './operation.ts';
import { organizations } from './organizations.ts';
import { s3, s3control } from './s3.ts';
import { sns } from './sns.ts';
import { sts } from './sts.ts';
import { autoscaling, elasticloadbalancing, lambda, rds } from './workloads.ts';

export const services: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  sts,
  organizations,
  ec2,
  cloudtrail,
  cloudwatch,
  eventbridge,
  iam,
  kms,
  logs,
  s3,
  s3control,
  sns,
  lambda,
  rds,
  elasticloadbalancing,
  autoscaling,
  config,
  securityhub,
  guardduty,
};
