/** Which operators a field of a type takes, and their operands compiled. */

import { RE2JS } from 're2js';
import type { Node } from 'yaml';
import { isMap, isSeq } from 'yaml';
import type { Field, FieldType } from '../kinds/kind.ts';
import type { Operator, Test } from '../model/condition.ts';
import { OPERATORS } from '../model/condition.ts';
import { parseDuration } from '../model/duration.ts';
import type { Parameter } from '../model/rule.ts';
import type { Value } from '../model/value.ts';
import { written } from '../model/words.ts';
import type { Reading } from './document.ts';
import { entriesOf, note, plainOf, positionOf, said, unknownName } from './document.ts';

const EQUAL: readonly Operator[] = ['is', 'isNot', 'in', 'notIn', 'exists'];
const ORDER: readonly Operator[] = ['atLeast', 'atMost', 'moreThan', 'lessThan'];

/** Operators by field type. */
export const OPERATORS_OF: Readonly<Record<FieldType, readonly Operator[]>> = {
  boolean: ['is', 'isNot', 'exists'],
  string: [...EQUAL, 'like', 'notLike', 'regex', 'contains'],
  integer: [...EQUAL, ...ORDER],
  number: [...EQUAL, ...ORDER],
  time: ['exists', 'within', 'olderThan', ...ORDER],
  list: ['exists', 'contains', 'containsAll', 'only', 'size'],
  object: ['exists'],
};

const SAID: Readonly<Record<FieldType, string>> = {
  boolean: 'true or false',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  time: 'a time',
  list: 'a list',
  object: 'an object',
};

export type Params = Readonly<Record<string, Parameter>>;

export interface FieldTests {
  readonly tests: readonly Test[];
  readonly absent?: 'pass' | 'fail' | 'unknown';
}

/** The tests of one field: a literal, a `$param`, or operators. Null, with mistakes noted, where they cannot be used. `besides`: other keys that may stand there. */
export function compileTests(
  reading: Reading,
  name: string,
  field: Field,
  node: Node | null,
  params: Params,
  besides: readonly string[] = ['absent'],
): FieldTests | null {
  if (isSeq(node)) {
    note(
      reading,
      node,
      `${name} is compared with a list`,
      field.type === 'list' ? 'all of them: { containsAll: [...] }' : 'one of them: { in: [...] }',
    );
    return null;
  }
  if (!isMap(node)) {
    if (field.type === 'list' || field.type === 'object' || field.type === 'time') {
      const operators = OPERATORS_OF[field.type].join(', ');
      note(
        reading,
        node,
        `${name} is ${SAID[field.type]} and needs an operator, not ${said(node)}`,
        `operators: ${operators}`,
      );
      return null;
    }
    const test = compileTest(reading, name, field, 'is', node, params);
    return test && { tests: [test] };
  }
  return compileOperators(reading, name, field, node, params, besides);
}

/** Tests of a number that there always is: how many, how long. */
export function compileNumber(
  reading: Reading,
  name: string,
  node: Node | null,
  params: Params,
  besides: readonly string[] = [],
): readonly Test[] | null {
  const compiled = compileTests(reading, name, { type: 'integer', about: name, read: '' }, node, params, besides);
  if (!compiled) return null;
  if (compiled.absent === undefined && !compiled.tests.some(({ operator }) => operator === 'exists'))
    return compiled.tests;
  const operators = OPERATORS_OF.integer.filter((operator) => operator !== 'exists').join(', ');
  note(
    reading,
    node,
    `${name} is always there, so exists and absent cannot be asked of it`,
    `use one of: ${operators}`,
  );
  return null;
}

function compileOperators(
  reading: Reading,
  name: string,
  field: Field,
  node: Node,
  params: Params,
  besides: readonly string[],
): FieldTests | null {
  const entries = entriesOf(reading, node, name) ?? [];
  const tests: Test[] = [];
  let absent: FieldTests['absent'];
  for (const { key, keyNode, value } of entries) {
    if (key === 'absent') {
      const meaning = plainOf(value);
      if (meaning === 'pass' || meaning === 'fail' || meaning === 'unknown') absent = meaning;
      else note(reading, value, `absent must be pass, fail or unknown, not ${said(value)}`);
      continue;
    }
    const operator = OPERATORS.find((known) => known === key);
    if (!operator) {
      unknownName(reading, keyNode, key, [...OPERATORS_OF[field.type], ...besides], `${name} has no operator "${key}"`);
      continue;
    }
    if (!OPERATORS_OF[field.type].includes(operator)) {
      const operators = OPERATORS_OF[field.type].join(', ');
      note(
        reading,
        keyNode,
        `\`${operator}\` cannot be asked of ${name}, which is ${SAID[field.type]}`,
        `use one of: ${operators}`,
      );
      continue;
    }
    const test = compileTest(reading, name, field, operator, value, params);
    if (test) tests.push(test);
  }
  if (entries.length === 0) note(reading, node, `${name} asks for nothing`, 'give a value or an operator');
  return tests.length === 0 ? null : { tests, ...(absent === undefined ? {} : { absent }) };
}

function compileTest(
  reading: Reading,
  name: string,
  field: Field,
  operator: Operator,
  node: Node | null,
  params: Params,
): Test | null {
  const at = positionOf(reading, node);
  if (operator === 'size') {
    const size = compileNumber(reading, `size of ${name}`, node, params);
    return size && { operator, operand: null, written: 'size', at, size };
  }
  const given = resolve(reading, node, params);
  if (given === undefined) return null;
  const problem = misfit(name, field, operator, given);
  if (problem !== null) {
    noteOfValue(reading, node, problem.message, problem.hint);
    return null;
  }
  const isAge = operator === 'within' || operator === 'olderThan';
  const operand = isAge ? (parseDuration(given) ?? 0) : given;
  return { operator, operand, written: isAge ? String(given) : spelled(given), at };
}

/** What is wrong with the value of a parameter is wrong where somebody set it. */
export function noteOfValue(reading: Reading, node: Node | null | undefined, message: string, hint?: string): void {
  const value = plainOf(node ?? null);
  const set = typeof value === 'string' && value.startsWith('$') ? reading.elsewhere?.get(value.slice(1)) : undefined;
  note(set?.reading ?? reading, set?.node ?? node, message, hint);
}

function spelled(value: Value): string {
  return Array.isArray(value) ? value.map((item) => written(item)).join(', ') : written(value);
}

/** The operand, with `$param` replaced; undefined, with a mistake noted, where the parameter does not exist. */
export function resolve(reading: Reading, node: Node | null, params: Params): Value | undefined {
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => {
      return [String(key), resolve(reading, value as Node | null, params)] as const;
    });
    return entries.some(([, value]) => value === undefined) ? undefined : (Object.fromEntries(entries) as Value);
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => resolve(reading, item as Node | null, params));
    return items.includes(undefined) ? undefined : (items as Value[]);
  }
  const value = plainOf(node);
  if (typeof value !== 'string' || !value.startsWith('$')) return value;
  const name = value.slice(1);
  const parameter = Object.hasOwn(params, name) ? params[name] : undefined;
  if (parameter) return parameter.value;
  unknownName(reading, node, name, Object.keys(params), `there is no parameter "${name}" in this rule`);
  return undefined;
}

interface Misfit {
  readonly message: string;
  readonly hint?: string;
}

/** Why an operand does not fit its field; null where it does. */
function misfit(name: string, field: Field, operator: Operator, value: Value): Misfit | null {
  switch (operator) {
    case 'exists':
      return typeof value === 'boolean' ? null : { message: `exists must be true or false, not ${written(value)}` };
    case 'within':
    case 'olderThan':
      if (parseDuration(value) !== null) return null;
      return {
        message: `\`${operator}\` needs a duration, not ${written(value)}`,
        hint: 'for example 24h, 90m, 30d or 2w',
      };
    case 'in':
    case 'notIn':
    case 'containsAll':
    case 'only':
      if (!Array.isArray(value))
        return { message: `\`${operator}\` needs a list, not ${written(value)}`, hint: `${operator}: [...]` };
      if (field.type === 'list') return null;
      return value.map((item) => misfitOf(name, field, item)).find((problem) => problem !== null) ?? null;
    case 'contains':
      return null;
    case 'like':
    case 'notLike':
    case 'regex':
      // One of several patterns, or none of them.
      if (operator !== 'regex' && Array.isArray(value) && value.every((each) => typeof each === 'string')) return null;
      return typeof value === 'string'
        ? regexProblem(operator, value)
        : { message: `\`${operator}\` needs a text, not ${written(value)}` };
    default:
      return misfitOf(name, field, value);
  }
}

function regexProblem(operator: Operator, source: string): Misfit | null {
  if (operator !== 'regex') return null;
  try {
    RE2JS.compile(source);
    return null;
  } catch (error) {
    if (/\(\?<?[=!]|\\[1-9]/.test(source)) {
      return { message: 'regular expressions have no look-around and no back-references', hint: 'RE2 syntax' };
    }
    const why = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : '';
    return { message: `the regular expression cannot be read: ${why}`, hint: 'RE2 syntax' };
  }
}

function misfitOf(name: string, field: Field, value: Value): Misfit | null {
  const wanted: Readonly<Record<FieldType, boolean>> = {
    boolean: typeof value === 'boolean',
    string: typeof value === 'string',
    integer: Number.isInteger(value),
    number: Number.isFinite(value),
    time: typeof value === 'string' && !Number.isNaN(Date.parse(value)),
    list: true,
    object: true,
  };
  if (!wanted[field.type]) return { message: `${name} is ${SAID[field.type]}, and is compared with ${written(value)}` };
  if (field.values && !field.values.includes(String(value))) {
    return { message: `${name} is never ${written(value)}`, hint: `it is one of ${field.values.join(', ')}` };
  }
  return null;
}
