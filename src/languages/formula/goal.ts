/** A formula made ready for the search: "not" pushed down to the fields, and what is said of one field joined where that is cheap. */
import type { Field, Fields } from './fields.ts';
import type { Formula } from './formula.ts';
import type { ValueSet } from './value-set.ts';
import { complement, intersect, isSimple, NOTHING, union } from './value-set.ts';

export interface Within {
  readonly type: 'within';
  readonly field: Field;
  readonly set: ValueSet;
}

/** Some element of the list, or none, meets `of`. */
export interface Elements {
  readonly type: 'some' | 'none';
  readonly field: Field;
  readonly from: number;
  readonly of: Formula;
}

export interface Joined {
  readonly type: 'all' | 'any';
  readonly of: readonly Goal[];
}

export type Goal = Within | Elements | Joined;

export function goalOf(formula: Formula, fields: Fields, isNegated = false): Goal {
  switch (formula.type) {
    case 'true':
    case 'false':
      return { type: (formula.type === 'true') === isNegated ? 'any' : 'all', of: [] };
    case 'atom': {
      const set = isNegated ? complement(formula.set) : formula.set;
      return { type: 'within', field: fields.at(formula.path), set };
    }
    case 'some': {
      const field = fields.at(formula.path);
      // The places before those that are meant decide whether there can be any.
      if (formula.from > 0) fields.at([...formula.path, formula.from - 1]);
      return { type: isNegated ? 'none' : 'some', field, from: formula.from, of: formula.of };
    }
    case 'and':
    case 'or': {
      const type = (formula.type === 'and') === isNegated ? 'any' : 'all';
      return joined(
        type,
        formula.of.map((part) => goalOf(part, fields, isNegated)),
      );
    }
    case 'not':
      return goalOf(formula.of, fields, !isNegated);
    default:
      return formula satisfies never;
  }
}

function joined(type: 'all' | 'any', parts: readonly Goal[]): Goal {
  const flat = parts.flatMap((part) => (part.type === type ? part.of : [part]));
  const opposite = type === 'all' ? 'any' : 'all';
  const decisive = flat.find((part) => part.type === opposite && part.of.length === 0);
  if (decisive) return decisive;
  const [first, ...others] = merged(type, flat);
  return first && others.length === 0 ? first : { type, of: first ? [first, ...others] : [] };
}

/** One set for each field, but for sets that would need an automaton to be joined. The order stays, since alternatives are tried in it. */
function merged(type: 'all' | 'any', parts: readonly Goal[]): readonly Goal[] {
  const groups = new Map<Field | Goal, { readonly part: Goal; readonly sets: ValueSet[] }>();
  for (const part of parts) {
    const isOfField = part.type === 'within' && isSimple(part.set);
    const key = isOfField ? part.field : part;
    const group = groups.get(key) ?? { part, sets: [] };
    if (isOfField) group.sets.push(part.set);
    groups.set(key, group);
  }
  const join = type === 'all' ? intersect : union;
  return [...groups.values()].map(({ part, sets }) =>
    part.type === 'within' && sets.length > 1 ? { ...part, set: inPairs(sets, join) } : part,
  );
}

/** Joined pair by pair, so that a thousand small sets do not make a thousand large ones. */
function inPairs(sets: readonly ValueSet[], join: (one: ValueSet, other: ValueSet) => ValueSet): ValueSet {
  let round = sets;
  while (round.length > 1) {
    const before = round;
    round = before.flatMap((set, index) => {
      const next = before[index + 1];
      return index % 2 === 1 ? [] : [next ? join(set, next) : set];
    });
  }
  return round[0] ?? NOTHING;
}
