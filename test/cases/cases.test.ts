/** Every case through the command line: audited, proven, and each counterexample asked about as a record of its own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding, Report, Told } from '../../src/index.ts';
import { reportSchema } from '../../src/model/schemas.ts';
import { writeSnapshot } from '../../src/sources/snapshot/index.ts';
import { run } from '../cli.ts';
import { readCases, snapshotOfCases } from './cases.ts';

const cases = readCases();
const folder = mkdtempSync(join(tmpdir(), 'trailproof-cases-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Leaves out on purpose what pipelines do. */
const OWN_RULE = `id: own.s3-bucket-deleted-by-people
title: Somebody is told when a person deletes a bucket
severity: medium
for: account
assert:
  alertsOn:
    events: s3.DeleteBucket
    excluding:
      - userIdentity.arn: { like: '*:assumed-role/Deploy/*' }
        because: pipelines clean up
`;

/** One deleted bucket is nothing to hear of, five are. */
const BURST_RULE = `id: own.s3-buckets-deleted
title: Somebody is told when five buckets are deleted within four minutes
severity: medium
for: account
assert:
  alertsOn: { events: s3.DeleteBucket, atLeast: 5, within: 4m }
`;

let report: Report;
let findings: ReadonlyMap<string, Finding>;
let proofs: ReadonlyMap<string, Told>;

beforeAll(async () => {
  writeFileSync(join(folder, 'cases.ndjson'), [...writeSnapshot(snapshotOfCases(cases))].join(''));
  mkdirSync(join(folder, 'own'));
  writeFileSync(join(folder, 'own', 'own.s3-bucket-deleted-by-people.yaml'), OWN_RULE);
  writeFileSync(join(folder, 'own', 'own.s3-buckets-deleted.yaml'), BURST_RULE);
  const rules = [...new Set(cases.map(({ rule }) => rule))].flatMap((rule) => ['--rule', rule]);
  const [audited, proven] = await Promise.all([
    run(['audit', 'cases.ndjson', '--rules', 'own', ...rules, '-o', 'json'], { cwd: folder }),
    run(['prove', 's3.DeleteBucket', 'cases.ndjson', '--json'], { cwd: folder }),
  ]);
  expect(audited.stderr).toBe('');
  report = JSON.parse(audited.stdout) as Report;
  findings = new Map(report.findings.map((finding) => [`${finding.ruleId} ${finding.account}`, finding]));
  proofs = new Map((JSON.parse(proven.stdout) as readonly Told[]).map((told) => [told.account, told]));
});

function findingOf({ rule, account }: (typeof cases)[number]): Finding {
  const finding = findings.get(`${rule} ${account}`);
  if (!finding) throw new Error(`there is no finding of ${rule} in ${account}`);
  return finding;
}

describe.each([...new Set(cases.map(({ file }) => file))])('%s', (file) => {
  it.each(cases.filter((each) => each.file === file))('$name', (one) => {
    const { verdict, broken, says = [], differs, excluded } = one.expect;
    const { message, proof, ...finding } = findingOf(one);
    expect({ verdict: finding.verdict, broken: proof?.broken?.link, message }).toEqual({ verdict, broken, message });
    for (const text of [says].flat()) expect(message).toContain(text);
    if (differs) expect(proof?.differs?.map(({ field }) => field)).toEqual(differs);
    expect(proof?.excluded?.map(({ because }) => because).join()).toBe(excluded);
  });
});

describe('cases', () => {
  it('say where and why, unless everything is well', () => {
    const silent = cases.filter(({ expect: { verdict, broken, says } }) => verdict !== 'pass' && !(broken && says));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('have names of their own', () => {
    expect(new Set(cases.map(({ file, name }) => `${file} ${name}`)).size).toBe(cases.length);
  });

  it('are written as the schema says, audited and proven', () => {
    const schema = reportSchema();
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const fits = ajv.compile(schema);
    fits(report);
    expect(fits.errors ?? []).toEqual([]);
    const fitsProof = ajv.compile({ $ref: '#/$defs/proof', $defs: schema['$defs'] });
    const wrong = [...proofs.values()].filter(({ proof }) => !fitsProof(proof));
    expect(wrong.map(({ account }) => account)).toEqual([]);
  });

  it('are proven to what they are audited to', () => {
    const asked = cases.filter(({ rule }) => rule === 'alarm.s3-bucket-deleted');
    const verdicts = { true: 'pass', false: 'fail', unknown: 'unknown' } as const;
    const found = asked.map(({ name, account }) => [name, verdicts[proofs.get(account)?.proof.truth ?? 'unknown']]);
    expect(found).toEqual(asked.map((each) => [each.name, findingOf(each).verdict]));
  });

  it('have counterexamples that nobody is told about, one by one', async () => {
    const lost = cases.flatMap((each) => {
      const record = findingOf(each).proof?.counterexample;
      return record ? [{ name: each.name, record }] : [];
    });
    expect(lost.length).toBeGreaterThan(10);
    const input = JSON.stringify({ Records: lost.map(({ record }) => record) });
    const { code, stdout } = await run(['prove', '-', 'cases.ndjson', '--json'], { cwd: folder, input });
    expect(code).toBe(1);
    const truths = (JSON.parse(stdout) as readonly Told[]).map(({ proof }) => proof.truth);
    expect(lost.map(({ name }, index) => [name, truths[index]])).toEqual(lost.map(({ name }) => [name, 'false']));
  });
});
