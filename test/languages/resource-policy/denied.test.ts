/** Whether a request is denied to everybody: every action, every part of the resource, under no further condition. */
import { describe, expect, it } from 'vitest';
import { deniesEverybody } from '../../../src/languages/resource-policy/index.ts';
import type { Written } from './statements.ts';
import { allow, BUCKET, deny, OBJECTS, OTHER, policy, variable, when, without } from './statements.ts';

const PLAIN_HTTP = {
  actions: ['s3:*'],
  resources: [BUCKET, OBJECTS],
  context: new Map([['aws:securetransport', 'false']]),
};
const answer = (...statements: readonly Written[]) => deniesEverybody(policy(...statements), PLAIN_HTTP);
const NO_TLS = { Bool: { 'aws:SecureTransport': 'false' } };
const noTls = { Condition: NO_TLS };

describe('requests without TLS', () => {
  it.each<readonly [what: string, statement: Written]>([
    ['as the documentation says it', deny({ Resource: [BUCKET, OBJECTS], ...noTls })],
    ['on everything', deny(noTls)],
    ['for every action of AWS', deny({ Action: '*', ...noTls })],
    ['with one pattern for the bucket and its objects', deny({ Resource: `${BUCKET}*`, ...noTls })],
    ['with a truth value in place of a text', deny(when('Bool', 'aws:SecureTransport', false))],
    ['to AWS principals', deny({ Principal: { AWS: '*' }, ...noTls })],
    ['unless TLS is used', deny(when('StringNotEquals', 'aws:SecureTransport', 'true'))],
    ['if it is known', deny(when('BoolIfExists', 'aws:SecureTransport', 'false'))],
    ['always', deny()],
    ['but for another service', { ...without(deny(noTls), 'Action'), NotAction: 'sqs:*' }],
  ])('are denied %s', (_, statement) => {
    expect(answer(allow(), statement).truth).toBe('true');
  });

  it('are denied by two statements together', () => {
    const parts = [BUCKET, OBJECTS].map((Resource) => deny({ Resource, ...noTls }));
    expect(answer(...parts).truth).toBe('true');
  });

  it.each<readonly [what: string, statement: Written, why: RegExp]>([
    [
      'the objects',
      deny({ Resource: BUCKET, ...noTls }),
      /s3:\* on arn:aws:s3:::logs\/\* .*does not speak of that resource/,
    ],
    ['the bucket', deny({ Resource: OBJECTS, ...noTls }), /s3:\* on arn:aws:s3:::logs is/],
    ['objects with longer names', deny({ Resource: [BUCKET, `${BUCKET}/?`], ...noTls }), /logs\/\*/],
    ['writing', deny({ Action: 's3:Get*', ...noTls }), /no Deny speaks of that action/],
    ['reading', { ...without(deny(noTls), 'Action'), NotAction: 's3:GetObject' }, /no Deny speaks of that action/],
    ['others', deny({ Principal: { AWS: OTHER }, ...noTls }), /does not speak of everybody/],
    [
      'those left out',
      { ...without(deny(noTls), 'Principal'), NotPrincipal: { AWS: OTHER } },
      /does not speak of everybody/,
    ],
    [
      'requests with TLS instead',
      deny(when('Bool', 'aws:SecureTransport', 'true')),
      /depends on Bool aws:SecureTransport/,
    ],
    [
      'those in a network',
      deny({ Condition: { Bool: { 'aws:SecureTransport': 'false' }, NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }),
      /NotIpAddress aws:SourceIp/,
    ],
  ])('escape as %s', (_, statement, why) => {
    const { truth, sentence } = answer(statement);
    expect(truth).toBe('false');
    expect(sentence).toMatch(why);
  });

  it('may be denied by several statements together', () => {
    const { sentence } = answer(deny({ Resource: BUCKET, ...noTls }), deny({ Resource: OBJECTS, ...noTls }));
    expect(sentence).toBe('statement 1 and statement 2 deny it to everybody');
  });

  it('may be denied together by what takes a part each', () => {
    const reading = deny({ Action: 's3:Get*', ...noTls });
    const others = { ...without(deny(noTls), 'Action'), NotAction: 's3:Get*' };
    expect(answer(reading, others).truth).toBe('true');
    expect(answer(reading, deny({ Action: 's3:Put*', ...noTls })).truth).toBe('false');
  });

  it.each<readonly [what: string, conditions: Written]>([
    ['a policy variable', when('StringEquals', 'aws:SecureTransport', variable('aws:SecureTransport'))],
    [
      'a day that has come',
      { Condition: { ...NO_TLS, DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } } },
    ],
    [
      'a number that may not be sent',
      { Condition: { ...NO_TLS, NumericLessThanIfExists: { 's3:TlsVersion': '1.2' } } },
    ],
  ])('are perhaps denied by %s', (_, conditions) => {
    expect(answer(deny(conditions)).truth).toBe('unknown');
  });

  it('are denied where the key is there, which it always is', () => {
    expect(answer(deny(when('Null', 'aws:SecureTransport', 'false'))).truth).toBe('true');
  });

  it('escape where there is no Deny', () => {
    expect(answer(allow(when('Bool', 'aws:SecureTransport', 'true')))).toMatchObject({ truth: 'false' });
    expect(answer().sentence).toMatch(/it has no Deny$/);
  });
});
