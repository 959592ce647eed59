/** A gate per account, region and API: calls pass at half the rate of their quota at first, faster with every answer, and slower after a throttle. */
import quotas from './quotas.json' with { type: 'json' };

/** Attempts per second and account, region and API ("Service quotas" of each service); a service's name stands for all its APIs. */
export function quotaOf(call: string): number {
  const table: Readonly<Record<string, number>> = quotas;
  return table[call] ?? table[call.split(':')[0] ?? ''] ?? quotas.default;
}

/** Time as an argument, so that tests need not wait. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

const realClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, milliseconds);
      signal?.addEventListener('abort', stop, { once: true });
    }),
};

export interface Gate {
  /** Waits until one more attempt may be made. */
  take(signal?: AbortSignal): Promise<void>;
  /** An attempt was answered: the rate recovers. */
  passed(): void;
  /** An attempt was throttled: the rate falls. */
  throttled(): void;
}

/** Part of the quota that is used at most: others call the account, too. */
const SHARE = 0.9;
/** Part of that to begin with: how much of the quota others use is known from answers alone. */
const FIRST = 0.5;
const SLOWER = 0.7;
/** Calls a second that every answer adds: a twentieth of the rate in each second. */
const FASTER = 0.05;
const LEAST = 0.1;

/** Virtual scheduling: each attempt gets the next free time; a burst of what one second allows may go at once. */
export function openGate(perSecond: number, clock: Clock = realClock): Gate {
  const most = perSecond * SHARE;
  let rate = most * FIRST;
  let next = Number.NEGATIVE_INFINITY;
  return {
    async take(signal) {
      const now = clock.now();
      const burst = Math.max(0, Math.floor(rate) - 1);
      const start = Math.max(next, now - (burst * 1000) / rate);
      next = start + 1000 / rate;
      const wait = start - now;
      if (wait > 0) await clock.sleep(wait, signal);
    },
    passed() {
      rate = Math.min(most, rate + FASTER);
    },
    throttled() {
      rate = Math.max(most * LEAST, rate * SLOWER);
    },
  };
}

/** One gate per key, made when it is asked for first. */
export function openGates(clock: Clock = realClock): (account: string, region: string, call: string) => Gate {
  const gates = new Map<string, Gate>();
  return (account, region, call) => {
    const key = `${account}/${region}/${call}`;
    let gate = gates.get(key);
    if (!gate) {
      gate = openGate(quotaOf(call), clock);
      gates.set(key, gate);
    }
    return gate;
  };
}
