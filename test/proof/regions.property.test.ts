/** Regions that are alike are asked about once: the answer for an account is that of its regions one by one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRules, shippedRules } from '../../src/index.ts';
import { kinds } from '../../src/kinds/index.ts';
import { openWorld } from '../../src/kinds/world.ts';
import type { EventClass } from '../../src/model/rule.ts';
import type { Truth } from '../../src/model/verdict.ts';
import { allOf } from '../../src/model/verdict.ts';
import { prove } from '../../src/proof/prove.ts';
import type { Given } from './healthy.ts';
import { ACCOUNT, EVENTS, HEALTHY, snapshotOf } from './healthy.ts';
import { accountWith, anyPattern, jsonPattern, REGIONS } from './worlds.ts';

const { events: shipped } = compileRules(shippedRules());
const classes = [EVENTS, ...shipped.values()].filter(({ recordedIn }) => recordedIn === 'every');

interface Asked {
  /** Of all regions at once. */
  readonly whole: Truth;
  /** Of one after the other, in the order of `REGIONS`. */
  readonly each: readonly Truth[];
  /** Of the region of the counterexample, where there is one. */
  readonly shown: Truth | undefined;
}

function asked(given: Given, events: EventClass): Asked {
  const world = openWorld(snapshotOf(given), kinds);
  const account = world.resource('account', ACCOUNT);
  if (!account) throw new Error(`there is no account ${ACCOUNT}`);
  const how = { world, reaches: 'confirmedSubscriber', ordinary: [] } as const;
  const { truth, counterexample } = prove(events, account, how);
  const each = REGIONS.map((region) => prove(events, account, how, region).truth);
  return { whole: truth, each, shown: each[REGIONS.findIndex((region) => counterexample?.['awsRegion'] === region)] };
}

describe('a proof over several regions', () => {
  it('says what the regions say one by one, where filters say which fields they look at', () => {
    const seen = { true: 0, false: 0, unknown: 0 };
    fc.assert(
      fc.property(accountWith(jsonPattern), fc.constantFrom(...classes), (given, events) => {
        const { whole, each, shown } = asked(given, events);
        seen[whole]++;
        expect(whole).toBe(allOf(each));
        if (shown !== undefined) expect(shown).toBe('false');
      }),
      { numRuns: 250 },
    );
    expect(Math.min(seen.true, seen.false, seen.unknown)).toBeGreaterThan(3);
  });

  // Of terms it is not known of all records at once that they occur nowhere: whether the one record that is found shows it, is luck.
  it('is told where each of them is, and never says the opposite of one, whatever the filters are', () => {
    fc.assert(
      fc.property(accountWith(anyPattern), fc.constantFrom(...classes), (given, events) => {
        const { whole, each, shown } = asked(given, events);
        expect(whole === 'true').toBe(allOf(each) === 'true');
        expect(shown).not.toBe('true');
      }),
      { numRuns: 250 },
    );
  });

  it.each<readonly [what: string, id: string, patterns: readonly string[], expected: Asked]>([
    [
      'one sample leaves open what another record shows',
      'ec2.GatewayChanges',
      [
        '%Put|Create%',
        '{ ($.readOnly IS FALSE) && (($.awsRegion = "us-east-1") || ($.userIdentity.sessionContext.sessionIssuer.userName != "deploy")) }',
      ],
      { whole: 'false', each: ['true', 'unknown'], shown: 'unknown' },
    ],
    [
      'in one region a record is lost, and the one that is found is of another, where it is not decided',
      's3.BucketPolicyChanges',
      [
        '?CreateUser ?DeleteBucket',
        '{ (($.awsRegion = "us-east-1") && ($.eventName = "PutBucketPolicy")) || ($.eventName = Put*Policy) }',
      ],
      { whole: 'unknown', each: ['false', 'unknown'], shown: undefined },
    ],
  ])('may be luck where terms are looked for: %s', (_what, id, [terms = '', fields = ''], expected) => {
    const events = shipped.get(id);
    if (!events) throw new Error(id);
    const given = {
      ...HEALTHY,
      accounts: [{ id: ACCOUNT, regionNames: [...REGIONS] }],
      metricFilters: [
        // What the first of them counts adds nothing.
        { name: 'terms', pattern: terms, metricValue: id === 'ec2.GatewayChanges' ? '0' : '1' },
        { name: 'fields', pattern: fields },
      ],
    };
    expect(asked(given, events)).toEqual(expected);
  });
});
