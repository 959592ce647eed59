/** The tags of a trail, asked for where it was made. Follows "ListTags", CloudTrail API Reference. */
import type { Answer } from '../../model/collect.ts';
import { malformed } from '../../model/collect.ts';
import { isObject } from '../../model/value.ts';
import type { Detail } from '../kind.ts';
import { list, text } from '../kind.ts';

const CALL = 'cloudtrail:ListTags';

export const tags: Detail = {
  calls: [CALL],
  actions: [CALL],
  async read(resource, aws) {
    // A trail has 50 tags at most, which come in one answer: the token it may bring is said to be reserved.
    const answer = await aws.call(resource, CALL, { ResourceIdList: [resource.id] });
    const found = list(answer['ResourceTagList'])
      .filter(isObject)
      .find(({ ResourceId }) => ResourceId === resource.id);
    if (!found) throw malformed(CALL, 'the answer does not speak of the trail');
    return { answer, fields: tagFields(found) };
  },
};

function tagFields({ TagsList }: Answer): Awaited<ReturnType<Detail['read']>>['fields'] {
  const pairs = list(TagsList)
    .filter(isObject)
    .flatMap(({ Key, Value }) => {
      const name = text(Key);
      return name === null ? [] : [[name, text(Value) ?? ''] as const];
    });
  return { tags: Object.fromEntries(pairs), tagNames: namesOf(pairs.map(([name]) => name)) };
}

/** AWS keeps names that begin with `aws:` to itself. */
export function namesOf(names: readonly string[]): readonly string[] {
  return names.filter((name) => !name.startsWith('aws:')).sort();
}
