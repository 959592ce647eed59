/** A candidate written out as a record: what it was to be like, with the fields changed that the formula speaks of. */
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import type { Candidate } from './candidate.ts';
import { chosen, elements, isList, lengthSpokenOf, places } from './candidate.ts';
import type { Field } from './fields.ts';

/** `undefined` where the field is absent. @throws TooMuchWork */
export function witness(candidate: Candidate, field: Field): Value | undefined {
  const value = chosen(candidate, field);
  if (isList(value)) return listed(candidate, field, value);
  if (!isObject(value)) return value;
  const entries = new Map(Object.entries(value));
  for (const child of field.children) {
    const inside = witness(candidate, child);
    const key = String(child.path.at(-1));
    if (child.inside === 'object' && inside !== undefined) entries.set(key, inside);
    else if (child.inside === 'object') entries.delete(key);
  }
  return Object.fromEntries(entries);
}

function listed(candidate: Candidate, field: Field, value: readonly Value[]): readonly Value[] {
  const length = lengthSpokenOf(field);
  const single = new Map(places(field).map((place) => [Number(place.path.at(-1)), place]));
  const list: Value[] = [];
  for (let index = 0; index < length; index++) {
    const place = single.get(index);
    // A place that nobody asked about is there only for those behind it.
    const element = place ? witness(candidate, place) : (value[index] ?? null);
    if (element === undefined) return list;
    list.push(element);
  }
  return [...list, ...(candidate.state.wanted.has(field) ? (elements(candidate, field) ?? []) : value.slice(length))];
}
