/** How far a run is, as one line: accounts, calls, throttles, and about how long it will go on. */
import { plural } from '../model/words.ts';
import type { ProgressEvent } from './aws/index.ts';

export interface Tally {
  note(event: ProgressEvent): void;
  /** "12 of 40 accounts, 310 calls, 2 throttled, 14 s, about 32 s left", after so many milliseconds. */
  said(elapsed: number): string;
  readonly calls: number;
}

export function openTally(): Tally {
  const count = { total: 0, done: 0, failed: 0, calls: 0, throttled: 0 };
  return {
    note(event) {
      if (event.type === 'accounts') count.total = event.total;
      if (event.type === 'account') {
        count.done++;
        if (event.failed) count.failed++;
      }
      if (event.type === 'call') {
        count.calls++;
        if (event.throttled) count.throttled++;
      }
    },
    said: (elapsed) => line(count, elapsed),
    get calls() {
      return count.calls;
    },
  };
}

interface Count {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly calls: number;
  readonly throttled: number;
}

function line({ total, done, failed, calls, throttled }: Count, elapsed: number): string {
  const left = done > 0 && total > done ? Math.round(((elapsed / done) * (total - done)) / 1000) : null;
  return [
    `trailproof: ${done} of ${total === 0 ? '? accounts' : plural(total, 'account')}`,
    ...(failed > 0 ? [`${failed} unreadable`] : []),
    plural(calls, 'call'),
    ...(throttled > 0 ? [`${throttled} throttled`] : []),
    `${Math.round(elapsed / 1000)} s`,
    ...(left === null ? [] : [`about ${left} s left`]),
  ].join(', ');
}
