/** Markdown from untrusted text: prose that means nothing but itself, names in code spans, tables of a limited size. */
import { cut, plain } from '../plain.ts';

/** Longest cell; the whole text stands in the other formats. */
const LONGEST = 700;
/** A dollar sign that begins no formula, as GitHub's documentation has it. */
const DOLLAR = '<span>$</span>';
/** Breaks what GitHub would make a mention, an issue or a link of, without being seen. */
const SEAM = '\u200b';

export function prose(text: string): string {
  return cut(plain(text).trim(), LONGEST)
    .replace(/[\\`*_[\]<>#|~&]/g, (character) => `\\${character}`)
    .replace(/@|#(?=\d)|:(?=\/\/)|\bwww(?=\.)/g, (found) => `${found}${SEAM}`)
    .replaceAll('$', DOLLAR);
}

/** A name as code. What would end a span or a cell of a table is written as HTML, since code knows no escapes. */
export function code(text: string): string {
  const shown = cut(plain(text), LONGEST);
  if (shown.trim() === '') return '';
  if (!/[`|\\]/.test(shown)) return `\`${shown}\``;
  return `<code>${shown.replace(/[^\p{L}\p{N} .,:/-]/gu, (character) => `&#${character.codePointAt(0)};`)}</code>`;
}

/** As many rows as fit into `room` characters. Cells are Markdown already. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  room: number,
): { readonly rows: string; readonly leftOut: number } {
  const lines = [line(head), line(head.map(() => '---'))];
  let used = lines.join('\n').length;
  let shown = 0;
  for (const row of rows) {
    const text = line(row);
    used += text.length + 1;
    if (used > room) break;
    lines.push(text);
    shown++;
  }
  return { rows: lines.join('\n'), leftOut: rows.length - shown };
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
