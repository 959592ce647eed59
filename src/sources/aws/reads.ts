/** What to read, as a tree: of each subject its fields, and what its relations lead to. */
import type { Kind } from '../../kinds/kind.ts';
import type { Needs } from '../../model/rule.ts';

export interface Reads {
  readonly fields: Set<string>;
  readonly relations: Map<string, Reads>;
}

/** Where reading begins: kinds whose every resource is looked at. */
export type Roots = ReadonlyMap<string, Reads>;

export function readsOf(needs: Needs, kinds: ReadonlyMap<string, Kind>): Roots {
  const roots = new Map<string, Reads>();
  /** A kind without a list of its own hangs below the relation that leads to it. */
  const root = (name: string): Reads => {
    const population = kinds.get(name)?.population;
    if (typeof population !== 'object') return entry(roots, name);
    const [parent = '', relation = ''] = population.through.split('.');
    return entry(root(parent).relations, relation);
  };
  const along = (reads: Reads, relations: readonly string[]) =>
    relations.reduce((inner, relation) => entry(inner.relations, relation), reads);
  const listed = needs.subjects.filter((subject) => !subject.includes('.'));
  for (const name of listed) root(name);
  // Subjects that a relation leads to, unless all of their kind are listed anyway.
  const reached = new Map<string, Reads>();
  for (const [first = '', ...relations] of needs.subjects.map((subject) => subject.split('.'))) {
    const kind = kindAt([first, ...relations], kinds);
    if (relations.length > 0 && !listed.includes(kind)) reached.set(kind, along(root(first), relations));
  }
  const at = ([first = '', ...relations]: readonly string[]) => along(reached.get(first) ?? root(first), relations);
  for (const path of needs.relations) at(path.split('.'));
  for (const path of needs.fields) {
    const steps = path.split('.');
    at(steps.slice(0, -1)).fields.add(steps.at(-1) ?? '');
  }
  return roots;
}

/** The kind at the end of a path. */
function kindAt([first = '', ...relations]: readonly string[], kinds: ReadonlyMap<string, Kind>): string {
  return relations.reduce((kind, relation) => kinds.get(kind)?.relations[relation]?.kind ?? '', first);
}

function entry(map: Map<string, Reads>, name: string): Reads {
  const reads = map.get(name) ?? { fields: new Set<string>(), relations: new Map<string, Reads>() };
  map.set(name, reads);
  return reads;
}
