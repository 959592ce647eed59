/** A pattern on an event: does it match, and if not, which field stands against it. */
import type { CloudTrailRecord } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import type { Truth } from '../../model/verdict.ts';
import { allOf, anyOf } from '../../model/verdict.ts';
import { enumerate } from '../../model/words.ts';
import { holdTogether } from './elements.ts';
import type { Combination } from './fields.ts';
import { combinations, fieldsOf } from './fields.ts';
import type { Answer, QuestionId } from './questions.ts';
import { anyAnswer, everyAnswer, open, QUESTIONS } from './questions.ts';
import { namesValue, said, slipOf } from './sentences.ts';
import type { Doubt, Sight } from './sight.ts';
import { look } from './sight.ts';
import type { Branch, Entry, EventPattern, Field, Nested, Span } from './tree.ts';
import { mayBeAbsent } from './values.ts';

/** Why a match is not decided: the open question, and the field it is about. */
export interface Undecided extends Span {
  readonly question: QuestionId;
  readonly sentence: string;
}

export interface EventMatch {
  readonly truth: Truth;
  readonly undecided: readonly Undecided[];
}

/** What came of each node, in the shape of the pattern. Sentences are made when they are read: most never are. */
export interface Explanation extends Span {
  readonly truth: Truth;
  readonly sentence: string;
  readonly question?: QuestionId;
  /** Of a field: where it stands in the event. */
  readonly path?: string;
  /** It names a value. */
  readonly names?: boolean;
  /** A value wanted is a misspelling of one found. */
  readonly isClose?: boolean;
  readonly joined?: 'and' | 'or';
  readonly parts: readonly Explanation[];
}

/** `doubts` are the fields of which the event shows less than there may be. */
export function matchEventPattern(
  pattern: EventPattern,
  event: string | CloudTrailRecord,
  doubts: readonly Doubt[] = [],
): EventMatch {
  const explanation = explainEventMatch(pattern, event, doubts);
  if (explanation.truth !== 'unknown') return { truth: explanation.truth, undecided: [] };
  return { truth: 'unknown', undecided: openOf(explanation) };
}

export function explainEventMatch(
  pattern: EventPattern,
  event: string | CloudTrailRecord,
  doubts: readonly Doubt[] = [],
): Explanation {
  const { start, end } = pattern;
  const seen = typeof event === 'string' ? parsed(event) : event;
  if (!seen) return { truth: 'false', sentence: 'the event is not a JSON object', parts: [], start, end };
  const sight = look(fieldsOf(pattern.entries), seen, doubts);
  const explained = explainAll(pattern, sight);
  if (explained.truth === 'false' || !sight.hasCrowds) return explained;
  const together = inElements(pattern, sight);
  if (together.truth === explained.truth || together.truth === 'true') return explained;
  if (together.truth === 'false') return { ...explained, truth: 'false', ...apart(pattern, sight) };
  const question = together.question ?? 'EBQ-7';
  return { ...explained, truth: 'unknown', question, sentence: QUESTIONS[question], parts: [] };
}

/** Of fields that may match each by itself, but not in one element of the list that they look into. */
function apart({ entries }: EventPattern, sight: Sight): Span & { readonly sentence: string } {
  const fields = fieldsOf(entries).filter((field) => sight.isInCrowd(field) && sight.answer(field).truth !== 'false');
  const names = enumerate(fields.map(({ path }) => path));
  return {
    sentence: `no one element of a list has what the pattern wants of ${names} together`,
    start: Math.min(...fields.map(({ start }) => start)),
    end: Math.max(...fields.map(({ end }) => end)),
  };
}

function parsed(event: string): CloudTrailRecord | null {
  try {
    const value: unknown = JSON.parse(event);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function explainAll({ entries, start, end }: EventPattern | Branch | Nested, sight: Sight): Explanation {
  const parts = entries.map((entry) => explain(entry, sight));
  return joinedBy('and', allOf(parts.map(({ truth }) => truth)), parts, { start, end });
}

function explain(entry: Entry, sight: Sight): Explanation {
  switch (entry.type) {
    case 'field':
      return explainField(entry, sight);
    case 'nested':
      return explainAll(entry, sight);
    case 'choice': {
      const parts = entry.branches.map((branch) => explainBranch(branch, sight));
      return joinedBy('or', anyOf(parts.map(({ truth }) => truth)), parts, { start: entry.start, end: entry.end });
    }
    default:
      return entry satisfies never;
  }
}

function explainBranch(branch: Branch, sight: Sight): Explanation {
  const explained = explainAll(branch, sight);
  if (!branch.mayBeDropped || explained.truth !== 'true') return explained;
  return { ...explained, truth: 'unknown', question: 'EBQ-11', sentence: QUESTIONS['EBQ-11'] };
}

function joinedBy(
  joined: 'and' | 'or',
  truth: Truth,
  parts: readonly Explanation[],
  { start, end }: Span,
): Explanation {
  const sentence = truth === 'true' ? 'it matches' : truth === 'false' ? 'it does not match' : 'it is not decided';
  return { truth, sentence, joined, parts, start, end };
}

function explainField(field: Field, sight: Sight): Explanation {
  const { truth, question } = sight.answer(field);
  const { start, end } = field;
  return {
    truth,
    get sentence() {
      return said(field, sight.event, truth, question);
    },
    get isClose() {
      return slipOf(field, sight.leaves(field), sight.event) !== null;
    },
    path: field.path,
    names: namesValue(field),
    parts: [],
    start,
    end,
    ...(question === undefined ? {} : { question }),
  };
}

/** The whole pattern once more, where several fields look into one list. */
function inElements({ entries }: EventPattern, sight: Sight): Answer {
  const isOut = (field: Field) => sight.answer(field).truth === 'false';
  const isNowhere = (field: Field) => sight.leaves(field).length === 0;
  const strict = anyAnswer(each(isNowhere));
  if (!fieldsOf(entries).some(mayBeAbsent)) return strict;
  // Absent from the element, or from the whole list? AWS's answer depends on the order of the names.
  const lenient = anyAnswer(each(() => true));
  return strict.truth === lenient.truth ? strict : open('EBQ-7');

  function* each(isAbsent: (field: Field) => boolean): Generator<Answer> {
    for (const combination of combinations(entries, isOut)) yield oneCombination(combination, sight, isAbsent);
  }
}

function oneCombination(
  { fields, mayBeDropped }: Combination,
  sight: Sight,
  isAbsent: (field: Field) => boolean,
): Answer {
  const isSettled = (field: Field) => sight.isDoubtful(field) || field.uncertain === 'or';
  const settled = fields.filter(isSettled).map((field) => sight.answer(field));
  const looked = fields.filter((field) => !isSettled(field));
  const found = holdTogether(looked, sight.event, isAbsent);
  // A field that may not count may be the one that is in the way.
  const mayCountLess = found.truth === 'false' && looked.some(({ uncertain }) => uncertain !== undefined);
  const answer = everyAnswer([...settled, mayCountLess ? open('EBQ-1') : found]);
  return mayBeDropped && answer.truth === 'true' ? open('EBQ-11') : answer;
}

function openOf({ truth, question, sentence, start, end, parts }: Explanation): readonly Undecided[] {
  if (truth !== 'unknown') return [];
  if (question !== undefined) return [{ question, sentence, start, end }];
  return parts.flatMap(openOf);
}
