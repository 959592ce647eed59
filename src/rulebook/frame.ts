/** Mistakes in rules and configuration as a person reads them: what, where, the line with a caret, and what to do. */
import type { Mistake, RulebookError } from '../model/errors.ts';
import type { Room } from '../model/excerpt.ts';
import { partsOf, underlined } from '../model/excerpt.ts';
import { hanging } from '../model/lines.ts';
import { plural } from '../model/words.ts';

const MOST = 25;
/** Where lines do not wrap, a long one is cut all the same: it may be a whole file. */
const USUAL: Room = { width: 120, ellipsis: '...' };
const UNBROKEN: Room = { ...USUAL, width: Number.POSITIVE_INFINITY };
/** Characters of a message that may quote a whole file. */
const LONGEST = 1000;

export function formatMistakes(error: RulebookError, { width, ellipsis }: Room = UNBROKEN): string {
  const { mistakes } = error;
  const room = { width, ellipsis };
  const shown = mistakes.slice(0, MOST).map((mistake) => one(mistake, room));
  const rest = mistakes.length - shown.length;
  const count = plural(mistakes.length, 'mistake');
  const more = rest > 0 ? [`... and ${rest} more.`] : [];
  const files = [...new Set(mistakes.map(({ at }) => at.file))];
  const where = files.length === 1 ? printable(files[0] ?? '') : `${files.length} files`;
  return [...shown, ...more, `trailproof: ${count} in ${where}. Nothing was audited.`].join('\n\n');
}

function one({ message, at, hint, source }: Mistake, { width, ellipsis }: Room): string {
  const said = `${printable(at.file)}:${at.line}:${at.column}: ${cut(printable(message))}`;
  const lines = [...hanging('', said, { width })];
  if (source !== undefined && source.trim() !== '') {
    const gutter = `  ${at.line} | `;
    const start = at.column - 1;
    const isOneLine = at.endLine === undefined || at.endLine === at.line;
    const end = isOneLine && at.endColumn !== undefined ? at.endColumn - 1 : source.length;
    const parts = partsOf(printable(source), start, end);
    const [line, carets] = underlined(parts, { width: Math.min(width, USUAL.width) - gutter.length, ellipsis });
    lines.push(`${gutter}${line}`, `${gutter.replace(/\d/g, ' ')}${carets}`);
  }
  if (hint !== undefined) lines.push(...hanging('  ', cut(printable(hint)), { width }));
  return lines.join('\n');
}

/** Rule files come from elsewhere, too: nothing in them may steer the terminal or turn the direction of a line. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ');
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
}
