/** Whether a policy lets strangers in: principals, conditions that tie them to somebody, and what a Deny takes back. */
import { describe, expect, it } from 'vitest';
import { admitsStrangers } from '../../../src/languages/resource-policy/index.ts';
import type { Truth } from '../../../src/model/verdict.ts';
import type { Written } from './statements.ts';
import { allow, BUCKET, deny, OBJECTS, OTHER, policy, variable, when, without } from './statements.ts';

const truthOf = (...statements: readonly Written[]) => admitsStrangers(policy(...statements), { actions: ['*'] }).truth;

describe('strangers', () => {
  it.each<readonly [what: string, principal: Written, truth: Truth]>([
    ['everybody', { Principal: '*' }, 'true'],
    ['everybody as an AWS principal', { Principal: { AWS: '*' } }, 'true'],
    ['everybody among others', { Principal: { AWS: [`arn:aws:iam::${OTHER}:root`, '*'] } }, 'true'],
    ['an account', { Principal: { AWS: OTHER } }, 'false'],
    ['a role', { Principal: { AWS: `arn:aws:iam::${OTHER}:role/reader` } }, 'false'],
    ['a service', { Principal: { Service: 'cloudtrail.amazonaws.com' } }, 'false'],
    [
      'a canonical user',
      { Principal: { CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' } },
      'false',
    ],
    ['a provider of identities', { Principal: { Federated: 'cognito-identity.amazonaws.com' } }, 'false'],
    ['every service, which is documented nowhere', { Principal: { Service: '*' } }, 'unknown'],
  ])('come in as %s: %j is %s', (_, principal, truth) => {
    expect(truthOf(allow(principal))).toBe(truth);
  });

  it('are all others than those that an Allow leaves out', () => {
    const others = { ...without(allow(), 'Principal'), NotPrincipal: { AWS: OTHER } };
    expect(truthOf(others)).toBe('true');
    expect(truthOf({ ...others, NotPrincipal: '*' })).toBe('false');
  });

  it('do not come in where there is no Allow', () => {
    expect(truthOf()).toBe('false');
    expect(truthOf(deny())).toBe('false');
  });
});

describe('a condition on who asks', () => {
  it.each<readonly [operator: string, key: string, value: string, truth: Truth]>([
    ['StringEquals', 'aws:PrincipalOrgID', 'o-exampleorg1', 'false'],
    ['StringEquals', 'AWS:principalorgid', 'o-exampleorg1', 'false'],
    ['StringLike', 'aws:PrincipalOrgID', '*', 'true'],
    ['StringLike', 'aws:PrincipalOrgID', 'o-example*', 'unknown'],
    // Without a wildcard operator a star is a star.
    ['StringEquals', 'aws:PrincipalOrgID', '*', 'false'],
    ['StringEqualsIfExists', 'aws:PrincipalOrgID', 'o-exampleorg1', 'true'],
    ['ForAllValues:StringEquals', 'aws:PrincipalOrgPaths', 'o-exampleorg1/r-ab12/', 'true'],
    ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-exampleorg1/r-ab12/*', 'false'],
    ['StringNotEquals', 'aws:PrincipalOrgID', 'o-exampleorg1', 'true'],
    ['StringEquals', 'aws:PrincipalAccount', OTHER, 'false'],
    ['ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${OTHER}:role/*`, 'false'],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/admin', 'true'],
    ['StringEquals', 'aws:SourceAccount', OTHER, 'false'],
    ['StringEquals', 'aws:SourceOwner', OTHER, 'false'],
    ['ArnLike', 'aws:SourceArn', `arn:aws:sns:*:${OTHER}:*`, 'false'],
    ['ArnEquals', 'aws:SourceArn', 'arn:aws:s3:::pictures', 'false'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:::pictures-*', 'unknown'],
    // As AWS's own example of a topic for notifications writes it.
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:*:*:pictures', 'false'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:*:*:pictures-*', 'true'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:*:*:*', 'true'],
    ['StringEquals', 'aws:SourceVpce', 'vpce-1a2b3c4d', 'false'],
    ['StringEquals', 'aws:SourceVpc', 'vpc-1a2b3c4d', 'false'],
    ['StringLike', 'aws:userid', 'AROAEXAMPLEEXAMPLEID:*', 'false'],
    ['StringEquals', 'kms:CallerAccount', OTHER, 'false'],
    ['StringEqualsIfExists', 'kms:CallerAccount', OTHER, 'false'],
    ['Null', 'aws:PrincipalOrgID', 'false', 'true'],
    ['StringEquals', 'aws:PrincipalAccount', variable('aws:ResourceAccount'), 'unknown'],
    ['NumericEquals', 'aws:PrincipalAccount', OTHER, 'unknown'],
  ])('%s %s %s leaves strangers: %s', (operator, key, value, truth) => {
    expect(truthOf(allow(when(operator, key, value)))).toBe(truth);
  });

  it('is enough beside others that anybody can meet', () => {
    const Condition = {
      StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' },
      Bool: { 'aws:SecureTransport': 'true' },
    };
    expect(truthOf(allow({ Condition }))).toBe('false');
  });

  it('of several values lets in as much as the widest of them', () => {
    expect(truthOf(allow(when('StringLike', 'aws:PrincipalOrgID', ['o-exampleorg1', '*'])))).toBe('true');
  });
});

describe('a condition that anybody can meet', () => {
  it.each<readonly [operator: string, key: string, value: string]>([
    ['Bool', 'aws:SecureTransport', 'true'],
    ['StringLike', 'aws:Referer', 'https://www.example.com/*'],
    ['StringEquals', 'aws:PrincipalTag/team', 'audit'],
    ['StringEquals', 's3:x-amz-acl', 'bucket-owner-full-control'],
    ['DateGreaterThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z'],
    ['StringEquals', 'sns:Protocol', 'https'],
    ['StringEquals', 'kms:ViaService', 's3.us-east-1.amazonaws.com'],
  ])('keeps nobody out: %s %s %s', (operator, key, value) => {
    expect(truthOf(allow(when(operator, key, value)))).toBe('true');
  });

  it('is not told from others, where the key is not known', () => {
    expect(truthOf(allow(when('StringEquals', 'saml:sub', 'somebody')))).toBe('unknown');
    expect(truthOf(allow(when('StringEquals', 's3:ExistingObjectTag/public', 'yes')))).toBe('unknown');
  });
});

describe('an address', () => {
  it.each<readonly [operator: string, value: string | string[], truth: Truth]>([
    ['IpAddress', '203.0.113.0/24', 'false'],
    ['IpAddress', '203.0.113.7', 'false'],
    ['IpAddress', '0.0.0.0/0', 'true'],
    ['IpAddress', '0.0.0.0/1', 'true'],
    ['IpAddress', '17.0.0.0/8', 'false'],
    ['IpAddress', '::/0', 'true'],
    ['IpAddress', '2001:db8::/32', 'false'],
    ['IpAddress', ['203.0.113.0/24', '0.0.0.0/0'], 'true'],
    ['IpAddressIfExists', '203.0.113.0/24', 'true'],
    ['NotIpAddress', '203.0.113.0/24', 'true'],
  ])('%s %j leaves strangers: %s', (operator, value, truth) => {
    expect(truthOf(allow(when(operator, 'aws:SourceIp', value)))).toBe(truth);
  });
});

describe('a service', () => {
  it('is no stranger', () => {
    expect(truthOf(allow(when('Bool', 'aws:PrincipalIsAWSService', 'true')))).toBe('false');
    expect(truthOf(allow(when('Bool', 'aws:PrincipalIsAWSService', 'false')))).toBe('true');
  });
});

describe('a Deny', () => {
  it.each<readonly [what: string, statement: Written, truth: Truth]>([
    ['of everything', deny(), 'false'],
    ['of all but an organization', deny(when('StringNotEquals', 'aws:PrincipalOrgID', 'o-exampleorg1')), 'false'],
    ['of all but an account', { ...without(deny(), 'Principal'), NotPrincipal: { AWS: OTHER } }, 'false'],
    ['of all but a network', deny(when('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24')), 'false'],
    ['of somebody with a name', deny({ Principal: { AWS: OTHER } }), 'true'],
    ['of another action', deny({ Action: 's3:PutObject' }), 'true'],
    ['of other actions', { ...without(deny(), 'Action'), NotAction: 's3:GetObject' }, 'true'],
    ['of all but another action', { ...without(deny(), 'Action'), NotAction: 's3:PutObject' }, 'false'],
    ['of part of the objects', deny({ Resource: `${BUCKET}/private/*` }), 'true'],
    ['of the objects', deny({ Resource: OBJECTS }), 'false'],
    ['of all but other objects', { ...without(deny(), 'Resource'), NotResource: 'arn:aws:s3:::pictures/*' }, 'false'],
    ['without TLS, which strangers can use', deny(when('Bool', 'aws:SecureTransport', 'false')), 'true'],
    ['where a key is there, which strangers can leave out', deny(when('Null', 'aws:SourceVpce', 'false')), 'true'],
    [
      'of what nobody needs to be',
      deny(when('ForAnyValue:StringNotEquals', 'aws:PrincipalOrgPaths', 'o-a/r-b/')),
      'true',
    ],
    ['that is not decided', deny(when('StringEquals', 'saml:sub', 'somebody')), 'unknown'],
  ])('%s leaves strangers in or not', (_, statement, truth) => {
    expect(truthOf(allow(), statement)).toBe(truth);
  });

  it('has to cover all that is allowed', () => {
    expect(truthOf(allow({ Action: ['s3:GetObject', 's3:PutObject'] }), deny({ Action: 's3:Get*' }))).toBe('true');
    expect(truthOf(allow({ Action: 's3:Get*' }), deny({ Action: 's3:GetObject' }))).toBe('true');
    expect(truthOf(allow({ Action: 's3:get?bject' }), deny({ Action: 'S3:Get*' }))).toBe('false');
  });
});

describe('several statements', () => {
  it('take back together what each takes a part of', () => {
    const both = allow({ Action: ['s3:GetObject', 's3:PutObject'] });
    expect(truthOf(both, deny({ Action: 's3:Get*' }), deny({ Action: 's3:Put*' }))).toBe('false');
  });

  it('take back what one speaks of by name and the other by what it leaves out', () => {
    const others = { ...without(allow(), 'Action'), NotAction: 's3:Get*' };
    expect(truthOf(others, { ...without(deny(), 'Action'), NotAction: 's3:Get*' })).toBe('false');
  });

  it('are not decided where one asks for what the other denies', () => {
    const withTls = allow(when('Bool', 'aws:SecureTransport', 'true'));
    expect(truthOf(withTls, deny(when('Bool', 'aws:SecureTransport', 'true')))).toBe('unknown');
    expect(truthOf(withTls, deny(when('Bool', 'aws:SecureTransport', 'false')))).toBe('true');
  });

  it('are not decided where IAM fills in a part of the resource', () => {
    const own = `arn:aws:s3:::logs/${variable('aws:username')}/*`;
    expect(truthOf(allow({ Resource: own }))).toBe('unknown');
    expect(truthOf(allow(), deny({ Resource: own }))).toBe('true');
  });
});

describe('actions asked about', () => {
  const asked = (action: Written, ...actions: readonly string[]) =>
    admitsStrangers(policy({ ...without(allow(), 'Action'), ...action }), { actions }).truth;

  it('count alone, with wildcards on either side and in any case', () => {
    expect(asked({ Action: 's3:GetObject' }, 's3:putobject')).toBe('false');
    expect(asked({ Action: 'S3:Get*' }, 's3:*object')).toBe('true');
    expect(asked({ Action: '*' }, 's3:putobject')).toBe('true');
    expect(asked({ NotAction: 's3:Get*' }, 's3:getobject')).toBe('false');
    expect(asked({ NotAction: 's3:Get*' }, 's3:putobject')).toBe('true');
  });

  it('are taken back by a Deny of these alone', () => {
    const both = policy(allow({ Action: 's3:*' }), deny({ Action: 's3:PutObject' }));
    expect(admitsStrangers(both, { actions: ['s3:putobject'] }).truth).toBe('false');
    expect(admitsStrangers(both, { actions: ['s3:getobject'] }).truth).toBe('true');
  });
});

describe('the sentence', () => {
  it('names the statement, the action and the condition that keeps nobody out', () => {
    const open = allow({ Sid: 'Web', ...when('StringLike', 'aws:Referer', 'https://example.com/*') });
    expect(admitsStrangers(policy(deny({ Principal: { AWS: OTHER } }), open), { actions: ['*'] }).sentence).toBe(
      'statement 2 (Web) lets everybody do s3:getobject, and StringLike aws:Referer keeps no stranger out',
    );
  });

  it('names what is not decided', () => {
    const doubtful = allow(when('StringEquals', 'saml:sub', 'somebody'));
    expect(admitsStrangers(policy(doubtful), { actions: ['*'] }).sentence).toBe(
      'whether statement 1 lets strangers do s3:getobject depends on StringEquals saml:sub, which is not decided',
    );
  });
});
