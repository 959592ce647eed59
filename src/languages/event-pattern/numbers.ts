/** Comparing numbers by value, as far as AWS documents that they are compared. */
import type { Answer } from './questions.ts';
import { decided, open } from './questions.ts';
import type { Bound, Numeral } from './tree.ts';

export function compare(operator: Bound['operator'], value: number, number: Numeral): Answer {
  if (isBeyond({ text: String(value), value }) || isBeyond(number)) return open('EBQ-6');
  switch (operator) {
    case '=':
      return decided(value === number.value);
    case '<':
      return decided(value < number.value);
    case '<=':
      return decided(value <= number.value);
    case '>':
      return decided(value > number.value);
    case '>=':
      return decided(value >= number.value);
    default:
      return operator satisfies never;
  }
}

const LARGEST = 5e9;
const MOST_DIGITS = 15;
const MOST_DECIMALS = 6;

/** Beyond what AWS ever documented to be compared: -5e9 to 5e9, 15 digits, 6 of them decimals. */
export function isBeyond(numeral: Numeral): boolean {
  const { text, value } = numeral;
  const scale = 10 ** MOST_DECIMALS;
  if (!(Math.abs(value) <= LARGEST) || Math.round(value * scale) / scale !== value) return true;
  return partsOf(text).digits.length > MOST_DIGITS;
}

/** Whether the value is the number that is written: EventBridge refuses to compare with others. */
export function isExact({ text, value }: Numeral): boolean {
  if (!Number.isFinite(value)) return false;
  const [written, kept] = [partsOf(text), partsOf(String(value))];
  return written.digits === kept.digits && written.exponent === kept.exponent;
}

/** Digits without zeros in front and at the end, and the power of ten of the last one. */
function partsOf(text: string): { readonly digits: string; readonly exponent: number } {
  const [mantissa = '', power = '0'] = text.split(/e/i);
  const [whole = '', decimals = ''] = mantissa.replace('-', '').split('.');
  const all = (whole + decimals).replace(/^0+/, '');
  const digits = all.replace(/0+$/, '');
  if (digits === '') return { digits, exponent: 0 };
  return { digits, exponent: Number(power) - decimals.length + all.length - digits.length };
}
