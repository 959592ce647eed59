/** What a rule passes on to another event bus: which calls come there, what was not read when a snapshot was taken, and the way of an alarm over a bus. */
import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/kinds/index.ts';
import { openWorld } from '../../src/kinds/world.ts';
import { evaluate } from '../../src/languages/formula/index.ts';
import type { EventClass } from '../../src/model/rule.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { Value } from '../../src/model/value.ts';
import { coversIn } from '../../src/proof/coverage.ts';
import { some } from '../../src/proof/symbolic/bounds.ts';
import type { Given } from './healthy.ts';
import { ACCOUNT, EVENTS, HEALTHY, proofOf, snapshotOf } from './healthy.ts';

const CENTRAL = '444455556666';
const BUS = `arn:aws:events:us-east-1:${CENTRAL}:event-bus/security`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/forwards`;
const ALL = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
const PATTERN = '{"source":["aws.s3"],"detail-type":["AWS API Call via CloudTrail"]}';

/** Of calls whose names and effects are these. */
function calls(eventName: string, readOnly: boolean): EventClass {
  const field = (name: string, value: string | boolean) =>
    ({ type: 'field', path: [name], test: { operator: 'in', values: [value] } }) as const;
  const fixed = {
    eventName,
    readOnly,
    eventType: 'AwsApiCall',
    eventSource: 's3.amazonaws.com',
    managementEvent: true,
  };
  return {
    ...EVENTS,
    records: { type: 'all', of: Object.entries(fixed).map(([name, value]) => field(name, value)) },
    samples: EVENTS.samples.map(({ name, record }) => ({ name, record: { ...record, ...fixed } })),
  };
}
const DELETED = calls('DeleteBucket', false);

const takes = (principal: Value, condition?: Value) =>
  JSON.stringify({
    Statement: [
      {
        Effect: 'Allow',
        Principal: principal,
        Action: 'events:PutEvents',
        Resource: BUS,
        ...(condition ? { Condition: condition } : {}),
      },
    ],
  });

const passes = (change: Given = {}) => ({
  name: 'passes',
  pattern: PATTERN,
  targets: [BUS],
  roles: { [BUS]: [ROLE] },
  ...change,
});
const tells = (change: Given = {}) => ({
  account: CENTRAL,
  name: 'tells',
  pattern: PATTERN,
  topics: ['security'],
  ...change,
});

const OVER_A_BUS = {
  accounts: [{ id: ACCOUNT }, { id: CENTRAL }],
  trails: [{ name: 'main' }],
  eventRules: [passes()],
  roles: [{ name: 'forwards' }],
  eventBuses: [{ account: CENTRAL, name: 'security', policy: takes({ AWS: ACCOUNT }) }],
  busRules: [tells()],
  topics: [{ account: CENTRAL, name: 'security', admits: ['events.amazonaws.com'] }],
  subscriptions: [{ account: CENTRAL, topic: 'security' }],
} as const satisfies Given;

const proved = (changes: Given = {}, events = DELETED, change?: (snapshot: Snapshot) => Snapshot) =>
  proofOf(snapshotOf({ ...OVER_A_BUS, ...changes }, change), events);

it('is shown link by link, from the trail to who is told', () => {
  const { truth, routes } = proved();
  expect(truth).toBe('true');
  expect(routes[0]?.links.map(({ link, sentence }) => [link, sentence])).toEqual([
    ['trail', 'trail main is logging'],
    ['trail', 'trail main records every region'],
    ['selectors', expect.stringContaining('event selectors of trail main')],
    ['eventRule', 'EventBridge rule passes matches it'],
    ['eventRule', 'EventBridge rule passes is enabled, for read-only calls as well'],
    ['target', `EventBridge rule passes passes it on to ${BUS}`],
    ['target', 'role forwards trusts EventBridge and may events:PutEvents there'],
    ['eventBus', `event bus security of account ${CENTRAL} takes what role ${ROLE} sends`],
    ['eventRule', 'EventBridge rule tells matches it'],
    ['eventRule', 'EventBridge rule tells is enabled, for read-only calls as well'],
    ['target', `EventBridge rule tells publishes it to arn:aws:sns:us-east-1:${CENTRAL}:security`],
    ['topic', 'topic security lets EventBridge publish'],
    ['subscription', 'email:security@example.com is told by topic security'],
  ]);
});

describe('a call that reads', () => {
  const READ = calls('GetBucketAcl', true);

  it.each<readonly [sender: string, receiver: string, truth: string]>([
    [ALL, ALL, 'true'],
    ['ENABLED', ALL, 'false'],
    ['ENABLED', 'ENABLED', 'false'],
    // The pages of AWS do not say the same of rules on other buses than the default one.
    [ALL, 'ENABLED', 'unknown'],
    [ALL, 'DISABLED', 'false'],
  ])('passed on by a rule that is %s to one that is %s', (sender, receiver, truth) => {
    const { truth: found, broken } = proved(
      { eventRules: [passes({ state: sender })], busRules: [tells({ state: receiver })] },
      READ,
    );
    expect(found).toBe(truth);
    if (truth === 'unknown')
      expect(broken?.sentence).toMatch(/read-only calls that another event bus sends come to it/);
  });

  it('is perhaps covered where it is not decided, and certainly where both rules are for all', () => {
    const [sample] = READ.samples;
    const covered = (receiver: string) => {
      const world = openWorld(snapshotOf({ ...OVER_A_BUS, busRules: [tells({ state: receiver })] }), kinds);
      const account = world.resource('account', ACCOUNT);
      if (!account || !sample) throw new Error('there is no account, or no sample');
      const place = { world, account, region: 'us-east-1', isGlobal: false, ordinary: [] };
      const { must, may } = some(
        coversIn({ ...place, reaches: 'confirmedSubscriber' }).flatMap((list) => list.map(({ bounds }) => bounds)),
      );
      return [evaluate(must, sample.record), evaluate(may, sample.record)];
    };
    expect(covered(ALL)).toEqual([true, true]);
    expect(covered('ENABLED')).toEqual([false, true]);
    expect(covered('DISABLED')).toEqual([false, false]);
  });

  it('is one thing, and one that writes another', () => {
    const enabled = { eventRules: [passes({ state: 'ENABLED' })], busRules: [tells({ state: 'ENABLED' })] };
    expect(proved(enabled).truth).toBe('true');
  });
});

describe('the policy of a bus', () => {
  const given = (policy: Value, changes: Given = {}) =>
    proved({ eventBuses: [{ account: CENTRAL, name: 'security', policy }], ...changes }).truth;
  const organization = (id: Value) => ({ accounts: [{ id: ACCOUNT, organizationId: id }, { id: CENTRAL }] });
  const OF = { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } };

  it.each<readonly [what: string, policy: Value, changes: Given, truth: string]>([
    ['of the organization', takes('*', OF), organization('o-exampleorg1'), 'true'],
    ['of an organization, for an account of none', takes('*', OF), organization(null), 'false'],
    [
      'of units of the organization',
      takes('*', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-exampleorg1/*' } }),
      organization('o-exampleorg1'),
      'unknown',
    ],
    ['of this account', takes('*', { StringEquals: { 'aws:SourceAccount': ACCOUNT } }), {}, 'true'],
    ['of another account', takes('*', { StringEquals: { 'aws:PrincipalAccount': '999988887777' } }), {}, 'false'],
    [
      'of rules in one region',
      takes('*', { ArnLike: { 'aws:SourceArn': `arn:aws:events:eu-west-1:${ACCOUNT}:rule/*` } }),
      {},
      'false',
    ],
    ['of a service, which a role is not', takes({ Service: 'events.amazonaws.com' }), {}, 'false'],
    [
      'of a service, where no role sends',
      takes({ Service: 'events.amazonaws.com' }),
      { eventRules: [passes({ roles: {} })] },
      'unknown',
    ],
    ['of an id of a role', takes({ AWS: 'AROAEXAMPLEEXAMPLE123' }), {}, 'unknown'],
  ])('that takes what is %s', (_what, policy, changes, truth) => {
    expect(given(policy, changes)).toBe(truth);
  });

  it('denies what is of no organization without saying what a rule without role belongs to', () => {
    const Deny = {
      Effect: 'Deny',
      Principal: '*',
      Action: 'events:*',
      Resource: '*',
      Condition: { StringNotEquals: OF.StringEquals },
    };
    const Allow = { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'events:*', Resource: '*' };
    const policy = JSON.stringify({ Statement: [Allow, Deny] });
    expect(given(policy, organization('o-exampleorg1'))).toBe('true');
    expect(given(policy, organization('o-anotherorg1'))).toBe('false');
    expect(given(policy, { ...organization('o-exampleorg1'), eventRules: [passes({ roles: {} })] })).toBe('unknown');
  });

  it('leaves nothing to a role that it leaves out', () => {
    const Allow = { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'events:*', Resource: '*' };
    const Deny = {
      Effect: 'Deny',
      NotPrincipal: { AWS: [ROLE, `arn:aws:iam::${ACCOUNT}:root`] },
      Action: 'events:*',
      Resource: '*',
    };
    expect(given(JSON.stringify({ Statement: [Allow, Deny] }))).toBe('unknown');
  });
});

describe('what came over one bus and is sent to another', () => {
  const of = (id: string, name: string) => BUS.replace(CENTRAL, id).replace('security', name);
  const here = (name: string) => of(ACCOUNT, name);

  it.each<readonly [what: string, target: string, truth: string]>([
    ['of a third account', BUS.replace(CENTRAL, '999988887777'), 'false'],
    // Documented are third accounts, and three buses of one account.
    ['of the receiving account', of(CENTRAL, 'pager'), 'unknown'],
    ['of the sending account', here('pager'), 'unknown'],
    ['where it came from', here('default'), 'unknown'],
  ])('%s', (_what, target, truth) => {
    const { truth: found, broken } = proved({ busRules: [tells({ topics: null, targets: [target] })] });
    expect([found, broken?.link]).toEqual([truth, 'target']);
  });

  it('of one account is sent no further, but for the bus where it came from', () => {
    const own = (target: string) => {
      const bus = here('security');
      const changes = {
        eventRules: [passes({ targets: [bus], roles: { [bus]: [ROLE] } })],
        eventBuses: [{ name: 'security' }],
        busRules: [{ name: 'tells', pattern: PATTERN, targets: [target] }],
      };
      return proved(changes).truth;
    };
    expect(own(here('pager'))).toBe('false');
    expect(own(here('default'))).toBe('unknown');
    expect(own(here('security'))).toBe('unknown');
  });
});

it('is covered alike only from where as much is known of what becomes of it', () => {
  const [bus, back] = ['us-east-1 security', 'eu-west-1 default'].map((each) => {
    const [region = '', name = ''] = each.split(' ');
    return `arn:aws:events:${region}:${ACCOUNT}:event-bus/${name}`;
  }) as [string, string];
  const passing = passes({ targets: [bus], roles: { [bus]: [ROLE] } });
  const given = {
    ...OVER_A_BUS,
    accounts: [{ id: ACCOUNT, regionNames: ['us-east-1', 'eu-west-1'] }],
    eventRules: [passing, { ...passing, region: 'eu-west-1' }],
    eventBuses: [{ name: 'security' }],
    busRules: [{ name: 'tells', pattern: PATTERN, targets: [back] }],
  };
  // A third bus for what comes from the one region, the first for what comes from the other.
  const world = openWorld(snapshotOf(given), kinds);
  const account = world.resource('account', ACCOUNT);
  if (!account) throw new Error('there is no account');
  const keysIn = (region: string) =>
    coversIn({ world, account, region, isGlobal: false, reaches: 'confirmedSubscriber', ordinary: [] }).flatMap(
      (list) => list.map(({ key }) => key),
    );
  expect(keysIn('us-east-1')).not.toEqual(keysIn('eu-west-1'));
  expect(proofOf(snapshotOf(given), DELETED).broken?.sentence).toMatch(/sends nothing on to a third event bus/);
});

it('is not known to come to another region, where AWS has other partitions', () => {
  const region = 'us-gov-east-1';
  const bus = BUS.replace('us-east-1', region);
  const { truth, broken } = proved({
    accounts: [{ id: ACCOUNT }, { id: CENTRAL, regionNames: ['us-east-1', region] }],
    eventRules: [passes({ targets: [bus], roles: { [bus]: [ROLE] } })],
    eventBuses: [{ account: CENTRAL, region, name: 'security', policy: takes({ AWS: ACCOUNT }).replace(BUS, bus) }],
    busRules: [tells({ region })],
    topics: [{ account: CENTRAL, region, name: 'security', admits: ['events.amazonaws.com'] }],
    subscriptions: [{ account: CENTRAL, region, topic: 'security' }],
  });
  expect([truth, broken?.link]).toEqual(['unknown', 'eventBus']);
});

describe('the policies of a role', () => {
  const ATTACHED = `arn:aws:iam::${ACCOUNT}:policy/may-forward`;
  const given = (role: Given, changes: Given = {}) =>
    proved({ roles: [{ name: 'forwards', policies: [], ...role }], ...changes });

  it('may be attached to it', () => {
    expect(given({ attached: [ATTACHED] }, { managedPolicies: [{ name: 'may-forward' }] }).truth).toBe('true');
    const { truth, broken } = given({ attached: [ATTACHED] }, { managedPolicies: '$throttled' });
    expect([truth, broken?.link]).toEqual(['unknown', 'target']);
    expect(given({ attached: '$denied' }).truth).toBe('unknown');
  });

  it('deny what another one allows, attached or not', () => {
    const policy = (Effect: string) =>
      JSON.stringify({ Statement: { Effect, Action: 'events:PutEvents', Resource: '*' } });
    const managedPolicies = [{ name: 'may-forward', policy: policy('Deny') }];
    expect(given({ policies: [policy('Allow')], attached: [ATTACHED] }, { managedPolicies }).truth).toBe('false');
  });
});

describe('a snapshot that was recorded before event buses were followed', () => {
  /** Without the kinds, fields and lists that nobody read then. */
  function before(snapshot: Snapshot, later: readonly string[]): Snapshot {
    const isOld = ({ kind }: { readonly kind: string }) => !later.includes(kind);
    return {
      ...snapshot,
      resources: snapshot.resources.filter(isOld).map((each) => {
        const { rewritten: _rewritten, ...fields } = each.fields;
        return each.kind === 'eventRule' ? { ...each, fields } : each;
      }),
      coverage: snapshot.coverage.filter(isOld),
    };
  }

  it('does not tell, and never fails', () => {
    const later = ['eventBus', 'busRule', 'role', 'managedPolicy'];
    const { truth, broken } = proved({}, DELETED, (snapshot) => before(snapshot, later));
    expect([truth, broken?.link]).toEqual(['unknown', 'target']);
    expect(broken?.sentence).toContain('it was taken for other rules');
  });

  it.each(['eventBus', 'busRule', 'role', 'managedPolicy'])('does not tell without the list of %s alone', (kind) => {
    const attached = { roles: [{ name: 'forwards', attached: [`arn:aws:iam::${ACCOUNT}:policy/may-forward`] }] };
    const without = (snapshot: Snapshot): Snapshot => ({
      ...snapshot,
      resources: snapshot.resources.filter((each) => each.kind !== kind),
      coverage: snapshot.coverage.filter((each) => each.kind !== kind),
    });
    expect(proved(attached, DELETED, without).truth).toBe('unknown');
  });
});

describe('an alarm that nobody hears by itself', () => {
  const CHANGES = '{"source":["aws.cloudwatch"],"detail-type":["CloudWatch Alarm State Change"]}';
  const given = (changes: Given = {}) =>
    proofOf(
      snapshotOf({
        ...OVER_A_BUS,
        ...HEALTHY,
        alarms: [{ name: 'deleted', topics: [] }],
        topics: OVER_A_BUS.topics,
        subscriptions: OVER_A_BUS.subscriptions,
        eventRules: [passes({ pattern: CHANGES })],
        busRules: [tells({ pattern: CHANGES })],
        ...changes,
      }),
    );

  it('tells by the rule of another bus that its change of state is passed on to', () => {
    const { truth, routes } = given();
    expect(truth).toBe('true');
    expect(routes[0]?.links.map(({ link }) => link).slice(5)).toEqual([
      'metricFilter',
      'alarm',
      'eventRule',
      'eventRule',
      'target',
      'target',
      'eventBus',
      'eventRule',
      'eventRule',
      'target',
      'topic',
      'subscription',
    ]);
  });

  it.each<readonly [what: string, truth: string, changes: Given]>([
    ['is about something else', 'false', { busRules: [tells()] }],
    ['is disabled', 'false', { busRules: [tells({ pattern: CHANGES, state: 'DISABLED' })] }],
    ['could not be read', 'unknown', { busRules: '$denied' }],
    [
      'sends on to a third account',
      'false',
      { busRules: [tells({ pattern: CHANGES, targets: ['arn:aws:events:us-east-1:999988887777:event-bus/x'] })] },
    ],
  ])('tells nobody, or perhaps, where the rule there %s', (_what, truth, changes) => {
    const { busRules } = changes;
    // What is denied is denied in the account of the alarm.
    const own = busRules === '$denied';
    const bus = BUS.replace(CENTRAL, ACCOUNT);
    const here = {
      eventRules: [passes({ pattern: CHANGES, targets: [bus], roles: { [bus]: [ROLE] } })],
      eventBuses: [{ name: 'security' }],
    };
    expect(given(own ? { ...here, busRules } : changes).truth).toBe(truth);
  });
});
