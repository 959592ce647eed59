/** All aliases of a KMS key. Follows "ListAliases", KMS API Reference. */
import type { Answer } from '../../model/collect.ts';
import type { Detail } from '../kind.ts';
import { text } from '../kind.ts';

export const aliases: Detail = {
  calls: ['kms:ListAliases'],
  actions: ['kms:ListAliases'],
  async read(resource, aws) {
    const answer: Answer[] = [];
    for await (const page of aws.list(resource, 'kms:ListAliases', { KeyId: resource.id }, 'Aliases')) {
      answer.push(...page);
    }
    return { answer, fields: { aliases: answer.flatMap(({ AliasName }) => text(AliasName) ?? []) } };
  },
};
