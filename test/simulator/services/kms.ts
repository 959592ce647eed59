/** KMS: keys, their aliases, policies and rotation ("ListKeys", "DescribeKey", "GetKeyPolicy", KMS API Reference). */
import type { Answer } from '../answer.ts';
import type { Call } from '../call.ts';
import { textOf } from '../call.ts';
import { page } from '../pages.ts';
import { Refused } from '../refused.ts';
import type { KmsKey } from '../world.ts';
import { arn, holdingsOf } from '../world.ts';
import type { Aws, Operation } from './operation.ts';
import { denied, ownAccount } from './operation.ts';

interface Found {
  readonly key: KmsKey;
  readonly arn: string;
  readonly owner: string;
}

/** Seconds since 1970; it plays no part in any verdict. */
const CREATED = Date.UTC(2023, 5, 1, 8) / 1000;
/** A week, the shortest wait before a deletion. */
const WAIT = 7 * 24 * 60 * 60;

const PAGES = {
  token: 'Marker',
  limit: 'Limit',
  fallback: 100,
  refuse: () => new Refused('InvalidMarkerException', 'The marker is invalid.'),
} as const;

function keysOf(call: Call, aws: Aws): readonly KmsKey[] {
  return holdingsOf(ownAccount(call, aws), call.region).keys;
}

function keyArn({ region, account }: Pick<Call, 'region' | 'account'>, { id }: KmsKey): string {
  return arn('kms', region, account, `key/${id}`);
}

/** By id, alias or ARN; in another account by ARN alone, and only where that lets the caller look. */
function named(call: Call, aws: Aws): Found {
  const asked = textOf(call.input, 'KeyId') ?? '';
  const own = asked.startsWith('alias/') ? asked : `key/${asked}`;
  const whole = asked.startsWith('arn:') ? asked : arn('kms', call.region, call.account, own);
  const [, region = '', owner = '', name = ''] = /^arn:aws:kms:([a-z0-9-]+):(\d{12}):(.+)$/.exec(whole) ?? [];
  if (region !== call.region) throw new Refused('InvalidArnException', `Invalid arn ${region}`);
  // KMS makes the key of a service when it is first asked for by its alias: no audit may do that.
  if (name.startsWith('alias/aws/')) throw new Error(`${name} was asked for`);
  const account = aws.accounts.get(owner);
  const key =
    account && holdingsOf(account, region).keys.find(({ id, aliases }) => [`key/${id}`, ...aliases].includes(name));
  // Whoever may not look is not told whether there is anything to see.
  if (owner !== call.account && !key?.describableBy?.includes(call.account)) throw denied(call, whole);
  if (!key)
    throw new Refused('NotFoundException', `${asked.includes('alias/') ? 'Alias' : 'Key'} '${whole}' does not exist`);
  return { key, owner, arn: arn('kms', region, owner, `key/${key.id}`) };
}

/** Nobody looks at the policy of another account's key. */
function namedOwn(call: Call, aws: Aws): Found {
  const found = named(call, aws);
  if (found.owner !== call.account) throw denied(call, found.arn);
  return found;
}

const ListKeys: Operation = (call, aws) => {
  const { items, next } = page(call, keysOf(call, aws), { ...PAGES, most: 1000 });
  const Keys = items.map((key) => ({ KeyId: key.id, KeyArn: keyArn(call, key) }));
  return { Keys, NextMarker: next, Truncated: next !== undefined };
};

const ListAliases: Operation = (call, aws) => {
  const keys = call.input['KeyId'] === undefined ? keysOf(call, aws) : [namedOwn(call, aws).key];
  const aliases = keys.flatMap((key) =>
    key.aliases.map((AliasName) => ({
      AliasName,
      AliasArn: arn('kms', call.region, call.account, AliasName),
      TargetKeyId: key.id,
    })),
  );
  const { items, next } = page(call, aliases, { ...PAGES, fallback: 50, most: 100 });
  return { Aliases: items, NextMarker: next, Truncated: next !== undefined };
};

const DescribeKey: Operation = (call, aws) => {
  const { key, arn: Arn, owner } = named(call, aws);
  return { KeyMetadata: describe(key, Arn, owner, aws) };
};

function describe({ id, state, managedBy, spec }: KmsKey, Arn: string, owner: string, aws: Aws): Answer {
  const KeySpec = spec ?? 'SYMMETRIC_DEFAULT';
  return {
    AWSAccountId: owner,
    KeyId: id,
    Arn,
    CreationDate: CREATED,
    Enabled: state === 'Enabled',
    Description: '',
    KeyUsage: KeySpec === 'SYMMETRIC_DEFAULT' ? 'ENCRYPT_DECRYPT' : 'SIGN_VERIFY',
    KeyState: state,
    DeletionDate: state === 'PendingDeletion' ? Math.round(aws.now / 1000) + WAIT : undefined,
    Origin: 'AWS_KMS',
    KeyManager: managedBy ?? 'CUSTOMER',
    CustomerMasterKeySpec: KeySpec,
    KeySpec,
    MultiRegion: id.startsWith('mrk-'),
  };
}

/** The policy KMS gives a key: everything to whomever the account's IAM policies allow it. */
function rootsPolicy(owner: string): string {
  const Statement = {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${owner}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  return JSON.stringify({ Version: '2012-10-17', Id: 'key-default-1', Statement: [Statement] });
}

const GetKeyPolicy: Operation = (call, aws) => {
  const { key, owner } = namedOwn(call, aws);
  return { Policy: key.policy ?? rootsPolicy(owner), PolicyName: 'default' };
};

const GetKeyRotationStatus: Operation = (call, aws) => {
  const { key, arn: Arn } = named(call, aws);
  if (key.spec !== undefined) throw new Refused('UnsupportedOperationException', `${Arn} cannot be rotated.`);
  return { KeyId: Arn, KeyRotationEnabled: key.rotation !== undefined, RotationPeriodInDays: key.rotation };
};

export const kms = { DescribeKey, GetKeyPolicy, GetKeyRotationStatus, ListAliases, ListKeys };
