/** The periods that an alarm looks at: whether a burst falls into one of them, and for how long an event keeps the alarm in ALARM. */
import type { Burst } from '../../model/burst.ts';
import { eventsOf } from '../../model/burst.ts';
import { lasting } from '../../model/duration.ts';
import type { Resource } from '../../model/resource.ts';
import type { Decision } from './decision.ts';
import { undecided } from './decision.ts';
import type { Watched } from './watched.ts';
import { periodOf } from './watched.ts';

interface Looking {
  readonly alarm: Resource;
  readonly watched: Watched;
  readonly burst?: Burst | undefined;
}

const MINUTE = 60;
const HOUR = 3600;

/** Every minute the alarm looks back over all its periods ("Evaluating an alarm"): so long it stays in ALARM, and acts on nothing further. */
export function staying({ fields }: Resource, watched: Watched): string {
  const { evaluationPeriods, evaluationWindow } = fields;
  const period = periodOf(watched) ?? 0;
  const seconds = period * (typeof evaluationPeriods === 'number' ? evaluationPeriods : 1);
  if (seconds <= HOUR) return '';
  // Periods of the clock are evaluated when they are complete ("Alarm evaluation window").
  const isLate = evaluationWindow === 'wallClock' && period > HOUR;
  const when = isLate ? `, at the end of a period of ${lasting(period)} by the clock,` : '';
  return `${when} and stays there for up to ${lasting(seconds)}, in which further events tell nobody anew`;
}

/** Points of a metric stand for a minute, and every minute the alarm looks back over a period anew ("Evaluating an alarm"). */
export function burstFits({ alarm, burst, watched }: Looking): Decision | null {
  const period = periodOf(watched);
  if (!burst || period === null) return null;
  const { evaluationWindow } = alarm.fields;
  if (evaluationWindow !== 'sliding') {
    const which =
      evaluationWindow === 'wallClock' ? 'that begin by the clock' : 'of which it is not known when they begin';
    return undecided(`alarm ${alarm.name} looks at periods ${which}; ${eventsOf(burst)} may fall into two of them`);
  }
  if (burst.seconds + MINUTE <= period) return null;
  const holds =
    period > MINUTE
      ? `holds for certain what comes within ${lasting(period - MINUTE)}`
      : 'may part two of any distance';
  return undecided(
    `alarm ${alarm.name} looks at ${lasting(period)} at a time, which ${holds}; ${eventsOf(burst)} may fall into two periods`,
  );
}
