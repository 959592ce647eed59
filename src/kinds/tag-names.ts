/** Names of tags, as AWS lists them. */
import type { Answer } from '../model/collect.ts';
import { malformed } from '../model/collect.ts';
import { isObject } from '../model/value.ts';
import { text } from './kind.ts';

/** Sorted. @throws Unread where the answer to the call holds no list of tags */
export function tagNames(tags: Answer[string] | undefined, call: string): readonly string[] {
  if (!Array.isArray(tags)) throw malformed(call, 'the answer holds no tags');
  return tags.flatMap((tag) => (isObject(tag) ? (text(tag['Key']) ?? []) : [])).sort();
}
