/** Overrides: what the configuration says of a rule for some accounts, units, regions or tags alone, and what holds where that cannot be told. */
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/audit.ts';
import { vocabulary } from '../../src/checks/vocabulary.ts';
import { evaluateRules } from '../../src/evaluate/index.ts';
import { factories } from '../../src/kinds/factories.ts';
import type { Finding } from '../../src/model/report.ts';
import type { Value } from '../../src/model/value.ts';
import { readConfig } from '../../src/rulebook/config.ts';
import { buildTestSnapshot } from '../../src/rulebook/tests.ts';

const [ONE, TWO] = ['111122223333', '444455556666'];
const RULE = `id: own.kept
title: Log groups keep events
severity: medium
for: logGroup
params: { days: { type: integer, default: 365, minimum: 1 } }
assert: { retentionDays: { atLeast: $days } }
`;
const at = { file: 'x', line: 1, column: 1 };

/** Two accounts, each with a log group that keeps events for 90 days. */
const given = {
  accounts: [
    { id: ONE, organizationalUnits: ['ou-exam-sandbox01', 'ou-exam-workload', 'r-exam'], tags: { stage: 'test-eu' } },
    { id: TWO, organizationalUnits: ['ou-exam-workload', 'r-exam'], tags: {} },
  ],
  logGroups: [
    { name: 'a', account: ONE, retentionDays: 90 },
    { name: 'b', account: TWO, retentionDays: 90, region: 'eu-west-1' },
  ],
};

function findings(config: string, seen: Value = given, text = RULE): readonly Finding[] {
  const rulebook = compileRules([{ file: 'own.yaml', text }], { config: readConfig('trailproof.yaml', config) });
  const { snapshot, mistakes } = buildTestSnapshot(
    { name: 'x', given: seen, expect: 'fail', at },
    vocabulary.kinds,
    factories,
  );
  expect(mistakes).toEqual([]);
  return evaluateRules(rulebook, snapshot, vocabulary).findings;
}
const short = (all: readonly Finding[]) =>
  all.map(({ account, verdict, severity }) => `${account} ${verdict} ${severity}`);
const override = (match: string, said: string) => `  - match: { ${match} }\n    rules: { own.kept: ${said} }\n`;

describe('an override of a rule that waits for a parameter', () => {
  const waiting = RULE.replace('params: {', 'params: { groups: { type: list, default: [] },').concat(
    'onlyWith: groups\nwhere: { name: { like: $groups } }\n',
  );
  const verdicts = (config: string, seen: Value = given) =>
    findings(config, seen, waiting).map(({ account, verdict }) => `${account} ${verdict}`);
  const named = "{ params: { groups: ['*'] } }";

  it('asks it where it names something, and nowhere else', () => {
    const config = `overrides:\n${override(`accounts: ['${ONE}']`, named)}`;
    expect(verdicts(config)).toEqual([`${ONE} fail`, `${TWO} notApplicable`]);
    expect(verdicts(config, { ...given, logGroups: '$denied' })).toContain(`${ONE} unknown`);
  });

  it('lets it wait where it names nothing', () => {
    const config = `rules: { own.kept: ${named} }\noverrides:\n${override(`accounts: ['${ONE}']`, '{ params: { groups: [] } }')}`;
    expect(verdicts(config)).toEqual([`${ONE} notApplicable`, `${TWO} fail`]);
  });
});

describe('an override', () => {
  it.each<[name: string, match: string, fits: 'one' | 'two' | 'both' | 'none']>([
    ['of an account', `accounts: ['${ONE}']`, 'one'],
    ['of the unit that the account stands in', 'organizationalUnits: [ou-exam-sandbox01]', 'one'],
    ['of a unit further up', 'organizationalUnits: [ou-exam-workload]', 'both'],
    ['of the root', 'organizationalUnits: [r-exam]', 'both'],
    ['of another unit', 'organizationalUnits: [ou-exam-elsewhere]', 'none'],
    ['of a region', 'regions: [eu-west-1]', 'two'],
    ['of regions by a pattern', "regions: ['eu-*', 'ap-*']", 'two'],
    ['of a tag of the account', "tags: { stage: 'test-*' }", 'one'],
    ['of a tag that is not there', "tags: { stage: '*', owner: '*' }", 'none'],
    ['of everything together', `accounts: ['${ONE}'], regions: [us-east-1]`, 'one'],
    ['of what does not come together', `accounts: ['${ONE}'], regions: [eu-west-1]`, 'none'],
  ])('%s sets the severity there and nowhere else', (_, match, fits) => {
    const [one, two] = [fits === 'one' || fits === 'both', fits === 'two' || fits === 'both'];
    expect(short(findings(`overrides:\n${override(match, 'low')}`))).toEqual([
      `${ONE} fail ${one ? 'low' : 'medium'}`,
      `${TWO} fail ${two ? 'low' : 'medium'}`,
    ]);
  });

  it('gives other parameters, and says where', () => {
    const [one, two] = findings(`overrides:\n${override(`accounts: ['${ONE}']`, '{ params: { days: 30 } }')}`);
    expect([one?.verdict, two?.verdict]).toEqual(['pass', 'fail']);
    expect(one?.setBy).toEqual({ on: 'trailproof.yaml:3:14', params: { days: 'trailproof.yaml:3:14' } });
    expect(two?.setBy).toBeUndefined();
  });

  it('turns a rule off, which the report shows', () => {
    const [one] = findings(`overrides:\n${override(`accounts: ['${ONE}']`, 'off')}`);
    expect(one).toMatchObject({
      verdict: 'notApplicable',
      message: 'The rule is off here: trailproof.yaml:3:14.',
      exempt: 'off by trailproof.yaml:3:14',
    });
  });

  it('turns a rule on that is off everywhere else', () => {
    const config = `rules: { own.kept: off }\noverrides:\n${override(`accounts: ['${ONE}']`, 'on')}`;
    expect(short(findings(config))).toEqual([`${ONE} fail medium`, `${TWO} notApplicable medium`]);
  });

  it('gives way to the last that fits, value by value', () => {
    const config = `overrides:\n${override(`accounts: ['${ONE}']`, '{ severity: critical, params: { days: 30 } }')}${override(
      'regions: [us-east-1, eu-west-1]',
      '{ params: { days: 60 } }',
    )}${override(`accounts: ['${TWO}']`, 'off')}`;
    const [one, two] = findings(config);
    expect(one).toMatchObject({
      verdict: 'pass',
      severity: 'critical',
      setBy: { severity: 'trailproof.yaml:3:14', params: { days: 'trailproof.yaml:5:14' } },
    });
    expect(one?.reasons[0]?.expected).toBe('at least 60');
    expect(two?.verdict).toBe('notApplicable');
  });

  it('leaves the fingerprint as it is', () => {
    const usual = findings('').map(({ fingerprint }) => fingerprint);
    for (const said of ['low', 'off', '{ params: { days: 30 } }']) {
      const changed = findings(`overrides:\n${override("regions: ['*']", said)}`);
      expect(changed.map(({ fingerprint }) => fingerprint)).toEqual(usual);
    }
  });

  it('is asked also of accounts without subjects', () => {
    const config = `overrides:\n${override(`accounts: ['${ONE}']`, 'off')}`;
    const [one] = findings(config, { accounts: [{ id: ONE }] });
    expect(one).toMatchObject({ verdict: 'notApplicable', exempt: 'off by trailproof.yaml:3:14' });
  });
});

describe('where the units of an account could not be read', () => {
  const unread = {
    accounts: [{ id: ONE, organizationalUnits: '$denied' }],
    logGroups: [{ name: 'a', account: ONE, retentionDays: 90 }],
  };
  const sandbox = 'organizationalUnits: [ou-exam-sandbox01]';

  it.each<[name: string, said: string, expected: string]>([
    ['a rule that may be off is unknown where it fails', 'off', 'unknown medium'],
    ['a parameter that may make it pass leaves it unknown', '{ params: { days: 30 } }', 'unknown medium'],
    ['a parameter that changes nothing leaves it failing', '{ params: { days: 400 } }', 'fail medium'],
    ['a severity that may be lower is the higher', 'low', 'fail medium'],
    ['a severity that may be higher is the higher', 'critical', 'fail critical'],
  ])('%s', (_, said, expected) => {
    expect(short(findings(`overrides:\n${override(sandbox, said)}`, unread))).toEqual([`${ONE} ${expected}`]);
  });

  it('the gap is named', () => {
    const [one] = findings(`overrides:\n${override(sandbox, 'off')}`, unread);
    expect(one?.message).toContain(`Whether the override of trailproof.yaml:3:14 fits account ${ONE} decides`);
    expect(one?.reasons[0]?.gaps).toHaveLength(1);
  });

  it('what passes either way passes', () => {
    const fine = { ...unread, logGroups: [{ name: 'a', account: ONE, retentionDays: 400 }] };
    expect(short(findings(`overrides:\n${override(sandbox, 'off')}`, fine))).toEqual([`${ONE} pass medium`]);
  });

  it('another reason not to fit decides', () => {
    const config = `overrides:\n${override(`${sandbox}, regions: [eu-west-1]`, 'off')}`;
    expect(short(findings(config, unread))).toEqual([`${ONE} fail medium`]);
  });
});

describe('what an override asks of accounts', () => {
  const needs = (match: string) =>
    compileRules([{ file: 'own.yaml', text: RULE }], {
      config: readConfig('trailproof.yaml', `overrides:\n${override(match, 'low')}`),
    }).rules[0]?.needs.fields;

  it('is read only where it is asked', () => {
    expect(needs("regions: ['eu-*']")).toEqual(['logGroup.retentionDays']);
    expect(needs('tags: { stage: test }')).toEqual(['account.tags', 'logGroup.retentionDays']);
    expect(needs('organizationalUnits: [r-exam]')).toEqual(['account.organizationalUnits', 'logGroup.retentionDays']);
  });
});
