/** A burst that is told by what several filters and alarms count is told however it is spread over them: its shares are counted here anew. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Given } from '../healthy.ts';
import { EVENTS, HEALTHY, proofOf, snapshotOf } from '../healthy.ts';
import { metricEntry, onExpression } from './made.ts';

/** Parts of the class: each event belongs to one of them. */
const KINDS = ['IAMUser', 'Root', 'AssumedRole'] as const;
const OTHERS =
  '(($.userIdentity.type NOT EXISTS) || (($.userIdentity.type != "IAMUser") && ($.userIdentity.type != "Root")))';
const PATTERNS = [
  '{ ($.eventName = "DeleteBucket") && ($.userIdentity.type = "IAMUser") }',
  '{ ($.eventName = "DeleteBucket") && ($.userIdentity.type = "Root") }',
  `{ ($.eventName = "DeleteBucket") && ${OTHERS} }`,
];

/** What a filter of one part, and an alarm, are made of. */
interface Part {
  readonly metric: 'A' | 'B';
  readonly value: number;
}

interface Compared {
  readonly expression: string;
  /** Of the sums of A and B; null where nothing was counted. */
  readonly value: (a: number | null, b: number | null) => number | null;
}

const or0 = (value: number | null) => value ?? 0;
const both = (value: (a: number, b: number) => number): Compared['value'] => {
  return (a, b) => (a === null && b === null ? null : value(or0(a), or0(b)));
};

const COMPARED: readonly Compared[] = [
  { expression: 'a + b', value: both((a, b) => a + b) },
  { expression: 'SUM([a, b])', value: both((a, b) => a + b) },
  { expression: '2 * a + b / 2', value: both((a, b) => 2 * a + b / 2) },
  { expression: 'FILL(a, 0) + b', value: (a, b) => or0(a) + or0(b) },
  { expression: 'FILL(a, 3) + b', value: (a, b) => (a ?? 3) + or0(b) },
  { expression: 'IF(a >= 3, 1, 0) + IF(b >= 3, 1, 0)', value: both((a, b) => Number(a >= 3) + Number(b >= 3)) },
  { expression: 'IF(a + b >= 4, 5, 0)', value: both((a, b) => (a + b >= 4 ? 5 : 0)) },
];

interface Alarm {
  readonly of: 'A' | 'B' | Compared;
  readonly threshold: number;
}

const part: fc.Arbitrary<Part> = fc.record({
  metric: fc.constantFrom('A', 'B'),
  value: fc.constantFrom(1, 1, 1, 0.5, 2),
});
const alarm: fc.Arbitrary<Alarm> = fc.record({
  of: fc.oneof(fc.constantFrom<'A' | 'B'>('A', 'B'), fc.constantFrom(...COMPARED), fc.constantFrom(...COMPARED)),
  threshold: fc.constantFrom(1, 1, 2, 2.5, 3, 4, 5),
});

function alarmOf({ of, threshold }: Alarm, at: number): Given {
  const name = `alarm-${at}`;
  const rest = { name, threshold, topics: ['security'] };
  if (of === 'A' || of === 'B') return { ...rest, metricName: of };
  return { ...rest, ...onExpression(of.expression, [metricEntry('a', 'A'), metricEntry('b', 'B')]), threshold };
}

/** What an alarm compares when so many events of each part fall into one period. */
function comparedBy({ of }: Alarm, parts: readonly Part[], shares: readonly number[]): number | null {
  const sumOf = (metric: Part['metric']) => {
    const counted = parts.flatMap((each, at) => (each.metric === metric && (shares[at] ?? 0) > 0 ? [at] : []));
    if (counted.length === 0) return null;
    return counted.reduce((sum, at) => sum + (parts[at]?.value ?? 0) * (shares[at] ?? 0), 0);
  };
  const [a, b] = [sumOf('A'), sumOf('B')];
  return of === 'A' ? a : of === 'B' ? b : of.value(a, b);
}

/** Whether some alarm goes to ALARM that was not in ALARM when nothing happened. */
function isTold(alarms: readonly Alarm[], parts: readonly Part[], shares: readonly number[]): boolean {
  return alarms.some((each) => {
    const isOver = (counted: readonly number[]) => {
      const value = comparedBy(each, parts, counted);
      return value !== null && value >= each.threshold;
    };
    return isOver(shares) && !isOver([0, 0, 0]);
  });
}

/** Every way to spread so many events over three parts. */
function spreads(count: number): readonly (readonly number[])[] {
  const upTo = (most: number) => Array.from({ length: most + 1 }, (_, each) => each);
  return upTo(count).flatMap((one) => upTo(count - one).map((other) => [one, other, count - one - other]));
}

const SAMPLES = KINDS.map((type) => {
  const record = EVENTS.samples[0]?.record ?? {};
  return { name: type, record: { ...record, userIdentity: { type, accountId: '111122223333' } } };
});

it('holds of every share of the burst', () => {
  const counts = { true: 0, false: 0, unknown: 0 };
  let missed = 0;
  const parts = fc.tuple(part, part, part);
  fc.assert(
    fc.property(
      parts,
      fc.array(alarm, { minLength: 1, maxLength: 2 }),
      fc.integer({ min: 2, max: 5 }),
      (by, alarms, count) => {
        const metricFilters = by.map(({ metric, value }, at) => {
          return { name: `part-${at}`, pattern: PATTERNS[at] ?? '', metricName: metric, metricValue: String(value) };
        });
        const given = { ...HEALTHY, metricFilters, alarms: alarms.map(alarmOf) };
        const burst = { count, seconds: 240 };
        const { truth, sentence } = proofOf(snapshotOf(given), { ...EVENTS, samples: SAMPLES }, undefined, [], burst);
        counts[truth]++;
        const untold = spreads(count).filter((shares) => !isTold(alarms, by, shares));
        if (truth === 'true') expect(untold, sentence).toEqual([]);
        if (truth === 'false') expect(untold, sentence).not.toEqual([]);
        if (truth === 'unknown' && untold.length === 0) missed++;
      },
    ),
    { numRuns: 300 },
  );
  expect(counts.true).toBeGreaterThan(40);
  expect(counts.false).toBeGreaterThan(40);
  expect(counts.unknown).toBeGreaterThan(20);
  // What is told for certain and not proven: alarms that do not add up, or of which each takes what the other does not.
  expect(missed).toBeLessThan(counts.true);
});
