/** What is found once for a sample is what would be found for each record that is made of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRules, shippedRules } from '../../src/index.ts';
import { matchPattern, parsePattern } from '../../src/languages/filter-pattern/index.ts';
import { partitionOf } from '../../src/model/arn.ts';
import type { CloudTrailRecord } from '../../src/model/value.ts';
import { fieldsOf } from '../../src/proof/patterns.ts';
import { inRegion, onceForSample, ownedBy } from '../../src/proof/sample.ts';
import { anyPattern } from './worlds.ts';

const { events } = compileRules(shippedRules());
const samples = [...events.values()].flatMap((each) => each.samples.map(({ record }) => record));
const ACCOUNTS = ['111122223333', '999988887777', '121212121212'] as const;
const REGIONS = ['us-east-1', 'eu-west-1', 'cn-north-1'] as const;

function found(text: string, record: CloudTrailRecord): unknown {
  const parsed = parsePattern(text);
  return parsed.ok ? matchPattern(parsed.pattern, record) : parsed.error.message;
}

const shared = onceForSample(found, fieldsOf);

/** Patterns that look at who and where: the only ones that may differ. */
const placed = fc
  .tuple(
    fc.constantFrom('awsRegion', 'recipientAccountId', 'userIdentity.arn', 'userIdentity.accountId', 'userIdentity'),
    fc.constantFrom('=', '!='),
    fc.constantFrom(...ACCOUNTS.map((id) => `*${id}*`), ...REGIONS, '*9*', '1*', 'arn:aws:*', 'arn:aws-*'),
  )
  .map(([field, operator, value]) => `{ $.${field} ${operator} "${value}" }`);

describe('what a pattern makes of a sample', () => {
  it('is found once for all accounts and regions where it is the same', () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.oneof(anyPattern, placed), (sample, text) => {
        for (const account of ACCOUNTS) {
          for (const region of REGIONS) {
            const record = inRegion(region, ownedBy(account, sample, partitionOf(region)));
            expect(shared(text, record)).toEqual(found(text, record));
          }
        }
      }),
      { numRuns: 1500 },
    );
  });
});
