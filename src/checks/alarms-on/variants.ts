/** What is nearly the same as asked under `alarmsOn`: the other side, a statistic less, any unit, a value more or less. */
import type { Variant } from '../../model/outcome.ts';
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import { REACHES } from '../../proof/prove.ts';
import { DIRECTIONS, readInput } from './input.ts';

type Given = { readonly [key: string]: Value };

const KEYS_LEFT_OUT = ['threshold', 'raisedAt', 'statistic', 'unit'];

export function inputVariants(input: Value): readonly Variant[] {
  const given = asMapping(input);
  const { when, reaches, statistics, dimensions, raisedAt } = readInput(input);
  return [
    ...DIRECTIONS.filter((each) => each !== when).map((each) => set('when', each)),
    ...REACHES.filter((each) => each !== reaches).map((each) => set('reaches', each)),
    ...KEYS_LEFT_OUT.filter((key) => given[key] !== undefined).map(leftOut),
    ...(statistics.length < 2 ? [] : statistics.map(withoutStatistic)),
    ...Object.keys(dimensions).map(withoutDimension),
    ...(raisedAt === null ? [] : [moved(1), moved(-1)]),
  ];
}

function asMapping(input: Value): Given {
  return isObject(input) ? input : {};
}

function set(key: string, value: string): Variant {
  return { what: `${key} is ${value}`, change: (input) => ({ ...asMapping(input), [key]: value }) };
}

function leftOut(key: string): Variant {
  return { what: `${key} is left out`, change: (input) => ({ ...asMapping(input), [key]: null }) };
}

function withoutStatistic(name: string): Variant {
  return {
    what: `statistic without ${name}`,
    change: (input) => ({
      ...asMapping(input),
      statistic: readInput(input).statistics.filter((each) => each !== name),
    }),
  };
}

function withoutDimension(name: string): Variant {
  return {
    what: `dimensions without ${name}`,
    change: (input) => {
      const { [name]: _, ...dimensions } = asMapping(asMapping(input)['dimensions'] ?? null);
      return { ...asMapping(input), dimensions };
    },
  };
}

/** Raised one later, or one earlier. */
function moved(by: number): Variant {
  return {
    what: `raisedAt is ${by > 0 ? 'one more' : 'one less'}`,
    change: (input) => ({ ...asMapping(input), raisedAt: (readInput(input).raisedAt ?? 0) + by }),
  };
}
