/** Comparing texts without regard to case: decided for ASCII; beyond it, only what is different for everybody is different. */
import type { Answer } from './questions.ts';
import { decided, NO, open } from './questions.ts';

export function equalsIgnoringCase(value: string, text: string): Answer {
  if (isAscii(value) && isAscii(text)) return decided(value.toLowerCase() === text.toLowerCase());
  return fold(value) === fold(text) ? open('EBQ-5') : NO;
}

export function startsIgnoringCase(value: string, text: string): Answer {
  const head = value.slice(0, text.length);
  if (isAscii(head) && isAscii(text)) return decided(head.toLowerCase() === text.toLowerCase());
  return fold(value).startsWith(fold(text)) ? open('EBQ-5') : NO;
}

export function endsIgnoringCase(value: string, text: string): Answer {
  const tail = text === '' ? '' : value.slice(-text.length);
  if (isAscii(tail) && isAscii(text)) return decided(tail.toLowerCase() === text.toLowerCase());
  return fold(value).endsWith(fold(text)) ? open('EBQ-5') : NO;
}

export function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

/** Whatever any implementation takes for the same letter becomes the same: accents, ligatures and special forms are dropped as well. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase().toUpperCase();
}
