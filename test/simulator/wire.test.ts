/** The simulator speaks as AWS does: every operation through AWS's own clients, page by page, with its errors. */
import { connect } from 'node:net';
import {
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  LookupEventsCommand,
} from '@aws-sdk/client-cloudtrail';
import { DescribeAlarmsCommand, ListDashboardsCommand, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import {
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  paginateDescribeLogGroups,
  paginateDescribeMetricFilters,
} from '@aws-sdk/client-cloudwatch-logs';
import { DescribeRegionsCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { DescribeOrganizationCommand, ListAccountsCommand, paginateListAccounts } from '@aws-sdk/client-organizations';
import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  paginateListSubscriptionsByTopic,
} from '@aws-sdk/client-sns';
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assume, clients, keysOf, refusalOf } from './clients.ts';
import type { Simulator } from './start.ts';
import { startSimulator } from './start.ts';
import type { World } from './world.ts';
import {
  account,
  alarm,
  chain,
  composite,
  EVERYTHING,
  filter,
  holdings,
  logGroup,
  plainLogGroup,
  REGIONS,
  topicArn,
  trail,
} from './worlds/parts.ts';

const MANAGER = '999900001111';
const MEMBER = '111100002222';
const ALONE = '222200003333';
const HOME = 'us-east-1';

const FEW = ['account.RootUsage', 'api.Unauthorized', 'cloudtrail.Changes', 's3.DeleteBucket'] as const;

const central = chain(
  { account: MANAGER, region: HOME },
  { trail: 'all', logGroup: 'central', topic: 'security', subscriber: 'a@example.com', classes: FEW },
);
const own = chain(
  { account: MEMBER, region: HOME },
  { trail: 'own', logGroup: 'trail/own', topic: 'alerts', subscriber: 'b@example.com', classes: FEW },
);
const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index).padStart(3, '0'));
const FRANKFURT = { account: MEMBER, region: 'eu-central-1' };

const member = account(
  MEMBER,
  'Member <&> "friends"',
  {
    [HOME]: {
      ...own,
      logGroups: [
        ...own.logGroups,
        ...numbers(101).map((name) => plainLogGroup(`/app/${name}`, [filter(name, 'ERROR')])),
      ],
      alarms: [...own.alarms, ...numbers(197).map((name) => alarm(`app-${name}`, []))],
      composites: [composite('down', 'ALARM("app-001")', [])],
      logAlarms: [{ name: 'deleted', query: 'filter x', logGroups: ['trail'], actions: [], actionsEnabled: true }],
      topics: own.topics.map((topic) => ({
        ...topic,
        subscriptions: [
          ...numbers(100).map((name) => ({ protocol: 'email', endpoint: `${name}@example.com`, confirmed: false })),
          ...topic.subscriptions,
        ],
      })),
    },
    'eu-central-1': holdings({
      trails: [
        trail(FRANKFURT, 'local', 'local', { multiRegion: false, logging: false, deliveryError: 'AccessDenied' }),
      ],
      logGroups: [logGroup(FRANKFURT, 'local', [])],
    }),
  },
  { regions: [...REGIONS, 'eu-south-1'], role: { name: 'Audit/Reader', externalId: 'e7a1' } },
);

const world: World = {
  name: 'wire',
  seed: 'wire',
  caller: MANAGER,
  organization: { id: 'o-wire', managementAccount: MANAGER, featureSet: 'ALL' },
  accounts: [
    account(MANAGER, 'Manager', {
      [HOME]: {
        ...central,
        trails: central.trails.map((each) => ({ ...each, organization: true })),
        topics: [...central.topics, { name: 'shared', readableBy: [MEMBER], subscriptions: [] }],
      },
    }),
    member,
    ...numbers(39).map((name) => account(`300000000${name}`, name, {})),
    account(ALONE, 'Alone', {}, { member: false }),
  ],
  regions: [...REGIONS, 'eu-south-1', 'af-south-1'].map((name) => ({ name, optIn: name.includes('south') })),
  faults: [],
};

let simulator: Simulator;
const as = (id: string, region?: string) => clients(simulator.url, keysOf(id), region);
const TRAIL = `arn:aws:cloudtrail:${HOME}:${MANAGER}:trail/all`;

beforeAll(async () => {
  simulator = await startSimulator();
  await simulator.show(world);
});
afterAll(() => simulator.stop());

async function pagesOf<Answer>(pages: AsyncIterable<Answer>): Promise<readonly Answer[]> {
  const found: Answer[] = [];
  for await (const page of pages) found.push(page);
  return found;
}

describe('sts', () => {
  it('says who asks', async () => {
    expect(await as(MANAGER).sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: MANAGER,
      Arn: `arn:aws:iam::${MANAGER}:user/auditor`,
    });
  });

  it('gives a role with credentials that end, and the role is what is asked then', async () => {
    const { sts } = as(MANAGER);
    const RoleArn = `arn:aws:iam::${ALONE}:role/OrganizationAccountAccessRole`;
    const { Credentials, AssumedRoleUser } = await sts.send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me', DurationSeconds: 900 }),
    );
    const left = (Credentials?.Expiration?.getTime() ?? 0) - Date.now();
    expect(left).toBeGreaterThan(890_000);
    expect(left).toBeLessThan(901_000);
    const keys = await assume(simulator.url, MANAGER, ALONE);
    const identity = await clients(simulator.url, keys).sts.send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({ Account: ALONE, Arn: AssumedRoleUser?.Arn?.replace('/me', '/test') });
  });

  it.each([
    [
      'an account that does not exist',
      { RoleArn: 'arn:aws:iam::444444444444:role/OrganizationAccountAccessRole' },
      'AccessDenied 403',
    ],
    ['a role of another name', { RoleArn: `arn:aws:iam::${ALONE}:role/Auditor` }, 'AccessDenied 403'],
    [
      'a role whose external id is missing',
      { RoleArn: `arn:aws:iam::${MEMBER}:role/Audit/Reader` },
      'AccessDenied 403',
    ],
    [
      'a role whose external id is wrong',
      { RoleArn: `arn:aws:iam::${MEMBER}:role/Audit/Reader`, ExternalId: 'no' },
      'AccessDenied 403',
    ],
    ['what is no ARN', { RoleArn: 'Auditor-of-everything' }, 'ValidationError 400'],
    [
      'a session without a proper name',
      { RoleArn: `arn:aws:iam::${ALONE}:role/x`, RoleSessionName: 'a b' },
      'ValidationError 400',
    ],
  ])('refuses %s', async (_, input, refusal) => {
    const command = new AssumeRoleCommand({ RoleSessionName: 'test', ...input });
    expect(await refusalOf(as(MANAGER).sts.send(command))).toBe(refusal);
  });

  it('takes the external id where it is right', async () => {
    const command = new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${MEMBER}:role/Audit/Reader`,
      RoleSessionName: 'test',
      ExternalId: 'e7a1',
    });
    expect((await as(MANAGER).sts.send(command)).Credentials?.AccessKeyId).toBe(`ASIA${MEMBER}`);
  });
});

describe('organizations', () => {
  it('lists accounts 20 at a time, to the management account', async () => {
    const pages = await pagesOf(paginateListAccounts({ client: as(MANAGER).organizations }, {}));
    expect(pages.map(({ Accounts }) => Accounts?.length)).toEqual([20, 20, 1]);
    const [, second] = pages.flatMap(({ Accounts = [] }) => Accounts);
    expect(second).toMatchObject({ Id: MEMBER, Name: 'Member <&> "friends"', Status: 'ACTIVE', State: 'ACTIVE' });
    expect(second?.JoinedTimestamp).toBeInstanceOf(Date);
  });

  it('tells members of their organization, and no more', async () => {
    const { organizations } = as(MEMBER);
    const { Organization } = await organizations.send(new DescribeOrganizationCommand({}));
    expect(Organization).toMatchObject({ Id: 'o-wire', MasterAccountId: MANAGER, FeatureSet: 'ALL' });
    expect(await refusalOf(organizations.send(new ListAccountsCommand({})))).toBe('AccessDeniedException 400');
  });

  it('knows accounts that are in none', async () => {
    const { organizations } = as(ALONE);
    expect(await refusalOf(organizations.send(new DescribeOrganizationCommand({})))).toBe(
      'AWSOrganizationsNotInUseException 400',
    );
    expect(await refusalOf(organizations.send(new ListAccountsCommand({})))).toBe(
      'AWSOrganizationsNotInUseException 400',
    );
  });
});

describe('ec2', () => {
  const names = (answer: { Regions?: readonly { RegionName?: string | undefined }[] | undefined }) =>
    answer.Regions?.map(({ RegionName }) => RegionName);

  it('lists the regions that an account has enabled', async () => {
    expect(names(await as(MANAGER).ec2.send(new DescribeRegionsCommand({})))).toEqual(REGIONS);
    const answer = await as(MEMBER).ec2.send(new DescribeRegionsCommand({}));
    expect(names(answer)).toEqual([...REGIONS, 'eu-south-1']);
    expect(answer.Regions?.at(-1)?.OptInStatus).toBe('opted-in');
  });

  it('lists all of them, named ones, and those of a status', async () => {
    const { ec2 } = as(MEMBER);
    expect(names(await ec2.send(new DescribeRegionsCommand({ AllRegions: true })))).toHaveLength(6);
    expect(names(await ec2.send(new DescribeRegionsCommand({ RegionNames: ['eu-west-1'] })))).toEqual(['eu-west-1']);
    const Filters = [{ Name: 'opt-in-status', Values: ['not-opted-in'] }];
    expect(names(await ec2.send(new DescribeRegionsCommand({ AllRegions: true, Filters })))).toEqual(['af-south-1']);
    expect(await refusalOf(ec2.send(new DescribeRegionsCommand({ RegionNames: ['eu-nowhere-9'] })))).toBe(
      'InvalidParameterValue 400',
    );
  });
});

describe('cloudtrail', () => {
  const namesIn = async (id: string, region: string, input = {}) => {
    const { trailList = [] } = await as(id, region).cloudtrail.send(new DescribeTrailsCommand(input));
    return trailList.map(({ Name }) => Name);
  };

  it('shows trails where they were made, their shadows elsewhere, and organization trails to members', async () => {
    expect(await namesIn(MEMBER, HOME)).toEqual(['own', 'all']);
    expect(await namesIn(MEMBER, 'eu-central-1')).toEqual(['own', 'local', 'all']);
    expect(await namesIn(MEMBER, 'eu-west-1')).toEqual(['own', 'all']);
    expect(await namesIn(MANAGER, 'eu-west-1')).toEqual(['all']);
    expect(await namesIn(ALONE, HOME)).toEqual([]);
  });

  it('leaves out shadows where they are not wanted', async () => {
    expect(await namesIn(MEMBER, HOME, { includeShadowTrails: false })).toEqual(['own']);
    expect(await namesIn(MEMBER, 'eu-central-1', { includeShadowTrails: false })).toEqual(['local']);
    expect(await namesIn(MANAGER, 'eu-west-1', { includeShadowTrails: false })).toEqual([]);
  });

  it('finds named trails: by name at home, by ARN everywhere, and says nothing of unknown ones', async () => {
    const local = `arn:aws:cloudtrail:eu-central-1:${MEMBER}:trail/local`;
    expect(await namesIn(MEMBER, HOME, { trailNameList: ['own', 'local', 'nobody', local, TRAIL] })).toEqual([
      'own',
      'local',
      'all',
    ]);
  });

  it('gives a member the whole of an organization trail', async () => {
    const { cloudtrail } = as(MEMBER, 'eu-west-1');
    const { trailList = [] } = await cloudtrail.send(new DescribeTrailsCommand({}));
    expect(trailList.find(({ Name }) => Name === 'all')).toMatchObject({
      TrailARN: TRAIL,
      HomeRegion: HOME,
      IsOrganizationTrail: true,
      IsMultiRegionTrail: true,
      CloudWatchLogsLogGroupArn: `arn:aws:logs:${HOME}:${MANAGER}:log-group:central:*`,
    });
    const status = await cloudtrail.send(new GetTrailStatusCommand({ Name: TRAIL }));
    expect(status.IsLogging).toBe(true);
    expect(Date.now() - (status.LatestCloudWatchLogsDeliveryTime?.getTime() ?? 0)).toBeLessThan(5 * 60_000);
    const selectors = await cloudtrail.send(new GetEventSelectorsCommand({ TrailName: TRAIL }));
    expect(selectors.EventSelectors).toEqual([EVERYTHING]);
  });

  it('says what is wrong with a trail', async () => {
    const { cloudtrail } = as(MEMBER, 'eu-central-1');
    const status = await cloudtrail.send(new GetTrailStatusCommand({ Name: 'local' }));
    expect(status).toMatchObject({ IsLogging: false, LatestDeliveryError: 'AccessDenied' });
  });

  it.each([
    ['a shadow by its name', 'own', 'eu-west-1', 'TrailNotFoundException 400'],
    [
      'a trail of one region from another',
      `arn:aws:cloudtrail:eu-central-1:${MEMBER}:trail/local`,
      HOME,
      'TrailNotFoundException 400',
    ],
    ["another account's trail", `arn:aws:cloudtrail:${HOME}:${ALONE}:trail/x`, HOME, 'TrailNotFoundException 400'],
    ['a trail without name', '', HOME, 'InvalidTrailNameException 400'],
  ])('does not find %s', async (_, Name, region, refusal) => {
    const { cloudtrail } = as(MEMBER, region);
    expect(await refusalOf(cloudtrail.send(new GetTrailStatusCommand({ Name })))).toBe(refusal);
    expect(await refusalOf(cloudtrail.send(new GetEventSelectorsCommand({ TrailName: Name })))).toBe(refusal);
  });
});

describe('cloudwatch', () => {
  const AlarmTypes = ['MetricAlarm', 'CompositeAlarm'] as const;

  it('pages alarms, composite ones in a list of their own', async () => {
    const { cloudwatch: client } = as(MEMBER);
    const pages = await pagesOf(paginateDescribeAlarms({ client, pageSize: 100 }, { AlarmTypes: [...AlarmTypes] }));
    expect(
      pages.map(({ MetricAlarms = [], CompositeAlarms = [] }) => [MetricAlarms.length, CompositeAlarms.length]),
    ).toEqual([
      [100, 0],
      [100, 0],
      [1, 1],
    ]);
    const names = new Set(pages.flatMap(({ MetricAlarms = [] }) => MetricAlarms.map(({ AlarmName }) => AlarmName)));
    expect(names.size).toBe(201);
    expect(pages.at(-1)?.CompositeAlarms?.[0]).toMatchObject({ AlarmName: 'down', AlarmRule: 'ALARM("app-001")' });
  });

  it('tells of log alarms whoever asks for them, and nobody else', async () => {
    const { cloudwatch: client } = as(MEMBER);
    const asked = await client.send(new DescribeAlarmsCommand({ AlarmTypes: ['LogAlarm'] }));
    expect([asked.MetricAlarms, asked.CompositeAlarms]).toEqual([[], []]);
    expect(asked.LogAlarms).toMatchObject([
      {
        AlarmName: 'deleted',
        AlarmArn: `arn:aws:cloudwatch:${HOME}:${MEMBER}:alarm:deleted`,
        ScheduledQueryConfiguration: { QueryString: 'filter x', LogGroupIdentifiers: ['trail'] },
      },
    ]);
    const others = await client.send(
      new DescribeAlarmsCommand({ AlarmTypes: [...AlarmTypes], AlarmNames: ['deleted'] }),
    );
    expect([others.MetricAlarms, others.LogAlarms]).toEqual([[], []]);
  });

  it('gives 50 where no number is asked for, and no composites where they are not', async () => {
    const answer = await as(MEMBER).cloudwatch.send(new DescribeAlarmsCommand({}));
    expect(answer.MetricAlarms).toHaveLength(50);
    const { MetricAlarms, CompositeAlarms } = await as(MEMBER).cloudwatch.send(
      new DescribeAlarmsCommand({ AlarmNames: ['down', 'root-usage'] }),
    );
    expect([MetricAlarms?.length, CompositeAlarms?.length]).toEqual([1, 0]);
    expect(MetricAlarms?.[0]).toMatchObject({
      AlarmArn: `arn:aws:cloudwatch:${HOME}:${MEMBER}:alarm:root-usage`,
      AlarmActions: [topicArn({ account: MEMBER, region: HOME }, 'alerts')],
      ActionsEnabled: true,
      Threshold: 1,
    });
  });

  it('has empty lists where there is nothing', async () => {
    const answer = await as(ALONE).cloudwatch.send(new DescribeAlarmsCommand({ AlarmTypes: [...AlarmTypes] }));
    expect([answer.MetricAlarms, answer.CompositeAlarms, answer.NextToken]).toEqual([[], [], undefined]);
  });
});

describe('logs', () => {
  it('pages log groups by name, 50 at a time', async () => {
    const pages = await pagesOf(paginateDescribeLogGroups({ client: as(MEMBER).logs }, {}));
    const names = pages.flatMap(({ logGroups = [] }) => logGroups.map(({ logGroupName }) => logGroupName));
    expect(pages.map(({ logGroups }) => logGroups?.length)).toEqual([50, 50, 2]);
    expect(names).toEqual([...names].sort());
    expect(pages.at(-1)?.logGroups?.at(-1)).toMatchObject({
      logGroupName: 'trail/own',
      logGroupArn: `arn:aws:logs:${HOME}:${MEMBER}:log-group:trail/own`,
      arn: `arn:aws:logs:${HOME}:${MEMBER}:log-group:trail/own:*`,
      retentionInDays: 400,
      metricFilterCount: 4,
      logGroupClass: 'STANDARD',
    });
  });

  it('finds log groups by prefix', async () => {
    const { logGroups } = await as(MEMBER).logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/app/09' }));
    expect(logGroups).toHaveLength(10);
  });

  it('lists metric filters of one log group, or of the region page by page', async () => {
    const { logs: client } = as(MEMBER);
    const { metricFilters } = await client.send(new DescribeMetricFiltersCommand({ logGroupName: 'trail/own' }));
    expect(metricFilters?.map(({ filterName }) => filterName)).toEqual([
      'bucket-deleted',
      'root-usage',
      'trail-changes',
      'unauthorized-calls',
    ]);
    expect(metricFilters?.[0]?.metricTransformations).toEqual([
      { metricName: 'bucket-deleted', metricNamespace: 'Audit', metricValue: '1' },
    ]);
    const pages = await pagesOf(paginateDescribeMetricFilters({ client }, {}));
    expect(pages.map((page) => page.metricFilters?.length)).toEqual([50, 50, 5]);
  });

  it('does not know log groups that are not there', async () => {
    const command = new DescribeMetricFiltersCommand({ logGroupName: 'gone' });
    expect(await refusalOf(as(MEMBER).logs.send(command))).toBe('ResourceNotFoundException 400');
    expect(
      (await as(MEMBER).logs.send(new DescribeMetricFiltersCommand({ logGroupName: '/app/000' }))).metricFilters,
    ).toHaveLength(1);
  });
});

describe('sns', () => {
  const alerts = { TopicArn: `arn:aws:sns:${HOME}:${MEMBER}:alerts` };

  it('gives the attributes of a topic, with the policy SNS writes', async () => {
    const { Attributes } = await as(MEMBER).sns.send(new GetTopicAttributesCommand(alerts));
    expect(Attributes).toMatchObject({
      ...alerts,
      Owner: MEMBER,
      SubscriptionsConfirmed: '1',
      SubscriptionsPending: '100',
    });
    const [statement] = JSON.parse(Attributes?.['Policy'] ?? '').Statement;
    expect(statement).toMatchObject({
      Principal: { AWS: '*' },
      Condition: { StringEquals: { 'AWS:SourceOwner': MEMBER } },
    });
  });

  it('pages subscriptions, and does not give those an ARN that nobody has confirmed', async () => {
    const pages = await pagesOf(paginateListSubscriptionsByTopic({ client: as(MEMBER).sns }, { ...alerts }));
    expect(pages.map(({ Subscriptions }) => Subscriptions?.length)).toEqual([100, 1]);
    expect(pages[0]?.Subscriptions?.[0]).toMatchObject({
      SubscriptionArn: 'PendingConfirmation',
      Protocol: 'email',
      Endpoint: '000@example.com',
    });
    expect(pages[1]?.Subscriptions?.[0]?.SubscriptionArn).toMatch(
      /^arn:aws:sns:us-east-1:111100002222:alerts:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
  });

  it('gives the attributes of a subscription that is confirmed', async () => {
    const { sns } = as(MEMBER);
    const pages = await pagesOf(paginateListSubscriptionsByTopic({ client: sns }, { ...alerts }));
    const { SubscriptionArn } = pages[1]?.Subscriptions?.[0] ?? {};
    const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    expect(Attributes).toMatchObject({
      SubscriptionArn,
      TopicArn: alerts.TopicArn,
      Protocol: 'email',
      PendingConfirmation: 'false',
    });
    const gone = { SubscriptionArn: `${alerts.TopicArn}:gone` };
    expect(await refusalOf(sns.send(new GetSubscriptionAttributesCommand(gone)))).toBe('NotFound 404');
  });

  it('lets another account read a topic only where that is shared', async () => {
    const shared = { TopicArn: `arn:aws:sns:${HOME}:${MANAGER}:shared` };
    const secret = { TopicArn: `arn:aws:sns:${HOME}:${MANAGER}:security` };
    const { sns } = as(MEMBER);
    expect((await sns.send(new ListSubscriptionsByTopicCommand(shared))).Subscriptions).toEqual([]);
    expect(await refusalOf(sns.send(new GetTopicAttributesCommand(secret)))).toBe('AuthorizationError 403');
    expect(await refusalOf(sns.send(new ListSubscriptionsByTopicCommand(secret)))).toBe('AuthorizationError 403');
  });

  it.each([
    ['a topic that is gone', `arn:aws:sns:${HOME}:${MEMBER}:gone`, 'NotFound 404'],
    ['a topic of another region', `arn:aws:sns:eu-west-1:${MEMBER}:alerts`, 'InvalidParameter 400'],
    ['what is no topic', 'alerts', 'InvalidParameter 400'],
  ])('refuses %s', async (_, TopicArn, refusal) => {
    expect(await refusalOf(as(MEMBER).sns.send(new GetTopicAttributesCommand({ TopicArn })))).toBe(refusal);
  });
});

describe('page tokens', () => {
  it('are refused where they do not belong', async () => {
    const { logs, cloudwatch, sns } = as(MEMBER);
    const { nextToken = '' } = await logs.send(new DescribeLogGroupsCommand({}));
    const foreign = [
      logs.send(new DescribeLogGroupsCommand({ nextToken, logGroupNamePrefix: '/app' })),
      logs.send(new DescribeMetricFiltersCommand({ nextToken })),
      as(MEMBER, 'eu-west-1').logs.send(new DescribeLogGroupsCommand({ nextToken })),
      as(ALONE).logs.send(new DescribeLogGroupsCommand({ nextToken })),
      logs.send(new DescribeLogGroupsCommand({ nextToken: 'MS4yLjA' })),
      cloudwatch.send(new DescribeAlarmsCommand({ NextToken: nextToken })),
      sns.send(
        new ListSubscriptionsByTopicCommand({ TopicArn: `arn:aws:sns:${HOME}:${MEMBER}:alerts`, NextToken: nextToken }),
      ),
      as(MANAGER).organizations.send(new ListAccountsCommand({ NextToken: nextToken })),
    ];
    const parameter = 'InvalidParameterException 400';
    expect(await Promise.all(foreign.map(refusalOf))).toEqual([
      parameter,
      parameter,
      parameter,
      parameter,
      parameter,
      'InvalidNextToken 400',
      'InvalidParameter 400',
      'InvalidInputException 400',
    ]);
  });

  it('are good for another page size', async () => {
    const { logs } = as(MEMBER);
    const { nextToken = '' } = await logs.send(new DescribeLogGroupsCommand({ limit: 2 }));
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ nextToken, limit: 3 }));
    expect(logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['/app/002', '/app/003', '/app/004']);
    expect(await refusalOf(logs.send(new DescribeLogGroupsCommand({ limit: 51 })))).toBe('ValidationException 400');
  });
});

describe('who asks', () => {
  it.each([
    ['a key nobody has', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' }],
    ['a key of an account that does not exist', keysOf('444444444444')],
    ["a session's key without its token", { accessKeyId: `ASIA${MEMBER}`, secretAccessKey: 'x' }],
    [
      "a session's key with another account's token",
      { accessKeyId: `ASIA${MEMBER}`, secretAccessKey: 'x', sessionToken: 'e30' },
    ],
  ])('is not believed with %s', async (_, keys) => {
    const { sts, cloudtrail, ec2 } = clients(simulator.url, keys);
    expect(await refusalOf(sts.send(new GetCallerIdentityCommand({})))).toBe('InvalidClientTokenId 403');
    expect(await refusalOf(cloudtrail.send(new DescribeTrailsCommand({})))).toBe('UnrecognizedClientException 400');
    expect(await refusalOf(ec2.send(new DescribeRegionsCommand({})))).toBe('AuthFailure 401');
  });

  it('is not known in a region that the account has not enabled', async () => {
    const { cloudtrail, sns } = as(MANAGER, 'eu-south-1');
    expect(await refusalOf(cloudtrail.send(new DescribeTrailsCommand({})))).toBe('UnrecognizedClientException 400');
    const command = new GetTopicAttributesCommand({ TopicArn: `arn:aws:sns:eu-south-1:${MANAGER}:x` });
    expect(await refusalOf(sns.send(command))).toBe('InvalidClientTokenId 403');
    expect((await as(MEMBER, 'eu-south-1').cloudtrail.send(new DescribeTrailsCommand({}))).trailList).toHaveLength(2);
  });

  it('is not answered what the simulator does not know', async () => {
    const { sts, cloudtrail, cloudwatch, sns, ec2 } = as(MANAGER);
    expect(await refusalOf(cloudtrail.send(new LookupEventsCommand({})))).toBe('UnknownOperationException 400');
    expect(await refusalOf(cloudwatch.send(new ListDashboardsCommand({})))).toMatch(
      /^UnknownOperation(Exception)? 400$/,
    );
    expect(await refusalOf(sns.send(new ListTopicsCommand({})))).toBe('InvalidAction 400');
    expect(await refusalOf(sts.send(new GetSessionTokenCommand({})))).toBe('InvalidAction 400');
    expect(await refusalOf(ec2.send(new DescribeSubnetsCommand({})))).toBe('InvalidAction 400');
  });

  it('is refused without a signature, in the protocol that was spoken', async () => {
    const post = async (headers: Record<string, string>, body: string) => {
      const answer = await fetch(simulator.url, { method: 'POST', headers, body });
      return `${answer.status} ${await answer.text()}`;
    };
    const target = { 'x-amz-target': 'Logs_20140328.DescribeLogGroups', 'content-type': 'application/x-amz-json-1.1' };
    expect(await post(target, '{}')).toMatch(/^400 .*MissingAuthenticationTokenException/);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await post(form, 'Action=GetCallerIdentity')).toMatch(
      /^403 <ErrorResponse.*<Code>MissingAuthenticationToken</,
    );
    expect(await post({ 'content-type': 'text/plain' }, 'hello')).toMatch(/^400 The simulator reads/);
    expect(await post(target, '{ not JSON')).toMatch(/^400 The simulator reads/);
  });

  it('may hang up or talk nonsense: the simulator goes on', async () => {
    const socket = connect(Number(new URL(simulator.url).port), '127.0.0.1');
    socket.on('error', () => {});
    await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf');
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.resetAndDestroy();
    const nonsense = await fetch(`${simulator.url}/__faults`, { method: 'POST', body: 'nonsense' });
    expect(nonsense.status).toBe(400);
    expect((await fetch(`${simulator.url}/__nothing`)).status).toBe(404);
    expect((await as(MANAGER).sts.send(new GetCallerIdentityCommand({}))).Account).toBe(MANAGER);
  });
});
