/** What else counts the event that a filter matches: other filters on the metric, and trails that send it more than once. */
import { describe, expect, it } from 'vitest';
import type { Truth } from '../../../src/model/verdict.ts';
import type { Given } from '../healthy.ts';
import { proofWith } from '../healthy.ts';
import { metricEntry, onExpression } from './made.ts';

const DELETED = { name: 'deleted', pattern: '{ $.eventName = "DeleteBucket" }' };
/** It matches whatever the other one does. */
const WIDER = { name: 'wider', pattern: '{ $.eventName = "Delete*" }' };
/** It matches some of what the other one does. */
const NARROWER = { name: 'narrower', pattern: '{ $.eventName = "DeleteBucket" && $.userAgent = "aws-cli*" }' };
const APART = { name: 'apart', pattern: '{ $.eventName = "PutBucketPolicy" }' };
const MAIN: Given = { name: 'main', logGroup: 'trail-logs' };
const SECOND: Given = { name: 'second', logGroup: 'trail-logs' };
const TWO_TRAILS: readonly Given[] = [MAIN, SECOND];

/** An alarm on the sum that wants so much. */
function wanting(threshold: number, filters: readonly Given[], changes: Given = {}) {
  return proofWith({
    metricFilters: [...filters],
    alarms: [{ name: 'sum', threshold, topics: ['security'] }],
    ...changes,
  });
}

describe('one event that two filters count', () => {
  it.each<readonly [what: string, threshold: number, filters: readonly Given[], truth: Truth, why: string]>([
    ['adds up', 2, [DELETED, WIDER], 'true', ''],
    ['adds up to what both publish', 6, [DELETED, { ...WIDER, metricValue: '5' }], 'true', ''],
    [
      'adds up to no more than that',
      7,
      [DELETED, { ...WIDER, metricValue: '5' }],
      'false',
      'one event gives Sum 6, but alarm sum wants >= 7',
    ],
    [
      'adds nothing where they are about other events',
      2,
      [DELETED, APART],
      'false',
      'one event gives Sum 1, but alarm sum wants >= 2',
    ],
    [
      'may add up where the other one matches some of them',
      2,
      [DELETED, NARROWER],
      'unknown',
      'one event gives Sum 1, but alarm sum wants >= 2; metric filter narrower may make it count again, which is not decided',
    ],
    [
      'may add up to no more than both publish',
      4,
      [DELETED, { ...NARROWER, metricValue: '2' }],
      'false',
      'one event gives Sum 1, but alarm sum wants >= 4',
    ],
    [
      'may add any number that the other one takes from the event',
      100,
      [DELETED, { ...NARROWER, metricValue: '$.requestParameters.size' }],
      'unknown',
      'one event gives Sum 1, but alarm sum wants >= 100; metric filter narrower may make it count again, which is not decided',
    ],
    [
      'may add any number that a wider one takes from the event',
      100,
      [DELETED, { ...WIDER, metricValue: '$.requestParameters.size' }],
      'unknown',
      'one event gives Sum 1, but alarm sum wants >= 100; metric filter wider may make it count again, which is not decided',
    ],
  ])('%s', (_what, threshold, filters, truth, why) => {
    const { truth: found, broken } = wanting(threshold, filters);
    expect(broken?.sentence ?? '').toContain(why);
    expect(found).toBe(truth);
  });
});

/** Of the one event, and of what narrower filters may add to it. */
describe('the statistic of what one event may publish', () => {
  it.each<readonly [what: string, alarm: Given, values: readonly [own: string, ...others: string[]], truth: Truth]>([
    ['Sum: what takes away need not be there', { threshold: -1 }, ['-3', '2', '-9'], 'unknown'],
    ['Sum: no more than all that adds', { threshold: 0 }, ['-3', '2', '-9'], 'false'],
    ['Maximum: the other one may be higher', { statistic: 'Maximum', threshold: 2 }, ['-3', '2'], 'unknown'],
    ['Minimum: the other one cannot raise it', { statistic: 'Minimum', threshold: 1 }, ['-3', '2'], 'false'],
    ['Average: halfway at most', { statistic: 'Average', threshold: -0.5 }, ['-3', '2'], 'unknown'],
    ['Average: no further than halfway', { statistic: 'Average', threshold: 0 }, ['-3', '2'], 'false'],
    [
      'Average: the highest of the others alone',
      { statistic: 'Average', threshold: 15 },
      ['10', '5', '20', '1'],
      'unknown',
    ],
    ['Average: no more than that', { statistic: 'Average', threshold: 16 }, ['10', '5', '20', '1'], 'false'],
    [
      'Average: nothing lifts what is below it',
      { statistic: 'Average', threshold: -0.4 },
      ['-3', '2', '0', '-9'],
      'unknown',
    ],
    ['SampleCount: nothing is a sample as well', { statistic: 'SampleCount', threshold: 2 }, ['1', '0'], 'unknown'],
    ['SampleCount: one each', { statistic: 'SampleCount', threshold: 3 }, ['1', '0'], 'false'],
    ['SampleCount: one each of three', { statistic: 'SampleCount', threshold: 3 }, ['1', '5', '-5'], 'unknown'],
  ])('%s', (_what, alarm, [own, ...others], truth) => {
    const filters = [
      { ...DELETED, metricValue: own },
      ...others.map((metricValue, at) => ({ ...NARROWER, name: `narrower-${at}`, metricValue })),
    ];
    const found = proofWith({ metricFilters: filters, alarms: [{ name: 'one', ...alarm, topics: ['security'] }] });
    expect(found.broken?.sentence).toContain(
      `one event gives ${alarm['statistic'] ?? 'Sum'} ${alarm['statistic'] === 'SampleCount' ? 1 : own}, but`,
    );
    expect(found.truth).toBe(truth);
  });

  it('may be lower, where an expression turns that into more', () => {
    const below = onExpression('IF(m1 < 0, 5, 0)', [metricEntry('m1', 'Events')], { threshold: 5 });
    const found = (metricValue: string) =>
      proofWith({
        metricFilters: [DELETED, { ...NARROWER, metricValue }],
        alarms: [{ name: 'below', ...below, topics: ['security'] }],
      });
    expect(found('-2').broken?.sentence).toContain(
      'metric filter narrower may make it count again, which is not decided',
    );
    expect(found('-2').truth).toBe('unknown');
    // 1 - 1 is not below 0.
    expect(found('-1').truth).toBe('false');
  });
});

it('adds to the metric that its filter publishes, and to no other in the expression', () => {
  const sum = (threshold: number) =>
    proofWith({
      metricFilters: [DELETED, { ...NARROWER, metricName: 'Others', metricValue: '2' }],
      alarms: [
        {
          name: 'sum',
          ...onExpression('m1 + m2', [metricEntry('m1', 'Events'), metricEntry('m2', 'Others')], { threshold }),
          topics: ['security'],
        },
      ],
    });
  // 1 + 2 at most.
  expect(sum(3).truth).toBe('unknown');
  expect(sum(4).truth).toBe('false');
});

describe('one event that two trails send to the log group', () => {
  it.each<readonly [what: string, alarm: Given, trails: readonly Given[], truth: Truth, why: string]>([
    [
      'may count twice',
      { threshold: 2 },
      TWO_TRAILS,
      'unknown',
      'one event gives Sum 1, but alarm sum wants >= 2; another trail that sends to log group trail-logs may make it count again, which is not decided',
    ],
    [
      'counts no more than twice',
      { threshold: 3 },
      TWO_TRAILS,
      'false',
      'one event gives Sum 1, but alarm sum wants >= 3',
    ],
    [
      'is no higher for it',
      { threshold: 2, statistic: 'Maximum' },
      TWO_TRAILS,
      'false',
      'one event gives Maximum 1, but alarm sum wants >= 2',
    ],
    [
      'counts once where only one of them is logging',
      { threshold: 2 },
      [MAIN, { ...SECOND, logging: false }],
      'false',
      'one event gives Sum 1, but alarm sum wants >= 2',
    ],
  ])('%s', (_what, alarm, trails, truth, why) => {
    const found = proofWith({
      trails: [...trails],
      metricFilters: [DELETED],
      alarms: [{ name: 'sum', ...alarm, topics: ['security'] }],
    });
    expect(found.broken?.sentence).toBe(why);
    expect(found.truth).toBe(truth);
  });

  it('may count for a second filter too, as often', () => {
    const four = { metricFilters: [DELETED, WIDER], trails: [...TWO_TRAILS] };
    expect(proofWith({ ...four, alarms: [{ name: 'sum', threshold: 4, topics: ['security'] }] }).truth).toBe('unknown');
    expect(proofWith({ ...four, alarms: [{ name: 'sum', threshold: 5, topics: ['security'] }] }).truth).toBe('false');
  });
});

describe('two filters of different log groups', () => {
  const elsewhere = { ...WIDER, logGroup: 'other-logs' };
  const given = (trails: readonly Given[]): Given => ({
    trails: [...trails],
    logGroups: [{ name: 'trail-logs' }, { name: 'other-logs' }],
    metricFilters: [DELETED, elsewhere],
    alarms: [{ name: 'sum', threshold: 2, topics: ['security'] }],
  });
  it('may count the same event where a trail sends to either', () => {
    const { truth, broken } = proofWith(
      given([
        { name: 'main', logGroup: 'trail-logs' },
        { name: 'second', logGroup: 'other-logs' },
      ]),
    );
    expect(broken?.sentence).toContain('may make it count again, which is not decided');
    expect(truth).toBe('unknown');
  });
  it('count no event twice where no trail sends to the other one', () => {
    expect(proofWith(given([{ name: 'main', logGroup: 'trail-logs' }])).truth).toBe('false');
  });
});
