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
/** A bucket's name in front of the host would ask for a host that only AWS has. */
export const elsewhere = () => ({ forcePathStyle: true });
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
