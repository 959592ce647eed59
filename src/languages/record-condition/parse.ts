/** Reads a condition on records: keys are paths into a record, values are literals or operators. */

import type { ConditionMistake, RecordCondition, RecordTest, Scalar } from '../../model/record-condition.ts';
import { nearestName } from '../../model/suggest.ts';
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import { written } from '../../model/words.ts';

const OPERATORS = ['is', 'isNot', 'in', 'notIn', 'like', 'notLike', 'exists'] as const;
const PATH = /^[A-Za-z][\w-]*(\.[\w-]+)*$/;
const VERSION = /^\d+(\.\d+)*$/;

export type ParsedCondition =
  | { readonly ok: true; readonly condition: RecordCondition }
  | { readonly ok: false; readonly mistakes: readonly ConditionMistake[] };

type At = ConditionMistake['path'];

/** Every mistake in it is found, not just the first. */
export function parseRecords(value: Value): ParsedCondition {
  const mistakes: ConditionMistake[] = [];
  const condition = conditionOf(value, [], mistakes);
  return condition && mistakes.length === 0 ? { ok: true, condition } : { ok: false, mistakes };
}

function conditionOf(value: Value, at: At, mistakes: ConditionMistake[]): RecordCondition | null {
  if (!isObject(value)) {
    mistakes.push({
      path: at,
      message: `a condition on records must be a mapping (field: value), not ${written(value)}`,
    });
    return null;
  }
  const { since } = value;
  if (since !== undefined && !(typeof since === 'string' && VERSION.test(since))) {
    const message = `since must be a version in quotes, not ${written(since)}`;
    mistakes.push({ path: [...at, 'since'], message, hint: "for example since: '4.0'" });
  }
  const parts = Object.entries(value)
    .filter(([key]) => key !== 'since')
    .map(([key, inner]) => entryOf(key, inner, [...at, key], mistakes));
  if (parts.length === 0) mistakes.push({ path: at, message: 'a condition on records needs at least one field' });
  const condition = joined('all', parts);
  return condition && typeof since === 'string' ? { ...condition, since } : condition;
}

function joined(type: 'all' | 'any', parts: readonly (RecordCondition | null)[]): RecordCondition | null {
  const of = parts.filter((part) => part !== null);
  const [only] = of;
  if (of.length < parts.length || !only) return null;
  return of.length === 1 && type === 'all' ? only : { type, of };
}

function entryOf(key: string, value: Value, at: At, mistakes: ConditionMistake[]): RecordCondition | null {
  if (key === 'all' || key === 'any') {
    if (Array.isArray(value) && value.length > 0) {
      const parts = value.map((item: Value, index) => conditionOf(item, [...at, index], mistakes));
      const condition = joined(key, parts);
      return condition;
    }
    mistakes.push({ path: at, message: `${key} must be a list of conditions, not ${written(value)}` });
    return null;
  }
  if (key === 'not') {
    const of = conditionOf(value, at, mistakes);
    return of && { type: 'not', of };
  }
  if (!PATH.test(key)) {
    mistakes.push({
      path: at,
      isOfKey: true,
      message: `"${key}" is no path into a record`,
      hint: 'for example userIdentity.type',
    });
    return null;
  }
  const path = key.split('.');
  return joined(
    'all',
    testsOf(key, value, at, mistakes).map((test) => test && { type: 'field', path, test }),
  );
}

function testsOf(key: string, value: Value, at: At, mistakes: ConditionMistake[]): readonly (RecordTest | null)[] {
  if (Array.isArray(value)) {
    mistakes.push({ path: at, message: `${key} is compared with a list`, hint: 'one of them: { in: [...] }' });
    return [];
  }
  if (!isObject(value)) return [{ operator: 'in', values: [value as Scalar] }];
  const entries = Object.entries(value);
  if (entries.length === 0) {
    mistakes.push({ path: at, message: `${key} asks for nothing`, hint: 'give a value or an operator' });
  }
  return entries.map(([operator, operand]) => testOf(key, operator, operand, [...at, operator], mistakes));
}

function testOf(key: string, name: string, operand: Value, at: At, mistakes: ConditionMistake[]): RecordTest | null {
  const refuse = (message: string, hint?: string): null => {
    mistakes.push({ path: at, message, ...(hint === undefined ? {} : { hint }) });
    return null;
  };
  const operator = OPERATORS.find((known) => known === name);
  switch (operator) {
    case undefined: {
      const nearest = nearestName(name, OPERATORS);
      const hint = nearest === null ? `known: ${OPERATORS.join(', ')}` : `did you mean "${nearest}"?`;
      mistakes.push({ path: at, isOfKey: true, message: `${key} has no operator "${name}"`, hint });
      return null;
    }
    case 'exists':
      if (typeof operand === 'boolean') return { operator, exists: operand };
      return refuse(`exists must be true or false, not ${written(operand)}`);
    case 'is':
    case 'isNot':
      if (isScalar(operand)) return { operator: operator === 'is' ? 'in' : 'notIn', values: [operand] };
      return refuse(`\`${operator}\` needs a text, a number, true, false or null, not ${written(operand)}`);
    case 'in':
    case 'notIn':
      if (Array.isArray(operand) && operand.length > 0 && operand.every(isScalar)) return { operator, values: operand };
      return refuse(`\`${operator}\` needs a list of values, not ${written(operand)}`, `${operator}: [...]`);
    case 'like':
    case 'notLike': {
      const patterns = Array.isArray(operand) ? operand : [operand];
      if (patterns.every((pattern): pattern is string => typeof pattern === 'string' && pattern !== '')) {
        return { operator, patterns };
      }
      return refuse(`\`${operator}\` needs a text with * in it, not ${written(operand)}`);
    }
    default:
      return operator satisfies never;
  }
}

function isScalar(value: Value): value is Scalar {
  return value === null || typeof value !== 'object';
}
