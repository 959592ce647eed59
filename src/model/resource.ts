/** One thing of a kind, as it was seen: its place, its normalised fields and where each was read. */
import type { Value } from './value.ts';

/** Where in AWS something stands. `region` is '' for what belongs to no region (accounts, organizations). */
export interface Place {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
}

/** Where a fact was read: an API call with its answer, or a place in a file. Lines and columns count from 1. */
export type Origin =
  | { readonly call: string; readonly account: string; readonly region: string; readonly answer?: Value }
  | { readonly file: string; readonly line: number; readonly column: number };

/** Why something could not be read. */
export const GAP_REASONS = [
  'denied', // the caller may not
  'throttled', // the quota did not suffice, retries included
  'timedOut', // no answer in time
  'unreachable', // no connection
  'regionDisabled', // the region is not enabled in the account
  'malformed', // an answer that is none of the service's
  'failed', // any other error of the service
  'cancelled', // the run was ended before
  'outOfScope', // the run was not asked to look there
  'notCollected', // the snapshot was taken for other rules
] as const;
export type GapReason = (typeof GAP_REASONS)[number];

/** Something that could not be read, and why. */
export interface Gap extends Place {
  /** Stable and unique in a snapshot: `account/region/api` and, where one datum is meant, `/subject`. */
  readonly id: string;
  readonly reason: GapReason;
  /** The call, `service:Operation` with the SDK's service name: `cloudtrail:GetTrailStatus`. */
  readonly call: string;
  /** The IAM action that allows it: `cloudtrail:GetTrailStatus`. */
  readonly action: string;
  /** What AWS or the network said, one line, control characters removed. */
  readonly message: string;
}

/** One thing of a kind. */
export interface Resource extends Place {
  readonly kind: string;
  /** The ARN where AWS gives one, else a text of the same form that is unique in a snapshot. */
  readonly id: string;
  /** The short name people use. */
  readonly name: string;
  /** Normalised fields. `null`: known to be unset. A field that is not here was not read: see `unread`. */
  readonly fields: Readonly<Record<string, Value>>;
  /** Field -> id of the gap that says why it is missing. */
  readonly unread?: Readonly<Record<string, string>>;
  /** Read (`list`, `status`, ... as the kind names them) -> where its fields come from. */
  readonly origins: Readonly<Record<string, Origin>>;
}
