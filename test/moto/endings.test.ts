/** Where logs, events and alarms end, on a real moto server: an account that has it right, and one that has it wrong. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, PutResourcePolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { EnableKeyRotationCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { SetTopicAttributesCommand, SNSClient, TagResourceCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/index.ts';
import { run } from '../cli.ts';
import { AS_MADE } from '../simulator/worlds/endings.ts';
import { buildChain, CALLER, sessionIn } from './chain.ts';
import type { Moto } from './server.ts';
import { motoCommand, startMoto } from './server.ts';

const command = motoCommand();
const folder = mkdtempSync(join(tmpdir(), 'trailproof-moto-endings-'));
const region = 'us-east-1';
const [RIGHT, WRONG] = ['555500000001', '555500000002'] as const;
const topicOf = (account: string, name = 'security') => `arn:aws:sns:${region}:${account}:${name}`;
let moto: Moto;
let report: Report;

const session = async (account: string) => ({ ...(await sessionIn(moto.url, account)), region });
type Session = Awaited<ReturnType<typeof session>>;

const statement = (Principal: unknown, Action: string, Resource: string, more: object = {}) => ({
  Effect: 'Allow',
  Principal,
  Action,
  Resource,
  ...more,
});
const policyOf = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

/** A rule on the default bus, with a topic as its target or none. */
async function putRule(events: EventBridgeClient, Name: string, topic?: string): Promise<void> {
  const EventPattern = JSON.stringify({ 'detail-type': ['AWS API Call via CloudTrail'] });
  await events.send(new PutRuleCommand({ Name, EventPattern, State: 'ENABLED' }));
  if (topic) await events.send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: 'tell', Arn: topic }] }));
}

/** Keys are rotated, the topic is closed and tagged, and the event bus is its owner's. */
async function buildRight(own: Session): Promise<void> {
  await buildChain(moto.url, RIGHT, { topicKey: 'admitting' });
  const kms = new KMSClient(own);
  const { Keys = [] } = await kms.send(new ListKeysCommand({}));
  for (const { KeyId } of Keys) await kms.send(new EnableKeyRotationCommand({ KeyId }));
  const sns = new SNSClient(own);
  const ResourceArn = topicOf(RIGHT);
  const AttributeValue = policyOf(
    statement({ Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] }, 'sns:Publish', ResourceArn),
    statement('*', 'sns:Publish', ResourceArn, {
      Effect: 'Deny',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  );
  await sns.send(new SetTopicAttributesCommand({ TopicArn: ResourceArn, AttributeName: 'Policy', AttributeValue }));
  await sns.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'team', Value: 'security' }] }));
  const events = new EventBridgeClient(own);
  await events.send(new CreateEventBusCommand({ Name: 'orders', Tags: [{ Key: 'team', Value: 'shop' }] }));
  const bus = `arn:aws:events:${region}:${RIGHT}:event-bus/orders`;
  const Policy = policyOf({ Sid: 'own', ...statement({ AWS: RIGHT }, 'events:PutEvents', bus) });
  await events.send(new PutPermissionCommand({ EventBusName: 'orders', Policy }));
  await putRule(events, 'calls', ResourceArn);
}

/** Whoever comes is let in, what is sent goes nowhere, and an alarm looks at nothing. */
async function buildWrong(own: Session): Promise<void> {
  await buildChain(moto.url, WRONG);
  const policyDocument = policyOf(statement('*', 'logs:PutLogEvents', '*'));
  await new CloudWatchLogsClient(own).send(new PutResourcePolicyCommand({ policyName: 'copied', policyDocument }));
  const sns = new SNSClient(own);
  const TopicArn = topicOf(WRONG);
  const AttributeValue = policyOf(statement('*', 'sns:Publish', TopicArn));
  await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue }));
  const events = new EventBridgeClient(own);
  await events.send(new CreateEventBusCommand({ Name: 'returns' }));
  const bus = `arn:aws:events:${region}:${WRONG}:event-bus/default`;
  const Policy = policyOf({ Sid: 'everybody', ...statement('*', 'events:PutEvents', bus) });
  await events.send(new PutPermissionCommand({ Policy }));
  await putRule(events, 'nowhere');
  await putRule(events, 'gone', topicOf(WRONG, 'gone'));
  await new CloudWatchClient(own).send(
    new PutMetricAlarmCommand({
      AlarmName: 'misspelt',
      Namespace: 'Audit',
      MetricName: 'deleteBuckets',
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      AlarmActions: [topicOf(WRONG, 'gone')],
    }),
  );
}

beforeAll(async () => {
  if (command === null) return;
  moto = await startMoto(command);
  await buildRight(await session(RIGHT));
  await buildWrong(await session(WRONG));
  const path = join(folder, 'endings.json');
  const where = ['--endpoint-url', moto.url, '--accounts', `${RIGHT},${WRONG}`, '--regions', region];
  const rules = Object.keys(AS_MADE).flatMap((rule) => ['--rule', rule]);
  await run(['audit', ...where, ...rules, '-o', `json=${path}`], { env: { ...CALLER } });
  report = JSON.parse(readFileSync(path, 'utf8')) as Report;
}, 60_000);
afterAll(() => moto?.stop());

/** rule -> name -> verdict; those of many subjects that agree are one. */
function verdicts(
  account: string,
  ...rules: readonly string[]
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const of = (rule: string) => report.findings.filter((each) => each.account === account && each.ruleId === rule);
  return Object.fromEntries(
    rules.map((rule) => [
      rule,
      Object.fromEntries(of(rule).map(({ resourceName, verdict }) => [resourceName, verdict])),
    ]),
  );
}

describe.skipIf(command === null)('where logs, events and alarms end, on moto', () => {
  it('is nowhere unknown', () => {
    expect(report.findings.filter(({ verdict }) => verdict === 'unknown').map(({ message }) => message)).toEqual([]);
  });

  it('is right of event buses and rules, and wrong of others', () => {
    const rules = Object.keys(AS_MADE).filter((rule) => rule.startsWith('events.'));
    expect(verdicts(RIGHT, ...rules)).toEqual({
      'events.bus-accounts-limited': { default: 'pass', orders: 'pass' },
      'events.bus-not-public': { default: 'pass', orders: 'pass' },
      'events.bus-has-policy': { orders: 'pass' },
      'events.bus-tagged': { orders: 'pass' },
      'events.rules-have-targets': { calls: 'pass' },
      'events.targets-exist': { calls: 'pass' },
    });
    expect(verdicts(WRONG, ...rules)).toEqual({
      'events.bus-accounts-limited': { default: 'fail', returns: 'pass' },
      'events.bus-not-public': { default: 'fail', returns: 'pass' },
      'events.bus-has-policy': { returns: 'fail' },
      'events.bus-tagged': { returns: 'fail' },
      'events.rules-have-targets': { gone: 'pass', nowhere: 'fail' },
      'events.targets-exist': { gone: 'fail', nowhere: 'pass' },
    });
  });

  it('is right of a topic, and wrong of another', () => {
    const rules = ['topic.encrypted', 'topic.https-only', 'topic.not-public', 'topic.tagged'];
    for (const rule of rules) {
      expect(verdicts(RIGHT, rule)).toEqual({ [rule]: { security: 'pass' } });
      expect(verdicts(WRONG, rule)).toEqual({ [rule]: { security: 'fail' } });
    }
  });

  it('is right of keys that are rotated, and wrong of one that is as KMS makes it', () => {
    for (const rule of ['kms.key-rotation', 'kms.every-key-rotated']) {
      expect(Object.values(verdicts(RIGHT, rule)[rule] ?? {})).toEqual(['pass', 'pass']);
      expect(Object.values(verdicts(WRONG, rule)[rule] ?? {})).toEqual(['fail']);
    }
  });

  it('is right of alarms that somebody hears, and wrong of one that looks at nothing and tells nobody', () => {
    for (const rule of ['alarm.metric-exists', 'alarm.reaches-somebody', 'alarm.targets-exist']) {
      expect(new Set(Object.values(verdicts(RIGHT, rule)[rule] ?? {}))).toEqual(new Set(['pass']));
      const { misspelt, ...others } = verdicts(WRONG, rule)[rule] ?? {};
      expect(misspelt, rule).toBe('fail');
      expect(new Set(Object.values(others))).toEqual(new Set(['pass']));
    }
  });

  it('is right of a log group that its account alone writes to, and wrong of one that is open', () => {
    for (const rule of ['logs.not-public', 'logs.cross-account-sharing-limited']) {
      expect(verdicts(RIGHT, rule)).toEqual({ [rule]: { 'trail-logs': 'pass' } });
      expect(verdicts(WRONG, rule)).toEqual({ [rule]: { 'trail-logs': 'fail' } });
    }
  });
});
