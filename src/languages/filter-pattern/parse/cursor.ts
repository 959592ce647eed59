/** Where the reading of a pattern stands, and how it ends where AWS would refuse the pattern. */
import type { Lint, PatternError } from '../tree.ts';

export interface Cursor {
  readonly text: string;
  at: number;
  readonly lints: Lint[];
  /** Regular expressions and wildcard selectors so far. */
  regexes: number;
  wildcards: number;
}

/** Thrown while a pattern is read: the parser returns it as a value. */
export class Refused extends Error {
  readonly error: PatternError;
  constructor(error: PatternError) {
    super(error.message);
    this.error = error;
  }
}

export function refuse(message: string, start: number, end: number, hint?: string): never {
  throw new Refused({ message, start, end, ...(hint === undefined ? {} : { hint }) });
}

export function skip(cursor: Cursor): void {
  while (/[ \t\r\n]/.test(cursor.text[cursor.at] ?? '')) cursor.at++;
}

/** Whether a sign comes next, after blanks. */
export function peek(cursor: Cursor, sign: string): boolean {
  skip(cursor);
  return cursor.text.startsWith(sign, cursor.at);
}

/** What stands at the cursor, for messages. */
export function found(cursor: Cursor): string {
  const word = cursor.text.slice(cursor.at, ending(cursor));
  if (word === '"') return 'a double quote';
  return word === '' ? 'the end of the pattern' : `"${word}"`;
}

/** End of the word at the cursor. */
export function ending(cursor: Cursor): number {
  const word = /^(\w+|&&|\|\||.)/su.exec(cursor.text.slice(cursor.at))?.[0] ?? '';
  return cursor.at + word.length;
}

/** Blanks, then the end of the pattern. */
export function finish(cursor: Cursor, after: string): void {
  skip(cursor);
  if (cursor.at < cursor.text.length) {
    refuse(`expected nothing after ${after}, found ${found(cursor)}`, cursor.at, cursor.text.length);
  }
}
