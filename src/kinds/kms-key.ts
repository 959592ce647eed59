/** A KMS key: whether it can be used, by whom, and whether its material is rotated. */
import { parseArn, printArn } from '../model/arn.ts';
import type { Answer, Caller, Draft, Want } from '../model/collect.ts';
import { malformed, Unread } from '../model/collect.ts';
import type { Place } from '../model/resource.ts';
import { isObject } from '../model/value.ts';
import { encrypts } from './encrypted-with.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf, nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { number, text, texts } from './kind.ts';
import { drafted } from './listing.ts';

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
  list: {
    calls: ['kms:ListKeys', 'kms:ListAliases'],
    actions: ['kms:ListKeys', 'kms:ListAliases'],
    named: { calls: ['kms:DescribeKey'], actions: ['kms:DescribeKey'] },
    byArn: true,
    read: (want, aws) => (want.within === undefined ? all(want, aws) : named(want, want.within, aws)),
  },
  details: {
    description: {
      calls: ['kms:DescribeKey'],
      actions: ['kms:DescribeKey'],
      async read(resource, aws) {
        const answer = described(resource) ?? (await describe(resource, resource.id, aws));
        return { answer, fields: descriptionOf(answer) };
      },
    },
    aliases: {
      calls: ['kms:ListAliases'],
      actions: ['kms:ListAliases'],
      async read(resource, aws) {
        const answer: Answer[] = [];
        for await (const page of aws.list(resource, 'kms:ListAliases', { KeyId: resource.id }, 'Aliases')) {
          answer.push(...page);
        }
        return { answer, fields: { aliases: answer.flatMap(({ AliasName }) => text(AliasName) ?? []) } };
      },
    },
    policy: {
      calls: ['kms:GetKeyPolicy'],
      actions: ['kms:GetKeyPolicy'],
      async read(resource, aws) {
        const answer = await aws.call(resource, 'kms:GetKeyPolicy', { KeyId: resource.id, PolicyName: 'default' });
        const policy = text(answer['Policy']);
        if (policy === null) throw malformed('kms:GetKeyPolicy', 'the answer holds no policy');
        return { answer, fields: { policy } };
      },
    },
    rotation: {
      calls: ['kms:GetKeyRotationStatus'],
      actions: ['kms:GetKeyRotationStatus'],
      read: rotation,
    },
  },
  merge(kept, again) {
    const names = new Set([...texts(kept.fields['knownAs']), ...texts(again.fields['knownAs'])]);
    return { ...kept, fields: { ...kept.fields, knownAs: [...names].sort() } };
  },
};

/** Every key of an account and region, and the aliases that lead to them. */
async function* all(want: Want, aws: Caller): AsyncIterable<readonly Draft[]> {
  const arns = new Map<string, string>();
  for await (const page of aws.list(want, 'kms:ListKeys', { Limit: 1000 }, 'Keys')) {
    yield page.map((item) => {
      const arn = statedArn(item['KeyArn'], 'kms:ListKeys');
      arns.set(text(item['KeyId']) ?? '', arn);
      return draft(want, arn, [arn], 'kms:ListKeys', item);
    });
  }
  for await (const page of aws.list(want, 'kms:ListAliases', { Limit: 100 }, 'Aliases')) {
    yield page.flatMap((item) => {
      const arn = arns.get(text(item['TargetKeyId']) ?? '');
      // An alias that AWS keeps for a service may have no key yet.
      if (arn === undefined) return [];
      return [draft(want, arn, [arn, statedArn(item['AliasArn'], 'kms:ListAliases')], 'kms:ListAliases', item)];
    });
  }
}

/** The key that something names by an ARN, of its own or of an alias. */
async function* named(want: Want, arn: string, aws: Caller): AsyncIterable<readonly Draft[]> {
  try {
    const metadata = await describe(want, arn, aws);
    const own = statedArn(metadata['Arn'], 'kms:DescribeKey');
    yield [draft(want, own, [...new Set([own, arn])], 'kms:DescribeKey', metadata)];
  } catch (error) {
    // A key that is gone is a fact about what names it, not something unread.
    if (!(error instanceof Unread && /^NotFound(Exception)?$/.test(error.code))) throw error;
  }
}

async function describe(place: Place, key: string, aws: Caller): Promise<Answer> {
  const { KeyMetadata } = await aws.call(place, 'kms:DescribeKey', { KeyId: key });
  if (isObject(KeyMetadata)) return KeyMetadata;
  throw malformed('kms:DescribeKey', 'the answer holds no description of the key');
}

/** What is known already of a key that something names. */
function described({ origins: { list } }: Draft): Answer | null {
  if (!list || !('call' in list) || list.call !== 'kms:DescribeKey') return null;
  return isObject(list.answer) ? list.answer : null;
}

function descriptionOf(metadata: Answer): Awaited<ReturnType<Kind['details'][string]['read']>>['fields'] {
  const state = text(metadata['KeyState']);
  const managedBy = text(metadata['KeyManager']);
  const spec = text(metadata['KeySpec']) ?? text(metadata['CustomerMasterKeySpec']);
  if (state === null || managedBy === null || spec === null) {
    throw malformed('kms:DescribeKey', 'the answer does not describe the key');
  }
  return {
    state,
    enabled: state === 'Enabled',
    managedBy,
    multiRegion: metadata['MultiRegion'] === true,
    spec,
    usage: text(metadata['KeyUsage']),
    origin: text(metadata['Origin']),
    createdAt: text(metadata['CreationDate']),
    deletionDate: text(metadata['DeletionDate']),
  };
}

/** Keys whose material KMS cannot rotate by itself are not rotated ("GetKeyRotationStatus", KMS API Reference). */
async function rotation(resource: Draft, aws: Caller): ReturnType<Kind['details'][string]['read']> {
  try {
    const answer = await aws.call(resource, 'kms:GetKeyRotationStatus', { KeyId: resource.id });
    const rotationEnabled = answer['KeyRotationEnabled'];
    if (typeof rotationEnabled !== 'boolean') {
      throw malformed('kms:GetKeyRotationStatus', 'the answer does not say whether the key is rotated');
    }
    const rotationPeriodDays = rotationEnabled ? number(answer['RotationPeriodInDays']) : null;
    return { answer, fields: { rotationEnabled, rotationPeriodDays } };
  } catch (error) {
    if (!(error instanceof Unread && /^UnsupportedOperation(Exception)?$/.test(error.code))) throw error;
    return { answer: null, fields: { rotationEnabled: false, rotationPeriodDays: null } };
  }
}

function statedArn(value: Answer[string] | undefined, call: string): string {
  const arn = text(value);
  if (arn === null || parseArn(arn) === null) throw malformed(call, 'a key or alias without ARN');
  return arn;
}

function draft(want: Want, id: string, knownAs: readonly string[], call: string, answer: Answer): Draft {
  const name = id.replace(/^.*:key\//, '');
  return drafted(want, call, { id, name, fields: { name, knownAs } }, answer);
}

/** As KMS makes it; `admits: [cloudwatch.amazonaws.com]` has its policy let services use it. */
function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, '11111111-2222-3333-4444-555555555555');
  const id = arnOf(place, 'kms', `key/${name}`);
  const { admits, ...rest } = given;
  const state = given['state'] ?? 'Enabled';
  const aliases = texts(given['aliases']);
  return {
    id,
    name,
    fields: {
      knownAs: [id, ...aliases.map((alias) => arnOf(place, 'kms', alias))],
      aliases,
      state,
      enabled: state === 'Enabled',
      managedBy: 'CUSTOMER',
      multiRegion: false,
      spec: 'SYMMETRIC_DEFAULT',
      usage: 'ENCRYPT_DECRYPT',
      origin: 'AWS_KMS',
      createdAt: null,
      deletionDate: null,
      policy: keyPolicy(place, texts(admits)),
      rotationEnabled: true,
      rotationPeriodDays: 365,
      ...rest,
      name,
    },
    shortForms: ['admits'],
  };
}

/** As KMS writes it, it leaves everything to the account's own IAM policies; and, if they are named, to services. */
function keyPolicy(place: ExamplePlace, services: readonly string[]): string {
  const root = printArn({ ...place, service: 'iam', region: '', name: 'root' });
  const use = { Principal: { Service: services }, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] };
  const statements = [{ Principal: { AWS: root }, Action: 'kms:*' }, ...(services.length > 0 ? [use] : [])];
  const Statement = statements.map((each) => ({ Effect: 'Allow', ...each, Resource: '*' }));
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
