/** An EventBridge event bus: the default one of a region, where events of AWS services arrive, or one of your own; and who may send to it. */
import type { Answer } from '../model/collect.ts';
import type { Place } from '../model/resource.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf, nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { text } from './kind.ts';
import type { Own } from './listing.ts';
import { listing } from './listing.ts';
import { tagNames } from './tag-names.ts';

/** Every region has one, which AWS made. */
const DEFAULT = 'default';

export const eventBus: Kind = {
  name: 'eventBus',
  example,
  about: 'An EventBridge event bus: `name: default` is the one that every region has.',
  population: 'region',
  fields: {
    name: { type: 'string', about: 'Name; that of a partner event bus is that of its event source.', read: 'list' },
    policy: {
      type: 'string',
      about: 'Its resource policy, as JSON text; unset: its own account alone may send to it.',
      read: 'list',
    },
    managedBy: { type: 'string', about: 'The AWS service that made it; unset: none.', read: 'list' },
    tagNames: {
      type: 'list',
      about: 'Names of its tags; unset for the default event bus, which is not asked for them.',
      read: 'tags',
    },
  },
  relations: {
    rules: {
      kind: 'eventRule',
      many: true,
      about: 'Rules on it, where it is the default one of its region.',
      by: ['name'],
      from: (resource) => (resource.name === DEFAULT ? [placeOf(resource)] : []),
      to: (candidate) => [placeOf(candidate)],
      wants: ({ name, account, region }) => (name === DEFAULT ? [{ kind: 'eventRule', account, region }] : []),
    },
    ownRules: {
      kind: 'busRule',
      many: true,
      about: 'Rules on it, where it is one of your own.',
      by: ['name'],
      on: ['busArn'],
      from: ({ name, id }) => (name === DEFAULT ? [] : [id]),
      to: (candidate) => [text(candidate.fields['busArn']) ?? ''],
      wants: ({ name, account, region }) =>
        name === DEFAULT ? [] : [{ kind: 'busRule', account, region, within: name }],
    },
  },
  list: listing({
    call: 'eventbridge:ListEventBuses',
    action: 'events:ListEventBuses',
    input: { Limit: 100 },
    items: 'EventBuses',
    read: stated,
    incomplete: 'an event bus without ARN or name',
  }),
  details: {
    tags: {
      calls: ['eventbridge:ListTagsForResource'],
      actions: ['events:ListTagsForResource'],
      async read(resource, aws) {
        // Nobody made it, so nobody is asked whose it is.
        if (resource.name === DEFAULT) return { answer: null, fields: { tagNames: null } };
        const call = 'eventbridge:ListTagsForResource';
        const answer = await aws.call(resource, call, { ResourceARN: resource.id });
        return { answer, fields: { tagNames: tagNames(answer['Tags'], call) } };
      },
    },
  },
};

function placeOf({ account, region }: Place): string {
  return `${account} ${region}`;
}

function stated(item: Answer): Own | null {
  const id = text(item['Arn']);
  const name = text(item['Name']);
  if (id === null || name === null) return null;
  return {
    id,
    name,
    fields: { name, policy: text(item['Policy']), managedBy: text(item['ManagedBy']) },
  };
}

/** As the console makes one for another account: that account may send to it. */
function admitting(account: string, resource: string): string {
  const statement = { Effect: 'Allow', Principal: { AWS: account }, Action: 'events:PutEvents', Resource: resource };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, DEFAULT);
  const id = arnOf(place, 'events', `event-bus/${name}`);
  const own =
    name === DEFAULT ? { policy: null, tagNames: null } : { policy: admitting(place.account, id), tagNames: ['team'] };
  return { id, name, fields: { ...own, managedBy: null, ...given, name }, shortForms: [] };
}
