/** The condition language compiled: every key is a field, a relation, a connective, a definition or a check word, or a mistake. */
import type { Node } from 'yaml';
import { isMap } from 'yaml';
import type { Kind, Relation } from '../kinds/kind.ts';
import type { Condition } from '../model/condition.ts';
import type { CheckWord, Expressions } from '../model/outcome.ts';
import type { EventClass } from '../model/rule.ts';
import { nearestName } from '../model/suggest.ts';
import type { Definition } from './definitions.ts';
import type { Entry, Reading } from './document.ts';
import {
  entriesOf,
  itemsOf,
  note,
  noteAt,
  plainOf,
  positionInText,
  positionOf,
  said,
  textOf,
  unknownName,
} from './document.ts';
import type { Params } from './operators.ts';
import { compileNumber, compileTests, noteOfValue, resolve } from './operators.ts';

/** What conditions can speak of, and what compiling one finds out. */
export interface Compiling {
  readonly reading: Reading;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly words: ReadonlyMap<string, CheckWord>;
  readonly events: ReadonlyMap<string, EventClass>;
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly params: Params;
  /** The language of `cel`; absent where no file was seen to use it. */
  readonly expressions?: Expressions | undefined;
  /** From the subject's kind to the resource the condition is on: `account.trails`. */
  readonly path: string;
  /** Paths of fields and relations met on the way. */
  readonly fields: Set<string>;
  readonly relations: Set<string>;
  /** Definitions being unfolded, outermost first. */
  readonly unfolding: readonly string[];
}

const CONNECTIVES = ['all', 'any', 'not', 'use', 'cel'] as const;
const QUANTIFIERS = ['some', 'every', 'none'] as const;

/** Null, with mistakes noted, where the condition cannot be used. `besides`: what may be asked here of which the caller has taken its part out. */
export function compileCondition(
  compiling: Compiling,
  kind: Kind,
  node: Node | null,
  besides: readonly string[] = [],
): Condition | null {
  const { reading } = compiling;
  const entries = entriesOf(reading, node, `a condition on ${kind.name}`);
  if (!entries) return null;
  const at = positionOf(reading, node);
  if (entries.length === 0) return { type: 'all', of: [], at };
  const parts = entries.map((entry) => compileEntry(compiling, kind, entry, besides));
  return parts.every((part) => part !== null) ? joined('all', parts as Condition[], at) : null;
}

function joined(type: 'all' | 'any', of: readonly Condition[], at: Condition['at']): Condition {
  const [only] = of;
  return of.length === 1 && only ? only : { type, of, at };
}

function compileEntry(compiling: Compiling, kind: Kind, entry: Entry, besides: readonly string[]): Condition | null {
  const { key, keyNode, value } = entry;
  const { reading } = compiling;
  const at = positionOf(reading, keyNode);
  if (key === 'all' || key === 'any') {
    const items = itemsOf(reading, value, key);
    const parts = items?.map((item) => compileCondition(compiling, kind, item));
    if (items?.length === 0) note(reading, value, `${key} needs at least one condition`);
    return parts && parts.length > 0 && parts.every((part) => part !== null)
      ? { type: key, of: parts as Condition[], at }
      : null;
  }
  if (key === 'not') {
    const inner = compileCondition(compiling, kind, value);
    return inner && { type: 'not', of: inner, at };
  }
  if (key === 'use') return compileUse(compiling, kind, value);
  if (key === 'cel') return compileExpression(compiling, kind, entry);
  const word = compiling.words.get(key);
  if (word) return compileWord(compiling, kind, word, entry);
  const relation = Object.hasOwn(kind.relations, key) ? kind.relations[key] : undefined;
  if (relation) return compileRelation(compiling, kind, key, relation, entry);
  const field = Object.hasOwn(kind.fields, key) ? kind.fields[key] : undefined;
  if (field) {
    compiling.fields.add(`${compiling.path}.${key}`);
    const tests = compileTests(reading, key, field, value, compiling.params);
    return tests && { type: 'field', field: key, ...tests, at };
  }
  const known = [
    ...besides,
    ...Object.keys(kind.fields),
    ...Object.keys(kind.relations),
    ...CONNECTIVES,
    ...wordsOf(compiling, kind),
  ];
  unknownName(reading, keyNode, key, known, `${kind.name} has no field, relation or check word "${key}"`);
  return null;
}

function wordsOf(compiling: Compiling, kind: Kind): readonly string[] {
  return [...compiling.words.values()].filter((word) => word.kinds.includes(kind.name)).map(({ word }) => word);
}

function compileUse(compiling: Compiling, kind: Kind, node: Node | null): Condition | null {
  const { reading, definitions, unfolding } = compiling;
  const name = plainOf(node);
  if (typeof name !== 'string') {
    note(reading, node, `use must name a definition, not ${said(node)}`);
    return null;
  }
  const definition = definitions.get(name);
  if (!definition) {
    unknownName(reading, node, name, definitions.keys(), `there is no definition "${name}"`);
    return null;
  }
  if (unfolding.includes(name)) {
    note(reading, node, `definitions use each other in a circle: ${[...unfolding, name].join(' -> ')}`);
    return null;
  }
  const { shared } = definition;
  const inner = { ...compiling, unfolding: [...unfolding, name] };
  if (!shared) return compileCondition(inner, kind, definition.node);
  if (shared.kind !== kind.name) {
    const message = `the definition "${name}" is about ${shared.kind}, and is used of ${kind.name}`;
    note(reading, node, message, `it stands in ${shared.reading.file}`);
    return null;
  }
  return compileCondition({ ...inner, reading: shared.reading, params: {} }, kind, definition.node);
}

function compileExpression(compiling: Compiling, kind: Kind, { keyNode, value }: Entry): Condition | null {
  const { reading, expressions } = compiling;
  if (!expressions) throw new Error('cel is used, and its language was not loaded: see expressionsFor');
  const text = textOf(reading, value ?? keyNode, 'cel');
  if (text === null) return null;
  const expression = expressions.compile(text, kind.fields);
  if ('text' in expression) {
    for (const field of expression.fields) compiling.fields.add(`${compiling.path}.${field}`);
    return { type: 'cel', expression, at: positionOf(reading, keyNode) };
  }
  for (const { message, start, end, hint } of expression) {
    noteAt(reading, positionInText(reading, value ?? keyNode, text, start, end), message, hint);
  }
  return null;
}

function compileWord(compiling: Compiling, kind: Kind, word: CheckWord, { keyNode, value }: Entry): Condition | null {
  const { reading } = compiling;
  if (!word.kinds.includes(kind.name)) {
    note(reading, keyNode, `${word.word} cannot be asked of ${kind.name}`, `it is asked of ${word.kinds.join(', ')}`);
    return null;
  }
  const input = resolve(reading, value, compiling.params);
  if (input === undefined) return null;
  const mistakes = word.mistakes(input, compiling.events, kind);
  for (const { path, message, hint } of mistakes) {
    const inner =
      isMap(value) || path.length > 0
        ? (value as { getIn?(path: readonly (string | number)[], keep: true): unknown })
        : null;
    const spot = path.length > 0 ? (inner?.getIn?.(path, true) as Node | undefined) : undefined;
    noteOfValue(reading, spot ?? value ?? keyNode, message, hint);
  }
  if (mistakes.length > 0) return null;
  const needs = word.needs(input, kind.name);
  for (const field of needs.fields) compiling.fields.add(`${compiling.path}.${field}`);
  for (const relation of needs.relations) compiling.relations.add(`${compiling.path}.${relation}`);
  return { type: 'word', word: word.word, input, at: positionOf(reading, keyNode) };
}

function compileRelation(
  compiling: Compiling,
  kind: Kind,
  name: string,
  relation: Relation,
  entry: Entry,
): Condition | null {
  const target = compiling.kinds.get(relation.kind);
  if (!target) throw new Error(`relation ${kind.name}.${name} leads to the unknown kind ${relation.kind}`);
  const path = `${compiling.path}.${name}`;
  compiling.relations.add(path);
  for (const field of relation.by) compiling.fields.add(`${compiling.path}.${field}`);
  const onTarget = { ...compiling, path };
  return relation.many ? compileMany(onTarget, target, name, entry) : compileOne(onTarget, target, name, entry);
}

function compileOne(compiling: Compiling, target: Kind, relation: string, { keyNode, value }: Entry): Condition | null {
  const { reading } = compiling;
  const at = positionOf(reading, keyNode);
  if (!isMap(value)) {
    note(
      reading,
      value ?? keyNode,
      `${relation} is a ${target.name} and needs a condition on it, not ${said(value)}`,
      `${relation}: { exists: true }`,
    );
    return null;
  }
  const existence = value.get('exists', true) as Node | undefined;
  const parts: (Condition | null)[] = [];
  if (existence !== undefined) {
    const exists = plainOf(existence);
    if (typeof exists === 'boolean') parts.push({ type: 'exists', relation, exists, at });
    else note(reading, existence, `exists must be true or false, not ${said(existence)}`);
  }
  const rest = value.clone() as typeof value;
  rest.items = value.items.filter((pair) => String(pair.key) !== 'exists');
  if (rest.items.length > 0 || existence === undefined) {
    const inner = compileCondition(compiling, target, rest, ['exists']);
    parts.push(inner && { type: 'target', relation, of: inner, at });
  }
  return parts.length > 0 && parts.every((part) => part !== null) ? joined('all', parts as Condition[], at) : null;
}

function compileMany(
  compiling: Compiling,
  target: Kind,
  relation: string,
  { keyNode, value }: Entry,
): Condition | null {
  const { reading } = compiling;
  const at = positionOf(reading, keyNode);
  const example = `${relation}: { some: { ... } }`;
  if (!isMap(value)) {
    note(
      reading,
      value ?? keyNode,
      `${relation} is a list of ${target.name} and needs some, every, none or count, not ${said(value)}`,
      example,
    );
    return null;
  }
  const entries = entriesOf(reading, value, relation) ?? [];
  if (entries.length === 0) note(reading, value, `${relation} needs some, every, none or count`, example);
  const parts = entries.map((inner): Condition | null => {
    const quantifier = QUANTIFIERS.find((known) => known === inner.key);
    if (quantifier) {
      const of = compileCondition(compiling, target, inner.value);
      return of && { type: 'quantified', relation, quantifier, of, at: positionOf(reading, inner.keyNode) };
    }
    if (inner.key === 'count') return compileCount(compiling, target, relation, inner);
    const hint = hintForMany(relation, target, inner.key);
    note(reading, inner.keyNode, `${relation} is a list of ${target.name} and has no "${inner.key}" of its own`, hint);
    return null;
  });
  return parts.length > 0 && parts.every((part) => part !== null) ? joined('all', parts as Condition[], at) : null;
}

function hintForMany(relation: string, target: Kind, key: string): string {
  if (key === 'exists') return `${relation}: { count: { atLeast: 1 } }`;
  if (Object.hasOwn(target.fields, key)) return `${relation}: { some: { ${key}: ... } }`;
  const nearest = nearestName(key, [...QUANTIFIERS, 'count']);
  return nearest === null ? 'it takes some, every, none or count' : `did you mean "${nearest}"?`;
}

/** `count: { atLeast: 2, where: { ... } }`: how many meet the condition (all, where there is none). */
function compileCount(
  compiling: Compiling,
  target: Kind,
  relation: string,
  { keyNode, value }: Entry,
): Condition | null {
  const { reading, params } = compiling;
  const at = positionOf(reading, keyNode);
  const every: Condition = { type: 'all', of: [], at };
  if (!isMap(value)) {
    const tests = compileNumber(reading, 'count', value, params);
    return tests && { type: 'count', relation, of: every, tests, at };
  }
  const where = (value.get('where', true) as Node | undefined) ?? null;
  const numbers = value.clone() as typeof value;
  numbers.items = value.items.filter((pair) => String(pair.key) !== 'where');
  const tests = compileNumber(reading, 'count', numbers, params, ['where']);
  const of = where === null ? every : compileCondition(compiling, target, where);
  return tests && of && { type: 'count', relation, of, tests, at };
}
