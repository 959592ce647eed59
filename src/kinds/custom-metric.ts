/** A CloudWatch metric that is none of AWS's own: there is one only where somebody publishes it. */
import type { Answer, Draft } from '../model/collect.ts';
import { Unread } from '../model/collect.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { list, text } from './kind.ts';

const CALL = 'cloudwatch:ListMetrics';

export const customMetric: Kind = {
  name: 'customMetric',
  example,
  about:
    'A CloudWatch metric that had data in the last two weeks, in a namespace that an alarm looks at and that is none of AWS.',
  population: { through: ['alarm.customMetrics'] },
  fields: {
    namespace: { type: 'string', about: 'Namespace.', read: 'list' },
    name: { type: 'string', about: 'Name.', read: 'list' },
    dimensions: { type: 'object', about: 'Dimension name -> value.', read: 'list' },
  },
  relations: {},
  list: {
    calls: [CALL],
    actions: ['cloudwatch:ListMetrics'],
    async *read(want, aws) {
      for await (const page of aws.list(want, CALL, { Namespace: want.within ?? '' }, 'Metrics')) {
        yield page.map((item) => draft(item, want.account, want.region));
      }
    },
  },
  details: {},
};

function draft(item: Answer, account: string, region: string): Draft {
  const namespace = text(item['Namespace']);
  const name = text(item['MetricName']);
  if (namespace === null || name === null) {
    throw new Unread('malformed', CALL, '', 'a metric without namespace or name');
  }
  const dimensions = Object.fromEntries(
    list(item['Dimensions']).flatMap((each) => (isObject(each) ? [[String(each['Name']), each['Value'] ?? null]] : [])),
  );
  return {
    kind: 'customMetric',
    ...called({ account, region }, namespace, name, dimensions),
    account,
    region,
    fields: { namespace, name, dimensions },
    origins: { list: { call: CALL, account, region, answer: item } },
  };
}

/** A metric has no ARN: what makes it up is its id, and its dimensions are part of its name. */
function called(
  { account, region }: Pick<ExamplePlace, 'account' | 'region'>,
  namespace: string,
  metric: string,
  dimensions: Readonly<Record<string, Value>>,
) {
  const pairs = Object.keys(dimensions)
    .sort()
    .map((key) => `${key}=${String(dimensions[key])}`);
  const name = pairs.length === 0 ? metric : `${metric} (${pairs.join(', ')})`;
  return { id: `${account}/${region}/custom-metric/${namespace}/${name}`, name };
}

function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, 'Events');
  const namespace = text(given['namespace']) ?? 'Audit';
  const dimensions = isObject(given['dimensions']) ? given['dimensions'] : {};
  return {
    ...called(place, namespace, name, dimensions),
    fields: { ...given, namespace, name, dimensions },
    shortForms: [],
  };
}
