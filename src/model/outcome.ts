/** What came of checking one condition on one resource. */

import type { Position } from './condition.ts';
import type { Proof } from './proof.ts';
import type { Reason } from './report.ts';
import type { Resource } from './resource.ts';
import type { EventClass, Exclusion, Needs } from './rule.ts';
import type { Value } from './value.ts';
import type { World } from './world.ts';

export interface Outcome {
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly reason: Reason;
  /** From `alertsOn`. */
  readonly proof?: Proof;
  /** Of a word that follows a chain and fails: which of its links does not hold, counted from 1. */
  readonly broken?: number;
}

/** What a check word may look at besides its subject. */
export interface CheckContext {
  readonly world: World;
  readonly events: ReadonlyMap<string, EventClass>;
  readonly exclusions: readonly Exclusion[];
}

/** A word of the rule language that looks at more than one field: `alertsOn`. */
export interface CheckWord {
  readonly word: string;
  readonly about: string;
  /** Kinds whose resources it can be asked of. */
  readonly kinds: readonly string[];
  /** JSON Schema (2020-12) of its input. */
  readonly schema: Readonly<Record<string, Value>>;
  /** Paths from the resource it is asked of: `trails.logGroup`, `trails.logging`. */
  needs(input: Value, subject: string): Omit<Needs, 'subjects'>;
  /** Event classes that an input asks about. */
  events?(input: Value): readonly string[];
  /** What is wrong with an input that its schema accepts (an event class that does not exist). `path` leads into the input. `subject`: the kind it is asked of. */
  mistakes(
    input: Value,
    events: ReadonlyMap<string, EventClass>,
    subject: { readonly name: string; readonly fields: Readonly<Record<string, unknown>> },
  ): readonly { readonly path: readonly (string | number)[]; readonly message: string; readonly hint?: string }[];
  /** What differs from an input in one small way: the tests beside a rule are to notice it. */
  variants?(input: Value): readonly Variant[];
  check(subject: Resource, input: Value, context: CheckContext, at: Position): Outcome;
}

/** `change` may meet the same input with other values of parameters. */
export interface Variant {
  readonly what: string;
  readonly change: (input: Value) => Value;
}

/** A boolean expression over the fields of a resource. */
export interface Expression {
  readonly text: string;
  /** Fields of the resource it reads. */
  readonly fields: readonly string[];
  /** `values` holds what is set; a sentence where it cannot be worked out, such as of a field that is not set. */
  holds(values: Readonly<Record<string, Value>>): boolean | string;
}

/** What is wrong with an expression, and where in its text. */
export interface Misexpression {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly hint?: string;
}

/** The language of `cel`: loaded only where a rule uses it. */
export interface Expressions {
  compile(
    text: string,
    fields: Readonly<Record<string, { readonly type: string }>>,
  ): Expression | readonly Misexpression[];
}
