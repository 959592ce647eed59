/** `trailproof prove`: who is told of a class or a record, what is said first, what stands below it, and the exit code. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Told } from '../../src/index.ts';
import { writeSnapshot } from '../../src/sources/snapshot/index.ts';
import type { Run } from '../cli.ts';
import { run } from '../cli.ts';
import type { Given } from '../proof/healthy.ts';
import { ACCOUNT, HEALTHY, snapshotOf } from '../proof/healthy.ts';
import type { Simulator } from '../simulator/start.ts';
import { startSimulator } from '../simulator/start.ts';
import type { ExpectedVerdict } from '../simulator/worlds/expected.ts';
import { knownWorld } from '../simulator/worlds/index.ts';

const OTHER = '222233334444';
const WITHOUT_DEPLOY = '{ ($.eventName = "DeleteBucket") && ($.userIdentity.arn != "*:assumed-role/Deploy/*") }';

const GIVEN: Readonly<Record<string, Given>> = {
  healthy: HEALTHY,
  silent: { ...HEALTHY, subscriptions: [] },
  hidden: { ...HEALTHY, subscriptions: '$denied' },
  partial: { ...HEALTHY, metricFilters: [{ name: 'deleted', pattern: WITHOUT_DEPLOY }] },
  misspelt: { ...HEALTHY, metricFilters: [{ name: 'deleted', pattern: '{ $.eventName = "DeleteBuckets" }' }] },
  several: { ...HEALTHY, accounts: [{}, { id: OTHER }] },
  regional: {
    ...HEALTHY,
    accounts: [{ regionNames: ['us-east-1', 'eu-west-1'] }],
    trails: [{ name: 'main', logGroup: 'trail-logs', multiRegion: false }],
  },
  queued: {
    ...HEALTHY,
    alarms: [{ name: 'deleted', actions: [`arn:aws:lambda:us-east-1:${ACCOUNT}:function:tell`] }],
  },
};

const RECORD = {
  eventVersion: '1.11',
  eventSource: 's3.amazonaws.com',
  eventName: 'DeleteBucket',
  awsRegion: 'us-east-1',
  recipientAccountId: ACCOUNT,
  readOnly: false,
  managementEvent: true,
  eventType: 'AwsApiCall',
  eventCategory: 'Management',
  requestParameters: { bucketName: 'invoices' },
  userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/alice`, accountId: ACCOUNT },
};
const DEPLOYED = {
  ...RECORD,
  userIdentity: { type: 'AssumedRole', arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Deploy/1`, accountId: ACCOUNT },
};

const EXCLUDING = `excluding:
  - events: s3.DeleteBucket
    records: { userIdentity.arn: { like: '*:assumed-role/Deploy/*' } }
    because: pipelines clean up
`;

const folder = mkdtempSync(join(tmpdir(), 'trailproof-prove-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(() => {
  for (const [name, given] of Object.entries(GIVEN)) {
    writeFileSync(join(folder, `${name}.ndjson`), [...writeSnapshot(snapshotOf(given))].join(''));
  }
  writeFileSync(join(folder, 'record.json'), JSON.stringify(RECORD));
  writeFileSync(join(folder, 'excluding.yaml'), EXCLUDING);
  writeFileSync(join(folder, 'log.json'), JSON.stringify({ Records: [RECORD, DEPLOYED] }));
});

function prove(...args: string[]) {
  return run(['prove', ...args], { cwd: folder });
}

const BUCKET = 's3.DeleteBucket';

describe.concurrent('the sentence comes first, and the exit code says the same', () => {
  it.each<readonly [name: string, code: number, first: string]>([
    [
      'healthy',
      0,
      `Somebody is told about ${BUCKET} in account ${ACCOUNT}, in us-east-1: email:security@example.com is told by topic security.`,
    ],
    ['silent', 1, `Nobody is told about ${BUCKET} in account ${ACCOUNT}: topic security has no subscription.`],
    [
      'hidden',
      2,
      `It could not be decided whether anybody is told about ${BUCKET} in account ${ACCOUNT}: the subscriptions of topic security could not be read (test:subscription was denied in ${ACCOUNT}/us-east-1).`,
    ],
  ])('%s: %i', async (name, code, first) => {
    const proved = await prove(BUCKET, `${name}.ndjson`);
    expect({ code: proved.code, stderr: proved.stderr }).toEqual({ code, stderr: '' });
    expect(proved.stdout.split('\n')[0]).toBe(first);
    expect(proved.stdout.split('\n')[1]).toMatch(/^ {2}route 1 \((complete|broken|not decided)\)$/);
  });

  it('of each account, and of all together', async () => {
    const { code, stdout } = await prove(BUCKET, 'several.ndjson');
    expect(code).toBe(1);
    expect(stdout.split('\n').filter((line) => /^\S/.test(line))).toEqual([
      `Somebody is told about ${BUCKET} in account ${ACCOUNT}, in us-east-1: email:security@example.com is told by topic security.`,
      `Nobody is told about ${BUCKET} in account ${OTHER}: no trail records account ${OTHER}.`,
      '2 answers: 1 told, 1 not told, 0 not decided',
    ]);
  });
});

describe.concurrent('below it', () => {
  it('stands a caret under what fails in the pattern', async () => {
    const lines = (await prove(BUCKET, 'misspelt.ndjson')).stdout.split('\n');
    const at = lines.findIndex((line) => line.includes('^'));
    const [text = '', caret = ''] = lines.slice(at - 1);
    expect(text.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('$.eventName = "DeleteBuckets"');
  });

  it('stands what could not be read', async () => {
    const { stdout } = await prove(BUCKET, 'hidden.ndjson');
    expect(stdout).toMatch(/^ +UNKNOWN subscription: .*\n +not read {2}111122223333\/us-east-1\/subscription: /m);
  });

  it('stands the record nobody is told of, what matters of it first', async () => {
    const { code, stdout } = await prove(BUCKET, 'partial.ndjson');
    expect(code).toBe(1);
    const [, below = ''] = stdout.split('  nobody is told about this record, in which\n');
    const [first = '', ...rest] = below.split('\n');
    expect(first).toMatch(/^ {4}userIdentity\.arn is ".*:assumed-role\/Deploy\/.*"$/);
    const record = JSON.parse(rest.join('\n'));
    expect(record).toMatchObject({ eventName: 'DeleteBucket', eventSource: 's3.amazonaws.com' });
    // It is a record that can be asked about in turn.
    writeFileSync(join(folder, 'counterexample.json'), JSON.stringify(record));
    const again = await prove('counterexample.json', 'partial.ndjson');
    expect(again.code).toBe(1);
    expect(again.stdout).toMatch(/^Nobody is told about this DeleteBucket in account 111122223333, us-east-1: /);
  });

  it('stands no record where nobody is told of any', async () => {
    expect((await prove(BUCKET, 'silent.ndjson')).stdout).not.toContain('this record');
  });

  it('stands what was left out on purpose, and why', async () => {
    const config = 'excluding.yaml';
    const { stdout } = await prove(BUCKET, 'partial.ndjson', '--config', config);
    expect(stdout).toContain(
      '  left out on purpose of s3.DeleteBucket: userIdentity.arn is like "*:assumed-role/Deploy/*" (because: pipelines clean up)\n',
    );
    writeFileSync(join(folder, 'deployed.json'), JSON.stringify(DEPLOYED));
    const record = await prove('deployed.json', 'partial.ndjson', '--config', config);
    expect(record.code).toBe(1);
    expect(record.stdout).toContain('pipelines clean up');
    const other = await prove('record.json', 'partial.ndjson', '--config', config);
    expect(other.code).toBe(0);
    expect(other.stdout).not.toContain('pipelines clean up');
  });
});

describe.concurrent('one record', () => {
  it('is told of where it happened', async () => {
    const { code, stdout } = await prove('record.json', 'healthy.ndjson');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Somebody is told about this DeleteBucket in account 111122223333, us-east-1: email:security@example\.com is told/,
    );
  });

  it('comes from stdin', async () => {
    const options = { cwd: folder, input: JSON.stringify(RECORD) };
    expect((await run(['prove', '-', 'healthy.ndjson'], options)).code).toBe(0);
  });

  it('is the detail of an event of EventBridge', async () => {
    const input = JSON.stringify({ 'detail-type': 'AWS API Call via CloudTrail', source: 'aws.s3', detail: RECORD });
    const { stdout } = await run(['prove', '-', 'healthy.ndjson'], { cwd: folder, input });
    expect(stdout).toMatch(/^Somebody is told about this DeleteBucket in account 111122223333, us-east-1: /);
  });

  it('that is too long to be sent', async () => {
    const told = (bytes: number) => {
      const rest = bytes - JSON.stringify({ ...RECORD, errorMessage: '' }).length;
      const input = JSON.stringify({ ...RECORD, errorMessage: 'x'.repeat(rest) });
      return run(['prove', '-', 'healthy.ndjson'], { cwd: folder, input });
    };
    const [fits, long] = await Promise.all([told(256 * 1024), told(256 * 1024 + 1)]);
    expect(fits.code).toBe(0);
    expect({ code: long.code, first: long.stdout.split('\n')[0] }).toEqual({
      code: 1,
      first: `Nobody is told about this DeleteBucket in account ${ACCOUNT}, us-east-1: CloudTrail sends no record of more than 256 KB to CloudWatch Logs or EventBridge, and this one has 257.`,
    });
  });

  it('may be several, each with its answer', async () => {
    const { code, stdout } = await prove('log.json', 'partial.ndjson', '--json');
    expect(code).toBe(1);
    const answers = JSON.parse(stdout) as readonly Told[];
    expect(answers.map(({ proof }) => proof.truth)).toEqual(['true', 'false']);
    expect(answers[1]?.proof.broken).toMatchObject({
      link: 'metricFilter',
      text: { value: WITHOUT_DEPLOY, start: WITHOUT_DEPLOY.indexOf('$.userIdentity'), end: WITHOUT_DEPLOY.length - 3 },
    });
  });

  it('is asked about as if it had happened elsewhere', async () => {
    const { code, stdout } = await prove('record.json', 'several.ndjson', '--account', OTHER, '--region', 'us-east-1');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Nobody is told about this DeleteBucket in account 222233334444, us-east-1: no trail/);
    const regional = await prove('record.json', 'regional.ndjson', '--region', 'eu-west-1');
    expect({ here: (await prove('record.json', 'regional.ndjson')).code, there: regional.code }).toEqual({
      here: 0,
      there: 1,
    });
  });
});

describe.concurrent('as JSON', () => {
  it('is as the published schema says, whatever was asked and whatever the answer', async () => {
    const published = JSON.parse(readFileSync(new URL('../../schema/prove.json', import.meta.url), 'utf8'));
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(published);
    const asked = [
      ...Object.keys(GIVEN).map((name) => [BUCKET, `${name}.ndjson`]),
      [BUCKET, 'partial.ndjson', '--config', 'excluding.yaml'],
      ['record.json', 'healthy.ndjson'],
      ['log.json', 'partial.ndjson'],
    ];
    const answers = await Promise.all(asked.map((args) => prove(...args, '--json')));
    const told = answers.map(({ stdout }) => JSON.parse(stdout) as readonly Told[]);
    for (const answer of told) expect(validate(answer), JSON.stringify(validate.errors)).toBe(true);
    const proofs = told.flat().map(({ proof }) => proof);
    for (const part of ['broken', 'excluded', 'counterexample', 'differs'] as const) {
      expect(
        proofs.some((proof) => proof[part] !== undefined),
        part,
      ).toBe(true);
    }
    expect(told.flat().some(({ gaps }) => gaps.length > 0)).toBe(true);
    expect(validate([{ ...told[0]?.[0], verdict: 'pass' }])).toBe(false);
  });
});

describe.concurrent('a class', () => {
  it('is asked about in one region', async () => {
    const codes = await Promise.all(
      ['us-east-1', 'eu-west-1'].map(
        async (region) => (await prove(BUCKET, 'regional.ndjson', '--region', region)).code,
      ),
    );
    expect([...codes, (await prove(BUCKET, 'regional.ndjson')).code]).toEqual([0, 1, 1]);
  });

  it('is not told of a region that nobody looked at, or that there is not', async () => {
    for (const region of ['xx-bogus-9', 'us-gov-west-1', 'ap-south-1']) {
      const { code, stdout, stderr } = await prove(BUCKET, 'healthy.ndjson', '--region', region);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(`region ${region} is not among those looked at (`);
    }
  });

  it('is asked about in one account', async () => {
    expect((await prove(BUCKET, 'several.ndjson', '--account', ACCOUNT)).code).toBe(0);
    expect((await prove(BUCKET, 'several.ndjson', '--account', OTHER)).code).toBe(1);
  });

  it('is asked about many times over', async () => {
    const { code, stdout } = await prove(
      BUCKET,
      'several.ndjson',
      '--at-least',
      '3',
      '--within',
      '4m',
      '--account',
      ACCOUNT,
    );
    expect(stdout).toMatch(/^Somebody is told about 3 s3\.DeleteBucket within 4 minutes in account 1111/);
    expect(code).toBe(0);
  });

  it.each([BUCKET, 'record.json'])('says in JSON how many were asked about: %s', async (event) => {
    const asked = async (...args: readonly string[]) => {
      const { stdout } = await prove(event, 'healthy.ndjson', '--json', ...args);
      return (JSON.parse(stdout) as readonly Told[]).map(({ proof }) => proof.burst);
    };
    expect(await asked('--at-least', '3', '--within', '4m')).toEqual([{ count: 3, seconds: 240 }]);
    expect(await asked()).toEqual([undefined]);
  });

  it('counts any action as told where that is wanted', async () => {
    expect((await prove(BUCKET, 'queued.ndjson')).code).toBe(2);
    expect((await prove(BUCKET, 'queued.ndjson', '--reaches', 'action')).code).toBe(0);
  });

  it("may be one of one's own", async () => {
    const own = join(folder, 'own');
    mkdirSync(own, { recursive: true });
    writeFileSync(
      join(own, 'events.yaml'),
      `id: own.Deletion\ntitle: A bucket of ours is deleted\nrecordedIn: every\nrecords: { eventName: DeleteBucket, eventSource: s3.amazonaws.com, readOnly: false }\nsamples:\n  - name: a bucket is deleted\n    record: ${JSON.stringify(RECORD)}\n`,
    );
    const { code, stdout } = await prove('own.Deletion', 'healthy.ndjson', '--rules', 'own');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Somebody is told about own\.Deletion in account/);
  });

  it('gives its proofs to programs', async () => {
    const { stdout } = await prove(BUCKET, 'hidden.ndjson', '--json');
    const [answer, ...others] = JSON.parse(stdout) as readonly Told[];
    expect(others).toEqual([]);
    expect(answer).toMatchObject({
      account: ACCOUNT,
      name: ACCOUNT,
      proof: { events: BUCKET, truth: 'unknown', regions: ['us-east-1'], broken: { link: 'subscription' } },
      gaps: [{ reason: 'denied', account: ACCOUNT }],
    });
  });
});

describe.concurrent('a question that makes no sense is refused in one sentence', () => {
  const refused = ({ code, stdout, stderr }: Run, sentence: RegExp): void => {
    expect(stderr.split('\n')[0]).toMatch(sentence);
    expect(stderr).not.toMatch(/ {4}at /);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  };

  it.each<readonly [what: string, args: readonly string[], sentence: RegExp]>([
    [
      'a misspelt class',
      ['s3.DeleteBuckt', 'healthy.ndjson'],
      /^trailproof: there is no event class "s3\.DeleteBuckt" \(did you mean "s3\.DeleteBucket"\?\), and no file of that name\.$/,
    ],
    ['a name of nothing', ['zzz', 'healthy.ndjson'], /no file of that name\. Event classes: .*s3\.DeleteBucket/],
    ['a file that is not there', ['no.json', 'healthy.ndjson'], /^trailproof: no\.json cannot be read: it does not/],
    [
      'a snapshot for a record',
      ['healthy.ndjson', 'healthy.ndjson'],
      /other than a CloudTrail record \(number 1 of \d+\)/,
    ],
    ['two things from stdin', ['-', '-'], /the record and the snapshot cannot both come from stdin/],
    ['an account not looked at', [BUCKET, 'healthy.ndjson', '--account', OTHER], /is not among those looked at \(1111/],
    ['an account id that is none', [BUCKET, 'healthy.ndjson', '--account', '12'], /"12" is not an account id of 12/],
    ['a region that is none', [BUCKET, 'healthy.ndjson', '--region', 'mars'], /--region: "mars" is not a region name/],
    [
      'a target that is none',
      [BUCKET, 'healthy.ndjson', '--reaches', 'all'],
      /--reaches <what>' argument 'all' is invalid/,
    ],
    [
      'a version that is none',
      [BUCKET, 'healthy.ndjson', '--as-of', 'new'],
      /^trailproof: --as-of: "new" is not a version such as 3\.0\.$/,
    ],
    [
      'a number of events without a time',
      [BUCKET, 'healthy.ndjson', '--at-least', '5'],
      /--at-least and --within go together: so many events within a time, such as --at-least 5 --within 4m/,
    ],
    ['a time without a number', [BUCKET, 'healthy.ndjson', '--within', '4m'], /--at-least and --within go together/],
    ['a number that is none', [BUCKET, 'healthy.ndjson', '--at-least', '0', '--within', '4m'], /--at-least 0 is not a/],
    [
      'more than can be asked about',
      [BUCKET, 'healthy.ndjson', '--at-least', '1001', '--within', '4m'],
      /--at-least 1001 is not a whole number from 1 to 1000\./,
    ],
    [
      'a time without a unit',
      [BUCKET, 'healthy.ndjson', '--at-least', '5', '--within', '4'],
      /--within 4 is not a time such as 90s, 4m or 1h\./,
    ],
    ['no time at all', [BUCKET, 'healthy.ndjson', '--at-least', '5', '--within', '0m'], /--within 0m is not a time/],
    ['a version of a record', ['record.json', 'healthy.ndjson', '--as-of', '3.0'], /--as-of speaks of event classes/],
    ['live options beside a file', [BUCKET, 'healthy.ndjson', '--organization'], /--organization speaks of live AWS/],
    ['two snapshots', [BUCKET, 'healthy.ndjson', 'hidden.ndjson'], /one snapshot at a time/],
    ['no event', [], /missing required argument 'event'/],
  ])('%s', async (_what, args, sentence) => {
    refused(await prove(...args), sentence);
  });

  it.each<readonly [what: string, record: string, sentence: RegExp]>([
    [
      'no record',
      '{"Records":[]}',
      /^trailproof: stdin holds no record\. Give records as CloudTrail writes them: one, a JSON array, or one per line\.$/,
    ],
    [
      'an event of EventBridge that carries none',
      '{"detail-type":"Object Created","detail":{"bucket":{"name":"logs"}}}',
      /other than a CloudTrail record: it is the event "Object Created" of EventBridge, and in its detail there is no/,
    ],
    [
      'an insight',
      '{"eventCategory":"Insight","insightDetails":{}}',
      /^trailproof: stdin holds an insight of CloudTrail, and who is told of insights is not followed\.$/,
    ],
    ['a text for a record', 'START', /stdin holds something other than a CloudTrail record: it is no JSON object/],
    [
      'a record of something else',
      '{"a":1}',
      /stdin holds something other than a CloudTrail record: there is no eventName/,
    ],
    [
      'a record without account',
      '{"eventName":"Stop","awsRegion":"us-east-1"}',
      /Stop has no recipientAccountId\. .*--account/,
    ],
    [
      'a record without region',
      `{"eventName":"Stop","recipientAccountId":"${ACCOUNT}"}`,
      /Stop has no awsRegion\. .*--region/,
    ],
  ])('%s', async (_what, record, sentence) => {
    refused(await run(['prove', '-', 'healthy.ndjson'], { cwd: folder, input: record }), sentence);
  });
});

it('lets nothing through that would steer a terminal', async () => {
  const given = { ...HEALTHY, topics: [], subscriptions: [], alarms: [{ name: 'a\u001b[2J\u202eb', topics: [] }] };
  writeFileSync(join(folder, 'hostile.ndjson'), [...writeSnapshot(snapshotOf(given))].join(''));
  const { stdout } = await prove(BUCKET, 'hostile.ndjson');
  expect(stdout).toContain('[2J');
  expect(stdout).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
});

describe('live AWS', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator('example');
  });
  afterAll(() => simulator.stop());

  it('is read as far as a proof needs it, and gives the answers that an audit gives', async () => {
    const { env, url } = simulator;
    const args = ['prove', BUCKET, '--organization', '--endpoint-url', url, '--json', '--quiet'];
    const { stdout, stderr } = await run(args, { env });
    expect(stderr).toBe('');
    const answers = JSON.parse(stdout) as readonly Told[];
    const found = Object.fromEntries(answers.map(({ account, proof }) => [account, VERDICTS[proof.truth]]));
    const { expected } = knownWorld('example');
    const wanted = Object.entries(expected).map(([id, rules]) => [id, verdictOf(rules['alarm.s3-bucket-deleted'])]);
    expect(found).toEqual(Object.fromEntries(wanted));
    const { byCall } = await simulator.stats();
    expect(
      Object.keys(byCall)
        .filter((call) => /^(sns|logs|cloudwatch|cloudtrail):/.test(call))
        .sort(),
    ).toEqual([
      'cloudtrail:DescribeTrails',
      'cloudtrail:GetEventSelectors',
      'cloudtrail:GetTrailStatus',
      'cloudwatch:DescribeAlarms',
      'cloudwatch:ListAlarmMuteRules',
      'logs:DescribeLogGroups',
      'logs:DescribeMetricFilters',
      'sns:GetSubscriptionAttributes',
      'sns:GetTopicAttributes',
      'sns:ListSubscriptionsByTopic',
    ]);
  });

  const VERDICTS = { true: 'pass', false: 'fail', unknown: 'unknown' } as const;
  /** One finding for each account. */
  const verdictOf = (verdict: ExpectedVerdict | undefined) =>
    typeof verdict === 'object' ? Object.values(verdict)[0] : verdict;
});
