/** The field that stands against a match, and how far the pattern is from matching. */
import type { Explanation } from './match.ts';

export interface NearestMiss {
  /** The field that decides. */
  readonly clause: Explanation;
  /** How many fields stand against a match. */
  readonly misses: number;
  /** How many fields beside them name a value that the event has. */
  readonly held: number;
  /** The value wanted is a misspelling of the one found. */
  readonly isClose: boolean;
  /** Whether it asks for the name of the event that there is, of others, or of any. */
  readonly event: 'named' | 'other' | 'any';
}

const EVENT = 'detail.eventName';

/** Where all have to hold the first field that fails; of several branches the one that misses by least. */
export function nearestMiss(explanation: Explanation): NearestMiss {
  const { parts, joined, truth, names } = explanation;
  if (truth !== 'false') {
    const event = namesEvent(explanation) ? 'named' : 'any';
    return { clause: explanation, misses: 0, held: heldIn(explanation), isClose: false, event };
  }
  const all = parts.map(nearestMiss);
  const failing = all.filter(({ misses }) => misses > 0);
  const [first] = failing;
  if (!first) {
    // A field, or fields that miss together.
    const held = names === undefined ? heldIn(explanation) : 0;
    const isClose = explanation.isClose === true;
    const event = explanation.path !== EVENT ? 'any' : isClose ? 'named' : 'other';
    return { clause: explanation, misses: 1, held, isClose, event };
  }
  if (joined === 'or') return failing.reduce((best, each) => (isNearer(each, best) ? each : best), first);
  const sum = (count: 'misses' | 'held') => all.reduce((total, each) => total + each[count], 0);
  const event = (['named', 'other'] as const).find((which) => all.some((each) => each.event === which)) ?? 'any';
  return { ...first, misses: sum('misses'), held: sum('held'), event };
}

function namesEvent({ truth, path, parts }: Explanation): boolean {
  return truth !== 'false' && (path === EVENT || parts.some(namesEvent));
}

function heldIn({ names, parts }: Explanation): number {
  return parts.reduce((total, part) => total + (part.truth === 'false' ? 0 : heldIn(part)), names ? 1 : 0);
}

/** Fewer fields against it, then a misspelt value, then more fields that fit. */
export function isNearer(one: NearestMiss, other: NearestMiss): boolean {
  const order = one.misses - other.misses || Number(other.isClose) - Number(one.isClose) || other.held - one.held;
  return order < 0;
}
