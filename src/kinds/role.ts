/** An IAM role as which an EventBridge rule sends to a topic or an event bus: who may act in its name, and what it may do. */
import { parseArn, printArn } from '../model/arn.ts';
import type { Answer, Caller, Draft } from '../model/collect.ts';
import { malformed, Unread } from '../model/collect.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { text, texts } from './kind.ts';
import type { Own } from './listing.ts';
import { drafted } from './listing.ts';
import { decoded } from './managed-policy.ts';

export const role: Kind = {
  name: 'role',
  example,
  about: 'An IAM role as which an EventBridge rule sends events to a topic or an event bus. No others are read.',
  population: {
    through: [
      'eventRule.executionRoles',
      'eventRule.buses.rules.executionRoles',
      'eventRule.buses.ownRules.executionRoles',
    ],
  },
  fields: {
    name: { type: 'string', about: 'Name, without its path.', read: 'list' },
    trust: { type: 'string', about: 'Its trust policy, as JSON text: who may act in its name.', read: 'list' },
    boundary: { type: 'string', about: 'ARN of its permissions boundary; unset: none.', read: 'list' },
    policies: { type: 'list', about: 'Its own (inline) policies, each as JSON text.', read: 'policies' },
    attached: { type: 'list', about: 'ARNs of the managed policies that are attached to it.', read: 'attached' },
  },
  relations: {
    attachedPolicies: {
      kind: 'managedPolicy',
      many: true,
      about: 'The managed policies that are attached to it.',
      by: ['attached'],
      from: ({ fields }) => texts(fields['attached']),
      to: (candidate) => [candidate.id],
      // Those of AWS belong to every account.
      wants: ({ account, region, fields }) =>
        texts(fields['attached']).map((within) => ({ kind: 'managedPolicy', account, region, within })),
    },
  },
  list: {
    calls: ['iam:GetRole'],
    actions: ['iam:GetRole'],
    async *read(want, aws) {
      try {
        const { Role: item } = await aws.call(want, 'iam:GetRole', { RoleName: nameIn(want.within ?? '') });
        const own = stated(item ?? null);
        if (!own || !isObject(item)) throw malformed('iam:GetRole', 'a role without ARN, name or trust policy');
        yield [drafted(want, 'iam:GetRole', own, item)];
      } catch (error) {
        // A role that is gone is a fact about what names it, not something unread.
        if (!(error instanceof Unread && /^NoSuchEntity/.test(error.code))) throw error;
      }
    },
  },
  details: {
    policies: {
      calls: ['iam:ListRolePolicies', 'iam:GetRolePolicy'],
      actions: ['iam:ListRolePolicies', 'iam:GetRolePolicy'],
      async read(resource, aws) {
        const policies = await ownPolicies(resource, aws);
        return { answer: policies, fields: { policies } };
      },
    },
    attached: {
      calls: ['iam:ListAttachedRolePolicies'],
      actions: ['iam:ListAttachedRolePolicies'],
      async read(resource, aws) {
        const input = { RoleName: resource.name };
        const found: Answer[] = [];
        for await (const page of aws.list(resource, 'iam:ListAttachedRolePolicies', input, 'AttachedPolicies')) {
          found.push(...page);
        }
        return { answer: found, fields: { attached: found.map(({ PolicyArn }) => PolicyArn ?? null) } };
      },
    },
  },
};

/** Behind the path: `role/service-role/forwards` is called `forwards`. */
function nameIn(arn: string): string {
  return (parseArn(arn)?.name ?? arn).split('/').at(-1) ?? '';
}

function stated(item: Value): Own | null {
  if (!isObject(item)) return null;
  const [id, name, trust] = [text(item['Arn']), text(item['RoleName']), decoded(item['AssumeRolePolicyDocument'])];
  if (id === null || name === null || trust === null) return null;
  const { PermissionsBoundary: boundary } = item;
  const arn = isObject(boundary) ? text(boundary['PermissionsBoundaryArn']) : null;
  return { id, name, fields: { name, trust, boundary: arn } };
}

async function ownPolicies(resource: Draft, aws: Caller): Promise<readonly string[]> {
  const RoleName = resource.name;
  const found: string[] = [];
  for (const PolicyName of await namesOf(resource, aws)) {
    const { PolicyDocument } = await aws.call(resource, 'iam:GetRolePolicy', { RoleName, PolicyName });
    const policy = decoded(PolicyDocument);
    if (policy === null) throw malformed('iam:GetRolePolicy', 'the answer holds no policy');
    found.push(policy);
  }
  return found;
}

async function namesOf(resource: Draft, aws: Caller): Promise<readonly string[]> {
  const call = 'iam:ListRolePolicies';
  const names: string[] = [];
  for (let marker: Answer = {}; ; ) {
    const { PolicyNames, Marker } = await aws.call(resource, call, { RoleName: resource.name, ...marker });
    if (!Array.isArray(PolicyNames)) throw malformed(call, 'the answer holds no PolicyNames');
    names.push(...texts(PolicyNames));
    if (text(Marker) === null) return names;
    if (Marker === marker['Marker']) throw malformed(call, 'the list gives the same page token again');
    marker = { Marker: Marker ?? null };
  }
}

/** As the console makes one for a rule, for whatever event bus and topic the test is about. */
function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, 'forwards');
  const policy = (statement: Value) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const service = { Service: 'events.amazonaws.com' };
  return {
    id: roleArn(place, name),
    name,
    fields: {
      trust: policy({ Effect: 'Allow', Principal: service, Action: 'sts:AssumeRole' }),
      boundary: null,
      policies: [policy({ Effect: 'Allow', Action: ['events:PutEvents', 'sns:Publish'], Resource: '*' })],
      attached: [],
      ...given,
      name,
    },
    shortForms: [],
  };
}

function roleArn({ partition, account }: ExamplePlace, name: string): string {
  return printArn({ partition, service: 'iam', region: '', account, name: `role/${name}` });
}
