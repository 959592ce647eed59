/** Quotas as AWS keeps them: a token bucket per account, region and API. */
import { quotaOf } from '../../src/sources/aws/gate.ts';

interface Bucket {
  tokens: number;
  filledAt: number;
}

export interface Quotas {
  /** Takes one call's worth at a time in milliseconds; false where nothing is left. */
  take(account: string, region: string, call: string, factor: number, now: number): boolean;
  reset(): void;
}

/** A bucket holds one second's worth, at least one call. */
export function keepQuotas(): Quotas {
  const buckets = new Map<string, Bucket>();
  return {
    take(account, region, call, factor, now) {
      const rate = quotaOf(call) * factor;
      const most = Math.max(1, rate);
      const key = `${account}/${region}/${call}`;
      const bucket = buckets.get(key) ?? { tokens: most, filledAt: now };
      buckets.set(key, bucket);
      bucket.tokens = Math.min(most, bucket.tokens + ((now - bucket.filledAt) * rate) / 1000);
      bucket.filledAt = now;
      if (bucket.tokens < 1) return false;
      bucket.tokens -= 1;
      return true;
    },
    reset: () => buckets.clear(),
  };
}
