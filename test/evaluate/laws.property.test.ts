/** Laws of evaluation: three-valued logic, what is not seen never turns a verdict round, and no order of the snapshot matters. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vocabulary } from '../../src/checks/vocabulary.ts';
import { evaluateRules } from '../../src/evaluate/index.ts';
import type { Condition, Operator, Quantifier, Test } from '../../src/model/condition.ts';
import type { Finding } from '../../src/model/report.ts';
import type { Rule, Rulebook } from '../../src/model/rule.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { Value } from '../../src/model/value.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { ACCOUNT, snapshotOf } from '../proof/healthy.ts';

const AT = { file: 'rules/x.yaml', line: 1, column: 1 };

function test(operator: Operator, operand: Value): Test {
  return { operator, operand, written: JSON.stringify(operand), at: AT };
}
function field(name: string, tests: readonly Test[], absent?: 'pass' | 'fail' | 'unknown'): Condition {
  return { type: 'field', field: name, tests, at: AT, ...(absent === undefined ? {} : { absent }) };
}

const absent = fc.constantFrom(undefined, undefined, 'pass' as const, 'fail' as const);
const number = fc.tuple(
  fc.constantFrom<Operator>('atLeast', 'atMost', 'is', 'isNot', 'moreThan'),
  fc.constantFrom(1, 30, 365),
);
const counts = fc.oneof(
  fc
    .tuple(fc.constantFrom<Operator>('atLeast', 'atMost', 'is', 'isNot', 'lessThan'), fc.nat(3))
    .map(([operator, operand]) => test(operator, operand)),
  fc
    .tuple(fc.constantFrom<Operator>('in', 'notIn'), fc.subarray([0, 1, 2, 5]))
    .map(([operator, operand]) => test(operator, operand)),
);

/** Leaves and relations by kind: what a condition on it can be made of. */
const LEAVES: Readonly<Record<string, fc.Arbitrary<Condition>>> = {
  account: fc.constantFrom(
    field('organizationId', [test('exists', false)]),
    field('regionNames', [test('contains', 'us-east-1')]),
    field('name', [test('like', 'prod*')]),
  ),
  trail: fc.oneof(
    fc
      .constantFrom('logging', 'multiRegion', 'organization')
      .chain((name) => fc.boolean().map((wanted) => field(name, [test('is', wanted)]))),
    fc.subarray(['all', 'readOnly', 'none']).map((values) => field('managementEvents', [test('in', values)])),
    fc.tuple(fc.boolean(), absent).map(([exists, meaning]) => field('kmsKey', [test('exists', exists)], meaning)),
    fc
      .tuple(fc.constantFrom<Operator>('is', 'isNot', 'notLike'), absent)
      .map(([operator, meaning]) => field('deliveryError', [test(operator, 'AccessDenied')], meaning)),
    fc.boolean().map((exists): Condition => ({ type: 'exists', relation: 'logGroup', exists, at: AT })),
  ),
  logGroup: fc.oneof(
    fc
      .tuple(number, absent)
      .map(([[operator, operand], meaning]) => field('retentionDays', [test(operator, operand)], meaning)),
    fc.constant(field('class', [test('is', 'STANDARD')])),
  ),
  metricFilter: fc.constantFrom(
    field('pattern', [test('contains', 'Root')]),
    field('defaultValue', [test('exists', false)]),
  ),
};

const RELATIONS: Readonly<Record<string, readonly (readonly [relation: string, kind: string, many: boolean])[]>> = {
  account: [
    ['trails', 'trail', true],
    ['logGroups', 'logGroup', true],
  ],
  trail: [['logGroup', 'logGroup', false]],
  logGroup: [
    ['metricFilters', 'metricFilter', true],
    ['trails', 'trail', true],
  ],
  metricFilter: [['logGroup', 'logGroup', false]],
};

function condition(kind: string, depth = 3): fc.Arbitrary<Condition> {
  const leaf = LEAVES[kind] ?? fc.constant<Condition>({ type: 'all', of: [], at: AT });
  if (depth === 0) return leaf;
  const own = condition(kind, depth - 1);
  const related = (RELATIONS[kind] ?? []).map(([relation, target, many]) => {
    const of = condition(target, depth - 1);
    if (!many) return of.map((inner): Condition => ({ type: 'target', relation, of: inner, at: AT }));
    return fc.oneof(
      fc
        .tuple(fc.constantFrom<Quantifier>('some', 'every', 'none'), of)
        .map(([quantifier, inner]): Condition => ({ type: 'quantified', relation, quantifier, of: inner, at: AT })),
      fc
        .tuple(counts, of)
        .map(([tests, inner]): Condition => ({ type: 'count', relation, tests: [tests], of: inner, at: AT })),
    );
  });
  return fc.oneof(
    { weight: 2, arbitrary: leaf },
    ...related.map((arbitrary) => ({ weight: 2, arbitrary })),
    { weight: 1, arbitrary: own.map((of): Condition => ({ type: 'not', of, at: AT })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('all' as const, 'any' as const), fc.array(own, { minLength: 1, maxLength: 2 }))
        .map(([type, of]): Condition => ({ type, of, at: AT })),
    },
  );
}

const mark = fc.constantFrom<Value>('$denied', '$throttled');
const seldom = (arbitrary: fc.Arbitrary<Value>) => fc.oneof({ weight: 5, arbitrary }, { weight: 1, arbitrary: mark });
/** Lists of things of different names; some could not be read at all, some broke off. */
const things = (item: fc.Arbitrary<{ readonly [key: string]: Value }>): fc.Arbitrary<Value> => {
  const list = (maxLength: number) => fc.uniqueArray(item, { selector: ({ name }) => name, maxLength });
  return fc.oneof(
    { weight: 8, arbitrary: list(3) },
    { weight: 1, arbitrary: fc.constant('$denied') },
    { weight: 1, arbitrary: list(2).map((some) => [...some, '$throttled']) },
  );
};

const given = fc.record({
  account: fc.record({
    name: seldom(fc.constantFrom('prod-1', 'test', null)),
    organizationId: seldom(fc.constantFrom(null, 'o-1')),
  }),
  trails: things(
    fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      logging: seldom(fc.boolean()),
      multiRegion: seldom(fc.boolean()),
      organization: fc.boolean(),
      managementEvents: seldom(fc.constantFrom('all', 'readOnly', 'none')),
      kmsKey: seldom(fc.constantFrom(null, 'k')),
      deliveryError: seldom(fc.constantFrom(null, 'AccessDenied', 'NoSuchBucket')),
      logGroup: fc.constantFrom('g', 'h', null),
    }),
  ),
  logGroups: things(
    fc.record({
      name: fc.constantFrom('g', 'h'),
      retentionDays: seldom(fc.constantFrom(null, 1, 400)),
      class: seldom(fc.constantFrom('STANDARD', 'DELIVERY')),
    }),
  ),
  metricFilters: things(
    fc.record({
      name: fc.constantFrom('f', 'e'),
      logGroup: fc.constantFrom('g', 'h'),
      pattern: seldom(fc.constantFrom('Root', 'x')),
      defaultValue: seldom(fc.constantFrom(null, 0)),
    }),
  ),
});

function ruleOf(assert: Condition, parts: Partial<Rule> = {}): Rule {
  return {
    id: 'x.y',
    title: 'A rule of a test',
    severity: 'high',
    for: 'account',
    except: [],
    assert,
    ifNone: 'notApplicable',
    params: {},
    rationale: '',
    remediation: '',
    templates: { terraform: '', cloudformation: '' },
    references: [],
    tags: [],
    needs: { subjects: [], relations: [], fields: [] },
    tests: [],
    survivors: [],
    at: AT,
    ...parts,
  };
}

function findingsOf(rule: Rule, snapshot: Snapshot): readonly Finding[] {
  const rulebook: Rulebook = {
    rules: [rule],
    events: new Map(),
    exclusions: [],
    waivers: [],
    frameworks: [],
    asked: [],
    off: [],
    hash: '',
  };
  return evaluateRules(rulebook, snapshot, vocabulary).findings;
}

function verdictOf(assert: Condition, snapshot: Snapshot): Verdict | undefined {
  return findingsOf(ruleOf(assert), snapshot)[0]?.verdict;
}

const RANK = { fail: 0, unknown: 1, pass: 2, notApplicable: Number.NaN };

const join = (type: 'all' | 'any', ...of: readonly Condition[]): Condition => ({ type, of, at: AT });
const not = (of: Condition): Condition => ({ type: 'not', of, at: AT });

/** Hides one field of one resource, or one list with some of what was read of it. */
function hidden(snapshot: Snapshot, pick: number, keep: boolean): Snapshot {
  const gap = {
    id: 'hidden',
    reason: 'denied',
    call: 'test:Call',
    action: 'test:Call',
    account: ACCOUNT,
    region: '',
    message: 'no',
  } as const;
  const gaps = [...snapshot.gaps.filter(({ id }) => id !== gap.id), gap];
  const lists = ['trail', 'logGroup', 'metricFilter'];
  const fields = snapshot.resources.flatMap((resource, at) =>
    Object.keys(resource.fields).map((name) => ({ at, name })),
  );
  const chosen = pick % (fields.length + lists.length);
  const target = fields[chosen];
  if (target) {
    const resources = snapshot.resources.map((resource, at) => {
      if (at !== target.at) return resource;
      const { [target.name]: _hidden, ...rest } = resource.fields;
      return { ...resource, fields: rest, unread: { ...resource.unread, [target.name]: gap.id } };
    });
    return { ...snapshot, gaps, resources };
  }
  const kind = lists[chosen - fields.length] ?? 'trail';
  return {
    ...snapshot,
    gaps,
    holes: [...snapshot.holes, { kind, account: ACCOUNT, region: '*', gap: gap.id }],
    coverage: snapshot.coverage.filter((each) => each.kind !== kind),
    resources: snapshot.resources.filter((each) => keep || each.kind !== kind),
  };
}

describe('conditions on what was and was not seen', () => {
  const all = fc.tuple(condition('account'), condition('account'), given);

  it('obey the laws of three-valued logic', () => {
    fc.assert(
      fc.property(all, ([one, other, world]) => {
        const snapshot = snapshotOf(world);
        const rank = (assert: Condition) => RANK[verdictOf(assert, snapshot) ?? 'notApplicable'];
        const [left, right] = [rank(one), rank(other)];
        expect(rank(join('all', one, other))).toBe(Math.min(left, right));
        expect(rank(join('any', one, other))).toBe(Math.max(left, right));
        expect(rank(not(one))).toBe(2 - left);
        expect(rank(not(join('all', one, other)))).toBe(rank(join('any', not(one), not(other))));
        expect(rank(join('any', one, join('all', one, other)))).toBe(left);
      }),
      { numRuns: 150 },
    );
  });

  it('obey the laws of quantifiers', () => {
    fc.assert(
      fc.property(condition('trail', 2), given, (of, world) => {
        const snapshot = snapshotOf(world);
        const rank = (assert: Condition) => RANK[verdictOf(assert, snapshot) ?? 'notApplicable'];
        const over = (quantifier: Quantifier, inner: Condition): Condition => ({
          type: 'quantified',
          relation: 'trails',
          quantifier,
          of: inner,
          at: AT,
        });
        const count = (...tests: readonly Test[]): Condition => ({
          type: 'count',
          relation: 'trails',
          tests,
          of,
          at: AT,
        });
        expect(rank(over('none', of))).toBe(2 - rank(over('some', of)));
        expect(rank(over('every', of))).toBe(rank(over('none', not(of))));
        expect(rank(count(test('atLeast', 1)))).toBe(rank(over('some', of)));
        expect(rank(count(test('is', 0)))).toBe(rank(over('none', of)));
        expect(rank(count(test('in', [0, 1, 2, 3, 4])))).toBeGreaterThanOrEqual(rank(count(test('in', [1, 3]))));
      }),
      { numRuns: 150 },
    );
  });

  it('are never turned round by what is hidden', () => {
    let turned = 0;
    fc.assert(
      fc.property(
        condition('account'),
        given,
        fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 1, maxLength: 3 }),
        (assert, world, picks) => {
          let snapshot = snapshotOf(world);
          let before = verdictOf(assert, snapshot);
          for (const [pick, keep] of picks) {
            snapshot = hidden(snapshot, pick, keep);
            const after = verdictOf(assert, snapshot);
            if (after !== before) turned++;
            expect(before === 'unknown' ? ['unknown'] : [before, 'unknown']).toContain(after);
            before = after;
          }
        },
      ),
      { numRuns: 400 },
    );
    expect(turned).toBeGreaterThan(10);
  });

  it('are never turned round by what is hidden in the choice of subjects or in exemptions', () => {
    const rule = fc
      .record({
        assert: condition('trail', 2),
        where: fc.option(condition('trail', 1), { nil: undefined }),
        except: fc.option(condition('trail', 1), { nil: undefined }),
      })
      .map(({ assert, where, except }) =>
        ruleOf(assert, {
          for: 'trail',
          ...(where ? { where } : {}),
          except: except ? [{ where: except, because: 'of a test' }] : [],
        }),
      );
    fc.assert(
      fc.property(rule, given, fc.nat(), (each, world, pick) => {
        const snapshot = snapshotOf(world);
        const before = new Map(findingsOf(each, snapshot).map(({ resource, verdict }) => [resource, verdict]));
        for (const { resource, verdict } of findingsOf(each, hidden(snapshot, pick, true))) {
          const known = before.get(resource);
          if (known === 'pass') expect(verdict).not.toBe('fail');
          if (known === 'fail' || known === 'notApplicable') expect(verdict === 'pass' && known === 'fail').toBe(false);
          if (known === 'unknown') expect(verdict).not.toBe('fail');
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('findings', () => {
  const rules = fc
    .constantFrom('account', 'trail', 'logGroup', 'metricFilter')
    .chain((kind) => condition(kind, 2).map((assert) => ruleOf(assert, { for: kind })));

  it('do not depend on the order of the snapshot', () => {
    fc.assert(
      fc.property(rules, given, fc.integer(), (rule, world, seed) => {
        const snapshot = snapshotOf(world);
        const order = <T>(list: readonly T[]): readonly T[] =>
          list
            .map((item, at) => ({ item, key: Math.sin(seed * 7 + at * 13) }))
            .sort((one, other) => one.key - other.key)
            .map(({ item }) => item);
        const { resources, coverage, gaps } = snapshot;
        const shuffled = { ...snapshot, resources: order(resources), coverage: order(coverage), gaps: order(gaps) };
        expect(findingsOf(rule, shuffled)).toEqual(findingsOf(rule, snapshot));
      }),
      { numRuns: 100 },
    );
  });

  it('are one sentence each, which names what it is about', () => {
    fc.assert(
      fc.property(rules, given, (rule, world) => {
        for (const finding of findingsOf(rule, snapshotOf(world))) {
          expect(finding.message).toMatch(/^[A-Z0-9][^\p{Cc}]*[^.]\.$/u);
          const name = finding.resource === '' ? ACCOUNT : finding.resourceName;
          const message = finding.message.toLowerCase();
          const isNamed = ['trail', 'log group', 'metric filter', 'account', name].some((word) =>
            message.includes(word),
          );
          expect(isNamed, finding.message).toBe(true);
          expect(finding.message).not.toMatch(/undefined|\[object|null|NaN/);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('name the gaps behind every unknown', () => {
    fc.assert(
      fc.property(rules, given, (rule, world) => {
        const snapshot = snapshotOf(world);
        const rulebook: Rulebook = {
          rules: [rule],
          events: new Map(),
          exclusions: [],
          waivers: [],
          frameworks: [],
          asked: [],
          off: [],
          hash: '',
        };
        const { findings, gaps } = evaluateRules(rulebook, snapshot, vocabulary);
        const known = new Set(gaps.map(({ id }) => id));
        for (const { verdict, reasons } of findings) {
          if (verdict !== 'unknown') continue;
          const ids = reasons.flatMap((reason) => reason.gaps ?? []);
          expect(ids.length).toBeGreaterThan(0);
          for (const id of ids) expect(known).toContain(id);
        }
      }),
      { numRuns: 150 },
    );
  });
});
