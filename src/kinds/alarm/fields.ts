/** What is known of an alarm. */
import type { Kind } from '../kind.ts';

export const fields: Kind['fields'] = {
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
  evaluationState: {
    type: 'string',
    about: 'Why CloudWatch does not evaluate it, or not all of its data; unset: nothing is said against it.',
    values: ['PARTIAL_DATA', 'EVALUATION_FAILURE', 'EVALUATION_ERROR', 'IN_WARM_UP'],
    read: 'list',
  },
  evaluationReason: {
    type: 'string',
    about: 'What CloudWatch says of its state, where it has an `evaluationState`.',
    read: 'list',
  },
};
