/** What was asked of the simulator: how often, by whom, and whether twice for the same. */
import type { Call } from './call.ts';

/** What `GET /__stats` answers. */
export interface Stats {
  readonly calls: number;
  readonly byCall: Readonly<Record<string, number>>;
  readonly byAccount: Readonly<Record<string, number>>;
  /** Error code -> how often it was answered. */
  readonly errors: Readonly<Record<string, number>>;
  /** Mishap -> how often it was brought about. */
  readonly mishaps: Readonly<Record<string, number>>;
  readonly throttled: number;
  readonly inFlight: number;
  readonly maxInFlight: number;
  /** Connections opened. */
  readonly connections: number;
  /** Questions (account, region, call, input) that were answered properly more than once. */
  readonly duplicates: readonly string[];
}

export interface Ledger {
  /** A request begins, and ends. */
  begin(): void;
  end(): void;
  /** Which attempt of this question it is, the first being 1. */
  enter(call: Call, key: string): number;
  answered(key: string): void;
  refused(code: string): void;
  throttled(): void;
  mishap(what: string): void;
  connected(): void;
  stats(): Stats;
  reset(): void;
}

/** One question: the same account, region, call and input. */
export function keyOf(call: Call): string {
  return `${call.account}/${call.region}/${call.name} ${JSON.stringify(call.input)}`;
}

export function openLedger(): Ledger {
  const counts = { calls: 0, throttled: 0, inFlight: 0, maxInFlight: 0, connections: 0 };
  const by = { call: new Map(), account: new Map(), error: new Map(), mishap: new Map() } as const satisfies Record<
    string,
    Map<string, number>
  >;
  const attempts = new Map<string, number>();
  const answers = new Map<string, number>();
  return {
    begin() {
      counts.inFlight++;
      counts.maxInFlight = Math.max(counts.maxInFlight, counts.inFlight);
    },
    end: () => void counts.inFlight--,
    enter(call, key) {
      counts.calls++;
      count(by.call, call.name);
      count(by.account, call.account);
      return count(attempts, key);
    },
    answered: (key) => void count(answers, key),
    refused: (code) => void count(by.error, code),
    throttled: () => void counts.throttled++,
    mishap: (what) => void count(by.mishap, what),
    connected: () => void counts.connections++,
    stats: () => ({
      ...counts,
      byCall: Object.fromEntries(by.call),
      byAccount: Object.fromEntries(by.account),
      errors: Object.fromEntries(by.error),
      mishaps: Object.fromEntries(by.mishap),
      duplicates: [...answers].filter(([, times]) => times > 1).map(([key]) => key),
    }),
    reset() {
      for (const map of [...Object.values(by), attempts, answers]) map.clear();
      Object.assign(counts, { calls: 0, throttled: 0, maxInFlight: counts.inFlight, connections: 0 });
    },
  };
}

function count(map: Map<string, number>, key: string): number {
  const times = (map.get(key) ?? 0) + 1;
  map.set(key, times);
  return times;
}
