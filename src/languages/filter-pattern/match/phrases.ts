/** Terms on a message: the wanted ones all occur and the excluded ones do not, or one of the optional ones occurs. */

import { isSlip } from '../../../model/suggest.ts';
import type { CloudTrailRecord } from '../../../model/value.ts';
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
    get sentence() {
      return question ? `${printTerm(term)}: ${question.sentence}` : said(term, occurs === 'true', message);
    },
    names: !isExcluded,
    asks: isExcluded ? null : { field: '', found: '', among: 1 },
    get isClose() {
      return !isExcluded && (inOtherLetters(term.text, message) ?? misspelt(term.text, message)) !== null;
    },
    parts: [],
    start,
    end,
    ...(question ? { question: question.id } : {}),
  };
}

function said({ text, role }: Term, occurs: boolean, message: string | CloudTrailRecord): string {
  if (!occurs) return `"${text}" does not occur in it${slip(text, message)}`;
  return role === 'excluded' ? `"${text}" occurs in it, which the pattern excludes` : `"${text}" occurs in it`;
}

/** Whether the text of a term occurs in a message. */
function occursIn({ text, isQuoted }: Term, message: string | CloudTrailRecord): Answer {
  if (!isQuoted && !isWord(text)) {
    if (text.startsWith('$.')) {
      return open(
        'FP-06',
        'fields are selected between braces, and what is found by a term of this form is not documented',
      );
    }
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

function slip(text: string, message: string | CloudTrailRecord): string {
  const other = inOtherLetters(text, message);
  if (other !== null) return `; letter case counts, and it is "${other}"`;
  const meant = misspelt(text, message);
  return meant === null ? '' : ` (did you mean "${meant}"?)`;
}

/** How a message writes a text that it has in other letter case only. */
function inOtherLetters(text: string, message: string | CloudTrailRecord): string | null {
  const whole = typeof message === 'string' ? message : JSON.stringify(message);
  const at = whole.toLowerCase().indexOf(text.toLowerCase());
  const found = whole.slice(at, at + text.length);
  return at >= 0 && found.toLowerCase() === text.toLowerCase() ? found : null;
}

/** The name at the top of a record that a text misspells: what stands deeper is seldom a name of AWS. */
function misspelt(text: string, message: string | CloudTrailRecord): string | null {
  if (typeof message === 'string') return null;
  const names = Object.values(message).filter((value) => typeof value === 'string');
  return names.find((name) => isSlip(text, name)) ?? null;
}
