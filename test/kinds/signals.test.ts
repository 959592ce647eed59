/** What is read of subscription filters, resource policies of log groups, event buses, metrics and targets, and what of it leads where. */
import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/kinds/index.ts';
import type { Answer, Caller, Draft, Want } from '../../src/model/collect.ts';
import { Unread } from '../../src/model/collect.ts';
import { findings } from '../evaluate/rule.ts';

const PLACE = { account: '111122223333', region: 'us-east-1' };
const GROUP = 'arn:aws:logs:us-east-1:111122223333:log-group:trail';

/** Gives every list the same page, and keeps what it was asked. */
function answering(page: readonly Answer[] | Unread) {
  const asked: (readonly [call: string, input: Answer])[] = [];
  const aws: Caller = {
    account: PLACE.account,
    call: async (_place, call, input) => {
      asked.push([call, input]);
      return { Tags: page instanceof Unread ? null : page };
    },
    async *list(_place, call, input) {
      asked.push([call, input]);
      if (page instanceof Unread) throw page;
      yield page;
    },
  };
  return { aws, asked };
}

async function listed(kind: string, aws: Caller, within?: string): Promise<readonly Draft[]> {
  const want: Want = { kind, ...PLACE, ...(within === undefined ? {} : { within }) };
  const found: Draft[] = [];
  for await (const page of kinds.get(kind)?.list.read?.(want, aws) ?? []) found.push(...page);
  return found;
}

const gone = (call: string) =>
  new Unread('failed', call, 'ResourceNotFoundException', 'The specified log group does not exist.');

describe('a subscription filter', () => {
  it.each([
    ['arn:aws:kinesis:us-east-1:111122223333:stream/siem', 'kinesis', '111122223333'],
    ['arn:aws:firehose:us-east-1:111122223333:deliverystream/siem', 'firehose', '111122223333'],
    ['arn:aws:lambda:us-east-1:111122223333:function:siem', 'lambda', '111122223333'],
    ['arn:aws:es:us-east-1:111122223333:domain/siem', 'opensearch', '111122223333'],
    ['arn:aws:logs:us-east-1:999988887777:destination:siem', 'destination', '999988887777'],
    ['arn:aws:new:us-east-1:111122223333:thing/siem', 'other', '111122223333'],
  ])('to %s passes on to %s', async (destinationArn, destinationType, destinationAccount) => {
    const { aws, asked } = answering([
      { filterName: 'siem', logGroupName: 'trail', filterPattern: '', destinationArn },
    ]);
    const [found] = await listed('subscriptionFilter', aws, 'trail');
    expect(found?.id).toBe(`${GROUP}:subscription-filter:siem`);
    expect(found?.fields).toMatchObject({ destinationType, destinationAccount, pattern: '', role: null });
    expect(asked).toEqual([['logs:DescribeSubscriptionFilters', { logGroupName: 'trail' }]]);
  });

  it('of a log group that does not exist is none; one that may not be seen is not read', async () => {
    const call = 'logs:DescribeSubscriptionFilters';
    expect(await listed('subscriptionFilter', answering(gone(call)).aws, 'trail')).toEqual([]);
    const denied = new Unread('denied', call, 'AccessDeniedException', 'no');
    await expect(listed('subscriptionFilter', answering(denied).aws, 'trail')).rejects.toBe(denied);
  });

  it('without destination is an answer that makes no sense', async () => {
    await expect(listed('subscriptionFilter', answering([{ filterName: 'siem' }]).aws, 'trail')).rejects.toThrow(
      'without name or destination',
    );
  });
});

describe('a resource policy of CloudWatch Logs', () => {
  it('is asked for by account, and by log group', async () => {
    const policyDocument = '{"Statement":[]}';
    const ofAccount = answering([{ policyName: 'search', policyDocument }]);
    const [found] = await listed('logResourcePolicy', ofAccount.aws, '*');
    expect(found).toMatchObject({ name: 'search', fields: { scope: 'ACCOUNT', logGroupArn: null } });
    expect(ofAccount.asked).toEqual([['logs:DescribeResourcePolicies', { policyScope: 'ACCOUNT' }]]);
    const ofGroup = answering([{ policyDocument, resourceArn: GROUP }]);
    const [own] = await listed('logResourcePolicy', ofGroup.aws, GROUP);
    expect(own).toMatchObject({ name: 'trail', fields: { scope: 'RESOURCE', logGroupArn: GROUP } });
    expect(ofGroup.asked).toEqual([['logs:DescribeResourcePolicies', { policyScope: 'RESOURCE', resourceArn: GROUP }]]);
  });

  it('of a log group that does not exist is none', async () => {
    expect(await listed('logResourcePolicy', answering(gone('logs:DescribeResourcePolicies')).aws, GROUP)).toEqual([]);
  });

  const ANY = 'for: logGroup\nassert: { resourcePolicies: { count: 1 } }';
  const about = (Resource: string) =>
    JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: 'logs:*', Resource }] });

  it.each([
    ['*', 'pass'],
    [GROUP, 'pass'],
    [`${GROUP}:log-stream:*`, 'pass'],
    ['arn:aws:logs:*:*:log-group:tr*', 'pass'],
    ['arn:aws:logs:us-east-1:111122223333:log-group:other:*', 'fail'],
    ['arn:aws:logs:eu-west-1:111122223333:*', 'fail'],
  ])('about %s: whether it is about the log group: %s', (resource, verdict) => {
    const given = { logGroups: [{ name: 'trail' }], logResourcePolicies: [{ policy: about(resource) }] };
    expect(findings(ANY, given).map((each) => each.verdict)).toEqual([verdict]);
  });

  it('of another region is about other log groups', () => {
    const account = { regionNames: ['us-east-1', 'eu-west-1'] };
    const logResourcePolicies = [{ policy: about('*'), region: 'eu-west-1' }];
    const [finding] = findings(ANY, { account, logGroups: [{ name: 'trail' }], logResourcePolicies });
    expect(finding?.verdict).toBe('fail');
  });
});

describe('an event bus', () => {
  it('has the policy that the list gives; without one, its own account alone may send', async () => {
    const { aws } = answering([{ Name: 'default', Arn: 'arn:aws:events:us-east-1:111122223333:event-bus/default' }]);
    const [found] = await listed('eventBus', aws);
    expect(found?.fields).toEqual({ name: 'default', policy: null, managedBy: null });
  });

  it('is asked for tags, but for the default one', async () => {
    const tags = kinds.get('eventBus')?.details['tags'];
    const draft = (name: string): Draft => ({
      kind: 'eventBus',
      id: `bus/${name}`,
      name,
      ...PLACE,
      fields: { name },
      origins: {},
    });
    const { aws, asked } = answering([
      { Key: 'team', Value: 'shop' },
      { Key: 'stage', Value: '' },
    ]);
    expect((await tags?.read(draft('orders'), aws))?.fields).toEqual({ tagNames: ['stage', 'team'] });
    expect((await tags?.read(draft('default'), aws))?.fields).toEqual({ tagNames: null });
    expect(asked).toEqual([['eventbridge:ListTagsForResource', { ResourceARN: 'bus/orders' }]]);
  });
});

describe('targets of a rule', () => {
  const CALLS = '{"detail-type":["AWS API Call via CloudTrail"]}';
  const HEALTH = '{"source":["aws.health"],"detail-type":["AWS Health Event"]}';
  const read = async (detail: string, fields: Draft['fields']) => {
    const { aws, asked } = answering([{ Id: '1', Arn: 'arn:aws:sns:us-east-1:111122223333:a' }]);
    const draft: Draft = { kind: 'eventRule', id: 'rule/r', name: 'r', ...PLACE, fields, origins: {} };
    const answer = await kinds.get('eventRule')?.details[detail]?.read(draft, aws);
    return [Object.values(answer?.fields ?? {})[0] === null ? 'unset' : 'set', asked.length];
  };

  it.each([
    ['a rule on calls', { state: 'ENABLED', pattern: CALLS, managedBy: null }, ['set', 1], ['unset', 0]],
    ['a rule on other events', { state: 'ENABLED', pattern: HEALTH, managedBy: null }, ['unset', 0], ['set', 1]],
    ['a schedule', { state: 'ENABLED', pattern: null, managedBy: null }, ['unset', 0], ['set', 1]],
    ['a schedule that is off', { state: 'DISABLED', pattern: null, managedBy: null }, ['unset', 0], ['unset', 0]],
    [
      'a rule of a service',
      { state: 'ENABLED', pattern: HEALTH, managedBy: 'x.amazonaws.com' },
      ['unset', 0],
      ['unset', 0],
    ],
  ])('are asked for once: %s', async (_, fields, targets, otherTargets) => {
    expect(await read('targets', fields)).toEqual(targets);
    expect(await read('otherTargets', fields)).toEqual(otherTargets);
  });
});

describe('a metric that an alarm looks at', () => {
  const lists = (fields: Draft['fields']) => {
    const draft: Draft = {
      kind: 'alarm',
      id: 'a',
      name: 'a',
      ...PLACE,
      fields: { metrics: [], dimensions: {}, ...fields },
      origins: {},
    };
    const wants = (relation: string) =>
      kinds.get('alarm')?.relations[relation]?.wants(draft, { regions: () => undefined });
    return [...(wants('customMetrics') ?? []), ...(wants('metricFilters') ?? [])].map(({ kind, within }) => [
      kind,
      within,
    ]);
  };

  it('is looked for by its namespace, and among all metric filters of the place', () => {
    expect(lists({ namespace: 'Shop', metricName: 'Latency' })).toEqual([
      ['customMetric', 'Shop'],
      ['metricFilter', undefined],
    ]);
  });

  it('is looked for nowhere where AWS publishes it', () => {
    expect(lists({ namespace: 'AWS/Lambda', metricName: 'Errors' })).toEqual([]);
  });
});

describe('what a key encrypts', () => {
  const NAMED = 'for: kmsKey\nwhere: { logGroups: { some: { trails: { some: {} } } } }\nassert: { enabled: true }';

  it('is found through the log groups of trails alone', () => {
    const key = (name: string) => `arn:aws:kms:us-east-1:111122223333:key/${name}`;
    const found = findings(NAMED, {
      trails: [{ logGroup: 'trail' }],
      logGroups: [
        { name: 'trail', kmsKey: key('audit') },
        { name: 'app', kmsKey: key('app') },
      ],
      kmsKeys: [{ name: 'audit' }, { name: 'app' }],
    });
    expect(found.map(({ resourceName, verdict }) => [resourceName, verdict])).toEqual([['audit', 'pass']]);
  });

  it('is not known where the trails are not', () => {
    expect(findings(NAMED, { trails: '$denied' }).map(({ verdict }) => verdict)).toEqual(['unknown']);
  });
});
