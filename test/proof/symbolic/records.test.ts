/** What is taken for granted of every record: field by field, what may stand there and what may not. */
import { describe, expect, it } from 'vitest';
import type { Formula } from '../../../src/languages/formula/index.ts';
import {
  and,
  atom,
  evaluate,
  FALSE,
  like,
  not,
  ofKind,
  oneOf,
  or,
  someElement,
  TRUE,
} from '../../../src/languages/formula/index.ts';
import type { CloudTrailRecord, Value } from '../../../src/model/value.ts';
import { mayBeList } from '../../../src/proof/symbolic/contents.ts';
import { isSpokenOf } from '../../../src/proof/symbolic/event-pattern.ts';
import {
  everyRecord,
  looksAtPlace,
  managementEvents,
  plainFields,
  recordsAt,
} from '../../../src/proof/symbolic/records.ts';

const RECORD: CloudTrailRecord = {
  eventVersion: '1.11',
  eventTime: '2026-03-02T10:15:30Z',
  eventSource: 's3.amazonaws.com',
  eventName: 'DeleteBucket',
  eventType: 'AwsApiCall',
  eventID: '11111111-2222-3333-4444-555555555555',
  awsRegion: 'us-east-1',
  sourceIPAddress: '10.0.0.1',
  recipientAccountId: '111122223333',
  eventCategory: 'Management',
  managementEvent: true,
  readOnly: false,
  userIdentity: { type: 'IAMUser' },
};

/** The record with another value at a path; `undefined` stands for absent. */
function changed(
  record: CloudTrailRecord,
  [key = '', ...rest]: readonly string[],
  value: Value | undefined,
): CloudTrailRecord {
  const { [key]: before, ...others } = record;
  if (rest.length > 0) return { ...others, [key]: changed((before ?? {}) as CloudTrailRecord, rest, value) };
  return value === undefined ? others : { ...others, [key]: value };
}

const ABSENT = undefined;
const NAMES = ['eventSource', 'eventName', 'eventType', 'eventID', 'awsRegion'];
const OPTIONAL_NAMES = ['errorCode', 'requestID', 'userIdentity.invokedBy'];
const ARNS = ['userIdentity.arn', 'userIdentity.sessionContext.sessionIssuer.arn'];
const OPTIONAL_TEXTS = [
  ...[
    'userAgent',
    'apiVersion',
    'sharedEventID',
    'vpcEndpointId',
    'vpcEndpointAccountId',
    'sessionCredentialFromConsole',
  ],
  ...['principalId', 'accountId', 'accessKeyId', 'userName', 'identityProvider'].map((key) => `userIdentity.${key}`),
  ...['type', 'principalId', 'accountId', 'userName'].map((key) => `userIdentity.sessionContext.sessionIssuer.${key}`),
  'userIdentity.sessionContext.attributes.creationDate',
];
const OBJECTS_OR_NULL = ['requestParameters', 'responseElements'];
const OPTIONAL_OBJECTS = [
  ...['additionalEventData', 'serviceEventDetails', 'tlsDetails', 'userIdentity.sessionContext'],
  ...['userIdentity.sessionContext.sessionIssuer', 'userIdentity.sessionContext.attributes'],
];
const ACCOUNT = '111122223333';
const ROOT = { type: 'Root', principalId: ACCOUNT, accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root` };
const OF_ANOTHER = { principalId: '444455556666', accountId: '444455556666', arn: 'arn:aws:iam::444455556666:root' };
type Field = readonly [field: string, may: readonly (Value | undefined)[], mayNot: readonly (Value | undefined)[]];
const NO_TEXT = [null, true, 5, [], {}];
const FIELDS: readonly Field[] = [
  ...NAMES.map((field): Field => [field, ['x', 'y z'], ['', 'x\ny', 'x\r', ABSENT, ...NO_TEXT]]),
  ...OPTIONAL_NAMES.map((field): Field => [field, ['x', ABSENT], ['', 'x\ny', ...NO_TEXT]]),
  ...ARNS.map(
    (field): Field => [
      field,
      [
        'arn:aws:iam::111122223333:user/alice',
        'arn:aws-us-gov:sts::111122223333:assumed-role/Deploy/run-8',
        'arn:aws:sts::111122223333:federated-user/bob',
        'arn:aws:iam:::x',
        ABSENT,
      ],
      [
        '',
        'x',
        'arn:',
        'arn:aws:iam::111122223333:',
        'xarn:aws:iam::111122223333:root',
        'arn:x:iam::111122223333:root',
      ].concat(['arn::iam::111122223333:root', 'arn:aws:iam:111122223333:root', 'arn:aws:iam::111122223333:user/a\nb']),
    ],
  ),
  [
    'sourceIPAddress',
    ['10.0.0.1', '203.0.113.201', '2001:db8::1', '::1', 'fe80::1', 'AWS Internal', 'cloudformation.amazonaws.com', 'x'],
    ['', 'x\ny', '10.0.0', '10.0.0.1x', '10.x', '5', '1234.0.0.1', ABSENT, ...NO_TEXT],
  ],
  ['errorMessage', ['x', 'x\ny', ABSENT], ['', ...NO_TEXT]],
  ...OPTIONAL_TEXTS.map((field): Field => [field, ['x', '', ABSENT], NO_TEXT]),
  ...OBJECTS_OR_NULL.map((field): Field => [field, [{}, { x: 1 }, null, ABSENT], ['', 'x', true, 5, []]]),
  ...OPTIONAL_OBJECTS.map((field): Field => [field, [{}, ABSENT], ['', 'x', null, true, 5, []]]),
  [
    'eventVersion',
    ['1.07', '1.08', '1.11', '1.123'],
    ['', '0.0', '1.06', '2.0', '10.11', '1.1', '01.1', '1', '1.', '.1', 'v1.1', '1.1x', '1.1.1', 1.11, ABSENT, null],
  ],
  [
    'eventTime',
    ['2026-03-02T10:15:30Z', '2019-12-31T23:59:59Z', '2026-10-20T00:00:00Z'],
    [
      '',
      '2026-03-02',
      'at 2026-03-02T10:15:30Z',
      '2026-03-02T10:15:30Z!',
      '2026-03-02T10:15:30+01:00',
      5,
      ABSENT,
    ].concat(
      ['0000-00-00T00:00:00Z', '2026-00-02T10:15:30Z', '2026-13-02T10:15:30Z', '2026-03-00T10:15:30Z'],
      ['2026-03-32T10:15:30Z', '2026-03-02T24:15:30Z', '2026-03-02T10:60:30Z', '2026-03-02T10:15:60Z'],
    ),
  ],
  [
    'recipientAccountId',
    ['111122223333', '000000000000'],
    ['', '11112222333', '1111222233334', '11112222333x', 5, ABSENT],
  ],
  ['eventCategory', ['Management'], ['Data', 'Insight', '', ABSENT, null]],
  ['managementEvent', [true], [false, 'true', ABSENT, null]],
  ['readOnly', [true, false], ['true', '', null, 0, ABSENT, [], {}]],
  ['resources', [[], [{ ARN: 'x' }], ABSENT], [null, '', {}, 5, true]],
  ['userIdentity', [{ type: 'AWSService' }], [{}, null, '', ABSENT, []]],
  ['userIdentity.type', ['IAMUser', 'one of tomorrow'], ['', ABSENT, ...NO_TEXT]],
  [
    'userIdentity.sessionContext.attributes.mfaAuthenticated',
    ['true', 'false', ABSENT],
    [true, false, '', 'yes', null],
  ],
  ['requestParameters.name', ['x', '', 5, null, true, [], {}, ABSENT], []],
];

describe('in every record', () => {
  it.each(FIELDS)('%s', (field, may, mayNot) => {
    const holds = (value: Value | undefined) => evaluate(managementEvents, changed(RECORD, field.split('.'), value));
    expect(may.filter((value) => !holds(value))).toEqual([]);
    expect(mayNot.filter(holds)).toEqual([]);
  });

  it.each<readonly [what: string, changes: CloudTrailRecord, isSo: boolean]>([
    ['who calls is of some type', { userIdentity: {} }, false],
    ['what a service tells nobody called', { userIdentity: {}, eventType: 'AwsServiceEvent' }, true],
    ['nor need be of any type, and may be', { eventType: 'AwsServiceEvent' }, true],
    ['and may have an empty ARN', { eventType: 'AwsServiceEvent', userIdentity: { type: 'Unknown', arn: '' } }, true],
    ['the root user goes by the number of an account', { userIdentity: ROOT }, true],
    ['of any account', { userIdentity: { ...ROOT, ...OF_ANOTHER } }, true],
    ['and by no other name', { userIdentity: { ...ROOT, principalId: 'AIDAEXAMPLE' } }, false],
    ['and has an ARN', { userIdentity: { type: 'Root', principalId: ACCOUNT, accountId: ACCOUNT } }, false],
    ['which is its own', { userIdentity: { ...ROOT, arn: `arn:aws:iam::${ACCOUNT}:user/root` } }, false],
    ['but for what a service tells', { userIdentity: { type: 'Root' }, eventType: 'AwsServiceEvent' }, true],
  ])('%s', (_what, changes, isSo) => {
    expect(evaluate(managementEvents, { ...RECORD, ...changes })).toBe(isSo);
  });

  it.each([
    ['AwsApiCall', false],
    ['AwsConsoleSignIn', false],
    ['AwsServiceEvent', true],
    ['AwsConsoleAction', true],
  ])('of type %s readOnly may be absent: %s', (eventType, may) => {
    const { readOnly, ...without } = RECORD;
    expect(evaluate(managementEvents, { ...without, eventType })).toBe(may);
  });

  it('the account and the region are those asked about', () => {
    const asked = everyRecord('111122223333', ['us-east-1', 'eu-west-1']);
    expect(evaluate(asked, RECORD)).toBe(true);
    expect(evaluate(asked, { ...RECORD, awsRegion: 'eu-west-1' })).toBe(true);
    expect(evaluate(asked, { ...RECORD, awsRegion: 'ap-south-1' })).toBe(false);
    expect(evaluate(asked, { ...RECORD, recipientAccountId: '444455556666' })).toBe(false);
    expect(evaluate(asked, { ...RECORD, eventName: '' })).toBe(false);
    // Of any region.
    expect(evaluate(everyRecord('111122223333', []), { ...RECORD, awsRegion: 'ap-south-1' })).toBe(true);
  });
});

describe('who calls', () => {
  const by = (changes: CloudTrailRecord): CloudTrailRecord => ({ ...RECORD, userIdentity: changes });
  const asked = everyRecord(ACCOUNT, ['us-east-1']);
  const nowhere = everyRecord(ACCOUNT, []);

  it.each<readonly [what: string, caller: CloudTrailRecord, may: boolean]>([
    ['the root user of the account', ROOT, true],
    ['the root user of another account', { ...ROOT, ...OF_ANOTHER }, false],
    ['the root user by the number of another', { ...ROOT, principalId: '444455556666' }, false],
    ['a user of another account', { type: 'IAMUser', arn: 'arn:aws:iam::444455556666:user/bob' }, true],
    ['a user of another partition', { type: 'IAMUser', arn: 'arn:aws-cn:iam::111122223333:user/bob' }, false],
    ['somebody without ARN', { type: 'AWSService' }, true],
  ])('%s', (_what, caller, may) => {
    expect(evaluate(asked, by(caller))).toBe(may);
  });

  it('is of the partition of the region, where one is given', () => {
    const chinese = { type: 'IAMUser', arn: 'arn:aws-cn:iam::111122223333:user/bob' };
    expect(evaluate(everyRecord(ACCOUNT, ['cn-north-1']), { ...by(chinese), awsRegion: 'cn-north-1' })).toBe(true);
    expect(evaluate(nowhere, by(chinese))).toBe(true);
    expect(evaluate(everyRecord(ACCOUNT, [], 'aws'), by(chinese))).toBe(false);
  });

  it('may be anybody, where it is asked for all accounts at once', () => {
    expect(evaluate(recordsAt(ACCOUNT, ['us-east-1']), by({ ...ROOT, ...OF_ANOTHER }))).toBe(true);
    expect(evaluate(recordsAt(ACCOUNT, ['us-east-1']), by({ ...ROOT, principalId: 'x' }))).toBe(false);
  });
});

describe('where formulas look', () => {
  const at = (path: string, set = oneOf('x')) => atom(path.split('.'), set);
  const request = (value: Value): CloudTrailRecord => ({ requestParameters: { a: value } });
  it.each<readonly [what: string, formulas: readonly Formula[], may: readonly Value[], mayNot: readonly Value[]]>([
    ['stands a single value', [at('requestParameters.a')], ['x', 'y', 5, true, null], [[], {}, ['x'], { b: 'x' }]],
    ['and nothing is said of what is beside it', [at('requestParameters.b')], ['x', [], {}], []],
    [
      'unless they look below it too',
      [at('requestParameters.a'), at('requestParameters.a.b')],
      ['x', {}, { b: 'y' }, []],
      [{ b: {} }, { b: [] }],
    ],
    ['or only below it', [at('requestParameters.a.b')], ['x', {}, []], [{ b: [] }]],
    [
      'or into a list there',
      [at('requestParameters.a'), someElement(['requestParameters', 'a'], at('b'))],
      ['x', [], {}],
      [],
    ],
    ['or ask whether there is an object', [at('requestParameters.a', ofKind('object'))], ['x', {}, []], []],
    ['not whether there is a list', [at('requestParameters.a', ofKind('list'))], ['x'], [{}, []]],
    ['not whether there is any text', [at('requestParameters.a', ofKind('text', 'object'))], ['x'], [{}, []]],
    ['also within others', [not(or(and(TRUE, at('requestParameters.a')), FALSE))], ['x'], [{}, []]],
  ])('%s', (_what, formulas, may, mayNot) => {
    const plain = plainFields(formulas);
    expect(may.filter((value) => !evaluate(plain, request(value)))).toEqual([]);
    expect(mayNot.filter((value) => evaluate(plain, request(value)))).toEqual([]);
  });

  it('and what is known of a field stays as it is known', () => {
    expect(evaluate(plainFields([at('resources')]), { resources: [{}] })).toBe(true);
    expect(evaluate(plainFields([atom([], ofKind('object'))]), {})).toBe(true);
    // The record itself is one, whatever is asked of it.
    expect(evaluate(plainFields([atom([], oneOf('x'))]), {})).toBe(true);
  });

  it.each<readonly [what: string, looked: string, record: CloudTrailRecord, may: boolean]>([
    ['a field in other letters', 'errorcode', { errorcode: 'x' }, false],
    ['a field in other letters that is not there', 'errorcode', { errorCode: 'x' }, true],
    ['a field of the caller in other letters', 'userIdentity.invokedby', { userIdentity: { invokedby: 'x' } }, false],
    ['a field of a caller in other letters', 'useridentity.type', { useridentity: { type: 'Root' } }, false],
    ['the same, whatever it holds', 'useridentity.type', { useridentity: {} }, false],
    ['a field that CloudTrail has', 'errorCode', { errorCode: 'x' }, true],
    ['a field of its own', 'weather', { weather: 'x' }, true],
    ['a parameter in other letters', 'requestParameters.errorcode', { requestParameters: { errorcode: 'x' } }, true],
    ['a field of other letters that nobody looks at', 'eventName', { errorcode: 'x' }, true],
  ])('stands %s (%s)', (_what, looked, record, may) => {
    expect(evaluate(plainFields([at(looked)]), record)).toBe(may);
    expect(evaluate(plainFields([someElement(looked.split('.'), at('x'))]), record)).toBe(may);
  });

  it.each<readonly [formula: Formula, looks: boolean]>([
    [at('awsRegion'), true],
    [at('recipientAccountId'), true],
    [at('eventName'), false],
    [at('requestParameters.awsRegion'), false],
    [atom([], like(['', 'x', ''])), true],
    [someElement(['awsRegion'], TRUE), true],
    [someElement(['resources'], at('awsRegion')), false],
    [and(at('eventName'), not(or(at('eventSource'), at('awsRegion')))), true],
    [and(at('eventName'), not(or(at('eventSource'), TRUE)), FALSE), false],
  ])('account and region are told apart or not: %j', (formula, looks) => {
    expect(looksAtPlace(formula)).toBe(looks);
    // And once more, as it is known by now.
    expect(looksAtPlace(formula)).toBe(looks);
  });
});

describe('lists in records', () => {
  it.each([
    ['resources', true],
    ['eventName', false],
    ['userIdentity', false],
    ['requestParameters', false],
    ['requestParameters.items', true],
    ['userIdentity.sessionContext.webIdFederationData', true],
  ])('at %s: %s', (path, may) => {
    expect(mayBeList(path.split('.'))).toBe(may);
    expect(mayBeList([])).toBe(false);
  });

  const shared = { type: [] };
  it.each<readonly [what: string, record: CloudTrailRecord, is: boolean]>([
    ['none', { eventName: 'x', requestParameters: null }, true],
    ['where they may be', { resources: [{ ARN: 'x' }], requestParameters: { items: [['x']] } }, true],
    ['where none may be', { eventName: [] }, false],
    ['where none may be, further in', { userIdentity: { type: ['Root'] } }, false],
    ['a name with a dot', { 'a.b': 'x' }, false],
    ['a name with a dot, further in', { requestParameters: { 'a.b': 'x' } }, false],
    ['a name with a dot, in a list', { resources: [{ 'a.b': 'x' }] }, false],
    ['one object in two places, where it may be', { requestParameters: shared }, true],
    ['one object in two places, where it may not be', { userIdentity: shared }, false],
    ['after what is as it should be', { requestParameters: {}, userIdentity: { arn: 'x', type: [] } }, false],
  ])('bounds of event patterns speak of records with lists: %s', (_what, record, is) => {
    expect(isSpokenOf(record)).toBe(is);
    expect(isSpokenOf(record)).toBe(is);
  });
});
