/** Mistakes in rules and configuration as a person reads them: what, where, the line with a caret, and what to do. */
import type { Mistake, RulebookError } from '../model/errors.ts';
import { plural } from '../model/words.ts';

const MOST = 25;
const WIDEST = 120;
/** Characters of a message that may quote a whole file. */
const LONGEST = 1000;

export function formatMistakes(error: RulebookError): string {
  const { mistakes } = error;
  const shown = mistakes.slice(0, MOST).map(one);
  const rest = mistakes.length - shown.length;
  const count = plural(mistakes.length, 'mistake');
  const more = rest > 0 ? [`... and ${rest} more.`] : [];
  const files = [...new Set(mistakes.map(({ at }) => at.file))];
  const where = files.length === 1 ? printable(files[0] ?? '') : `${files.length} files`;
  return [...shown, ...more, `trailproof: ${count} in ${where}. Nothing was audited.`].join('\n\n');
}

function one({ message, at, hint, source }: Mistake): string {
  const lines = [`${printable(at.file)}:${at.line}:${at.column}: ${cut(printable(message))}`];
  if (source !== undefined && source.trim() !== '') {
    const gutter = String(at.line);
    const line = printable(source);
    // A long line is cut so that the caret stays in sight.
    const from = at.column > WIDEST - 20 ? at.column - 40 : 0;
    const isOneLine = at.endLine === undefined || at.endLine === at.line;
    const width = isOneLine && at.endColumn !== undefined ? at.endColumn - at.column : line.length - at.column + 1;
    const shown = line.slice(from, from + WIDEST);
    const caret = '^'.repeat(Math.max(1, Math.min(width, shown.length - (at.column - 1 - from))));
    lines.push(
      `  ${gutter} | ${shown}`,
      `  ${' '.repeat(gutter.length)} | ${' '.repeat(Math.max(0, at.column - 1 - from))}${caret}`,
    );
  }
  if (hint !== undefined) lines.push(`  ${cut(printable(hint))}`);
  return lines.join('\n');
}

/** Rule files come from elsewhere, too: nothing in them may steer the terminal or turn the direction of a line. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ');
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
}
