/** A statement as a formula of the room under test, and as a plain reading of a record that shares nothing with it. */
import { RE2JS } from 're2js';
import type { Formula, ValueSet } from '../../src/languages/formula/index.ts';
import {
  and,
  atom,
  between,
  complement,
  finding,
  intersect,
  like,
  not,
  ofKind,
  oneOf,
  or,
  someElement,
  union,
} from '../../src/languages/formula/index.ts';
import type { Value } from '../../src/model/value.ts';
import type { KindName, Path, Statement, Test } from './statement.ts';
import { spelled } from './statement.ts';

export function formulaOf(statement: Statement): Formula {
  switch (statement.type) {
    case 'field':
      return atom(statement.path, setOf(statement.test));
    case 'element':
      return someElement(statement.path, formulaOf(statement.of));
    case 'and':
      return and(...statement.of.map(formulaOf));
    case 'or':
      return or(...statement.of.map(formulaOf));
    case 'not':
      return not(formulaOf(statement.of));
    default:
      return statement satisfies never;
  }
}

export function setOf(test: Test): ValueSet {
  switch (test.type) {
    case 'is':
      return oneOf(...test.values);
    case 'kinds':
      return ofKind(...test.kinds);
    case 'order': {
      const isIn = test.sign.endsWith('=');
      return test.sign.startsWith('<')
        ? between({ to: test.than, toIsIn: isIn })
        : between({ from: test.than, fromIsIn: isIn });
    }
    case 'like':
      return like(test.parts, { ignoreCase: test.ignoreCase });
    case 'regex': {
      const source = spelled(test.alternatives);
      const set = finding(source);
      if (!set) throw new Error(`${source} was not read`);
      return set;
    }
    case 'both':
      return intersect(setOf(test.of[0]), setOf(test.of[1]));
    case 'either':
      return union(setOf(test.of[0]), setOf(test.of[1]));
    case 'other':
      return complement(setOf(test.than));
    default:
      return test satisfies never;
  }
}

/** Whether a record is as the statement says. */
export function isSo(statement: Statement, record: Value): boolean {
  switch (statement.type) {
    case 'field':
      return passes(statement.test, found(record, statement.path));
    case 'element': {
      const list = found(record, statement.path);
      return Array.isArray(list) && list.some((element) => isSo(statement.of, element));
    }
    case 'and':
      return statement.of.every((part) => isSo(part, record));
    case 'or':
      return statement.of.some((part) => isSo(part, record));
    case 'not':
      return !isSo(statement.of, record);
    default:
      return statement satisfies never;
  }
}

export function passes(test: Test, value: Value | undefined): boolean {
  switch (test.type) {
    case 'is':
      return test.values.some((wanted) => wanted === value);
    case 'kinds':
      return test.kinds.includes(kindOf(value));
    case 'order': {
      if (typeof value !== 'number') return false;
      const { sign, than } = test;
      const sides = { '<': value < than, '<=': value <= than, '>': value > than, '>=': value >= than };
      return sides[sign];
    }
    case 'like': {
      const source = test.parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*');
      return typeof value === 'string' && new RegExp(`^${source}$`, test.ignoreCase ? 'si' : 's').test(value);
    }
    case 'regex':
      return typeof value === 'string' && compiled(spelled(test.alternatives)).matcher(value).find();
    case 'both':
      return test.of.every((part) => passes(part, value));
    case 'either':
      return test.of.some((part) => passes(part, value));
    case 'other':
      return !passes(test.than, value);
    default:
      return test satisfies never;
  }
}

const expressions = new Map<string, RE2JS>();

function compiled(source: string): RE2JS {
  const expression = expressions.get(source) ?? RE2JS.compile(source);
  expressions.set(source, expression);
  return expression;
}

export function found(record: Value, path: Path): Value | undefined {
  let value: Value | undefined = record;
  for (const step of path) {
    if (value === undefined || value === null || typeof value !== 'object') return undefined;
    if (Array.isArray(value) !== (typeof step === 'number')) return undefined;
    value = new Map<string, Value>(Object.entries(value)).get(String(step));
  }
  return value;
}

export function kindOf(value: Value | undefined): KindName {
  if (value === undefined) return 'absent';
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'string') return 'text';
  return Array.isArray(value) ? 'list' : 'object';
}
