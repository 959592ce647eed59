/** Reproducible chance: the same seed gives the same instances on every machine. */

export interface Chance {
  /** From 0 up to, but without, `end`. */
  below(end: number): number;
  oneOf<T>(all: readonly T[]): T;
  /** True in one of so many cases. */
  onceIn(times: number): boolean;
  /** Between `least` and `most` of them. */
  some<T>(least: number, most: number, make: () => T): readonly T[];
}

export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    below,
    oneOf: (all) => all[below(all.length)] as (typeof all)[number],
    onceIn: (times) => below(times) === 0,
    some: (least, most, make) => Array.from({ length: least + below(most - least + 1) }, make),
  };
}
