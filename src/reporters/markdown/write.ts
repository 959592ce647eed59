/** Markdown from untrusted text: prose that means nothing but itself, names in code spans, blocks of code, tables of a limited size. */
import { cut, plain } from '../plain.ts';

/** Longest cell; the whole text stands in the other formats. */
const LONGEST = 700;
/** A dollar sign that begins no formula, as GitHub's documentation has it. */
const DOLLAR = '<span>$</span>';
/** Breaks what GitHub would make a mention, an issue or a link of, without being seen. */
const SEAM = '\u200b';

export function prose(text: string): string {
  return escaped(cut(plain(text).trim(), LONGEST))
    .replace(/@|#(?=\d)|:(?=\/\/)|\bwww(?=\.)/g, (found) => `${found}${SEAM}`)
    .replaceAll('$', DOLLAR);
}

/** What GitHub makes of mentions and formulas other readers do not: escapes are enough for them. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~&]/g, (character) => `\\${character}`);
}

/** Lines as they are, columns kept: harmless, since nothing ends the block that is shorter than its fence. */
export function block(lines: readonly string[]): string {
  const text = lines.join('\n');
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
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
