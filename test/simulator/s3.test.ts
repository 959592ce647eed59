/** S3 on the wire, with AWS's own clients: what a bucket says, what it says of what is not configured, and to whom. */
import {
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
} from '@aws-sdk/client-s3';
import { GetPublicAccessBlockCommand as OfAccount } from '@aws-sdk/client-s3-control';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clients, keysOf, refusalOf } from './clients.ts';
import type { Simulator } from './start.ts';
import { startSimulator } from './start.ts';
import { knownWorld } from './worlds/index.ts';
import { account, bucket, holdings } from './worlds/parts.ts';

const OWNER = '100000000001';
const OTHER = '200000000001';
const home = { account: OWNER, region: 'us-east-1' };
const FULL = bucket(home, 'full', { expiresAfterDays: 400, publicGrants: ['READ AllUsers'] });
const held = {
  'us-east-1': holdings({ buckets: [FULL, { name: 'full-2' }] }),
  'eu-west-1': holdings({ buckets: [{ name: 'bare' }] }),
};

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
  await simulator.show({
    ...knownWorld('wide').world,
    caller: OWNER,
    accounts: [
      account(OWNER, 'Owner', held, { blocksPublicAccess: true, denied: ['s3:GetEncryptionConfiguration'] }),
      account(OTHER, 'Other', {}),
    ],
  });
});
afterAll(() => simulator.stop());

const of = (id: string, region = 'us-east-1') => clients(simulator.url, keysOf(id), region);
const Bucket = 'full';

describe('a bucket', () => {
  it('is in the list of its owner, with its region', async () => {
    const { Buckets, Owner } = await of(OWNER).s3.send(new ListBucketsCommand({ Prefix: 'ba', MaxBuckets: 10 }));
    expect(Buckets?.map(({ Name, BucketRegion }) => [Name, BucketRegion])).toEqual([['bare', 'eu-west-1']]);
    expect(Owner?.ID).toMatch(/^[0-9a-f]+$/);
    const none = await of(OTHER).s3.send(new ListBucketsCommand({ Prefix: 'full', MaxBuckets: 10 }));
    expect(none.Buckets ?? []).toEqual([]);
    const first = await of(OWNER).s3.send(new ListBucketsCommand({ Prefix: 'full', MaxBuckets: 1 }));
    expect(first.Buckets?.map(({ Name }) => Name)).toEqual(['full']);
  });

  it('says all that is configured', async () => {
    const { s3 } = of(OWNER);
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(FULL.policy);
    const { Grants } = await s3.send(new GetBucketAclCommand({ Bucket }));
    expect(Grants?.map(({ Grantee, Permission }) => [Grantee?.URI?.split('/').at(-1), Permission])).toEqual([
      [undefined, 'FULL_CONTROL'],
      ['AllUsers', 'READ'],
    ]);
    const { PublicAccessBlockConfiguration } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(PublicAccessBlockConfiguration?.RestrictPublicBuckets).toBe(true);
    const logging = await s3.send(new GetBucketLoggingCommand({ Bucket }));
    expect(logging.LoggingEnabled?.TargetBucket).toBe(`access-logs-${OWNER}`);
    expect(await s3.send(new GetBucketVersioningCommand({ Bucket }))).toMatchObject({
      Status: 'Enabled',
      MFADelete: 'Enabled',
    });
    const { ObjectLockConfiguration } = await s3.send(new GetObjectLockConfigurationCommand({ Bucket }));
    expect(ObjectLockConfiguration?.Rule?.DefaultRetention).toEqual({ Mode: 'COMPLIANCE', Days: 365 });
    const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(Rules).toMatchObject([{ Status: 'Enabled', Expiration: { Days: 400 } }]);
    expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint ?? '').toBe('');
    await s3.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner: OWNER }));
  });

  it('says nothing, or by a code, what is not', async () => {
    const { s3, s3control } = of(OWNER, 'eu-west-1');
    const bare = { Bucket: 'bare' };
    expect(await refusalOf(s3.send(new GetBucketPolicyCommand(bare)))).toBe('NoSuchBucketPolicy 404');
    expect(await refusalOf(s3.send(new GetPublicAccessBlockCommand(bare)))).toBe(
      'NoSuchPublicAccessBlockConfiguration 404',
    );
    expect(await refusalOf(s3.send(new GetObjectLockConfigurationCommand(bare)))).toBe(
      'ObjectLockConfigurationNotFoundError 404',
    );
    expect(await refusalOf(s3.send(new GetBucketLifecycleConfigurationCommand(bare)))).toBe(
      'NoSuchLifecycleConfiguration 404',
    );
    expect((await s3.send(new GetBucketVersioningCommand(bare))).Status).toBeUndefined();
    expect((await s3.send(new GetBucketLoggingCommand(bare))).LoggingEnabled).toBeUndefined();
    expect((await s3.send(new GetBucketLocationCommand(bare))).LocationConstraint).toBe('eu-west-1');
    const { PublicAccessBlockConfiguration } = await s3control.send(new OfAccount({ AccountId: OWNER }));
    expect(PublicAccessBlockConfiguration?.BlockPublicAcls).toBe(true);
    expect(await refusalOf(of(OTHER).s3control.send(new OfAccount({ AccountId: OTHER })))).toBe(
      'NoSuchPublicAccessBlockConfiguration 404',
    );
  });
});

describe('who asks for a bucket', () => {
  const versioning = (id: string, input: { Bucket: string; ExpectedBucketOwner?: string }, region?: string) =>
    refusalOf(of(id, region).s3.send(new GetBucketVersioningCommand(input)));

  it('must be its owner, ask for its owner, and in its region', async () => {
    expect(await versioning(OTHER, { Bucket })).toBe('AccessDenied 403');
    expect(await versioning(OWNER, { Bucket, ExpectedBucketOwner: OTHER })).toBe('AccessDenied 403');
    expect(await versioning(OWNER, { Bucket }, 'eu-west-1')).toBe('PermanentRedirect 301');
    expect(await versioning(OWNER, { Bucket: 'gone' })).toBe('NoSuchBucket 404');
  });

  it('is told whether it exists by a status alone', async () => {
    const head = (id: string, name: string) => refusalOf(of(id).s3.send(new HeadBucketCommand({ Bucket: name })));
    expect(await head(OTHER, Bucket)).toMatch(/ 403$/);
    expect(await head(OWNER, 'gone')).toBe('NotFound 404');
  });

  it('needs the action as IAM calls it', async () => {
    expect(await refusalOf(of(OWNER).s3.send(new GetBucketEncryptionCommand({ Bucket })))).toBe('AccessDenied 403');
  });
});
