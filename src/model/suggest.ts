/** "did you mean": the known name nearest to a misspelt one. */

/** ` (did you mean "x"?)`, or nothing where no name is near. */
export function suggest(name: string, known: Iterable<string>): string {
  const question = didYouMean(name, known);
  return question === null ? '' : ` (${question})`;
}

/** `did you mean "x"?`: the nearest name, or else the few that hold this one or are other versions of it. Null where none is near. */
export function didYouMean(name: string, known: Iterable<string>): string | null {
  const names = [...known];
  const nearest = nearestName(name, names);
  const near = nearest === null ? relatives(name, names) : [nearest];
  if (near.length === 0 || near.length > MOST_RELATIVES) return null;
  const quoted = near.map((each) => `"${each}"`);
  const last = quoted.pop();
  return `did you mean ${quoted.length === 0 ? '' : `${quoted.join(', ')} or `}${last}?`;
}

const MOST_RELATIVES = 12;

/** The known name with the fewest edits, if they are few for its length and no other name has as few. */
export function nearestName(name: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  let fewest = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    // Every sign more or less is an edit.
    if (Math.abs(name.length - candidate.length) > fewest || numbersOf(name) !== numbersOf(candidate)) continue;
    const distance = edits(name.toLowerCase(), candidate.toLowerCase());
    if (distance === fewest) best = null;
    if (distance < fewest) {
      fewest = distance;
      best = candidate;
    }
  }
  return best;
}

/** Numbers that differ are no slip: they are other versions, ports or regions. */
function numbersOf(name: string): string {
  return (name.match(/\d+/g) ?? []).join(' ');
}

/** Names that hold another, or where a name has numbers, those that begin as it does before them. */
function relatives(name: string, known: readonly string[]): readonly string[] {
  const lower = name.toLowerCase();
  const stem = /^([a-z][^\d]{2,})\d/.exec(lower)?.[1];
  const holding = lower.length < 2 ? [] : known.filter((each) => each.toLowerCase().includes(lower));
  return holding.length > 0 || stem === undefined
    ? holding
    : known.filter((each) => each.toLowerCase().startsWith(stem));
}

/** Whether one name is the other with a letter or two wrong, too many or too few, and hardly a name of its own, as GetKey is beside PutKey. */
export function isSlip(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 2) return false;
  const key = `${one}\n${other}`;
  const before = slips.get(key);
  if (before !== undefined) return before;
  const are = differsLittle(wordsOf(one), wordsOf(other));
  // Forgetting costs time only.
  if (slips.size >= MOST_KEPT) slips.clear();
  slips.set(key, are);
  return are;
}

/** The same names are held against each other in every account and region. */
const slips = new Map<string, boolean>();
const MOST_KEPT = 20_000;

/** "DeleteBucket" -> delete, bucket. Digits are words of their own: numbers that differ are other numbers. */
function wordsOf(name: string): readonly string[] {
  return (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^A-Za-z\d]/g) ?? []).map((word) => word.toLowerCase());
}

function differsLittle(ones: readonly string[], others: readonly string[]): boolean {
  const sum = (words: readonly string[]) => words.join('');
  if (ones.length !== others.length) return isWordSlip(sum(ones), sum(others));
  const differing = ones.flatMap((word, at) => (word === others[at] ? [] : [[word, others[at] ?? ''] as const]));
  const isNear = differing.every(([one, other]) => isWordSlip(one, other));
  return isNear && edits(sum(ones), sum(others)) <= 2;
}

/** Of short words one letter makes another word; of long ones a prefix does. */
function isWordSlip(one: string, other: string): boolean {
  const longest = Math.max(one.length, other.length);
  if (longest < 5 || /\d/.test(`${one}${other}`)) return false;
  if (one.endsWith(other) || other.endsWith(one)) return false;
  return edits(one, other) <= (longest < 8 ? 1 : 2);
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours. */
function edits(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const cost = one[row - 1] === other[column - 1] ? 0 : 1;
      let least = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + cost);
      const isSwap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (isSwap) least = Math.min(least, (before[column - 2] ?? 0) + 1);
      current[column] = least;
    }
    before = last;
    last = current;
  }
  return last[other.length] ?? 0;
}
