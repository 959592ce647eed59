/** A metric filter: turns log events that match a pattern into a metric. */
import { partitionOf, printArn } from '../model/arn.ts';
import type { Answer, Want } from '../model/collect.ts';
import type { Resource } from '../model/resource.ts';
import { isObject } from '../model/value.ts';
import { dimensionNames, metricKey, watchedMetrics } from './alarm/metrics.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf, nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { list, number, text } from './kind.ts';
import type { Own } from './listing.ts';
import { listing } from './listing.ts';

export const metricFilter: Kind = {
  name: 'metricFilter',
  example,
  about: 'A metric filter on a log group.',
  population: 'region',
  fields: {
    name: { type: 'string', about: 'Name, unique in its log group.', read: 'list' },
    pattern: { type: 'string', about: 'The filter pattern.', read: 'list' },
    logGroupName: { type: 'string', about: 'Name of its log group.', read: 'list' },
    logGroupArn: { type: 'string', about: 'ARN of its log group.', read: 'list' },
    namespace: { type: 'string', about: 'Namespace of the metric.', read: 'list' },
    metricName: { type: 'string', about: 'Name of the metric.', read: 'list' },
    metricValue: {
      type: 'string',
      about: 'What a match adds to the metric: a number or a selector such as `$.size`.',
      read: 'list',
    },
    defaultValue: { type: 'number', about: 'What a minute without match reports; unset: nothing.', read: 'list' },
    unit: { type: 'string', about: 'Unit of the metric.', read: 'list' },
    dimensions: { type: 'object', about: 'Dimension name -> selector; empty: none.', read: 'list' },
    fieldSelection: {
      type: 'string',
      about: 'Criteria on account and region that narrow it; unset: none.',
      read: 'list',
    },
    systemDimensions: { type: 'list', about: 'System fields added as dimensions.', read: 'list' },
    transformed: { type: 'boolean', about: 'It sees transformed log events, not the original ones.', read: 'list' },
  },
  relations: {
    logGroup: {
      kind: 'logGroup',
      many: false,
      about: 'The log group it looks at.',
      by: ['logGroupArn'],
      from: (resource) => [text(resource.fields['logGroupArn']) ?? ''],
      to: (candidate) => [candidate.id],
      wants: (resource) => [
        {
          kind: 'logGroup',
          account: resource.account,
          region: resource.region,
          within: text(resource.fields['logGroupName']) ?? '',
        },
      ],
    },
    alarms: {
      kind: 'alarm',
      many: true,
      about: 'Alarms on exactly its metric: namespace, name and dimensions, in its account and region.',
      by: ['namespace', 'metricName', 'dimensions', 'systemDimensions'],
      on: ['namespace', 'metricName', 'dimensions', 'metrics'],
      from: (resource) => [publishedMetric(resource)],
      to: (candidate) => watchedMetrics(candidate).map((metric) => metric.key),
      wants: (resource) => [{ kind: 'alarm', account: resource.account, region: resource.region }],
      joins: (resource, candidate) => {
        const own = Object.keys(isObject(resource.fields['dimensions']) ? resource.fields['dimensions'] : {});
        const system = list(resource.fields['systemDimensions']).map(String);
        const wanted = [...own, ...system].sort().join('\n');
        const key = publishedMetric(resource);
        return watchedMetrics(candidate).some(
          (metric) => metric.key === key && dimensionNames(metric).join('\n') === wanted,
        );
      },
    },
  },
  list: listing({
    call: 'logs:DescribeMetricFilters',
    input: ({ within }) => (within === undefined ? {} : { logGroupName: within }),
    items: 'metricFilters',
    read: stated,
    incomplete: 'a metric filter without name, log group or metric',
    // A log group that does not exist has no filters.
    noneWhere: 'ResourceNotFoundException',
  }),
  details: {},
};

function publishedMetric({ account, region, fields }: Resource): string {
  return metricKey(account, region, text(fields['namespace']) ?? '', text(fields['metricName']) ?? '');
}

function stated(item: Answer, { account, region, within }: Want): Own | null {
  const name = text(item['filterName']);
  const group = text(item['logGroupName']) ?? within ?? null;
  const metric = list(item['metricTransformations'])[0];
  if (name === null || group === null || !isObject(metric)) return null;
  const place = { partition: partitionOf(region), region, account };
  const groupArn = printArn({ ...place, service: 'logs', name: `log-group:${group}` });
  return {
    id: `${groupArn}:metric-filter:${name}`,
    name,
    fields: {
      name,
      pattern: typeof item['filterPattern'] === 'string' ? item['filterPattern'] : '',
      logGroupName: group,
      logGroupArn: groupArn,
      namespace: text(metric['metricNamespace']),
      metricName: text(metric['metricName']),
      metricValue: text(metric['metricValue']),
      defaultValue: number(metric['defaultValue']),
      unit: text(metric['unit']),
      dimensions: isObject(metric['dimensions']) ? metric['dimensions'] : {},
      fieldSelection: text(item['fieldSelectionCriteria']),
      systemDimensions: list(item['emitSystemFieldDimensions']),
      transformed: item['applyOnTransformedLogs'] === true,
    },
  };
}

function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, 'filter');
  const { logGroup: group = 'trail-logs', ...rest } = given;
  const groupArn = arnOf(place, 'logs', `log-group:${String(group)}`);
  return {
    id: `${groupArn}:metric-filter:${name}`,
    name,
    fields: {
      pattern: '',
      logGroupName: String(group),
      logGroupArn: groupArn,
      namespace: 'Audit',
      metricName: 'Events',
      metricValue: '1',
      defaultValue: null,
      unit: null,
      dimensions: {},
      fieldSelection: null,
      systemDimensions: [],
      transformed: false,
      ...rest,
      name,
    },
    shortForms: ['logGroup'],
  };
}
