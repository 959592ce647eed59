/** What is nearly the same as asked under `alertsOn`: one event class less, one event more, another version of the benchmark. */
import type { Variant } from '../../model/outcome.ts';
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import { REACHES } from '../../proof/prove.ts';
import type { Given } from './input.ts';
import { readInput } from './input.ts';

/** Before any version that a benchmark had. */
const FIRST = '0';

export function inputVariants(input: Value): readonly Variant[] {
  const { events, reaches, excluding } = readInput(input);
  const given = isObject(input) ? input : {};
  const other = REACHES.filter((each) => each !== reaches).map((each) => set('reaches', each));
  const fewer = events.length < 2 ? [] : events.map((id) => without('events', id, (each) => each === id));
  const told = excluding.map(({ because }) =>
    without('excluding', because, (each) => isObject(each) && each['because'] === because),
  );
  const version = given['asOf'] === undefined ? [] : [set('asOf', FIRST), leftOut('asOf')];
  const burst = given['atLeast'] === undefined ? [] : [moved(1), moved(-1)];
  return [...other, ...fewer, ...told, ...version, ...burst];
}

function asMapping(input: Value): Given {
  return isObject(input) ? input : { events: input };
}

function set(key: string, value: string): Variant {
  return { what: `${key} is ${value}`, change: (input) => ({ ...asMapping(input), [key]: value }) };
}

function leftOut(key: string): Variant {
  return { what: `${key} is left out`, change: (input) => ({ ...asMapping(input), [key]: null }) };
}

function without(key: string, name: string, isLeftOut: (item: Value) => boolean): Variant {
  return {
    what: `${key} without ${name}`,
    change: (input) => {
      const given = asMapping(input);
      const items = given[key];
      return { ...given, [key]: Array.isArray(items) ? items.filter((item) => !isLeftOut(item)) : [] };
    },
  };
}

/** One event more or fewer within the same time. */
function moved(by: number): Variant {
  return {
    what: `atLeast is ${by > 0 ? 'one more' : 'one less'}`,
    change: (input) => {
      const given = asMapping(input);
      return { ...given, atLeast: Number(given['atLeast'] ?? 1) + by };
    },
  };
}
