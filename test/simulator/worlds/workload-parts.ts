/** What runs in an account, and the alarms that watch it: whole, so that a world has only to say what is broken. */

import type { Workloads } from '../workloads.ts';
import type { Alarm, Holdings } from '../world.ts';
import type { Expected } from './expected.ts';
import { alarm, plainLogGroup } from './parts.ts';

/** One of each: an instance with two file systems, a function, a database, a load balancer and an Auto Scaling group. */
const WORKLOADS: Workloads = {
  instances: [{ id: 'i-0a1', name: 'shop' }],
  functions: [{ name: 'pay' }],
  databases: [
    { name: 'orders', engine: 'postgres' },
    { name: 'carts', engine: 'aurora-mysql', cluster: 'carts' },
  ],
  loadBalancers: [
    { name: 'shop', type: 'application', logsTo: 'balancer-logs' },
    { name: 'inner', type: 'network', internal: true },
  ],
  groups: [{ name: 'workers', least: 2, most: 6, metrics: ['GroupInServiceInstances'] }],
  metrics: [
    disk({ path: '/', device: 'nvme0n1p1', fstype: 'xfs' }),
    disk({ path: '/data', device: 'nvme1n1', fstype: 'ext4' }),
    disk({ path: '/run', device: 'tmpfs', fstype: 'tmpfs' }),
  ],
  vpcs: [{ id: 'vpc-1', flowLogs: [{ id: 'fl-1', traffic: 'ALL' }] }],
};

function disk(dimensions: Readonly<Record<string, string>>) {
  return { namespace: 'CWAgent', name: 'disk_used_percent', dimensions: { InstanceId: 'i-0a1', ...dimensions } };
}

/** Alarms by what they watch. */
function alarmsOf(actions: readonly string[]): readonly Alarm[] {
  const on = (name: string, namespace: string, metric: string, change: Partial<Alarm>): Alarm =>
    alarm(metric, actions, { name, namespace, comparison: 'GreaterThanThreshold', ...change });
  const low = { comparison: 'LessThanThreshold', statistic: 'Minimum' } as const;
  const shop = { InstanceId: 'i-0a1' };
  return [
    on('shop-cpu', 'AWS/EC2', 'CPUUtilization', { dimensions: shop, statistic: 'Average', threshold: 80 }),
    on('shop-status', 'AWS/EC2', 'StatusCheckFailed', { dimensions: shop, statistic: 'Maximum', threshold: 0 }),
    ...(WORKLOADS.metrics ?? [])
      .filter(({ dimensions }) => dimensions['fstype'] !== 'tmpfs')
      .map(({ namespace, name, dimensions }) =>
        on(`shop-disk ${dimensions['path']}`, namespace, name, { dimensions, statistic: 'Average', threshold: 85 }),
      ),
    on('pay-errors', 'AWS/Lambda', 'Errors', { dimensions: { FunctionName: 'pay' }, threshold: 0 }),
    on('orders-storage', 'AWS/RDS', 'FreeStorageSpace', {
      ...low,
      dimensions: { DBInstanceIdentifier: 'orders' },
      threshold: 5 * 2 ** 30,
    }),
    on('shop-errors', 'AWS/ApplicationELB', 'HTTPCode_ELB_5XX_Count', {
      dimensions: { LoadBalancer: 'app/shop/50dc6c495c0c9188' },
      threshold: 10,
    }),
    on('workers-capacity', 'AWS/AutoScaling', 'GroupInServiceInstances', {
      ...low,
      dimensions: { AutoScalingGroupName: 'workers' },
      threshold: 2,
    }),
  ];
}

/** The same place, with all of that in it and watched, but for what changes. `actions`: ARNs of topics. */
export function running(
  whole: Holdings,
  actions: readonly string[],
  change: { readonly workloads?: Partial<Workloads>; readonly alarms?: (alarm: Alarm) => Alarm | null } = {},
): Holdings {
  const { workloads = {}, alarms = (same) => same } = change;
  return {
    ...whole,
    workloads: { ...WORKLOADS, ...workloads },
    logGroups: [...whole.logGroups, { ...plainLogGroup('/aws/lambda/pay'), retentionDays: 90 }],
    alarms: [...whole.alarms, ...alarmsOf(actions).flatMap((each) => alarms(each) ?? [])],
  };
}

/** What is right of it. Aurora and the network load balancer are not asked about. */
export const WATCHED: Expected = {
  'instance.cpu-alarm': 'pass',
  'instance.status-check-alarm': 'pass',
  'instance.disk-space-alarm': 'pass',
  'function.errors-alarm': 'pass',
  'function.log-group-kept': 'pass',
  'database.free-storage-alarm': { orders: 'pass' },
  'load-balancer.errors-alarm': { shop: 'pass' },
  'load-balancer.access-logging': { shop: 'pass' },
  'auto-scaling.capacity-alarm': 'pass',
  'vpc.flow-logs': 'pass',
};

/** Something runs, and nobody would notice if it did not. */
export const UNWATCHED: Workloads = {
  instances: [{ id: 'i-0c3', name: 'forklift' }],
  functions: [{ name: 'scan' }],
  databases: [{ name: 'stock', engine: 'mariadb' }],
  loadBalancers: [{ name: 'portal', type: 'application' }],
  groups: [{ name: 'pickers', least: 1, most: 3, metrics: [] }],
  vpcs: [
    { id: 'vpc-2', flowLogs: [{ id: 'fl-2', traffic: 'ACCEPT' }] },
    { id: 'vpc-3', flowLogs: [{ id: 'fl-3', traffic: 'REJECT' }] },
  ],
};

/** What follows from that in a region that is guarded, and from another that is not. */
export const UNWATCHED_VERDICTS: Expected = {
  ...Object.fromEntries(Object.keys(WATCHED).map((rule) => [rule, 'fail'] as const)),
  'vpc.flow-logs': { 'vpc-2': 'fail', 'vpc-3': 'pass' },
  'config.recorder-all-regions': { 'us-west-2': 'fail', '*': 'pass' },
  'guardduty.enabled': { 'us-west-2': 'fail', '*': 'pass' },
  'security-hub.enabled': { 'us-west-2': 'fail', '*': 'pass' },
};
