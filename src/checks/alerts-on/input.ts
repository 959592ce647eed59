/** What a rule writes under `alertsOn`: event classes, what counts as reached, and what a team decided not to be told about. */
import { asOf, meets, parseRecords } from '../../languages/record-condition/index.ts';
import type { Burst } from '../../model/burst.ts';
import { parseDuration } from '../../model/duration.ts';
import type { RecordCondition } from '../../model/record-condition.ts';
import type { EventClass, Exclusion } from '../../model/rule.ts';
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import type { Reaches } from '../../proof/prove.ts';
import { REACHES } from '../../proof/prove.ts';

export interface Input {
  readonly events: readonly string[];
  readonly reaches: Reaches;
  /** Absent: one event is worth telling. */
  readonly burst?: Burst | undefined;
  /** Version of the benchmark whose events count; null: the newest. */
  readonly asOf: string | null;
  readonly excluding: readonly Pick<Exclusion, 'records' | 'because'>[];
}

const names = { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1, uniqueItems: true };
const eventNames = [{ type: 'string', minLength: 1 }, names];

/** Events asked about at once. */
export const MOST_AT_ONCE = 1000;
const PARAMETER = { type: 'string', pattern: '^\\$' };

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
            'What it must lead to: a confirmed subscription of an SNS topic, other than a delivery stream (default), or any enabled action or target.',
          enum: [...REACHES],
        },
        atLeast: {
          description: 'How many of them, within a time, somebody has to be told of; 1 where it is left out.',
          anyOf: [{ type: 'integer', minimum: 1, maximum: MOST_AT_ONCE }, PARAMETER],
        },
        within: {
          description: 'The time from the first to the last of them, such as 4m.',
          anyOf: [{ type: 'string', pattern: '^\\d+[smhdw]$' }, PARAMETER],
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

/** An input that has no mistakes. */
export function readInput(input: Value): Input {
  const given = isObject(input) ? input : { events: input };
  const wanted = given['events'] ?? null;
  const excluding = Array.isArray(given['excluding']) ? given['excluding'] : [];
  return {
    events: (Array.isArray(wanted) ? wanted : [wanted]).map(String),
    reaches: REACHES.find((name) => name === given['reaches']) ?? 'confirmedSubscriber',
    burst: burstIn(given),
    asOf: typeof given['asOf'] === 'string' ? given['asOf'] : null,
    excluding: excluding.flatMap((item) => {
      const parsed = exclusionOf(item);
      return parsed.ok ? [{ records: parsed.condition, because: String(isObject(item) ? item['because'] : '') }] : [];
    }),
  };
}

/** A version of a benchmark. */
export function isVersion(text: string): boolean {
  return /^\d+(\.\d+)*$/.test(text);
}

export type Given = { readonly [key: string]: Value };

function burstIn({ atLeast, within }: Given): Burst | undefined {
  if (typeof atLeast !== 'number' || atLeast < 2) return undefined;
  return { count: atLeast, seconds: Math.ceil((parseDuration(within) ?? 0) / 1000) };
}

export function exclusionOf(item: Value): ReturnType<typeof parseRecords> {
  if (!isObject(item)) return parseRecords(item);
  const { because: _, ...condition } = item;
  return parseRecords(condition);
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
