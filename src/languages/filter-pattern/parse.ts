/** Parses a filter pattern, with positions and plain sentences for what AWS would refuse ("Filter pattern syntax", CloudWatch Logs User Guide). */
import type { Comparison, Expression, Leaf, Lint, Operand, Pattern, PatternError, Selector, Step } from './tree.ts';

export type Parsed =
  | { readonly ok: true; readonly pattern: Pattern; readonly lints: readonly Lint[] }
  | { readonly ok: false; readonly error: PatternError };

const MOST_CHARACTERS = 1024;
const MOST_REGEXES = 2;
const MOST_WILDCARDS = 3;
const REGEX_CHARACTERS = /^[A-Za-z0-9:_#=@/;,\-^$?[\]{}|\\*+. ]*$/;

/** Thrown inside this file only: the public face returns it as a value. */
class Refused extends Error {
  readonly error: PatternError;
  constructor(error: PatternError) {
    super(error.message);
    this.error = error;
  }
}

interface Cursor {
  readonly text: string;
  at: number;
  readonly lints: Lint[];
  regexes: number;
  wildcards: number;
}

export function parsePattern(text: string): Parsed {
  const cursor: Cursor = { text, at: 0, lints: [], regexes: 0, wildcards: 0 };
  try {
    return { ok: true, pattern: pattern(cursor), lints: cursor.lints };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.error };
    throw error;
  }
}

function refuse(message: string, start: number, end: number, hint?: string): never {
  throw new Refused({ message, start, end, ...(hint === undefined ? {} : { hint }) });
}

function pattern(cursor: Cursor): Pattern {
  const { text } = cursor;
  const span = { start: 0, end: text.length };
  if (text.length > MOST_CHARACTERS) {
    refuse(
      `a pattern has at most ${MOST_CHARACTERS} characters, this one has ${text.length}`,
      MOST_CHARACTERS,
      text.length,
    );
  }
  const trimmed = text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  if (trimmed === '' || trimmed === '""' || trimmed === '" "') return { form: 'all', ...span };
  if (trimmed.startsWith('{')) return { form: 'json', expression: json(cursor), ...span };
  const what = trimmed.startsWith('[') ? 'delimited' : trimmed.startsWith('%') ? 'regex' : 'terms';
  return { form: 'text', what, text: trimmed, ...span };
}

function json(cursor: Cursor): Expression {
  skip(cursor);
  cursor.at++;
  const inner = disjunction(cursor);
  skip(cursor);
  if (cursor.text[cursor.at] !== '}') {
    refuse(`expected && or || or a closing }, found ${found(cursor)}`, cursor.at, ending(cursor));
  }
  cursor.at++;
  skip(cursor);
  if (cursor.at < cursor.text.length)
    refuse(`expected nothing after }, found ${found(cursor)}`, cursor.at, cursor.text.length);
  return inner;
}

function disjunction(cursor: Cursor): Expression {
  return joined(cursor, '||', 'or', conjunction);
}

function conjunction(cursor: Cursor): Expression {
  return joined(cursor, '&&', 'and', primary);
}

function joined(cursor: Cursor, sign: string, type: 'and' | 'or', part: (cursor: Cursor) => Expression): Expression {
  const of = [part(cursor)];
  while (peek(cursor, sign)) {
    cursor.at += sign.length;
    of.push(part(cursor));
  }
  const [first] = of;
  if (of.length === 1 && first) return first;
  return { type, of, start: first?.start ?? 0, end: of.at(-1)?.end ?? 0 };
}

function primary(cursor: Cursor): Expression {
  if (!peek(cursor, '(')) return condition(cursor);
  const open = cursor.at;
  cursor.at++;
  const inner = disjunction(cursor);
  if (!peek(cursor, ')')) refuse(`expected a ) that closes this (, found ${found(cursor)}`, open, open + 1);
  cursor.at++;
  return inner;
}

function condition(cursor: Cursor): Leaf {
  const selected = selector(cursor);
  const { start } = selected;
  skip(cursor);
  const rest = cursor.text.slice(cursor.at);
  const words = /^(IS|NOT)\s+(\w+)/i.exec(rest);
  if (words) return keyword(cursor, selected, words);
  const operator = /^(!=|<=|>=|=|<|>)/.exec(rest)?.[1] as Comparison | undefined;
  if (operator === undefined) {
    refuse(
      `expected an operator such as = or != after ${cursor.text.slice(start, selected.end)}, found ${found(cursor)}`,
      cursor.at,
      ending(cursor),
    );
  }
  cursor.at += operator.length;
  skip(cursor);
  const right = operand(cursor);
  if (operator !== '=' && operator !== '!=' && right.type !== 'number') {
    refuse(
      `${operator} compares numbers, and ${cursor.text.slice(right.start, right.end)} is none`,
      right.start,
      right.end,
    );
  }
  return { type: 'compare', selector: selected, operator, operand: right, start, end: right.end };
}

function keyword(cursor: Cursor, selected: Selector, words: RegExpExecArray): Leaf {
  const at = cursor.at;
  const [whole, verb = '', object = ''] = words;
  const written = `${verb} ${object}`;
  const upper = written.toUpperCase();
  const end = at + whole.length;
  const known = ['IS NULL', 'IS TRUE', 'IS FALSE', 'NOT EXISTS'];
  if (!known.includes(upper)) {
    refuse(
      `expected IS NULL, IS TRUE, IS FALSE or NOT EXISTS, found ${whole}`,
      at,
      end,
      'there is no IS NOT and no EXISTS',
    );
  }
  if (written !== upper) {
    cursor.lints.push({
      rule: 'OQ-5',
      sentence: `${written} is documented in upper case only: ${upper}`,
      start: at,
      end,
    });
  }
  cursor.at = end;
  const span = { selector: selected, asDocumented: written === upper, start: selected.start, end };
  if (upper === 'NOT EXISTS') return { type: 'notExists', ...span };
  return { type: 'is', what: upper.slice(3) as 'NULL' | 'TRUE' | 'FALSE', ...span };
}

function selector(cursor: Cursor): Selector {
  skip(cursor);
  const start = cursor.at;
  if (cursor.text[start] !== '$')
    refuse(`expected a selector such as $.eventName, found ${found(cursor)}`, start, ending(cursor));
  cursor.at++;
  const steps: Step[] = [];
  for (let next = step(cursor); next; next = step(cursor)) steps.push(next);
  if (steps.length === 0) refuse('expected a field after $, as in $.eventName', start, start + 1);
  const stars = steps.filter(({ type }) => type === 'anyElement' || type === 'anyField').length;
  cursor.wildcards += stars;
  if (stars > 1) refuse('a selector has at most one wildcard', start, cursor.at);
  if (cursor.wildcards > MOST_WILDCARDS)
    refuse(`a pattern has at most ${MOST_WILDCARDS} wildcard selectors`, start, cursor.at);
  return { steps, start, end: cursor.at };
}

function step(cursor: Cursor): Step | null {
  const rest = cursor.text.slice(cursor.at);
  const take = (match: RegExpExecArray | null): string | null => {
    if (match) cursor.at += match[0].length;
    return match ? (match[1] ?? '') : null;
  };
  const quoted = take(/^\.?\['((?:[^'\\]|\\.)*)'\]/.exec(rest));
  if (quoted !== null) return { type: 'key', name: quoted };
  if (take(/^\.\*/.exec(rest)) !== null) return { type: 'anyField' };
  const name = take(/^\.([A-Za-z0-9_-]+)/.exec(rest));
  if (name !== null) return { type: 'key', name };
  if (take(/^\[\*\]/.exec(rest)) !== null) return { type: 'anyElement' };
  const index = take(/^\[(\d+)\]/.exec(rest));
  return index === null ? null : { type: 'index', index: Math.min(Number(index), Number.MAX_SAFE_INTEGER) };
}

const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

function operand(cursor: Cursor): Operand {
  const start = cursor.at;
  const rest = cursor.text.slice(start);
  if (rest.startsWith('"')) {
    const match = /^"((?:[^"\\]|\\.)*)"/s.exec(rest);
    if (!match) refuse('expected a closing quote', start, cursor.text.length);
    cursor.at += match[0].length;
    return { type: 'text', text: match[1] ?? '', isQuoted: true, start, end: cursor.at };
  }
  if (rest.startsWith('%')) return regex(cursor, start, rest);
  const bare = /^[A-Za-z0-9_*.:/@+\-#,;]+/.exec(rest)?.[0];
  if (bare === undefined)
    refuse(`expected a value, found ${found(cursor)}`, start, ending(cursor), 'put texts in double quotes');
  cursor.at += bare.length;
  const end = cursor.at;
  if (NUMBER.test(bare)) return { type: 'number', text: bare, value: Number(bare), start, end };
  if (!/^[A-Za-z0-9_*]+$/.test(bare)) {
    cursor.lints.push({ rule: 'FP-32', sentence: `${bare} should stand in double quotes`, start, end });
  }
  return { type: 'text', text: bare, isQuoted: false, start, end };
}

function regex(cursor: Cursor, start: number, rest: string): Operand {
  const source = /^%([^%]+)%/.exec(rest)?.[1];
  if (source === undefined) refuse('expected a closing % of the regular expression', start, cursor.text.length);
  cursor.at += source.length + 2;
  if (!REGEX_CHARACTERS.test(source)) {
    // Every character before the first that is refused is one unit long.
    const characters = [...source];
    const bad = characters.findIndex((character) => !REGEX_CHARACTERS.test(character));
    const character = characters[bad] ?? '';
    refuse(
      `regular expressions here cannot hold ${character}`,
      start + 1 + bad,
      start + 1 + bad + character.length,
      'parentheses are written \\x28 and \\x29',
    );
  }
  if (++cursor.regexes > MOST_REGEXES)
    refuse(`a pattern has at most ${MOST_REGEXES} regular expressions`, start, cursor.at);
  return { type: 'regex', source, start, end: cursor.at };
}

function skip(cursor: Cursor): void {
  while (/[ \t\r\n]/.test(cursor.text[cursor.at] ?? '')) cursor.at++;
}

function peek(cursor: Cursor, sign: string): boolean {
  skip(cursor);
  return cursor.text.startsWith(sign, cursor.at);
}

function found(cursor: Cursor): string {
  const word = cursor.text.slice(cursor.at, ending(cursor));
  return word === '' ? 'the end of the pattern' : `"${word}"`;
}

/** End of the word at the cursor. */
function ending(cursor: Cursor): number {
  const word = /^(\w+|&&|\|\||.)/su.exec(cursor.text.slice(cursor.at))?.[0] ?? '';
  return cursor.at + word.length;
}
