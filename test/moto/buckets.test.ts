/** A bucket on moto, configured with the SDK and audited through the command line. */
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudTrailClient, CreateTrailCommand } from '@aws-sdk/client-cloudtrail';
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/index.ts';
import { run } from '../cli.ts';
import { bucketPolicy } from '../simulator/worlds/parts.ts';
import { CALLER } from './chain.ts';
import type { Moto } from './server.ts';
import { motoCommand, startMoto } from './server.ts';

const command = motoCommand();
const ACCOUNT = '123456789012';
const folder = mkdtempSync(join(tmpdir(), 'trailproof-moto-'));
let moto: Moto;

beforeAll(async () => {
  if (command !== null) moto = await startMoto(command);
});
afterAll(() => moto?.stop());

const region = 'eu-west-1';
const session = () => ({
  endpoint: moto.url,
  region,
  credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
});

async function make(s3: S3Client, Bucket: string): Promise<void> {
  const CreateBucketConfiguration = { LocationConstraint: region } as const;
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration, ObjectLockEnabledForBucket: true }));
}

/** Everything that the rules ask for, but a second factor, which only root can set up. */
async function harden(s3: S3Client, Bucket: string): Promise<void> {
  const Policy = bucketPolicy({ account: ACCOUNT, region }, Bucket);
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  const byKms = {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: 'alias/logs' },
  };
  const PublicAccessBlockConfiguration = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  };
  const Rule = { DefaultRetention: { Mode: 'COMPLIANCE' as const, Days: 30 } };
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules: [byKms] } }));
  await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  await s3.send(
    new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule } }),
  );
}

/** rule -> bucket -> verdict. */
async function verdicts(): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>> {
  const path = join(folder, 'buckets.json');
  // One of them is off in the usual profile, and asked by its name.
  const rules = ['--rule', 'bucket.*', '--rule', 'bucket.mfa-delete'];
  const all = ['audit', '--endpoint-url', moto.url, '--regions', region, ...rules, '-o', `json=${path}`];
  const { stderr } = await run(all, { env: { ...CALLER } });
  if (!existsSync(path)) throw new Error(`no report was written: ${stderr}`);
  const { findings } = JSON.parse(readFileSync(path, 'utf8')) as Report;
  const found: Record<string, Record<string, string>> = {};
  for (const { ruleId, resourceName, verdict } of findings) {
    found[ruleId] = { ...found[ruleId], [resourceName]: verdict };
  }
  return found;
}

describe.skipIf(command === null)('buckets on moto', () => {
  it('get the right verdicts: one is hardened, one bare and public', async () => {
    const s3 = new S3Client({ ...session(), forcePathStyle: true });
    await make(s3, 'hardened');
    await s3.send(
      new CreateBucketCommand({ Bucket: 'bare', CreateBucketConfiguration: { LocationConstraint: region } }),
    );
    await harden(s3, 'hardened');
    const open = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::bare/*' };
    await s3.send(new PutBucketPolicyCommand({ Bucket: 'bare', Policy: JSON.stringify({ Statement: [open] }) }));
    await s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: 'bare',
        LifecycleConfiguration: {
          Rules: [{ ID: 'soon', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 30 } }],
        },
      }),
    );
    const cloudtrail = new CloudTrailClient(session());
    for (const S3BucketName of ['hardened', 'bare']) {
      await cloudtrail.send(new CreateTrailCommand({ Name: `to-${S3BucketName}`, S3BucketName }));
    }

    const found = await verdicts();
    const both = (hardened: string, bare: string) => ({ hardened, bare });
    expect(found).toMatchObject({
      'bucket.exists': { 'to-hardened': 'pass', 'to-bare': 'pass' },
      'bucket.access-logging': both('fail', 'fail'),
      'bucket.block-public-access': both('pass', 'fail'),
      'bucket.encrypted': both('pass', 'fail'),
      'bucket.lifecycle': both('pass', 'fail'),
      'bucket.mfa-delete': both('fail', 'fail'),
      'bucket.not-public': both('pass', 'fail'),
      'bucket.object-lock': both('pass', 'fail'),
      'bucket.policy-limits-access': both('pass', 'fail'),
      'bucket.tls-only': both('pass', 'fail'),
      'bucket.versioning': both('pass', 'fail'),
    });
  });
});
