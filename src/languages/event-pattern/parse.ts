/** Parses an event pattern, with positions and plain sentences for what AWS would refuse ("Event pattern syntax", EventBridge User Guide). */
import { plural } from '../../model/words.ts';
import type { Json, JsonObject, Member } from './json.ts';
import { readJson } from './json.ts';
import { lintsOf } from './lint.ts';
import { RESERVED, readAlternative } from './operators.ts';
import { attempt, refuse } from './refusal.ts';
import { settle, uncertain } from './settle.ts';
import type { Branch, Choice, Entry, EventPattern, Field, Lint, Nested, PatternError } from './tree.ts';

export type ParsedEventPattern =
  | { readonly ok: true; readonly pattern: EventPattern; readonly lints: readonly Lint[] }
  | { readonly ok: false; readonly error: PatternError };

const MOST_CHARACTERS = 4096;
const MOST_COMBINATIONS = 1000;

export function parseEventPattern(text: string): ParsedEventPattern {
  const lints: Lint[] = [];
  const read = attempt(() => readPattern(text, lints));
  if (!read.ok) return read;
  const pattern = { ...read.value, entries: settle(read.value.entries) };
  return { ok: true, pattern, lints: [...lints, ...lintsOf(pattern, text)].toSorted((a, b) => a.start - b.start) };
}

function readPattern(text: string, lints: Lint[]): EventPattern {
  if (text.length > MOST_CHARACTERS) {
    refuse(`a pattern has at most ${MOST_CHARACTERS} characters, this one has ${text.length}`, {
      start: MOST_CHARACTERS,
      end: text.length,
    });
  }
  const node = readJson(text);
  if (node.type !== 'object') {
    refuse('expected an object such as {"source": ["aws.s3"]}', node);
  }
  const entries = readEntries(node, null, lints);
  const combinations = combinationsOf(entries);
  if (combinations > MOST_COMBINATIONS) {
    refuse(
      `"$or" may make at most ${MOST_COMBINATIONS} combinations, here it makes ${combinations}`,
      firstChoice(entries) ?? node,
      'several values of one field are alternatives in one list',
    );
  }
  return { entries, start: 0, end: text.length };
}

/** `path` is that of the object, null for the root. */
function readEntries(object: JsonObject, path: string | null, lints: Lint[]): readonly Entry[] {
  const { members } = object;
  if (members.length === 0)
    refuse('an object needs at least one field', object, 'leave the field out, or name a value');
  return members.flatMap((member, index) => {
    const entry = readEntry(member, path, lints);
    const later = members.slice(index + 1).filter(({ key }) => key.text === member.key.text);
    if (later.length === 0) return [entry];
    const isReplaced = member.key.text !== '$or' && [member, ...later].every(({ value }) => value.type === 'list');
    const counts = isReplaced ? 'only the last one counts' : 'whether this one counts is not documented';
    lints.push({
      rule: isReplaced ? 'EB-32' : 'EBQ-1',
      sentence: `${JSON.stringify(member.key.text)} is given more than once in this object: ${counts}`,
      start: member.key.start,
      end: member.key.end,
    });
    return isReplaced ? [] : [uncertain(entry, 'repeated')];
  });
}

function readEntry(member: Member, path: string | null, lints: Lint[]): Entry {
  if (member.key.text !== '$or') return readField(member, path, lints);
  const { value, start, end } = member;
  const read = choiceOf(value);
  if (read.ok) {
    const branches = read.objects.map((object) => readBranch(object, path, lints));
    return { type: 'choice', branches, start, end };
  }
  // Before there was $or it was a field like any other, and to some it still is.
  const asField = attempt(() => readField(member, path, lints));
  if (!asField.ok) refuse(read.problem, value, 'it is written "$or": [{"a": ["x"]}, {"b": ["y"]}]');
  const sentence = `this "$or" may be taken for a field: ${read.problem}`;
  lints.push({ rule: 'EBQ-2', sentence, start, end: member.key.end });
  return uncertain(asField.value, 'or');
}

function readBranch(object: JsonObject, path: string | null, lints: Lint[]): Branch {
  return { entries: readEntries(object, path, lints), start: object.start, end: object.end };
}

/** The objects of a `$or`, or why it is none. */
function choiceOf(value: Json): { ok: true; objects: readonly JsonObject[] } | { ok: false; problem: string } {
  if (value.type !== 'list') return { ok: false, problem: '"$or" takes a list of objects' };
  const objects = value.items.filter((item) => item.type === 'object');
  if (objects.length < value.items.length) return { ok: false, problem: '"$or" takes objects only' };
  if (objects.length < 2) {
    return { ok: false, problem: `"$or" needs at least two objects, found ${plural(objects.length, 'object')}` };
  }
  const reserved = objects.map(reservedName).find((name) => name !== null);
  if (reserved === undefined) return { ok: true, objects };
  return { ok: false, problem: `a field within "$or" cannot be named ${JSON.stringify(reserved)}` };
}

/** A name of a field in an object that fields within `$or` may not have. */
function reservedName(value: Json): string | null {
  const members = value.type === 'object' ? value.members : [];
  for (const { key, value: inner } of members) {
    if (RESERVED.has(key.text)) return key.text;
    const deeper = reservedName(inner);
    if (deeper !== null) return deeper;
  }
  return null;
}

function readField({ key, value, start, end }: Member, path: string | null, lints: Lint[]): Field | Nested {
  if (key.text.split('.').includes('')) {
    refuse(`a name with an empty part, such as ${JSON.stringify(key.text)}, is not understood here`, key);
  }
  const here = path === null ? key.text : `${path}.${key.text}`;
  const span = { start, end };
  if (value.type === 'object') {
    return { type: 'nested', key: key.text, entries: readEntries(value, here, lints), ...span };
  }
  if (value.type !== 'list') {
    const written =
      value.type === 'literal' ? String(value.value) : value.type === 'text' ? JSON.stringify(value.text) : value.text;
    refuse(
      `${JSON.stringify(key.text)} needs a list of values or an object, found ${written}`,
      value,
      `put the value into a list: [${written}]`,
    );
  }
  if (value.items.length === 0) {
    refuse('an empty list of values is refused', value, 'absence is written [{"exists": false}]');
  }
  const alternatives = value.items.map(readAlternative);
  return { type: 'field', key: key.text, path: here, alternatives, ...span };
}

/** How many patterns without `$or` it stands for. */
function combinationsOf(entries: readonly Entry[]): number {
  return entries.reduce((product, entry) => {
    if (entry.type === 'field') return product;
    if (entry.type === 'nested') return product * combinationsOf(entry.entries);
    return product * entry.branches.reduce((sum, { entries: branch }) => sum + combinationsOf(branch), 0);
  }, 1);
}

function firstChoice(entries: readonly Entry[]): Choice | undefined {
  for (const entry of entries) {
    const choice = entry.type === 'choice' ? entry : entry.type === 'nested' ? firstChoice(entry.entries) : undefined;
    if (choice) return choice;
  }
  return undefined;
}
