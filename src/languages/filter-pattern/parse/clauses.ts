/** Clauses joined by && and ||, of which && binds tighter. */

import type { Comparison, Expression, Leaf } from '../tree.ts';
import type { Cursor } from './cursor.ts';
import { found, peek, refuse } from './cursor.ts';
import { joiningHint } from './hints.ts';

/** What joined clauses are made of: in JSON patterns a clause may stand in parentheses. */
type Part = (cursor: Cursor) => Expression;

export function disjunction(cursor: Cursor, part: Part): Expression {
  return joined(cursor, '||', 'or', () => joined(cursor, '&&', 'and', part));
}

function joined(cursor: Cursor, sign: string, type: 'and' | 'or', part: Part): Expression {
  const of = [part(cursor)];
  while (peek(cursor, sign)) {
    cursor.at += sign.length;
    of.push(part(cursor));
  }
  const [first] = of;
  if (of.length === 1 && first) return first;
  return { type, of, start: first?.start ?? 0, end: of.at(-1)?.end ?? 0 };
}

export function inParentheses(cursor: Cursor, part: Part): Expression {
  const open = cursor.at;
  cursor.at++;
  const inner = disjunction(cursor, part);
  if (!peek(cursor, ')')) {
    refuse(`expected a ) that closes this (, found ${found(cursor)}`, open, open + 1, joiningHint(cursor));
  }
  cursor.at++;
  return inner;
}

/** The sign of a comparison at the cursor. */
export function comparison(cursor: Cursor): Comparison | undefined {
  const sign = /^(!=|<=|>=|=|<|>)/.exec(cursor.text.slice(cursor.at))?.[1] as Comparison | undefined;
  cursor.at += sign?.length ?? 0;
  return sign;
}

/** Only = and != compare more than numbers. */
export function checkOrder(cursor: Cursor, leaf: Leaf & { readonly type: 'compare' }): Leaf {
  const { operator, operand } = leaf;
  if (operator === '=' || operator === '!=' || operand.type === 'number') return leaf;
  const written = cursor.text.slice(operand.start, operand.end);
  return refuse(`${operator} compares numbers, and ${written} is none`, operand.start, operand.end);
}
