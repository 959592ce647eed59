/** One clause of a pattern against one found value. What the documentation leaves open is unknown, with the question named. */
import type { Value } from '../../../model/value.ts';
import { not } from '../../../model/verdict.ts';
import type { Comparison, Leaf, Operand } from '../tree.ts';
import type { Answer } from './answer.ts';
import { decided, NO, open, YES } from './answer.ts';
import type { NumberOperand } from './numbers.ts';
import { compareNumbers, digitsOf, equalsDigits, isNumeric, mayBeDigits } from './numbers.ts';
import { finds } from './regex.ts';
import { equalsText } from './texts.ts';

const SPOILT: Answer = { truth: 'false', spoils: true };

/** `undefined` stands for a field that is absent. */
export function answer(leaf: Leaf, value: Value | undefined): Answer {
  if (leaf.type === 'compare') {
    // A comparison of an absent field matches neither way: != does not mean "absent or different".
    if (value === undefined) return NO;
    if (leaf.operator === '=' || leaf.operator === '!=') return equality(leaf.operator, leaf.operand, value);
    return order(leaf.operator, leaf.operand, value);
  }
  if (!leaf.asDocumented)
    return open('OQ-5', 'AWS documents IS NULL, IS TRUE, IS FALSE and NOT EXISTS in upper case only');
  if (leaf.type === 'notExists') return decided(value === undefined);
  const wanted = { NULL: null, TRUE: true, FALSE: false }[leaf.what];
  return decided(value === wanted);
}

function equality(operator: '=' | '!=', operand: Operand, value: Value): Answer {
  if (typeof value === 'object' && value !== null) return SPOILT;
  if (value === null) return ofNull(operator, operand);
  const same = equals(operand, value as string | number | boolean);
  if (operator === '=') return same;
  return same.truth === 'unknown' ? same : { truth: not(same.truth) };
}

function ofNull(operator: '=' | '!=', operand: Operand): Answer {
  if (operator === '=' && operand.type === 'number') return NO;
  if (operator === '=' && operand.type === 'text' && equalsText(operand.text.toLowerCase(), 'null').truth === 'false') {
    return NO;
  }
  return open('OQ-8', 'how = and != treat null is not documented');
}

function equals(operand: Operand, value: string | number | boolean): Answer {
  if (operand.type === 'number') return equalsNumber(operand, value);
  if (operand.type === 'regex') {
    if (typeof value === 'string') return finds(operand.source, value);
    return open('OQ-16', 'whether a regular expression sees numbers and booleans is not documented');
  }
  if (operand.text === '*') return YES;
  if (typeof value === 'boolean') return equalsBoolean(operand.text);
  return typeof value === 'number' ? equalsWritten(operand, value) : equalsText(operand.text, value);
}

function equalsNumber(operand: NumberOperand, value: string | number | boolean): Answer {
  if (typeof value === 'number') return compareNumbers('=', operand, value);
  if (typeof value === 'boolean' || !isNumeric(value) || Number(value) !== operand.value) return NO;
  return open(
    'OQ-4',
    'whether a number equals the same number written as text is not documented; in quotes, texts are compared',
  );
}

function equalsBoolean(text: string): Answer {
  const mayBe = (word: string) => equalsText(text.toLowerCase(), word).truth !== 'false';
  if (!mayBe('true') && !mayBe('false')) return NO;
  return open('OQ-3', 'whether = compares true and false is not documented; IS TRUE and IS FALSE do');
}

function equalsWritten({ text, isQuoted }: Extract<Operand, { type: 'text' }>, value: number): Answer {
  if (!mayBeDigits(text)) return NO;
  if (!text.includes('*')) return equalsDigits(text, value);
  const digits = digitsOf(value);
  if (typeof digits !== 'string') return digits;
  const alike = equalsText(text, digits);
  if (alike.truth === 'false' || !isQuoted) return alike;
  return open('OQ-4', 'whether a quoted text equals a number is not documented');
}

function order(operator: Exclude<Comparison, '=' | '!='>, operand: Operand, value: Value): Answer {
  if (operand.type !== 'number') return NO;
  if (typeof value === 'object' && value !== null) return SPOILT;
  if (typeof value === 'number') return compareNumbers(operator, operand, value);
  if (typeof value !== 'string' || !isNumeric(value)) return NO;
  return open('OQ-4', 'whether a number written as text is compared as a number is not documented');
}
