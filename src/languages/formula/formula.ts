/** Formulas over a JSON record: which values stand at which paths, joined by "and", "or" and "not". */
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import type { ValueSet } from './value-set.ts';
import { has } from './value-set.ts';

/** Keys of objects, and indexes of lists from 0. The empty path is the record itself. */
export type Path = readonly (string | number)[];

export type Formula =
  | { readonly type: 'true' | 'false' }
  /** What stands at the path is in the set. Below a missing key, and below what is no object or list, everything is absent. */
  | { readonly type: 'atom'; readonly path: Path; readonly set: ValueSet }
  /** At the path is a list, and of its elements from the index `from` on there is one that meets `of`, whose paths begin at the element. */
  | { readonly type: 'some'; readonly path: Path; readonly from: number; readonly of: Formula }
  | { readonly type: 'and' | 'or'; readonly of: readonly Formula[] }
  | { readonly type: 'not'; readonly of: Formula };

export const TRUE: Formula = { type: 'true' };
export const FALSE: Formula = { type: 'false' };

export function atom(path: Path, set: ValueSet): Formula {
  return { type: 'atom', path, set };
}

/** Some element of the list at the path meets `of`: `someElement(['resources'], atom(['type'], ...))`. */
export function someElement(path: Path, of: Formula): Formula {
  return { type: 'some', path, from: 0, of };
}

export function and(...of: readonly Formula[]): Formula {
  return { type: 'and', of };
}

export function or(...of: readonly Formula[]): Formula {
  return { type: 'or', of };
}

export function not(of: Formula): Formula {
  return { type: 'not', of };
}

/** Whether a record (or the element of a list) meets a formula. */
export function evaluate(formula: Formula, record: Value): boolean {
  switch (formula.type) {
    case 'true':
    case 'false':
      return formula.type === 'true';
    case 'atom':
      return has(formula.set, valueAt(record, formula.path));
    case 'some': {
      const list = valueAt(record, formula.path);
      return Array.isArray(list) && list.slice(formula.from).some((element) => evaluate(formula.of, element));
    }
    case 'and':
      return formula.of.every((part) => evaluate(part, record));
    case 'or':
      return formula.of.some((part) => evaluate(part, record));
    case 'not':
      return !evaluate(formula.of, record);
    default:
      return formula satisfies never;
  }
}

/** `undefined` where the path leads nowhere. */
export function valueAt(record: Value | undefined, path: Path): Value | undefined {
  let value = record;
  for (const step of path) {
    if (typeof step === 'number') value = Array.isArray(value) ? value[step] : undefined;
    else value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}
