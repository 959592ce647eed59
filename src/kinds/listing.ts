/** Resources that one list call gives, each an item of it: how the call is made, and what a resource is made of. */
import type { Answer, Caller, Draft, Want } from '../model/collect.ts';
import { malformed, Unread } from '../model/collect.ts';
import type { Value } from '../model/value.ts';
import type { Kind } from './kind.ts';

/** What of a resource its kind alone knows. */
export type Own = Pick<Draft, 'id' | 'name' | 'fields'>;

export interface Listing {
  /** `service:Operation`, as the SDK names it. */
  readonly call: string;
  /** Where IAM names it otherwise: `events:ListRules`. */
  readonly action?: string;
  readonly input: Answer | ((want: Want) => Answer);
  /** Where an answer holds the items. */
  readonly items: string;
  /** The items of a page that are resources of the kind. Default: all of them. */
  of?(page: readonly Answer[], want: Want): readonly Answer[];
  /** What an item says; null where it is `incomplete`. */
  read(item: Answer, want: Want): Own | null;
  /** An item that does not say what every one has to: `a VPC without id`. */
  readonly incomplete: string;
  /** AWS's error code where that to which they belong does not exist: then there are none, which is known and not unread. */
  readonly noneWhere?: string;
}

export function listing(each: Listing): Kind['list'] {
  const { call, action = call } = each;
  return { calls: [call], actions: [action], read: (want, aws) => pages(each, want, aws) };
}

async function* pages(each: Listing, want: Want, aws: Caller) {
  const { call, input, items, noneWhere } = each;
  try {
    for await (const page of aws.list(want, call, typeof input === 'function' ? input(want) : input, items)) {
      yield (each.of?.(page, want) ?? page).map((item) => {
        const own = each.read(item, want);
        if (own === null) throw malformed(call, each.incomplete);
        return drafted(want, call, own, item);
      });
    }
  } catch (error) {
    if (noneWhere === undefined || !(error instanceof Unread && error.code === noneWhere)) throw error;
  }
}

/** A resource, where it was asked for, and the answer that tells of it. */
export function drafted({ kind, account, region }: Want, call: string, own: Own, answer: Value): Draft {
  const { id, name, fields } = own;
  return { kind, id, name, account, region, fields, origins: { list: { call, account, region, answer } } };
}
