/** The world: relations resolved, and every way in which a list, a field or a place may not have been seen. */
import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/kinds/index.ts';
import { openWorld } from '../../src/kinds/world.ts';
import type { Gap, Resource } from '../../src/model/resource.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { World } from '../../src/model/world.ts';
import type { Given } from '../proof/healthy.ts';
import { ACCOUNT, HEALTHY, snapshotOf } from '../proof/healthy.ts';

const OTHER = '444455556666';
const GAP: Gap = {
  id: 'gap',
  reason: 'denied',
  call: 'a:B',
  action: 'a:B',
  account: ACCOUNT,
  region: '',
  message: 'no',
};

const worldOf = (given: Given, change?: (snapshot: Snapshot) => Snapshot): World =>
  openWorld(snapshotOf(given, change), kinds);

function only(world: World, kind: string): Resource {
  const [resource] = world.population(kind).resources;
  if (!resource) throw new Error(kind);
  return resource;
}

const names = (resources: readonly Resource[]) => resources.map(({ name }) => name);

describe('a relation', () => {
  it('leads along the whole chain and back', () => {
    const world = worldOf(HEALTHY);
    const steps = [
      ['account', 'trails', 'main'],
      ['trail', 'logGroup', 'trail-logs'],
      ['logGroup', 'metricFilters', 'deleted'],
      ['logGroup', 'trails', 'main'],
      ['metricFilter', 'logGroup', 'trail-logs'],
      ['metricFilter', 'alarms', 'deleted'],
      ['alarm', 'topics', 'security'],
      ['topic', 'subscriptions', 'email:security@example.com'],
      ['subscription', 'topic', 'security'],
      ['region', 'account', ACCOUNT],
      ['region', 'trails', 'main'],
      ['account', 'regions', 'us-east-1'],
      ['account', 'alarms', 'deleted'],
    ] as const;
    for (const [kind, relation, name] of steps) {
      expect(world.related(only(world, kind), relation), `${kind}.${relation}`).toMatchObject({
        resources: [{ name }],
        gaps: [],
      });
    }
  });

  it('that leads to what does not exist is said to, where the list is whole', () => {
    const world = worldOf({ trails: HEALTHY.trails });
    expect(world.related(only(world, 'trail'), 'logGroup')).toEqual({
      resources: [],
      gaps: [],
      dangling: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:trail-logs`,
    });
  });

  it('that leads nowhere is not', () => {
    const world = worldOf({ trails: [{ name: 'main' }] });
    expect(world.related(only(world, 'trail'), 'logGroup')).toEqual({ resources: [], gaps: [] });
  });

  it.each<readonly [what: string, given: Given, kind: string, relation: string, gap: RegExp]>([
    [
      'its list was denied',
      { trails: HEALTHY.trails, logGroups: '$denied' },
      'trail',
      'logGroup',
      /test:logGroup was denied|says denied/,
    ],
    [
      'its own field was not read',
      { trails: [{ name: 'main', logGroupArn: '$denied' }] },
      'trail',
      'logGroup',
      /says denied/,
    ],
    [
      'a field of the other end was not read',
      { ...HEALTHY, subscriptions: [{ topicArn: '$denied' }] },
      'topic',
      'subscriptions',
      /says denied/,
    ],
    [
      'the other end is in an account that was not looked at',
      { trails: [{ name: 'main', logGroupArn: `arn:aws:logs:us-east-1:${OTHER}:log-group:g:*` }] },
      'trail',
      'logGroup',
      /account 444455556666 is not among the accounts looked at/,
    ],
    [
      'the regions of the account are not known',
      { account: { regionNames: '$denied' } },
      'account',
      'trails',
      /it was taken for other rules/,
    ],
    [
      'no region of the account was looked at',
      { account: { regionNames: [] } },
      'account',
      'trails',
      /it was taken for other rules/,
    ],
    [
      'the organization was not seen',
      { account: { organizationId: 'o-1', managementAccount: OTHER } },
      'account',
      'organization',
      /account 444455556666 is not among the accounts looked at/,
    ],
  ])('is open where %s', (_what, given, kind, relation, message) => {
    const world = worldOf(given);
    const { resources, gaps, dangling } = world.related(only(world, kind), relation);
    expect(resources).toEqual([]);
    expect(dangling).toBeUndefined();
    expect(gaps[0]?.message).toMatch(message);
    expect(world.gap(gaps[0]?.id ?? '')).toBe(gaps[0]);
  });

  it('that found its one target has no gaps, whatever else was not seen', () => {
    const world = worldOf({ trails: HEALTHY.trails, logGroups: [{ name: 'trail-logs' }, '$denied'] });
    expect(world.related(only(world, 'trail'), 'logGroup')).toMatchObject({
      resources: [{ name: 'trail-logs' }],
      gaps: [],
    });
  });

  it('to trails finds those of the account, of its organization, and those seen from it', () => {
    const trails = [
      { name: 'own' },
      { name: 'org', account: OTHER, organization: true, visibleIn: [OTHER] },
      { name: 'seen', account: OTHER, visibleIn: [ACCOUNT] },
      { name: 'foreign', account: OTHER, visibleIn: [OTHER] },
      { name: 'stranger', account: '777788889999', organization: true, visibleIn: ['777788889999'] },
    ];
    const world = worldOf({ accounts: [{ id: ACCOUNT, managementAccount: OTHER }, { id: OTHER }], trails });
    const account = world.resource('account', ACCOUNT);
    expect(account && names(world.related(account, 'trails').resources).sort()).toEqual(['org', 'own', 'seen']);
  });

  it('to trails of a region finds those that record it', () => {
    const trails = [
      { name: 'here', multiRegion: false, region: 'eu-west-1' },
      { name: 'there', multiRegion: false },
      { name: 'everywhere' },
      { name: 'org-there', multiRegion: false, organization: true, account: OTHER, visibleIn: [ACCOUNT] },
    ];
    const world = worldOf({
      accounts: [{ regionNames: ['eu-west-1', 'us-east-1'], managementAccount: OTHER }, { id: OTHER }],
      trails,
    });
    const region = world.resource('region', `${ACCOUNT}/eu-west-1`);
    expect(region && names(world.related(region, 'trails').resources).sort()).toEqual(['everywhere', 'here']);
  });

  it('to composite alarms reads their rules, not parts of names', () => {
    const world = worldOf({
      alarms: [
        { name: 'a' },
        { name: 'quoted', type: 'composite', rule: 'ALARM("a") AND NOT OK("b c")' },
        { name: 'bare', type: 'composite', rule: 'INSUFFICIENT_DATA(a)' },
        { name: 'arn', type: 'composite', rule: `ALARM(arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:a)` },
        { name: 'suppressed', type: 'composite', rule: 'ALARM(x)', suppressor: 'a' },
        { name: 'longer', type: 'composite', rule: 'ALARM("aa") OR ALARM(a-b)' },
        { name: 'word', type: 'composite', rule: 'ALARM(ALARM) OR TRUE' },
      ],
    });
    const alarm = world.resource('alarm', `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:a`);
    expect(alarm && names(world.related(alarm, 'composites').resources)).toEqual([
      'arn',
      'bare',
      'quoted',
      'suppressed',
    ]);
  });

  it('that there is not is an error of ours', () => {
    const world = worldOf({ trails: HEALTHY.trails });
    expect(() => world.related(only(world, 'trail'), 'friends')).toThrow('trail has no relation friends');
    expect(() => world.population('friend')).toThrow('there is no kind friend');
  });
});

describe('a list', () => {
  const want = { kind: 'trail', account: ACCOUNT, region: 'us-east-1' };
  it('is whole only where the snapshot says so', () => {
    const whole = worldOf({});
    expect(whole.missing(want)).toBeNull();
    expect(whole.missing({ ...want, region: 'eu-west-1' })).toMatchObject({
      reason: 'notCollected',
      message: 'the snapshot does not hold trail: it was taken for other rules',
    });
    const some = worldOf({ trails: [{ name: 'main' }] });
    expect(some.missing({ ...want, region: 'eu-west-1' })).toMatchObject({
      message: 'the snapshot does not hold every trail: it was taken for other rules',
    });
    expect(whole.missing({ ...want, account: OTHER })).toMatchObject({
      reason: 'outOfScope',
      message: `account ${OTHER} is not among the accounts looked at`,
    });
    expect(worldOf({}, (snapshot) => ({ ...snapshot, coverage: [] })).missing(want)).toMatchObject({
      reason: 'notCollected',
    });
  });

  it.each<readonly [region: string, reason: string, message: string]>([
    ['eu-west-1', 'outOfScope', 'eu-west-1 is not among the regions looked at'],
    ['*', 'outOfScope', 'only us-east-1 was to be looked at'],
    ['us-west-2', 'outOfScope', 'us-west-2 is not among the regions looked at'],
  ])('of a region that was left out says so: %s', (region, reason, message) => {
    const world = worldOf({}, (snapshot) => ({ ...snapshot, scope: { ...snapshot.scope, regions: ['us-east-1'] } }));
    expect(world.missing({ ...want, region })).toMatchObject({ reason, message });
  });

  it('of all that an account has is not whole where regions were left out, but for trails, which are seen in every region', () => {
    const cut = (snapshot: Snapshot) => ({ ...snapshot, scope: { ...snapshot.scope, regions: ['us-east-1'] } });
    const reasons = (relation: string, world: World) =>
      world.related(only(world, 'account'), relation).gaps.map(({ message }) => message);
    for (const relation of ['eventDataStores', 'alarms', 'configRecorders', 'logGroups']) {
      expect(reasons(relation, worldOf({}, cut)), relation).toEqual(['only us-east-1 was to be looked at']);
      expect(reasons(relation, worldOf({})), relation).toEqual([]);
    }
    expect(reasons('trails', worldOf({}, cut))).toEqual([]);
    expect(reasons('regions', worldOf({}, cut))).toEqual([]);
  });

  it('of one owner is whole for that owner alone', () => {
    const world = worldOf({}, (snapshot) => ({
      ...snapshot,
      coverage: [{ kind: 'metricFilter', account: ACCOUNT, regions: ['us-east-1'], within: ['g', 'h'] }],
    }));
    const of = (within?: string) =>
      world.missing({
        kind: 'metricFilter',
        account: ACCOUNT,
        region: 'us-east-1',
        ...(within === undefined ? {} : { within }),
      });
    expect([of('g'), of('h')]).toEqual([null, null]);
    expect(of('i')).not.toBeNull();
    expect(of()).not.toBeNull();
  });

  it('that is said to be whole and not is not', () => {
    const hole = { kind: 'trail', account: ACCOUNT, region: 'us-east-1', gap: 'gap' };
    const world = worldOf({}, (snapshot) => ({ ...snapshot, gaps: [GAP], holes: [hole] }));
    expect(world.missing(want)).toEqual(GAP);
    const elsewhere = worldOf({}, (snapshot) => ({
      ...snapshot,
      gaps: [GAP],
      holes: [{ ...hole, region: '*', kind: '*' }],
    }));
    // What was read before the account was given up stays read.
    expect(elsewhere.missing(want)).toBeNull();
  });

  it('with a hole is explained by the gap of the hole, never by that of another place', () => {
    const holes = [
      { kind: 'trail', account: OTHER, region: '*', gap: 'gap' },
      { kind: 'alarm', account: ACCOUNT, region: 'us-east-1', gap: 'gap' },
      { kind: 'trail', account: ACCOUNT, region: 'eu-west-1', gap: 'gap' },
    ];
    const world = worldOf({}, (snapshot) => ({ ...snapshot, coverage: [], gaps: [GAP], holes }));
    expect(world.missing(want)).toMatchObject({ reason: 'notCollected' });
    expect(world.missing({ ...want, region: 'eu-west-1' })).toEqual(GAP);
    expect(world.missing({ ...want, kind: 'alarm' })).toEqual(GAP);
  });

  it('whose gap got lost is still not whole', () => {
    const world = worldOf({}, (snapshot) => ({
      ...snapshot,
      coverage: [],
      gaps: [],
      holes: [{ ...want, gap: 'lost' }],
    }));
    expect(world.missing(want)).toMatchObject({ reason: 'notCollected' });
  });
});

describe('a field', () => {
  it('is a value, unset, or not read with its reason', () => {
    const world = worldOf({ trails: [{ name: 'main', kmsKey: null, logging: '$throttled' }] });
    const trail = only(world, 'trail');
    expect(world.field(trail, 'multiRegion')).toEqual({ known: true, value: true });
    expect(world.field(trail, 'kmsKey')).toEqual({ known: true, value: null });
    expect(world.field(trail, 'logging')).toMatchObject({ known: false, gap: { reason: 'throttled' } });
  });

  it('of which nobody says why it is missing was not collected', () => {
    const world = worldOf({ trails: [{}] }, (snapshot) => ({
      ...snapshot,
      resources: snapshot.resources.map((resource) => ({ ...resource, fields: {}, unread: { logging: 'lost' } })),
    }));
    for (const field of ['logging', 'bucket']) {
      expect(world.field(only(world, 'trail'), field), field).toMatchObject({
        known: false,
        gap: { reason: 'notCollected' },
      });
    }
  });
});

describe('subjects that a relation leads to', () => {
  const kmsKey = 'arn:aws:kms:us-east-1:111122223333:key/audit';
  const reached = (given: Given, change?: Parameters<typeof worldOf>[1]) =>
    worldOf(given, change)
      .population('kmsKey', ['trail.key'])
      .resources.map(({ name }) => name);

  it('are no others of their kind, which other rules had read', () => {
    expect(reached({ trails: [{ kmsKey }], kmsKeys: [{ name: 'audit' }, { name: 'shop' }] })).toEqual(['audit']);
    // Where the way is not known, any of them may be.
    expect(reached({ trails: '$denied', kmsKeys: [{ name: 'audit' }, { name: 'shop' }] })).toEqual(['audit', 'shop']);
  });

  it('are subjects also where what leads to them stands in an account that is not looked at', () => {
    const central = '222233334444';
    const given = {
      accounts: [{}, { id: central }],
      trails: [{ account: central, kmsKey }],
      kmsKeys: [{ name: 'audit' }],
    };
    const accounts = ['111122223333'];
    expect(reached(given, (snapshot) => ({ ...snapshot, scope: { ...snapshot.scope, accounts } }))).toEqual(['audit']);
  });

  it('are hidden by whatever hides the way to them', () => {
    const hidden = (given: Given, kind = 'topic') =>
      worldOf(given)
        .population(kind)
        .unlisted.map(({ gap }) => gap.call);
    expect(hidden({ alarms: '$denied' })).toEqual(['test:alarm']);
    expect(hidden({ alarms: HEALTHY.alarms, topics: '$denied' })).toEqual(['test:topic']);
    expect(hidden({ alarms: [{ actions: '$denied' }] })).toEqual(['test:alarm.actions']);
    expect(hidden({ ...HEALTHY, eventRules: '$denied' })).toEqual(['test:eventRule']);
    expect(hidden({ ...HEALTHY, eventRules: [{ targets: '$denied' }] })).toEqual(['test:eventRule.targets']);
    const both = { alarms: HEALTHY.alarms, eventRules: [{ topics: ['security'] }], topics: '$denied' };
    expect(hidden(both)).toEqual(['test:topic']);
    expect(hidden({ ...HEALTHY, subscriptions: '$denied' }, 'subscription')).toEqual(['test:subscription']);
    expect(hidden(HEALTHY)).toEqual([]);
  });
});
