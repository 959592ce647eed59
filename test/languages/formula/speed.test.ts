/** A hundred coverings cost about a millisecond, and twice as many twice as much. The bounds are generous, for slow and busy machines. */
import { describe, expect, it } from 'vitest';
import type { Formula } from '../../../src/languages/formula/index.ts';
import { ABSENT, and, atom, like, not, oneOf, or, PRESENT, solve } from '../../../src/languages/formula/index.ts';

/** As metric filters are: a source, a few names, and some conditions beside them. */
function covering(index: number): Formula {
  const names = Array.from({ length: 1 + (index % 5) }, (_, more) =>
    atom(['eventName'], oneOf(`Delete${index + more}`)),
  );
  return and(
    atom(['eventSource'], oneOf(`${index % 10}.amazonaws.com`)),
    or(...names, atom(['eventName'], like([`Put${index}`, '']))),
    not(atom(['userIdentity', 'type'], oneOf('AWSService'))),
    ...(index % 3 === 0 ? [atom(['errorCode'], ABSENT)] : []),
    ...(index % 4 === 0 ? [atom(['userIdentity', 'invokedBy'], ABSENT)] : []),
    ...(index % 5 === 0 ? [or(atom(['sourceIPAddress'], like(['10.', ''])), atom(['sourceIPAddress'], PRESENT))] : []),
  );
}

const names = Array.from({ length: 10 }, (_, index) => `Delete${index * 10 + 3}`);
const somebody = atom(['userIdentity', 'type'], oneOf('IAMUser', 'Root'));
const events = and(atom(['eventSource'], oneOf('3.amazonaws.com')), atom(['eventName'], oneOf(...names)), somebody);
const plain = and(
  atom(['errorCode'], ABSENT),
  atom(['userIdentity', 'invokedBy'], ABSENT),
  atom(['sourceIPAddress'], PRESENT),
);

const QUESTIONS: readonly (readonly [
  what: string,
  question: (coverings: readonly Formula[]) => Formula,
  result: 'sat' | 'unsat',
])[] = [
  ['a class that is covered', (coverings) => and(events, plain, not(or(...coverings))), 'unsat'],
  ['a class that is not covered quite', (coverings) => and(events, not(or(...coverings))), 'sat'],
  ['any event', (coverings) => and(atom(['eventName'], PRESENT), ...coverings.map(not)), 'sat'],
];

/** The best of several runs, in milliseconds. */
function milliseconds(runs: number, work: () => void): number {
  return Math.min(
    ...Array.from({ length: runs }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    }),
  );
}

function questionOf(question: (coverings: readonly Formula[]) => Formula, size: number): Formula {
  return question(Array.from({ length: size }, (_, index) => covering(index)));
}

describe('coverings', () => {
  it.each(QUESTIONS)('%s: the work grows no faster than their number', (_, question, result) => {
    // Steps are counted, so that this is the same on every machine.
    const answers = [100, 400, 1600].map((size) => solve(questionOf(question, size), { allowance: 20 * size }).result);
    expect(answers).toEqual([result, result, result]);
  });

  it.each(QUESTIONS)('%s: a hundred coverings take a few milliseconds', (_, question, result) => {
    const hundred = questionOf(question, 100);
    expect(solve(hundred).result).toBe(result);
    expect(milliseconds(20, () => solve(hundred))).toBeLessThan(50);
  });
});
