/** How a kind reads AWS without knowing the SDK: it asks a caller, and what cannot be read is thrown as `Unread` and becomes a gap. */
import type { Gap, Place, Resource } from './resource.ts';
import type { Value } from './value.ts';

/** An answer of AWS as the SDK gives it; dates as ISO texts. */
export type Answer = { readonly [key: string]: Value };

/** Asks AWS with the credentials of one account. Implemented by `sources/aws`, with quotas, retries and timeouts behind it. */
export interface Caller {
  /** Whose credentials ask: 12 digits. */
  readonly account: string;
  /** One call in the region of `place`. @throws Unread; the error's `code` is AWS's, so that "does not exist" can be told apart. */
  call(place: Place, call: string, input: Answer): Promise<Answer>;
  /**
   * All pages of a list; the items under `items` of each, joined where an answer holds several lists.
   * Pages before a failing one have been yielded when it throws. @throws Unread
   */
  list(place: Place, call: string, input: Answer, items: string | readonly string[]): AsyncIterable<readonly Answer[]>;
}

/** One datum that could not be read. */
export class Unread extends Error {
  override readonly name = 'Unread';
  readonly reason: Gap['reason'];
  readonly call: string;
  /** AWS's error code: `TrailNotFoundException`; '' where there is none. */
  readonly code: string;
  constructor(reason: Gap['reason'], call: string, code: string, message: string) {
    super(message);
    this.reason = reason;
    this.call = call;
    this.code = code;
  }
}

/** An answer that is none of the service's: it says something else than what it was asked for. */
export function malformed(call: string, message: string): Unread {
  return new Unread('malformed', call, '', message);
}

/** A list to be read: resources of `kind` in one account and region, or only those that belong to `within`. */
export interface Want extends Place {
  readonly kind: string;
  readonly within?: string;
  /** With the other names that they are called by. */
  readonly aliases?: true;
}

/** A resource as a list gives it; more fields may follow from other reads. */
export type Draft = Omit<Resource, 'unread'>;
