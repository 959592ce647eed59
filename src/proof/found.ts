/** What is found out once of a world, seen against its everyday traffic, however many records and regions ask for it. */
import type { Burst } from '../model/burst.ts';
import type { EventClass } from '../model/rule.ts';
import type { World } from '../model/world.ts';

export interface Seen {
  readonly world: World;
  /** Classes of everyday traffic. */
  readonly ordinary: readonly EventClass[];
}

type Found<T> = (seen: Seen, key: string, make: () => T) => T;

export function foundOnce<T>(): Found<T> {
  const byWorld = new WeakMap<World, WeakMap<readonly EventClass[], Map<string, T>>>();
  return ({ world, ordinary }, key, make) => {
    const byClasses = byWorld.get(world) ?? new WeakMap<readonly EventClass[], Map<string, T>>();
    byWorld.set(world, byClasses);
    const found = byClasses.get(ordinary) ?? new Map<string, T>();
    byClasses.set(ordinary, found);
    const before = found.get(key);
    if (before !== undefined) return before;
    const made = make();
    found.set(key, made);
    return made;
  };
}

/** Part of the key of what depends on how many events are asked about. */
export function burstKey({ burst }: { readonly burst?: Burst | undefined }): string {
  return burst ? `${burst.count}/${burst.seconds}` : '';
}
