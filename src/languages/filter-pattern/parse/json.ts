/** Reads JSON patterns: clauses about fields of a record, between braces. */

import type { Expression, Leaf, Selector, Step } from '../tree.ts';
import { checkOrder, comparison, disjunction, inParentheses } from './clauses.ts';
import type { Cursor } from './cursor.ts';
import { ending, finish, found, peek, refuse, skip } from './cursor.ts';
import { comparingHint, joiningHint, selectingHint } from './hints.ts';
import { operand } from './operand.ts';

const MOST_WILDCARDS = 3;

/** With the cursor at the opening brace. */
export function json(cursor: Cursor): Expression {
  cursor.at++;
  const inner = disjunction(cursor, primary);
  skip(cursor);
  if (cursor.text[cursor.at] !== '}') {
    refuse(`expected &&, || or a closing }, found ${found(cursor)}`, cursor.at, ending(cursor), joiningHint(cursor));
  }
  cursor.at++;
  finish(cursor, '}');
  return inner;
}

function primary(cursor: Cursor): Expression {
  return peek(cursor, '(') ? inParentheses(cursor, primary) : condition(cursor);
}

function condition(cursor: Cursor): Leaf {
  const selected = selector(cursor);
  const { start } = selected;
  skip(cursor);
  const words = /^(IS|NOT)\s+(\w+)/i.exec(cursor.text.slice(cursor.at));
  if (words) return keyword(cursor, selected, words);
  const operator = comparison(cursor);
  if (operator === undefined) {
    refuse(
      `expected an operator such as = or != after ${cursor.text.slice(start, selected.end)}, found ${found(cursor)}`,
      cursor.at,
      ending(cursor),
      comparingHint(cursor),
    );
  }
  skip(cursor);
  const right = operand(cursor, 'json');
  return checkOrder(cursor, { type: 'compare', selector: selected, operator, operand: right, start, end: right.end });
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
  if (cursor.text[start] !== '$') {
    const message = `expected a selector such as $.eventName, found ${found(cursor)}`;
    refuse(message, start, ending(cursor), selectingHint(cursor));
  }
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
