/** Conditions on records as formulas, and what is said of every record: nothing that a real record contradicts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRules, shippedRules } from '../../../src/index.ts';
import { and, evaluate, not, solve } from '../../../src/languages/formula/index.ts';
import { meets } from '../../../src/languages/record-condition/index.ts';
import type { RecordCondition, RecordTest, Scalar } from '../../../src/model/record-condition.ts';
import type { CloudTrailRecord, Value } from '../../../src/model/value.ts';
import { conditionFormula, everyRecord, plainFields } from '../../../src/proof/symbolic/records.ts';

const KEYS = ['eventName', 'a', 'constructor', '__proto__', '0'] as const;
const path = fc.array(fc.constantFrom(...KEYS), { minLength: 1, maxLength: 2 });
const scalar = fc.constantFrom<Scalar>(
  'x',
  'xy',
  'X',
  '',
  'a?b',
  'a.b',
  'true',
  '5',
  5,
  0,
  -0.5,
  1e21,
  true,
  false,
  null,
);
const likeness = fc.constantFrom('x*', '*y', '*', 'x*y', '**', 'a?b', 'a?*', 'a.b', '[x]*', 'x');
const test: fc.Arbitrary<RecordTest> = fc.oneof(
  fc.record({
    operator: fc.constantFrom('in' as const, 'notIn' as const),
    values: fc.array(scalar, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    operator: fc.constantFrom('like' as const, 'notLike' as const),
    patterns: fc.array(likeness, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ operator: fc.constant('exists' as const), exists: fc.boolean() }),
);
const condition: fc.Arbitrary<RecordCondition> = fc.letrec<{ condition: RecordCondition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ type: fc.constant('field' as const), path, test }),
    fc.record({
      type: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ type: fc.constant('not' as const), of: tie('condition') }),
  ),
})).condition;
const value: fc.Arbitrary<Value> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom<Value>(
      'x',
      'xy',
      'xzy',
      'X',
      '',
      'a?b',
      'acb',
      'a.b',
      'axb',
      '[x]',
      'true',
      '5',
      5,
      0,
      -0,
      -0.5,
      1e21,
      true,
      false,
      null,
    ),
  },
  fc.constantFrom<Value>([], {}, ['x'], { a: 'x' }),
);
const record: fc.Arbitrary<CloudTrailRecord> = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom(...KEYS),
      fc.oneof(
        value,
        fc
          .uniqueArray(fc.tuple(fc.constantFrom(...KEYS), value), { selector: ([key]) => key, maxLength: 3 })
          .map(asObject),
      ),
    ),
    { selector: ([key]) => key, maxLength: 4 },
  )
  .map(asObject);

/** Through text, so that __proto__ becomes a key of its own. */
function asObject(entries: readonly (readonly [string, Value])[]): CloudTrailRecord {
  const text = entries.map(([key, each]) => `${JSON.stringify(key)}:${JSON.stringify(each)}`).join(',');
  return JSON.parse(`{${text}}`) as CloudTrailRecord;
}

describe('a condition on records', () => {
  it('means the same as a formula', () => {
    const counts = { true: 0, false: 0 };
    fc.assert(
      fc.property(condition, fc.array(record, { minLength: 5, maxLength: 5 }), (given, all) => {
        const formula = conditionFormula(given);
        for (const each of all) {
          const holds = meets(given, each);
          counts[`${holds}`]++;
          if (evaluate(formula, each) !== holds) {
            expect.fail(`${JSON.stringify(given)} on ${JSON.stringify(each)}: meets says ${holds}`);
          }
        }
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(counts.true, counts.false)).toBeGreaterThan(2000);
  });
});

describe('what is said of every record', () => {
  // Data events have another category, and are asked about by no rule.
  const events = [...compileRules(shippedRules()).events.values()].filter(({ samples }) =>
    samples.every(({ record: sample }) => sample['eventCategory'] === 'Management'),
  );
  const samples = events.flatMap((each) => each.samples.map((sample) => ({ ...sample, of: each })));

  it('is true of every sample that is shipped', () => {
    expect(samples.length).toBeGreaterThan(10);
    for (const { name, of, record: sample } of samples) {
      const account = String(sample['recipientAccountId']);
      const formula = conditionFormula(of.records);
      const all = and(everyRecord(account, [String(sample['awsRegion'])]), plainFields([formula]));
      expect(evaluate(all, sample), `${of.id}: ${name}`).toBe(true);
      expect(evaluate(formula, sample), `${of.id}: ${name}`).toBe(true);
    }
  });

  it('leaves no shipped class without records, nor makes every record one of it', () => {
    for (const each of events) {
      const formula = conditionFormula(each.records);
      const all = and(everyRecord('111122223333', ['us-east-1']), plainFields([formula]));
      expect(solve(and(formula, all)).result, each.id).toBe('sat');
      expect(solve(and(not(formula), all)).result, each.id).toBe('sat');
    }
  });
});
