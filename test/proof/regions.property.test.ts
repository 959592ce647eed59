/** Regions that are alike are asked about once: the answer for an account is that of its regions one by one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRules, shippedRules } from '../../src/index.ts';
import { kinds } from '../../src/kinds/index.ts';
import { openWorld } from '../../src/kinds/world.ts';
import { allOf } from '../../src/model/verdict.ts';
import { prove } from '../../src/proof/prove.ts';
import { ACCOUNT, EVENTS, snapshotOf } from './healthy.ts';
import { accountWith, anyPattern, REGIONS } from './worlds.ts';

const { events: shipped } = compileRules(shippedRules());
const classes = [EVENTS, ...shipped.values()].filter(({ recordedIn }) => recordedIn === 'every');

describe('a proof over several regions', () => {
  it('says what the regions say one by one', () => {
    const seen = { true: 0, false: 0, unknown: 0 };
    fc.assert(
      fc.property(accountWith(anyPattern), fc.constantFrom(...classes), (given, events) => {
        const world = openWorld(snapshotOf(given), kinds);
        const account = world.resource('account', ACCOUNT);
        if (!account) throw new Error(`there is no account ${ACCOUNT}`);
        const asked = { world, reaches: 'confirmedSubscriber', ordinary: [] } as const;
        const { truth, counterexample } = prove(events, account, asked);
        const each = REGIONS.map((region) => prove(events, account, asked, region));
        seen[truth]++;
        expect(truth).toBe(allOf(each.map((proof) => proof.truth)));
        const at = REGIONS.findIndex((region) => counterexample?.['awsRegion'] === region);
        if (counterexample) expect(each[at]?.truth).toBe('false');
      }),
      { numRuns: 250 },
    );
    expect(Math.min(seen.true, seen.false, seen.unknown)).toBeGreaterThan(3);
  });
});
