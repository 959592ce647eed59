/** Findings: one per subject, one where subjects could not be seen, one where there are none, and each says why in one sentence. */
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/model/verdict.ts';
import type { Given } from '../proof/healthy.ts';
import { ACCOUNT, snapshotOf } from '../proof/healthy.ts';
import { findings } from './rule.ts';

const OTHER = '444455556666';
const TWO: Given = { accounts: [{ id: ACCOUNT }, { id: OTHER }] };

/** Verdict and message of each finding, in order. */
function said(body: string, given: Given): readonly (readonly [Verdict, string])[] {
  return findings(body, given).map(({ verdict, message }) => [verdict, message]);
}

describe('a finding says both sides', () => {
  it.each<readonly [what: string, body: string, given: Given, verdict: Verdict, message: string]>([
    [
      'a value',
      'for: trail\nassert: { logging: true }',
      { trails: [{ name: 'main', logging: false }] },
      'fail',
      'Trail main: logging is false, expected true.',
    ],
    [
      'a value that is right',
      'for: trail\nassert: { logging: true }',
      { trails: [{ name: 'main' }] },
      'pass',
      'Trail main: logging is true.',
    ],
    [
      'a value that is not set',
      'for: trail\nassert: { kmsKey: { like: "arn:*" } }',
      { trails: [{ name: 'main', kmsKey: null }] },
      'fail',
      'Trail main: kmsKey is not set, expected like "arn:*".',
    ],
    [
      'a value that is not set and means no limit',
      'for: logGroup\nassert: { retentionDays: { atLeast: 365 } }',
      { logGroups: [{ name: 'g' }] },
      'pass',
      'Log group g: retentionDays is not set, which sets no limit.',
    ],
    [
      'a value that is not set and the rule says what that means',
      'for: logGroup\nassert: { retentionDays: { atLeast: 365, absent: fail } }',
      { logGroups: [{ name: 'g' }] },
      'fail',
      'Log group g: retentionDays is not set, expected at least 365.',
    ],
    [
      'a value that is not set and need not be',
      'for: trail\nassert: { stoppedAt: { olderThan: 90d, absent: pass } }',
      { trails: [{ name: 'main' }] },
      'pass',
      'Trail main: stoppedAt is not set.',
    ],
    [
      'a list of choices that is empty is no reason',
      'for: trail\nassert: { any: [{ name: { like: [] } }, { logging: false }] }',
      { trails: [{ name: 'main' }] },
      'fail',
      'Trail main: logging is true, expected false.',
    ],
    [
      'a list of choices that is empty, where it is the only reason',
      'for: trail\nassert: { any: [{ name: { like: [] } }, { name: { in: [] } }] }',
      { trails: [{ name: 'main' }] },
      'fail',
      'Trail main: name is "main", expected like none of an empty list; and name is "main", expected one of an empty list.',
    ],
    [
      'what should not be there, and is not, although it is named',
      'for: trail\nassert: { logGroup: { exists: false } }',
      { trails: [{ name: 'main', logGroup: 'gone' }] },
      'pass',
      'Trail main has no log group.',
    ],
    [
      'what was not read',
      'for: trail\nassert: { logging: true }',
      { trails: [{ name: 'main', logging: '$denied' }] },
      'unknown',
      `Trail main: logging could not be read (test:trail.logging was denied in ${ACCOUNT}/us-east-1).`,
    ],
    [
      'two things at once',
      'for: trail\nassert: { logging: true, multiRegion: true }',
      { trails: [{ name: 'main', logging: false, multiRegion: false }] },
      'fail',
      'Trail main: logging is false, expected true; multiRegion is false, expected true.',
    ],
    [
      'only what decides',
      'for: trail\nassert: { logging: true, multiRegion: true }',
      { trails: [{ name: 'main', multiRegion: false }] },
      'fail',
      'Trail main: multiRegion is false, expected true.',
    ],
    [
      'none of several',
      'for: trail\nassert: { any: [{ kmsKey: { exists: true } }, { logging: false }] }',
      { trails: [{ name: 'main', kmsKey: null }] },
      'fail',
      'Trail main: kmsKey is not set, expected to be set; and logging is true, expected false.',
    ],
    [
      'what is not wanted',
      'for: trail\nassert: { not: { name: main } }',
      { trails: [{ name: 'main' }] },
      'fail',
      'Trail main: name is "main", which is not wanted.',
    ],
    [
      'what is not there, as wanted',
      'for: trail\nassert: { not: { name: main } }',
      { trails: [{ name: 'x' }] },
      'pass',
      'As wanted, not so: trail x: name is "x", expected "main".',
    ],
    [
      'a related thing',
      'for: trail\nassert: { logGroup: { retentionDays: { atLeast: 30 } } }',
      { trails: [{ name: 'main', logGroup: 'g' }], logGroups: [{ name: 'g', retentionDays: 7 }] },
      'fail',
      'Log group g: retentionDays is 7, expected at least 30.',
    ],
    [
      'no related thing',
      'for: trail\nassert: { logGroup: { retentionDays: { atLeast: 30 } } }',
      { trails: [{ name: 'main' }] },
      'fail',
      'Trail main has no log group.',
    ],
    [
      'a related thing that is gone',
      'for: trail\nassert: { logGroup: { exists: true } }',
      { trails: [{ name: 'main', logGroup: 'g' }] },
      'fail',
      `Trail main points to the log group arn:aws:logs:us-east-1:${ACCOUNT}:log-group:g, which does not exist.`,
    ],
    [
      'a related thing that nobody may see',
      'for: trail\nassert: { logGroup: { exists: true } }',
      { trails: [{ name: 'main', logGroup: 'g' }], logGroups: '$denied' },
      'unknown',
      `Whether the log group of trail main exists could not be read (test:logGroup was denied in ${ACCOUNT}/us-east-1).`,
    ],
    [
      'a related thing that there is',
      'for: trail\nassert: { logGroup: { exists: true } }',
      { trails: [{ name: 'main', logGroup: 'g' }], logGroups: [{ name: 'g' }] },
      'pass',
      'Trail main has the log group g.',
    ],
    [
      'the nearest of several',
      'for: account\nassert: { trails: { some: { logging: true, multiRegion: true, managementEvents: all } } }',
      {
        trails: [
          { name: 'a', logging: false, multiRegion: false },
          { name: 'b', logging: false },
        ],
      },
      'fail',
      `None of the 2 trails of account ${ACCOUNT} will do; nearest: trail b: logging is false, expected true.`,
    ],
    [
      'none at all',
      'for: account\nassert: { trails: { some: { logging: true } } }',
      { trails: [] },
      'fail',
      `Account ${ACCOUNT} has no trails.`,
    ],
    [
      'one that will do',
      'for: account\nassert: { trails: { some: {} } }',
      { trails: [{ name: 'a' }] },
      'pass',
      'Trail a is there.',
    ],
    [
      'those that fall short',
      'for: account\nassert: { trails: { every: { logging: true } } }',
      { trails: [{ name: 'a', logging: false }, { name: 'b' }, { name: 'c', logging: false }] },
      'fail',
      `2 of 3 trails of account ${ACCOUNT} fall short (a and c): trail a: logging is false, expected true.`,
    ],
    [
      'all of them',
      'for: account\nassert: { trails: { every: { logging: true } } }',
      { trails: [{ name: 'a' }, { name: 'b' }] },
      'pass',
      `All 2 trails of account ${ACCOUNT} are as wanted.`,
    ],
    [
      'all of none',
      'for: account\nassert: { trails: { every: { logging: true } } }',
      { trails: [] },
      'pass',
      `Account ${ACCOUNT} has no trails.`,
    ],
    [
      'those that are not wanted',
      'for: account\nassert: { trails: { none: { logging: false } } }',
      { trails: [{ name: 'a', logging: false }] },
      'fail',
      `1 of 1 trail of account ${ACCOUNT} is not wanted (a).`,
    ],
    [
      'how many',
      'for: account\nassert: { trails: { count: { atMost: 1, where: { logging: true } } } }',
      { trails: [{ name: 'a' }, { name: 'b' }, { name: 'c', logging: false }] },
      'fail',
      `Account ${ACCOUNT} has 2 such trails, expected at most 1.`,
    ],
    [
      'a list that broke off',
      'for: account\nassert: { trails: { every: { logging: true } } }',
      { trails: [{ name: 'a' }, '$throttled'] },
      'unknown',
      `The trails of account ${ACCOUNT} could not all be read (test:trail was throttled until retries ran out in ${ACCOUNT}/us-east-1).`,
    ],
    [
      'an error of AWS that ends in a full stop, over lines',
      'for: trail\nassert: { deliveryError: { exists: false } }',
      { trails: [{ name: 'main', deliveryError: 'Access\nDenied.' }] },
      'fail',
      'Trail main: deliveryError is "Access Denied.", expected not to be set.',
    ],
  ])('%s', (_what, body, given, verdict, message) => {
    expect(said(body, given)).toEqual([[verdict, message]]);
  });

  it('keeps from the terminal what a name would do to it', () => {
    const [finding] = findings('for: trail\nassert: { logging: true }', {
      trails: [{ name: 'x\u001b[2J\u0007', logging: false }],
    });
    expect(finding?.message).toBe('Trail x [2J : logging is false, expected true.');
  });
});

describe('where lists have gaps', () => {
  const of = (trails: Given[string]): Given => ({ trails });
  it.each<readonly [what: string, body: string, trails: Given[string], verdict: Verdict]>([
    ['some passes with one that does', 'some: { logging: true }', [{ name: 'a' }, '$denied'], 'pass'],
    ['some is open without', 'some: { logging: true }', [{ name: 'a', logging: false }, '$denied'], 'unknown'],
    [
      'every fails with one that does not',
      'every: { logging: true }',
      [{ name: 'a', logging: false }, '$denied'],
      'fail',
    ],
    ['none fails with one that is', 'none: { logging: true }', [{ name: 'a' }, '$denied'], 'fail'],
    ['none is open without', 'none: { logging: true }', '$denied', 'unknown'],
    ['a lower bound may be reached', 'count: { atLeast: 1 }', [{ name: 'a' }, '$denied'], 'pass'],
    ['a lower bound may yet be reached', 'count: { atLeast: 2 }', [{ name: 'a' }, '$denied'], 'unknown'],
    ['a far bound may yet be reached', 'count: { atLeast: 1000000000 }', [{ name: 'a' }, '$denied'], 'unknown'],
    ['an upper bound may be broken', 'count: { atMost: 0 }', [{ name: 'a' }, '$denied'], 'fail'],
    ['an upper bound may yet be broken', 'count: { atMost: 5 }', [{ name: 'a' }, '$denied'], 'unknown'],
    ['one of several counts may yet be reached', 'count: { in: [0, 7] }', [{ name: 'a' }, '$denied'], 'unknown'],
    [
      'none of several counts can be reached any more',
      'count: { in: [0, 1] }',
      [{ name: 'a' }, { name: 'b' }, '$denied'],
      'fail',
    ],
    [
      'one that may count counts both ways',
      'count: { is: 1, where: { logging: true } }',
      [{ name: 'a' }, { name: 'b', logging: '$denied' }],
      'unknown',
    ],
  ])('%s', (_what, body, trails, verdict) => {
    expect(findings(`for: account\nassert: { trails: { ${body} } }`, of(trails))[0]?.verdict).toBe(verdict);
  });
});

describe('subjects', () => {
  it('are selected by where', () => {
    const body = 'for: trail\nwhere: { name: { like: "main*" } }\nassert: { logging: true }';
    expect(
      said(body, {
        trails: [
          { name: 'main-1', logging: false },
          { name: 'x', logging: false },
        ],
      }),
    ).toEqual([['fail', 'Trail main-1: logging is false, expected true.']]);
  });

  it('are exempt for a reason that is shown', () => {
    const body =
      'for: trail\nexcept: [{ name: old, because: it is kept for the auditors. }]\nassert: { logging: true }';
    const [finding] = findings(body, { trails: [{ name: 'old', logging: false }] });
    expect(finding).toMatchObject({
      verdict: 'notApplicable',
      message: 'Exempt: it is kept for the auditors.',
      exempt: 'it is kept for the auditors.',
    });
  });

  it.each<readonly [what: string, trail: Given, verdict: Verdict]>([
    ['passes all the same', { managementEvents: '$denied' }, 'pass'],
    ['is not called failed', { managementEvents: '$denied', logging: false }, 'unknown'],
  ])('of which it is not known whether the rule speaks of them: one that %s', (_what, trail, verdict) => {
    const where = 'for: trail\nwhere: { managementEvents: all }\nassert: { logging: true }';
    const except = 'for: trail\nexcept: [{ managementEvents: all, because: of this }]\nassert: { logging: true }';
    for (const body of [where, except])
      expect(
        findings(body, { trails: [{ name: 'a', ...trail }] }).map((each) => each.verdict),
        body,
      ).toEqual([verdict]);
  });

  it('that could not be listed are one unknown per place', () => {
    const given: Given = { accounts: [{ regionNames: ['us-east-1', 'eu-west-1'] }], trails: '$denied' };
    const body = 'for: trail\nassert: { logging: true }';
    expect(
      findings(body, given).map(({ verdict, region, resource, message }) => [verdict, region, resource, message]),
    ).toEqual([
      [
        'unknown',
        'eu-west-1',
        '',
        `Could not see the trails of ${ACCOUNT} in eu-west-1: test:trail was denied in ${ACCOUNT}/us-east-1.`,
      ],
      [
        'unknown',
        'us-east-1',
        '',
        `Could not see the trails of ${ACCOUNT} in us-east-1: test:trail was denied in ${ACCOUNT}/us-east-1.`,
      ],
    ]);
  });

  it.each<readonly [ifNone: string, verdict: Verdict, message: string]>([
    ['notApplicable', 'notApplicable', `There is no trail in account ${ACCOUNT}: nothing to check.`],
    ['pass', 'pass', `There is no trail in account ${ACCOUNT}: nothing to check.`],
    ['fail', 'fail', `There is no trail in account ${ACCOUNT}: the rule asks for at least one.`],
  ])('that do not exist are said to be none, account by account: ifNone %s', (ifNone, verdict, message) => {
    const found = said(`for: trail\nifNone: ${ifNone}\nassert: { logging: true }`, {
      ...TWO,
      trails: [{ name: 'a', account: OTHER }],
    });
    expect(found[0]).toEqual([verdict, message]);
    expect(found[1]?.[0]).toBe('pass');
    expect(found).toHaveLength(2);
  });

  it('that do not exist where the rule selects some are said to be none of those', () => {
    const body = 'for: trail\nwhere: { name: x }\nassert: { logging: true }';
    expect(said(body, { trails: [{ name: 'a' }] })).toEqual([
      ['notApplicable', `There is no trail in account ${ACCOUNT} that the rule asks about: nothing to check.`],
    ]);
  });

  it('of an account that was asked for and is missing altogether are not passed over', () => {
    for (const body of [
      'for: account\nassert: { trails: { every: { logging: true } } }',
      'for: trail\nassert: { logging: true }',
      'for: region\nassert: { trails: { some: {} } }',
    ]) {
      const found = findings(body, TWO, (snapshot) => ({
        ...snapshot,
        resources: snapshot.resources.filter(({ account }) => account !== OTHER),
        coverage: snapshot.coverage.filter(({ account }) => account !== OTHER),
      }));
      expect(
        found.filter(({ account }) => account === OTHER).map(({ verdict }) => verdict),
        body,
      ).toEqual(['unknown']);
    }
  });

  it.each(['trail', 'region', 'account'])(
    'of an account in which no region was looked at are unknown: for %s',
    (kind) => {
      const body = `for: ${kind}\nassert: { ${kind === 'trail' ? 'logging: true' : 'trails: { every: { logging: true } }'} }`;
      expect(findings(body, { accounts: [{ regionNames: [] }] }).map(({ verdict }) => verdict)).toEqual(['unknown']);
    },
  );

  it('of an account that could not be reached are one unknown, whatever is known of it from elsewhere', () => {
    const gap = {
      id: 'g',
      reason: 'denied',
      call: 'sts:AssumeRole',
      action: 'sts:AssumeRole',
      account: ACCOUNT,
      region: '',
      message: 'no',
    } as const;
    const found = findings(
      'for: account\nassert: { trails: { some: { logging: true } } }',
      { trails: [{ name: 'org' }] },
      (snapshot) => ({
        ...snapshot,
        gaps: [gap],
        holes: [{ kind: '*', account: ACCOUNT, region: '*', gap: 'g' }],
      }),
    );
    expect(found.map(({ verdict, message }) => [verdict, message])).toEqual([
      ['unknown', `Nothing of account ${ACCOUNT} could be read: sts:AssumeRole was denied.`],
    ]);
  });
});

describe('findings of a run', () => {
  it('are sorted by rule, account, region and resource, and told apart by their fingerprints', () => {
    const given: Given = {
      accounts: [{ id: ACCOUNT, regionNames: ['us-east-1', 'eu-west-1'] }, { id: OTHER }],
      trails: [{ name: 'b' }, { name: 'a' }, { name: 'a', region: 'eu-west-1' }, { name: 'a', account: OTHER }],
    };
    const found = findings('for: trail\nassert: { logging: true }', given);
    expect(found.map(({ account, region, resourceName }) => [account, region, resourceName])).toEqual([
      [ACCOUNT, 'eu-west-1', 'a'],
      [ACCOUNT, 'us-east-1', 'a'],
      [ACCOUNT, 'us-east-1', 'b'],
      [OTHER, 'us-east-1', 'a'],
    ]);
    expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(4);
  });

  it('keep their fingerprints when values, messages and other findings change', () => {
    const body = 'for: trail\nassert: { logging: true }';
    const [before] = findings(body, { trails: [{ name: 'a' }] });
    const after = findings(body, { trails: [{ name: 'a', logging: false }, { name: '0' }] });
    expect(after.map(({ fingerprint }) => fingerprint)).toContain(before?.fingerprint);
  });

  it('measure ages from the time of the snapshot', () => {
    const body = 'for: trail\nassert: { deliveredAt: { within: 24h } }';
    const given: Given = { trails: [{ name: 'a', deliveredAt: '@23h' }] };
    expect(findings(body, given)[0]?.verdict).toBe('pass');
    const later = snapshotOf(given, (snapshot) => ({ ...snapshot, takenAt: '2026-01-03T00:00:00.000Z' })).takenAt;
    expect(findings(body, given, (snapshot) => ({ ...snapshot, takenAt: later }))[0]?.verdict).toBe('fail');
  });
});
