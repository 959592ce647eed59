/** One of anything is said as one: no report, and nothing a command prints, speaks of "1 findings". */
import { describe, expect, it } from 'vitest';
import { compileRules, judge } from '../../src/audit.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { openTally } from '../../src/sources/progress.ts';
import type { Given } from '../proof/healthy.ts';
import { snapshotOf } from '../proof/healthy.ts';
import { FORMATS, render } from './render.ts';

/** A number that is 1, at most two words, and a word for many. */
const ONE_OF_MANY =
  /(?<![\d.,])1 (?:[a-z]+ ){0,2}(?:accounts|rules|regions|resources|gaps|findings|verdicts|causes|problems|routes|subjects|trails|log groups|metric filters|alarms|topics|subscriptions|calls|are|do)\b/g;

const RULES = `id: own.trails
title: There are few trails, and they log
severity: high
for: account
assert:
  trails: { COUNT }
rationale: x
remediation: x
`;

function texts(count: string, given: Given, change?: (snapshot: Snapshot) => Snapshot): readonly string[] {
  const rulebook = compileRules([{ file: 'own.yaml', text: RULES.replace('COUNT', count) }]);
  const gate = { failOn: 'info', unknown: 'fail' } as const;
  const report = judge(rulebook, snapshotOf(given, change), { gate, source: { type: 'snapshot', name: 'x.ndjson' } });
  return FORMATS.map((format) => render(format, report, { width: 500 }));
}

describe('one of a kind', () => {
  it.each<readonly [what: string, count: string, given: Given, says: string]>([
    ['that are too few', 'count: { atLeast: 2 }', { trails: [{}] }, 'has 1 such trail, expected at least 2'],
    ['that is enough', 'count: 1', { trails: [{}] }, 'has 1 such trail, expected 1'],
    [
      'that is right',
      'every: { logging: true }',
      { trails: [{}] },
      'the one trail of account 111122223333 is as wanted',
    ],
    ['that is wrong', 'every: { logging: true }', { trails: [{ logging: false }] }, '1 of 1 trail of'],
    ['that was not read', 'every: { logging: true }', { trails: '$denied' }, 'test:trail was denied'],
  ])('%s', (_what, count, given, says) => {
    for (const text of texts(count, given)) expect(text.match(ONE_OF_MANY) ?? []).toEqual([]);
    expect(texts(count, given).join('\n').toLowerCase()).toContain(says.toLowerCase());
  });

  it('is said by the line of progress', () => {
    const tally = openTally();
    tally.note({ type: 'accounts', total: 1 });
    tally.note({ type: 'call', throttled: false });
    expect(tally.said(0)).toBe('trailproof: 0 of 1 account, 1 call, 0 s');
    tally.note({ type: 'accounts', total: 2 });
    tally.note({ type: 'call', throttled: false });
    expect(tally.said(0)).toBe('trailproof: 0 of 2 accounts, 2 calls, 0 s');
  });
});
