/** Counterexamples: the record that nobody hears of is like a real one, and what sets it apart reads as what the pattern leaves out. */
import { describe, expect, it } from 'vitest';
import { matchPattern, parsePattern } from '../../src/languages/filter-pattern/index.ts';
import { meets } from '../../src/languages/record-condition/index.ts';
import type { RecordCondition } from '../../src/model/record-condition.ts';
import type { EventClass } from '../../src/model/rule.ts';
import type { CloudTrailRecord } from '../../src/model/value.ts';
import { ACCOUNT, EVENTS, proofWith } from './healthy.ts';

const ROLE = `arn:aws:sts::${ACCOUNT}:assumed-role/operator/alice`;

const COMMON: CloudTrailRecord = {
  eventVersion: '1.11',
  eventTime: '2026-03-02T10:15:30Z',
  eventSource: 's3.amazonaws.com',
  eventName: 'DeleteBucket',
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.24',
  userAgent: 'aws-cli/2.17.0',
  requestParameters: { bucketName: 'invoices', Host: 's3.amazonaws.com' },
  responseElements: null,
  eventID: '11111111-2222-3333-4444-555555555555',
  readOnly: false,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: ACCOUNT,
  eventCategory: 'Management',
};

const SAMPLES: EventClass['samples'] = [
  {
    name: 'an IAM user deletes a bucket',
    record: {
      ...COMMON,
      userIdentity: {
        type: 'IAMUser',
        principalId: 'AIDAEXAMPLE',
        arn: `arn:aws:iam::${ACCOUNT}:user/bob`,
        accountId: ACCOUNT,
        userName: 'bob',
      },
    },
  },
  {
    name: 'a role deletes a bucket',
    record: {
      ...COMMON,
      userIdentity: {
        type: 'AssumedRole',
        principalId: 'AROAEXAMPLE:alice',
        arn: ROLE,
        accountId: ACCOUNT,
        sessionContext: {
          sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/operator`, userName: 'operator' },
          attributes: { mfaAuthenticated: 'true', creationDate: '2026-03-02T10:00:00Z' },
        },
      },
    },
  },
];

const field = (name: string, test: Extract<RecordCondition, { type: 'field' }>['test']): RecordCondition => ({
  type: 'field',
  path: name.split('.'),
  test,
});

const DELETED: EventClass = { ...EVENTS, samples: SAMPLES };
/** Refused attempts count as well. */
const TRIED: EventClass = {
  ...DELETED,
  records: { type: 'all', of: [field('eventName', { operator: 'in', values: ['DeleteBucket'] })] },
};

const NAMED = '($.eventName = "DeleteBucket")';
const TWO_REGIONS = { accounts: [{ id: ACCOUNT, regionNames: ['us-east-1', 'eu-west-1'] }] };

function proof(patterns: readonly string[], events = DELETED) {
  const metricFilters = patterns.map((pattern, at) => ({ name: `f${at}`, pattern }));
  return proofWith({ ...TWO_REGIONS, metricFilters }, events);
}

const HOLES: readonly (readonly [what: string, patterns: readonly string[], when: string])[] = [
  [
    'a principal by its ARN',
    [`{ ${NAMED} && ($.userIdentity.arn != "arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci") }`],
    `when userIdentity.arn is "arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci"`,
  ],
  [
    'a principal by its ARN, whether or not there is one',
    [`{ ${NAMED} && (($.userIdentity.arn NOT EXISTS) || ($.userIdentity.arn != "*:assumed-role/deploy/*")) }`],
    `when userIdentity.arn is "arn:aws:sts::${ACCOUNT}:assumed-role/deploy/session"`,
  ],
  [
    'a role by its name',
    [
      `{ ${NAMED} && (($.userIdentity.sessionContext.sessionIssuer.userName NOT EXISTS) || ($.userIdentity.sessionContext.sessionIssuer.userName != "deploy")) }`,
    ],
    'when userIdentity.sessionContext.sessionIssuer.userName is "deploy"',
  ],
  ['a network by its prefix', [`{ ${NAMED} && ($.sourceIPAddress != "10.*") }`], 'when sourceIPAddress is "10.0.0.10"'],
  [
    'a network by a regular expression',
    [`{ ${NAMED} && ($.sourceIPAddress != %^192\\.168\\.%) }`],
    'when sourceIPAddress is "192.168.0.10"',
  ],
  ['all but one network', [`{ ${NAMED} && ($.sourceIPAddress = "203.*") }`], 'when sourceIPAddress is "10.0.0.10"'],
  ['a region', [`{ ${NAMED} && ($.awsRegion != "eu-west-1") }`], 'in eu-west-1'],
  ['all but one region', [`{ ${NAMED} && ($.awsRegion = "eu-*") }`], 'in us-east-1'],
  [
    'a tool by its user agent',
    [`{ ${NAMED} && (($.userAgent NOT EXISTS) || ($.userAgent != "*Terraform*")) }`],
    'when userAgent is "Terraform"',
  ],
  ['calls without a user agent', [`{ ${NAMED} && ($.userAgent != "*Terraform*") }`], 'when userAgent is "Terraform"'],
  [
    'everybody but users and roles',
    [`{ ${NAMED} && (($.userIdentity.type = "IAMUser") || ($.userIdentity.type = "AssumedRole")) }`],
    'when userIdentity.type is "IdentityCenterUser"',
  ],
  [
    'some buckets',
    [`{ ${NAMED} && ($.requestParameters.bucketName != "scratch-*") }`],
    'when requestParameters.bucketName is "scratch-example"',
  ],
  [
    'one field suffices although two are left out',
    [`{ ${NAMED} && ($.sourceIPAddress != "10.*") && ($.userAgent != "Terraform*") }`],
    'when sourceIPAddress is "10.0.0.10"',
  ],
  [
    'one field suffices for several filters',
    [
      `{ ${NAMED} && ($.userAgent != "Terraform*") }`,
      `{ ${NAMED} && ($.sourceIPAddress != "10.*") && ($.userAgent != "Terra*") }`,
    ],
    'when userAgent is "Terraform"',
  ],
  [
    'a tool, while another filter looks at every field',
    [`{ ${NAMED} && ($.userAgent != "*Terraform*") }`, '{ $.* = "mallory" }'],
    'when userAgent is "Terraform"',
  ],
  ['a term', ['DeleteBucket -Terraform'], 'when userAgent is "Terraform"'],
  [
    'where two filters overlap, two fields differ',
    [`{ ${NAMED} && ($.userAgent != "Terraform*") }`, `{ ${NAMED} && ($.sourceIPAddress != "10.*") }`],
    'when sourceIPAddress is "10.0.0.10" and userAgent is "Terraform"',
  ],
];

type Row = readonly [what: string, patterns: readonly string[], when: string, events: EventClass];

const ALL: readonly Row[] = [
  ...HOLES.map((row): Row => [...row, DELETED]),
  ['refused attempts', [`{ ${NAMED} && ($.errorCode NOT EXISTS) }`], 'when errorCode is "AccessDenied"', TRIED],
];

describe('a pattern that leaves out', () => {
  it.each(ALL)('%s', (_what, patterns, when, events) => {
    const { truth, sentence, counterexample, differs } = proof(patterns, events);
    expect(truth).toBe('false');
    expect(sentence).toContain(`nobody is told about s3.DeleteBucket in account ${ACCOUNT} ${when}: metric filter`);
    // It is of the class, and nothing matches it.
    expect(counterexample && meets(events.records, counterexample)).toBe(true);
    for (const text of patterns) {
      const parsed = parsePattern(text);
      expect(parsed.ok && counterexample && matchPattern(parsed.pattern, counterexample).truth).toBe('false');
    }
    expect(differs?.length).toBeGreaterThan(0);
  });
});

describe('a pattern that matches nothing', () => {
  it.each<readonly [what: string, pattern: string, why: string]>([
    [
      'all events joined with &&',
      '{ ($.eventName = DeleteBucket) && ($.eventName = PutBucketPolicy) && ($.eventName = PutBucketAcl) }',
      'metric filter f0 can match nothing: $.eventName = DeleteBucket and $.eventName = PutBucketPolicy cannot both hold',
    ],
    [
      'a field that is read and written',
      '{ ($.eventName = DeleteBucket) && ($.readOnly IS TRUE) && ($.readOnly IS FALSE) }',
      'metric filter f0 can match nothing: $.readOnly IS TRUE and $.readOnly IS FALSE cannot both hold',
    ],
    [
      'a prefix and a suffix that are too long for it',
      '{ ($.eventName = "DeleteBucket") && ($.eventName = "*Policy") }',
      'metric filter f0 can match nothing: no record meets its pattern',
    ],
    [
      'a text that is an object',
      '{ ($.eventName = "DeleteBucket") && ($.userIdentity = "Root") }',
      'metric filter f0 can match nothing: no record meets its pattern',
    ],
  ])('is said to: %s', (_what, pattern, why) => {
    const { truth, sentence, counterexample } = proof([pattern]);
    expect(truth).toBe('false');
    expect(sentence).toBe(`nobody is told about s3.DeleteBucket in account ${ACCOUNT}: ${why}`);
    expect(counterexample).toBeUndefined();
  });

  it('is not what any other pattern does that misses', () => {
    expect(proof(['{ ($.eventName = "deleteBucket") }']).sentence).toContain('metric filter f0 does not match it: ');
  });
});

describe('a pattern that leaves out nothing', () => {
  it.each<readonly [what: string, patterns: readonly string[]]>([
    ['reads are none of the class', [`{ ${NAMED} && ($.readOnly IS FALSE) }`]],
    ['refusals are none of the class', [`{ ${NAMED} && ($.errorCode NOT EXISTS) }`]],
    [
      'two filters make up a whole',
      [`{ ${NAMED} && ($.sourceIPAddress = "10.*") }`, `{ ${NAMED} && ($.sourceIPAddress != "10.*") }`],
    ],
    ['a term is found in the name', ['DeleteBucket']],
    ['a phrase is found in the source', ['"s3.amazonaws.com"']],
    ['a regular expression finds the name', ['%Delete[A-Z]%']],
  ])('%s', (_what, patterns) => {
    expect(proof(patterns)).toMatchObject({ truth: 'true' });
  });
});
