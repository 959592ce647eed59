/** Numbers in patterns and records: which are compared alike by every implementation, and which texts read as numbers. */

import type { Comparison, Operand } from '../tree.ts';
import type { Answer } from './answer.ts';
import { decided, ESCAPED, NO, open } from './answer.ts';

export type NumberOperand = Pick<Extract<Operand, { type: 'number' }>, 'text' | 'value'>;

const IMPRECISE = open('OQ-12', 'numbers of more than 15 digits are not compared reliably');

/** A text that reads as a number. */
export function isNumeric(text: string): boolean {
  return /^[ \t]*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[ \t]*$/.test(text);
}

/** Whether it has no more digits than every implementation of numbers keeps. */
export function isPrecise(written: string): boolean {
  const [mantissa = ''] = written.trim().split(/e/i);
  const digits = mantissa.replace(/^[+-]?0*\.?0*/, '').replace('.', '').length;
  return digits <= 15 && Math.abs(Number(written)) <= Number.MAX_SAFE_INTEGER;
}

/** What 15 digits do not tell from a number. */
export function nearTo(literal: number): { readonly from: number; readonly to: number } {
  const width = Math.abs(literal) * 1e-14;
  return { from: literal - width, to: literal + width };
}

/** Whether an implementation that keeps fewer digits could compare them otherwise. */
function isImprecise({ text, value: literal }: NumberOperand, value: number): boolean {
  if (!isPrecise(text) || !(Math.abs(value) <= Number.MAX_SAFE_INTEGER)) return true;
  const { from, to } = nearTo(literal);
  return value !== literal && value >= from && value <= to;
}

export function compareNumbers(operator: Comparison, operand: NumberOperand, value: number): Answer {
  if (isImprecise(operand, value)) return IMPRECISE;
  const { value: literal } = operand;
  const sides: Readonly<Record<Comparison, boolean>> = {
    '=': value === literal,
    '!=': value !== literal,
    '<': value < literal,
    '<=': value <= literal,
    '>': value > literal,
    '>=': value >= literal,
  };
  return decided(sides[operator]);
}

/** Whether the text of a clause may stand for the digits of a number at all: none begins with an exponent, and none ends before its digits. */
export function mayBeDigits(text: string): boolean {
  return /^[-+.\deE* \t\\]*$/.test(text) && !/^[eE]|[-+eE]$/.test(text);
}

/** A text without wildcards against a number. */
export function equalsDigits(text: string, value: number): Answer {
  if (text.includes('\\')) return ESCAPED;
  const literal = { text, value: Number(text) };
  if (!isNumeric(text) || !(literal.value === value || isImprecise(literal, value))) return NO;
  return open('OQ-4', 'whether a text equals a number is not documented');
}

/** The digits of a number, where they are certain. */
export function digitsOf(value: number): string | Answer {
  const digits = String(value);
  return isPrecise(digits) ? digits : IMPRECISE;
}
