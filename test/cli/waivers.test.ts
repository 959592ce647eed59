/** Waivers on the command line: what is accepted is said in every report and does not close the gate, until its last day is over. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { recorded } from '../action/snapshots.ts';
import { run } from '../cli.ts';

const cwd = mkdtempSync(join(tmpdir(), 'trailproof-waivers-cli-'));
afterAll(() => rmSync(cwd, { recursive: true }));

/** Seen on 2026-01-02. */
writeFileSync(join(cwd, 'seen.ndjson'), recorded({ trails: [{ name: 'main', logFileValidation: false }] }));
const ACCOUNTS = fileURLToPath(new URL('../../docs/examples/accounts.ndjson', import.meta.url));

function written(name: string, ...waivers: readonly string[]): string {
  writeFileSync(join(cwd, name), waivers.length === 0 ? 'waivers: []\n' : `waivers:\n${waivers.join('')}`);
  return name;
}

const validation = (more: string) => `  - { rule: trail.log-file-validation, because: it is being replaced${more} }\n`;
const RULE = ['--rule', 'trail.log-file-validation'];
const audit = (...args: readonly string[]) => run(['audit', 'seen.ndjson', ...RULE, ...args], { cwd });
const reported = async (...args: readonly string[]) => {
  const { stdout, ...rest } = await audit('-o', 'json', ...args);
  return { ...rest, report: JSON.parse(stdout) as Report };
};

describe('a waiver', () => {
  it('opens the gate, and the finding fails all the same', async () => {
    const file = written('main.yaml', validation(", account: '111122223333', owner: jane, expires: 2026-01-02"));
    const { code, stderr, report } = await reported('--waivers', file);
    expect([code, stderr]).toEqual([0, '']);
    expect(report.summary.counts).toEqual({ pass: 0, fail: 1, unknown: 0, notApplicable: 0 });
    const waiver = { because: 'it is being replaced', owner: 'jane', expires: '2026-01-02' };
    expect(report.findings).toMatchObject([{ verdict: 'fail', waiver }]);
    expect(report.gate).toMatchObject({ open: true, failing: 0, waived: 1 });
    expect(report.waivers).toEqual([
      {
        rules: ['trail.log-file-validation'],
        accounts: ['111122223333'],
        ...waiver,
        at: { file: 'main.yaml', line: 2, column: 5 },
        state: 'applied',
        sentence: 'It waives 1 finding.',
        findings: [report.findings[0]?.fingerprint],
      },
    ]);
    const { code: without, report: before } = await reported();
    expect(without).toBe(1);
    const [{ waiver: _, ...bare } = {}] = report.findings;
    expect(before.findings).toEqual([bare]);
    expect(before.rulebook).toBe(report.rulebook);
  });

  it.each([
    [
      'terminal',
      'trail.log-file-validation: waived by jane until 2026-01-02, it is being replaced: main (111122223333)',
    ],
    ['junit', '<skipped type="medium" message="Waived until 2026-01-02 by jane: it is being replaced">'],
    ['markdown', '| it is being replaced | waived by jane | 2026-01-02 |'],
    ['html', '<b>Waived</b> by jane until 2026-01-02: it is being replaced'],
    ['sarif:full', '"justification": "it is being replaced"'],
  ])('is told in %s', async (format, text) => {
    const file = written('told.yaml', validation(', owner: jane, expires: 2026-01-02'));
    const { code, stdout } = await audit('--waivers', file, '-o', format);
    expect(code).toBe(0);
    expect(stdout.replace(/\n +/g, ' ')).toContain(text);
  });

  it('changes no verdict of a control', async () => {
    const file = written('control.yaml', validation(''));
    const args = ['audit', 'seen.ndjson', '--framework', 'cis-aws-foundations-5.0', '-o', 'json', '--waivers', file];
    const { frameworks = [], findings, waivers } = JSON.parse((await run(args, { cwd })).stdout) as Report;
    const controls = frameworks.flatMap((each) => each.controls);
    const own = controls.filter(({ rules }) => rules.includes('trail.log-file-validation'));
    expect(own.map(({ verdict }) => verdict)).toEqual(['fail']);
    expect(findings.filter(({ waiver }) => waiver).map(({ ruleId }) => ruleId)).toEqual(['trail.log-file-validation']);
    expect(waivers).toMatchObject([{ state: 'applied' }]);
  });

  it('that is over opens nothing, and the finding says whose it was', async () => {
    const file = written('over.yaml', validation(', owner: jane, expires: 2026-01-01'));
    const { code, stderr, report } = await reported('--waivers', file);
    expect([code, stderr]).toEqual([1, '']);
    expect(report.findings[0]?.waiver).toBeUndefined();
    expect(report.waivers).toMatchObject([{ state: 'expired' }]);
    for (const format of ['terminal', 'junit', 'markdown', 'html', 'sarif']) {
      const { stdout } = await audit('--waivers', file, '-o', format);
      expect(stdout.replace(/\n +/g, ' '), format).toContain(
        'he waiver by jane expired on 2026-01-01: it is being replaced',
      );
    }
  });

  it('that nothing needs is told on stderr, and one of another account is not', async () => {
    const file = written(
      'stale.yaml',
      validation(", account: '999900001111'"),
      validation(', resource: gone'),
      '  - { rule: logs.retention, because: not asked }\n',
    );
    const { code, stderr, report } = await reported('--waivers', file);
    expect(code).toBe(1);
    expect(stderr).toBe(
      'trailproof: stale.yaml:3:5: the waiver on trail.log-file-validation is not needed. It fits nothing that this run found.\n',
    );
    expect(report.waivers?.map(({ state }) => state)).toEqual(['notSeen', 'unneeded', 'notSeen']);
  });

  it('where there is none, every report is as without the file, but that it was given', async () => {
    const file = written('none.yaml');
    const { stdout } = await audit('--waivers', file);
    expect(stdout.replaceAll(` --waivers ${file}`, '')).toBe((await audit()).stdout);
    const [given, plain] = [(await reported('--waivers', file)).report, (await reported()).report];
    expect(given.source.options).toContainEqual({ option: '--waivers', value: file });
    expect({ ...given, source: plain.source }).toEqual(plain);
  });

  it('can be named by the configuration, beside which others are read', async () => {
    mkdirSync(join(cwd, 'audit'), { recursive: true });
    written('audit/own.yaml', validation(', account: "999900001111"'));
    writeFileSync(join(cwd, 'audit/trailproof.yaml'), 'waivers: [own.yaml]\n');
    const other = written('other.yaml', validation(''));
    const { code, report } = await reported('--config', 'audit/trailproof.yaml', '--waivers', other);
    expect(code).toBe(0);
    expect(report.waivers?.map(({ at, state }) => [at.file, state])).toEqual([
      ['audit/own.yaml', 'notSeen'],
      ['other.yaml', 'applied'],
    ]);
  });

  it('is no snapshot, and of what is no YAML at all the first errors are enough', async () => {
    const { code, stderr } = await audit('--waivers', 'seen.ndjson');
    expect(code).toBe(2);
    expect(stderr).toContain('seen.ndjson:1:1: the file is a snapshot\n');
    expect(stderr).toContain('give it without an option: trailproof audit FILE\n');
    writeFileSync(join(cwd, 'lines.txt'), '{"a":{"b":1},"c":2}\n'.repeat(50));
    expect((await audit('--waivers', 'lines.txt')).stderr).toMatch(/\ntrailproof: 3 mistakes in lines\.txt\. /);
  });

  it('of which a file is wrong or missing ends the run', async () => {
    const file = written('wrong.yaml', '  - { rule: trail.log-file-validaton, because: x }\n');
    expect(await audit('--waivers', file)).toEqual({
      code: 2,
      stdout: '',
      stderr: `wrong.yaml:2:13: there is no rule "trail.log-file-validaton"
  2 |   - { rule: trail.log-file-validaton, because: x }
    |             ^^^^^^^^^^^^^^^^^^^^^^^^
  did you mean "trail.log-file-validation"?

trailproof: 1 mistake in wrong.yaml. Nothing was audited.
`,
    });
    expect((await audit('--waivers', 'nowhere.yaml')).stderr).toBe(
      'trailproof: nowhere.yaml cannot be read: it does not exist. Check the name.\n',
    );
  });

  it('is told by explain', async () => {
    const file = written('explained.yaml', validation(', owner: jane'));
    const { code, stdout } = await run(['explain', 'trail.log-file-validation', 'seen.ndjson', '--waivers', file], {
      cwd,
    });
    expect(code).toBe(0);
    expect(stdout).toContain('FAIL    trail.log-file-validation');
    expect(stdout).toContain('\n  waived by jane: it is being replaced\n');
  });
});

describe('records that a waiver leaves out', () => {
  const DEPLOY = '{ userIdentity.sessionContext.sessionIssuer.userName: Deploy }';
  const leavingOut = (more: string, rule = 'alarm.s3-bucket-deleted') =>
    `  - { rule: ${rule}, excluding: [{ records: ${DEPLOY} }], because: reviewed${more} }\n`;
  const deleted = async (file: string, ...args: readonly string[]) => {
    const rule = ['--rule', 'alarm.s3-bucket-deleted'];
    const { stdout } = await run(['audit', ACCOUNTS, ...rule, '-o', 'json', '--waivers', file, ...args], { cwd });
    const { findings } = JSON.parse(stdout) as Report;
    return Object.fromEntries(findings.map(({ account, verdict }) => [account, verdict]));
  };
  const BEFORE = { '111122223333': 'pass', '222233334444': 'fail', '333344445555': 'fail', '444455556666': 'fail' };

  it('are not asked about in the accounts it names, and are listed as accepted', async () => {
    expect(await deleted(written('nothing.yaml'))).toEqual(BEFORE);
    const file = written('repaired.yaml', leavingOut(", account: '444455556666', owner: jane, expires: 2026-01-02"));
    expect(await deleted(file)).toEqual({ ...BEFORE, '444455556666': 'pass' });
    const { stdout } = await run(
      ['audit', ACCOUNTS, '--rule', 'alarm.s3-bucket-deleted', '-o', 'markdown', '--waivers', file],
      { cwd },
    );
    expect(stdout).toContain('userName is "Deploy"<br>`444455556666` | reviewed | waived by jane | 2026-01-02 |');
  });

  it.each([
    ['whose last day is over', ", account: '444455556666', expires: 2026-01-01"],
    ['in another account', ", account: '111122223333'"],
  ])('%s are asked about', async (_, more) => {
    expect(await deleted(written('asked.yaml', leavingOut(more)))).toEqual(BEFORE);
  });

  it('of which somebody is told anyway need no waiver', async () => {
    const file = written('told-anyway.yaml', leavingOut(", account: '111122223333'"));
    const { stderr } = await run(['audit', ACCOUNTS, '--rule', 'alarm.s3-bucket-deleted', '--waivers', file], { cwd });
    expect(stderr).toBe(
      'trailproof: told-anyway.yaml:2:5: the waiver on alarm.s3-bucket-deleted is not needed. Somebody is told of what it leaves out as well.\n',
    );
  });

  it('of another rule are asked about', async () => {
    const own = `id: own.deleted
title: Somebody is told of a deleted bucket
severity: low
for: account
assert: { alertsOn: s3.DeleteBucket }
`;
    writeFileSync(join(cwd, 'own-rule.yaml'), own);
    const file = written('own-waiver.yaml', leavingOut('', 'own.deleted'));
    expect(await deleted(file, '--rules', 'own-rule.yaml')).toEqual(BEFORE);
  });

  it('change which rules a report was made with, as those of the configuration do', async () => {
    const hash = async (file: string) => {
      const args = ['audit', ACCOUNTS, '--rule', 'alarm.s3-bucket-deleted', '-o', 'json', '--waivers', file];
      return (JSON.parse((await run(args, { cwd })).stdout) as Report).rulebook;
    };
    expect(await hash(written('some.yaml', leavingOut('')))).not.toBe(await hash(written('not.yaml')));
  });

  const asked = (file: string, ...args: readonly string[]) =>
    run(['prove', 's3.DeleteBucket', ACCOUNTS, '--account', '444455556666', '--waivers', file, ...args], { cwd });

  it('are left out by prove, which says who granted it', async () => {
    const file = written('proved.yaml', leavingOut(", account: '444455556666', owner: jane, expires: 2026-06-30"));
    const { code, stdout } = await asked(file);
    expect(code).toBe(0);
    expect(stdout).toContain('is "Deploy" (because: reviewed; waived by jane until 2026-06-30)\n');
    expect((await asked(written('past.yaml', leavingOut(', expires: 2026-01-01')))).code).toBe(1);
    expect((await asked(written('elsewhere.yaml', leavingOut(", account: '111122223333'")))).code).toBe(1);
  });

  it('are named where a record is one of them', async () => {
    const { stdout } = await asked(written('nobody.yaml'), '--json');
    const [{ proof }] = JSON.parse(stdout);
    writeFileSync(join(cwd, 'record.json'), JSON.stringify(proof.counterexample));
    const ofRecord = async (file: string) =>
      (await run(['prove', 'record.json', ACCOUNTS, '--waivers', file], { cwd })).stdout;
    const line = '(because: reviewed; waived)';
    expect(await ofRecord(written('this.yaml', leavingOut(", account: '444455556666'")))).toContain(line);
    expect(await ofRecord(written('that.yaml', leavingOut(", account: '111122223333'")))).not.toContain(line);
  });
});
