/** What has nothing to do with a class is left out of its proof: that must be certain, and it should be seen of most. */
import { describe, expect, it } from 'vitest';
import type { Formula } from '../../../src/languages/formula/index.ts';
import {
  ANYTHING,
  and,
  atom,
  evaluate,
  FALSE,
  like,
  not,
  oneOf,
  or,
  solve,
  TRUE,
} from '../../../src/languages/formula/index.ts';
import { boundsOf } from '../../../src/proof/patterns.ts';
import { canMeet } from '../../../src/proof/symbolic/reach.ts';
import { conditionFormula } from '../../../src/proof/symbolic/records.ts';
import { questionOf } from '../../fuzz/coverage.ts';

const name = (...values: readonly string[]): Formula => atom(['eventName'], oneOf(...values));
const source = (...values: readonly string[]): Formula => atom(['eventSource'], oneOf(...values));
const begins = (text: string): Formula => atom(['eventName'], like([text, '']));
const other: Formula = atom(['userAgent'], oneOf('x'));

describe('two formulas', () => {
  it.each<readonly [what: string, expected: boolean, one: Formula, other: Formula]>([
    ['of one name', true, name('A'), name('A', 'B')],
    ['of other names', false, name('A'), name('B', 'C')],
    ['of a name and a beginning', true, name('DeleteBucket'), begins('Delete')],
    ['of a name and another beginning', false, name('DeleteBucket'), begins('Put')],
    ['of two beginnings', true, begins('Delete'), begins('DeleteBucket')],
    ['of two other beginnings', false, begins('Delete'), begins('Put')],
    ['of one name and other sources', false, and(name('A'), source('s3')), and(name('A'), source('iam'))],
    ['of alternatives', true, or(name('A'), name('B')), name('B')],
    ['of alternatives that are all others', false, or(name('A'), and(name('B'), other)), name('C')],
    ['of an alternative that says nothing', true, or(name('A'), other), name('B')],
    ['of what is not', false, not(name('A')), name('A')],
    ['of what is not any of them', false, not(or(name('A'), name('B'))), name('A', 'B')],
    ['of what is not both', true, not(and(name('A'), other)), name('A')],
    ['of what is not not', false, not(not(name('A'))), name('B')],
    ['of nothing', false, FALSE, name('A')],
    ['of everything', true, TRUE, name('A')],
    ['of the opposite of everything', false, not(TRUE), name('A')],
    ['of any value', true, atom(['eventName'], ANYTHING), name('A')],
    ['of a field within the field', true, atom(['eventName', 'x'], oneOf('A')), name('B')],
  ])('%s: %s', (_what, expected, one, two) => {
    expect(canMeet(one, two)).toBe(expected);
    expect(canMeet(two, one)).toBe(expected);
  });

  it('that are called apart share no record', () => {
    const counts = { apart: 0, together: 0 };
    for (let seed = 1; seed < 400; seed++) {
      const { events, filters } = questionOf(seed, []);
      const member = conditionFormula(events.records);
      for (const { text } of filters) {
        const { may } = boundsOf(text);
        const isApart = !canMeet(may, member);
        counts[isApart ? 'apart' : 'together']++;
        const solution = isApart ? solve(and(may, member)) : null;
        if (solution) expect(solution.result, `${seed}: ${text}`).toBe('unsat');
      }
    }
    expect(counts.apart).toBeGreaterThan(50);
    expect(counts.together).toBeGreaterThan(50);
  });

  it('are asked about by their values, not by how they are written', () => {
    const record = { eventName: 'A', userAgent: 'x' };
    const formula = or(and(name('A'), other), name('B'));
    expect(evaluate(formula, record)).toBe(true);
    expect(canMeet(formula, name('A'))).toBe(true);
  });
});
