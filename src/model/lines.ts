/** Texts as lines, broken at words where there is no room for more. */
import type { Room } from './excerpt.ts';
import { columns } from './excerpt.ts';

/** Lines of at most `width` columns, broken at spaces; a word that is longer (an ARN) is broken where the line ends. */
export function wrap(text: string, width: number): readonly string[] {
  return filled(
    text.split(' ').flatMap((word) => pieces(word, width)),
    width,
  );
}

/** The least that a line holds beside what stands before it, however narrow the page. */
const LEAST = 12;

/**
 * A paragraph behind a lead, further lines under its first word; where nothing wraps, one line.
 * What is there to be copied stays whole, however long: a text of a single word, and a command between backticks.
 */
export function hanging(lead: string, text: string, { width }: Pick<Room, 'width'>): readonly string[] {
  if (!Number.isFinite(width) || !text.trim().includes(' ')) return [`${lead}${text}`];
  const hang = columns(lead);
  const room = Math.max(LEAST, width - hang);
  const words = quotedWhole(text).flatMap((word) => (word.includes('`') ? [word] : pieces(word, room)));
  const [first = '', ...others] = filled(words, room).map((line) => line.trimEnd());
  return [`${lead}${first}`, ...others.map((line) => `${' '.repeat(hang)}${line}`)];
}

/** Words; what stands between backticks is one of them. */
function quotedWhole(text: string): readonly string[] {
  const words: string[] = [];
  let isQuoted = false;
  for (const word of text.split(' ')) {
    words.push(isQuoted ? `${words.pop()} ${word}` : word);
    if (word.split('`').length % 2 === 0) isQuoted = !isQuoted;
  }
  return words;
}

/** As many words on a line as it has room for. */
function filled(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const isFirst = line === '';
    if (!isFirst && columns(line) + 1 + columns(word) > width) {
      lines.push(line);
      line = word;
    } else line = isFirst ? word : `${line} ${word}`;
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

function pieces(word: string, width: number): readonly string[] {
  if (columns(word) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (columns(part) + columns(character) > width) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}
