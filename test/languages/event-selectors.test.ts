/** Event selectors: which records a trail takes, and what is left out over all selectors together. */
import { describe, expect, it } from 'vitest';
import {
  dataEvents,
  excludedSources,
  managementEvents,
  readSelectors,
  recordsEvent,
} from '../../src/languages/event-selectors/index.ts';
import type { CloudTrailRecord, Value } from '../../src/model/value.ts';
import type { Truth } from '../../src/model/verdict.ts';

type Selector = { readonly [key: string]: Value };

const basic = (...selectors: Selector[]) => readSelectors({ EventSelectors: selectors });
const advanced = (...selectors: readonly (readonly Selector[])[]) =>
  readSelectors({ AdvancedEventSelectors: selectors.map((fields) => ({ Name: 'x', FieldSelectors: fields })) });
const field = (name: string, tests: Selector): Selector => ({
  Field: name,
  ...tests,
});
const MANAGEMENT = field('eventCategory', { Equals: ['Management'] });
const DATA = field('eventCategory', { Equals: ['Data'] });

const WRITE: CloudTrailRecord = {
  eventName: 'DeleteBucket',
  eventSource: 's3.amazonaws.com',
  eventCategory: 'Management',
  managementEvent: true,
  readOnly: false,
};
const READ: CloudTrailRecord = { ...WRITE, eventName: 'GetBucketAcl', readOnly: true };
const KMS: CloudTrailRecord = { ...WRITE, eventName: 'DisableKey', eventSource: 'kms.amazonaws.com' };
const SIGN_IN: CloudTrailRecord = { eventName: 'ConsoleLogin', eventType: 'AwsConsoleSignIn', readOnly: false };
const { eventCategory: _category, managementEvent: _management, ...OLD } = WRITE;
const { readOnly: _readOnly, ...SILENT } = WRITE;
const { eventName: _name, ...NAMELESS } = WRITE;

const object = (arn: string, more: CloudTrailRecord = {}): CloudTrailRecord => ({
  eventName: 'PutObject',
  eventSource: 's3.amazonaws.com',
  eventCategory: 'Data',
  managementEvent: false,
  readOnly: false,
  resources: [{ type: 'AWS::S3::Bucket' }, { type: 'AWS::S3::Object', ARN: arn }],
  ...more,
});
const call = (type: string, arn: string): CloudTrailRecord => ({ ...object(arn), resources: [{ type, ARN: arn }] });
const data = (type: string, ...values: string[]) => ({ DataResources: [{ Type: type, Values: values }] });

type Row = readonly [
  id: string,
  what: string,
  selectors: ReturnType<typeof readSelectors>,
  record: CloudTrailRecord,
  truth: Truth,
];

const BASIC: readonly Row[] = [
  [
    'SE-01',
    'any selector is enough',
    basic({ ReadWriteType: 'ReadOnly' }, { ReadWriteType: 'WriteOnly' }),
    WRITE,
    'true',
  ],
  ['SE-02', 'nothing said means all management events', basic({}), READ, 'true'],
  ['SE-02', 'management events may be left out', basic({ IncludeManagementEvents: false }), WRITE, 'false'],
  ['SE-02', 'one selector without them takes none away', basic({ IncludeManagementEvents: false }, {}), WRITE, 'true'],
  ['SE-03', 'reads do not hold writes', basic({ ReadWriteType: 'ReadOnly' }), WRITE, 'false'],
  ['SE-03', 'reads hold reads', basic({ ReadWriteType: 'ReadOnly' }), READ, 'true'],
  ['SE-03', 'writes do not hold reads', basic({ ReadWriteType: 'WriteOnly' }), READ, 'false'],
  ['SE-03', 'a record that does not say is not decided', basic({ ReadWriteType: 'WriteOnly' }), SILENT, 'unknown'],
  ['SE-03', 'all holds it all the same', basic({ ReadWriteType: 'All' }), SILENT, 'true'],
  ['SE-04', 'a source may be left out', basic({ ExcludeManagementEventSources: ['kms.amazonaws.com'] }), KMS, 'false'],
  ['SE-04', 'others stay in', basic({ ExcludeManagementEventSources: ['kms.amazonaws.com'] }), WRITE, 'true'],
  ['SE-04', 'an empty list leaves nothing out', basic({ ExcludeManagementEventSources: [] }), KMS, 'true'],
  [
    'SE-04',
    'a second selector brings it back',
    basic({ ExcludeManagementEventSources: ['kms.amazonaws.com'] }, {}),
    KMS,
    'true',
  ],
  ['SE-05', 'disabling a key is a write', basic({ ReadWriteType: 'WriteOnly' }), KMS, 'true'],
  ['SE-06', 'data events are not taken by default', basic({}), object('arn:aws:s3:::b/k'), 'false'],
  ['SE-06', 'every object', basic(data('AWS::S3::Object', 'arn:aws:s3')), object('arn:aws:s3:::b/k'), 'true'],
  [
    'SE-06',
    'every object of a partition',
    basic(data('AWS::S3::Object', 'arn:aws-us-gov:s3')),
    object('arn:aws-us-gov:s3:::b/k'),
    'true',
  ],
  [
    'SE-06',
    'objects of a bucket',
    basic(data('AWS::S3::Object', 'arn:aws:s3:::b/')),
    object('arn:aws:s3:::b/k'),
    'true',
  ],
  [
    'SE-06',
    'objects of another bucket',
    basic(data('AWS::S3::Object', 'arn:aws:s3:::b/')),
    object('arn:aws:s3:::bb/k'),
    'false',
  ],
  [
    'SE-06',
    'another type',
    basic(data('AWS::Lambda::Function', 'arn:aws:lambda')),
    object('arn:aws:s3:::b/k'),
    'false',
  ],
  [
    'SE-06',
    'every function',
    basic(data('AWS::Lambda::Function', 'arn:aws:lambda')),
    call('AWS::Lambda::Function', 'arn:aws:lambda:eu-west-1:1:function:f'),
    'true',
  ],
  [
    'SE-06',
    'a function by its ARN',
    basic(data('AWS::Lambda::Function', 'arn:aws:lambda:eu-west-1:1:function:f')),
    call('AWS::Lambda::Function', 'arn:aws:lambda:eu-west-1:1:function:f2'),
    'false',
  ],
  [
    'SE-06',
    'this function by its ARN',
    basic(data('AWS::Lambda::Function', 'arn:aws:lambda:eu-west-1:1:function:f')),
    call('AWS::Lambda::Function', 'arn:aws:lambda:eu-west-1:1:function:f'),
    'true',
  ],
  [
    'SE-06',
    'a function by its ARN, which goes on',
    basic(data('AWS::Lambda::Function', 'arn:aws:lambda:eu-west-1:1:function:f')),
    call('AWS::Lambda::Function', 'arn:aws:lambda:eu-west-1:1:function:f:2'),
    'false',
  ],
  [
    'SE-06',
    'every function, of another partition',
    basic(data('AWS::Lambda::Function', 'arn:aws:lambda')),
    call('AWS::Lambda::Function', 'arn:aws-cn:lambda:cn-north-1:1:function:f'),
    'false',
  ],
  [
    'SE-06',
    'something else under the name of an object',
    basic(data('AWS::S3::Object', 'arn:aws:s3')),
    call('AWS::S3::AccessPoint', 'arn:aws:s3:::b/k'),
    'false',
  ],
  [
    'SE-06',
    'objects of one of two buckets',
    basic(data('AWS::S3::Object', 'arn:aws:s3:::a/', 'arn:aws:s3:::b/')),
    object('arn:aws:s3:::b/k'),
    'true',
  ],
  [
    'SE-06',
    'beside a resource that is none',
    basic(data('AWS::S3::Object', 'arn:aws:s3:::b/')),
    object('', { resources: [null, { type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::b/k' }] }),
    'true',
  ],
  [
    'SE-06',
    'an ARN in small letters',
    basic(data('AWS::S3::Object', 'arn:aws:s3:::b/')),
    object('', { resources: [{ type: 'AWS::S3::Object', arn: 'arn:aws:s3:::b/k' }] }),
    'true',
  ],
  [
    'SE-06',
    'every table',
    basic(data('AWS::DynamoDB::Table', 'arn:aws:dynamodb')),
    call('AWS::DynamoDB::Table', 'arn:aws:dynamodb:eu-west-1:1:table/t'),
    'true',
  ],
  [
    'SE-06',
    'reads of objects',
    basic({ ReadWriteType: 'ReadOnly', ...data('AWS::S3::Object', 'arn:aws:s3') }),
    object('arn:aws:s3:::b/k'),
    'false',
  ],
  [
    'SE-06',
    'an object call that does not say whether it reads',
    basic({ ReadWriteType: 'ReadOnly', ...data('AWS::S3::Object', 'arn:aws:s3') }),
    { ...object('arn:aws:s3:::b/k'), readOnly: null },
    'unknown',
  ],
  ['SE-07', 'no selectors at all are the default', readSelectors({}), WRITE, 'true'],
  ['SE-07', 'two empty lists as well', readSelectors({ EventSelectors: [], AdvancedEventSelectors: [] }), READ, 'true'],
  ['SE-07', 'without data events', readSelectors({}), object('arn:aws:s3:::b/k'), 'false'],
  ['SE-07', 'the default as an advanced selector', advanced([MANAGEMENT]), WRITE, 'true'],
  ['SE-18', 'case alone', basic({ ExcludeManagementEventSources: ['KMS.amazonaws.com'] }), KMS, 'unknown'],
  ['SE-18', 'an old record of a management event', basic({}), { ...OLD, managementEvent: true }, 'true'],
  ['SE-18', 'an old record of a sign-in', basic({ ReadWriteType: 'WriteOnly' }), SIGN_IN, 'true'],
  ['SE-18', 'an old record that could be of either kind', basic({}), OLD, 'unknown'],
  ['SE-18', 'by default too', readSelectors({}), OLD, 'unknown'],
];

const thing = (name: string): CloudTrailRecord => ({ ...WRITE, thing: name });
/** In by prefix or suffix, out by a longer prefix. */
const MIXED = advanced([MANAGEMENT, field('thing', { StartsWith: ['b/'], EndsWith: ['3'], NotStartsWith: ['b/no'] })]);

const ADVANCED: readonly Row[] = [
  [
    'SE-10',
    'advanced selectors stand alone',
    readSelectors({ EventSelectors: [{}], AdvancedEventSelectors: [{ FieldSelectors: [DATA] }] }),
    WRITE,
    'false',
  ],
  ['SE-11', 'any selector is enough', advanced([DATA], [MANAGEMENT]), WRITE, 'true'],
  [
    'SE-11',
    'all fields of it must hold',
    advanced([MANAGEMENT, field('readOnly', { Equals: ['true'] })]),
    WRITE,
    'false',
  ],
  [
    'SE-11',
    'across selectors they do not add up',
    advanced([DATA, field('readOnly', { Equals: ['false'] })], [MANAGEMENT, field('readOnly', { Equals: ['true'] })]),
    WRITE,
    'false',
  ],
  [
    'SE-12',
    'one of several values is enough',
    advanced([field('eventCategory', { Equals: ['Data', 'Management'] })]),
    WRITE,
    'true',
  ],
  ['SE-13', 'b/1 begins as asked', MIXED, thing('b/1'), 'true'],
  ['SE-13', 'c/3 ends as asked', MIXED, thing('c/3'), 'true'],
  ['SE-13', 'b/no3 is taken out again', MIXED, thing('b/no3'), 'false'],
  ['SE-13', 'c/1 is neither', MIXED, thing('c/1'), 'false'],
  ['SE-14', 'writes', advanced([MANAGEMENT, field('readOnly', { Equals: ['false'] })]), WRITE, 'true'],
  ['SE-14', 'not reads', advanced([MANAGEMENT, field('readOnly', { Equals: ['false'] })]), READ, 'false'],
  [
    'SE-15',
    'a source left out',
    advanced([MANAGEMENT, field('eventSource', { NotEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] })]),
    KMS,
    'false',
  ],
  [
    'SE-15',
    'others stay',
    advanced([MANAGEMENT, field('eventSource', { NotEquals: ['kms.amazonaws.com'] })]),
    WRITE,
    'true',
  ],
  [
    'SE-15',
    'fields of event data stores are followed',
    advanced([MANAGEMENT, field('eventName', { NotEquals: ['DeleteBucket'] })]),
    WRITE,
    'false',
  ],
  [
    'SE-16',
    'objects of a bucket',
    advanced([
      DATA,
      field('resources.type', { Equals: ['AWS::S3::Object'] }),
      field('resources.ARN', { StartsWith: ['arn:aws:s3:::b/'] }),
    ]),
    object('arn:aws:s3:::b/k'),
    'true',
  ],
  [
    'SE-16',
    'objects of other buckets',
    advanced([DATA, field('resources.ARN', { NotStartsWith: ['arn:aws:s3:::b/'] })]),
    object('arn:aws:s3:::b/k'),
    'false',
  ],
  [
    'SE-16',
    'by who calls',
    advanced([DATA, field('userIdentity.arn', { NotEndsWith: ['/backup'] })]),
    object('arn:aws:s3:::b/k', { userIdentity: { arn: 'arn:aws:sts::1:assumed-role/backup' } }),
    'false',
  ],
  [
    'SE-17',
    'a star is a character',
    advanced([MANAGEMENT, field('eventSource', { NotEquals: ['kms*'] })]),
    KMS,
    'true',
  ],
  [
    'SE-18',
    'a field that the record lacks, deselecting',
    advanced([MANAGEMENT, field('userIdentity.arn', { NotEquals: ['x'] })]),
    WRITE,
    'unknown',
  ],
  [
    'SE-18',
    'resources that the record lacks, deselecting',
    advanced([MANAGEMENT, field('resources.ARN', { NotStartsWith: ['x'] })]),
    WRITE,
    'unknown',
  ],
  [
    'SE-18',
    'case alone',
    advanced([MANAGEMENT, field('eventSource', { NotEquals: ['KMS.amazonaws.com'] })]),
    KMS,
    'unknown',
  ],
  ['SE-18', 'a record without category', advanced([MANAGEMENT]), OLD, 'unknown'],
  [
    'SE-18',
    'a record without category that is taken anyway',
    advanced([field('readOnly', { Equals: ['false'] })]),
    OLD,
    'true',
  ],
  [
    'own',
    'an operator that is not known',
    advanced([MANAGEMENT, field('eventSource', { NotMatches: ['x'] })]),
    WRITE,
    'unknown',
  ],
  ['own', 'a value that is no text', advanced([MANAGEMENT, field('readOnly', { Equals: [true] })]), WRITE, 'unknown'],
  ['own', 'values that are no list', advanced([MANAGEMENT, field('readOnly', { Equals: 'true' })]), WRITE, 'unknown'],
  [
    'own',
    'every text ends with nothing',
    advanced([MANAGEMENT, field('eventSource', { EndsWith: [''] })]),
    WRITE,
    'true',
  ],
  ['own', 'a selector without fields', advanced([]), WRITE, 'unknown'],
  [
    'own',
    'a field that objects inherit',
    advanced([MANAGEMENT, field('constructor', { NotEquals: ['x'] })]),
    WRITE,
    'unknown',
  ],
];

describe('event selectors', () => {
  it.each(BASIC)('basic, %s: %s', (_id, _what, selectors, record, truth) => {
    expect(recordsEvent(selectors, record).truth).toBe(truth);
  });

  it.each(ADVANCED)('advanced, %s: %s', (_id, _what, selectors, record, truth) => {
    expect(recordsEvent(selectors, record).truth).toBe(truth);
  });

  it.each([
    [basic({}), WRITE, 'DeleteBucket is taken'],
    [readSelectors({}), WRITE, 'all management events are taken (the default)'],
    [
      readSelectors({}),
      object('arn:aws:s3:::b/k'),
      'only management events are taken (the default), and this is a Data event',
    ],
    [basic({ IncludeManagementEvents: false }), WRITE, 'no management events are taken'],
    [basic({ ExcludeManagementEventSources: ['kms.amazonaws.com'] }), KMS, 'events of kms.amazonaws.com are left out'],
    [
      basic({ ExcludeManagementEventSources: ['Kms.amazonaws.com'] }),
      KMS,
      'a source left out is spelt like kms.amazonaws.com, in other case',
    ],
    [
      basic({ ExcludeManagementEventSources: ['kms.amazonaws.com'] }, { ReadWriteType: 'ReadOnly' }),
      KMS,
      'only read events are taken, and DisableKey is a write event',
    ],
    [basic({}), NAMELESS, 'the event is taken'],
    [advanced([MANAGEMENT]), NAMELESS, 'the event is taken'],
    [basic({ ReadWriteType: 'ReadOnly' }), WRITE, 'only read events are taken, and DeleteBucket is a write event'],
    [basic({ ReadWriteType: 'WriteOnly' }), READ, 'only write events are taken, and GetBucketAcl is a read event'],
    [basic({ ReadWriteType: 'WriteOnly' }), SILENT, 'the record does not say whether it is read-only'],
    [basic({}), object('arn:aws:s3:::b/k'), 'no selector takes this Data event'],
    [basic(data('AWS::S3::Object', 'arn:aws:s3')), object('arn:aws:s3:::b/k'), 'the data event is taken'],
    [
      basic({ ReadWriteType: 'ReadOnly', ...data('AWS::S3::Object', 'arn:aws:s3') }),
      object('arn:aws:s3:::b/k', { readOnly: null }),
      'the record does not say whether it is read-only',
    ],
    [advanced([DATA]), WRITE, 'no advanced selector takes DeleteBucket (eventCategory equals Data)'],
    [
      advanced([MANAGEMENT, field('x.y', { NotEquals: ['z'] })]),
      WRITE,
      'whether DeleteBucket is taken depends on a field the record does not hold, or on an operator that is not known here',
    ],
  ])('say why', (selectors, record, sentence) => {
    expect(recordsEvent(selectors, record).sentence).toBe(sentence);
  });
});

describe('what a trail takes of management events', () => {
  it.each([
    ['all', [], readSelectors({})],
    ['all', [], basic({ ReadWriteType: 'ReadOnly' }, { ReadWriteType: 'WriteOnly' })],
    ['readOnly', [], basic({ ReadWriteType: 'ReadOnly' })],
    ['writeOnly', [], basic({ ReadWriteType: 'WriteOnly' })],
    ['none', [], basic({ IncludeManagementEvents: false })],
    ['none', [], advanced([DATA])],
    ['writeOnly', [], advanced([MANAGEMENT, field('readOnly', { Equals: ['false'] })])],
    ['some', [], advanced([MANAGEMENT, field('eventSource', { Equals: ['iam.amazonaws.com'] })])],
    ['all', ['kms.amazonaws.com'], basic({ ExcludeManagementEventSources: ['kms.amazonaws.com'] })],
    ['all', [], basic({ ExcludeManagementEventSources: ['kms.amazonaws.com'] }, { IncludeManagementEvents: true })],
    [
      'all',
      ['kms.amazonaws.com'],
      basic({ ExcludeManagementEventSources: ['kms.amazonaws.com'] }, { ReadWriteType: 'ReadOnly' }),
    ],
    [
      'writeOnly',
      [],
      basic(
        { ReadWriteType: 'WriteOnly' },
        { ReadWriteType: 'WriteOnly', ExcludeManagementEventSources: ['kms.amazonaws.com'] },
      ),
    ],
    [
      'all',
      ['kms.amazonaws.com', 'rdsdata.amazonaws.com'],
      advanced([MANAGEMENT, field('eventSource', { NotEquals: ['rdsdata.amazonaws.com', 'kms.amazonaws.com'] })]),
    ],
    ['all', ['kms'], advanced([MANAGEMENT, field('eventSource', { NotStartsWith: ['kms'] })])],
    // Event data stores know more fields: what is left is not all, and not nothing either.
    ['some', [], advanced([MANAGEMENT, field('eventName', { NotEquals: ['DeleteBucket'] })])],
    ['some', [], advanced([MANAGEMENT, field('userIdentity.arn', { NotStartsWith: ['arn:aws:sts::'] })], [DATA])],
    [
      'readOnly',
      [],
      advanced(
        [MANAGEMENT, field('readOnly', { Equals: ['true'] })],
        [MANAGEMENT, field('eventName', { Equals: ['StopLogging'] })],
      ),
    ],
  ] as const)('is %s without %j', (takes, without, selectors) => {
    expect(managementEvents(selectors)).toBe(takes);
    expect(excludedSources(selectors)).toEqual(without);
  });
});

describe('data events of any bucket', () => {
  const objects = { source: 's3.amazonaws.com', type: 'AWS::S3::Object', arn: 'arn:aws:s3:::any-bucket/any-object' };
  const every = { Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] };
  const S3 = field('resources.type', { Equals: ['AWS::S3::Object'] });

  it.each<readonly [what: string, selectors: ReturnType<typeof readSelectors>, taken: ReturnType<typeof dataEvents>]>([
    ['the default takes none', basic(), 'none'],
    ['all buckets', basic({ ReadWriteType: 'All', DataResources: [every] }), 'all'],
    ['writes in all buckets', basic({ ReadWriteType: 'WriteOnly', DataResources: [every] }), 'writeOnly'],
    [
      'reads by one selector, writes by another',
      basic(
        { ReadWriteType: 'ReadOnly', DataResources: [every] },
        { ReadWriteType: 'WriteOnly', DataResources: [every] },
      ),
      'all',
    ],
    ['one bucket', basic({ DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::one/'] }] }), 'some'],
    ['functions', basic({ DataResources: [{ Type: 'AWS::Lambda::Function', Values: ['arn:aws:lambda'] }] }), 'none'],
    ['all by an advanced selector', advanced([DATA, S3]), 'all'],
    ['writes by an advanced selector', advanced([DATA, S3, field('readOnly', { Equals: ['false'] })]), 'writeOnly'],
    [
      'all but one bucket',
      advanced([DATA, S3, field('resources.ARN', { NotStartsWith: ['arn:aws:s3:::one/'] })]),
      'all',
    ],
    ['one event alone', advanced([DATA, S3, field('eventName', { Equals: ['DeleteObject'] })]), 'some'],
    ['one caller alone', advanced([DATA, S3, field('userIdentity.arn', { StartsWith: ['arn:aws:iam::1'] })]), 'some'],
    ['management events alone', advanced([MANAGEMENT]), 'none'],
  ])('%s', (_what, selectors, taken) => {
    expect(dataEvents(selectors, objects)).toBe(taken);
  });
});
