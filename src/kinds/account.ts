/** An AWS account: the unit that is recorded, alerted on and charged. */
import type { Answer, Caller, Draft } from '../model/collect.ts';
import { malformed, Unread } from '../model/collect.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { nameOf } from './example.ts';
import type { Kind, Relation } from './kind.ts';
import { text, texts } from './kind.ts';

/** Everything of one kind that stands in the account, in any region. */
function everyRegion(kind: string, about: string): Relation {
  return {
    kind,
    many: true,
    about,
    by: [],
    from: (resource) => [resource.account],
    to: (candidate) => [candidate.account],
    wants: (resource, places) =>
      (places.regions(resource.account) ?? ['*']).map((region) => ({ kind, account: resource.account, region })),
  };
}

export const account: Kind = {
  name: 'account',
  example,
  about: 'An AWS account.',
  population: 'discovered',
  fields: {
    name: {
      type: 'string',
      about: 'Name in the organization; unset where it is in none or was not asked.',
      read: 'list',
    },
    status: {
      type: 'string',
      about: 'Status in the organization.',
      values: ['ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE'],
      read: 'list',
    },
    organizationId: { type: 'string', about: 'Id of its organization; unset where it is in none.', read: 'list' },
    managementAccount: { type: 'string', about: 'Id of the management account of its organization.', read: 'list' },
    management: { type: 'boolean', about: 'It is the management account of its organization.', read: 'list' },
    organizationalUnits: {
      type: 'list',
      about:
        'Ids of the organizational units it stands in, the innermost first, and of the root; empty where it is in no organization.',
      read: 'parents',
    },
    tags: { type: 'object', about: 'Its tags in the organization, name -> value.', read: 'tags' },
    regionNames: { type: 'list', about: 'Names of the regions that are enabled and looked at.', read: 'list' },
  },
  relations: {
    organization: {
      kind: 'organization',
      many: false,
      about: 'The organization it belongs to.',
      by: ['organizationId'],
      from: (resource) => keys(text(resource.fields['organizationId'])),
      to: (candidate) => [candidate.id],
      wants: ({ account, fields }) =>
        keys(text(fields['organizationId'])).map(() => ({
          kind: 'organization',
          account: text(fields['managementAccount']) ?? account,
          region: '',
        })),
    },
    regions: {
      kind: 'region',
      many: true,
      about: 'Its enabled regions.',
      by: ['regionNames'],
      from: (resource) => [resource.account],
      to: (candidate) => [candidate.account],
      wants: () => [],
    },
    trails: {
      kind: 'trail',
      many: true,
      about: 'Trails that record the account: its own, and the organization trails of its organization.',
      by: [],
      on: ['organization', 'visibleIn'],
      from: (resource) => [
        resource.account,
        `seen from ${resource.account}`,
        ...keys(text(resource.fields['managementAccount'])).map((id) => `organization of ${id}`),
      ],
      to: (candidate) => [
        candidate.account,
        ...texts(candidate.fields['visibleIn']).map((id) => `seen from ${id}`),
        ...(candidate.fields['organization'] === true ? [`organization of ${candidate.account}`] : []),
      ],
      wants: (resource, places) =>
        (places.regions(resource.account) ?? ['*']).map((region) => ({
          kind: 'trail',
          account: resource.account,
          region,
        })),
    },
    eventDataStores: {
      kind: 'eventDataStore',
      many: true,
      about:
        'Event data stores that may keep its records: its own, and those that its management account keeps for the organization, which members cannot see.',
      by: [],
      on: ['organization'],
      from: (resource) => [
        resource.account,
        ...keys(text(resource.fields['managementAccount'])).map((id) => `organization of ${id}`),
      ],
      to: (candidate) => [
        candidate.account,
        ...(candidate.fields['organization'] === true ? [`organization of ${candidate.account}`] : []),
      ],
      wants: (resource, places) =>
        [...new Set([resource.account, ...keys(text(resource.fields['managementAccount']))])].flatMap((id) =>
          (places.regions(id) ?? ['*']).map((region) => ({ kind: 'eventDataStore', account: id, region })),
        ),
    },
    logGroups: everyRegion('logGroup', 'Its log groups.'),
    metricFilters: everyRegion('metricFilter', 'Its metric filters.'),
    alarms: everyRegion('alarm', 'Its alarms.'),
    eventRules: everyRegion('eventRule', 'Its EventBridge rules on the default bus.'),
    configRecorders: everyRegion('configRecorder', 'Its recorders of AWS Config, one in a region at most.'),
  },
  list: {
    calls: ['sts:GetCallerIdentity', 'organizations:ListAccounts', 'ec2:DescribeRegions'],
    actions: ['sts:AssumeRole', 'organizations:ListAccounts', 'ec2:DescribeRegions'],
  },
  details: {
    parents: {
      asker: 'caller',
      calls: ['organizations:ListParents'],
      actions: ['organizations:ListParents'],
      read: async (resource, aws) => {
        const units = await unitsAbove(resource, aws);
        return { fields: { organizationalUnits: units }, answer: { Parents: units } };
      },
    },
    tags: {
      asker: 'caller',
      calls: ['organizations:ListTagsForResource'],
      actions: ['organizations:ListTagsForResource'],
      read: async (resource, aws) => {
        const found = await pairsOf(resource, aws);
        const tags = found.map(({ Key, Value: value }) => [String(Key), value ?? ''] as const);
        return { fields: { tags: Object.fromEntries(tags) }, answer: { Tags: found } };
      },
    },
  },
};

/** Deeper than Organizations lets units stand in each other ("Quotas for AWS Organizations": five levels below the root). */
const DEEPEST = 10;

/** From the account up to the root ("ListParents": an account or unit has exactly one). @throws Unread */
async function unitsAbove(resource: Draft, aws: Caller): Promise<readonly string[]> {
  const units: string[] = [];
  for (let child = resource.id; units.length < DEEPEST; ) {
    const [parent] = await all(resource, aws, 'organizations:ListParents', { ChildId: child }, 'Parents');
    if (parent === NONE) return [];
    const { Id: id, Type: type } = parent ?? {};
    if (typeof id !== 'string') throw malformed('organizations:ListParents', 'it names no parent');
    units.push(id);
    if (type === 'ROOT') return units;
    child = id;
  }
  throw malformed('organizations:ListParents', 'the units stand in each other without end');
}

async function pairsOf(resource: Draft, aws: Caller): Promise<readonly Answer[]> {
  const found = await all(resource, aws, 'organizations:ListTagsForResource', { ResourceId: resource.id }, 'Tags');
  return found.filter((each) => each !== NONE);
}

/** What there is where the caller is in no organization at all. */
const NONE: Answer = {};

async function all(
  resource: Draft,
  aws: Caller,
  call: string,
  input: Answer,
  items: string,
): Promise<readonly Answer[]> {
  const origin = resource.origins['list'];
  // The client finds the one endpoint of the partition from any of its regions.
  const place = { account: resource.account, region: origin && 'region' in origin ? origin.region : 'us-east-1' };
  const found: Answer[] = [];
  try {
    for await (const page of aws.list(place, call, input, items)) found.push(...page);
  } catch (error) {
    if (error instanceof Unread && error.code === 'AWSOrganizationsNotInUseException') return [NONE];
    throw error;
  }
  return found;
}

function keys(id: string | null): readonly string[] {
  return id === null ? [] : [id];
}

function example(given: Given, place: ExamplePlace): Made {
  return {
    id: place.account,
    name: nameOf(given, place.account),
    fields: {
      name: null,
      status: 'ACTIVE',
      organizationId: null,
      managementAccount: null,
      management: null,
      organizationalUnits: [],
      tags: {},
      regionNames: [place.region],
      ...given,
    },
    shortForms: [],
  };
}
