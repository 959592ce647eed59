/** Lists of which both single places and "some element" are spoken of: the places are taken out of "some", so that the two no longer overlap. */
import type { Allowance } from './allowance.ts';
import { spend, TooMuchWork } from './allowance.ts';
import type { Formula, Path } from './formula.ts';
import { and, atom, or } from './formula.ts';
import { PRESENT } from './value-set.ts';

/** Lists are built as long as what is spoken of. */
const LONGEST = 1000;

/** An equivalent formula whose "some" begin beyond every index of the same list. @throws TooMuchWork */
export function unroll(formula: Formula, allowance: Allowance): Formula {
  const lengths = new Map<string, number>();
  measure(formula, lengths);
  if (lengths.size === 0) return formula;
  const unrolled = replace(formula, lengths, allowance);
  // What was taken out may speak of single places of lists further down.
  return unrolled === formula ? formula : unroll(unrolled, allowance);
}

/** Under a list's path, one more than the largest index. */
function measure(formula: Formula, lengths: Map<string, number>): void {
  if (formula.type === 'atom' || formula.type === 'some') {
    for (const [depth, step] of formula.path.entries()) {
      if (typeof step === 'number') reaches(lengths, formula.path.slice(0, depth), step + 1);
    }
    if (formula.type === 'some' && formula.from > 0) reaches(lengths, formula.path, formula.from);
  } else if (formula.type === 'and' || formula.type === 'or') for (const part of formula.of) measure(part, lengths);
  else if (formula.type === 'not') measure(formula.of, lengths);
}

function reaches(lengths: Map<string, number>, list: Path, length: number): void {
  if (length > LONGEST) throw new TooMuchWork(`it speaks of element ${length} of a list`);
  const key = keyOf(list);
  lengths.set(key, Math.max(lengths.get(key) ?? 0, length));
}

/** The same object where nothing is to be done. */
function replace(formula: Formula, lengths: ReadonlyMap<string, number>, allowance: Allowance): Formula {
  if (formula.type === 'not') {
    const of = replace(formula.of, lengths, allowance);
    return of === formula.of ? formula : { type: 'not', of };
  }
  if (formula.type === 'and' || formula.type === 'or') {
    const of = formula.of.map((part) => replace(part, lengths, allowance));
    return of.every((part, index) => part === formula.of[index]) ? formula : { type: formula.type, of };
  }
  if (formula.type !== 'some') return formula;
  const { path, from, of } = formula;
  const length = lengths.get(keyOf(path)) ?? 0;
  if (from >= length) return formula;
  const places = Array.from({ length: length - from }, (_, index): Path => [...path, from + index]);
  const single = places.map((place) => and(atom(place, PRESENT), moved(of, place, allowance)));
  return or({ type: 'some', path, from: length, of }, ...single);
}

/** The same said of the value at another place. */
function moved(formula: Formula, place: Path, allowance: Allowance): Formula {
  spend(allowance, 1);
  switch (formula.type) {
    case 'true':
    case 'false':
      return formula;
    case 'atom':
    case 'some':
      return { ...formula, path: [...place, ...formula.path] };
    case 'and':
    case 'or':
      return { type: formula.type, of: formula.of.map((part) => moved(part, place, allowance)) };
    case 'not':
      return { type: 'not', of: moved(formula.of, place, allowance) };
    default:
      return formula satisfies never;
  }
}

export function keyOf(path: Path): string {
  return JSON.stringify(path);
}
