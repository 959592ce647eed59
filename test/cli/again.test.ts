/** The commands that a report advises: pasted into a shell, they ask what the audit asked. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { recorded } from '../action/snapshots.ts';
import type { Run } from '../cli.ts';
import { CLI, run } from '../cli.ts';
import type { Simulator } from '../simulator/start.ts';
import { startSimulator } from '../simulator/start.ts';

const cwd = mkdtempSync(join(tmpdir(), 'trailproof-again-'));
afterAll(() => rmSync(cwd, { recursive: true }));

const OWN = `id: own.trail-name
title: Trails are named after Acme
severity: high
for: trail
assert: { name: { like: acme-* } }
rationale: Names are how people find them.
remediation: Name the trail after Acme.
`;

const ACME = `framework: acme-1.0
title: What Acme asks for
params:
  logs.retention: { days: 400 }
controls:
  - { control: A.1, title: Trails are sealed, assessment: automated, rules: [trail.log-file-validation, own.trail-name] }
  - { control: A.2, title: Logs are kept, assessment: automated, rules: [logs.retention] }
`;

const WAIVERS = `waivers:
  - rule: trail.log-file-validation
    because: it is being moved
    owner: jane
    expires: 2099-01-31
`;

beforeAll(() => {
  mkdirSync(join(cwd, 'bin'));
  writeFileSync(join(cwd, 'bin/trailproof'), `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`);
  chmodSync(join(cwd, 'bin/trailproof'), 0o755);
  writeFileSync(
    join(cwd, 'last night.ndjson'),
    recorded({
      trails: [{ name: 'main', logFileValidation: false, logGroup: 'trail-logs' }],
      logGroups: [{ name: 'trail-logs', retentionDays: 365 }],
    }),
  );
  writeFileSync(join(cwd, 'acme.yaml'), ACME);
  writeFileSync(join(cwd, 'own.yaml'), OWN);
  writeFileSync(join(cwd, 'waivers.yaml'), WAIVERS);
  writeFileSync(join(cwd, "it's ours.yaml"), 'rules:\n  trail.log-file-validation: critical\n');
});

/** As if somebody pasted it. */
function paste(line: string, env: Readonly<Record<string, string>> = {}): Promise<Run> {
  const path = `${join(cwd, 'bin')}:${process.env['PATH'] ?? ''}`;
  return new Promise((resolve) => {
    execFile('/bin/sh', ['-c', line], { cwd, env: { ...env, PATH: path } }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

function commandFor(rule: string, page: string): string {
  const lines = page.split('\n').map((line) => line.trim());
  return lines.find((line) => line.startsWith(`why:   trailproof explain ${rule}`))?.slice('why:   '.length) ?? '';
}

describe('a snapshot that was audited', () => {
  const audit = (...args: readonly string[]) => run(['audit', 'last night.ndjson', ...args], { cwd });

  it('needs nothing said again where nothing was said', async () => {
    const line = commandFor('trail.log-file-validation', (await audit()).stdout);
    expect(line).toBe("trailproof explain trail.log-file-validation 'last night.ndjson'");
    expect((await paste(line)).stdout).toContain('FAIL    trail.log-file-validation');
  });

  it('is explained as the configuration has it', async () => {
    const { stdout } = await audit('--config', "it's ours.yaml", '--fail-on', 'critical');
    const line = commandFor('trail.log-file-validation', stdout);
    expect(line).toBe(
      String.raw`trailproof explain trail.log-file-validation 'last night.ndjson' --config 'it'\''s ours.yaml'`,
    );
    expect((await paste(line)).stdout).toContain("severity critical is set by it's ours.yaml:2:3");
  });

  it('is explained as the framework asks, with the rules and the waivers that were given', async () => {
    const asked = [
      '--framework',
      'acme-1.0',
      '--rules',
      'acme.yaml',
      '--rules',
      'own.yaml',
      '--waivers',
      'waivers.yaml',
    ];
    const { stdout } = await audit(...asked);
    // A year is too short for Acme alone.
    const line = commandFor('logs.retention', stdout);
    expect(line).toBe(`trailproof explain logs.retention 'last night.ndjson' ${asked.join(' ')}`);
    const told = await paste(line);
    expect(told).toMatchObject({ code: 1, stderr: '' });
    expect(told.stdout).toContain('  expected  at least 400\n');
    expect((await paste(commandFor('own.trail-name', stdout))).stdout).toContain('FAIL    own.trail-name');
    const waived = await paste(line.replace('logs.retention', 'trail.log-file-validation'));
    expect(waived.stdout).toContain('waived by jane until 2099-01-31: it is being moved');
  });

  it('makes the same report again', async () => {
    const asked = [
      '--profile',
      'strict',
      '--rule',
      'trail.multi-region',
      '--waivers',
      'waivers.yaml',
      '--fail-on',
      'high',
    ];
    const { stdout, code } = await audit(...asked, '-o', 'html');
    const [, written = ''] = /<pre>(trailproof audit .+)<\/pre>/.exec(stdout) ?? [];
    const line = written.replaceAll('&#39;', "'");
    expect(line).toBe(`trailproof audit 'last night.ndjson' ${asked.join(' ')} -o html=report.html`);
    expect(await paste(line.replace('html=report.html', 'html'))).toMatchObject({ code, stdout });
  });

  it('and all that was asked stands in the report', async () => {
    const asked = ['--framework', 'cis-aws-foundations-5.0', '--rules', 'own.yaml', '--unknown', 'warn'];
    const { source } = JSON.parse((await audit(...asked, '-o', 'json')).stdout) as Report;
    expect(source).toEqual({
      type: 'snapshot',
      name: 'last night.ndjson',
      options: [
        { option: '--framework', value: 'cis-aws-foundations-5.0' },
        { option: '--rules', value: 'own.yaml' },
        { option: '--unknown', value: 'warn' },
      ],
    });
  });
});

describe('live AWS', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator('example');
  });
  afterAll(() => simulator.stop());

  it('is read again as it was, where nothing was kept', async () => {
    const { env, url } = simulator;
    const scope = ['--organization', '--regions', 'us-east-1', '--endpoint-url', url];
    const rule = ['--rule', 'trail.log-file-validation'];
    const { stdout } = await run(['audit', ...scope, ...rule, '--quiet'], { env, cwd });
    const line = commandFor('trail.log-file-validation', stdout);
    expect(line).toBe(`trailproof explain trail.log-file-validation ${scope.join(' ')}`);
    const told = await paste(line, env);
    expect(told.code).toBe(1);
    expect(told.stdout).toContain('FAIL    trail.log-file-validation');
  });

  it('is explained from what was kept of it', async () => {
    const { env, url } = simulator;
    const scope = ['--organization', '--regions', 'us-east-1', '--endpoint-url', url];
    const rule = ['--rule', 'trail.log-file-validation', '--save-snapshot', 'kept.ndjson'];
    const { stdout } = await run(['audit', ...scope, ...rule, '--quiet'], { env, cwd });
    const line = commandFor('trail.log-file-validation', stdout);
    expect(line).toBe('trailproof explain trail.log-file-validation kept.ndjson');
    expect((await paste(line)).stdout).toContain('FAIL    trail.log-file-validation');
    expect(stdout).not.toContain('reads AWS again');
    const page = await run(['audit', ...scope, ...rule, '-o', 'html', '--quiet'], { env, cwd });
    expect(page.stdout).toContain('what was seen was kept. To audit it again, with the same verdicts:</p>');
    const [, again = ''] = /<pre>(trailproof audit .+) -o html=report\.html<\/pre>/.exec(page.stdout) ?? [];
    expect(again).toBe('trailproof audit kept.ndjson --rule trail.log-file-validation');
    expect((await paste(again)).code).toBe(page.code);
  });

  it('gives another snapshot where the one at hand was taken for other rules', async () => {
    const { env, url } = simulator;
    const scope = ['--organization', '--regions', 'us-east-1', '--endpoint-url', url];
    await run(['snapshot', 'few.ndjson', ...scope, '--rule', 'trail.log-file-validation', '--quiet'], { env, cwd });
    const asked = ['audit', 'few.ndjson', '--framework', 'cis-aws-foundations-5.0'];
    const { stdout } = await run(asked, { cwd });
    const [, line = ''] = /^ {4}run: {3}(trailproof snapshot .+)$/m.exec(stdout) ?? [];
    expect(line).toBe(
      'trailproof snapshot few.ndjson --organization --regions us-east-1 --framework cis-aws-foundations-5.0',
    );
    expect(stdout).toContain('Take the snapshot again with these rules.');
    expect((await paste(line, { ...env, AWS_ENDPOINT_URL: url })).code).toBe(0);
    const again = JSON.parse((await run([...asked, '-o', 'json'], { cwd })).stdout) as Report;
    expect(again.gaps.filter(({ reason }) => reason === 'notCollected')).toEqual([]);
  });
});
