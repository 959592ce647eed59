/** What a pattern that is accepted is worth a word for: it may not mean what it seems to, or not be decided. */

import { isAscii } from './letters.ts';
import { isBeyond } from './numbers.ts';
import type { QuestionId } from './questions.ts';
import { QUESTIONS } from './questions.ts';
import type { Alternative, Entry, EventPattern, Excluded, Field, Lint, Numeral, Wildcard } from './tree.ts';

const USUAL_CHARACTERS = 2048;
/** The service was seen to refuse a wildcard with six. */
const MANY_STARS = 6;

export function lintsOf(pattern: EventPattern, text: string): readonly Lint[] {
  const lints = pattern.entries.flatMap(ofEntry);
  if (text.length <= USUAL_CHARACTERS) return lints;
  const sentence = `AWS takes patterns of up to ${USUAL_CHARACTERS} characters unless the quota was raised, this one has ${text.length}`;
  return [{ rule: 'quota', sentence, start: USUAL_CHARACTERS, end: text.length }, ...lints];
}

function ofEntry(entry: Entry): readonly Lint[] {
  if (entry.type === 'field') return [...ofField(entry), ...entry.alternatives.flatMap(ofAlternative)];
  if (entry.type === 'nested') return entry.entries.flatMap(ofEntry);
  return entry.branches.flatMap(({ mayBeDropped, entries, start, end }) => [
    ...(mayBeDropped ? [{ rule: 'EBQ-11', sentence: QUESTIONS['EBQ-11'], start, end }] : []),
    ...entries.flatMap(ofEntry),
  ]);
}

function ofField({ uncertain, isMixed, start, end }: Field): readonly Lint[] {
  const questions: QuestionId[] = [];
  if (uncertain === 'elsewhere') questions.push('EBQ-1');
  if (isMixed) questions.push('EBQ-12');
  return questions.map((question) => ({ rule: question, sentence: QUESTIONS[question], start, end }));
}

function ofAlternative(alternative: Alternative): readonly Lint[] {
  const { start, end } = alternative;
  if (alternative.type === 'text' && alternative.text.includes('*')) {
    const sentence = `the star in ${JSON.stringify(alternative.text)} is an ordinary character: any text is {"wildcard": ...}`;
    return [{ rule: 'EB-18', sentence, start, end }];
  }
  const question = questionOf(alternative);
  const lints = question === null ? [] : [{ rule: question, sentence: QUESTIONS[question], start, end }];
  if (!wildcardsOf(alternative).some((wildcard) => wildcard.length > MANY_STARS)) return lints;
  return [
    ...lints,
    { rule: 'EB-35', sentence: 'a wildcard with so many stars may be refused as too complex', start, end },
  ];
}

/** The question that an alternative raises whatever the event holds. */
function questionOf(alternative: Alternative): QuestionId | null {
  switch (alternative.type) {
    case 'number':
      return isBeyond(alternative.number) ? 'EBQ-6' : null;
    case 'numeric':
      return alternative.bounds.some(({ number }) => isBeyond(number)) ? 'EBQ-6' : null;
    case 'anythingBut':
      return questionOfExcluded(alternative.excluded);
    case 'cidr':
      return alternative.address.isAmbiguous ? 'EBQ-4' : null;
    case 'equalsIgnoreCase':
      return beyondAscii([alternative.text]);
    case 'prefix':
    case 'suffix':
      return (
        (alternative.ignoresCase ? beyondAscii([alternative.text]) : null) ??
        openQuote(alternative.type, [alternative.text])
      );
    default:
      return null;
  }
}

function questionOfExcluded(excluded: Excluded): QuestionId | null {
  if (excluded.type === 'numbers') return excluded.numbers.some((number: Numeral) => isBeyond(number)) ? 'EBQ-6' : null;
  if (excluded.type === 'equalsIgnoreCase') return beyondAscii(excluded.texts);
  if (excluded.type === 'prefix' || excluded.type === 'suffix') return openQuote(excluded.type, excluded.texts);
  return null;
}

function beyondAscii(texts: readonly string[]): QuestionId | null {
  return texts.some((text) => !isAscii(text)) ? 'EBQ-5' : null;
}

function openQuote(type: 'prefix' | 'suffix', texts: readonly string[]): QuestionId | null {
  return texts.some((text) => (type === 'prefix' ? text.endsWith('"') : text.startsWith('"'))) ? 'EBQ-8' : null;
}

function wildcardsOf(alternative: Alternative): readonly Wildcard[] {
  if (alternative.type === 'wildcard') return [alternative.wildcard];
  if (alternative.type !== 'anythingBut' || alternative.excluded.type !== 'wildcard') return [];
  return alternative.excluded.wildcards;
}
