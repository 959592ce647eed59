/** What is wrong with what a rule writes under `alertsOn`, each mistake with its place and what to write instead. */
import { parseDuration } from '../../model/duration.ts';
import type { EventClass } from '../../model/rule.ts';
import { nearestName } from '../../model/suggest.ts';
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import { REACHES } from '../../proof/prove.ts';
import type { Given } from './input.ts';
import { exclusionOf, isVersion, MOST_AT_ONCE, readInput } from './input.ts';

interface InputMistake {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint?: string;
}

const KEYS = ['events', 'reaches', 'atLeast', 'within', 'asOf', 'excluding'];
const EXAMPLE = 'alertsOn: s3.DeleteBucket, or alertsOn: { events: [...], reaches: confirmedSubscriber }';

/** What is wrong with an input. */
export function inputMistakes(input: Value, events: ReadonlyMap<string, EventClass>): readonly InputMistake[] {
  const shape = misshapen(input);
  if (shape.length > 0) return shape;
  return readInput(input).events.flatMap((id, at) => {
    const known = events.get(id);
    if (known && !known.ordinary) return [];
    if (known) return [{ path: pathTo(input, at), message: `"${id}" is everyday traffic, of which nobody is told` }];
    const nearest = nearestName(id, events.keys());
    const all = [...events.keys()].slice(0, 40).join(', ');
    const hint = nearest === null ? `known: ${all}` : `did you mean "${nearest}"?`;
    return [{ path: pathTo(input, at), message: `there is no event class "${id}"`, hint }];
  });
}

function misshapen(input: Value): readonly InputMistake[] {
  if (!isObject(input)) {
    return isNames(input) ? [] : [{ path: [], message: 'alertsOn needs an event class', hint: EXAMPLE }];
  }
  const extra = Object.keys(input)
    .filter((key) => !KEYS.includes(key))
    .map((key) => ({ path: [key], message: `alertsOn has no key "${key}"`, hint: `it takes ${KEYS.join(', ')}` }));
  const events = isNames(input['events'] ?? null)
    ? []
    : [{ path: [], message: 'alertsOn needs events', hint: EXAMPLE }];
  return [
    ...extra,
    ...events,
    ...targetMistakes(input),
    ...burstMistakes(input),
    ...versionMistakes(input),
    ...exclusionMistakes(input),
  ];
}

function targetMistakes({ reaches }: Given): readonly InputMistake[] {
  if (reaches === undefined || REACHES.some((name) => name === reaches)) return [];
  const message = `alertsOn cannot reach ${JSON.stringify(reaches)}`;
  return [{ path: ['reaches'], message, hint: `reaches: ${REACHES.join(' or ')}` }];
}

function burstMistakes({ atLeast, within }: Given): readonly InputMistake[] {
  if (atLeast === undefined && within === undefined) return [];
  const hint = 'for example atLeast: 5, within: 4m';
  if (atLeast === undefined) return [{ path: ['within'], message: 'within says nothing without atLeast', hint }];
  if (typeof atLeast !== 'number' || !Number.isInteger(atLeast) || atLeast < 1 || atLeast > MOST_AT_ONCE) {
    const message = `atLeast must be a whole number from 1 to ${MOST_AT_ONCE}, not ${JSON.stringify(atLeast)}`;
    return [{ path: ['atLeast'], message, hint }];
  }
  if (within === undefined) {
    const message = `${atLeast} events need within: the time from the first to the last of them`;
    return atLeast === 1 ? [] : [{ path: ['atLeast'], message, hint }];
  }
  if ((parseDuration(within) ?? 0) > 0) return [];
  return [{ path: ['within'], message: `within must be a duration, not ${JSON.stringify(within)}`, hint }];
}

function versionMistakes({ asOf: version }: Given): readonly InputMistake[] {
  if (version === undefined || (typeof version === 'string' && isVersion(version))) return [];
  const message = `asOf must be a version in quotes, not ${JSON.stringify(version)}`;
  return [{ path: ['asOf'], message, hint: "for example asOf: '3.0'" }];
}

function exclusionMistakes({ excluding }: Given): readonly InputMistake[] {
  if (excluding === undefined) return [];
  if (!Array.isArray(excluding)) return [{ path: ['excluding'], message: 'excluding must be a list of exclusions' }];
  return excluding.flatMap((item: Value, index): readonly InputMistake[] => {
    const path = ['excluding', index];
    const because = isObject(item) ? item['because'] : undefined;
    const reason =
      typeof because === 'string' && because.trim() !== ''
        ? []
        : [{ path, message: 'an exclusion needs because: who reads the report must learn why' }];
    const parsed = exclusionOf(item);
    const inside = parsed.ok ? [] : parsed.mistakes.map((each) => ({ ...each, path: [...path, ...each.path] }));
    return [...reason, ...inside];
  });
}

function isNames(value: Value): boolean {
  const all = Array.isArray(value) ? value : [value];
  return all.length > 0 && all.every((name) => typeof name === 'string' && name !== '');
}

/** Where the event class of that number stands in the input. */
function pathTo(input: Value, at: number): readonly (string | number)[] {
  if (Array.isArray(input)) return [at];
  if (!isObject(input)) return [];
  return Array.isArray(input['events']) ? ['events', at] : ['events'];
}
