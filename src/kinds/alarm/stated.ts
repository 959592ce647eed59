/** What DescribeAlarms says of an alarm. */
import type { Answer } from '../../model/collect.ts';
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import { list, number, text } from '../kind.ts';
import type { Own } from '../listing.ts';
import { logAlarmFields } from '../log-alarm.ts';
import { dimensionMap } from './metrics.ts';

/** Null where its ARN or its name is missing. */
export function stated(item: Answer): Own | null {
  const id = text(item['AlarmArn']);
  const name = text(item['AlarmName']);
  if (id === null || name === null) return null;
  const periods = number(item['EvaluationPeriods']);
  return {
    id,
    name,
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
      ...evaluationFields(item),
      ...logAlarmFields(item),
    },
  };
}

/** What stands against its evaluation; without that, its reason is about datapoints. */
function evaluationFields(item: Answer): Readonly<Record<string, Value>> {
  const state = text(item['EvaluationState']);
  return { evaluationState: state, evaluationReason: state === null ? null : text(item['StateReason']) };
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
