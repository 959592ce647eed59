/** Sets of numbers. Doubles stand in a row without a gap, so a set is a step function over them and needs no open ends. */
import type { Steps } from './steps.ts';
import { at, constant, map, zip } from './steps.ts';

/** Over the finite doubles, which are all that JSON can write. */
export type NumberSet = Steps<boolean>;

const LEAST = -Number.MAX_VALUE;

export const NO_NUMBER: NumberSet = constant(LEAST, false);
export const EVERY_NUMBER: NumberSet = constant(LEAST, true);

/** An interval; `null` leaves a side open to infinity. */
export interface Bounds {
  readonly from?: number;
  /** Default: it does. */
  readonly fromIsIn?: boolean;
  readonly to?: number;
  readonly toIsIn?: boolean;
}

export function interval({ from = LEAST, fromIsIn = true, to = Number.MAX_VALUE, toIsIn = true }: Bounds): NumberSet {
  const low = Math.max(LEAST, fromIsIn ? from : above(from));
  const end = toIsIn ? above(to) : to;
  if (!(low < end)) return NO_NUMBER;
  const [starts, values] =
    low === LEAST
      ? [[LEAST], [true]]
      : [
          [LEAST, low],
          [false, true],
        ];
  // -0 and 0 are one number.
  return end > Number.MAX_VALUE
    ? { starts, values }
    : { starts: [...starts, end].map((start) => start + 0), values: [...values, false] };
}

/** The next double; infinity after the last. */
function above(number: number): number {
  if (number === 0) return Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, number);
  view.setBigInt64(0, view.getBigInt64(0) + (number > 0 ? 1n : -1n));
  return view.getFloat64(0);
}

export function hasNumber(set: NumberSet, number: number): boolean {
  return at(set, number);
}

export function isEmptyOfNumbers(set: NumberSet): boolean {
  return !set.values.includes(true);
}

export function complementOfNumbers(set: NumberSet): NumberSet {
  return map(set, (isIn) => !isIn);
}

export function intersectNumbers(one: NumberSet, other: NumberSet): NumberSet {
  if (one === other || isEmptyOfNumbers(one) || isFull(other)) return one;
  if (isEmptyOfNumbers(other) || isFull(one)) return other;
  return zip([one, other], (values) => !values.includes(false));
}

function isFull(set: NumberSet): boolean {
  return !set.values.includes(false);
}

/** A number of the set, the plainest there is; null where there is none. */
export function pickNumber(set: NumberSet): number | null {
  for (const [index, isIn] of set.values.entries()) {
    if (!isIn) continue;
    const low = set.starts[index] as number;
    const end = set.starts[index + 1] ?? Number.POSITIVE_INFINITY;
    const plain = [0, 1, Math.ceil(low), Math.floor(low) + 1, Math.ceil(end) - 1, low / 2 + end / 2, low];
    const number = plain.find((candidate) => candidate >= low && candidate < end);
    if (number !== undefined) return number + 0;
  }
  return null;
}
