/** What S3 says of a bucket, as fields: owners, what is blocked, what is locked, and when log files are deleted. */
import { describe, expect, it } from 'vitest';
import { expiresAfterDays } from '../../src/kinds/bucket/lifecycle.ts';
import { bucket } from '../../src/kinds/bucket.ts';
import type { Answer, Caller, Draft } from '../../src/model/collect.ts';
import { Unread } from '../../src/model/collect.ts';
import type { Value } from '../../src/model/value.ts';

const OWNER = '111122223333';
const WANT = { kind: 'bucket', account: OWNER, region: 'us-east-1', within: 'logs' };
const DRAFT: Draft = {
  kind: 'bucket',
  id: 'arn:aws:s3:::logs',
  name: 'logs',
  account: OWNER,
  region: 'eu-west-1',
  fields: {},
  origins: {},
};

/** Answers by call: a code in place of an answer refuses. What was asked is noted. */
function callerWith(answers: Readonly<Record<string, Answer | string>>, asked: string[] = []): Caller {
  return {
    account: OWNER,
    call: (place, call, input) => {
      asked.push(`${place.region} ${call} ${JSON.stringify(input)}`);
      const answer = answers[call];
      if (answer === undefined) throw new Error(`nobody expected ${call}`);
      if (typeof answer === 'string') throw new Unread('failed', call, answer, `${answer} (HTTP 404)`);
      return Promise.resolve(answer);
    },
    list: () => {
      throw new Error('nothing is listed page by page');
    },
  };
}

async function listed(answers: Readonly<Record<string, Answer | string>>): Promise<readonly Draft[]> {
  const found: Draft[] = [];
  for await (const page of bucket.list.read?.(WANT, callerWith(answers)) ?? []) found.push(...page);
  return found;
}

async function read(detail: string, answers: Readonly<Record<string, Answer | string>>, asked: string[] = []) {
  const found = bucket.details[detail];
  if (!found) throw new Error(`there is no read ${detail}`);
  return (await found.read(DRAFT, callerWith(answers, asked))).fields;
}

describe('the owner of a bucket', () => {
  const item = { Name: 'logs', BucketRegion: 'eu-west-1', CreationDate: '2024-01-01T00:00:00.000Z' };

  it('has it in its list, by its whole name', async () => {
    const [found] = await listed({ 's3:ListBuckets': { Buckets: [item, { ...item, Name: 'logs-2' }] } });
    expect(found).toMatchObject({ id: 'arn:aws:s3:::logs', account: OWNER, region: 'eu-west-1' });
    expect(await listed({ 's3:ListBuckets': { Buckets: [{ ...item, Name: 'logs-2' }] } })).toEqual([]);
    expect(await listed({ 's3:ListBuckets': { Buckets: [] } })).toEqual([]);
  });

  it.each([
    [{}, 'us-east-1'],
    [{ LocationConstraint: 'EU' }, 'eu-west-1'],
    [{ LocationConstraint: 'ap-south-1' }, 'ap-south-1'],
  ] as const)('is asked for its place where the list does not say: %j is %s', async (location, region) => {
    const answers = { 's3:ListBuckets': { Buckets: [{ Name: 'logs' }] }, 's3:GetBucketLocation': location };
    expect(await listed(answers)).toMatchObject([{ region }]);
  });

  it('is not told by an answer without a list', async () => {
    await expect(listed({ 's3:ListBuckets': { Owner: {} } })).rejects.toThrow('the answer holds no Buckets');
  });
});

describe("whether a bucket that is nobody's exists", () => {
  const exists = (failure: Unread) =>
    bucket.list.exists?.(WANT, { ...callerWith({}), call: () => Promise.reject(failure) });
  const unread = (reason: Unread['reason'], code: string, message = '') =>
    new Unread(reason, 's3:HeadBucket', code, message);

  it.each([
    ['it is not found', unread('failed', 'NotFound', 'NotFound (HTTP 404)'), false],
    ['it is refused', unread('denied', '', '(HTTP 403)'), true],
    ['it is in another region', unread('failed', '', 'UnknownError (HTTP 301)'), true],
  ] as const)('%s', async (_, failure, truth) => {
    expect(await exists(failure)).toBe(truth);
  });

  it('is not known where asking failed', async () => {
    await expect(exists(unread('throttled', 'SlowDown'))).rejects.toThrow();
  });
});

describe('what is not configured', () => {
  it.each([
    ['policy', 's3:GetBucketPolicy', 'NoSuchBucketPolicy', { policy: null }],
    [
      'objectLock',
      's3:GetObjectLockConfiguration',
      'ObjectLockConfigurationNotFoundError',
      { objectLock: false, objectLockMode: null, objectLockDays: null },
    ],
    ['lifecycle', 's3:GetBucketLifecycleConfiguration', 'NoSuchLifecycleConfiguration', { expiresAfterDays: null }],
    [
      'encryption',
      's3:GetBucketEncryption',
      'ServerSideEncryptionConfigurationNotFoundError',
      { encryption: null, encryptionKey: null },
    ],
    ['versioning', 's3:GetBucketVersioning', {}, { versioning: 'Disabled', mfaDelete: false }],
    ['logging', 's3:GetBucketLogging', {}, { loggingBucket: null }],
  ] as const)('%s is a fact: %s says %j', async (detail, call, answer, fields) => {
    expect(await read(detail, { [call]: answer })).toEqual(fields);
  });

  it.each(['policy', 'objectLock', 'lifecycle', 'encryption', 'versioning', 'logging', 'acl', 'publicAccess'])(
    'is not known of a bucket that went away meanwhile: %s',
    async (detail) => {
      const calls = bucket.details[detail]?.calls ?? [];
      const gone = Object.fromEntries(calls.map((call) => [call, 'NoSuchBucket']));
      await expect(read(detail, gone)).rejects.toThrow(Unread);
    },
  );

  it.each([
    ['policy', 's3:GetBucketPolicy'],
    ['acl', 's3:GetBucketAcl'],
    ['objectLock', 's3:GetObjectLockConfiguration'],
    ['lifecycle', 's3:GetBucketLifecycleConfiguration'],
    ['encryption', 's3:GetBucketEncryption'],
    ['publicAccess', 's3:GetPublicAccessBlock'],
  ])('is not told by an answer of something else: %s', async (detail, call) => {
    await expect(read(detail, { [call]: { Title: 'Sign in' } })).rejects.toThrow(/the answer/);
  });
});

describe('a policy', () => {
  it('that was cut on its way is asked for again', async () => {
    const whole = '{"Statement":[]}';
    const answers = ['{"Statem', whole];
    const aws = { ...callerWith({}), call: () => Promise.resolve({ Policy: answers.shift() ?? '' }) };
    expect((await bucket.details['policy']?.read(DRAFT, aws))?.fields).toEqual({ policy: whole });
    expect(answers).toEqual([]);
  });

  it('that is none, however often it is asked for, was not read', async () => {
    await expect(read('policy', { 's3:GetBucketPolicy': { Policy: '<html>' } })).rejects.toThrow('holds no policy');
  });
});

describe('what is configured', () => {
  it("is asked of the bucket in its region, and only while it is its owner's", async () => {
    const asked: string[] = [];
    await read('versioning', { 's3:GetBucketVersioning': {} }, asked);
    expect(asked).toEqual([`eu-west-1 s3:GetBucketVersioning {"Bucket":"logs","ExpectedBucketOwner":"${OWNER}"}`]);
  });

  it('is a lock for days or years', async () => {
    const lock = (DefaultRetention: Value) => ({
      's3:GetObjectLockConfiguration': {
        ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention } },
      },
    });
    const compliance = { objectLock: true, objectLockMode: 'COMPLIANCE' };
    expect(await read('objectLock', lock({ Mode: 'COMPLIANCE', Days: 30 }))).toEqual({
      ...compliance,
      objectLockDays: 30,
    });
    expect(await read('objectLock', lock({ Mode: 'COMPLIANCE', Years: 2 }))).toEqual({
      ...compliance,
      objectLockDays: 730,
    });
    const none = { 's3:GetObjectLockConfiguration': { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } } };
    expect(await read('objectLock', none)).toEqual({ objectLock: true, objectLockMode: null, objectLockDays: null });
  });

  it('is an ACL of which what strangers are granted counts', async () => {
    const group = (name: string) => ({ Type: 'Group', URI: `http://acs.amazonaws.com/groups/${name}` });
    const Grants = [
      { Grantee: { ID: 'owner' }, Permission: 'FULL_CONTROL' },
      { Grantee: group('global/AllUsers'), Permission: 'READ' },
      { Grantee: group('global/AuthenticatedUsers'), Permission: 'WRITE' },
      { Grantee: group('s3/LogDelivery'), Permission: 'WRITE' },
    ];
    const fields = await read('acl', { 's3:GetBucketAcl': { Owner: { ID: 'owner' }, Grants } });
    expect(fields).toEqual({ publicGrants: ['READ AllUsers', 'WRITE AuthenticatedUsers'] });
  });
});

describe('what is blocked', () => {
  const NONE = 'NoSuchPublicAccessBlockConfiguration';
  const on = (...keys: readonly string[]) => ({
    PublicAccessBlockConfiguration: Object.fromEntries(keys.map((key) => [key, true])),
  });
  const ALL = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];
  const blocked = (of: Answer | string, account?: Answer | string, asked: string[] = []) =>
    read(
      'publicAccess',
      {
        's3:GetPublicAccessBlock': of,
        ...(account === undefined ? {} : { 's3control:GetPublicAccessBlock': account }),
      },
      asked,
    );

  it('is what the bucket or its account blocks', async () => {
    expect(await blocked(on('BlockPublicAcls'), on('IgnorePublicAcls'))).toEqual({
      blockPublicAcls: true,
      ignorePublicAcls: true,
      blockPublicPolicy: false,
      restrictPublicBuckets: false,
    });
    expect(Object.values(await blocked(NONE, on(...ALL)))).toEqual([true, true, true, true]);
    expect(Object.values(await blocked(NONE, NONE))).toEqual([false, false, false, false]);
  });

  it('is not asked of the account where the bucket blocks all of it', async () => {
    const asked: string[] = [];
    expect(Object.values(await blocked(on(...ALL), undefined, asked))).toEqual([true, true, true, true]);
    expect(asked).toHaveLength(1);
  });
});

describe('days after which log files are deleted', () => {
  const rule = (changes: Readonly<Record<string, Value>>): Value => ({
    ID: 'r',
    Status: 'Enabled',
    Filter: { Prefix: '' },
    Expiration: { Days: 90 },
    ...changes,
  });

  const on = (prefix: string) => rule({ Filter: { Prefix: prefix } });

  it.each<readonly [what: string, rules: readonly Value[], days: number | null]>([
    ['no rule', [], null],
    ['a rule', [rule({})], 90],
    ['the first of two', [rule({}), rule({ Expiration: { Days: 30 } })], 30],
    ['a rule that is off', [rule({ Status: 'Disabled' })], null],
    [
      'a rule that moves to a colder class',
      [{ ID: 'r', Status: 'Enabled', Transitions: [{ Days: 30, StorageClass: 'GLACIER' }] }],
      null,
    ],
    [
      'a rule on versions of before',
      [{ ID: 'r', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 30 } }],
      null,
    ],
    ['a rule that removes markers', [rule({ Expiration: { ExpiredObjectDeleteMarker: true } })], null],
    ['a rule for a day of the calendar', [rule({ Expiration: { Date: '2030-01-01T00:00:00.000Z' } })], 0],
    ['a rule on some prefix', [rule({ Filter: { Prefix: 'AWSLogs/' } })], 90],
    ['a rule on logs of another service', [on('AWSLogs/111122223333/elasticloadbalancing/')], null],
    ['a rule on those of an organization', [on('central/AWSLogs/o-exampleorg1/111122223333/Config/')], null],
    ['a rule on digests', [on('AWSLogs/111122223333/CloudTrail-Digest/')], 90],
    ['a rule on everything of an account', [on('AWSLogs/111122223333/')], 90],
    ['a rule on whatever begins like CloudTrail', [on('central/AWSLogs/o-exampleorg1/111122223333/Cl')], 90],
    ['a rule on a prefix that a trail may have', [on('archive/2024/')], 90],
    [
      'a rule as it was written before there were filters',
      [rule({ Filter: null, Prefix: 'AWSLogs/111122223333/vpcflowlogs/' })],
      null,
    ],
    ['a rule on large objects', [rule({ Filter: { ObjectSizeGreaterThan: 1000 } })], 90],
    ['a rule on a tag', [rule({ Filter: { Tag: { Key: 'keep', Value: 'no' } } })], null],
    [
      'a rule on tags and a prefix',
      [rule({ Filter: { And: { Prefix: 'a', Tags: [{ Key: 'keep', Value: 'no' }] } } })],
      null,
    ],
    ['a rule on a prefix and a size', [rule({ Filter: { And: { Prefix: 'a', ObjectSizeGreaterThan: 1 } } })], 90],
  ])('%s', (_, rules, days) => {
    expect(expiresAfterDays(rules)).toBe(days);
  });
});
