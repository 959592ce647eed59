/** KMS keys: how they are named, described and listed, what their rotation is, and what leads to them. */
import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/kinds/index.ts';
import { kmsKey } from '../../src/kinds/kms-key.ts';
import { openWorld } from '../../src/kinds/world.ts';
import type { Answer, Caller, Draft, Want } from '../../src/model/collect.ts';
import { Unread } from '../../src/model/collect.ts';
import { findings } from '../evaluate/rule.ts';
import type { Given } from '../proof/healthy.ts';
import { snapshotOf } from '../proof/healthy.ts';

const PLACE = { account: '111122223333', region: 'us-east-1' };
const ARN = 'arn:aws:kms:us-east-1:111122223333:key/k-1';
const ALIAS = 'arn:aws:kms:us-east-1:111122223333:alias/security';
const METADATA = {
  KeyId: 'k-1',
  Arn: ARN,
  KeyState: 'PendingDeletion',
  KeyManager: 'CUSTOMER',
  KeySpec: 'SYMMETRIC_DEFAULT',
  KeyUsage: 'ENCRYPT_DECRYPT',
  Origin: 'AWS_KMS',
  MultiRegion: false,
  CreationDate: '2025-01-01T00:00:00.000Z',
  DeletionDate: '2026-02-01T00:00:00.000Z',
};

/** Answers by call; a function answers by input, an error is thrown. */
function answering(answers: Readonly<Record<string, Answer | Unread | readonly (readonly Answer[])[]>>) {
  const asked: (readonly [call: string, input: Answer])[] = [];
  const answerTo = (call: string, input: Answer) => {
    asked.push([call, input]);
    const answer = answers[call] ?? new Unread('failed', call, '', 'nobody expected this call');
    if (answer instanceof Unread) throw answer;
    return answer;
  };
  const aws: Caller = {
    account: '111122223333',
    call: async (_place, call, input) => answerTo(call, input) as Answer,
    async *list(_place, call, input) {
      yield* answerTo(call, input) as readonly (readonly Answer[])[];
    },
  };
  return { aws, asked };
}

async function listed(aws: Caller, part: Partial<Want> = {}): Promise<readonly Draft[]> {
  const want: Want = { kind: 'kmsKey', ...PLACE, ...part };
  const found: Draft[] = [];
  for await (const page of kmsKey.list.read?.(want, aws) ?? []) found.push(...page);
  return found;
}

async function detail(name: string, draft: Draft, aws: Caller) {
  const read = kmsKey.details[name]?.read;
  if (!read) throw new Error(`there is no detail ${name}`);
  return (await read(draft, aws)).fields;
}

const draftOf = (fields: Draft['fields'] = { name: 'k-1', knownAs: [ARN] }): Draft => {
  return { kind: 'kmsKey', id: ARN, name: 'k-1', ...PLACE, fields, origins: {} };
};

describe('a key that something names', () => {
  it('is found by the name it was asked by, and described with the same answer', async () => {
    const { aws, asked } = answering({ 'kms:DescribeKey': { KeyMetadata: METADATA } });
    const [found] = await listed(aws, { within: ALIAS });
    if (!found) throw new Error('there is no key');
    expect(found).toMatchObject({ id: ARN, name: 'k-1', fields: { name: 'k-1', knownAs: [ARN, ALIAS] } });
    expect(await detail('description', found, aws)).toEqual({
      state: 'PendingDeletion',
      enabled: false,
      managedBy: 'CUSTOMER',
      multiRegion: false,
      spec: 'SYMMETRIC_DEFAULT',
      usage: 'ENCRYPT_DECRYPT',
      origin: 'AWS_KMS',
      createdAt: '2025-01-01T00:00:00.000Z',
      deletionDate: '2026-02-01T00:00:00.000Z',
    });
    expect(asked).toEqual([['kms:DescribeKey', { KeyId: ALIAS }]]);
  });

  it('is not there where KMS knows of none, and not read where the call failed', async () => {
    const gone = answering({ 'kms:DescribeKey': new Unread('failed', 'kms:DescribeKey', 'NotFoundException', 'no') });
    expect(await listed(gone.aws, { within: ARN })).toEqual([]);
    const denied = answering({
      'kms:DescribeKey': new Unread('denied', 'kms:DescribeKey', 'AccessDeniedException', 'no'),
    });
    await expect(listed(denied.aws, { within: ARN })).rejects.toThrow(Unread);
  });

  it('that two names lead to is one key under both', () => {
    const names = (knownAs: readonly string[]) => draftOf({ name: 'k-1', knownAs });
    expect(kmsKey.merge?.(names([ARN, ALIAS]), names([ARN])).fields['knownAs']).toEqual([ALIAS, ARN]);
  });

  it.each<readonly [what: string, answer: Answer]>([
    ['without a description', {}],
    ['without its state', { KeyMetadata: { Arn: ARN, KeyManager: 'CUSTOMER', KeySpec: 'SYMMETRIC_DEFAULT' } }],
    ['without who manages it', { KeyMetadata: { Arn: ARN, KeyState: 'Enabled', KeySpec: 'SYMMETRIC_DEFAULT' } }],
    ['without its type', { KeyMetadata: { Arn: ARN, KeyState: 'Enabled', KeyManager: 'CUSTOMER' } }],
  ])('is not made up from an answer %s', async (_what, answer) => {
    const { aws } = answering({ 'kms:DescribeKey': answer });
    await expect(detail('description', draftOf(), aws)).rejects.toMatchObject({ reason: 'malformed' });
  });
});

describe('all keys of a region', () => {
  it('are listed, then their aliases; each is described only where that is asked for', async () => {
    const other = ARN.replace('k-1', 'k-2');
    const { aws, asked } = answering({
      'kms:ListKeys': [[{ KeyId: 'k-1', KeyArn: ARN }], [{ KeyId: 'k-2', KeyArn: other }]],
      'kms:ListAliases': [
        [
          { AliasName: 'alias/security', AliasArn: ALIAS, TargetKeyId: 'k-1' },
          { AliasName: 'alias/aws/redshift', AliasArn: ALIAS.replace('security', 'aws/redshift') },
        ],
      ],
    });
    const found = (await listed(aws, { aliases: true })).map(({ id, fields }) => [id, fields['knownAs']]);
    expect(found).toEqual([
      [ARN, [ARN]],
      [other, [other]],
      [ARN, [ARN, ALIAS]],
    ]);
    expect(asked.map(([call]) => call)).toEqual(['kms:ListKeys', 'kms:ListAliases']);
  });

  it('are called nobody knows what where nobody asks for aliases', async () => {
    const { aws, asked } = answering({ 'kms:ListKeys': [[{ KeyId: 'k-1', KeyArn: ARN }]] });
    const [key, ...others] = await listed(aws);
    expect(key).toMatchObject({ id: ARN, fields: { name: 'k-1' } });
    expect(key?.fields).not.toHaveProperty('knownAs');
    expect(others).toEqual([]);
    expect(asked.map(([call]) => call)).toEqual(['kms:ListKeys']);
  });

  it('have no aliases where there are none', async () => {
    const { aws, asked } = answering({ 'kms:ListKeys': [[]] });
    expect(await listed(aws, { aliases: true })).toEqual([]);
    expect(asked.map(([call]) => call)).toEqual(['kms:ListKeys']);
  });

  it('are described one by one', async () => {
    const { aws, asked } = answering({ 'kms:DescribeKey': { KeyMetadata: { ...METADATA, KeyState: 'Enabled' } } });
    expect(await detail('description', draftOf(), aws)).toMatchObject({ state: 'Enabled', enabled: true });
    expect(asked).toEqual([['kms:DescribeKey', { KeyId: ARN }]]);
  });

  it('have aliases, page by page', async () => {
    const { aws } = answering({ 'kms:ListAliases': [[{ AliasName: 'alias/a' }], [{ AliasName: 'alias/b' }]] });
    expect(await detail('aliases', draftOf(), aws)).toEqual({ aliases: ['alias/a', 'alias/b'] });
  });
});

describe('the rotation of a key', () => {
  it.each<readonly [what: string, answer: Answer | Unread, enabled: boolean, days: number | null]>([
    ['on', { KeyRotationEnabled: true, RotationPeriodInDays: 180 }, true, 180],
    ['on, every year where it does not say', { KeyRotationEnabled: true }, true, 365],
    ['off', { KeyRotationEnabled: false }, false, null],
    ['off, whatever period it once had', { KeyRotationEnabled: false, RotationPeriodInDays: 180 }, false, null],
    [
      'not to be had',
      new Unread('failed', 'kms:GetKeyRotationStatus', 'UnsupportedOperationException', 'asymmetric'),
      false,
      null,
    ],
  ])('is %s', async (_what, answer, rotationEnabled, rotationPeriodDays) => {
    const { aws } = answering({ 'kms:GetKeyRotationStatus': answer });
    expect(await detail('rotation', draftOf(), aws)).toEqual({ rotationEnabled, rotationPeriodDays });
  });

  it('is not read from an answer that does not say', async () => {
    const { aws } = answering({ 'kms:GetKeyRotationStatus': { KeyId: ARN } });
    await expect(detail('rotation', draftOf(), aws)).rejects.toMatchObject({ reason: 'malformed' });
  });
});

describe('the policy of a key', () => {
  it('is the one named default', async () => {
    const { aws, asked } = answering({ 'kms:GetKeyPolicy': { Policy: '{}', PolicyName: 'default' } });
    expect(await detail('policy', draftOf(), aws)).toEqual({ policy: '{}' });
    expect(asked).toEqual([['kms:GetKeyPolicy', { KeyId: ARN, PolicyName: 'default' }]]);
  });

  it('is not read from an answer without one', async () => {
    await expect(
      detail('policy', draftOf(), answering({ 'kms:GetKeyPolicy': { PolicyName: 'default' } }).aws),
    ).rejects.toThrow(Unread);
  });
});

describe('what is encrypted', () => {
  const keyOf = (kind: string, given: Given) => {
    const world = openWorld(snapshotOf(given), kinds);
    const [resource] = world.population(kind).resources;
    if (!resource) throw new Error(kind);
    const { resources, gaps, dangling } = world.related(resource, 'key');
    return resources[0]?.name ?? dangling ?? (gaps.length > 0 ? 'not known' : 'none');
  };
  const kmsKeys = [{ name: 'k-1', aliases: ['alias/security'] }];
  const topics = (kmsKey: string | null) => ({ alarms: [{ topics: ['security'] }], topics: [{ kmsKey }], kmsKeys });

  it.each<readonly [kmsKey: string | null, key: string]>([
    [ARN, 'k-1'],
    ['k-1', 'k-1'],
    ['alias/security', 'k-1'],
    [ALIAS, 'k-1'],
    ['k-2', ARN.replace('k-1', 'k-2')],
    ['alias/other', ALIAS.replace('security', 'other')],
    [ARN.replace('1111', '9999'), 'not known'],
    // KMS makes the key of a service when it is first asked for by its alias.
    ['alias/aws/sns', 'none'],
    ['arn:aws:kms:us-east-1:111122223333:alias/aws/sns', 'none'],
    [null, 'none'],
  ])('by %s leads to its key: %s', (kmsKey, key) => {
    expect(keyOf('topic', topics(kmsKey))).toBe(key);
  });

  it('may be a trail or a log group', () => {
    expect(keyOf('trail', { trails: [{ kmsKey: ARN }], kmsKeys })).toBe('k-1');
    expect(keyOf('logGroup', { logGroups: [{ kmsKey: ARN }], kmsKeys })).toBe('k-1');
  });
});

describe('rules about keys', () => {
  const ROTATED =
    'for: kmsKey\nwhere: { managedBy: CUSTOMER, spec: SYMMETRIC_DEFAULT }\nassert: { rotationEnabled: true }';

  it('have every key of the account as subject, and leave out those that AWS manages', () => {
    const kmsKeys = [{ name: 'a' }, { name: 'b', rotationEnabled: false }, { name: 'c', managedBy: 'AWS' }];
    const found = findings(ROTATED, { kmsKeys }).map(({ resourceName, verdict }) => [resourceName, verdict]);
    expect(found).toEqual([
      ['a', 'pass'],
      ['b', 'fail'],
    ]);
  });

  it('follow trails to their keys', () => {
    const body = 'for: trail\nassert: { key: { enabled: true } }';
    const verdict = (given: Given) =>
      findings(body, { trails: [{ kmsKey: ARN }], ...given }).map((each) => each.verdict);
    expect(verdict({ kmsKeys: [{ name: 'k-1' }] })).toEqual(['pass']);
    expect(verdict({ kmsKeys: [{ name: 'k-1', state: 'Disabled' }] })).toEqual(['fail']);
    expect(verdict({})).toEqual(['fail']);
    expect(verdict({ kmsKeys: '$denied' })).toEqual(['unknown']);
  });
});
