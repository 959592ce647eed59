/** What to write in place of what other languages know and filter patterns do not. */
import type { Cursor } from './cursor.ts';
import { ending } from './cursor.ts';

type Hints = Readonly<Record<string, string>>;

/** For those who leave the braces out. */
export const FIELDS = 'fields of a record are selected between braces: { $.eventName = "DeleteBucket" }';
const SEVERAL = 'several values are compared one by one: ($.eventName = "A") || ($.eventName = "B")';

/** In the place of && and ||. */
const JOINING: Hints = {
  and: '"and" is written &&',
  '&': '"and" is written &&',
  or: '"or" is written ||',
  '|': '"or" is written ||',
};

/** In the place of an operator. */
const COMPARING: Hints = {
  exists: 'there is no EXISTS: = * holds for every text, number, true and false',
  in: SEVERAL,
  like: 'a part of a text is = "*part*"',
  contains: 'a part of a text is = "*part*"',
};

/** In the place of a value. */
const VALUE: Hints = {
  '=': '= is written once',
  '(': SEVERAL,
  '[': SEVERAL,
  '^': 'a regular expression stands between percent signs',
  '~': 'a regular expression stands between percent signs, and = comes before it',
};

/** In the place of a selector. */
const SELECTING: Hints = {
  '!': 'there is no "not" before a clause: != is its opposite, for fields that are there',
  '"': 'fields are written $.eventName; patterns that are JSON are those of EventBridge rules',
};

function word(cursor: Cursor): string {
  return cursor.text.slice(cursor.at, ending(cursor));
}

function isWord(text: string): boolean {
  return /^\w+$/.test(text);
}

export function joiningHint(cursor: Cursor): string | undefined {
  const found = word(cursor);
  return JOINING[found.toLowerCase()] ?? (isWord(found) ? 'a text with blanks stands in double quotes' : undefined);
}

export function comparingHint(cursor: Cursor): string | undefined {
  return COMPARING[word(cursor).toLowerCase()];
}

export function valueHint(cursor: Cursor): string {
  return VALUE[word(cursor)] ?? 'put texts in double quotes';
}

export function selectingHint(cursor: Cursor): string | undefined {
  const found = word(cursor);
  return SELECTING[found] ?? (isWord(found) ? `fields are written with $. before them: $.${found}` : undefined);
}
