/** What a rule writes under `alertsOn`: event classes, what counts as reached, and what a team decided not to be told about. */
import { asOf, meets, parseRecords } from '../../languages/record-condition/index.ts';
import type { RecordCondition } from '../../model/record-condition.ts';
import type { EventClass, Exclusion } from '../../model/rule.ts';
import { nearestName } from '../../model/suggest.ts';
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import type { Reaches } from '../../proof/prove.ts';
import { REACHES } from '../../proof/prove.ts';

export interface Input {
  readonly events: readonly string[];
  readonly reaches: Reaches;
  /** Version of the benchmark whose events count; null: the newest. */
  readonly asOf: string | null;
  readonly excluding: readonly Pick<Exclusion, 'records' | 'because'>[];
}

interface InputMistake {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint?: string;
}

const names = { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1, uniqueItems: true };
const eventNames = [{ type: 'string', minLength: 1 }, names];

/** JSON Schema (2020-12). */
export const INPUT_SCHEMA = {
  description: 'An event class, or several, and what counts as reached.',
  anyOf: [
    ...eventNames,
    {
      type: 'object',
      required: ['events'],
      additionalProperties: false,
      properties: {
        events: { description: 'Id of an event class such as s3.DeleteBucket, or a list of them.', anyOf: eventNames },
        reaches: {
          description:
            'What it must lead to: a confirmed subscription of an SNS topic (default), or any enabled action.',
          enum: [...REACHES],
        },
        asOf: { type: 'string', description: 'Only events that the benchmark named by this version.' },
        excluding: {
          type: 'array',
          description: 'Records that a team decided not to be told about, each with a reason that the report prints.',
          items: {
            type: 'object',
            required: ['because'],
            minProperties: 2,
            properties: { because: { type: 'string', minLength: 1 } },
          },
        },
      },
    },
  ],
};

const KEYS = ['events', 'reaches', 'asOf', 'excluding'];
const EXAMPLE = 'alertsOn: s3.DeleteBucket, or alertsOn: { events: [...], reaches: confirmedSubscriber }';

/** An input that has no mistakes. */
export function readInput(input: Value): Input {
  const given = isObject(input) ? input : { events: input };
  const wanted = given['events'] ?? null;
  const excluding = Array.isArray(given['excluding']) ? given['excluding'] : [];
  return {
    events: (Array.isArray(wanted) ? wanted : [wanted]).map(String),
    reaches: REACHES.find((name) => name === given['reaches']) ?? 'confirmedSubscriber',
    asOf: typeof given['asOf'] === 'string' ? given['asOf'] : null,
    excluding: excluding.flatMap((item) => {
      const parsed = exclusionOf(item);
      return parsed.ok ? [{ records: parsed.condition, because: String(isObject(item) ? item['because'] : '') }] : [];
    }),
  };
}

function exclusionOf(item: Value): ReturnType<typeof parseRecords> {
  if (!isObject(item)) return parseRecords(item);
  const { because: _, ...condition } = item;
  return parseRecords(condition);
}

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
  return [...extra, ...events, ...targetMistakes(input), ...versionMistakes(input), ...exclusionMistakes(input)];
}

type Given = { readonly [key: string]: Value };

function targetMistakes({ reaches }: Given): readonly InputMistake[] {
  if (reaches === undefined || REACHES.some((name) => name === reaches)) return [];
  const message = `alertsOn cannot reach ${JSON.stringify(reaches)}`;
  return [{ path: ['reaches'], message, hint: `reaches: ${REACHES.join(' or ')}` }];
}

function versionMistakes({ asOf: version }: Given): readonly InputMistake[] {
  if (version === undefined || (typeof version === 'string' && /^\d+(\.\d+)*$/.test(version))) return [];
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

type Excluding = readonly { readonly records: RecordCondition }[];

/** The class as it is asked about: at a version of the benchmark, and without what was excluded. */
export function narrowed(events: EventClass, version: string | null, excluding: Excluding): EventClass {
  const key = JSON.stringify([version, excluding.map((each) => each.records)]);
  const known = classes.get(events) ?? new Map<string, EventClass>();
  classes.set(events, known);
  const before = known.get(key);
  if (before) return before;
  const made = narrow(events, version, excluding);
  known.set(key, made);
  return made;
}

/** One object for what is one class, so that what was found out about it is found again. */
const classes = new WeakMap<EventClass, Map<string, EventClass>>();

function narrow(events: EventClass, version: string | null, excluding: Excluding): EventClass {
  const named = asOf(events.records, version ?? undefined);
  const left = excluding.map(({ records }): RecordCondition => ({ type: 'not', of: records }));
  const records: RecordCondition = left.length === 0 ? named : { type: 'all', of: [named, ...left] };
  return { ...events, records, samples: events.samples.filter(({ record }) => meets(records, record)) };
}
