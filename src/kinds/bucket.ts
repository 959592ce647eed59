/** An S3 bucket that receives audit logs: whose it is, who may reach it, and how long it keeps what it gets. */
import { partitionOf, printArn } from '../model/arn.ts';
import type { Caller, Draft, Want } from '../model/collect.ts';
import { malformed, Unread } from '../model/collect.ts';
import { isObject } from '../model/value.ts';
import { access } from './bucket/access.ts';
import { example } from './bucket/example.ts';
import { keeping } from './bucket/keeping.ts';
import type { Kind } from './kind.ts';
import { text } from './kind.ts';

export const bucket: Kind = {
  name: 'bucket',
  example,
  about: 'An S3 bucket that a trail delivers to, of an account that is looked at. No others are read.',
  population: { through: ['trail.logBucket'] },
  fields: {
    name: { type: 'string', about: 'Name.', read: 'list' },
    ownerAccount: { type: 'string', about: 'Id of the account it belongs to.', read: 'list' },
    createdAt: { type: 'time', about: 'When it was made.', read: 'list' },
    ...access.fields,
    ...keeping.fields,
  },
  relations: {},
  list: {
    calls: ['s3:ListBuckets', 's3:HeadBucket'],
    actions: ['s3:ListAllMyBuckets', 's3:ListBucket'],
    exists,
    async *read(want, aws) {
      const name = want.within ?? '';
      // Of the names that begin with it, it is the first.
      const answer = await aws.call(want, 's3:ListBuckets', { Prefix: name, MaxBuckets: 10 });
      const items = answer['Buckets'];
      if (!Array.isArray(items)) throw malformed('s3:ListBuckets', 'the answer holds no Buckets');
      const item = items.filter(isObject).find((each) => each['Name'] === name);
      if (!item) return;
      const region = text(item['BucketRegion']) ?? (await regionOf(name, want, aws));
      const draft: Draft = {
        kind: 'bucket',
        id: bucketArn(name, want.region),
        name,
        account: aws.account,
        region,
        fields: { name, ownerAccount: aws.account, createdAt: text(item['CreationDate']) },
        origins: { list: { call: 's3:ListBuckets', account: aws.account, region: want.region, answer: item } },
      };
      yield [draft];
    },
  },
  details: { ...access.details, ...keeping.details },
};

/** Its ARN, in the partition of a region. */
function bucketArn(name: string, region: string): string {
  return printArn({ partition: partitionOf(region), service: 's3', region: '', account: '', name });
}

/**
 * Where a list names no region: `us-east-1` has no constraint, and Ireland an old name. AWS names it whenever it is asked with a prefix
 * ("ListBuckets"), so nobody needs leave for this call; what else speaks S3 may not.
 */
async function regionOf(name: string, want: Want, aws: Caller): Promise<string> {
  const answer = await aws.call(want, 's3:GetBucketLocation', { Bucket: name, ExpectedBucketOwner: aws.account });
  const constraint = text(answer['LocationConstraint']);
  return constraint === 'EU' ? 'eu-west-1' : (constraint ?? 'us-east-1');
}

/** Whoever may not look into a bucket is refused, and whoever asks in the wrong region is sent on: it is there. */
async function exists(want: Want, aws: Caller): Promise<boolean> {
  try {
    await aws.call(want, 's3:HeadBucket', { Bucket: want.within ?? '' });
    return true;
  } catch (error) {
    if (!(error instanceof Unread)) throw error;
    if (/^(NotFound|NoSuchBucket)$/.test(error.code)) return false;
    if (error.reason === 'denied' || /\(HTTP 30[17]\)/.test(error.message)) return true;
    throw error;
  }
}
