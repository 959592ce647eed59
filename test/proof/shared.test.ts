/** Routes that share the work: a proof shows as many as it takes to tell of every sample, and no more. */
import { expect, it } from 'vitest';
import type { EventClass } from '../../src/model/rule.ts';
import type { CloudTrailRecord } from '../../src/model/value.ts';
import { EVENTS, proofWith } from './healthy.ts';

const [{ record } = { record: {} as CloudTrailRecord }] = EVENTS.samples;
const TWO: EventClass = {
  ...EVENTS,
  samples: [
    { name: 'a user deletes a bucket', record },
    { name: 'a role deletes a bucket', record: { ...record, userIdentity: { type: 'AssumedRole' } } },
  ],
};

const DELETED = '$.eventName = "DeleteBucket"';
const BY_ROLES = `{ (${DELETED}) && ($.userIdentity.type = "AssumedRole") }`;
const BY_OTHERS = `{ (${DELETED}) && (($.userIdentity.type NOT EXISTS) || ($.userIdentity.type != "AssumedRole")) }`;
const BY_ANYBODY = `{ ${DELETED} }`;

it.each<readonly [what: string, patterns: readonly string[], shown: readonly string[]]>([
  ['one that does it all', [BY_ANYBODY], ['filter-0']],
  ['two that share it', [BY_ROLES, BY_OTHERS], ['filter-1', 'filter-0']],
  ['one that does it all beside one that does a part', [BY_ANYBODY, BY_OTHERS], ['filter-0', 'filter-1']],
])('%s', (_what, patterns, shown) => {
  const metricFilters = patterns.map((pattern, index) => ({ name: `filter-${index}`, pattern }));
  const { truth, sentence, routes } = proofWith({ metricFilters }, TWO);
  expect(truth).toBe('true');
  const links = routes.map((route) => route.links.find(({ link }) => link === 'metricFilter')?.resource ?? '');
  expect(links.map((id) => id.replace(/.*:/, ''))).toEqual(shown);
  expect(sentence.includes('(2 routes share the work)')).toBe(patterns.includes(BY_ROLES));
});
