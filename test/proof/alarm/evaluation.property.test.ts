/** What is decided of an alarm is what happens when it is evaluated minute by minute: told of every event, or not of every one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { raisedByEvents } from '../../../src/proof/alarm/raised.ts';
import type { Alarm, Filter, Minute } from './evaluation.ts';
import { fieldsOf, raisedAt } from './evaluation.ts';
import { made } from './made.ts';

const wanting = (needed: fc.Arbitrary<number>): fc.Arbitrary<Alarm> =>
  fc.tuple(plain, needed).map(([of, most]) => ({ ...of, needed: Math.min(most, of.periods) }));
const plain = fc.record({
  statistic: fc.constantFrom('Sum', 'Average', 'Maximum', 'Minimum', 'SampleCount'),
  comparison: fc.constantFrom('GreaterThanThreshold', 'GreaterThanOrEqualToThreshold'),
  // Numbers that a computer adds without rounding.
  threshold: fc.constantFrom(-1, 0, 0.25, 1, 2, 5),
  period: fc.constantFrom(1, 2, 5),
  periods: fc.integer({ min: 1, max: 3 }),
  beyond: fc.integer({ min: 0, max: 2 }),
  missingData: fc.constantFrom<Alarm['missingData']>('missing', 'notBreaching', 'breaching', 'ignore'),
});
const alarm = wanting(fc.constantFrom(1, 1, 2, 3));
const filter: fc.Arbitrary<Filter> = fc.record({
  value: fc.constantFrom(1, 1, 1, 0.5, 5, 0),
  defaultValue: fc.constantFrom(null, null, 0, 0, 0.25, 1),
});

const BEFORE = 25;
const QUIET = { hasLogs: false, matches: 0, defaultBeside: false };

/** Minutes without match, an event, and minutes without match again. */
function around(event: Minute, quiet: (at: number) => Minute): readonly Minute[] {
  return Array.from({ length: 2 * BEFORE + 1 }, (_, at) => (at === BEFORE ? event : quiet(at)));
}

/** Whether the alarm goes to ALARM while the event is in one of as many periods as it wants datapoints, the newest first. */
function isTold(of: Alarm, by: Filter, log: readonly Minute[], at: number): boolean {
  return raisedAt(of, by, log).some((minute) => minute >= at && minute < at + of.period * of.needed);
}

const decide = (of: Alarm, { value, defaultValue }: Filter) =>
  raisedByEvents(made('alarm', fieldsOf(of)), made('metricFilter', { metricValue: String(value), defaultValue }));

describe('an alarm that is evaluated minute by minute', () => {
  it('goes to ALARM on every event where that is decided, whatever else the log holds', () => {
    let decided = 0;
    const busy = fc.array(fc.boolean(), { minLength: 2 * BEFORE + 1, maxLength: 2 * BEFORE + 1 });
    const share = fc.constantFrom('none', 'some', 'all');
    fc.assert(
      fc.property(
        alarm,
        filter,
        busy,
        share,
        fc.integer({ min: 1, max: 3 }),
        fc.boolean(),
        (of, by, logs, how, matches, defaultBeside) => {
          const { truth, sentence } = decide(of, by);
          if (truth !== 'true') return;
          decided++;
          const event = { hasLogs: true, matches, defaultBeside };
          const log = around(event, (at) => ({
            ...QUIET,
            hasLogs: how === 'all' || (how === 'some' && logs[at] === true),
          }));
          expect(isTold(of, by, log, BEFORE), sentence).toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
    expect(decided).toBeGreaterThan(250);
  });

  it('goes to ALARM on the first event of several datapoints that it wants, whatever comes after it', () => {
    let decided = 0;
    const later = fc.array(fc.constantFrom(0, 0, 0, 1, 2), { minLength: BEFORE, maxLength: BEFORE });
    fc.assert(
      fc.property(wanting(fc.constantFrom(2, 3)), filter, later, (of, by, matches) => {
        const { truth, sentence } = decide(of, by);
        if (truth !== 'true' || of.needed === 1) return;
        decided++;
        const event = { hasLogs: true, matches: 1, defaultBeside: false };
        const quiet = around(event, () => QUIET);
        const log = quiet.map((minute, at) => {
          const more = matches[at - BEFORE - 1] ?? 0;
          return more > 0 ? { ...event, matches: more } : minute;
        });
        expect(isTold(of, by, log, BEFORE), sentence).toBe(true);
      }),
      { numRuns: 4000 },
    );
    expect(decided).toBeGreaterThan(80);
  });

  it('leaves some event untold where that is decided', () => {
    let decided = 0;
    fc.assert(
      fc.property(alarm, filter, (of, by) => {
        const { truth, sentence } = decide(of, by);
        if (truth !== 'false') return;
        decided++;
        const event = { hasLogs: true, matches: 1, defaultBeside: false };
        const silent = around(event, () => QUIET);
        const busy = around(event, () => ({ ...QUIET, hasLogs: true }));
        const logs = [silent, busy, [...silent, ...silent]];
        const untold = logs.some((log) => log.some((minute, at) => minute.matches > 0 && !isTold(of, by, log, at)));
        expect(untold, sentence).toBe(true);
      }),
      { numRuns: 3000 },
    );
    expect(decided).toBeGreaterThan(500);
  });

  it('is seldom not decided', () => {
    const counts = { true: 0, false: 0, unknown: 0 };
    fc.assert(
      fc.property(alarm, filter, (of, by) => {
        counts[decide(of, by).truth]++;
      }),
      { numRuns: 1000 },
    );
    expect(counts.unknown).toBeLessThan(350);
  });
});
