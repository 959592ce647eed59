/**
 * What is still possible at each field during the search, and how to go back. Where a field has to be there, those above it are narrowed at
 * once; that nothing is in what is no object or list, the candidate knows.
 */
import type { Allowance } from './allowance.ts';
import { spend } from './allowance.ts';
import type { Field } from './fields.ts';
import type { Formula } from './formula.ts';
import type { ValueSet } from './value-set.ts';
import { ANYTHING, hasKind, intersect, isEmpty, NOTHING, ofKind, PRESENT } from './value-set.ts';

/** What elements a list must hold, each by a formula, and which it must not. */
export interface Wanted {
  readonly some: readonly Formula[];
  readonly none: readonly Formula[];
}

export interface State {
  readonly allowance: Allowance;
  /** By the field's index. */
  readonly domains: ValueSet[];
  readonly wanted: Map<Field, Wanted>;
  /** How to take back what was done, the latest last. */
  readonly trail: (() => void)[];
}

const CONTAINERS = { object: ofKind('object'), list: ofKind('list') } as const;

export function freshState(fields: readonly Field[], root: ValueSet, allowance: Allowance): State {
  const domains = fields.map(() => ANYTHING);
  domains[0] = root;
  return { allowance, domains, wanted: new Map(), trail: [] };
}

export function domain(state: State, field: Field): ValueSet {
  return state.domains[field.index] ?? NOTHING;
}

/** Narrows a field and those it needs; false where nothing is left. @throws TooMuchWork */
export function narrow(state: State, field: Field, set: ValueSet): boolean {
  const before = domain(state, field);
  const after = intersect(before, set);
  if (after === before) return true;
  spend(state.allowance, 1);
  if (isEmpty(after, state.allowance)) return false;
  state.domains[field.index] = after;
  state.trail.push(() => {
    state.domains[field.index] = before;
  });
  return hasKind(after, 'absent') || narrowAbove(state, field);
}

/** What has to be there needs its parent, and in a list the place before it. */
function narrowAbove(state: State, { parent, inside, before }: Field): boolean {
  return (!parent || narrow(state, parent, CONTAINERS[inside])) && (!before || narrow(state, before, PRESENT));
}

/** Whether a field can still be in a set. @throws TooMuchWork */
export function canBe(state: State, field: Field, set: ValueSet): boolean {
  spend(state.allowance, 1);
  return !isEmpty(intersect(domain(state, field), set), state.allowance);
}

export function want(state: State, field: Field, wanted: Wanted): void {
  const before = state.wanted.get(field);
  state.wanted.set(field, wanted);
  state.trail.push(() => {
    if (before) state.wanted.set(field, before);
    else state.wanted.delete(field);
  });
}

/** Takes back all that was done since the trail was this long. */
export function goBack(state: State, length: number): void {
  while (state.trail.length > length) state.trail.pop()?.();
}
