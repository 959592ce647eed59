/** A region of one account, where calls are made and have to be recorded. */
import type { Resource } from '../model/resource.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { nameOf } from './example.ts';
import type { Kind, Relation } from './kind.ts';
import { text, texts } from './kind.ts';

/** What a service keeps once for a region of an account. */
function ofRegion(kind: string, many: boolean, about: string): Relation {
  const place = ({ account, region: name }: Resource) => [`${account}/${name}`];
  return {
    kind,
    many,
    about,
    by: [],
    from: place,
    to: place,
    wants: ({ account, region: name }) => [{ kind, account, region: name }],
  };
}

export const region: Kind = {
  name: 'region',
  example,
  about: 'An enabled region of an account.',
  population: 'discovered',
  fields: {
    name: { type: 'string', about: 'Name of the region: `eu-west-1`.', read: 'list' },
    managementAccount: {
      type: 'string',
      about: 'Id of the management account of its organization; unset where it is in none.',
      read: 'list',
    },
  },
  relations: {
    account: {
      kind: 'account',
      many: false,
      about: 'The account.',
      by: [],
      from: (resource) => [resource.account],
      to: (candidate) => [candidate.id],
      wants: () => [],
    },
    trails: {
      kind: 'trail',
      many: true,
      about: 'Trails that record what happens in the region: multi-region trails, and trails whose home it is.',
      by: [],
      on: ['multiRegion', 'organization', 'visibleIn'],
      from: (resource) => {
        const manager = text(resource.fields['managementAccount']);
        const owners = manager === null ? [resource.account] : [resource.account, `organization of ${manager}`];
        return owners.flatMap((owner) => [`${owner} ${resource.region}`, `${owner} *`]);
      },
      to: (candidate) => {
        const reach = candidate.fields['multiRegion'] === true ? '*' : candidate.region;
        const owners = new Set([candidate.account, ...texts(candidate.fields['visibleIn'])]);
        if (candidate.fields['organization'] === true) owners.add(`organization of ${candidate.account}`);
        return [...owners].map((owner) => `${owner} ${reach}`);
      },
      wants: (resource) => [{ kind: 'trail', account: resource.account, region: resource.region }],
    },
    configRecorders: ofRegion('configRecorder', true, 'The recorder of AWS Config, if there is one.'),
    securityHub: ofRegion('securityHub', false, 'Security Hub CSPM, where it is enabled.'),
    detectors: ofRegion('detector', true, 'The GuardDuty detector, if there is one.'),
  },
  list: { calls: ['ec2:DescribeRegions'], actions: ['ec2:DescribeRegions'] },
  details: {},
};

function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, place.region);
  return { id: `${place.account}/${name}`, name, fields: { managementAccount: null, ...given, name }, shortForms: [] };
}
