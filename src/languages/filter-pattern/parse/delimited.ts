/** Reads space-delimited patterns: a slot for each field of a line, between brackets. */

import type { Leaf, Selector, Slot } from '../tree.ts';
import { checkOrder, comparison, disjunction } from './clauses.ts';
import type { Cursor } from './cursor.ts';
import { ending, finish, found, peek, refuse, skip } from './cursor.ts';
import { operand } from './operand.ts';

const NAME = /^[A-Za-z0-9_-]+/;

/** With the cursor at the opening bracket. */
export function delimited(cursor: Cursor): readonly Slot[] {
  const start = cursor.at;
  const slots: Slot[] = [];
  do {
    cursor.at++;
    slots.push(slot(cursor));
  } while (peek(cursor, ','));
  if (cursor.text[cursor.at] !== ']') {
    refuse(`expected a comma or a closing ], found ${found(cursor)}`, cursor.at, ending(cursor));
  }
  cursor.at++;
  finish(cursor, ']');
  const sentence =
    'fields between blanks are those of plain text, and CloudTrail writes JSON: { $.eventName = "DeleteBucket" } looks there';
  cursor.lints.push({ rule: 'FP-74', sentence, start, end: cursor.at });
  return slots;
}

function slot(cursor: Cursor): Slot {
  skip(cursor);
  const start = cursor.at;
  if (cursor.text.startsWith('...', start)) {
    cursor.at += 3;
    return { type: 'any', start, end: cursor.at };
  }
  const name = NAME.exec(cursor.text.slice(start))?.[0] ?? '';
  const end = start + name.length;
  cursor.at = end;
  if (name === '' || !(peek(cursor, '=') || /^[!<>]/.test(cursor.text.slice(cursor.at)))) {
    return { type: 'field', name, condition: null, start, end };
  }
  cursor.at = start;
  const condition = disjunction(cursor, (inside) => clause(inside, name));
  return { type: 'field', name, condition, start, end: condition.end };
}

/** A clause of a slot speaks of the slot's own field. */
function clause(cursor: Cursor, own: string): Leaf {
  skip(cursor);
  const start = cursor.at;
  const name = NAME.exec(cursor.text.slice(start))?.[0] ?? '';
  if (name !== own) refuse(`expected ${own}, the field of this slot, found ${found(cursor)}`, start, ending(cursor));
  const selector: Selector = { steps: [{ type: 'key', name }], start, end: start + name.length };
  cursor.at = selector.end;
  skip(cursor);
  const operator = comparison(cursor);
  if (operator === undefined) {
    refuse(`expected an operator such as = or != after ${name}, found ${found(cursor)}`, cursor.at, ending(cursor));
  }
  skip(cursor);
  const right = operand(cursor, 'slot');
  return checkOrder(cursor, { type: 'compare', selector, operator, operand: right, start, end: right.end });
}
