/** S3, and what an account says about all of its buckets ("Amazon S3 API Reference"): the owner is told everything, others nothing. */
import type { Answer, Element } from '../answer.ts';
import type { Call } from '../call.ts';
import { textOf } from '../call.ts';
import { digest } from '../chance.ts';
import { Refused, refusal } from '../refused.ts';
import type { Account, Bucket } from '../world.ts';
import type { Aws, Operation } from './operation.ts';
import { ownAccount } from './operation.ts';

interface Standing {
  readonly bucket: Bucket;
  readonly region: string;
  readonly owner: string;
}

/** Names are unique among all accounts. */
function find(aws: Aws, name: string): Standing | undefined {
  return [...aws.accounts.values()].flatMap(standing).find(({ bucket }) => bucket.name === name);
}

function standing(account: Account): readonly Standing[] {
  return Object.entries(account.holdings).flatMap(([region, { buckets }]) =>
    buckets.map((bucket) => ({ bucket, region, owner: account.id })),
  );
}

const NO_BUCKET = () => new Refused('NoSuchBucket', 'The specified bucket does not exist', 404);

/** The bucket a call names: asked by its owner, for its owner, in its region. */
function named(call: Call, aws: Aws): Standing {
  const found = find(aws, textOf(call.input, 'Bucket') ?? '');
  if (!found) throw NO_BUCKET();
  const expected = textOf(call.input, 'ExpectedBucketOwner');
  const isOther = expected !== undefined && expected !== found.owner;
  if (found.owner !== call.account || isOther) throw refusal('denied', call.dialect, call.service, 'Access Denied');
  if (found.region !== call.region) {
    throw new Refused('PermanentRedirect', 'The bucket must be addressed using another endpoint.', 301);
  }
  return found;
}

const ListBuckets: Operation = (call, aws) => {
  const prefix = textOf(call.input, 'Prefix') ?? '';
  const found = standing(ownAccount(call, aws)).filter(({ bucket }) => bucket.name.startsWith(prefix));
  const Bucket = found
    .toSorted((one, other) => (one.bucket.name < other.bucket.name ? -1 : 1))
    .slice(0, Number(textOf(call.input, 'MaxBuckets') ?? 10_000))
    .map(({ bucket, region }) => ({
      Name: bucket.name,
      CreationDate: '2024-03-01T08:00:00.000Z',
      BucketRegion: region,
      BucketArn: `arn:aws:s3:::${bucket.name}`,
    }));
  return { Owner: owner(call.account), Buckets: { Bucket }, Prefix: prefix };
};

/** A canonical id says nothing of the account's number. */
function owner(account: string): Answer {
  return { ID: digest('canonical', account).repeat(4) };
}

const HeadBucket: Operation = (call, aws) => {
  named(call, aws);
  return {};
};

const GetBucketLocation: Operation = (call, aws) => {
  const { region } = named({ ...call, region: find(aws, textOf(call.input, 'Bucket') ?? '')?.region ?? '' }, aws);
  return { '': region === 'us-east-1' ? '' : region };
};

/** What a bucket either has, or refuses to tell by a code. */
function given(of: (bucket: Bucket) => Answer | undefined, code: string): Operation {
  return (call, aws) => {
    const answer = of(named(call, aws).bucket);
    if (!answer) throw new Refused(code, 'The configuration does not exist', 404);
    return answer;
  };
}

const GetBucketPolicy = given(
  ({ policy }) => (policy === undefined ? undefined : { Policy: policy }),
  'NoSuchBucketPolicy',
);

const GetBucketAcl: Operation = (call, aws) => {
  const { bucket } = named(call, aws);
  const groups = (bucket.publicGrants ?? []).map((grant): Answer => {
    const [Permission, group] = grant.split(' ');
    return { Grantee: { URI: `http://acs.amazonaws.com/groups/global/${group}` }, Permission };
  });
  const own = { Grantee: owner(call.account), Permission: 'FULL_CONTROL' };
  return { Owner: owner(call.account), AccessControlList: { Grant: [own, ...groups] } };
};

const NO_BLOCK = 'NoSuchPublicAccessBlockConfiguration';
const BLOCKED = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

const GetPublicAccessBlock = given(({ blocked }) => (blocked ? BLOCKED : undefined), NO_BLOCK);

const OfAccount: Operation = (call, aws) => {
  const account = ownAccount(call, aws);
  if (textOf(call.input, 'AccountId') !== account.id) throw refusal('denied', call.dialect, call.service);
  if (!account.blocksPublicAccess) {
    throw new Refused(NO_BLOCK, 'The public access block configuration was not found', 404);
  }
  return BLOCKED;
};

const GetBucketLogging: Operation = (call, aws) => {
  const { loggingBucket: TargetBucket } = named(call, aws).bucket;
  return TargetBucket === undefined ? {} : { LoggingEnabled: { TargetBucket, TargetPrefix: '' } };
};

const GetBucketVersioning: Operation = (call, aws) => {
  const { versioning, mfaDelete } = named(call, aws).bucket;
  if (versioning === undefined) return {};
  return { Status: versioning, MfaDelete: mfaDelete ? 'Enabled' : 'Disabled' };
};

const GetObjectLockConfiguration = given(({ lock }) => {
  if (!lock) return undefined;
  const Rule = { DefaultRetention: { Mode: lock.mode, Days: lock.days } };
  return { ObjectLockEnabled: 'Enabled', Rule };
}, 'ObjectLockConfigurationNotFoundError');

const GetBucketLifecycleConfiguration = given(({ expiresAfterDays: Days }) => {
  if (Days === undefined) return undefined;
  const Rule: Element = { ID: 'expire', Filter: { Prefix: '' }, Status: 'Enabled', Expiration: { Days } };
  return { Rule };
}, 'NoSuchLifecycleConfiguration');

const GetBucketEncryption: Operation = (call, aws) => {
  const { kmsKey } = named(call, aws).bucket;
  const byDefault =
    kmsKey === undefined ? { SSEAlgorithm: 'AES256' } : { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: kmsKey };
  return { Rule: { ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: kmsKey !== undefined } };
};

export const s3 = {
  GetBucketAcl,
  GetBucketEncryption,
  GetBucketLifecycleConfiguration,
  GetBucketLocation,
  GetBucketLogging,
  GetBucketPolicy,
  GetBucketVersioning,
  GetObjectLockConfiguration,
  GetPublicAccessBlock,
  HeadBucket,
  ListBuckets,
};
export const s3control = { GetPublicAccessBlock: OfAccount };
