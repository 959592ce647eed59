/** A chain from an account to a person that holds, as a rule test would give it, and what is proved of it. */
import { factories } from '../../src/kinds/factories.ts';
import { kinds } from '../../src/kinds/index.ts';
import { openWorld } from '../../src/kinds/world.ts';
import type { Burst } from '../../src/model/burst.ts';
import type { Proof } from '../../src/model/proof.ts';
import type { EventClass, RuleTest } from '../../src/model/rule.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { Value } from '../../src/model/value.ts';
import type { Reaches } from '../../src/proof/prove.ts';
import { prove } from '../../src/proof/prove.ts';
import { buildTestSnapshot } from '../../src/rulebook/tests.ts';

export type Given = Readonly<Record<string, Value>>;

export const ACCOUNT = '111122223333';
const AT = { file: 'test', line: 1, column: 1 };

export const EVENTS: EventClass = {
  id: 's3.DeleteBucket',
  title: 'A bucket is deleted',
  recordedIn: 'every',
  ordinary: false,
  records: {
    type: 'all',
    of: [
      { type: 'field', path: ['eventName'], test: { operator: 'in', values: ['DeleteBucket'] } },
      { type: 'field', path: ['eventSource'], test: { operator: 'in', values: ['s3.amazonaws.com'] } },
      { type: 'field', path: ['errorCode'], test: { operator: 'exists', exists: false } },
      { type: 'field', path: ['readOnly'], test: { operator: 'in', values: [false] } },
    ],
  },
  samples: [
    {
      name: 'a user deletes a bucket',
      record: {
        eventName: 'DeleteBucket',
        eventSource: 's3.amazonaws.com',
        eventCategory: 'Management',
        readOnly: false,
        awsRegion: 'us-east-1',
        recipientAccountId: ACCOUNT,
        userIdentity: { type: 'IAMUser', accountId: ACCOUNT },
      },
    },
  ],
  at: AT,
};

export const HEALTHY = {
  trails: [{ name: 'main', logGroup: 'trail-logs' }],
  logGroups: [{ name: 'trail-logs' }],
  metricFilters: [{ name: 'deleted', pattern: '{ $.eventName = "DeleteBucket" }' }],
  alarms: [{ name: 'deleted', topics: ['security'] }],
  topics: [{ name: 'security' }],
  subscriptions: [{ topic: 'security' }],
} as const satisfies Given;

/** What is given as a snapshot. @throws Error where it makes no sense */
export function snapshotOf(given: Given, change: (snapshot: Snapshot) => Snapshot = (snapshot) => snapshot): Snapshot {
  const test: RuleTest = { name: 'given', given, expect: 'pass', at: AT };
  const { snapshot, mistakes } = buildTestSnapshot(test, kinds, factories);
  if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
  return change(snapshot);
}

export function proofOf(
  snapshot: Snapshot,
  events: EventClass = EVENTS,
  reaches: Reaches = 'confirmedSubscriber',
  ordinary: readonly EventClass[] = [],
  burst?: Burst,
): Proof {
  const world = openWorld(snapshot, kinds);
  const account = world.resource('account', ACCOUNT);
  if (!account) throw new Error(`there is no account ${ACCOUNT}`);
  return prove(events, account, { world, reaches, ordinary, burst });
}

/** What is proved where some lists of the healthy chain are others. */
export function proofWith(
  changes: Given,
  events?: EventClass,
  reaches?: Reaches,
  ordinary?: readonly EventClass[],
): Proof {
  return proofOf(snapshotOf({ ...HEALTHY, ...changes }), events, reaches, ordinary);
}
