/** The solver against Z3 on the same statements: both must agree whether there is such a record, and a record given must be one. */
import type { init } from 'z3-solver';
import { solve } from '../../src/languages/formula/index.ts';
import { chance } from './chance.ts';
import { formulaOf, isSo } from './formulas.ts';
import { smtOf } from './smt.ts';
import type { Statement } from './statement.ts';
import { question } from './statement.ts';

/** Answers "sat", "unsat", or "unknown" where it would take more than the milliseconds given. */
export type Judge = (statement: Statement, milliseconds: number) => Promise<'sat' | 'unsat' | 'unknown'>;

export interface Tally {
  readonly sat: number;
  readonly unsat: number;
  /** Z3 did not answer in time. */
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
  return async (statement, milliseconds) => {
    const solver = new context.Solver();
    try {
      solver.set('timeout', milliseconds);
      solver.fromString(smtOf(statement));
      return await solver.check();
    } finally {
      solver.release();
    }
  };
}

/** Compares `count` statements, of the seeds from `first` on. */
export async function compare(judge: Judge, first: number, count: number, milliseconds = 2000): Promise<Tally> {
  const tally = { sat: 0, unsat: 0, undecidedByZ3: 0, undecided: 0, differences: [] as Difference[] };
  for (let seed = first; seed < first + count; seed++) {
    const statement = question(chance(seed));
    const solution = solve(formulaOf(statement));
    const verdict = await judge(statement, milliseconds);
    const differs = (sentence: string) => tally.differences.push({ seed, sentence, statement });
    if (solution.result === 'sat' && !isSo(statement, solution.record)) {
      differs(`the record ${JSON.stringify(solution.record)} is none`);
    }
    if (solution.result === 'unknown') tally.undecided++;
    else if (verdict === 'unknown') tally.undecidedByZ3++;
    else if (verdict !== solution.result) differs(`Z3 says ${verdict}, the solver ${solution.result}`);
    else tally[verdict]++;
  }
  return tally;
}
