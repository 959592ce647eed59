/** The words of JSON: texts, numbers and literals, and what is said of others found in their place. */
import { refuse } from './refusal.ts';
import type { Numeral, Span } from './tree.ts';

export interface Cursor {
  readonly text: string;
  at: number;
  depth: number;
}

export interface JsonText extends Span {
  readonly type: 'text';
  readonly text: string;
}

export type JsonPlain =
  | (Span & Numeral & { readonly type: 'number' })
  | (Span & { readonly type: 'literal'; readonly value: boolean | null });

const BLANKS = /[ \t\r\n]*/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

export function readText(cursor: Cursor): JsonText {
  const start = cursor.at++;
  let text = '';
  for (;;) {
    const from = cursor.at;
    while (isPlain(cursor.text.charCodeAt(cursor.at))) cursor.at++;
    text += cursor.text.slice(from, cursor.at);
    const next = cursor.text[cursor.at];
    if (next === '"') break;
    if (next === undefined) refuse('expected a closing quote', { start, end: cursor.text.length });
    if (next === '\\') text += readEscape(cursor);
    else {
      const code = `\\u${next.charCodeAt(0).toString(16).padStart(4, '0')}`;
      refuse('a text cannot hold line breaks and other control characters', here(cursor, 1), `write it as ${code}`);
    }
  }
  const end = ++cursor.at;
  if (/\p{Surrogate}/u.test(text)) refuse('a text cannot hold one half of a character', { start, end });
  return { type: 'text', text, start, end };
}

/** No quote, backslash or control character, nor the end (NaN). */
function isPlain(code: number): boolean {
  return code >= 32 && code !== 34 && code !== 92;
}

function readEscape(cursor: Cursor): string {
  const code = /^\\u([0-9A-Fa-f]{4})/.exec(cursor.text.slice(cursor.at, cursor.at + 6))?.[1];
  if (code !== undefined) {
    cursor.at += 6;
    return String.fromCharCode(Number.parseInt(code, 16));
  }
  const written = cursor.text[cursor.at + 1] ?? '';
  const span = here(cursor, Math.min(2, cursor.text.length - cursor.at));
  if (written === 'u') refuse('\\u needs four hexadecimal digits', span);
  if (!Object.hasOwn(ESCAPES, written))
    refuse(`\\${written} is no escape in JSON`, span, 'a backslash is written \\\\');
  cursor.at += 2;
  return ESCAPES[written] ?? '';
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERALS: readonly (readonly [string, boolean | null])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

export function readPlain(cursor: Cursor): JsonPlain {
  const start = cursor.at;
  const word = cursor.text.slice(start, wordEnd(cursor));
  const literal = LITERALS.find(([name]) => name === word);
  if (literal) {
    cursor.at += word.length;
    return { type: 'literal', value: literal[1], start, end: cursor.at };
  }
  const text = take(cursor, NUMBER);
  if (text !== '') return { type: 'number', text, value: Number(text), start, end: cursor.at };
  const hint = /^['A-Za-z_]/.test(word) ? 'texts stand in double quotes' : comma(cursor);
  return refuse(`expected a value, found ${found(cursor)}`, here(cursor), hint);
}

function take(cursor: Cursor, expression: RegExp): string {
  expression.lastIndex = cursor.at;
  const text = expression.exec(cursor.text)?.[0] ?? '';
  cursor.at += text.length;
  return text;
}

export function skip(cursor: Cursor): void {
  take(cursor, BLANKS);
}

/** The word at the cursor, or so many characters. */
export function here(cursor: Cursor, length?: number): Span {
  return { start: cursor.at, end: length === undefined ? wordEnd(cursor) : cursor.at + length };
}

export function found(cursor: Cursor): string {
  const word = cursor.text.slice(cursor.at, wordEnd(cursor));
  if (word === '') return 'the end of the pattern';
  return word.length > 40 ? `"${word.slice(0, 37)}..."` : `"${word}"`;
}

function wordEnd(cursor: Cursor): number {
  const word = /[\w.+-]+|./suy;
  word.lastIndex = cursor.at;
  return cursor.at + (word.exec(cursor.text)?.[0].length ?? 0);
}

export function comma(cursor: Cursor): string | undefined {
  return cursor.text[cursor.at] === ',' ? 'one comma stands between two values' : undefined;
}
