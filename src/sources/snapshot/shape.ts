/** What each line of a snapshot must look like: a line of another shape is refused, so that nothing is judged by half. */

import { kinds } from '../../kinds/index.ts';
import type { Field } from '../../kinds/kind.ts';
import { GAP_REASONS } from '../../model/resource.ts';
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import type { Part } from './lines.ts';

type Item = { readonly [key: string]: Value };

/** What is wrong, without subject: "has no account"; null where nothing is. */
export function problemOf(part: Part, item: unknown): string | null {
  return isObject(item) ? CHECKS[part](item) : 'is no object';
}

export function headerProblem(header: Item): string | null {
  const { tool, takenAt, scope } = header;
  if (!isObject(tool)) return 'names no tool';
  if (typeof takenAt !== 'string' || Number.isNaN(Date.parse(takenAt))) return 'does not say when it was taken';
  if (!isObject(scope)) return 'has no scope';
  return (
    texts(tool, ['name', 'version']) ??
    texts(scope, ['partition', 'by']) ??
    lists(scope, ['accounts', ...(scope['regions'] === null ? [] : ['regions'])]) ??
    (scope['caller'] === null ? null : texts(scope, ['caller']))
  );
}

const CHECKS: Readonly<Record<Part, (item: Item) => string | null>> = {
  resource: (item) =>
    texts(item, ['kind', 'id', 'name', 'account', 'region']) ??
    objects(item, ['fields', 'origins']) ??
    ofTexts(item, 'unread') ??
    fieldsProblem(item),
  gap(item) {
    const isKnown = GAP_REASONS.some((reason) => reason === item['reason']);
    return (
      texts(item, ['id', 'call', 'action', 'account', 'region', 'message']) ??
      (isKnown ? null : 'has no reason that is known')
    );
  },
  coverage: (item) =>
    texts(item, ['kind', 'account']) ?? lists(item, ['regions', ...(item['within'] === undefined ? [] : ['within'])]),
  hole: (item) =>
    texts(item, ['kind', 'account', 'region', 'gap', ...(item['within'] === undefined ? [] : ['within'])]),
};

function texts(item: Item, keys: readonly string[]): string | null {
  const missing = keys.find((key) => typeof item[key] !== 'string');
  return missing === undefined ? null : `has no ${missing}`;
}

function lists(item: Item, keys: readonly string[]): string | null {
  const missing = keys.find((key) => !isTexts(item[key]));
  return missing === undefined ? null : `has no list of ${missing}`;
}

function isTexts(value: Value | undefined): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function objects(item: Item, keys: readonly string[]): string | null {
  const missing = keys.find((key) => !isObject(item[key]));
  return missing === undefined ? null : `has no ${missing}`;
}

function ofTexts(item: Item, key: string): string | null {
  const value = item[key];
  if (value === undefined) return null;
  return isObject(value) && isTexts(Object.values(value)) ? null : `has ${key} that are no texts`;
}

/** Fields of a kind that is known must have their type, or be known to be unset. */
function fieldsProblem({ kind, fields }: Item): string | null {
  const known = kinds.get(String(kind))?.fields ?? {};
  for (const [name, value] of Object.entries(isObject(fields) ? fields : {})) {
    const field = Object.hasOwn(known, name) ? known[name] : undefined;
    if (field && value !== null && !isOf(field, value)) return `has a ${name} that is no ${field.type}`;
  }
  return null;
}

function isOf({ type }: Field, value: Value): boolean {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
    case 'number':
      return typeof value === 'number';
    case 'string':
    case 'time':
      return typeof value === 'string';
    case 'list':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    default:
      return type satisfies never;
  }
}
