/** The gate keeps under a quota, slows down when it is throttled, and finds back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../src/sources/aws/gate.ts';
import { openGate, quotaOf } from '../../../src/sources/aws/gate.ts';

/** Time that passes only while somebody sleeps. */
function virtualClock(): Clock & { readonly slept: number[] } {
  let now = 1_000_000;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    async sleep(milliseconds) {
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
}

/** AWS's side: a bucket of one second's quota that is refilled all the time. */
function bucketRefuses(times: readonly number[], perSecond: number): number {
  let tokens = perSecond;
  let last = times[0] ?? 0;
  let refused = 0;
  for (const time of times) {
    tokens = Math.min(perSecond, tokens + ((time - last) * perSecond) / 1000);
    last = time;
    if (tokens < 1) refused++;
    else tokens -= 1;
  }
  return refused;
}

describe('a gate', () => {
  it('is never refused by a bucket of its quota, whenever calls come', async () => {
    const waits = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 120 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 50 }), waits, async (perSecond, pauses) => {
        const clock = virtualClock();
        const gate = openGate(perSecond, clock);
        const times: number[] = [];
        for (const pause of pauses) {
          await clock.sleep(pause);
          await gate.take();
          gate.passed();
          times.push(clock.now());
        }
        expect(bucketRefuses(times, perSecond)).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('lets a first burst pass without waiting, of what half the quota is', async () => {
    const clock = virtualClock();
    const gate = openGate(10, clock);
    const start = clock.now();
    for (let call = 0; call < 4; call++) await gate.take();
    expect(clock.now() - start).toBeLessThan(1);
    await gate.take();
    expect(clock.now() - start).toBeGreaterThan(100);
  });

  it.each([5, 9, 10, 20, 50, 100])(
    'is not refused where others use half of %d a second, for as many calls as one second of it takes',
    async (perSecond) => {
      const clock = virtualClock();
      const gate = openGate(perSecond, clock);
      const times: number[] = [];
      for (let call = 0; call < perSecond; call++) {
        await gate.take();
        times.push(clock.now());
        gate.passed();
      }
      expect(bucketRefuses(times, perSecond / 2)).toBe(0);
    },
  );

  it('uses nine tenths of its quota for a long run of calls that are answered', async () => {
    const clock = virtualClock();
    const gate = openGate(10, clock);
    const next = async () => {
      await gate.take();
      gate.passed();
    };
    for (let call = 0; call < 100; call++) await next();
    const start = clock.now();
    for (let call = 0; call < 200; call++) await next();
    const perSecond = 200 / ((clock.now() - start) / 1000);
    expect(perSecond).toBeGreaterThan(8.9);
    expect(perSecond).toBeLessThan(9.5);
  });

  it('slows down with every throttle, to a tenth at the least, and recovers with every answer', async () => {
    const clock = virtualClock();
    const gate = openGate(10, clock);
    const pace = async () => {
      // The next call was given its time at the pace before.
      await gate.take();
      const start = clock.now();
      for (let call = 0; call < 40; call++) await gate.take();
      return 40_000 / (clock.now() - start);
    };
    for (let answer = 0; answer < 100; answer++) gate.passed();
    expect(await pace()).toBeGreaterThan(8);
    gate.throttled();
    expect(await pace()).toBeLessThan(7);
    for (let more = 0; more < 50; more++) gate.throttled();
    const slowest = await pace();
    expect(slowest).toBeGreaterThan(0.8);
    expect(slowest).toBeLessThan(1);
    for (let answer = 0; answer < 200; answer++) gate.passed();
    expect(await pace()).toBeGreaterThan(8);
  });

  it('stops waiting when the run is ended', async () => {
    const gate = openGate(1);
    const stop = new AbortController();
    await gate.take(stop.signal);
    const waiting = gate.take(stop.signal);
    stop.abort();
    await expect(waiting).rejects.toThrow(/abort/i);
  });
});

describe('quotas', () => {
  it.each([
    ['logs:DescribeMetricFilters', 5],
    ['cloudwatch:DescribeAlarms', 9],
    ['cloudtrail:GetTrailStatus', 10],
    ['sns:ListSubscriptionsByTopic', 30],
    ['elsewhere:Anything', 20],
  ])('%s may be called %d times a second', (call, perSecond) => {
    expect(quotaOf(call)).toBe(perSecond);
  });
});
