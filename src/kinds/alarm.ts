/** A CloudWatch alarm: on one metric, on metric math, or composed of other alarms. */
import { parseArn } from '../model/arn.ts';
import type { Caller, Want } from '../model/collect.ts';
import { malformed } from '../model/collect.ts';
import type { Resource } from '../model/resource.ts';
import { example } from './alarm/example.ts';
import { fields } from './alarm/fields.ts';
import { customMetricKeys, isWatched, metricKey, ownNamespaces, watchedKey, watchedMetrics } from './alarm/metrics.ts';
import { alarmsNamed, nameKey } from './alarm/names.ts';
import { stated } from './alarm/stated.ts';
import { functionsInvoked } from './functions-invoked.ts';
import type { Kind } from './kind.ts';
import { text, texts } from './kind.ts';
import { drafted } from './listing.ts';
import { alarmPages } from './log-alarm.ts';

const CALL = 'cloudwatch:DescribeAlarms';

export const alarm: Kind = {
  name: 'alarm',
  example,
  about: 'A CloudWatch alarm.',
  population: 'region',
  fields,
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
  list: { calls: [CALL], actions: [CALL], read: alarmsOf },
  details: {},
};

async function* alarmsOf(want: Want, aws: Caller) {
  for await (const page of alarmPages(want, aws)) {
    yield page.map((item) => {
      const own = stated(item);
      if (own === null) throw malformed(CALL, 'an alarm without ARN or name');
      return drafted(want, CALL, own, item);
    });
  }
}

function topicArns(resource: Resource): readonly string[] {
  return [...new Set(texts(resource.fields['actions']).filter((arn) => parseArn(arn)?.service === 'sns'))];
}
