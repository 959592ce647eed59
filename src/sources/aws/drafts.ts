/** Organization, accounts and regions as resources: what a run finds by itself rather than by a kind's list. */
import type { Draft } from '../../model/collect.ts';
import type { Value } from '../../model/value.ts';
import type { Asker, Listed, Organization } from './accounts.ts';
import type { Region } from './regions.ts';

export function organizationDraft(organization: Organization, { session, region }: Asker): Draft {
  const { id, managementAccount, featureSet, answer } = organization;
  return {
    kind: 'organization',
    id,
    name: id,
    account: managementAccount,
    region: '',
    fields: { managementAccount, featureSet },
    origins: { list: { call: 'organizations:DescribeOrganization', account: session.account, region, answer } },
  };
}

/** `organization`: null where the account is in none; undefined where that is not known. Its regions are added when they are known. */
export function accountDraft(
  { id, item }: Listed,
  organization: Organization | null | undefined,
  { session, region }: Asker,
): Draft {
  const name = text(item?.['Name']);
  const call = item === null ? 'sts:GetCallerIdentity' : 'organizations:ListAccounts';
  const membership: Readonly<Record<string, Value>> =
    organization === undefined
      ? {}
      : {
          organizationId: organization?.id ?? null,
          managementAccount: organization?.managementAccount ?? null,
          management: organization === null ? null : organization.managementAccount === id,
        };
  return {
    kind: 'account',
    id,
    name: name ?? id,
    account: id,
    region: '',
    fields: { name, status: text(item?.['State']) ?? text(item?.['Status']), ...membership },
    origins: { list: { call, account: session.account, region, ...(item === null ? {} : { answer: item }) } },
  };
}

export function regionDraft(account: Draft, { name, asked, answer }: Region): Draft {
  return {
    kind: 'region',
    id: `${account.id}/${name}`,
    name,
    account: account.id,
    region: name,
    fields: {
      name,
      ...('managementAccount' in account.fields
        ? { managementAccount: account.fields['managementAccount'] ?? null }
        : {}),
    },
    origins: {
      list: {
        call: 'ec2:DescribeRegions',
        account: account.id,
        region: asked,
        ...(answer === undefined ? {} : { answer }),
      },
    },
  };
}

function text(value: Value | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
