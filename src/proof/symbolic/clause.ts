/** One clause of a JSON pattern as bounds on records: what its selector leads to, and which values there will do. */
import type { Leaf } from '../../languages/filter-pattern/index.ts';
import type { Formula, Path, ValueSet } from '../../languages/formula/index.ts';
import {
  and,
  atom,
  complement,
  has,
  not,
  ofKind,
  or,
  someElement,
  TRUE,
  union,
} from '../../languages/formula/index.ts';
import type { Bounds } from './bounds.ts';
import { OPEN } from './bounds.ts';
import { sidesOf } from './sides.ts';

type Steps = Leaf['selector']['steps'];

const LIST = ofKind('list');
const COMPOUND = ofKind('list', 'object');

export function clauseBounds(leaf: Leaf): Bounds {
  const { steps } = leaf.selector;
  // Fields of any name are no paths, and what an escape stands for is not documented.
  if (steps.some(({ type }) => type === 'anyField') || isEscaped(steps)) return OPEN;
  const { yes, open } = sidesOf(leaf);
  const at = steps.findIndex(({ type }) => type === 'anyElement');
  if (at < 0) return { must: atom(pathOf(steps), yes), may: atom(pathOf(steps), union(yes, open)) };
  const [list, inside] = [pathOf(steps.slice(0, at)), pathOf(steps.slice(at + 1))];
  const isNegated = leaf.type === 'notExists' || (leaf.type === 'compare' && leaf.operator === '!=');
  return isNegated ? ofAllElements(list, inside, yes, open) : ofSomeElement(list, inside, yes, open);
}

/** Where there is no list there is no element, as if one were absent; that is never enough for "=". */
function ofSomeElement(list: Path, inside: Path, yes: ValueSet, open: ValueSet): Bounds {
  return {
    must: someElement(list, atom(inside, yes)),
    may: someElement(list, atom(inside, union(yes, open))),
  };
}

/** Whether "not" over the elements of a list means any or all is not documented: it is decided where they are alike. */
function ofAllElements(list: Path, inside: Path, yes: ValueSet, open: ValueSet): Bounds {
  const some = (set: ValueSet) => someElement(list, atom(inside, set));
  const no = complement(union(yes, open));
  const allYes = and(some(yes), not(some(complement(yes))));
  const allNo = and(some(no), not(some(complement(no))));
  const unlisted = atom(list, complement(LIST));
  // Without a list it is as if there were one element and the field absent in it.
  const holdsUnlisted = has(yes, undefined);
  return {
    must: holdsUnlisted ? or(unlisted, allYes) : allYes,
    may: and(holdsUnlisted ? TRUE : not(unlisted), not(allNo)),
  };
}

/** A list or object where a comparison looks may spoil the whole pattern. */
export function spoils(leaf: Leaf): Formula | null {
  const { steps } = leaf.selector;
  if (leaf.type !== 'compare' || isEscaped(steps)) return null;
  const field = steps.findIndex(({ type }) => type === 'anyField');
  // Of which fields there are nothing is said, so any of them may be one.
  if (field >= 0) return within(steps.slice(0, field), ofKind('object'));
  return within(steps, COMPOUND);
}

function within(steps: Steps, set: ValueSet): Formula {
  const at = steps.findIndex(({ type }) => type === 'anyElement');
  if (at < 0) return atom(pathOf(steps), set);
  return someElement(pathOf(steps.slice(0, at)), atom(pathOf(steps.slice(at + 1)), set));
}

function isEscaped(steps: Steps): boolean {
  return steps.some((step) => step.type === 'key' && step.name.includes('\\'));
}

function pathOf(steps: Steps): Path {
  return steps.flatMap((step): Path => (step.type === 'key' ? [step.name] : step.type === 'index' ? [step.index] : []));
}
