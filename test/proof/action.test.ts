/** From an alarm in ALARM to a person: actions of every kind, topics, subscriptions; and queries that may watch the metric. */
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { Truth } from '../../src/model/verdict.ts';
import { metricEntry, onExpression } from './alarm/made.ts';
import type { Given } from './healthy.ts';
import { ACCOUNT, EVENTS, HEALTHY, proofOf, proofWith, snapshotOf } from './healthy.ts';

const ARN = (service: string, rest: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${rest}`;
const to = (...actions: string[]): Given => ({ alarms: [{ name: 'deleted', actions, topics: null }] });

describe('an action other than a topic', () => {
  it.each<readonly [id: string, action: string, does: string]>([
    ['AL-78', ARN('lambda', 'function:page'), 'invokes the function'],
    ['AL-78', ARN('lambda', 'function:page:live'), 'invokes the function'],
    ['AL-79', ARN('ssm', 'opsitem:1#CATEGORY=Security'), 'creates an OpsItem by'],
    ['AL-79', `arn:aws:ssm-incidents::${ACCOUNT}:response-plan/breach`, 'starts an incident by'],
    ['AL-79', ARN('aiops', 'investigation-group/x'), 'starts an investigation by'],
    ['AL-79', ARN('autoscaling', 'scalingPolicy:1:autoScalingGroupName/a:policyName/b'), 'scales by'],
  ])('%s: %s is enough where an action is, and not followed to a person', (_id, action, does) => {
    const sentence = `alarm deleted ${does} ${action}`;
    const asAction = proofWith(to(action), EVENTS, 'action');
    expect(asAction.truth).toBe('true');
    expect(asAction.sentence).toMatch(/^a program is told about/);
    expect(asAction.sentence).toContain(sentence);
    expect(proofWith(to(action))).toMatchObject({
      truth: 'unknown',
      broken: { link: 'action', sentence: `${sentence}, and whom that reaches is not followed` },
    });
  });

  it.each([
    [ARN('tomorrow', 'x'), 'runs', 'and what that does is not known here'],
    ['nonsense', 'runs', 'and what that does is not known here'],
    [
      `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:page`,
      'invokes the function',
      'and whether an alarm of us-east-1 can do that is not decided',
    ],
  ])('own: whether %s is an action at all is not decided', (action, does, why) => {
    expect(proofWith(to(action), EVENTS, 'action')).toMatchObject({
      truth: 'unknown',
      broken: { link: 'action', sentence: `alarm deleted ${does} ${action}, ${why}` },
    });
  });

  it('AL-79: on an instance are none of an alarm on an expression', () => {
    const action = 'arn:aws:automate:us-east-1:ec2:stop';
    const metric = metricEntry('m1', 'Events', {
      Metric: { Namespace: 'Audit', MetricName: 'Events', Dimensions: [{ Name: 'InstanceId', Value: 'DeleteBucket' }] },
    });
    const broken = (alarm: Given) =>
      proofWith(
        {
          metricFilters: [{ ...HEALTHY.metricFilters[0], dimensions: { InstanceId: '$.eventName' } }],
          alarms: [{ name: 'deleted', actions: [action], topics: null, ...alarm }],
        },
        EVENTS,
        'action',
      ).routes[0]?.links.at(-1);
    const sentence = `alarm deleted acts on an EC2 instance by ${action}`;
    expect(broken(onExpression('m1 * 1', [metric]))).toMatchObject({
      truth: 'false',
      sentence: `${sentence}, which alarms on expressions cannot do`,
    });
    const single = { type: 'metricMath', metrics: [{ ...metric, ReturnData: true }] };
    expect(broken(single)).toMatchObject({ truth: 'true', sentence });
  });

  it.each(['arn:aws:automate:us-east-1:ec2:stop', ARN('swf', 'action/actions/AWS_EC2.InstanceId.Stop/1.0')])(
    'AL-79: %s needs an instance to act on, which the metric of a filter seldom is of',
    (action) => {
      const sentence = `alarm deleted acts on an EC2 instance by ${action}`;
      const why = `${sentence}, but no metric it looks at is of an instance (InstanceId)`;
      for (const reaches of ['confirmedSubscriber', 'action'] as const) {
        expect(proofWith(to(action), EVENTS, reaches)).toMatchObject({
          truth: 'false',
          broken: { link: 'action', sentence: why },
        });
      }
      const dimensions = { InstanceId: 'i-1' };
      const ofInstance: Given = {
        metricFilters: [{ ...HEALTHY.metricFilters[0], dimensions: { InstanceId: '$.requestParameters.instanceId' } }],
        alarms: [{ name: 'deleted', actions: [action], topics: null, dimensions }],
      };
      expect(proofWith(ofInstance).sentence).not.toContain('is of an instance');
    },
  );

  it('does no harm beside a topic, and is no help to one that is gone', () => {
    const page = ARN('lambda', 'function:page');
    expect(proofWith(to(page, ARN('sns', 'security'))).truth).toBe('true');
    expect(proofWith(to(page, ARN('sns', 'gone'))).truth).toBe('unknown');
  });
});

describe('actions', () => {
  it.each<readonly [id: string, what: string, alarm: Given, why: string]>([
    ['AL-50', 'switched off', { actionsEnabled: false }, 'the actions of alarm deleted are switched off'],
    ['AL-51', 'for other states alone', { topics: [] }, 'alarm deleted has no action for ALARM'],
  ])('%s: %s reach nobody, whatever is asked for', (_id, _what, alarm, why) => {
    const given = { alarms: [{ ...HEALTHY.alarms[0], ...alarm }] };
    for (const reaches of ['confirmedSubscriber', 'action'] as const) {
      expect(proofWith(given, EVENTS, reaches)).toMatchObject({
        truth: 'false',
        broken: { link: 'action', sentence: why },
      });
    }
  });

  it('AL-53: that name a topic which is not there reach nobody', () => {
    const given = { ...to(ARN('sns', 'gone')) };
    expect(proofWith(given, EVENTS, 'action')).toMatchObject({
      truth: 'false',
      broken: { link: 'topic', sentence: `topic ${ARN('sns', 'gone')} does not exist` },
    });
  });
});

describe('a topic', () => {
  const topic = (changes: Given): Given => ({ topics: [{ ...HEALTHY.topics[0], ...changes }] });
  it.each<readonly [id: string, what: string, changes: Given, truth: Truth, why: string]>([
    [
      'AL-73',
      'the key of SNS itself',
      { kmsKey: 'alias/aws/sns' },
      'false',
      'topic security is encrypted with the key alias/aws/sns, which CloudWatch cannot use',
    ],
    [
      'AL-74',
      'a key that was not read',
      { kmsKey: 'arn:aws:kms:us-east-1:999988887777:key/1' },
      'unknown',
      'the key arn:aws:kms:us-east-1:999988887777:key/1 of topic security could not be read (account 999988887777 is not among the accounts looked at)',
    ],
    [
      'AL-74',
      'a key that does not exist',
      { kmsKey: 'alias/gone' },
      'false',
      'topic security is encrypted with the key alias/gone, which does not exist',
    ],
    [
      'AL-71',
      'a policy without CloudWatch',
      { policy: '{"Statement":[]}' },
      'false',
      'the access policy of topic security does not let CloudWatch publish',
    ],
    [
      'AL-72',
      'a denial that may hold',
      {
        policy: JSON.stringify({
          Statement: [
            { Effect: 'Allow', Principal: '*', Action: 'sns:Publish', Resource: '*' },
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 'sns:Publish',
              Resource: '*',
              Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
            },
          ],
        }),
      },
      'unknown',
      'whether the access policy of topic security denies CloudWatch sns:Publish depends on conditions that are not decided here',
    ],
    [
      'AL-72',
      'leave that may not hold',
      {
        policy: JSON.stringify({
          Statement: {
            Effect: 'Allow',
            Principal: '*',
            Action: 'sns:Publish',
            Resource: '*',
            Condition: { StringEquals: { 'aws:SourceOrgID': 'o-1' } },
          },
        }),
      },
      'unknown',
      'whether the access policy of topic security lets CloudWatch publish depends on conditions that are not decided here',
    ],
  ])('%s: with %s', (_id, _what, changes, truth, why) => {
    for (const reaches of ['confirmedSubscriber', 'action'] as const) {
      expect(proofWith(topic(changes), EVENTS, reaches)).toMatchObject({
        truth,
        broken: { link: 'topic', sentence: why },
      });
    }
  });
});

describe('subscriptions', () => {
  const subscribed = (...subscriptions: Given[]): Given => ({
    subscriptions: subscriptions.map((each) => ({ topic: 'security', ...each })),
  });
  const FILTERED = { filterPolicy: '{"team":["security"]}' };
  it.each<readonly [id: string, what: string, given: Given, truth: Truth, why: string]>([
    ['AL-75', 'none', { subscriptions: [] }, 'false', 'topic security has no subscription'],
    [
      'AL-75',
      'two that are pending',
      subscribed({ confirmed: false }, { confirmed: false, endpoint: 'b@example.com' }),
      'false',
      'topic security has 2 subscriptions, none of them confirmed (email:b@example.com and email:security@example.com)',
    ],
    [
      'AL-76',
      'one with a filter policy',
      subscribed(FILTERED),
      'unknown',
      'email:security@example.com is told by topic security only what passes a filter policy, and whether messages of CloudWatch or EventBridge do is not decided',
    ],
    [
      'AL-76',
      'one with a filter policy and one that is pending',
      subscribed(FILTERED, { confirmed: false, endpoint: 'b@example.com' }),
      'unknown',
      'email:security@example.com is told by topic security only what passes a filter policy, and whether messages of CloudWatch or EventBridge do is not decided',
    ],
    [
      'AL-77',
      'a person behind a FIFO topic',
      { topics: [{ name: 'security', fifo: true }], ...subscribed({}) },
      'false',
      'topic security is a FIFO topic and delivers to queues alone, not to email:security@example.com',
    ],
  ])('%s: %s', (_id, _what, given, truth, why) => {
    expect(proofWith(given)).toMatchObject({ truth, broken: { link: 'subscription', truth, sentence: why } });
    expect(proofWith(given, EVENTS, 'action').truth).toBe('true');
  });

  it.each<readonly [id: string, what: string, given: Given]>([
    [
      'AL-75',
      'one confirmed beside one that is pending',
      subscribed({}, { confirmed: false, endpoint: 'b@example.com' }),
    ],
    [
      'AL-76',
      'one that is told everything beside one with a filter policy',
      subscribed(FILTERED, { endpoint: 'b@example.com' }),
    ],
    [
      'AL-77',
      'a queue behind a FIFO topic',
      { topics: [{ name: 'security', fifo: true }], ...subscribed({ protocol: 'sqs' }) },
    ],
  ])('%s: %s is enough', (_id, _what, given) => {
    expect(proofWith(given).truth).toBe('true');
  });

  it.each<readonly [protocol: string, endpoint: string, who: 'somebody' | 'a program' | null]>([
    ['email', 'security@example.com', 'somebody'],
    ['email-json', 'security@example.com', 'somebody'],
    ['sms', '+15550100', 'somebody'],
    ['http', 'http://pager.example.com', 'somebody'],
    ['https', 'https://pager.example.com', 'somebody'],
    ['application', ARN('sns', 'endpoint/APNS/app/1'), 'somebody'],
    ['sqs', ARN('sqs', 'alarms'), 'a program'],
    ['lambda', ARN('lambda', 'function:chat'), 'a program'],
    ['firehose', ARN('firehose', 'deliverystream/keep'), null],
  ])('of the protocol %s: %s, %s is told', (protocol, endpoint, who) => {
    const proof = proofWith(subscribed({ protocol, endpoint }));
    const fifo = proofWith({ topics: [{ name: 'security', fifo: true }], ...subscribed({ protocol, endpoint }) });
    expect(proof.truth).toBe(who === null ? 'false' : 'true');
    expect(fifo.truth).toBe(protocol === 'sqs' ? 'true' : 'false');
    const rest = who === 'a program' ? ', and whom that tells is not followed' : '';
    const told = `${who} is told about s3.DeleteBucket in account ${ACCOUNT}, in us-east-1: ${protocol}:${endpoint} is told by topic security${rest}`;
    if (who !== null) expect(proof.sentence).toBe(told);
    expect(proof.routes[0]?.links.at(-1)?.end).toBe(who === 'a program' ? 'program' : undefined);
    expect(proofWith(subscribed({ protocol, endpoint, confirmed: false })).truth).toBe('false');
  });

  it('name somebody rather than a program beside them, on one topic or on two', () => {
    const chat = { protocol: 'lambda', endpoint: ARN('lambda', 'function:chat') };
    const said = `somebody is told about s3.DeleteBucket in account ${ACCOUNT}, in us-east-1: email:security@example.com is told by topic security`;
    expect(proofWith(subscribed(chat, {})).sentence).toBe(said);
    const two = {
      alarms: [{ name: 'deleted', topics: ['chat', 'security'] }],
      topics: [{ name: 'chat' }, { name: 'security' }],
      subscriptions: [{ topic: 'chat', ...chat }, { topic: 'security' }],
    };
    expect(proofWith(two).sentence).toBe(said);
  });

  it('say that only a program is told of some events, where it is', () => {
    const filter = (name: string, condition: string) => ({
      name,
      metricName: name,
      pattern: `{ ($.eventName = "DeleteBucket") && (${condition}) }`,
    });
    const [user] = EVENTS.samples;
    const record = { ...user?.record, userIdentity: { type: 'AssumedRole', accountId: ACCOUNT } };
    const events = { ...EVENTS, samples: [...EVENTS.samples, { name: 'a role deletes a bucket', record }] };
    const given = {
      metricFilters: [
        filter('people', '$.userIdentity.type = "IAMUser"'),
        filter('others', '($.userIdentity.type NOT EXISTS) || ($.userIdentity.type != "IAMUser")'),
      ],
      alarms: [
        { name: 'people', metricName: 'people', topics: ['security'] },
        { name: 'others', metricName: 'others', topics: ['chat'] },
      ],
      topics: [{ name: 'chat' }, { name: 'security' }],
      subscriptions: [{ topic: 'chat', protocol: 'sqs', endpoint: ARN('sqs', 'alarms') }, { topic: 'security' }],
    };
    expect(proofWith(given, events)).toMatchObject({
      truth: 'true',
      sentence: `a program is told about s3.DeleteBucket in account ${ACCOUNT}, in us-east-1: sqs:${ARN('sqs', 'alarms')} is told by topic chat, and whom that tells is not followed (2 routes share the work)`,
    });
  });

  it('AL-76: may have a filter policy where nobody asked for it, and where the answer was refused', () => {
    const unasked = (snapshot: Snapshot): Snapshot => ({
      ...snapshot,
      resources: snapshot.resources.map((each) => {
        const { filterPolicy: _, ...fields } = each.fields;
        return each.kind === 'subscription' ? { ...each, fields } : each;
      }),
    });
    expect(proofOf(snapshotOf(HEALTHY, unasked))).toMatchObject({
      truth: 'unknown',
      broken: { link: 'subscription', sentence: expect.stringMatching(/^filterPolicy of subscription/) },
    });
    expect(proofWith(subscribed({ filterPolicy: '$denied' }))).toMatchObject({
      truth: 'unknown',
      broken: { link: 'subscription', truth: 'unknown' },
    });
  });
});

describe('an alarm on a query', () => {
  const query = (text: string | null, changes: Given = {}): Given => ({
    name: 'query',
    type: 'query',
    query: text,
    topics: ['security'],
    ...changes,
  });
  it.each<readonly [id: string, what: string, alarms: readonly Given[], truth: Truth, why: string]>([
    [
      'AL-57',
      'that names the metric',
      [query('SELECT SUM(Events) FROM Audit')],
      'unknown',
      'alarm query watches a query (SELECT SUM(Events) FROM Audit), and whether one event raises it is not decided',
    ],
    [
      'AL-57',
      'beside an alarm that is not raised',
      [query('sum(Events) > 0'), { ...HEALTHY.alarms[0], threshold: 5 }],
      'unknown',
      'alarm query watches a query (sum(Events) > 0), and whether one event raises it is not decided',
    ],
    [
      'AL-57',
      'that was not read',
      [query(null)],
      'unknown',
      'alarm query watches a query (which was not read), and whether one event raises it is not decided',
    ],
    [
      'AL-57',
      'about something else',
      [query('SELECT SUM(Errors) FROM Audit')],
      'false',
      `no alarm watches the metric Audit/Events of filter deleted in ${ACCOUNT}/us-east-1`,
    ],
    [
      'AL-01',
      'in another region',
      [query('SELECT SUM(Events) FROM Audit', { region: 'eu-west-1' })],
      'false',
      `no alarm watches the metric Audit/Events of filter deleted in ${ACCOUNT}/us-east-1`,
    ],
    [
      'AL-51',
      'without action',
      [query('SELECT SUM(Events) FROM Audit', { topics: [] })],
      'false',
      'alarm query has no action for ALARM',
    ],
  ])('%s: %s', (_id, _what, alarms, truth, why) => {
    const proof = proofWith({ alarms });
    expect(proof.truth).toBe(truth);
    expect(proof.broken?.sentence).toBe(why);
  });
});
