/** `trailproof rules` and rule files on the command line: what is listed, shown and tested, and every bad file in sentences and with exit code 2. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailproof-rules-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
/** A folder of its own with these files; commands run in it. */
function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const path = join(folder, String(made++));
  mkdirSync(path);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

function inFolder(files: Readonly<Record<string, string | Buffer>>, ...args: string[]) {
  return run(args, { cwd: folderWith(files) });
}

const HEAD = 'id: own.rule\ntitle: A rule of our own\nseverity: low\nfor: trail\n';
const GOOD = `${HEAD}assert: { logging: true }
tests:
  - { name: it logs, given: { trails: [{ name: a }] }, expect: pass }
  - { name: it is stopped, given: { trails: [{ name: a, logging: false }] }, expect: fail }
`;
const NO_TRACE = /^\s+at |node:internal|\.ts:\d|\.js:\d/m;

describe.concurrent('rules list', () => {
  it('names every rule with its severity and title', async () => {
    const { code, stdout, stderr } = await run(['rules', 'list']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^trail\.multi-region +high {6}Every account is recorded/m);
    expect(stdout).toMatch(
      /\n\n\d+ rules, \d+ of them off\. "trailproof rules show ID" says why each matters and what to do\.\n$/,
    );
  });

  it('counts one rule as one', async () => {
    const { stdout } = await run(['rules', 'list', '--rule', 'trail.multi-region']);
    expect(stdout).toMatch(/\n\n1 rule\. "trailproof/);
  });

  it("gives JSON to programs, and holds rules of one's own", async () => {
    const { stdout } = await inFolder(
      { 'own.yaml': GOOD },
      'rules',
      'list',
      '--rules',
      '.',
      '--rule',
      'own.*',
      '--json',
    );
    expect(JSON.parse(stdout)).toEqual([
      { id: 'own.rule', severity: 'low', for: 'trail', title: 'A rule of our own', on: true },
    ]);
  });
});

describe.concurrent('rules show', () => {
  it('says why and what to do', async () => {
    const { code, stdout } = await run(['rules', 'show', 'logs.retention']);
    expect(code).toBe(0);
    for (const part of [
      'logs.retention (',
      '\nWhy\n',
      '\nWhat to do\n',
      '\nWhat is asked\n',
      '\nParameters\n',
      '\n  - `days` (integer, `365` unless it is set): Days that events must be kept.\n',
      '\nIn Terraform\n  resource "aws_cloudwatch_log_group" "trail" {\n',
      '\nWhat is read\n',
      '\nCases\n',
      '\nSee also\n',
      'Defined in trailproof:logs.retention.yaml:1',
    ])
      expect(stdout).toContain(part);
  });

  it('knows what was meant', async () => {
    expect(await run(['rules', 'show', 'logs.retentoin'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'trailproof: there is no rule "logs.retentoin" (did you mean "logs.retention"?). "trailproof rules list" names them all.\n',
    });
  });
});

describe.concurrent('rules test', () => {
  it('passes on the shipped rules', async () => {
    const { code, stdout, stderr } = await run(['rules', 'test']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\d{3,} passed, 0 failed\n$/);
  });

  it("passes on rules of one's own, which may name shipped event classes", async () => {
    const other =
      'id: own.alarm\ntitle: We are told\nseverity: low\nfor: account\nassert: { alertsOn: s3.DeleteBucket }\n';
    const { code, stdout } = await inFolder({ 'own.yaml': GOOD, 'other.yaml': other }, 'rules', 'test', '.');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'note  own.alarm has no tests\n2 passed, 0 failed\n' });
  });

  it('says what differs where one fails', async () => {
    const bad = GOOD.replace('expect: fail', 'expect: pass').replace(
      'name: a }] }, expect: pass',
      'name: a }] }, expect: { trail/b: pass }',
    );
    const { code, stdout } = await inFolder({ 'own.yaml': bad }, 'rules', 'test', '.');
    expect(code).toBe(1);
    expect(stdout).toBe(
      [
        'own.yaml:7:5: FAIL  own.rule: it logs',
        '      trail/a is pass, and the test does not expect it: Trail a: logging is true.',
        'own.yaml:7:5: FAIL  own.rule: it logs',
        '      expected pass for trail/b, but there is no such finding',
        'own.yaml:8:5: FAIL  own.rule: it is stopped',
        '      expected pass, got fail for trail/a: Trail a: logging is false, expected true.',
        '0 passed, 2 failed',
        '',
      ].join('\n'),
    );
  });

  it('says what a test gives that there is not', async () => {
    const bad = GOOD.replace('trails: [{ name: a }]', 'trials: [{ name: a }]').replace(
      'logging: false',
      'loging: false',
    );
    const { code, stdout } = await inFolder({ 'own.yaml': bad }, 'rules', 'test', '.');
    expect(code).toBe(1);
    expect(stdout).toContain('given has no kind "trials" (did you mean "trails"?)');
    expect(stdout).toContain('trail has no field "loging" (did you mean "logging"?)');
  });

  it('needs tests', async () => {
    const { code, stderr } = await inFolder({ 'own.yaml': `${HEAD}assert: { logging: true }\n` }, 'rules', 'test', '.');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'trailproof: these rules hold no tests. Put "tests:" beside a rule, with "given" and "expect".\n',
    });
  });
});

describe.concurrent('rules test --mutate', () => {
  const whole = `${GOOD}  - { name: there is none, given: { trails: [] }, expect: notApplicable }\n`;

  it('says that no test is missing', async () => {
    const { code, stdout } = await inFolder({ 'own.yaml': whole }, 'rules', 'test', '--mutate', '.');
    const counts = '4 mutants: 4 killed, 0 listed as survivors, 0 to look at';
    expect({ code, stdout }).toEqual({ code: 0, stdout: `3 passed, 0 failed\n${counts}\n` });
  });

  it('names what no test notices, and where it stands', async () => {
    const { code, stdout } = await inFolder({ 'own.yaml': GOOD }, 'rules', 'test', '--mutate', '.');
    expect(code).toBe(1);
    expect(stdout).toBe(
      [
        '2 passed, 0 failed',
        'own.yaml:1:5: SURVIVES  own.rule: ifNone is fail',
        'own.yaml:1:5: SURVIVES  own.rule: ifNone is pass',
        '4 mutants: 2 killed, 0 listed as survivors, 2 to look at',
        '',
      ].join('\n'),
    );
  });

  it('takes the reasons that a rule gives, and names those that are none any more', async () => {
    const listed = `${GOOD}survivors:
  - { mutant: ifNone is fail, because: somebody else counts trails }
  - { mutant: ifNone is pass, because: somebody else counts trails }
`;
    const { code, stdout } = await inFolder({ 'own.yaml': listed }, 'rules', 'test', '--mutate', '.');
    const counts = '4 mutants: 2 killed, 2 listed as survivors, 0 to look at';
    expect({ code, stdout }).toEqual({ code: 0, stdout: `2 passed, 0 failed\n${counts}\n` });

    const stale = `${whole}survivors:
  - { mutant: ifNone is fail, because: somebody else counts trails }
  - { mutant: ifNone is red, because: somebody else counts trails }
`;
    const { code: other, stdout: said } = await inFolder({ 'own.yaml': stale }, 'rules', 'test', '--mutate', '.');
    expect(other).toBe(1);
    expect(said).toContain(
      'own.yaml:11:5: NO SURVIVOR  own.rule: ifNone is fail\n      a test notices it: there is none\n',
    );
    expect(said).toContain(
      'own.yaml:12:5: NO SURVIVOR  own.rule: ifNone is red\n      there is no such mutant of the rule\n',
    );
  });

  it('asks for green tests first', async () => {
    const bad = GOOD.replace('expect: fail', 'expect: pass');
    const { code, stdout } = await inFolder({ 'own.yaml': bad }, 'rules', 'test', '--mutate', '.');
    expect(code).toBe(1);
    expect(stdout).toMatch(/1 passed, 1 failed\n$/);
  });
});

describe.concurrent('a bad rule file ends with exit code 2 and says', () => {
  it.each<readonly [what: string, text: string | Buffer, stderr: string]>([
    [
      'a misspelt field',
      `${HEAD}assert: { loging: true }\n`,
      'bad.yaml:5:11: trail has no field, relation or check word "loging"\n  5 | assert: { loging: true }\n    |           ^^^^^^\n  did you mean "logging"?\n\ntrailproof: 1 mistake in bad.yaml. Nothing was audited.\n',
    ],
    [
      'that it is empty',
      '',
      'bad.yaml:1:1: the file is empty and holds no rule\n  write a rule, or remove the file\n\ntrailproof: 1 mistake in bad.yaml. Nothing was audited.\n',
    ],
    [
      'that it is all comments',
      '# soon\n',
      'bad.yaml:1:1: the file holds no rule\n  1 | # soon\n    | ^^^^^^\n  write a rule, or remove the file\n\ntrailproof: 1 mistake in bad.yaml. Nothing was audited.\n',
    ],
    [
      'that it is no text',
      Buffer.from([0xff, 0xfe, 0x69, 0x00, 0x64, 0x00]),
      'bad.yaml:1:1: the file is not UTF-8 text\n',
    ],
    ['that it is no UTF-8', Buffer.from('title: caf\xe9\n', 'latin1'), 'bad.yaml:1:1: the file is not UTF-8 text\n'],
    [
      'that it is too large',
      'a: b\n'.repeat(4_000_000),
      'trailproof: bad.yaml has 20 MB; a rule file has at most 1 MB. Is it a rule file? Split it or leave it out.\n',
    ],
    [
      'that it is nested too deeply',
      `a: ${'['.repeat(10_000)}\n`,
      'bad.yaml:1:1: the file is nested more than 60 levels deep\n',
    ],
    [
      'that aliases are not read',
      `a: &a [x]\nb: [*a, *a]\n`,
      'bad.yaml:2:5: *a is a YAML alias, and aliases are not read\n',
    ],
    [
      'that tags are not read',
      `title: !!js/function 'x'\n`,
      'bad.yaml:1:8: the YAML cannot be read: tags are not read',
    ],
    [
      'that a shipped rule has its name',
      GOOD.replace('own.rule', 'trail.multi-region'),
      'bad.yaml:1:5: the rule trail.multi-region is defined twice: first in trailproof:trail.multi-region.yaml:1\n',
    ],
  ])('%s', async (_what, text, stderr) => {
    const { code, stdout, stderr: said } = await inFolder({ 'bad.yaml': text }, 'audit', '--rules', 'bad.yaml');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(said.startsWith(stderr), said).toBe(true);
    expect(said).not.toMatch(NO_TRACE);
  });

  it('everything that is wrong in all of them', async () => {
    const files = { 'a.yaml': `${HEAD}assert: { loging: true }\n`, 'b.yaml': 'id: x\n', 'c.yaml': '[', 'd.yaml': GOOD };
    const { code, stderr } = await inFolder(files, 'rules', 'list', '--rules', '.');
    expect(code).toBe(2);
    expect(stderr).toContain('a.yaml:5:11');
    expect(stderr).toContain('b.yaml:1:5: the id "x"');
    expect(stderr).toContain('c.yaml:1:2: the YAML cannot be read');
    expect(stderr).toMatch(/trailproof: \d+ mistakes in 3 files\. Nothing was audited\.\n$/);
    expect(stderr).not.toContain('d.yaml');
  });

  it('nothing that would steer a terminal', async () => {
    const { stderr } = await inFolder(
      { 'bad.yaml': `${HEAD}assert: { "lo\u001b[2Jging\u009b\u202e": true }\n` },
      'rules',
      'list',
      '--rules',
      '.',
    );
    expect(stderr).toContain('has no field');
    expect(stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });

  it('that there is no such file, or none with rules, or one that leads nowhere', async () => {
    const path = folderWith({ 'a.txt': '' });
    symlinkSync('gone', join(path, 'x.yaml'));
    const said = async (name: string) => (await run(['rules', 'list', '--rules', name], { cwd: path })).stderr;
    expect(await said('nowhere')).toBe('trailproof: nowhere does not exist. Name a folder or file with rules.\n');
    expect(await said('.')).toMatch(
      /^trailproof: \S*x\.yaml cannot be read: it does not exist\. Name a folder or file with rules\.\n$/,
    );
  });
});

it('a rule that none is called is named with what is near', async () => {
  const { code, stderr } = await run(['audit', '--rule', 'trail.multi-regoin']);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^trailproof: .*"?trail\.multi-regoin"? fits none of the \d+ rules \(did you mean "trail\.multi-region"\?\)\. "trailproof rules list" names them all\.\n$/,
  );
});
