/** trailproof.yaml on the command line: found, named, overruled. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { recorded } from '../action/snapshots.ts';
import { run } from '../cli.ts';

const cwd = mkdtempSync(join(tmpdir(), 'trailproof-config-cli-'));
afterAll(() => rmSync(cwd, { recursive: true }));
writeFileSync(join(cwd, 'seen.ndjson'), recorded({ trails: [{ name: 'main', logFileValidation: false }] }));
writeFileSync(
  join(cwd, 'trailproof.yaml'),
  "accounts: ['111122223333']\nselect: [trail.log-file-validation]\nfailOn: high\n",
);
writeFileSync(join(cwd, 'other.yaml'), 'select: [trail.multi-region]\nfialOn: high\n');

const audit = (...args: readonly string[]) => run(['audit', 'seen.ndjson', '-o', 'json', ...args], { cwd });

describe('trailproof.yaml', () => {
  it('is found in the working folder', async () => {
    const { code, stdout, stderr } = await audit();
    const { rules, gate, findings } = JSON.parse(stdout);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(rules.map(({ id }: { id: string }) => id)).toEqual(['trail.log-file-validation']);
    expect(gate).toMatchObject({ failOn: 'high', unknown: 'fail', open: true });
    expect(findings[0]).toMatchObject({ verdict: 'fail', location: { file: 'trailproof.yaml', line: 1, column: 12 } });
  });

  it('is overruled by what is given by hand', async () => {
    const { code, stdout } = await audit('--fail-on', 'medium', '--rule', 'trail.*', '--unknown', 'warn');
    const { rules, gate } = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(rules.length).toBeGreaterThan(3);
    expect(gate).toMatchObject({ failOn: 'medium', unknown: 'warn' });
  });

  it('can be another file, and a mistake in it ends the run at its line', async () => {
    const { code, stdout, stderr } = await audit('--config', 'other.yaml');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('other.yaml:2:1: the configuration has no key "fialOn"');
    expect(stderr).toContain('did you mean "failOn"?');
    expect(stderr).toContain('trailproof: 1 mistake in other.yaml. Nothing was audited.');
  });

  it('turns rules off and gives them a severity, and the report says where', async () => {
    writeFileSync(
      join(cwd, 'said.yaml'),
      "extends: [strict]\nselect: ['trail.*']\nrules:\n  trail.multi-region: off\n  trail.log-file-validation: critical\n",
    );
    const { stdout } = await audit('--config', 'said.yaml');
    const { rules, findings } = JSON.parse(stdout) as Report;
    expect(rules.map(({ id }) => id)).not.toContain('trail.multi-region');
    expect(rules.find(({ id }) => id === 'trail.log-file-validation')).toMatchObject({
      severity: 'critical',
      setBy: { on: 'said.yaml:5:3', severity: 'said.yaml:5:3', params: {} },
    });
    expect(rules.find(({ id }) => id === 'trail.kms-encrypted')?.setBy).toMatchObject({
      on: 'profile strict',
      severity: 'rule',
    });
    const { fingerprint } = findings.find(({ ruleId }) => ruleId === 'trail.log-file-validation') ?? {};
    const usual = JSON.parse((await audit()).stdout) as Report;
    expect(usual.findings.map((each) => [each.fingerprint, each.severity])).toEqual([[fingerprint, 'medium']]);
    const { stdout: shown } = await run(['rules', 'show', 'trail.multi-region', '--config', 'said.yaml'], { cwd });
    expect(shown).toContain('It is off, and not asked: said.yaml:4:3');
    const { stdout: listed } = await run(['rules', 'list', '--config', 'said.yaml'], { cwd });
    expect(listed).toMatch(/^trail\.multi-region +off /m);
    expect(listed).toMatch(/, 1 of them off\./);
    const explain = ['explain', 'trail.log-file-validation', 'seen.ndjson', '--config', 'said.yaml'];
    expect((await run(explain, { cwd })).stdout).toContain('  severity critical is set by said.yaml:5:3\n');
    expect((await run(['audit', 'seen.ndjson', '-o', 'html', '--config', 'said.yaml'], { cwd })).stdout).toContain(
      'with severity critical (set by said.yaml:5:3)',
    );
  });

  it('gives way to a profile by hand, which must exist', async () => {
    const { stdout } = await run(['rules', 'show', 'logs.retention', '--profile', 'strict'], { cwd });
    expect(stdout).toContain('\n  days 2557: profile strict\n');
    expect(stdout).toContain('\n  severity high: profile strict\n');
    const { code, stderr } = await audit('--profile', 'strickt');
    expect([code, stderr]).toEqual([
      2,
      'trailproof: there is no profile "strickt" (did you mean "strict"?). Profiles: recommended, strict.\n',
    ]);
    const framework = await audit('--profile', 'cis-aws-foundations-5.0');
    expect(framework.stderr).toBe(
      'trailproof: "cis-aws-foundations-5.0" is a framework and no profile. Profiles: recommended, strict.\n',
    );
  });

  it('that turns every rule off does not begin', async () => {
    writeFileSync(join(cwd, 'none.yaml'), "rules: { '*': off }\n");
    const { code, stderr } = await audit('--config', 'none.yaml');
    expect(code).toBe(2);
    expect(stderr).toContain('every rule is off, and nothing would be asked.');
  });

  it('that was named must exist', async () => {
    const { code, stderr } = await audit('--config', 'nowhere.yaml');
    expect(code).toBe(2);
    expect(stderr).toBe('trailproof: nowhere.yaml cannot be read: it does not exist. Check the name.\n');
  });

  it('hides no rule from the list of rules', async () => {
    const { stdout } = await run(['rules', 'list'], { cwd });
    expect(stdout).toContain('alarm.root-usage');
  });

  it('narrows the permissions', async () => {
    const { stdout } = await run(['permissions'], { cwd });
    const [{ Action: actions }] = JSON.parse(stdout).Statement;
    expect(actions).toContain('cloudtrail:DescribeTrails');
    expect(actions).not.toContain('sns:GetTopicAttributes');
  });
});
