/** Organizations whose accounts pass events on to an event bus of another account: collected with AWS's own clients, whole, and call by call refused. */
import { IAMClient, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/report.ts';
import { audit, rulebook } from './audit.ts';
import { keysOf } from './clients.ts';
import type { Fault } from './faults.ts';
import type { Simulator } from './start.ts';
import { startSimulator } from './start.ts';
import type { Account, World } from './world.ts';
import { busArn, forwards, MAY, MAY_ELSEWHERE, ORGANIZATION, receiver, sender } from './worlds/bus-parts.ts';
import { account, topicArn } from './worlds/parts.ts';

const HOME = 'us-east-1';
const WEST = 'us-west-2';
const MANAGER = '900000000000';
const ASKED = 'alarm.s3-bucket-deleted';
const RULES = { ...rulebook, rules: rulebook.rules.filter(({ id }) => id === ASKED) };

function worldOf(accounts: readonly Account[], faults: readonly Fault[] = []): World {
  return {
    name: 'buses',
    seed: 'buses',
    caller: MANAGER,
    organization: { id: ORGANIZATION, managementAccount: MANAGER, featureSet: 'ALL' },
    accounts: [account(MANAGER, 'Manager', {}, { regions: [HOME] }), ...accounts],
    regions: [HOME, WEST].map((name) => ({ name, optIn: false })),
    faults,
  };
}

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

async function audited(world: World, scope: Parameters<typeof audit>[1] = {}) {
  await simulator.show(world);
  const { accessKeyId, secretAccessKey } = keysOf(world.caller);
  const env = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const { report } = await audit({ ...simulator, env }, { rules: RULES, ...scope });
  const { byCall, duplicates } = await simulator.stats();
  const of = (id: string): Finding => {
    const finding = report.findings.find((each) => each.account === id);
    if (!finding) throw new Error(`there is no finding about ${id}`);
    return finding;
  };
  return { of, byCall, duplicates, gaps: report.gaps };
}

const MEMBER = '100000000001';
const OTHER = '100000000002';
const CENTRAL = '200000000000';
const SECURITY = busArn(CENTRAL, 'security');

describe('an event bus that many accounts send to', () => {
  it('tells of each of them, and no call is made twice', async () => {
    const world = worldOf([sender(MEMBER, SECURITY), sender(OTHER, SECURITY), receiver(CENTRAL, 'security')]);
    const { of, byCall, duplicates, gaps } = await audited(world);
    expect([of(MEMBER).message, of(OTHER).message].map((each) => each.replace(/^.*?: /, ''))).toEqual([
      'email:guard@example.com is told by topic alerts.',
      'email:guard@example.com is told by topic alerts.',
    ]);
    expect([of(MEMBER).verdict, of(OTHER).verdict]).toEqual(['pass', 'pass']);
    // It has no trail of its own.
    expect(of(CENTRAL).verdict).toBe('fail');
    expect(duplicates).toEqual([]);
    expect(gaps).toEqual([]);
    // The rules of four default buses, and those of the one bus that is sent to.
    expect(byCall).toMatchObject({ 'eventbridge:ListEventBuses': 1, 'eventbridge:ListRules': 5 });
    expect(byCall).toMatchObject({ 'iam:GetRole': 2, 'iam:GetPolicyVersion': 2 });
  });

  it('tells of every region, by one role, which is asked about once', async () => {
    const world = worldOf([sender(MEMBER, SECURITY, { regions: [HOME, WEST] }), receiver(CENTRAL, 'security')]);
    const { of, byCall, duplicates } = await audited(world);
    expect(of(MEMBER).verdict).toBe('pass');
    expect(byCall['iam:GetRole']).toBe(1);
    expect(duplicates).toEqual([]);
  });

  it('may be the default one of an account', async () => {
    const world = worldOf([sender(MEMBER, busArn(CENTRAL, 'default')), receiver(CENTRAL, 'default')]);
    const { of, byCall, duplicates } = await audited(world);
    expect(of(MEMBER).verdict).toBe('pass');
    expect(byCall['eventbridge:ListRules']).toBe(3);
    expect(duplicates).toEqual([]);
  });

  it('is asked nothing where nobody sends to one', async () => {
    const { byCall } = await audited(
      worldOf([
        sender(MEMBER, topicArn({ account: MEMBER, region: HOME }, 'gone'), { role: null }),
        receiver(CENTRAL, 'security'),
      ]),
    );
    expect(Object.keys(byCall).filter((call) => /^iam:|EventBuses/.test(call))).toEqual([]);
    expect(byCall['eventbridge:ListRules']).toBe(3);
  });

  it.each<readonly [what: string, accounts: readonly Account[], link: string, says: RegExp]>([
    [
      'is gone',
      [sender(MEMBER, SECURITY), account(CENTRAL, CENTRAL, {}, { regions: [HOME] })],
      'eventBus',
      /does not exist/,
    ],
    [
      'has no rule about it',
      [sender(MEMBER, SECURITY), receiver(CENTRAL, 'security', {}, { bus: 'default' })],
      'eventRule',
      /has no rule/,
    ],
    [
      'has a rule that is disabled',
      [sender(MEMBER, SECURITY), receiver(CENTRAL, 'security', {}, { state: 'DISABLED' })],
      'eventRule',
      /tells is disabled/,
    ],
    [
      'is sent to as a role that is gone',
      [sender(MEMBER, SECURITY, { iamRoles: [] }), receiver(CENTRAL, 'security')],
      'target',
      /does not exist/,
    ],
    [
      'is sent to as a role that may not',
      [sender(MEMBER, SECURITY, { role: forwards(MEMBER, { attached: {} }) }), receiver(CENTRAL, 'security')],
      'target',
      /no policy allows/,
    ],
    [
      'is sent to without a role',
      [sender(MEMBER, SECURITY, { role: null }), receiver(CENTRAL, 'security')],
      'eventBus',
      /does not let account/,
    ],
  ])('fails where it %s', async (_what, accounts, link, says) => {
    const finding = (await audited(worldOf(accounts))).of(MEMBER);
    expect([finding.verdict, finding.proof?.broken?.link]).toEqual(['fail', link]);
    expect(finding.message).toMatch(says);
  });

  it('is not known where its account is not looked at, and never a failure', async () => {
    const world = worldOf([sender(MEMBER, SECURITY), receiver(CENTRAL, 'security')]);
    const finding = (await audited(world, { scope: { by: 'accounts', accounts: [MEMBER] } })).of(MEMBER);
    expect([finding.verdict, finding.proof?.broken?.link]).toEqual(['unknown', 'eventBus']);
    expect(finding.message).toMatch(/account 200000000000 is not among the accounts looked at/);
  });

  it('is looked at where its region is not among those asked for', async () => {
    const world = worldOf([
      sender(MEMBER, SECURITY, { regions: [HOME, WEST] }),
      receiver(CENTRAL, 'security', { regions: [HOME, WEST] }),
    ]);
    const { of, byCall } = await audited(world, { scope: { by: 'organization', regions: [WEST] } });
    // What happens in other regions is not known, but nothing of that is about the bus.
    expect(of(MEMBER).message).toMatch(/regions that were not looked at/);
    expect(byCall['eventbridge:ListEventBuses']).toBe(1);
  });
});

/** Every call on the way over a bus, whose account makes it, and the link that is not decided without its answer. */
const CALLS: readonly (readonly [call: string, who: 'sender' | 'receiver', link: string])[] = [
  ['eventbridge:ListEventBuses', 'receiver', 'eventBus'],
  ['eventbridge:ListRules', 'receiver', 'eventRule'],
  ['eventbridge:ListTargetsByRule', 'receiver', 'target'],
  ['sns:GetTopicAttributes', 'receiver', 'topic'],
  ['iam:GetRole', 'sender', 'target'],
  ['iam:ListRolePolicies', 'sender', 'target'],
  ['iam:GetRolePolicy', 'sender', 'target'],
  ['iam:ListAttachedRolePolicies', 'sender', 'target'],
  ['iam:GetPolicy', 'sender', 'target'],
  ['iam:GetPolicyVersion', 'sender', 'target'],
];

describe('a call on the way over an event bus that fails for good', () => {
  const situations = (['deny', 'throttle'] as const).flatMap((what) => CALLS.map((each) => [what, ...each] as const));
  const pair = (index: number) => [String(300_000_000_000 + index), String(400_000_000_000 + index)] as const;
  let found: Awaited<ReturnType<typeof audited>>;
  beforeAll(async () => {
    const pairs = [...situations.keys(), situations.length].map(pair);
    const accounts = pairs.flatMap(([one, other]) => [
      sender(one, busArn(other, 'security')),
      receiver(other, 'security'),
    ]);
    const faults = situations.map(
      ([what, call, who], index): Fault => ({ what, call, account: pair(index)[who === 'sender' ? 0 : 1] }),
    );
    const random = Math.random;
    // Waits between attempts are drawn by chance, from nothing up.
    Math.random = () => 0.01;
    try {
      found = await audited(worldOf(accounts, faults));
    } finally {
      Math.random = random;
    }
  }, 60_000);

  it.each(situations.map(([what, call, , link], index) => [what, call, link, pair(index)[0]] as const))(
    '%s %s: unknown, at the %s',
    (what, call, link, id) => {
      const finding = found.of(id);
      expect(finding.verdict).toBe('unknown');
      expect(finding.proof?.broken?.link).toBe(link);
      expect(finding.message).toContain(what === 'deny' ? `${call} was denied` : `${call} was throttled`);
    },
  );

  it('leaves the other accounts as they are', () => {
    expect(found.of(pair(situations.length)[0]).verdict).toBe('pass');
  });
});

describe('roles', () => {
  it('have policies page by page, which are all read', async () => {
    const own = Object.fromEntries(
      Array.from({ length: 101 }, (_, index) => [`p-${String(index).padStart(3, '0')}`, MAY_ELSEWHERE]),
    );
    const role = forwards(MEMBER, { own: { ...own, 'zz-may': MAY }, attached: {} });
    const { of, duplicates } = await audited(
      worldOf([sender(MEMBER, SECURITY, { role }), receiver(CENTRAL, 'security')]),
    );
    expect(of(MEMBER).verdict).toBe('pass');
    expect(duplicates).toEqual([]);
    const client = new IAMClient({ endpoint: simulator.url, credentials: keysOf(MEMBER), region: HOME });
    const first = await client.send(new ListRolePoliciesCommand({ RoleName: 'forwards' }));
    expect([first.PolicyNames?.length, first.IsTruncated]).toEqual([100, true]);
  });

  it('of two accounts have the same policy of AWS', async () => {
    const role = (id: string) =>
      forwards(id, { attached: { 'arn:aws:iam::aws:policy/AmazonEventBridgeFullAccess': MAY } });
    const senders = [MEMBER, OTHER].map((id) => sender(id, SECURITY, { role: role(id) }));
    const { of } = await audited(worldOf([...senders, receiver(CENTRAL, 'security')]));
    expect([of(MEMBER).verdict, of(OTHER).verdict]).toEqual(['pass', 'pass']);
  });
});
