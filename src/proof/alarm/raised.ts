/** Does one matching log event raise the alarm, or a burst of them? Follows "Using Amazon CloudWatch alarms" (evaluation, missing data) and PutMetricAlarm. */
import type { Burst } from '../../model/burst.ts';
import { eventsOf } from '../../model/burst.ts';
import type { Resource } from '../../model/resource.ts';
import { fixed, isPercentile } from './datapoint.ts';
import type { Decision } from './decision.ts';
import { decided, no, undecided } from './decision.ts';
import { lowered } from './lowered.ts';
import type { Beside, Signal } from './signal.ts';
import { signalOf } from './signal.ts';
import type { Setting } from './state.ts';
import { alwaysStands, mayStand, standing, stateChanges } from './state.ts';
import { breaches } from './threshold.ts';
import { unitFits, unitsMixed } from './units.ts';
import { comparedIn, isAlwaysZero, isFedBy, notShared, periodOf, watchedBy } from './watched.ts';

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
  'evaluationPeriods',
  'missingData',
] as const;
export const FILTER_FIELDS = ['metricValue', 'defaultValue', 'unit'] as const;

/** `feeders` are all filters that are known to publish what the alarm watches, `beside` those of them that count the same event. Without a burst one event is asked about. */
export function raisedByEvents(
  alarm: Resource,
  filter: Resource,
  feeders: readonly Resource[] = [filter],
  beside: Beside | null = null,
  burst?: Burst,
): Decision {
  if (alarm.account !== filter.account) return notShared(alarm);
  const watched = watchedBy(alarm);
  if ('truth' in watched) return watched;
  const setting = { alarm, filter, feeders, beside, burst, watched };
  const other = isCompared(setting) ?? unitFits(setting);
  if (other) return other;
  if (comparisonOf(alarm) === 'downwards' && watched.type === 'metric') return signalBreaches(setting, lowered);
  return (
    comparisonFits(setting) ??
    decided([
      ...[differsFromZero, periodFits, samplesSuffice].map((step) => () => step(setting)),
      () => signalBreaches(setting, stateChanges),
    ])
  );
}

/** Null where nothing stands against it. */
type Step = (seen: Setting) => Decision | null;

const isCompared: Step = ({ alarm, filter, watched }) => {
  const metrics = comparedIn(watched);
  if (!metrics || metrics.some((metric) => isFedBy(metric, filter))) return null;
  const what = watched.type === 'metric' ? watched.metric.name : watched.text;
  return no(`alarm ${alarm.name} compares ${what}, in which the metric of filter ${filter.name} does not occur`);
};

const differsFromZero: Step = ({ alarm, watched }) => {
  const { threshold, comparison } = alarm.fields;
  if (watched.type === 'metric' || typeof threshold !== 'number' || !isAlwaysZero(watched)) return null;
  if (comparison === 'GreaterThanThreshold' ? 0 > threshold : 0 >= threshold) return null;
  return no(`alarm ${alarm.name} compares ${watched.text}, a metric minus itself, which is always 0`);
};

const periodFits: Step = ({ alarm, watched }) => {
  const period = periodOf(watched);
  if (period === null) return undecided(`alarm ${alarm.name} does not say one period for all it looks at`);
  if (period >= 60) return null;
  return undecided(`alarm ${alarm.name} has a period of ${period} seconds on a metric that is reported once a minute`);
};

/** One event is one sample, of which a percentile may take no notice. */
const samplesSuffice: Step = ({ alarm, feeders, burst, watched }) => {
  if (alarm.fields['lowSamples'] !== 'ignore') return null;
  const [percentile] = (comparedIn(watched) ?? []).map(({ statistic }) => statistic).filter(isPercentile);
  if (percentile === undefined) return null;
  const says = `alarm ${alarm.name} compares ${percentile} and ignores periods with few samples`;
  if (watched.type !== 'metric') return undecided(`${says}, and what that means of an expression is not decided`);
  if (feeders.some((each) => typeof each.fields['defaultValue'] === 'number')) {
    return undecided(`${says}, and whether default values make enough of them is not decided`);
  }
  if (burst) return undecided(`${says}, and whether ${eventsOf(burst)} give enough of them is not decided`);
  return no(`${says}, and one event gives one`);
};

/** Null: with a band, or in a way that is not known here. */
function comparisonOf({ fields }: Resource): 'upwards' | 'downwards' | null {
  switch (fields['comparison']) {
    case 'GreaterThanThreshold':
    case 'GreaterThanOrEqualToThreshold':
      return 'upwards';
    case 'LessThanThreshold':
    case 'LessThanOrEqualToThreshold':
      return 'downwards';
    default:
      return null;
  }
}

/** What goes to ALARM when it is high is decided here. */
const comparisonFits: Step = ({ alarm, watched }) => {
  const comparison = comparisonOf(alarm);
  if (comparison === 'upwards') return null;
  if (comparison === null) {
    const written = alarm.fields['comparison'];
    const how =
      typeof written === 'string'
        ? `compares with ${written}, which depends on a trained model`
        : 'does not say how it compares';
    return undecided(`alarm ${alarm.name} ${how}`);
  }
  const what = watched.type === 'metric' ? watched.metric.name : `the metric-math expression ${watched.text}`;
  return undecided(`alarm ${alarm.name} fires when ${what} is low, and whether one event makes it so is not decided`);
};

/** The datapoint, how many of them, and what state the alarm is in without the event. */
function signalBreaches(setting: Setting, decide: (setting: Setting, signal: Signal) => Decision): Decision {
  const { alarm, filter, watched } = setting;
  const { metricValue } = filter.fields;
  const mixed = unitsMixed(setting);
  if (mixed) return mixed;
  if (fixed(metricValue) === null) {
    return undecided(`metric filter ${filter.name} publishes ${String(metricValue)}, not a fixed number`);
  }
  if (typeof alarm.fields['threshold'] !== 'number') return undecided(`alarm ${alarm.name} has no fixed threshold`);
  const signal = signalOf(alarm, watched, setting);
  return 'truth' in signal ? signal : decide(setting, signal);
}

/** Whether many events that the filter matches may raise the alarm, although one is not known to. */
export function raisedByMany(alarm: Resource, filter: Resource): boolean {
  const watched = watchedBy(alarm);
  if (alarm.account !== filter.account || 'truth' in watched || typeof alarm.fields['threshold'] !== 'number')
    return false;
  const setting = { alarm, filter, feeders: [filter], beside: null, watched };
  if (comparisonFits(setting) ?? unitFits(setting)) return false;
  const signal = signalOf(alarm, watched, setting);
  return !('truth' in signal) && breaches(alarm, signal.among) !== false;
}

/** Why an alarm whose metric the filters publish is in ALARM whether or not anything happens; null where that is not certain. */
export function standsInAlarm(alarm: Resource, feeders: readonly Resource[]): string | null {
  const found = idle(alarm, feeders);
  return found && !unitsMixed(found.setting) ? standing(found.setting, found.signal) : null;
}

/** Whether such an alarm is certainly in ALARM at any moment, whatever its filters count. */
export function alwaysInAlarm(alarm: Resource, feeders: readonly Resource[]): boolean {
  const found = idle(alarm, feeders);
  return found !== null && !unitsMixed(found.setting) && alwaysStands(found.setting, found.signal);
}

/** Whether such an alarm may be in ALARM although nothing happens, by default values, by silence, or since something happened long ago. */
export function mayStandInAlarm(alarm: Resource, feeders: readonly Resource[]): boolean {
  const found = idle(alarm, feeders);
  if (!found) return isEasilyReached(alarm);
  return unitsMixed(found.setting) !== null || mayStand(found.setting, found.signal);
}

/** Of what nobody is known to publish: that there is nothing is bad, or whatever is counted is enough. */
function isEasilyReached({ fields }: Resource): boolean {
  const { comparison, threshold, missingData } = fields;
  if (missingData === 'breaching') return true;
  if (typeof threshold !== 'number') return false;
  return (
    (comparison === 'GreaterThanOrEqualToThreshold' && threshold <= 0) ||
    (comparison === 'GreaterThanThreshold' && threshold < 0)
  );
}

/** What an alarm that compares upwards has to compare; null where that is not decided. */
function idle(
  alarm: Resource,
  feeders: readonly Resource[],
): { readonly setting: Setting; readonly signal: Signal } | null {
  const [filter] = feeders;
  if (!filter || alarm.account !== filter.account) return null;
  const watched = watchedBy(alarm);
  if ('truth' in watched || typeof alarm.fields['threshold'] !== 'number') return null;
  const setting = { alarm, filter, feeders, beside: null, watched };
  if (comparisonFits(setting)) return null;
  const signal = signalOf(alarm, watched, setting);
  return 'truth' in signal ? null : { setting, signal };
}
