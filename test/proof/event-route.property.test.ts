/** A class that is called told: whatever EventBridge rules and metric filters there are, every record of it is told about. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eventOf, matchEventPattern, parseEventPattern } from '../../src/languages/event-pattern/index.ts';
import { matchPattern, parsePattern } from '../../src/languages/filter-pattern/index.ts';
import type { EventClass } from '../../src/model/rule.ts';
import type { CloudTrailRecord, Value } from '../../src/model/value.ts';
import type { Truth } from '../../src/model/verdict.ts';
import { anyOf } from '../../src/model/verdict.ts';
import { ACCOUNT, EVENTS, HEALTHY, proofWith } from './healthy.ts';

/** Calls of S3 on buckets, some of which only look. */
const CALLS: EventClass = {
  ...EVENTS,
  records: {
    type: 'all',
    of: [
      { type: 'field', path: ['eventSource'], test: { operator: 'in', values: ['s3.amazonaws.com'] } },
      { type: 'field', path: ['eventType'], test: { operator: 'in', values: ['AwsApiCall'] } },
      { type: 'field', path: ['eventName'], test: { operator: 'in', values: ['DeleteBucket', 'GetBucketAcl'] } },
    ],
  },
  samples: EVENTS.samples.map(({ name, record }) => ({ name, record: { ...record, eventType: 'AwsApiCall' } })),
};

type Fields = Readonly<Record<string, Value>>;
const text = (...values: readonly string[]) => fc.constantFrom(...values);
const several = (...values: readonly Value[]) => fc.subarray([...values], { minLength: 1, maxLength: 2 });

/** Fields that are wanted of the detail; most patterns leave most of them out. */
const FIELDS: Readonly<Record<string, fc.Arbitrary<Value>>> = {
  eventName: several('DeleteBucket', 'GetBucketAcl', { prefix: 'Delete' }, { wildcard: '*Bucket*' }),
  readOnly: several(true, false),
  errorCode: several({ exists: false }, { exists: true }, 'AccessDenied', { 'anything-but': 'AccessDenied' }),
  awsRegion: several('us-east-1', { prefix: 'us' }, { 'anything-but': 'eu-west-1' }),
  sourceIPAddress: several({ 'anything-but': { prefix: '10.' } }, { prefix: '10.' }, { cidr: '10.0.0.0/8' }),
  userIdentity: fc.oneof(
    fc.record({ type: several('Root', 'IAMUser', { 'anything-but': 'Root' }) }),
    fc.record({ userName: several({ exists: false }, { exists: true }, { prefix: 'a' }) }),
  ),
  requestParameters: fc.oneof(
    fc.record({ name: several('x', { exists: false }, { 'anything-but': 'x' }) }),
    fc.constant<Value>([{ exists: false }]),
  ),
  resources: fc.record({ type: several('AWS::S3::Bucket', { exists: true }, { 'anything-but': 'AWS::S3::Bucket' }) }),
};
const fields: fc.Arbitrary<Fields> = fc
  .uniqueArray(fc.constantFrom(...Object.keys(FIELDS)), { maxLength: 2 })
  .chain((keys) => fc.record(Object.fromEntries(keys.map((key) => [key, FIELDS[key] ?? fc.constant(null)]))));
const detail: fc.Arbitrary<Fields> = fc.oneof(
  { weight: 3, arbitrary: fields },
  fc.tuple(fields, fields).map(([one, other]) => {
    const isChoice = Object.keys(one).length > 0 && Object.keys(other).length > 0;
    return isChoice ? { $or: [one, other] } : {};
  }),
);
const rule = fc.record({
  state: text(
    'ENABLED',
    'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
    'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
    'DISABLED',
  ),
  pattern: detail.map((wanted) =>
    JSON.stringify({ source: ['aws.s3'], ...(Object.keys(wanted).length > 0 ? { detail: wanted } : {}) }),
  ),
});
const filter = text(
  '{ $.eventName = "DeleteBucket" }',
  '{ $.readOnly IS TRUE }',
  '{ $.userIdentity.type = "Root" }',
  '{ $.errorCode = "*" }',
  '{ $.requestParameters.name = "x" }',
);
const resource = fc.record({ type: text('AWS::S3::Bucket', 'AWS::S3::Object') }, { requiredKeys: [] });
const record: fc.Arbitrary<CloudTrailRecord> = fc
  .record(
    {
      eventName: text('DeleteBucket', 'GetBucketAcl'),
      readOnly: fc.boolean(),
      errorCode: text('AccessDenied', 'NoSuchBucket'),
      sourceIPAddress: text('10.0.0.1', '192.0.2.1', 'cloudformation.amazonaws.com'),
      userIdentity: fc.record(
        { type: text('Root', 'IAMUser'), userName: text('alice', 'bob') },
        { requiredKeys: ['type'] },
      ),
      requestParameters: fc.oneof(fc.constant(null), fc.dictionary(text('name'), text('x', 'y'))),
      resources: fc.array(resource, { maxLength: 2 }),
    },
    { requiredKeys: ['eventName', 'readOnly', 'userIdentity', 'sourceIPAddress'] },
  )
  .map((own) => ({ ...CALLS.samples[0]?.record, managementEvent: true, recipientAccountId: ACCOUNT, ...own }));

/** Whether a rule is given a record and matches it, once more. */
function toldBy({ state, pattern }: { readonly state: string; readonly pattern: string }, on: CloudTrailRecord): Truth {
  const { eventName, readOnly } = on;
  if (state === 'DISABLED') return 'false';
  const parsed = parseEventPattern(pattern);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const { event, doubts } = eventOf(on);
  const { truth } = matchEventPattern(parsed.pattern, event, doubts);
  if (state !== 'ENABLED' || truth === 'false') return truth;
  if (eventName === 'GetBucketAcl') return readOnly === true ? 'false' : 'unknown';
  return readOnly === true ? 'unknown' : truth;
}

it('is told of every record of it, whatever the rules are', () => {
  const counts = { true: 0, false: 0, unknown: 0 };
  fc.assert(
    fc.property(
      fc.array(rule, { minLength: 1, maxLength: 3 }),
      fc.array(filter, { maxLength: 1 }),
      fc.array(record, { minLength: 15, maxLength: 15 }),
      (rules, filters, records) => {
        const metricFilters = filters.map((pattern, at) => ({ ...HEALTHY.metricFilters[0], name: `f${at}`, pattern }));
        const eventRules = rules.map((each, at) => ({ ...each, name: `r${at}`, topics: ['security'] }));
        const topics = [{ name: 'security', admits: ['events.amazonaws.com', 'cloudwatch.amazonaws.com'] }];
        const { truth, counterexample, sentence } = proofWith({ metricFilters, eventRules, topics }, CALLS);
        const told = (on: CloudTrailRecord): Truth =>
          anyOf([
            ...rules.map((each) => toldBy(each, on)),
            ...filters.map((pattern) => {
              const parsed = parsePattern(pattern);
              return parsed.ok ? matchPattern(parsed.pattern, on).truth : 'unknown';
            }),
          ]);
        counts[truth]++;
        const fates = records.map(told);
        if (truth === 'true') expect(fates.filter((fate) => fate !== 'true')).toEqual([]);
        if (truth === 'unknown')
          expect(
            fates.filter((fate) => fate === 'false'),
            sentence,
          ).toEqual([]);
        if (counterexample) expect(told(counterexample)).toBe('false');
      },
    ),
    { numRuns: 200 },
  );
  expect(counts.true).toBeGreaterThan(40);
  expect(counts.false).toBeGreaterThan(40);
});
