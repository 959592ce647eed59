/** Reads a filter policy: properties by their path, each with the values that will do, and `$or` between several. SNS took it when it was set. */
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';

/** One of the values has to match. */
export interface Property {
  readonly type: 'property';
  readonly path: readonly string[];
  /** As written: `"x"`, `5` or `{"prefix": "x"}`. */
  readonly values: readonly Value[];
}

/** `"$or": [{...}, {...}]`: all of one branch has to match. */
export interface Choice {
  readonly type: 'choice';
  readonly branches: readonly FilterPolicy[];
}

/** All of it has to match. */
export type FilterPolicy = readonly (Property | Choice)[];

/** Null where it is no policy that is understood here, or gives a property twice. */
export function parseFilterPolicy(text: string): FilterPolicy | null {
  const value = parsed(text);
  if (!isObject(value) || membersIn(value) !== membersWritten(text)) return null;
  return entriesOf(value, []);
}

function parsed(text: string): Value | null {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return null;
  }
}

/** Of a property that is given twice, JSON keeps one, and which of them SNS keeps is not documented. */
function membersIn(value: Value): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value).reduce((sum: number, each: Value) => sum + membersIn(each), 0);
  return Array.isArray(value) ? inner : inner + Object.keys(value).length;
}

function membersWritten(text: string): number {
  return text.replace(/"(?:[^"\\]|\\.)*"/g, '').split(':').length - 1;
}

function entriesOf(object: { readonly [key: string]: Value }, path: readonly string[]): FilterPolicy | null {
  const entries: (Property | Choice)[] = [];
  for (const [key, value] of Object.entries(object)) {
    const found = entryOf(key, value, path);
    if (!found) return null;
    entries.push(...found);
  }
  return entries;
}

function entryOf(key: string, value: Value, path: readonly string[]): FilterPolicy | null {
  const here = [...path, key];
  if (isObject(value)) return entriesOf(value, here);
  if (!Array.isArray(value) || value.length === 0) return null;
  if (key !== '$or') return [{ type: 'property', path: here, values: value }];
  // With fewer branches, or with names of operators in them, it is a property like any other ("OR operator").
  const objects = value.filter(isObject);
  if (objects.length < Math.max(value.length, 2)) return null;
  if (objects.some((each) => Object.keys(each).some((name) => RESERVED.test(name)))) return null;
  const branches = objects.flatMap((each) => [entriesOf(each, path)]);
  const known = branches.filter((branch) => branch !== null);
  return known.length === branches.length ? [{ type: 'choice', branches: known }] : null;
}

/** Names of operators, those there are and those that are kept for later ones. */
const RESERVED = /^([=<>]|[<>]=|[a-z]+(-[a-z]+)+|numeric|prefix|suffix|exists|wildcard|exactly|cidr|regex)$/;
