/** Wildcards of IAM against each other: whether two name something in common, and whether one names all of the other. */
import { isLike } from '../../model/like.ts';
import type { Choice } from './policy.ts';

/** Whether some text fits both. */
export function overlap(one: string, other: string): boolean {
  // Reached pairs of places, row by row: `row` holds the places in `other` that fit what was read of `one`.
  let row = starred(other, new Set([0]));
  for (const letter of one) {
    const next = new Set<number>();
    for (const at of row) {
      if (letter === '*') for (let to = at; to <= other.length; to++) next.add(to);
      else if (other[at] === '*') next.add(at);
      else if (at < other.length && (letter === '?' || other[at] === '?' || other[at] === letter)) next.add(at + 1);
    }
    row = starred(other, next);
  }
  return row.has(other.length);
}

/** A star may stand for nothing. */
function starred(pattern: string, places: Set<number>): Set<number> {
  for (const at of places) if (pattern[at] === '*') places.add(at + 1);
  return places;
}

/** Letters that no name has, so that only a star fits what they stand for. */
const PROBES = ['\uE000', '\uE001\uE002\uE003'] as const;

/** Whether everything that fits `inner` fits `outer`; where stars of both interlock, false although it may be so. */
export function covers(outer: string, inner: string): boolean {
  if (!inner.includes('*')) return isLike(inner.replaceAll('?', '\uE004'), outer);
  return PROBES.every((probe) => isLike(inner.replaceAll('*', probe).replaceAll('?', '\uE004'), outer));
}

/** What of a choice falls under any of the patterns asked about, as patterns; those of `not` are what is asked itself. */
export function within({ not, patterns }: Choice, asked: readonly string[]): readonly string[] {
  if (not) return asked.filter((each) => !patterns.some((excluded) => covers(excluded, each)));
  return asked.flatMap((each) =>
    patterns.filter((pattern) => overlap(pattern, each)).map((pattern) => (covers(pattern, each) ? each : pattern)),
  );
}

/** Whether a choice names all that fits a pattern. */
export function coversAll({ not, patterns }: Choice, pattern: string): boolean {
  return not ? !patterns.some((each) => overlap(each, pattern)) : patterns.some((each) => covers(each, pattern));
}
