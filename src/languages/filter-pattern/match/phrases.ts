/** Terms on a message: the wanted ones all occur and the excluded ones do not, or one of the optional ones occurs. */

import { nearestName } from '../../../model/suggest.ts';
import type { CloudTrailRecord } from '../../../model/value.ts';
import { isObject } from '../../../model/value.ts';
import { not } from '../../../model/verdict.ts';
import { isWord } from '../parse/terms.ts';
import { printTerm } from '../print.ts';
import type { Pattern, Term } from '../tree.ts';
import type { Answer } from './answer.ts';
import { ESCAPED, NO, open } from './answer.ts';
import type { Explanation } from './explanation.ts';
import { join } from './explanation.ts';
import { holdsPhrase } from './message.ts';

export function explainTerms(
  pattern: Extract<Pattern, { form: 'terms' }>,
  message: string | CloudTrailRecord,
): Explanation {
  const counting = pattern.terms.filter(({ role }) => role !== 'optional');
  const parts = (counting.length > 0 ? counting : pattern.terms).map((term) => explainTerm(term, message));
  return join(counting.length > 0 ? 'and' : 'or', parts, pattern);
}

function explainTerm(term: Term, message: string | CloudTrailRecord): Explanation {
  const { truth: occurs, question } = occursIn(term, message);
  const isExcluded = term.role === 'excluded';
  const { start, end } = term;
  return {
    truth: isExcluded ? not(occurs) : occurs,
    sentence: question ? `${printTerm(term)}: ${question.sentence}` : said(term, occurs === 'true'),
    names: !isExcluded,
    get isClose() {
      return !isExcluded && typeof message !== 'string' && isMisspelt(term.text, message);
    },
    parts: [],
    start,
    end,
    ...(question ? { question: question.id } : {}),
  };
}

function said({ text, role }: Term, occurs: boolean): string {
  if (!occurs) return `"${text}" does not occur in it`;
  return role === 'excluded' ? `"${text}" occurs in it, which the pattern excludes` : `"${text}" occurs in it`;
}

/** Whether the text of a term occurs in a message. */
function occursIn({ text, isQuoted }: Term, message: string | CloudTrailRecord): Answer {
  if (!isQuoted && !isWord(text)) {
    return open(
      'FP-06',
      'how a term without quotes is read that holds other signs than letters and digits is not documented',
    );
  }
  if (text.includes('\\')) return ESCAPED;
  if (text === '') return open('FP-01', 'what empty quotes beside other terms mean is not documented');
  const literal = holdsPhrase(message, text);
  if (literal.truth === 'true' || !text.includes('*')) return literal;
  const isPossible = text.split('*').every((part) => part === '' || holdsPhrase(message, part).truth !== 'false');
  return isPossible ? open('OQ-15', 'whether * in a phrase stands for itself is not documented') : NO;
}

function isMisspelt(text: string, record: CloudTrailRecord): boolean {
  return Object.values(record).some(
    (value) => !isObject(value) && typeof value === 'string' && nearestName(value, [text]) !== null,
  );
}
