/** An exception that somebody granted: findings that are accepted although they do not pass, or records that nobody has to be told about. */
import type { Position } from './condition.ts';
import type { RecordCondition } from './record-condition.ts';

/** Why, by whom and until when. */
export interface Grant {
  readonly because: string;
  /** Who answers for it. */
  readonly owner?: string;
  /** The last day on which it is in force, in UTC: 2027-03-31. Absent: it has no end. */
  readonly expires?: string;
}

/** Which findings it speaks of: everything that is named has to fit. */
export interface Selectors {
  readonly accounts?: readonly string[];
  /** Names; `*` stands for anything. What stands in no region fits none. */
  readonly regions?: readonly string[];
  /** Names or ids, ARNs mostly; `*` stands for anything. What has no name fits none. */
  readonly resources?: readonly string[];
  readonly fingerprints?: readonly string[];
}

export interface Waiver extends Grant, Selectors {
  /** Ids of rules as they are written; `*` stands for anything. */
  readonly patterns: readonly string[];
  /** The rules that these stand for. */
  readonly rules: readonly string[];
  /** In place of findings that are accepted: records that are left out of what its rules prove. */
  readonly excluding?: readonly LeftOut[];
  readonly at: Position;
}

/** Records of some event classes. */
export interface LeftOut {
  readonly events: readonly string[];
  readonly records: RecordCondition;
}

/** " by jane@example.com until 2027-03-31", or nothing where neither is said. */
export function byAndUntil({ owner, expires }: Omit<Grant, 'because'>): string {
  return `${owner === undefined ? '' : ` by ${owner}`}${expires === undefined ? '' : ` until ${expires}`}`;
}

/** "the waiver by jane@example.com expired on 2026-01-31: being moved". */
export function lapsedText({ because, owner, expires }: Grant): string {
  return `the waiver${byAndUntil(owner === undefined ? {} : { owner })} expired on ${expires}: ${because}`;
}

/** Whether its last day was over at a time (ISO 8601). Never the clock's: the same snapshot gives the same report, today and in two years. */
export function isOver({ expires }: Pick<Grant, 'expires'>, time: string): boolean {
  return expires !== undefined && new Date(time).toISOString().slice(0, 10) > expires;
}
