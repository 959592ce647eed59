/** What the number of an alarm does to its state: is it in ALARM anyway, does one event bring it there, and does it come back? */
import type { Range } from '../../languages/metric-math/index.ts';
import type { Burst } from '../../model/burst.ts';
import { changingNothing, eventsOf } from '../../model/burst.ts';
import type { Resource } from '../../model/resource.ts';
import { enoughDatapoints } from './datapoints.ts';
import type { Decision } from './decision.ts';
import { decided, no, undecided } from './decision.ts';
import { burstFits, delay, staying } from './period.ts';
import type { Beside, Signal } from './signal.ts';
import { breaches } from './threshold.ts';
import type { Watched } from './watched.ts';
import { periodOf } from './watched.ts';

/** An alarm that compares upwards with a fixed threshold, an event that a filter matches, and every filter that feeds the alarm. */
export interface Setting {
  readonly alarm: Resource;
  readonly filter: Resource;
  readonly feeders: readonly Resource[];
  /** Which of them count the same event. */
  readonly beside: Beside | null;
  /** Absent: one event. */
  readonly burst?: Burst | undefined;
  readonly watched: Watched;
}

/** Null where nothing stands against it. */
export type SignalStep = (setting: Setting, signal: Signal) => Decision | null;

/** Whether the event, or the burst of them, changes the state of the alarm to ALARM. */
export function stateChanges(setting: Setting, signal: Signal): Decision {
  const steps = [isFree, datapointBreaches, burstFits, enoughDatapoints, leavesAlarm, fillIsSafe];
  return decided([...steps.map((step) => () => step(setting, signal)), () => raised(setting, signal)]);
}

function raised({ alarm, watched, burst }: Setting, { name, alone }: Signal): Decision {
  const value = alone.low === alone.high ? `${name} ${alone.high} is` : `${name} is`;
  const sentence = `alarm ${alarm.name} goes to ALARM on ${eventsOf(burst)} (${value} ${wanted(alarm)})${delay(alarm, watched)}`;
  return { truth: 'true', sentence: `${sentence}${staying(alarm, watched)}` };
}

function wanted({ fields }: Resource): string {
  return `${fields['comparison'] === 'GreaterThanThreshold' ? '>' : '>='} ${String(fields['threshold'])}`;
}

/** Why the alarm is in ALARM whether or not anything happens: "is in ALARM without any event ..."; null where it is not. */
export function standing({ alarm, feeders }: Setting, { name, quiet }: Signal): string | null {
  if (quiet.missing === 'never' && breaches(alarm, quiet)) {
    const others = defaultsIn(feeders);
    return `is in ALARM without any event (${others === '' ? name : `${name} of ${others}`} is ${wanted(alarm)})`;
  }
  return alarm.fields['missingData'] === 'breaching' && quiet.missing === 'always'
    ? 'counts silence as breaching and stays in ALARM'
    : null;
}

/** Whether the alarm is in ALARM whatever happens, and whatever does not. */
export function alwaysStands({ alarm }: Setting, { alone, together, among, quiet, silent }: Signal): boolean {
  return [alone, together, among, quiet, silent].every((each) => {
    const isMissingBad = each.missing === 'never' || alarm.fields['missingData'] === 'breaching';
    return isMissingBad && (each.missing === 'always' || breaches(alarm, each) === true);
  });
}

/** Whether the alarm may be in ALARM although nothing happens. */
export function mayStand({ alarm }: Setting, { quiet, silent }: Signal): boolean {
  const { missingData } = alarm.fields;
  const isSilenceBad = missingData === 'breaching' && silent.missing !== 'never';
  // Some event may have raised it long ago.
  const isKept = missingData === 'ignore' && quiet.missing !== 'never';
  return isSilenceBad || isKept || [quiet, silent].some((idle) => canReach(alarm, idle));
}

function canReach(alarm: Resource, idle: Range): boolean {
  return idle.missing !== 'always' && breaches(alarm, idle) !== false;
}

const isFree: SignalStep = (setting, signal) => {
  const reason = standing(setting, signal);
  return reason === null ? null : no(`alarm ${setting.alarm.name} ${reason}, so ${changingNothing(setting.burst)}`);
};

const datapointBreaches: SignalStep = ({ alarm, feeders, beside, burst }, signal) => {
  const { name, alone, together, among, quiet, silent } = signal;
  const wants = wanted(alarm);
  const others = defaultsIn(feeders);
  const isRaised = breaches(alarm, alone);
  if (isRaised === false) {
    const value = alone.low === alone.high ? `${alone.high}` : `at most ${alone.high}`;
    const says = `${gives(burst)} ${name} ${value}, but alarm ${alarm.name} wants ${wants}`;
    if (!beside || breaches(alarm, together) === false) return no(says);
    return undecided(`${says}; ${beside.doubt}, which is not decided`);
  }
  const isReachedQuietly = canReach(alarm, quiet);
  if (isReachedQuietly || canReach(alarm, silent)) {
    const idle = others === '' ? 'other metrics in it' : `${others} of many minutes`;
    const what = isReachedQuietly ? idle : 'minutes without any log event';
    return undecided(`alarm ${alarm.name} wants ${name} ${wants}, and ${what} can reach it without any event`);
  }
  if (isRaised && alone.missing === 'never' && breaches(alarm, among)) return null;
  const pull = isRaised ? `other events beside ${burst ? 'them' : 'it'} can pull` : pullOf(others);
  return undecided(`alarm ${alarm.name} wants ${name} ${wants}, and ${pull} ${eventsOf(burst)} below it`);
};

/** Without default values only how fractions are added leaves open what a sum of certain samples is. */
function pullOf(others: string): string {
  return others === '' ? 'rounding may put' : `${others} of other minutes can pull`;
}

/** "one event gives", "5 events within a minute give". */
function gives(burst: Burst | undefined): string {
  return `${eventsOf(burst)} ${burst ? 'give' : 'gives'}`;
}

/** "the default value 0", as far as there is one. */
function defaultsIn(feeders: readonly Resource[]): string {
  const values = feeders.map(({ fields }) => fields['defaultValue']).filter((value) => typeof value === 'number');
  const all = [...new Set(values)].join(' and ');
  return all === '' ? '' : `the default value ${all}`;
}

const leavesAlarm: SignalStep = ({ alarm, burst }, { quiet, silent, isOnlyFilled }) => {
  const { missingData } = alarm.fields;
  switch (missingData) {
    case 'missing':
    case 'notBreaching':
      return null;
    case 'breaching':
      // Nothing else but FILL puts a value where there is no log event.
      if (silent.missing === 'never') return filledForNothing(alarm, 'counts silence as breaching');
      return undecided(
        `alarm ${alarm.name} counts minutes without any log event as breaching, and ${burst ? `${eventsOf(burst)} among them change` : 'an event among them changes'} nothing`,
      );
    case 'ignore':
      if (quiet.missing === 'never')
        return isOnlyFilled ? filledForNothing(alarm, 'keeps its state through silence') : null;
      if (quiet.missing === 'maybe') {
        return undecided(
          `alarm ${alarm.name} keeps its state through silence, and whether something ends it after ${burst ? 'a burst' : 'an event'} is not decided`,
        );
      }
      return no(
        `alarm ${alarm.name} keeps its state through silence: after the first ${burst ? 'burst' : 'event'} it stays in ALARM and later ones change nothing`,
      );
    default:
      return undecided(`how alarm ${alarm.name} treats missing datapoints is not known`);
  }
};

/** It is said to fill in "the missing values of a time series" ("Using math expressions"), and not what it makes of one without any value. */
function filledForNothing({ name }: Resource, does: string): Decision {
  return undecided(
    `alarm ${name} ${does}, and whether FILL ends that where a metric has no datapoint at all is not documented`,
  );
}

/** FILL also fills in a value that only comes late, and can hold an alarm in one state ("Using math expressions", FILL). */
const fillIsSafe: SignalStep = ({ alarm, watched }, { isFilled }) => {
  const { evaluationPeriods } = alarm.fields;
  const isWider = typeof evaluationPeriods === 'number' && evaluationPeriods > 1;
  if (!isFilled || periodOf(watched) !== 60 || isWider) return null;
  return undecided(
    `alarm ${alarm.name} looks at one minute alone, and FILL may have put a number in place of an event that comes late`,
  );
};
