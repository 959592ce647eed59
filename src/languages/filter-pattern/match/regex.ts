/** Regular expressions of AWS's subset, which is one of RE2's: searched for in time linear in the text. */
import { RE2JS } from 're2js';
import type { Answer } from './answer.ts';
import { decided, open } from './answer.ts';

const UNCLEAR = open('FP-55', 'what this regular expression means to AWS is not documented');
/** What AWS documents between the percent signs; other escapes and classes mean something to one engine and nothing to another. */
const UNDOCUMENTED = /\\([A-CE-RT-VX-Za-ce-rt-vy-z0-9]|x(?![0-9A-Fa-f]{2}))|\[\[:/;
const MOST_REPEATS = 1000;

export function finds(source: string, text: string): Answer {
  const expression = compiledOnce(source);
  if (!expression) return UNCLEAR;
  if (/[\r\n]/.test(text)) return open('FP-56', 'how a regular expression treats line breaks is not documented');
  return decided(expression.matcher(text).find());
}

const compiled = new Map<string, RE2JS | null>();

/** Null where it is not known to be read alike. */
function compiledOnce(source: string): RE2JS | null {
  const before = compiled.get(source);
  if (before !== undefined) return before;
  const expression = compile(source);
  compiled.set(source, expression);
  return expression;
}

function compile(source: string): RE2JS | null {
  const counts = [...source.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].map(([, least, most]) =>
    Math.max(Number(least), Number(most ?? 0)),
  );
  const repeats = counts.reduce((sum, count) => sum + count, 0);
  if (UNDOCUMENTED.test(source.replaceAll('\\\\', '')) || repeats > MOST_REPEATS) return null;
  try {
    return RE2JS.compile(source);
  } catch {
    return null;
  }
}

/** Whether it finds the same wherever in a longer text the text stands. */
export function isUnanchored(source: string): boolean {
  return !/[$^]/.test(source.replace(/\\./g, '').replaceAll('[^', '['));
}

/** Whether everything it finds is made of letters, digits and underscores. */
export function findsWordsOnly(source: string): boolean {
  return /^(\w|\||[?+*]|\{\d+(,\d*)?\}|\\[dw]|\[([a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d|\w)+\])+$/.test(source);
}

/** Whether an alternative of a source that finds words only may find what a number is made of: none of its letters has to be another one. */
export function mayFindDigits(source: string): boolean {
  const letters = source.replace(/\\[dw]|\[[^\]]*\]/g, '');
  return letters.split('|').some((alternative) => !/[A-DF-Za-df-z_](?![?*{])/.test(alternative));
}
