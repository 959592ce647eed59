/** A whole alerting chain in one account of moto, built with the SDK, and one way of breaking it at each link. */
import {
  CloudTrailClient,
  CreateTrailCommand,
  PutEventSelectorsCommand,
  PutInsightSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import type { PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  PutMetricFilterCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DisableKeyCommand,
  KMSClient,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import { CreateTopicCommand, DeleteTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

/** Credentials of moto's own account. */
export const CALLER = {
  AWS_ACCESS_KEY_ID: 'testing',
  AWS_SECRET_ACCESS_KEY: 'testing',
  AWS_REGION: 'us-east-1',
} as const;
export const REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1'] as const;
const HOME = 'us-east-1';

/** A few patterns, by what their alarms are about. */
export const PATTERNS = {
  deleteBucket: '{ ($.eventSource = "s3.amazonaws.com") && ($.eventName = "DeleteBucket") }',
  root: '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != "AwsServiceEvent") }',
  unauthorized: '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
  cloudtrail:
    '{ ($.eventName = CreateTrail) || ($.eventName = UpdateTrail) || ($.eventName = DeleteTrail) || ($.eventName = StartLogging) || ($.eventName = StopLogging) }',
} as const;

/** What is different from a healthy chain. */
export interface Chain {
  readonly organization?: boolean;
  readonly multiRegion?: boolean;
  readonly stopped?: boolean;
  readonly selectors?: 'All' | 'ReadOnly' | 'none';
  readonly insights?: boolean;
  readonly sendsToLogs?: boolean;
  readonly logGroupExists?: boolean;
  /** What there is an alarm for, and the pattern of its filter; a few if not said. */
  readonly watched?: Readonly<Record<string, string>>;
  /** Patterns of the filters, where they are others. */
  readonly patterns?: Readonly<Record<string, string>>;
  readonly alarm?: Partial<PutMetricAlarmCommandInput>;
  readonly alarmRegion?: string;
  /** The key of the topic, if it has one of its own: as KMS makes it, or with a policy that admits CloudWatch. */
  readonly topicKey?: 'plain' | 'admitting' | 'disabled';
  readonly topicDeleted?: boolean;
  readonly subscribed?: boolean;
}

interface Session {
  readonly endpoint: string;
  readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

export async function sessionIn(url: string, account: string): Promise<Session> {
  const caller = { accessKeyId: CALLER.AWS_ACCESS_KEY_ID, secretAccessKey: CALLER.AWS_SECRET_ACCESS_KEY };
  const sts = new STSClient({ endpoint: url, region: HOME, credentials: caller });
  const RoleArn = `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'build' }));
  return {
    endpoint: url,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  };
}

/** Builds a chain in us-east-1 of the account. */
export async function buildChain(url: string, account: string, chain: Chain = {}): Promise<void> {
  const session = { ...(await sessionIn(url, account)), region: HOME };
  const topic = await buildTopic(session, chain);
  await buildLogs(session, chain);
  await buildAlarms({ ...session, region: chain.alarmRegion ?? HOME }, chain, topic);
  await buildTrail(session, account, chain);
}

/** An alarm on something else in every region but the first, with a topic that somebody is subscribed to, or without an action. */
export async function buildRegionalAlarms(url: string, account: string, acting: boolean): Promise<void> {
  const session = await sessionIn(url, account);
  for (const region of REGIONS.filter((each) => each !== HOME)) {
    const topic = await buildTopic({ ...session, region }, {});
    await new CloudWatchClient({ ...session, region }).send(
      new PutMetricAlarmCommand({
        AlarmName: `busy-${region}`,
        Namespace: 'AWS/EC2',
        MetricName: 'CPUUtilization',
        Statistic: 'Average',
        Period: 300,
        EvaluationPeriods: 3,
        Threshold: 90,
        ComparisonOperator: 'GreaterThanThreshold',
        AlarmActions: acting ? [topic] : [],
      }),
    );
  }
}

async function buildTopic(session: Session & { region: string }, chain: Chain): Promise<string> {
  const sns = new SNSClient(session);
  const Attributes = chain.topicKey ? { KmsMasterKeyId: await buildKey(session, chain.topicKey) } : {};
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'security', Attributes }));
  if (chain.subscribed !== false) {
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'security@example.com' }));
  }
  if (chain.topicDeleted) await sns.send(new DeleteTopicCommand({ TopicArn }));
  return TopicArn;
}

/** The alias of a key of one's own. */
async function buildKey(
  session: Session & { region: string },
  key: 'plain' | 'admitting' | 'disabled',
): Promise<string> {
  const kms = new KMSClient(session);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const KeyId = KeyMetadata?.KeyId;
  const AliasName = 'alias/security';
  await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyId }));
  if (key !== 'plain') {
    const Statement = {
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
    };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
    await kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy }));
  }
  if (key === 'disabled') await kms.send(new DisableKeyCommand({ KeyId }));
  return AliasName;
}

async function buildLogs(session: Session & { region: string }, chain: Chain): Promise<void> {
  if (chain.logGroupExists === false) return;
  const logs = new CloudWatchLogsClient(session);
  const logGroupName = 'trail-logs';
  await logs.send(
    new CreateLogGroupCommand({ logGroupName, kmsKeyId: 'arn:aws:kms:us-east-1:111122223333:key/example' }),
  );
  await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 400 }));
  for (const [name, filterPattern] of Object.entries(chain.patterns ?? chain.watched ?? PATTERNS)) {
    const metricTransformations = [{ metricNamespace: 'Audit', metricName: name, metricValue: '1' }];
    await logs.send(
      new PutMetricFilterCommand({ logGroupName, filterName: name, filterPattern, metricTransformations }),
    );
  }
}

async function buildAlarms(session: Session & { region: string }, chain: Chain, topic: string): Promise<void> {
  const cloudwatch = new CloudWatchClient(session);
  for (const name of Object.keys(chain.watched ?? PATTERNS)) {
    await cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: name,
        Namespace: 'Audit',
        MetricName: name,
        Statistic: 'Sum',
        Period: 300,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
        AlarmActions: [topic],
        ...chain.alarm,
      }),
    );
  }
}

async function buildTrail(session: Session & { region: string }, account: string, chain: Chain): Promise<void> {
  const bucket = `trail-bucket-${account}`;
  await fetch(`${session.endpoint}/${bucket}`, { method: 'PUT', headers: { 'x-moto-account-id': account } });
  const cloudtrail = new CloudTrailClient(session);
  const { KeyMetadata } = await new KMSClient(session).send(new CreateKeyCommand({}));
  const toLogs = {
    CloudWatchLogsLogGroupArn: `arn:aws:logs:${HOME}:${account}:log-group:trail-logs:*`,
    CloudWatchLogsRoleArn: `arn:aws:iam::${account}:role/logs`,
  };
  await cloudtrail.send(
    new CreateTrailCommand({
      Name: 'main',
      S3BucketName: bucket,
      IsMultiRegionTrail: chain.multiRegion !== false,
      IsOrganizationTrail: chain.organization === true,
      EnableLogFileValidation: true,
      KmsKeyId: KeyMetadata?.Arn,
      TagsList: [{ Key: 'owner', Value: 'security' }],
      ...(chain.sendsToLogs === false ? {} : toLogs),
    }),
  );
  const DataResources = [
    { Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] },
    { Type: 'AWS::Lambda::Function', Values: ['arn:aws:lambda'] },
  ];
  const ReadWriteType = chain.selectors === 'ReadOnly' ? 'ReadOnly' : 'All';
  const EventSelectors = [
    { ReadWriteType, IncludeManagementEvents: chain.selectors !== 'none', DataResources } as const,
  ];
  await cloudtrail.send(new PutEventSelectorsCommand({ TrailName: 'main', EventSelectors }));
  const InsightSelectors = [{ InsightType: 'ApiCallRateInsight' }, { InsightType: 'ApiErrorRateInsight' }] as const;
  if (chain.insights !== false) {
    await cloudtrail.send(
      new PutInsightSelectorsCommand({ TrailName: 'main', InsightSelectors: [...InsightSelectors] }),
    );
  }
  await cloudtrail.send(new StartLoggingCommand({ Name: 'main' }));
  if (chain.stopped) await cloudtrail.send(new StopLoggingCommand({ Name: 'main' }));
}
