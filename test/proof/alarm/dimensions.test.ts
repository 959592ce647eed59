/** Filters that publish by dimension: an alarm counts only what has its values. */
import { describe, expect, it } from 'vitest';
import type { EventClass } from '../../../src/model/rule.ts';
import type { CloudTrailRecord, Value } from '../../../src/model/value.ts';
import type { Truth } from '../../../src/model/verdict.ts';
import { leavesOut } from '../../../src/proof/alarm/dimensions.ts';
import type { Given } from '../healthy.ts';
import { ACCOUNT, EVENTS, HEALTHY, proofWith } from '../healthy.ts';
import type { Fields } from './made.ts';
import { made, metricEntry, onExpression } from './made.ts';

const RECORD: CloudTrailRecord = {
  eventName: 'DeleteBucket',
  awsRegion: 'us-east-1',
  readOnly: false,
  userIdentity: { arn: 'arn:aws:iam::111122223333:user/alice', type: 'IAMUser' },
};

describe('an alarm under dimensions', () => {
  it.each<readonly [id: string, what: string, dimensions: Fields, wanted: Fields, truth: Truth, why: string]>([
    ['AL-03', 'no dimensions', {}, {}, 'true', ''],
    ['AL-03', 'the value of the event', { Name: '$.eventName' }, { Name: 'DeleteBucket' }, 'true', ''],
    ['AL-03', 'a value further down', { By: '$.userIdentity.type' }, { By: 'IAMUser' }, 'true', ''],
    ['AL-03', 'two values', { A: '$.eventName', B: '$.awsRegion' }, { A: 'DeleteBucket', B: 'us-east-1' }, 'true', ''],
    [
      'AL-03',
      'another value',
      { Name: '$.eventName' },
      { Name: 'PutBucketPolicy' },
      'false',
      'alarm alarm counts only events whose dimension Name is "PutBucketPolicy", and here it is "DeleteBucket" (eventName)',
    ],
    [
      'AL-03',
      'one of two values',
      { A: '$.eventName', B: '$.awsRegion' },
      { A: 'DeleteBucket', B: 'eu-west-1' },
      'false',
      'alarm alarm counts only events whose dimension B is "eu-west-1", and here it is "us-east-1" (awsRegion)',
    ],
    [
      'AL-03',
      'the value in other letters',
      { Name: '$.eventName' },
      { Name: 'deletebucket' },
      'false',
      'alarm alarm counts only events whose dimension Name is "deletebucket", and here it is "DeleteBucket" (eventName)',
    ],
    [
      'D.11',
      'a field that the event lacks',
      { Error: '$.errorCode' },
      { Error: 'AccessDenied' },
      'unknown',
      'alarm alarm counts only events whose dimension Error is "AccessDenied", and what it is for this event is not decided',
    ],
    [
      'own',
      'a field that is no text',
      { Read: '$.readOnly' },
      { Read: 'false' },
      'unknown',
      'alarm alarm counts only events whose dimension Read is "false", and what it is for this event is not decided',
    ],
    [
      'own',
      'a selector that is more than a path',
      { R: '$.resources[0].ARN' },
      { R: 'x' },
      'unknown',
      'alarm alarm counts only events whose dimension R is "x", and what it is for this event is not decided',
    ],
    [
      'FX-02',
      'a dimension of the system',
      {},
      { '@aws.account': '111122223333' },
      'unknown',
      'alarm alarm counts only events whose dimension @aws.account is "111122223333", and what it is for this event is not decided',
    ],
    [
      'FX-02',
      'a dimension of the system beside a value that differs',
      { Name: '$.eventName' },
      { '@aws.account': '111122223333', Name: 'x' },
      'false',
      'alarm alarm counts only events whose dimension Name is "x", and here it is "DeleteBucket" (eventName)',
    ],
  ])('%s: %s', (_id, _what, dimensions, wanted, truth, why) => {
    const systemDimensions = Object.keys(wanted).filter((name) => name.startsWith('@'));
    const filter = made('metricFilter', { dimensions, systemDimensions });
    const decision = leavesOut(made('alarm', { dimensions: wanted }), filter, RECORD);
    expect(decision?.truth ?? 'true').toBe(truth);
    expect(decision?.sentence ?? '').toBe(why);
  });

  it('may be an expression that is the metric', () => {
    const filter = made('metricFilter', { dimensions: { Name: '$.eventName' } });
    const on = (value: string) => {
      const Metric = { Namespace: 'Audit', MetricName: 'Events', Dimensions: [{ Name: 'Name', Value: value }] };
      const entry = metricEntry('m', 'Events', { Metric }, { ReturnData: true });
      return made('alarm', { type: 'metricMath', metrics: [entry] });
    };
    expect(leavesOut(on('DeleteBucket'), filter, RECORD)).toBeNull();
    expect(leavesOut(on('PutBucket'), filter, RECORD)?.truth).toBe('false');
  });

  it('is not decided where the filter has dimensions of the system alone', () => {
    const filter = made('metricFilter', { dimensions: null, systemDimensions: ['@aws.account'] });
    expect(leavesOut(made('alarm', { dimensions: { '@aws.account': ACCOUNT } }), filter, RECORD)?.truth).toBe(
      'unknown',
    );
  });

  it('of an expression over several metrics it is not said which of them has the value', () => {
    const filter = made('metricFilter', { dimensions: { Name: '$.eventName' } });
    const entry = (id: string, Value: string) =>
      metricEntry(id, 'Events', {
        Metric: { Namespace: 'Audit', MetricName: 'Events', Dimensions: [{ Name: 'Name', Value }] },
      });
    const alarm = made('alarm', onExpression('m1 + m2', [entry('m1', 'DeleteBucket'), entry('m2', 'PutBucketAcl')]));
    expect(leavesOut(alarm, filter, RECORD)).toEqual({
      truth: 'unknown',
      sentence:
        'alarm alarm counts events by dimension Name in several metrics ("DeleteBucket" and "PutBucketAcl"), and what its expression makes of one event is not decided',
    });
  });
});

describe('a class that is told by dimension', () => {
  const TYPES = ['IAMUser', 'AssumedRole'];
  const events: EventClass = {
    ...EVENTS,
    records: {
      type: 'all',
      of: [EVENTS.records, { type: 'field', path: ['userIdentity', 'type'], test: { operator: 'in', values: TYPES } }],
    },
  };
  const by = (dimensions: Value, changes: Given = {}): Given => ({
    metricFilters: [{ ...HEALTHY.metricFilters[0], dimensions, ...changes }],
  });
  const alarmOn = (dimensions: Value, name = 'deleted'): Given => ({ ...HEALTHY.alarms[0], name, dimensions });

  it('is told where an alarm has every value', () => {
    const dimensions = { By: '$.userIdentity.type' };
    const all = { ...by(dimensions), alarms: TYPES.map((type) => alarmOn({ By: type }, type)) };
    expect(proofWith(all, events).truth).toBe('true');
  });

  it('AL-03: is partly told where an alarm has one value, and the counterexample has another', () => {
    const proof = proofWith({ ...by({ By: '$.userIdentity.type' }), alarms: [alarmOn({ By: 'IAMUser' })] }, events);
    expect(proof).toMatchObject({
      truth: 'false',
      broken: {
        link: 'alarm',
        sentence:
          'alarm deleted counts only events whose dimension By is "IAMUser", and here it is "AssumedRole" (userIdentity.type)',
      },
      counterexample: { userIdentity: { type: 'AssumedRole' } },
    });
  });

  it('is told whatever the order of the dimensions', () => {
    const wanted = { Name: 'DeleteBucket', Source: 's3.amazonaws.com' };
    const given = { ...by({ Source: '$.eventSource', Name: '$.eventName' }), alarms: [alarmOn(wanted)] };
    expect(proofWith(given, events).truth).toBe('true');
  });

  it('is told where the dimension is the same for all of it', () => {
    const given = { ...by({ Name: '$.eventName' }), alarms: [alarmOn({ Name: 'DeleteBucket' })] };
    expect(proofWith(given, events).truth).toBe('true');
  });

  it.each<readonly [id: string, what: string, filter: Given, alarm: Value, truth: Truth, why: string]>([
    [
      'DE-01',
      'dimensions on the filter and none on the alarm',
      by({ Name: '$.eventName' }),
      {},
      'false',
      `no alarm watches the metric Audit/Events of filter deleted in ${ACCOUNT}/us-east-1; alarm deleted watches it with the dimensions {}, the filter publishes {"Name":"$.eventName"}`,
    ],
    [
      'AL-03',
      'a dimension of another name',
      by({ Name: '$.eventName' }),
      { name: 'DeleteBucket' },
      'false',
      `no alarm watches the metric Audit/Events of filter deleted in ${ACCOUNT}/us-east-1; alarm deleted watches it with the dimensions {"name":"DeleteBucket"}, the filter publishes {"Name":"$.eventName"}`,
    ],
    [
      'AL-03',
      'dimensions of the system and none on the alarm',
      by({}, { systemDimensions: ['@aws.region'] }),
      {},
      'false',
      `no alarm watches the metric Audit/Events of filter deleted in ${ACCOUNT}/us-east-1; alarm deleted watches it with the dimensions {}, the filter publishes {"@aws.region":"of the system"}`,
    ],
    [
      'D.11',
      'a field that is no text',
      by({ Read: '$.readOnly' }),
      { Read: 'false' },
      'unknown',
      'alarm deleted counts only events whose dimension Read is "false", and what it is for this event is not decided',
    ],
  ])('%s: %s', (_id, _what, filter, dimensions, truth, why) => {
    const proof = proofWith({ ...filter, alarms: [alarmOn(dimensions)] });
    expect(proof).toMatchObject({ truth, broken: { link: 'alarm', sentence: why } });
  });

  it('is told in the regions whose alarms there are', () => {
    const accounts = [{ regionNames: ['us-east-1', 'eu-west-1'] }];
    const given = (regions: readonly string[]) => ({
      accounts,
      ...by({ Region: '$.awsRegion' }),
      alarms: regions.map((region) => alarmOn({ Region: region }, region)),
    });
    expect(proofWith(given(['us-east-1', 'eu-west-1'])).truth).toBe('true');
    expect(proofWith(given(['us-east-1']))).toMatchObject({
      truth: 'false',
      counterexample: { awsRegion: 'eu-west-1' },
      broken: {
        sentence:
          'alarm us-east-1 counts only events whose dimension Region is "us-east-1", and here it is "eu-west-1" (awsRegion)',
      },
    });
  });
});
