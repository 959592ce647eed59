/** The solver and Z3 on the same random questions; `npm run fuzz` asks as many as one likes. */

import { expect, it } from 'vitest';
import { init } from 'z3-solver';
import { compare, startZ3 } from './compare.ts';

it('agrees with Z3 whether there is such a record, and every record it gives is one', async () => {
  const judge = await startZ3(init);
  const { sat, unsat, undecided, undecidedByZ3, differences } = await compare(judge, 1, 120, 500);
  expect(differences).toEqual([]);
  expect(undecided).toBe(0);
  expect(undecidedByZ3).toBeLessThan(12);
  expect(Math.min(sat, unsat)).toBeGreaterThan(25);
}, 60_000);
