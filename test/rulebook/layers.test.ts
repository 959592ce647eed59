/** Layers: profiles, what the configuration builds on, the configuration itself; of each value the last word counts, and the report says whose it was. */
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/audit.ts';
import { UsageError } from '../../src/model/errors.ts';
import type { Rulebook } from '../../src/model/rule.ts';
import { readConfig } from '../../src/rulebook/config.ts';
import { selectRules } from '../../src/rulebook/select.ts';
import { shippedRules } from '../../src/sources/files.ts';

const shipped = shippedRules();

const own = (id: string, more = '') => `id: ${id}
title: A rule of a test
severity: medium
for: logGroup
params: { days: { type: integer, default: 30 } }
assert: { retentionDays: { atLeast: $days } }
${more}`;
const files = [
  { file: 'a.yaml', text: own('own.first') },
  { file: 'b.yaml', text: own('own.second') },
  { file: 'recommended.yaml', text: 'profile: recommended\ntitle: Usual\nrules: { own.second: off }\n' },
  {
    file: 'tight.yaml',
    text: "profile: tight\ntitle: Tight\nrules: { '*': high, own.first: { params: { days: 400 } } }\n",
  },
];

const load = (config: string, profile?: string): Rulebook =>
  compileRules(files, { config: readConfig('trailproof.yaml', config), usual: 'recommended', profile });
const shown = ({ rules, off }: Rulebook) => ({
  on: rules.map(({ id, severity, params }) => `${id} ${severity} ${params['days']?.value}`),
  off: off.map(({ id }) => id),
});
const first = ({ rules }: Rulebook) => rules.find(({ id }) => id === 'own.first');

describe('layers', () => {
  it.each<[name: string, config: string, profile: string | undefined, on: string[], off: string[]]>([
    ['begin with the usual profile', '', undefined, ['own.first medium 30'], ['own.second']],
    [
      'begin with the profile that the configuration names instead',
      'extends: [tight]',
      undefined,
      ['own.first high 400', 'own.second high 30'],
      [],
    ],
    [
      'put the later profile over the earlier',
      'extends: [tight, recommended]',
      undefined,
      ['own.first high 400'],
      ['own.second'],
    ],
    [
      'put the earlier under the later',
      'extends: [recommended, tight]',
      undefined,
      ['own.first high 400', 'own.second high 30'],
      [],
    ],
    [
      'put the configuration over all, value by value',
      'extends: [tight]\nrules: { own.first: low, own.second: off }',
      undefined,
      ['own.first low 400'],
      ['own.second'],
    ],
    [
      'read a profile of a file that is named',
      'extends: [./tight.yaml]',
      undefined,
      ['own.first high 400', 'own.second high 30'],
      [],
    ],
    [
      'let a profile by hand replace the configuration`s',
      'extends: [tight]',
      'recommended',
      ['own.first medium 30'],
      ['own.second'],
    ],
    [
      'leave the configuration over a profile by hand',
      'rules: { own.second: { params: { days: 7 } } }',
      'recommended',
      ['own.first medium 30', 'own.second medium 7'],
      [],
    ],
    [
      'go through one layer in order',
      "rules: { '*': off, own.second: info }",
      undefined,
      ['own.second info 30'],
      ['own.first'],
    ],
  ])('%s', (_, config, profile, on, off) => {
    expect(shown(load(config, profile))).toEqual({ on, off });
  });

  it('are not asked where none is: every rule is on', () => {
    expect(shown(compileRules(files)).off).toEqual([]);
  });

  it('say who set what', () => {
    const rule = first(load('extends: [tight]\nrules:\n  own.first: low\n'));
    expect(rule?.setBy).toEqual({
      on: 'trailproof.yaml:3:3',
      severity: 'trailproof.yaml:3:3',
      params: { days: 'profile tight' },
    });
    expect(first(load(''))?.setBy).toBeUndefined();
  });

  it('make another rulebook wherever they change what is asked, and the same where they say nothing new', () => {
    const hashes = [
      '',
      'rules: { own.first: off }',
      'rules: { own.first: low }',
      'rules: { own.first: { params: { days: 31 } } }',
    ];
    expect(new Set(hashes.map((config) => load(config).hash)).size).toBe(4);
    expect(load('rules: { own.first: on }').hash).toBe(load('').hash);
  });

  it('need a profile that exists', () => {
    expect(() => load('', 'tihgt')).toThrowError(
      new UsageError('there is no profile "tihgt" (did you mean "tight"?). Profiles: recommended, tight.'),
    );
  });

  it('that turn on a rule nobody has are mistakes of the profile', () => {
    const wrong = [...files, { file: 'c.yaml', text: 'profile: third\ntitle: Third\nrules: { own.thrid: on }\n' }];
    const told = () => compileRules(wrong, { profile: 'third' });
    expect(told).toThrowError('c.yaml:3:10: there is no rule "own.thrid"');
  });
});

describe('a rule that is off', () => {
  const book = load('');

  it('is asked by whoever names it in full', () => {
    const asked = selectRules(book, ['own.second']);
    expect(shown(asked)).toEqual({ on: ['own.second medium 30'], off: [] });
  });

  it('is not asked by a pattern', () => {
    expect(shown(selectRules(book, ['own.*'])).on).toEqual(['own.first medium 30']);
    expect(() => selectRules(book, ['own.s*'])).toThrowError(
      '"own.s*" fits only rules that are off. Name one in full to have it asked.',
    );
  });
});

describe('a shipped profile', () => {
  it.each(['recommended', 'strict'])('names only rules that exist: %s', (profile) => {
    expect(() => compileRules(shipped, { profile })).not.toThrow();
  });

  it('recommended leaves on whatever it does not name', () => {
    const { rules, off } = compileRules(shipped, { profile: 'recommended' });
    expect(rules.length + off.length).toBe(compileRules(shipped).rules.length);
    expect(rules.length).toBeGreaterThan(off.length);
  });

  it('recommended leaves workloads to those who run them, and strict does not', () => {
    const { rules, off } = compileRules(shipped, { profile: 'recommended' });
    const isOfWorkloads = ({ tags }: Rulebook['rules'][number]) => tags.includes('workload');
    expect(rules.filter(isOfWorkloads)).toEqual([]);
    const strict = compileRules(shipped, { profile: 'strict' });
    const ids = (some: Rulebook['rules']) => some.filter(isOfWorkloads).map(({ id }) => id);
    expect(ids(off)).toEqual(ids(strict.rules));
  });

  it('strict asks every rule, and for longer retention', () => {
    const { rules, off } = compileRules(shipped, { profile: 'strict' });
    expect(off).toEqual([]);
    expect(rules.find(({ id }) => id === 'logs.retention')).toMatchObject({
      severity: 'high',
      params: { days: { value: 2557 } },
      setBy: { severity: 'profile strict', params: { days: 'profile strict' } },
    });
  });
});
