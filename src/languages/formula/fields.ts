/** The fields a formula speaks of, as a tree: what is present needs its parent, and what lies deeper in a list needs the places before it. */
import type { Path } from './formula.ts';

export interface Field {
  /** Position among all fields; parents come before what is in them. */
  readonly index: number;
  readonly path: Path;
  /** Null for the record itself. */
  readonly parent: Field | null;
  /** What the parent has to be for this field to be there. */
  readonly inside: 'object' | 'list';
  readonly children: readonly Field[];
  /** In a list, the nearest place before that is spoken of. */
  readonly before: Field | null;
}

type Growing = Omit<Field, 'children' | 'parent' | 'before'> & {
  readonly parent: Growing | null;
  readonly children: Growing[];
  readonly byStep: Map<string | number, Growing>;
  before: Growing | null;
};

export interface Fields {
  /** Every field so far, the record itself first. */
  readonly all: readonly Field[];
  /** The field at a path, made with all above it if it is new. */
  at(path: Path): Field;
}

export function fieldTree(): Fields {
  const all: Growing[] = [];
  const grow = (parent: Growing | null, path: Path): Growing => {
    const inside = typeof path.at(-1) === 'number' ? 'list' : 'object';
    const field: Growing = { index: all.length, path, parent, inside, children: [], byStep: new Map(), before: null };
    all.push(field);
    return field;
  };
  const root = grow(null, []);
  const child = (parent: Growing, step: string | number): Growing => {
    const known = parent.byStep.get(step);
    if (known) return known;
    const field = grow(parent, [...parent.path, step]);
    parent.byStep.set(step, field);
    parent.children.push(field);
    if (typeof step === 'number') link(parent.children);
    return field;
  };
  return { all, at: (path) => path.reduce(child, root) };
}

/** Puts the places of a list in order. */
function link(children: Growing[]): void {
  const places = children.filter(({ inside }) => inside === 'list');
  places.sort((one, other) => Number(one.path.at(-1)) - Number(other.path.at(-1)));
  for (const [index, place] of places.entries()) place.before = places[index - 1] ?? null;
}
