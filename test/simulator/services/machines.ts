/** EC2's instances, VPCs and flow logs ("DescribeInstances", "DescribeVpcs", "DescribeFlowLogs", EC2 API Reference). */
import type { Answer, Element } from '../answer.ts';
import type { Call } from '../call.ts';
import { page } from '../pages.ts';
import { Refused } from '../refused.ts';
import type { Instance, Vpc, Workloads } from '../workloads.ts';
import { holdingsOf } from '../world.ts';
import type { Aws, Operation } from './operation.ts';
import { ownAccount } from './operation.ts';

const PAGES = {
  token: 'NextToken',
  limit: 'MaxResults',
  fallback: 1000,
  most: 1000,
  refuse: () => new Refused('InvalidNextToken', 'The token is not valid.'),
} as const;

/** A day on which everything was made; it plays no part in any verdict. */
export const MADE = '2024-02-06T08:00:00.000Z';

export function workloadsOf(call: Call, aws: Aws): Workloads {
  return holdingsOf(ownAccount(call, aws), call.region).workloads ?? {};
}

const DescribeInstances: Operation = (call, aws) => {
  const { items, next } = page(call, workloadsOf(call, aws).instances ?? [], PAGES);
  const item = items.map((instance) => ({
    reservationId: `r-${instance.id.slice(2)}`,
    ownerId: call.account,
    instancesSet: { item: [described(instance)] },
  }));
  return { reservationSet: { item }, nextToken: next };
};

function described({ id, name, state = 'running', group }: Instance): Answer {
  const tags = [
    ...(name === undefined ? [] : [{ key: 'Name', value: name }]),
    ...(group === undefined ? [] : [{ key: 'aws:autoscaling:groupName', value: group }]),
  ];
  return {
    instanceId: id,
    instanceType: 't3.micro',
    instanceState: state === 'running' ? { code: 16, name: state } : { code: 80, name: state },
    launchTime: MADE,
    monitoring: { state: 'disabled' },
    vpcId: 'vpc-1',
    ...(tags.length > 0 ? { tagSet: { item: tags } } : {}),
  };
}

const DescribeVpcs: Operation = (call, aws) => {
  const { items, next } = page(call, workloadsOf(call, aws).vpcs ?? [], PAGES);
  const item = items.map(({ id, default: isDefault = false }) => ({
    vpcId: id,
    ownerId: call.account,
    state: 'available',
    cidrBlock: '10.0.0.0/16',
    isDefault,
  }));
  return { vpcSet: { item }, nextToken: next };
};

const DescribeFlowLogs: Operation = (call, aws) => {
  const all = (workloadsOf(call, aws).vpcs ?? []).flatMap(flowLogsOf);
  const { items, next } = page(call, all, PAGES);
  return { flowLogSet: { item: items }, nextToken: next };
};

function flowLogsOf({ id, flowLogs }: Vpc): readonly Record<string, Element>[] {
  return flowLogs.map((log) => ({
    flowLogId: log.id,
    resourceId: id,
    trafficType: log.traffic,
    flowLogStatus: 'ACTIVE',
    deliverLogsStatus: log.error === undefined ? 'SUCCESS' : 'FAILED',
    deliverLogsErrorMessage: log.error,
    logDestinationType: 's3',
    logDestination: 'arn:aws:s3:::flow-logs',
    creationTime: MADE,
  }));
}

export const machines = { DescribeInstances, DescribeVpcs, DescribeFlowLogs };
