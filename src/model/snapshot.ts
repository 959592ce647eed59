/** Everything one run saw: resources, gaps, and which lists were read to their end. The engine sees nothing else. */
import type { Gap, Resource } from './resource.ts';

/** What a run was asked to look at. */
export interface Scope {
  /** `aws`, `aws-us-gov`, `aws-cn`. */
  readonly partition: string;
  /** How accounts were chosen. */
  readonly by: 'organization' | 'accounts' | 'caller' | 'files';
  /** ARN of the caller; null where no AWS was asked. */
  readonly caller: string | null;
  /** All accounts asked for, sorted, the unreachable ones too. */
  readonly accounts: readonly string[];
  /** Regions given on the command line; null: every enabled region of each account. */
  readonly regions: readonly string[] | null;
}

/**
 * Proof that a list is whole: every resource of `kind` in `account` and in each of `regions` ('' for kinds without region) is in the snapshot.
 * With `within`, only those that belong to one of the named owners (a log group's name, a topic's ARN) were listed.
 */
export interface Coverage {
  readonly kind: string;
  readonly account: string;
  readonly regions: readonly string[];
  readonly within?: readonly string[];
}

/** A list that could not be read to its end, with the gap that says why. Region '*': every region of the account; kind '*': every kind. */
export interface Hole {
  readonly kind: string;
  readonly account: string;
  readonly region: string;
  readonly within?: string;
  readonly gap: string;
}

/** What one run saw. */
export interface Snapshot {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601 in UTC. Ages are measured from here, never from the clock. */
  readonly takenAt: string;
  readonly scope: Scope;
  readonly resources: readonly Resource[];
  readonly gaps: readonly Gap[];
  readonly coverage: readonly Coverage[];
  readonly holes: readonly Hole[];
}
