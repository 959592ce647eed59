/** Whether any record meets a formula, and if so one such record: as like a given one as the formula allows. */
import type { Value } from '../../model/value.ts';
import type { Allowance } from './allowance.ts';
import { ORDINARY, TooMuchWork } from './allowance.ts';
import type { Formula, Path } from './formula.ts';
import { and, TRUE } from './formula.ts';
import { search } from './search.ts';
import { keyOf } from './unroll.ts';
import { ofKind } from './value-set.ts';

export interface Hint {
  readonly path: Path;
  /** Good values for the path, the best first. */
  readonly values: readonly Value[];
}

export interface SolveOptions {
  /** What every record meets. */
  readonly schema?: Formula;
  /** A record to stay near to: a field keeps its value unless the formula is against it. */
  readonly base?: Readonly<Record<string, Value>>;
  readonly hints?: readonly Hint[];
  /** How many steps it may cost; the default is about a second's. */
  readonly allowance?: number;
}

export type Solution =
  | { readonly result: 'unsat' }
  | { readonly result: 'sat'; readonly record: Readonly<Record<string, Value>> }
  | { readonly result: 'unknown'; readonly reason: string };

const OBJECT = ofKind('object');

export function solve(formula: Formula, options: SolveOptions = {}): Solution {
  const { schema = TRUE, base = {}, hints = [], allowance = ORDINARY } = options;
  const left: Allowance = { left: allowance };
  try {
    const known = new Map(hints.map(({ path, values }) => [keyOf(path), values]));
    const found = search(and(formula, schema), OBJECT, { base, hints: known, allowance: left });
    if (!found) return { result: 'unsat' };
    return { result: 'sat', record: found.value as Readonly<Record<string, Value>> };
  } catch (error) {
    if (error instanceof TooMuchWork) return { result: 'unknown', reason: error.message };
    throw error;
  }
}
