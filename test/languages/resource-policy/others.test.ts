/** Whom a policy lets in besides those that are expected. */
import { describe, expect, it } from 'vitest';
import { admitsOnly } from '../../../src/languages/resource-policy/index.ts';
import type { Truth } from '../../../src/model/verdict.ts';
import type { Written } from './statements.ts';
import { allow, deny, OTHER, OWN, policy, when, without } from './statements.ts';

const READER = `arn:aws:iam::${OTHER}:role/reader`;
const EXPECTED = { account: OWN, actions: ['s3:getobject'], principals: [READER, 'logs.example.com', 'o-ours000000'] };
const answer = (...statements: readonly Written[]) => admitsOnly(policy(...statements), EXPECTED);
const to = (principal: Written['Principal'], changes: Written = {}) =>
  allow({ Principal: principal ?? null, ...changes });

describe('only those expected are let in', () => {
  it.each<readonly [what: string, statement: Written, truth: Truth]>([
    ['the account itself', to({ AWS: `arn:aws:iam::${OWN}:root` }), 'true'],
    ['a role of the account', to({ AWS: `arn:aws:iam::${OWN}:role/any` }), 'true'],
    ['a session of the account', to({ AWS: `arn:aws:sts::${OWN}:assumed-role/any/one` }), 'true'],
    ['a role that is named', to({ AWS: READER }), 'true'],
    ['a service that is named', to({ Service: 'logs.example.com' }), 'true'],
    ['another role of that account', to({ AWS: `${READER}s` }), 'false'],
    ['one of two', to({ AWS: [READER, OTHER] }), 'false'],
    ['another service', to({ Service: 'sns.amazonaws.com' }), 'false'],
    [
      'another service, for the account',
      to({ Service: 'sns.amazonaws.com' }, when('StringEquals', 'aws:SourceAccount', OWN)),
      'true',
    ],
    [
      'another service, for a topic of the account',
      to({ Service: 'sns.amazonaws.com' }, when('ArnLike', 'aws:SourceArn', `arn:aws:sns:us-east-1:${OWN}:*`)),
      'true',
    ],
    [
      'another service, for somebody else',
      to({ Service: 'sns.amazonaws.com' }, when('StringEquals', 'aws:SourceAccount', OTHER)),
      'false',
    ],
    // As a text, a star runs across colons into names that others give: arn:aws:lambda:us-east-1:444455556666:function:111122223333:1.
    [
      'another service, for a function whose ARN is compared as a text',
      to({ Service: 'sns.amazonaws.com' }, when('StringLike', 'aws:SourceArn', `arn:aws:lambda:*:${OWN}:*`)),
      'unknown',
    ],
    [
      'another service, for a trail whose name holds no colon',
      to({ Service: 'sns.amazonaws.com' }, when('StringLike', 'aws:SourceArn', `arn:aws:cloudtrail:*:${OWN}:trail/*`)),
      'true',
    ],
    [
      'nobody, where a star is compared as a star',
      to('*', when('StringEquals', 'aws:SourceArn', `arn:aws:sns:us-east-1:${OTHER}:*`)),
      'true',
    ],
    ['everybody', to('*'), 'false'],
    ['everybody of the account', to('*', when('StringEquals', 'aws:PrincipalAccount', OWN)), 'true'],
    [
      'everybody of an organization that is named',
      to('*', when('StringEquals', 'aws:PrincipalOrgID', 'o-ours000000')),
      'true',
    ],
    ['everybody of another organization', to('*', when('StringEquals', 'aws:PrincipalOrgID', 'o-theirs0000')), 'false'],
    [
      'everybody of either',
      to('*', when('StringEquals', 'aws:PrincipalOrgID', ['o-ours000000', 'o-theirs0000'])),
      'false',
    ],
    [
      'everybody, if it is known to be ours',
      to('*', when('StringEqualsIfExists', 'aws:PrincipalOrgID', 'o-ours000000')),
      'false',
    ],
    [
      'everybody of another organization without signature, which is nobody',
      to('*', {
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-theirs0000' }, Null: { 'aws:PrincipalArn': 'true' } },
      }),
      'unknown',
    ],
    ['everybody in a network', to('*', when('StringEquals', 'aws:SourceVpc', 'vpc-1a2b3c4d')), 'unknown'],
    ['everybody by a key that is not known', to('*', when('StringEquals', 'saml:sub', 'x')), 'unknown'],
    ['all but somebody', { ...without(allow(), 'Principal'), NotPrincipal: { AWS: OTHER } }, 'false'],
    ['somebody for another action', to({ AWS: OTHER }, { Action: 's3:ListBucket' }), 'true'],
    [
      'somebody for all but the action',
      { ...without(to({ AWS: OTHER }), 'Action'), NotAction: 's3:GetObject' },
      'true',
    ],
    ['somebody for every action', to({ AWS: OTHER }, { Action: '*' }), 'false'],
  ])('%s: %j', (_, statement, truth) => {
    expect(answer(statement).truth).toBe(truth);
  });

  it('by a policy without statements', () => {
    expect(answer().truth).toBe('true');
  });
});

describe('a Deny takes back', () => {
  const allowed = to({ AWS: OTHER });
  it.each<readonly [what: string, statement: Written, truth: Truth]>([
    ['what everybody is denied', deny(), 'true'],
    ['what that account is denied', deny({ Principal: { AWS: `arn:aws:iam::${OTHER}:root` } }), 'true'],
    ['nothing where others are denied', deny({ Principal: { AWS: '777788889999' } }), 'false'],
    ['nothing without TLS, which they can use', deny(when('Bool', 'aws:SecureTransport', 'false')), 'false'],
    [
      'perhaps what others than an organization are denied',
      deny(when('StringNotEquals', 'aws:PrincipalOrgID', 'o-ours000000')),
      'unknown',
    ],
    [
      'perhaps what others than somebody are denied',
      { ...without(deny(), 'Principal'), NotPrincipal: { AWS: READER } },
      'unknown',
    ],
    ['nothing that it leaves out', { ...without(deny(), 'Principal'), NotPrincipal: { AWS: OTHER } }, 'false'],
  ])('%s', (_, statement, truth) => {
    expect(answer(allowed, statement).truth).toBe(truth);
  });

  it('nothing for certain from whom the Allow singles out', () => {
    const theirs = to('*', when('StringEquals', 'aws:PrincipalOrgID', 'o-theirs0000'));
    const butTheirs = deny(when('StringNotEquals', 'aws:PrincipalOrgID', 'o-theirs0000'));
    expect(answer(theirs, butTheirs).truth).toBe('unknown');
    expect(answer(theirs, deny()).truth).toBe('true');
  });

  it.each<readonly [what: string, statement: Written]>([
    ['an organization that was not named', deny(when('StringNotEquals', 'aws:PrincipalOrgID', 'o-theirs0000'))],
    ['an account that was not named', { ...without(deny(), 'Principal'), NotPrincipal: { AWS: OTHER } }],
    ['a network', deny(when('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24'))],
    ['services', deny(when('Bool', 'aws:PrincipalIsAWSService', 'false'))],
  ])('perhaps not from %s, of all that it is taken from', (_, statement) => {
    expect(answer(to('*'), statement).truth).toBe('unknown');
  });

  it('what several statements take a part of', () => {
    const both = to({ AWS: OTHER }, { Action: 's3:Get*', Resource: ['arn:aws:s3:::logs/a', 'arn:aws:s3:::logs/b'] });
    const [first, second] = ['a', 'b'].map((each) => deny({ Resource: `arn:aws:s3:::logs/${each}` }));
    expect(answer(both, first ?? {}, second ?? {}).truth).toBe('true');
    expect(answer(both, first ?? {}).truth).toBe('false');
  });

  it('perhaps from a role what its account is denied', () => {
    expect(answer(to({ AWS: `${READER}s` }), deny({ Principal: { AWS: OTHER } })).truth).toBe('unknown');
  });

  it('from strangers, where all but an organization are denied', () => {
    const others = deny(when('StringNotEquals', 'aws:PrincipalOrgID', 'o-ours000000'));
    expect(answer(to('*'), others).truth).toBe('true');
  });
});

describe('whoever names an account', () => {
  it.each<readonly [what: string, named: string, statement: Written, truth: Truth]>([
    ['expects the account', OTHER, to({ AWS: OTHER }), 'true'],
    ['expects its roles', OTHER, to({ AWS: `arn:aws:iam::${OTHER}:role/reader` }), 'true'],
    ['expects its sessions', OTHER, to({ AWS: `arn:aws:sts::${OTHER}:assumed-role/reader/one` }), 'true'],
    ['expects roles that a condition names', OTHER, to('*', when('ArnLike', 'aws:PrincipalArn', READER)), 'true'],
    ['expects its resources', OTHER, to('*', when('ArnLike', 'aws:SourceArn', `arn:aws:sns:*:${OTHER}:*`)), 'true'],
    ['may write it as its root', `arn:aws:iam::${OTHER}:root`, to({ AWS: READER }), 'true'],
    ['expects no other one', OTHER, to({ AWS: 'arn:aws:iam::777788889999:role/reader' }), 'false'],
    [
      'expects no role of that name anywhere',
      OTHER,
      to('*', when('ArnLike', 'aws:PrincipalArn', '*:role/reader')),
      'false',
    ],
  ])('%s: %s, %j', (_, named, statement, truth) => {
    expect(admitsOnly(policy(statement), { ...EXPECTED, principals: [named] }).truth).toBe(truth);
  });
});

describe('a path of an organization', () => {
  it.each<readonly [key: string, value: string, truth: Truth]>([
    ['aws:PrincipalOrgPaths', 'o-ours000000/r-ab12/ou-ab12-11111111/*', 'true'],
    ['aws:SourceOrgPaths', 'o-ours000000/*', 'true'],
    ['aws:PrincipalOrgPaths', 'o-theirs0000/r-ab12/*', 'false'],
    // Whatever else begins so is let in.
    ['aws:PrincipalOrgPaths', 'o-ours*/r-ab12/*', 'false'],
  ])('%s %s', (key, value, truth) => {
    expect(answer(to('*', when('ForAnyValue:StringLike', key, value))).truth).toBe(truth);
  });

  it('may be absent where all values there are have to fit', () => {
    const path = when('ForAllValues:StringLike', 'aws:PrincipalOrgPaths', 'o-ours000000/*');
    expect(answer(to('*', path)).truth).toBe('false');
  });
});

it('the sentence names the statement, whom and what', () => {
  expect(answer(to({ AWS: `arn:aws:iam::${OTHER}:root` }, { Sid: 'Partner' })).sentence).toBe(
    `statement 1 (Partner) lets account ${OTHER} do s3:getobject`,
  );
});
