/**
 * One object for what is one formula: accounts of an organization have the same patterns, and what was found out about a formula in one of
 * them is found again in the others by its identity.
 */
import type { Formula } from '../../languages/formula/index.ts';
import { and, FALSE, or, TRUE } from '../../languages/formula/index.ts';

const MOST_KEPT = 100_000;

const numbers = new WeakMap<object, number>();
let last = 0;

/** The same number for the same object, as long as it is there. */
export function numberOf(thing: object): number {
  const before = numbers.get(thing);
  if (before !== undefined) return before;
  last += 1;
  numbers.set(thing, last);
  return last;
}

const known = new Map<string, Formula>();

/** All of the parts hold. Parts that say nothing, or what another one says, are left out. */
export function allOfThem(parts: readonly Formula[]): Formula {
  return joined('and', parts, TRUE, FALSE);
}

/** One of the parts holds. */
export function oneOfThem(parts: readonly Formula[]): Formula {
  return joined('or', parts, FALSE, TRUE);
}

function joined(type: 'and' | 'or', parts: readonly Formula[], idle: Formula, decisive: Formula): Formula {
  const telling = new Set(parts);
  telling.delete(idle);
  if (telling.has(decisive)) return decisive;
  const [first, ...others] = telling;
  if (!first) return idle;
  if (others.length === 0) return first;
  const key = `${type} ${[first, ...others].map(numberOf).join(' ')}`;
  const before = known.get(key);
  if (before) return before;
  // Forgetting costs time only.
  if (known.size >= MOST_KEPT) known.clear();
  const made = (type === 'and' ? and : or)(first, ...others);
  known.set(key, made);
  return made;
}
