/**
 * The search: a candidate record is held against the formula, and only the alternatives it breaks are looked into. Of such alternatives those
 * that cannot be any more are dropped; where one is left it must hold, where several are left they are tried in turn.
 */
import type { Value } from '../../model/value.ts';
import type { Allowance } from './allowance.ts';
import { spend } from './allowance.ts';
import type { Candidate, Wishes } from './candidate.ts';
import { elements, meets, places } from './candidate.ts';
import { fieldTree } from './fields.ts';
import type { Formula } from './formula.ts';
import type { Elements, Goal } from './goal.ts';
import { goalOf } from './goal.ts';
import type { State } from './state.ts';
import { canBe, freshState, goBack, narrow, want } from './state.ts';
import { unroll } from './unroll.ts';
import type { ValueSet } from './value-set.ts';
import { complement, ofKind, PRESENT } from './value-set.ts';
import { witness } from './witness.ts';

/** Goals of which one must hold; done with once one of them has been chosen. */
interface Alternatives {
  readonly of: readonly Goal[];
  isDone: boolean;
  /** The one the candidate met last, which is looked at first. */
  met: Goal | undefined;
}

/** A point to come back to, where the goal tried last has not led on. */
interface Choice {
  tried: Goal;
  readonly untried: Goal[];
  trail: number;
}

const LIST = ofKind('list');

interface Search {
  readonly candidate: Candidate;
  readonly alternatives: Alternatives[];
  readonly choices: Choice[];
}

/** A value within `root` that meets the formula, as near to the wishes as may be; null where there is none. @throws TooMuchWork */
export function search(
  formula: Formula,
  root: ValueSet,
  { base, hints, allowance }: Wishes & { readonly allowance: Allowance },
): { readonly value: Value } | null {
  const fields = fieldTree();
  const goal = goalOf(unroll(formula, allowance), fields);
  const candidate: Candidate = {
    state: freshState(fields.all, root, allowance),
    wishes: { base, hints },
    findElement: (wanted, near) => search(wanted, PRESENT, { base: near, hints: new Map(), allowance }),
    picked: [],
    held: new Map(),
  };
  if (!isMet({ candidate, alternatives: [], choices: [] }, goal)) return null;
  const value = witness(candidate, fields.at([]));
  return value === undefined ? null : { value };
}

/** Leaves the candidate so that it meets the goal; false where nothing does. */
function isMet(searching: Search, goal: Goal): boolean {
  const { candidate, choices } = searching;
  let isPossible = must(searching, goal);
  while (isPossible || takeNext(searching)) {
    const broken = mostUrgent(searching);
    if (!broken) return true;
    const [first, ...untried] = broken.open;
    isPossible = first !== undefined;
    if (!first) continue;
    settle(candidate.state, broken.alternatives);
    if (untried.length > 0) choices.push({ tried: first, untried, trail: candidate.state.trail.length });
    isPossible = must(searching, first);
  }
  return false;
}

/** Goes back to the last choice with something untried, and takes that; false where there is none. */
function takeNext(searching: Search): boolean {
  const { state } = searching.candidate;
  for (let choice = searching.choices.at(-1); choice; choice = searching.choices.at(-1)) {
    goBack(state, choice.trail);
    // Whatever meets the goal that was tried has been looked at.
    const isLeft = mustNot(searching, choice.tried);
    choice.trail = state.trail.length;
    const next = choice.untried.shift();
    if (!isLeft || choice.untried.length === 0) searching.choices.pop();
    if (!isLeft || !next) continue;
    choice.tried = next;
    if (must(searching, next)) return true;
  }
  return false;
}

/** The broken alternatives that leave least to choose from, with what they leave. */
function mostUrgent({
  candidate,
  alternatives,
}: Search): { readonly alternatives: Alternatives; readonly open: readonly Goal[] } | null {
  let best: { readonly alternatives: Alternatives; readonly open: readonly Goal[] } | null = null;
  for (const each of alternatives) {
    if (each.isDone || isKept(candidate, each)) continue;
    const open = each.of.filter((goal) => isOpen(candidate.state, goal));
    if (open.length < 2) return { alternatives: each, open };
    if (!best || open.length < best.open.length) best = { alternatives: each, open };
  }
  return best;
}

function isKept(candidate: Candidate, alternatives: Alternatives): boolean {
  spend(candidate.state.allowance, 1);
  if (alternatives.met && meets(candidate, alternatives.met)) return true;
  alternatives.met = alternatives.of.find((goal) => meets(candidate, goal));
  return alternatives.met !== undefined;
}

/** False where the goal cannot be met any more; true may be wrong, which costs time only. */
function isOpen(state: State, goal: Goal): boolean {
  switch (goal.type) {
    case 'within':
      return canBe(state, goal.field, goal.set);
    case 'some':
      return canBe(state, goal.field, LIST);
    case 'none':
      return true;
    case 'all':
      return goal.of.every((part) => isOpen(state, part));
    case 'any':
      return goal.of.some((part) => isOpen(state, part));
    default:
      return goal satisfies never;
  }
}

/** From here on the goal holds; false where it cannot. */
function must(searching: Search, goal: Goal): boolean {
  const { candidate, alternatives } = searching;
  switch (goal.type) {
    case 'within':
      return narrow(candidate.state, goal.field, goal.set);
    case 'some':
    case 'none':
      return mustHold(candidate, goal);
    case 'all':
      return goal.of.every((part) => must(searching, part));
    case 'any':
      alternatives.push({ of: goal.of, isDone: false, met: undefined });
      candidate.state.trail.push(() => alternatives.pop());
      return true;
    default:
      return goal satisfies never;
  }
}

function mustHold(candidate: Candidate, { type, field, of }: Elements): boolean {
  const { state } = candidate;
  const wanted = state.wanted.get(field) ?? { some: [], none: [] };
  want(state, field, { ...wanted, [type]: [...wanted[type], of] });
  if (type === 'none') return elements(candidate, field) !== null;
  const hasRoom = narrow(state, field, LIST) && places(field).every((place) => narrow(state, place, PRESENT));
  return hasRoom && elements(candidate, field) !== null;
}

/** Of other goals it is not worth saying: what they leave over is looked at again, which costs time only. */
function mustNot(searching: Search, goal: Goal): boolean {
  if (goal.type === 'within') return must(searching, { ...goal, set: complement(goal.set) });
  return goal.type !== 'some' || must(searching, { ...goal, type: 'none' });
}

function settle(state: State, alternatives: Alternatives): void {
  alternatives.isDone = true;
  state.trail.push(() => {
    alternatives.isDone = false;
  });
}
