/** Parses the rule of a composite alarm, with positions and plain sentences ("Composite alarms", CloudWatch User Guide; PutCompositeAlarm). */
import type { Rule, RuleError, Sign, State } from './tree.ts';
import { STATES } from './tree.ts';

export type Parsed = { readonly ok: true; readonly rule: Rule } | { readonly ok: false; readonly error: RuleError };

/** PutCompositeAlarm takes 10240 characters and 500 elements, parentheses among them. */
const MOST_CHARACTERS = 10_240;
const DEEPEST = 250;

/** Thrown inside this file only: the public face returns it as a value. */
class Refused extends Error {
  readonly error: RuleError;
  constructor(error: RuleError) {
    super(error.message);
    this.error = error;
  }
}

interface Cursor {
  readonly text: string;
  at: number;
  depth: number;
}

export function parseRule(text: string): Parsed {
  const cursor: Cursor = { text, at: 0, depth: 0 };
  try {
    if (text.length > MOST_CHARACTERS) {
      refuse(
        `a rule has at most ${MOST_CHARACTERS} characters, this one has ${text.length}`,
        MOST_CHARACTERS,
        text.length,
      );
    }
    const rule = joined(cursor);
    skip(cursor);
    if (cursor.at < text.length) refuse(`expected AND, OR or the end, found ${found(cursor)}`, cursor.at, text.length);
    return { ok: true, rule };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.error };
    throw error;
  }
}

function refuse(message: string, start: number, end: number): never {
  throw new Refused({ message, start, end: Math.max(end, start) });
}

/** Parts beside each other. How AND and OR bind is not settled here. */
function joined(cursor: Cursor): Rule {
  const of = [part(cursor)];
  const signs: Sign[] = [];
  for (let sign = word(cursor); sign === 'AND' || sign === 'OR'; sign = word(cursor)) {
    cursor.at += sign.length;
    signs.push(sign);
    of.push(part(cursor));
  }
  const [first] = of;
  if (of.length === 1 && first) return first;
  return { type: 'joined', of, signs, start: first?.start ?? 0, end: of.at(-1)?.end ?? 0 };
}

function part(cursor: Cursor): Rule {
  skip(cursor);
  const start = cursor.at;
  if (++cursor.depth > DEEPEST) refuse('the rule is nested too deep', start, cursor.text.length);
  const rule = cursor.text[start] === '(' ? inParentheses(cursor) : plain(cursor, start);
  cursor.depth--;
  return rule;
}

function inParentheses(cursor: Cursor): Rule {
  const open = cursor.at;
  cursor.at++;
  const inner = joined(cursor);
  skip(cursor);
  if (cursor.text[cursor.at] !== ')') {
    refuse(`expected AND, OR or a ) that closes this (, found ${found(cursor)}`, open, open + 1);
  }
  cursor.at++;
  return inner;
}

function plain(cursor: Cursor, start: number): Rule {
  const name = word(cursor);
  switch (name) {
    case 'NOT': {
      cursor.at += name.length;
      const of = part(cursor);
      return { type: 'not', of, start, end: of.end };
    }
    case 'TRUE':
    case 'FALSE':
      cursor.at += name.length;
      return { type: 'constant', holds: name === 'TRUE', start, end: cursor.at };
    case 'AT_LEAST':
      cursor.at += name.length;
      return atLeast(cursor, start);
    default: {
      const state = STATES.find((each) => each === name);
      if (!state) {
        refuse(
          `expected ALARM(...), OK(...), INSUFFICIENT_DATA(...), AT_LEAST(...), NOT, TRUE, FALSE or (, found ${found(cursor)}`,
          start,
          start + Math.max(1, name.length),
        );
      }
      cursor.at += state.length;
      expect(cursor, '(', `after ${state}`);
      const alarm = reference(cursor);
      expect(cursor, ')', 'after the name of an alarm');
      return { type: 'state', state, alarm, start, end: cursor.at };
    }
  }
}

/** `AT_LEAST(2, ALARM, (a, b, c))`, `AT_LEAST(60%, NOT OK, (a, b))`. */
function atLeast(cursor: Cursor, start: number): Rule {
  expect(cursor, '(', 'after AT_LEAST');
  skip(cursor);
  const threshold = /^(\d{1,3})(%?)/.exec(cursor.text.slice(cursor.at));
  const least = Number(threshold?.[1] ?? 0);
  const isPercent = threshold?.[2] === '%';
  if (!threshold || least < 1 || (isPercent && least > 100)) {
    refuse(`expected a number of alarms or a share such as 50%, found ${found(cursor)}`, cursor.at, cursor.at + 1);
  }
  cursor.at += threshold[0].length;
  expect(cursor, ',', 'after how many there must be');
  const isNegated = word(cursor) === 'NOT';
  if (isNegated) cursor.at += 'NOT'.length;
  const state = stateName(cursor);
  expect(cursor, ',', 'after the state');
  expect(cursor, '(', 'before the alarms');
  const alarms = [reference(cursor)];
  for (skip(cursor); cursor.text[cursor.at] === ','; skip(cursor)) {
    cursor.at++;
    alarms.push(reference(cursor));
  }
  expect(cursor, ')', 'after the alarms');
  expect(cursor, ')', 'at the end of AT_LEAST');
  return { type: 'atLeast', least, isPercent, state, isNegated, alarms, start, end: cursor.at };
}

function stateName(cursor: Cursor): State {
  const name = word(cursor);
  const state = STATES.find((each) => each === name);
  if (!state) refuse(`expected ALARM, OK or INSUFFICIENT_DATA, found ${found(cursor)}`, cursor.at, cursor.at + 1);
  cursor.at += state.length;
  return state;
}

/** A name or an ARN. Quotes are needed where it holds blanks, commas or parentheses. */
function reference(cursor: Cursor): string {
  skip(cursor);
  const rest = cursor.text.slice(cursor.at);
  const quoted = /^"((?:[^"\\]|\\.)*)"/s.exec(rest);
  const bare = /^[^\s(),"]+/.exec(rest);
  const written = quoted?.[0] ?? bare?.[0] ?? '';
  const name = quoted ? (quoted[1] ?? '').replace(/\\(["\\])/g, '$1') : written;
  if (name === '') refuse(`expected the name or ARN of an alarm, found ${found(cursor)}`, cursor.at, cursor.at + 1);
  cursor.at += written.length;
  return name;
}

function expect(cursor: Cursor, sign: string, where: string): void {
  skip(cursor);
  if (cursor.text[cursor.at] !== sign)
    refuse(`expected ${sign} ${where}, found ${found(cursor)}`, cursor.at, cursor.at + 1);
  cursor.at++;
}

/** The word ahead, without moving on; '' where there is none. */
function word(cursor: Cursor): string {
  skip(cursor);
  return /^[A-Za-z_]+/.exec(cursor.text.slice(cursor.at, cursor.at + 40))?.[0] ?? '';
}

function skip(cursor: Cursor): void {
  while (/\s/.test(cursor.text[cursor.at] ?? '')) cursor.at++;
}

function found({ text, at }: Pick<Cursor, 'text' | 'at'>): string {
  const rest = text.slice(at).trimStart();
  if (rest === '') return 'the end';
  const [next = rest] = /^([A-Za-z_0-9]+|.)/su.exec(rest) ?? [];
  return next.length > 30 ? `${next.slice(0, 30)}...` : next;
}
