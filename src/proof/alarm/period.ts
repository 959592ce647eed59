/** The periods that an alarm looks at: whether a burst falls into one of them, and for how long an event keeps the alarm in ALARM. */
import type { Burst } from '../../model/burst.ts';
import { eventsOf } from '../../model/burst.ts';
import { lasting } from '../../model/duration.ts';
import type { Resource } from '../../model/resource.ts';
import type { Decision } from './decision.ts';
import { undecided } from './decision.ts';
import type { Watched } from './watched.ts';
import { periodOf, watchedBy } from './watched.ts';

interface Looking {
  readonly alarm: Resource;
  readonly watched: Watched;
  readonly burst?: Burst | undefined;
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** How long an alarm looks at, all periods together, in seconds; as far as that is said. */
function spanOf({ fields }: Resource, watched: Watched): number {
  const { evaluationPeriods } = fields;
  return (periodOf(watched) ?? 0) * (typeof evaluationPeriods === 'number' ? evaluationPeriods : 1);
}

/** An alarm that looks at more than a day is evaluated once an hour, up to the hour ("Example of evaluating a multi-day alarm"), any other every minute. */
function stepOf(alarm: Resource, watched: Watched): number {
  return spanOf(alarm, watched) > DAY ? HOUR : MINUTE;
}

/** How many periods after that of the event it goes to ALARM: where more datapoints than one are wanted, that of the event has to be as old. */
function periodsLater({ fields: { datapointsToAlarm } }: Resource): number {
  return typeof datapointsToAlarm === 'number' ? Math.max(0, datapointsToAlarm - 1) : 0;
}

/** "", or ", 10 minutes later". */
export function delay(alarm: Resource, watched: Watched): string {
  const seconds = delayOf(alarm, watched);
  return seconds === 0 ? '' : `, ${lasting(seconds)} later`;
}

/** In seconds. */
function delayOf(alarm: Resource, watched: Watched): number {
  return periodsLater(alarm) * (periodOf(watched) ?? 0);
}

/** Whether it goes to ALARM so late that more may come between than is followed here, and that AWS's examples, of five datapoints, say nothing of it. */
export function isLate(alarm: Resource, watched: Watched): boolean {
  return delayOf(alarm, watched) > HOUR;
}

/** Whether it goes to ALARM within minutes, and not later or only at the end of a period of the clock or of an hour, when others may be back from there. */
export function isPrompt(alarm: Resource): boolean {
  const watched = watchedBy(alarm);
  if ('truth' in watched || alarm.fields['evaluationWindow'] !== 'sliding' || periodsLater(alarm) > 0) return false;
  return stepOf(alarm, watched) === MINUTE;
}

/**
 * An alarm looks back over all its periods ("Evaluating an alarm"): so long it stays in ALARM, and acts on nothing further. Where datapoints are
 * missing it looks back further, and how far is not documented ("How alarm state is evaluated when data is missing").
 */
export function staying(alarm: Resource, watched: Watched): string {
  const { evaluationWindow } = alarm.fields;
  const period = periodOf(watched) ?? 0;
  const seconds = spanOf(alarm, watched) - delayOf(alarm, watched);
  if (seconds <= HOUR) return '';
  // Periods of the clock are evaluated when they are complete ("Alarm evaluation window").
  const isAtEnd = evaluationWindow === 'wallClock' && period > HOUR;
  const when = isAtEnd ? `, at the end of a period of ${lasting(period)} by the clock,` : '';
  return `${when} and stays there for ${lasting(seconds)} or longer, in which further events tell nobody anew`;
}

/** Points of a metric stand for a minute, and at every step the alarm looks back over a period anew ("Evaluating an alarm"). */
export function burstFits({ alarm, burst, watched }: Looking): Decision | null {
  const period = periodOf(watched);
  if (!burst || period === null) return null;
  const { evaluationWindow } = alarm.fields;
  if (evaluationWindow !== 'sliding') {
    const which =
      evaluationWindow === 'wallClock' ? 'that begin by the clock' : 'of which it is not known when they begin';
    return undecided(`alarm ${alarm.name} looks at periods ${which}; ${eventsOf(burst)} may fall into two of them`);
  }
  const step = stepOf(alarm, watched);
  if (burst.seconds + step <= period) return null;
  const holds =
    period > step ? `holds for certain what comes within ${lasting(period - step)}` : 'may part two of any distance';
  return undecided(
    `alarm ${alarm.name} looks at ${lasting(period)} at a time, which ${holds}; ${eventsOf(burst)} may fall into two periods`,
  );
}
