/** The solver against all records of a small world: what it finds is one of them, and what it does not find is not among them. */
import { describe, expect, it } from 'vitest';
import type { Formula, Path } from '../../../src/languages/formula/index.ts';
import { ABSENT, and, atom, evaluate, ofKind, oneOf, or, solve } from '../../../src/languages/formula/index.ts';
import type { Value } from '../../../src/model/value.ts';
import { isObject } from '../../../src/model/value.ts';
import { chance } from '../../fuzz/chance.ts';
import { formulaOf, isSo } from '../../fuzz/formulas.ts';
import type { Statement } from '../../fuzz/statement.ts';
import { question } from '../../fuzz/statement.ts';

/** What may stand in each field; `undefined`: nothing. */
const WORLD: Readonly<Record<string, readonly (Value | undefined)[]>> = {
  a: [undefined, 'b', {}, { b: 'a' }, { b: {} }, { b: { c: 2 } }, [], ['a'], [1]],
  d: [undefined, 'a', 'ab', 1],
  e: [null, true],
  l: [
    undefined,
    'x',
    [],
    ...['a', 1, { t: 'a' }, { t: 'b', u: 'a' }, ['x']].flatMap((one) => [[one], [one, 'ab'], [one, { t: 1 }]]),
  ],
  m: [undefined, ['a', {}]],
};
/** The keys that statements ask for in an object. */
const KEYS = ['b', 'c', 't', 'u'] as const;

const RECORDS: readonly Readonly<Record<string, Value>>[] = Object.entries(WORLD).reduce<
  readonly Readonly<Record<string, Value>>[]
>(
  (records, [key, values]) =>
    records.flatMap((record) => values.map((value) => (value === undefined ? record : { ...record, [key]: value }))),
  [{}],
);

/** The formula of being in the world. */
const SCHEMA = and(
  ...Object.entries(WORLD).map(([key, values]) => or(...values.map((value) => exactly([key], value)))),
);

function exactly(path: Path, value: Value | undefined): Formula {
  if (value === undefined) return atom(path, ABSENT);
  if (Array.isArray(value)) {
    const elements = value.map((element, index) => exactly([...path, index], element));
    return and(atom(path, ofKind('list')), ...elements, atom([...path, value.length], ABSENT));
  }
  if (isObject(value)) {
    return and(atom(path, ofKind('object')), ...KEYS.map((key) => exactly([...path, key], value[key])));
  }
  return atom(path, oneOf(value as string | number | boolean | null));
}

interface Tally {
  readonly found: number;
  readonly none: number;
  readonly wrong: readonly string[];
}

function compare(statements: readonly Statement[]): Tally {
  const tally = { found: 0, none: 0, wrong: [] as string[] };
  for (const [index, statement] of statements.entries()) {
    const exists = RECORDS.some((record) => isSo(statement, record));
    const solution = solve(formulaOf(statement), {
      schema: SCHEMA,
      ...(index % 2 === 0 ? {} : { base: RECORDS[index] }),
    });
    if (exists) tally.found++;
    else tally.none++;
    const isRight =
      solution.result === 'sat'
        ? exists && isSo(statement, solution.record) && evaluate(SCHEMA, solution.record)
        : solution.result === 'unsat' && !exists;
    if (!isRight) tally.wrong.push(`${JSON.stringify(statement)}: ${JSON.stringify(solution)}`);
  }
  return tally;
}

describe('in a small world', () => {
  it('all records meet the schema, so that it is the world', () => {
    expect(RECORDS.length).toBe(9 * 4 * 2 * 18 * 2);
    expect(RECORDS.filter((record) => !evaluate(SCHEMA, record))).toEqual([]);
  });

  it('there is a record exactly where one is found, and it is one of them', () => {
    const { found, none, wrong } = compare(Array.from({ length: 250 }, (_, seed) => question(chance(seed))));
    expect(wrong).toEqual([]);
    expect(Math.min(found, none)).toBeGreaterThan(35);
  });
});

describe('in the whole world', () => {
  const statements = Array.from({ length: 800 }, (_, seed) => question(chance(100_000 + seed)));

  it('every record found meets its formula by a plain reading, also one near to another record', () => {
    const wrong = statements.flatMap((statement, index) => {
      const base = RECORDS[(index * 97) % RECORDS.length] ?? {};
      return [solve(formulaOf(statement)), solve(formulaOf(statement), { base })].flatMap((solution) =>
        solution.result === 'sat' && !isSo(statement, solution.record) ? [{ statement, solution }] : [],
      );
    });
    expect(wrong).toEqual([]);
  });

  it('a record that meets the formula is given back as it is', () => {
    const changed = statements.slice(0, 120).flatMap((statement) => {
      const base = RECORDS.find((record) => isSo(statement, record));
      const solution = base && solve(formulaOf(statement), { base });
      return solution && JSON.stringify(solution) !== JSON.stringify({ result: 'sat', record: base })
        ? [{ base, solution }]
        : [];
    });
    expect(changed).toEqual([]);
  });

  it('with or without a record to be near to, the answer is the same', () => {
    const different = statements.slice(0, 500).filter((statement) => {
      const base = RECORDS[7] ?? {};
      return solve(formulaOf(statement)).result !== solve(formulaOf(statement), { base }).result;
    });
    expect(different).toEqual([]);
  });
});
