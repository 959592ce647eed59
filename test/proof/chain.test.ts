/** The chain from an account to a person: the first broken link is named, and what could not be seen is never called broken or whole. */
import { describe, expect, it } from 'vitest';
import type { LinkName } from '../../src/model/proof.ts';
import type { EventClass } from '../../src/model/rule.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { Value } from '../../src/model/value.ts';
import type { Given } from './healthy.ts';
import { ACCOUNT, EVENTS, HEALTHY, proofOf, proofWith, snapshotOf } from './healthy.ts';

const OTHER = '444455556666';
const ARN = (service: string, rest: string, region = 'us-east-1', account = ACCOUNT, partition = 'aws') =>
  `arn:${partition}:${service}:${region}:${account}:${rest}`;

const trail = (changes: Given) => ({ trails: [{ ...HEALTHY.trails[0], ...changes }] });
const logGroup = (changes: Given) => ({ logGroups: [{ ...HEALTHY.logGroups[0], ...changes }] });
const filter = (changes: Given) => ({ metricFilters: [{ ...HEALTHY.metricFilters[0], ...changes }] });
const alarm = (changes: Given) => ({ alarms: [{ ...HEALTHY.alarms[0], ...changes }] });
const topic = (changes: Given) => ({ topics: [{ ...HEALTHY.topics[0], ...changes }] });
const subscription = (changes: Given) => ({ subscriptions: [{ ...HEALTHY.subscriptions[0], ...changes }] });
const to = (...actions: string[]) => alarm({ actions, topics: null });

describe('a chain that is whole', () => {
  it('says who is told', () => {
    const proof = proofWith({});
    expect(proof.truth).toBe('true');
    expect(proof.sentence).toBe(
      `somebody is told about s3.DeleteBucket in account ${ACCOUNT}, in us-east-1: email:security@example.com is told by topic security`,
    );
    expect(proof.broken).toBeUndefined();
    expect(proof.routes[0]?.links.map(({ link }) => link)).toEqual([
      'trail',
      'trail',
      'selectors',
      'delivery',
      'logGroup',
      'metricFilter',
      'alarm',
      'action',
      'topic',
      'subscription',
    ]);
  });

  it.each<readonly [what: string, changes: Given]>([
    [
      'a second trail that is stopped does no harm',
      { trails: [...HEALTHY.trails, { name: 'stopped', logging: false }] },
    ],
    [
      'a second filter that does not match does no harm',
      { metricFilters: [...HEALTHY.metricFilters, { name: 'b', pattern: '{ $.a = "x" }' }] },
    ],
    [
      'a second filter that is not understood does no harm',
      { metricFilters: [...HEALTHY.metricFilters, { name: 'b', pattern: '{ $.a = a!b }' }] },
    ],
    ['a second alarm that is never raised does no harm', { alarms: [...HEALTHY.alarms, { name: 'b', threshold: 5 }] }],
    ['a second action that leads nowhere does no harm', to(ARN('sns', 'gone'), ARN('sns', 'security'))],
    [
      'a second subscription that is pending does no harm',
      { subscriptions: [...HEALTHY.subscriptions, { topic: 'security', endpoint: 'b@example.com', confirmed: false }] },
    ],
    [
      "the topic may be another account's",
      {
        accounts: [{ id: ACCOUNT }, { id: OTHER }],
        ...to(ARN('sns', 'security', 'us-east-1', OTHER)),
        topics: [
          {
            name: 'security',
            account: OTHER,
            policy: JSON.stringify({
              Statement: {
                Effect: 'Allow',
                Principal: { Service: 'cloudwatch.amazonaws.com' },
                Action: 'sns:Publish',
                Resource: '*',
              },
            }),
          },
        ],
        subscriptions: [{ topic: 'security', account: OTHER }],
      },
    ],
    [
      "the log group may be another account's",
      {
        accounts: [{ id: ACCOUNT }, { id: OTHER }],
        ...trail({ logGroupArn: ARN('logs', 'log-group:trail-logs:*', 'us-east-1', OTHER) }),
        logGroups: [{ name: 'trail-logs', account: OTHER }],
        metricFilters: [{ ...HEALTHY.metricFilters[0], account: OTHER }],
        alarms: [{ ...HEALTHY.alarms[0], account: OTHER }],
        topics: [{ name: 'security', account: OTHER }],
        subscriptions: [{ topic: 'security', account: OTHER }],
      },
    ],
    ['a queue is told by a FIFO topic', { ...topic({ fifo: true }), ...subscription({ protocol: 'sqs' }) }],
    [
      'the alarm may watch an account by its own number',
      alarm({
        type: 'metricMath',
        metrics: [
          {
            Id: 'm',
            AccountId: ACCOUNT,
            MetricStat: { Metric: { Namespace: 'Audit', MetricName: 'Events' }, Period: 300, Stat: 'Sum' },
          },
        ],
      }),
    ],
  ])('%s', (_what, changes) => {
    expect(proofWith(changes)).toMatchObject({ truth: 'true' });
  });

  it('may end at any action where that is enough', () => {
    const lambda = to(ARN('lambda', 'function:page'));
    expect(proofWith(lambda, EVENTS, 'action').truth).toBe('true');
    expect(proofWith(lambda).truth).toBe('unknown');
    const unheard = proofWith({ subscriptions: [] }, EVENTS, 'action');
    expect(unheard).toMatchObject({
      truth: 'true',
      sentence: `a topic is told about s3.DeleteBucket in account ${ACCOUNT}, in us-east-1: topic security lets CloudWatch publish, and who is subscribed to it is not asked`,
    });
    expect(unheard.routes[0]?.links.at(-1)?.end).toBe('topic');
    expect(proofWith(alarm({ actionsEnabled: false }), EVENTS, 'action').truth).toBe('false');
  });
});

describe('a chain that is broken', () => {
  it.each<readonly [link: LinkName, what: string, changes: Given, why: string]>([
    ['trail', 'no trail', { trails: [] }, `no trail records account ${ACCOUNT}`],
    ['trail', 'a stopped trail', trail({ logging: false }), 'trail main is not logging'],
    [
      'trail',
      'a trail of another region',
      trail({ multiRegion: false, region: 'eu-west-1', logGroupArn: ARN('logs', 'log-group:trail-logs:*') }),
      'trail main records only eu-west-1, not us-east-1',
    ],
    [
      'trail',
      'an organization trail of somebody else',
      {
        accounts: [{ id: ACCOUNT }, { id: OTHER }],
        ...trail({ account: OTHER, organization: true, visibleIn: [OTHER] }),
      },
      `no trail records account ${ACCOUNT}`,
    ],
    [
      'selectors',
      'reads only',
      trail({ managementEvents: 'readOnly' }),
      'event selectors of trail main: only read events are taken, and DeleteBucket is a write event',
    ],
    [
      'selectors',
      'no management events',
      trail({ managementEvents: 'none' }),
      'event selectors of trail main: no management events are taken',
    ],
    ['delivery', 'no log group', trail({ logGroup: null }), 'trail main sends nothing to CloudWatch Logs'],
    [
      'delivery',
      'a role that may not write',
      trail({ logsDeliveryError: 'AccessDenied' }),
      'trail main cannot deliver to its log group: AccessDenied',
    ],
    [
      'logGroup',
      'a log group that is gone',
      { logGroups: [] },
      `trail main sends to the log group ${ARN('logs', 'log-group:trail-logs')}, which does not exist`,
    ],
    [
      'logGroup',
      'a log group of that name in another region',
      logGroup({ region: 'eu-west-1' }),
      `trail main sends to the log group ${ARN('logs', 'log-group:trail-logs')}, which does not exist`,
    ],
    [
      'logGroup',
      'a class without filters',
      logGroup({ class: 'INFREQUENT_ACCESS' }),
      'log group trail-logs is of class INFREQUENT_ACCESS, which has no metric filters',
    ],
    [
      'logGroup',
      'a class for functions',
      logGroup({ class: 'DELIVERY' }),
      'log group trail-logs is of class DELIVERY, which has no metric filters',
    ],
    ['metricFilter', 'no filter', { metricFilters: [] }, 'log group trail-logs has no metric filters'],
    [
      'metricFilter',
      'a filter on another log group',
      filter({ logGroup: 'trail-logs-2' }),
      'log group trail-logs has no metric filters',
    ],
    [
      'metricFilter',
      'a filter on the log group of that name in another account',
      { accounts: [{ id: ACCOUNT }, { id: OTHER }], ...filter({ account: OTHER }) },
      'log group trail-logs has no metric filters',
    ],
    [
      'metricFilter',
      'a value in other letters',
      filter({ pattern: '{ $.eventName = "deletebucket" }' }),
      'metric filter deleted does not match it: $.eventName is "DeleteBucket", the pattern wants $.eventName = "deletebucket"; letter case counts, and it is "DeleteBucket"',
    ],
    [
      'alarm',
      'no alarm',
      { alarms: [] },
      `no alarm watches the metric Audit/Events of filter deleted in ${ACCOUNT}/us-east-1`,
    ],
    [
      'alarm',
      'another namespace',
      alarm({ namespace: 'audit' }),
      `no alarm watches the metric Audit/Events of filter deleted in ${ACCOUNT}/us-east-1; alarm deleted watches audit/Events`,
    ],
    [
      'alarm',
      'a name in other letters',
      alarm({ metricName: 'events' }),
      `no alarm watches the metric Audit/Events of filter deleted in ${ACCOUNT}/us-east-1; alarm deleted watches Audit/events`,
    ],
    [
      'alarm',
      'another region',
      alarm({ region: 'eu-west-1' }),
      `no alarm watches the metric Audit/Events of filter deleted in ${ACCOUNT}/us-east-1; alarm deleted watches one of that name in eu-west-1`,
    ],
    [
      'alarm',
      'another account',
      { accounts: [{ id: ACCOUNT }, { id: OTHER }], ...alarm({ account: OTHER }) },
      `no alarm watches the metric Audit/Events of filter deleted in ${ACCOUNT}/us-east-1`,
    ],
    [
      'alarm',
      'dimensions of its own',
      alarm({ dimensions: { Region: 'us-east-1' } }),
      `no alarm watches the metric Audit/Events of filter deleted in ${ACCOUNT}/us-east-1; alarm deleted watches it with the dimensions {"Region":"us-east-1"}, the filter publishes {}`,
    ],
    [
      'alarm',
      'a metric of that name in another account',
      alarm({
        type: 'metricMath',
        metrics: [
          {
            Id: 'm',
            AccountId: OTHER,
            MetricStat: { Metric: { Namespace: 'Audit', MetricName: 'Events' }, Period: 300, Stat: 'Sum' },
          },
        ],
      }),
      `no alarm watches the metric Audit/Events of filter deleted in ${ACCOUNT}/us-east-1`,
    ],
    [
      'alarm',
      'an expression in which only another metric has no dimensions',
      alarm({
        type: 'metricMath',
        metrics: [
          {
            Id: 'a',
            MetricStat: {
              Metric: { Namespace: 'Audit', MetricName: 'Events', Dimensions: [{ Name: 'A', Value: 'b' }] },
            },
          },
          { Id: 'b', MetricStat: { Metric: { Namespace: 'Audit', MetricName: 'Other' } } },
        ],
      }),
      `no alarm watches the metric Audit/Events of filter deleted in ${ACCOUNT}/us-east-1`,
    ],
    [
      'alarm',
      'a threshold out of reach',
      alarm({ threshold: 2 }),
      'one event gives Sum 1, but alarm deleted wants >= 2',
    ],
    [
      'action',
      'actions switched off',
      alarm({ actionsEnabled: false }),
      'the actions of alarm deleted are switched off',
    ],
    ['action', 'no action', alarm({ topics: [] }), 'alarm deleted has no action for ALARM'],
    ['topic', 'a topic that is gone', { topics: [] }, `topic ${ARN('sns', 'security')} does not exist`],
    [
      'topic',
      'a topic of another region',
      { ...to(ARN('sns', 'security', 'eu-west-1')), ...topic({ region: 'eu-west-1' }) },
      `topic ${ARN('sns', 'security', 'eu-west-1')} is in eu-west-1, and an alarm can only publish in its own region us-east-1`,
    ],
    [
      'topic',
      'a topic of another partition',
      to(ARN('sns', 'security', 'us-east-1', ACCOUNT, 'aws-cn')),
      `topic ${ARN('sns', 'security', 'us-east-1', ACCOUNT, 'aws-cn')} is in another partition than alarm deleted (aws)`,
    ],
    [
      'topic',
      'a key that CloudWatch cannot use',
      topic({ kmsKey: 'alias/aws/sns' }),
      'topic security is encrypted with the key alias/aws/sns, which CloudWatch cannot use',
    ],
    [
      'topic',
      'a policy without CloudWatch',
      topic({ policy: '{"Statement":[]}' }),
      'the access policy of topic security does not let CloudWatch publish',
    ],
    ['subscription', 'nobody', { subscriptions: [] }, 'topic security has no subscription'],
    [
      'subscription',
      'somebody who has not agreed',
      subscription({ confirmed: false }),
      'topic security has 1 subscription, none of them confirmed (email:security@example.com)',
    ],
    [
      'subscription',
      'a person behind a FIFO topic',
      topic({ fifo: true }),
      'topic security is a FIFO topic and delivers to queues alone, not to email:security@example.com',
    ],
    [
      'subscription',
      'a subscriber of another topic',
      { ...subscription({ topic: 'operations' }), topics: [...HEALTHY.topics, { name: 'operations' }] },
      'topic security has no subscription',
    ],
  ])('%s: %s', (link, _what, changes, why) => {
    const proof = proofWith(changes);
    expect(proof.truth).toBe('false');
    expect(proof.broken).toMatchObject({ link, truth: 'false', sentence: why });
    expect(proof.sentence).toBe(`nobody is told about s3.DeleteBucket in account ${ACCOUNT}: ${why}`);
  });

  it('names a link that is broken, not one before it that is not decided', () => {
    const proof = proofWith({ ...filter({ pattern: 'DeleteBucket' }), ...alarm({ actionsEnabled: false }) });
    expect(proof.truth).toBe('false');
    expect(proof.broken).toMatchObject({ link: 'action', truth: 'false' });
  });

  it('points into the pattern', () => {
    const pattern = '{ ($.eventSource = "s3.amazonaws.com") && ($.eventName = "DeleteBuckets") }';
    const { text } = proofWith(filter({ pattern })).broken ?? {};
    expect(text?.value.slice(text.start, text.end)).toBe('$.eventName = "DeleteBuckets"');
  });
});

describe('a chain that is not decided', () => {
  it.each<readonly [link: LinkName, what: string, changes: Given, why: RegExp]>([
    ['trail', 'trails were denied', { trails: '$denied' }, /the trails of account/],
    [
      'trail',
      'a trail that may be logging',
      trail({ logging: '$denied' }),
      /whether trail main is logging could not be read/,
    ],
    ['trail', 'a trail of who knows which regions', trail({ multiRegion: '$denied' }), /multiRegion of trail main/],
    ['selectors', 'unread selectors', trail({ selectors: '$denied' }), /the event selectors of trail main/],
    ['selectors', 'selectors in a form of tomorrow', trail({ selectors: null }), /not understood here/],
    ['delivery', 'an unread log group', trail({ logGroupArn: '$denied' }), /the log group of trail main/],
    ['delivery', 'an unread error', trail({ logsDeliveryError: '$throttled' }), /was throttled/],
    ['logGroup', 'log groups were denied', { logGroups: '$denied' }, /the log group of trail main could not be read/],
    ['logGroup', 'an unread class', logGroup({ class: '$denied' }), /the class of log group trail-logs/],
    [
      'logGroup',
      'a class of tomorrow',
      logGroup({ class: 'GLACIER' }),
      /class GLACIER, and whether that has metric filters is not known/,
    ],
    [
      'logGroup',
      'a log group of an account that was not looked at',
      trail({ logGroupArn: ARN('logs', 'log-group:x:*', 'us-east-1', OTHER) }),
      /account 444455556666 is not among the accounts looked at/,
    ],
    ['metricFilter', 'filters were denied', { metricFilters: '$denied' }, /the metric filters of log group trail-logs/],
    [
      'metricFilter',
      'some filters were read',
      { metricFilters: [{ name: 'x', pattern: '{ $.a = "b" }' }, '$denied'] },
      /the metric filters of log group trail-logs/,
    ],
    ['metricFilter', 'an unread pattern', filter({ pattern: '$denied' }), /pattern of metric filter deleted/],
    [
      'metricFilter',
      'a filter on an unread log group',
      filter({ logGroupArn: '$denied' }),
      /the metric filters of log group trail-logs could not be read/,
    ],
    ['metricFilter', 'fields between blanks', filter({ pattern: '[a, b]' }), /made of space-delimited fields/],
    ['metricFilter', 'a term that needs quotes', filter({ pattern: 'Delete.Bucket' }), /a term without quotes/],
    [
      'metricFilter',
      'a pattern that is not understood',
      filter({ pattern: '{ $.eventName = DeleteBucket; $.eventSource = s3 }' }),
      /is not understood here: expected &&, \|\| or a closing \}/,
    ],
    [
      'metricFilter',
      'a sign of other languages',
      filter({ pattern: '{ $.eventName == "DeleteBucket" }' }),
      /is not understood here: expected a value, found "=" \(= is written once\)$/,
    ],
    [
      'metricFilter',
      'a clause that may hold, which is said once',
      filter({ pattern: '{ $.eventName = "Delete*ket" }' }),
      /^metric filter deleted may match it: (?!.*not decided)/,
    ],
    [
      'metricFilter',
      'a regular expression that is not understood',
      filter({ pattern: '{ $.eventName = %\\bDelete% }' }),
      /what this regular expression means/,
    ],
    ['metricFilter', 'transformed events', filter({ transformed: true }), /transformed log events/],
    [
      'metricFilter',
      'transformed events that do not match as they are',
      filter({ transformed: true, pattern: '{ $.a = "b" }' }),
      /transformed log events/,
    ],
    [
      'metricFilter',
      'field selection',
      filter({ fieldSelection: '@aws.region = "us-east-1"' }),
      /field selection criteria/,
    ],
    [
      'alarm',
      'dimensions of the system',
      { ...filter({ systemDimensions: ['@aws.account'] }), ...alarm({ dimensions: { '@aws.account': OTHER } }) },
      /counts only events whose dimension @aws.account is "444455556666", and what it is/,
    ],
    ['alarm', 'alarms were denied', { alarms: '$denied' }, /the alarms on the metric of filter deleted/],
    ['alarm', 'an unread threshold', alarm({ threshold: '$denied' }), /threshold of alarm deleted/],
    [
      'alarm',
      'an unread metric',
      alarm({ metricName: '$denied' }),
      /the alarms on the metric of filter deleted could not be read/,
    ],
    ['alarm', 'an unread value', filter({ metricValue: '$denied' }), /metricValue of metric filter deleted/],
    [
      'alarm',
      'an alarm of another account',
      {
        accounts: [{ id: ACCOUNT }, { id: OTHER }],
        alarms: [
          {
            name: 'central',
            account: OTHER,
            type: 'metricMath',
            topics: ['security'],
            metrics: [
              {
                Id: 'm',
                AccountId: ACCOUNT,
                MetricStat: { Metric: { Namespace: 'Audit', MetricName: 'Events' }, Period: 300, Stat: 'Sum' },
              },
            ],
          },
        ],
        topics: [{ name: 'security', account: OTHER }],
        subscriptions: [{ topic: 'security', account: OTHER }],
      },
      /from account 444455556666/,
    ],
    ['action', 'unread actions', alarm({ actions: '$denied' }), /actions of alarm deleted/],
    ['action', 'actions that may be off', alarm({ actionsEnabled: '$denied' }), /actionsEnabled of alarm deleted/],
    [
      'action',
      'an action that is not followed',
      to(ARN('lambda', 'function:page')),
      /whom that reaches is not followed/,
    ],
    [
      'topic',
      'topics were denied',
      { topics: '$denied' },
      /topic arn:aws:sns:us-east-1:111122223333:security could not be read/,
    ],
    [
      'topic',
      'a topic of an account that was not looked at',
      { ...to(ARN('sns', 'x', 'us-east-1', OTHER)) },
      /account 444455556666 is not among the accounts looked at/,
    ],
    ['topic', 'an unread policy', topic({ policy: '$denied' }), /policy of topic security/],
    [
      'topic',
      'a key that was not read',
      { ...topic({ kmsKey: 'alias/security' }), kmsKeys: '$denied' },
      /the key alias\/security of topic security could not be read/,
    ],
    ['subscription', 'subscriptions were denied', { subscriptions: '$denied' }, /the subscriptions of topic security/],
    [
      'subscription',
      'somebody who may have agreed',
      subscription({ confirmed: '$denied' }),
      /confirmed of subscription/,
    ],
    [
      'subscription',
      'a subscription of who knows which topic',
      subscription({ topicArn: '$denied' }),
      /the subscriptions of topic security could not be read/,
    ],
    ['subscription', 'a topic that may be FIFO', topic({ fifo: '$denied' }), /fifo of topic security/],
  ])('%s: %s', (link, _what, changes, why) => {
    const proof = proofWith(changes);
    expect(proof.truth).toBe('unknown');
    expect(proof.broken).toMatchObject({ link, truth: 'unknown' });
    expect(proof.broken?.sentence).toMatch(why);
    expect(proof.sentence).toContain(`it could not be decided whether anybody is told about s3.DeleteBucket`);
  });

  it.each<readonly [what: string, changes: Given]>([
    [
      'a composite alarm whose name only begins alike',
      { alarms: [{ name: 'deleted' }, { name: 'all', type: 'composite', rule: 'ALARM(deleted-too)' }] },
    ],
    [
      'a composite alarm of another region',
      {
        alarms: [{ name: 'deleted' }, { name: 'all', type: 'composite', rule: 'ALARM(deleted)', region: 'eu-west-1' }],
      },
    ],
    [
      'a composite alarm of another account',
      {
        accounts: [{ id: ACCOUNT }, { id: OTHER }],
        alarms: [{ name: 'deleted' }, { name: 'all', type: 'composite', rule: 'ALARM(deleted)', account: OTHER }],
      },
    ],
  ])('is decided where %s', (_what, changes) => {
    expect(proofWith(changes)).toMatchObject({
      truth: 'false',
      broken: { link: 'action', sentence: 'alarm deleted has no action for ALARM' },
    });
  });
});

describe('an organization', () => {
  const MEMBER = { id: ACCOUNT, organizationId: 'o-1', managementAccount: OTHER };
  const central = (of: Given) => ({ account: OTHER, ...of });
  const ORGANIZATION: Given = {
    accounts: [MEMBER, { id: OTHER, organizationId: 'o-1', managementAccount: OTHER, management: true }],
    trails: [central({ name: 'org', organization: true, visibleIn: [ACCOUNT, OTHER], logGroup: 'org-logs' })],
    logGroups: [central({ name: 'org-logs' })],
    metricFilters: [central({ ...HEALTHY.metricFilters[0], logGroup: 'org-logs' })],
    alarms: [central(HEALTHY.alarms[0])],
    topics: [central(HEALTHY.topics[0])],
    subscriptions: [central(HEALTHY.subscriptions[0])],
  };

  it('has its chain in the management account', () => {
    const proof = proofOf(snapshotOf(ORGANIZATION));
    expect(proof.truth).toBe('true');
    expect(proof.routes[0]?.links[1]?.sentence).toBe('trail org records every region for the whole organization');
  });

  it('has its chain there even where the member did not see the trail', () => {
    expect(
      proofOf(
        snapshotOf({
          ...ORGANIZATION,
          trails: [central({ name: 'org', organization: true, visibleIn: [OTHER], logGroup: 'org-logs' })],
        }),
      ).truth,
    ).toBe('true');
  });

  it('is not told by what stands in the member', () => {
    const { metricFilters: _central, ...rest } = ORGANIZATION;
    const proof = proofOf(
      snapshotOf({
        ...rest,
        logGroups: [central({ name: 'org-logs' }), { name: 'org-logs' }],
        metricFilters: [{ ...HEALTHY.metricFilters[0], logGroup: 'org-logs' }],
      }),
    );
    expect(proof).toMatchObject({
      truth: 'false',
      broken: { link: 'metricFilter', sentence: 'log group org-logs has no metric filters' },
    });
  });

  it('is not recorded by a trail of the management account alone', () => {
    const trails = [central({ name: 'org', organization: false, visibleIn: [OTHER], logGroup: 'org-logs' })];
    expect(proofOf(snapshotOf({ ...ORGANIZATION, trails }))).toMatchObject({
      truth: 'false',
      broken: { link: 'trail' },
    });
  });

  it('may filter on the account by its own number', () => {
    const sample = { ...HEALTHY.metricFilters[0], logGroup: 'org-logs' };
    const of = (account: string) => ({
      ...ORGANIZATION,
      metricFilters: [
        central({ ...sample, pattern: `{ $.eventName = "DeleteBucket" && $.recipientAccountId = "${account}" }` }),
      ],
    });
    const events: EventClass = JSON.parse(JSON.stringify(EVENTS).replaceAll(ACCOUNT, '999999999999'));
    expect(proofOf(snapshotOf(of(ACCOUNT)), events).truth).toBe('true');
    expect(proofOf(snapshotOf(of(OTHER)), events).truth).toBe('false');
  });
});

describe('regions', () => {
  const REGIONS = (...regionNames: string[]): Given => ({ accounts: [{ regionNames }] });
  const GLOBAL: EventClass = { ...EVENTS, recordedIn: 'global' };
  const local = (region: string, changes: Given = {}) => ({
    name: `in-${region}`,
    multiRegion: false,
    region,
    logGroup: 'trail-logs',
    ...changes,
  });
  /** A chain of one region of its own. */
  const chain = (region: string, trailChanges: Given = {}): Given => ({
    trails: [local(region, trailChanges)],
    logGroups: [{ name: 'trail-logs', region }],
    metricFilters: [{ ...HEALTHY.metricFilters[0], region }],
    alarms: [{ ...HEALTHY.alarms[0], region }],
    topics: [{ name: 'security', region }],
    subscriptions: [{ topic: 'security', region }],
  });
  const both = (one: Given, other: Given): Given =>
    Object.fromEntries(
      Object.keys(one).map((key) => [key, [...(one[key] as readonly Value[]), ...(other[key] as readonly Value[])]]),
    );
  /** As a run with --regions sees it. */
  const limited =
    (...regions: string[]) =>
    (snapshot: Snapshot): Snapshot => ({ ...snapshot, scope: { ...snapshot.scope, regions } });

  it('are all recorded by a multi-region trail', () => {
    const proof = proofWith(REGIONS('eu-west-1', 'us-east-1'));
    expect(proof).toMatchObject({ truth: 'true', regions: ['eu-west-1', 'us-east-1'] });
    expect(proof.sentence).toContain('in all its 2 regions');
  });

  it('are each recorded by a trail of their own', () => {
    const given = { ...both(chain('us-east-1'), chain('eu-west-1')), ...REGIONS('us-east-1', 'eu-west-1') };
    expect(proofOf(snapshotOf(given)).truth).toBe('true');
  });

  it('are named where they are not recorded', () => {
    const proof = proofOf(snapshotOf({ ...chain('us-east-1'), ...REGIONS('us-east-1', 'eu-west-1') }));
    expect(proof).toMatchObject({
      truth: 'false',
      broken: { link: 'trail' },
      counterexample: { awsRegion: 'eu-west-1' },
    });
    expect(proof.sentence).toBe(
      `nobody is told about s3.DeleteBucket in account ${ACCOUNT} in eu-west-1: trail in-us-east-1 records only us-east-1, not eu-west-1`,
    );
  });

  it('are unknown where the account could not say which it has', () => {
    const proof = proofWith({ accounts: [{ regionNames: '$denied' }] });
    expect(proof).toMatchObject({ truth: 'unknown', broken: { link: 'trail', truth: 'unknown' } });
  });

  it.each<readonly [what: string, regionNames: Value]>([
    ['none', []],
    ['nothing', null],
  ])('are not all told about where there are %s', (_what, regionNames) => {
    const proof = proofWith({ accounts: [{ regionNames }], trails: [] });
    expect(proof.truth).toBe('unknown');
  });

  it('where a service is global are us-east-1 alone', () => {
    const given = { ...chain('us-east-1'), ...REGIONS('us-east-1', 'eu-west-1') };
    expect(proofOf(snapshotOf(given), GLOBAL)).toMatchObject({ truth: 'true', regions: ['us-east-1'] });
  });

  it('where a service is global depend on the partition', () => {
    const given = { ...chain('cn-north-1'), ...REGIONS('cn-north-1') };
    const inChina = (snapshot: Snapshot): Snapshot => ({
      ...snapshot,
      scope: { ...snapshot.scope, partition: 'aws-cn' },
    });
    expect(proofOf(snapshotOf(given, inChina), GLOBAL)).toMatchObject({ regions: ['cn-north-1'] });
  });

  it.each<readonly [service: string, truth: string]>([
    ['iam.amazonaws.com', 'false'],
    ['organizations.amazonaws.com', 'false'],
    ['sts.amazonaws.com', 'unknown'],
    ['signin.amazonaws.com', 'unknown'],
    ['s3.amazonaws.com', 'true'],
  ])('where a trail leaves out global services, %s is told about: %s', (eventSource, truth) => {
    const events: EventClass = {
      ...EVENTS,
      samples: EVENTS.samples.map(({ name, record }) => ({ name, record: { ...record, eventSource } })),
    };
    const given = { ...chain('us-east-1', { globalServiceEvents: false }), ...REGIONS('us-east-1') };
    expect(proofOf(snapshotOf(given), events).truth).toBe(truth);
    expect(proofOf(snapshotOf(given), { ...events, recordedIn: 'global' }).truth).toBe('false');
  });

  it('that were not looked at are not called unrecorded', () => {
    const given = { ...chain('eu-west-1'), ...REGIONS('eu-west-1') };
    const proof = proofOf(snapshotOf(given, limited('eu-west-1')), GLOBAL);
    expect(proof.truth).toBe('unknown');
    expect(proof.broken).toMatchObject({ link: 'trail', truth: 'unknown', gaps: [`${ACCOUNT}/us-east-1/trail`] });
    expect(proof.broken?.sentence).toContain('us-east-1 is not among the regions looked at');
  });

  it('that were not looked at are recorded by a multi-region trail all the same', () => {
    const limitedTo = limited('eu-west-1');
    const given = { ...chain('eu-west-1', { multiRegion: true }), ...REGIONS('eu-west-1') };
    expect(proofOf(snapshotOf(given, limitedTo), GLOBAL).truth).toBe('true');
    const proof = proofOf(snapshotOf(given, limitedTo));
    expect(proof).toMatchObject({ truth: 'true', regions: ['eu-west-1'] });
    expect(proof.sentence).toContain('in every region');
  });

  it('that were not looked at keep the whole account from being called told', () => {
    const given = { ...chain('us-east-1'), ...REGIONS('us-east-1') };
    const proof = proofOf(snapshotOf(given, limited('us-east-1')));
    expect(proof).toMatchObject({ truth: 'unknown', regions: ['us-east-1'], broken: { truth: 'unknown' } });
    expect(proof.sentence).toContain('in regions that were not looked at');
    expect(proof.sentence).toContain('only us-east-1 was to be looked at');
  });

  it.each<readonly [what: string, pattern: string, truth: string]>([
    ['names one region', '{ $.eventName = "DeleteBucket" && $.awsRegion = "eu-west-1" }', 'unknown'],
    ['leaves one region out', '{ $.eventName = "DeleteBucket" && $.awsRegion != "us-west-2" }', 'unknown'],
    ['looks at every field', '{ $.* = "DeleteBucket" }', 'unknown'],
    ['does not look at the region', '{ $.eventName = "DeleteBucket" }', 'true'],
    ['matches everything', '" "', 'true'],
    ['finds a term that stands elsewhere', 'DeleteBucket', 'true'],
    ['finds a term that is the region', '"eu-west-1" DeleteBucket', 'unknown'],
  ])('that were not looked at are told about by a filter that %s: %s', (_what, pattern, truth) => {
    const given = {
      ...chain('eu-west-1', { multiRegion: true }),
      metricFilters: [{ name: 'deleted', pattern, region: 'eu-west-1' }],
      ...REGIONS('eu-west-1'),
    };
    expect(proofOf(snapshotOf(given)).truth).toBe(pattern.includes('*') ? 'unknown' : 'true');
    expect(proofOf(snapshotOf(given, limited('eu-west-1'))).truth).toBe(truth);
  });

  it('that were not looked at do not hide what is broken in those that were', () => {
    const given = { ...chain('us-east-1', { logging: false }), ...REGIONS('us-east-1') };
    expect(proofOf(snapshotOf(given, limited('us-east-1'))).truth).toBe('false');
  });
});

describe('a class that is partly told about', () => {
  const EVENTS_OF_TWO: EventClass = {
    ...EVENTS,
    records: {
      type: 'all',
      of: [
        EVENTS.records,
        { type: 'field', path: ['userIdentity', 'type'], test: { operator: 'in', values: ['IAMUser', 'AssumedRole'] } },
      ],
    },
    samples: [
      ...EVENTS.samples,
      {
        name: 'a role deletes a bucket',
        record: { ...EVENTS.samples[0]?.record, userIdentity: { type: 'AssumedRole' } },
      },
    ],
  };

  it('shows the event that nobody hears of', () => {
    const proof = proofWith(
      filter({ pattern: '{ $.eventName = "DeleteBucket" && $.userIdentity.type = "IAMUser" }' }),
      EVENTS_OF_TWO,
    );
    expect(proof).toMatchObject({ truth: 'false', counterexample: { userIdentity: { type: 'AssumedRole' } } });
    expect(proof.sentence).toContain('when a role deletes a bucket: metric filter deleted does not match it');
  });

  it('is told about by several filters together', () => {
    const patterns = ['IAMUser', 'AssumedRole'].map((type) => ({
      name: type,
      pattern: `{ $.eventName = "DeleteBucket" && $.userIdentity.type = "${type}" }`,
    }));
    expect(proofWith({ metricFilters: patterns }, EVENTS_OF_TWO).truth).toBe('true');
  });

  it('is unknown where the rest of it is', () => {
    const patterns = [
      { name: 'a', pattern: '{ $.userIdentity.type = "IAMUser" }' },
      { name: 'b', pattern: '[a, b]' },
    ];
    const proof = proofWith({ metricFilters: patterns }, EVENTS_OF_TWO);
    expect(proof.truth).toBe('unknown');
    expect(proof.counterexample).toBeUndefined();
    expect(proof.sentence).toContain('when a role deletes a bucket');
  });
});
