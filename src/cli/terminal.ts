/** What the terminal can show: width, colour, symbols. NO_COLOR and FORCE_COLOR are obeyed, FORCE_COLOR first. */
import type { RenderOptions, Room } from '../index.ts';
import { hanging } from '../index.ts';

export function renderOptions(options: { readonly color?: boolean; readonly quiet?: boolean }): RenderOptions {
  const { stdout } = process;
  return {
    width: stdout.isTTY ? Math.max(40, Math.min(stdout.columns ?? 80, 160)) : 80,
    color: options.color !== false && hasColor(stdout),
    quiet: options.quiet === true,
    unicode: hasUnicode(),
  };
}

/** What a line may take: where the stream is no terminal, nothing wraps. */
export function roomOn({ isTTY, columns }: NodeJS.WriteStream): Room {
  return {
    width: isTTY ? Math.max(40, columns ?? 80) : Number.POSITIVE_INFINITY,
    ellipsis: hasUnicode() ? '…' : '...',
  };
}

/** The least that is left for the last cell of a row, or it goes below the others. */
const LAST_CELL = 30;

/** A row of a list: cells of fixed width, and a text that may take several lines. */
export function row(cells: string, text: string, room: Room): readonly string[] {
  const isNarrow = room.width - cells.length < LAST_CELL;
  return isNarrow ? [cells.trimEnd(), ...hanging('    ', text, room)] : hanging(cells, text, room);
}

function hasColor(stream: NodeJS.WriteStream): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  return stream.isTTY === true && TERM !== 'dumb';
}

/** Whether the locale is UTF-8; a plain terminal gets plain signs. */
function hasUnicode(): boolean {
  if (process.platform === 'win32') return process.env['WT_SESSION'] !== undefined;
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  const locale = LC_ALL || LC_CTYPE || LANG;
  // CI runners often set none and show UTF-8 all the same.
  return locale === undefined || locale === '' || /utf-?8/i.test(locale);
}
