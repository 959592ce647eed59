/** One call about a bucket: in its region, and only if it still belongs to whom it did. */
import type { Answer, Caller, Draft } from '../../model/collect.ts';
import { Unread } from '../../model/collect.ts';
import type { Field, Kind } from '../kind.ts';

/** Part of the bucket: fields of one topic, and the calls that give them. */
export interface Topic {
  readonly fields: Readonly<Record<string, Field>>;
  readonly details: Kind['details'];
}

/** The answer; null where `absent` says that there is none. @throws Unread */
export async function ask(call: string, bucket: Draft, aws: Caller, absent?: string): Promise<Answer | null> {
  try {
    return await aws.call(bucket, call, { Bucket: bucket.name, ExpectedBucketOwner: bucket.account });
  } catch (error) {
    if (absent !== undefined && error instanceof Unread && error.code === absent) return null;
    throw error;
  }
}
