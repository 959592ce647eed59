/** What stands to the right of a comparison: a text, a number or a regular expression. */

import type { Operand } from '../tree.ts';
import type { Cursor } from './cursor.ts';
import { ending, found, refuse } from './cursor.ts';
import { valueHint } from './hints.ts';

const MOST_REGEXES = 2;
/** What AWS takes between percent signs. */
export const REGEX_CHARACTERS = /^[A-Za-z0-9:_#=@/;,\-^$?[\]{}|\\*+. ]*$/;
const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;
/** A bare value begins with a character that is known to be accepted without quotes, and goes on with any that has no meaning of its own. */
const BARE = { json: /^[A-Za-z0-9_*.:/@+\-#,;][^\s(){}"%&|]*/, slot: /^[A-Za-z0-9_*.:/@+\-#;]+/ } as const;
const ACCEPTED = /^[A-Za-z0-9_*.:/@+\-#,;]+$/;

/** In a slot of a space-delimited pattern a comma ends the value. */
export function operand(cursor: Cursor, within: 'json' | 'slot'): Operand {
  const start = cursor.at;
  const rest = cursor.text.slice(start);
  if (rest.startsWith('"')) {
    const text = quoted(cursor);
    return { type: 'text', text, isQuoted: true, start, end: cursor.at };
  }
  if (rest.startsWith('%')) {
    const source = regex(cursor);
    return { type: 'regex', source, start, end: cursor.at };
  }
  const bare = BARE[within].exec(rest)?.[0];
  if (bare === undefined) refuse(`expected a value, found ${found(cursor)}`, start, ending(cursor), valueHint(cursor));
  cursor.at += bare.length;
  const end = cursor.at;
  if (NUMBER.test(bare)) return { type: 'number', text: bare, value: Number(bare), start, end };
  if (!/^[A-Za-z0-9_*]+$/.test(bare)) {
    const rule = ACCEPTED.test(bare) ? 'FP-32' : 'OQ-13';
    cursor.lints.push({ rule, sentence: `${bare} should stand in double quotes`, start, end });
  }
  return { type: 'text', text: bare, isQuoted: false, start, end };
}

/** Whether AWS is known to accept a bare value as one word. */
export function isAccepted(bare: string): boolean {
  return ACCEPTED.test(bare);
}

/** What stands between quotes, as it is written; escapes are not documented. */
export function quoted(cursor: Cursor): string {
  const match = /^"((?:[^"\\]|\\.)*)"/s.exec(cursor.text.slice(cursor.at));
  if (!match) refuse('expected a closing quote', cursor.at, cursor.text.length);
  cursor.at += match[0].length;
  return match[1] ?? '';
}

/** What stands between percent signs. */
export function regex(cursor: Cursor): string {
  const start = cursor.at;
  const source = /^%([^%]+)%/.exec(cursor.text.slice(start))?.[1];
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
      instead(character),
    );
  }
  if (++cursor.regexes > MOST_REGEXES)
    refuse(`a pattern has at most ${MOST_REGEXES} regular expressions`, start, cursor.at);
  return source;
}

/** What is written in place of a character that AWS refuses. */
function instead(character: string): string {
  if (/[()]/.test(character)) return 'there are no groups, and parentheses themselves are written \\x28 and \\x29';
  const code = character.charCodeAt(0);
  return code < 0x80 ? `it is written \\x${code.toString(16).padStart(2, '0')}` : 'only characters of ASCII';
}
