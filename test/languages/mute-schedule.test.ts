import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUnbroken } from '../../src/languages/mute-schedule/index.ts';

describe('a schedule whose mutes follow one another without a minute between them', () => {
  it.each([
    ['cron(0 0 * * *)', 'P1D'],
    ['cron(0 0 * * *)', 'PT24H'],
    ['cron(0 0 * * *)', 'PT1440M'],
    ['cron(0 * * * *)', 'PT1H'],
    ['cron(* * * * *)', 'PT1M'],
    ['cron(0 0,8,16 * * *)', 'PT8H'],
    ['cron(0 18 * * FRI)', 'P7D'],
    ['cron(0 18 * * FRI)', 'P1W'],
    ['cron(0 0 * * sun-sat)', 'P1D'],
    ['cron(0 0 * * 0-6)', 'P1D'],
    ['cron(0 0 * JAN-DEC *)', 'P1D'],
    // From the 16th of a month of 31 days to the next 1st it is 16 days, and more than a mute may last; every tenth day it is 11.
    ['cron(0 0 1,11,21 * *)', 'P11D'],
  ])('%s for %s', (expression, duration) => {
    expect(isUnbroken({ expression, duration })).toBe(true);
  });
});

describe('a schedule that leaves time between its mutes', () => {
  it.each([
    ['cron(0 0 * * *)', 'PT23H59M'],
    ['cron(0 0,8,17 * * *)', 'PT8H'],
    ['cron(0 0 * * MON-FRI)', 'P2D'],
    ['cron(0 18 * * FRI)', 'P6D'],
    ['cron(0 0 1,11,21 * *)', 'P10D'],
    ['cron(0 0 1,16 * *)', 'P15D'],
    ['cron(0 0 * 6 *)', 'P15D'],
    ['at(2026-12-24T00:00)', 'P15D'],
  ])('%s for %s', (expression, duration) => {
    expect(isUnbroken({ expression, duration })).toBe(false);
  });
});

describe('what is not understood', () => {
  it.each([
    ['cron(0 0 * * ? *)', 'P1D'],
    ['cron(0/5 * * * *)', 'P1D'],
    ['cron(60 0 * * *)', 'P1D'],
    ['cron(5-1 0 * * *)', 'P1D'],
    ['cron(0 0 * * XYZ)', 'P1D'],
    ['cron(0 0 * * MON-SUN)', 'P1D'],
    ['cron( , * * * *)', 'P1D'],
    ['rate(1 day)', 'P1D'],
    ['cron(0 0 * * *)', '1d'],
    ['cron(0 0 * * *)', 'P'],
    ['cron(0 0 * * *)', 'PT'],
  ])('%s for %s', (expression, duration) => {
    expect(isUnbroken({ expression, duration })).toBeNull();
  });

  it('is whether a day of the month or of the week suffices where both are said: nothing is certain', () => {
    expect(isUnbroken({ expression: 'cron(0 0 1-15 * MON-WED)', duration: 'P15D' })).toBe(false);
  });
});

/** Every minute of some years is looked at, by hands of a clock instead of differences. */
function isMutedThroughout(
  minutes: readonly number[],
  hours: readonly number[],
  weekdays: readonly number[],
  lasts: number,
) {
  const begun = Date.UTC(2024, 0, 1);
  let left = 0;
  for (let minute = 0; minute < 21 * 24 * 60; minute += 1) {
    const now = new Date(begun + minute * 60_000);
    const begins =
      minutes.includes(now.getUTCMinutes()) && hours.includes(now.getUTCHours()) && weekdays.includes(now.getUTCDay());
    left = begins ? lasts : left - 1;
    // Two weeks after the first day every mute of the week before has begun.
    if (minute >= 14 * 24 * 60 && left <= 0) return false;
  }
  return true;
}

it('says the same as going through every minute of a week', () => {
  const some = (to: number) => fc.uniqueArray(fc.integer({ min: 0, max: to }), { minLength: 1, maxLength: 4 });
  let unbroken = 0;
  fc.assert(
    fc.property(
      some(59),
      some(23),
      some(6),
      fc.integer({ min: 1, max: 8 * 24 * 60 }),
      (minutes, hours, weekdays, lasts) => {
        const expression = `cron(${minutes} ${hours} * * ${weekdays})`;
        const expected = isMutedThroughout(minutes, hours, weekdays, lasts);
        if (expected) unbroken += 1;
        return isUnbroken({ expression, duration: `PT${lasts}M` }) === expected;
      },
    ),
    { numRuns: 150 },
  );
  expect(unbroken).toBeGreaterThan(10);
});
