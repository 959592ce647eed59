/** What a trail belongs to, and the bucket it delivers to. */
import { parseArn, printArn } from '../../model/arn.ts';
import type { Resource } from '../../model/resource.ts';
import type { Relation } from '../kind.ts';
import { text } from '../kind.ts';

export const owner: Relation = {
  kind: 'account',
  many: false,
  about: 'The account it was made in.',
  by: [],
  from: (resource) => [resource.account],
  to: (candidate) => [candidate.id],
  wants: ({ account }) => [{ kind: 'account', account, region: '' }],
};

export const logBucket: Relation = {
  kind: 'bucket',
  many: false,
  about: 'The bucket it delivers to, in whichever of the accounts looked at.',
  by: ['bucket'],
  from: bucketArn,
  to: (candidate) => [candidate.id],
  wants: (resource) => {
    const name = text(resource.fields['bucket']);
    return name === null ? [] : [{ kind: 'bucket', account: resource.account, region: resource.region, within: name }];
  },
};

export const ownBucket: Relation = {
  ...logBucket,
  about: 'The bucket it delivers to, where that belongs to the account of the trail.',
  joins: (resource, candidate) => resource.account === candidate.account,
};

/** Names of buckets are unique in a partition. */
function bucketArn(resource: Resource): readonly string[] {
  const name = text(resource.fields['bucket']);
  const partition = parseArn(resource.id)?.partition ?? 'aws';
  return name === null ? [] : [printArn({ partition, service: 's3', region: '', account: '', name })];
}
