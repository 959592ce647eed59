/** Accounts in which things run, each watched and guarded but for one thing. */
import type { Account, Alarm } from '../world.ts';
import type { Archetype } from './archetypes.ts';
import type { Expected } from './expected.ts';
import { HEALTHY } from './expected.ts';
import { account, chain, topicArn } from './parts.ts';
import { running, WATCHED } from './workload-parts.ts';

const HOME = 'us-east-1';
const TWO = [HOME, 'us-west-2'] as const;

function but(
  name: string,
  change: Parameters<typeof running>[2],
  differs: Expected,
  settings: Partial<Account> = {},
): Archetype {
  const build = (id: string) => {
    const spot = { account: id, region: HOME };
    const names = { trail: 'main', logGroup: 'audit/trail', topic: 'alerts', subscriber: 'guard@example.com' };
    const whole = running(chain(spot, names), [topicArn(spot, 'alerts')], change);
    return account(id, name, { [HOME]: whole }, { regions: TWO, ...settings });
  };
  return { name, build, expected: { ...HEALTHY, ...WATCHED, ...differs } };
}

/** One alarm changed, or left out. */
const alarmed = (name: string, change: Partial<Alarm> | null) => ({
  alarms: (each: Alarm) => (each.name !== name ? each : change && { ...each, ...change }),
});

const OFF = { actionsEnabled: false } as const;
const denied = (...actions: readonly string[]) => ({ denied: actions });

export const ofWorkloads: readonly Archetype[] = [
  but('everything that runs is watched', {}, {}),
  but('the CPU of another instance is watched', alarmed('shop-cpu', { dimensions: { InstanceId: 'i-0b2' } }), {
    'instance.cpu-alarm': 'fail',
  }),
  but('the CPU may reach 95 percent', alarmed('shop-cpu', { threshold: 95 }), { 'instance.cpu-alarm': 'fail' }),
  but(
    'the CPU is watched together with that of its group',
    {
      workloads: { instances: [{ id: 'i-0a1', group: 'workers' }] },
      ...alarmed('shop-cpu', { dimensions: { AutoScalingGroupName: 'workers' } }),
    },
    // Groups replace instances whose checks fail.
    { 'instance.status-check-alarm': 'notApplicable' },
  ),
  but('the alarm on checks is switched off', alarmed('shop-status', OFF), {
    'alarm.actions-enabled': { 'shop-status': 'fail', '*': 'pass' },
    'alarm.reaches-somebody': { 'shop-status': 'fail', '*': 'pass' },
    'instance.status-check-alarm': 'fail',
  }),
  but('one of two file systems is watched', alarmed('shop-disk /data', null), { 'instance.disk-space-alarm': 'fail' }),
  but(
    'the instance has no agent',
    { workloads: { metrics: [] } },
    {
      'alarm.metric-exists': { 'shop-disk /': 'fail', 'shop-disk /data': 'fail', '*': 'pass' },
      'instance.disk-space-alarm': 'fail',
    },
  ),
  but(
    'nobody may see what the agent reports',
    {},
    {
      'alarm.metric-exists': { 'shop-disk /': 'unknown', 'shop-disk /data': 'unknown', '*': 'pass' },
      'instance.disk-space-alarm': 'unknown',
    },
    denied('cloudwatch:ListMetrics'),
  ),
  but(
    'the instance is stopped',
    { workloads: { instances: [{ id: 'i-0a1', state: 'stopped' }] } },
    {
      'instance.cpu-alarm': 'notApplicable',
      'instance.disk-space-alarm': 'notApplicable',
      'instance.status-check-alarm': 'notApplicable',
    },
  ),
  but('errors of the function raise no alarm', alarmed('pay-errors', null), { 'function.errors-alarm': 'fail' }),
  but(
    'the function writes to a log group that is not there',
    { workloads: { functions: [{ name: 'pay', logGroup: '/pay' }] } },
    {
      'function.log-group-kept': 'fail',
    },
  ),
  but(
    'nobody may list functions',
    {},
    {
      'function.errors-alarm': 'unknown',
      'function.log-group-kept': 'unknown',
    },
    denied('lambda:*'),
  ),
  but('the database tells when it is empty', alarmed('orders-storage', { comparison: 'GreaterThanThreshold' }), {
    'database.free-storage-alarm': { orders: 'fail' },
  }),
  but('the load balancer is watched by its name', alarmed('shop-errors', { dimensions: { LoadBalancer: 'shop' } }), {
    'load-balancer.errors-alarm': { shop: 'fail' },
  }),
  but(
    'nobody may see whether access logs are written',
    {},
    {
      'load-balancer.access-logging': { shop: 'unknown' },
    },
    denied('elasticloadbalancing:DescribeLoadBalancerAttributes'),
  ),
  but(
    'the group publishes no metrics',
    { workloads: { groups: [{ name: 'workers', least: 2, most: 6, metrics: [] }] } },
    {
      'auto-scaling.capacity-alarm': 'fail',
    },
  ),
  but(
    'flow logs do not arrive',
    { workloads: { vpcs: [{ id: 'vpc-1', flowLogs: [{ id: 'fl-1', traffic: 'ALL', error: 'Access error' }] }] } },
    {
      'vpc.flow-logs': 'fail',
    },
  ),
  but(
    'a region is guarded by nobody',
    {},
    {
      'config.recorder-all-regions': { [HOME]: 'pass', 'us-west-2': 'fail' },
      'security-hub.enabled': { [HOME]: 'pass', 'us-west-2': 'fail' },
      'guardduty.enabled': { [HOME]: 'pass', 'us-west-2': 'fail' },
    },
    { unguarded: { 'us-west-2': ['config', 'securityHub', 'guardDuty'] } },
  ),
  but(
    'what guards a region checks nothing and keeps nothing',
    {},
    {
      'config.recorder-all-regions': { [HOME]: 'pass', 'us-west-2': 'fail' },
      'security-hub.enabled': { [HOME]: 'pass', 'us-west-2': 'fail' },
    },
    { unguarded: { 'us-west-2': ['configDelivery', 'standards'] } },
  ),
  but(
    'no region records users and roles',
    {},
    { 'config.global-resources': 'fail' },
    { unguarded: { [HOME]: ['globalTypes'], 'us-west-2': ['globalTypes'] } },
  ),
  but(
    'nobody may ask who guards it',
    {},
    {
      'config.recorder-all-regions': 'unknown',
      'config.global-resources': 'unknown',
      'config.service-linked-role': 'unknown',
      'security-hub.enabled': 'unknown',
      'guardduty.enabled': 'unknown',
    },
    denied('config:DescribeConfigurationRecorders', 'securityhub:DescribeHub', 'guardduty:GetDetector'),
  ),
];
