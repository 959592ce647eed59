/** One account in all 17 regions that need no opt-in, with one trail and an alarm for every event class: what a careful small customer has. */
import type { World } from '../world.ts';
import type { KnownWorld } from './expected.ts';
import { ALONE } from './expected.ts';
import { account, chain } from './parts.ts';

const REGIONS = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
] as const;

const ACCOUNT = '123456789012';
const spot = { account: ACCOUNT, region: 'us-east-1' };

const whole = chain(spot, {
  trail: 'main',
  logGroup: 'aws-cloudtrail-logs',
  topic: 'alerts',
  subscriber: 'owner@example.com',
});

const world: World = {
  name: 'wide',
  seed: 'wide',
  caller: ACCOUNT,
  accounts: [account(ACCOUNT, 'Only', { [spot.region]: whole }, { member: false, regions: REGIONS })],
  regions: REGIONS.map((name) => ({ name, optIn: false })),
  faults: [],
  quotas: 1,
};

export const wide: KnownWorld = {
  world,
  // There is no organization to have a trail.
  expected: { [ACCOUNT]: ALONE, '': { 'trail.organization-trail': 'notApplicable' } },
};
