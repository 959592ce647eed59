/** The proof over all records rests on bounds: what they say of a record is never contradicted by following that record. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSelectors, recordsEvent } from '../../src/languages/event-selectors/index.ts';
import type { Expression } from '../../src/languages/filter-pattern/index.ts';
import { matchPattern, parsePattern } from '../../src/languages/filter-pattern/index.ts';
import { evaluate } from '../../src/languages/formula/index.ts';
import type { CloudTrailRecord, Value } from '../../src/model/value.ts';
import type { Truth } from '../../src/model/verdict.ts';
import type { Bounds } from '../../src/proof/symbolic/bounds.ts';
import { patternBounds } from '../../src/proof/symbolic/pattern.ts';
import { selectorBounds } from '../../src/proof/symbolic/selectors.ts';
import { AT, expressionOf, leaf, pattern, plainLeaf, record, regex, wildcard } from '../languages/arbitrary.ts';
import { ACCOUNT, EVENTS, proofWith } from './healthy.ts';

/** What the bounds decide of a record. */
function decided({ must, may }: Bounds, on: CloudTrailRecord): Truth {
  if (evaluate(must, on)) return 'true';
  return evaluate(may, on) ? 'unknown' : 'false';
}

/** The bounds may know less than the record tells, never something else. */
function agrees(bounds: Bounds, on: CloudTrailRecord, truth: Truth): void {
  const bound = decided(bounds, on);
  if (bound !== 'unknown') expect(bound).toBe(truth);
}

describe('the bounds of a pattern', () => {
  const clauses = fc.oneof(
    { weight: 5, arbitrary: plainLeaf },
    { weight: 1, arbitrary: leaf(wildcard) },
    {
      weight: 1,
      arbitrary: fc
        .record({ selector: wildcard, operand: regex })
        .map((clause) => ({ type: 'compare', operator: '=', ...clause, ...AT }) as const),
    },
  );

  it('hold of every record', () => {
    let known = 0;
    fc.assert(
      fc.property(expressionOf(clauses), record, (expression: Expression, on) => {
        const whole = pattern(expression);
        const bounds = patternBounds(whole);
        agrees(bounds, on, matchPattern(whole, on).truth);
        if (decided(bounds, on) !== 'unknown') known++;
      }),
      { numRuns: 700 },
    );
    expect(known).toBeGreaterThan(200);
  });

  const CLAUSES = [
    '$.eventName = "DeleteBucket"',
    '$.eventName = Delete*',
    '$.eventName = "*Bucket"',
    '$.eventName = "*ete*uck*"',
    '$.eventName = "Del*et"',
    '$.eventName != "PutBucket"',
    '$.eventName = ""',
    '$.eventName = "*"',
    '$.eventName = %^Delete%',
    '$.eventName != %Bucket$%',
    '$.eventName = %[[:alpha:]]%',
    '$.errorCode NOT EXISTS',
    '$.errorCode = "*Denied*"',
    '$.errorCode != "x"',
    '$.errorCode IS NULL',
    '$.errorCode = null',
    '$.readOnly IS FALSE',
    '$.readOnly = false',
    '$.readOnly != true',
    '$.readOnly IS TRUE',
    '$.readOnly = "f*"',
    '$.userIdentity.type = "Root"',
    '$.userIdentity = "Root"',
    '$.userIdentity NOT EXISTS',
    '$.userIdentity.type != "Root"',
    '$.userIdentity.mfa = "true"',
    '$.count > 5',
    '$.count <= 5',
    '$.count = 5',
    '$.count != 5',
    '$.count = "5"',
    '$.count = 5*',
    '$.count = 12345678901234567890',
    '$.count >= 1e3',
    '$.resources[*].type = "AWS::S3::Bucket"',
    '$.resources[0].type = "AWS::S3::Bucket"',
    '$.resources[*].type != "x"',
    '$.resources = "x"',
    '$.resources[*] = "x"',
    '$.* = "DeleteBucket"',
    "$.['a\\\\b'] = 1",
    '$.x not exists',
    '$.eventName = "a\\"b"',
    '$.__proto__ NOT EXISTS',
    '$.constructor = "x"',
  ];
  const value = fc.constantFrom<Value>(
    'DeleteBucket',
    'PutBucket',
    'deletebucket',
    'Delet',
    '',
    'x\ny',
    'AccessDenied',
    'Root',
    'true',
    'false',
    '5',
    '05',
    '5e0',
    'null',
    0,
    5,
    5.5,
    6,
    1000,
    1e21,
    -1e21,
    true,
    false,
    null,
  );
  const odd = fc.oneof(
    { weight: 8, arbitrary: value },
    fc.array(value, { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('type', 'x'), value),
  );
  const event: fc.Arbitrary<CloudTrailRecord> = fc.record(
    {
      eventName: odd,
      errorCode: odd,
      readOnly: odd,
      count: odd,
      userIdentity: fc.oneof(fc.record({ type: odd, mfa: odd }, { requiredKeys: [] }), odd),
      resources: fc.oneof(
        fc.array(fc.oneof(fc.record({ type: fc.constantFrom<Value>('AWS::S3::Bucket', 'x') }), value), {
          maxLength: 3,
        }),
        odd,
      ),
      x: odd,
    },
    { requiredKeys: [] },
  );

  it.each(CLAUSES)('hold of every record for %s', (clause) => {
    const parsed = parsePattern(`{ ${clause} }`);
    if (!parsed.ok) throw new Error(parsed.error.message);
    const bounds = patternBounds(parsed.pattern);
    fc.assert(
      fc.property(event, (on) => agrees(bounds, on, matchPattern(parsed.pattern, on).truth)),
      { numRuns: 60 },
    );
  });

  it('hold of every record where clauses are joined', () => {
    const joined = fc.tuple(
      fc.subarray(
        CLAUSES.filter((clause) => !/%|\*\]|\.\*/.test(clause)),
        { minLength: 2, maxLength: 4 },
      ),
      fc.constantFrom(' && ', ' || '),
    );
    fc.assert(
      fc.property(joined, event, ([parts, sign], on) => {
        const parsed = parsePattern(`{ ${parts.map((part) => `(${part})`).join(sign)} }`);
        if (!parsed.ok) throw new Error(parsed.error.message);
        agrees(patternBounds(parsed.pattern), on, matchPattern(parsed.pattern, on).truth);
      }),
      { numRuns: 250 },
    );
  });
});

describe('the bounds of event selectors', () => {
  const sources = fc.constantFrom(
    'kms.amazonaws.com',
    'KMS.amazonaws.com',
    'rdsdata.amazonaws.com',
    's3.amazonaws.com',
  );
  const basic = fc.record(
    {
      ReadWriteType: fc.constantFrom('All', 'ReadOnly', 'WriteOnly'),
      IncludeManagementEvents: fc.boolean(),
      ExcludeManagementEventSources: fc.array(sources, { maxLength: 2 }),
    },
    { requiredKeys: [] },
  );
  const values = fc.array(
    fc.constantFrom(
      'Management',
      'management',
      'Data',
      'true',
      'false',
      'True',
      'kms.amazonaws.com',
      'kms',
      '.com',
      'DeleteBucket',
      'Bucket',
      '',
    ),
    { maxLength: 2 },
  );
  const field = fc.record(
    {
      Field: fc.constantFrom(
        'eventCategory',
        'readOnly',
        'eventSource',
        'eventName',
        'userIdentity.arn',
        'resources.type',
        'resources.ARN',
        'constructor',
      ),
      Equals: values,
      StartsWith: values,
      EndsWith: values,
      NotEquals: values,
      NotStartsWith: values,
      NotEndsWith: values,
      Matches: values,
    },
    { requiredKeys: ['Field'] },
  );
  const selectors = fc.oneof(
    fc.record({ EventSelectors: fc.array(basic, { maxLength: 2 }) }),
    fc.record({
      AdvancedEventSelectors: fc.array(fc.record({ FieldSelectors: fc.array(field, { maxLength: 3 }) }), {
        minLength: 1,
        maxLength: 2,
      }),
    }),
  );
  const event = fc.record(
    {
      eventCategory: fc.constant('Management'),
      managementEvent: fc.constant(true),
      eventSource: sources,
      eventName: fc.constantFrom('DeleteBucket', 'deletebucket', 'GetBucket'),
      readOnly: fc.boolean(),
      userIdentity: fc.record({ arn: fc.constantFrom('kms', 'x.com') }, { requiredKeys: [] }),
    },
    { requiredKeys: ['eventCategory', 'managementEvent', 'eventSource', 'eventName'] },
  );

  it('hold of every management event', () => {
    let known = 0;
    fc.assert(
      fc.property(selectors, event, (given, on) => {
        const read = readSelectors(given as { readonly [key: string]: Value });
        const bounds = selectorBounds(read);
        agrees(bounds, on, recordsEvent(read, on).truth);
        if (decided(bounds, on) !== 'unknown') known++;
      }),
      { numRuns: 700 },
    );
    expect(known).toBeGreaterThan(200);
  });
});

describe('a class that is called told', () => {
  const CLAUSES = [
    '$.eventName = "DeleteBucket"',
    '$.eventName = "Delete*"',
    '$.eventSource = "s3.amazonaws.com"',
    '$.eventSource = "s3*"',
    '$.eventName != "PutBucket"',
    '$.errorCode NOT EXISTS',
    '$.errorCode != "AccessDenied"',
    '$.errorCode = "*"',
    '$.readOnly IS FALSE',
    '$.readOnly != true',
    '$.userIdentity.type = "Root"',
    '$.userIdentity.type != "Root"',
    '$.userIdentity.type = "*User"',
    '$.userIdentity.userName NOT EXISTS',
    '$.userIdentity.userName = "a*"',
    '$.userIdentity.userName != "a*"',
    '$.userAgent = "console*"',
    '$.userAgent != "console*"',
    '$.userAgent NOT EXISTS',
    '$.sourceIPAddress != "10.*"',
    '$.sourceIPAddress = "10.*"',
    '$.sourceIPAddress = %^10%',
    '$.requestParameters.name = "x"',
    '$.requestParameters.name != "x"',
    '$.requestParameters NOT EXISTS',
    '$.requestParameters IS NULL',
    '$.awsRegion = "us-east-1"',
    '$.awsRegion != "eu-west-1"',
    '$.apiVersion IS NULL',
    '$.awsRegion = "us*"',
  ];
  const clause = fc.constantFrom(...CLAUSES);
  const one = fc.oneof(
    clause,
    fc.tuple(clause, clause).map(([left, right]) => `(${left}) && (${right})`),
    fc.tuple(clause, clause).map(([left, right]) => `(${left}) || (${right})`),
    fc.tuple(clause, clause, clause).map(([a, b, c]) => `(${a}) && ((${b}) || (${c}))`),
  );
  const text = (...values: readonly string[]) => fc.constantFrom(...values);
  const whole = fc.record(
    {
      userAgent: text('console.amazonaws.com', 'aws-cli/2', ''),
      requestParameters: fc.oneof(fc.constant(null), fc.dictionary(text('name'), text('x', 'y'))),
      userIdentity: fc.record(
        { type: text('Root', 'IAMUser', 'AssumedRole'), userName: text('alice', 'bob'), accountId: text(ACCOUNT) },
        { requiredKeys: ['type'] },
      ),
      sourceIPAddress: text('10.0.0.1', '192.0.2.1', 'cloudformation.amazonaws.com'),
      apiVersion: text('2006-03-01'),
    },
    { requiredKeys: ['userIdentity', 'sourceIPAddress'] },
  );

  it('is told of every record of it, whatever the filters are', () => {
    let told = 0;
    fc.assert(
      fc.property(
        fc.array(one, { minLength: 1, maxLength: 3 }),
        fc.array(whole, { minLength: 12, maxLength: 12 }),
        (patterns, more) => {
          const metricFilters = patterns.map((body, at) => ({ name: `f${at}`, pattern: `{ ${body} }` }));
          const { truth } = proofWith({ metricFilters });
          const parsed = metricFilters.map(({ pattern: source }) => parsePattern(source));
          const untold = more
            .map((fields): CloudTrailRecord => ({ ...EVENTS.samples[0]?.record, ...fields }))
            .filter((on) => !parsed.some((each) => each.ok && matchPattern(each.pattern, on).truth === 'true'));
          if (truth === 'true') {
            told++;
            expect(untold).toEqual([]);
          }
          // A record that no filter matches is not told about, and there is one.
          const missed = untold.some((on) =>
            parsed.every((each) => each.ok && matchPattern(each.pattern, on).truth === 'false'),
          );
          if (missed) expect(truth).toBe('false');
        },
      ),
      { numRuns: 150 },
    );
    expect(told).toBeGreaterThan(10);
  });
});
