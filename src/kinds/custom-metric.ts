/** A CloudWatch metric that is none of AWS's own: there is one only where somebody publishes it. */
import type { Answer, Want } from '../model/collect.ts';
import { isObject } from '../model/value.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { text } from './kind.ts';
import type { Own } from './listing.ts';
import { listing } from './listing.ts';
import { called, metricFields, published } from './published.ts';

export const customMetric: Kind = {
  name: 'customMetric',
  example,
  about:
    'A CloudWatch metric that had data in the last two weeks, in a namespace that an alarm looks at and that is none of AWS.',
  population: { through: ['alarm.customMetrics'] },
  fields: metricFields,
  relations: {},
  list: listing({
    call: 'cloudwatch:ListMetrics',
    input: ({ within = '' }) => ({ Namespace: within }),
    items: 'Metrics',
    read: stated,
    incomplete: 'a metric without namespace or name',
  }),
  details: {},
};

function stated(item: Answer, place: Want): Own | null {
  const metric = published(item);
  return metric && { ...called('custom-metric', place, metric), fields: { ...metric } };
}

function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, 'Events');
  const namespace = text(given['namespace']) ?? 'Audit';
  const dimensions = isObject(given['dimensions']) ? given['dimensions'] : {};
  return {
    ...called('custom-metric', place, { namespace, name, dimensions }),
    fields: { ...given, namespace, name, dimensions },
    shortForms: [],
  };
}
