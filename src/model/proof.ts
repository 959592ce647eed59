/** Who would be told about an event class: the routes examined, link by link. */
import type { Burst } from './burst.ts';
import type { CloudTrailRecord, Value } from './value.ts';
import type { Truth } from './verdict.ts';

export const LINKS = [
  'trail',
  'selectors',
  'delivery',
  'logGroup',
  'metricFilter',
  'alarm',
  'action',
  'topic',
  'subscription',
  'eventRule',
  'target',
  'eventBus',
] as const;
export type LinkName = (typeof LINKS)[number];

/** One link of a route: does it hold, and in one sentence why. */
export interface Link {
  readonly link: LinkName;
  readonly truth: Truth;
  /** Id of the resource, where there is one. */
  readonly resource?: string;
  readonly sentence: string;
  /** The text the sentence speaks of (a filter pattern), and the part that matters: offsets in UTF-16 units, end exclusive. */
  readonly text?: { readonly value: string; readonly start: number; readonly end: number };
  /** It is the last, and what it reaches is a program (a queue, a function, a runbook), whom that tells is not followed, or a topic, whom that tells is not asked. */
  readonly end?: 'program' | 'topic';
  /** Ids of the gaps that keep it from being decided. */
  readonly gaps?: readonly string[];
}

/** A way by which an event reaches somebody: its links in order, up to the first that does not hold. */
export interface Route {
  readonly type: 'metricFilter' | 'eventRule';
  readonly truth: Truth;
  readonly links: readonly Link[];
}

/** Records that a team decided not to be told about. */
export interface Excluded {
  /** Event classes they were left out of. */
  readonly events: readonly string[];
  /** The condition on records, in words: `userIdentity.arn is like "..."`. */
  readonly records: string;
  readonly because: string;
  /** Where it stands. */
  readonly by: 'rule' | 'configuration' | 'waiver';
  /** Who granted it, where a waiver says so. */
  readonly owner?: string;
  /** The last day of the waiver. */
  readonly expires?: string;
}

/** A field of a record, and the value found there; without one where it is absent. */
export interface Difference {
  readonly field: string;
  readonly value?: Value;
}

export interface Proof {
  /** Event class. */
  readonly events: string;
  /** So many of them at once are asked about; absent: each by itself. */
  readonly burst?: Burst;
  readonly truth: Truth;
  /** One sentence. */
  readonly sentence: string;
  /** Regions in which the class can be recorded and that were examined. */
  readonly regions: readonly string[];
  /** Nearest first; at most 10 are kept. */
  readonly routes: readonly Route[];
  /** The first broken link of the nearest route, where nobody is told. */
  readonly broken?: Link;
  /** Records that were left out on purpose, each with its reason. */
  readonly excluded?: readonly Excluded[];
  /** A record nobody would be told about, where some of the class is covered. */
  readonly counterexample?: CloudTrailRecord;
  /** What sets the counterexample apart from the nearest record that somebody is told about. */
  readonly differs?: readonly Difference[];
}
