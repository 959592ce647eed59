/** Which of two names is the other misspelt, and which are two names of AWS. */
import { describe, expect, it } from 'vitest';
import { isSlip, suggest } from '../../src/model/suggest.ts';

describe('a name that is not known', () => {
  const RULES = ['trail.multi-region', 'trail.kms-encrypted', 'alarm.iam-user-created', 'alarm.iam-policy-changes'];
  const VERSIONS = ['cis-4.0', 'cis-5.0', 'hipaa', 'pci-dss-4.0.1'];

  it.each<readonly [what: string, name: string, known: readonly string[], question: string]>([
    ['is near to one by a slip', 'trail.multiregoin', RULES, ' (did you mean "trail.multi-region"?)'],
    ['is held by one', 'multi-region', RULES, ' (did you mean "trail.multi-region"?)'],
    ['is held by a few', 'alarm.iam', RULES, ' (did you mean "alarm.iam-user-created" or "alarm.iam-policy-changes"?)'],
    ['is held by one, in other letters', 'HIPA', VERSIONS, ' (did you mean "hipaa"?)'],
    ['is another version of some', 'cis-9.0', VERSIONS, ' (did you mean "cis-4.0" or "cis-5.0"?)'],
    ['is as near to one as to another', 'bat', ['cat', 'rat', 'cow'], ''],
    ['is near to none', 'zebra', [...RULES, ...VERSIONS], ''],
    ['is a letter that many hold', 'a', RULES, ''],
    ['begins as one does, and is no version of it', 'pcx', VERSIONS, ''],
    ['is held by too many', 'rule', Array.from({ length: 13 }, (_, index) => `rule.${'abcdefghijklm'[index]}`), ''],
  ])('%s', (_what, name, known, question) => {
    expect(suggest(name, known)).toBe(question);
  });
});

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
