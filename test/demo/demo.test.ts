/** `npm run demo` as its user meets it: one command, understandable output, every report, and the verdicts that are right. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { run } from '../cli.ts';
import { ofThose, wrongIn } from '../simulator/audit.ts';
import { example } from '../simulator/worlds/example.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = `${root}reports/demo`;

interface Ended {
  readonly code: number | null;
  readonly text: string;
  readonly seconds: number;
}

/** With an AWS set-up of the surrounding shell that would lead astray. */
function demo(): Promise<Ended> {
  return new Promise((resolve) => {
    const start = performance.now();
    const astray = {
      AWS_PROFILE: 'production',
      AWS_SESSION_TOKEN: 'stale',
      AWS_REGION: 'eu-north-1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    };
    const child = spawn(process.execPath, ['scripts/demo.mjs'], {
      cwd: root,
      env: { ...process.env, ...astray, CI: 'true' },
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (part: string) => (text += part));
    child.on('close', (code) => resolve({ code, text, seconds: (performance.now() - start) / 1000 }));
  });
}

describe('the demo', () => {
  let ended: Ended;
  beforeAll(async () => {
    ended = await demo();
  });

  it('ends with the exit code of a closed gate, well within 20 seconds', () => {
    expect(ended.code, ended.text).toBe(1);
    expect(ended.seconds).toBeLessThan(20);
  });

  it('says what is served, what was found and where the reports are', () => {
    expect(ended.text).toMatch(/example organization of 8 accounts is served at http:\/\/127\.0\.0\.1:\d+/);
    for (const { id, name } of example.world.accounts) expect(ended.text).toMatch(new RegExp(`${id}  ${name}`));
    expect(ended.text).toMatch(/FAIL +medium +alarm\.s3-bucket-deleted/);
    expect(ended.text).toMatch(/The gate is closed/);
    expect(ended.text).toMatch(/Exit code 1: the gate is closed by findings\./);
    expect(ended.text).not.toMatch(/Warning/);
  });

  it('leaves every report and the snapshot', () => {
    for (const name of ['report.json', 'report.sarif', 'report.xml', 'report.html', 'report.md', 'snapshot.ndjson']) {
      expect(existsSync(`${folder}/${name}`), name).toBe(true);
      expect(statSync(`${folder}/${name}`).size, name).toBeGreaterThan(1000);
      expect(Date.now() - statSync(`${folder}/${name}`).mtimeMs, name).toBeLessThan(60_000);
    }
  });

  it('gives exactly the verdicts that are right', () => {
    const report = JSON.parse(readFileSync(`${folder}/report.json`, 'utf8')) as Report;
    // The usual profile leaves some rules out.
    expect(wrongIn(report, ofThose(report.rules, example.expected))).toBe('');
  });

  it('leaves a snapshot that gives the same verdicts again', async () => {
    const { code, stdout } = await run(['audit', `${folder}/snapshot.ndjson`, '-o', 'json']);
    expect(code).toBe(1);
    const again = JSON.parse(stdout) as Report;
    expect(wrongIn(again, ofThose(again.rules, example.expected))).toBe('');
  });

  it('says how to go on, and that works', async () => {
    const [, command = ''] = /\$ node dist\/cli\/main\.js (explain .+)/.exec(ended.text) ?? [];
    const { code, stdout } = await run(command.split(' '), { cwd: root });
    // As of an audit of this one rule.
    expect(code).toBe(1);
    expect(stdout).toMatch(/bucket-deleted/);
  });
});
