/** Formulas over JSON records, and whether any record meets one. */
export type { Formula, Path } from './formula.ts';
export { and, atom, evaluate, FALSE, not, or, someElement, TRUE } from './formula.ts';
export type { Bounds } from './numbers.ts';
export type { Hint, Solution, SolveOptions } from './solve.ts';
export { solve } from './solve.ts';
export type { Kind, ValueSet } from './value-set.ts';
export {
  ABSENT,
  ANYTHING,
  between,
  complement,
  exchange,
  finding,
  has,
  intersect,
  isEmpty,
  like,
  NOTHING,
  ofKind,
  oneOf,
  PRESENT,
  pick,
  tellingTexts,
  union,
} from './value-set.ts';
