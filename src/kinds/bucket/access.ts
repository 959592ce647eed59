/** Who may reach a bucket: its policy, what its ACL grants to everybody, what is blocked, and where requests are logged. */
import type { Answer, Caller, Draft } from '../../model/collect.ts';
import { malformed, Unread } from '../../model/collect.ts';
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import { list, text } from '../kind.ts';
import type { Topic } from './read.ts';
import { ask } from './read.ts';

const OF_BLOCK = 'by the block of the bucket or of its account.';

export const access: Topic = {
  fields: {
    policy: { type: 'string', about: 'Its policy, as JSON text; unset: none.', read: 'policy' },
    publicGrants: {
      type: 'list',
      about:
        'What its ACL grants to everybody (`READ AllUsers`) or to every account of AWS (`WRITE AuthenticatedUsers`).',
      read: 'acl',
    },
    blockPublicAcls: { type: 'boolean', about: `New public ACLs are refused, ${OF_BLOCK}`, read: 'publicAccess' },
    ignorePublicAcls: { type: 'boolean', about: `Public ACLs grant nothing, ${OF_BLOCK}`, read: 'publicAccess' },
    blockPublicPolicy: { type: 'boolean', about: `New public policies are refused, ${OF_BLOCK}`, read: 'publicAccess' },
    restrictPublicBuckets: {
      type: 'boolean',
      about: `Under a public policy only the account and services are let in, ${OF_BLOCK}`,
      read: 'publicAccess',
    },
    loggingBucket: {
      type: 'string',
      about: 'Name of the bucket that server access logs go to; unset: they are not written.',
      read: 'logging',
    },
  },
  details: {
    policy: {
      calls: ['s3:GetBucketPolicy'],
      actions: ['s3:GetBucketPolicy'],
      read: policyOf,
    },
    acl: {
      calls: ['s3:GetBucketAcl'],
      actions: ['s3:GetBucketAcl'],
      async read(bucket, aws) {
        const answer = await ask('s3:GetBucketAcl', bucket, aws);
        // An ACL without any grant is one, too; an answer without owner is none.
        if (!isObject(answer?.['Owner'])) throw malformed('s3:GetBucketAcl', 'the answer names no owner');
        return { answer, fields: { publicGrants: list(answer['Grants']).flatMap(publicGrant) } };
      },
    },
    publicAccess: {
      calls: ['s3:GetPublicAccessBlock', 's3control:GetPublicAccessBlock'],
      actions: ['s3:GetBucketPublicAccessBlock', 's3:GetAccountPublicAccessBlock'],
      read: publicAccess,
    },
    logging: {
      calls: ['s3:GetBucketLogging'],
      actions: ['s3:GetBucketLogging'],
      async read(bucket, aws) {
        const answer = await ask('s3:GetBucketLogging', bucket, aws);
        const enabled = answer?.['LoggingEnabled'];
        return { answer, fields: { loggingBucket: isObject(enabled) ? text(enabled['TargetBucket']) : null } };
      },
    },
  },
};

/** A policy is a text of its own: one that was cut on its way is seen only by reading it, and asked for again. */
async function policyOf(bucket: Draft, aws: Caller) {
  const call = 's3:GetBucketPolicy';
  for (let attempt = 0; attempt < 3; attempt++) {
    const answer = await ask(call, bucket, aws, 'NoSuchBucketPolicy');
    if (!answer) return { answer, fields: { policy: null } };
    const policy = text(answer['Policy']);
    if (policy !== null && isJson(policy)) return { answer, fields: { policy } };
  }
  throw malformed(call, 'the answer holds no policy');
}

function isJson(policy: string): boolean {
  try {
    return isObject(JSON.parse(policy));
  } catch {
    return false;
  }
}

/** "READ AllUsers", where the grantee is one of the two groups that hold strangers. */
function publicGrant(grant: Value): readonly string[] {
  const grantee = isObject(grant) ? grant['Grantee'] : null;
  const uri = isObject(grantee) ? text(grantee['URI']) : null;
  const group = /^https?:\/\/acs\.amazonaws\.com\/groups\/global\/(AllUsers|AuthenticatedUsers)$/.exec(uri ?? '')?.[1];
  return group === undefined || !isObject(grant) ? [] : [`${String(grant['Permission'])} ${group}`];
}

const NONE = 'NoSuchPublicAccessBlockConfiguration';
/** Field -> key of the configuration. */
const SETTINGS = {
  blockPublicAcls: 'BlockPublicAcls',
  ignorePublicAcls: 'IgnorePublicAcls',
  blockPublicPolicy: 'BlockPublicPolicy',
  restrictPublicBuckets: 'RestrictPublicBuckets',
} as const;

/** What the bucket or its account blocks is blocked. The account is asked only where the bucket does not block all of it. */
async function publicAccess(bucket: Draft, aws: Caller) {
  const own = settled(await ask('s3:GetPublicAccessBlock', bucket, aws, NONE), 's3:GetPublicAccessBlock');
  const isWhole = Object.values(SETTINGS).every((key) => isSet(own, key));
  const account = isWhole ? null : await ofAccount(bucket, aws);
  const fields = Object.fromEntries(
    Object.entries(SETTINGS).map(([field, key]) => [field, isSet(own, key) || isSet(account, key)]),
  );
  return { fields, answer: isWhole ? own : { bucket: own, account } };
}

async function ofAccount(bucket: Draft, aws: Caller): Promise<Answer | null> {
  try {
    const call = 's3control:GetPublicAccessBlock';
    return settled(await aws.call(bucket, call, { AccountId: bucket.account }), call);
  } catch (error) {
    if (error instanceof Unread && error.code === NONE) return null;
    throw error;
  }
}

function settled(answer: Answer | null, call: string): Answer | null {
  if (answer && !isObject(answer['PublicAccessBlockConfiguration']))
    throw malformed(call, 'the answer holds no settings');
  return answer;
}

function isSet(answer: Answer | null, key: string): boolean {
  const settings = answer?.['PublicAccessBlockConfiguration'];
  return isObject(settings) && settings[key] === true;
}
