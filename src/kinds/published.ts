/** A metric as ListMetrics names it: it has no ARN, so that what makes it up is its id, and its dimensions are part of what it is called. */
import type { Answer } from '../model/collect.ts';
import type { Place } from '../model/resource.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import type { Field } from './kind.ts';
import { list, text } from './kind.ts';

export const metricFields: Readonly<Record<string, Field>> = {
  namespace: { type: 'string', about: 'Namespace.', read: 'list' },
  name: { type: 'string', about: 'Name.', read: 'list' },
  dimensions: { type: 'object', about: 'Dimension name -> value.', read: 'list' },
};

export interface Published {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, Value>>;
}

/** Null where it has no namespace or no name. */
export function published(item: Answer): Published | null {
  const namespace = text(item['Namespace']);
  const name = text(item['MetricName']);
  if (namespace === null || name === null) return null;
  const dimensions = Object.fromEntries(
    list(item['Dimensions']).flatMap((each) => (isObject(each) ? [[String(each['Name']), each['Value'] ?? null]] : [])),
  );
  return { namespace, name, dimensions };
}

/** `word`: what it is, as part of its id. */
export function called(word: string, { account, region }: Place, { namespace, name, dimensions }: Published) {
  const pairs = Object.keys(dimensions)
    .sort()
    .map((key) => `${key}=${String(dimensions[key])}`);
  const whole = pairs.length === 0 ? name : `${name} (${pairs.join(', ')})`;
  return { id: `${account}/${region}/${word}/${namespace}/${whole}`, name: whole };
}
