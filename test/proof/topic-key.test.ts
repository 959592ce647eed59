/** May CloudWatch or EventBridge use the key of a topic: which key it is, its state, its policy, and what could not be read of it. */
import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/kinds/index.ts';
import { openWorld } from '../../src/kinds/world.ts';
import type { Link } from '../../src/model/proof.ts';
import type { Resource } from '../../src/model/resource.ts';
import type { Value } from '../../src/model/value.ts';
import type { Truth } from '../../src/model/verdict.ts';
import type { Publisher } from '../../src/proof/publisher.ts';
import { cloudWatchFor, eventBridge } from '../../src/proof/publisher.ts';
import { admits } from '../../src/proof/topic-policy.ts';
import type { Given } from './healthy.ts';
import { snapshotOf } from './healthy.ts';

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:security';
const ALARM = 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:deleted';
const ID = '11111111-2222-3333-4444-555555555555';
const KEY = `arn:aws:kms:us-east-1:111122223333:key/${ID}`;
const ALARMS = 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:*';
const BOTH = ['cloudwatch.amazonaws.com', 'events.amazonaws.com'];
/** A topic to which both services may publish. */
const OPEN = { admits: BOTH, kmsKey: KEY };

/** Whether somebody may publish to a topic: what is given of it, of its key and of whatever else there is. */
function judged(
  topic: Given,
  key: Given | null,
  given: Given = {},
  by: (alarm: Resource) => Publisher = cloudWatchFor,
) {
  const kmsKeys = key === null ? [] : [key];
  const snapshot = snapshotOf({ topics: [{ ...OPEN, ...topic }], alarms: [{ name: 'deleted' }], kmsKeys, ...given });
  const world = openWorld(snapshot, kinds);
  const [found, alarm] = [world.resource('topic', TOPIC), world.resource('alarm', ALARM)];
  if (!found || !alarm) throw new Error('there is no topic, or no alarm');
  return admits(world, found, by(alarm));
}

const said = ({ truth, sentence }: Link) => [truth, sentence];
const encrypted = (rest: string, key = KEY) => `topic security is encrypted with the key ${key}, ${rest}`;
const TOLD = 'topic security and its key let CloudWatch publish';

type Statement = { readonly [key: string]: Value };

/** A statement of a key policy that lets CloudWatch use the key, changed. */
const allow = (changes: Statement = {}): Statement => ({
  Effect: 'Allow',
  Principal: { Service: BOTH },
  Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
  Resource: '*',
  ...changes,
});
const deny = (changes: Statement): Statement => allow({ Effect: 'Deny', Principal: '*', ...changes });
const ROOT = allow({ Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*' });
const policy = (...statements: readonly Statement[]) => ({
  policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
});
const when = (operator: string, key: string, value: Value) => ({ Condition: { [operator]: { [key]: value } } });

describe('the key of a topic', () => {
  it.each<readonly [what: string, kmsKey: string, truth: Truth]>([
    ['its ARN', KEY, 'true'],
    ['its id', ID, 'true'],
    ['an alias', 'alias/security', 'true'],
    ['the ARN of an alias', 'arn:aws:kms:us-east-1:111122223333:alias/security', 'true'],
    ['another alias', 'alias/secure', 'false'],
    ['another id', '99999999-2222-3333-4444-555555555555', 'false'],
    ['the id in another region', KEY.replace('us-east-1', 'eu-west-1'), 'unknown'],
    ['an alias of an account that was not looked at', 'arn:aws:kms:us-east-1:999988887777:alias/security', 'unknown'],
  ])('AL-74: may be named by %s', (_what, kmsKey, truth) => {
    const key = { admits: BOTH, aliases: ['alias/audit', 'alias/security'] };
    expect(judged({ kmsKey }, key).truth).toBe(truth);
  });

  it.each(['alias/aws/sns', 'arn:aws:kms:us-east-1:111122223333:alias/aws/sns'])(
    'AL-73: is not one that CloudWatch can use where it is %s',
    (kmsKey) => {
      expect(said(judged({ kmsKey }, null))).toEqual(['false', encrypted('which CloudWatch cannot use', kmsKey)]);
    },
  );

  it('AL-73: is not one that CloudWatch can use where AWS manages it, whatever name it is given', () => {
    const found = judged({}, { managedBy: 'AWS', admits: BOTH });
    expect(said(found)).toEqual(['false', encrypted('which AWS manages and CloudWatch cannot use')]);
  });

  it('is not decided where it is that of another service', () => {
    expect(judged({ kmsKey: 'alias/aws/s3' }, null).truth).toBe('unknown');
  });

  it('AL-74: may be gone', () => {
    expect(said(judged({}, null))).toEqual(['false', encrypted('which does not exist')]);
  });

  it.each<readonly [state: string, truth: Truth, says: string]>([
    ['Enabled', 'true', TOLD],
    ['Disabled', 'false', encrypted('which is disabled')],
    ['PendingDeletion', 'false', encrypted('which is to be deleted')],
    ['PendingReplicaDeletion', 'false', encrypted('which is to be deleted')],
    ['PendingImport', 'false', encrypted('which has no key material')],
    ['Unavailable', 'false', encrypted('which is cut off from its key store')],
    ['Updating', 'unknown', encrypted('whose state is Updating, and what that means is not decided')],
    ['Resting', 'unknown', encrypted('whose state is Resting, and what that means is not decided')],
  ])('AL-74: is %s', (state, truth, says) => {
    expect(said(judged({}, { state, admits: BOTH }))).toEqual([truth, says]);
  });

  it('must be symmetric', () => {
    const found = judged({}, { spec: 'RSA_2048', admits: BOTH });
    expect(said(found)).toEqual(['false', encrypted('which is of type RSA_2048, and SNS uses symmetric keys alone')]);
  });

  it('is not decided where it is of another region', () => {
    const kmsKey = KEY.replace('us-east-1', 'eu-west-1');
    const given = { account: { regionNames: ['us-east-1', 'eu-west-1'] } };
    const found = judged({ kmsKey }, { region: 'eu-west-1', admits: BOTH }, given);
    expect(said(found)).toEqual([
      'unknown',
      encrypted('and whether SNS can use a key of eu-west-1 is not decided', kmsKey),
    ]);
  });

  it('matters less than a policy of the topic that admits nobody', () => {
    const found = judged({ policy: '{"Statement":[]}' }, { state: 'Disabled' });
    expect(said(found)).toEqual(['false', 'the access policy of topic security does not let CloudWatch publish']);
  });

  it('matters more than a policy of the topic that is not decided', () => {
    const topic = {
      policy: JSON.stringify({ Statement: allow({ Action: '*', ...when('IpAddress', 'aws:SourceIp', 'x') }) }),
    };
    expect(judged(topic, { state: 'Disabled', admits: BOTH }).truth).toBe('false');
    expect(said(judged(topic, { admits: BOTH }))).toEqual([
      'unknown',
      'whether the access policy of topic security lets CloudWatch publish depends on conditions that are not decided here',
    ]);
  });
});

describe('the policy of a key', () => {
  it.each<readonly [what: string, statements: readonly Statement[], truth: Truth]>([
    ['both calls', [allow()], 'true'],
    ['as KMS writes it, and both calls', [ROOT, allow()], 'true'],
    ['both calls by their names', [allow({ Action: ['kms:GenerateDataKey', 'kms:Decrypt'] })], 'true'],
    ['both calls in other letters', [allow({ Action: ['KMS:decrypt', 'KMS:generatedatakey'] })], 'true'],
    ['every call', [allow({ Action: 'kms:*' })], 'true'],
    ['everything', [allow({ Action: '*' })], 'true'],
    ['the calls in two statements', [allow({ Action: 'kms:Decrypt' }), allow({ Action: 'kms:Gen*' })], 'true'],
    ['the key by its ARN', [allow({ Resource: KEY })], 'true'],
    ['another key', [allow({ Resource: KEY.replace('key/1', 'key/2') })], 'false'],
    ['everybody', [allow({ Principal: '*' })], 'true'],
    ['nobody', [], 'false'],
    ['the account alone, as KMS writes it', [ROOT], 'false'],
    ['the account by its number', [allow({ Principal: { AWS: '111122223333' } })], 'false'],
    ['another service', [allow({ Principal: { Service: 'sns.amazonaws.com' } })], 'false'],
    ['one call only', [allow({ Action: 'kms:GenerateDataKey*' })], 'false'],
    ['the other call only', [allow({ Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:DescribeKey'] })], 'false'],
    [
      'data keys without plain text',
      [allow({ Action: ['kms:Decrypt', 'kms:GenerateDataKeyWithoutPlaintext'] })],
      'false',
    ],
    ['for the account', [allow(when('StringEquals', 'aws:SourceAccount', '111122223333'))], 'true'],
    ['for another account', [allow(when('StringEquals', 'aws:SourceAccount', '444455556666'))], 'false'],
    ['for alarms of the account', [allow(when('ArnLike', 'aws:SourceArn', ALARMS))], 'true'],
    ['for alarms of another region', [allow(when('ArnLike', 'aws:SourceArn', ALARMS.replace('us-', 'eu-')))], 'false'],
    ['for the topic as source', [allow(when('ArnEquals', 'aws:SourceArn', TOPIC))], 'false'],
    [
      'for members of the organization',
      [allow({ Principal: '*', ...when('StringEquals', 'aws:PrincipalOrgID', 'o-1') })],
      'false',
    ],
    [
      'for what the topic encrypts',
      [allow(when('StringEquals', 'kms:EncryptionContext:aws:sns:topicArn', TOPIC))],
      'unknown',
    ],
    ['by way of SNS', [allow(when('StringEquals', 'kms:ViaService', 'sns.us-east-1.amazonaws.com'))], 'unknown'],
    ['for callers of the account', [allow(when('StringEquals', 'kms:CallerAccount', '111122223333'))], 'unknown'],
    ['for the owner of the topic', [allow(when('StringEquals', 'aws:SourceOwner', '111122223333'))], 'unknown'],
    [
      'one call that is not decided, one that is refused',
      [allow({ Action: 'kms:Decrypt', ...when('Bool', 'kms:x', 'true') })],
      'false',
    ],
    ['a denial', [allow(), deny({ Action: 'kms:*' })], 'false'],
    ['a denial of one call', [allow(), deny({ Action: 'kms:Decrypt' })], 'false'],
    ['a denial of other calls', [allow(), deny({ Action: ['kms:ScheduleKeyDeletion', 'kms:CreateGrant'] })], 'true'],
    [
      'a denial of users and roles',
      [allow(), deny({ Action: 'kms:*', ...when('Bool', 'aws:PrincipalIsAWSService', 'false') })],
      'true',
    ],
    [
      'a denial for other accounts',
      [allow(), deny(when('StringNotEquals', 'aws:SourceAccount', '111122223333'))],
      'true',
    ],
    ['a denial that is not decided', [allow(), deny(when('StringNotEquals', 'kms:ViaService', 'x'))], 'unknown'],
  ])('AL-74: %s', (_what, statements, truth) => {
    expect(judged({}, policy(...statements)).truth).toBe(truth);
  });

  it.each<readonly [what: string, statements: readonly Statement[], rest: string]>([
    ['both calls', [ROOT], 'whose policy does not allow CloudWatch kms:Decrypt and kms:GenerateDataKey'],
    ['the call', [allow({ Action: 'kms:Decrypt' })], 'whose policy does not allow CloudWatch kms:GenerateDataKey'],
    ['the denial', [allow(), deny({ Action: 'kms:De*' })], 'whose policy denies CloudWatch kms:Decrypt'],
    [
      'the doubt',
      [allow(when('StringEquals', 'kms:ViaService', 'x'))],
      'and whether its policy allows CloudWatch kms:Decrypt and kms:GenerateDataKey depends on conditions that are not decided here',
    ],
  ])('is told with %s', (_what, statements, rest) => {
    expect(judged({}, policy(...statements)).sentence).toBe(encrypted(rest));
  });

  it('may be no JSON', () => {
    expect(judged({}, { policy: '{' }).truth).toBe('unknown');
  });
});

describe('EventBridge and the key of a topic', () => {
  it.each<readonly [what: string, statements: readonly Statement[], truth: Truth]>([
    ['both calls', [allow()], 'true'],
    ['CloudWatch alone', [allow({ Principal: { Service: 'cloudwatch.amazonaws.com' } })], 'false'],
    // "Managing Amazon SNS encryption keys and costs": asking for the source does not work for EventBridge.
    ['for the account', [allow(when('StringEquals', 'aws:SourceAccount', '111122223333'))], 'unknown'],
    [
      'for a rule',
      [allow(when('ArnLike', 'aws:SourceArn', 'arn:aws:events:us-east-1:111122223333:rule/*'))],
      'unknown',
    ],
    ['for the organization', [allow(when('StringEquals', 'aws:SourceOrgID', 'o-1'))], 'unknown'],
    ['for the account, and without', [allow(when('StringEquals', 'aws:SourceAccount', '1')), allow()], 'true'],
    ['the account alone', [ROOT], 'false'],
  ])('EB-50: %s', (_what, statements, truth) => {
    expect(judged({}, policy(...statements), {}, () => eventBridge).truth).toBe(truth);
  });

  it('is not one that it can use where it is alias/aws/sns', () => {
    const found = judged({ kmsKey: 'alias/aws/sns' }, null, {}, () => eventBridge);
    expect(said(found)).toEqual(['false', encrypted('which EventBridge cannot use', 'alias/aws/sns')]);
  });
});

describe('what could not be read of a key', () => {
  it.each<readonly [what: string, key: Given, truth: Truth, says: RegExp]>([
    [
      'its policy',
      { policy: '$denied' },
      'unknown',
      /^the policy of the key of topic security could not be read .*kmsKey\.policy was denied/,
    ],
    ['its state', { state: '$throttled', admits: BOTH }, 'unknown', /^state of KMS key .* could not be read/],
    ['who manages it', { managedBy: '$denied', admits: BOTH }, 'unknown', /managedBy/],
    ['its policy, and it is disabled', { policy: '$denied', state: 'Disabled' }, 'false', /is disabled/],
    ['its state, and its policy admits nobody', { state: '$denied' }, 'false', /does not allow CloudWatch/],
  ])('%s', (_what, key, truth, says) => {
    const found = judged({}, key);
    expect(found.truth).toBe(truth);
    expect(found.sentence).toMatch(says);
  });

  it('is named with the gap where its very description is missing', () => {
    const found = judged({}, null, { kmsKeys: '$denied' });
    expect(found).toMatchObject({ truth: 'unknown', gaps: ['111122223333/us-east-1/kmsKey'] });
    expect(found.sentence).toMatch(
      new RegExp(`^the key ${KEY} of topic security could not be read .*kmsKey was denied`),
    );
  });

  it('is not asked for in an account that was not looked at', () => {
    const found = judged({ kmsKey: KEY.replace('111122223333', '999988887777') }, null);
    expect(said(found)).toEqual(['unknown', expect.stringContaining('account 999988887777 is not among')]);
  });

  it('is not missed where the key is in another account that was looked at', () => {
    const accounts = [{ id: '111122223333' }, { id: '444455556666' }];
    const kmsKey = KEY.replace('111122223333', '444455556666');
    const found = (key: Given) => judged({ kmsKey }, { account: '444455556666', ...key }, { accounts });
    expect(said(found({ admits: BOTH }))).toEqual(['true', TOLD]);
    expect(found({}).truth).toBe('false');
  });
});
