/** `alertsOn`: every event of a class, in every region where it can happen, reaches somebody. */
import type { CheckWord } from '../model/outcome.ts';
import type { Reason } from '../model/report.ts';
import { nearestName } from '../model/suggest.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import type { Reaches } from '../proof/prove.ts';
import { prove, REACHES } from '../proof/prove.ts';

/** Relations from an account to those who are told. */
const CHAIN = ['trails', 'logGroup', 'metricFilters', 'alarms', 'topics', 'subscriptions'] as const;

interface Input {
  readonly events: readonly string[];
  readonly reaches: Reaches;
}

export const alertsOn: CheckWord = {
  word: 'alertsOn',
  about:
    'Every event of the class, in every region where it can be recorded, is matched by a metric filter whose alarm reaches a confirmed subscriber.',
  kinds: ['account'],
  schema: {
    description: 'An event class, or several, and what counts as reached.',
    anyOf: [
      { type: 'string', minLength: 1 },
      { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1, uniqueItems: true },
      {
        type: 'object',
        required: ['events'],
        additionalProperties: false,
        properties: {
          events: {
            description: 'Id of an event class such as s3.DeleteBucket, or a list of them.',
            anyOf: [
              { type: 'string', minLength: 1 },
              { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1, uniqueItems: true },
            ],
          },
          reaches: {
            description:
              'What the alarm must lead to: a confirmed subscription of an SNS topic (default), or any enabled action.',
            enum: [...REACHES],
          },
        },
      },
    ],
  },
  needs: () => ({
    relations: CHAIN.map((_, length) => CHAIN.slice(0, length + 1).join('.')),
    fields: ['trails.logging', 'trails.logsDeliveryError', 'trails.selectors'],
  }),
  mistakes(input, events) {
    const shape = misshapen(input);
    if (shape.length > 0) return shape;
    return read(input).events.flatMap((id, at) => {
      if (events.has(id)) return [];
      const nearest = nearestName(id, events.keys());
      const known = [...events.keys()].slice(0, 40).join(', ');
      const hint = nearest === null ? `known: ${known}` : `did you mean "${nearest}"?`;
      return [{ path: pathTo(input, at), message: `there is no event class "${id}"`, hint }];
    });
  },
  check(subject, input, { world, events }, at) {
    const { events: ids, reaches } = read(input);
    const proofs = ids.flatMap((id) => {
      const eventClass = events.get(id);
      return eventClass ? [prove(eventClass, subject, world, reaches)] : [];
    });
    const proof =
      proofs.find((candidate) => candidate.truth === 'false') ??
      proofs.find((candidate) => candidate.truth === 'unknown') ??
      proofs[0];
    if (!proof) throw new Error(`alertsOn names no event class that exists: ${ids.join(', ')}`);
    const verdict = proof.truth === 'true' ? 'pass' : proof.truth === 'false' ? 'fail' : 'unknown';
    const gaps = proof.broken?.gaps ?? [];
    const reason: Reason = {
      verdict,
      text: proof.sentence,
      rule: at,
      resource: subject.id,
      expected: `somebody is told about every ${ids.join(', ')}`,
      ...(gaps.length > 0 ? { gaps } : {}),
    };
    return { verdict, reason, proof };
  },
};

function read(input: Value): Input {
  const wanted = isObject(input) ? input['events'] : input;
  const reaches = isObject(input) ? REACHES.find((name) => name === input['reaches']) : undefined;
  const events = (Array.isArray(wanted) ? wanted : [wanted]).map(String);
  return { events, reaches: reaches ?? 'confirmedSubscriber' };
}

type Misshapen = ReturnType<CheckWord['mistakes']>;

/** What is wrong with the form of an input, before its event classes are looked up. */
function misshapen(input: Value): Misshapen {
  const example = 'alertsOn: s3.DeleteBucket, or alertsOn: { events: [...], reaches: confirmedSubscriber }';
  if (!isObject(input))
    return isNames(input) ? [] : [{ path: [], message: 'alertsOn needs an event class', hint: example }];
  const known = ['events', 'reaches'];
  const unknown = Object.keys(input).filter((key) => !known.includes(key));
  const extra = unknown.map((key) => ({
    path: [key],
    message: `alertsOn has no key "${key}"`,
    hint: `it takes ${known.join(' and ')}`,
  }));
  const events = isNames(input['events'] ?? null)
    ? []
    : [{ path: [], message: 'alertsOn needs events', hint: example }];
  const { reaches } = input;
  const isKnown = reaches === undefined || REACHES.some((name) => name === reaches);
  const target = isKnown
    ? []
    : [
        {
          path: ['reaches'],
          message: `alertsOn cannot reach ${JSON.stringify(reaches)}`,
          hint: `reaches: ${REACHES.join(' or ')}`,
        },
      ];
  return [...extra, ...events, ...target];
}

function isNames(value: Value): boolean {
  const names = Array.isArray(value) ? value : [value];
  return names.length > 0 && names.every((name) => typeof name === 'string' && name !== '');
}

/** Where the event class of that number stands in the input. */
function pathTo(input: Value, at: number): readonly (string | number)[] {
  if (Array.isArray(input)) return [at];
  if (!isObject(input)) return [];
  return Array.isArray(input['events']) ? ['events', at] : ['events'];
}
