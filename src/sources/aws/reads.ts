/** What to read, as a tree: of each subject its fields, and what its relations lead to. */
import type { Kind } from '../../kinds/kind.ts';
import type { Needs } from '../../model/rule.ts';

export interface Reads {
  readonly fields: Set<string>;
  readonly relations: Map<string, Reads>;
}

/** Where reading begins: kinds whose every resource is looked at. */
export type Roots = ReadonlyMap<string, Reads>;

/** Of several rules, each with what it needs: what one of them looks at behind a relation is not read of all that another lists. */
export function readsOf(needs: readonly Needs[], kinds: ReadonlyMap<string, Kind>): Roots {
  const roots = new Map<string, Reads>();
  for (const each of needs) addReads(roots, each, kinds);
  for (const [kind, reads] of roots) addKeys(kind, reads, kinds);
  return roots;
}

function addReads(roots: Map<string, Reads>, needs: Needs, kinds: ReadonlyMap<string, Kind>): void {
  const along = (from: readonly Reads[], relations: readonly string[]) =>
    from.map((reads) => relations.reduce((inner, relation) => entry(inner.relations, relation), reads));
  /** A kind without a list of its own hangs below the relations that lead to it. */
  const root = (name: string): readonly Reads[] => {
    const population = kinds.get(name)?.population;
    if (typeof population !== 'object') return [entry(roots, name)];
    return population.through.flatMap((path) => {
      const [parent = '', ...relations] = path.split('.');
      return along(root(parent), relations);
    });
  };
  const listed = needs.subjects.filter((subject) => !subject.includes('.'));
  for (const name of listed) root(name);
  // Subjects that a relation leads to, unless all of their kind are listed anyway.
  const reached = new Map<string, readonly Reads[]>();
  for (const [first = '', ...relations] of needs.subjects.map((subject) => subject.split('.'))) {
    const kind = kindAt([first, ...relations], kinds);
    if (relations.length === 0 || listed.includes(kind)) continue;
    reached.set(kind, [...(reached.get(kind) ?? []), ...along(root(first), relations)]);
  }
  const at = ([first = '', ...relations]: readonly string[]) => along(reached.get(first) ?? root(first), relations);
  for (const path of needs.relations) at(path.split('.'));
  for (const path of needs.fields) {
    const steps = path.split('.');
    for (const reads of at(steps.slice(0, -1))) reads.fields.add(steps.at(-1) ?? '');
  }
}

/** What relations are found by is read, too, where it takes a further call. */
function addKeys(name: string, { fields, relations }: Reads, kinds: ReadonlyMap<string, Kind>): void {
  const kind = kinds.get(name);
  for (const [relation, inner] of relations) {
    const { by = [], kind: other = '' } = kind?.relations[relation] ?? {};
    for (const field of by) if (kind?.fields[field]?.read !== 'list') fields.add(field);
    addKeys(other, inner, kinds);
  }
}

/** Kinds of which something is found, or looked at, by its other names: whoever lists them has to ask for those as well. */
export function calledOtherwise(roots: Roots, kinds: ReadonlyMap<string, Kind>): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (name: string, { fields, relations }: Reads): void => {
    const kind = kinds.get(name);
    const isAlias = (of: Kind | undefined, names: Iterable<string>) =>
      [...names].includes(of?.list.aliases?.field ?? '');
    if (isAlias(kind, fields)) found.add(name);
    for (const [relation, inner] of relations) {
      const { kind: other = '', by = [], on = [] } = kind?.relations[relation] ?? {};
      if (isAlias(kind, by)) found.add(name);
      if (isAlias(kinds.get(other), on)) found.add(other);
      look(other, inner);
    }
  };
  for (const [name, reads] of roots) look(name, reads);
  return found;
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
