/** Accounts that are alike are asked about once: what is found in one account, and moved to another, is what would be found there. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRules, shippedRules } from '../../src/index.ts';
import { kinds } from '../../src/kinds/index.ts';
import { openWorld } from '../../src/kinds/world.ts';
import { evaluate, or } from '../../src/languages/formula/index.ts';
import { meets } from '../../src/languages/record-condition/index.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { coversIn } from '../../src/proof/coverage.ts';
import { holeOf } from '../../src/proof/everywhere.ts';
import { ownedBy } from '../../src/proof/sample.ts';
import { holeIn } from '../../src/proof/universal.ts';
import { ACCOUNT, EVENTS, snapshotOf } from './healthy.ts';
import { accountWith, anyPattern, REGIONS } from './worlds.ts';

const { events: shipped } = compileRules(shippedRules());
const classes = [EVENTS, ...shipped.values()].filter(({ ordinary }) => !ordinary);
const ACCOUNTS = [ACCOUNT, '999988887777', '202020202020'] as const;

/** The same things under another account's number. */
function movedTo(account: string, snapshot: Snapshot): Snapshot {
  return JSON.parse(JSON.stringify(snapshot).replaceAll(ACCOUNT, account));
}

describe('holes that are found once for many accounts', () => {
  it('are those of each of them', () => {
    const seen = { none: 0, record: 0 };
    const region = fc.constantFrom(...REGIONS);
    fc.assert(
      fc.property(accountWith(anyPattern), fc.constantFrom(...classes), region, (given, events, where) => {
        for (const id of ACCOUNTS) {
          const world = openWorld(movedTo(id, snapshotOf(given)), kinds);
          const account = world.resource('account', id);
          if (!account) throw new Error(`there is no account ${id}`);
          const place = { world, account, isGlobal: false, reaches: 'confirmedSubscriber', ordinary: [] } as const;
          const covers = coversIn({ ...place, region: where }).flat();
          const samples = events.samples.map(({ name, record }) => ({ name, record: ownedBy(id, record) }));
          const universe = { events, samples, account: id, regions: [where], except: [] };
          const hole = holeOf(universe, covers);
          const alone = holeIn(universe, covers);
          expect(hole?.truth, id).toBe(alone?.truth);
          seen[hole === null ? 'none' : 'record']++;
          if (!hole?.record) continue;
          expect(hole.record).toMatchObject({ recipientAccountId: id, awsRegion: where });
          expect(meets(events.records, hole.record)).toBe(true);
          const covered = or(...covers.map(({ bounds }) => (hole.truth === 'false' ? bounds.may : bounds.must)));
          expect(evaluate(covered, hole.record)).toBe(false);
        }
      }),
      { numRuns: 150 },
    );
    expect(Math.min(seen.none, seen.record)).toBeGreaterThan(10);
  });
});
