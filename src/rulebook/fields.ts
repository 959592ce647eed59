/** Values of a mapping by their keys: texts, lists of texts, choices. What is wrong with one is noted where it stands. */
import type { Node } from 'yaml';
import { isMap, isScalar, isSeq } from 'yaml';
import type { Entry, Reading } from './document.ts';
import { itemsOf, note, plainOf, said, textOf, unknownName } from './document.ts';

export type Fields = ReadonlyMap<string, Entry>;

export function textAt(reading: Reading, fields: Fields, key: string): string | undefined {
  const entry = fields.get(key);
  return entry && (textOf(reading, entry.value ?? entry.keyNode, key) ?? undefined);
}

/** A text that has to be there; `about` says what it is for. */
export function required(
  reading: Reading,
  node: Node | null,
  fields: Fields,
  key: string,
  about: string,
  what = 'a rule',
): string | null {
  const entry = fields.get(key);
  if (entry) return textOf(reading, entry.value ?? entry.keyNode, key);
  note(reading, node, `${what} needs ${key}: ${about}`);
  return null;
}

/** A text or a list of texts, each with its node; `problem` says what is wrong with one. */
export function namesAt(
  reading: Reading,
  entry: Entry | undefined,
  problem: (text: string) => Problem | null = () => null,
): readonly Written[] | undefined {
  if (!entry) return undefined;
  return nodesOf(reading, entry).flatMap((node) => {
    const what = isSeq(entry.value) ? `each of ${entry.key}` : entry.key;
    if (isScalar(node) && typeof node.value === 'number') {
      note(reading, node, `${what} must be a text, not ${said(node)}`, `put it in quotes: '${node.source}'`);
      return [];
    }
    const text = textOf(reading, node, what);
    const wrong = text === null ? null : problem(text);
    if (wrong) note(reading, node, wrong.message, wrong.hint);
    return text === null ? [] : [{ text, node }];
  });
}

interface Problem {
  readonly message: string;
  readonly hint?: string;
}

/** The items of a list, or what stands there alone. An empty list, or nothing, is a mistake. */
export function nodesOf(reading: Reading, { key, keyNode, value }: Entry): readonly Node[] {
  if (isSeq(value)) {
    if (value.items.length === 0) note(reading, value, `${key} is empty`, 'leave it out, or name something');
    return value.items as Node[];
  }
  if (value !== null && !isMap(value) && !(isScalar(value) && value.value === null)) return [value];
  note(reading, value ?? keyNode, `${key} must be a text or a list of texts, not ${said(value)}`);
  return [];
}

/** A text as it was written, and where. */
export interface Written {
  readonly text: string;
  readonly node: Node;
}

/** A list of texts; `problem` says what is wrong with one. */
export function textsAt(
  reading: Reading,
  fields: Fields,
  key: string,
  problem: (text: string) => string | null = () => null,
): readonly string[] | undefined {
  const entry = fields.get(key);
  if (!entry) return undefined;
  const items = itemsOf(reading, entry.value ?? entry.keyNode, key);
  if (items?.length === 0) note(reading, entry.value, `${key} is empty`, 'leave it out, or name something');
  return items?.flatMap((item) => {
    const text = textOf(reading, item, `each of ${key}`);
    const wrong = text === null ? null : problem(text);
    if (wrong !== null) note(reading, item, wrong);
    return text === null ? [] : [text];
  });
}

export function booleanOf(reading: Reading, { key, keyNode, value }: Entry): boolean {
  const given = plainOf(value);
  if (typeof given !== 'boolean') note(reading, value ?? keyNode, `${key} must be true or false, not ${said(value)}`);
  return given === true;
}

export function choiceOf<T extends string>(
  reading: Reading,
  entry: Entry | undefined,
  choices: readonly T[],
): T | undefined {
  if (!entry) return undefined;
  const given = plainOf(entry.value);
  const choice = choices.find((known) => known === given);
  if (choice === undefined) {
    const message = `${entry.key} must be one of ${choices.join(', ')}, not ${said(entry.value)}`;
    unknownName(reading, entry.value ?? entry.keyNode, String(given), choices, message);
  }
  return choice;
}
