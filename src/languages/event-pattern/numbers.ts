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
  return digitsOf(text).length > MOST_DIGITS;
}

/** Whether the value is the number that is written: EventBridge refuses to compare with others. */
export function isExact({ text, value }: Numeral): boolean {
  return digitsOf(text) === digitsOf(String(value));
}

/** Its digits, without zeros in front and at the end. */
function digitsOf(text: string): string {
  const [mantissa = ''] = text.split(/e/i);
  return mantissa.replace(/[-.]/g, '').replace(/^0+|0+$/g, '');
}
