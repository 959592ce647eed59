/** The solver, and the proof above it, against Z3 on the same random questions; `npm run fuzz` asks as many as one likes. */
import { expect, it } from 'vitest';
import { init } from 'z3-solver';
import { compileRules, shippedRules } from '../../src/index.ts';
import { compare, startZ3 } from './compare.ts';
import { compareCoverage } from './coverage.ts';

it('agrees with Z3 whether there is such a record, and every record it gives is one', async () => {
  const judge = await startZ3(init);
  const { sat, unsat, undecided, undecidedByZ3, differences } = await compare(judge, 1, 120, 500);
  expect(differences).toEqual([]);
  expect(undecided).toBe(0);
  expect(undecidedByZ3).toBeLessThan(12);
  expect(Math.min(sat, unsat)).toBeGreaterThan(25);
}, 60_000);

it('agrees with Z3 whether filters cover a class, shipped or made up, and every counterexample is one', async () => {
  const judge = await startZ3(init);
  const { events } = compileRules(shippedRules());
  const { counts, undecidedByZ3, differences } = await compareCoverage(judge, [...events.values()], 1, 60, 500);
  expect(differences).toEqual([]);
  expect(counts.undecided).toBe(0);
  expect(undecidedByZ3).toBeLessThan(12);
  expect(Math.min(counts.covered, counts.hole)).toBeGreaterThan(10);
}, 90_000);
