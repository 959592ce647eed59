/** What is said of a clause that fails by what its author hardly meant; of one that may be meant, nothing more than what it wants. */
import { describe, expect, it } from 'vitest';
import { explainMatch, nearest, parsePattern } from '../../../src/languages/filter-pattern/index.ts';

const RECORD = {
  eventName: 'DeleteBucket',
  eventSource: 's3.amazonaws.com',
  eventVersion: '1.11',
  errorMessage: 'Failed authentication',
  readOnly: false,
  userIdentity: { type: 'IAMUser', userName: 'Alice', arn: 'arn:aws:iam::111122223333:user/Alice' },
  requestParameters: { bucketName: 'invoices-2025' },
};

function missOf(pattern: string, record: Parameters<typeof explainMatch>[1] = RECORD) {
  const parsed = parsePattern(pattern);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return nearest(explainMatch(parsed.pattern, record));
}

describe('a clause that fails by a slip', () => {
  it.each([
    ['{ $.eventName = "deletebucket" }', '; letter case counts, and it is "DeleteBucket"'],
    ['{ $.eventName = "*bucket" }', '; letter case counts, and it is "*Bucket"'],
    ['{ $.eventName = "delete*" }', '; letter case counts, and it is "Delete*"'],
    ['{ $.eventName = *etebuck* }', '; letter case counts, and it is "*eteBuck*"'],
    ['{ $.eventname = "DeleteBucket" }', '; letter case counts, and it is $.eventName'],
    ['{ $.userIdentity.username = "Alice" }', '; letter case counts, and it is $.userIdentity.userName'],
    ['{ $.useridentity.type = "Root" }', '; letter case counts, and it is $.userIdentity.type'],
    ['{ $.readonly IS FALSE }', '; letter case counts, and it is $.readOnly'],
    ['{ $.errorcode = "AccessDenied" }', '; letter case counts, and it is $.errorCode'],
    ['{ $.detail.eventName = "DeleteBucket" }', '; a log group holds the record itself, and it is $.eventName'],
    ['{ $.detail.userIdentity.type = "Root" }', '; a log group holds the record itself, and it is $.userIdentity.type'],
    ['{ $.eventNames = "DeleteBucket" }', ' (did you mean $.eventName?)'],
    ['{ $.userIdentity.userNme != "Bob" }', null],
    ['{ $.eventName = "DeletBucket" }', ' (did you mean "DeleteBucket"?)'],
    ['{ $.eventSource = "s3.amazon.com" }', ' (did you mean "s3.amazonaws.com"?)'],
    ['{ $.userIdentity.type = "IamUser" }', '; letter case counts, and it is "IAMUser"'],
    ['{ $.eventName = " DeleteBucket" }', '; blanks inside the quotes count'],
    ['{ $.eventSource = "s3" }', '; = compares the whole value'],
    ['{ $.eventName = "%^Delete%" }', '; between quotes %...% is a text, and no regular expression'],
    ['{ $.eventName = "^Delete.*" }', '; a regular expression is written %^Delete.*%'],
    ['{ $.eventName = "/Delete.*/" }', '; a regular expression is written %Delete.*%'],
    ['{ $.errorMessage = "*authenti" }', '; it holds "authenti" but does not end with it'],
    ['{ $.errorMessage = "auth*" }', '; it holds "auth" but does not begin with it'],
  ])('says so: %s', (pattern, slip) => {
    const { clause, isClose } = missOf(pattern);
    const wanted = `, the pattern wants ${pattern.slice(2, -2)}`;
    const tail = clause.sentence.slice(clause.sentence.indexOf(wanted) + wanted.length);
    expect(tail).toBe(slip ?? ', which no absent field meets');
    expect(isClose).toBe(slip !== null);
  });

  it.each([
    '{ $.eventName = "CreateBucket" }',
    '{ $.eventName = "DeleteBucketPolicy" }',
    '{ $.eventSource = "sqs.amazonaws.com" }',
    '{ $.eventSource = "s" }',
    '{ $.requestParameters.bucketName = "invoices-2024" }',
    '{ $.requestParameters.bucketName = "invoicez-2025" }',
    '{ $.userIdentity.arn = "arn:aws:iam::111122223334:user/Alice" }',
    '{ $.userIdentity.invokedBy = "x" }',
    '{ $.detail.weather = "x" }',
    '{ $.details.eventName = "x" }',
    '{ $.eventName = %^deletebucket% }',
    '{ $.eventVersion = 2 }',
    '{ $.readOnly IS TRUE }',
  ])('says nothing more where it may be meant: %s', (pattern) => {
    const { clause, isClose } = missOf(pattern);
    expect(clause.sentence.endsWith(`, the pattern wants ${pattern.slice(2, -2)}`)).toBe(true);
    expect(isClose).toBe(false);
  });

  it.each([
    ['deletebucket', '"deletebucket" does not occur in it; letter case counts, and it is "DeleteBucket"'],
    ['DeletBucket', '"DeletBucket" does not occur in it (did you mean "DeleteBucket"?)'],
    ['StopLogging', '"StopLogging" does not occur in it'],
  ])('of terms says so as well: %s', (pattern, sentence) => {
    expect(missOf(pattern).clause.sentence).toBe(sentence);
  });
});

describe('alternatives none of which is there', () => {
  const or = (field: string, ...values: readonly string[]) =>
    values.map((value) => `($.${field} = "${value}")`).join(' || ');

  it.each([
    [`{ ${or('eventName', 'A', 'B')} }`, 'neither of the pattern\'s 2 event names is "DeleteBucket"'],
    [
      `{ ${or('eventName', 'PutBucketAcl', 'PutBucketPolicy', 'PutBucketCors', 'DeleteBucketCors')} }`,
      'none of the pattern\'s 4 event names is "DeleteBucket"',
    ],
    [
      `{ ($.eventSource = "s3.amazonaws.com") && (${or('eventName', 'PutBucketAcl', 'PutBucketCors', 'PutObject')}) }`,
      'none of the pattern\'s 3 event names is "DeleteBucket"',
    ],
    // Groups within groups, and the service beside each name.
    [
      `{ (${or('eventName', 'A', 'B')}) || ($.eventName = "C") }`,
      'none of the pattern\'s 3 event names is "DeleteBucket"',
    ],
    [
      '{ ($.eventSource = "s3.*" && $.eventName = "A") || ($.eventSource = "s3.*" && $.eventName = "B") }',
      'neither of the pattern\'s 2 event names is "DeleteBucket"',
    ],
    [
      `{ ${or('errorCode', 'AccessDenied*', '*UnauthorizedOperation')} }`,
      '$.errorCode is absent, the pattern wants one of 2 error codes',
    ],
    [
      `{ ${or('userIdentity.type', 'Root', 'AssumedRole')} }`,
      'neither of the pattern\'s 2 values of $.userIdentity.type is "IAMUser"',
    ],
    ['?StopLogging ?DeleteTrail ?UpdateTrail', "none of the pattern's 3 terms occurs in it"],
  ])('are counted, not named: %s', (pattern, sentence) => {
    expect(missOf(pattern).clause.sentence).toBe(sentence);
  });

  it('are marked together, with the parentheses around each', () => {
    const names = or('eventName', 'PutBucketAcl', 'PutObject');
    const pattern = `{ ($.eventSource = "s3.amazonaws.com") && (${names}) }`;
    const { start, end } = missOf(pattern).clause;
    expect(pattern.slice(start, end)).toBe(names);
  });

  it.each([
    // One is a slip: it was meant.
    [`{ ${or('eventName', 'PutBucketAcl', 'DeletBucket')} }`, '$.eventName = "DeletBucket"'],
    // Of two fields the first.
    ['{ ($.eventName = "A") || ($.errorCode = "B") }', '$.eventName = "A"'],
  ])('are named where one of them says more: %s', (pattern, clause) => {
    const { start, end } = missOf(pattern).clause;
    expect(pattern.slice(start, end)).toBe(clause);
  });
});

describe('what a wildcard finds', () => {
  const resourcesOf = (...types: readonly string[]) => ({ ...RECORD, resources: types.map((type) => ({ type })) });
  const wanting = '{ $.resources[*].type = "AWS::S3::Object" }';

  it.each<readonly [what: string, types: readonly string[], found: string]>([
    ['nothing', [], 'absent'],
    ['one value', ['AWS::S3::Bucket'], '"AWS::S3::Bucket"'],
    ['one value twice', ['A', 'A'], '"A"'],
    ['several', ['A', 'B', 'C'], '"A", "B" and "C"'],
    ['many', ['A', 'B', 'C', 'D'], '4 values'],
  ])('is named: %s', (_what, types, found) => {
    expect(missOf(wanting, resourcesOf(...types)).clause.sentence).toBe(
      `$.resources[*].type is ${found}, the pattern wants ${wanting.slice(2, -2)}`,
    );
  });

  it.each<readonly [types: readonly string[], sentence: string]>([
    [[], '$.resources[*].type is absent, the pattern wants one of 2 values of $.resources[*].type'],
    [['A', 'B'], 'neither of the pattern\'s 2 values of $.resources[*].type is "A" or "B"'],
  ])('is held against alternatives: %j', (types, sentence) => {
    const pattern = '{ ($.resources[*].type = "X") || ($.resources[*].type = "Y") }';
    expect(missOf(pattern, resourcesOf(...types)).clause.sentence).toBe(sentence);
  });

  it('is cut behind the closing quote', () => {
    expect(missOf(wanting, resourcesOf('x'.repeat(100))).clause.sentence).toContain(`is "${'x'.repeat(55)}"..., the`);
  });
});

describe('whether a pattern is about the event', () => {
  it.each([
    ['{ $.eventName = "DeleteBucket" && $.errorCode = "x" }', 'named'],
    ['{ ($.eventName = "PutObject" || $.eventName = "DeleteBucket") && $.errorCode = "x" }', 'named'],
    ['{ $.eventName = "DeletBucket" }', 'named'],
    ['{ $.eventSource = "s3.amazonaws.com" && $.eventName = "PutBucketAcl" }', 'other'],
    ['{ $.eventSource = "s3.amazonaws.com" && ($.eventName = "PutBucketAcl" || $.eventName = "PutObject") }', 'other'],
    ['{ $.eventSource = "s3.amazonaws.com" && $.errorCode = "x" }', 'any'],
  ])('%s', (pattern, event) => {
    expect(missOf(pattern).event).toBe(event);
  });
});
