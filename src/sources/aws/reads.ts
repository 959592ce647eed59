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
  const at = ([first = '', ...relations]: readonly string[]) =>
    relations.reduce((reads, relation) => entry(reads.relations, relation), root(first));
  for (const name of needs.subjects) root(name);
  for (const path of needs.relations) at(path.split('.'));
  for (const path of needs.fields) {
    const steps = path.split('.');
    at(steps.slice(0, -1)).fields.add(steps.at(-1) ?? '');
  }
  return roots;
}

function entry(map: Map<string, Reads>, name: string): Reads {
  const reads = map.get(name) ?? { fields: new Set<string>(), relations: new Map<string, Reads>() };
  map.set(name, reads);
  return reads;
}
