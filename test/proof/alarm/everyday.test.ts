/** An alarm that everyday traffic keeps in ALARM tells nobody of the next event: where that is certain, and only there. */
import { describe, expect, it } from 'vitest';
import type { Proof } from '../../../src/model/proof.ts';
import type { EventClass } from '../../../src/model/rule.ts';
import type { CloudTrailRecord } from '../../../src/model/value.ts';
import type { Truth } from '../../../src/model/verdict.ts';
import type { Given } from '../healthy.ts';
import { ACCOUNT, EVENTS, HEALTHY, proofOf, proofWith, snapshotOf } from '../healthy.ts';

const OTHER = '444455556666';

/** Everyday traffic of one record. */
function ordinary(name: string, record: CloudTrailRecord, recordedIn: EventClass['recordedIn'] = 'every'): EventClass {
  return {
    ...EVENTS,
    id: `ordinary.${name}`,
    recordedIn,
    ordinary: true,
    records: { type: 'field', path: ['eventName'], test: { operator: 'in', values: [String(record['eventName'])] } },
    samples: [{ name, record }],
  };
}

const ELSEWHERE = '999999999999';
const managed = { eventCategory: 'Management', managementEvent: true, readOnly: true, recipientAccountId: ELSEWHERE };
const DESCRIBE = ordinary('a role lists instances', {
  ...managed,
  eventName: 'DescribeInstances',
  eventSource: 'ec2.amazonaws.com',
  awsRegion: 'us-west-2',
  userIdentity: { type: 'AssumedRole', accountId: ELSEWHERE, arn: `arn:aws:sts::${ELSEWHERE}:assumed-role/app/i-1` },
});
const DECRYPT = ordinary('a service decrypts', {
  ...managed,
  eventName: 'Decrypt',
  eventSource: 'kms.amazonaws.com',
  awsRegion: 'us-west-2',
  userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' },
});
const ASSUME = ordinary(
  'a service assumes a role',
  {
    ...managed,
    eventName: 'AssumeRole',
    eventSource: 'sts.amazonaws.com',
    awsRegion: 'us-east-1',
    userIdentity: { type: 'AWSService' },
  },
  'global',
);

const filter = (pattern: string, changes: Given = {}): Given => ({ ...HEALTHY.metricFilters[0], pattern, ...changes });
const trail = (changes: Given): Given => ({ trails: [{ ...HEALTHY.trails[0], ...changes }] });

function proof(changes: Given, classes: readonly EventClass[] = [DESCRIBE]): Proof {
  return proofWith(changes, EVENTS, 'confirmedSubscriber', classes);
}

const MATCHES = { metricFilters: [filter('{ $.eventName = "De*" }')] };
const WHY =
  'alarm deleted is kept in ALARM by everyday traffic: metric filter deleted also matches DescribeInstances, an everyday event (a role lists instances), so an event changes nothing';

describe('everyday traffic', () => {
  it('keeps an alarm in ALARM whose filter matches it, and the finding says so', () => {
    const { truth, broken, sentence } = proof(MATCHES);
    expect(truth).toBe('false');
    expect(broken).toMatchObject({ link: 'alarm', truth: 'false', sentence: WHY });
    expect(sentence).toBe(`nobody is told about s3.DeleteBucket in account ${ACCOUNT}: ${WHY}`);
  });

  it('is no matter where none is known', () => {
    expect(proof(MATCHES, []).truth).toBe('true');
  });

  it.each<readonly [what: string, pattern: string, truth: Truth]>([
    ['does not match it', '{ $.eventName = "DeleteBucket" }', 'true'],
    ['leaves it out', '{ $.eventName = "De*" && $.readOnly IS FALSE }', 'true'],
    ['looks at another region', '{ $.eventName = "DeleteBucket" || $.awsRegion = "us-west-2" }', 'true'],
    ['matches it only perhaps', '{ $.eventName = "DeleteBucket" || $.eventName = "De*In*s" }', 'true'],
    ['matches it among others', '{ $.eventName = "DeleteBucket" || $.eventSource = "ec2.amazonaws.com" }', 'false'],
    ['matches everything', '', 'false'],
  ])('where a filter %s: %s', (_what, pattern, truth) => {
    expect(proof({ metricFilters: [filter(pattern)] }).truth).toBe(truth);
  });

  const withoutEc2 = {
    AdvancedEventSelectors: [
      {
        FieldSelectors: [
          { Field: 'eventCategory', Equals: ['Management'] },
          { Field: 'eventSource', NotEquals: ['ec2.amazonaws.com'] },
        ],
      },
    ],
  };
  it.each<readonly [what: string, changes: Given, truth: Truth]>([
    ['takes reads', { managementEvents: 'all' }, 'false'],
    ['takes writes alone', { managementEvents: 'writeOnly' }, 'true'],
    ['takes everything but EC2', { selectors: withoutEc2 }, 'true'],
    ['is of its own region alone', { multiRegion: false }, 'false'],
    ['leaves out global services', { multiRegion: false, globalServiceEvents: false }, 'false'],
    ['could not be read', { selectors: '$denied' }, 'unknown'],
  ])('where the trail %s: %s', (_what, changes, truth) => {
    expect(proof({ ...trail(changes), ...MATCHES }).truth).toBe(truth);
  });

  it('is certain by one event, although of an earlier one it is not known', () => {
    const put = ordinary('a role puts metrics', {
      ...managed,
      eventName: 'PutMetricData',
      eventSource: 'monitoring.amazonaws.com',
      readOnly: false,
      awsRegion: 'us-west-2',
      userIdentity: { type: 'AssumedRole', accountId: ELSEWHERE },
    });
    const given = (reads: string) => ({
      accounts: [{ regionNames: ['us-east-1', 'eu-west-1'] }],
      metricFilters: [
        filter(
          `{ $.eventName = "DeleteBucket" || ($.eventName = "PutMetricData" && $.awsRegion = "eu-west-1") || $.eventName = "${reads}" }`,
        ),
      ],
    });
    expect(proof(given('Describe*'), [put, DESCRIBE]).truth).toBe('false');
    expect(proof(given('List*'), [put, DESCRIBE]).truth).toBe('unknown');
  });

  it('is of another region of the account, however the pattern names it', () => {
    const given = (pattern: string) => ({
      accounts: [{ regionNames: ['us-east-1', 'ap-south-1'] }],
      metricFilters: [filter(pattern)],
    });
    for (const region of ['$.awsRegion = "ap-*"', '$.awsRegion = %^a%', '$.awsRegion != "us*"']) {
      const { truth, broken } = proof(given(`{ $.eventName = "DeleteBucket" || ${region} }`));
      expect(broken?.sentence, region).toContain('also matches DescribeInstances in ap-south-1, an everyday event');
      expect(truth, region).toBe('false');
    }
    expect(proof(given('{ $.eventName = "DeleteBucket" || $.awsRegion = "eu-*" }')).truth).toBe('true');
  });

  it('is of another region where only a dimension, or a term, tells regions apart', () => {
    const accounts = [{ regionNames: ['us-east-1', 'eu-west-1'] }];
    const under = (region: string) => ({ ...HEALTHY.alarms[0], name: region, dimensions: { Region: region } });
    const given = (pattern: string) => ({
      accounts,
      metricFilters: [filter(pattern, { dimensions: { Region: '$.awsRegion' } })],
      alarms: [under('us-east-1'), under('eu-west-1')],
    });
    expect(proof(given('{ $.eventName = "DeleteBucket" }')).truth).toBe('true');
    const abroad = proof(
      given('{ $.eventName = "DeleteBucket" || ($.readOnly IS TRUE && $.awsRegion = "eu-west-1") }'),
    );
    expect(abroad.broken?.sentence).toContain('also matches DescribeInstances in eu-west-1');
    expect(abroad.truth).toBe('false');
    const named = proof({ accounts, metricFilters: [filter('?DeleteBucket ?"eu-west-1"')] });
    expect(named.broken?.sentence).toContain('also matches DescribeInstances in eu-west-1');
    expect(named.truth).toBe('false');
  });

  it('is not known of a log group without a trail, unless a filter asks for something', () => {
    const given = (pattern: string) => ({
      logGroups: [...HEALTHY.logGroups, { name: 'app' }],
      metricFilters: [...HEALTHY.metricFilters, { name: 'app', logGroup: 'app', pattern }],
    });
    expect(proof(given('{ $.level = "error" }')).truth).toBe('true');
    expect(proof(given('')).truth).toBe('unknown');
    expect(proof(given('')).broken?.sentence).toContain(
      'may be kept in ALARM by other log events: metric filter app counts whatever log group app receives',
    );
  });

  it('is not what has no term of the pattern, be that the name of a region', () => {
    const named = { metricFilters: [filter('?DeleteBucket ?"ap-south-1"')] };
    expect(proof(named).truth).toBe('true');
    expect(proof({ metricFilters: [filter('?DeleteBucket ?"us-east-1"')] }).truth).toBe('false');
  });

  it('arrives by another trail that sends to the same log group', () => {
    const reads = (changes: Given = {}) => ({
      ...MATCHES,
      trails: [
        { name: 'writes', logGroup: 'trail-logs', managementEvents: 'writeOnly' },
        { name: 'reads', logGroup: 'trail-logs', managementEvents: 'readOnly', ...changes },
      ],
    });
    expect(proof(reads())).toMatchObject({ truth: 'false', broken: { sentence: WHY } });
    expect(proof(reads({ logging: false })).truth).toBe('true');
    expect(proof(reads({ logsDeliveryError: 'AccessDenied' })).truth).toBe('true');
    expect(proof(reads({ logGroup: 'other-logs' })).truth).toBe('true');
  });

  it('of global services arrives where they are recorded', () => {
    const metricFilters = [filter('{ $.eventSource = "s*" }')];
    const inRegion = (region: string, changes: Given = {}): Given => ({
      accounts: [{ regionNames: [region] }],
      trails: [{ ...HEALTHY.trails[0], region, multiRegion: false, ...changes }],
      logGroups: [{ name: 'trail-logs', region }],
      metricFilters: [{ ...metricFilters[0], region }],
      alarms: [{ name: 'deleted', region, actions: [`arn:aws:sns:${region}:${ACCOUNT}:security`] }],
      topics: [{ name: 'security', region }],
      subscriptions: [{ topic: 'security', region }],
    });
    expect(proof({ metricFilters }, [ASSUME]).truth).toBe('false');
    expect(proof(inRegion('us-east-1'), [ASSUME]).truth).toBe('false');
    expect(proof(inRegion('eu-west-1'), [ASSUME]).truth).toBe('true');
    expect(proof(inRegion('eu-west-1', { multiRegion: true }), [ASSUME]).truth).toBe('false');
  });

  it('is as the account records it', () => {
    const own = filter(
      `{ $.eventName = "De*" && $.recipientAccountId = "${ACCOUNT}" && $.userIdentity.type = "*" && $.awsRegion = "us-east-1" }`,
    );
    expect(proof({ metricFilters: [own] })).toMatchObject({ truth: 'false', broken: { sentence: WHY } });
  });

  it('is the first that matches, of several', () => {
    const metricFilters = [filter('{ $.eventName = "*" }')];
    expect(proof({ metricFilters }, [DECRYPT, DESCRIBE]).broken?.sentence).toContain(
      'also matches Decrypt, an everyday event (a service decrypts)',
    );
  });

  it('by way of another filter of the same metric keeps the alarm in ALARM as well', () => {
    const reads = filter('{ $.eventName = "Describe*" }', { name: 'reads' });
    expect(proof({ metricFilters: [...HEALTHY.metricFilters, reads] })).toMatchObject({
      truth: 'false',
      broken: {
        link: 'alarm',
        sentence:
          'alarm deleted is kept in ALARM by everyday traffic: metric filter reads also matches DescribeInstances, an everyday event (a role lists instances), so an event changes nothing',
      },
    });
    const apart = { ...reads, metricName: 'Reads' };
    expect(proof({ metricFilters: [...HEALTHY.metricFilters, apart] }).truth).toBe('true');
  });

  it('does nothing to an alarm that it does not raise', () => {
    const reads = filter('{ $.eventName = "Describe*" }', { name: 'reads', metricValue: '0' });
    expect(proof({ metricFilters: [...HEALTHY.metricFilters, reads] }).truth).toBe('true');
  });

  it('does nothing to another alarm beside it', () => {
    const exact = { name: 'exact', metricName: 'Deletions' };
    const given = {
      metricFilters: [...MATCHES.metricFilters, { ...exact, pattern: '{ $.eventName = "DeleteBucket" }' }],
      alarms: [...HEALTHY.alarms, { ...exact, topics: ['security'] }],
    };
    expect(proof(given).truth).toBe('true');
  });

  it('counts for an alarm only under its dimension', () => {
    const metricFilters = [filter('{ $.eventName = "De*" }', { dimensions: { Kind: '$.eventName' } })];
    const under = (value: string) => [{ ...HEALTHY.alarms[0], dimensions: { Kind: value } }];
    expect(proof({ metricFilters, alarms: under('DeleteBucket') }).truth).toBe('true');
    const both = [...under('DeleteBucket'), { ...under('DescribeInstances')[0], name: 'reads' }];
    expect(proof({ metricFilters, alarms: both }).truth).toBe('true');
    expect(proof({ metricFilters, alarms: under('DescribeInstances') }).truth).toBe('false');
  });

  it('keeps a composite alarm in ALARM, or silent', () => {
    const metricFilters = [
      { name: 'exact', pattern: '{ $.eventName = "DeleteBucket" }' },
      filter('{ $.eventName = "Describe*" }', { name: 'reads', metricName: 'Reads' }),
    ];
    const given = (rule: string, changes: Given = {}) => ({
      metricFilters,
      alarms: [
        { name: 'deleted' },
        { name: 'reads', metricName: 'Reads' },
        { name: 'all', type: 'composite', rule, topics: ['security'], ...changes },
      ],
    });
    const both = 'ALARM(deleted) OR ALARM(reads)';
    expect(proof(given('ALARM(deleted)')).truth).toBe('true');
    expect(proof(given(both), []).truth).toBe('true');
    expect(proof(given(both))).toMatchObject({
      truth: 'false',
      broken: {
        sentence: `composite alarm all is in ALARM whether or not alarm deleted is, so an event changes nothing: its rule is ${both}`,
      },
    });
    expect(proof(given('ALARM(deleted)', { suppressor: 'reads' }), []).truth).toBe('unknown');
    expect(proof(given('ALARM(deleted)', { suppressor: 'reads' }))).toMatchObject({
      truth: 'false',
      broken: {
        sentence:
          'composite alarm all is silenced while alarm reads is in ALARM, and alarm reads is kept in ALARM by everyday traffic: metric filter reads also matches DescribeInstances, an everyday event (a role lists instances)',
      },
    });
  });

  it('of the management account reaches the chain of an organization', () => {
    const central = (given: Given) => ({ account: OTHER, ...given });
    const given: Given = {
      accounts: [
        { id: ACCOUNT, organizationId: 'o-1', managementAccount: OTHER },
        { id: OTHER, organizationId: 'o-1', managementAccount: OTHER, management: true },
      ],
      trails: [central({ name: 'org', organization: true, visibleIn: [ACCOUNT, OTHER], logGroup: 'org-logs' })],
      logGroups: [central({ name: 'org-logs' })],
      metricFilters: [central({ ...MATCHES.metricFilters[0], logGroup: 'org-logs' })],
      alarms: [central(HEALTHY.alarms[0])],
      topics: [central(HEALTHY.topics[0])],
      subscriptions: [central(HEALTHY.subscriptions[0])],
    };
    const told = proofOf(snapshotOf(given), EVENTS, 'confirmedSubscriber', [DESCRIBE]);
    expect(told).toMatchObject({ truth: 'false', broken: { link: 'alarm', sentence: WHY } });
  });
});
