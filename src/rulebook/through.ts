/** What a rule's `where` says of the ways that lead to its subjects. */
import type { Kind } from '../kinds/kind.ts';
import type { Condition } from '../model/condition.ts';

/** The relations that lead to every subject which `where` can select: `where: { trails: { some: ... } }` asks only about log groups of trails. */
export function throughOf(
  where: Condition,
  kind: Kind,
  kinds: ReadonlyMap<string, Kind>,
): readonly string[] | undefined {
  if (where.type === 'all' || where.type === 'any') {
    const parts = where.of.map((part) => throughOf(part, kind, kinds));
    if (where.type === 'all') return parts.find((paths) => paths !== undefined);
    return parts.every((paths) => paths !== undefined) ? parts.flat() : undefined;
  }
  if (where.type !== 'quantified' || where.quantifier !== 'some') return undefined;
  const relation = kind.relations[where.relation];
  const target = kinds.get(relation?.kind ?? '');
  if (relation?.inverse === undefined || !target) return undefined;
  // What leads to the other end, and from there back: `trail.logGroup` and `logGroup.key` are `trail.logGroup.key`.
  const [, ...back] = relation.inverse.split('.');
  return (throughOf(where.of, target, kinds) ?? [target.name]).map((path) => [path, ...back].join('.'));
}
