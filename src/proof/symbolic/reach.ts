/** Which values formulas leave possible at single fields: by them a pattern is seen to have nothing to do with a class, without a search. */
import type { Formula, ValueSet } from '../../languages/formula/index.ts';
import { ANYTHING, complement, intersect, isEmpty, NOTHING, union } from '../../languages/formula/index.ts';

/** Fields by which patterns and classes mostly differ. */
const TELLING = ['eventName', 'eventSource', 'errorCode'] as const;
type Telling = (typeof TELLING)[number];

const decided = new WeakMap<Formula, WeakMap<Formula, boolean>>();

/** False where no record meets both; true may be wrong, which costs time only. */
export function canMeet(one: Formula, other: Formula): boolean {
  const byOther = decided.get(one) ?? new WeakMap<Formula, boolean>();
  decided.set(one, byOther);
  const before = byOther.get(other);
  if (before !== undefined) return before;
  const can = haveInCommon(one, other);
  byOther.set(other, can);
  return can;
}

function haveInCommon(one: Formula, other: Formula): boolean {
  return TELLING.every((field) => {
    const [left, right] = [reachOf(one, field), reachOf(other, field)];
    return left === ANYTHING || right === ANYTHING || !isEmpty(intersect(left, right));
  });
}

/** Of a list, what some record of a class may meet; most is about other events. Found once for a list and a class. */
export function ableOnce<T, W>(
  mayOf: (each: T, world: W) => Formula,
): (list: readonly T[], member: Formula, world: W) => readonly T[] {
  const known = new WeakMap<readonly T[], WeakMap<Formula, readonly T[]>>();
  return (list, member, world) => {
    const byClass = known.get(list) ?? new WeakMap<Formula, readonly T[]>();
    known.set(list, byClass);
    const before = byClass.get(member);
    if (before) return before;
    const able = list.filter((each) => canMeet(mayOf(each, world), member));
    byClass.set(member, able);
    return able;
  };
}

type Reach = Partial<Record<Telling, ValueSet>>;
const known = new WeakMap<Formula, Reach>();

function reachOf(formula: Formula, field: Telling): ValueSet {
  const before = known.get(formula);
  const set = before?.[field];
  if (set) return set;
  const found = reach(formula, field, false);
  known.set(formula, { ...before, [field]: found });
  return found;
}

/** A set that holds every value with which a record may meet the formula, or its opposite. */
function reach(formula: Formula, field: Telling, isNegated: boolean): ValueSet {
  switch (formula.type) {
    case 'true':
    case 'false':
      return (formula.type === 'true') === isNegated ? NOTHING : ANYTHING;
    case 'atom': {
      const isMeant = formula.path.length === 1 && formula.path[0] === field;
      if (!isMeant) return ANYTHING;
      return isNegated ? complement(formula.set) : formula.set;
    }
    case 'some':
      return ANYTHING;
    case 'not':
      return isNegated ? reachOf(formula.of, field) : reach(formula.of, field, true);
    case 'and':
    case 'or':
      return joined(formula.of, field, isNegated, (formula.type === 'and') !== isNegated);
    default:
      return formula satisfies never;
  }
}

function joined(parts: readonly Formula[], field: Telling, isNegated: boolean, isEvery: boolean): ValueSet {
  let set = isEvery ? ANYTHING : NOTHING;
  for (const part of parts) {
    const other = isNegated ? reach(part, field, true) : reachOf(part, field);
    // Of alternatives, one that leaves all is enough.
    if (!isEvery && other === ANYTHING) return ANYTHING;
    set = isEvery ? intersect(set, other) : union(set, other);
  }
  return set;
}
