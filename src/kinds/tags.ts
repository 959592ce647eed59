/** Tags as AWS lists them, as a mapping of names to values. */
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import { list } from './kind.ts';

export function tagsOf(tags: Value | undefined): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    list(tags).flatMap((tag) =>
      isObject(tag) && typeof tag['Key'] === 'string' ? [[tag['Key'], tag['Value'] ?? '']] : [],
    ),
  );
}
