/** What AWS does not document, or documents one way and does another: the questions behind an unknown match. */
import type { Truth } from '../../model/verdict.ts';

export const QUESTIONS = {
  'EBQ-1': 'the field is given more than once, and which of them counts is not documented',
  'EBQ-2': 'what $or means without two or more objects that name fields is not documented',
  'EBQ-3': 'how a number or an address of the other IP version is held against a range is not documented',
  'EBQ-4': 'whether addresses that are spelt in different ways are the same is not documented',
  'EBQ-5': 'how letters beyond ASCII are compared without case is not documented',
  'EBQ-6': 'numbers beyond 5 billion, with more than 15 digits or 6 decimals, are not compared reliably',
  'EBQ-7': 'whether a field exists is not documented where some objects of a list have it and some have not',
  'EBQ-8': 'how a quotation mark at the open end of a prefix or suffix is matched is not documented',
  'EBQ-9': 'how keys with dots in them share the path of a list is not documented',
  'EBQ-10': 'what an event holds in this field does not follow from its CloudTrail record',
  'EBQ-11': 'whether a branch of $or counts is not certain where an earlier one shares a value with it in every field',
  'EBQ-12':
    'whether comparisons without case work beside wildcards, or in several branches, of the same field is not certain',
  'EBQ-13': 'events that are nested as deeply as this one are not followed',
  'EBQ-14': 'what the change of state of an alarm holds in this field does not follow from the alarm',
  'EB-40': 'what events of this kind name as their source is not documented',
  'EB-41': 'under which other detail-type a sign-in is sent is documented in more than one way',
  'EB-42': 'the detail-type of events that are neither API calls nor sign-ins is not certain',
} as const satisfies Readonly<Record<string, string>>;
export type QuestionId = keyof typeof QUESTIONS;

/** Whether something holds; where that is not known, which question is open. */
export interface Answer {
  readonly truth: Truth;
  readonly question?: QuestionId;
}

export const YES: Answer = { truth: 'true' };
export const NO: Answer = { truth: 'false' };

export function decided(holds: boolean): Answer {
  return holds ? YES : NO;
}

export function open(question: QuestionId): Answer {
  return { truth: 'unknown', question };
}

/** One that holds is enough; else the first open question. */
export function anyAnswer(answers: Iterable<Answer>): Answer {
  let result = NO;
  for (const answer of answers) {
    if (answer.truth === 'true') return answer;
    if (result.truth === 'false') result = answer;
  }
  return result;
}

/** All must hold: one that does not decides, else the first open question. */
export function everyAnswer(answers: Iterable<Answer>): Answer {
  let result = YES;
  for (const answer of answers) {
    if (answer.truth === 'false') return answer;
    if (result.truth === 'true') result = answer;
  }
  return result;
}

export function negated(answer: Answer): Answer {
  if (answer.truth === 'unknown') return answer;
  return decided(answer.truth === 'false');
}
