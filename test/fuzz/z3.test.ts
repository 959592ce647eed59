/** The solver, and the proof above it, against Z3 on the same random questions; `npm run fuzz` asks as many as one likes. */
import { expect, it } from 'vitest';
import { init } from 'z3-solver';
import { compileRules, shippedRules } from '../../src/index.ts';
import type { Value } from '../../src/model/value.ts';
import { compare, EFFORT, startZ3 } from './compare.ts';
import { compareCoverage, isProved } from './coverage.ts';
import { compareClass } from './shipped.ts';
import type { Statement } from './statement.ts';

it('agrees with Z3 whether there is such a record, and every record it gives is one', async () => {
  const judge = await startZ3(init);
  const { sat, unsat, undecided, undecidedByZ3, differences } = await compare(judge, 1, 120);
  expect(differences).toEqual([]);
  expect(undecided).toBe(0);
  expect(undecidedByZ3).toBeLessThan(12);
  expect(Math.min(sat, unsat)).toBeGreaterThan(25);
}, 120_000);

it('asks Z3 about the very record that is given', async () => {
  const judge = await startZ3(init);
  const isWanted: Statement = {
    type: 'and',
    of: [
      { type: 'field', path: ['a', 'b'], test: { type: 'is', values: ['x'] } },
      { type: 'element', path: ['l'], of: { type: 'field', path: [], test: { type: 'order', sign: '>', than: 1 } } },
    ],
  };
  const asked = (record?: Value) => judge(isWanted, EFFORT, record);
  expect(await asked()).toBe('sat');
  expect(await asked({ a: { b: 'x' }, l: [0, 1, 0.5, -1, 1.25] })).toBe('sat');
  for (const record of [{ a: { b: 'y' }, l: [2] }, { a: { b: 'x' }, l: [1] }, { a: { b: 'x' }, l: 2 }, {}]) {
    expect(await asked(record)).toBe('unsat');
  }
}, 120_000);

it('agrees with Z3 whether filters cover a class, shipped or made up, and every counterexample is one', async () => {
  const judge = await startZ3(init);
  const { events } = compileRules(shippedRules());
  const { counts, undecidedByZ3, differences } = await compareCoverage(judge, [...events.values()], 1, 60);
  expect(differences).toEqual([]);
  expect(counts.undecided).toBe(0);
  expect(undecidedByZ3).toBeLessThan(12);
  expect(Math.min(counts.covered, counts.hole)).toBeGreaterThan(10);
}, 120_000);

it('agrees with Z3 on every shipped class, on patterns made to cover it and such that leave something out', async () => {
  const judge = await startZ3(init);
  for (const events of [...compileRules(shippedRules()).events.values()].filter(isProved)) {
    const { counts, made, undecidedByZ3, differences } = await compareClass(judge, events, true);
    expect(differences).toEqual([]);
    expect([counts.undecided, undecidedByZ3], events.id).toEqual([0, 0]);
    expect(Math.min(counts.covered, counts.hole), events.id).toBeGreaterThan(0);
    // Of a class by the end of an ARN it is not said beforehand what is made of it.
    expect(made.covered > 0 || events.id === 'account.RootUsage', events.id).toBe(true);
  }
}, 120_000);
