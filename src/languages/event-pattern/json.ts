/** JSON with the place of every value, and with keys that are given twice (RFC 8259, nothing beyond it). */
import { refuse } from './refusal.ts';
import type { Cursor, JsonPlain, JsonText } from './tokens.ts';
import { comma, found, here, readPlain, readText, skip } from './tokens.ts';
import type { Span } from './tree.ts';

export type Json =
  | JsonObject
  | (Span & { readonly type: 'list'; readonly items: readonly Json[] })
  | JsonText
  | JsonPlain;

export interface JsonObject extends Span {
  readonly type: 'object';
  readonly members: readonly Member[];
}

/** From the opening quote of the key to the end of the value. */
export interface Member extends Span {
  readonly key: JsonText;
  readonly value: Json;
}

/** Deeper than any pattern within AWS's limits could be. */
const DEEPEST = 1000;

/** The whole text as one value; to be called within an attempt. */
export function readJson(text: string): Json {
  const cursor: Cursor = { text, at: 0, depth: 0 };
  const value = readValue(cursor);
  skip(cursor);
  if (cursor.at < text.length) {
    refuse(`expected nothing after the pattern, found ${found(cursor)}`, { start: cursor.at, end: text.length });
  }
  return value;
}

function readValue(cursor: Cursor): Json {
  skip(cursor);
  switch (cursor.text[cursor.at]) {
    case '{':
      return readObject(cursor);
    case '[':
      return readList(cursor);
    case '"':
      return readText(cursor);
    default:
      return readPlain(cursor);
  }
}

function readObject(cursor: Cursor): JsonObject {
  const start = open(cursor);
  const members: Member[] = [];
  for (let isFirst = true; another(cursor, '}', isFirst, start); isFirst = false) {
    if (cursor.text[cursor.at] !== '"') {
      refuse(`expected a key in double quotes, found ${found(cursor)}`, here(cursor), comma(cursor));
    }
    const key = readText(cursor);
    skip(cursor);
    if (cursor.text[cursor.at] !== ':') {
      refuse(`expected a colon after ${JSON.stringify(key.text)}, found ${found(cursor)}`, here(cursor));
    }
    cursor.at++;
    const value = readValue(cursor);
    members.push({ key, value, start: key.start, end: value.end });
  }
  cursor.depth--;
  return { type: 'object', members, start, end: cursor.at };
}

function readList(cursor: Cursor): Json {
  const start = open(cursor);
  const items: Json[] = [];
  for (let isFirst = true; another(cursor, ']', isFirst, start); isFirst = false) items.push(readValue(cursor));
  cursor.depth--;
  return { type: 'list', items, start, end: cursor.at };
}

function open(cursor: Cursor): number {
  const start = cursor.at++;
  if (++cursor.depth > DEEPEST) {
    refuse(`a pattern is at most ${DEEPEST} levels deep`, { start, end: start + 1 });
  }
  return start;
}

/** Whether another item follows; if not, the closing bracket has been taken. */
function another(cursor: Cursor, closing: '}' | ']', isFirst: boolean, opened: number): boolean {
  skip(cursor);
  const next = cursor.text[cursor.at];
  if (next === closing) {
    cursor.at++;
    return false;
  }
  if (next === undefined) {
    const opening = cursor.text[opened];
    refuse(`expected a ${closing} that closes this ${opening}, found the end of the pattern`, {
      start: opened,
      end: opened + 1,
    });
  }
  if (isFirst) return true;
  if (next !== ',') refuse(`expected a comma or ${closing}, found ${found(cursor)}`, here(cursor));
  const separator = { start: cursor.at, end: cursor.at + 1 };
  cursor.at++;
  skip(cursor);
  if (cursor.text[cursor.at] === closing) {
    refuse(`expected another value after the comma, found "${closing}"`, separator, 'leave the last comma out');
  }
  return true;
}
