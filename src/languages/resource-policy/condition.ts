/** Conditions of a statement, taken apart ("IAM JSON policy elements: Condition operators"). */
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';

/** One key under one operator; all conditions of a statement must hold. */
export interface Condition {
  /** As written, for messages: `StringEquals aws:PrincipalOrgID`. */
  readonly label: string;
  /** Without set, `IfExists` and `Not`: `StringEquals`, `Bool`, `Null`, `IpAddress`. */
  readonly operator: string;
  readonly isNegated: boolean;
  readonly ifExists: boolean;
  /** For keys of several values: `ForAllValues` or `ForAnyValue`. */
  readonly set: 'all' | 'any' | null;
  /** In lower case: keys are compared without regard to it. */
  readonly key: string;
  readonly values: readonly string[];
}

/** Null where the block is none. */
export function readConditions(written: Value | undefined): readonly Condition[] | null {
  if (written === undefined) return [];
  if (!isObject(written)) return null;
  const all = Object.entries(written).map(([operator, keys]) =>
    isObject(keys) ? Object.entries(keys).map(([key, values]) => readCondition(operator, key, values)) : null,
  );
  return all.every((each) => each !== null) ? all.flat() : null;
}

function readCondition(written: string, key: string, values: Value): Condition {
  const [, set, operator = written, ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(written) ?? [];
  return {
    label: `${written} ${key}`,
    operator: operator.replace('Not', ''),
    isNegated: operator.includes('Not'),
    ifExists: ifExists !== undefined,
    set: set === undefined ? null : set === 'ForAllValues' ? 'all' : 'any',
    key: key.toLowerCase(),
    values: (Array.isArray(values) ? values : [values]).map(String),
  };
}
