/** The least policy is enough, and none of it is too much: audits of an account in which it is enforced, whole and without each of its actions. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissionsFor } from '../../src/advise/iam-policy.ts';
import { vocabulary } from '../../src/checks/vocabulary.ts';
import { needsOf } from '../../src/rulebook/select.ts';
import { audit, rulebook } from './audit.ts';
import { keysOf } from './clients.ts';
import type { Simulator } from './start.ts';
import { startSimulator } from './start.ts';
import type { EventDataStore, MuteRule, World } from './world.ts';
import { arn } from './world.ts';
import { account, bucket, chain, eventTopic, key, kmsKey, ruleFor, topicArn, trail, without } from './worlds/parts.ts';
import { running } from './worlds/workload-parts.ts';

const CALLER = '210987654321';
const AUDITED = '123456789012';
const HOME = 'us-east-1';
const spot = { account: AUDITED, region: HOME };

const STORE: EventDataStore = {
  name: 'records',
  status: 'ENABLED',
  multiRegion: true,
  organization: false,
  retentionDays: 400,
  protected: true,
  selectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }],
};

/** Which alarms it names is asked, and it is none of the chain. */
const OF_ANOTHER: MuteRule = {
  name: 'weekend',
  status: 'SCHEDULED',
  alarms: ['cpu'],
  schedule: 'cron(0 0 * * SAT)',
  duration: 'P2D',
};

/** As which a rule passes events on to another bus; what its policies say does not matter to whether they are asked for. */
const FORWARDS = `arn:aws:iam::${AUDITED}:role/forwards`;
const ATTACHED = `arn:aws:iam::${AUDITED}:policy/may-forward`;
const POLICY = '{"Version":"2012-10-17","Statement":[]}';

/** Somebody is told by an alarm and by an EventBridge rule, through topics under a key, so that everything there is to ask is asked. */
function worldWith(allowed?: readonly string[]): World {
  const names = { trail: 'main', logGroup: 'trail', topic: 'alerts', subscriber: 'guard@example.com' };
  const whole = chain(spot, { ...names, classes: ['s3.DeleteBucket', 'iam.UserCreated'] });
  const kmsKeyId = key(spot);
  const held = {
    ...running(whole, [topicArn(spot, 'alerts')]),
    // Where a bucket does not block public access itself, the account may.
    buckets: [bucket(spot, 'balancer-logs'), ...whole.buckets.map((each) => without(each, 'blocked'))],
    topics: [...whole.topics, eventTopic(spot, 'events', 'guard@example.com')].map((topic) => ({
      ...topic,
      kmsKey: kmsKeyId,
    })),
    eventRules: [
      ruleFor('users', ['CreateUser', 'CreateLoginProfile'], [topicArn(spot, 'events')]),
      ruleFor('passes', ['DeleteUser'], [arn('events', HOME, AUDITED, 'event-bus/orders')], { role: FORWARDS }),
    ],
    eventBuses: [{ name: 'orders', tags: { team: 'shop' } }],
    // Its bucket is gone.
    trails: [...whole.trails, trail(spot, 'orphan', 'trail')],
    keys: [kmsKey(spot, kmsKeyId.split('/')[1] ?? '', ['cloudwatch.amazonaws.com', 'events.amazonaws.com'])],
    eventDataStores: [STORE],
    muteRules: [OF_ANOTHER],
  };
  const change = { regions: [HOME] };
  const iamRoles = [{ name: 'forwards', trust: POLICY, own: { forwards: POLICY }, attached: { [ATTACHED]: POLICY } }];
  return {
    name: 'permissions',
    seed: 'permissions',
    caller: CALLER,
    organization: { id: 'o-exampleorgid', managementAccount: CALLER, featureSet: 'ALL' },
    accounts: [
      account(CALLER, 'Caller', {}, change),
      account(AUDITED, 'Audited', { [HOME]: held }, { ...change, iamRoles, ...(allowed ? { allowed } : {}) }),
    ],
    regions: [{ name: HOME, optIn: false }],
    faults: [],
  };
}

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

const ACTIONS = permissionsFor(needsOf(rulebook), vocabulary.kinds, 'role').map(({ action }) => action);

/** Refused, S3 says the same of a bucket that is gone as of one that belongs to somebody else: nobody can say what is missing. */
const UNNOTICED = 's3:ListBucket';

async function auditWith(allowed?: readonly string[]) {
  await simulator.show(worldWith(allowed));
  const { accessKeyId, secretAccessKey } = keysOf(CALLER);
  const asked = { ...simulator, env: { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } };
  const { report } = await audit(asked);
  return {
    verdicts: report.findings.map(({ ruleId, resource, verdict }) => `${ruleId} ${resource} ${verdict}`),
    gaps: report.gaps,
  };
}

describe('with the least policy and nothing else', () => {
  it('an audit sees as much as with everything', async () => {
    const everything = await auditWith();
    expect(everything.gaps).toEqual([]);
    expect(everything.verdicts).toContainEqual(`alarm.s3-bucket-deleted ${AUDITED} pass`);
    expect(await auditWith(ACTIONS)).toEqual(everything);
  });

  it('but for s3:ListBucket, an audit does not know whether a bucket is gone or somebody else has it', async () => {
    const gone = `bucket.exists arn:aws:cloudtrail:${HOME}:${AUDITED}:trail/orphan`;
    expect((await auditWith(ACTIONS)).verdicts).toContain(`${gone} fail`);
    const { verdicts, gaps } = await auditWith(ACTIONS.filter((action) => action !== UNNOTICED));
    expect(verdicts).toContain(`${gone} unknown`);
    expect(gaps.map(({ message }) => message)).toEqual([
      'bucket orphan-123456789012 belongs to none of the accounts looked at',
    ]);
  });

  it.each(ACTIONS.filter((action) => action !== UNNOTICED))(
    'but for %s, an audit says that it is missing',
    async (missing) => {
      const { gaps } = await auditWith(ACTIONS.filter((action) => action !== missing));
      expect(gaps.map(({ action }) => action)).toContain(missing);
      // What nobody was asked for is no matter of permissions.
      for (const { reason, call } of gaps) if (call !== '') expect(reason).toBe('denied');
    },
  );
});
