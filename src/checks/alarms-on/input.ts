/** What a rule writes under `alarmsOn`: a metric, when its alarm has to be raised, and what counts as reached. */
import type { Position, Test } from '../../model/condition.ts';
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import type { Demand } from '../../proof/alarm/reported.ts';
import type { Reaches } from '../../proof/prove.ts';
import { REACHES } from '../../proof/prove.ts';
import { passes, wanted } from '../compare.ts';

export const DIRECTIONS = ['above', 'below'] as const;
export const LIMITS = ['atLeast', 'atMost', 'moreThan', 'lessThan'] as const;

/** A dimension of this value, or of the value of a field of the subject. */
export type Dimension = string | { readonly field: string };

export interface Input {
  /** Null: the subject is a metric, or publishes one. */
  readonly namespace: string | null;
  readonly metric: string | null;
  readonly dimensions: Readonly<Record<string, Dimension>>;
  readonly when: Demand['when'];
  readonly limits: readonly (readonly [operator: (typeof LIMITS)[number], operand: number])[];
  /** Null: at whichever value. */
  readonly raisedAt: number | null;
  readonly statistics: readonly string[];
  readonly unit: string | null;
  readonly reaches: Reaches;
}

const name = { type: 'string', minLength: 1 };
const PARAMETER = { type: 'string', pattern: '^\\$' };
const number = { anyOf: [{ type: 'number' }, PARAMETER] };

/** JSON Schema (2020-12). */
export const INPUT_SCHEMA = {
  type: 'object',
  required: ['when'],
  additionalProperties: false,
  properties: {
    namespace: {
      ...name,
      description: 'Namespace of the metric such as AWS/EC2; left out where the subject is a metric.',
    },
    metric: { ...name, description: 'Name of the metric such as CPUUtilization.' },
    dimensions: {
      type: 'object',
      description: 'Exactly the dimensions of the metric: a value, or the field of the subject that holds it.',
      additionalProperties: {
        anyOf: [
          name,
          { type: 'object', required: ['field'], additionalProperties: false, properties: { field: name } },
        ],
      },
    },
    when: {
      description: 'The alarm has to be raised when the metric is above its threshold, or below.',
      enum: [...DIRECTIONS],
    },
    threshold: {
      type: 'object',
      description: 'What its threshold has to be; any, where it is left out.',
      minProperties: 1,
      additionalProperties: false,
      properties: Object.fromEntries(LIMITS.map((limit) => [limit, number])),
    },
    raisedAt: {
      ...number,
      description: 'A value of the metric at which the alarm has to be raised already: above 1 is not raised at 1.',
    },
    statistic: {
      description: 'Statistics that will do, such as Average, p9? or p*; any, where it is left out.',
      anyOf: [name, { type: 'array', items: name, minItems: 1, uniqueItems: true }],
    },
    unit: {
      ...name,
      description: 'Unit in which the service reports the metric: an alarm that looks for another finds nothing.',
    },
    reaches: {
      description: 'What it must lead to: a confirmed subscription of an SNS topic (default), or any enabled action.',
      enum: [...REACHES],
    },
  },
};

/** An input that has no mistakes. */
export function readInput(input: Value): Input {
  const given = isObject(input) ? input : {};
  const { threshold, statistic, dimensions } = given;
  const limits = isObject(threshold) ? threshold : {};
  return {
    namespace: textOf(given['namespace']),
    metric: textOf(given['metric']),
    dimensions: isObject(dimensions)
      ? Object.fromEntries(Object.entries(dimensions).map(([key, value]) => [key, dimensionOf(value)]))
      : {},
    when: given['when'] === 'below' ? 'below' : 'above',
    limits: LIMITS.flatMap((limit) => (limits[limit] === undefined ? [] : [[limit, Number(limits[limit])] as const])),
    raisedAt: typeof given['raisedAt'] === 'number' ? given['raisedAt'] : null,
    statistics: (Array.isArray(statistic) ? statistic : [statistic]).flatMap((each) => textOf(each) ?? []),
    unit: textOf(given['unit']),
    reaches: REACHES.find((each) => each === given['reaches']) ?? 'confirmedSubscriber',
  };
}

export function demandOf({ when, limits, raisedAt, statistics, unit }: Input, at: Position): Demand {
  const tests = limits.map(([operator, operand]): Test => ({ operator, operand, written: String(operand), at }));
  const threshold = {
    holds: (value: number) => tests.every((test) => passes(value, test, 'fail', 0)),
    wanted: tests.map(wanted).join(' and '),
  };
  return { when, statistics, unit, raisedAt, threshold: tests.length === 0 ? null : threshold };
}

function dimensionOf(value: Value): Dimension {
  return isObject(value) ? { field: String(value['field']) } : String(value);
}

function textOf(value: Value | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
