/** Clauses joined by && and ||, of which && binds tighter. */

import type { Comparison, Expression, Leaf } from '../tree.ts';
import type { Cursor } from './cursor.ts';
import { found, peek, refuse, skip } from './cursor.ts';
import { joiningHint } from './hints.ts';

/** What joined clauses are made of: in JSON patterns a clause may stand in parentheses. */
type Part = (cursor: Cursor) => Expression;

export function disjunction(cursor: Cursor, part: Part): Expression {
  return joined(cursor, '||', 'or', () => joined(cursor, '&&', 'and', part));
}

function joined(cursor: Cursor, sign: string, type: 'and' | 'or', part: Part): Expression {
  skip(cursor);
  // With the parentheses of its parts, so that what is marked of it is whole.
  const start = cursor.at;
  const of = [part(cursor)];
  let end = endOf(cursor);
  while (peek(cursor, sign)) {
    cursor.at += sign.length;
    of.push(part(cursor));
    end = endOf(cursor);
  }
  const [first] = of;
  return of.length === 1 && first ? first : { type, of, start, end };
}

/** Where what was read ends: the cursor may stand behind blanks. */
function endOf({ text, at }: Cursor): number {
  return text.slice(0, at).trimEnd().length;
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
