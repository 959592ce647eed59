/** The worlds themselves: complete, free of contradictions, and with a truth about every shipped rule. */
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/model/verdict.ts';
import { ofThose, rulebook, wrongIn } from './audit.ts';
import type { Account, World } from './world.ts';
import { holdingsOf, inOrder } from './world.ts';
import { archetypes } from './worlds/archetypes.ts';
import { WAITING } from './worlds/endings.ts';
import { CENTRAL } from './worlds/example.ts';
import type { ExpectedVerdict } from './worlds/expected.ts';
import { differences, HEALTHY, told } from './worlds/expected.ts';
import { knownWorld } from './worlds/index.ts';

const NAMES = ['example', 'wide', 'paging', 'signals', 'many'];
const OF_ORGANIZATION = 'trail.organization-trail';
/** Rules the worlds know the truth about. */
const toldOf = Object.keys(HEALTHY);

describe('the truth', () => {
  it('is about every rule that is shipped, and about no other', () => {
    const shipped = rulebook.rules.map(({ id }) => id);
    expect([...toldOf, OF_ORGANIZATION].sort()).toEqual([...shipped].sort());
  });

  it('is that a rule waits for its parameter where it names one that says nothing', () => {
    expect(rulebook.rules.flatMap(({ id, idle }) => (idle === undefined ? [] : [id])).sort()).toEqual(
      [...WAITING].sort(),
    );
  });
});

describe.each(NAMES)('world %s', (name) => {
  const { world, expected } = knownWorld(name);

  it('says what is right of the same rules in every account', () => {
    for (const { id, member } of world.accounts) {
      const isManager = member && id === world.organization?.managementAccount;
      const wanted = isManager ? [...toldOf, OF_ORGANIZATION] : toldOf;
      expect(Object.keys(expected[id] ?? {}).sort(), id).toEqual([...wanted].sort());
    }
    const others = Object.keys(expected).filter((id) => !world.accounts.some((account) => account.id === id));
    expect(others).toEqual(world.organization ? [] : ['']);
  });

  it('survives JSON, so that it can be sent', () => {
    expect(JSON.parse(JSON.stringify(world))).toEqual(world);
  });

  it('has ids and names of its own in each place', () => {
    const ids = world.accounts.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const account of world.accounts) {
      expect(account.id).toMatch(/^\d{12}$/);
      for (const list of listsOf(account)) expect(new Set(list).size, list.join(' ')).toBe(list.length);
    }
  });

  it('holds things only in regions that are enabled and on offer', () => {
    const offered = world.regions.map((region) => region.name);
    for (const { regions, holdings } of world.accounts) {
      expect(offered).toEqual(expect.arrayContaining([...regions]));
      expect(regions).toEqual(expect.arrayContaining(Object.keys(holdings)));
    }
  });
});

function listsOf(account: Account): readonly (readonly string[])[] {
  return account.regions.flatMap((region) => {
    const { trails, logGroups, alarms, composites, topics, buckets, eventRules } = holdingsOf(account, region);
    return [
      trails.map(({ name }) => name),
      logGroups.map(({ name }) => name),
      [...alarms, ...composites].map(({ name }) => name),
      topics.map(({ name }) => name),
      buckets.map(({ name }) => name),
      eventRules.map(({ name }) => name),
      ...logGroups.map(({ filters }) => filters.map(({ name }) => name)),
    ];
  });
}

describe('the example organization', () => {
  const { world, expected } = knownWorld('example');
  const all = Object.values(expected);

  it('has eight accounts', () => {
    expect(world.accounts).toHaveLength(8);
  });

  it('shows every rule failing or unknown somewhere, and every rule passing somewhere', () => {
    const verdicts = (rule: string) => all.flatMap((each) => verdictsOf(each[rule]));
    const asked = toldOf.filter((rule) => !WAITING.includes(rule));
    for (const rule of [...asked, OF_ORGANIZATION]) expect(verdicts(rule), rule).toContain('pass');
    // What is watched behind the organization trail for everybody fails nowhere, and is unknown where nothing can be read.
    const watched = Object.keys(told('pass', CENTRAL));
    const recorded = ['central-bucket', 'every-region-recorded', 'global-service-events', 'iam-changes-findable'];
    const trails = [...recorded, 'logging', 'multi-region', 'security-trail'].map((rule) => `trail.${rule}`);
    const central = [
      'topic.subscribers-use-tls',
      ...trails,
      ...watched,
      'config.global-resources',
      'config.service-linked-role',
    ];
    for (const rule of asked.filter((id) => !central.includes(id))) expect(verdicts(rule), rule).toContain('fail');
    for (const rule of central) expect(verdicts(rule), rule).toContain('unknown');
  });

  const verdictsOf = (expectation: ExpectedVerdict | undefined) =>
    expectation === undefined ? [] : typeof expectation === 'string' ? [expectation] : Object.values(expectation);
});

describe('worlds for any number of accounts', () => {
  it('repeat the archetypes, whose names tell them apart', () => {
    expect(new Set(archetypes.map(({ name }) => name)).size).toBe(archetypes.length);
    const { world } = knownWorld(`many:${archetypes.length + 1}`);
    expect(world.accounts).toHaveLength(archetypes.length + 2);
    expect(world.accounts[1]?.name).toBe(world.accounts.at(-1)?.name);
  });

  it('refuse names they do not have', () => {
    expect(() => knownWorld('exmaple')).toThrow(/there is no world "exmaple"/);
  });

  it('are listed in the order of AWS, whatever the order they were written in', () => {
    const { world } = knownWorld('example');
    const names = (shown: World) =>
      shown.accounts.flatMap((account) =>
        account.regions.flatMap((region) =>
          holdingsOf(account, region).alarms.map(({ name }) => `${account.id} ${region} ${name}`),
        ),
      );
    expect(names(inOrder(world))).not.toEqual(names(world));
    expect([...names(inOrder(world))].sort()).toEqual([...names(world)].sort());
    const [payments] = inOrder(world).accounts.filter(({ name }) => name === 'Payments');
    const sorted = payments && holdingsOf(payments, 'us-east-1').alarms.map(({ name }) => name);
    expect(sorted).toEqual(sorted && [...sorted].sort());
  });
});

describe('a comparison with the truth', () => {
  it.each<[string, ExpectedVerdict, readonly (readonly [string, Verdict, string?])[], string]>([
    ['agrees', 'pass', [['a', 'pass']], ''],
    [
      'sees another verdict',
      'pass',
      [
        ['a', 'pass'],
        ['b', 'fail'],
      ],
      'rule on "b": fail, expected pass',
    ],
    ['sees that nothing was found', 'pass', [], 'rule: no finding at all'],
    [
      'agrees by name',
      { a: 'fail', '*': 'pass' },
      [
        ['a', 'fail'],
        ['b', 'pass'],
      ],
      '',
    ],
    [
      'agrees by region, where a name stands in several',
      { 'here/a': 'fail', '*': 'pass' },
      [
        ['a', 'fail', 'here'],
        ['a', 'pass', 'there'],
      ],
      '',
    ],
    [
      'sees a region that is missing',
      { 'here/a': 'fail', a: 'pass' },
      [['a', 'pass', 'there']],
      'rule on "here/a": no finding',
    ],
    ['sees a name that is missing', { a: 'fail', '*': 'pass' }, [['b', 'pass']], 'rule on "a": no finding'],
    [
      'sees a name that is too much',
      { a: 'fail' },
      [
        ['a', 'fail'],
        ['b', 'pass'],
      ],
      'rule on "b": pass, expected no finding',
    ],
  ])('%s', (_, expected, found, difference) => {
    const seen = found.map(([name, verdict, region = '']) => ({ name, verdict, region }));
    expect(differences('rule', expected, seen)).toBe(difference);
  });

  it('sees accounts that nobody expects, and rules that nobody speaks of', () => {
    const finding = { account: '1', region: '', ruleId: 'rule', resourceName: 'a', verdict: 'pass' } as const;
    const report = { findings: [finding] } as unknown as Parameters<typeof wrongIn>[0];
    expect(wrongIn(report, { 1: { rule: 'pass' } })).toBe('');
    expect(wrongIn(report, { 1: { rule: 'pass', other: 'pass' } })).toMatch(/other: no finding at all/);
    expect(wrongIn(report, { 1: { rule: 'pass' }, 2: { rule: 'pass' } })).toMatch(/^2\n/);
    expect(wrongIn(report, { 2: { rule: 'pass' } })).toMatch(/^1\nrule on "a": pass, expected no finding/);
    expect(wrongIn(report, { 1: { other: 'pass' } })).toBe(
      '1\nother: no finding at all\n1\nrule on "a": pass, expected no finding',
    );
    expect(wrongIn(report, ofThose([{ id: 'rule' }], { 1: { rule: 'pass', other: 'pass' } }))).toBe('');
  });
});
