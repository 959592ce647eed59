/** Where formulas look: which fields they compare, and what they look into. */
import type { Formula, Path } from '../../languages/formula/index.ts';
import { has } from '../../languages/formula/index.ts';

export interface Looked {
  /** Dotted path -> the path. */
  readonly at: ReadonlyMap<string, Path>;
  /** Dotted paths of what they look into. */
  readonly into: ReadonlySet<string>;
}

export function lookedAt(formulas: readonly Formula[]): Looked {
  const looked: Gathered = { at: new Map(), into: new Set(), seen: new Set() };
  for (const formula of formulas) gather(formula, looked);
  return looked;
}

/** Of all that is compared or looked into. */
export function pathsOf({ at, into }: Looked): readonly Path[] {
  return [...at.values(), ...[...into].map((path) => path.split('.'))];
}

interface Gathered {
  readonly at: Map<string, Path>;
  readonly into: Set<string>;
  readonly seen: Set<Formula>;
}

/** The same formula stands below many: it is looked into once. */
function gather(formula: Formula, looked: Gathered): void {
  const { at, into, seen } = looked;
  if (seen.has(formula)) return;
  seen.add(formula);
  switch (formula.type) {
    case 'atom':
      at.set(formula.path.join('.'), formula.path);
      // Whether there is an object is asked for the sake of its fields.
      if (has(formula.set, {}) && !has(formula.set, '') && !has(formula.set, [])) into.add(formula.path.join('.'));
      return;
    case 'some':
      into.add(formula.path.join('.'));
      return;
    case 'and':
    case 'or':
      for (const part of formula.of) gather(part, looked);
      return;
    case 'not':
      gather(formula.of, looked);
      return;
    case 'true':
    case 'false':
      return;
    default:
      formula satisfies never;
  }
}
