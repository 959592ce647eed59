/** What runs in an account, read with the real clients: every page of every list, and the fields that answers hold. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { audit, rulebook } from './audit.ts';
import type { Simulator } from './start.ts';
import { startSimulator } from './start.ts';
import type { World } from './world.ts';
import { account, holdings } from './worlds/parts.ts';

const ACCOUNT = '210987654321';
const HOME = 'us-east-1';
const LENGTHS = {
  instance: 1001,
  function: 51,
  database: 101,
  loadBalancer: 401,
  autoScalingGroup: 101,
  vpc: 1001,
} as const;

const named = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name}-${String(index).padStart(4, '0')}`);

const world: World = {
  name: 'workloads',
  seed: 'workloads',
  caller: ACCOUNT,
  accounts: [
    account(
      ACCOUNT,
      'Many',
      {
        [HOME]: holdings({
          workloads: {
            instances: named('i', LENGTHS.instance).map((id) => ({ id, name: `machine ${id}`, group: 'g-0000' })),
            functions: named('f', LENGTHS.function).map((name) => ({ name, logGroup: `/own/${name}` })),
            databases: named('d', LENGTHS.database).map((name) => ({ name, engine: 'docdb', cluster: 'c' })),
            loadBalancers: named('b', LENGTHS.loadBalancer).map((name) => ({ name, type: 'gateway' })),
            groups: named('g', LENGTHS.autoScalingGroup).map((name) => ({ name, least: 0, most: 1, metrics: [] })),
            vpcs: named('vpc', LENGTHS.vpc).map((id) => ({ id, flowLogs: [{ id: `fl-${id}`, traffic: 'REJECT' }] })),
            metrics: named('m', 501).map((name) => ({
              namespace: 'CWAgent',
              name,
              dimensions: { InstanceId: 'i-0000' },
            })),
          },
        }),
      },
      { member: false, regions: [HOME], unguarded: { [HOME]: ['securityHub'] } },
    ),
  ],
  regions: [{ name: HOME, optIn: false }],
  faults: [],
};

let simulator: Simulator;
let snapshot: Snapshot;
let byCall: Readonly<Record<string, number>>;

beforeAll(async () => {
  simulator = await startSimulator();
  await simulator.show(world);
  const env = { AWS_ACCESS_KEY_ID: `AKIA${ACCOUNT}`, AWS_SECRET_ACCESS_KEY: 'simulated', AWS_REGION: HOME };
  const rules = { ...rulebook, rules: rulebook.rules.filter(({ tags }) => tags.includes('workload')) };
  ({ snapshot } = await audit({ ...simulator, env }, { scope: { by: 'caller' }, rules }));
  ({ byCall } = await simulator.stats());
}, 60_000);
afterAll(() => simulator.stop());

describe('lists of what runs', () => {
  it('are read to their end', () => {
    expect(snapshot.gaps).toEqual([]);
    const counted = (kind: string) => snapshot.resources.filter((each) => each.kind === kind).length;
    for (const [kind, length] of Object.entries(LENGTHS)) expect(counted(kind), kind).toBe(length);
    expect(counted('flowLog')).toBe(LENGTHS.vpc);
    expect(counted('metric')).toBe(501);
    for (const call of ['ec2:DescribeInstances', 'lambda:ListFunctions', 'rds:DescribeDBInstances'])
      expect(byCall[call], call).toBe(2);
    for (const call of [
      'elasticloadbalancing:DescribeLoadBalancers',
      'autoscaling:DescribeAutoScalingGroups',
      'cloudwatch:ListMetrics',
    ]) {
      expect(byCall[call], call).toBe(2);
    }
  });

  it('take no call for each function, instance, database or network', () => {
    const total = Object.values(byCall).reduce((sum, count) => sum + count, 0);
    expect(byCall['logs:DescribeLogGroups']).toBe(1);
    expect(byCall['logs:DescribeMetricFilters']).toBe(1);
    expect(byCall['elasticloadbalancing:DescribeLoadBalancerAttributes']).toBeUndefined();
    expect(total).toBeLessThan(32);
  });

  const fieldsOf = (kind: string, name: string) =>
    snapshot.resources.find((each) => each.kind === kind && each.name === name)?.fields;

  it('give the fields that answers hold', () => {
    expect(fieldsOf('instance', 'i-1000')).toMatchObject({
      name: 'machine i-1000',
      state: 'running',
      autoScalingGroup: 'g-0000',
      detailedMonitoring: false,
      launchedAt: '2024-02-06T08:00:00.000Z',
    });
    expect(fieldsOf('function', 'f-0050')).toMatchObject({
      logGroupName: '/own/f-0050',
      modifiedAt: '2024-02-06T08:00:00.000Z',
    });
    expect(fieldsOf('database', 'd-0100')).toMatchObject({ engine: 'docdb', ownStorage: false, cluster: 'c' });
    expect(fieldsOf('loadBalancer', 'b-0400')).toMatchObject({
      type: 'gateway',
      dimension: 'gwy/b-0400/50dc6c495c0c9188',
    });
    expect(fieldsOf('autoScalingGroup', 'g-0100')).toMatchObject({ least: 0, most: 1, groupMetrics: [] });
    expect(fieldsOf('flowLog', 'fl-vpc-1000')).toMatchObject({
      subject: 'vpc-1000',
      traffic: 'REJECT',
      delivery: 'SUCCESS',
    });
    expect(fieldsOf('configRecorder', 'default')).toMatchObject({
      recording: true,
      lastStatus: 'Success',
      allSupported: true,
      serviceLinkedRole: true,
      deliveryError: null,
    });
  });

  it('say that Security Hub is not enabled, which is no gap', () => {
    expect(snapshot.resources.filter(({ kind }) => kind === 'securityHub')).toEqual([]);
    expect(snapshot.coverage.map(({ kind }) => kind)).toContain('securityHub');
  });
});
