/** KMS on the wire through AWS's own client, and audits in which a key decides who is told. */
import type { ListAliasesCommandOutput, ListKeysCommandOutput } from '@aws-sdk/client-kms';
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  ListAliasesCommand,
  ListKeysCommand,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../../src/audit.ts';
import { rulebook as ownRule } from '../evaluate/rule.ts';
import type { AuditOptions } from './audit.ts';
import { audit, rulebook } from './audit.ts';
import { clients, keysOf, refusalOf } from './clients.ts';
import type { Simulator } from './start.ts';
import { startSimulator } from './start.ts';
import type { KmsKey, Topic, World } from './world.ts';
import { account, chain, holdings, kmsKey, without } from './worlds/parts.ts';

const ONLY = '123456789012';
const CENTRAL = '210987654321';
const HOME = 'us-east-1';
const spot = { account: ONLY, region: HOME };
const CLOUDWATCH = ['cloudwatch.amazonaws.com'];
const NAMES = { trail: 'main', logGroup: 'trail', topic: 'alerts', subscriber: 'guard@example.com' } as const;

/** One account whose topic is under a key, and another whose keys may be used. */
function worldOf(kmsKeyId: string, keys: readonly KmsKey[], central: readonly KmsKey[] = []): World {
  const whole = chain(spot, { ...NAMES, classes: ['s3.DeleteBucket'] });
  const topics = whole.topics.map((each): Topic => ({ ...each, kmsKey: kmsKeyId }));
  const regions = [HOME];
  return {
    name: 'keys',
    seed: 'keys',
    caller: ONLY,
    accounts: [
      account(ONLY, 'Only', { [HOME]: { ...whole, topics, keys } }, { member: false, regions }),
      account(CENTRAL, 'Central', { [HOME]: holdings({ keys: central }) }, { member: false, regions }),
    ],
    regions: [{ name: HOME, optIn: false }],
    faults: [],
    quotas: 1,
  };
}

const numbered = (count: number, change: Partial<KmsKey> = {}) =>
  Array.from({ length: count }, (_, index) => kmsKey(spot, `k-${String(index).padStart(3, '0')}`, [], change));

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

describe('keys', () => {
  const client = (id = ONLY) => clients(simulator.url, keysOf(id)).kms;
  const describeKey = (KeyId: string, id?: string) => client(id).send(new DescribeKeyCommand({ KeyId }));
  const ARN = `arn:aws:kms:${HOME}:${ONLY}:key/special`;
  const special = kmsKey(spot, 'special', CLOUDWATCH, {
    aliases: ['alias/special', ...Array.from({ length: 119 }, (_, index) => `alias/a-${index}`)],
    describableBy: [CENTRAL],
  });
  const signing = kmsKey(spot, 'signing', [], { spec: 'RSA_2048', state: 'PendingDeletion' });
  beforeAll(() => simulator.show(worldOf('special', [...numbered(200), special, signing])));

  it('come page by page', async () => {
    const sizes: number[] = [];
    let Marker: string | undefined;
    do {
      const page: ListKeysCommandOutput = await client().send(
        new ListKeysCommand(Marker === undefined ? {} : { Marker }),
      );
      sizes.push(page.Keys?.length ?? 0);
      expect(page.Truncated).toBe(page.NextMarker !== undefined);
      Marker = page.NextMarker;
    } while (Marker !== undefined);
    expect(sizes).toEqual([100, 100, 2]);
  });

  it('have aliases, page by page as well', async () => {
    const sizes: number[] = [];
    let Marker: string | undefined;
    do {
      const page: ListAliasesCommandOutput = await client().send(
        new ListAliasesCommand({ Limit: 100, ...(Marker === undefined ? {} : { Marker }) }),
      );
      sizes.push(page.Aliases?.length ?? 0);
      Marker = page.NextMarker;
    } while (Marker !== undefined);
    expect(sizes).toEqual([100, 20]);
    const own = await client().send(new ListAliasesCommand({ KeyId: 'signing' }));
    expect(own.Aliases).toEqual([]);
  });

  it('are described by id, alias and ARN', async () => {
    for (const name of ['special', 'alias/special', ARN, `arn:aws:kms:${HOME}:${ONLY}:alias/a-7`]) {
      const { KeyMetadata } = await describeKey(name);
      expect(KeyMetadata).toMatchObject({ Arn: ARN, KeyState: 'Enabled', KeyManager: 'CUSTOMER' });
    }
    const { KeyMetadata } = await describeKey('signing');
    expect(KeyMetadata).toMatchObject({ KeySpec: 'RSA_2048', DeletionDate: expect.any(Date) });
  });

  it('are refused as KMS refuses', async () => {
    expect(await refusalOf(describeKey('gone'))).toBe('NotFoundException 400');
    expect(await refusalOf(describeKey('alias/gone'))).toBe('NotFoundException 400');
    expect(await refusalOf(describeKey(ARN.replace('us-east-1', 'eu-west-1')))).toBe('InvalidArnException 400');
    expect(await refusalOf(client().send(new ListKeysCommand({ Marker: 'x' })))).toBe('InvalidMarkerException 400');
    expect(await refusalOf(client().send(new CreateKeyCommand({})))).toBe('UnknownOperationException 400');
    const rotation = client().send(new GetKeyRotationStatusCommand({ KeyId: 'signing' }));
    expect(await refusalOf(rotation)).toBe('UnsupportedOperationException 400');
  });

  it('of another account are described where they let it, and their policy is shown to nobody else', async () => {
    expect((await describeKey(ARN, CENTRAL)).KeyMetadata).toMatchObject({ AWSAccountId: ONLY });
    expect(await refusalOf(describeKey(ARN.replace('special', 'signing'), CENTRAL))).toBe('AccessDeniedException 400');
    const policy = client(CENTRAL).send(new GetKeyPolicyCommand({ KeyId: ARN }));
    expect(await refusalOf(policy)).toBe('AccessDeniedException 400');
  });
});

describe('an audit', () => {
  const deleted = { ...rulebook, rules: rulebook.rules.filter(({ id }) => id === 'alarm.s3-bucket-deleted') };
  const looked = async (world: World, options: AuditOptions = {}) => {
    await simulator.show(world);
    const env = { ...simulator.env, AWS_ACCESS_KEY_ID: `AKIA${world.caller}` };
    const seen = await audit({ ...simulator, env }, { rules: deleted, scope: { by: 'caller' }, ...options });
    const { report } = seen;
    const { byCall, duplicates } = await simulator.stats();
    expect(duplicates).toEqual([]);
    const calls = Object.entries(byCall).filter(([call]) => call.startsWith('kms:'));
    return {
      ...seen,
      calls: Object.fromEntries(calls),
      gaps: report.gaps.map(({ call, reason }) => `${call} ${reason}`),
    };
  };
  const own = (change: Partial<KmsKey> = {}) => [
    ...numbered(3),
    kmsKey(spot, 'own', CLOUDWATCH, { aliases: ['alias/own'], ...change }),
  ];

  it.each(['own', 'alias/own', `arn:aws:kms:${HOME}:${ONLY}:key/own`, `arn:aws:kms:${HOME}:${ONLY}:alias/own`])(
    'asks about the key %s of a topic, and about no other',
    async (name) => {
      const { report, calls, gaps } = await looked(worldOf(name, own()));
      expect(report.findings.map(({ verdict }) => verdict)).toEqual(['pass']);
      expect(calls).toEqual({ 'kms:DescribeKey': 1, 'kms:GetKeyPolicy': 1 });
      expect(gaps).toEqual([]);
    },
  );

  it('asks KMS nothing about the key that AWS manages', async () => {
    const { report, calls } = await looked(worldOf('alias/aws/sns', own()));
    expect(report.findings.map(({ verdict }) => verdict)).toEqual(['fail']);
    expect(calls).toEqual({});
  });

  it('names the key that stands in the way', async () => {
    const { report } = await looked(worldOf('alias/own', own({ state: 'Disabled' })));
    expect(report.findings[0]?.message).toContain('is encrypted with the key alias/own, which is disabled');
    const gone = await looked(worldOf('alias/gone', own()));
    expect(gone.report.findings[0]?.message).toContain('is encrypted with the key alias/gone, which does not exist');
    expect(gone.gaps).toEqual([]);
  });

  describe('of a topic under the key of another account', () => {
    const name = `arn:aws:kms:${HOME}:${CENTRAL}:key/shared`;
    const shared = (change: Partial<KmsKey> = {}) =>
      worldOf(name, [], [kmsKey({ account: CENTRAL, region: HOME }, 'shared', CLOUDWATCH, change)]);
    const verdictOf = async (world: World, options: AuditOptions = {}) => {
      const { report, gaps } = await looked(world, options);
      return [report.findings.find((each) => each.account === ONLY)?.verdict, gaps];
    };

    it('reads it there, where that account is looked at, too', async () => {
      const scope = { by: 'accounts', accounts: [ONLY, CENTRAL] } as const;
      expect(await verdictOf(shared(), { scope })).toEqual(['pass', []]);
    });

    it('describes it from afar, and does not know its policy', async () => {
      expect(await verdictOf(shared({ describableBy: [ONLY] }))).toEqual(['unknown', ['kms:GetKeyPolicy denied']]);
      expect(await verdictOf(shared({ describableBy: [ONLY], state: 'PendingDeletion' }))).toEqual([
        'fail',
        ['kms:GetKeyPolicy denied'],
      ]);
    });

    it('does not know it where it may not be looked at', async () => {
      expect(await verdictOf(shared())).toEqual(['unknown', ['kms:DescribeKey denied']]);
    });
  });

  it('by a rule about keys lists them all, and finds the one that a topic names by its alias among them', async () => {
    const rules = ownRule('for: kmsKey\nwhere: { managedBy: CUSTOMER }\nassert: { rotationEnabled: true }');
    const keys = [
      ...own(),
      without(kmsKey(spot, 'never-rotated', []), 'rotation'),
      kmsKey(spot, 'of-a-service', [], { managedBy: 'AWS', aliases: ['alias/aws/sns'] }),
    ];
    const { report, calls, gaps } = await looked(worldOf('alias/own', keys), {
      rules: { ...deleted, rules: [...deleted.rules, ...rules.rules] },
    });
    const found = report.findings.map(({ kind, resourceName, verdict }) => `${kind} ${resourceName} ${verdict}`);
    expect(found.sort()).toEqual([
      'account 123456789012 pass',
      'kmsKey k-000 pass',
      'kmsKey k-001 pass',
      'kmsKey k-002 pass',
      'kmsKey never-rotated fail',
      'kmsKey own pass',
    ]);
    expect(calls).toEqual({
      'kms:DescribeKey': 6,
      'kms:GetKeyPolicy': 1,
      'kms:GetKeyRotationStatus': 6,
      'kms:ListAliases': 1,
      'kms:ListKeys': 1,
    });
    expect(gaps).toEqual([]);
  });

  it('by a rule about keys alone asks for no aliases', async () => {
    const rules = ownRule('for: kmsKey\nassert: { rotationEnabled: true }');
    const { report, calls, gaps } = await looked(worldOf('alias/own', own()), { rules });
    expect(report.findings.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass', 'pass']);
    expect(calls).toEqual({ 'kms:GetKeyRotationStatus': 4, 'kms:ListKeys': 1 });
    expect(gaps).toEqual([]);
  });

  it('kept without aliases is not taken for one that holds no key of that alias', async () => {
    const rule = (body: string, id: string) => ownRule(body).rules.map((each) => ({ ...each, id }));
    const asked = [
      ...rule('for: kmsKey\nassert: { rotationEnabled: true }', 'own.rotated'),
      ...rule('for: topic\nassert: { kmsKey: { exists: true } }', 'own.encrypted'),
    ];
    const { snapshot } = await looked(worldOf('alias/own', own()), { rules: { ...deleted, rules: asked } });
    const later = ownRule('for: topic\nassert: { key: { exists: true } }');
    const { findings, gaps } = judge(later, snapshot, {
      gate: { failOn: 'medium', unknown: 'fail' },
      source: { type: 'aws', name: '' },
    });
    expect(findings.map(({ verdict }) => verdict)).toEqual(['unknown']);
    expect(gaps.map(({ message }) => message)).toEqual([expect.stringContaining('does not hold kmsKey.knownAs')]);
  });

  it.each(['kms:ListKeys', 'kms:ListAliases'])(
    'asks for the key that a topic names all the same where %s is denied',
    async (denied) => {
      const rules = ownRule('for: kmsKey\nassert: { rotationEnabled: true }');
      for (const name of ['own', 'alias/own']) {
        const world = worldOf(name, own());
        const closed = { ...world, accounts: world.accounts.map((each) => ({ ...each, denied: [denied] })) };
        const { report, gaps } = await looked(closed, {
          rules: { ...deleted, rules: [...deleted.rules, ...rules.rules] },
        });
        const of = (kind: string) => report.findings.filter((each) => each.kind === kind);
        expect(of('account').map(({ verdict }) => verdict)).toEqual(['pass']);
        expect(of('kmsKey').map(({ verdict }) => verdict)).toContain('unknown');
        expect(gaps).toEqual([`${denied} denied`]);
      }
    },
  );

  it('by a rule about keys knows what it does not know of one that it may not describe', async () => {
    const rules = ownRule('for: kmsKey\nassert: { enabled: true }');
    const world = worldOf('own', own());
    const denied = { ...world, accounts: world.accounts.map((each) => ({ ...each, denied: ['kms:DescribeKey'] })) };
    const { report } = await looked(denied, { rules });
    expect(report.findings.map(({ verdict }) => verdict)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
    const unlisted = { ...world, accounts: world.accounts.map((each) => ({ ...each, denied: ['kms:ListKeys'] })) };
    const { gaps } = await looked(unlisted, { rules });
    expect(gaps).toEqual(['kms:ListKeys denied']);
  });
});
