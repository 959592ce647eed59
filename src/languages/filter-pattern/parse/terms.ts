/** Reads patterns made of terms: words and phrases, each wanted, excluded by - or one of several by ?. */

import type { Term } from '../tree.ts';
import type { Cursor } from './cursor.ts';
import { ending, found, refuse, skip } from './cursor.ts';
import { FIELDS } from './hints.ts';
import { quoted } from './operand.ts';

const ROLES: Readonly<Record<string, Term['role']>> = { '-': 'excluded', '?': 'optional' };

export function terms(cursor: Cursor): readonly Term[] {
  const read: Term[] = [];
  for (skip(cursor); cursor.at < cursor.text.length; skip(cursor)) read.push(term(cursor));
  const others = read.filter(({ role }) => role !== 'optional');
  for (const { role, start, end } of others.length > 0 ? read : []) {
    if (role !== 'optional') continue;
    const sentence = `${cursor.text.slice(start, end)} has no effect: ? counts only where every term has it`;
    cursor.lints.push({ rule: 'FP-09', sentence, start, end });
  }
  return read;
}

function term(cursor: Cursor): Term {
  const start = cursor.at;
  const role = ROLES[cursor.text.charAt(start)] ?? 'wanted';
  if (role !== 'wanted') cursor.at++;
  const isQuoted = cursor.text[cursor.at] === '"';
  const text = isQuoted ? quoted(cursor) : word(cursor);
  if (!/^[ \t\r\n]?$/.test(cursor.text[cursor.at] ?? '')) {
    refuse(`expected a blank between terms, found ${found(cursor)}`, cursor.at, ending(cursor), FIELDS);
  }
  const end = cursor.at;
  if (!isQuoted && !isWord(text)) {
    const isAsking = /^(\$\.|[=!<>&|]+$)/.test(text);
    const sentence = isAsking ? FIELDS : `${text} should stand in double quotes`;
    const isSaid = isAsking && cursor.lints.some((lint) => lint.sentence === FIELDS);
    if (!isSaid) cursor.lints.push({ rule: 'FP-06', sentence, start, end });
  }
  return { role, text, isQuoted, start, end };
}

/** Whether a term needs no quotes. */
export function isWord(text: string): boolean {
  return /^[A-Za-z0-9_]+$/.test(text);
}

function word(cursor: Cursor): string {
  const text = /^[^ \t\r\n"]+/.exec(cursor.text.slice(cursor.at))?.[0];
  if (text === undefined) {
    const sign = cursor.text.slice(cursor.at - 1, cursor.at);
    return refuse(`expected a term after ${sign}, found ${found(cursor)}`, cursor.at, ending(cursor));
  }
  cursor.at += text.length;
  return text;
}
