/** How a bucket keeps what it gets: versions, locks, expiry and encryption. */

import { malformed } from '../../model/collect.ts';
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import { list, number, text } from '../kind.ts';
import { expiresAfterDays } from './lifecycle.ts';
import type { Topic } from './read.ts';
import { ask } from './read.ts';

export const keeping: Topic = {
  fields: {
    versioning: {
      type: 'string',
      about: 'Whether overwritten and deleted objects are kept as versions.',
      values: ['Enabled', 'Suspended', 'Disabled'],
      read: 'versioning',
    },
    mfaDelete: { type: 'boolean', about: 'Deleting a version takes a second factor.', read: 'versioning' },
    objectLock: { type: 'boolean', about: 'Objects can be locked against deletion.', read: 'objectLock' },
    objectLockMode: {
      type: 'string',
      about: 'How new objects are locked by default; unset: they are not.',
      values: ['COMPLIANCE', 'GOVERNANCE'],
      read: 'objectLock',
    },
    objectLockDays: {
      type: 'integer',
      about: 'Days for which new objects are locked by default; unset: they are not.',
      read: 'objectLock',
    },
    expiresAfterDays: {
      type: 'integer',
      about:
        'Days after which a lifecycle rule first deletes log files, under whatever prefix but those of other services; unset: they are kept for ever.',
      read: 'lifecycle',
      absent: 'infinite',
    },
    encryption: {
      type: 'string',
      about: 'How new objects are encrypted by default; unset: they are not.',
      values: ['AES256', 'aws:kms', 'aws:kms:dsse'],
      read: 'encryption',
    },
    encryptionKey: {
      type: 'string',
      about: 'KMS key that encrypts them (id, alias or ARN); unset: the key of S3, or none.',
      read: 'encryption',
    },
  },
  details: {
    versioning: {
      calls: ['s3:GetBucketVersioning'],
      actions: ['s3:GetBucketVersioning'],
      async read(bucket, aws) {
        const answer = await ask('s3:GetBucketVersioning', bucket, aws);
        const fields = {
          versioning: text(answer?.['Status']) ?? 'Disabled',
          mfaDelete: answer?.['MFADelete'] === 'Enabled',
        };
        return { answer, fields };
      },
    },
    objectLock: {
      calls: ['s3:GetObjectLockConfiguration'],
      actions: ['s3:GetBucketObjectLockConfiguration'],
      async read(bucket, aws) {
        const call = 's3:GetObjectLockConfiguration';
        const answer = await ask(call, bucket, aws, 'ObjectLockConfigurationNotFoundError');
        if (answer && !isObject(answer['ObjectLockConfiguration']))
          throw malformed(call, 'the answer holds no configuration');
        return { answer, fields: lockFields(answer?.['ObjectLockConfiguration']) };
      },
    },
    lifecycle: {
      calls: ['s3:GetBucketLifecycleConfiguration'],
      actions: ['s3:GetLifecycleConfiguration'],
      async read(bucket, aws) {
        const call = 's3:GetBucketLifecycleConfiguration';
        const answer = await ask(call, bucket, aws, 'NoSuchLifecycleConfiguration');
        if (answer && !Array.isArray(answer['Rules'])) throw malformed(call, 'the answer holds no rules');
        return { answer, fields: { expiresAfterDays: expiresAfterDays(list(answer?.['Rules'])) } };
      },
    },
    encryption: {
      calls: ['s3:GetBucketEncryption'],
      actions: ['s3:GetEncryptionConfiguration'],
      async read(bucket, aws) {
        const call = 's3:GetBucketEncryption';
        const answer = await ask(call, bucket, aws, 'ServerSideEncryptionConfigurationNotFoundError');
        if (answer && !isObject(answer['ServerSideEncryptionConfiguration']))
          throw malformed(call, 'the answer holds no rules');
        return { answer, fields: encryptionFields(answer?.['ServerSideEncryptionConfiguration']) };
      },
    },
  },
};

/** A year of a lock has 365 days ("Configuring S3 Object Lock"). */
function lockFields(configuration: Value | undefined) {
  const lock = isObject(configuration) ? configuration : {};
  const rule = isObject(lock['Rule']) ? lock['Rule'] : {};
  const retention = isObject(rule['DefaultRetention']) ? rule['DefaultRetention'] : {};
  // One of them is set; some that answer for AWS give the other as 0.
  const days = (number(retention['Days']) ?? 0) + (number(retention['Years']) ?? 0) * 365;
  return {
    objectLock: lock['ObjectLockEnabled'] === 'Enabled',
    objectLockMode: text(retention['Mode']),
    objectLockDays: days === 0 ? null : days,
  };
}

function encryptionFields(configuration: Value | undefined) {
  const [rule] = isObject(configuration) ? list(configuration['Rules']) : [];
  const byDefault = isObject(rule) ? rule['ApplyServerSideEncryptionByDefault'] : null;
  const encryption = isObject(byDefault) ? byDefault : {};
  return { encryption: text(encryption['SSEAlgorithm']), encryptionKey: text(encryption['KMSMasterKeyID']) };
}
