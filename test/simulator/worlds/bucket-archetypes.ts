/** Accounts whose trail delivers to a bucket that is healthy but for one thing, or that the auditor may not look at in one way. */
import type { Account, Bucket } from '../world.ts';
import type { Archetype } from './archetypes.ts';
import { all } from './endings.ts';
import type { Expected } from './expected.ts';
import { HEALTHY, OF_THE_BUCKET } from './expected.ts';
import type { Spot } from './parts.ts';
import { account, bucketPolicy, chain, holdings, without } from './parts.ts';

const HOME = 'us-east-1';
const ELSEWHERE = 'us-west-2';
const STRANGER = '999900001111';

type Change = (whole: Bucket, spot: Spot) => readonly Bucket[];

function withBucket(name: string, change: Change, differs: Expected, settings: Partial<Account> = {}): Archetype {
  const build = (id: string) => {
    const spot = { account: id, region: HOME };
    const names = { trail: 'main', logGroup: 'audit/trail', topic: 'alerts', subscriber: 'guard@example.com' };
    const whole = chain(spot, names);
    const buckets = whole.buckets.flatMap((each) => change(each, spot));
    return account(id, name, { [HOME]: { ...whole, buckets } }, { regions: [HOME, ELSEWHERE], ...settings });
  };
  return { name, build, expected: { ...HEALTHY, ...differs } };
}

const same: Change = (whole) => [whole];
const but =
  (change: Partial<Bucket>): Change =>
  (whole) => [{ ...whole, ...change }];
const lacking =
  (...keys: readonly (keyof Bucket)[]): Change =>
  (whole) => [without(whole, ...keys) as Bucket];

/** A further statement in its policy. */
const letting =
  (statement: object, ...lost: readonly (keyof Bucket)[]): Change =>
  (whole, spot) => {
    const Resource = `arn:aws:s3:::${whole.name}/*`;
    const policy = bucketPolicy(spot, whole.name, { Effect: 'Allow', Resource, ...statement });
    return [{ ...(without(whole, ...lost) as Bucket), policy }];
  };

const ofEverybody = { Principal: '*', Action: 's3:GetObject' };
const ofAnother = { Principal: { AWS: `arn:aws:iam::${STRANGER}:root` }, Action: ['s3:GetObject', 's3:ListBucket'] };
const inOrganization = { ...ofEverybody, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-another0rg' } } };

const broken: readonly Archetype[] = [
  withBucket('the bucket was deleted', () => [], {
    ...all('notApplicable', OF_THE_BUCKET),
    'bucket.exists': 'fail',
    'bucket.in-log-archive-account': 'fail',
  }),
  withBucket('the bucket has a longer name', (whole) => [{ ...whole, name: `${whole.name}-2` }], {
    ...all('notApplicable', OF_THE_BUCKET),
    'bucket.exists': 'fail',
    'bucket.in-log-archive-account': 'fail',
  }),
  withBucket('the bucket is public by its policy', letting(ofEverybody, 'blocked'), {
    ...all('fail', ['bucket.not-public', 'bucket.block-public-access', 'bucket.policy-limits-access']),
  }),
  withBucket('the block takes a public policy away', letting(ofEverybody), { 'bucket.policy-limits-access': 'fail' }),
  withBucket(
    'the block of the account takes a public policy away',
    letting(ofEverybody, 'blocked'),
    { 'bucket.policy-limits-access': 'fail' },
    { blocksPublicAccess: true },
  ),
  withBucket('an organization reads the bucket', letting(inOrganization, 'blocked'), {
    'bucket.block-public-access': 'fail',
    'bucket.policy-limits-access': 'fail',
  }),
  withBucket('another account reads the bucket', letting(ofAnother), { 'bucket.policy-limits-access': 'fail' }),
  withBucket(
    'the bucket is public by its ACL',
    (whole) => [{ ...(without(whole, 'blocked') as Bucket), publicGrants: ['READ AllUsers'] }],
    { ...all('fail', ['bucket.not-public', 'bucket.block-public-access']) },
  ),
  withBucket('the bucket has no policy', lacking('policy'), { 'bucket.tls-only': 'fail' }),
  withBucket('the bucket is not logged', lacking('loggingBucket'), { 'bucket.access-logging': 'fail' }),
  withBucket('the bucket never kept versions', lacking('versioning', 'mfaDelete', 'lock'), {
    ...all('fail', ['bucket.versioning', 'bucket.mfa-delete', 'bucket.object-lock']),
  }),
  withBucket('the bucket locks nothing', lacking('lock'), { 'bucket.object-lock': 'fail' }),
  withBucket('log files are deleted after a month', but({ expiresAfterDays: 30 }), { 'bucket.lifecycle': 'fail' }),
  withBucket('log files are deleted after a year', but({ expiresAfterDays: 365 }), {}),
  withBucket('the bucket has the keys of S3', lacking('kmsKey'), { 'bucket.encrypted': 'fail' }),
];

/** Action -> what cannot be decided where it is denied. Nothing is public, whatever the block says. */
const DENIED: Readonly<Record<string, readonly string[]>> = {
  's3:ListAllMyBuckets': ['bucket.exists', 'bucket.in-log-archive-account', ...OF_THE_BUCKET],
  's3:GetBucketPolicy': ['bucket.tls-only', 'bucket.policy-limits-access'],
  's3:GetBucketAcl': [],
  's3:GetBucketPublicAccessBlock': ['bucket.block-public-access'],
  // It is asked only where the bucket does not block all of it.
  's3:GetAccountPublicAccessBlock': [],
  's3:GetBucketLogging': ['bucket.access-logging'],
  's3:GetBucketVersioning': ['bucket.versioning', 'bucket.mfa-delete'],
  's3:GetBucketObjectLockConfiguration': ['bucket.object-lock'],
  's3:GetLifecycleConfiguration': ['bucket.lifecycle'],
  's3:GetEncryptionConfiguration': ['bucket.encrypted'],
};

/** Asked in its own region, whatever that of the trail. */
const abroad: Archetype = {
  name: 'the bucket is in another region',
  expected: HEALTHY,
  build(id) {
    const spot = { account: id, region: HOME };
    const names = { trail: 'main', logGroup: 'audit/trail', topic: 'alerts', subscriber: 'guard@example.com' };
    const whole = chain(spot, names);
    const held = { [HOME]: { ...whole, buckets: [] }, [ELSEWHERE]: holdings({ buckets: whole.buckets }) };
    return account(id, abroad.name, held, { regions: [HOME, ELSEWHERE] });
  },
};

export const ofTheBucket: readonly Archetype[] = [
  ...broken,
  ...Object.entries(DENIED).map(([action, rules]) =>
    withBucket(`${action} is denied`, same, all('unknown', rules), { denied: [action] }),
  ),
  withBucket(
    's3:GetAccountPublicAccessBlock is denied where the bucket blocks nothing',
    lacking('blocked'),
    all('unknown', ['bucket.block-public-access']),
    { denied: ['s3:GetAccountPublicAccessBlock'] },
  ),
  abroad,
];
