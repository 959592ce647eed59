/** Organizations: who belongs together, told in full only to the management account ("ListAccounts", Organizations API Reference). */
import type { Call } from '../call.ts';
import { page } from '../pages.ts';
import { Refused } from '../refused.ts';
import type { Account, Organization } from '../world.ts';
import type { Aws, Operation } from './operation.ts';
import { denied, ownAccount } from './operation.ts';

/** A day on which every account has joined: it plays no part in any verdict. */
const JOINED = Date.UTC(2023, 3, 12) / 1000;

function organizationOf(call: Call, aws: Aws): Organization {
  const { organization } = aws.world;
  if (!organization || !ownAccount(call, aws).member) {
    const message = 'Your account is not a member of an organization.';
    throw new Refused('AWSOrganizationsNotInUseException', message);
  }
  return organization;
}

function mailOf(id: string): string {
  return `aws+${id}@example.com`;
}

const DescribeOrganization: Operation = (call, aws) => {
  const { id, managementAccount: manager, featureSet } = organizationOf(call, aws);
  return {
    Organization: {
      Id: id,
      Arn: `arn:aws:organizations::${manager}:organization/${id}`,
      FeatureSet: featureSet,
      MasterAccountArn: `arn:aws:organizations::${manager}:account/${id}/${manager}`,
      MasterAccountId: manager,
      MasterAccountEmail: mailOf(manager),
    },
  };
};

const ListAccounts: Operation = (call, aws) => {
  const organization = organizationOf(call, aws);
  if (call.account !== organization.managementAccount) {
    throw denied(call, '*');
  }
  const members = aws.world.accounts.filter(({ member }) => member);
  const { items, next } = page(call, members, {
    token: 'NextToken',
    limit: 'MaxResults',
    fallback: 20,
    most: 20,
    refuse: () => new Refused('InvalidInputException', 'You specified an invalid value for nextToken.'),
  });
  return { Accounts: items.map((account) => describe(account, organization)), NextToken: next };
};

const ROOT = 'r-exam';

/** Of an account the innermost unit, of a unit the one around it ("ListParents", Organizations API Reference). */
const ListParents: Operation = (call, aws) => {
  const organization = organizationOf(call, aws);
  if (call.account !== organization.managementAccount) throw denied(call, '*');
  const child = String(call.input['ChildId']);
  const chains = aws.world.accounts.filter(({ member }) => member).map(({ id, units = [] }) => [id, ...units, ROOT]);
  const parent = chains.flatMap((chain) => (chain.includes(child) ? chain[chain.indexOf(child) + 1] : []))[0];
  if (parent === undefined) throw new Refused('ChildNotFoundException', 'You specified a child that does not exist.');
  return { Parents: [{ Id: parent, Type: parent === ROOT ? 'ROOT' : 'ORGANIZATIONAL_UNIT' }] };
};

const ListTagsForResource: Operation = (call, aws) => {
  const organization = organizationOf(call, aws);
  if (call.account !== organization.managementAccount) throw denied(call, '*');
  const account = aws.world.accounts.find(({ id, member }) => member && id === call.input['ResourceId']);
  if (!account) throw new Refused('TargetNotFoundException', 'You specified a target that does not exist.');
  return { Tags: Object.entries(account.tags ?? {}).map(([Key, Value]) => ({ Key, Value })) };
};

function describe({ id, name, status }: Account, organization: Organization) {
  return {
    Id: id,
    Arn: `arn:aws:organizations::${organization.managementAccount}:account/${organization.id}/${id}`,
    Email: mailOf(id),
    Name: name,
    Status: status,
    State: status === 'PENDING_CLOSURE' ? 'PENDING_CLOSURE' : status,
    JoinedMethod: id === organization.managementAccount ? 'INVITED' : 'CREATED',
    JoinedTimestamp: JOINED,
  };
}

export const organizations = { DescribeOrganization, ListAccounts, ListParents, ListTagsForResource };
