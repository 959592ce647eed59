/** KMS keys of an account and region, or the one that something names: found by their own ARNs and by those of aliases. */
import { parseArn } from '../../model/arn.ts';
import type { Answer, Caller, Draft, Want } from '../../model/collect.ts';
import { malformed, Unread } from '../../model/collect.ts';
import type { Kind } from '../kind.ts';
import { text, texts } from '../kind.ts';
import { drafted } from '../listing.ts';
import { describe } from './description.ts';

export const list: Kind['list'] = {
  calls: ['kms:ListKeys'],
  actions: ['kms:ListKeys'],
  aliases: { field: 'knownAs', calls: ['kms:ListAliases'], actions: ['kms:ListAliases'] },
  named: { calls: ['kms:DescribeKey'], actions: ['kms:DescribeKey'] },
  byArn: true,
  read: (want, aws) => (want.within === undefined ? all(want, aws) : named(want, want.within, aws)),
};

/** Found by several names, it is one key. */
export function merge(kept: Draft, again: Draft): Draft {
  const names = [kept, again].flatMap(({ fields }) => (fields['knownAs'] === undefined ? [] : [fields['knownAs']]));
  if (names.length === 0) return kept;
  return { ...kept, fields: { ...kept.fields, knownAs: [...new Set(names.flatMap(texts))].sort() } };
}

/** Every key of an account and region, and the aliases that lead to them; what else a key is called is not known where nobody asks. */
async function* all(want: Want, aws: Caller): AsyncIterable<readonly Draft[]> {
  const arns = new Map<string, string>();
  for await (const page of aws.list(want, 'kms:ListKeys', { Limit: 1000 }, 'Keys')) {
    yield page.map((item) => {
      const arn = statedArn(item['KeyArn'], 'kms:ListKeys');
      arns.set(text(item['KeyId']) ?? '', arn);
      return draft(want, arn, want.aliases ? [arn] : null, 'kms:ListKeys', item);
    });
  }
  if (!want.aliases || arns.size === 0) return;
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

function statedArn(value: Answer[string] | undefined, call: string): string {
  const arn = text(value);
  if (arn === null || parseArn(arn) === null) throw malformed(call, 'a key or alias without ARN');
  return arn;
}

function draft(want: Want, id: string, knownAs: readonly string[] | null, call: string, answer: Answer): Draft {
  const name = id.replace(/^.*:key\//, '');
  return drafted(want, call, { id, name, fields: { name, ...(knownAs === null ? {} : { knownAs }) } }, answer);
}
