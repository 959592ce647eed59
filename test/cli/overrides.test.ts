/** Overrides on the command line: units and tags of accounts are read for them alone, by whoever runs the audit. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { run } from '../cli.ts';
import { startSimulator } from '../simulator/start.ts';
import { ACCOUNTS } from '../simulator/worlds/example.ts';

const cwd = mkdtempSync(join(tmpdir(), 'trailproof-overrides-'));
const config = (match: string) =>
  `organization: true\nselect: [logs.retention]\noverrides:\n  - match: { ${match} }\n    rules: { logs.retention: critical }\n`;

describe('overrides in a live audit', () => {
  let simulator: Awaited<ReturnType<typeof startSimulator>>;
  beforeAll(async () => {
    simulator = await startSimulator();
  });
  afterAll(() => simulator.stop());

  const audit = async (match: string): Promise<Report> => {
    writeFileSync(join(cwd, 'trailproof.yaml'), config(match));
    const args = ['audit', '--endpoint-url', simulator.url, '-o', 'json', '-q'];
    const { stdout } = await run(args, { cwd, env: simulator.env });
    return JSON.parse(stdout) as Report;
  };
  const severities = ({ findings }: Report) =>
    new Set(findings.filter(({ account }) => account === ACCOUNTS.payments).map(({ severity }) => severity));

  it.each([
    ['the unit it stands in', 'organizationalUnits: [ou-exam-workload]', 'critical'],
    ['the root', 'organizationalUnits: [r-exam]', 'critical'],
    ['another unit', 'organizationalUnits: [ou-exam-elsewhere]', 'medium'],
    ['its tags', 'tags: { stage: production }', 'critical'],
    ['other tags', 'tags: { stage: test }', 'medium'],
  ])('find an account by %s', async (_, match, severity) => {
    const report = await audit(match);
    expect(severities(report)).toEqual(new Set([severity]));
    expect(report.gaps.filter(({ call }) => call.includes('ListParents') || call.includes('ListTags'))).toEqual([]);
  });

  it('need two permissions of the caller, and none of the role', async () => {
    writeFileSync(join(cwd, 'trailproof.yaml'), config("organizationalUnits: [r-exam], tags: { stage: '*' }"));
    const ofCaller = (await run(['permissions', '--caller'], { cwd })).stdout;
    expect(ofCaller).toContain('organizations:ListParents');
    expect(ofCaller).toContain('organizations:ListTagsForResource');
    expect((await run(['permissions'], { cwd })).stdout).not.toContain('organizations:');
    writeFileSync(join(cwd, 'trailproof.yaml'), config("regions: ['eu-*']"));
    expect((await run(['permissions', '--caller'], { cwd })).stdout).not.toContain('ListParents');
  });
});
