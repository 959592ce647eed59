/** S3, as far as kinds ask it. */
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
  S3Client,
} from '@aws-sdk/client-s3';

export const Client = S3Client;
/** Where somebody else answers for AWS, a bucket in front of the host would ask for a host that only AWS has. */
export function adapt({ config }: S3Client): void {
  const byAws = config.endpointProvider;
  config.endpointProvider = (asked, context) =>
    byAws(asked.Endpoint === undefined ? asked : { ...asked, ForcePathStyle: true }, context);
}
/** A bucket that was never versioned or logged has nothing to say about it. */
export const mayBeEmpty = ['GetBucketLocation', 'GetBucketLogging', 'GetBucketVersioning', 'HeadBucket'];
export const commands = {
  GetBucketAcl: GetBucketAclCommand,
  GetBucketEncryption: GetBucketEncryptionCommand,
  GetBucketLifecycleConfiguration: GetBucketLifecycleConfigurationCommand,
  GetBucketLocation: GetBucketLocationCommand,
  GetBucketLogging: GetBucketLoggingCommand,
  GetBucketPolicy: GetBucketPolicyCommand,
  GetBucketVersioning: GetBucketVersioningCommand,
  GetObjectLockConfiguration: GetObjectLockConfigurationCommand,
  GetPublicAccessBlock: GetPublicAccessBlockCommand,
  HeadBucket: HeadBucketCommand,
  ListBuckets: ListBucketsCommand,
} as const;
