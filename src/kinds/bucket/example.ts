/** A healthy bucket, for rule tests: nobody but its account and CloudTrail, nothing without TLS, and nothing is lost. */
import { printArn } from '../../model/arn.ts';
import type { ExamplePlace, Given, Made } from '../example.ts';
import { nameOf } from '../example.ts';

/** CloudTrail may write, as its documentation says it, and nobody comes without TLS ("Amazon S3 bucket policy for CloudTrail"). */
function policyOf(arn: string, account: string) {
  const cloudtrail = { Service: 'cloudtrail.amazonaws.com' };
  const own = { 'aws:SourceAccount': account };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AWSCloudTrailAclCheck',
        Effect: 'Allow',
        Principal: cloudtrail,
        Action: 's3:GetBucketAcl',
        Resource: arn,
        Condition: { StringEquals: own },
      },
      {
        Sid: 'AWSCloudTrailWrite',
        Effect: 'Allow',
        Principal: cloudtrail,
        Action: 's3:PutObject',
        Resource: `${arn}/AWSLogs/${account}/*`,
        Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', ...own } },
      },
      {
        Sid: 'OnlyTls',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
}

export function example(given: Given, { partition, account }: ExamplePlace): Made {
  const name = nameOf(given, 'trail-bucket');
  const id = printArn({ partition, service: 's3', region: '', account: '', name });
  return {
    id,
    name,
    fields: {
      ownerAccount: account,
      createdAt: null,
      policy: policyOf(id, account),
      publicGrants: [],
      blockPublicAcls: true,
      ignorePublicAcls: true,
      blockPublicPolicy: true,
      restrictPublicBuckets: true,
      loggingBucket: 'access-logs',
      versioning: 'Enabled',
      mfaDelete: true,
      objectLock: true,
      objectLockMode: 'COMPLIANCE',
      objectLockDays: 365,
      expiresAfterDays: null,
      encryption: 'aws:kms',
      encryptionKey: printArn({
        partition,
        service: 'kms',
        region: 'us-east-1',
        account,
        name: 'key/11111111-2222-3333-4444-555555555555',
      }),
      ...given,
      name,
    },
    shortForms: [],
  };
}
