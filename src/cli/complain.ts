/** How an error is said: mistakes in rules with a code frame, everything else in one sentence; the stack only with --debug. */
import { formatMistakes, hanging, ReportError, RulebookError, SourceError, UsageError } from '../index.ts';
import { roomOn } from './terminal.ts';

export function complain(error: unknown, debug: boolean): void {
  process.stderr.write(`${broken(printable(said(error)))}\n`);
  if (debug && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
}

/** Messages quote names and files that come from elsewhere: nothing in them may steer the terminal. Lines stay lines. */
function printable(text: string): string {
  return text.replace(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ');
}

/** Lines that are too long for the terminal are broken between words. */
export function broken(text: string): string {
  const room = roomOn(process.stderr);
  const lines = text.split('\n').flatMap((line) => (line.length > room.width ? hanging('', line, room) : [line]));
  return lines.join('\n');
}

function said(error: unknown): string {
  if (error instanceof RulebookError) return formatMistakes(error, roomOn(process.stderr));
  const isOurs = error instanceof UsageError || error instanceof SourceError || error instanceof ReportError;
  if (isOurs) return `trailproof: ${error.message}`;
  const message = error instanceof Error ? error.message : String(error);
  return `trailproof: something went wrong that should not: ${message}. Run again with --debug and report it, please.`;
}
