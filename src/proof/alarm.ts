/** Does one matching log event raise the alarm? Follows "Using Amazon CloudWatch alarms" (evaluation, missing data) and PutMetricAlarm. */
import type { Resource } from '../model/resource.ts';
import type { Truth } from '../model/verdict.ts';

/** A decision and, in one sentence, why. */
export interface Decision {
  readonly truth: Truth;
  readonly sentence: string;
}

type Fields = Resource['fields'];

export function raisedByOneEvent(alarm: Resource, filter: Resource): Decision {
  const steps = [isPlain, unitFits, periodFits, comparisonFits, datapointBreaches, enoughDatapoints, stateChanges];
  const fields = alarmFields(alarm.fields);
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
  if (fields['type'] !== 'metricMath' || metrics.length !== 1 || typeof only !== 'object' || only === null)
    return fields;
  const stat = (only as Fields)['MetricStat'];
  if (typeof stat !== 'object' || stat === null) return fields;
  const { Period, Stat, Unit } = stat as Fields;
  return { ...fields, type: 'metric', period: Period ?? null, statistic: Stat ?? null, unit: Unit ?? null };
}

type Step = (alarm: Resource, fields: Fields, filter: Resource) => Decision | null;

const isPlain: Step = (alarm, fields) => {
  const what = { metricMath: 'a metric-math expression', anomalyBand: 'an anomaly band', query: 'a query' }[
    String(fields['type'])
  ];
  if (what === undefined) return null;
  return undecided(`alarm ${alarm.name} watches ${what}, and whether one event raises it is not decided`);
};

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
  const value = Number(filter.fields['metricValue']);
  if (!Number.isFinite(value)) {
    return undecided(
      `metric filter ${filter.name} publishes ${String(filter.fields['metricValue'])}, not a fixed number`,
    );
  }
  const statistic = String(fields['statistic']);
  const fallback = filter.fields['defaultValue'];
  const others = typeof fallback === 'number' ? fallback : null;
  const period = Number(fields['period']);
  const points = datapoints(statistic, value, others, period);
  if (!points) return undecided(`alarm ${alarm.name} uses the statistic ${statistic}, which is not decided here`);
  const quiet = others === null ? null : datapointOfSilence(statistic, others, period);
  const wanted = `${fields['comparison'] === 'GreaterThanThreshold' ? '>' : '>='} ${String(fields['threshold'])}`;
  if (quiet !== null && breaches(quiet, fields)) {
    return no(
      `alarm ${alarm.name} is in ALARM without any event (${statistic} of the default value ${String(others)} is ${wanted}), so an event changes nothing`,
    );
  }
  const verdicts = points.map((point) => breaches(point, fields));
  if (verdicts.every(Boolean)) return null;
  if (verdicts.some(Boolean)) {
    return undecided(
      `alarm ${alarm.name} wants ${statistic} ${wanted}, and the default value ${String(others)} of other minutes can pull one event below it`,
    );
  }
  return no(`one event gives ${statistic} ${points[0]}, but alarm ${alarm.name} wants ${wanted}`);
};

/** What one event can make of the datapoint: alone, and among default values of other minutes or of its own. Null: not decided. */
function datapoints(statistic: string, value: number, other: number | null, period: number): readonly number[] | null {
  const minutes = Math.max(1, Math.floor(period / 60));
  switch (statistic) {
    case 'Sum':
      return other === null ? [value] : [value, value + (minutes - 1) * other];
    case 'Maximum':
      return other === null ? [value] : [value, Math.max(value, other)];
    case 'Minimum':
      return other === null ? [value] : [value, Math.min(value, other)];
    case 'Average':
      // Whether default values are also counted in the event's own minute is not documented: a thousand stand for "many".
      return other === null ? [value] : [value, (value + 1000 * other) / 1001];
    case 'SampleCount':
      return other === null ? [1] : [1, minutes];
    default:
      return /^p\d/.test(statistic) && other === null ? [value] : null;
  }
}

function datapointOfSilence(statistic: string, other: number, period: number): number | null {
  const minutes = Math.max(1, Math.floor(period / 60));
  if (statistic === 'Sum') return minutes * other;
  if (statistic === 'SampleCount') return minutes;
  return other;
}

function breaches(point: number, fields: Fields): boolean {
  const threshold = Number(fields['threshold']);
  return fields['comparison'] === 'GreaterThanThreshold' ? point > threshold : point >= threshold;
}

const enoughDatapoints: Step = (alarm, fields) => {
  const needed = Number(fields['datapointsToAlarm']);
  if (needed === 1) return null;
  const missing = String(fields['missingData']);
  const wants = `alarm ${alarm.name} wants ${needed} of ${String(fields['evaluationPeriods'])} datapoints`;
  if (missing === 'missing')
    return undecided(`${wants}; one event is enough only while the metric is silent around it`);
  return no(`${wants}, and one event gives one`);
};

const stateChanges: Step = (alarm, fields, filter) => {
  if (typeof filter.fields['defaultValue'] === 'number') return null;
  if (fields['missingData'] === 'breaching') {
    return no(`alarm ${alarm.name} counts silence as breaching, so it stays in ALARM and an event changes nothing`);
  }
  if (fields['missingData'] === 'ignore') {
    return no(
      `alarm ${alarm.name} keeps its state through silence: after the first event it stays in ALARM and later ones change nothing`,
    );
  }
  return null;
};

function no(sentence: string): Decision {
  return { truth: 'false', sentence };
}

function undecided(sentence: string): Decision {
  return { truth: 'unknown', sentence };
}
