/** A compiled condition: the assertion of a rule as a tree, every node with its place in the rule's file. */
import type { Expression } from './outcome.ts';
import type { Value } from './value.ts';

/** Lines and columns count from 1. `endColumn` is the column after the last character. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** The operators of the rule language (design: `is isNot in ...`). */
export const OPERATORS = [
  'is',
  'isNot',
  'in',
  'notIn',
  'exists',
  'like',
  'notLike',
  'regex',
  'atLeast',
  'atMost',
  'moreThan',
  'lessThan',
  'within',
  'olderThan',
  'contains',
  'containsAll',
  'only',
  'size',
] as const;
export type Operator = (typeof OPERATORS)[number];

/** One operator with its operand, parameters already filled in. Durations are in milliseconds. */
export interface Test {
  readonly operator: Operator;
  readonly operand: Value;
  /** What the operand was written as, for messages: `24h` rather than 86400000. */
  readonly written: string;
  readonly at: Position;
  /** Tests on the length of the list, with `size`. */
  readonly size?: readonly Test[];
}

export type Quantifier = 'some' | 'every' | 'none';

export type Condition =
  | { readonly type: 'all' | 'any'; readonly of: readonly Condition[]; readonly at: Position }
  | { readonly type: 'not'; readonly of: Condition; readonly at: Position }
  /** All tests must hold on the field. `absent` overrides what a missing value means. */
  | {
      readonly type: 'field';
      readonly field: string;
      readonly tests: readonly Test[];
      readonly absent?: 'pass' | 'fail' | 'unknown';
      readonly at: Position;
    }
  /** A to-one relation exists or not. */
  | { readonly type: 'exists'; readonly relation: string; readonly exists: boolean; readonly at: Position }
  /** A condition on the target of a to-one relation; fails where there is none. */
  | { readonly type: 'target'; readonly relation: string; readonly of: Condition; readonly at: Position }
  | {
      readonly type: 'quantified';
      readonly relation: string;
      readonly quantifier: Quantifier;
      readonly of: Condition;
      readonly at: Position;
    }
  /** The number of related resources that meet `of` passes the tests. */
  | {
      readonly type: 'count';
      readonly relation: string;
      readonly of: Condition;
      readonly tests: readonly Test[];
      readonly at: Position;
    }
  /** A check word with its input, checked against the word's schema. */
  | { readonly type: 'word'; readonly word: string; readonly input: Value; readonly at: Position }
  /** An expression of CEL on the resource. */
  | { readonly type: 'cel'; readonly expression: Expression; readonly at: Position };
