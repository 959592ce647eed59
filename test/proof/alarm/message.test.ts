/** What of the message of an alarm is known, for a filter policy on it. */
import { describe, expect, it } from 'vitest';
import type { Value } from '../../../src/model/value.ts';
import { passesPolicy } from '../../../src/proof/alarm/message.ts';
import type { Fields } from './made.ts';
import { made, metricEntry } from './made.ts';

const answer = (policy: Value, alarm: Fields = {}) => passesPolicy(made('alarm', alarm), JSON.stringify(policy));
const truthOf = (policy: Value, alarm: Fields = {}) => answer(policy, alarm)?.truth;

describe('the message of an alarm', () => {
  it.each<readonly [path: string, right: Value, wrong: Value]>([
    ['AlarmName', 'alarm', 'other'],
    ['AWSAccountId', '111122223333', '444455556666'],
    ['AlarmArn', 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:alarm', 'alarm'],
    ['NewStateValue', 'ALARM', 'OK'],
    ['Trigger.MetricName', 'Events', 'Orders'],
    ['Trigger.Namespace', 'Audit', 'Shop'],
    ['Trigger.Period', { numeric: ['=', 300] }, { numeric: ['=', 60] }],
    ['Trigger.EvaluationPeriods', { numeric: ['=', 1] }, { numeric: ['=', 2] }],
    ['Trigger.ComparisonOperator', 'GreaterThanOrEqualToThreshold', 'GreaterThanThreshold'],
    ['Trigger.Threshold', { numeric: ['=', 1] }, { numeric: ['>', 1] }],
  ])('is known for its %s', (path, right, wrong) => {
    const policy = (wanted: Value) => path.split('.').reduceRight<Value>((inner, key) => ({ [key]: inner }), [wanted]);
    expect(truthOf(policy(right))).toBe('true');
    expect(answer(policy(wrong))).toEqual({ truth: 'false', property: path });
  });

  it('says in another way what an alarm on several metrics compares', () => {
    const alarm = { type: 'metricMath', metrics: [metricEntry('m1', 'Events', {}, { ReturnData: true })] };
    expect(truthOf({ Trigger: { EvaluationPeriods: [{ numeric: ['=', 1] }] } }, alarm)).toBe('unknown');
  });

  it('says nothing that is certain of what is unset', () => {
    expect(truthOf({ Trigger: { Period: [{ exists: true }] } }, { period: null })).toBe('unknown');
  });

  it('always has a reason, a time and a region of its own, and below them nothing that is known', () => {
    for (const name of ['NewStateReason', 'StateChangeTime', 'Region']) {
      expect(truthOf({ [name]: [{ exists: true }] })).toBe('true');
      expect(truthOf({ [name]: ['us-east-1'] })).toBe('unknown');
      expect(truthOf({ [name]: { x: [{ exists: true }] } })).toBe('unknown');
      expect(truthOf({ Trigger: { [name]: [{ exists: true }] } })).toBe('unknown');
    }
  });

  it('comes from one of two states, or of three where a composite alarm may have been silenced', () => {
    const cameFrom = (...states: readonly string[]): Value => ({ OldStateValue: states });
    expect(answer(cameFrom('OK'))).toEqual({ truth: 'unknown', property: 'OldStateValue' });
    expect(truthOf(cameFrom('OK', 'INSUFFICIENT_DATA'))).toBe('true');
    expect(truthOf(cameFrom('ALARM'))).toBe('false');
    const silenced = { type: 'composite', rule: 'ALARM(a)', suppressor: 'b' };
    expect(truthOf(cameFrom('OK', 'INSUFFICIENT_DATA'), silenced)).toBe('unknown');
    expect(truthOf(cameFrom('OK', 'INSUFFICIENT_DATA', 'ALARM'), silenced)).toBe('true');
  });

  it('is not held against what is no policy', () => {
    expect(passesPolicy(made('alarm', {}), 'ALARM')).toBeNull();
  });
});
