/** Alarms on a metric that a service reports: which look at it, which do so rightly, and which nearly do. */
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../src/proof/alarm/decision.ts';
import type { Demand, Reported } from '../../../src/proof/alarm/reported.ts';
import { nearlyWatching, raisedBy } from '../../../src/proof/alarm/reported.ts';
import type { Fields } from './made.ts';
import { made, metricEntry, onExpression } from './made.ts';

const REPORTED: Reported = {
  account: '111122223333',
  region: 'us-east-1',
  namespace: 'Audit',
  name: 'Events',
  dimensions: {},
  spoken: 'Events of it',
};
const DEMAND: Demand = { when: 'above', threshold: null, raisedAt: null, statistics: [], unit: null };

const asked = (alarm: Fields, demand: Partial<Demand> = {}, reported: Partial<Reported> = {}): Decision | null =>
  raisedBy(made('alarm', alarm), { ...REPORTED, ...reported }, { ...DEMAND, ...demand });

const band = (text: string, other = 'Events'): Fields => ({
  ...onExpression(text, [metricEntry('m1', other, {}, { ReturnData: true })]),
  type: 'anomalyBand',
  comparison: 'GreaterThanUpperThreshold',
  threshold: null,
});

describe('an alarm that is raised', () => {
  it('is decided by its threshold, on whichever side', () => {
    expect(asked({ threshold: 5 })).toEqual({
      truth: 'true',
      sentence: 'alarm alarm is raised when Events of it is above 5',
    });
    expect(asked({ threshold: 5, comparison: 'LessThanThreshold' }, { when: 'below' })).toEqual({
      truth: 'true',
      sentence: 'alarm alarm is raised when Events of it is below 5',
    });
  });

  it('is raised on the wrong side', () => {
    expect(asked({ comparison: 'LessThanThreshold' })?.sentence).toContain('is low, not high');
    expect(asked({}, { when: 'below' })?.sentence).toContain('is high, not low');
  });

  it('is not decided without a threshold, or by a comparison of which nothing is known', () => {
    expect(asked({ threshold: null })).toMatchObject({
      truth: 'unknown',
      sentence: 'alarm alarm has no fixed threshold',
    });
    for (const comparison of ['GreaterThanUpperThreshold', 'AbsGreaterThanThreshold', 'GreaterThanThresholds']) {
      expect(asked({ comparison })).toMatchObject({
        truth: 'unknown',
        sentence: `alarm alarm compares with ${comparison}, which is not understood here`,
      });
    }
  });

  it('is in ALARM at all times where no value of a share keeps it from there, and only of a share is that known', () => {
    const all = { threshold: 100, comparison: 'LessThanOrEqualToThreshold' };
    expect(asked(all, { when: 'below', unit: 'Percent' })?.truth).toBe('false');
    expect(asked(all, { when: 'below', unit: 'Bytes' })?.truth).toBe('true');
  });

  it('is in ALARM at 0 where a service of AWS counts, and nobody else has to count from 0 up', () => {
    const below = { threshold: -5, comparison: 'GreaterThanThreshold' };
    const truthIn = (namespace: string) => asked({ ...below, namespace }, {}, { namespace })?.truth;
    expect(['AWS/EC2', 'CWAgent', 'Own/AWS/EC2', 'OwnCWAgent', 'CWAgents'].map(truthIn)).toEqual([
      'false',
      'false',
      'true',
      'true',
      'true',
    ]);
  });
});

describe('an alarm that looks elsewhere', () => {
  const elsewhere: readonly (readonly [what: string, alarm: Fields, reported: Partial<Reported>])[] = [
    ['another region', {}, { region: 'eu-west-1' }],
    ['another metric', { metricName: 'Orders' }, {}],
    [
      'another account',
      { type: 'metricMath', metrics: [metricEntry('m1', 'Events', {}, { ReturnData: true })] },
      { account: '444455556666' },
    ],
    ['a dimension', { dimensions: { By: 'Root' } }, {}],
    ['what is not understood, of another metric', onExpression('m1 +* 2', [metricEntry('m1', 'Orders')]), {}],
    [
      'whatever metrics there are, and names none of it',
      onExpression('SUM(METRICS())', [metricEntry('m1', 'Orders')]),
      {},
    ],
    ['the band of another metric', band('ANOMALY_DETECTION_BAND(m1, 2)', 'Orders'), {}],
    ['the band of an expression over another metric', band('1 + ANOMALY_DETECTION_BAND(m1, 2)', 'Orders'), {}],
    ['a query of another metric', { type: 'query', query: ' SELECT SUM(Orders) FROM "Audit"' }, {}],
    ['a query of a service of AWS', { type: 'query', query: 'SELECT SUM(Events) FROM "AWS/EC2"' }, {}],
  ];

  it.each(elsewhere)('is none of its alarms: %s', (_what, alarm, reported) => {
    expect(asked(alarm, {}, reported)).toBeNull();
  });

  const open: readonly (readonly [what: string, alarm: Fields, words: string])[] = [
    [
      'one of two metrics',
      onExpression('m1 + m2', [metricEntry('m1', 'Events'), metricEntry('m2', 'Orders')]),
      'compares m1 + m2',
    ],
    [
      'a query in other words',
      { type: 'query', query: 'sum({label="select orders"})' },
      'watches a query (sum({label="select orders"}))',
    ],
    ['a query that was not read', { type: 'query', query: null }, 'watches a query (which was not read)'],
    ['a band around an expression', band('1 + ANOMALY_DETECTION_BAND(m1, 2)'), 'knows what is usual of an expression'],
  ];

  it.each(open)('may be one of them: %s', (_what, alarm, words) => {
    expect(asked(alarm)?.truth).toBe('unknown');
    expect(asked(alarm)?.sentence).toContain(words);
  });
});

describe('an alarm that nearly looks at it', () => {
  const nearly = (...alarms: readonly (readonly [region: string, fields: Fields])[]) =>
    nearlyWatching(
      alarms.map(([region, fields]) => ({ ...made('alarm', fields), region })),
      { ...REPORTED, dimensions: { Id: 'i-1' } },
    );

  it('is told by its dimensions, and by its region where that is another', () => {
    expect(nearly(['us-east-1', { dimensions: { Id: 'i-2' } }])).toBe('alarm alarm watches that of Id i-2');
    expect(nearly(['eu-west-1', { dimensions: { Id: 'i-2' } }])).toBe(
      'alarm alarm watches that of Id i-2 in eu-west-1',
    );
    expect(nearly(['us-east-1', { metricName: 'Orders' }])).toBeNull();
  });

  it('is nearer in another region with the same dimensions than here with others', () => {
    expect(nearly(['us-east-1', { name: 'a' }], ['eu-west-1', { name: 'b', dimensions: { Id: 'i-1' } }])).toBe(
      'alarm b watches one of that name in eu-west-1',
    );
  });
});
