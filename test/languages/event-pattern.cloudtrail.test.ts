/** CloudTrail records as EventBridge shows them: what follows from the record is decided, the rest is unknown. */
import { describe, expect, it } from 'vitest';
import { eventOf, matchEventPattern, parseEventPattern } from '../../src/languages/event-pattern/index.ts';
import type { CloudTrailRecord } from '../../src/model/value.ts';
import type { Truth } from '../../src/model/verdict.ts';

const CALL: CloudTrailRecord = {
  eventTime: '2026-03-02T10:15:30Z',
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateUser',
  awsRegion: 'us-east-1',
  eventType: 'AwsApiCall',
  recipientAccountId: '111122223333',
  userIdentity: { type: 'Root', accountId: '111122223333' },
};
const SIGN_IN: CloudTrailRecord = {
  ...CALL,
  eventSource: 'signin.amazonaws.com',
  eventName: 'ConsoleLogin',
  eventType: 'AwsConsoleSignIn',
};
const ROTATION: CloudTrailRecord = {
  ...CALL,
  eventSource: 'kms.amazonaws.com',
  eventName: 'RotateKey',
  eventType: 'AwsServiceEvent',
};

type Row = readonly [
  id: string,
  what: string,
  pattern: string,
  record: CloudTrailRecord,
  truth: Truth,
  question?: string,
];

const ROWS: readonly Row[] = [
  ['EB-40', 'the source is that of the service', '{"source":["aws.iam"]}', CALL, 'true'],
  ['EB-40', 'and no other', '{"source":["aws.ec2"]}', CALL, 'false'],
  ['EB-40', 'the detail-type is that of API calls', '{"detail-type":["AWS API Call via CloudTrail"]}', CALL, 'true'],
  ['EB-40', 'and no other', '{"detail-type":["AWS Console Sign In via CloudTrail"]}', CALL, 'false'],
  ['EB-40', 'the record is the detail', '{"detail":{"userIdentity":{"type":["Root"]}}}', CALL, 'true'],
  ['EB-40', 'the account is that of the bus', '{"account":["111122223333"]}', CALL, 'true'],
  ['EB-40', 'the region is that of the record', '{"region":["eu-west-1"]}', CALL, 'false'],
  [
    'EB-40',
    'a service that is named in another way',
    '{"source":["aws.x"]}',
    { ...CALL, eventSource: 'a.b.amazonaws.com' },
    'unknown',
    'EB-40',
  ],
  [
    'EB-40',
    'and a pattern that does not ask',
    '{"detail":{"eventName":["CreateUser"]}}',
    { ...CALL, eventSource: 'a.b.amazonaws.com' },
    'true',
  ],
  [
    'EB-41',
    'a sign-in under its own detail-type',
    '{"detail-type":["AWS Console Sign In via CloudTrail"]}',
    SIGN_IN,
    'true',
  ],
  ['EB-41', 'its source', '{"source":["aws.signin"]}', SIGN_IN, 'true'],
  [
    'EB-41',
    'both detail-types',
    '{"detail-type":["AWS API Call via CloudTrail","AWS Console Sign In via CloudTrail"]}',
    SIGN_IN,
    'true',
  ],
  [
    'EB-41',
    'only the detail-type of API calls',
    '{"source":["aws.signin"],"detail-type":["AWS API Call via CloudTrail"]}',
    SIGN_IN,
    'unknown',
    'EB-41',
  ],
  ['EB-41', 'the other spelling', '{"detail-type":["AWS Console Signin via CloudTrail"]}', SIGN_IN, 'unknown', 'EB-41'],
  ['EB-41', 'a detail-type of something else', '{"detail-type":["GuardDuty Finding"]}', SIGN_IN, 'false'],
  [
    'EB-41',
    'anything but API calls',
    '{"detail-type":[{"anything-but":"AWS API Call via CloudTrail"}]}',
    SIGN_IN,
    'true',
  ],
  [
    'EB-41',
    'anything but sign-ins',
    '{"detail-type":[{"anything-but":"AWS Console Sign In via CloudTrail"}]}',
    SIGN_IN,
    'unknown',
    'EB-41',
  ],
  [
    'EB-41',
    'another field is in the way',
    '{"detail-type":["AWS API Call via CloudTrail"],"detail":{"eventName":["CreateUser"]}}',
    SIGN_IN,
    'false',
  ],
  ['EB-41', 'every detail-type', '{"detail-type":[{"suffix":" via CloudTrail"}]}', SIGN_IN, 'true'],
  [
    'EB-42',
    'a service event under the name it should have',
    '{"detail-type":["AWS Service Event via CloudTrail"]}',
    ROTATION,
    'unknown',
    'EB-42',
  ],
  ['EB-42', 'as an API call', '{"detail-type":["AWS API Call via CloudTrail"]}', ROTATION, 'unknown', 'EB-42'],
  ['EB-42', 'by its other fields', '{"source":["aws.kms"],"detail":{"eventName":["RotateKey"]}}', ROTATION, 'true'],
  ['EB-42', 'it has a detail-type', '{"detail-type":[{"exists":true}]}', ROTATION, 'true'],
  ['EB-42', 'it is not without', '{"detail-type":[{"exists":false}]}', ROTATION, 'false'],
  ['EB-42', 'another source', '{"source":["aws.ec2"]}', ROTATION, 'false'],
  ['EB-42', "CloudTrail's own source", '{"source":["aws.cloudtrail"]}', ROTATION, 'unknown', 'EB-40'],
  [
    'EB-42',
    'a record of no type',
    '{"detail-type":["AWS API Call via CloudTrail"]}',
    { eventSource: 'iam.amazonaws.com' },
    'unknown',
    'EB-42',
  ],
  ['EBQ-10', 'its id', '{"id":["x"]}', CALL, 'unknown', 'EBQ-10'],
  ['EBQ-10', 'that it has an id', '{"id":[{"exists":true}]}', CALL, 'true'],
  ['EBQ-10', 'what is in its id', '{"id":{"x":["y"]}}', CALL, 'unknown', 'EBQ-10'],
  ['EBQ-10', 'that something is in its id', '{"id":{"x":[{"exists":true}]}}', CALL, 'unknown', 'EBQ-10'],
  [
    'EB-41',
    'there is nothing in a detail-type',
    '{"detail-type":{"x":["AWS API Call via CloudTrail"]}}',
    SIGN_IN,
    'false',
  ],
  ['EBQ-10', 'its time', '{"time":[{"prefix":"2026"}]}', CALL, 'unknown', 'EBQ-10'],
  ['EBQ-10', 'its resources', '{"resources":[{"prefix":"arn:aws:iam"}]}', CALL, 'unknown', 'EBQ-10'],
  ['EBQ-10', 'that it has none', '{"resources":[{"exists":false}]}', CALL, 'unknown', 'EBQ-10'],
  [
    'EBQ-10',
    'the account of a record without',
    '{"account":["111122223333"]}',
    { eventType: 'AwsApiCall' },
    'unknown',
    'EBQ-10',
  ],
  [
    'EB-41',
    'a rule about root in all its forms',
    '{"detail-type":["AWS API Call via CloudTrail","AWS Console Sign In via CloudTrail"],"detail":{"userIdentity":{"type":["Root"]}}}',
    SIGN_IN,
    'true',
  ],
];

function answer(pattern: string, record: CloudTrailRecord): readonly [Truth, string | undefined] {
  const parsed = parseEventPattern(pattern);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const { event, doubts } = eventOf(record);
  const { truth, undecided } = matchEventPattern(parsed.pattern, event, doubts);
  return [truth, undecided[0]?.question];
}

describe('the event of a CloudTrail record', () => {
  it('is the record in an envelope', () => {
    expect(eventOf(CALL).event).toEqual({
      version: '0',
      'detail-type': 'AWS API Call via CloudTrail',
      source: 'aws.iam',
      account: '111122223333',
      time: '2026-03-02T10:15:30Z',
      region: 'us-east-1',
      resources: [],
      detail: CALL,
    });
  });

  it('leaves out what the record does not say', () => {
    const { event, doubts } = eventOf({ eventName: 'CreateUser' });
    expect(event).toEqual({ version: '0', resources: [], detail: { eventName: 'CreateUser' } });
    expect(new Set(doubts.map(({ field }) => field))).toEqual(
      new Set(['source', 'detail-type', 'account', 'region', 'id', 'time', 'resources']),
    );
  });

  for (const [id, what, pattern, record, truth, question] of ROWS) {
    it(`${id}: ${what}`, () => {
      expect(answer(pattern, record)).toEqual([truth, question]);
    });
  }

  it('keeps its doubts where several fields look into a list', () => {
    const record = { ...SIGN_IN, e: [{ f: 'A', l: 'J' }, { f: 'P' }] };
    const inList = '"detail":{"e":{"f":["A"],"l":["J"]}}';
    expect(answer(`{"detail-type":["AWS Console Sign In via CloudTrail"],${inList}}`, record)[0]).toBe('true');
    expect(answer(`{"detail-type":["AWS API Call via CloudTrail"],${inList}}`, record)).toEqual(['unknown', 'EB-41']);
    expect(answer(`{"id":["x"],"detail":{"e":{"f":["P"],"l":["J"]}}}`, record)[0]).toBe('false');
  });
});
