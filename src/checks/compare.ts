/** The operators of the rule language: one value against one operand, three-valued where the value was not read. */
import { RE2JS } from 're2js';
import type { Test } from '../model/condition.ts';
import { isLike } from '../model/like.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import { written } from '../model/words.ts';

/** What an unset value means: the comparison fails, or the value is larger than any number. */
export type Absent = 'fail' | 'infinite';

/** Whether a known value passes a test. `now` is the time ages are measured from, in milliseconds since 1970. */
export function passes(value: Value, test: Test, absent: Absent, now: number): boolean {
  if (test.operator === 'exists') return (value !== null) === test.operand;
  if (value === null) return absent === 'infinite' && passesInfinite(test);
  return passesSet(value, test, now);
}

/** All of them in words: `at least 1 and at most 5`. What an empty list adds to others is nothing, and is not said. */
export function wantedTogether(tests: readonly Test[]): string {
  const telling = tests.filter(({ operator, written }) => operator !== 'containsAll' || written !== '');
  return (telling.length > 0 ? telling : tests).map(wanted).join(' and ');
}

/** "at least 365", "one of ALL, NONE": what a test asks for. */
export function wanted(test: Test): string {
  switch (test.operator) {
    case 'is':
      return test.written;
    case 'isNot':
      return `anything but ${test.written}`;
    case 'in':
      return `one of ${test.written === '' ? 'an empty list' : test.written}`;
    case 'notIn':
      return `none of ${test.written}`;
    case 'exists':
      return test.operand === true ? 'to be set' : 'not to be set';
    case 'like':
      return test.written === '' ? 'like none of an empty list' : `like ${test.written}`;
    case 'notLike':
      return `not like ${test.written}`;
    case 'regex':
      return `to match ${test.written}`;
    case 'atLeast':
      return `at least ${test.written}`;
    case 'atMost':
      return `at most ${test.written}`;
    case 'moreThan':
      return `more than ${test.written}`;
    case 'lessThan':
      return `less than ${test.written}`;
    case 'within':
      return `within the last ${test.written}`;
    case 'olderThan':
      return `more than ${test.written} ago`;
    case 'contains':
      return `to contain ${test.written}`;
    case 'containsAll':
      return `to contain all of ${test.written === '' ? 'an empty list' : test.written}`;
    case 'only':
      return test.written === '' ? 'an empty list' : `only ${test.written}`;
    case 'size':
      return `a list with a length of ${(test.size ?? []).map(wanted).join(' and ')}`;
    default:
      return test.operator satisfies never;
  }
}

function passesInfinite(test: Test): boolean {
  return ['atLeast', 'moreThan', 'isNot', 'notIn'].includes(test.operator);
}

function passesSet(value: Value, test: Test, now: number): boolean {
  const { operand } = test;
  switch (test.operator) {
    case 'is':
      return same(value, operand);
    case 'isNot':
      return !same(value, operand);
    case 'in':
      return items(operand).some((item) => same(value, item));
    case 'notIn':
      return !items(operand).some((item) => same(value, item));
    case 'like':
      return typeof value === 'string' && patterns(operand).some((pattern) => isLike(value, pattern));
    case 'notLike':
      return typeof value === 'string' && !patterns(operand).some((pattern) => isLike(value, pattern));
    case 'regex':
      return typeof value === 'string' && regex(String(operand)).matcher(value).find();
    case 'atLeast':
      return order(value, operand) >= 0;
    case 'atMost':
      return order(value, operand) <= 0;
    case 'moreThan':
      return order(value, operand) > 0;
    case 'lessThan':
      return order(value, operand) < 0;
    case 'within':
      return age(value, now) <= Number(operand);
    case 'olderThan':
      return age(value, now) > Number(operand);
    case 'contains':
      return contains(value, operand);
    case 'containsAll':
      return items(operand).every((item) => contains(value, item));
    case 'only':
      return Array.isArray(value) && value.every((item) => items(operand).some((allowed) => same(item, allowed)));
    case 'size':
      return Array.isArray(value) && (test.size ?? []).every((inner) => passes(value.length, inner, 'fail', now));
    case 'exists':
      return operand === true;
    default:
      return test.operator satisfies never;
  }
}

/** One pattern, or a list of them. */
function patterns(operand: Value): readonly string[] {
  return (Array.isArray(operand) ? operand : [operand]).map(String);
}

/** Deep equality of JSON values; the order of keys does not matter. */
function same(one: Value, other: Value): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, at) => same(item, other[at] ?? null));
  }
  if (isObject(one) && isObject(other)) {
    const keys = Object.keys(one);
    if (keys.length !== Object.keys(other).length) return false;
    return keys.every((key) => Object.hasOwn(other, key) && same(one[key] ?? null, other[key] ?? null));
  }
  return false;
}

const compiled = new Map<string, RE2JS>();

/** Linear-time regular expressions: rules come from packs as well, and names from accounts that are not ours. */
function regex(source: string): RE2JS {
  let expression = compiled.get(source);
  if (!expression) {
    expression = RE2JS.compile(source);
    compiled.set(source, expression);
  }
  return expression;
}

function items(operand: Value): readonly Value[] {
  return Array.isArray(operand) ? operand : [operand];
}

function contains(value: Value, operand: Value): boolean {
  if (Array.isArray(value)) return value.some((item) => same(item, operand));
  return typeof value === 'string' && typeof operand === 'string' && value.includes(operand);
}

/** Negative, zero or positive; NaN, which passes no comparison, where the two cannot be compared. */
function order(value: Value, operand: Value): number {
  if (typeof value === 'number' && typeof operand === 'number') return value - operand;
  const [one, other] = [time(value), time(operand)];
  return one - other;
}

/** Milliseconds from a time until now; NaN where the value is no time. */
function age(value: Value, now: number): number {
  return now - time(value);
}

function time(value: Value): number {
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

/** "is false, expected true": both sides of a failed test. */
export function bothSides(field: string, value: Value, test: Test): string {
  return `${field} is ${written(value)}, expected ${wanted(test)}`;
}
