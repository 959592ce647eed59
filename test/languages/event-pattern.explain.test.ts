/** What is said of a pattern that does not match: the field that stands against it, what the event holds, and a caret into the text. */
import { describe, expect, it } from 'vitest';
import { eventOf, explainEventMatch, nearestMiss, parseEventPattern } from '../../src/languages/event-pattern/index.ts';
import type { CloudTrailRecord } from '../../src/model/value.ts';

const DELETE_BUCKET: CloudTrailRecord = {
  eventVersion: '1.11',
  userIdentity: { type: 'IAMUser', userName: 'alice' },
  eventTime: '2026-03-02T10:15:30Z',
  eventSource: 's3.amazonaws.com',
  eventName: 'DeleteBucket',
  awsRegion: 'eu-west-1',
  sourceIPAddress: '203.0.113.9',
  errorCode: 'AccessDenied',
  requestParameters: { bucketName: 'audit', Host: ['audit.s3.amazonaws.com'] },
  responseElements: null,
  readOnly: false,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: '111122223333',
};

const AUTHORIZE: CloudTrailRecord = {
  eventSource: 'ec2.amazonaws.com',
  eventName: 'AuthorizeSecurityGroupIngress',
  eventType: 'AwsApiCall',
  awsRegion: 'eu-west-1',
  recipientAccountId: '111122223333',
  requestParameters: {
    ipPermissions: {
      items: [
        { fromPort: 443, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } },
        { fromPort: 22, ipRanges: { items: [{ cidrIp: '10.0.0.0/8' }] } },
      ],
    },
  },
};

/** The pattern with a caret line under the field that decides, and what is said of it. */
function pointed(text: string, record: CloudTrailRecord): string {
  const parsed = parseEventPattern(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const { event, doubts } = eventOf(record);
  const { clause } = nearestMiss(explainEventMatch(parsed.pattern, event, doubts));
  const carets = `${' '.repeat(clause.start)}${'^'.repeat(clause.end - clause.start)}`;
  return `${text}\n${carets}\n${clause.truth}: ${clause.sentence}`;
}

describe('the field that stands against a match', () => {
  it.each([
    [
      'another value',
      DELETE_BUCKET,
      `
{"source":["aws.s3"],"detail":{"eventName":["PutBucketPolicy"]}}
                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
false: detail.eventName is "DeleteBucket", the pattern wants "PutBucketPolicy"`,
    ],
    [
      'other values',
      DELETE_BUCKET,
      `
{"source":["aws.iam","aws.sts"]}
 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
false: source is "aws.s3", the pattern wants one of "aws.iam" and "aws.sts"`,
    ],
    [
      'many other values',
      DELETE_BUCKET,
      `
{"detail":{"eventName":["a","b","c","d","e","f",{"prefix":"g"}]}}
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
false: detail.eventName is "DeleteBucket", the pattern wants one of "a", "b", "c", "d", "e" and 2 more`,
    ],
    [
      'a star that is no wildcard',
      DELETE_BUCKET,
      `
{"detail":{"eventName":["Delete*"]}}
           ^^^^^^^^^^^^^^^^^^^^^^^
false: detail.eventName is "DeleteBucket", the pattern wants "Delete*"; the star is an ordinary character there, {"wildcard": "Delete*"} is any text`,
    ],
    [
      'a field in the wrong place',
      DELETE_BUCKET,
      `
{"eventName":["DeleteBucket"]}
 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
false: eventName is absent, the pattern wants "DeleteBucket"; it stands in the detail of the event`,
    ],
    [
      'a star in a text that would fit as a wildcard no better',
      DELETE_BUCKET,
      `
{"detail":{"eventName":["Create*"]}}
           ^^^^^^^^^^^^^^^^^^^^^^^
false: detail.eventName is "DeleteBucket", the pattern wants "Create*"`,
    ],
    [
      'an object where a value is wanted',
      DELETE_BUCKET,
      `
{"detail":{"userIdentity":["alice"]}}
           ^^^^^^^^^^^^^^^^^^^^^^^^
false: detail.userIdentity is an object, the pattern wants "alice"`,
    ],
    [
      'a value where none is wanted',
      DELETE_BUCKET,
      `
{"detail":{"errorCode":[{"exists":false}]}}
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
false: detail.errorCode is "AccessDenied", the pattern wants it absent`,
    ],
    [
      'no value where one is wanted',
      DELETE_BUCKET,
      `
{"detail":{"errorMessage":[{"exists":true}]}}
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
false: detail.errorMessage is absent, the pattern wants any value`,
    ],
    [
      'an exclusion',
      DELETE_BUCKET,
      `
{"detail":{"userIdentity":{"userName":[{"anything-but":["alice","bob"]}]}}}
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
false: detail.userIdentity.userName is "alice", the pattern wants {"anything-but":["alice","bob"]}`,
    ],
    [
      'the branch that misses by least',
      DELETE_BUCKET,
      `
{"$or":[{"source":["aws.ec2"],"region":["us-east-1"]},{"source":["aws.s3"],"detail":{"eventName":["DeleteBuckets"]}}]}
                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
false: detail.eventName is "DeleteBucket", the pattern wants "DeleteBuckets" (did you mean "DeleteBucket"?)`,
    ],
    [
      'values of a list',
      AUTHORIZE,
      `
{"detail":{"requestParameters":{"ipPermissions":{"items":{"fromPort":[3389]}}}}}
                                                          ^^^^^^^^^^^^^^^^^
false: detail.requestParameters.ipPermissions.items.fromPort is a list of 443 and 22, the pattern wants 3389`,
    ],
    [
      'two elements of a list',
      AUTHORIZE,
      `
{"source":["aws.ec2"],"detail":{"requestParameters.ipPermissions.items":{"fromPort":[22],"ipRanges.items.cidrIp":["0.0.0.0/0"]}}}
                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
false: no one element of a list has what the pattern wants of detail.requestParameters.ipPermissions.items.fromPort and detail.requestParameters.ipPermissions.items.ipRanges.items.cidrIp together`,
    ],
    [
      'elements of a list, with a branch that does not hold anyway',
      { ...DELETE_BUCKET, e: [{ f: 'A', n: 2 }, { l: 'J' }] },
      `
{"detail":{"e":{"f":["A"],"$or":[{"m":[1]},{"n":[2]}],"l":["J"]}}}
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
false: no one element of a list has what the pattern wants of detail.e.f, detail.e.n and detail.e.l together`,
    ],
    [
      'a time that does not follow from the record',
      DELETE_BUCKET,
      `
{"time":[{"prefix":"2026-03-02"}]}
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
unknown: it is not decided`,
    ],
    [
      'nothing',
      DELETE_BUCKET,
      `
{"source":["aws.s3"]}
^^^^^^^^^^^^^^^^^^^^^
true: it matches`,
    ],
  ])('is shown: %s', (_what, record, expected) => {
    const [, text = ''] = expected.split('\n');
    expect(`\n${pointed(text, record)}`).toBe(expected);
  });

  it('cuts long values', () => {
    const text = `{"detail":{"eventName":["${'y'.repeat(100)}"]}}`;
    const said = pointed(text, { ...DELETE_BUCKET, eventName: 'x'.repeat(100) }).split('\n')[2];
    expect(said).toBe(`false: detail.eventName is "${'x'.repeat(55)}"..., the pattern wants "${'y'.repeat(55)}"...`);
  });
});

describe('how far a pattern is from matching', () => {
  const miss = (text: string, record: CloudTrailRecord = DELETE_BUCKET) => {
    const parsed = parseEventPattern(text);
    if (!parsed.ok) throw new Error(parsed.error.message);
    const { event, doubts } = eventOf(record);
    const { misses, held, isClose } = nearestMiss(explainEventMatch(parsed.pattern, event, doubts));
    return { misses, held, isClose };
  };

  it('counts the fields against it, and those that name what the event has', () => {
    expect(
      miss('{"source":["aws.s3"],"detail":{"eventSource":["s3.amazonaws.com"],"eventName":["PutBucketAcl"]}}'),
    ).toEqual({
      misses: 1,
      held: 2,
      isClose: false,
    });
    expect(
      miss('{"source":["aws.iam"],"detail":{"eventSource":["iam.amazonaws.com"],"eventName":["DeleteBucket"]}}'),
    ).toEqual({
      misses: 2,
      held: 1,
      isClose: false,
    });
    expect(miss('{"source":["aws.s3"],"detail":{"eventName":["DeleteBucket"]}}')).toEqual({
      misses: 0,
      held: 2,
      isClose: false,
    });
  });

  it('takes a detail-type that nearly all events have for no sign', () => {
    expect(miss('{"source":["aws.iam"],"detail-type":["AWS API Call via CloudTrail"]}').held).toBe(0);
  });

  it.each([
    ['{"detail":{"eventName":["deletebucket"]}}', true],
    ['{"detail":{"eventName":["DeleteBuckets"]}}', true],
    ['{"detail":{"eventName":["CreateUser"]}}', false],
    ['{"detail":{"eventName":["CreateBucket"]}}', false],
    ['{"source":["aws.s33"]}', false],
    ['{"source":["aws.guardduty"]}', false],
    ['{"source":["s3.amazonaws.com"]}', true],
    ['{"detail":{"eventSource":["lambda.amazonaws.com"]}}', false],
    ['{"detail":{"eventName":[{"prefix":"DeleteBuckets"}]}}', false],
  ])('knows a misspelling: %s', (text, isClose) => {
    expect(miss(text).isClose).toBe(isClose);
  });

  it.each([
    ['few misses to many', '{"$or":[{"source":["aws.x"],"region":["x"]},{"region":["y"]}]}', 'region', '"y"'],
    ['in whatever order', '{"$or":[{"region":["y"]},{"source":["aws.x"],"region":["x"]}]}', 'region', '"y"'],
    [
      'a misspelling',
      '{"source":["aws.s3"],"detail":{"$or":[{"eventName":["CreateUser"]},{"eventName":["DeleteBukcet"]}]}}',
      'detail.eventName',
      'DeleteBukcet',
    ],
    ['what fits otherwise', '{"$or":[{"region":["x"]},{"source":["aws.s3"],"region":["y"]}]}', 'region', '"y"'],
    [
      'and counts nothing twice',
      '{"$or":[{"region":["x"]},{"$or":[{"source":["aws.x"]},{"source":["aws.s3"]}],"region":["y"]}]}',
      'region',
      '"y"',
    ],
  ])('prefers %s', (_what, text, path, wanted) => {
    const parsed = parseEventPattern(text);
    if (!parsed.ok) throw new Error(parsed.error.message);
    const { clause } = nearestMiss(explainEventMatch(parsed.pattern, eventOf(DELETE_BUCKET).event));
    expect(clause.sentence).toMatch(new RegExp(`^${path} is `));
    expect(clause.sentence).toContain(wanted);
  });

  it('counts what fits in the branch that holds, not beside it', () => {
    const text =
      '{"$or":[{"source":["aws.s3"],"region":["x"]},{"account":["111122223333"]}],"detail":{"eventName":["x"]}}';
    expect(miss(text)).toEqual({ misses: 1, held: 1, isClose: false });
  });
});

describe('an explanation', () => {
  it('has the shape of the pattern', () => {
    const parsed = parseEventPattern('{"a":["x"],"b":{"c":["y"],"$or":[{"d":[1]},{"e":[2],"f":[3]}]}}');
    if (!parsed.ok) throw new Error(parsed.error.message);
    const explanation = explainEventMatch(parsed.pattern, { a: 'x', b: { c: 'y', e: 2 } });
    expect(explanation).toMatchObject({
      truth: 'false',
      joined: 'and',
      parts: [
        { truth: 'true', parts: [] },
        {
          truth: 'false',
          joined: 'and',
          parts: [
            { truth: 'true' },
            {
              truth: 'false',
              joined: 'or',
              parts: [
                { truth: 'false', joined: 'and', parts: [{ truth: 'false' }] },
                { truth: 'false', joined: 'and', parts: [{ truth: 'true' }, { truth: 'false' }] },
              ],
            },
          ],
        },
      ],
    });
  });

  it('says so where there is no event', () => {
    const parsed = parseEventPattern('{"a":["x"]}');
    if (!parsed.ok) throw new Error(parsed.error.message);
    expect(explainEventMatch(parsed.pattern, '"x"').sentence).toBe('the event is not a JSON object');
  });

  it('tells lists without values from what is absent', () => {
    const parsed = parseEventPattern('{"a":["x"]}');
    if (!parsed.ok) throw new Error(parsed.error.message);
    const said = (event: CloudTrailRecord) => explainEventMatch(parsed.pattern, event).parts[0]?.sentence;
    expect(said({ a: [] })).toBe('a is an empty list, the pattern wants "x"');
    expect(said({ a: [{ b: 1 }] })).toBe('a is a list without values, the pattern wants "x"');
    expect(said({ a: null })).toBe('a is null, the pattern wants "x"');
    expect(said({})).toBe('a is absent, the pattern wants "x"');
  });
});
