/** A KMS key: whether it can be used, by whom, and whether its material is rotated. */
import { encrypts } from './encrypted-with.ts';
import type { Kind } from './kind.ts';
import { aliases } from './kms-key/aliases.ts';
import { description } from './kms-key/description.ts';
import { example } from './kms-key/example.ts';
import { list, merge } from './kms-key/list.ts';
import { policy } from './kms-key/policy.ts';
import { rotation } from './kms-key/rotation.ts';

export const kmsKey: Kind = {
  name: 'kmsKey',
  example,
  about: 'A KMS key, whoever manages it: `managedBy: CUSTOMER` are the keys of the account itself.',
  population: 'region',
  fields: {
    name: { type: 'string', about: 'Its key id.', read: 'list' },
    knownAs: {
      type: 'list',
      about: 'ARNs it was found by: its own, and those of aliases that something names it by.',
      read: 'list',
    },
    aliases: { type: 'list', about: 'All its aliases: `alias/security`.', read: 'aliases' },
    state: {
      type: 'string',
      about: 'Only an `Enabled` key encrypts and decrypts.',
      values: [
        'Enabled',
        'Disabled',
        'PendingDeletion',
        'PendingImport',
        'PendingReplicaDeletion',
        'Unavailable',
        'Creating',
        'Updating',
      ],
      read: 'description',
    },
    enabled: { type: 'boolean', about: 'Its state is `Enabled`.', read: 'description' },
    managedBy: {
      type: 'string',
      about: 'Who manages it: the account itself, or AWS, which made it for a service.',
      values: ['CUSTOMER', 'AWS'],
      read: 'description',
    },
    multiRegion: { type: 'boolean', about: 'It can be replicated into other regions.', read: 'description' },
    spec: { type: 'string', about: 'Type of its material: `SYMMETRIC_DEFAULT`, `RSA_2048`, ...', read: 'description' },
    usage: { type: 'string', about: 'What it is for: `ENCRYPT_DECRYPT`, `SIGN_VERIFY`, ...', read: 'description' },
    origin: {
      type: 'string',
      about: 'Where its material comes from: `AWS_KMS`, `EXTERNAL` (imported), ...',
      read: 'description',
    },
    createdAt: { type: 'time', about: 'When it was made.', read: 'description' },
    deletionDate: { type: 'time', about: 'When it is to be deleted; unset: it is not.', read: 'description' },
    policy: { type: 'string', about: 'Its key policy, as JSON text.', read: 'policy' },
    rotationEnabled: {
      type: 'boolean',
      about: 'KMS rotates its material by itself, which it does for symmetric keys of its own material alone.',
      read: 'rotation',
    },
    rotationPeriodDays: {
      type: 'integer',
      about: 'Days from one rotation to the next; unset: it is not rotated.',
      read: 'rotation',
    },
  },
  relations: {
    trails: encrypts('trail', 'Trails whose log files it encrypts.', {
      inverse: 'trail.key',
      wants: ({ account }, places) =>
        (places.regions(account) ?? ['*']).map((region) => ({ kind: 'trail', account, region })),
    }),
    logGroups: encrypts('logGroup', 'Log groups it encrypts.', {
      inverse: 'logGroup.key',
      wants: ({ account, region }) => [{ kind: 'logGroup', account, region }],
    }),
    topics: encrypts('topic', 'Topics it encrypts, of those that alarms and EventBridge rules publish to.', {
      inverse: 'topic.key',
      wants: ({ account, region }) => ['alarm', 'eventRule'].map((kind) => ({ kind, account, region })),
    }),
  },
  list,
  details: { description, aliases, policy, rotation },
  merge,
};
