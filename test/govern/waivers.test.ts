/** Waivers: which findings they speak of, until when, what becomes of each, and what they never do. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeGate } from '../../src/govern/gate.ts';
import { reportWaivers } from '../../src/govern/waiver-states.ts';
import { exclusionsOf, waive } from '../../src/govern/waivers.ts';
import type { Finding } from '../../src/model/report.ts';
import type { Rule } from '../../src/model/rule.ts';
import type { Scope } from '../../src/model/snapshot.ts';
import type { Waiver } from '../../src/model/waiver.ts';
import { finding, PRODUCTION, SANDBOX, waiver } from './waived.ts';

const TIME = '2026-11-22T11:30:00.000Z';

const waived = (one: Waiver, other: Finding) => waive([other], [one], TIME)[0]?.waiver !== undefined;

describe('a waiver', () => {
  const account = finding({ kind: 'account', region: '', resource: PRODUCTION, resourceName: 'production' });
  const unlisted = finding({ verdict: 'unknown', resource: '', resourceName: '' });
  const everywhere = finding({ verdict: 'unknown', region: '*', resource: '', resourceName: '' });

  it.each<[what: string, waiver: Partial<Waiver>, finding: Finding, fits: boolean]>([
    ['of the rule fits all its findings', {}, finding(), true],
    ['of another rule fits none', { rules: ['trail.logging'] }, finding(), false],
    ['of several rules fits those of each', { rules: ['trail.logging', 'logs.retention'] }, finding(), true],
    ['of the account', { accounts: [SANDBOX, PRODUCTION] }, finding(), true],
    ['of another account', { accounts: [SANDBOX] }, finding(), false],
    ['of the region', { regions: ['eu-west-1'] }, finding(), true],
    ['of regions that begin alike', { regions: ['us-*', 'eu-*'] }, finding(), true],
    ['of another region', { regions: ['eu-west-2'] }, finding(), false],
    ['of a region does not fit what stands in none', { regions: ['*'] }, account, false],
    ['of a region does not fit what was hidden in every region', { regions: ['eu-west-1'] }, everywhere, false],
    ['of the name', { resources: ['/apps/shop'] }, finding(), true],
    ['of names that begin alike', { resources: ['/apps/*'] }, finding(), true],
    ['of the ARN', { resources: [`arn:aws:logs:eu-west-1:${PRODUCTION}:log-group:/apps/shop`] }, finding(), true],
    ['of ARNs in which a * crosses slashes', { resources: ['arn:aws:logs:*:log-group:/apps*'] }, finding(), true],
    ['of a part of the name fits no whole name', { resources: ['apps'] }, finding(), false],
    ['of a name does not fit what could not be listed', { resources: ['*'] }, unlisted, false],
    ['of the rule alone fits what could not be listed', {}, unlisted, true],
    ['of the fingerprint', { fingerprints: ['0000000000000001'] }, finding(), true],
    ['of another fingerprint', { fingerprints: ['0000000000000002'] }, finding(), false],
    ['needs everything to fit', { accounts: [PRODUCTION], resources: ['/other'] }, finding(), false],
    ['of what could not be decided', {}, finding({ verdict: 'unknown' }), true],
    ['says nothing of a pass', {}, finding({ verdict: 'pass' }), false],
    ['says nothing of what is not applicable', {}, finding({ verdict: 'notApplicable' }), false],
    ['that leaves records out waives no finding', { excluding: [] }, account, false],
    ['is in force on its last day', { expires: '2026-11-22' }, finding(), true],
    ['is over the day after', { expires: '2026-11-21' }, finding(), false],
  ])('%s', (_, of, on, expected) => {
    expect(waived(waiver(of), on)).toBe(expected);
  });

  it.each([
    ['2026-11-22T23:59:59.999Z', true],
    ['2026-11-23T00:00:00.000Z', false],
    // Midnight in UTC counts, wherever the snapshot was written down.
    ['2026-11-23T00:30:00.000+01:00', true],
    ['2026-11-22T23:30:00.000-01:00', false],
  ])('that ends on the 22nd, seen at %s', (time, isInForce) => {
    const [found] = waive([finding()], [waiver({ expires: '2026-11-22' })], time);
    expect([found?.waiver !== undefined, found?.lapsed !== undefined]).toEqual([isInForce, !isInForce]);
  });

  it('that is over is named in the finding, unless another one is in force', () => {
    const over = waiver({ owner: 'jane', expires: '2026-10-31', because: 'old' });
    const older = waiver({ owner: 'joe', expires: '2025-10-31' });
    expect(waive([finding()], [older, over], TIME)).toEqual([
      finding({ lapsed: { because: 'old', owner: 'jane', expires: '2026-10-31' } }),
    ]);
    const renewed = waiver({ expires: '2026-12-31' });
    expect(waive([finding()], [over, renewed], TIME)).toEqual([
      finding({ waiver: { because: 'being moved', expires: '2026-12-31' } }),
    ]);
  });

  it('that ends last speaks for a finding that several fit, and of those that end on one day the first', () => {
    const until = (expires: string | undefined, because: string) =>
      waiver({ because, ...(expires === undefined ? {} : { expires }) });
    const speaking = (...waivers: readonly Waiver[]) => waive([finding()], waivers, TIME)[0]?.waiver?.because;
    expect(speaking(until('2026-12-01', 'a'), until('2026-12-31', 'b'))).toBe('b');
    expect(speaking(until('2026-12-31', 'b'), until(undefined, 'c'), until('2027-12-31', 'd'))).toBe('c');
    expect(speaking(until('2026-12-31', 'b'), until('2026-12-31', 'e'))).toBe('b');
  });

  it('that leaves records out does so in its rules and accounts, while it is in force', () => {
    const records = { type: 'field', path: ['readOnly'], test: { operator: 'in', values: [true] } } as const;
    const leftOut = [{ events: ['s3.DeleteBucket'], records }];
    const until = (expires: string) =>
      waiver({ rules: ['alarm.x'], accounts: [SANDBOX], owner: 'jane', expires, excluding: leftOut });
    expect(exclusionsOf([until('2026-11-22'), until('2026-11-21'), waiver()], TIME)).toEqual([
      {
        events: ['s3.DeleteBucket'],
        records,
        because: 'being moved',
        waiver: { rules: ['alarm.x'], accounts: [SANDBOX], owner: 'jane', expires: '2026-11-22' },
      },
    ]);
  });
});

describe('what became of a waiver', () => {
  const scope = (more: Partial<Scope> = {}): Scope => ({
    partition: 'aws',
    by: 'accounts',
    caller: null,
    accounts: [PRODUCTION],
    regions: null,
    ...more,
  });
  const rule = (id: string) => ({ id }) as Rule;
  const outcome = (
    one: Waiver,
    findings: readonly Finding[],
    more: Partial<Scope> = {},
    anyway: ReadonlySet<string> = new Set(),
  ) => {
    const rulebook = { rules: [rule('logs.retention')], off: [rule('vpc.flow-logs')], waivers: [one] };
    const waivedOnes = waive(findings, [one], TIME);
    const snapshot = { scope: scope(more), takenAt: TIME };
    const [found] = reportWaivers({ rulebook, snapshot, findings: waivedOnes, anyway });
    return [found?.state, found?.sentence, found?.findings.length];
  };
  const passes = finding({ verdict: 'pass' });
  const unlisted = finding({ verdict: 'unknown', resource: '', resourceName: '' });

  it.each<[what: string, waiver: Partial<Waiver>, findings: readonly Finding[], state: string, sentence: string]>([
    ['waives', {}, [finding(), passes], 'applied', 'It waives 1 finding.'],
    ['waives what is unknown', {}, [unlisted], 'applied', 'It waives 1 finding.'],
    ['fits only what passes', {}, [passes], 'unneeded', 'Nothing that it fits fails or is unknown.'],
    ['fits nothing', { resources: ['/gone'] }, [finding()], 'unneeded', 'It fits nothing that this run found.'],
    [
      'fits nothing although its ARN is of an account that was looked at',
      { resources: [`arn:aws:logs:eu-west-1:${PRODUCTION}:log-group:/gone`] },
      [finding()],
      'unneeded',
      'It fits nothing that this run found.',
    ],
    [
      'may fit what could not be listed',
      { resources: ['/gone'] },
      [unlisted],
      'notSeen',
      'What it speaks of could not all be seen.',
    ],
    [
      'does not fit what could not be listed elsewhere',
      { resources: ['/gone'], regions: ['us-*'] },
      [unlisted],
      'unneeded',
      'It fits nothing that this run found.',
    ],
    [
      'is of an account that was not looked at',
      { accounts: [SANDBOX] },
      [finding()],
      'notSeen',
      `This run did not look at account ${SANDBOX}, which it names.`,
    ],
    [
      'is of two accounts, one of which was not looked at',
      { accounts: [PRODUCTION, SANDBOX] },
      [passes],
      'notSeen',
      `This run did not look at account ${SANDBOX}, which it names.`,
    ],
    [
      'is of an ARN in an account that was not looked at',
      { resources: [`arn:aws:logs:eu-west-1:${SANDBOX}:log-group:/gone`] },
      [finding()],
      'notSeen',
      `This run did not look at account ${SANDBOX}, which it names.`,
    ],
    [
      'is of a rule that was not asked',
      { rules: ['trail.logging'] },
      [finding()],
      'notSeen',
      'This run asked none of its rules.',
    ],
    [
      'is of rules of which some were not asked',
      { rules: ['logs.retention', 'trail.logging'] },
      [passes],
      'notSeen',
      'This run did not ask all of its rules.',
    ],
    [
      'is of rules of which some are off',
      { rules: ['logs.retention', 'vpc.flow-logs'] },
      [passes],
      'unneeded',
      'Nothing that it fits fails or is unknown.',
    ],
    ['is over', { expires: '2026-11-21' }, [passes], 'expired', 'It expired on 2026-11-21.'],
    [
      'is over, and a finding stays',
      { expires: '2026-11-21' },
      [finding()],
      'expired',
      'It expired on 2026-11-21, and 1 finding that it fits stays.',
    ],
  ])('that %s', (_, of, findings, state, sentence) => {
    expect(outcome(waiver(of), findings).slice(0, 2)).toEqual([state, sentence]);
  });

  it.each<[regions: readonly string[] | null, named: readonly string[], state: string]>([
    [null, ['us-east-1'], 'unneeded'],
    [['eu-west-1'], ['eu-west-1'], 'unneeded'],
    [['eu-west-1'], ['us-east-1'], 'notSeen'],
    [['eu-west-1'], ['eu-*'], 'notSeen'],
    [['eu-west-1'], ['*'], 'unneeded'],
  ])('where %j were looked at, that names %j', (regions, named, state) => {
    const one = waiver({ regions: named, resources: ['/gone'] });
    expect(outcome(one, [finding()], { regions })[0]).toBe(state);
  });

  it('that leaves records out follows from the proofs', () => {
    const records = { type: 'field', path: ['readOnly'], test: { operator: 'in', values: [true] } } as const;
    const one = waiver({ excluding: [{ events: ['a.B'], records }] });
    const proof = { events: 'a.B', truth: 'true', sentence: '', regions: [], routes: [] } as const;
    const excluded = [{ events: ['a.B'], records: 'readOnly is true', because: 'being moved', by: 'waiver' }] as const;
    expect(outcome(one, [finding({ verdict: 'pass', proof: { ...proof, excluded } })])).toEqual([
      'applied',
      'It leaves records out of 1 proof.',
      1,
    ]);
    // Somebody is told of these records as well, in one account, but not in the other.
    const [here, there] = ['1', '2'].map((fingerprint) =>
      finding({ verdict: 'pass', fingerprint, proof: { ...proof, excluded } }),
    );
    if (!here || !there) throw new Error('there are two');
    const told = 'Somebody is told of what it leaves out as well.';
    expect(outcome(one, [here], {}, new Set(['1']))).toEqual(['unneeded', told, 1]);
    expect(outcome(one, [here, there], {}, new Set(['1']))[0]).toBe('applied');
    expect(outcome({ ...one, accounts: [PRODUCTION, SANDBOX] }, [here], {}, new Set(['1']))[0]).toBe('applied');
    // The configuration says the same: not the waiver's doing.
    const others = excluded.map((each) => ({ ...each, by: 'configuration' as const }));
    expect(outcome(one, [finding({ verdict: 'pass', proof: { ...proof, excluded: others } })])[0]).toBe('unneeded');
    // An account of which nothing could be read has no proof.
    expect(outcome(one, [finding({ verdict: 'unknown' })])[0]).toBe('notSeen');
    expect(outcome(one, [finding({ verdict: 'notApplicable' })])[0]).toBe('unneeded');
  });
});

describe('waiving', () => {
  const any = <T>(...values: readonly T[]) => fc.constantFrom(...values);
  const findings = fc.array(
    fc.record({
      ruleId: any('a.b', 'c.d'),
      verdict: any('pass' as const, 'fail' as const, 'unknown' as const, 'notApplicable' as const),
      severity: any('critical' as const, 'low' as const),
      account: any(PRODUCTION, SANDBOX),
      region: any('', '*', 'eu-west-1', 'us-east-1'),
      resource: any('', 'arn:x', 'arn:y'),
      resourceName: any('', 'x', 'y'),
      fingerprint: any('0000000000000001', '0000000000000002'),
    }),
    { maxLength: 8 },
  );
  const optional = { requiredKeys: ['rules', 'because'] as ('rules' | 'because')[] };
  const waivers = fc.array(
    fc.record(
      {
        rules: fc.subarray(['a.b', 'c.d'], { minLength: 1 }),
        because: any('p', 'q'),
        accounts: fc.subarray([PRODUCTION, SANDBOX], { minLength: 1 }),
        regions: fc.subarray(['eu-*', 'us-east-1', '*'], { minLength: 1 }),
        resources: fc.subarray(['x', 'arn:*', '*'], { minLength: 1 }),
        fingerprints: fc.subarray(['0000000000000001', '0000000000000003'], { minLength: 1 }),
        expires: any('2026-11-21', '2026-11-22', '2026-12-31'),
        excluding: fc.constant([]),
      },
      optional,
    ),
    { maxLength: 4 },
  );
  const made = (all: readonly Partial<Finding>[]) => all.map((each) => finding(each));
  const bare = ({ waiver: _, lapsed: __, ...rest }: Finding) => rest;

  it('changes nothing of a finding but who accepts it, and nothing at all of one that does not fail and is not unknown', () => {
    fc.assert(
      fc.property(findings, waivers, (some, given) => {
        const before = made(some);
        const after = waive(before, given.map(waiver), TIME);
        expect(after.map(bare)).toEqual(before);
        for (const each of after) {
          if (each.verdict === 'pass' || each.verdict === 'notApplicable') expect(each).toEqual(bare(each));
          // In force and over at once would say two things of one finding.
          expect(each.waiver !== undefined && each.lapsed !== undefined).toBe(false);
        }
      }),
    );
  });

  it('without a waiver gives what was there before', () => {
    fc.assert(
      fc.property(findings, (some) => {
        expect(waive(made(some), [], TIME)).toEqual(made(some));
      }),
    );
  });

  it('does not depend on the order of waivers, but for which of those that end on one day is told', () => {
    fc.assert(
      fc.property(findings, waivers, (some, given) => {
        const ends = (all: readonly Finding[]) =>
          all.map((each) => [each.waiver !== undefined, each.waiver?.expires, each.lapsed?.expires]);
        const all = given.map(waiver);
        expect(ends(waive(made(some), all.toReversed(), TIME))).toEqual(ends(waive(made(some), all, TIME)));
      }),
    );
  });

  it('does no more by a waiver that is over than by none, for the gate', () => {
    fc.assert(
      fc.property(findings, waivers, (some, given) => {
        const over = given.map((each) => waiver({ ...each, expires: '2026-11-21' }));
        const options = { failOn: 'info', unknown: 'fail' } as const;
        expect(closeGate(waive(made(some), over, TIME), options)).toEqual(closeGate(made(some), options));
      }),
    );
  });

  it('by one more waiver never closes the gate, and opens it only where every finding that closed it is told to be waived', () => {
    fc.assert(
      fc.property(findings, waivers, (some, given) => {
        const options = { failOn: 'info', unknown: 'fail' } as const;
        const before = closeGate(made(some), options);
        const after = waive(made(some), given.map(waiver), TIME);
        const gate = closeGate(after, options);
        if (before.open) expect(gate).toEqual(before);
        expect(gate.failing + gate.undecided + gate.waived).toBe(before.failing + before.undecided);
        if (gate.waived > 0) expect(gate.sentence).toContain(`beside ${gate.waived} waived finding`);
      }),
    );
  });
});
