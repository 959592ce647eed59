/** The bounds of event selectors: what they say of a management event is what following it says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSelectors, recordsEvent } from '../../../src/languages/event-selectors/index.ts';
import type { CloudTrailRecord, Value } from '../../../src/model/value.ts';
import { selectorBounds } from '../../../src/proof/symbolic/selectors.ts';
import { agrees, decided, equals } from './agreement.ts';

const SOURCES = ['kms.amazonaws.com', 'KMS.amazonaws.com', 'rdsdata.amazonaws.com', 's3.amazonaws.com'] as const;
const sources = fc.constantFrom(...SOURCES);
const basic = fc.record(
  {
    ReadWriteType: fc.constantFrom('All', 'ReadOnly', 'WriteOnly'),
    IncludeManagementEvents: fc.boolean(),
    ExcludeManagementEventSources: fc.array(sources, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);
const withData = fc.record({
  DataResources: fc.constant([{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }]),
  IncludeManagementEvents: fc.boolean(),
});
const values = fc.array(
  fc.constantFrom(
    'Management',
    'management',
    'Data',
    'true',
    'false',
    'True',
    'tr',
    'kms',
    '.com',
    'Bucket',
    '',
    ...SOURCES,
  ),
  { maxLength: 2 },
);
const FIELDS = [
  'eventCategory',
  'readOnly',
  'eventSource',
  'eventName',
  'userIdentity.arn',
  'userIdentity.type',
  'constructor',
];
const fieldOf = (names: readonly string[], more: Readonly<Record<string, fc.Arbitrary<readonly string[]>>>) =>
  fc.record(
    {
      Field: fc.constantFrom(...names),
      Equals: values,
      StartsWith: values,
      EndsWith: values,
      NotEquals: values,
      NotStartsWith: values,
      NotEndsWith: values,
      ...more,
    },
    { requiredKeys: ['Field'] },
  );
const advanced = (field: fc.Arbitrary<unknown>) =>
  fc.record({
    AdvancedEventSelectors: fc.array(fc.record({ FieldSelectors: fc.array(field, { maxLength: 3 }) }), {
      minLength: 1,
      maxLength: 2,
    }),
  });

const text = fc.constantFrom<Value>(
  'DeleteBucket',
  'deletebucket',
  'GetBucket',
  'kms',
  'x.com',
  'true',
  '',
  ...SOURCES,
);
const management = {
  eventCategory: fc.constant('Management'),
  managementEvent: fc.constant(true),
  eventSource: sources,
};
const event = fc.record(
  {
    ...management,
    eventName: text,
    readOnly: fc.boolean(),
    userIdentity: fc.record({ arn: text, type: text }, { requiredKeys: [] }),
  },
  { requiredKeys: ['eventCategory', 'managementEvent', 'eventSource'] },
);
/** Values that no record of CloudTrail has there. */
const odd = fc.constantFrom<Value>(5, null, {}, [], 'kms');
const oddEvent = fc.record(
  { ...management, eventName: odd, readOnly: odd, userIdentity: fc.oneof(odd, fc.record({ arn: odd, type: odd })) },
  { requiredKeys: ['eventCategory', 'managementEvent', 'eventSource'] },
);

function hold(
  selectors: fc.Arbitrary<unknown>,
  events: fc.Arbitrary<CloudTrailRecord>,
  check: typeof equals,
  numRuns: number,
): number {
  let known = 0;
  fc.assert(
    fc.property(selectors, fc.array(events, { minLength: 5, maxLength: 5 }), (given, all) => {
      const read = readSelectors(given as { readonly [key: string]: Value });
      const bounds = selectorBounds(read);
      for (const each of all) {
        check(bounds, each, recordsEvent(read, each).truth, `${JSON.stringify(given)} on ${JSON.stringify(each)}`);
        if (decided(bounds, each) !== 'unknown') known++;
      }
    }),
    { numRuns },
  );
  return known;
}

describe('the bounds of event selectors', () => {
  it('say what following a record says, of basic ones', () => {
    const given = fc.record({ EventSelectors: fc.array(fc.oneof(basic, withData), { maxLength: 3 }) });
    expect(hold(given, event, equals, 600)).toBeGreaterThan(1500);
  });

  it('say what following a record says, of advanced ones', () => {
    expect(hold(advanced(fieldOf(FIELDS, {})), event, equals, 400)).toBeGreaterThan(500);
  });

  it('never say the opposite, whatever selectors and records hold', () => {
    const field = fieldOf([...FIELDS, 'resources.type', 'resources.ARN'], { Matches: values });
    expect(hold(advanced(field), fc.oneof(event, oddEvent), agrees, 300)).toBeGreaterThan(30);
  });

  it('say nothing for certain of data events where basic ones take some, and that none is taken where they take none', () => {
    const management = { ReadWriteType: 'All', IncludeManagementEvents: true };
    const some = { ...management, DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] };
    const said = (all: readonly Value[]) =>
      decided(selectorBounds(readSelectors({ EventSelectors: all })), { eventCategory: 'Data' });
    expect(said([management])).toBe('false');
    expect(said([])).toBe('false');
    expect(said([management, some])).toBe('unknown');
  });

  /** Everything on which they know less. */
  it.each<readonly [what: string, field: string, record: CloudTrailRecord, truth: string]>([
    ['what stands in lists', 'resources.type', { resources: [{ type: 'Data' }] }, 'true'],
    ['numbers, lists and objects where texts are expected', 'eventName', { eventName: 5 }, 'false'],
  ])('leave open %s', (_what, field, record, truth) => {
    const selectors = readSelectors({
      AdvancedEventSelectors: [{ FieldSelectors: [{ Field: field, Equals: ['Data'] }] }],
    });
    expect(recordsEvent(selectors, { ...record, eventCategory: 'Management' }).truth).toBe(truth);
    expect(decided(selectorBounds(selectors), record)).toBe('unknown');
  });
});
