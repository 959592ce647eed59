/** Which of two names is the other misspelt, and which are two names of AWS. */
import { describe, expect, it } from 'vitest';
import { isSlip } from '../../src/model/suggest.ts';

describe('a slip', () => {
  it.each([
    ['a letter too few', 'DeletBucket', 'DeleteBucket'],
    ['a letter too many', 'DeleteBuckets', 'DeleteBucket'],
    ['a wrong letter', 'DeleteBuckat', 'DeleteBucket'],
    ['two letters that changed places', 'DeleteBukcet', 'DeleteBucket'],
    ['one in each of two words', 'DeletBuckt', 'DeleteBucket'],
    ['two in a long word', 'AuthorizeSecurtyGroupIngress', 'AuthorizeSecurityGroupIngress'],
    ['a capital letter that is missing, and one more letter', 'Deletebuckets', 'DeleteBucket'],
    ['a name with dots', 's3.amazonws.com', 's3.amazonaws.com'],
  ])('is %s', (_what, one, other) => {
    expect(isSlip(one, other)).toBe(true);
    expect(isSlip(other, one)).toBe(true);
  });

  it.each([
    ['GetBucketPolicy', 'PutBucketPolicy'],
    ['CreateBucket', 'DeleteBucket'],
    ['CreateRole', 'CreateRule'],
    ['CreateRoute', 'CreateRole'],
    ['AttachRolePolicy', 'DetachRolePolicy'],
    ['RegisterTargets', 'DeregisterTargets'],
    ['AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress'],
    ['sns.amazonaws.com', 'sqs.amazonaws.com'],
    ['ec2.amazonaws.com', 's3.amazonaws.com'],
    ['111122223333', '111122223334'],
    ['DeleteBucket', 'DeleteBucket'],
    ['DeleteBucket', 'DeleteBucketPolicy'],
  ])('is none: %s and %s are two names', (one, other) => {
    expect(isSlip(one, other)).toBe(false);
    expect(isSlip(other, one)).toBe(false);
  });
});
