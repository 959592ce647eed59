/** Parses a metric-math expression, with positions and plain sentences ("Using math expressions with CloudWatch metrics"). */
import type { Expression, ExpressionError, Operator } from './tree.ts';

export type Parsed =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly error: ExpressionError };

/** PutMetricAlarm takes 2048 characters. */
const MOST_CHARACTERS = 2048;
const DEEPEST = 100;

/** Loosest first; operators of one row are taken from left to right. */
const ROWS: readonly (readonly (readonly [sign: RegExp, operator: Operator | null])[])[] = [
  [
    [/^\|\|/, 'OR'],
    [/^OR\b/, 'OR'],
  ],
  [
    [/^&&/, 'AND'],
    [/^AND\b/, 'AND'],
  ],
  [[/^(==|!=|<=|>=|<|>)/, null]],
  [[/^[+-]/, null]],
  [[/^[*/]/, null]],
  [[/^\^/, null]],
];

/** Thrown inside this file only: the public face returns it as a value. */
class Refused extends Error {
  readonly error: ExpressionError;
  constructor(error: ExpressionError) {
    super(error.message);
    this.error = error;
  }
}

interface Cursor {
  readonly text: string;
  at: number;
  depth: number;
}

export function parseExpression(text: string): Parsed {
  const cursor: Cursor = { text, at: 0, depth: 0 };
  try {
    if (text.length > MOST_CHARACTERS) {
      const message = `an expression has at most ${MOST_CHARACTERS} characters, this one has ${text.length}`;
      refuse(message, MOST_CHARACTERS, text.length);
    }
    const expression = row(cursor, 0);
    skip(cursor);
    if (cursor.at < text.length) {
      refuse(`expected an operator or the end, found ${found(cursor)}`, cursor.at, text.length);
    }
    return { ok: true, expression };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.error };
    throw error;
  }
}

function refuse(message: string, start: number, end: number): never {
  throw new Refused({ message, start, end });
}

function row(cursor: Cursor, index: number): Expression {
  const signs = ROWS[index];
  if (!signs) return unary(cursor);
  let left = row(cursor, index + 1);
  for (let operator = sign(cursor, signs); operator !== null; operator = sign(cursor, signs)) {
    const right = row(cursor, index + 1);
    left = { type: 'binary', operator, left, right, start: left.start, end: right.end };
  }
  return left;
}

/** Moves past the operator ahead; null where there is none of the row. */
function sign(cursor: Cursor, signs: (typeof ROWS)[number]): Operator | null {
  skip(cursor);
  const rest = cursor.text.slice(cursor.at);
  for (const [pattern, operator] of signs) {
    const written = pattern.exec(rest)?.[0];
    if (written === undefined) continue;
    cursor.at += written.length;
    return operator ?? (written as Operator);
  }
  return null;
}

function unary(cursor: Cursor): Expression {
  skip(cursor);
  const start = cursor.at;
  if (cursor.text[start] !== '-') return primary(cursor, start);
  cursor.at++;
  const of = deeper(cursor, () => unary(cursor));
  return { type: 'minus', of, start, end: of.end };
}

function primary(cursor: Cursor, start: number): Expression {
  const rest = cursor.text.slice(start);
  const [number] = /^(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?/.exec(rest) ?? [];
  if (number !== undefined) {
    cursor.at += number.length;
    return { type: 'number', value: Number(number), start, end: cursor.at };
  }
  const [text] = /^('[^']*'|"[^"]*")/.exec(rest) ?? [];
  if (text !== undefined) {
    cursor.at += text.length;
    return { type: 'text', text: text.slice(1, -1), start, end: cursor.at };
  }
  if (rest.startsWith('[')) return { type: 'list', of: parts(cursor, '[', ']'), start, end: cursor.at };
  if (rest.startsWith('(')) {
    cursor.at++;
    const inner = deeper(cursor, () => row(cursor, 0));
    close(cursor, ')', start);
    return inner;
  }
  const [name] = /^[A-Za-z_]\w*/.exec(rest) ?? [];
  if (name === undefined) {
    refuse(`expected a metric, a number, a function or (, found ${found(cursor)}`, start, start + 1);
  }
  cursor.at += name.length;
  skip(cursor);
  if (cursor.text[cursor.at] !== '(') return { type: 'name', name, start, end: start + name.length };
  return { type: 'call', name, of: parts(cursor, '(', ')'), start, end: cursor.at };
}

/** What stands between two brackets, with commas between. */
function parts(cursor: Cursor, open: string, end: string): readonly Expression[] {
  const start = cursor.at;
  cursor.at += open.length;
  skip(cursor);
  const of: Expression[] = [];
  if (cursor.text[cursor.at] !== end) {
    of.push(deeper(cursor, () => row(cursor, 0)));
    for (skip(cursor); cursor.text[cursor.at] === ','; skip(cursor)) {
      cursor.at++;
      of.push(deeper(cursor, () => row(cursor, 0)));
    }
  }
  close(cursor, end, start);
  return of;
}

function deeper(cursor: Cursor, inner: () => Expression): Expression {
  if (++cursor.depth > DEEPEST) refuse('the expression is nested too deep', cursor.at, cursor.text.length);
  const expression = inner();
  cursor.depth--;
  return expression;
}

function close(cursor: Cursor, end: string, start: number): void {
  skip(cursor);
  if (cursor.text[cursor.at] !== end) {
    refuse(`expected a ${end} that closes this ${cursor.text[start]}, found ${found(cursor)}`, start, start + 1);
  }
  cursor.at++;
}

function skip(cursor: Cursor): void {
  while (/\s/.test(cursor.text[cursor.at] ?? '')) cursor.at++;
}

function found({ text, at }: Pick<Cursor, 'text' | 'at'>): string {
  const rest = text.slice(at).trimStart();
  if (rest === '') return 'the end';
  const [next = rest] = /^(\w+|.)/su.exec(rest) ?? [];
  return next.length > 30 ? `${next.slice(0, 30)}...` : next;
}
