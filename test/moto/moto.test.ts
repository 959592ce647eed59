/** The whole trip against a real moto server: an organization is built with the SDK, audited through the command line, and broken link by link. */
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateAccountCommand, CreateOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import type { Log as SarifLog } from 'sarif';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/index.ts';
import { run } from '../cli.ts';
import { rulebook } from '../simulator/audit.ts';
import { EMPTY } from '../simulator/worlds/archetypes.ts';
import { all } from '../simulator/worlds/endings.ts';
import type { Expected } from '../simulator/worlds/expected.ts';
import { HEALTHY, lake, OF_THE_BUCKET, told } from '../simulator/worlds/expected.ts';
import { PATTERNS as EVERY_CLASS } from '../simulator/worlds/parts.ts';
import type { Chain } from './chain.ts';
import { buildChain, buildRegionalAlarms, CALLER, PATTERNS, REGIONS } from './chain.ts';
import { refuseRoleIn } from './proxy.ts';
import type { Moto } from './server.ts';
import { motoCommand, startMoto } from './server.ts';

const command = motoCommand();
if (command === null) {
  const message =
    'moto_server is not here: pip install "moto[server]" (or set MOTO_SERVER) to run the suite against it';
  if (process.env['CI'] === 'true') throw new Error(message);
  console.warn(`SKIPPED: ${message}`);
}

const folder = mkdtempSync(join(tmpdir(), 'trailproof-moto-'));
let moto: Moto;

beforeAll(async () => {
  if (command !== null) moto = await startMoto(command);
});
afterAll(() => moto?.stop());

interface Audited {
  readonly report: Report;
  readonly code: number;
  readonly stderr: string;
}

function audit(name: string, ...args: string[]): Promise<Audited> {
  return auditAt(moto.url, name, ...args);
}

async function auditAt(url: string, name: string, ...args: string[]): Promise<Audited> {
  const path = join(folder, `${name}.json`);
  const all = ['audit', '--endpoint-url', url, '--regions', REGIONS.join(','), '-o', `json=${path}`, ...args];
  const { code, stderr } = await run(all, { env: { ...CALLER } });
  if (!existsSync(path)) throw new Error(`no report was written (exit code ${code}): ${stderr}`);
  return { report: JSON.parse(readFileSync(path, 'utf8')) as Report, code, stderr };
}

/** rule -> verdicts of the account, each once, sorted. */
function verdicts(report: Report, account: string): Readonly<Record<string, string>> {
  const found: Record<string, Set<string>> = {};
  for (const finding of report.findings.filter((each) => each.account === account)) {
    const seen = found[finding.ruleId] ?? new Set();
    found[finding.ruleId] = seen.add(finding.verdict);
  }
  return Object.fromEntries(Object.entries(found).map(([rule, all]) => [rule, [...all].sort().join(' ')]));
}

/** Rules that ask moto what it does not know, and the call it refuses. */
const UNSERVED: Readonly<Record<string, readonly string[]>> = {
  // It knows no CloudTrail Lake.
  'cloudtrail:ListEventDataStores': Object.keys(lake('unknown')),
};

/** What is otherwise of every account on moto: nobody guards it, each region has a VPC, and it knows no CloudTrail Lake. */
const ON_MOTO: Expected = {
  ...all('unknown', Object.values(UNSERVED).flat()),
  ...all('fail', ['config.recorder-all-regions', 'guardduty.enabled', 'security-hub.enabled', 'vpc.flow-logs']),
  'config.service-linked-role': 'notApplicable',
  // What records IAM may stand in one of the regions that are not looked at.
  'config.global-resources': 'unknown',
};

describe.skipIf(command === null)('an organization on moto', () => {
  /** With a chain. */
  const WHOLE: Expected = {
    ...HEALTHY,
    ...ON_MOTO,
    // The bucket of a chain is as it was made, and so is its key.
    ...all('fail', OF_THE_BUCKET),
    'bucket.lifecycle': 'pass',
    'bucket.not-public': 'pass',
    'bucket.policy-limits-access': 'pass',
    ...all('fail', ['kms.key-rotation', 'kms.every-key-rotated']),
    // moto does not know when a trail last delivered to its log group.
    'trail.delivers-to-cloudwatch-logs': 'fail',
    'trail.notifies-topic': 'fail',
  };
  const NOTHING: Expected = {
    ...EMPTY,
    ...ON_MOTO,
    // There is no log group, and what stores there are is not known.
    'trail.iam-changes-findable': 'unknown',
  };

  it('gives every rule its right verdict in 5 accounts and 4 regions', async () => {
    const management = '123456789012';
    const organizations = new OrganizationsClient({
      endpoint: moto.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
    });
    await organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
    const members: string[] = [];
    for (const AccountName of ['production', 'staging', 'sandbox', 'empty']) {
      const answer = await organizations.send(
        new CreateAccountCommand({ AccountName, Email: `${AccountName}@example.com` }),
      );
      members.push(answer.CreateAccountStatus?.AccountId ?? '');
    }
    const [production = '', staging = '', sandbox = '', empty = ''] = members;
    const watched = EVERY_CLASS;
    await buildChain(moto.url, management, { watched });
    await buildChain(moto.url, production, { watched });
    await buildChain(moto.url, staging, { watched, alarm: { ActionsEnabled: false }, insights: false });
    await buildChain(moto.url, sandbox, { watched, multiRegion: false, subscribed: false });

    await buildRegionalAlarms(moto.url, production, true);
    await buildRegionalAlarms(moto.url, staging, false);

    const [sarif, junit] = [join(folder, 'organization.sarif'), join(folder, 'organization.xml')];
    // Those that are off in the usual profile are asked by their names.
    const chosen = rulebook.rules.flatMap(({ id }) => ['--rule', id]);
    const more = ['--organization', ...chosen, '-o', `sarif=${sarif}`, '-o', `junit=${junit}`];
    const { report, code } = await audit('organization', ...more);

    expect(report.rules.map(({ id }) => id)).toEqual(rulebook.rules.map(({ id }) => id));
    expect(report.scope.accounts).toHaveLength(5);
    expect(verdicts(report, management)).toEqual({ ...WHOLE, 'trail.organization-trail': 'fail' });
    expect(verdicts(report, production)).toEqual(WHOLE);
    expect(verdicts(report, staging)).toEqual({
      ...WHOLE,
      // Those in the other regions have no action; those of the chain have one that is switched off.
      'alarm.actions-configured': 'fail pass',
      'alarm.actions-enabled': 'fail',
      'alarm.reaches-somebody': 'fail',
      ...told('fail'),
      'trail.insights-enabled': 'fail',
    });
    expect(verdicts(report, sandbox)).toEqual({
      ...WHOLE,
      ...told('fail'),
      'alarm.reaches-somebody': 'fail',
      'topic.has-confirmed-subscriber': 'fail',
      'trail.every-region-recorded': 'fail pass',
      'trail.insights-enabled': 'fail',
      'trail.lambda-data-events': 'fail',
      'trail.multi-region': 'fail',
      'trail.s3-read-data-events': 'fail',
      'trail.s3-write-data-events': 'fail',
      'trail.security-trail': 'fail',
    });
    expect(verdicts(report, empty)).toEqual(NOTHING);
    // Whatever is not decided in the regions that are looked at is so because of a call that moto refuses, and names it.
    const open = report.findings.filter(({ verdict }) => verdict === 'unknown');
    const undecided = open.filter(({ ruleId }) => ruleId !== 'config.global-resources');
    const unserved = [...Object.values(UNSERVED).flat(), 'trail.iam-changes-findable'];
    expect(new Set(undecided.map(({ ruleId }) => ruleId))).toEqual(new Set(unserved));
    const gaps = new Map(report.gaps.map((gap) => [gap.id, gap]));
    for (const { ruleId, reasons } of undecided) {
      const calls = reasons.flatMap((reason) => reason.gaps ?? []).map((id) => gaps.get(id)?.call ?? '');
      expect(calls.length, ruleId).toBeGreaterThan(0);
      for (const call of calls) expect(Object.keys(UNSERVED), ruleId).toContain(call);
    }
    expect(code).toBe(1);
    const regions = report.findings.filter(
      ({ account, ruleId }) => account === production && ruleId === 'topic.encrypted',
    );
    expect(regions.map(({ region }) => region)).toEqual([...REGIONS].sort());
    const { counts } = report.summary;
    const [run] = (JSON.parse(readFileSync(sarif, 'utf8')) as SarifLog).runs;
    expect(run?.results).toHaveLength(counts.fail + counts.unknown);
    expect(readFileSync(junit, 'utf8')).toMatch(
      new RegExp(`<testsuites [^>]*failures="${counts.fail}" errors="${counts.unknown}"`),
    );
  }, 120_000);

  it('calls an account unknown whose role cannot be taken on, and does the others no harm', async () => {
    const [sound, refused] = ['333300000001', '333300000002'];
    await buildChain(moto.url, sound, { watched: EVERY_CLASS });
    await buildChain(moto.url, refused);
    const proxy = await refuseRoleIn(refused, moto.url);
    const sure = ['alarm.actions-enabled', 'logs.kms-encrypted', 'logs.retention', 'topic.has-confirmed-subscriber'];
    const rules = ['trail.multi-region', 'trail.every-region-recorded', ...Object.keys(told('pass')), ...sure];
    const chosen = rules.flatMap((rule) => ['--rule', rule]);
    const { report, code } = await auditAt(proxy.url, 'refused', '--accounts', `${sound},${refused}`, ...chosen);
    proxy.stop();

    const of = (account: string) => report.findings.filter((finding) => finding.account === account);
    expect(new Set(of(sound).map(({ verdict }) => verdict))).toEqual(new Set(['pass']));
    expect(of(refused).map(({ ruleId }) => ruleId)).toEqual(report.rules.map(({ id }) => id));
    expect(new Set(of(refused).map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
    for (const { message } of of(refused)) expect(message).toMatch(/sts:AssumeRole was denied/);
    expect(code).toBe(2);
  });
});

describe.skipIf(command === null)('a chain on moto, broken at one link', () => {
  const { deleteBucket, ...others } = PATTERNS;
  const BREAKS: Readonly<Record<string, readonly [link: string, words: RegExp, chain: Chain]>> = {
    'the trail is stopped': ['trail', /not logging/, { stopped: true }],
    'the trail records one region': ['trail', /records only us-east-1/, { multiRegion: false }],
    'the trail records reads only': ['selectors', /read/, { selectors: 'ReadOnly' }],
    'the trail records no management events': ['selectors', /management/, { selectors: 'none' }],
    'the trail sends nothing to CloudWatch Logs': ['delivery', /sends nothing/, { sendsToLogs: false }],
    'the log group does not exist': ['logGroup', /does not exist/, { logGroupExists: false }],
    'there is no metric filter': ['metricFilter', /no metric filters/, { patterns: {} }],
    'the event is misspelt': [
      'metricFilter',
      /DeleteBuckets/,
      { patterns: { ...others, deleteBucket: deleteBucket.replace('DeleteBucket', 'DeleteBuckets') } },
    ],
    'the case is wrong': [
      'metricFilter',
      /deletebucket/,
      { patterns: { ...others, deleteBucket: deleteBucket.replace('DeleteBucket', 'deletebucket') } },
    ],
    'the alarm watches another namespace': ['alarm', /Other\/deleteBucket/, { alarm: { Namespace: 'Other' } }],
    'the alarm is in another region': ['alarm', /us-west-2/, { alarmRegion: 'us-west-2' }],
    'the threshold is out of reach': ['alarm', /wants >= 2/, { alarm: { Threshold: 2 } }],
    'the alarm notices silence': ['alarm', /silence/, { alarm: { ComparisonOperator: 'LessThanThreshold' } }],
    'the alarm wants 3 of 3 datapoints': ['alarm', /3 of 3/, { alarm: { EvaluationPeriods: 3, DatapointsToAlarm: 3 } }],
    'actions are switched off': ['action', /switched off/, { alarm: { ActionsEnabled: false } }],
    'the alarm has no action': ['action', /no action/, { alarm: { AlarmActions: [] } }],
    'the key of the topic is as KMS makes it': ['topic', /does not allow CloudWatch/, { topicKey: 'plain' }],
    'the key of the topic is disabled': ['topic', /alias\/security, which is disabled/, { topicKey: 'disabled' }],
    'the topic is deleted': ['topic', /does not exist/, { topicDeleted: true }],
    'nobody is subscribed': ['subscription', /no subscription/, { subscribed: false }],
  };
  const names = Object.keys(BREAKS);
  const accountOf = (name: string) => String(222200000000 + names.indexOf(name));
  const SOUND = '222200009999';
  const ENCRYPTED = '222200008888';
  let report: Report;

  beforeAll(async () => {
    await buildChain(moto.url, SOUND);
    await buildChain(moto.url, ENCRYPTED, { topicKey: 'admitting' });
    for (const name of names) await buildChain(moto.url, accountOf(name), BREAKS[name]?.[2]);
    const accounts = [...names.map(accountOf), SOUND, ENCRYPTED].join(',');
    // The second rule has the alarms of every region read, so that one in the wrong region can be named.
    const rules = ['--rule', 'alarm.s3-bucket-deleted', '--rule', 'alarm.actions-configured'];
    ({ report } = await audit('breaks', '--accounts', accounts, ...rules));
    const { findings } = report;
    report = { ...report, findings: findings.filter(({ ruleId }) => ruleId === 'alarm.s3-bucket-deleted') };
  });

  it.each([SOUND, ENCRYPTED])('passes while it is whole: %s', (whole) => {
    expect(report.findings.find(({ account }) => account === whole)?.verdict).toBe('pass');
  });

  it.each(names)('is named where it breaks: %s', (name) => {
    const [link, words] = BREAKS[name] ?? ['', /$^/];
    const finding = report.findings.find(({ account }) => account === accountOf(name));
    expect(finding?.verdict).toBe('fail');
    expect(finding?.proof?.broken?.link).toBe(link);
    expect(finding?.message).toMatch(words);
  });
});
