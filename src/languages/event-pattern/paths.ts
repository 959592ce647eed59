/** Where the path of a field leads in an event: through objects by keys, and through every element of a list. */
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import type { Leaf } from './leaf.ts';
import { isLeaf } from './leaf.ts';

export interface Found {
  readonly leaves: readonly Leaf[];
  /** Lists on the way with more than one element that holds further values. */
  readonly crowds: readonly Value[];
}

/** Without recursion, since events come from elsewhere. */
export function leavesAt(path: string, event: Value): Found {
  const leaves: Leaf[] = [];
  const crowds: Value[] = [];
  const queue: [value: Value, rest: string][] = [[event, path]];
  for (const [value, rest] of queue) {
    if (isLeaf(value)) {
      if (rest === '') leaves.push(value);
    } else if (Array.isArray(value)) {
      const before = queue.length;
      for (const item of value) {
        if (!isLeaf(item)) queue.push([item, rest]);
        else if (rest === '') leaves.push(item);
      }
      if (queue.length - before > 1) crowds.push(value);
    } else {
      for (const { inner, further } of routes(rest, value)) queue.push([inner, further]);
    }
  }
  return { leaves, crowds };
}

/** A member that a path goes on with, and what is left of the path. */
export interface Route {
  readonly key: string;
  readonly inner: Value;
  readonly further: string;
}

/** Of `a.b.c` the members called `a`, `a.b` and `a.b.c`: a key with dots in it and nested keys are the same. */
export function routes(path: string, object: Value): readonly Route[] {
  const found: Route[] = [];
  if (path === '' || !isObject(object)) return found;
  for (let dot = path.indexOf('.'); ; dot = path.indexOf('.', dot + 1)) {
    const key = dot < 0 ? path : path.slice(0, dot);
    const further = dot < 0 ? '' : path.slice(dot + 1);
    if (Object.hasOwn(object, key)) found.push({ key, inner: object[key] ?? null, further });
    if (dot < 0) return found;
  }
}
