/** The fields of a pattern, all of them or those that have to hold together. */
import type { Entry, Field } from './tree.ts';

export function fieldsOf(entries: readonly Entry[]): readonly Field[] {
  return entries.flatMap((entry) => {
    if (entry.type === 'field') return [entry];
    if (entry.type === 'nested') return fieldsOf(entry.entries);
    return entry.branches.flatMap((branch) => fieldsOf(branch.entries));
  });
}

/** One way to choose a branch of each `$or`: the fields that have to hold then. */
export interface Combination {
  readonly fields: readonly Field[];
  readonly mayBeDropped: boolean;
}

/** All ways, without those that hold a field that `isOut` of the question. */
export function* combinations(
  entries: readonly Entry[],
  isOut: (field: Field) => boolean = () => false,
  chosen: Combination = { fields: [], mayBeDropped: false },
): Generator<Combination> {
  const [first, ...rest] = entries;
  if (!first) {
    yield chosen;
  } else if (first.type === 'field') {
    if (!isOut(first)) yield* combinations(rest, isOut, { ...chosen, fields: [...chosen.fields, first] });
  } else if (first.type === 'nested') {
    yield* combinations([...first.entries, ...rest], isOut, chosen);
  } else {
    for (const branch of first.branches) {
      const mayBeDropped = chosen.mayBeDropped || branch.mayBeDropped === true;
      yield* combinations([...branch.entries, ...rest], isOut, { ...chosen, mayBeDropped });
    }
  }
}
