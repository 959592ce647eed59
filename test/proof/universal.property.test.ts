/** A class that is called told: whatever the filters are, every record of it is told about. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchPattern, parsePattern } from '../../src/languages/filter-pattern/index.ts';
import type { CloudTrailRecord } from '../../src/model/value.ts';
import { ACCOUNT, EVENTS, proofWith } from './healthy.ts';

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
