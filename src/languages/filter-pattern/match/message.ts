/**
 * The text of a message, as terms and regular expressions see it. Of a record only its keys and values are known: they may stand in any order,
 * with any spacing between them, and signs other than plain ones may be escaped.
 */
import type { CloudTrailRecord, Value } from '../../../model/value.ts';
import type { Answer } from './answer.ts';
import { NO, open, YES } from './answer.ts';
import { finds, findsWordsOnly, isUnanchored, mayFindDigits } from './regex.ts';

/** What is known of the text of a record. */
interface Sight {
  /** Texts that certainly stand in it, as they are. */
  readonly certain: ReadonlySet<string>;
  /** What stands in it if a sign before is escaped: the letters of the escape, and what follows it. */
  readonly possible: ReadonlySet<string>;
  readonly hasNumber: boolean;
}

/** Signs that JSON writes in more than one way, or that some who write JSON escape. */
const ESCAPABLE = /[^ !#-%(-;?-[\]-~]/;
const SHORT: Readonly<Record<string, string>> = { '\n': 'n', '\r': 'r', '\t': 't', '\b': 'b', '\f': 'f' };

/** Whether a text stands in JSON as it is. */
export function isPlainText(text: string): boolean {
  return !ESCAPABLE.test(text);
}

const UNWRITTEN = open('FP-10', 'how the text of the record is laid out and escaped is not known');

/** Whether a phrase occurs in a message. */
export function holdsPhrase(message: string | CloudTrailRecord, phrase: string): Answer {
  if (typeof message === 'string') return message.includes(phrase) ? YES : NO;
  const sight = sightOf(message);
  const plain = phrase.split(ESCAPABLE);
  if (plain.length === 1) return holdsPlain(sight, phrase);
  return plain.some((part) => holdsPlain(sight, part).truth === 'false') ? NO : UNWRITTEN;
}

function holdsPlain(sight: Sight, phrase: string): Answer {
  if (someHolds(sight.certain, phrase)) return YES;
  const isBetween = phrase === '' || /[\s{}[\],:]/.test(phrase) ? isStructure(phrase) : isOfNumber(sight, phrase);
  return isBetween || someHolds(sight.possible, phrase) ? UNWRITTEN : NO;
}

function someHolds(texts: ReadonlySet<string>, phrase: string): boolean {
  for (const text of texts) if (text.includes(phrase)) return true;
  return false;
}

/** Whether it may stand between texts: signs of JSON, numbers, true, false, null. */
function isStructure(phrase: string): boolean {
  return /^[-+.\d\s{}[\],:eEtrufalsn]*$/.test(phrase);
}

/** Numbers can be written in several ways. */
function isOfNumber({ hasNumber }: Sight, phrase: string): boolean {
  return hasNumber && /^[-+.\deE]+$/.test(phrase);
}

/** Whether a regular expression finds something in a message. */
export function findsIn(message: string | CloudTrailRecord, source: string): Answer {
  if (typeof message === 'string') return finds(source, message);
  const inNothing = finds(source, '');
  if (inNothing.question) return inNothing;
  if (!isUnanchored(source)) return UNWRITTEN;
  const { certain, possible, hasNumber } = sightOf(message);
  const isIn = (text: string) => finds(source, text).truth === 'true';
  if (inNothing.truth === 'true' || [...certain].some(isIn)) return YES;
  return findsWordsOnly(source) && !(hasNumber && mayFindDigits(source)) && ![...possible].some(isIn) ? NO : UNWRITTEN;
}

const sights = new WeakMap<CloudTrailRecord, Sight>();

/** Several patterns look at one record. */
function sightOf(record: CloudTrailRecord): Sight {
  const before = sights.get(record);
  if (before) return before;
  const certain = new Set<string>();
  const possible = new Set<string>();
  let hasNumber = false;
  // Without recursion, since records come from elsewhere.
  const inside: Value[] = [record];
  for (let value = inside.pop(); value !== undefined; value = inside.pop()) {
    if (typeof value === 'string') spell(value, certain, possible);
    else if (typeof value === 'number') hasNumber = true;
    else if (typeof value !== 'object' || value === null) certain.add(String(value));
    else if (Array.isArray(value)) for (const each of value) inside.push(each);
    else {
      for (const [key, each] of Object.entries(value)) {
        spell(key, certain, possible);
        inside.push(each);
      }
    }
  }
  const sight = { certain, possible, hasNumber };
  sights.set(record, sight);
  return sight;
}

function spell(text: string, certain: Set<string>, possible: Set<string>): void {
  if (isPlainText(text)) {
    certain.add(text);
    return;
  }
  let end = text.length;
  for (let at = end - 1; at >= 0; at--) {
    const sign = text.charAt(at);
    if (!ESCAPABLE.test(sign)) continue;
    const plain = text.slice(at + 1, end);
    certain.add(plain);
    for (const letters of escaped(sign)) possible.add(letters + plain);
    end = at;
  }
  certain.add(text.slice(0, end));
}

/** The letters that may stand behind the backslash. */
function escaped(sign: string): readonly string[] {
  const code = sign.charCodeAt(0).toString(16).padStart(4, '0');
  const short = SHORT[sign];
  return [`u${code}`, `u${code.toUpperCase()}`, ...(short === undefined ? [] : [short])];
}
