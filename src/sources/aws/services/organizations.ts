/** Organizations: which accounts there are, which units they stand in, and their tags. */
import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListParentsCommand,
  ListTagsForResourceCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';

export const Client = OrganizationsClient;
export const commands = {
  DescribeOrganization: DescribeOrganizationCommand,
  ListAccounts: ListAccountsCommand,
  ListParents: ListParentsCommand,
  ListTagsForResource: ListTagsForResourceCommand,
} as const;
