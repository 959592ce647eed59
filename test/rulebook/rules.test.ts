/** Rules as they are compiled: what they ask, what they read, and the schema that editors check them with. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileRules } from '../../src/audit.ts';
import { vocabulary } from '../../src/checks/vocabulary.ts';
import { parseDuration } from '../../src/model/duration.ts';
import { UsageError } from '../../src/model/errors.ts';
import type { Value } from '../../src/model/value.ts';
import { profileSchema } from '../../src/rulebook/config-schema.ts';
import { frameworkSchema } from '../../src/rulebook/framework-schema.ts';
import { eventClassSchema, ruleSchema } from '../../src/rulebook/schema.ts';
import { needsOf, selectRules } from '../../src/rulebook/select.ts';
import { shippedRules } from '../../src/sources/files.ts';
import { findings } from '../evaluate/rule.ts';

const compile = (text: string, params?: Readonly<Record<string, Readonly<Record<string, Value>>>>) =>
  compileRules([{ file: 'x.yaml', text }], params ? { params } : {});

const HEAD = 'id: trail.test\ntitle: A rule\nseverity: low\n';

describe('a rule', () => {
  it('reads what its conditions speak of, and no more', () => {
    const { rules } = compile(
      `${HEAD}for: account
where: { name: { like: "prod*" } }
except: [{ management: true, because: of this }]
definitions: { good: { logging: true } }
assert:
  trails: { some: { use: good, logGroup: { retentionDays: { atLeast: 1 }, metricFilters: { count: { atLeast: 1 } } } } }
`,
    );
    expect(rules[0]?.needs).toEqual({
      subjects: ['account'],
      relations: ['account.trails', 'account.trails.logGroup', 'account.trails.logGroup.metricFilters'],
      fields: [
        'account.management',
        'account.name',
        'account.trails.logGroup.retentionDays',
        'account.trails.logGroupArn',
        'account.trails.logging',
      ],
    });
  });

  it('reads the whole chain where it asks who is told', () => {
    const { rules } = compileRules(shippedRules());
    const { needs } = rules.find(({ id }) => id === 'alarm.s3-bucket-deleted') ?? {};
    expect(needs?.relations).toContain('account.trails.logGroup.metricFilters.alarms.topics.subscriptions');
    expect(needs?.relations).toContain('account.eventRules.topics.subscriptions');
    // What decides whether a topic's key may be used is asked wherever a topic is.
    const ofKeys = needs?.fields.filter((path) => path.includes('.topics.key.')) ?? [];
    expect(ofKeys).toContain('account.trails.logGroup.metricFilters.alarms.topics.key.policy');
    expect(ofKeys).toContain('account.eventRules.topics.key.state');
    // Roles matter wherever a rule may send as one: from its own bus, and from one that it passes events on to.
    const ofRoles = needs?.fields.filter((path) => path.endsWith('.executionRoles.policies')) ?? [];
    expect(ofRoles).toEqual([
      'account.eventRules.buses.ownRules.executionRoles.policies',
      'account.eventRules.buses.rules.executionRoles.policies',
      'account.eventRules.executionRoles.policies',
    ]);
    const rest = needs?.fields.filter(
      (path) => ![...ofKeys, ...ofRoles].includes(path) && !path.endsWith('.subscriptions.filterPolicy'),
    );
    expect(rest).toEqual([
      'account.eventRules.targets',
      'account.trails.logging',
      'account.trails.logsDeliveryError',
      'account.trails.selectors',
    ]);
  });

  it('stands with others in a file, and shares their definitions', () => {
    const { rules } = compile(
      `${HEAD}for: trail\nassert: { use: good }\n---\nid: trail.other\ntitle: Another\nseverity: info\nfor: trail\nassert: { not: { use: good } }\n---\ndefinitions: { good: { logging: true } }\n`,
    );
    expect(rules.map(({ id }) => id)).toEqual(['trail.test', 'trail.other']);
  });

  it('takes parameters as values, in lists and in counts', () => {
    const text = `${HEAD}for: account
params:
  names: { type: list, default: [a, b] }
  one: { type: string, default: c }
  most: { type: integer, default: 1 }
  age: { type: duration, default: 2d }
assert:
  trails: { count: { atMost: $most, where: { any: [{ name: { in: $names } }, { name: { in: [$one, d] } }] } } }
`;
    const of = (...names: string[]) => ({ trails: names.map((name) => ({ name })) });
    const body = text.slice(HEAD.length);
    expect(findings(body, of('a', 'x'))[0]?.verdict).toBe('pass');
    expect(findings(body, of('a', 'c'))[0]?.verdict).toBe('fail');
    expect(findings(body, of('d', 'b'))[0]?.verdict).toBe('fail');
  });

  it('says of a missing value what it was told to', () => {
    const of = (absent: string) =>
      findings(`for: trail\nassert: { kmsKey: { like: "x*", absent: ${absent} } }`, {
        trails: [{ name: 'a', kmsKey: null }],
      })[0]?.verdict;
    expect([of('pass'), of('fail'), of('unknown')]).toEqual(['pass', 'fail', 'unknown']);
  });

  it('has a hash that follows its text, its file and its parameters', () => {
    const text = `${HEAD}for: trail\nparams: { on: { type: boolean, default: true } }\nassert: { logging: $on }\n`;
    const hashes = [
      compile(text),
      compile(`${text}\n`),
      compileRules([{ file: 'y.yaml', text }]),
      compile(text, { 'trail.test': { on: false } }),
    ].map(({ hash }) => hash);
    expect(new Set(hashes).size).toBe(4);
    expect(compile(text).hash).toBe(hashes[0]);
  });
});

describe('rules are selected', () => {
  const rulebook = compileRules(shippedRules());
  it('by their ids, with stars', () => {
    expect(selectRules(rulebook, ['trail.multi-region']).rules).toHaveLength(1);
    const trails = selectRules(rulebook, ['trail.*', 'trail.multi*']).rules.map(({ id }) => id);
    expect(trails.length).toBeGreaterThan(3);
    expect(trails.every((id) => id.startsWith('trail.'))).toBe(true);
  });

  it('or it is said that none is meant', () => {
    expect(() => selectRules(rulebook, ['trail.multi-regions'])).toThrow(UsageError);
    expect(() => selectRules(rulebook, ['trail.multi-regions'])).toThrow(
      /fits none of the \d+ rules \(did you mean "trail.multi-region"\?\)/,
    );
    expect(() => selectRules(rulebook, ['trail.*', 'nothing*'])).toThrow(/nothing\*/);
  });

  it('and what they read together is read once', () => {
    const needs = needsOf(rulebook);
    for (const list of [needs.subjects, needs.relations, needs.fields]) {
      expect(list).toEqual([...new Set(list)].sort());
      expect(list.length).toBeGreaterThan(0);
    }
  });
});

describe('durations', () => {
  it.each([
    ['90s', 90_000],
    ['90m', 5_400_000],
    ['24h', 86_400_000],
    ['30d', 2_592_000_000],
    ['2w', 1_209_600_000],
    ['0d', 0],
    ['1.5h', null],
    ['-1h', null],
    ['1 h', null],
    ['1H', null],
    ['h', null],
    ['', null],
    [24, null],
    [null, null],
  ])('%s', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });
});

describe('the schema of rule files', () => {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  const isRule = ajv.compile(ruleSchema(vocabulary));
  const isEventClass = ajv.compile(eventClassSchema());
  const isFramework = ajv.compile(frameworkSchema());
  const isProfile = ajv.compile(profileSchema(compileRules(shippedRules()).rules));

  it('takes every shipped file', () => {
    for (const { file, text } of shippedRules({ tests: true })) {
      const [folder = ''] = /(?<=:)[a-z]+(?=\/)/.exec(file) ?? [];
      const check = { events: isEventClass, frameworks: isFramework, profiles: isProfile }[folder] ?? isRule;
      expect(check(parse(text)), `${file}: ${ajv.errorsText(check.errors)}`).toBe(true);
    }
  });

  it.each([
    ['for: trail\nassert: { loging: true }'],
    ['for: trial\nassert: { logging: true }'],
    ['for: trail\nassert: { logging: { atLeast: 1 } }'],
    ['for: trail\nassert: { managementEvents: al }'],
    ['for: account\nassert: { trails: { all: { logging: true } } }'],
    ['for: trail\nexcept: [{ name: a }]\nassert: { logging: true }'],
    ['for: trail\nassert: { logging: true }\nrational: x'],
    ['for: trail\nassert: { deliveredAt: { within: 1 day } }'],
  ])('refuses what the rulebook refuses: %s', (body) => {
    expect(() => compile(`${HEAD}${body}\n`)).toThrow();
    expect(isRule(parse(`${HEAD}${body}\n`))).toBe(false);
  });
});
