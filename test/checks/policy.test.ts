/** Check words on policies: what each asks of a bucket or a topic, and what is wrong with an input. */
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/audit.ts';
import { vocabulary } from '../../src/checks/vocabulary.ts';
import { evaluateRules } from '../../src/evaluate/index.ts';
import { factories } from '../../src/kinds/factories.ts';
import { kinds } from '../../src/kinds/index.ts';
import type { Value } from '../../src/model/value.ts';
import { buildTestSnapshot } from '../../src/rulebook/tests.ts';

function ruleOf(kind: string, assert: string): string {
  return `id: test.rule\ntitle: A rule of a test\nseverity: high\nfor: ${kind}\nassert: { ${assert} }\n`;
}

/** Verdict and message of a rule on the bucket or topic that is given. */
function judged(kind: 'bucket' | 'kmsKey' | 'topic', assert: string, policy: Value) {
  const rulebook = compileRules([{ file: 'rules/test.rule.yaml', text: ruleOf(kind, assert) }]);
  const around = { bucket: { trails: [{ bucket: 'it' }] }, kmsKey: {}, topic: { alarms: [{ topics: ['it'] }] } }[kind];
  const given = { ...around, [`${kind}s`]: [{ name: 'it', policy }] };
  const test = { name: 'it', given, expect: 'pass' } as unknown as Parameters<typeof buildTestSnapshot>[0];
  const { snapshot, mistakes } = buildTestSnapshot(test, kinds, factories);
  expect(mistakes).toEqual([]);
  const [found] = evaluateRules(rulebook, snapshot, vocabulary).findings;
  return `${found?.verdict}: ${found?.message}`;
}

const statement = (changes: object) =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', ...changes }] });

describe('policyAllowsPublic', () => {
  it('says which statement lets everybody in', () => {
    expect(judged('bucket', 'policyAllowsPublic: false', statement({ Sid: 'Open', Action: 's3:GetObject' }))).toBe(
      'fail: The policy of bucket it: statement 1 (Open) lets everybody do s3:getobject.',
    );
    expect(judged('bucket', 'policyAllowsPublic: true', statement({}))).toMatch(/^pass/);
    expect(judged('bucket', 'policyAllowsPublic: false', null)).toMatch(/^pass: .*no statement lets strangers in/);
  });

  it('counts the actions that are named', () => {
    const listing = statement({ Action: 'sns:Subscribe' });
    expect(judged('topic', 'policyAllowsPublic: { is: false, actions: [sns:Publish] }', listing)).toMatch(/^pass/);
    expect(judged('topic', 'policyAllowsPublic: { is: false, actions: [sns:Sub*] }', listing)).toMatch(/^fail/);
  });

  it('lets the policy pass that SNS writes by itself', () => {
    const own = statement({
      Principal: { AWS: '*' },
      Condition: { StringEquals: { 'AWS:SourceOwner': '111122223333' } },
    });
    expect(judged('topic', 'policyAllowsPublic: false', own)).toMatch(/^pass/);
  });

  it('tells keys that anybody may use from those that one account may', () => {
    const ofAws = { Action: ['kms:Encrypt', 'kms:Decrypt'], Principal: { AWS: '*' } };
    const via = { 'kms:ViaService': 'sns.us-east-1.amazonaws.com' };
    const own = statement({ ...ofAws, Condition: { StringEquals: { 'kms:CallerAccount': '111122223333', ...via } } });
    expect(judged('kmsKey', 'policyAllowsPublic: false', own)).toMatch(/^pass/);
    const open = statement({ ...ofAws, Condition: { StringEquals: via } });
    expect(judged('kmsKey', 'policyAllowsPublic: false', open)).toMatch(
      /^fail: .*lets everybody do kms:encrypt, kms:decrypt, and StringEquals kms:ViaService keeps no stranger out/,
    );
  });

  it('is unknown where the policy was not read or is none', () => {
    expect(judged('bucket', 'policyAllowsPublic: false', '$denied')).toMatch(/^unknown: .*policy could not be read/);
    expect(judged('bucket', 'policyAllowsPublic: false', 'no JSON')).toMatch(
      /^unknown: .*no policy that could be read/,
    );
  });
});

describe('policyDenies', () => {
  it('asks a topic as one thing', () => {
    const noTls = { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
    const asked = 'policyDenies: { actions: [sns:Publish], when: { aws:SecureTransport: false } }';
    expect(judged('topic', asked, statement({ ...noTls, Action: 'sns:Publish' }))).toMatch(/^pass/);
    expect(judged('topic', asked, statement({ ...noTls, Action: 'sns:Subscribe' }))).toMatch(
      /^fail: .*sns:publish on arn:aws:sns:us-east-1:111122223333:it is not denied to everybody/,
    );
  });

  it('asks for every action without a condition', () => {
    expect(judged('topic', 'policyDenies: { actions: [sns:Publish] }', statement({ Effect: 'Deny' }))).toMatch(/^pass/);
  });
});

describe('policyAllowsOnly', () => {
  it('lets in its own account and those named', () => {
    const reader = statement({ Principal: { AWS: ['111122223333', '444455556666'] } });
    expect(judged('bucket', "policyAllowsOnly: { principals: ['4444*'] }", reader)).toMatch(/^pass/);
    expect(judged('bucket', 'policyAllowsOnly: { principals: [] }', reader)).toBe(
      'fail: The policy of bucket it: statement 1 lets account 444455556666 do anything.',
    );
  });
});

describe('an input that makes no sense', () => {
  it.each([
    ['trail', 'policyAllowsPublic: false', /policyAllowsPublic cannot be asked of trail/],
    ['bucket', 'policyAllowsPublic: no strangers', /must be true or false/],
    ['bucket', 'policyAllowsPublic: { actions: [s3:*] }', /needs is: true or false/],
    ['bucket', 'policyAllowsPublic: { is: false, action: s3:* }', /has no key "action"/],
    ['bucket', 'policyAllowsPublic: { is: false, actions: s3:* }', /actions must be a list/],
    ['bucket', 'policyAllowsOnly: nobody', /needs principals/],
    ['bucket', 'policyAllowsOnly: { actions: [s3:*] }', /principals must be a list/],
    ['bucket', 'policyAllowsOnly: { principals: [], who: [] }', /has no key "who"/],
    ['bucket', 'policyAllowsOnly: { principals: [], actions: [] }', /actions must be a list/],
    ['bucket', 'policyDenies: all', /needs actions/],
    ['bucket', 'policyDenies: { when: { a: b } }', /actions must be a list/],
    ['bucket', 'policyDenies: { actions: [s3:*], when: [tls] }', /when must map/],
    ['bucket', 'policyDenies: { actions: [s3:*], unless: {} }', /has no key "unless"/],
  ])('is a mistake: %s, %s', (kind, assert, words) => {
    expect(() => compileRules([{ file: 'rules/test.rule.yaml', text: ruleOf(kind, assert) }])).toThrow(words);
  });
});
