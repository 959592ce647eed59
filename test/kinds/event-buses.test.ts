/** What is read of rules on event buses, of the roles as which rules send, and of their policies; and what leads from one to the other. */
import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/kinds/index.ts';
import type { Answer, Caller, Draft, Want } from '../../src/model/collect.ts';
import { Unread } from '../../src/model/collect.ts';
import type { Value } from '../../src/model/value.ts';

const PLACE = { account: '111122223333', region: 'us-east-1' };
const ROLE = 'arn:aws:iam::111122223333:role/service-role/forwards';
const BUS = 'arn:aws:events:eu-west-1:444455556666:event-bus/security';

/** Gives each call its answer, and keeps what it was asked. */
function answering(answers: Readonly<Record<string, Answer | Unread>>) {
  const asked: (readonly [call: string, input: Answer])[] = [];
  const answer = (call: string, input: Answer): Answer => {
    asked.push([call, input]);
    const given = answers[`${call} ${String(input['Marker'] ?? '')}`.trim()];
    if (given instanceof Unread) throw given;
    if (!given) throw new Error(`nobody answers ${call}`);
    return given;
  };
  const aws: Caller = {
    account: PLACE.account,
    call: async (_place, call, input) => answer(call, input),
    async *list(_place, call, input, items) {
      yield answer(call, input)[String(items)] as readonly Answer[];
    },
  };
  return { aws, asked };
}

async function listed(kind: string, aws: Caller, within: string): Promise<readonly Draft[]> {
  const want: Want = { kind, ...PLACE, within };
  const found: Draft[] = [];
  for await (const page of kinds.get(kind)?.list.read?.(want, aws) ?? []) found.push(...page);
  return found;
}

async function detailed(kind: string, name: string, draft: Draft, aws: Caller) {
  return (await kinds.get(kind)?.details[name]?.read(draft, aws))?.fields;
}

const draft = (kind: string, fields: Draft['fields'] = {}): Draft => {
  const name = 'forwards';
  return { kind, id: ROLE, name, ...PLACE, fields: { name, ...fields }, origins: {} };
};
const gone = (code: string) => new Unread('failed', 'iam:GetRole', code, 'no');

describe('a rule on an event bus of your own', () => {
  it('is asked for by the name of its bus, and belongs to it', async () => {
    const Arn = 'arn:aws:events:us-east-1:111122223333:rule/partners/orders/tells';
    const { aws, asked } = answering({
      'eventbridge:ListRules': { Rules: [{ Arn, Name: 'tells', State: 'ENABLED' }] },
    });
    const [found] = await listed('busRule', aws, 'partners/orders');
    expect(found?.fields).toEqual({
      name: 'tells',
      state: 'ENABLED',
      pattern: null,
      managedBy: null,
      bus: 'partners/orders',
      busArn: 'arn:aws:events:us-east-1:111122223333:event-bus/partners/orders',
    });
    expect(asked).toEqual([['eventbridge:ListRules', { EventBusName: 'partners/orders', Limit: 100 }]]);
  });

  it('of a bus that is gone is none', async () => {
    const { aws } = answering({ 'eventbridge:ListRules': gone('ResourceNotFoundException') });
    expect(await listed('busRule', aws, 'gone')).toEqual([]);
  });

  it('has targets on its bus, and says which are given something else than the event', async () => {
    const Targets = [
      { Arn: BUS, RoleArn: ROLE },
      { Arn: 'arn:aws:sns:us-east-1:111122223333:plain', InputPath: '$.detail' },
    ];
    const { aws, asked } = answering({ 'eventbridge:ListTargetsByRule': { Targets } });
    const rule = draft('busRule', { bus: 'security', pattern: '{"source":["aws.s3"]}' });
    expect(await detailed('busRule', 'targets', rule, aws)).toEqual({
      targets: Targets.map(({ Arn }) => Arn),
      roles: { [BUS]: [ROLE] },
      rewritten: ['arn:aws:sns:us-east-1:111122223333:plain'],
    });
    expect(asked).toEqual([['eventbridge:ListTargetsByRule', { Rule: 'forwards', EventBusName: 'security' }]]);
  });
});

describe('a rule with targets', () => {
  const related = (relation: string, fields: Readonly<Record<string, Value>>) =>
    kinds
      .get('eventRule')
      ?.relations[relation]?.wants({ ...draft('eventRule', fields), origins: {} }, { regions: () => [] });

  it('leads to event buses, and to nothing else of EventBridge', () => {
    const targets = [BUS, 'arn:aws:events:us-east-1:111122223333:api-destination/pager/1', 'arn:aws:sqs:us-east-1:1:q'];
    expect(related('buses', { targets })).toEqual([{ kind: 'eventBus', account: '444455556666', region: 'eu-west-1' }]);
    expect(related('buses', { targets: null })).toEqual([]);
  });

  it('leads to the roles as which it sends to topics and buses alone, where IAM is asked', () => {
    const others = {
      'arn:aws:states:us-east-1:111122223333:stateMachine:x': ['arn:aws:iam::111122223333:role/starts'],
    };
    const wants = [{ kind: 'role', account: '111122223333', region: 'us-east-1', within: ROLE }];
    expect(related('executionRoles', { roles: { ...others, [BUS]: [ROLE, null] } })).toEqual(wants);
    const chinese = ROLE.replace('aws', 'aws-cn');
    const there = related('executionRoles', { roles: { [BUS.replace('arn:aws', 'arn:aws-cn')]: [chinese] } });
    expect(there?.map(({ region }) => region)).toEqual(['cn-northwest-1']);
  });
});

describe('a role', () => {
  const trust = '{"Statement":[{"Effect":"Allow"}]}';
  const Role = { Arn: ROLE, RoleName: 'forwards', AssumeRolePolicyDocument: encodeURIComponent(trust) };

  it('is asked for by its name without its path, and gives its policy as it is written', async () => {
    const { aws, asked } = answering({ 'iam:GetRole': { Role } });
    const [found] = await listed('role', aws, ROLE);
    expect(found).toMatchObject({ id: ROLE, fields: { name: 'forwards', trust, boundary: null } });
    expect(asked).toEqual([['iam:GetRole', { RoleName: 'forwards' }]]);
  });

  it('has a boundary where one is set', async () => {
    const PermissionsBoundary = { PermissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/limits' };
    const [found] = await listed(
      'role',
      answering({ 'iam:GetRole': { Role: { ...Role, PermissionsBoundary } } }).aws,
      ROLE,
    );
    expect(found?.fields['boundary']).toBe('arn:aws:iam::111122223333:policy/limits');
  });

  it('that is gone is none, and one that says nothing of itself makes no sense', async () => {
    expect(await listed('role', answering({ 'iam:GetRole': gone('NoSuchEntityException') }).aws, ROLE)).toEqual([]);
    expect(await listed('role', answering({ 'iam:GetRole': gone('NoSuchEntity') }).aws, ROLE)).toEqual([]);
    await expect(listed('role', answering({ 'iam:GetRole': gone('AccessDenied') }).aws, ROLE)).rejects.toThrow('no');
    await expect(listed('role', answering({ 'iam:GetRole': { Role: { Arn: ROLE } } }).aws, ROLE)).rejects.toThrow(
      'trust',
    );
    await expect(listed('role', answering({ 'iam:GetRole': { Other: {} } }).aws, ROLE)).rejects.toThrow('trust');
  });

  it('has policies of its own, page by page', async () => {
    const { aws, asked } = answering({
      'iam:ListRolePolicies': { PolicyNames: ['one'], IsTruncated: true, Marker: 'more' },
      'iam:ListRolePolicies more': { PolicyNames: ['two'], IsTruncated: false },
      'iam:GetRolePolicy': { PolicyDocument: encodeURIComponent('{"Statement":[]}') },
    });
    const fields = await detailed('role', 'policies', draft('role'), aws);
    expect(fields).toEqual({ policies: ['{"Statement":[]}', '{"Statement":[]}'] });
    expect(asked.map(([, input]) => input['PolicyName']).filter((each) => each !== undefined)).toEqual(['one', 'two']);
  });

  it.each([
    ['a list without names', { 'iam:ListRolePolicies': { IsTruncated: false } }],
    [
      'a list without end',
      {
        'iam:ListRolePolicies': { PolicyNames: [], Marker: 'x' },
        'iam:ListRolePolicies x': { PolicyNames: [], Marker: 'x' },
      },
    ],
    [
      'a policy without text',
      { 'iam:ListRolePolicies': { PolicyNames: ['a'] }, 'iam:GetRolePolicy': { RoleName: 'forwards' } },
    ],
  ])('%s makes no sense', async (_what, answers) => {
    const reading = detailed('role', 'policies', draft('role'), answering(answers).aws);
    await expect(reading).rejects.toMatchObject({ reason: 'malformed' });
  });
});

describe('a managed policy', () => {
  const ARN = 'arn:aws:iam::aws:policy/service-role/Forwards';

  it('says what is in force', async () => {
    const { aws, asked } = answering({
      'iam:GetPolicy': { Policy: { DefaultVersionId: 'v7' } },
      'iam:GetPolicyVersion': { PolicyVersion: { Document: encodeURIComponent('{"Statement":[]}') } },
    });
    const [found] = await listed('managedPolicy', aws, ARN);
    expect(found).toMatchObject({
      id: ARN,
      name: 'Forwards',
      account: PLACE.account,
      fields: { policy: '{"Statement":[]}' },
    });
    expect(asked.at(-1)).toEqual(['iam:GetPolicyVersion', { PolicyArn: ARN, VersionId: 'v7' }]);
  });

  it.each([
    ['without a version', { 'iam:GetPolicy': { Policy: {} } }],
    [
      'without a text',
      { 'iam:GetPolicy': { Policy: { DefaultVersionId: 'v1' } }, 'iam:GetPolicyVersion': { PolicyVersion: {} } },
    ],
  ])('%s makes no sense', async (_what, answers) => {
    await expect(listed('managedPolicy', answering(answers).aws, ARN)).rejects.toMatchObject({ reason: 'malformed' });
  });
});
