/** The EventBridge route: rules of the region where an event is recorded, their state, targets and topics; what is not known of them is never right or wrong. */
import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/kinds/index.ts';
import { openWorld } from '../../src/kinds/world.ts';
import type { LinkName, Proof } from '../../src/model/proof.ts';
import type { EventClass } from '../../src/model/rule.ts';
import type { CloudTrailRecord, Value } from '../../src/model/value.ts';
import type { Truth } from '../../src/model/verdict.ts';
import { proveRecord } from '../../src/proof/record.ts';
import type { Given } from './healthy.ts';
import * as healthy from './healthy.ts';
import { ACCOUNT, HEALTHY, proofOf, snapshotOf } from './healthy.ts';

const OTHER = '444455556666';

/** What EventBridge calls an event depends on its type, so the class has to name it. */
const EVENTS: EventClass = {
  ...healthy.EVENTS,
  records: {
    type: 'all',
    of: [
      healthy.EVENTS.records,
      { type: 'field', path: ['eventType'], test: { operator: 'in', values: ['AwsApiCall'] } },
    ],
  },
  samples: healthy.EVENTS.samples.map(({ name, record }) => ({ name, record: { ...record, eventType: 'AwsApiCall' } })),
};
const ARN = (service: string, rest: string, region = 'us-east-1', account = ACCOUNT) =>
  `arn:aws:${service}:${region}:${account}:${rest}`;

const PATTERN = {
  source: ['aws.s3'],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: { eventSource: ['s3.amazonaws.com'], eventName: ['DeleteBucket'] },
};
const pattern = (changes: Given = {}) => JSON.stringify({ ...PATTERN, ...changes });
const RULE = { name: 'bucket-deleted', pattern: pattern(), topics: ['security'] };

/** No log group, no filter, no alarm. */
const BY_RULE = {
  trails: [{ name: 'main' }],
  logGroups: [],
  metricFilters: [],
  alarms: [],
  eventRules: [RULE],
  topics: [{ name: 'security', admits: ['events.amazonaws.com'] }],
} as const satisfies Given;

/** Where some lists of the healthy chain are others. */
function proofWith(changes: Given, events: EventClass = EVENTS, reaches?: 'action'): Proof {
  return healthy.proofWith(changes, events, reaches);
}

function proved(changes: Given, events?: EventClass, reaches?: 'action'): Proof {
  return proofWith({ ...BY_RULE, ...changes }, events, reaches);
}
const rule = (changes: Given) => ({ eventRules: [{ ...RULE, ...changes }] });
const to = (...targets: readonly Value[]) => rule({ targets, topics: null });
const topic = (changes: Given) => ({ topics: [{ ...BY_RULE.topics[0], ...changes }] });

describe('an EventBridge rule that tells somebody', () => {
  it('needs no log group, and is shown link by link', () => {
    const proof = proved({});
    expect(proof.truth).toBe('true');
    expect(proof.sentence).toBe(
      `somebody is told about s3.DeleteBucket in account ${ACCOUNT}, in us-east-1: email:security@example.com is told by topic security`,
    );
    const [route] = proof.routes;
    expect(route?.type).toBe('eventRule');
    expect(route?.links.map(({ link, sentence }) => [link, sentence])).toEqual([
      ['trail', 'trail main is logging'],
      ['trail', 'trail main records every region'],
      ['selectors', expect.stringContaining('event selectors of trail main')],
      ['eventRule', 'EventBridge rule bucket-deleted matches it'],
      ['eventRule', 'EventBridge rule bucket-deleted is enabled, for read-only calls as well'],
      ['target', `EventBridge rule bucket-deleted publishes it to ${ARN('sns', 'security')}`],
      ['topic', 'topic security lets EventBridge publish'],
      ['subscription', 'email:security@example.com is told by topic security'],
    ]);
  });

  it.each<readonly [what: string, changes: Given]>([
    ['one that is enabled in the plain sense, of an event that changes something', rule({ state: 'ENABLED' })],
    ['a pattern of the event name alone', rule({ pattern: '{"detail":{"eventName":["DeleteBucket"]}}' })],
    ['a wider pattern', rule({ pattern: '{"source":["aws.s3"],"detail":{"eventName":[{"prefix":"Delete"}]}}' })],
    ['a second rule that is disabled', { eventRules: [RULE, { ...RULE, name: 'b', state: 'DISABLED' }] }],
    ['a second rule that is not understood', { eventRules: [RULE, { ...RULE, name: 'b', pattern: '{' }] }],
    ['a second target that is gone', to(ARN('sns', 'gone'), ARN('sns', 'security'))],
    ['a second trail that is stopped', { trails: [{ name: 'a', logging: false }, { name: 'main' }] }],
    ['a rule in each region', inTwoRegions(['us-east-1', 'eu-west-1'])],
    [
      'two rules that share the class',
      {
        eventRules: [
          { ...RULE, name: 'people', pattern: pattern({ detail: { userIdentity: { type: ['IAMUser', 'Root'] } } }) },
          {
            ...RULE,
            name: 'others',
            pattern: pattern({
              detail: { userIdentity: { type: [{ 'anything-but': ['IAMUser', 'Root'] }, { exists: false }] } },
            }),
          },
        ],
      },
    ],
    [
      'a rule and a metric filter that share the class',
      {
        ...HEALTHY,
        eventRules: [{ ...RULE, pattern: pattern({ detail: { userIdentity: { type: ['IAMUser'] } } }) }],
        metricFilters: [
          {
            ...HEALTHY.metricFilters[0],
            pattern: '{ ($.userIdentity.type NOT EXISTS) || ($.userIdentity.type != "IAMUser") }',
          },
        ],
        topics: [{ name: 'security', admits: ['events.amazonaws.com', 'cloudwatch.amazonaws.com'] }],
      },
    ],
    ['a rule beside an alarm that nobody hears', { ...HEALTHY, ...BY_RULE, alarms: HEALTHY.alarms }],
  ])('%s', (_what, changes) => {
    expect(proved(changes).sentence).toMatch(/^somebody is told/);
  });
});

describe('a target that EventBridge sends to as a role', () => {
  const SECURITY = ARN('sns', 'security');
  const ROLE = `arn:aws:iam::${ACCOUNT}:role/publishes`;
  const as = (...roles: readonly Value[]) => rule({ roles: { [SECURITY]: roles } });
  const roles = [{ name: 'publishes' }];

  it.each<readonly [what: string, changes: Given]>([
    ['a topic that admits EventBridge', {}],
    ['a topic with the policy that SNS writes by itself', { topics: [{ name: 'security' }] }],
    ['a topic that admits CloudWatch alone', topic({ admits: ['cloudwatch.amazonaws.com'] })],
  ])('may publish to %s of its account', (_what, changes) => {
    expect(proved({ ...as(ROLE), roles, ...changes }).truth).toBe('true');
  });

  it('may or may not use the key of the topic', () => {
    const proof = proved({ ...as(ROLE), roles, ...topic({ kmsKey: 'alias/aws/sns' }) });
    expect(proof.truth).toBe('unknown');
    expect(proof.broken).toMatchObject({ link: 'topic', sentence: expect.stringContaining('alias/aws/sns') });
  });

  it('reaches an action as far as the role may', () => {
    expect(proved({ ...as(ROLE), roles }, EVENTS, 'action').truth).toBe('true');
    expect(proved({ ...as(ROLE), roles: '$denied' }, EVENTS, 'action').truth).toBe('unknown');
    expect(proved({ ...as(ROLE), roles: [] }, EVENTS, 'action').truth).toBe('false');
  });

  /** A topic of another account, with a policy that says so of a principal; null: nothing. */
  const ofOther = (principal: Value): Given => {
    const Statement = [{ Effect: 'Allow', Principal: principal, Action: 'sns:Publish', Resource: '*' }];
    return {
      accounts: [{ id: ACCOUNT }, { id: OTHER }],
      eventRules: [{ ...RULE, topics: null, targets: [THERE], roles: { [THERE]: [ROLE] } }],
      ...topic({ account: OTHER, policy: JSON.stringify({ Statement }) }),
      subscriptions: [{ topic: 'security', account: OTHER }],
    };
  };
  const THERE = ARN('sns', 'security', 'us-east-1', OTHER);

  it.each<readonly [what: string, principal: Value, roles: Value, truth: string]>([
    ['admits the account', { AWS: ACCOUNT }, roles, 'true'],
    ['admits the role', { AWS: ROLE }, roles, 'true'],
    ['admits a session of it', { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/publishes/x` }, roles, 'unknown'],
    ['admits another role', { AWS: `arn:aws:iam::${ACCOUNT}:role/others` }, roles, 'false'],
    ['admits EventBridge, which the role is not', { Service: 'events.amazonaws.com' }, roles, 'false'],
    ['admits the role, which may not', { AWS: ROLE }, [{ name: 'publishes', policies: [] }], 'false'],
    ['admits the role, of which nothing was read', { AWS: ROLE }, '$throttled', 'unknown'],
  ])('publishes to a topic of another account that %s', (_what, principal, given, truth) => {
    expect(proved({ ...ofOther(principal), roles: given }).truth).toBe(truth);
  });

  it.each<readonly [what: string, changes: Given]>([
    ['nobody has confirmed', { subscriptions: [{ topic: 'security', confirmed: false }] }],
    ['is a FIFO topic', topic({ fifo: true })],
    ['is gone', { topics: [] }],
  ])('tells nobody by a topic that %s', (_what, changes) => {
    expect(proved({ ...as(ROLE), ...changes }).truth).toBe('false');
  });

  it('is reached where another target of the same topic has none, if the topic admits EventBridge', () => {
    expect(proved(as(ROLE, null)).truth).toBe('true');
    expect(proved({ ...as(ROLE, null), topics: [{ name: 'security' }] }).truth).toBe('false');
  });

  it('is not decided where the roles were not read', () => {
    const { resources, ...rest } = snapshotOf({ ...HEALTHY, ...BY_RULE });
    const before = resources.map((each) => {
      const { roles: _roles, ...fields } = each.fields;
      return each.kind === 'eventRule' ? { ...each, fields } : each;
    });
    const proof = proofOf({ ...rest, resources: before }, EVENTS);
    expect(proof.truth).toBe('unknown');
    expect(proof.broken).toMatchObject({ link: 'target', sentence: expect.stringContaining('roles of') });
  });
});

/** An account with two regions, and the rule, its topic and its subscription in some of them. */
function inTwoRegions(regions: readonly string[]): Given {
  return {
    account: { regionNames: ['us-east-1', 'eu-west-1'] },
    eventRules: regions.map((region) => ({ ...RULE, region })),
    topics: regions.map((region) => ({ ...BY_RULE.topics[0], region })),
    subscriptions: regions.map((region) => ({ topic: 'security', region })),
  };
}

describe('an EventBridge route that is broken', () => {
  it.each<readonly [link: LinkName, sentence: string, changes: Given]>([
    ['trail', 'trail main is not logging', { trails: [{ name: 'main', logging: false }] }],
    ['trail', `no trail records account ${ACCOUNT}`, { trails: [] }],
    ['selectors', 'only read events are taken', { trails: [{ name: 'main', managementEvents: 'readOnly' }] }],
    ['eventRule', 'EventBridge rule bucket-deleted is disabled', rule({ state: 'DISABLED' })],
    [
      'eventRule',
      'EventBridge rule bucket-deleted does not match it: detail.eventName is "DeleteBucket", the pattern wants "Deletebucket"',
      rule({ pattern: pattern({ detail: { eventName: ['Deletebucket'] } }) }),
    ],
    [
      'eventRule',
      'EventBridge rule bucket-deleted does not match it: detail-type is "AWS API Call via CloudTrail", the pattern wants "AWS Service Event via CloudTrail"',
      rule({ pattern: pattern({ 'detail-type': ['AWS Service Event via CloudTrail'] }) }),
    ],
    [
      'eventRule',
      'EventBridge rule bucket-deleted stands in us-east-1, and a rule is given only what is recorded in its own region: this is recorded in eu-west-1',
      inTwoRegions(['us-east-1']),
    ],
    ['target', 'EventBridge rule bucket-deleted has no target', to()],
    ['topic', `topic ${ARN('sns', 'gone')} does not exist`, to(ARN('sns', 'gone'))],
    [
      'topic',
      'the access policy of topic security does not let EventBridge publish',
      { topics: [{ name: 'security' }] },
    ],
    [
      'topic',
      'topic security is encrypted with the key alias/aws/sns, which EventBridge cannot use',
      topic({ kmsKey: 'alias/aws/sns' }),
    ],
    ['subscription', 'topic security has no subscription', { subscriptions: [] }],
    [
      'subscription',
      'topic security has 1 subscription, none of them confirmed (email:security@example.com)',
      { subscriptions: [{ topic: 'security', confirmed: false }] },
    ],
  ])('at the %s: %s', (link, sentence, changes) => {
    const proof = proved(changes);
    expect(proof.truth).toBe('false');
    expect(proof.broken).toMatchObject({ link, truth: 'false', sentence: expect.stringContaining(sentence) });
    expect(proof.sentence).toContain(sentence);
  });

  it('shows the part of the pattern that is in the way', () => {
    const written = pattern({ detail: { eventName: ['Deletebucket'] } });
    const { value = '', start, end } = proved(rule({ pattern: written })).broken?.text ?? {};
    expect(value.slice(start, end)).toBe('"eventName":["Deletebucket"]');
  });

  it('names the rule that was meant, and how many others are like it', () => {
    const named = (name: string, eventName: string) => ({
      ...RULE,
      name,
      pattern: pattern({ detail: { eventName: [eventName] } }),
    });
    const eventRules = [named('a', 'PutBucketPolicy'), named('b', 'DeleteBuckets'), named('c', 'deletebucket')];
    expect(proved({ eventRules }).broken?.sentence).toMatch(
      /^EventBridge rule b does not match it: .* \(did you mean "DeleteBucket"\?\); 1 other rule like it does not match either$/,
    );
  });

  it('is nearer than a log group without filters, and as near as an alarm that is never raised', () => {
    const disabled = { eventRules: [{ ...RULE, state: 'DISABLED' }] };
    const noFilter = proofWith({ ...disabled, metricFilters: [] });
    expect(noFilter.broken?.link).toBe('eventRule');
    const noAlarm = proofWith({ ...disabled, alarms: [] });
    expect(noAlarm.routes.map(({ type, links }) => [type, links.at(-1)?.link])).toEqual([
      ['metricFilter', 'alarm'],
      ['eventRule', 'eventRule'],
    ]);
    // Further along the other way is nearer still.
    expect(proofWith({ ...disabled, subscriptions: [] }).broken?.link).toBe('subscription');
  });

  it.each<readonly [what: string, changes: Given]>([
    ['there are none', { eventRules: [] }],
    ['they are about something else', rule({ pattern: '{"source":["aws.ec2"],"detail":{"state":["stopped"]}}' })],
    ['they run by schedule', rule({ pattern: null })],
    ['services keep them for themselves', rule({ pattern: pattern({ source: ['aws.s4'] }), managedBy: 'x' })],
  ])('is not spoken of where %s', (_what, changes) => {
    const proof = proofWith({ ...changes, alarms: [] });
    expect(proof.truth).toBe('false');
    expect(proof.routes.map(({ type }) => type)).toEqual(['metricFilter']);
  });

  it('gives a counterexample where a part of the class is left out', () => {
    const wanted = { ...PATTERN.detail, userIdentity: { type: [{ 'anything-but': 'AssumedRole' }] } };
    const proof = proved(rule({ pattern: pattern({ detail: wanted }) }));
    expect(proof.truth).toBe('false');
    expect(proof.counterexample).toMatchObject({ userIdentity: { type: 'AssumedRole' } });
    expect(proof.broken?.sentence).toContain('detail.userIdentity.type is "AssumedRole"');
    expect(proof.differs).toEqual([{ field: 'userIdentity.type', value: 'AssumedRole' }]);
  });
});

describe('an EventBridge route that is not decided', () => {
  it.each<readonly [link: LinkName, sentence: string, changes: Given]>([
    [
      'eventRule',
      `the EventBridge rules of account ${ACCOUNT} in us-east-1 could not be read`,
      { eventRules: '$denied' },
    ],
    ['eventRule', 'could not be read', rule({ pattern: '$denied' })],
    ['eventRule', 'could not be read', rule({ state: '$throttled' })],
    ['eventRule', 'is in a state that is not known here: PAUSED', rule({ state: 'PAUSED' })],
    [
      'eventRule',
      'the pattern of EventBridge rule bucket-deleted is not understood here',
      rule({ pattern: '{"source":' }),
    ],
    [
      'eventRule',
      'is not understood here: expected a value, found "aws" (texts stand in double quotes)',
      rule({ pattern: '{"source":[aws]}' }),
    ],
    [
      'eventRule',
      'EventBridge rule bucket-deleted may match it: time: what an event holds in this field does not follow from its CloudTrail record (EBQ-10)',
      rule({ pattern: pattern({ time: [{ prefix: '2026' }] }) }),
    ],
    ['target', 'the targets of EventBridge rule bucket-deleted could not be read', rule({ targets: '$denied' })],
    ['target', 'was not asked when this was read', rule({ targets: null, topics: null })],
    [
      'target',
      'invokes the function arn:aws:lambda:us-east-1:111122223333:function:page, and whom that reaches',
      to(ARN('lambda', 'function:page')),
    ],
    ['target', 'sends it to the queue', to(ARN('sqs', 'queue'))],
    ['target', 'starts the state machine', to(ARN('states', 'stateMachine:page'))],
    ['target', 'writes it to the log group', to(ARN('logs', 'log-group:events'))],
    [
      'target',
      'sends it to arn:aws:events:us-east-1:111122223333:api-destination/pager',
      to(ARN('events', 'api-destination/pager')),
    ],
    [
      'eventBus',
      `event bus ${ARN('events', 'event-bus/central', 'us-east-1', OTHER)} could not be read (account ${OTHER} is not among`,
      to(ARN('events', 'event-bus/central', 'us-east-1', OTHER)),
    ],
    ['topic', `topic ${ARN('sns', 'security')} could not be read`, { topics: '$denied' }],
    ['topic', 'could not be read', topic({ kmsKey: '$denied' })],
    [
      'topic',
      'the key alias/security of topic security could not be read',
      { ...topic({ kmsKey: 'alias/security' }), kmsKeys: '$throttled' },
    ],
    [
      'topic',
      'is in eu-west-1, and as whom and whether',
      {
        ...to(ARN('sns', 'security', 'eu-west-1')),
        account: { regionNames: ['us-east-1'] },
        ...topic({ region: 'eu-west-1' }),
      },
    ],
    [
      'topic',
      `topic security belongs to account ${OTHER}, and as whom and whether EventBridge rule bucket-deleted can publish there is not decided`,
      {
        accounts: [{ id: ACCOUNT }, { id: OTHER }],
        ...to(ARN('sns', 'security', 'us-east-1', OTHER)),
        ...topic({ account: OTHER }),
        subscriptions: [{ topic: 'security', account: OTHER }],
      },
    ],
    ['subscription', 'the subscriptions of topic security could not be read', { subscriptions: '$denied' }],
    ['trail', 'whether trail main is logging could not be read', { trails: [{ name: 'main', logging: '$denied' }] }],
    ['selectors', 'could not be read', { trails: [{ name: 'main', selectors: '$denied' }] }],
    ['trail', `the trails of account ${ACCOUNT} could not be read`, { trails: '$denied' }],
  ])('at the %s: %s', (link, sentence, changes) => {
    const proof = proved(changes);
    expect(proof.sentence).toContain(sentence);
    expect(proof.truth).toBe('unknown');
    expect(proof.broken).toMatchObject({ link, truth: 'unknown' });
  });

  it('is broken all the same where a later link is', () => {
    expect(proved({ ...rule({ pattern: '{"source":' }), subscriptions: [] }).truth).toBe('false');
    expect(proved({ ...rule({ pattern: '{"source":', state: 'DISABLED' }) }).truth).toBe('false');
  });

  it('keeps a broken alarm from being a failure', () => {
    expect(proofWith({ alarms: [], eventRules: '$denied' }).truth).toBe('unknown');
    expect(proofWith({ alarms: [], eventRules: [] }).truth).toBe('false');
    expect(proofWith({ eventRules: '$denied' }).truth).toBe('true');
  });

  it('EB-43: where only the trail of the organization records the account', () => {
    const trails = [{ name: 'all', account: OTHER, organization: true, visibleIn: [OTHER, ACCOUNT] }];
    const accounts = [{ id: ACCOUNT, managementAccount: OTHER, organizationId: 'o-1' }, { id: OTHER }];
    const proof = proved({ accounts, trails });
    expect(proof.truth).toBe('unknown');
    expect(proof.broken).toMatchObject({
      link: 'trail',
      sentence: expect.stringContaining('trail all is that of the organization'),
    });
    expect(proved({ accounts, trails: [...trails, { name: 'own' }] }).truth).toBe('true');
    expect(proved({ accounts, trails, ...rule({ state: 'DISABLED' }) }).truth).toBe('false');
  });

  it('EB-46: in regions that were not looked at', () => {
    const snapshot = snapshotOf({ ...BY_RULE, subscriptions: [{ topic: 'security' }] }, (whole) => ({
      ...whole,
      scope: { ...whole.scope, regions: ['us-east-1'] },
    }));
    const proof = proofOf(snapshot, EVENTS);
    expect(proof.truth).toBe('unknown');
    expect(proof.sentence).toMatch(
      /in regions that were not looked at: the EventBridge rules of account 111122223333 could not be read/,
    );
  });
});

/** As the rule that EventBridge makes for an archive names it, whichever that is. */
const ARCHIVE = 'arn:aws:events:us-east-1:::';

describe('a rule with targets that tell no person', () => {
  it.each([
    ['a function', ARN('lambda', 'function:page'), 'true'],
    ['a queue', ARN('sqs', 'queue'), 'true'],
    ['an API destination', ARN('events', 'api-destination/pager'), 'true'],
    [
      'another bus, of which it is not known whether it is there',
      ARN('events', 'event-bus/a', 'us-east-1', OTHER),
      'unknown',
    ],
    ['another bus that is gone', ARN('events', 'event-bus/central'), 'false'],
    ['a topic that admits it', ARN('sns', 'security'), 'true'],
    ['a topic that does not exist', ARN('sns', 'gone'), 'false'],
    ['an archive', ARCHIVE, 'false'],
    ['the discovery of schemas', ARN('schemas', 'discoverer/events-event-bus-default'), 'false'],
  ] as const)('reaches an action: %s', (_what, target, truth) => {
    expect(proved({ ...to(target), subscriptions: [] }, EVENTS, 'action').truth).toBe(truth);
  });

  it('reaches an action by what it does besides keeping events', () => {
    expect(proved(to(ARCHIVE, ARN('lambda', 'function:page')), EVENTS, 'action').truth).toBe('true');
  });
});

describe('the state of a rule', () => {
  const [sample] = EVENTS.samples;
  /** A class of one call that everybody may make in one way. */
  const call = (changes: CloudTrailRecord): EventClass => {
    const record = { ...sample?.record, ...changes };
    const field = (name: string) => ({
      type: 'field' as const,
      path: [name],
      test: { operator: 'in' as const, values: [record[name] as string | boolean] },
    });
    return {
      ...EVENTS,
      records: { type: 'all', of: ['eventName', 'eventSource', 'eventType', 'readOnly'].map(field) },
      samples: [{ name: 'it', record }],
    };
  };
  const any = '{"detail-type":["AWS API Call via CloudTrail"]}';

  it.each<readonly [id: string, eventName: string, eventSource: string, readOnly: boolean, truth: Truth]>([
    ['EB-44', 'DeleteBucket', 's3.amazonaws.com', false, 'true'],
    ['EB-44', 'DescribeInstances', 'ec2.amazonaws.com', true, 'false'],
    ['EB-44', 'GetObjectAcl', 's3.amazonaws.com', true, 'false'],
    ['EB-44', 'ListUsers', 'iam.amazonaws.com', true, 'false'],
    ['EB-44', 'GetFederationToken', 'sts.amazonaws.com', true, 'true'],
    ['EB-44', 'GetSessionToken', 'sts.amazonaws.com', false, 'true'],
    ['EB-44', 'GetSessionToken', 'iam.amazonaws.com', true, 'false'],
    ['EB-44', 'GetCallerIdentity', 'sts.amazonaws.com', true, 'false'],
    ['EB-44', 'AssumeRole', 'sts.amazonaws.com', true, 'unknown'],
    ['EB-44', 'GetAuthorizationToken', 'ecr.amazonaws.com', false, 'unknown'],
  ])('%s: ENABLED, %s of %s, read-only %s', (_id, eventName, eventSource, readOnly, truth) => {
    const events = call({ eventName, eventSource, readOnly });
    expect(proved(rule({ pattern: any, state: 'ENABLED' }), events).truth).toBe(truth);
    const all = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
    expect(proved(rule({ pattern: any, state: all }), events).truth).toBe('true');
    expect(proved(rule({ pattern: any, state: 'DISABLED' }), events).truth).toBe('false');
  });

  it('EB-44: says what would have to be changed', () => {
    const events = call({ eventName: 'DescribeInstances', eventSource: 'ec2.amazonaws.com', readOnly: true });
    expect(proved(rule({ pattern: any, state: 'ENABLED' }), events).broken).toMatchObject({
      link: 'eventRule',
      sentence:
        'EventBridge rule bucket-deleted is enabled, but not for read-only calls such as DescribeInstances: these come only in the state ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
    });
  });

  it('EB-45: a class with reads and writes is covered in part', () => {
    const events = call({ eventName: 'ListBuckets', readOnly: true });
    const both: EventClass = {
      ...events,
      records: {
        type: 'all',
        of: [
          { type: 'field', path: ['eventSource'], test: { operator: 'in', values: ['s3.amazonaws.com'] } },
          { type: 'field', path: ['eventType'], test: { operator: 'in', values: ['AwsApiCall'] } },
        ],
      },
      samples: [...EVENTS.samples],
    };
    const proof = proved(rule({ pattern: any, state: 'ENABLED' }), both);
    expect(proof.truth).toBe('false');
    expect(proof.counterexample).toMatchObject({ readOnly: true });
    expect(proof.broken?.sentence).toMatch(/but not for read-only calls such as (Describe|Get|List)/);
  });
});

describe('a record of an unusual shape', () => {
  it.each<readonly [what: string, detail: Given, changes: CloudTrailRecord, truth: Truth]>([
    [
      'a name with a dot in it',
      { requestParameters: { a: { b: ['x'] } } },
      { requestParameters: { 'a.b': 'x' } },
      'true',
    ],
    ['a list for a text', { userIdentity: { type: ['Root'] } }, { userIdentity: { type: ['User', 'Root'] } }, 'true'],
    ['a list of lists', { resources: { type: ['x'] } }, { resources: [[{ type: 'x' }]] }, 'true'],
    ['an object for a text', { eventName: [{ exists: false }] }, { eventName: { x: 1 } }, 'true'],
    ['another list of lists', { resources: { type: ['x'] } }, { resources: [[{ type: 'y' }]] }, 'false'],
  ])('is matched as it is: %s', (_what, detail, changes, truth) => {
    const world = openWorld(
      snapshotOf({ ...BY_RULE, subscriptions: [{ topic: 'security' }], ...rule({ pattern: pattern({ detail }) }) }),
      kinds,
    );
    const account = world.resource('account', ACCOUNT);
    if (!account) throw new Error(ACCOUNT);
    const place = { account, world, region: 'us-east-1', reaches: 'confirmedSubscriber', ordinary: [] } as const;
    expect(proveRecord({ ...EVENTS.samples[0]?.record, ...changes }, place, []).truth).toBe(truth);
  });
});

describe('where an event is recorded', () => {
  const iam = (region: string): Given => ({
    account: { regionNames: ['us-east-1', 'eu-west-1'] },
    eventRules: [{ ...RULE, region }],
    topics: [{ ...BY_RULE.topics[0], region }],
    subscriptions: [{ topic: 'security', region }],
  });
  const global: EventClass = { ...EVENTS, recordedIn: 'global' };

  it('EB-47: events of global services come to us-east-1 alone', () => {
    expect(proved(iam('us-east-1'), global).truth).toBe('true');
    const proof = proved(iam('eu-west-1'), global);
    expect(proof.truth).toBe('false');
    expect(proof.broken?.sentence).toContain('stands in eu-west-1, and a rule is given only what is recorded');
  });

  it('EB-47: a rule of one region tells of that region alone', () => {
    const proof = proved(iam('us-east-1'));
    expect(proof.truth).toBe('false');
    expect(proof.sentence).toContain('in eu-west-1');
    // In the other region a metric filter may do.
    const filter = { ...HEALTHY, ...iam('us-east-1'), alarms: HEALTHY.alarms };
    expect(proofWith({ ...filter, topics: [{ name: 'security' }] }).truth).toBe('true');
  });

  it('EB-48: whether a sign-in is recorded outside of us-east-1 is not decided', () => {
    const wanted = {
      type: 'all',
      of: [
        { type: 'field', path: ['eventName'], test: { operator: 'in', values: ['ConsoleLogin'] } },
        { type: 'field', path: ['eventType'], test: { operator: 'in', values: ['AwsConsoleSignIn'] } },
      ],
    } as const;
    const login = { eventName: 'ConsoleLogin', eventSource: 'signin.amazonaws.com', eventType: 'AwsConsoleSignIn' };
    const samples = EVENTS.samples.map(({ record }) => ({ name: 'a sign-in', record: { ...record, ...login } }));
    const signIn: EventClass = { ...EVENTS, recordedIn: 'signIn', records: wanted, samples };
    const at = (region: string) => {
      const given = iam(region);
      const types = ['AWS Console Sign In via CloudTrail', 'AWS API Call via CloudTrail'];
      const written = JSON.stringify({ 'detail-type': types, detail: { eventName: ['ConsoleLogin'] } });
      return proved({ ...given, eventRules: [{ ...RULE, region, pattern: written }] }, signIn);
    };
    const home = at('us-east-1');
    expect(home.truth).toBe('unknown');
    expect(home.broken?.sentence).toMatch(/stands in us-east-1, where sign-ins are recorded for the most part/);
    const west = at('eu-west-1');
    expect(west.truth).toBe('false');
    expect(west.broken?.sentence).toMatch(/this is recorded in us-east-1$/);
  });

  it('EB-40: a pattern may name the region', () => {
    const both = inTwoRegions(['us-east-1', 'eu-west-1']);
    const named = (region: string) => [
      { ...RULE, pattern: pattern({ region: [region] }) },
      { ...RULE, region: 'eu-west-1' },
    ];
    expect(proved({ ...both, eventRules: named('us-east-1') }).truth).toBe('true');
    expect(proved({ ...both, eventRules: named('eu-west-1') }).truth).toBe('false');
  });
});

describe('an alarm whose change of state EventBridge passes on', () => {
  const STATE = {
    name: 'alarms',
    pattern: '{"source":["aws.cloudwatch"],"detail-type":["CloudWatch Alarm State Change"]}',
    topics: ['events'],
  };
  const EAR: Given = {
    topics: [...HEALTHY.topics, { name: 'events', admits: ['events.amazonaws.com'] }],
    subscriptions: [{ topic: 'security', confirmed: false }, { topic: 'events' }],
  };
  const SILENT: Given = { ...EAR, alarms: [{ name: 'deleted', actionsEnabled: false, topics: ['security'] }] };
  const matching = (detail: Value) => ({ pattern: JSON.stringify({ source: ['aws.cloudwatch'], detail }) });
  const metric = (of: Value) => matching({ configuration: { metrics: { metricStat: { metric: of } } } });
  const withRule = (changes: Given, given: Given = SILENT) =>
    proofWith({ ...given, eventRules: [{ ...STATE, ...changes }] });

  it('AL-54: tells somebody although its actions are off, link by link', () => {
    const proof = withRule({});
    expect(proof.truth).toBe('true');
    expect(proof.routes[0]?.links.slice(6).map(({ link, sentence }) => [link, sentence])).toEqual([
      ['alarm', 'alarm deleted goes to ALARM on one event (Sum 1 is >= 1)'],
      ['eventRule', 'EventBridge rule alarms matches the change of state of alarm deleted'],
      ['eventRule', 'EventBridge rule alarms is enabled'],
      ['target', `EventBridge rule alarms publishes it to ${ARN('sns', 'events')}`],
      ['topic', 'topic events lets EventBridge publish'],
      ['subscription', 'email:security@example.com is told by topic events'],
    ]);
  });

  it('AL-54: tells somebody where it has no action, or none that reaches anybody', () => {
    expect(withRule({}, { ...EAR, alarms: [{ name: 'deleted', topics: [] }] }).truth).toBe('true');
    expect(withRule({}, { ...EAR, alarms: [{ name: 'deleted', topics: ['security'] }] }).truth).toBe('true');
  });

  it('tells nobody where one event does not raise it', () => {
    const proof = withRule({}, { ...EAR, alarms: [{ name: 'deleted', topics: [], threshold: 2 }] });
    expect(proof).toMatchObject({ truth: 'false', broken: { link: 'alarm' } });
  });

  it.each<readonly [what: string, changes: Given, link: string, why: string]>([
    ['the rule is disabled', { state: 'DISABLED' }, 'eventRule', 'EventBridge rule alarms is disabled'],
    ['the rule has no target', { topics: [] }, 'target', 'EventBridge rule alarms has no target'],
    [
      'the topic lets in alarms alone',
      { topics: ['security'] },
      'topic',
      'the access policy of topic security does not let EventBridge publish',
    ],
    ['the topic is gone', { topics: ['gone'] }, 'topic', `topic ${ARN('sns', 'gone')} does not exist`],
    [
      'the rule is in another region',
      { region: 'eu-west-1' },
      'action',
      'the actions of alarm deleted are switched off',
    ],
    ['the rule runs by schedule', { pattern: null }, 'action', 'the actions of alarm deleted are switched off'],
    [
      'the pattern is about other events',
      { pattern: '{"source":["aws.cloudwatch"],"detail-type":["CloudWatch Alarm Configuration Change"]}' },
      'action',
      'the actions of alarm deleted are switched off',
    ],
  ])('fails where %s', (_what, changes, link, sentence) => {
    expect(withRule(changes)).toMatchObject({ truth: 'false', broken: { link, sentence } });
  });

  it('fails where nobody has confirmed the topic of the rule', () => {
    const subscriptions = [{ topic: 'events', confirmed: false }];
    expect(withRule({}, { ...SILENT, subscriptions })).toMatchObject({
      truth: 'false',
      broken: { link: 'subscription' },
    });
  });

  it.each<readonly [what: string, changes: Given, link: string, why: string]>([
    [
      'the target is a queue',
      { topics: null, targets: [ARN('sqs', 'queue')] },
      'target',
      `EventBridge rule alarms sends it to the queue ${ARN('sqs', 'queue')}, and whom that reaches is not followed`,
    ],
    [
      'its targets were read before alarms were followed',
      { topics: null, targets: null },
      'target',
      'where EventBridge rule alarms sends events was not asked when this was read, since its pattern names none that were followed then',
    ],
    ['its targets could not be read', { topics: null, targets: '$denied' }, 'target', 'could not be read'],
    ['its state could not be read', { state: '$throttled' }, 'eventRule', 'could not be read'],
    ['its pattern could not be read', { pattern: '$denied' }, 'eventRule', 'could not be read'],
    ['its state is none that is known', { state: 'DOZING' }, 'eventRule', 'not known here: DOZING'],
    ['the pattern is not understood', { pattern: '{' }, 'eventRule', 'is not understood here'],
    [
      'it depends on the state before',
      matching({ previousState: { value: ['OK'] } }),
      'eventRule',
      'EventBridge rule alarms may match the change of state of alarm deleted: what the change of state of an alarm holds in this field does not follow from the alarm (EBQ-14)',
    ],
    ['it depends on the reason', matching({ state: { reason: [{ prefix: 'Threshold' }] } }), 'eventRule', 'EBQ-14'],
    [
      'it depends on whether alarms are muted',
      matching({ muteDetail: { mutedByArn: [{ exists: false }] } }),
      'eventRule',
      'EBQ-14',
    ],
  ])('is not decided where %s', (_what, changes, link, why) => {
    expect(withRule(changes)).toMatchObject({
      truth: 'unknown',
      broken: { link, sentence: expect.stringContaining(why) },
    });
    expect(withRule(changes, HEALTHY).truth).toBe('true');
  });

  it('is not decided where the rules could not be listed', () => {
    expect(proofWith({ ...SILENT, eventRules: '$denied' })).toMatchObject({
      truth: 'unknown',
      broken: { link: 'eventRule', sentence: expect.stringContaining('may pass on the state of alarm deleted') },
    });
  });

  it('counts any target where an action is asked for', () => {
    const given = { ...SILENT, eventRules: [{ ...STATE, topics: null, targets: [ARN('lambda', 'function:tell')] }] };
    expect(proofWith(given, EVENTS, 'action').truth).toBe('true');
  });

  it.each<readonly [what: string, changes: Given, truth: Truth]>([
    ['this alarm', matching({ alarmName: ['deleted'] }), 'true'],
    ['another alarm', matching({ alarmName: ['other'] }), 'false'],
    ['alarms of a family', matching({ alarmName: [{ prefix: 'del' }] }), 'true'],
    ['the end of an alarm', matching({ state: { value: ['OK'] } }), 'false'],
    ['both ends of an alarm', matching({ state: { value: ['OK', 'ALARM'] } }), 'true'],
    [
      'alarms that were quiet, whichever way',
      matching({ previousState: { value: ['OK', 'INSUFFICIENT_DATA'] } }),
      'true',
    ],
    ['alarms that were not in ALARM', matching({ previousState: { value: [{ 'anything-but': 'ALARM' }] } }), 'true'],
    ['alarms that were in ALARM', matching({ previousState: { value: ['ALARM'] } }), 'false'],
    ['metrics of its namespace', metric({ namespace: ['Audit'] }), 'true'],
    ['metrics of another namespace', metric({ namespace: ['AWS/EC2'] }), 'false'],
    ['metrics of its name', metric({ name: [{ 'equals-ignore-case': 'events' }] }), 'true'],
    ['metrics of machines', metric({ dimensions: { InstanceId: [{ exists: true }] } }), 'false'],
    ['metrics of this label', matching({ configuration: { metrics: { label: ['x'] } } }), 'unknown'],
    ['metrics of its period', matching({ configuration: { metrics: { metricStat: { period: [300] } } } }), 'true'],
    ['composite alarms', matching({ configuration: { alarmRule: [{ exists: true }] } }), 'false'],
    ['alarms described so', matching({ configuration: { description: [{ wildcard: '*CIS*' }] } }), 'unknown'],
    [
      'its ARN',
      { pattern: `{"source":["aws.cloudwatch"],"resources":["${ARN('cloudwatch', 'alarm:deleted')}"]}` },
      'true',
    ],
    [
      'the ARN of another',
      { pattern: `{"source":["aws.cloudwatch"],"resources":["${ARN('cloudwatch', 'alarm:x')}"]}` },
      'false',
    ],
    ['whatever happens in the account', { pattern: `{"account":["${ACCOUNT}"]}` }, 'true'],
    ['whatever happens in another account', { pattern: '{"account":["444455556666"]}' }, 'false'],
    ['whatever is no replay', { pattern: '{"source":["aws.cloudwatch"],"replay-name":[{"exists":false}]}' }, 'true'],
  ])('EB-01: it depends on what the pattern names: %s', (_what, changes, truth) => {
    expect(withRule(changes).truth).toBe(truth);
  });

  describe('that is composite', () => {
    const all = (changes: Given): Given => ({
      ...EAR,
      alarms: [
        { name: 'deleted', topics: [] },
        { name: 'all', type: 'composite', rule: 'ALARM(deleted)', topics: [], ...changes },
      ],
    });
    const ofAll = matching({ alarmName: ['all'] });
    it('tells somebody by its own change of state', () => {
      const proof = withRule(ofAll, all({}));
      expect(proof.truth).toBe('true');
      expect(
        proof.routes[0]?.links
          .slice(7)
          .map(({ sentence }) => sentence)
          .slice(0, 2),
      ).toEqual([
        'composite alarm all goes to ALARM with alarm deleted',
        'EventBridge rule alarms matches the change of state of alarm all',
      ]);
    });

    it('AL-63: tells somebody in spite of what silences its actions', () => {
      expect(withRule(ofAll, all({ suppressor: 'maintenance' })).truth).toBe('true');
      expect(withRule(ofAll, all({ suppressor: 'maintenance', topics: ['security'] })).truth).toBe('true');
    });

    it.each<readonly [what: string, detail: Value, changes: Given, truth: Truth]>([
      ['is looked for by its rule', { configuration: { alarmRule: ['ALARM(deleted)'] } }, {}, 'true'],
      [
        'watches no metric',
        { alarmName: ['all'], configuration: { metrics: { id: [{ exists: true }] } } },
        {},
        'false',
      ],
      ['has another rule', { configuration: { alarmRule: ['ALARM(x)'] } }, {}, 'false'],
      [
        'may go on from ALARM once it is not silenced',
        { alarmName: ['all'], previousState: { value: ['ALARM'] } },
        { suppressor: 'm' },
        'unknown',
      ],
      ['comes from quiet times', { alarmName: ['all'], previousState: { value: ['ALARM'] } }, {}, 'false'],
    ])('%s', (_what, detail, changes, truth) => {
      expect(withRule(matching(detail), all(changes)).truth).toBe(truth);
    });
  });
});
