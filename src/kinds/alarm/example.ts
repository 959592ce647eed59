/** A healthy alarm, for the tests of rules: one event on one metric raises it. */
import type { ExamplePlace, Given, Made } from '../example.ts';
import { arnOf, nameOf } from '../example.ts';
import { texts } from '../kind.ts';

export function example(given: Given, place: ExamplePlace): Made {
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
      evaluationState: null,
      evaluationReason: null,
      // Only an alarm on one metric names it itself.
      ...(given['type'] === undefined || given['type'] === 'metric' ? {} : { namespace: null, metricName: null }),
      ...rest,
      name,
    },
    shortForms: ['topics'],
  };
}
