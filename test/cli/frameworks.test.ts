/** Frameworks on the command line: listed, asked by hand and by trailproof.yaml, reported control by control. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { recorded } from '../action/snapshots.ts';
import { run } from '../cli.ts';

const cwd = mkdtempSync(join(tmpdir(), 'trailproof-frameworks-'));
afterAll(() => rmSync(cwd, { recursive: true }));
writeFileSync(join(cwd, 'seen.ndjson'), recorded({ trails: [{ name: 'main', logFileValidation: false }] }));
writeFileSync(
  join(cwd, 'acme.yaml'),
  `framework: acme-1.0
title: What Acme asks for
params:
  logs.retention: { days: 30 }
controls:
  - { control: A.1, title: Trails reach every region, assessment: automated, rules: [trail.multi-region] }
  - { control: A.2, title: Trails are sealed, assessment: automated, rules: [trail.log-file-validation] }
  - { control: A.3, title: Logs are kept, assessment: automated, rules: [logs.retention] }
  - { control: A.10, title: Logs are read, assessment: manual, rules: [], byHand: somebody reads them }
`,
);
writeFileSync(join(cwd, 'trailproof.yaml'), 'extends: [./acme.yaml]\n');
writeFileSync(join(cwd, 'asking.yaml'), 'extends: [./acme.yaml]\nframeworks: [acme-1.0]\nselect: [trail.*]\n');

async function audit(...args: readonly string[]): Promise<Report> {
  const { stdout, stderr } = await run(['audit', 'seen.ndjson', '-o', 'json', ...args], { cwd });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}
const verdicts = ({ frameworks = [] }: Report) =>
  frameworks.flatMap(({ controls }) => controls.map(({ control, verdict }) => `${control} ${verdict}`));
const asked = ({ rules }: Report) => rules.map(({ id }) => id);

describe('audit --framework', () => {
  it('asks the rules of its controls and gives a verdict on each control', async () => {
    const report = await audit('--framework', 'acme-1.0');
    expect(asked(report)).toEqual(['logs.retention', 'trail.log-file-validation', 'trail.multi-region']);
    // Of the trail that does not write digests, nothing else is wrong; no trail sends anything to a log group.
    expect(verdicts(report)).toEqual(['A.1 pass', 'A.2 fail', 'A.3 notApplicable', 'A.10 manual']);
    expect(report.rules.find(({ id }) => id === 'logs.retention')?.params).toEqual({ days: 30 });
  });

  it('takes a shipped one by the version as people write it', async () => {
    const report = await audit('--framework', 'cis-aws-foundations-5.0.0');
    const [cis] = report.frameworks ?? [];
    expect(cis).toMatchObject({
      id: 'cis-aws-foundations-5.0',
      title: 'CIS Amazon Web Services Foundations Benchmark 5.0.0',
    });
    expect(cis?.controls).toHaveLength(25);
    expect(verdicts(report)).toEqual(expect.arrayContaining(['3.1 pass', '3.2 fail', '4.3 fail']));
    expect(asked(report)).not.toContain('alarm.actions-enabled');
  });

  it('may be given twice', async () => {
    const { frameworks = [] } = await audit('--framework', 'hipaa', '--framework', 'soc2');
    expect(frameworks.map(({ id }) => id)).toEqual(['hipaa', 'soc2']);
  });

  it('refuses two that ask one rule otherwise', async () => {
    const both = ['--framework', 'acme-1.0', '--framework', 'fedramp-moderate-r4'];
    const { code, stderr } = await run(['audit', 'seen.ndjson', ...both], { cwd });
    expect(code).toBe(2);
    expect(stderr).toBe(
      'trailproof: acme-1.0 sets days of logs.retention to 30, and fedramp-moderate-r4 to 90. Audit them one after the other.\n',
    );
  });

  it('leaves a control unknown of which --rule left out a rule', async () => {
    const report = await audit('--framework', 'acme-1.0', '--rule', 'trail.*');
    expect(asked(report)).toEqual(['trail.log-file-validation', 'trail.multi-region']);
    expect(verdicts(report)).toEqual(['A.1 pass', 'A.2 fail', 'A.3 unknown', 'A.10 manual']);
  });

  it('says in one sentence that there is no such framework, and which there are', async () => {
    const { code, stdout, stderr } = await run(['audit', 'seen.ndjson', '--framework', 'acme-1.1'], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^trailproof: there is no framework "acme-1.1" \(did you mean "acme-1.0"\?\)\. "trailproof rules frameworks" names them all\.$/m,
    );
  });

  it('shows a mistake in a framework where it stands', async () => {
    writeFileSync(
      join(cwd, 'wrong.yaml'),
      "framework: x\ntitle: T\ncontrols:\n  - { control: '1', title: T, assessment: manual, rules: [trail.lost] }\n",
    );
    const { code, stderr } = await run(['audit', 'seen.ndjson', '--rules', 'wrong.yaml'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('wrong.yaml:4:59: there is no rule "trail.lost"');
    expect(stderr).toContain('trailproof: 1 mistake in wrong.yaml. Nothing was audited.');
  });
});

/** A framework of one rule that the usual profile turns off. */
const GUARDS = `framework: guards-1.0
title: What guards a region
controls:
  - { control: G.1, title: GuardDuty is on, assessment: automated, rules: [guardduty.enabled] }
`;
writeFileSync(join(cwd, 'guards.yaml'), GUARDS);

describe('a framework that is asked, and a profile', () => {
  it('are layers: what the profile turns off is asked, and the report says who asks it', async () => {
    const guarded = ['--rules', 'guards.yaml'];
    expect(asked(await audit(...guarded))).not.toContain('guardduty.enabled');
    const report = await audit(...guarded, '--framework', 'guards-1.0');
    expect(asked(report)).toEqual(['guardduty.enabled']);
    expect(report.rules[0]?.setBy.on).toBe('framework guards-1.0');
  });

  it('are set by the framework where both set a parameter', async () => {
    const report = await audit('--framework', 'acme-1.0', '--profile', 'strict');
    const rule = report.rules.find(({ id }) => id === 'logs.retention');
    expect(rule?.params).toEqual({ days: 30 });
    expect(rule?.setBy).toEqual({
      on: 'framework acme-1.0',
      severity: 'profile strict',
      params: { days: 'framework acme-1.0' },
    });
  });

  it('leave the last word to trailproof.yaml: a rule that it turns off is not asked, and its control is unknown', async () => {
    writeFileSync(
      join(cwd, 'without.yaml'),
      'extends: [./acme.yaml]\nframeworks: [acme-1.0]\nrules: { trail.multi-region: off }\n',
    );
    const report = await audit('--config', 'without.yaml');
    expect(asked(report)).toEqual(['logs.retention', 'trail.log-file-validation']);
    expect(verdicts(report)).toEqual(['A.1 unknown', 'A.2 fail', 'A.3 notApplicable', 'A.10 manual']);
  });
});

describe('a framework that is asked, and an override', () => {
  it('leave a control unknown whose rule is turned off for some accounts', async () => {
    const config = `extends: [./acme.yaml]
frameworks: [acme-1.0]
overrides: [{ match: { accounts: ['111122223333'] }, rules: { trail.multi-region: off } }]
`;
    writeFileSync(join(cwd, 'excused.yaml'), config);
    const report = await audit('--config', 'excused.yaml');
    const [first] = report.frameworks?.[0]?.controls ?? [];
    expect(first).toMatchObject({ control: 'A.1', verdict: 'unknown', notAsked: ['trail.multi-region'] });
  });

  it('are refused where they set one parameter differently', async () => {
    const config = `extends: [./acme.yaml]
frameworks: [acme-1.0]
overrides: [{ match: { regions: ['eu-*'] }, rules: { logs.retention: { params: { days: 7 } } } }]
`;
    writeFileSync(join(cwd, 'otherwise.yaml'), config);
    const { code, stderr } = await run(['audit', 'seen.ndjson', '--config', 'otherwise.yaml'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toBe(
      'trailproof: acme-1.0 sets days of logs.retention to 30, and otherwise.yaml:3:82 sets it to 7. Leave it out there, or audit without the framework.\n',
    );
  });
});

describe('a framework that a configuration builds on', () => {
  it('turns its rules on and sets their parameters beside the usual ones, and is not reported by control', async () => {
    writeFileSync(join(cwd, 'built.yaml'), 'extends: [./acme.yaml, ./guards.yaml, acme-1.0, guards-1.0]\n');
    const report = await audit('--config', 'built.yaml');
    expect(asked(report)).toEqual(expect.arrayContaining(['guardduty.enabled', 'alarm.root-usage']));
    expect(asked(report)).not.toContain('instance.cpu-alarm');
    const rule = report.rules.find(({ id }) => id === 'logs.retention');
    expect(rule?.setBy).toMatchObject({ params: { days: 'framework acme-1.0' } });
    expect(report.frameworks).toBeUndefined();
  });

  it('may be set otherwise by that configuration', async () => {
    writeFileSync(
      join(cwd, 'over.yaml'),
      'extends: [./acme.yaml, acme-1.0]\nrules: { logs.retention: { params: { days: 60 } } }\n',
    );
    const report = await audit('--config', 'over.yaml');
    expect(report.rules.find(({ id }) => id === 'logs.retention')?.params).toEqual({ days: 60 });
  });
});

describe('frameworks in trailproof.yaml', () => {
  it('select together with its select', async () => {
    const report = await audit('--config', 'asking.yaml');
    expect(asked(report)).toEqual(['trail.log-file-validation', 'trail.multi-region']);
    expect(verdicts(report)).toEqual(['A.1 pass', 'A.2 fail', 'A.3 unknown', 'A.10 manual']);
  });

  it('give way to rules by hand, which are asked as the framework asks them', async () => {
    const report = await audit('--config', 'asking.yaml', '--rule', 'logs.*', '--rule', 'trail.kms-encrypted');
    expect(asked(report)).toEqual(
      expect.arrayContaining(['logs.kms-encrypted', 'logs.retention', 'trail.kms-encrypted']),
    );
    expect(report.frameworks).toBeUndefined();
    expect(report.rules.find(({ id }) => id === 'logs.retention')?.params).toEqual({ days: 30 });
  });

  it('give way, with its select, to frameworks by hand', async () => {
    const report = await audit('--config', 'asking.yaml', '--framework', 'hipaa');
    expect(report.frameworks?.map(({ id }) => id)).toEqual(['hipaa']);
    expect(asked(report)).toContain('alarm.root-usage');
  });
});

describe('without a framework', () => {
  it('no report speaks of any', async () => {
    expect(await audit()).not.toHaveProperty('frameworks');
  });
});

describe('rules', () => {
  it('list --framework lists its rules', async () => {
    const { stdout } = await run(['rules', 'list', '--framework', 'acme-1', '--json'], { cwd });
    expect(JSON.parse(stdout).map(({ id }: { id: string }) => id)).toEqual([
      'logs.retention',
      'trail.log-file-validation',
      'trail.multi-region',
    ]);
  });

  it('frameworks lists them all, and who answers their controls', async () => {
    const { code, stdout } = await run(['rules', 'frameworks', '--json'], { cwd });
    expect(code).toBe(0);
    const rows: readonly { readonly id: string }[] = JSON.parse(stdout);
    expect(rows).toHaveLength(21);
    expect(rows[0]).toEqual({
      id: 'acme-1.0',
      title: 'What Acme asks for',
      controls: 4,
      byRules: 3,
      byBoth: 0,
      byHand: 1,
    });
    const text = await run(['rules', 'frameworks'], { cwd });
    expect(text.stdout).toMatch(
      /^framework +controls +by rules +by both +by hand +title\nacme-1\.0 +4 +3 +0 +1 +What Acme asks for\n/,
    );
  });

  it('test takes a folder in which a framework names shipped rules', async () => {
    const { stderr } = await run(['rules', 'test', 'acme.yaml'], { cwd });
    expect(stderr).toMatch(/^trailproof: these rules hold no tests\./);
  });
});

describe('permissions --framework', () => {
  it('are those of its rules', async () => {
    const { stdout } = await run(['permissions', '--framework', 'acme-1.0'], { cwd });
    const [{ Action: actions }] = JSON.parse(stdout).Statement;
    expect(actions).toContain('cloudtrail:DescribeTrails');
    expect(actions).not.toContain('sns:ListSubscriptionsByTopic');
  });
});
