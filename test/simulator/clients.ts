/** AWS's own clients, pointed at the simulator, as tests use them: in an account, in a region, without retries. */
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { KMSClient } from '@aws-sdk/client-kms';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { SNSClient } from '@aws-sdk/client-sns';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { ROLE } from './worlds/parts.ts';

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The long-lived keys of an account. */
export function keysOf(account: string): Keys {
  return { accessKeyId: `AKIA${account}`, secretAccessKey: 'simulated' };
}

export function clients(endpoint: string, credentials: Keys, region = 'us-east-1', maxAttempts = 1) {
  const configuration = { endpoint, credentials, region, maxAttempts };
  return {
    sts: new STSClient(configuration),
    organizations: new OrganizationsClient(configuration),
    ec2: new EC2Client(configuration),
    cloudtrail: new CloudTrailClient(configuration),
    cloudwatch: new CloudWatchClient(configuration),
    kms: new KMSClient(configuration),
    logs: new CloudWatchLogsClient(configuration),
    s3: new S3Client({ ...configuration, forcePathStyle: true }),
    s3control: new S3ControlClient({
      ...configuration,
      disableHostPrefix: true,
      endpointProvider: () => ({ url: new URL(endpoint) }),
    }),
    sns: new SNSClient(configuration),
  };
}

/** Keys of a role in another account. */
export async function assume(endpoint: string, caller: string, account: string, role = ROLE): Promise<Keys> {
  const { sts } = clients(endpoint, keysOf(caller));
  const RoleArn = `arn:aws:iam::${account}:role/${role}`;
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }));
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
}

/** What a call was refused with: its name and status, as the SDK has them; fails where it was not. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const { name, Code, code, $metadata } = error as {
      readonly name: string;
      readonly Code?: string;
      readonly code?: string;
      readonly $metadata?: { readonly httpStatusCode?: number };
    };
    return [Code ?? code ?? name, $metadata?.httpStatusCode].filter((part) => part !== undefined).join(' ');
  }
  throw new Error('the call was answered');
}
