/** An AWS organization: the accounts that share one management account and its organization trails. */
import type { ExamplePlace, Given, Made } from './example.ts';
import type { Kind } from './kind.ts';
import { text } from './kind.ts';

export const organization: Kind = {
  name: 'organization',
  example,
  about: 'An AWS organization: the accounts that share one management account and its organization trails.',
  population: 'discovered',
  fields: {
    managementAccount: { type: 'string', about: 'Id of the management account, 12 digits.', read: 'list' },
    featureSet: {
      type: 'string',
      about: 'Whether all features or only consolidated billing are on.',
      values: ['ALL', 'CONSOLIDATED_BILLING'],
      read: 'list',
    },
  },
  relations: {
    accounts: {
      kind: 'account',
      many: true,
      about: 'The accounts of the organization that were looked at.',
      by: [],
      on: ['organizationId'],
      from: (resource) => [resource.id],
      to: (candidate) => [text(candidate.fields['organizationId']) ?? ''],
      wants: () => [],
    },
    trails: {
      kind: 'trail',
      many: true,
      about: 'Organization trails: trails of the management account (or a delegated one) that record every account.',
      by: ['managementAccount'],
      on: ['organization'],
      from: (resource) => [text(resource.fields['managementAccount']) ?? ''],
      to: (candidate) => (candidate.fields['organization'] === true ? [candidate.account] : []),
      wants: (resource, places) => {
        const account = text(resource.fields['managementAccount']);
        if (account === null) return [];
        return (places.regions(account) ?? ['*']).map((region) => ({ kind: 'trail', account, region }));
      },
    },
  },
  list: { calls: ['organizations:DescribeOrganization'], actions: ['organizations:DescribeOrganization'] },
  details: {},
};

function example(given: Given, place: ExamplePlace): Made {
  return {
    id: 'o-exampleorgid',
    name: 'o-exampleorgid',
    fields: { managementAccount: place.account, featureSet: 'ALL', ...given },
    shortForms: [],
  };
}
