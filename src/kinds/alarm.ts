/** A CloudWatch alarm: on one metric, on metric math, or composed of other alarms. */

import { alarmsIn, parseRule } from '../languages/alarm-rule/index.ts';
import { parseArn } from '../model/arn.ts';
import type { Answer, Draft } from '../model/collect.ts';
import { Unread } from '../model/collect.ts';
import type { Resource } from '../model/resource.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf, nameOf } from './example.ts';
import { functionsInvoked } from './functions-invoked.ts';
import type { Kind } from './kind.ts';
import { list, number, text, texts } from './kind.ts';
import { alarmPages, logAlarmFields } from './log-alarm.ts';

export const alarm: Kind = {
  name: 'alarm',
  example,
  about: 'A CloudWatch alarm.',
  population: 'region',
  fields: {
    name: { type: 'string', about: 'Name.', read: 'list' },
    type: {
      type: 'string',
      about:
        'What it watches: one metric, an expression over metrics, an anomaly band, a query of metrics or of log groups, or other alarms.',
      values: ['metric', 'metricMath', 'anomalyBand', 'query', 'logQuery', 'composite'],
      read: 'list',
    },
    namespace: {
      type: 'string',
      about: 'Namespace of its metric; unset for expressions and composites.',
      read: 'list',
    },
    metricName: { type: 'string', about: 'Name of its metric.', read: 'list' },
    dimensions: { type: 'object', about: 'Dimension name -> value.', read: 'list' },
    statistic: {
      type: 'string',
      about: 'Statistic: Sum, Average, Minimum, Maximum, SampleCount, or an extended one.',
      read: 'list',
    },
    period: { type: 'integer', about: 'Seconds of one datapoint.', read: 'list' },
    unit: { type: 'string', about: 'Unit it looks for; unset: any.', read: 'list' },
    comparison: {
      type: 'string',
      about: 'Comparison of the datapoint with the threshold.',
      values: [
        'GreaterThanOrEqualToThreshold',
        'GreaterThanThreshold',
        'LessThanThreshold',
        'LessThanOrEqualToThreshold',
        'LessThanLowerOrGreaterThanUpperThreshold',
        'LessThanLowerThreshold',
        'GreaterThanUpperThreshold',
      ],
      read: 'list',
    },
    threshold: { type: 'number', about: 'Threshold.', read: 'list' },
    evaluationPeriods: { type: 'integer', about: 'Datapoints looked at (N).', read: 'list' },
    datapointsToAlarm: { type: 'integer', about: 'Datapoints that must breach (M); unset in AWS: N.', read: 'list' },
    evaluationWindow: {
      type: 'string',
      about:
        'Where its periods begin: anew at every evaluation, or by the clock; unset: in a way that is not known here.',
      values: ['sliding', 'wallClock'],
      read: 'list',
    },
    missingData: {
      type: 'string',
      about: 'How a missing datapoint counts.',
      values: ['missing', 'notBreaching', 'breaching', 'ignore'],
      read: 'list',
    },
    lowSamples: {
      type: 'string',
      about: 'How a percentile of few samples counts; unset: as any other.',
      values: ['evaluate', 'ignore'],
      read: 'list',
    },
    metrics: { type: 'list', about: 'Metrics and expressions of an alarm on metric math.', read: 'list' },
    query: {
      type: 'string',
      about: 'Text of the query it watches (Metrics Insights, PromQL, or of logs).',
      read: 'list',
    },
    logGroups: {
      type: 'list',
      about: 'Log groups that its query looks at, by name or ARN; unset: its query looks at none.',
      read: 'list',
    },
    rule: { type: 'string', about: 'Rule of a composite alarm.', read: 'list' },
    suppressor: { type: 'string', about: 'Alarm that silences a composite alarm; unset: none.', read: 'list' },
    actionsEnabled: { type: 'boolean', about: 'Its actions run.', read: 'list' },
    actions: { type: 'list', about: 'ARNs of what it does on entering ALARM.', read: 'list' },
    state: {
      type: 'string',
      about: 'State when it was read.',
      values: ['OK', 'ALARM', 'INSUFFICIENT_DATA'],
      read: 'list',
    },
  },
  relations: {
    topics: {
      kind: 'topic',
      many: true,
      about: 'SNS topics it publishes to on entering ALARM, in whichever account and region.',
      by: ['actions'],
      from: topicArns,
      to: (candidate) => [candidate.id],
      wants: (resource) =>
        topicArns(resource).flatMap((arn) => {
          const place = parseArn(arn);
          if (!place) return [];
          return [{ kind: 'topic', account: place.account, region: place.region, within: arn }];
        }),
    },
    functions: functionsInvoked('actions', 'Lambda functions it invokes on entering ALARM.'),
    composites: {
      kind: 'alarm',
      many: true,
      about: 'Composite alarms that look at it, in their rule or as what silences them.',
      by: [],
      on: ['rule', 'suppressor'],
      from: (resource) => [resource.id, nameKey(resource, resource.name)],
      to: (candidate) => alarmsNamed(candidate).map((name) => (parseArn(name) ? name : nameKey(candidate, name))),
      joins: ({ account, region }, candidate) => candidate.account === account && candidate.region === region,
      wants: (resource) => [{ kind: 'alarm', account: resource.account, region: resource.region }],
    },
    muteRules: {
      kind: 'alarmMuteRule',
      many: true,
      about: 'Mute rules that name it, of its account and region.',
      by: [],
      on: ['alarms'],
      from: (resource) => [nameKey(resource, resource.name)],
      to: (candidate) => texts(candidate.fields['alarms']).map((name) => nameKey(candidate, name)),
      wants: ({ account, region }) => [{ kind: 'alarmMuteRule', account, region }],
    },
    metricFilters: {
      kind: 'metricFilter',
      many: true,
      about: 'Metric filters that publish a metric it looks at: namespace, name and dimensions.',
      by: ['namespace', 'metricName', 'dimensions', 'metrics'],
      on: ['namespace', 'metricName', 'dimensions', 'systemDimensions'],
      from: (resource) => watchedMetrics(resource).map(({ key }) => key),
      to: ({ account, region, fields }) => [
        metricKey(account, region, text(fields['namespace']) ?? '', text(fields['metricName']) ?? ''),
      ],
      // Namespaces of AWS are closed to metric filters.
      wants: (resource) =>
        ownNamespaces(resource).length === 0
          ? []
          : [{ kind: 'metricFilter', account: resource.account, region: resource.region }],
      joins: (resource, filter) => isWatched(resource, filter),
    },
    customMetrics: {
      kind: 'customMetric',
      many: true,
      about: 'Metrics it looks at that had data in the last two weeks, in namespaces that are none of AWS.',
      by: ['namespace', 'metricName', 'dimensions', 'metrics'],
      on: ['namespace', 'name', 'dimensions'],
      from: (resource) => watchedMetrics(resource).map(watchedKey),
      to: customMetricKeys,
      wants: (resource) =>
        ownNamespaces(resource).map((within) => {
          return { kind: 'customMetric', account: resource.account, region: resource.region, within };
        }),
    },
    eventRules: {
      kind: 'eventRule',
      many: true,
      about: 'EventBridge rules of its account and region, to which its changes of state are given.',
      by: [],
      from: ({ account, region }) => [`${account}/${region}`],
      to: ({ account, region }) => [`${account}/${region}`],
      wants: ({ account, region }) => [{ kind: 'eventRule', account, region }],
    },
  },
  list: {
    calls: ['cloudwatch:DescribeAlarms'],
    actions: ['cloudwatch:DescribeAlarms'],
    async *read(want, aws) {
      for await (const page of alarmPages(want, aws)) {
        yield page.map((item) => draft(item, want.account, want.region));
      }
    },
  },
  details: {},
};

/** One metric an alarm looks at: its key (account, region, namespace, name) and dimensions. */
export interface WatchedMetric {
  readonly key: string;
  readonly dimensions: Readonly<Record<string, Value>>;
}

export function metricKey(account: string, region: string, namespace: string, name: string): string {
  return [account, region, namespace, name].join('\n');
}

/** Every metric the alarm looks at; none for composites and queries. */
export function watchedMetrics(resource: Resource | Draft): readonly WatchedMetric[] {
  const own = (
    namespace: Value | undefined,
    name: Value | undefined,
    dimensions: Value | undefined,
    account?: string,
  ) =>
    text(namespace) !== null && text(name) !== null
      ? [
          {
            key: metricKey(account ?? resource.account, resource.region, String(namespace), String(name)),
            dimensions: isObject(dimensions) ? dimensions : {},
          },
        ]
      : [];
  const { fields } = resource;
  return [
    ...own(fields['namespace'], fields['metricName'], fields['dimensions']),
    ...list(fields['metrics']).flatMap((entry) => {
      const stat = isObject(entry) ? entry['MetricStat'] : null;
      const metric = isObject(stat) ? stat['Metric'] : null;
      if (!isObject(entry) || !isObject(metric)) return [];
      const account = text(entry['AccountId']) ?? undefined;
      return own(metric['Namespace'], metric['MetricName'], dimensionMap(metric['Dimensions']), account);
    }),
  ];
}

/** Namespaces of its metrics that are none of AWS's own: what stands there somebody has to publish. */
function ownNamespaces(resource: Resource): readonly string[] {
  const all = watchedMetrics(resource).map(({ key }) => key.split('\n')[2] ?? '');
  return [...new Set(all.filter((namespace) => namespace !== '' && !namespace.startsWith('AWS/')))];
}

/** A metric with its dimensions, whose order does not matter. */
function watchedKey({ key, dimensions }: WatchedMetric): string {
  const pairs = Object.keys(dimensions).sort();
  return [key, ...pairs.map((name) => `${name}=${String(dimensions[name])}`)].join('\n');
}

function customMetricKeys({ account, region, fields }: Resource): readonly string[] {
  const key = metricKey(account, region, text(fields['namespace']) ?? '', text(fields['name']) ?? '');
  return [watchedKey({ key, dimensions: isObject(fields['dimensions']) ? fields['dimensions'] : {} })];
}

/** A metric with other dimensions is another metric; a filter gives them their values from the log event. */
function isWatched(alarm: Resource, { account, region, fields }: Resource): boolean {
  const key = metricKey(account, region, text(fields['namespace']) ?? '', text(fields['metricName']) ?? '');
  const own = Object.keys(isObject(fields['dimensions']) ? fields['dimensions'] : {});
  const published = [...own, ...list(fields['systemDimensions']).map(String)].sort().join('\n');
  return watchedMetrics(alarm).some((each) => each.key === key && dimensionNames(each).join('\n') === published);
}

export function dimensionNames(metric: WatchedMetric): readonly string[] {
  return Object.keys(metric.dimensions).sort();
}

/** Alarms look at each other by name within an account and region only (PutCompositeAlarm). */
function nameKey({ account, region }: Resource, name: string): string {
  return [account, region, name].join('\n');
}

/** Names and ARNs in the rule of a composite alarm, and its suppressor. */
function alarmsNamed({ fields }: Resource): readonly string[] {
  const suppressor = text(fields['suppressor']);
  return [...namesIn(text(fields['rule'])), ...(suppressor === null ? [] : [suppressor])];
}

/** Every word of a rule that is not understood may be the name of an alarm. */
function namesIn(rule: string | null): readonly string[] {
  if (rule === null) return [];
  const parsed = parseRule(rule);
  if (parsed.ok) return alarmsIn(parsed.rule);
  return (rule.match(/"[^"]*"|[^\s(),"]+/g) ?? []).map((word) => word.replace(/^"|"$/g, ''));
}

function topicArns(resource: Resource): readonly string[] {
  return [...new Set(texts(resource.fields['actions']).filter((arn) => parseArn(arn)?.service === 'sns'))];
}

function dimensionMap(dimensions: Value | undefined): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    list(dimensions).flatMap((item) => (isObject(item) ? [[String(item['Name']), item['Value'] ?? null]] : [])),
  );
}

function alarmType(item: Answer): string {
  if (item['AlarmRule'] !== undefined) return 'composite';
  if (queryOf(item) !== null) return 'query';
  if (text(item['ThresholdMetricId']) !== null) return 'anomalyBand';
  if (list(item['Metrics']).length > 0) return 'metricMath';
  return 'metric';
}

/** A PromQL query, or an expression that is a Metrics Insights query. */
function queryOf(item: Answer): string | null {
  const criteria = item['EvaluationCriteria'];
  if (criteria !== undefined) {
    const [first] = isObject(criteria) ? Object.values(criteria) : [];
    return isObject(first) && typeof first['Query'] === 'string' ? first['Query'] : JSON.stringify(criteria);
  }
  const expressions = list(item['Metrics']).map((entry) => (isObject(entry) ? text(entry['Expression']) : null));
  return expressions.find((expression) => expression !== null && /^\s*SELECT\b/i.test(expression)) ?? null;
}

/** Where nothing is said it slides ("Alarm evaluation window"). */
function windowOf({ EvaluationWindow: given }: Answer): string | null {
  if (!isObject(given)) return 'sliding';
  if (isObject(given['WallClockWindow'])) return 'wallClock';
  return isObject(given['SlidingWindow']) ? 'sliding' : null;
}

function draft(item: Answer, account: string, region: string): Draft {
  const id = text(item['AlarmArn']);
  const name = text(item['AlarmName']);
  if (id === null || name === null) {
    throw new Unread('malformed', 'cloudwatch:DescribeAlarms', '', 'an alarm without ARN or name');
  }
  const periods = number(item['EvaluationPeriods']);
  return {
    kind: 'alarm',
    id,
    name,
    account,
    region,
    fields: {
      name,
      type: alarmType(item),
      namespace: text(item['Namespace']),
      metricName: text(item['MetricName']),
      dimensions: dimensionMap(item['Dimensions']),
      statistic: text(item['Statistic']) ?? text(item['ExtendedStatistic']),
      period: number(item['Period']),
      unit: text(item['Unit']),
      comparison: text(item['ComparisonOperator']),
      threshold: number(item['Threshold']),
      evaluationPeriods: periods,
      datapointsToAlarm: number(item['DatapointsToAlarm']) ?? periods,
      evaluationWindow: windowOf(item),
      missingData: text(item['TreatMissingData']) ?? 'missing',
      lowSamples: text(item['EvaluateLowSampleCountPercentile']),
      metrics: list(item['Metrics']),
      query: queryOf(item),
      logGroups: null,
      rule: text(item['AlarmRule']),
      suppressor: text(item['ActionsSuppressor']),
      actionsEnabled: item['ActionsEnabled'] !== false,
      actions: list(item['AlarmActions']),
      state: text(item['StateValue']),
      ...logAlarmFields(item),
    },
    origins: { list: { call: 'cloudwatch:DescribeAlarms', account, region, answer: item } },
  };
}

function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, 'alarm');
  const { topics, ...rest } = given;
  return {
    id: arnOf(place, 'cloudwatch', `alarm:${name}`),
    name,
    fields: {
      type: 'metric',
      namespace: 'Audit',
      metricName: 'Events',
      dimensions: {},
      statistic: 'Sum',
      period: 300,
      unit: null,
      comparison: 'GreaterThanOrEqualToThreshold',
      threshold: 1,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      evaluationWindow: 'sliding',
      missingData: 'notBreaching',
      lowSamples: null,
      metrics: [],
      query: null,
      logGroups: null,
      rule: null,
      suppressor: null,
      actionsEnabled: true,
      actions: texts(topics).map((topicName) => arnOf(place, 'sns', topicName)),
      state: 'OK',
      // Only an alarm on one metric names it itself.
      ...(given['type'] === undefined || given['type'] === 'metric' ? {} : { namespace: null, metricName: null }),
      ...rest,
      name,
    },
    shortForms: ['topics'],
  };
}
