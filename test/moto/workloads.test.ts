/** Workloads on a real moto server: an instance, a function and a database that alarms watch, and others that they do not. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import { CloudWatchClient, PutMetricAlarmCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/index.ts';
import { run } from '../cli.ts';
import { CALLER } from './chain.ts';
import type { Moto } from './server.ts';
import { motoCommand, startMoto } from './server.ts';

const command = motoCommand();
const folder = mkdtempSync(join(tmpdir(), 'trailproof-moto-workloads-'));
const RULES = [
  ...['instance.cpu-alarm', 'instance.status-check-alarm', 'instance.disk-space-alarm'],
  ...['database.free-storage-alarm', 'function.errors-alarm', 'vpc.flow-logs', 'guardduty.enabled'],
];
let moto: Moto;
let report: Report;
/** Ids of the instances: watched, and not. */
let ids: readonly string[];

/** Two functions, with the role that Lambda insists on. */
async function makeFunctions(session: ConstructorParameters<typeof EC2Client>[0] & object): Promise<void> {
  const lambda = new LambdaClient(session);
  // IAM is asked for nothing else, so that its client is no dependency.
  const authorization = 'AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/iam/aws4_request';
  const role = { Action: 'CreateRole', Version: '2010-05-08', RoleName: 'worker', AssumeRolePolicyDocument: '{}' };
  await fetch(moto.url, { method: 'POST', headers: { authorization }, body: new URLSearchParams(role) });
  for (const FunctionName of ['pay', 'mail']) {
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Role: 'arn:aws:iam::123456789012:role/worker',
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Code: { ZipFile: new Uint8Array([80, 75, 5, 6, ...Array.from({ length: 18 }, () => 0)]) },
      }),
    );
  }
}

async function runInstances(session: ConstructorParameters<typeof EC2Client>[0] & object): Promise<readonly string[]> {
  const ec2 = new EC2Client(session);
  const { Instances = [] } = await ec2.send(
    new RunInstancesCommand({ ImageId: 'ami-12c6146b', MinCount: 2, MaxCount: 2 }),
  );
  return Instances.map(({ InstanceId = '' }) => InstanceId);
}

beforeAll(async () => {
  if (command === null) return;
  moto = await startMoto(command);
  const credentials = { accessKeyId: CALLER.AWS_ACCESS_KEY_ID, secretAccessKey: CALLER.AWS_SECRET_ACCESS_KEY };
  const session = { endpoint: moto.url, region: 'us-east-1', credentials };
  ids = await runInstances(session);
  const [watched = ''] = ids;
  await makeFunctions(session);
  for (const DBInstanceIdentifier of ['orders', 'carts']) {
    const Engine = 'postgres';
    await new RDSClient(session).send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier,
        Engine,
        DBInstanceClass: 'db.t3.micro',
        AllocatedStorage: 20,
      }),
    );
  }
  const sns = new SNSClient(session);
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'operations' }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'operations@example.com' }));
  await watch(new CloudWatchClient(session), watched, TopicArn);
  const path = join(folder, 'workloads.json');
  const where = ['--endpoint-url', moto.url, '--regions', 'us-east-1'];
  const rules = RULES.flatMap((rule) => ['--rule', rule]);
  const { stderr } = await run(['audit', ...where, ...rules, '-o', `json=${path}`], { env: { ...CALLER } });
  try {
    report = JSON.parse(readFileSync(path, 'utf8')) as Report;
  } catch (error) {
    throw new Error(`no report was written: ${stderr}`, { cause: error });
  }
}, 60_000);
afterAll(() => moto?.stop());

/** Alarms on the CPU, the checks and the one file system of the instance, and on one function and one database. */
async function watch(cloudwatch: CloudWatchClient, InstanceId: string, topic: string): Promise<void> {
  const put = (alarm: Omit<PutMetricAlarmCommandInput, 'EvaluationPeriods' | 'AlarmActions'>) =>
    cloudwatch.send(new PutMetricAlarmCommand({ Period: 300, ...alarm, EvaluationPeriods: 1, AlarmActions: [topic] }));
  const of = (Name: string, Value: string) => ({ Name, Value });
  const high = { ComparisonOperator: 'GreaterThanThreshold', Statistic: 'Average' } as const;
  const Dimensions = [of('InstanceId', InstanceId)];
  await put({
    ...high,
    AlarmName: 'cpu',
    Namespace: 'AWS/EC2',
    MetricName: 'CPUUtilization',
    Dimensions,
    Threshold: 80,
  });
  await put({
    ...high,
    AlarmName: 'checks',
    Namespace: 'AWS/EC2',
    MetricName: 'StatusCheckFailed',
    Dimensions,
    Threshold: 0,
  });
  const disk = [...Dimensions, of('path', '/'), of('fstype', 'xfs')];
  const MetricName = 'disk_used_percent';
  const MetricData = [{ MetricName, Dimensions: disk, Value: 40, Unit: 'Percent', Timestamp: new Date() }] as const;
  await cloudwatch.send(new PutMetricDataCommand({ Namespace: 'CWAgent', MetricData: [...MetricData] }));
  await put({ ...high, AlarmName: 'disk', Namespace: 'CWAgent', MetricName, Dimensions: disk, Threshold: 85 });
  await put({
    ...high,
    AlarmName: 'errors',
    Namespace: 'AWS/Lambda',
    MetricName: 'Errors',
    Statistic: 'Sum',
    Dimensions: [of('FunctionName', 'pay')],
    Threshold: 0,
  });
  await put({
    AlarmName: 'storage',
    Namespace: 'AWS/RDS',
    MetricName: 'FreeStorageSpace',
    Dimensions: [of('DBInstanceIdentifier', 'orders')],
    ComparisonOperator: 'LessThanThreshold',
    Statistic: 'Minimum',
    Threshold: 5 * 2 ** 30,
  });
}

describe.skipIf(command === null)('workloads on moto', () => {
  const verdicts = (rule: string) =>
    Object.fromEntries(
      report.findings.filter(({ ruleId }) => ruleId === rule).map((each) => [each.resourceName, each.verdict]),
    );

  it.each(['instance.cpu-alarm', 'instance.status-check-alarm', 'instance.disk-space-alarm'])(
    'have one instance that is watched, and one that is not: %s',
    (rule) => {
      const [watched = '', other = ''] = ids;
      expect(verdicts(rule)).toEqual({ [watched]: 'pass', [other]: 'fail' });
    },
  );

  it('have one database that is watched, and one that is not', () => {
    expect(verdicts('database.free-storage-alarm')).toEqual({ orders: 'pass', carts: 'fail' });
  });

  it('have one function whose errors are watched, and one whose are not', () => {
    expect(verdicts('function.errors-alarm')).toEqual({ pay: 'pass', mail: 'fail' });
  });

  it('have a default VPC without flow logs, and no detector', () => {
    expect(Object.values(verdicts('vpc.flow-logs'))).toEqual(['fail']);
    expect(verdicts('guardduty.enabled')).toEqual({ 'us-east-1': 'fail' });
  });
});
