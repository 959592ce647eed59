/** Audits while things go wrong: every kind of failure ends as the right gap of that one datum, and never as a verdict. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GapReason } from '../../src/model/resource.ts';
import { selectRules } from '../../src/rulebook/select.ts';
import { run } from '../cli.ts';
import type { Audit } from './audit.ts';
import { audit, rulebook, wrongIn } from './audit.ts';
import type { Fault, Mishap } from './faults.ts';
import type { Simulator } from './start.ts';
import { startSimulator } from './start.ts';
import type { World } from './world.ts';
import { ALARM_RULES, all, KEY_RULES, othersUnknown, TOPIC_RULES } from './worlds/endings.ts';
import { ACCOUNTS } from './worlds/example.ts';
import type { Expected } from './worlds/expected.ts';
import { HEALTHY, told, UNSEEN } from './worlds/expected.ts';
import { knownWorld } from './worlds/index.ts';
import { idOf } from './worlds/many.ts';
import { account, alarm, chain, REGIONS, topicArn } from './worlds/parts.ts';

const HOME = 'us-east-1';
const MANAGER = '900000000000';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());
// Waits between attempts are drawn by chance, from nothing up.
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0.01));
afterEach(() => void vi.restoreAllMocks());

/** Healthy accounts in one organization whose trail is nobody's business: each trouble gets an account of its own. */
function healthyAccounts(count: number, faults: readonly Fault[] = []): World {
  const names = { trail: 'main', logGroup: 'audit/trail', topic: 'alerts', subscriber: 'guard@example.com' };
  const members = Array.from({ length: count }, (_, index) => {
    const id = idOf(index);
    return account(
      id,
      `Account ${index}`,
      { [HOME]: chain({ account: id, region: HOME }, names) },
      { regions: [HOME, 'eu-west-1'] },
    );
  });
  return {
    name: 'healthy',
    seed: 'healthy',
    caller: MANAGER,
    organization: { id: 'o-healthy', managementAccount: MANAGER, featureSet: 'ALL' },
    accounts: [account(MANAGER, 'Manager', {}, { regions: [HOME] }), ...members],
    regions: REGIONS.map((name) => ({ name, optIn: false })),
    faults,
  };
}

async function auditOf(world: World, options: Parameters<typeof audit>[1] = {}): Promise<Audit> {
  await simulator.show(world);
  return audit({ ...simulator, env: { ...simulator.env, AWS_ACCESS_KEY_ID: `AKIA${world.caller}` } }, options);
}

const alarms = 'cloudwatch:DescribeAlarms';
const subscriptions = 'sns:ListSubscriptionsByTopic';
const regions = 'ec2:DescribeRegions';
const error = (code: string, status: number, shape?: 'namespaced' | 'header' | 'xml' | 'html'): Mishap => ({
  what: 'error',
  code,
  status,
  ...(shape ? { shape } : {}),
});

/** Every situation of a call that does not get better, and the reason of the gap it leaves. */
const LASTING: readonly (readonly [situation: string, fault: Mishap, call: string, reason: GapReason])[] = [
  ['denied (JSON)', { what: 'deny' }, alarms, 'denied'],
  ['denied (query)', { what: 'deny' }, subscriptions, 'denied'],
  ['denied (EC2)', { what: 'deny' }, regions, 'denied'],
  ['403 with a body the client cannot read', error('AccessDenied', 403, 'xml'), alarms, 'denied'],
  ['403 with HTML', error('Forbidden', 403, 'html'), alarms, 'denied'],
  ['throttled (JSON)', { what: 'throttle' }, alarms, 'throttled'],
  ['throttled (query)', { what: 'throttle' }, subscriptions, 'throttled'],
  ['throttled (EC2)', { what: 'throttle' }, regions, 'throttled'],
  ['throttled, with a namespace', error('ThrottlingException', 400, 'namespaced'), alarms, 'throttled'],
  ['throttled, in a header', error('ThrottlingException', 400, 'header'), alarms, 'throttled'],
  ['too many requests', error('TooManyRequestsException', 400), alarms, 'throttled'],
  ['too many requests, by status alone', error('', 429, 'html'), alarms, 'throttled'],
  ['limit exceeded', error('LimitExceededException', 400), alarms, 'throttled'],
  ['keys unknown in one region (JSON)', { what: 'unknownKey' }, alarms, 'regionDisabled'],
  ['keys unknown in one region (query)', { what: 'unknownKey' }, subscriptions, 'regionDisabled'],
  ['a session that is always expired', { what: 'expiredToken' }, alarms, 'failed'],
  ['a signature that is never right', { what: 'badSignature' }, alarms, 'failed'],
  ['503 (JSON)', { what: 'unavailable' }, alarms, 'failed'],
  ['503 (query)', { what: 'unavailable' }, subscriptions, 'failed'],
  ['500 (JSON)', error('InternalFailure', 500), alarms, 'failed'],
  ['503 with HTML', error('Service Unavailable', 503, 'html'), alarms, 'failed'],
  ['an error nobody has heard of', error('OutOfCoffeeException', 400), alarms, 'failed'],
  ['connections that are reset', { what: 'reset' }, alarms, 'unreachable'],
  ['a server that says nothing', { what: 'silent' }, alarms, 'timedOut'],
  ['answers that come too late', { what: 'slow', milliseconds: 60_000 }, alarms, 'timedOut'],
  ['bodies cut short', { what: 'truncate' }, alarms, 'unreachable'],
  ['JSON cut short', { what: 'half' }, alarms, 'malformed'],
  ['XML cut short', { what: 'half' }, subscriptions, 'malformed'],
  ['the page of a captive proxy', { what: 'proxyPage' }, alarms, 'malformed'],
  ['the page of a captive proxy to a query', { what: 'proxyPage' }, subscriptions, 'malformed'],
  ['empty bodies', { what: 'empty' }, alarms, 'malformed'],
  ['empty bodies to a query', { what: 'empty' }, subscriptions, 'malformed'],
];

/** What depends on a call and becomes unknown without it; all else keeps its verdict. */
const WITHOUT: Readonly<Record<string, Expected>> = {
  [alarms]: {
    ...HEALTHY,
    ...told('unknown'),
    ...all('unknown', ['alarm.actions-configured', 'alarm.actions-enabled', 'logs.metric-filters-have-alarms']),
    ...all('unknown', [...ALARM_RULES, 'topic.has-confirmed-subscriber', ...TOPIC_RULES]),
    ...othersUnknown(KEY_RULES),
  },
  [subscriptions]: {
    ...HEALTHY,
    ...told('unknown'),
    ...all('unknown', ['alarm.reaches-somebody', 'topic.has-confirmed-subscriber', 'topic.delivery-logged']),
    'topic.subscribers-use-tls': 'unknown',
  },
  [regions]: UNSEEN,
};

/** Milliseconds after which silence is silence; few accounts are audited with so little patience, since a busy machine is slow to answer. */
const IMPATIENCE = 1500;

function isSilence({ what }: Mishap): boolean {
  return what === 'silent' || what === 'slow';
}

describe.each([
  ['what lasts', LASTING.filter(([, fault]) => !isSilence(fault)), 60_000],
  ['silence that lasts', LASTING.filter(([, fault]) => isSilence(fault)), IMPATIENCE],
] as const)('%s', (_, rows, timeout) => {
  let seen: Audit;
  beforeAll(async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.01);
    const faults = rows.map(([, fault, call], index) => ({ ...fault, call, account: idOf(index) }));
    seen = await auditOf(healthyAccounts(rows.length + 1, faults), { timeout });
  });

  it.each(rows.map((row, index) => [row[0], row, index] as const))('%s', (_situation, [, , call, reason], index) => {
    const id = idOf(index);
    const gaps = seen.report.gaps.filter((gap) => gap.account === id);
    expect(new Set(gaps.map((gap) => `${gap.call} ${gap.reason}`))).toEqual(new Set([`${call} ${reason}`]));
    for (const { message } of gaps) expect(message).toMatch(/^[^\n\r]{3,400}$/);
    const findings = seen.report.findings.filter((finding) => finding.account === id);
    expect(wrongIn({ ...seen.report, findings }, { [id]: WITHOUT[call] ?? {} })).toBe('');
  });

  it('leaves the account beside them as it is', () => {
    const id = idOf(rows.length);
    const findings = seen.report.findings.filter((finding) => finding.account === id);
    expect(wrongIn({ ...seen.report, findings }, { [id]: HEALTHY })).toBe('');
    expect(seen.report.gaps.filter((gap) => gap.account === id)).toEqual([]);
  });
});

/** Situations that a second or third attempt gets over. */
const PASSING: readonly (readonly [situation: string, fault: Mishap & { readonly times: number }, call: string])[] = [
  ['a few throttles', { what: 'throttle', times: 3 }, alarms],
  ['a few throttles (query)', { what: 'throttle', times: 3 }, subscriptions],
  ['a few 503', { what: 'unavailable', times: 3 }, alarms],
  ['a few 503 with HTML', { ...error('Bad Gateway', 502, 'html'), times: 3 }, alarms],
  ['a few resets', { what: 'reset', times: 3 }, alarms],
  ['one silence', { what: 'silent', times: 1 }, alarms],
  ['bodies cut short', { what: 'truncate', times: 2 }, alarms],
  ['JSON cut short once', { what: 'half', times: 1 }, alarms],
  ['XML cut short once', { what: 'half', times: 1 }, subscriptions],
  ['one page of a captive proxy', { what: 'proxyPage', times: 1 }, alarms],
  ['one empty body', { what: 'empty', times: 1 }, alarms],
  ['one empty body to a query', { what: 'empty', times: 1 }, subscriptions],
  ['a session that ended before its time', { what: 'expiredToken', times: 1 }, alarms],
  ['a session that ended before its time (query)', { what: 'expiredToken', times: 1 }, subscriptions],
];

it.each([
  ['what passes', PASSING.filter(([, fault]) => !isSilence(fault)), 60_000],
  ['silence that passes', PASSING.filter(([, fault]) => isSilence(fault)), IMPATIENCE],
] as const)('%s leaves no trace', async (_, rows, timeout) => {
  const faults = rows.map(([, fault, call], index) => ({ ...fault, call, account: idOf(index) }));
  const { report } = await auditOf(healthyAccounts(rows.length, faults), { timeout });
  const traces = report.gaps.map((gap) => `${rows[Number(gap.account) % 1000]?.[0]}: ${gap.message}`);
  expect(traces).toEqual([]);
  const expected = Object.fromEntries(rows.map((_row, index) => [idOf(index), HEALTHY]));
  const findings = report.findings.filter((finding) => finding.account !== MANAGER);
  expect(wrongIn({ ...report, findings }, expected)).toBe('');
});

describe('a list of which a page is missing', () => {
  const paged = (first: string) => {
    const spot = { account: idOf(0), region: HOME };
    const world = healthyAccounts(1, [{ what: 'deny', call: alarms, page: 2 }]);
    const fillers = Array.from({ length: 100 }, (_, index) => alarm(`${first}${index}`, [topicArn(spot, 'alerts')]));
    const accounts = world.accounts.map((each) => {
      const held = each.holdings[HOME];
      return held ? { ...each, holdings: { [HOME]: { ...held, alarms: [...held.alarms, ...fillers] } } } : each;
    });
    return { ...world, accounts };
  };
  const verdicts = ({ report }: Audit, rule: string) => [
    ...new Set(
      report.findings
        .filter(({ account: id, ruleId }) => id === idOf(0) && ruleId === rule)
        .map(({ verdict }) => verdict),
    ),
  ];

  it('proves what is on the pages that were read', async () => {
    const seen = await auditOf(paged('zz'));
    expect(verdicts(seen, 'alarm.s3-bucket-deleted')).toEqual(['pass']);
    expect(verdicts(seen, 'alarm.actions-enabled').sort()).toEqual(['pass', 'unknown']);
  });

  it('proves nothing of what may be on the others', async () => {
    const seen = await auditOf(paged('aa'));
    expect(verdicts(seen, 'alarm.s3-bucket-deleted')).toEqual(['unknown']);
    expect(verdicts(seen, 'alarm.actions-enabled').sort()).toEqual(['pass', 'unknown']);
  });
});

describe('a network at its worst', () => {
  const weather: readonly Fault[] = [
    { what: 'reset', share: 0.01 },
    { what: 'unavailable', share: 0.02 },
    { what: 'truncate', share: 0.01 },
    { what: 'half', share: 0.01 },
    { what: 'empty', share: 0.01 },
    { ...error('Bad Gateway', 502, 'html'), share: 0.01 },
  ];

  it('changes no verdict and leaves no gap', async () => {
    const { world, expected } = knownWorld('many');
    const { report } = await auditOf({ ...world, faults: weather });
    const { mishaps, duplicates } = await simulator.stats();
    expect(wrongIn(report, expected)).toBe('');
    // A function that an alarm calls stands in an account that nobody was asked to look at.
    expect(new Set(report.gaps.map(({ reason }) => reason))).toEqual(new Set(['denied', 'outOfScope']));
    expect(Object.keys(mishaps).sort()).toEqual(['empty', 'error', 'half', 'reset', 'truncate', 'unavailable']);
    expect(Object.values(mishaps).reduce((sum, each) => sum + each, 0)).toBeGreaterThan(30);
    expect(duplicates).toEqual([]);
  }, 120_000);
});

describe('quotas', () => {
  it('that are as published are never overrun, and nothing is left unread', async () => {
    const { report, throttled } = await auditOf(healthyAccounts(12));
    expect(throttled).toBe(0);
    expect(report.gaps).toEqual([]);
  });

  it('that are lower than published slow the audit down, and nothing is left unread', async () => {
    const world = { ...knownWorld('example').world, quotas: 0.3 };
    const seen = await auditOf(world);
    expect((await simulator.stats()).throttled).toBeGreaterThan(0);
    expect(wrongIn(seen.report, knownWorld('example').expected)).toBe('');
  });

  it('that let nothing through leave a gap that says so', async () => {
    const fault: Fault = { what: 'throttle', call: 'logs:DescribeMetricFilters' };
    const rules = selectRules(rulebook, ['alarm.s3-bucket-deleted']);
    const { report } = await auditOf(healthyAccounts(1, [fault]), { rules });
    expect(report.gaps).toMatchObject([{ reason: 'throttled', call: 'logs:DescribeMetricFilters', account: idOf(0) }]);
    const finding = report.findings.find((each) => each.account === idOf(0));
    expect(finding?.verdict).toBe('unknown');
    expect(finding?.message).toMatch(/throttled/);
  });
});

describe('an account that cannot be entered', () => {
  it('harms no other', async () => {
    const { world, expected } = knownWorld('example');
    const { report } = await auditOf({ ...world, faults: [{ what: 'deny', account: ACCOUNTS.webShop }] });
    expect(wrongIn(report, { ...expected, [ACCOUNTS.webShop]: UNSEEN })).toBe('');
    expect(report.summary.unreadableAccounts).toEqual([ACCOUNTS.webShop, ACCOUNTS.sandbox]);
  });

  it('is every account where no role can be assumed, but for the own one', async () => {
    const { world } = knownWorld('example');
    const { report } = await auditOf({ ...world, faults: [{ what: 'deny', call: 'sts:AssumeRole' }] });
    expect(report.summary.unreadableAccounts).toHaveLength(7);
    // Rules that wait for a parameter ask nothing of anybody.
    const asked = report.findings.filter(({ message }) => !message.startsWith('Nothing is asked until'));
    expect(asked.filter(({ account: id, verdict }) => id !== ACCOUNTS.management && verdict !== 'unknown')).toEqual([]);
    expect(
      report.findings.find(({ ruleId, account: id }) => ruleId === 'alarm.root-usage' && id === ACCOUNTS.management)
        ?.verdict,
    ).toBe('pass');
  });
});

describe('what keeps an audit from beginning', () => {
  it.each([
    [
      'the organization cannot be listed',
      { what: 'deny', call: 'organizations:ListAccounts' },
      /accounts of the organization could not be listed/,
    ],
    [
      'the second page of its accounts is missing',
      { what: 'deny', call: 'organizations:ListAccounts', page: 2 },
      /accounts of the organization could not be listed/,
    ],
    ['nobody says who asks', { what: 'unavailable', call: 'sts:GetCallerIdentity' }, /did not say who asks/],
    ['the keys are unknown everywhere', { what: 'unknownKey' }, /does not accept the credentials/],
    ['the keys have expired', { what: 'expiredToken' }, /expired/],
    ['a proxy answers in place of AWS', { what: 'proxyPage' }, /is not AWS/],
    ['every connection is reset', { what: 'reset' }, /could not be reached/],
    ['nothing is ever answered', { what: 'silent' }, /did not answer in time/],
  ] as const)('%s', async (_, fault, sentence) => {
    const world = healthyAccounts(25, [fault]);
    await expect(auditOf(world, { timeout: 100 })).rejects.toThrow(sentence);
  });

  it('nobody listens', async () => {
    const port = new URL(simulator.url).port;
    const nobody = { ...simulator, url: simulator.url.replace(port, '1') };
    await expect(audit(nobody)).rejects.toThrow(/could not be reached.*ECONNREFUSED/);
  });

  it('no credentials are found', async () => {
    const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...nothing } = simulator.env;
    const { code, stdout, stderr } = await run(['audit', '--endpoint-url', simulator.url], { env: nothing });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^trailproof: no AWS credentials were found/);
  });
});
