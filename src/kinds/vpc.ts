/** A VPC: a network whose traffic flow logs record. */
import { partitionOf, printArn } from '../model/arn.ts';
import type { Answer, Want } from '../model/collect.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf } from './example.ts';
import type { Kind } from './kind.ts';
import { text } from './kind.ts';
import type { Own } from './listing.ts';
import { listing } from './listing.ts';
import { tagsOf } from './tags.ts';

export const vpc: Kind = {
  name: 'vpc',
  example,
  about: 'A VPC of the account. Those that others share with it are theirs.',
  population: 'region',
  fields: {
    vpcId: { type: 'string', about: 'Id: `vpc-0123456789abcdef0`.', read: 'list' },
    name: { type: 'string', about: 'Value of its tag `Name`; unset: it has none.', read: 'list' },
    default: { type: 'boolean', about: 'AWS made it as the default of the region.', read: 'list' },
    cidr: { type: 'string', about: 'Its first range of addresses: `10.0.0.0/16`.', read: 'list' },
    tags: { type: 'object', about: 'Tag name -> value.', read: 'list' },
  },
  relations: {
    flowLogs: {
      kind: 'flowLog',
      many: true,
      about: 'Flow logs of the whole VPC. Those of a subnet or of one network interface do not count.',
      by: ['vpcId'],
      on: ['subject'],
      from: ({ account, region, fields }) => [[account, region, text(fields['vpcId']) ?? ''].join('\n')],
      to: ({ account, region, fields }) => [[account, region, text(fields['subject']) ?? ''].join('\n')],
      wants: ({ account, region }) => [{ kind: 'flowLog', account, region }],
    },
  },
  list: listing({
    call: 'ec2:DescribeVpcs',
    input: { MaxResults: 1000 },
    items: 'Vpcs',
    // One that is shared with the account is listed as well, and is a matter of its owner.
    of: (page, { account }) => page.filter((item) => (text(item['OwnerId']) ?? account) === account),
    read: stated,
    incomplete: 'a VPC without id',
  }),
  details: {},
};

function stated(item: Answer, { account, region }: Want): Own | null {
  const id = text(item['VpcId']);
  if (id === null) return null;
  const tags = tagsOf(item['Tags']);
  return {
    id: printArn({ partition: partitionOf(region), service: 'ec2', region, account, name: `vpc/${id}` }),
    name: id,
    fields: {
      vpcId: id,
      name: text(tags['Name']),
      default: item['IsDefault'] === true,
      cidr: text(item['CidrBlock']),
      tags,
    },
  };
}

function example(given: Given, place: ExamplePlace): Made {
  const id = text(given['vpcId']) ?? 'vpc-0123456789abcdef0';
  return {
    id: arnOf(place, 'ec2', `vpc/${id}`),
    name: id,
    fields: { name: null, default: false, cidr: '10.0.0.0/16', tags: {}, ...given, vpcId: id },
    shortForms: [],
  };
}
