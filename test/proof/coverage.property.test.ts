/** What the routes of an account cover, all records at once, against following single records: never something else, and never less without a reason. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/kinds/index.ts';
import { openWorld } from '../../src/kinds/world.ts';
import type { CloudTrailRecord } from '../../src/model/value.ts';
import type { Truth } from '../../src/model/verdict.ts';
import { anyOf } from '../../src/model/verdict.ts';
import { routesOf } from '../../src/proof/chain.ts';
import type { Place } from '../../src/proof/coverage.ts';
import { coversIn } from '../../src/proof/coverage.ts';
import { some } from '../../src/proof/symbolic/bounds.ts';
import type { Given } from './healthy.ts';
import { ACCOUNT, snapshotOf } from './healthy.ts';
import { agrees, equals } from './symbolic/agreement.ts';
import { accountWith, anyPattern, jsonPattern, managementEvent, REGIONS } from './worlds.ts';

/** The account in each of its regions. */
function placesOf(account: Given, isGlobal: boolean): readonly Place[] {
  const world = openWorld(snapshotOf(account), kinds);
  const resource = world.resource('account', ACCOUNT);
  if (!resource) throw new Error(`there is no account ${ACCOUNT}`);
  const asked = { world, account: resource, isGlobal, reaches: 'confirmedSubscriber', ordinary: [] } as const;
  return REGIONS.map((region) => ({ ...asked, region }));
}

function followed(place: Place, record: CloudTrailRecord): Truth {
  return anyOf(
    routesOf({ ...place, record, siblings: [], isBrief: false, known: new Map() }).map((route) => route.truth),
  );
}

/** How often each answer was given. */
function compare(
  patterns: fc.Arbitrary<string>,
  event: fc.Arbitrary<CloudTrailRecord>,
  check: typeof equals,
  numRuns: number,
) {
  const counts = { true: 0, false: 0, unknown: 0 };
  const events = fc.array(event, { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(accountWith(patterns), fc.boolean(), events, (account, isGlobal, records) => {
      for (const place of placesOf(account, isGlobal)) {
        const union = some(
          coversIn(place)
            .flat()
            .map(({ bounds }) => bounds),
        );
        for (const each of records) {
          const record = { ...each, awsRegion: place.region };
          const truth = followed(place, record);
          counts[truth]++;
          check(union, record, truth, JSON.stringify({ account, record }));
        }
      }
    }),
    { numRuns },
  );
  return counts;
}

describe('the covers of an account', () => {
  it('say of a record what following it says', () => {
    // In which region sign-ins are recorded is not decided, and of that the covers know less.
    const event = managementEvent.map((record) => ({ ...record, eventType: 'AwsApiCall' }));
    const counts = compare(jsonPattern, event, equals, 200);
    expect(Math.min(counts.true, counts.false, counts.unknown)).toBeGreaterThan(200);
  });

  it('never say the opposite, whatever the patterns are', () => {
    const counts = compare(anyPattern, managementEvent, agrees, 150);
    expect(Math.min(counts.true, counts.false, counts.unknown)).toBeGreaterThan(100);
  });
});
