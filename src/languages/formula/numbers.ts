/** Sets of numbers. Doubles stand in a row without a gap, so a set is a step function over them and needs no open ends. */
import type { Steps } from './steps.ts';
import { at, constant, map, zip } from './steps.ts';

/** Over the finite doubles, which are all that JSON can write. */
export type NumberSet = Steps<boolean>;

const LEAST = -Number.MAX_VALUE;

export const NO_NUMBER: NumberSet = constant(LEAST, false);
export const EVERY_NUMBER: NumberSet = constant(LEAST, true);

/** An interval; without a bound it goes on to the last number there is. */
export interface Bounds {
  readonly from?: number;
  /** Default: it does. */
  readonly fromIsIn?: boolean;
  readonly to?: number;
  readonly toIsIn?: boolean;
}

export function interval({ from = LEAST, fromIsIn = true, to = Number.MAX_VALUE, toIsIn = true }: Bounds): NumberSet {
  // Adding 0 makes -0 and 0 one number.
  const low = Math.max(LEAST, fromIsIn ? from : above(from)) + 0;
  const end = (toIsIn ? above(to) : to) + 0;
  if (!(low < end)) return NO_NUMBER;
  const before = low === LEAST ? [] : [LEAST];
  const after = end > Number.MAX_VALUE ? [] : [end];
  return {
    starts: [...before, low, ...after],
    values: [...before.map(() => false), true, ...after.map(() => false)],
  };
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

/** A number of the set, a small and whole one if there is one; null where there is none. */
export function pickNumber(set: NumberSet): number | null {
  const numbers = set.values.flatMap((isIn, index) => {
    if (!isIn) return [];
    const low = set.starts[index] as number;
    const end = set.starts[index + 1] ?? Number.POSITIVE_INFINITY;
    const whole = end <= 0 ? Math.ceil(end) - 1 : Math.max(0, Math.ceil(low));
    const number = [whole, low / 2 + end / 2].find((candidate) => candidate >= low && candidate < end);
    return [number ?? low];
  });
  const [first, ...others] = numbers;
  if (first === undefined) return null;
  return others.reduce((best, number) => (Math.abs(number) < Math.abs(best) ? number : best), first) + 0;
}
