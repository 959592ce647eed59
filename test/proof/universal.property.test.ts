/** Whole proofs, with filters at random: what is called covered survives ten thousand records of the class, and every counterexample is one. */
import { describe, expect, it } from 'vitest';
import { compileRules, shippedRules } from '../../src/index.ts';
import { matchPattern, parsePattern } from '../../src/languages/filter-pattern/index.ts';
import { evaluate } from '../../src/languages/formula/index.ts';
import { meets } from '../../src/languages/record-condition/index.ts';
import type { EventClass } from '../../src/model/rule.ts';
import type { CloudTrailRecord } from '../../src/model/value.ts';
import { everyRecord } from '../../src/proof/symbolic/records.ts';
import { chance } from '../fuzz/chance.ts';
import { answerOf, holeOf, questionOf, wrongWith } from '../fuzz/coverage.ts';
import { literalsIn, recordsOf } from '../fuzz/records.ts';
import { ACCOUNT, proofWith } from './healthy.ts';

const REGIONS = ['us-east-1', 'eu-west-1'];
const RECORDS = 10_000;
/** Data events are asked about by no rule. */
const shipped = [...compileRules(shippedRules()).events.values()].filter(({ samples }) =>
  samples.every(({ record }) => record['eventCategory'] === 'Management'),
);

/** The records that no pattern surely matches. */
function untold(patterns: readonly string[], records: readonly CloudTrailRecord[]): readonly CloudTrailRecord[] {
  const read = patterns.map((text) => {
    const parsed = parsePattern(text);
    if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
    return parsed.pattern;
  });
  return records.filter((record) => !read.some((pattern) => matchPattern(pattern, record).truth === 'true'));
}

function records(events: EventClass, patterns: readonly string[], seed: number, count: number) {
  const words = literalsIn([...patterns, JSON.stringify(events.records)]);
  return recordsOf(events, count, chance(seed), { account: ACCOUNT, regions: REGIONS, words });
}

describe('records of a class at random', () => {
  it('are of the class, and like records of CloudTrail', () => {
    for (const events of shipped) {
      const some = records(events, [], 1, 300);
      expect(some.filter((record) => !meets(events.records, record))).toEqual([]);
      const all = everyRecord(ACCOUNT, REGIONS);
      const odd = some.filter((record) => !evaluate(all, record));
      // Regions of samples are not those of the account.
      expect(odd.filter((record) => REGIONS.includes(String(record['awsRegion'])))).toEqual([]);
      // They differ among themselves.
      expect(new Set(some.map((record) => JSON.stringify(record))).size, events.id).toBeGreaterThan(200);
    }
  });
});

describe('a proof over filters at random', () => {
  it('holds of every record of the class, and shows one that is not told about where there is one', () => {
    const counts = { covered: 0, hole: 0, unknown: 0, undecided: 0 };
    const classes = shipped;
    for (let seed = 1; counts.covered < 8; seed++) {
      const { events, filters } = questionOf(seed, classes);
      const patterns = filters.map(({ text }) => text);
      const hole = holeOf(events, patterns);
      const answer = answerOf(hole);
      if (answer === 'covered') {
        const all = records(events, patterns, seed, RECORDS);
        const missed = untold(patterns, all);
        if (all.length === RECORDS) counts.covered++;
        expect(missed.slice(0, 1), `${seed}: ${patterns.join(' | ')}`).toEqual([]);
      } else {
        counts[answer]++;
        if (hole?.record) expect(wrongWith(hole, events, patterns), `${seed}: ${patterns.join(' | ')}`).toBeNull();
      }
    }
    expect(counts.hole).toBeGreaterThan(5);
    expect(counts.undecided).toBe(0);
  });

  it('says the same when the filters stand in an account', () => {
    const TRUTHS = { covered: 'true', hole: 'false', unknown: 'unknown' } as const;
    const seen = new Set<string>();
    for (let seed = 500; seed < 560; seed++) {
      const { events, filters } = questionOf(seed, []);
      const patterns = filters.map(({ text }) => text);
      const answer = answerOf(holeOf(events, patterns));
      // Of a class without records nothing is proved.
      if (answer === 'undecided' || records(events, [], seed, 1).length === 0) continue;
      const accounts = [{ id: ACCOUNT, regionNames: ['us-east-1', 'eu-west-1', 'ap-south-1'] }];
      const metricFilters = patterns.map((pattern, at) => ({ name: `f${at}`, pattern }));
      const { truth, counterexample } = proofWith({ accounts, metricFilters }, events);
      expect(truth, `${seed}: ${patterns.join(' | ')}`).toBe(TRUTHS[answer]);
      if (counterexample) expect(untold(patterns, [counterexample])).toEqual([counterexample]);
      seen.add(answer);
    }
    expect(seen.size).toBeGreaterThan(1);
  });
});
