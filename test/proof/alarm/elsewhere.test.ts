/** Formulas on a record that may be made in any account and region: certain wherever they look at neither. */
import { expect, it } from 'vitest';
import type { Formula } from '../../../src/languages/formula/index.ts';
import { and, atom, not, oneOf, or } from '../../../src/languages/formula/index.ts';
import { holdsSomewhere } from '../../../src/proof/alarm/elsewhere.ts';

const record = { eventName: 'DeleteBucket', awsRegion: 'us-east-1', recipientAccountId: '111122223333' };
const NAMED = atom(['eventName'], oneOf('DeleteBucket'));
const OTHER = atom(['eventName'], oneOf('CreateBucket'));
const THERE = atom(['awsRegion'], oneOf('us-east-1'));
const ELSEWHERE = atom(['awsRegion'], oneOf('eu-west-1'));

it.each<readonly [what: string, formula: Formula, holds: boolean | null]>([
  ['what the record has', NAMED, true],
  ['what it has not', OTHER, false],
  ['its region, which may be another', THERE, null],
  ['another region, in which it may be', ELSEWHERE, null],
  ['all of them but one', not(OTHER), true],
  ['none of them', not(NAMED), false],
  ['any region but one', not(THERE), null],
  ['both, of which the region is open', and(NAMED, THERE), null],
  ['both, of which one never holds', and(OTHER, THERE), false],
  ['one of two, of which one holds', or(NAMED, THERE), true],
  ['one of two, of which the region is open', or(OTHER, THERE), null],
  ['everything', and(), true],
  ['nothing', or(), false],
])('%s', (_what, formula, holds) => {
  expect(holdsSomewhere(formula, record)).toBe(holds);
});
