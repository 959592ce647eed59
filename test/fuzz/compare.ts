/** The solver against Z3 on the same statements: both must agree whether there is such a record, and a record given must be one. */
import type { init } from 'z3-solver';
import { solve } from '../../src/languages/formula/index.ts';
import type { Value } from '../../src/model/value.ts';
import { chance } from './chance.ts';
import { formulaOf, isSo } from './formulas.ts';
import { smtOf } from './smt.ts';
import type { Statement } from './statement.ts';
import { question } from './statement.ts';

/**
 * Whether a statement holds of some record, or of the one that is given. "unknown" where it would take more effort than is given: a count
 * of Z3's own steps, so that the answer is the same on a busy machine.
 */
export type Judge = (statement: Statement, effort: number, record?: Value) => Promise<'sat' | 'unsat' | 'unknown'>;

/** About two seconds of work. */
export const EFFORT = 4_000_000;

export interface Tally {
  readonly sat: number;
  readonly unsat: number;
  /** Z3 did not answer within the effort. */
  readonly undecidedByZ3: number;
  /** The solver gave up. */
  readonly undecided: number;
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly seed: number;
  readonly sentence: string;
  readonly statement: Statement;
}

/** Z3 as WebAssembly, by its `init`; started once, since that takes longest. */
export async function startZ3(start: typeof init): Promise<Judge> {
  const { Context } = await start();
  const context = Context('fuzz');
  return async (statement, effort, record) => {
    const solver = new context.Solver();
    try {
      solver.set('rlimit', effort);
      solver.fromString(smtOf(statement, record));
      return await solver.check();
    } finally {
      solver.release();
    }
  };
}

/**
 * Compares `count` statements, of the seeds from `first` on. Where the solver gives a record, Z3 is asked about this one; where it says that
 * there is none, Z3 is asked to find one.
 */
export async function compare(judge: Judge, first: number, count: number, effort = EFFORT): Promise<Tally> {
  const tally = { sat: 0, unsat: 0, undecidedByZ3: 0, undecided: 0, differences: [] as Difference[] };
  for (let seed = first; seed < first + count; seed++) {
    const statement = question(chance(seed));
    const solution = solve(formulaOf(statement));
    const verdict = await judge(statement, effort, solution.result === 'sat' ? solution.record : undefined);
    const differs = (sentence: string) => tally.differences.push({ seed, sentence, statement });
    if (solution.result === 'sat' && !isSo(statement, solution.record)) {
      differs(`the record ${JSON.stringify(solution.record)} is none`);
    }
    if (solution.result === 'unknown') tally.undecided++;
    else if (verdict === 'unknown') tally.undecidedByZ3++;
    else if (verdict === solution.result) tally[verdict]++;
    else if (solution.result === 'unsat') differs('Z3 finds a record, the solver none');
    else differs(`Z3 says of the record ${JSON.stringify(solution.record)} that it is none`);
  }
  return tally;
}
