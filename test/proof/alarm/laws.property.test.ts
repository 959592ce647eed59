/** Laws of alarms: settings that do not matter, settings that break, and one record followed against all records at once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/kinds/index.ts';
import { openWorld } from '../../../src/kinds/world.ts';
import { evaluate, or } from '../../../src/languages/formula/index.ts';
import type { EventClass } from '../../../src/model/rule.ts';
import type { CloudTrailRecord, Value } from '../../../src/model/value.ts';
import type { Truth } from '../../../src/model/verdict.ts';
import { anyOf } from '../../../src/model/verdict.ts';
import { routesOf } from '../../../src/proof/chain.ts';
import { coversIn } from '../../../src/proof/coverage.ts';
import type { Given } from '../healthy.ts';
import { ACCOUNT, EVENTS, HEALTHY, proofWith, snapshotOf } from '../healthy.ts';
import type { Fields } from './made.ts';
import { metricEntry, onExpression } from './made.ts';

const AT_LEAST = 'GreaterThanOrEqualToThreshold';
const MORE_THAN = 'GreaterThanThreshold';

/** What an alarm compares so that one event suffices, whether or not quiet minutes report 0. */
const compares = fc.constantFrom<Fields>(
  { statistic: 'Sum', comparison: AT_LEAST, threshold: 1 },
  { statistic: 'Sum', comparison: MORE_THAN, threshold: 0 },
  { statistic: 'Maximum', comparison: AT_LEAST, threshold: 1 },
  { statistic: 'Maximum', comparison: MORE_THAN, threshold: 0.5 },
  { statistic: 'Average', comparison: MORE_THAN, threshold: 0 },
  { statistic: 'p100', comparison: AT_LEAST, threshold: 1 },
);

/** Settings that do not matter to one event. */
const irrelevant = fc.record<Fields>({
  period: fc.constantFrom(60, 120, 300, 3600, 86_400),
  evaluationPeriods: fc.integer({ min: 1, max: 24 }),
  datapointsToAlarm: fc.constant(1),
  missingData: fc.constantFrom('missing', 'notBreaching'),
  state: fc.constantFrom('OK', 'ALARM', 'INSUFFICIENT_DATA'),
  lowSamples: fc.constantFrom(null, 'evaluate'),
}) as fc.Arbitrary<Fields>;

const filterSettings = fc.record<Fields>({
  metricValue: fc.constantFrom('1', '5', '1.0', '+2', '1e3'),
  defaultValue: fc.constantFrom(null, 0),
  unit: fc.constantFrom(null, 'Count'),
}) as fc.Arbitrary<Fields>;

/** The same alarm as it is, as an expression that comes to the same, or without action behind a composite alarm. */
const FORMS = ['plain', 'identity', 'sum', 'multiple', 'yesOrNo', 'composite', 'nested'] as const;
type Form = (typeof FORMS)[number];

function alarmsOf(form: Form, settings: Fields): readonly Fields[] {
  const own = { ...HEALTHY.alarms[0], ...settings };
  const { statistic, period } = settings;
  const m1 = metricEntry('m1', 'Events', { Stat: statistic ?? null, Period: period ?? null });
  const m2 = metricEntry('m2', 'Others', { Stat: statistic ?? null, Period: period ?? null });
  const composite = (name: string, rule: string, topics: readonly string[]) => ({
    name,
    type: 'composite',
    rule,
    topics,
  });
  switch (form) {
    case 'plain':
      return [own];
    case 'identity':
      return [{ ...own, type: 'metricMath', metrics: [{ ...m1, ReturnData: true }] }];
    case 'sum':
      return [{ ...own, ...onExpression('SUM([m1, m2])', [m1, m2]) }];
    case 'multiple':
      return [{ ...own, ...onExpression('2 * m1', [m1]) }];
    case 'yesOrNo':
      return [{ ...own, ...onExpression('IF(m1 > 0, 1, 0)', [m1]) }];
    case 'composite':
      return [{ ...own, topics: [] }, composite('all', 'ALARM(deleted) OR ALARM(other)', ['security'])];
    case 'nested':
      return [
        { ...own, topics: [] },
        composite('inner', 'ALARM("deleted")', []),
        composite('all', 'NOT (NOT ALARM(inner))', ['security']),
      ];
    default:
      return form satisfies never;
  }
}

interface Chain {
  readonly filter: Fields;
  readonly alarm: Fields;
  readonly form: Form;
}

const chain: fc.Arbitrary<Chain> = fc.record({
  filter: filterSettings,
  alarm: fc.tuple(compares, irrelevant).map(([one, other]) => ({ ...one, ...other })),
  form: fc.constantFrom(...FORMS),
});

/** `m2` of a sum is what another filter publishes. */
const SECOND: Fields = { name: 'others', pattern: '{ $.eventName = "PutBucket" }', metricName: 'Others' };

function given({ filter, alarm, form }: Chain, change: Given = {}): Given {
  return {
    metricFilters: [{ ...HEALTHY.metricFilters[0], ...filter }, SECOND],
    alarms: alarmsOf(form, alarm),
    ...change,
  };
}

/** What breaks a chain, whatever else is set, and what the reference says of it. Each says all that it depends on. */
const [LESS_THAN, AT_MOST] = ['LessThanThreshold', 'LessThanOrEqualToThreshold'];
const PLAIN = { statistic: 'Sum', comparison: AT_LEAST, threshold: 1 };
const BREAKING: readonly (readonly [id: string, filter: Fields, alarm: Fields, truth: Truth])[] = [
  ['DE-02', { metricValue: '1', defaultValue: 0 }, { ...PLAIN, statistic: 'Average' }, 'unknown'],
  ['DE-02', { metricValue: '1', defaultValue: 0 }, { ...PLAIN, statistic: 'Minimum' }, 'unknown'],
  ['DE-03', { metricValue: '1' }, { ...PLAIN, comparison: MORE_THAN }, 'false'],
  ['AL-14', { metricValue: '1', defaultValue: 0 }, { ...PLAIN, statistic: 'SampleCount' }, 'false'],
  ['AL-14', {}, { ...PLAIN, statistic: 'tm99' }, 'unknown'],
  ['AL-14', { defaultValue: null }, { ...PLAIN, statistic: 'p90', lowSamples: 'ignore' }, 'false'],
  ['AL-11', { metricValue: '$.size' }, {}, 'unknown'],
  ['AL-11', { metricValue: '0' }, PLAIN, 'false'],
  ['AL-11', { metricValue: '-3' }, PLAIN, 'false'],
  ['AL-10', {}, { period: 10 }, 'unknown'],
  ['AL-20', { metricValue: '1' }, { ...PLAIN, threshold: 2 }, 'false'],
  ['DE-15', { defaultValue: 1 }, PLAIN, 'false'],
  ['DE-15', { defaultValue: 0 }, { ...PLAIN, threshold: 0 }, 'false'],
  ['DE-16', { metricValue: '1', defaultValue: null }, { ...PLAIN, comparison: LESS_THAN }, 'false'],
  ['DE-16', { metricValue: '1', defaultValue: 0 }, { ...PLAIN, comparison: AT_MOST }, 'false'],
  ['DE-16', { metricValue: '1', defaultValue: null }, { ...PLAIN, comparison: AT_MOST }, 'unknown'],
  ['DE-17', {}, { comparison: 'GreaterThanUpperThreshold' }, 'unknown'],
  ['DE-10', {}, { ...PLAIN, evaluationPeriods: 3, datapointsToAlarm: 2, missingData: 'notBreaching' }, 'false'],
  ['DE-10', {}, { ...PLAIN, evaluationPeriods: 3, datapointsToAlarm: 3, missingData: 'ignore' }, 'false'],
  [
    'DE-10',
    { defaultValue: 0 },
    { ...PLAIN, evaluationPeriods: 3, datapointsToAlarm: 2, missingData: 'missing' },
    'false',
  ],
  ['DE-11', { defaultValue: null }, { ...PLAIN, missingData: 'breaching' }, 'false'],
  ['AL-40', { defaultValue: 0 }, { ...PLAIN, missingData: 'breaching' }, 'unknown'],
  ['DE-12', { defaultValue: null }, { ...PLAIN, missingData: 'ignore' }, 'false'],
  ['DE-13', { unit: null }, { unit: 'Count' }, 'false'],
  ['DE-13', { unit: 'Count' }, { unit: 'Bytes' }, 'false'],
  ['DE-01', { dimensions: { By: '$.userIdentity.arn' } }, {}, 'false'],
  ['DE-01', {}, { dimensions: { By: 'x' } }, 'false'],
  ['DE-14', {}, { actionsEnabled: false }, 'false'],
  ['DE-14', {}, { topics: [] }, 'false'],
  ['AL-53', {}, { topics: ['gone'] }, 'false'],
  ['AL-79', {}, { topics: null, actions: [`arn:aws:ssm:us-east-1:${ACCOUNT}:opsitem:1`] }, 'unknown'],
  ['DE-07', {}, { region: 'eu-west-1' }, 'false'],
  [
    'AL-57',
    {},
    { type: 'query', query: 'SELECT SUM(Events) FROM Audit', namespace: null, metricName: null },
    'unknown',
  ],
];

describe('a chain', () => {
  it('is told of whatever is set that does not matter', () => {
    fc.assert(
      fc.property(chain, (each) => {
        const { truth, broken } = proofWith(given(each));
        expect(truth, broken?.sentence).toBe('true');
      }),
      { numRuns: 300 },
    );
  });

  it.each(BREAKING)('%s: with %j and %j is %s, whatever else is set', (_id, filter, alarm, truth) => {
    fc.assert(
      fc.property(chain, (each) => {
        const changed: Chain = {
          form: 'plain',
          filter: { ...each.filter, ...filter },
          alarm: { ...each.alarm, ...alarm },
        };
        const proof = proofWith(given(changed));
        expect(proof.truth, proof.broken?.sentence).toBe(truth);
        expect(proof.broken?.sentence).toMatch(/alarm|metric filter|topic/);
      }),
      { numRuns: 15 },
    );
  });

  const COMPOSED: readonly (readonly [rule: string, truth: Truth])[] = [
    ['ALARM(deleted) AND ALARM(other)', 'unknown'],
    ['ALARM(deleted) AND NOT ALARM(other)', 'unknown'],
    ['ALARM(deleted) AND FALSE', 'false'],
    ['ALARM(deleted) OR TRUE', 'false'],
    ['NOT ALARM(deleted)', 'false'],
    ['OK(deleted)', 'false'],
    ['ALARM(deleted) OR ALARM(other) AND OK(other)', 'unknown'],
  ];
  it.each(COMPOSED)('behind %s is %s, whatever else is set', (rule, truth) => {
    fc.assert(
      fc.property(chain, (each) => {
        const alarms = [
          { ...HEALTHY.alarms[0], ...each.alarm, topics: [] },
          { name: 'all', type: 'composite', rule, topics: ['security'] },
        ];
        expect(proofWith(given(each, { alarms })).truth).toBe(truth);
      }),
      { numRuns: 15 },
    );
  });
});

describe('one record followed', () => {
  const RECORD = EVENTS.samples[0]?.record ?? {};
  const ordinary: EventClass = {
    ...EVENTS,
    id: 'ordinary.reads',
    ordinary: true,
    samples: [{ name: 'a role reads', record: { ...RECORD, eventName: 'GetBucketAcl', readOnly: true } }],
  };
  const pattern = fc.constantFrom(
    '{ $.eventName = "DeleteBucket" }',
    '{ $.eventName = "DeleteBucket" && $.userIdentity.type = "Root" }',
    '{ $.eventName = "DeleteBucket" && $.userIdentity.type != "Root" }',
    '{ $.eventSource = "s3.amazonaws.com" }',
    '{ $.eventName = "Delete*et" }',
    '',
  );
  const dimensions = fc.constantFrom<Value>({}, {}, { By: '$.userIdentity.type' }, { Read: '$.readOnly' });
  const oneFilter = (name: string) =>
    fc.record({ pattern, dimensions, metricName: fc.constantFrom('Events', 'Others'), filter: filterSettings }).map(
      (each): Fields => ({
        name,
        pattern: each.pattern,
        dimensions: each.dimensions,
        metricName: each.metricName,
        ...each.filter,
      }),
    );
  const anyAlarm = (name: string) =>
    fc
      .record({
        settings: fc.tuple(compares, irrelevant).map(([one, other]) => ({ ...one, ...other })),
        odd: fc.constantFrom<Fields>(
          ...Array.from({ length: 40 }, () => ({})),
          ...BREAKING.map(([, , alarm]) => alarm),
        ),
        metricName: fc.constantFrom('Events', 'Others'),
        dimensions: fc.constantFrom<Value>({}, {}, { By: 'Root' }, { By: 'IAMUser' }, { Read: 'false' }),
        topics: fc.constantFrom<readonly string[]>(['security'], ['security'], [], ['gone']),
      })
      .map(
        (each): Fields => ({
          name,
          topics: each.topics,
          metricName: each.metricName,
          dimensions: each.dimensions,
          ...each.settings,
          ...each.odd,
        }),
      );
  const composite = fc
    .constantFrom('ALARM(a)', 'ALARM(a) OR ALARM(b)', 'ALARM(a) AND ALARM(b)', 'NOT ALARM(a)', 'ALARM(b) AND TRUE')
    .map((rule): Fields => ({ name: 'all', type: 'composite', rule, topics: ['security'] }));
  const world = fc.record({
    metricFilters: fc.tuple(oneFilter('f'), oneFilter('g')),
    alarms: fc
      .tuple(anyAlarm('a'), anyAlarm('b'), fc.option(composite, { nil: null }))
      .map(([a, b, all]) => (all ? [a, b, all] : [a, b])),
  });
  const record = fc
    .record({
      type: fc.constantFrom('Root', 'IAMUser', 'AssumedRole'),
      eventName: fc.constantFrom('DeleteBucket', 'DeleteBucketPolicy'),
      readOnly: fc.boolean(),
    })
    .map(({ type, ...rest }): CloudTrailRecord => ({ ...RECORD, ...rest, userIdentity: { type, accountId: ACCOUNT } }));

  it('fares as all records at once are said to', () => {
    const decided = { true: 0, false: 0 };
    fc.assert(
      fc.property(world, fc.array(record, { minLength: 3, maxLength: 3 }), fc.boolean(), (changes, records, isBusy) => {
        const opened = openWorld(snapshotOf({ ...HEALTHY, ...changes }), kinds);
        const account = opened.resource('account', ACCOUNT);
        if (!account) throw new Error('there is no account');
        const place = {
          world: opened,
          account,
          region: 'us-east-1',
          isGlobal: false,
          reaches: 'confirmedSubscriber',
          ordinary: isBusy ? [ordinary] : [],
        } as const;
        const covers = coversIn(place).flat();
        const must = or(...covers.map(({ bounds }) => bounds.must));
        const may = or(...covers.map(({ bounds }) => bounds.may));
        for (const each of records) {
          const routes = routesOf({ ...place, record: each, siblings: [], isBrief: false, known: new Map() });
          const followed = anyOf(routes.map(({ truth }) => truth));
          const said = evaluate(must, each) ? 'true' : evaluate(may, each) ? 'unknown' : 'false';
          if (said === 'unknown') continue;
          decided[said]++;
          expect(followed, JSON.stringify(each)).toBe(said);
        }
      }),
      { numRuns: 400 },
    );
    expect(decided.true).toBeGreaterThan(25);
    expect(decided.false).toBeGreaterThan(200);
  });
});
