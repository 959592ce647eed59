/** Parses a filter pattern, with positions and plain sentences for what AWS would refuse ("Filter pattern syntax", CloudWatch Logs User Guide). */

import { lintsOf } from '../lint.ts';
import type { Lint, Pattern, PatternError } from '../tree.ts';
import type { Cursor } from './cursor.ts';
import { finish, Refused, refuse, skip } from './cursor.ts';
import { delimited } from './delimited.ts';
import { json } from './json.ts';
import { regex } from './operand.ts';
import { terms } from './terms.ts';

export type Parsed =
  | { readonly ok: true; readonly pattern: Pattern; readonly lints: readonly Lint[] }
  | { readonly ok: false; readonly error: PatternError };

const MOST_CHARACTERS = 1024;

export function parsePattern(text: string): Parsed {
  const cursor: Cursor = { text, at: 0, lints: [], regexes: 0, wildcards: 0 };
  try {
    const read = pattern(cursor);
    return { ok: true, pattern: read, lints: [...cursor.lints, ...lintsOf(read)] };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.error };
    throw error;
  }
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
  if (/^[ \t\r\n]*(" ?")?[ \t\r\n]*$/.test(text)) return { form: 'all', ...span };
  skip(cursor);
  switch (text[cursor.at]) {
    case '{':
      return { form: 'json', expression: json(cursor), ...span };
    case '[':
      return { form: 'delimited', slots: delimited(cursor), ...span };
    case '%': {
      const source = regex(cursor);
      finish(cursor, 'the regular expression');
      return { form: 'regex', source, ...span };
    }
    default:
      return { form: 'terms', terms: terms(cursor), ...span };
  }
}
