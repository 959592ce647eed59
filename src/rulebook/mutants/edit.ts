/** One small change of a condition, or of what a rule says besides: what it is, where, and how it is made. */
import type { Condition, Position } from '../../model/condition.ts';

/** `apply` may meet the same condition with other values of parameters, never one of another shape. */
export interface Edit<T = Condition> {
  readonly what: string;
  readonly at: Position;
  readonly apply: (before: T) => T;
}

/** A condition that everything meets. */
export function always({ at }: Pick<Condition, 'at'>): Condition {
  return { type: 'all', of: [], at };
}

/** Edits of a part, as edits of the whole. */
export function lifted<Part, Whole>(
  edits: readonly Edit<Part>[],
  put: (whole: Whole, change: (part: Part) => Part) => Whole,
): readonly Edit<Whole>[] {
  return edits.map(({ what, at, apply }) => ({ what, at, apply: (whole) => put(whole, apply) }));
}

/** The item changed, the others as they are. */
export function itemChanged<T>(items: readonly T[], index: number, change: (item: T) => T): readonly T[] {
  return items.map((item, at) => (at === index ? change(item) : item));
}

export function itemLeftOut<T>(items: readonly T[], index: number): readonly T[] {
  return items.filter((_, at) => at !== index);
}
