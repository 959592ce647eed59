/** Three-valued logic (Kleene): what was not seen is neither true nor false. */

/** `unknown` stands for "could not see" or "could not decide", never for "no". */
export type Truth = 'true' | 'false' | 'unknown';

/** The verdict of one rule on one subject. */
export type Verdict = 'pass' | 'fail' | 'unknown' | 'notApplicable';

export const VERDICTS = ['pass', 'fail', 'unknown', 'notApplicable'] as const satisfies readonly Verdict[];

export function not(truth: Truth): Truth {
  return truth === 'true' ? 'false' : truth === 'false' ? 'true' : 'unknown';
}

/** `and` over all: false wins, then unknown; true for an empty list. */
export function allOf(truths: Iterable<Truth>): Truth {
  let result: Truth = 'true';
  for (const truth of truths) {
    if (truth === 'false') return 'false';
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}

/** `or` over all: true wins, then unknown; false for an empty list. */
export function anyOf(truths: Iterable<Truth>): Truth {
  let result: Truth = 'false';
  for (const truth of truths) {
    if (truth === 'true') return 'true';
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}
