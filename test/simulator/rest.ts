/** The REST protocol of S3: an operation is a method, a path and the first word of the query; an answer has an element of its own. */
import type { IncomingMessage } from 'node:http';
import type { Asked, Input } from './call.ts';

/** Word of the query -> operation on a bucket. */
const OF_BUCKET: Readonly<Record<string, string>> = {
  acl: 'GetBucketAcl',
  encryption: 'GetBucketEncryption',
  lifecycle: 'GetBucketLifecycleConfiguration',
  location: 'GetBucketLocation',
  logging: 'GetBucketLogging',
  'object-lock': 'GetObjectLockConfiguration',
  policy: 'GetBucketPolicy',
  publicAccessBlock: 'GetPublicAccessBlock',
  versioning: 'GetBucketVersioning',
};

/** Operation -> root element of its answer. */
const ROOTS: Readonly<Record<string, string>> = {
  GetBucketAcl: 'AccessControlPolicy',
  GetBucketEncryption: 'ServerSideEncryptionConfiguration',
  GetBucketLifecycleConfiguration: 'LifecycleConfiguration',
  GetBucketLocation: 'LocationConstraint',
  GetBucketLogging: 'BucketLoggingStatus',
  GetBucketVersioning: 'VersioningConfiguration',
  GetObjectLockConfiguration: 'ObjectLockConfiguration',
  GetPublicAccessBlock: 'PublicAccessBlockConfiguration',
  ListBuckets: 'ListAllMyBucketsResult',
};

export function rootOf(operation: string): string {
  return ROOTS[operation] ?? operation;
}

/** Operation -> action of IAM, where they are not called alike ("Actions, resources, and condition keys for Amazon S3"). */
const ACTIONS: Readonly<Record<string, string>> = {
  's3:GetBucketEncryption': 's3:GetEncryptionConfiguration',
  's3:GetBucketLifecycleConfiguration': 's3:GetLifecycleConfiguration',
  's3:GetObjectLockConfiguration': 's3:GetBucketObjectLockConfiguration',
  's3:GetPublicAccessBlock': 's3:GetBucketPublicAccessBlock',
  's3:HeadBucket': 's3:ListBucket',
  's3:ListBuckets': 's3:ListAllMyBuckets',
  's3control:GetPublicAccessBlock': 's3:GetAccountPublicAccessBlock',
};

export function actionOfRest(call: string): string {
  return ACTIONS[call] ?? call;
}

/** Null where the path leads nowhere. The bucket's name stands in the path, as clients write it where the host is an address. */
export function readRest({ method, url = '/', headers }: IncomingMessage): Asked | null {
  const { pathname, searchParams } = new URL(url, 'http://simulator');
  const [bucket = '', ...rest] = pathname.split('/').filter((part) => part !== '');
  const asked = (service: string, operation: string, input: Input): Asked => ({
    service,
    operation,
    dialect: 'rest',
    contentType: 'application/xml',
    input,
  });
  if (bucket === 'v20180820') {
    const AccountId = String(headers['x-amz-account-id'] ?? '');
    return rest.join('/') === 'configuration/publicAccessBlock'
      ? asked('s3control', 'GetPublicAccessBlock', { AccountId })
      : null;
  }
  if (bucket === '') return asked('s3', 'ListBuckets', listed(searchParams));
  const owner = headers['x-amz-expected-bucket-owner'];
  const input = { Bucket: bucket, ...(typeof owner === 'string' ? { ExpectedBucketOwner: owner } : {}) };
  if (method === 'HEAD') return asked('s3', 'HeadBucket', input);
  const operation = Object.entries(OF_BUCKET).find(([word]) => searchParams.has(word))?.[1];
  return operation === undefined ? null : asked('s3', operation, input);
}

function listed(query: URLSearchParams): Input {
  return { Prefix: query.get('prefix') ?? '', MaxBuckets: query.get('max-buckets') ?? '10000' };
}
