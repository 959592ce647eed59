/** Several events of a class within a while: what an alarm must notice where one event alone is not worth telling. */
import { lasting } from './duration.ts';
import { plural } from './words.ts';

export interface Burst {
  /** At least 2. */
  readonly count: number;
  /** From the first to the last of them. */
  readonly seconds: number;
}

/** "one event", "5 events within 4 minutes". */
export function eventsOf(burst: Burst | undefined): string {
  return burst ? `${plural(burst.count, 'event')} within ${lasting(burst.seconds)}` : 'one event';
}

/** "an event changes nothing", "5 events within 4 minutes change nothing". */
export function changingNothing(burst: Burst | undefined): string {
  return burst ? `${eventsOf(burst)} change nothing` : 'an event changes nothing';
}

/** "s3.DeleteBucket", "5 s3.DeleteBucket within 4 minutes". */
export function burstOf(events: string, burst: Burst | undefined): string {
  return burst ? `${burst.count} ${events} within ${lasting(burst.seconds)}` : events;
}
