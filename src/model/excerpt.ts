/** A text on one line with marks under a part of it: cut where it is too long, so that the part and its marks stay together. */

/** What a line has room for. */
export interface Room {
  /** Columns; infinite where nothing wraps. */
  readonly width: number;
  /** What stands for text that was cut off. */
  readonly ellipsis: string;
}

/** A text in three parts; the middle one is to be seen. */
export interface Parts {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

/** What is shown of a text, and where its marks stand. */
export interface Excerpt {
  readonly line: string;
  /** Columns to the left of the marks. */
  readonly indent: number;
  /** How many columns are marked, at least one. */
  readonly marks: number;
}

/** Offsets are UTF-16 units, `end` exclusive. */
export function partsOf(text: string, start: number, end: number): Parts {
  const stop = Math.max(start, end);
  return { before: text.slice(0, start), marked: text.slice(start, stop), after: text.slice(stop) };
}

export function excerpt({ before, marked, after }: Parts, { width, ellipsis }: Room): Excerpt {
  const own = columns(marked);
  const rest = Math.min(columns(after), columns(ellipsis));
  // Where not all fits, a third of the line says what comes before, or more where little comes after.
  const room = columns(before) + own + rest <= width ? width : Math.max(width / 3, width - own - columns(after));
  const head = ending(before, Math.floor(room), ellipsis);
  const indent = columns(head);
  const line = beginning(`${head}${marked}${after}`, width, ellipsis);
  return { line, indent, marks: Math.max(1, Math.min(own, width - indent)) };
}

/** The two lines of it: the text, and carets under the part that is to be seen. */
export function underlined(parts: Parts, room: Room): readonly [line: string, carets: string] {
  const { line, indent, marks } = excerpt(parts, room);
  return [line, `${' '.repeat(indent)}${'^'.repeat(marks)}`];
}

/** The end of a text that takes at most so many columns. */
function ending(text: string, room: number, ellipsis: string): string {
  if (columns(text) <= room) return text;
  return `${ellipsis}${fitting([...text].reverse(), room - columns(ellipsis))
    .reverse()
    .join('')}`;
}

function beginning(text: string, room: number, ellipsis: string): string {
  if (columns(text) <= room) return text;
  return `${fitting([...text], room - columns(ellipsis)).join('')}${ellipsis}`;
}

function fitting(characters: readonly string[], room: number): string[] {
  let taken = 0;
  const end = characters.findIndex((character) => {
    taken += columns(character);
    return taken > room;
  });
  return characters.slice(0, end < 0 ? undefined : end);
}

const NO_WIDTH = /\p{M}/u;
const TWO_WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;

/** Columns a text takes. */
export function columns(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let sum = 0;
  for (const character of text) sum += NO_WIDTH.test(character) ? 0 : TWO_WIDE.test(character) ? 2 : 1;
  return sum;
}
