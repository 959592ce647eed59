/** The policy of a KMS key. Follows "GetKeyPolicy", KMS API Reference. */
import { malformed } from '../../model/collect.ts';
import type { Detail } from '../kind.ts';
import { text } from '../kind.ts';

export const policy: Detail = {
  calls: ['kms:GetKeyPolicy'],
  actions: ['kms:GetKeyPolicy'],
  async read(resource, aws) {
    const answer = await aws.call(resource, 'kms:GetKeyPolicy', { KeyId: resource.id, PolicyName: 'default' });
    const policy = text(answer['Policy']);
    if (policy === null) throw malformed('kms:GetKeyPolicy', 'the answer holds no policy');
    return { answer, fields: { policy } };
  },
};
