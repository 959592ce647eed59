/** What runs besides EC2: functions, databases, load balancers and Auto Scaling groups (the API References of the four services). */
import type { Answer } from '../answer.ts';
import type { Call } from '../call.ts';
import { page } from '../pages.ts';
import { Refused } from '../refused.ts';
import type { LoadBalancer } from '../workloads.ts';
import { arn } from '../world.ts';
import { MADE, workloadsOf } from './machines.ts';
import type { Operation } from './operation.ts';
import { required } from './operation.ts';

const pages = (limit: string, fallback: number, most: number, token = 'Marker') => ({
  token,
  limit,
  fallback,
  most,
  refuse: () => new Refused('InvalidParameterValue', 'The token is not valid.'),
});

const ListFunctions: Operation = (call, aws) => {
  const { items, next } = page(call, workloadsOf(call, aws).functions ?? [], pages('MaxItems', 50, 50));
  const Functions = items.map(({ name, logGroup }) => ({
    FunctionName: name,
    FunctionArn: arn('lambda', call.region, call.account, `function:${name}`),
    Runtime: 'nodejs24.x',
    PackageType: 'Zip',
    Role: arn('iam', '', call.account, `role/${name}`),
    LastModified: '2024-02-06T08:00:00.000+0000',
    LoggingConfig: { LogFormat: 'Text', LogGroup: logGroup ?? `/aws/lambda/${name}` },
  }));
  return { Functions, NextMarker: next ?? null };
};

export const lambda = { ListFunctions };

const DescribeDBInstances: Operation = (call, aws) => {
  const { items, next } = page(call, workloadsOf(call, aws).databases ?? [], pages('MaxRecords', 100, 100));
  const DBInstance = items.map(({ name, engine, status = 'available', cluster }) => ({
    DBInstanceIdentifier: name,
    DBInstanceArn: arn('rds', call.region, call.account, `db:${name}`),
    DBInstanceClass: 'db.t4g.medium',
    DBInstanceStatus: status,
    Engine: engine,
    EngineVersion: '17.4',
    StorageType: engine.startsWith('aurora') ? 'aurora' : 'gp3',
    AllocatedStorage: engine.startsWith('aurora') ? 1 : 100,
    DBClusterIdentifier: cluster,
    InstanceCreateTime: MADE,
  }));
  return { DBInstances: { DBInstance }, Marker: next };
};

export const rds = { DescribeDBInstances };

const SHORT = { application: 'app', network: 'net', gateway: 'gwy' } as const;

function balancerArn({ region, account }: Call, { name, type }: LoadBalancer): string {
  return arn('elasticloadbalancing', region, account, `loadbalancer/${SHORT[type]}/${name}/50dc6c495c0c9188`);
}

const DescribeLoadBalancers: Operation = (call, aws) => {
  const { items, next } = page(call, workloadsOf(call, aws).loadBalancers ?? [], pages('PageSize', 400, 400));
  const member = items.map((balancer) => ({
    LoadBalancerArn: balancerArn(call, balancer),
    LoadBalancerName: balancer.name,
    Type: balancer.type,
    Scheme: balancer.type === 'gateway' ? undefined : balancer.internal ? 'internal' : 'internet-facing',
    State: { Code: 'active' },
    VpcId: 'vpc-1',
    CreatedTime: MADE,
  }));
  return { LoadBalancers: { member }, NextMarker: next };
};

const DescribeLoadBalancerAttributes: Operation = (call, aws) => {
  const missing = () => new Refused('ValidationError', 'A load balancer ARN must be specified');
  const wanted = required(call, 'LoadBalancerArn', missing);
  const found = (workloadsOf(call, aws).loadBalancers ?? []).find((each) => balancerArn(call, each) === wanted);
  if (!found) throw new Refused('LoadBalancerNotFound', `Load balancer '${wanted}' not found`);
  const member = [
    { Key: 'access_logs.s3.enabled', Value: String(found.logsTo !== undefined) },
    { Key: 'access_logs.s3.bucket', Value: found.logsTo ?? '' },
    { Key: 'deletion_protection.enabled', Value: 'false' },
  ];
  return { Attributes: { member } };
};

export const elasticloadbalancing = { DescribeLoadBalancers, DescribeLoadBalancerAttributes };

const DescribeAutoScalingGroups: Operation = (call, aws) => {
  const { items, next } = page(call, workloadsOf(call, aws).groups ?? [], pages('MaxRecords', 50, 100, 'NextToken'));
  const member = items.map(({ name, least, most, metrics }): Answer => {
    const rest = `autoScalingGroup:11111111-2222-3333-4444-555555555555:autoScalingGroupName/${name}`;
    return {
      AutoScalingGroupName: name,
      AutoScalingGroupARN: arn('autoscaling', call.region, call.account, rest),
      MinSize: least,
      MaxSize: most,
      DesiredCapacity: least,
      HealthCheckType: 'EC2',
      EnabledMetrics: { member: metrics.map((Metric) => ({ Metric, Granularity: '1Minute' })) },
      CreatedTime: MADE,
    };
  });
  return { AutoScalingGroups: { member }, NextToken: next };
};

export const autoscaling = { DescribeAutoScalingGroups };
