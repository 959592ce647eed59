/** What a KMS key is: its state, who manages it, and what it is for. Follows "DescribeKey", KMS API Reference. */
import type { Answer, Caller, Draft } from '../../model/collect.ts';
import { malformed } from '../../model/collect.ts';
import type { Place } from '../../model/resource.ts';
import { isObject } from '../../model/value.ts';
import type { Detail } from '../kind.ts';
import { text } from '../kind.ts';

export const description: Detail = {
  calls: ['kms:DescribeKey'],
  actions: ['kms:DescribeKey'],
  async read(resource, aws) {
    const answer = described(resource) ?? (await describe(resource, resource.id, aws));
    return { answer, fields: descriptionOf(answer) };
  },
};

export async function describe(place: Place, key: string, aws: Caller): Promise<Answer> {
  const { KeyMetadata } = await aws.call(place, 'kms:DescribeKey', { KeyId: key });
  if (isObject(KeyMetadata)) return KeyMetadata;
  throw malformed('kms:DescribeKey', 'the answer holds no description of the key');
}

/** What is known already of a key that something names. */
function described({ origins: { list } }: Draft): Answer | null {
  if (!list || !('call' in list) || list.call !== 'kms:DescribeKey') return null;
  return isObject(list.answer) ? list.answer : null;
}

function descriptionOf(metadata: Answer): Draft['fields'] {
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
