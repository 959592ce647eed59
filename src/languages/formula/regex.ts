/** Regular expressions as filter patterns know them (no groups), as languages: the texts in which a search finds a match. */
import type { Language } from './language.ts';
import { ALL, characters, letter, NONE, or, repeat, sequence } from './language.ts';
import type { Steps } from './steps.ts';
import { map, zip } from './steps.ts';

type Piece = Language | '^' | '$';

/** A piece and what follows it in the source. */
interface Read<T> {
  readonly value: T;
  readonly end: number;
}

const MOST_REPEATS = 1000;
/** Printable ASCII without parentheses; AWS refuses the rest. */
const CHARACTER = /[ -'*-~]/;

/** A source that is not known to mean the same to AWS. */
class Undocumented extends Error {}

const MOST_KEPT = 5000;
const read = new Map<string, Language | null>();

/** Null where it is not documented how AWS reads the source. */
export function language(source: string): Language | null {
  const before = read.get(source);
  if (before !== undefined) return before;
  const languageOfSource = parsed(source);
  // Forgetting costs time only.
  if (read.size >= MOST_KEPT) read.clear();
  read.set(source, languageOfSource);
  return languageOfSource;
}

function parsed(source: string): Language | null {
  try {
    const alternatives: Piece[][] = [[]];
    let repeats = 0;
    for (let at = 0; at < source.length; ) {
      if (source[at] === '|') {
        alternatives.push([]);
        at++;
        continue;
      }
      const atom = readAtom(source, at);
      const count = readCount(source, atom.end);
      alternatives.at(-1)?.push(...repeated(atom.value, count.value));
      repeats += count.value.written;
      at = count.end;
    }
    return repeats > MOST_REPEATS ? null : or(alternatives.map(searched));
  } catch (error) {
    if (error instanceof Undocumented) return null;
    throw error;
  }
}

/** An anchor leaves nothing of what stands on its far side, which therefore has to be able to be nothing. */
function searched(pieces: readonly Piece[]): Language {
  const begin = pieces.lastIndexOf('^');
  const end = pieces.indexOf('$');
  const [from, to] = [begin + 1, end < 0 ? pieces.length : end];
  const outside = [...pieces.slice(0, from), ...pieces.slice(to)];
  if (outside.some((piece) => typeof piece === 'object' && !piece.nullable)) return NONE;
  const inside = pieces.slice(from, to).filter((piece) => typeof piece === 'object');
  return sequence([...(begin < 0 ? [ALL] : []), ...inside, ...(end < 0 ? [ALL] : [])]);
}

/** `written`: the largest number in braces, for the bound on all of them together. */
interface Count {
  readonly least: number;
  readonly most: number;
  readonly written: number;
}

const ONCE: Count = { least: 1, most: 1, written: 0 };
const SIGNS: Readonly<Record<string, Count>> = {
  '*': { least: 0, most: Number.POSITIVE_INFINITY, written: 0 },
  '+': { least: 1, most: Number.POSITIVE_INFINITY, written: 0 },
  '?': { least: 0, most: 1, written: 0 },
};

function repeated(piece: Piece, { least, most }: Count): readonly Piece[] {
  if (typeof piece === 'object') return [repeat(piece, least, most)];
  // An anchor that need not be there says nothing.
  return least === 0 ? [] : [piece];
}

function readCount(source: string, at: number): Read<Count> {
  const count = countAt(source, at);
  if (!count) return { value: ONCE, end: at };
  // How much a search takes (`*?`) does not matter to whether it finds.
  const end = source[count.end] === '?' ? count.end + 1 : count.end;
  return { value: count.value, end };
}

function countAt(source: string, at: number): Read<Count> | null {
  const sign = SIGNS[source[at] ?? ''];
  if (sign) return { value: sign, end: at + 1 };
  const [text, least, comma, most] = /^\{(0|[1-9]\d*)(,(0|[1-9]\d*)?)?\}/.exec(source.slice(at)) ?? [];
  if (text === undefined) return null;
  const from = Number(least);
  const to = comma === undefined ? from : most === undefined ? Number.POSITIVE_INFINITY : Number(most);
  if (to < from) throw new Undocumented('a range that ends before it begins');
  return { value: { least: from, most: to, written: Math.max(from, Number(most ?? 0)) }, end: at + text.length };
}

function readAtom(source: string, at: number): Read<Piece> {
  const character = source[at] ?? '';
  if (character === '^' || character === '$') return { value: character, end: at + 1 };
  if (character === '.') return { value: letter(map(characters(10), (isIn) => !isIn)), end: at + 1 };
  if (countAt(source, at)) throw new Undocumented('nothing to repeat, or a repetition');
  const { value, end } = character === '[' ? readSet(source, at + 1) : readMember(source, at);
  return { value: letter(value.set), end };
}

function readSet(source: string, start: number): Read<Member> {
  const isNegated = source[start] === '^';
  const first = isNegated ? start + 1 : start;
  const members: Steps<boolean>[] = [];
  let at = first;
  while (source[at] !== ']' || at === first) {
    if (source.startsWith('[:', at)) throw new Undocumented('a named class');
    const member = readRange(source, at);
    members.push(member.value.set);
    at = member.end;
  }
  const set = map(union(members), (isIn) => isIn !== isNegated);
  return { value: { set, code: null }, end: at + 1 };
}

/** `a-z`, or a single member of a set. */
function readRange(source: string, at: number): Read<Member> {
  const low = readMember(source, at);
  const isRange = source[low.end] === '-' && source[low.end + 1] !== ']' && low.value.code !== null;
  if (!isRange) return low;
  const high = readMember(source, low.end + 1);
  if (low.value.code === null || high.value.code === null || high.value.code < low.value.code) {
    throw new Undocumented('a range between no characters');
  }
  return { value: { set: characters(low.value.code, high.value.code), code: null }, end: high.end };
}

/** A set of characters; `code` where it is a single one. */
interface Member {
  readonly set: Steps<boolean>;
  readonly code: number | null;
}

const DIGITS = characters(0x30, 0x39);
const BLANKS = union([characters(0x09, 0x0a), characters(0x0c, 0x0d), characters(0x20)]);
const WORD = union([DIGITS, characters(0x41, 0x5a), characters(0x5f), characters(0x61, 0x7a)]);
const CLASSES: Readonly<Record<string, Steps<boolean>>> = { d: DIGITS, s: BLANKS, w: WORD };

function union(sets: readonly Steps<boolean>[]): Steps<boolean> {
  return zip(sets, (values) => values.includes(true));
}

function readMember(source: string, at: number): Read<Member> {
  const character = source[at] ?? '';
  if (!CHARACTER.test(character)) throw new Undocumented('a character that AWS refuses, or the end of the source');
  return character === '\\' ? readEscape(source, at + 1) : single(character.charCodeAt(0), at + 1);
}

function readEscape(source: string, at: number): Read<Member> {
  const character = source[at] ?? '';
  const known = CLASSES[character.toLowerCase()];
  if (known) {
    const isNegated = character !== character.toLowerCase();
    return { value: { set: map(known, (isIn) => isIn !== isNegated), code: null }, end: at + 1 };
  }
  const hex = /x([0-9A-Fa-f]{2})/.exec(source.slice(at, at + 3))?.[1];
  if (hex !== undefined) return single(Number.parseInt(hex, 16), at + 3);
  // A bracket or sign stands for itself; what another letter would mean is not documented.
  if (!/[ -/:-@[-`{-~]/.test(character)) throw new Undocumented('an escape that is not documented');
  return single(character.charCodeAt(0), at + 1);
}

function single(code: number, end: number): Read<Member> {
  return { value: { set: characters(code), code }, end };
}
