/** Laws of the proof: one broken link is never a pass, and what is not seen only ever turns an answer into "unknown". */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { Value } from '../../src/model/value.ts';
import type { Truth } from '../../src/model/verdict.ts';
import type { Given } from './healthy.ts';
import { ACCOUNT, EVENTS, proofOf, snapshotOf } from './healthy.ts';

type Change = Given;

const CENTRAL = '444455556666';

/** Ways in which each part of a chain may be right. */
const RIGHT = {
  trails: [
    {},
    { multiRegion: false },
    { managementEvents: 'writeOnly' },
    {
      selectors: {
        EventSelectors: [],
        AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }],
      },
    },
    { excludedSources: [], globalServiceEvents: false, multiRegion: false },
  ],
  logGroups: [{}, { retentionDays: 1 }, { kmsKey: null }],
  metricFilters: [
    {},
    { pattern: '' },
    { pattern: '{ $.eventSource = "s3*" && $.errorCode NOT EXISTS }' },
    { pattern: '{ $.eventName = %^Delete% }' },
    { defaultValue: 0 },
    { metricValue: '5' },
    { unit: 'Count' },
  ],
  alarms: [
    {},
    { comparison: 'GreaterThanThreshold', threshold: 0 },
    { statistic: 'Maximum' },
    { missingData: 'missing' },
    { evaluationPeriods: 3, datapointsToAlarm: 1 },
    { period: 60 },
  ],
  topics: [{}, { policy: '{"Statement":{"Effect":"Allow","Principal":"*","Action":"sns:*","Resource":"*"}}' }],
  kmsKeys: [
    {},
    { policy: '{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}}' },
    { rotationEnabled: false, multiRegion: true },
  ],
  subscriptions: [{}, { protocol: 'https', endpoint: 'https://example.com' }, { protocol: 'sqs' }],
} as const satisfies Record<string, readonly Change[]>;

/** Ways in which each part breaks the chain, whatever the others are. */
const WRONG = {
  trails: [
    { logging: false },
    { multiRegion: false, region: 'eu-west-1' },
    { managementEvents: 'readOnly' },
    { managementEvents: 'none' },
    {
      selectors: {
        EventSelectors: [],
        AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'readOnly', Equals: ['true'] }] }],
      },
    },
    { logGroup: null },
    { logGroup: 'elsewhere' },
    { logsDeliveryError: 'AccessDenied' },
    { account: CENTRAL, visibleIn: [CENTRAL] },
  ],
  logGroups: [{ name: 'another' }, { class: 'INFREQUENT_ACCESS' }, { region: 'eu-west-1' }],
  metricFilters: [
    { pattern: '{ $.eventName = "deletebucket" }' },
    { pattern: '{ $.eventName != "DeleteBucket" }' },
    { pattern: '{ $.errorCode != "x" }' },
    { logGroup: 'another' },
    { metricValue: '0' },
    { metricValue: '-1' },
    { metricName: 'Other' },
    { region: 'eu-west-1' },
  ],
  alarms: [
    { threshold: 10 },
    { comparison: 'LessThanThreshold' },
    { datapointsToAlarm: 2, evaluationPeriods: 2, missingData: 'notBreaching' },
    { unit: 'Seconds' },
    { dimensions: { Host: 'a' } },
    { namespace: 'audit' },
    { actionsEnabled: false },
    { topics: [] },
    { topics: ['another'] },
    { account: CENTRAL },
    { region: 'eu-west-1' },
  ],
  topics: [
    { name: 'another' },
    { kmsKey: 'alias/aws/sns' },
    { kmsKey: 'alias/gone' },
    { policy: '{"Statement":[]}' },
    { fifo: true, name: 'another' },
  ],
  kmsKeys: [
    { state: 'Disabled' },
    { managedBy: 'AWS' },
    { admits: ['events.amazonaws.com'] },
    { policy: '{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:Decrypt","Resource":"*"}}' },
    { aliases: [] },
    { region: 'eu-west-1' },
  ],
  subscriptions: [{ confirmed: false }, { topic: 'another' }],
} as const satisfies Record<string, readonly Change[]>;

type Part = keyof typeof RIGHT;
const PARTS = Object.keys(RIGHT) as readonly Part[];

const BASE: Readonly<Record<Part, Change>> = {
  trails: { name: 'main', logGroup: 'trail-logs' },
  logGroups: { name: 'trail-logs' },
  metricFilters: { name: 'deleted', pattern: '{ $.eventName = "DeleteBucket" }' },
  alarms: { name: 'deleted', topics: ['security'] },
  topics: { name: 'security', kmsKey: 'alias/security' },
  kmsKeys: { name: 'own-key', aliases: ['alias/security'], admits: ['cloudwatch.amazonaws.com'] },
  subscriptions: { topic: 'security' },
};

/** A part that is healthy with one of its variants. A filter in units needs no unit of the alarm. */
const healthy: fc.Arbitrary<Readonly<Record<Part, Change>>> = fc.record(
  Object.fromEntries(
    PARTS.map((part) => [
      part,
      fc.constantFrom<Change>(...RIGHT[part]).map((change) => ({ ...BASE[part], ...change })),
    ]),
  ) as Record<Part, fc.Arbitrary<Change>>,
);

const broken = fc
  .constantFrom(...PARTS)
  .chain((part) => fc.tuple(fc.constant(part), fc.constantFrom<Change>(...WRONG[part])));

function given(...chains: readonly Readonly<Record<Part, Change>>[]): Given {
  const lists = PARTS.map((part) => [part, chains.map((chain) => chain[part])] as const);
  return { accounts: [{ id: ACCOUNT }, { id: CENTRAL }], ...Object.fromEntries(lists) };
}

/** The same chain under names of its own, so that two of them share nothing. */
function renamed(chain: Readonly<Record<Part, Change>>): Readonly<Record<Part, Change>> {
  const text = JSON.stringify(chain);
  const names = ['main', 'trail-logs', 'deleted', 'security', 'another', 'elsewhere', 'own-key', 'alias/security'];
  const other = names.reduce((all, name) => all.replaceAll(`"${name}"`, `"${name}-2"`), text);
  const { metricFilters, alarms, ...rest } = JSON.parse(other) as Readonly<Record<Part, Change>>;
  return {
    ...rest,
    metricFilters: { logGroup: 'trail-logs-2', metricName: 'Events2', ...metricFilters },
    alarms: { metricName: 'Events2', ...alarms },
  };
}

interface Gap {
  readonly what: string;
  apply(snapshot: Snapshot): Snapshot;
}

const denied = (id: string) =>
  ({
    id,
    reason: 'denied',
    call: 'test:Call',
    action: 'test:Call',
    account: ACCOUNT,
    region: '',
    message: 'no',
  }) as const;

/** Every field of every resource but the account's, and every list, hidden by itself. */
function gapsIn(snapshot: Snapshot): readonly Gap[] {
  const fields = snapshot.resources.flatMap((resource, at) =>
    Object.keys(resource.fields).map(
      (field): Gap => ({
        what: `${resource.kind}.${field} of ${resource.name}`,
        apply: (before) => ({
          ...before,
          gaps: [...before.gaps, denied('hidden')],
          resources: before.resources.map((each, index) => {
            if (index !== at) return each;
            const { [field]: _hidden, ...rest } = each.fields;
            return { ...each, fields: rest, unread: { ...each.unread, [field]: 'hidden' } };
          }),
        }),
      }),
    ),
  );
  const lists = snapshot.coverage.map(
    (coverage): Gap => ({
      what: `the ${coverage.kind}s of ${coverage.account}`,
      apply: (before) => ({
        ...before,
        gaps: [...before.gaps, denied('hidden')],
        coverage: before.coverage.filter((each) => each.kind !== coverage.kind || each.account !== coverage.account),
        holes: [...before.holes, { kind: coverage.kind, account: coverage.account, region: '*', gap: 'hidden' }],
        resources: before.resources.filter(
          (each) =>
            each.kind === 'account' ||
            each.kind === 'region' ||
            each.kind !== coverage.kind ||
            each.account !== coverage.account,
        ),
      }),
    }),
  );
  return [...fields, ...lists];
}

const truthOf = (snapshot: Snapshot): Truth => proofOf(snapshot, EVENTS).truth;

describe('a chain', () => {
  it('holds in every healthy variant', () => {
    fc.assert(
      fc.property(healthy, (chain) => {
        expect(truthOf(snapshotOf(given(chain)))).toBe('true');
      }),
      { numRuns: 100 },
    );
  });

  it('never passes with one link broken, and the broken link is named', () => {
    fc.assert(
      fc.property(healthy, broken, (chain, [part, change]) => {
        // A value of its own may reach a threshold that one event would not.
        const metricFilters = { ...chain.metricFilters, ...(part === 'alarms' ? { metricValue: '1' } : {}) };
        // A filter that publishes nothing may still be counted.
        const alarms = part === 'metricFilters' ? { ...BASE.alarms } : chain.alarms;
        const parts = {
          ...chain,
          metricFilters,
          alarms,
          [part]: part === 'metricFilters' || part === 'alarms' ? chain[part] : BASE[part],
        };
        const proof = proofOf(snapshotOf(given({ ...parts, [part]: { ...parts[part], ...change } })));
        expect(proof.truth).toBe('false');
        expect(proof.broken?.truth).toBe('false');
        expect(proof.broken?.sentence.length).toBeGreaterThan(10);
        expect(proof.sentence).toContain('nobody is told');
      }),
      { numRuns: 100 },
    );
  });

  it('still passes with a second one broken beside it', () => {
    fc.assert(
      fc.property(healthy, healthy, broken, (chain, other, [part, change]) => {
        const second = { ...other, [part]: { ...other[part], ...change } };
        expect(truthOf(snapshotOf(given(chain, renamed(second))))).toBe('true');
      }),
      { numRuns: 40 },
    );
  });
});

describe('what is not seen', () => {
  /** Fields without which the chain cannot be followed. */
  const NEEDED: Readonly<Record<string, readonly string[]>> = {
    account: ['regionNames'],
    trail: ['logging', 'selectors', 'multiRegion', 'logGroupArn', 'logsDeliveryError'],
    logGroup: ['class'],
    metricFilter: [
      'pattern',
      'logGroupArn',
      'namespace',
      'metricName',
      'dimensions',
      'metricValue',
      'defaultValue',
      'transformed',
      'fieldSelection',
    ],
    alarm: [
      'namespace',
      'metricName',
      'dimensions',
      'type',
      'statistic',
      'period',
      'threshold',
      'comparison',
      'datapointsToAlarm',
      'missingData',
      'actionsEnabled',
      'actions',
      'unit',
    ],
    topic: ['policy', 'kmsKey'],
    kmsKey: ['knownAs', 'state', 'managedBy', 'spec', 'policy'],
    subscription: ['confirmed', 'topicArn'],
  };
  const isNeeded = (what: string) => {
    const [kind = '', field = ''] = what.split(/[. ]/);
    return NEEDED[kind]?.includes(field) ?? false;
  };

  it('is never a failure of a healthy chain, and no pass where it is needed', () => {
    fc.assert(
      fc.property(healthy, (chain) => {
        const snapshot = snapshotOf(given(chain));
        for (const { what, apply } of gapsIn(snapshot)) {
          const truth = truthOf(apply(snapshot));
          if (isNeeded(what) && !what.includes(CENTRAL)) expect(truth, what).toBe('unknown');
          else expect(['true', 'unknown'], what).toContain(truth);
        }
      }),
      { numRuns: 6 },
    );
  });

  it('is never a pass of a broken chain', () => {
    fc.assert(
      fc.property(healthy, broken, (chain, [part, change]) => {
        const snapshot = snapshotOf(given({ ...chain, [part]: { ...chain[part], ...change } }));
        const before = truthOf(snapshot);
        for (const { what, apply } of gapsIn(snapshot)) {
          expect([before, 'unknown'], what).toContain(truthOf(apply(snapshot)));
        }
      }),
      { numRuns: 10 },
    );
  });

  it('changes nothing where another chain passes', () => {
    fc.assert(
      fc.property(healthy, healthy, fc.nat(), (chain, other, pick) => {
        const snapshot = snapshotOf(given(chain, renamed(other)));
        const gaps = gapsIn(snapshot).filter(({ what }) => / of \S+-2$/.test(what));
        const gap = gaps[pick % gaps.length];
        expect(gap && truthOf(gap.apply(snapshot)), gap?.what).toBe('true');
      }),
      { numRuns: 100 },
    );
  });

  it('changes no answer into its opposite, however much of it there is', () => {
    fc.assert(
      fc.property(
        healthy,
        healthy,
        broken,
        fc.array(fc.nat(), { minLength: 1, maxLength: 5 }),
        (chain, other, [part, change], picks) => {
          const snapshot = snapshotOf(given({ ...chain, [part]: { ...chain[part], ...change } }, renamed(other)));
          let before: Truth = truthOf(snapshot);
          let seen = snapshot;
          for (const pick of picks) {
            const gaps = gapsIn(seen);
            seen = gaps[pick % gaps.length]?.apply(seen) ?? seen;
            const after = truthOf(seen);
            expect([before, 'unknown']).toContain(after);
            before = after;
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('does not depend on the order of things', () => {
    const shuffled = (snapshot: Snapshot, seed: number): Snapshot => {
      const order = <T>(list: readonly T[]) =>
        list
          .map((item, at) => ({ item, key: Math.sin(seed + at) }))
          .sort((a, b) => a.key - b.key)
          .map(({ item }) => item);
      return { ...snapshot, resources: order(snapshot.resources), coverage: order(snapshot.coverage) };
    };
    fc.assert(
      fc.property(healthy, healthy, broken, fc.nat(1000), (chain, other, [part, change], seed) => {
        const snapshot = snapshotOf(
          given(
            { ...chain, [part]: { ...chain[part], ...change } },
            renamed({ ...other, [part]: { ...other[part], ...change } }),
          ),
        );
        const plain: Value = JSON.parse(JSON.stringify(proofOf(snapshot)));
        expect(JSON.parse(JSON.stringify(proofOf(shuffled(snapshot, seed))))).toEqual(plain);
      }),
      { numRuns: 40 },
    );
  });
});
