/** CloudWatch evaluating an alarm, minute by minute, on what a metric filter makes of a log: written from the documentation alone, for tests. */
import type { Value } from '../../../src/model/value.ts';

/** One minute of a log group. */
export interface Minute {
  /** Any log events at all. */
  readonly hasLogs: boolean;
  /** Log events that the filter matches. */
  readonly matches: number;
  /** The default value is reported beside matches as well: whether it is, is not documented. */
  readonly defaultBeside: boolean;
}

export interface Filter {
  readonly value: number;
  readonly defaultValue: number | null;
}

export interface Alarm {
  readonly statistic: 'Sum' | 'Average' | 'Maximum' | 'Minimum' | 'SampleCount';
  readonly comparison: 'GreaterThanThreshold' | 'GreaterThanOrEqualToThreshold';
  readonly threshold: number;
  /** Minutes. */
  readonly period: number;
  /** N. */
  readonly periods: number;
  /** M, at most N. */
  readonly needed: number;
  /** Datapoints beyond N that are looked at where some are missing: how many is not documented. */
  readonly beyond: number;
  readonly missingData: 'missing' | 'notBreaching' | 'breaching' | 'ignore';
}

type State = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** "Creating metrics from log events": each match adds its value; a minute with log events and without match the default value. */
function samplesOf({ hasLogs, matches, defaultBeside }: Minute, { value, defaultValue }: Filter): readonly number[] {
  const added = Array.from({ length: matches }, () => value);
  const isReported = defaultValue !== null && hasLogs && (matches === 0 || defaultBeside);
  return isReported ? [...added, defaultValue] : added;
}

/** "Statistics definitions". Null: no sample, no datapoint. */
function datapointOf(samples: readonly number[], statistic: Alarm['statistic']): number | null {
  if (samples.length === 0) return null;
  const sum = samples.reduce((before, each) => before + each, 0);
  switch (statistic) {
    case 'Sum':
      return sum;
    case 'Average':
      return sum / samples.length;
    case 'Maximum':
      return Math.max(...samples);
    case 'Minimum':
      return Math.min(...samples);
    case 'SampleCount':
      return samples.length;
    default:
      return statistic satisfies never;
  }
}

/** "Evaluating an alarm" and "Configuring how CloudWatch alarms treat missing data". `datapoints`: the newest first, N and those beyond. */
function nextState(alarm: Alarm, before: State, datapoints: readonly (number | null)[]): State {
  const { needed, periods, missingData } = alarm;
  const isOver = (value: number) =>
    alarm.comparison === 'GreaterThanThreshold' ? value > alarm.threshold : value >= alarm.threshold;
  const real = datapoints.filter((each) => each !== null).slice(0, periods);
  const isMissing = real.length < periods;
  const filled = isMissing && missingData === 'breaching' ? periods - real.length : 0;
  if (real.filter(isOver).length + filled >= needed) return 'ALARM';
  if (!isMissing || missingData === 'notBreaching' || missingData === 'breaching') return 'OK';
  if (real.length === 0) return missingData === 'ignore' ? before : 'INSUFFICIENT_DATA';
  if (!real.every(isOver)) return 'OK';
  // "Avoiding premature transitions to alarm state": whatever is more recent is breaching or missing.
  const isOld = datapoints.slice(needed - 1, periods).some((each) => each !== null);
  return missingData === 'missing' && isOld ? 'ALARM' : before;
}

/** Minutes at whose end the alarm goes to ALARM. */
export function raisedAt(alarm: Alarm, filter: Filter, log: readonly Minute[]): readonly number[] {
  const samples = log.map((minute) => samplesOf(minute, filter));
  const raised: number[] = [];
  let state: State = 'INSUFFICIENT_DATA';
  const looked = alarm.periods + alarm.beyond;
  for (let end = alarm.period * looked; end <= log.length; end++) {
    const datapoints = Array.from({ length: looked }, (_, at) => {
      const to = end - at * alarm.period;
      return datapointOf(samples.slice(to - alarm.period, to).flat(), alarm.statistic);
    });
    const next = nextState(alarm, state, datapoints);
    if (next === 'ALARM' && state !== 'ALARM') raised.push(end - 1);
    state = next;
  }
  return raised;
}

/** The alarm as a test gives it to the proof. */
export function fieldsOf(alarm: Alarm): Readonly<Record<string, Value>> {
  return {
    statistic: alarm.statistic,
    comparison: alarm.comparison,
    threshold: alarm.threshold,
    period: alarm.period * 60,
    evaluationPeriods: alarm.periods,
    datapointsToAlarm: alarm.needed,
    missingData: alarm.missingData,
  };
}
