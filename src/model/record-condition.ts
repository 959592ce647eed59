/** Which CloudTrail records are meant: a condition on their fields. */

export type Scalar = string | number | boolean | null;

/** One field against one operand. Only `exists: false` holds for a field that is absent; null is a value. */
export type RecordTest =
  | { readonly operator: 'in' | 'notIn'; readonly values: readonly Scalar[] }
  /** `*` stands for any run of characters. */
  | { readonly operator: 'like' | 'notLike'; readonly patterns: readonly string[] }
  | { readonly operator: 'exists'; readonly exists: boolean };

export type RecordCondition = {
  /** The version of the benchmark that brought this part; before it the part is not asked about. */
  readonly since?: string;
} & (
  | { readonly type: 'all' | 'any'; readonly of: readonly RecordCondition[] }
  | { readonly type: 'not'; readonly of: RecordCondition }
  | { readonly type: 'field'; readonly path: readonly string[]; readonly test: RecordTest }
);

/** What is wrong, and where in the value it stands. */
export interface ConditionMistake {
  readonly path: readonly (string | number)[];
  /** It is about the last key of the path, not about what stands under it. */
  readonly isOfKey?: true;
  readonly message: string;
  readonly hint?: string;
}
