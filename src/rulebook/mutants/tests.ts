/** Operators and operands in small ways different: a limit moved by one, a value of an enumeration more or less. */
import type { Field } from '../../kinds/kind.ts';
import type { Operator, Test } from '../../model/condition.ts';
import type { Value } from '../../model/value.ts';
import type { Edit } from './edit.ts';
import { itemChanged, itemLeftOut } from './edit.ts';

const LIMITS: ReadonlySet<Operator> = new Set(['atLeast', 'atMost', 'moreThan', 'lessThan']);
const AGES: ReadonlySet<Operator> = new Set(['within', 'olderThan']);
const LISTS: ReadonlySet<Operator> = new Set(['in', 'notIn', 'only', 'containsAll']);

/** Tests beside a rule write times in minutes. */
const MINUTE = 60_000;

/** Of all tests of a field, or of a count; `name` as the messages call it. */
export function editsOfTests(name: string, tests: readonly Test[], field?: Field): readonly Edit<readonly Test[]>[] {
  return tests.flatMap((test, index) => {
    const own = editsOfTest(name, test, field).map(
      ({ what, at, apply }): Edit<readonly Test[]> => ({
        what,
        at,
        apply: (before) => itemChanged(before, index, apply),
      }),
    );
    if (tests.length < 2) return own;
    const what = `${name}: ${test.operator} ${test.written} is left out`;
    return [...own, { what, at: test.at, apply: (before: readonly Test[]) => itemLeftOut(before, index) }];
  });
}

function editsOfTest(name: string, test: Test, field: Field | undefined): readonly Edit<Test>[] {
  const { operator, at, size } = test;
  if (size) {
    return editsOfTests(`the size of ${name}`, size).map(({ what, at, apply }) => ({
      what,
      at,
      apply: (before) => ({ ...before, size: apply(before.size ?? []) }),
    }));
  }
  if (LIMITS.has(operator) && typeof test.operand === 'number') return [1, -1].map((by) => moved(name, test, by, 1));
  if (operator === 'is' && typeof test.operand === 'number') return [1, -1].map((by) => moved(name, test, by, 1));
  if (AGES.has(operator)) return [1, -1].map((by) => moved(name, test, by, MINUTE));
  const others = (field?.values ?? []).filter((value) => !namedBy(test).includes(value));
  const more = others.map((value): Edit<Test> => {
    const what = `${name}: ${operator} ${test.written} names ${value} as well`;
    return { what, at, apply: (before) => ({ ...before, ...naming(before, [...namedBy(before), value]) }) };
  });
  if (!LISTS.has(operator)) return more;
  const fewer = namedBy(test).map((value): Edit<Test> => {
    const what = `${name}: ${operator} ${test.written} no longer names ${String(value)}`;
    const apply = (before: Test) => ({ ...before, operand: namedBy(before).filter((each) => each !== value) });
    return { what, at, apply };
  });
  return [...more, ...fewer];
}

function moved(name: string, { operator, written, at }: Test, by: number, unit: number): Edit<Test> {
  const what = `${name}: ${operator} ${written} is moved ${by > 0 ? 'up' : 'down'}${unit === MINUTE ? ' by a minute' : ' by one'}`;
  return { what, at, apply: (before) => ({ ...before, operand: Number(before.operand) + by * unit }) };
}

function namedBy({ operand }: Test): readonly Value[] {
  return Array.isArray(operand) ? operand : [operand];
}

/** `is` and `isNot` of several values are `in` and `notIn`. */
function naming({ operator }: Test, operand: readonly Value[]): Pick<Test, 'operator' | 'operand'> {
  const several: Partial<Record<Operator, Operator>> = { is: 'in', isNot: 'notIn' };
  return { operator: several[operator] ?? operator, operand: [...operand] };
}
