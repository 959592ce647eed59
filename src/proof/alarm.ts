/** Does one matching log event raise the alarm? Follows "Using Amazon CloudWatch alarms" (evaluation, missing data) and PutMetricAlarm. */
import type { Resource } from '../model/resource.ts';
import { isObject } from '../model/value.ts';
import type { Truth } from '../model/verdict.ts';
import { datapoints, fixed } from './datapoint.ts';

/** A decision and, in one sentence, why. */
export interface Decision {
  readonly truth: Truth;
  readonly sentence: string;
}

type Fields = Resource['fields'];

/** What of an alarm and of a metric filter the decision rests on. */
export const ALARM_FIELDS = [
  'type',
  'metrics',
  'unit',
  'period',
  'comparison',
  'threshold',
  'statistic',
  'datapointsToAlarm',
  'missingData',
] as const;
export const FILTER_FIELDS = ['metricValue', 'defaultValue', 'unit'] as const;

export function raisedByOneEvent(alarm: Resource, filter: Resource): Decision {
  const fields = alarmFields(alarm.fields);
  const strange = notFollowed(alarm, fields, filter);
  if (strange) return strange;
  const steps = [unitFits, periodFits, comparisonFits, datapointBreaches, enoughDatapoints, stateChanges];
  let doubt: Decision | undefined;
  for (const step of steps) {
    const decision = step(alarm, fields, filter);
    if (decision?.truth === 'false') return decision;
    doubt ??= decision ?? undefined;
  }
  return doubt ?? { truth: 'true', sentence: `alarm ${alarm.name} goes to ALARM on one event` };
}

/** An alarm written with `Metrics` that holds a single metric is as plain as one with a metric name. */
function alarmFields(fields: Fields): Fields {
  const metrics = Array.isArray(fields['metrics']) ? fields['metrics'] : [];
  const [only] = metrics;
  if (fields['type'] !== 'metricMath' || metrics.length !== 1 || !isObject(only)) return fields;
  const stat = only['MetricStat'];
  if (!isObject(stat)) return fields;
  const { Period, Stat, Unit } = stat;
  return { ...fields, type: 'metric', period: Period ?? null, statistic: Stat ?? null, unit: Unit ?? null };
}

const NOT_PLAIN: ReadonlyMap<string, string> = new Map([
  ['metricMath', 'a metric-math expression'],
  ['anomalyBand', 'an anomaly band'],
  ['query', 'a query'],
]);

/** Alarms of which nothing is said, neither yes nor no. */
function notFollowed(alarm: Resource, { type }: Fields, filter: Resource): Decision | null {
  if (alarm.account !== filter.account) {
    return undecided(
      `alarm ${alarm.name} watches it from account ${alarm.account}, and whether metrics are shared with that account was not read`,
    );
  }
  if (type === 'metric') return null;
  const what = NOT_PLAIN.get(String(type)) ?? 'something other than one metric';
  return undecided(`alarm ${alarm.name} watches ${what}, and whether one event raises it is not decided`);
}

/** Null where nothing stands against it. */
type Step = (alarm: Resource, fields: Fields, filter: Resource) => Decision | null;

const unitFits: Step = (alarm, fields, filter) => {
  const unit = fields['unit'] ?? null;
  const published = filter.fields['unit'] ?? 'None';
  if (unit === null || unit === published) return null;
  return no(`alarm ${alarm.name} looks for unit ${String(unit)}, but the metric is published in ${String(published)}`);
};

const periodFits: Step = (alarm, fields) => {
  const period = fields['period'];
  if (typeof period !== 'number') return undecided(`alarm ${alarm.name} has no period`);
  if (period >= 60) return null;
  return undecided(`alarm ${alarm.name} has a period of ${period} seconds on a metric that is reported once a minute`);
};

const comparisonFits: Step = (alarm, fields) => {
  const comparison = String(fields['comparison']);
  if (comparison === 'LessThanThreshold' || comparison === 'LessThanOrEqualToThreshold') {
    return no(`alarm ${alarm.name} fires when the metric is low, so it notices silence, not events`);
  }
  if (comparison === 'GreaterThanThreshold' || comparison === 'GreaterThanOrEqualToThreshold') return null;
  return undecided(`alarm ${alarm.name} compares with ${comparison}, which depends on a trained model`);
};

const datapointBreaches: Step = (alarm, fields, filter) => {
  const { metricValue, defaultValue } = filter.fields;
  const value = fixed(metricValue);
  if (value === null) {
    return undecided(`metric filter ${filter.name} publishes ${String(metricValue)}, not a fixed number`);
  }
  const { threshold } = fields;
  if (typeof threshold !== 'number') return undecided(`alarm ${alarm.name} has no fixed threshold`);
  const statistic = String(fields['statistic']);
  const other = typeof defaultValue === 'number' ? defaultValue : null;
  const points = datapoints(statistic, value, other, Number(fields['period']));
  if (!points) return undecided(`alarm ${alarm.name} uses the statistic ${statistic}, which is not decided here`);
  const breaches = (point: number) =>
    fields['comparison'] === 'GreaterThanThreshold' ? point > threshold : point >= threshold;
  const wants = `${statistic} ${fields['comparison'] === 'GreaterThanThreshold' ? '>' : '>='} ${threshold}`;
  if (points.quiet.length > 0 && points.quiet.every(breaches)) {
    return no(
      `alarm ${alarm.name} is in ALARM without any event (${statistic} of the default value ${String(other)} is ${wants.slice(statistic.length + 1)}), so an event changes nothing`,
    );
  }
  if (!points.event.some(breaches)) {
    return no(
      `one event gives ${statistic} ${points.event[0]}, but alarm ${alarm.name} wants ${wants.slice(statistic.length + 1)}`,
    );
  }
  if (points.quiet.some(breaches)) {
    return undecided(
      `alarm ${alarm.name} wants ${wants}, and the default value ${String(other)} of many minutes can reach it without any event`,
    );
  }
  if (points.event.every(breaches)) return null;
  return undecided(
    `alarm ${alarm.name} wants ${wants}, and the default value ${String(other)} of other minutes can pull one event below it`,
  );
};

const enoughDatapoints: Step = (alarm, fields, filter) => {
  const needed = fields['datapointsToAlarm'];
  if (typeof needed !== 'number') return undecided(`alarm ${alarm.name} does not say how many datapoints it wants`);
  if (needed === 1) return null;
  const wants = `alarm ${alarm.name} wants ${needed} of ${String(fields['evaluationPeriods'])} datapoints`;
  switch (fields['missingData']) {
    case 'missing':
      return undecided(`${wants}; one event is enough only while the metric is silent around it`);
    case 'breaching':
      if (!reportsSilence(filter)) break;
      return undecided(`${wants}, and counts minutes without any log event as breaching`);
    case 'notBreaching':
    case 'ignore':
      break;
    default:
      return undecided(`${wants}, and how it treats missing ones is not known`);
  }
  return no(`${wants}, and one event gives one`);
};

const stateChanges: Step = (alarm, fields, filter) => {
  switch (fields['missingData']) {
    case 'missing':
    case 'notBreaching':
      return null;
    case 'breaching':
      if (reportsSilence(filter)) {
        return undecided(
          `alarm ${alarm.name} counts minutes without any log event as breaching, and an event among them changes nothing`,
        );
      }
      return no(`alarm ${alarm.name} counts silence as breaching, so it stays in ALARM and an event changes nothing`);
    case 'ignore':
      if (reportsSilence(filter)) return null;
      return no(
        `alarm ${alarm.name} keeps its state through silence: after the first event it stays in ALARM and later ones change nothing`,
      );
    default:
      return undecided(`how alarm ${alarm.name} treats missing datapoints is not known`);
  }
};

/** Whether a minute of log events without match reports something. */
function reportsSilence(filter: Resource): boolean {
  return typeof filter.fields['defaultValue'] === 'number';
}

function no(sentence: string): Decision {
  return { truth: 'false', sentence };
}

function undecided(sentence: string): Decision {
  return { truth: 'unknown', sentence };
}
