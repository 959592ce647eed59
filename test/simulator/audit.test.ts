/** Whole audits of worlds whose truth is known: exactly the expected verdicts, no question asked twice, and no more calls than needed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding, Report } from '../../src/model/report.ts';
import { causesOf } from '../../src/reporters/causes.ts';
import type { CollectScope } from '../../src/sources/aws/index.ts';
import { run } from '../cli.ts';
import type { Audit } from './audit.ts';
import { audit, rulebook, wrongIn } from './audit.ts';
import type { Fault, Mishap } from './faults.ts';
import type { Stats } from './ledger.ts';
import type { Simulator } from './start.ts';
import { startSimulator } from './start.ts';
import type { Account, World } from './world.ts';
import { ACCOUNTS } from './worlds/example.ts';
import { ALONE, HEALTHY } from './worlds/expected.ts';
import { knownWorld } from './worlds/index.ts';
import { account, bucket, chain, composite, holdings, ROLE, topic, topicArn } from './worlds/parts.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

describe('an audit of the example organization', () => {
  const { world, expected } = knownWorld('example');
  let seen: Audit;
  let stats: Stats;
  beforeAll(async () => {
    await simulator.show(world);
    seen = await audit(simulator);
    stats = await simulator.stats();
  });

  it('gives exactly the verdicts that are right', () => {
    const { report, seconds } = seen;
    expect(wrongIn(report, expected)).toBe('');
    expect(report.gate.exitCode).toBe(1);
    expect(report.summary.unreadableAccounts).toEqual([ACCOUNTS.sandbox]);
    const gaps = new Set(report.gaps.map(({ account: id, call, reason }) => `${id} ${call} ${reason}`));
    expect([...gaps]).toEqual([
      `${ACCOUNTS.analytics} logs:DescribeMetricFilters denied`,
      `${ACCOUNTS.sandbox} sts:AssumeRole denied`,
    ]);
    expect(stats.duplicates).toEqual([]);
    // In one account half of the quotas is left, and calls begin at that.
    expect(stats.throttled).toBe(0);
    // Ten sights of trails in 29 regions: nine of accounts' own, and the organization's. Each is asked about once. Seven keys are of trails, two of topics, and no others stand in the 29 regions; aliases are asked for where there are keys.
    const ofTrails = Object.entries(stats.byCall).filter(([call]) => /^(cloudtrail|kms):/.test(call));
    expect(Object.fromEntries(ofTrails)).toEqual({
      'cloudtrail:DescribeTrails': 29,
      'cloudtrail:GetEventDataStore': 2,
      'cloudtrail:GetEventSelectors': 10,
      'cloudtrail:GetInsightSelectors': 10,
      'cloudtrail:GetTrailStatus': 10,
      'cloudtrail:ListEventDataStores': 29,
      'cloudtrail:ListTags': 10,
      'kms:DescribeKey': 7 + 2,
      'kms:GetKeyPolicy': 2,
      'kms:GetKeyRotationStatus': 7 + 2,
      'kms:ListAliases': 8,
      'kms:ListKeys': 29,
    });
    // Four regions each, asked for what runs there and what guards them; for mute rules in the ten that have alarms; and for what a few have beside: keys of topics, event buses and rules, a second log group.
    expect(stats.byCall['cloudwatch:ListAlarmMuteRules']).toBe(10);
    expect(stats.calls).toBeLessThanOrEqual(8 * (52 + 4 * 14) + 10 + 16 + 37);
    expect(seconds).toBeLessThan(20);
  });

  it('would notice a wrong verdict of any rule, and one that is missing', () => {
    const { report } = seen;
    for (const { id } of report.rules) {
      const turned = report.findings.map((each) => (each.ruleId === id ? { ...each, verdict: other(each) } : each));
      expect(wrongIn({ ...report, findings: turned }, expected), id).not.toBe('');
      const missing = report.findings.filter(({ ruleId }) => ruleId !== id);
      expect(wrongIn({ ...report, findings: missing }, expected), id).not.toBe('');
    }
  });

  const other = ({ verdict }: Finding): Finding['verdict'] => (verdict === 'pass' ? 'fail' : 'pass');

  it('names the links at which accounts are broken', () => {
    const { report } = seen;
    const broken = (id: string) =>
      Object.fromEntries(
        report.findings.flatMap(({ account: each, ruleId, proof }) =>
          each === id && proof?.truth === 'false' ? [[ruleId, proof.broken?.link]] : [],
        ),
      );
    const [changes, deleted, refused] = [
      'alarm.cloudtrail-changes',
      'alarm.s3-bucket-deleted',
      'alarm.unauthorized-api-calls',
    ] as const;
    expect(broken(ACCOUNTS.webShop)).toEqual({
      [changes]: 'metricFilter',
      [deleted]: 'metricFilter',
      [refused]: 'alarm',
    });
    expect(broken(ACCOUNTS.warehouse)).toEqual({ [changes]: 'action', [deleted]: 'alarm', [refused]: 'subscription' });
    expect(broken(ACCOUNTS.legacy)).toMatchObject({ [changes]: 'alarm', [refused]: 'topic' });

    // Each of legacy's own trails ends at another link, beside the organization trail's, whose filters are about other events.
    const legacy = report.findings.find((each) => each.account === ACCOUNTS.legacy && each.ruleId === deleted);
    const ends = legacy?.proof?.routes.map(({ links }) => links.find(({ truth }) => truth === 'false'));
    expect(ends?.map((end) => end?.link).sort()).toEqual(['logGroup', 'metricFilter', 'selectors', 'trail', 'trail']);
    const sentences = ends?.map((end) => end?.sentence).join('\n');
    expect(sentences).toMatch(/trail-2019 is not logging/);
    expect(sentences).toMatch(/frankfurt-only records only eu-central-1/);
    expect(sentences).toMatch(/no management events/);
    expect(sentences).toMatch(/billing\/cloudtrail.*does not exist/);

    // The role that the web shop's filter leaves out is the counterexample.
    const trusted = report.findings.find((each) => each.account === ACCOUNTS.webShop && each.ruleId === changes);
    expect(JSON.stringify(trusted?.proof?.counterexample)).toContain('assumed-role/Deployer');
  });
});

describe('an audit', () => {
  it('of one account in 17 regions takes 62 calls for the chain, two more for its trail, nine for its bucket, 17 each for event data stores, event buses and keys, and 10 for what stands around', async () => {
    const { world } = knownWorld('wide');
    await simulator.show(world);
    const rules = { ...rulebook, rules: rulebook.rules.filter(({ tags }) => !tags.includes('workload')) };
    await audit({ ...simulator, env: keys(world) }, { scope: { by: 'caller' }, rules });
    const stats = await simulator.stats();
    console.log(`${stats.calls} calls for ${rules.rules.length} rules on one account in 17 regions`);
    expect(stats.byCall['sns:GetSubscriptionAttributes']).toBe(1);
    expect(stats.byCall['cloudwatch:ListAlarmMuteRules']).toBe(1);
    const ofTrails = Object.entries(stats.byCall).filter(([call]) => /^(cloudtrail|kms):/.test(call));
    expect(Object.fromEntries(ofTrails)).toEqual({
      'cloudtrail:DescribeTrails': 17,
      'cloudtrail:GetEventSelectors': 1,
      'cloudtrail:GetInsightSelectors': 1,
      'cloudtrail:GetTrailStatus': 1,
      'cloudtrail:ListEventDataStores': 17,
      'cloudtrail:ListTags': 1,
      'kms:DescribeKey': 1,
      'kms:GetKeyRotationStatus': 1,
      'kms:ListAliases': 1,
      'kms:ListKeys': 17,
    });
    // Resource policies of the log group and of its account, its subscription filters, all log groups and metric filters beside it, metrics, tags, the key, its rotation and its aliases.
    expect(stats.calls).toBe(62 + 2 + 9 + 3 * 17 + 10);
    const ofBucket = Object.entries(stats.byCall).filter(([call]) => call.startsWith('s3'));
    expect(ofBucket.map(([, times]) => times)).toEqual(Array.from({ length: 9 }, () => 1));
    expect(stats.duplicates).toEqual([]);
    expect(stats.throttled).toBe(0);
  });

  it('of one account in 17 regions takes at most 120 calls for the rules of the usual profile', async () => {
    const { world } = knownWorld('wide');
    await simulator.show(world);
    const args = ['audit', '--endpoint-url', simulator.url, '-o', 'json', '--quiet'];
    const { stdout, stderr } = await run(args, { env: { ...simulator.env, ...keys(world) } });
    expect(stderr).toBe('');
    expect((JSON.parse(stdout) as Report).rules.length).toBeGreaterThan(80);
    expect((await simulator.stats()).calls).toBeLessThanOrEqual(120);
  });

  it('asks each region once for each list of what runs there, and for what guards it', async () => {
    const { world, expected } = knownWorld('wide');
    await simulator.show(world);
    const { report } = await audit({ ...simulator, env: keys(world) }, { scope: { by: 'caller' } });
    const stats = await simulator.stats();
    console.log(`${stats.calls} calls for ${report.rules.length} rules on one account in 17 regions`);
    expect(wrongIn(report, expected)).toBe('');
    const lists = [
      ...['ec2:DescribeInstances', 'ec2:DescribeVpcs', 'lambda:ListFunctions', 'rds:DescribeDBInstances'],
      ...['elasticloadbalancing:DescribeLoadBalancers', 'autoscaling:DescribeAutoScalingGroups'],
      // What guards a region takes a further call where it is there: whether it is on is in no list.
      ...['config:DescribeConfigurationRecorderStatus', 'config:DescribeConfigurationRecorders'],
      ...['config:DescribeDeliveryChannelStatus', 'securityhub:DescribeHub', 'securityhub:GetEnabledStandards'],
      ...['guardduty:ListDetectors', 'guardduty:GetDetector'],
    ];
    for (const call of lists) expect(stats.byCall[call], call).toBe(17);
    // Flow logs are asked for where there is something to be watched; metrics once, since alarms look at those of filters.
    expect(stats.byCall['ec2:DescribeFlowLogs']).toBeUndefined();
    expect(stats.byCall['cloudwatch:ListMetrics']).toBe(1);
    expect(stats.calls).toBeLessThanOrEqual(134 + 17 * lists.length);
    expect(stats.duplicates).toEqual([]);
    expect(stats.throttled).toBe(0);
  });

  it('reads lists to their very end, wherever a page ends', async () => {
    const { world, expected } = knownWorld('paging');
    await simulator.show(world);
    const { report } = await audit({ ...simulator, env: keys(world) });
    expect(report.scope.accounts).toHaveLength(22);
    expect(wrongIn(report, expected)).toBe('');
    expect((await simulator.stats()).duplicates).toEqual([]);
  });

  it('finds what is wrong in every archetype, and nothing else', async () => {
    const { world, expected } = knownWorld('many');
    await simulator.show(world);
    const { report } = await audit({ ...simulator, env: keys(world) });
    expect(wrongIn(report, expected)).toBe('');
    const stats = await simulator.stats();
    expect(stats.duplicates).toEqual([]);
    expect(stats.throttled).toBe(0);
    // Two regions each. Accounts that cannot be entered cost one call.
    expect(stats.calls / world.accounts.length).toBeLessThan(40 + 2 * 15);
  }, 120_000);
});

describe('an account that is suspended or being closed', () => {
  it.each(['SUSPENDED', 'PENDING_CLOSURE'] as const)('is not looked at, and the report says so: %s', async (status) => {
    const { world } = knownWorld('example');
    const closed = ACCOUNTS.legacy;
    await simulator.show({
      ...world,
      accounts: world.accounts.map((each) => (each.id === closed ? { ...each, status } : each)),
    });
    const { report } = await audit({ ...simulator, env: keys(world) }, { scope: { regions: ['us-east-1'] } });
    expect(report.scope.accounts).toHaveLength(world.accounts.length - 1);
    expect(report.scope.accounts).not.toContain(closed);
    expect(report.findings.filter((finding) => finding.account === closed)).toEqual([]);
    expect(report.gaps.filter((gap) => gap.account === closed)).toMatchObject([
      { reason: 'outOfScope', message: `account ${closed} is not looked at: its status is ${status}` },
    ]);
  });
});

describe('the way into an account', () => {
  const spot = { account: '100000000001', region: 'us-east-1' };
  const names = { trail: 'main', logGroup: 'trail', topic: 'alerts', subscriber: 'guard@example.com' };
  const alone: World = {
    ...knownWorld('wide').world,
    accounts: [
      ...knownWorld('wide').world.accounts,
      account(
        spot.account,
        'Guarded',
        { 'us-east-1': chain(spot, names) },
        { member: false, role: { name: 'Audit', externalId: 'e7a1' } },
      ),
    ],
    quotas: 1,
  };
  const scope = { by: 'accounts', accounts: [spot.account], role: 'Audit' } as const;
  // Whoever looks in from outside is not told of its organization.
  const GUARDED = { ...ALONE, 'bucket.in-log-archive-account': 'unknown' } as const;

  it('is the role with its external id', async () => {
    await simulator.show(alone);
    const right = await audit({ ...simulator, env: keys(alone) }, { scope: { ...scope, externalId: 'e7a1' } });
    expect(
      wrongIn(right.report, { [spot.account]: GUARDED, '': { 'trail.organization-trail': 'notApplicable' } }),
    ).toBe('');
    const wrong = await audit({ ...simulator, env: keys(alone) }, { scope: { ...scope, externalId: 'e7a2' } });
    expect(wrong.report.summary.unreadableAccounts).toEqual([spot.account]);
  });

  it('is taken again before a session ends', async () => {
    await simulator.show({ ...alone, sessionSeconds: 200 });
    const { report } = await audit({ ...simulator, env: keys(alone) }, { scope: { ...scope, externalId: 'e7a1' } });
    const unknown = report.findings.filter(({ verdict }) => verdict === 'unknown');
    expect(unknown.map(({ ruleId }) => ruleId)).toEqual(['bucket.in-log-archive-account']);
    expect((await simulator.stats()).byCall['sts:AssumeRole']).toBeGreaterThan(1);
  });

  it("is asked for its regions in the caller's own region where us-east-1 is closed to it", async () => {
    await simulator.show({
      ...alone,
      faults: [{ what: 'deny', call: 'ec2:*', region: 'us-east-1', account: spot.account }],
    });
    const from = (AWS_REGION: string) =>
      audit({ ...simulator, env: { ...keys(alone), AWS_REGION } }, { scope: { ...scope, externalId: 'e7a1' } });
    const { report, snapshot } = await from('eu-west-1');
    // What EC2 itself would say of us-east-1 stays unknown.
    const ofEc2 = ['instance.cpu-alarm', 'instance.status-check-alarm', 'instance.disk-space-alarm', 'vpc.flow-logs'];
    const unseen = Object.fromEntries(ofEc2.map((rule) => [rule, 'unknown'] as const));
    const right = {
      [spot.account]: { ...GUARDED, ...unseen },
      '': { 'trail.organization-trail': 'notApplicable' },
    } as const;
    expect(wrongIn(report, right)).toBe('');
    const [region] = snapshot.resources.filter(({ kind }) => kind === 'region');
    expect(region?.origins['list']).toMatchObject({ call: 'ec2:DescribeRegions', region: 'eu-west-1' });
    const closed = await from('us-east-1');
    expect(closed.report.summary.unreadableAccounts).toEqual([spot.account]);
    expect(causesOf(closed.report).map(({ advice }) => advice)).toEqual([
      'Allow ec2:DescribeRegions to the role that audits, set AWS_REGION to a region where it is allowed, or name the regions with --regions.',
    ]);
  });

  it('does not lead into regions that are not enabled', async () => {
    await simulator.show({
      ...alone,
      accounts: alone.accounts.map((each) => ({ ...each, denied: ['ec2:DescribeRegions'] })),
    });
    const regions = ['us-east-1', 'eu-south-1'];
    const { report } = await audit(
      { ...simulator, env: keys(alone) },
      { scope: { ...scope, externalId: 'e7a1', regions } },
    );
    const reasons = new Set(report.gaps.filter(({ region }) => region === 'eu-south-1').map(({ reason }) => reason));
    expect([...reasons]).toEqual(['regionDisabled']);
    const failed = report.findings.filter(({ verdict }) => verdict === 'fail');
    expect(failed.filter(({ ruleId }) => HEALTHY[ruleId] !== 'fail')).toEqual([]);
  });
});

describe('a topic of another account', () => {
  const spot = { account: '100000000001', region: 'us-east-1' };
  const CENTRAL = '200000000001';
  const names = { trail: 'main', logGroup: 'trail', topic: 'alerts', subscriber: 'guard@example.com' };
  const whole = chain(spot, names);
  const target = topicArn({ account: CENTRAL, region: 'us-east-1' }, 'security');
  const Statement = {
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: 'sns:Publish',
    Resource: target,
  };

  const world = (readableBy: readonly string[]): World => ({
    ...knownWorld('wide').world,
    caller: spot.account,
    accounts: [
      account(
        spot.account,
        'Publishes',
        { 'us-east-1': { ...whole, topics: [], alarms: whole.alarms.map((each) => ({ ...each, actions: [target] })) } },
        { member: false },
      ),
      account(CENTRAL, 'Security', {
        'us-east-1': holdings({
          topics: [
            {
              ...topic('security', 'team@example.com'),
              readableBy,
              policy: JSON.stringify({ Statement: [Statement] }),
            },
          ],
        }),
      }),
    ],
  });

  const verdictOf = async (shown: World, scope: Partial<CollectScope>) => {
    await simulator.show(shown);
    const { report } = await audit({ ...simulator, env: keys(shown) }, { scope });
    const finding = report.findings.find((each) => each.account === spot.account && each.ruleId === 'alarm.root-usage');
    return [finding?.verdict, report.gaps.map(({ call, reason }) => `${call} ${reason}`)];
  };
  const both = { by: 'accounts', accounts: [spot.account, CENTRAL] } as const;

  it('is read there, where that account is looked at, too', async () => {
    expect(await verdictOf(world([]), both)).toEqual(['pass', []]);
  });

  it('is read by its ARN, where its policy lets others look', async () => {
    expect(await verdictOf(world([spot.account]), { by: 'caller' })).toEqual(['pass', []]);
  });

  it('is unknown where it does not', async () => {
    expect(await verdictOf(world([]), { by: 'caller' })).toEqual(['unknown', ['sns:GetTopicAttributes denied']]);
  });
});

describe('a bucket of another account', () => {
  const spot = { account: '100000000001', region: 'us-east-1' };
  const ARCHIVE = '200000000001';
  const OTHER = '300000000001';
  const names = { trail: 'main', logGroup: 'trail', topic: 'alerts', subscriber: 'guard@example.com' };
  const whole = chain(spot, names);
  const NAME = 'central-logs';
  const archive = bucket(spot, NAME, { loggingBucket: 'requests' });

  const world = (held: Account['holdings'], change: Partial<Account> = {}): World => ({
    ...knownWorld('wide').world,
    caller: spot.account,
    accounts: [
      account(spot.account, 'Delivers', {
        'us-east-1': { ...whole, buckets: [], trails: whole.trails.map((each) => ({ ...each, bucket: NAME })) },
      }),
      account(ARCHIVE, 'Log archive', held, { ...change, regions: ['us-east-1', 'eu-west-1'] }),
      account(OTHER, 'Other', {}),
    ],
  });

  /** Verdicts of the trail's and of the bucket's rule, and what was asked of S3. */
  const seen = async (shown: World, scope: Partial<CollectScope>) => {
    await simulator.show(shown);
    const { report } = await audit({ ...simulator, env: keys(shown) }, { scope });
    const found = (rule: string) =>
      report.findings
        .filter((each) => each.ruleId === rule && each.verdict !== 'notApplicable')
        .map((each) => `${each.account}/${each.region} ${each.verdict}`);
    const gaps = report.gaps.map(({ call, reason, message }) => `${call} ${reason} ${message}`);
    const { duplicates } = await simulator.stats();
    expect(duplicates).toEqual([]);
    return { exists: found('bucket.exists'), versioning: found('bucket.versioning'), gaps };
  };
  const all = { by: 'accounts', accounts: [spot.account, ARCHIVE, OTHER] } as const;
  const trailsVerdict = (verdict: string) => [`${spot.account}/us-east-1 ${verdict}`];

  it('is read there, in its own region, where that account is looked at', async () => {
    const { exists, versioning, gaps } = await seen(world({ 'eu-west-1': holdings({ buckets: [archive] }) }), all);
    expect(exists).toEqual(trailsVerdict('pass'));
    expect(versioning).toEqual([`${ARCHIVE}/eu-west-1 pass`]);
    expect(gaps).toEqual([]);
  });

  it('is a subject although only another region is looked at', async () => {
    const shown = world({ 'eu-west-1': holdings({ buckets: [archive] }) });
    const { versioning } = await seen(shown, { ...all, regions: ['us-east-1'] });
    expect(versioning).toEqual([`${ARCHIVE}/eu-west-1 pass`]);
  });

  it('is no subject where that account is not looked at, and whether it exists is left open', async () => {
    const shown = world({ 'us-east-1': holdings({ buckets: [archive] }) });
    const { exists, versioning, gaps } = await seen(shown, { by: 'caller' });
    expect(exists).toEqual(trailsVerdict('unknown'));
    expect(versioning).toEqual([]);
    expect(gaps).toEqual([
      expect.stringMatching(
        /^s3:ListBuckets outOfScope bucket central-logs belongs to none of the accounts looked at$/,
      ),
    ]);
  });

  it('is unknown where its account cannot be entered, or may not be asked', async () => {
    const held = { 'us-east-1': holdings({ buckets: [archive] }) };
    const closed = await seen(world(held, { role: { name: ROLE, refuses: true } }), all);
    expect(closed.exists).toEqual([...trailsVerdict('unknown'), `${ARCHIVE}/ unknown`]);
    expect(closed.gaps).toContainEqual(expect.stringMatching(/belongs to none of the accounts that could be asked/));
    const denied = await seen(world(held, { denied: ['s3:ListAllMyBuckets'] }), all);
    expect(denied.exists).toEqual(trailsVerdict('unknown'));
    expect(denied.gaps).toEqual([expect.stringMatching(/^s3:ListBuckets denied AccessDenied/)]);
  });

  it('that does not exist is gone, and nobody else is asked', async () => {
    const { exists, gaps } = await seen(world({}), all);
    expect(exists).toEqual(trailsVerdict('fail'));
    expect(gaps).toEqual([]);
    expect((await simulator.stats()).byCall).toMatchObject({ 's3:ListBuckets': 1, 's3:HeadBucket': 1 });
  });
});

describe('answers of S3 that go wrong', () => {
  const { world } = knownWorld('wide');
  const verdictOf = async (rule: string, fault: Omit<Fault, 'call'> & Mishap, call: string) => {
    await simulator.show({ ...world, faults: [{ ...fault, call }] });
    const { report } = await audit({ ...simulator, env: keys(world) }, { scope: { by: 'caller' } });
    const finding = report.findings.find(({ ruleId }) => ruleId === rule);
    return [finding?.verdict, ...new Set(report.gaps.map(({ call: each, reason }) => `${each} ${reason}`))];
  };

  it('are asked for again, where it was too much or the connection was cut', async () => {
    const call = 's3:GetBucketVersioning';
    expect(await verdictOf('bucket.versioning', { what: 'throttle', times: 1 }, call)).toEqual(['pass']);
    expect(await verdictOf('bucket.versioning', { what: 'reset', times: 1 }, call)).toEqual(['pass']);
    expect(await verdictOf('bucket.versioning', { what: 'unavailable', times: 1 }, call)).toEqual(['pass']);
  });

  it('are none where they are empty, cut in half or a page of a proxy', async () => {
    const call = 's3:GetBucketVersioning';
    for (const what of ['empty', 'half', 'proxyPage'] as const) {
      expect(await verdictOf('bucket.versioning', { what }, call), what).toEqual(['unknown', `${call} malformed`]);
    }
    const block = 's3:GetPublicAccessBlock';
    expect(await verdictOf('bucket.block-public-access', { what: 'proxyPage' }, block)).toEqual([
      'unknown',
      `${block} malformed`,
    ]);
    const policy = 's3:GetBucketPolicy';
    expect((await verdictOf('bucket.tls-only', { what: 'proxyPage' }, policy))[0]).toBe('unknown');
  });

  it('do not make a bucket be gone', async () => {
    const call = 's3:ListBuckets';
    expect(await verdictOf('bucket.exists', { what: 'deny' }, call)).toEqual(['unknown', `${call} denied`]);
    expect(await verdictOf('bucket.exists', { what: 'proxyPage' }, call)).toEqual(['unknown', `${call} malformed`]);
  });
});

describe('a composite alarm', () => {
  const spot = { account: '100000000001', region: 'us-east-1' };
  const names = { trail: 'main', logGroup: 'trail', topic: 'alerts', subscriber: 'guard@example.com' };
  const whole = chain(spot, names);
  const speaks = [topicArn(spot, 'security')];

  /** Alarms without actions, and the composite alarms that speak for them. */
  const verdictOf = async (...composites: readonly ReturnType<typeof composite>[]) => {
    const alarms = whole.alarms.map((each) => ({ ...each, actions: [] }));
    const topics = [topic('security', 'team@example.com')];
    const shown: World = {
      ...knownWorld('wide').world,
      caller: spot.account,
      accounts: [
        account(spot.account, 'Composed', { 'us-east-1': { ...whole, alarms, topics, composites } }, { member: false }),
      ],
    };
    await simulator.show(shown);
    const { report } = await audit({ ...simulator, env: keys(shown) }, { scope: { by: 'caller' } });
    expect(report.gaps).toEqual([]);
    expect((await simulator.stats()).duplicates).toEqual([]);
    return report.findings.find(({ ruleId }) => ruleId === 'alarm.s3-bucket-deleted')?.verdict;
  };
  const any = whole.alarms.map(({ name }) => `ALARM("${name}")`).join(' OR ');

  it('is read with its topic and subscriptions, which no metric alarm names', async () => {
    expect(await verdictOf(composite('any', any, speaks))).toBe('pass');
    expect(await verdictOf()).toBe('fail');
  });

  it('may be part of others, three deep', async () => {
    const chained = [composite('any', any, []), composite('middle', 'ALARM(any)', [])];
    expect(await verdictOf(...chained, composite('top', 'ALARM(middle)', speaks))).toBe('pass');
  });
});

function keys({ caller }: World): Readonly<Record<string, string>> {
  return { ...simulator.env, AWS_ACCESS_KEY_ID: `AKIA${caller}` };
}
