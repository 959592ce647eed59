/** The record that the search has in mind: at every field the most welcome of the values still possible there. */
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import type { Field } from './fields.ts';
import type { Formula } from './formula.ts';
import { and, evaluate, not, valueAt } from './formula.ts';
import type { Elements, Goal } from './goal.ts';
import type { State, Wanted } from './state.ts';
import { domain } from './state.ts';
import { keyOf } from './unroll.ts';
import type { ValueSet } from './value-set.ts';
import { has, pick } from './value-set.ts';

/** What the record should be like. */
export interface Wishes {
  readonly base: Value | undefined;
  /** By the path's key. */
  readonly hints: ReadonlyMap<string, readonly Value[]>;
}

export interface Candidate {
  readonly state: State;
  readonly wishes: Wishes;
  /** An element that meets a formula, near to another; null where there is none. */
  readonly findElement: (formula: Formula, near: Value | undefined) => { readonly value: Value } | null;
  /** What was picked, and from what; by the field's index. */
  readonly picked: { readonly from: ValueSet; readonly value: Value | undefined }[];
  readonly held: Map<Wanted, readonly Value[] | null>;
}

/** `undefined` where the field is absent. @throws TooMuchWork */
export function chosen(candidate: Candidate, field: Field): Value | undefined {
  const { parent, before, inside } = field;
  if (parent && !isContainer(chosen(candidate, parent), inside)) return undefined;
  if (before && chosen(candidate, before) === undefined) return undefined;
  const from = domain(candidate.state, field);
  const known = candidate.picked[field.index];
  if (known?.from === from) return known.value;
  const value = pick(from, welcome(candidate, field), candidate.state.allowance)?.value;
  candidate.picked[field.index] = { from, value };
  return value;
}

function welcome({ wishes }: Candidate, field: Field): readonly (Value | undefined)[] {
  return [valueAt(wishes.base, field.path), ...(wishes.hints.get(keyOf(field.path)) ?? [])];
}

/** @throws TooMuchWork */
export function meets(candidate: Candidate, goal: Goal): boolean {
  switch (goal.type) {
    case 'within':
      return has(goal.set, chosen(candidate, goal.field));
    case 'some':
      return hasElement(candidate, goal);
    case 'none':
      return !hasElement(candidate, goal);
    case 'all':
      return goal.of.every((part) => meets(candidate, part));
    case 'any':
      return goal.of.some((part) => meets(candidate, part));
    default:
      return goal satisfies never;
  }
}

/** Behind the places that are spoken of there is something only if they are all taken. */
function hasElement(candidate: Candidate, { field, of }: Elements): boolean {
  if (!isList(chosen(candidate, field))) return false;
  const isFull = places(field).every((place) => chosen(candidate, place) !== undefined);
  return isFull && (elements(candidate, field) ?? []).some((element) => evaluate(of, element));
}

/** The elements of a list behind the places that are spoken of; null where what it must hold does not exist. @throws TooMuchWork */
export function elements(candidate: Candidate, field: Field): readonly Value[] | null {
  const present = (welcome(candidate, field).find(isList) ?? []).slice(lengthSpokenOf(field));
  const wanted = candidate.state.wanted.get(field);
  if (!wanted) return present;
  const known = candidate.held.get(wanted);
  if (known !== undefined) return known;
  const gathered = gather(candidate, wanted, present);
  candidate.held.set(wanted, gathered);
  return gathered;
}

function gather(candidate: Candidate, { some, none }: Wanted, present: readonly Value[]): readonly Value[] | null {
  const kept = present.filter((element) => !none.some((formula) => evaluate(formula, element)));
  for (const formula of some) {
    if (kept.some((element) => evaluate(formula, element))) continue;
    const found = candidate.findElement(and(formula, ...none.map(not)), present[0]);
    if (!found) return null;
    kept.push(found.value);
  }
  return kept;
}

/** The single places of a list that are spoken of. */
export function places(field: Field): readonly Field[] {
  return field.children.filter(({ inside }) => inside === 'list');
}

export function lengthSpokenOf(field: Field): number {
  return Math.max(0, ...places(field).map(({ path }) => Number(path.at(-1)) + 1));
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

function isContainer(value: Value | undefined, kind: Field['inside']): boolean {
  return kind === 'list' ? isList(value) : isObject(value);
}
