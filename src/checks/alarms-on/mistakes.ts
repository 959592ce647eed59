/** What is wrong with what a rule writes under `alarmsOn`, each mistake with its place and what to write instead. */
import { nearestName } from '../../model/suggest.ts';
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import { REACHES } from '../../proof/prove.ts';
import { DIRECTIONS, LIMITS } from './input.ts';

interface InputMistake {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint?: string;
}

interface Subject {
  readonly name: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

type Given = { readonly [key: string]: Value };

/** Kinds that are a metric or publish one: which one need not be said. */
export const OWN_METRIC: readonly string[] = ['metric', 'metricFilter'];
const NAMING = ['namespace', 'metric', 'dimensions'];
const KEYS = [...NAMING, 'when', 'threshold', 'raisedAt', 'statistic', 'unit', 'reaches'];
const EXAMPLE =
  'alarmsOn: { namespace: AWS/EC2, metric: CPUUtilization, dimensions: { InstanceId: { field: instanceId } }, when: above, threshold: { atMost: 80 } }';

export function inputMistakes(input: Value, subject: Subject): readonly InputMistake[] {
  if (!isObject(input)) return [{ path: [], message: 'alarmsOn needs a metric and when', hint: EXAMPLE }];
  const extra = Object.keys(input)
    .filter((key) => !KEYS.includes(key))
    .map((key) => ({ path: [key], message: `alarmsOn has no key "${key}"`, hint: `it takes ${KEYS.join(', ')}` }));
  return [
    ...extra,
    ...namingMistakes(input, subject),
    ...dimensionMistakes(input, subject),
    ...oneOf(input, 'when', DIRECTIONS, true),
    ...thresholdMistakes(input),
    ...raisedAtMistakes(input),
    ...statisticMistakes(input),
    ...oneOf(input, 'reaches', REACHES, false),
  ];
}

function namingMistakes(input: Given, { name }: Subject): readonly InputMistake[] {
  if (OWN_METRIC.includes(name)) {
    return NAMING.filter((key) => input[key] !== undefined).map((key) => ({
      path: [key],
      message: `alarmsOn asked of ${name} is about its own metric, and takes no ${key}`,
    }));
  }
  const missing = NAMING.filter((key) => input[key] === undefined);
  const texts = ['namespace', 'metric', 'unit'].filter((key) => input[key] !== undefined && !isText(input[key]));
  return [
    ...missing.map((key) => ({ path: [], message: `alarmsOn needs ${key}`, hint: EXAMPLE })),
    ...texts.map((key) => ({ path: [key], message: `${key} must be a text, not ${JSON.stringify(input[key])}` })),
  ];
}

function dimensionMistakes({ dimensions }: Given, subject: Subject): readonly InputMistake[] {
  if (dimensions === undefined) return [];
  const hint = 'for example dimensions: { InstanceId: { field: instanceId } }';
  if (!isObject(dimensions)) return [{ path: ['dimensions'], message: 'dimensions must be a mapping', hint }];
  return Object.entries(dimensions).flatMap(([key, value]): readonly InputMistake[] => {
    const path = ['dimensions', key];
    if (isText(value)) return [];
    const field = isObject(value) && Object.keys(value).length === 1 ? value['field'] : undefined;
    if (!isText(field)) return [{ path, message: `dimension ${key} needs a value or a field`, hint }];
    if (Object.hasOwn(subject.fields, field)) return [];
    const nearest = nearestName(field, Object.keys(subject.fields));
    const message = `${subject.name} has no field "${field}"`;
    return [{ path, message, ...(nearest === null ? {} : { hint: `did you mean "${nearest}"?` }) }];
  });
}

function thresholdMistakes({ threshold }: Given): readonly InputMistake[] {
  if (threshold === undefined) return [];
  const path = ['threshold'];
  const hint = 'for example threshold: { atMost: 80 }';
  if (!isObject(threshold) || Object.keys(threshold).length === 0) {
    return [{ path, message: `threshold needs ${LIMITS.join(', ')}`, hint }];
  }
  return Object.entries(threshold).flatMap(([key, value]): readonly InputMistake[] => {
    if (!LIMITS.some((limit) => limit === key))
      return [{ path: [...path, key], message: `threshold has no operator "${key}"`, hint }];
    if (typeof value === 'number') return [];
    return [{ path: [...path, key], message: `\`${key}\` needs a number, not ${JSON.stringify(value)}`, hint }];
  });
}

function raisedAtMistakes({ raisedAt }: Given): readonly InputMistake[] {
  if (raisedAt === undefined || typeof raisedAt === 'number') return [];
  return [{ path: ['raisedAt'], message: `raisedAt needs a number, not ${JSON.stringify(raisedAt)}` }];
}

function statisticMistakes({ statistic }: Given): readonly InputMistake[] {
  if (statistic === undefined) return [];
  const all = Array.isArray(statistic) ? statistic : [statistic];
  if (all.length > 0 && all.every(isText)) return [];
  const hint = 'for example statistic: [Average, Maximum]';
  return [{ path: ['statistic'], message: 'statistic must be a statistic, or a list of them', hint }];
}

function oneOf(input: Given, key: string, values: readonly string[], isRequired: boolean): readonly InputMistake[] {
  const value = input[key];
  if (values.some((each) => each === value) || (value === undefined && !isRequired)) return [];
  const hint = `${key}: ${values.join(' or ')}`;
  if (value === undefined) return [{ path: [], message: `alarmsOn needs ${key}`, hint }];
  return [{ path: [key], message: `${key} cannot be ${JSON.stringify(value)}`, hint }];
}

function isText(value: Value | undefined): value is string {
  return typeof value === 'string' && value !== '';
}
