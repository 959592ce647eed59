/** A field against what an event holds at its path. */
import type { Leaf } from './leaf.ts';
import { answer } from './leaf.ts';
import type { Answer } from './questions.ts';
import { anyAnswer, decided, open } from './questions.ts';
import type { Field } from './tree.ts';

/** One value that meets one alternative is enough. */
export function onLeaves(field: Field, leaves: readonly Leaf[]): Answer {
  if (field.isMixed && leaves.some((leaf) => typeof leaf === 'string')) return open('EBQ-12');
  return anyAnswer(answersOf(field, leaves));
}

function* answersOf({ alternatives }: Field, leaves: readonly Leaf[]): Generator<Answer> {
  for (const leaf of leaves) for (const alternative of alternatives) yield answer(alternative, leaf);
}

/** The answer where there is no value. */
export function absence(field: Field): Answer {
  return decided(mayBeAbsent(field));
}

export function mayBeAbsent({ alternatives }: Field): boolean {
  return alternatives.some((alternative) => alternative.type === 'exists' && !alternative.exists);
}
