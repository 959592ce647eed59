/** Every case about deleted buckets, proven by itself: what the command line says of all of them at once. */
import { describe, expect, it } from 'vitest';
import { compileRules, shippedRules } from '../../src/index.ts';
import { kinds } from '../../src/kinds/index.ts';
import { openWorld } from '../../src/kinds/world.ts';
import { ordinaryOf } from '../../src/proof/alarm/everyday.ts';
import { prove } from '../../src/proof/prove.ts';
import type { Case } from '../cases/cases.ts';
import { readCases } from '../cases/cases.ts';
import { ACCOUNT, snapshotOf } from './healthy.ts';

const { events: shipped } = compileRules(shippedRules());
const events = shipped.get('s3.DeleteBucket');
const cases = readCases().filter(({ rule }) => rule === 'alarm.s3-bucket-deleted');
const VERDICTS = { true: 'pass', false: 'fail', unknown: 'unknown' } as const;

function proofOf({ given }: Case) {
  const world = openWorld(snapshotOf(given), kinds);
  const account = world.resource('account', ACCOUNT);
  if (!account || !events) throw new Error('there is no such account or class');
  return prove(events, account, { world, reaches: 'confirmedSubscriber', ordinary: ordinaryOf(shipped) });
}

describe.each([...new Set(cases.map(({ file }) => file))])('%s', (file) => {
  it.each(cases.filter((each) => each.file === file))('$name', (one) => {
    const { verdict, broken, says = [], differs } = one.expect;
    const proof = proofOf(one);
    expect({ verdict: VERDICTS[proof.truth], broken: proof.broken?.link }).toEqual({ verdict, broken });
    const message = `${proof.sentence.charAt(0).toUpperCase()}${proof.sentence.slice(1)}`;
    for (const text of [says].flat()) expect(message).toContain(text);
    if (differs) expect(proof.differs?.map(({ field }) => field)).toEqual(differs);
  });
});
