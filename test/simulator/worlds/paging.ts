/** Lists that end exactly at, just before and just after the end of a page, with what matters on their very end. */
import type { Holdings, World } from '../world.ts';
import { EMPTY } from './archetypes.ts';
import type { Expected, KnownWorld } from './expected.ts';
import { HEALTHY, told } from './expected.ts';
import { idOf } from './many.ts';
import type { Spot } from './parts.ts';
import { account, alarm, CLASSES, chain, filter, plainLogGroup, REGIONS, topicArn } from './parts.ts';

/** How many there are of each list in one account. */
interface Lengths {
  readonly logGroups: number;
  readonly filters: number;
  readonly alarms: number;
  readonly subscriptions: number;
}

const LEAST: Lengths = { logGroups: 1, filters: CLASSES.length, alarms: CLASSES.length, subscriptions: 1 };

/** Pages hold 50 log groups, 50 filters, 100 alarms and 100 subscriptions; the organization's accounts come 20 at a time. */
const ACCOUNTS: readonly Lengths[] = [
  LEAST,
  ...[50, 51, 100, 101].map((logGroups) => ({ ...LEAST, logGroups })),
  ...[50, 51, 100, 101].map((filters) => ({ ...LEAST, filters })),
  ...[50, 51, 100, 101, 200, 201].map((alarms) => ({ ...LEAST, alarms })),
  ...[100, 101, 200, 201].map((subscriptions) => ({ ...LEAST, subscriptions })),
  { logGroups: 101, filters: 101, alarms: 201, subscriptions: 101 },
];

const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name}-${String(index).padStart(4, '0')}`);

/** A whole chain whose log group, filters, alarms and confirmed subscriber come last in the order in which AWS lists them. */
function lastOfMany(spot: Spot, lengths: Lengths): Holdings {
  const names = { trail: 'main', logGroup: 'zz/trail', topic: 'alerts', subscriber: 'guard@example.com' };
  const whole = chain(spot, names);
  const target = [topicArn(spot, names.topic)];
  const fillers = numbered('a', lengths.filters - CLASSES.length).map((name) =>
    filter(name, '{ $.eventName = "Nothing" }'),
  );
  const others = numbered('nobody', lengths.subscriptions - 1);
  return {
    ...whole,
    logGroups: [
      ...numbered('a', lengths.logGroups - 1).map((name) => plainLogGroup(name)),
      ...whole.logGroups.map((group) => ({ ...group, filters: [...fillers, ...group.filters] })),
    ],
    alarms: [...numbered('a', lengths.alarms - CLASSES.length).map((name) => alarm(name, target)), ...whole.alarms],
    topics: whole.topics.map((topic) => ({
      ...topic,
      subscriptions: [
        ...others.map((name) => ({ protocol: 'email', endpoint: `${name}@example.com`, confirmed: false })),
        ...topic.subscriptions,
      ],
    })),
  };
}

/** The fillers are filters and alarms of the same names: what there is more of has no other to go with it. */
function expectedOf({ filters, alarms }: Lengths): Expected {
  const unwatched = filters > alarms ? { 'logs.metric-filters-have-alarms': 'fail' as const } : {};
  const uncounted = numbered('a', alarms - CLASSES.length).slice(filters - CLASSES.length);
  const missing = Object.fromEntries(uncounted.map((name) => [name, 'fail'] as const));
  return { ...HEALTHY, ...unwatched, 'alarm.metric-exists': { ...missing, '*': 'pass' } };
}

const ONE = { regions: ['us-east-1'] } as const;

const built = ACCOUNTS.map((lengths, index) => {
  const spot = { account: idOf(index), region: 'us-east-1' };
  return account(spot.account, JSON.stringify(lengths), { [spot.region]: lastOfMany(spot, lengths) }, ONE);
});

/** The account of the auditor: an empty topic list, and nobody subscribed where somebody should be. */
const MANAGER = '900000000001';

function managed(): Holdings {
  const names = { trail: 'main', logGroup: 'trail', topic: 'alerts', subscriber: '' };
  const whole = chain({ account: MANAGER, region: 'us-east-1' }, names);
  return { ...whole, topics: whole.topics.map((topic) => ({ ...topic, subscriptions: [] })) };
}

/** The manager, those above and an empty one make 22 accounts: two pages. */
const EMPTY_ONE = idOf(built.length);

const world: World = {
  name: 'paging',
  seed: 'paging',
  caller: MANAGER,
  organization: { id: 'o-pagesofpages', managementAccount: MANAGER, featureSet: 'ALL' },
  accounts: [
    account(MANAGER, 'Management', { 'us-east-1': managed() }, ONE),
    ...built,
    account(EMPTY_ONE, 'Empty', {}, ONE),
  ],
  regions: REGIONS.map((name) => ({ name, optIn: false })),
  faults: [],
};

export const paging: KnownWorld = {
  world,
  expected: {
    ...Object.fromEntries(built.map(({ id }, index) => [id, expectedOf(ACCOUNTS[index] ?? LEAST)])),
    [EMPTY_ONE]: EMPTY,
    [MANAGER]: {
      ...HEALTHY,
      ...told('fail'),
      'alarm.reaches-somebody': 'fail',
      'topic.has-confirmed-subscriber': 'fail',
      // Its trail is its own, not the organization's.
      'trail.organization-trail': 'fail',
    },
  },
};
