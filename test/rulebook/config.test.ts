/** The configuration file: what it sets, every mistake in it with its place, and who wins over it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileRules, judge } from '../../src/audit.ts';
import { vocabulary } from '../../src/checks/vocabulary.ts';
import { factories } from '../../src/kinds/factories.ts';
import type { Mistake } from '../../src/model/errors.ts';
import { RulebookError } from '../../src/model/errors.ts';
import type { Value } from '../../src/model/value.ts';
import { CONFIG_KEYS, readConfig } from '../../src/rulebook/config.ts';
import { configSchema } from '../../src/rulebook/config-schema.ts';
import { formatMistakes } from '../../src/rulebook/frame.ts';
import type { Settings } from '../../src/rulebook/settings.ts';
import { checkEndpoint, checkSettings, DEFAULT_ROLE, gateOf, scopeOf, settled } from '../../src/rulebook/settings.ts';
import { buildTestSnapshot } from '../../src/rulebook/tests.ts';
import { configFile, shippedRules } from '../../src/sources/files.ts';

const shipped = shippedRules();
const rulebook = compileRules(shipped);

function mistakesIn(text: string): RulebookError {
  try {
    compileRules(shipped, { config: readConfig('trailproof.yaml', text) });
  } catch (error) {
    if (error instanceof RulebookError) return error;
    throw error;
  }
  throw new Error('no mistake was found');
}

const short = ({ at, message, hint }: Mistake) =>
  `${at.line}:${at.column} ${message}${hint === undefined ? '' : ` | ${hint}`}`;

describe('a configuration', () => {
  it('sets scope, rules, parameters and the gate', () => {
    const { settings, builtOn, layer } = readConfig(
      'audit/trailproof.yaml',
      `accounts: ['111122223333', { id: '012345678901', name: production }]
role: arn:aws:iam::{account}:role/Audit
externalId: "42"
regions: [eu-west-1, us-gov-west-1]
extends: [strict, ./policies, ../shared/rules.yaml, /etc/rules, npm:@acme/rules]
waivers: [waivers.yaml, ../shared/waivers.yaml, /etc/waivers.yaml]
select: [trail.*, logs.retention]
rules: { 'trail.*': off, logs.retention: { severity: low, params: { days: 30 } } }
failOn: high
unknown: warn
`,
    );
    expect(settings).toEqual({
      accounts: ['111122223333', '012345678901'],
      role: 'arn:aws:iam::{account}:role/Audit',
      externalId: '42',
      regions: ['eu-west-1', 'us-gov-west-1'],
      rules: ['audit/policies', 'shared/rules.yaml', '/etc/rules'],
      waivers: ['audit/waivers.yaml', 'shared/waivers.yaml', '/etc/waivers.yaml'],
      select: ['trail.*', 'logs.retention'],
      failOn: 'high',
      unknown: 'warn',
    });
    expect(builtOn.map((base) => (base.type === 'path' ? base.path : base.name))).toEqual([
      'strict',
      'audit/policies',
      'shared/rules.yaml',
      '/etc/rules',
      '@acme/rules',
    ]);
    expect(layer.sayings.map(({ pattern, on, severity }) => [pattern, on, severity])).toEqual([
      ['trail.*', false, undefined],
      ['logs.retention', true, 'low'],
    ]);
  });

  it.each([
    ['is empty', ''],
    ['is all comments', '# organization: true\n'],
    ['is an empty document', '---\n'],
    ['says only what is not wanted', 'organization: false\n'],
    ['has a byte order mark', '\uFEFForganization: false\n'],
  ])('sets nothing where it %s', (_, text) => {
    expect(readConfig('trailproof.yaml', text).settings).toEqual({});
  });

  it('gives a rule other parameters, and the rulebook another hash', () => {
    const config = readConfig('trailproof.yaml', 'rules: { logs.retention: { params: { days: 30 } } }');
    const configured = compileRules(shipped, { config });
    const days = (book: typeof rulebook) => book.rules.find(({ id }) => id === 'logs.retention')?.params['days']?.value;
    expect([days(rulebook), days(configured)]).toEqual([365, 30]);
    expect(configured.hash).not.toBe(rulebook.hash);
  });

  it('may be used for several rulebooks, each with its own mistakes', () => {
    const config = readConfig('trailproof.yaml', 'select: [trail.none]');
    for (const _ of [1, 2]) {
      expect(() => compileRules(shipped, { config })).toThrowError(
        `trailproof.yaml:1:10: select: "trail.none" fits none of the ${rulebook.rules.length} rules`,
      );
    }
  });
});

describe('a mistake in it', () => {
  it.each<[name: string, text: string, ...expected: string[]]>([
    [
      'an unknown key',
      'organisation: true',
      '1:1 the configuration has no key "organisation" | did you mean "organization"?',
    ],
    ['no mapping at all', '- organization', '1:1 the configuration must be a mapping (key: value), not a list'],
    [
      'an account id without quotes',
      'accounts:\n  - 012345678901\n',
      "2:5 an account id needs quotes: without them it is a number, and leading zeros get lost | write '012345678901'",
    ],
    [
      'an account id that has already lost its zero',
      'accounts: [12345678901]',
      "1:12 an account id needs quotes: without them it is a number, and leading zeros get lost | write '012345678901'",
    ],
    [
      'an account id of 11 digits',
      "accounts: ['12345678901']",
      '1:12 an account is given by its id of 12 digits, not the text "12345678901"',
    ],
    [
      'an unquoted id in a mapping, and an unknown key beside it',
      'accounts:\n  - id: 111122223333\n    nmae: production\n',
      "2:9 an account id needs quotes: without them it is a number, and leading zeros get lost | write '111122223333'",
      '3:5 an account has no key "nmae" | did you mean "name"?',
    ],
    ['an account without id', 'accounts: [{ name: production }]', "1:12 an account needs id | id: '111122223333'"],
    [
      'an account listed twice',
      "accounts: ['111122223333', { id: '111122223333' }]",
      '1:34 account 111122223333 is listed twice | leave out one of them',
    ],
    ['no account', 'accounts: []', "1:11 accounts names no account | for example: accounts: ['111122223333']"],
    ['accounts without a value', 'accounts:\n', '1:10 accounts must be a list, not nothing'],
    [
      'accounts beside the organization',
      "organization: true\naccounts: ['111122223333']",
      '1:1 organization: true and accounts exclude each other | leave out one of them: the organization has all its accounts',
    ],
    ['an old boolean', 'organization: yes', '1:15 organization must be true or false, not the text "yes"'],
    [
      'a role that is none',
      'role: my role',
      '1:7 "my role" is neither the name of a role nor an ARN of one | for example SecurityAudit, or arn:aws:iam::{account}:role/SecurityAudit',
    ],
    ['an external id that is a number', 'externalId: 42', '1:13 externalId must be a text, not 42'],
    ['a region that is none', 'regions: [eu-west]', '1:11 "eu-west" is not a region name such as us-east-1'],
    ['one region without a list', 'regions: eu-west-1', '1:10 regions must be a list, not the text "eu-west-1"'],
    ['an empty list', 'select: []', '1:9 select is empty | leave it out, or name something'],
    [
      'a severity that is none',
      'failOn: hihg',
      '1:9 failOn must be one of critical, high, medium, low, info, never, not the text "hihg" | did you mean "high"?',
    ],
    [
      'a meaning that is none',
      'unknown: pass',
      '1:10 unknown must be one of fail, warn, not the text "pass" | known: fail, warn',
    ],
    [
      'a rule that does not exist in select',
      "select:\n  - 'trail.*'\n  - log.retention\n",
      `3:5 select: "log.retention" fits none of the ${rulebook.rules.length} rules | did you mean "logs.retention"?`,
    ],
    [
      'a rule that does not exist in rules',
      'rules:\n  logs.retenion: off\n',
      '2:3 there is no rule "logs.retenion" | did you mean "logs.retention"?',
    ],
    [
      'a pattern that fits no rule',
      "rules:\n  'trial.*': off\n",
      `2:3 "trial.*" fits none of the ${rulebook.rules.length} rules | "trailproof rules list" names them all`,
    ],
    [
      'a parameter that does not exist, beside one with a wrong value',
      'rules:\n  logs.retention:\n    params:\n      dayz: 5\n      days: 0\n',
      '5:13 parameter days must be at least 1, not 0',
      '4:7 rule logs.retention has no parameter "dayz" | did you mean "days"?',
    ],
    [
      'a parameter of another type',
      'rules: { logs.retention: { params: { days: a year } } }',
      '1:44 parameter days must be of type integer, not "a year"',
    ],
    [
      'parameters that are no mapping',
      'rules: { logs.retention: { params: 30 } }',
      '1:36 params of logs.retention must be a mapping (key: value), not 30',
    ],
    [
      'a value for a parameter in place of params',
      'rules: { logs.retention: 30 }',
      '1:26 what is said of logs.retention must be on, off, a severity or a mapping, not 30 | logs.retention: { params: { ... } }',
    ],
    [
      'a boolean in place of off',
      'rules: { logs.retention: false }',
      '1:26 what is said of logs.retention must be on, off, a severity or a mapping, not false | write off',
    ],
    [
      'parameters of several rules',
      "rules: { 'logs.*': { params: { days: 30 } } }",
      '1:22 params are those of one rule, and "logs.*" fits several | name the rule',
    ],
    [
      'a list of files as rules',
      'rules: [./policies]',
      '1:8 rules must be a mapping from ids to on, off or a severity, not a list | files and folders with rules stand in extends: [./policies]',
    ],
    [
      'a profile that does not exist',
      'extends: [strct]',
      '1:11 there is no profile or framework "strct"; a folder or file begins with a dot, such as ./strct | did you mean "strict"?',
    ],
    ['a key given twice', 'role: one\nrole: two\n', '2:1 the YAML cannot be read: this key is given twice'],
    [
      'a second document',
      'role: one\n---\nrole: two\n',
      '3:1 a configuration is one YAML document, and here begins another',
    ],
  ])('%s is named with its line', (_, text, ...expected) => {
    expect(mistakesIn(text).mistakes.map(short)).toEqual(expected);
  });

  it('is shown with the others, in order, each with its line and a caret', () => {
    expect(formatMistakes(mistakesIn('unknown: no\naccounts: [111122223333]\n'))).toBe(`\
trailproof.yaml:1:10: unknown must be one of fail, warn, not the text "no"
  1 | unknown: no
    |          ^^
  known: fail, warn

trailproof.yaml:2:12: an account id needs quotes: without them it is a number, and leading zeros get lost
  2 | accounts: [111122223333]
    |            ^^^^^^^^^^^^
  write '111122223333'

trailproof: 2 mistakes in trailproof.yaml. Nothing was audited.`);
  });

  it('is told together with those in rules', () => {
    const rule = { file: 'policies/own.yaml', text: 'id: own.rule\ntitle: Own\n' };
    const config = readConfig('trailproof.yaml', 'select: [own.rule, own.rull]\n');
    const told = () => compileRules([...shipped, rule], { config });
    expect(told).toThrowError(
      /^trailproof\.yaml:1:20: select: "own\.rull" fits none of the \d+ rules\npolicies\/own\.yaml:/,
    );
  });
});

describe('what is said by hand', () => {
  const file: Settings = {
    accounts: ['111122223333'],
    role: 'FromFile',
    regions: ['eu-west-1'],
    rules: ['a'],
    failOn: 'low',
  };

  it.each<[name: string, given: Settings, expected: Settings]>([
    ['nothing leaves the file as it is', {}, file],
    ['wins over the file', { role: 'ByHand', failOn: 'high' }, { ...file, role: 'ByHand', failOn: 'high' }],
    ['replaces the accounts', { accounts: ['444455556666'] }, { ...file, accounts: ['444455556666'] }],
    ['adds to the rules, each once', { rules: ['a', 'b'] }, { ...file, rules: ['a', 'b'] }],
    ['adds to the waivers', { waivers: ['a.yaml'] }, { ...file, waivers: ['a.yaml'] }],
  ])('%s', (_, given, expected) => {
    expect(settled(given, file)).toEqual(expected);
  });

  it('replaces accounts by the organization, and the other way round', () => {
    expect(settled({ organization: true }, file).accounts).toBeUndefined();
    expect(settled({ accounts: ['444455556666'] }, { organization: true }).organization).toBeUndefined();
  });

  it.each<[given: Settings, message: string]>([
    [
      { organization: true, accounts: ['111122223333'] },
      '--organization and --accounts exclude each other. Give one of them.',
    ],
    [{ accounts: ['1111'] }, '--accounts: "1111" is not an account id of 12 digits.'],
    [{ regions: ['mars'] }, '--regions: "mars" is not a region name such as us-east-1.'],
    [
      { role: 'a role' },
      '--role: "a role" is neither the name of a role nor an ARN such as arn:aws:iam::{account}:role/Audit.',
    ],
  ])('must make sense: %j', (given, message) => {
    expect(() => checkSettings(given, (setting) => `--${setting}`)).toThrowError(message);
  });

  it.each(['ftp://example.com', '127.0.0.1:4566', ''])('must name an http endpoint, unlike "%s"', (url) => {
    expect(() => checkEndpoint(url, '--endpoint-url')).toThrowError(
      `--endpoint-url: "${url}" is not an http or https address`,
    );
  });

  it('becomes a scope and a gate', () => {
    expect(scopeOf({})).toEqual({ by: 'caller', role: DEFAULT_ROLE });
    expect(scopeOf({ organization: true, role: 'Audit', externalId: 'x' })).toEqual({
      by: 'organization',
      role: 'Audit',
      externalId: 'x',
    });
    expect(scopeOf({ accounts: ['111122223333'], regions: ['eu-west-1'] })).toMatchObject({
      by: 'accounts',
      accounts: ['111122223333'],
      regions: ['eu-west-1'],
    });
    expect(gateOf({})).toEqual({ failOn: 'medium', unknown: 'fail' });
    expect(gateOf({ failOn: 'never', unknown: 'warn' })).toEqual({ failOn: 'never', unknown: 'warn' });
  });
});

describe('the entry of an account', () => {
  const text = "accounts:\n  - '111122223333'\n  - id: '444455556666'\n    name: staging\n";
  const test = {
    name: 'two accounts',
    given: { accounts: [{ id: '111122223333' }, { id: '444455556666' }] },
    expect: 'fail',
  };
  const at = { file: 'x', line: 1, column: 1 };
  const { snapshot } = buildTestSnapshot({ ...test, at }, vocabulary.kinds, factories);
  const options = { gate: gateOf({}), source: { type: 'snapshot', name: 'x' } };
  const placesOf = (file: string) => {
    const { places } = readConfig(file, text);
    return judge(rulebook, snapshot, { ...options, places }).findings;
  };

  it('is where the findings of the account point', () => {
    const findings = placesOf('audit/trailproof.yaml').filter(({ account }) => account !== '');
    expect(findings.length).toBeGreaterThan(10);
    for (const { account, location } of findings) {
      expect(location).toEqual(
        account === '111122223333'
          ? { file: 'audit/trailproof.yaml', line: 2, column: 5, endLine: 2, endColumn: 19 }
          : { file: 'audit/trailproof.yaml', line: 3, column: 9, endLine: 3, endColumn: 23 },
      );
    }
  });

  it.each(['../trailproof.yaml', '/etc/trailproof.yaml'])(
    'is no place in the repository where the file is %s',
    (file) => {
      expect(placesOf(file).filter(({ location }) => location !== undefined)).toEqual([]);
    },
  );

  it('changes nothing else in a report', () => {
    const bare = judge(rulebook, snapshot, options);
    const pointed = placesOf('trailproof.yaml').map(({ location, ...rest }) => rest);
    expect(pointed).toEqual(bare.findings);
  });
});

describe('the file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trailproof-config-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is none where the working folder has none', () => {
    expect(configFile(undefined, folder)).toBeNull();
  });

  it('is trailproof.yaml of the working folder, or the one that was named', () => {
    const yml = mkdtempSync(join(folder, 'yml-'));
    writeFileSync(join(yml, 'trailproof.yml'), 'role: a\n');
    expect(() => configFile(undefined, yml)).toThrowError('trailproof.yml would not be read');
    writeFileSync(join(yml, 'trailproof.yaml'), 'role: b\n');
    expect(configFile(undefined, yml)).toEqual({ file: 'trailproof.yaml', text: 'role: b\n' });
    expect(configFile(join(yml, 'trailproof.yml'), yml)).toEqual({ file: 'trailproof.yml', text: 'role: a\n' });
  });

  it('must exist where it was named', () => {
    const missing = join(folder, 'nowhere.yaml');
    expect(() => configFile(missing, folder)).toThrowError(
      `${missing} cannot be read: it does not exist. Check the name.`,
    );
  });
});

describe('its schema', () => {
  const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(configSchema(rulebook.rules) as object);

  it('knows every key', () => {
    expect(Object.keys(configSchema()['properties'] as object)).toEqual([...CONFIG_KEYS]);
  });

  it.each([
    ["accounts: ['111122223333', { id: '012345678901', name: x }]\nrole: Audit\nregions: [eu-west-1]", true],
    [
      'organization: true\nrules: { logs.retention: { params: { days: 30 } }, own.rule: { params: { any: [a] } }, "trail.*": high }\nfailOn: never',
      true,
    ],
    ["organization: false\naccounts: ['111122223333']", true],
    ["organization: true\naccounts: ['111122223333']", false],
    ['accounts: [111122223333]', false],
    ['accounts: []', false],
    ['organisation: true', false],
    ['rules: { logs.retention: { params: { dayz: 30 } } }', false],
    ['rules: { logs.retention: { } }', false],
    ['rules: { logs.retention: true }', false],
    ['rules: [./policies]', false],
    ['extends: [strict, recommended]', true],
    ['failOn: hihg', false],
    ['unknown: 1', false],
  ])('agrees with the reading of %j', (text, isRight) => {
    expect(validate(parse(text) as Value)).toBe(isRight);
    const read = () => compileRules([...shipped, ...own], { config: readConfig('trailproof.yaml', text) });
    if (isRight) expect(read).not.toThrow();
    else expect(read).toThrowError(RulebookError);
  });

  const own = [
    {
      file: 'own.yaml',
      text: `id: own.rule
title: Own
severity: low
for: trail
params: { any: { type: list, default: [] } }
assert: { name: { notIn: $any } }
`,
    },
  ];
});
