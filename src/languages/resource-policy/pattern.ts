/** Wildcards of IAM against each other: whether two name something in common, and whether one names all of the other. */
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

/** A letter that stands for all that `outer` does not name. */
const OTHER = '\uE000';

/** How many places are looked at; a name of AWS needs a few dozen, a pattern made to be hard would need millions. */
const PLACES = 5000;

/**
 * Whether everything that fits `inner` fits `outer`: decided by reading all texts of `inner` at once,
 * each reached place of it with the places of `outer` that fit what was read. Where there are too many, false although it may be so.
 */
export function covers(outer: string, inner: string): boolean {
  const letters = [...new Set([...outer, OTHER])].filter((letter) => letter !== '*' && letter !== '?');
  const open = [{ at: 0, row: starred(outer, new Set([0])) }];
  const seen = new Set<string>();
  for (let place = open.pop(); place; place = open.pop()) {
    const { at, row } = place;
    const key = `${at}:${[...row].sort((a, b) => a - b).join()}`;
    if (seen.has(key)) continue;
    if (seen.add(key).size > PLACES) return false;
    const symbol = inner[at];
    if (symbol === undefined ? !row.has(outer.length) : row.size === 0) return false;
    if (symbol === '*') open.push({ at: at + 1, row });
    const next = symbol === '*' ? at : at + 1;
    for (const letter of read(symbol, letters)) open.push({ at: next, row: starred(outer, after(outer, row, letter)) });
  }
  return true;
}

/** The letters that tell apart what a symbol may stand for. */
function read(symbol: string | undefined, letters: readonly string[]): readonly string[] {
  if (symbol === undefined) return [];
  return symbol === '*' || symbol === '?' ? letters : [symbol];
}

function after(pattern: string, row: ReadonlySet<number>, letter: string): Set<number> {
  const next = new Set<number>();
  for (const at of row) {
    if (pattern[at] === '*') next.add(at);
    else if (pattern[at] === '?' || pattern[at] === letter) next.add(at + 1);
  }
  return next;
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
