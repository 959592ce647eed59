/** A framework: the controls of a benchmark or standard, and the rules that answer them. A view on rules: they keep their names when it renumbers. */
import type { Position } from './condition.ts';
import type { Value } from './value.ts';

export const ASSESSMENTS = ['automated', 'manual'] as const;

export interface Control {
  /** The framework's own number: `3.1`, `AU-12`, `CloudTrail.5`. */
  readonly control: string;
  /** What it asks for. */
  readonly title: string;
  /** Profile level, where the framework has levels. */
  readonly level?: number;
  /** As the framework marks it; where it marks nothing, `manual` is what only a person or procedure can answer. */
  readonly assessment: (typeof ASSESSMENTS)[number];
  /** Ids of the rules that answer it; none where people have to. */
  readonly rules: readonly string[];
  /** What of it no rule answers. */
  readonly byHand?: string;
  readonly note?: string;
}

export interface Framework {
  readonly id: string;
  /** `id-version` is another name of it, where the id does not say it already. */
  readonly version?: string;
  readonly title: string;
  /** What a reader has to know, a sentence or two each. */
  readonly notes: readonly string[];
  readonly references: readonly string[];
  /** Rule id -> parameter -> the value with which this framework asks. */
  readonly params: Readonly<Record<string, Readonly<Record<string, Value>>>>;
  /** In the framework's own order. */
  readonly controls: readonly Control[];
  /** Place of the `framework:` line. */
  readonly at: Position;
}

/** How many controls there are, and who answers them. */
export function tally({ controls }: Framework): Readonly<Record<'controls' | 'byRules' | 'byBoth' | 'byHand', number>> {
  const byHand = controls.filter(({ rules }) => rules.length === 0).length;
  const byBoth = controls.filter((each) => each.rules.length > 0 && each.byHand !== undefined).length;
  return { controls: controls.length, byRules: controls.length - byHand - byBoth, byBoth, byHand };
}
