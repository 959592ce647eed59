/** Does one matching log event raise the alarm? Follows "Using Amazon CloudWatch alarms" (evaluation, missing data) and PutMetricAlarm. */
import type { Range } from '../../languages/metric-math/index.ts';
import type { Resource } from '../../model/resource.ts';
import { fixed, isPercentile } from './datapoint.ts';
import type { Decision } from './decision.ts';
import { no, undecided } from './decision.ts';
import type { Signal } from './signal.ts';
import { signalOf } from './signal.ts';
import type { Watched } from './watched.ts';
import { hasUnitOf, isFedBy, periodOf, unitOf, watchedBy } from './watched.ts';

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

/** `feeders` are all filters that are known to publish what the alarm watches. */
export function raisedByOneEvent(alarm: Resource, filter: Resource, feeders: readonly Resource[] = [filter]): Decision {
  if (alarm.account !== filter.account) {
    return undecided(
      `alarm ${alarm.name} watches it from account ${alarm.account}, and whether metrics are shared with that account was not read`,
    );
  }
  const watched = watchedBy(alarm);
  if ('truth' in watched) return watched;
  const seen = { alarm, filter, feeders, watched };
  const upwards = comparisonFits(seen);
  if (upwards) return upwards;
  return decided([
    ...[unitFits, periodFits, samplesSuffice].map((step) => () => step(seen)),
    () => signalBreaches(seen),
  ]);
}

/** Steps of which the last always answers: the first that says no, or else the first doubt, or else the last. */
function decided(steps: readonly (() => Decision | null)[]): Decision {
  let answer: Decision | null = null;
  for (const step of steps) {
    const decision = step();
    if (decision?.truth === 'false') return decision;
    if (answer?.truth !== 'unknown') answer = decision ?? answer;
  }
  if (!answer) throw new Error('no step answers');
  return answer;
}

interface Seen {
  readonly alarm: Resource;
  readonly filter: Resource;
  readonly feeders: readonly Resource[];
  readonly watched: Watched;
}

/** Null where nothing stands against it. */
type Step = (seen: Seen) => Decision | null;

const unitFits: Step = ({ alarm, filter, watched }) => {
  const metrics = watched.type === 'metric' ? [watched.metric] : [...watched.metrics.values()];
  const ours = metrics.filter((metric) => isFedBy(metric, filter));
  const [strange] = ours.filter((metric) => !hasUnitOf(metric, filter));
  if (!strange || ours.some((metric) => hasUnitOf(metric, filter))) return null;
  return no(`alarm ${alarm.name} looks for unit ${strange.unit}, but the metric is published in ${unitOf(filter)}`);
};

const periodFits: Step = ({ alarm, watched }) => {
  const period = periodOf(watched);
  if (period === null) return undecided(`alarm ${alarm.name} has no period`);
  if (period >= 60) return null;
  return undecided(`alarm ${alarm.name} has a period of ${period} seconds on a metric that is reported once a minute`);
};

/** One event is one sample, of which a percentile may take no notice. */
const samplesSuffice: Step = ({ alarm, feeders, watched }) => {
  if (watched.type !== 'metric' || !isPercentile(watched.metric.statistic)) return null;
  if (alarm.fields['lowSamples'] !== 'ignore') return null;
  const says = `alarm ${alarm.name} compares ${watched.metric.statistic} and ignores periods with few samples`;
  if (feeders.some((each) => typeof each.fields['defaultValue'] === 'number')) {
    return undecided(`${says}, and whether default values make enough of them is not decided`);
  }
  return no(`${says}, and one event gives one`);
};

const comparisonFits: Step = ({ alarm, watched }) => {
  const comparison = String(alarm.fields['comparison']);
  switch (comparison) {
    case 'GreaterThanThreshold':
    case 'GreaterThanOrEqualToThreshold':
      return null;
    case 'LessThanThreshold':
    case 'LessThanOrEqualToThreshold':
      if (watched.type === 'metric') {
        return no(`alarm ${alarm.name} fires when the metric is low, so it notices silence, not events`);
      }
      return undecided(
        `alarm ${alarm.name} fires when the metric-math expression ${watched.text} is low, and whether one event makes it so is not decided`,
      );
    default:
      return undecided(`alarm ${alarm.name} compares with ${comparison}, which depends on a trained model`);
  }
};

/** The datapoint, how many of them, and what state the alarm is in without the event. */
function signalBreaches(seen: Seen): Decision {
  const { alarm, filter, feeders, watched } = seen;
  const { metricValue } = filter.fields;
  if (fixed(metricValue) === null) {
    return undecided(`metric filter ${filter.name} publishes ${String(metricValue)}, not a fixed number`);
  }
  if (typeof alarm.fields['threshold'] !== 'number') return undecided(`alarm ${alarm.name} has no fixed threshold`);
  const signal = signalOf(alarm, watched, { filter, feeders });
  if ('truth' in signal) return signal;
  return decided([
    ...[stateIsFree, datapointBreaches, enoughDatapoints, stateChanges, fillIsSafe].map(
      (step) => () => step(seen, signal),
    ),
    () => raised(alarm, signal),
  ]);
}

function raised(alarm: Resource, { name, alone }: Signal): Decision {
  const value = alone.low === alone.high ? `${name} ${alone.high} is` : `${name} is`;
  return { truth: 'true', sentence: `alarm ${alarm.name} goes to ALARM on one event (${value} ${wanted(alarm)})` };
}

type SignalStep = (seen: Seen, signal: Signal) => Decision | null;

/** Whether each value of the range breaches, none does, or some do (null). */
function breaches(alarm: Resource, { low, high }: Range): boolean | null {
  const threshold = Number(alarm.fields['threshold']);
  const isOver = (value: number) =>
    alarm.fields['comparison'] === 'GreaterThanThreshold' ? value > threshold : value >= threshold;
  if (isOver(low)) return true;
  return isOver(high) ? null : false;
}

function wanted({ fields }: Resource): string {
  return `${fields['comparison'] === 'GreaterThanThreshold' ? '>' : '>='} ${String(fields['threshold'])}`;
}

/** Why the alarm is in ALARM whether or not anything happens: "is in ALARM without any event ..."; null where it is not. */
function standing({ alarm, feeders }: Seen, { name, quiet, silent }: Signal): string | null {
  if ([quiet, silent].some((idle) => idle.missing === 'never' && breaches(alarm, idle))) {
    const others = defaultsIn(feeders);
    return `is in ALARM without any event (${others === '' ? name : `${name} of ${others}`} is ${wanted(alarm)})`;
  }
  const isSilent = quiet.missing === 'always' && silent.missing === 'always';
  return alarm.fields['missingData'] === 'breaching' && isSilent
    ? 'counts silence as breaching and stays in ALARM'
    : null;
}

/** The same of an alarm whose metric the filters publish. */
export function standsInAlarm(alarm: Resource, feeders: readonly Resource[]): string | null {
  const [filter] = feeders;
  if (!filter || alarm.account !== filter.account) return null;
  const watched = watchedBy(alarm);
  if ('truth' in watched || typeof alarm.fields['threshold'] !== 'number') return null;
  const seen = { alarm, filter, feeders, watched };
  if (comparisonFits(seen)) return null;
  const signal = signalOf(alarm, watched, seen);
  return 'truth' in signal ? null : standing(seen, signal);
}

const stateIsFree: SignalStep = (seen, signal) => {
  const reason = standing(seen, signal);
  return reason === null ? null : no(`alarm ${seen.alarm.name} ${reason}, so an event changes nothing`);
};

const datapointBreaches: SignalStep = ({ alarm, feeders }, signal) => {
  const { name, alone, among, quiet, silent } = signal;
  const wants = wanted(alarm);
  const others = defaultsIn(feeders);
  const isRaised = breaches(alarm, alone);
  if (isRaised === false) {
    const value = alone.low === alone.high ? `${alone.high}` : `at most ${alone.high}`;
    return no(`one event gives ${name} ${value}, but alarm ${alarm.name} wants ${wants}`);
  }
  if ([quiet, silent].some((idle) => idle.missing !== 'always' && breaches(alarm, idle) !== false)) {
    const what = others === '' ? 'other metrics in it' : `${others} of many minutes`;
    return undecided(`alarm ${alarm.name} wants ${name} ${wants}, and ${what} can reach it without any event`);
  }
  if (isRaised && alone.missing === 'never' && breaches(alarm, among)) return null;
  const what = isRaised
    ? 'other events beside it'
    : others === ''
      ? 'other metrics in it'
      : `${others} of other minutes`;
  return undecided(`alarm ${alarm.name} wants ${name} ${wants}, and ${what} can pull one event below it`);
};

/** "the default value 0", as far as there is one. */
function defaultsIn(feeders: readonly Resource[]): string {
  const values = feeders.map(({ fields }) => fields['defaultValue']).filter((value) => typeof value === 'number');
  const all = [...new Set(values)].join(' and ');
  return all === '' ? '' : `the default value ${all}`;
}

const enoughDatapoints: SignalStep = ({ alarm }, { quiet, silent }) => {
  const needed = alarm.fields['datapointsToAlarm'];
  if (typeof needed !== 'number') return undecided(`alarm ${alarm.name} does not say how many datapoints it wants`);
  if (needed <= 1) return null;
  const wants = `alarm ${alarm.name} wants ${needed} of ${String(alarm.fields['evaluationPeriods'])} datapoints`;
  switch (alarm.fields['missingData']) {
    case 'missing':
      if (quiet.missing === 'never' || silent.missing === 'never') break;
      return undecided(`${wants}; one event is enough only while the metric is silent around it`);
    case 'breaching':
    case 'notBreaching':
    case 'ignore':
      break;
    default:
      return undecided(`${wants}, and how it treats missing ones is not known`);
  }
  return no(`${wants}, and one event gives one`);
};

const stateChanges: SignalStep = ({ alarm }, { quiet, silent }) => {
  const { missingData } = alarm.fields;
  const isNeverMissing = silent.missing === 'never';
  switch (missingData) {
    case 'missing':
    case 'notBreaching':
      return null;
    case 'breaching':
      if (isNeverMissing) return null;
      return undecided(
        `alarm ${alarm.name} counts minutes without any log event as breaching, and an event among them changes nothing`,
      );
    case 'ignore':
      if (isNeverMissing || quiet.missing === 'never') return null;
      if (quiet.missing === 'maybe') {
        return undecided(
          `alarm ${alarm.name} keeps its state through silence, and whether something ends it after an event is not decided`,
        );
      }
      return no(
        `alarm ${alarm.name} keeps its state through silence: after the first event it stays in ALARM and later ones change nothing`,
      );
    default:
      return undecided(`how alarm ${alarm.name} treats missing datapoints is not known`);
  }
};

/** FILL also fills in a value that only comes late, and can hold an alarm in one state ("Using math expressions", FILL). */
const fillIsSafe: SignalStep = ({ alarm, watched }, { isFilled }) => {
  if (!isFilled || periodOf(watched) !== 60 || alarm.fields['evaluationPeriods'] !== 1) return null;
  return undecided(
    `alarm ${alarm.name} looks at one minute alone, and FILL may have put a number in place of an event that comes late`,
  );
};
