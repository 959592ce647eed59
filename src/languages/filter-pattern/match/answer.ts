/** What comes of one clause or term: yes, no, or a question that the documentation leaves open. */
import type { Truth } from '../../../model/verdict.ts';

export interface Question {
  readonly id: string;
  readonly sentence: string;
}

/** `question` is the open question behind an unknown; `spoils`: the value is a list or object, which may spoil the whole pattern. */
export interface Answer {
  readonly truth: Truth;
  readonly question?: Question;
  readonly spoils?: true;
}

export const YES: Answer = { truth: 'true' };
export const NO: Answer = { truth: 'false' };

export function decided(is: boolean): Answer {
  return is ? YES : NO;
}

export function open(id: string, sentence: string): Answer {
  return { truth: 'unknown', question: { id, sentence } };
}

export const ESCAPED: Answer = open('OQ-6', 'escapes inside quotes are not documented');
