/** The same facts give the same snapshot, in whatever order they came. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/kinds/index.ts';
import type { Draft, Want } from '../../../src/model/collect.ts';
import { Unread } from '../../../src/model/collect.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import type { Recorder } from '../../../src/sources/aws/recorder.ts';
import { openRecorder } from '../../../src/sources/aws/recorder.ts';

const FACTS: Pick<Snapshot, 'tool' | 'takenAt' | 'scope'> = {
  tool: { name: 'trailproof', version: 'test' },
  takenAt: '2026-01-02T00:00:00.000Z',
  scope: { partition: 'aws', by: 'accounts', caller: null, accounts: ['111122223333', '444455556666'], regions: null },
};

/** The organization trail of 444455556666, as an account sees it from a region. */
function sighting(account: string, region: string): Draft {
  return {
    kind: 'trail',
    id: 'arn:aws:cloudtrail:us-east-1:444455556666:trail/org',
    name: 'org',
    account: '444455556666',
    region: 'us-east-1',
    fields: { name: 'org', organization: true, visibleIn: [account] },
    origins: { list: { call: 'cloudtrail:DescribeTrails', account, region, answer: { seenFrom: region } } },
  };
}

const SIGHTINGS = ['111122223333', '444455556666'].flatMap((account) =>
  ['eu-west-1', 'us-east-1', 'us-west-2'].map((region) => ({ account, draft: sighting(account, region) })),
);
const lists = ['eu-west-1', 'us-east-1'].map((region): Want => ({ kind: 'trail', account: '111122223333', region }));
const failure = new Unread('denied', 'logs:DescribeLogGroups', 'AccessDenied', 'no');

type Fact = (recorder: Recorder) => void;
const FACTS_SEEN: readonly Fact[] = [
  ...SIGHTINGS.map(
    ({ account, draft }): Fact =>
      (recorder) =>
        recorder.sight(draft, account),
  ),
  ...lists.map(
    (want): Fact =>
      (recorder) =>
        recorder.whole(want),
  ),
  ...['eu-west-1', 'us-east-1'].map(
    (region): Fact =>
      (recorder) => {
        const place = { account: '111122223333', region };
        recorder.hole({ kind: 'logGroup', ...place, gap: recorder.gap(place, failure, 'logs:DescribeLogGroups') });
      },
  ),
];

describe('a recorder', () => {
  it('makes the same snapshot of the same facts in any order', () => {
    const whole = openRecorder(kinds);
    for (const fact of FACTS_SEEN) fact(whole);
    const expected = whole.finish(FACTS);
    fc.assert(
      fc.property(fc.shuffledSubarray([...FACTS_SEEN], { minLength: FACTS_SEEN.length }), (facts) => {
        const recorder = openRecorder(kinds);
        for (const fact of facts) fact(recorder);
        expect(JSON.stringify(recorder.finish(FACTS))).toBe(JSON.stringify(expected));
      }),
      { numRuns: 50 },
    );
  });

  it('makes one resource of all sightings, as its own account saw it at home', () => {
    const recorder = openRecorder(kinds);
    for (const { account, draft } of SIGHTINGS) recorder.sight(draft, account);
    const { resources } = recorder.finish(FACTS);
    expect(resources).toHaveLength(1);
    expect(resources[0]?.fields['visibleIn']).toEqual(['111122223333', '444455556666']);
    expect(resources[0]?.origins['list']).toMatchObject({ account: '444455556666', region: 'us-east-1' });
  });

  it('finds the targets of a relation, also those that are seen after it was asked', () => {
    const recorder = openRecorder(kinds);
    const relation = kinds.get('trail')?.relations['logGroup'];
    if (!relation) throw new Error('trail has no relation logGroup');
    const id = 'arn:aws:logs:us-east-1:444455556666:log-group:org';
    const seen = sighting('444455556666', 'us-east-1');
    const trail = recorder.resource(
      recorder.sight({ ...seen, fields: { ...seen.fields, logGroupArn: `${id}:*` } }, '444455556666'),
    );
    const names = () => recorder.targets(relation, trail).map((target) => recorder.resource(target).id);
    expect(names()).toEqual([]);
    const group = {
      kind: 'logGroup',
      name: 'org',
      account: '444455556666',
      region: 'us-east-1',
      fields: {},
      origins: {},
    };
    recorder.sight({ ...group, id: `${id}-2` }, '444455556666');
    recorder.sight({ ...group, id }, '444455556666');
    expect(names()).toEqual([id]);
  });
});
