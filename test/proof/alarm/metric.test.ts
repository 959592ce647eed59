/** The metrics that an alarm names: what of them is known, and entries that are none. */
import { expect, it } from 'vitest';
import { bandedIn, entriesOf, expressionsById, metricsById, ownMetric } from '../../../src/proof/alarm/metric.ts';
import { made, metricEntry, onExpression } from './made.ts';

it('an alarm on one metric says all of it itself, and what is unset is unset', () => {
  expect(ownMetric(made('alarm', { dimensions: null, period: null, unit: '' }))).toEqual({
    account: '111122223333',
    namespace: 'Audit',
    name: 'Events',
    dimensions: {},
    statistic: 'Sum',
    period: null,
    unit: null,
  });
});

it('entries are objects, as far as there are any', () => {
  expect(entriesOf(made('alarm', { metrics: null }))).toEqual([]);
  expect(entriesOf(made('alarm', { metrics: ['m1', null, { Id: 'm2' }] }))).toEqual([{ Id: 'm2' }]);
});

it('an entry is a metric or an expression, and not both', () => {
  const alarm = made('alarm', onExpression('m1 * 2', [metricEntry('m1', 'Events')]));
  expect([...metricsById(alarm).keys()]).toEqual(['m1']);
  expect([...expressionsById(alarm)]).toEqual([['e', 'm1 * 2']]);
});

it('an entry of which the metric is not said is none', () => {
  const metrics = [
    { Id: 'm1', MetricStat: {} },
    { Id: 'm2', MetricStat: null },
    { Id: 'm3', Metric: { Namespace: 'Audit' } },
  ];
  expect([...metricsById(made('alarm', { type: 'metricMath', metrics }))]).toEqual([]);
});

it('dimensions of an entry have a name, and a value or none', () => {
  const Metric = {
    Namespace: 'Audit',
    MetricName: 'Events',
    Dimensions: [null, { Name: 'A', Value: 'b' }, { Name: 'C' }],
  };
  const found = metricsById(
    made('alarm', { type: 'metricMath', metrics: [{ Id: 'm1', MetricStat: { Metric, Stat: 'Sum' } }] }),
  );
  expect(found.get('m1')).toMatchObject({ dimensions: { A: 'b', C: null }, period: null });
});

it('a band is of the metric that it begins with, and of none within an expression', () => {
  const band = (text: string) =>
    bandedIn(made('alarm', onExpression(text, [metricEntry('m1', 'Events')])))?.name ?? null;
  expect(band('ANOMALY_DETECTION_BAND(m1, 2)')).toBe('Events');
  expect(band(' ANOMALY_DETECTION_BAND( m1 )')).toBe('Events');
  expect(band('1 + ANOMALY_DETECTION_BAND(m1, 2)')).toBeNull();
  expect(band('ANOMALY_DETECTION_BAND(m2, 2)')).toBeNull();
});
