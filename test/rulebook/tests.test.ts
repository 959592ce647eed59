/** Tests beside a rule: what they give becomes a snapshot, and every way in which findings differ from what they expect is said. */
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/audit.ts';
import { vocabulary } from '../../src/checks/vocabulary.ts';
import { factories } from '../../src/kinds/factories.ts';
import type { RuleTest } from '../../src/model/rule.ts';
import type { Value } from '../../src/model/value.ts';
import { pluralOf } from '../../src/model/words.ts';
import { runRuleTests } from '../../src/rule-tests.ts';
import { buildTestSnapshot } from '../../src/rulebook/tests.ts';

const AT = { file: 'x.yaml', line: 1, column: 1 };

function built(given: Value) {
  const test: RuleTest = { name: 'x', given, expect: 'pass', at: AT };
  return buildTestSnapshot(test, vocabulary.kinds, factories);
}

/** What the one test of a rule finds wrong. */
function differences(test: string, body = 'for: trail\nassert: { logging: true }'): readonly string[] {
  const text = `id: trail.test\ntitle: A rule\nseverity: low\n${body}\ntests:\n  - { name: x, ${test} }\n`;
  const files = [{ file: 'x.yaml', text }];
  const results = runRuleTests(compileRules(files), (params) => compileRules(files, params ? { params } : {}));
  expect(results).toHaveLength(1);
  return results[0]?.mistakes ?? [];
}

describe('what a test expects', () => {
  it.each<readonly [what: string, test: string, mistakes: readonly string[]]>([
    ['one verdict for all', 'given: { trails: [{ name: a }, { name: b }] }, expect: pass', []],
    [
      'one verdict that one of them has not',
      'given: { trails: [{ name: a }, { name: b, logging: false }] }, expect: pass',
      ['expected pass, got fail for trail/b: Trail b: logging is false, expected true.'],
    ],
    [
      'a verdict for each',
      'given: { trails: [{ name: a }, { name: b, logging: false }] }, expect: { trail/a: pass, b: fail }',
      [],
    ],
    [
      'a verdict by ARN',
      'given: { trails: [{ name: a }] }, expect: { "arn:aws:cloudtrail:us-east-1:111122223333:trail/a": pass }',
      [],
    ],
    [
      'a verdict it has not',
      'given: { trails: [{ name: a }] }, expect: { a: fail }',
      ['expected fail, got pass for trail/a: Trail a: logging is true.'],
    ],
    [
      'a resource that there is not',
      'given: { trails: [{ name: a }] }, expect: { a: pass, trail/b: fail }',
      ['expected fail for trail/b, but there is no such finding'],
    ],
    [
      'nothing of one that there is',
      'given: { trails: [{ name: a }, { name: b }] }, expect: { a: pass }',
      ['trail/b is pass, and the test does not expect it: Trail b: logging is true.'],
    ],
    ['that there is none', 'given: { trails: [] }, expect: { none: notApplicable }', []],
    [
      'a word that is no verdict',
      'given: { trails: [{ name: a }] }, expect: ok',
      ['expect: "ok" is no verdict (pass, fail, unknown, notApplicable)'],
    ],
    [
      'a word that is no verdict for one',
      'given: { trails: [{ name: a }] }, expect: { a: ok }',
      ['expected ok, got pass for trail/a: Trail a: logging is true.'],
    ],
    [
      'a list',
      'given: { trails: [] }, expect: [pass]',
      ['expect must be a verdict, or a mapping from resources to verdicts'],
    ],
    [
      'nothing',
      'given: { trails: [] }, expect: ',
      ['expect must be a verdict, or a mapping from resources to verdicts'],
    ],
  ])('%s', (_what, test, mistakes) => {
    expect(differences(test)).toEqual(mistakes);
  });

  it('may depend on parameters of its own', () => {
    const body = 'for: trail\nparams: { on: { type: boolean, default: true } }\nassert: { logging: $on }';
    expect(
      differences('given: { trails: [{ name: a, logging: false }] }, params: { on: false }, expect: pass', body),
    ).toEqual([]);
    expect(() => differences('given: { trails: [] }, params: { off: false }, expect: pass', body)).toThrow(
      /rule trail.test has no parameter "off", which a test sets/,
    );
  });
});

describe('what a test gives', () => {
  it.each<readonly [what: string, given: Value, mistake: string]>([
    ['a kind that there is not', { trials: [] }, 'given has no kind "trials" (did you mean "trails"?)'],
    [
      'a kind that is far from any',
      { zebras: [] },
      `given has no kind "zebras" (known: ${[...vocabulary.kinds.keys()].map(pluralOf).join(', ')})`,
    ],
    [
      'a field that there is not',
      { trails: [{ loging: true }] },
      'trail has no field "loging" (did you mean "logging"?)',
    ],
    ['a resource that is a text', { trails: ['main'] }, 'given.trails holds "main", which is no resource'],
    ['a list that is a number', { trails: 5 }, 'given.trails holds 5, which is no resource'],
    [
      'services that are a text',
      { topics: [{ admits: 'events.amazonaws.com' }] },
      'topic.admits must be a list, not "events.amazonaws.com": write admits: [...]',
    ],
    [
      'topics that are a text',
      { alarms: [{ topics: 'security' }] },
      'alarm.topics must be a list, not "security": write topics: [...]',
    ],
    ['accounts that are a mark', { accounts: '$denied' }, 'given.accounts holds "$denied", which is no resource'],
    [
      'an account that is a text',
      { accounts: ['111122223333'] },
      'given.accounts holds "111122223333", which is no resource',
    ],
  ])('%s', (_what, given, mistake) => {
    expect(built(given).mistakes).toEqual([mistake]);
  });

  it('is healthy where it says nothing', () => {
    const { snapshot, mistakes } = built({
      trails: [{}],
      logGroups: [{}],
      alarms: [{}],
      topics: [{}],
      subscriptions: [{}],
      metricFilters: [{}],
    });
    expect(mistakes).toEqual([]);
    for (const { kind, fields } of snapshot.resources) {
      const known = Object.keys(vocabulary.kinds.get(kind)?.fields ?? {});
      expect(Object.keys(fields).sort(), kind).toEqual(known.sort());
    }
  });

  it('is taken for a mark only where it is one', () => {
    const { snapshot, mistakes } = built({ trails: [{ name: 'constructor', bucket: 'toString', logging: '$denied' }] });
    expect(mistakes).toEqual([]);
    const trail = snapshot.resources.find(({ kind }) => kind === 'trail');
    expect(trail).toMatchObject({ name: 'constructor', fields: { bucket: 'toString' } });
    expect(Object.keys(trail?.unread ?? {})).toEqual(['logging']);
    expect(snapshot.gaps.map(({ reason }) => reason)).toEqual(['denied']);
  });

  it('stands where it says, in whole lists', () => {
    const { snapshot } = built({
      accounts: [{ id: '444455556666', regionNames: ['eu-west-1'] }],
      trails: [{ name: 'a', account: '444455556666', region: 'eu-west-1' }],
    });
    expect(snapshot.scope.accounts).toEqual(['444455556666']);
    expect(snapshot.resources.find(({ kind }) => kind === 'trail')).toMatchObject({
      account: '444455556666',
      region: 'eu-west-1',
    });
    expect(snapshot.coverage).toContainEqual({ kind: 'trail', account: '444455556666', regions: ['', 'eu-west-1'] });
  });

  it.each<readonly [what: string, given: Value, regionNames: readonly string[]]>([
    ['by name', { regions: [{ name: 'eu-west-1' }] }, ['us-east-1', 'eu-west-1']],
    ['by place', { regions: [{ region: 'eu-west-1' }, {}] }, ['us-east-1', 'eu-west-1']],
    [
      'beside those the account names',
      { account: { regionNames: ['us-west-2'] }, regions: [{ name: 'eu-west-1' }] },
      ['us-west-2', 'eu-west-1'],
    ],
    ['of another account', { regions: [{ name: 'eu-west-1', account: '444455556666' }] }, ['us-east-1']],
  ])('has the regions that are given, %s', (_what, given, regionNames) => {
    const { snapshot, mistakes } = built(given);
    expect(mistakes).toEqual([]);
    expect(snapshot.resources.find(({ kind }) => kind === 'account')?.fields['regionNames']).toEqual(regionNames);
    const regions = snapshot.resources.filter(({ kind, account }) => kind === 'region' && account === '111122223333');
    expect(regions.map(({ region }) => region).sort()).toEqual([...regionNames].sort());
    expect(snapshot.coverage).toContainEqual({ kind: 'topic', account: '111122223333', regions: ['', ...regionNames] });
  });

  it('has times that are fixed', () => {
    const { snapshot } = built({ trails: [{ deliveredAt: '@90m' }] });
    expect(snapshot.resources.find(({ kind }) => kind === 'trail')?.fields['deliveredAt']).toBe(
      '2026-01-01T22:30:00.000Z',
    );
    expect(snapshot.takenAt).toBe('2026-01-02T00:00:00.000Z');
  });
});
