/** Wildcards of IAM against each other: whether two name something in common, and whether one names all of the other. */
import type { Truth } from '../../model/verdict.ts';
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

/** A letter that stands for all that no pattern wants. */
const OTHER = '\uE000';

/** How many places are looked at; names of AWS need a few hundred, patterns made to be hard would need millions. */
const PLACES = 5000;

/** Patterns with the places in each that fit what was read so far. */
interface Read {
  readonly choices: readonly Choice[];
  readonly rows: readonly (readonly ReadonlySet<number>[])[];
}

/**
 * Whether some text falls under all of `inside` and under none of `outside`: decided by reading all texts at once,
 * each with the places that fit in every pattern. Where there are too many it is not decided.
 */
export function isSome(inside: readonly Choice[], outside: readonly Choice[]): Truth {
  const choices = [...inside, ...outside.map(({ not, patterns }) => ({ not: !not, patterns }))];
  const open: Read[] = [
    { choices, rows: choices.map(({ patterns }) => patterns.map((each) => starred(each, new Set([0])))) },
  ];
  const seen = new Set<string>();
  for (let place = open.pop(); place; place = open.pop()) {
    const key = place.rows.map((each) => each.map(places).join('|')).join('/');
    if (seen.has(key) || !isHopeful(place)) continue;
    if (seen.add(key).size > PLACES) return 'unknown';
    if (isUnderAll(place)) return 'true';
    for (const letter of lettersAt(place)) open.push(read(place, letter));
  }
  return 'false';
}

/** Those that some pattern wants next; all others are alike. */
function lettersAt({ choices, rows }: Read): ReadonlySet<string> {
  const letters = new Set([OTHER]);
  for (const [at, { patterns }] of choices.entries()) {
    for (const [index, pattern] of patterns.entries()) {
      for (const reached of rows[at]?.[index] ?? []) {
        const symbol = pattern[reached];
        if (symbol !== undefined && symbol !== '*' && symbol !== '?') letters.add(symbol);
      }
    }
  }
  return letters;
}

function places(row: ReadonlySet<number>): string {
  return [...row].sort((a, b) => a - b).join();
}

/** Where no pattern of those wanted can fit any more, no text that begins so is one. */
function isHopeful({ choices, rows }: Read): boolean {
  return choices.every(({ not }, at) => not || rows[at]?.some((row) => row.size > 0));
}

function isUnderAll({ choices, rows }: Read): boolean {
  return choices.every(
    ({ not, patterns }, at) => patterns.some((each, index) => rows[at]?.[index]?.has(each.length)) !== not,
  );
}

function read({ choices, rows }: Read, letter: string): Read {
  return {
    choices,
    rows: choices.map(({ patterns }, at) =>
      patterns.map((each, index) => starred(each, after(each, rows[at]?.[index] ?? new Set(), letter))),
    ),
  };
}

function after(pattern: string, row: ReadonlySet<number>, letter: string): Set<number> {
  const next = new Set<number>();
  for (const at of row) {
    if (pattern[at] === '*') next.add(at);
    else if (pattern[at] === '?' || pattern[at] === letter) next.add(at + 1);
  }
  return next;
}

/** What fits a pattern. */
export function fitting(...patterns: readonly string[]): Choice {
  return { not: false, patterns };
}

/** Whether everything that fits `inner` fits `outer`; false where that is not decided. */
export function covers(outer: string, inner: string): boolean {
  return isSome([fitting(inner)], [fitting(outer)]) === 'false';
}

/** What of a choice falls under any of the patterns asked about, as patterns; those of `not` are what is asked itself. */
export function within({ not, patterns }: Choice, asked: readonly string[]): readonly string[] {
  if (not) return asked.filter((each) => isSome([fitting(each)], [fitting(...patterns)]) !== 'false');
  return asked.flatMap((each) =>
    patterns.filter((pattern) => overlap(pattern, each)).map((pattern) => (covers(pattern, each) ? each : pattern)),
  );
}

/** Whether a choice names all that fits a pattern. */
export function coversAll(choice: Choice, pattern: string): boolean {
  return isSome([fitting(pattern)], [choice]) === 'false';
}
