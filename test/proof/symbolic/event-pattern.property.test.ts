/** Event patterns as bounds: what they say of a record is never contradicted by matching the event that is made of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventOf, matchEventPattern, parseEventPattern } from '../../../src/languages/event-pattern/index.ts';
import { evaluate } from '../../../src/languages/formula/index.ts';
import type { CloudTrailRecord, Value } from '../../../src/model/value.ts';
import type { Truth } from '../../../src/model/verdict.ts';
import { eventPatternBounds } from '../../../src/proof/symbolic/event-pattern.ts';

type JsonObject = { readonly [key: string]: Value };

/** Of the pattern, what its bounds say of the record, and what matching says. */
function both(
  pattern: JsonObject | string,
  record: CloudTrailRecord,
): { readonly bound: Truth; readonly truth: Truth } {
  const parsed = parseEventPattern(typeof pattern === 'string' ? pattern : JSON.stringify(pattern));
  if (!parsed.ok) throw new Error(parsed.error.message);
  const { must, may } = eventPatternBounds(parsed.pattern);
  const { event, doubts } = eventOf(record);
  const bound = evaluate(must, record) ? 'true' : evaluate(may, record) ? 'unknown' : 'false';
  return { bound, truth: matchEventPattern(parsed.pattern, event, doubts).truth };
}

const TEXTS = [
  '',
  'x',
  'X',
  'xy',
  'yx',
  'x"',
  'é',
  '10.0.0.1',
  '10.0.0.01',
  'a*b',
  'axb',
  'Root',
  '5',
  '\u212a',
  'k',
] as const;
const text = fc.constantFrom<string>(...TEXTS);
const number = fc.constantFrom(0, 5, -1, 0.5, 300, 6e9, 0.1234567);
const texts = fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 2 }));
const wildcard = fc.constantFrom('x*', '*x', '*', 'a*b', 'a\\*b', 'x', '*o*t');
const ending = fc.constantFrom('x', 'y', 'x"', '"x', 'é', 'R', 't', 'k');

const alternative: fc.Arbitrary<Value> = fc.oneof(
  { weight: 5, arbitrary: fc.oneof(text, number, fc.boolean(), fc.constant(null)) },
  fc.record({ exactly: text }),
  fc.record({ prefix: fc.oneof(text, fc.record({ 'equals-ignore-case': text })) }),
  fc.record({ suffix: fc.oneof(text, fc.record({ 'equals-ignore-case': text })) }),
  fc.record({ wildcard }),
  fc.record({ 'equals-ignore-case': text }),
  { weight: 2, arbitrary: fc.record({ 'anything-but': fc.oneof(texts, number, fc.tuple(number, number)) }) },
  fc.record({ 'anything-but': fc.record({ prefix: ending }) }),
  fc.record({ 'anything-but': fc.record({ suffix: ending }) }),
  fc.record({ 'anything-but': fc.record({ wildcard }) }),
  fc.record({ 'anything-but': fc.record({ 'equals-ignore-case': texts }) }),
  fc.constantFrom<Value>({ numeric: ['>', 0] }, { numeric: ['=', 5] }, { numeric: ['>=', 0, '<', 5] }),
  fc.constantFrom<Value>({ cidr: '10.0.0.0/8' }, { cidr: '10.0.0.0/31' }),
  { weight: 2, arbitrary: fc.record({ exists: fc.boolean() }) },
);
const wanted = fc.array(alternative, { minLength: 1, maxLength: 2 });

const scalar: fc.Arbitrary<Value> = fc.oneof({ weight: 4, arbitrary: text }, number, fc.boolean(), fc.constant(null));

/** A record as CloudTrail makes them; `free` is what stands where anything may. */
const recordOf = (free: fc.Arbitrary<Value>): fc.Arbitrary<CloudTrailRecord> =>
  fc.record(
    {
      eventSource: fc.constantFrom(
        's3.amazonaws.com',
        'iam.amazonaws.com',
        'a.b.amazonaws.com',
        'S3.amazonaws.com',
        '',
      ),
      eventType: fc.constantFrom('AwsApiCall', 'AwsConsoleSignIn', 'AwsServiceEvent'),
      eventName: text,
      awsRegion: fc.constantFrom('us-east-1', 'eu-west-1', ''),
      recipientAccountId: fc.constantFrom('111122223333', ''),
      eventTime: fc.constant('2026-03-02T10:15:30Z'),
      readOnly: fc.boolean(),
      errorCode: text,
      requestParameters: fc.oneof(fc.constant(null), fc.dictionary(fc.constantFrom('a', 'b'), free)),
      resources: fc.array(free, { maxLength: 3 }),
      extra: free,
    },
    { requiredKeys: ['eventSource', 'eventType', 'eventName', 'requestParameters', 'resources'] },
  );

const free = fc.letrec<{ value: Value; object: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    { weight: 2, arbitrary: scalar },
    { weight: 2, arbitrary: tie('object') },
    fc.array(tie('value'), { maxLength: 3 }),
  ),
  object: fc.dictionary(fc.constantFrom('a', 'b'), tie('value'), { maxKeys: 2 }),
})).value;

/** A pattern as JSON whose fields lie below these names. */
function patternOf(names: readonly string[], depth: number): fc.Arbitrary<JsonObject> {
  const deeper: fc.Arbitrary<Value> = depth === 0 ? wanted : fc.oneof(wanted, patternOf(['a', 'b', '$or'], depth - 1));
  return fc
    .uniqueArray(fc.constantFrom(...names.filter((name) => depth > 0 || name !== '$or')), {
      minLength: 1,
      maxLength: 2,
    })
    .chain((keys) => {
      const branch = patternOf(
        names.filter((name) => name !== '$or'),
        Math.max(0, depth - 1),
      );
      const choice = fc.array(branch, { minLength: 2, maxLength: 2 });
      return fc.record(Object.fromEntries(keys.map((key) => [key, key === '$or' ? choice : deeper])));
    });
}

const FIELDS = ['eventName', 'errorCode', 'readOnly', 'requestParameters', 'resources', 'extra', '$or'];
const detail = patternOf(FIELDS, 2).map((inner) => ({ detail: inner }));

const source: fc.Arbitrary<Value> = fc.constantFrom<Value>(
  'aws.s3',
  'aws.iam',
  'aws.cloudtrail',
  's3.amazonaws.com',
  { prefix: 'aws.' },
  { prefix: 'aw' },
  { prefix: 'aws.s' },
  { suffix: '3' },
  { suffix: '.s3' },
  { suffix: 's.s3' },
  { wildcard: 'aws.*' },
  { wildcard: '*3' },
  { wildcard: 'a*m' },
  { 'anything-but': 'aws.s3' },
  { 'anything-but': { prefix: 'aws.s' } },
  { 'equals-ignore-case': 'AWS.S3' },
  { exists: true },
  { exists: false },
  5,
);
const detailType: fc.Arbitrary<Value> = fc.constantFrom<Value>(
  'AWS API Call via CloudTrail',
  'AWS Console Sign In via CloudTrail',
  'AWS Console Signin via CloudTrail',
  'AWS Service Event via CloudTrail',
  'Object Created',
  { suffix: ' via CloudTrail' },
  { 'anything-but': 'AWS API Call via CloudTrail' },
  { exists: true },
  { exists: false },
);
const several = (one: fc.Arbitrary<Value>) => fc.array(one, { minLength: 1, maxLength: 2 });
const BESIDE: Readonly<Record<string, fc.Arbitrary<Value>>> = {
  source: several(source),
  'detail-type': several(detailType),
  account: several(fc.constantFrom<Value>('111122223333', '444455556666', { prefix: '1' }, { exists: false }, '')),
  region: several(fc.constantFrom<Value>('us-east-1', { prefix: 'us' }, { 'anything-but': 'us-east-1' })),
  version: several(fc.constantFrom<Value>('0', '1', { exists: true })),
  id: several(fc.constantFrom<Value>('x', { exists: true }, { exists: false })),
  time: several(fc.constantFrom<Value>({ prefix: '2026' }, { exists: false })),
  resources: several(fc.constantFrom<Value>('x', { exists: false })),
  other: several(fc.constantFrom<Value>('x', { exists: false })),
  detail: fc.constantFrom<Value>(['x'], [{ exists: false }]),
};
const beside: fc.Arbitrary<JsonObject> = fc
  .uniqueArray(fc.constantFrom(...Object.keys(BESIDE)), { minLength: 1, maxLength: 2 })
  .chain((keys) => fc.record(Object.fromEntries(keys.map((key) => [key, BESIDE[key] ?? fc.constant(null)]))));

/** Fails where the bounds say what matching does not; gives how often they decide. */
function compare(
  pattern: fc.Arbitrary<JsonObject>,
  record: fc.Arbitrary<CloudTrailRecord>,
  numRuns: number,
): { readonly decided: number; readonly matching: number; readonly truths: number } {
  let [decided, matching, truths] = [0, 0, 0];
  fc.assert(
    fc.property(pattern, record, (written, on) => {
      const { bound, truth } = both(written, on);
      if (truth !== 'unknown') truths++;
      if (bound === 'unknown') return;
      decided++;
      if (bound === 'true') matching++;
      expect(bound).toBe(truth);
    }),
    { numRuns },
  );
  return { decided, matching, truths };
}

describe('the bounds of an event pattern', () => {
  it('hold of every record', () => {
    const { decided, matching } = compare(detail, recordOf(free), 600);
    expect(decided).toBeGreaterThan(300);
    expect(matching).toBeGreaterThan(15);
  });

  it('hold of every record where many values are in lists', () => {
    const values = fc.constantFrom<Value>('x', 'y', ['x', 'y'], ['y']);
    const element = fc.dictionary(fc.constantFrom('a', 'b'), values, { minKeys: 1, maxKeys: 2 });
    const value = fc.constantFrom<Value>(['x'], ['y'], [{ 'anything-but': 'x' }], [{ exists: false }], ['x', 'y']);
    const inner = fc.oneof(fc.record({ a: value }), fc.record({ a: value, b: value }));
    const pattern = fc
      .constantFrom('resources', 'extra')
      .chain((list) => fc.record({ detail: fc.record({ [list]: inner }) }));
    const list = fc.oneof(
      { weight: 4, arbitrary: fc.array(element, { minLength: 1, maxLength: 3 }) },
      fc.array(fc.array(element, { maxLength: 2 }), { maxLength: 2 }),
      element,
    );
    const crowded = fc.record({ eventSource: text, eventName: text, resources: list, extra: list });
    const { decided, matching } = compare(pattern, crowded, 1200);
    expect(decided).toBeGreaterThan(300);
    expect(matching).toBeGreaterThan(80);
  });

  it('hold of every record for fields beside the detail, and know all that matching knows', () => {
    const { decided, matching, truths } = compare(beside, recordOf(text), 600);
    expect(decided).toBe(truths);
    expect(matching).toBeGreaterThan(40);
  });

  it.each<readonly [what: string, fields: string, record: CloudTrailRecord, truth: Truth]>([
    ['one element has both', '"a":["x"],"b":["y"]', { resources: [{ a: 'z' }, { a: 'x', b: 'y' }] }, 'true'],
    ['no one element has both', '"a":["x"],"b":["y"]', { resources: [{ a: 'x' }, { b: 'y' }] }, 'false'],
    [
      'an element has what is not left out',
      '"a":[{"anything-but":"x"}]',
      { resources: [{ a: 'x' }, { a: 'y' }] },
      'true',
    ],
    ['every element is left out', '"a":[{"anything-but":"x"}]', { resources: [{ a: 'x' }, { a: 'x' }] }, 'false'],
    ['no element has it', '"a":[{"exists":false}]', { resources: [{ b: 'x' }, {}] }, 'true'],
    ['some element has it', '"a":[{"exists":false}]', { resources: [{ b: 'x' }, { a: null }] }, 'false'],
    ['the list is empty', '"a":[{"exists":false}]', { resources: [] }, 'true'],
    ['a list within the list', '"a":["x"]', { resources: [[{ a: 'x' }]] }, 'unknown'],
  ])('know of lists: %s', (_what, fields, record, truth) => {
    expect(both(`{"detail":{"resources":{${fields}}}}`, record).bound).toBe(truth);
  });

  it.each<readonly [what: string, beside: string, truth: Truth]>([
    ['holds as well', '"source":["aws.s3"]', 'true'],
    ['does not hold', '"source":["aws.iam"]', 'false'],
    ['is absent', '"other":["x"]', 'false'],
  ])('know of fields that look into one list, where what stands beside the detail %s', (_what, beside, truth) => {
    const pattern = `{${beside},"detail":{"resources":{"a":["x"],"b":["y"]}}}`;
    const record = { eventSource: 's3.amazonaws.com', eventType: 'AwsApiCall', resources: [{ a: 'x', b: 'y' }] };
    expect(both(pattern, record)).toEqual({ bound: truth, truth });
  });

  it.each<readonly [what: string, pattern: string]>([
    ['of a name that the record has elsewhere', '{"other":{"eventName":["x"]}}'],
    ['below one of a name that is known', '{"other":{"source":{"x":["y"]}}}'],
    ['that is not there, where it may be absent', '{"other":{"eventName":[{"exists":false}]}}'],
    ['of a value where there is an object', '{"detail":["x"]}'],
    ['of nothing where there is an object', '{"detail":[{"exists":false}]}'],
    ...['aws.s3', 'aws.iam', 'aws.cloudtrail', 's3.amazonaws.com'].map(
      (name) => [name, `{"source":["${name}"]}`] as const,
    ),
    ...['AWS API Call via CloudTrail', 'AWS Console Sign In via CloudTrail', 'AWS Service Event via CloudTrail'].map(
      (name) => [name, `{"detail-type":["${name}"]}`] as const,
    ),
  ])('know all that matching knows, of each kind of event, beside the detail: %s', (_what, pattern) => {
    for (const eventType of ['AwsApiCall', 'AwsConsoleSignIn', 'AwsServiceEvent', 'AwsConsoleAction']) {
      for (const eventSource of ['s3.amazonaws.com', 'iam.amazonaws.com', 'cloudtrail.amazonaws.com', 'S3', '']) {
        const { bound, truth } = both(pattern, { eventType, eventSource, eventName: 'x' });
        expect(bound, `${eventType} of ${eventSource}`).toBe(truth);
      }
    }
  });

  it.each<readonly [what: string, pattern: string]>([
    [
      'a field is given twice beside them',
      '{"detail":{"resources":{"a":["x"],"b":["y"]},"eventName":["x"]},"detail.eventName":["x"]}',
    ],
    ['one of them may be absent', '{"detail":{"resources":{"a":["x"],"b":["y"],"c":[{"exists":false}]}}}'],
  ])('know nothing for certain of fields that look into one list where %s', (_what, pattern) => {
    const record = { eventName: 'x', resources: [{ a: 'x', b: 'y' }, { c: 'z' }] };
    expect(both(pattern, record).bound).toBe('unknown');
  });

  it('know nothing where a field is given twice', () => {
    const pattern = '{"detail":{"eventName":["x"]},"detail.eventName":["x"]}';
    expect(both(pattern, { eventName: 'x' })).toEqual({ bound: 'unknown', truth: 'true' });
  });

  it('try branches one by one where they look into one list, up to a number', () => {
    const branches = Array.from({ length: 4 }, (_, index) => `{"a":["x${index}"]},{"b":["x${index}"]}`);
    const few = `{"detail":{"resources":{"$or":[${branches.slice(0, 2).join()}],"c":["y"]}}}`;
    expect(both(few, { resources: [{ a: 'x1', c: 'y' }] }).bound).toBe('true');
    expect(both(few, { resources: [{ a: 'x1' }, { c: 'y' }] }).bound).toBe('false');
    const choices = ['d', 'e', 'f'].map((name) => `"${name}":{"$or":[${branches.join()}]}`);
    const many = `{"detail":{"resources":{${choices.join()}}}}`;
    expect(both(many, { resources: [{ d: { a: 'x0' }, e: { a: 'x1' }, f: { a: 'x1' } }] })).toEqual({
      bound: 'unknown',
      truth: 'true',
    });
    expect(both(many, { resources: [{ d: { a: 'x9' } }] }).bound).toBe('false');
  });
});
