/** A metric that no alarm watches: of alarms that look as if they should, the nearest is named, and what sets it apart. */
import { expect, it } from 'vitest';
import type { Given } from '../healthy.ts';
import { HEALTHY, proofWith } from '../healthy.ts';

const START = 'no alarm watches the metric Audit/Events of filter deleted in 111122223333/us-east-1';
const near = (...alarms: readonly Given[]): Given => ({
  alarms: alarms.map((each, at) => ({ name: `near-${at}`, ...each })),
});

it.each<readonly [what: string, given: Given, sentence: string]>([
  ['none', { alarms: [] }, START],
  ['another metric', near({ metricName: 'Orders' }), START],
  ['in another region', near({ region: 'eu-west-1' }), `${START}; alarm near-0 watches one of that name in eu-west-1`],
  [
    'in another region, and another namespace in this one',
    near({ region: 'eu-west-1' }, { namespace: 'Security' }),
    `${START}; alarm near-1 watches Security/Events`,
  ],
  ['in other letters', near({ metricName: 'EVENTS' }), `${START}; alarm near-0 watches Audit/EVENTS`],
  [
    'with a dimension',
    near({ dimensions: { By: 'Root' } }),
    `${START}; alarm near-0 watches it with the dimensions {"By":"Root"}, the filter publishes {}`,
  ],
  [
    'without those of the filter',
    {
      ...near({}),
      metricFilters: [
        { ...HEALTHY.metricFilters[0], dimensions: { By: '$.eventName' }, systemDimensions: ['@aws.account'] },
      ],
    },
    `${START}; alarm near-0 watches it with the dimensions {}, the filter publishes {"By":"$.eventName","@aws.account":"of the system"}`,
  ],
  [
    'without those that the system gives, where the filter has none of its own',
    {
      ...near({}),
      metricFilters: [{ ...HEALTHY.metricFilters[0], dimensions: null, systemDimensions: ['@aws.account'] }],
    },
    `${START}; alarm near-0 watches it with the dimensions {}, the filter publishes {"@aws.account":"of the system"}`,
  ],
])('%s', (_what, given, sentence) => {
  expect(proofWith({ accounts: [{ regionNames: ['us-east-1', 'eu-west-1'] }], ...given }).broken).toMatchObject({
    link: 'alarm',
    sentence,
  });
});
