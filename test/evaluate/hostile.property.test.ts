/** The shipped rules on values that nobody expects: nothing throws, nothing steers a terminal, and an undecided verdict says why. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/audit.ts';
import { vocabulary } from '../../src/checks/vocabulary.ts';
import { evaluateRules } from '../../src/evaluate/index.ts';
import type { FieldType } from '../../src/kinds/kind.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { Value } from '../../src/model/value.ts';
import { shippedRules } from '../../src/sources/files.ts';
import { HEALTHY, snapshotOf } from '../proof/healthy.ts';

const rulebook = compileRules(shippedRules());

const text = fc.oneof(
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    'toString',
    '*',
    'arn:',
    'arn:aws:sns',
    'arn:aws:sns:us-east-1:111122223333:security',
    'arn:aws:logs:::log-group:',
    '{',
    '{}',
    '[]',
    'null',
    '{"Statement":null}',
    '{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}',
    '{ $.x = %(% }',
    '{ $.* = * }',
    '\u001b[2J\n',
    'NaN',
    '9'.repeat(400),
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const number = fc.constantFrom(0, -0, -1, 0.5, 59, 60, 1e21, -1e21, Number.MAX_SAFE_INTEGER, 5e-324);
const anything = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Value>;
const OF: Readonly<Record<FieldType, fc.Arbitrary<Value>>> = {
  boolean: fc.boolean(),
  integer: number,
  number,
  string: text,
  time: fc.oneof(text, fc.constantFrom('2026-01-01T00:00:00Z', '9999-12-31T23:59:59Z')),
  list: fc.array(fc.oneof(text, anything), { maxLength: 3 }),
  object: fc.oneof(
    fc.dictionary(text, anything, { maxKeys: 3 }),
    fc.constant({ EventSelectors: ['x', 5], AdvancedEventSelectors: [null] }),
  ),
};

const healthy = snapshotOf(HEALTHY);

/** A healthy chain in which one field of some resources is something else of its type. */
const odd: fc.Arbitrary<Snapshot> = fc
  .array(
    fc.nat(healthy.resources.length - 1).chain((at) => {
      const { kind } = healthy.resources[at] ?? { kind: '' };
      const fields = Object.entries(vocabulary.kinds.get(kind)?.fields ?? {});
      return fc
        .constantFrom(...fields)
        .chain(([name, { type }]) =>
          fc
            .oneof({ weight: 6, arbitrary: OF[type] }, { weight: 1, arbitrary: fc.constant(null) })
            .map((value) => ({ at, name, value })),
        );
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((changes) => ({
    ...healthy,
    resources: healthy.resources.map((resource, index) => ({
      ...resource,
      fields: {
        ...resource.fields,
        ...Object.fromEntries(changes.filter(({ at }) => at === index).map(({ name, value }) => [name, value])),
      },
    })),
  }));

describe('every shipped rule on strange values', () => {
  it('comes to a verdict that stands alone', () => {
    fc.assert(
      fc.property(odd, (snapshot) => {
        const { findings } = evaluateRules(rulebook, snapshot, vocabulary);
        expect(new Set(findings.map(({ ruleId }) => ruleId)).size).toBe(rulebook.rules.length);
        for (const { message, verdict, reasons } of findings) {
          expect(message).toMatch(/^[^\p{Cc}\u2028\u2029]+\.$/u);
          if (verdict === 'unknown') expect(reasons[0]?.text.length).toBeGreaterThan(10);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same bytes again', () => {
    fc.assert(
      fc.property(odd, (snapshot) => {
        const once = JSON.stringify(evaluateRules(rulebook, snapshot, vocabulary));
        const again = JSON.stringify(
          evaluateRules(rulebook, JSON.parse(JSON.stringify(snapshot)) as Snapshot, vocabulary),
        );
        expect(again).toBe(once);
      }),
      { numRuns: 15 },
    );
  });
});
