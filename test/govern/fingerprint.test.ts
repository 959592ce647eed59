/** Fingerprints and counts: the same finding is the same everywhere, and different ones are told apart. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Identity } from '../../src/govern/fingerprint.ts';
import { fingerprint } from '../../src/govern/fingerprint.ts';
import { summarize } from '../../src/govern/summary.ts';
import { findings } from '../evaluate/rule.ts';
import { ACCOUNT, snapshotOf } from '../proof/healthy.ts';

const ONE: Identity = { ruleId: 'a.b', partition: 'aws', account: ACCOUNT, region: 'us-east-1', resource: 'arn' };

describe('a fingerprint', () => {
  it('is the same in every version', () => {
    // sha256 of the five parts with NUL between them: waivers and code scanning rest on it.
    expect(fingerprint(ONE)).toBe('4d3deb4f343a749f');
  });

  it('differs where any part differs, wherever a text ends', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '/', ' ', ':'), maxLength: 4 });
    const identity: fc.Arbitrary<Identity> = fc.record({
      ruleId: part,
      partition: part,
      account: part,
      region: part,
      resource: part,
    });
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        expect(fingerprint(one) === fingerprint(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });

  it('is told apart by a discriminator', () => {
    expect(
      new Set([
        fingerprint(ONE),
        fingerprint({ ...ONE, discriminator: 'x' }),
        fingerprint({ ...ONE, discriminator: 'y' }),
      ]).size,
    ).toBe(3);
  });
});

describe('a summary', () => {
  it('counts verdicts, severities and what was looked at', () => {
    const given = { trails: [{ name: 'a' }, { name: 'b', logging: false }, { name: 'c', logging: '$denied' }] };
    const found = findings('for: trail\nassert: { logging: true }', given);
    const gap = 'g';
    const snapshot = snapshotOf(given, (before) => ({
      ...before,
      holes: [
        { kind: '*', account: '444455556666', region: '*', gap },
        { kind: '*', account: '444455556666', region: '*', gap },
        { kind: 'trail', account: ACCOUNT, region: '*', gap },
      ],
    }));
    expect(summarize(found, snapshot, 7)).toEqual({
      counts: { pass: 1, fail: 1, unknown: 1, notApplicable: 0 },
      bySeverity: {
        critical: { fail: 0, unknown: 0 },
        high: { fail: 1, unknown: 1 },
        medium: { fail: 0, unknown: 0 },
        low: { fail: 0, unknown: 0 },
        info: { fail: 0, unknown: 0 },
      },
      accounts: 1,
      unreadableAccounts: ['444455556666'],
      resources: { account: 1, region: 1, trail: 3 },
      gaps: 7,
    });
  });
});
