/** IAM: roles of an account and their policies, written as they stand in addresses ("GetRole", "GetRolePolicy", IAM API Reference). */
import type { Call } from '../call.ts';
import { textOf } from '../call.ts';
import type { Paging } from '../pages.ts';
import { page } from '../pages.ts';
import { Refused } from '../refused.ts';
import type { IamRole } from '../world.ts';
import type { Aws, Operation } from './operation.ts';
import { ownAccount } from './operation.ts';

const PAGES: Paging = {
  token: 'Marker',
  limit: 'MaxItems',
  fallback: 100,
  most: 1000,
  refuse: () => new Refused('ValidationError', 'Invalid Marker'),
};

function roleOf(call: Call, aws: Aws): IamRole {
  const name = textOf(call.input, 'RoleName') ?? '';
  const role = ownAccount(call, aws).iamRoles?.find((each) => each.name === name);
  if (!role) throw noEntity(`The role with name ${name} cannot be found.`);
  return role;
}

function noEntity(message: string): Refused {
  return new Refused('NoSuchEntity', message, 404);
}

const GetRole: Operation = (call, aws) => {
  const { name, path = '/', trust, boundary } = roleOf(call, aws);
  return {
    Role: {
      Path: path,
      RoleName: name,
      RoleId: 'AROAEXAMPLEEXAMPLE123',
      Arn: `arn:aws:iam::${call.account}:role${path}${name}`,
      CreateDate: '2024-01-01T00:00:00Z',
      AssumeRolePolicyDocument: encodeURIComponent(trust),
      PermissionsBoundary:
        boundary === undefined
          ? undefined
          : { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: boundary },
    },
  };
};

const ListRolePolicies: Operation = (call, aws) => {
  const { items, next } = page(call, Object.keys(roleOf(call, aws).own), PAGES);
  return { PolicyNames: { member: items }, IsTruncated: next !== undefined, Marker: next };
};

const GetRolePolicy: Operation = (call, aws) => {
  const { name, own } = roleOf(call, aws);
  const wanted = textOf(call.input, 'PolicyName') ?? '';
  const policy = own[wanted];
  if (policy === undefined) throw noEntity(`The role policy with name ${wanted} cannot be found.`);
  return { RoleName: name, PolicyName: wanted, PolicyDocument: encodeURIComponent(policy) };
};

const ListAttachedRolePolicies: Operation = (call, aws) => {
  const { items, next } = page(call, Object.keys(roleOf(call, aws).attached), PAGES);
  const member = items.map((PolicyArn) => ({ PolicyName: PolicyArn.split('/').at(-1), PolicyArn }));
  return { AttachedPolicies: { member }, IsTruncated: next !== undefined, Marker: next };
};

function attachedPolicy(call: Call, aws: Aws): string {
  const wanted = textOf(call.input, 'PolicyArn') ?? '';
  const found = ownAccount(call, aws).iamRoles?.flatMap(({ attached }) => attached[wanted] ?? []) ?? [];
  const [policy] = found;
  if (policy === undefined) throw noEntity(`Policy ${wanted} does not exist or is not attachable.`);
  return policy;
}

/** Not the first version, so that whoever reads the first reads something else. */
const IN_FORCE = 'v3';

const GetPolicy: Operation = (call, aws) => {
  attachedPolicy(call, aws);
  return { Policy: { Arn: textOf(call.input, 'PolicyArn'), DefaultVersionId: IN_FORCE, AttachmentCount: 1 } };
};

const GetPolicyVersion: Operation = (call, aws) => {
  const policy = attachedPolicy(call, aws);
  const VersionId = textOf(call.input, 'VersionId');
  const document = VersionId === IN_FORCE ? policy : '{"Version":"2012-10-17","Statement":[]}';
  return {
    PolicyVersion: { VersionId, IsDefaultVersion: VersionId === IN_FORCE, Document: encodeURIComponent(document) },
  };
};

export const iam = {
  GetPolicy,
  GetPolicyVersion,
  GetRole,
  GetRolePolicy,
  ListAttachedRolePolicies,
  ListRolePolicies,
};
