/** Payments: everything is right, and there is so much of it that only whole lists show it. */
import type { Account, Holdings } from '../world.ts';
import type { Spot } from './parts.ts';
import {
  account,
  alarm,
  chain,
  composite,
  filter,
  guarded,
  holdings,
  kmsKey,
  passedOn,
  plainLogGroup,
  topic,
  topicArn,
} from './parts.ts';
import { running } from './workload-parts.ts';

const FUNCTIONS = [
  'authorize',
  'capture',
  'refund',
  'settle',
  'dispute',
  'payout',
  'ledger',
  'fraud-score',
  'notify',
  'export',
];
const VERSIONS = Array.from({ length: 20 }, (_, index) => `v${index + 1}`);

/** The key of its topics, in each region. */
const TOPIC_KEY = '5d0e9b7a-1c34-4f82-a6e1-93b07d2c84f6';

/** Half of the usual quotas is left: others call this account, too. */
export function payments(id: string): Account {
  const held = {
    'us-east-1': main({ account: id, region: 'us-east-1' }),
    'eu-west-1': replica({ account: id, region: 'eu-west-1' }),
  };
  return account(id, 'Payments', held, { quotas: 0.5 });
}

/** In the order of names the chain comes last: its log group, its filters and its alarms stand on later pages. */
function main(spot: Spot): Holdings {
  const whole = chain(spot, {
    trail: 'payments-trail',
    logGroup: 'trail/payments',
    topic: 'payments-security',
    subscriber: 'payments-security@example.com',
  });
  const operations = [topicArn(spot, 'payments-operations')];
  const silent = ['checkout-errors', 'checkout-latency'];
  return {
    ...whole,
    logGroups: [
      ...whole.logGroups.map((group) => passedOn(spot, group)),
      ...FUNCTIONS.flatMap((name) => VERSIONS.map((version) => lambdaGroup(`${name}-${version}`))),
    ],
    alarms: [
      // The chain's alarms are named so that they stand on the last page.
      ...whole.alarms.map((each) => ({ ...each, name: `watch-${each.name}` })),
      ...FUNCTIONS.flatMap((name) => VERSIONS.map((version) => alarmOn(`${name}-${version}`, operations))),
      ...FUNCTIONS.map((name) => ({ ...alarmOn(`${name}-throttles`, operations), metric: 'Throttles' })),
      ...silent.map((name) => alarmOn(name, [])),
    ],
    composites: [composite('checkout-down', 'ALARM("checkout-errors") AND ALARM("checkout-latency")', operations)],
    topics: [...whole.topics, operationsTopic()].map((each) => guarded(spot, each, TOPIC_KEY)),
    keys: [...whole.keys, topicKey(spot)],
    eventBuses: [{ name: 'payments', policy: ownersPolicy(spot), tags: { team: 'payments' } }],
  };
}

function replica(spot: Spot): Holdings {
  const operations = [topicArn(spot, 'payments-operations')];
  const names = FUNCTIONS.flatMap((name) => VERSIONS.slice(0, 6).map((version) => `${name}-${version}`));
  const held = holdings({
    logGroups: names.map(lambdaGroup),
    alarms: names.slice(0, 20).map((name) => alarmOn(name, operations)),
    topics: [guarded(spot, operationsTopic(), TOPIC_KEY)],
    keys: [topicKey(spot)],
  });
  return running(held, operations);
}

function operationsTopic() {
  return topic('payments-operations', 'https://events.example.com/integration/payments/enqueue');
}

function topicKey(spot: Spot) {
  return kmsKey(spot, TOPIC_KEY, ['cloudwatch.amazonaws.com']);
}

/** The account itself, and nobody else, may send to its event bus. */
function ownersPolicy({ account: id, region }: Spot): string {
  const Resource = `arn:aws:events:${region}:${id}:event-bus/payments`;
  const Statement = { Effect: 'Allow', Principal: { AWS: id }, Action: 'events:PutEvents', Resource };
  return JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
}

/** A log group of a function, with a filter that counts its errors. */
function lambdaGroup(name: string) {
  return plainLogGroup(`/aws/lambda/payments-${name}`, [
    filter(`${name}-errors`, '?ERROR ?Exception', { namespace: 'Payments', metric: `${name}-errors` }),
  ]);
}

function alarmOn(name: string, actions: readonly string[]) {
  return alarm(name, actions, { namespace: 'AWS/Lambda', metric: 'Errors', threshold: 5, missingData: 'missing' });
}
