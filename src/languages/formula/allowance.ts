/** The bound on work: what a question may cost before its answer is "unknown". */

/** Counted down by everything that can grow: steps of the search, states of languages. */
export interface Allowance {
  left: number;
}

/** Thrown where an allowance is used up; `solve` turns it into an unknown. */
export class TooMuchWork extends Error {
  override readonly name = 'TooMuchWork';
}

/** About a second of work. */
export const ORDINARY = 1_000_000;

export function spend(allowance: Allowance, work: number): void {
  allowance.left -= work;
  if (allowance.left < 0) throw new TooMuchWork('it would take more work than is allowed');
}
