/** Faults on demand, as AWS's own clients see them: what each is called, and whether the client tries again by itself. */
import { DescribeTrailsCommand } from '@aws-sdk/client-cloudtrail';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { draw } from './chance.ts';
import { clients, keysOf, refusalOf } from './clients.ts';
import type { Fault, Mishap } from './faults.ts';
import { keepQuotas } from './quotas.ts';
import type { Simulator } from './start.ts';
import { startSimulator } from './start.ts';
import { ACCOUNTS, example } from './worlds/example.ts';

const PAYMENTS = ACCOUNTS.payments;
const MANAGER = ACCOUNTS.management;
const TOPIC = `arn:aws:sns:us-east-1:${PAYMENTS}:payments-security`;

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());
beforeEach(async () => {
  await simulator.show(example.world);
  // Waits between attempts are drawn by chance, from nothing up.
  vi.spyOn(Math, 'random').mockReturnValue(0.02);
});
afterEach(() => void vi.restoreAllMocks());

/** Milliseconds that an answer may take on a busy machine, and those after which silence is silence. */
const PATIENCE = 20_000;
const IMPATIENCE = 400;

/** The clients of an account, with two retries. */
function retrying(account: string, patience = PATIENCE) {
  const all = clients(simulator.url, keysOf(account), 'us-east-1', 3);
  const requestHandler = new NodeHttpHandler({ requestTimeout: patience, throwOnRequestTimeout: true });
  for (const client of Object.values(all)) client.config.requestHandler = requestHandler;
  const { sts, organizations, ec2, cloudtrail, cloudwatch, logs, sns } = all;
  return {
    'cloudtrail:DescribeTrails': () => cloudtrail.send(new DescribeTrailsCommand({})),
    'cloudwatch:DescribeAlarms': () => cloudwatch.send(new DescribeAlarmsCommand({})),
    'logs:DescribeMetricFilters': () => logs.send(new DescribeMetricFiltersCommand({})),
    'organizations:ListAccounts': () => organizations.send(new ListAccountsCommand({})),
    'ec2:DescribeRegions': () => ec2.send(new DescribeRegionsCommand({})),
    'sns:GetTopicAttributes': () => sns.send(new GetTopicAttributesCommand({ TopicArn: TOPIC })),
    'sts:GetCallerIdentity': () => sts.send(new GetCallerIdentityCommand({})),
  };
}

type CallName = keyof ReturnType<typeof retrying>;

const json = 'cloudtrail:DescribeTrails';
const json10 = 'cloudwatch:DescribeAlarms';
const query = 'sns:GetTopicAttributes';
const error = (code: string, status: number, shape?: 'namespaced' | 'header' | 'xml' | 'html'): Mishap => ({
  what: 'error',
  code,
  status,
  ...(shape ? { shape } : {}),
});

/** Attempts are those of a client that makes at most three. */
const ROWS: readonly (readonly [situation: string, fault: Mishap, call: CallName, seen: RegExp, attempts: number])[] = [
  ['denied (JSON)', { what: 'deny' }, json, /^AccessDeniedException 400$/, 1],
  ['denied (CloudWatch)', { what: 'deny' }, json10, /^AccessDenied(Exception)? 400$/, 1],
  ['denied (query)', { what: 'deny' }, 'sts:GetCallerIdentity', /^AccessDenied 403$/, 1],
  ['denied (SNS)', { what: 'deny' }, query, /^AuthorizationError 403$/, 1],
  ['denied (EC2)', { what: 'deny' }, 'ec2:DescribeRegions', /^UnauthorizedOperation 403$/, 1],
  ['403 with XML to a JSON client', error('AccessDenied', 403, 'xml'), json, /^SyntaxError 403$/, 1],
  ['throttled', { what: 'throttle' }, json, /^ThrottlingException 400$/, 3],
  ['throttled (CloudWatch)', { what: 'throttle' }, json10, /^Throttling(Exception)? 400$/, 3],
  [
    'throttled (Organizations)',
    { what: 'throttle' },
    'organizations:ListAccounts',
    /^TooManyRequestsException 400$/,
    3,
  ],
  ['throttled (query)', { what: 'throttle' }, query, /^Throttling 400$/, 3],
  ['throttled (EC2)', { what: 'throttle' }, 'ec2:DescribeRegions', /^RequestLimitExceeded 503$/, 3],
  [
    'throttled, with a namespace',
    error('ThrottlingException', 400, 'namespaced'),
    json,
    /^ThrottlingException 400$/,
    3,
  ],
  ['throttled, in a header', error('ThrottlingException', 400, 'header'), json, /^ThrottlingException 400$/, 3],
  ['limit exceeded', error('LimitExceededException', 400), json, /^LimitExceededException 400$/, 3],
  ['region not enabled (JSON)', { what: 'unknownKey' }, json, /^UnrecognizedClientException 400$/, 1],
  ['region not enabled (query)', { what: 'unknownKey' }, query, /^InvalidClientTokenId 403$/, 1],
  ['session expired (JSON)', { what: 'expiredToken' }, json, /^ExpiredTokenException 400$/, 1],
  ['session expired (query)', { what: 'expiredToken' }, query, /^ExpiredToken 403$/, 1],
  ['bad signature', { what: 'badSignature' }, json, /^InvalidSignatureException 403$/, 1],
  ['503 (JSON)', { what: 'unavailable' }, json, /^ServiceUnavailableException 503$/, 3],
  ['500 (JSON)', error('InternalFailure', 500), json, /^InternalFailure 500$/, 3],
  ['503 (query)', { what: 'unavailable' }, query, /^ServiceUnavailable 503$/, 3],
  ['503 with HTML', error('Service Unavailable', 503, 'html'), json, /^SyntaxError 503$/, 3],
  ['connection reset', { what: 'reset' }, json, /^ECONNRESET$/, 3],
  ['no answer', { what: 'silent' }, json, /^(TimeoutError|ETIMEDOUT)/, 3],
  ['an answer that comes late', { what: 'slow', milliseconds: PATIENCE }, json, /^(TimeoutError|ETIMEDOUT)/, 3],
  ['body cut short', { what: 'truncate' }, json, /^ECONNRESET/, 3],
  ['JSON cut short', { what: 'half' }, json, /^SyntaxError 200$/, 1],
  ['the page of a captive proxy', { what: 'proxyPage' }, json, /^SyntaxError 200$/, 1],
];

describe('a fault', () => {
  it.each(ROWS)('%s', async (_, fault, call, seen, attempts) => {
    await simulator.fault({ ...fault, call });
    const account = call === 'organizations:ListAccounts' ? MANAGER : PAYMENTS;
    const patience = ['silent', 'slow'].includes(fault.what) ? IMPATIENCE : PATIENCE;
    expect(await refusalOf(retrying(account, patience)[call]())).toMatch(seen);
    const stats = await simulator.stats();
    expect(stats.byCall).toEqual({ [call]: attempts });
    expect(stats.mishaps).toEqual({ [fault.what]: attempts });
  });

  it('empties the body, and the client takes that for an answer without lists', async () => {
    await simulator.fault({ what: 'empty', call: json });
    const { $metadata, ...answer } = await retrying(PAYMENTS)[json]();
    expect($metadata.httpStatusCode).toBe(200);
    expect(answer).toEqual({});
  });
});

it('an answer that comes too late for anybody counts as none', async () => {
  await simulator.fault({ what: 'slow', milliseconds: 2 * IMPATIENCE, call: json });
  expect(await refusalOf(retrying(PAYMENTS, IMPATIENCE)[json]())).toMatch(/^(TimeoutError|ETIMEDOUT)/);
  await new Promise((resolve) => setTimeout(resolve, 3 * IMPATIENCE));
  expect(await simulator.stats()).toMatchObject({ byCall: { [json]: 3 }, duplicates: [], inFlight: 0 });
});

describe('a fault strikes where it is told to', () => {
  const hits = async (fault: Fault, account: string, call: CallName) => {
    await simulator.fault(fault);
    return retrying(account)
      [call]()
      .then(
        () => false,
        () => true,
      );
  };

  it('account by account, region by region, call by call', async () => {
    expect(await hits({ what: 'deny', account: PAYMENTS }, PAYMENTS, json)).toBe(true);
    expect(await hits({ what: 'deny', account: MANAGER }, PAYMENTS, json)).toBe(false);
    expect(await hits({ what: 'deny', region: 'us-east-1' }, PAYMENTS, json)).toBe(true);
    expect(await hits({ what: 'deny', region: 'eu-west-1' }, PAYMENTS, json)).toBe(false);
    expect(await hits({ what: 'deny', call: 'cloudtrail:*' }, PAYMENTS, json)).toBe(true);
    expect(await hits({ what: 'deny', call: 'cloudtrail:Get*' }, PAYMENTS, json)).toBe(false);
  });

  it('only the first attempts, so that the client comes through', async () => {
    expect(await hits({ what: 'reset', times: 2 }, PAYMENTS, json)).toBe(false);
    expect((await simulator.stats()).byCall).toEqual({ [json]: 3 });
  });

  it('page k of a list', async () => {
    await simulator.fault({ what: 'deny', call: 'logs:DescribeLogGroups', page: 3 });
    const client = clients(simulator.url, keysOf(PAYMENTS)).logs;
    let pages = 0;
    const read = async () => {
      for await (const page of paginateDescribeLogGroups({ client }, {})) pages += page.logGroups ? 1 : 0;
    };
    expect(await refusalOf(read())).toBe('AccessDeniedException 400');
    expect(pages).toBe(2);
  });

  it('a share of attempts, the same ones in every order', async () => {
    const prefixes = Array.from({ length: 60 }, (_, index) => `prefix-${index}`);
    const { logs } = clients(simulator.url, keysOf(MANAGER));
    const struck = async (order: readonly string[]) => {
      await simulator.fault({ what: 'deny', share: 0.3 });
      const outcomes = order.map(async (logGroupNamePrefix) => {
        const call = logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }));
        return [
          logGroupNamePrefix,
          await call.then(
            () => 'answered',
            () => 'denied',
          ),
        ];
      });
      const found = Object.fromEntries(await Promise.all(outcomes));
      await simulator.reset();
      return found;
    };
    const calm = { ...example.world };
    delete (calm as { quotas?: number }).quotas;
    await simulator.show(calm);
    const first = await struck(prefixes);
    expect(await struck(prefixes.toReversed())).toEqual(first);
    const denied = Object.values(first).filter((outcome) => outcome === 'denied').length;
    expect(denied).toBeGreaterThan(8);
    expect(denied).toBeLessThan(30);
  });

  it('draws evenly', () => {
    const drawn = Array.from({ length: 10_000 }, (_, index) => draw('seed', `111122223333/us-east-1/a:B ${index}`, 1));
    const mean = drawn.reduce((sum, each) => sum + each, 0) / drawn.length;
    expect(mean).toBeGreaterThan(0.48);
    expect(mean).toBeLessThan(0.52);
    expect(drawn.filter((each) => each < 0.01).length).toBeGreaterThan(60);
    expect(drawn.filter((each) => each < 0.01).length).toBeLessThan(150);
  });
});

describe('quotas', () => {
  it("let one second's worth through at once, then as much as flows in", () => {
    const quotas = keepQuotas();
    const at = (now: number, factor = 1, region = 'us-east-1') =>
      quotas.take(PAYMENTS, region, 'logs:DescribeMetricFilters', factor, now);
    const many = (now: number, factor?: number, region?: string) =>
      Array.from({ length: 20 }, () => at(now, factor, region)).filter(Boolean).length;
    expect(many(0)).toBe(5);
    expect(many(199)).toBe(0);
    expect(many(200)).toBe(1);
    expect(many(800)).toBe(3);
    expect(many(9000)).toBe(5);
    // Each region has its own; half a quota lets half as much through, and never less than one call.
    expect(many(9000, 0.5, 'eu-west-1')).toBe(2);
    expect(many(9000, 0.1, 'eu-central-1')).toBe(1);
    quotas.reset();
    expect(many(9000)).toBe(5);
  });

  it('refuse what is too much, and count it', async () => {
    const { logs } = clients(simulator.url, keysOf(MANAGER));
    const start = performance.now();
    const asked = Array.from({ length: 30 }, (_, index) =>
      refusalOf(logs.send(new DescribeMetricFiltersCommand({ filterNamePrefix: `${index}` }))).catch(() => 'answered'),
    );
    const outcomes = await Promise.all(asked);
    const answered = outcomes.filter((outcome) => outcome === 'answered').length;
    expect(answered).toBeGreaterThanOrEqual(5);
    expect(answered).toBeLessThanOrEqual(5 + Math.ceil((5 * (performance.now() - start)) / 1000));
    expect(new Set(outcomes)).toEqual(new Set(['answered', 'ThrottlingException 400']));
    expect((await simulator.stats()).throttled).toBe(30 - answered);
  });
});

describe('what the simulator saw', () => {
  it('is counted by call and account; questions that were answered twice are named', async () => {
    const { cloudtrail, sts } = clients(simulator.url, keysOf(PAYMENTS));
    await cloudtrail.send(new DescribeTrailsCommand({}));
    await cloudtrail.send(new DescribeTrailsCommand({ includeShadowTrails: false }));
    await sts.send(new GetCallerIdentityCommand({}));
    expect(await simulator.stats()).toMatchObject({
      calls: 3,
      byCall: { 'cloudtrail:DescribeTrails': 2, 'sts:GetCallerIdentity': 1 },
      byAccount: { [PAYMENTS]: 3 },
      duplicates: [],
      inFlight: 0,
    });
    await cloudtrail.send(new DescribeTrailsCommand({}));
    expect((await simulator.stats()).duplicates).toEqual([`${PAYMENTS}/us-east-1/cloudtrail:DescribeTrails {}`]);
    await simulator.reset();
    expect(await simulator.stats()).toMatchObject({ calls: 0, byCall: {}, duplicates: [] });
  });

  it('shows how many calls were in flight at once', async () => {
    await simulator.show({ ...example.world, latency: { base: 100, jitter: 20 } });
    const { sts } = clients(simulator.url, keysOf(PAYMENTS));
    const start = performance.now();
    await Promise.all(Array.from({ length: 12 }, () => sts.send(new GetCallerIdentityCommand({}))));
    expect(performance.now() - start).toBeGreaterThan(99);
    expect((await simulator.stats()).maxInFlight).toBe(12);
  });
});
