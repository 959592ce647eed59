/** An event data store of CloudTrail Lake: which records it keeps, and for how long they can be searched. */
import {
  excludedSources,
  MANAGEMENT_EVENTS,
  managementEvents,
  readSelectors,
} from '../languages/event-selectors/index.ts';
import { parseArn } from '../model/arn.ts';
import type { Answer, Want } from '../model/collect.ts';
import { malformed } from '../model/collect.ts';
import type { Value } from '../model/value.ts';
import { encryptedWith } from './encrypted-with.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf, nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { number, text } from './kind.ts';
import type { Own } from './listing.ts';
import { listing } from './listing.ts';

export const eventDataStore: Kind = {
  name: 'eventDataStore',
  example,
  about: 'An event data store of CloudTrail Lake.',
  population: 'region',
  fields: {
    name: { type: 'string', about: 'Name.', read: 'list' },
    homeRegion: { type: 'string', about: 'The region it was made in.', read: 'list' },
    status: {
      type: 'string',
      about: 'Whether it takes events.',
      values: [
        'CREATED',
        'ENABLED',
        'PENDING_DELETION',
        'STARTING_INGESTION',
        'STOPPING_INGESTION',
        'STOPPED_INGESTION',
      ],
      read: 'settings',
    },
    multiRegion: { type: 'boolean', about: 'It takes events of every enabled region.', read: 'settings' },
    organization: { type: 'boolean', about: 'It takes events of every account of the organization.', read: 'settings' },
    retentionDays: { type: 'integer', about: 'Days it keeps events.', read: 'settings' },
    terminationProtection: { type: 'boolean', about: 'It cannot be deleted by mistake.', read: 'settings' },
    kmsKey: {
      type: 'string',
      about: 'ARN of the KMS key that encrypts it; unset: a key of the service.',
      read: 'settings',
    },
    managementEvents: {
      type: 'string',
      about:
        'Which management events it takes; `some`: only those of services, events or callers that a selector singles out.',
      values: MANAGEMENT_EVENTS,
      read: 'settings',
    },
    excludedSources: { type: 'list', about: 'Event sources whose management events it leaves out.', read: 'settings' },
    createdAt: { type: 'time', about: 'When it was made.', read: 'settings' },
  },
  relations: { key: encryptedWith('The KMS key that encrypts its events.') },
  list: listing({
    call: 'cloudtrail:ListEventDataStores',
    input: {},
    items: 'EventDataStores',
    read: stated,
    incomplete: 'an event data store without ARN or name',
  }),
  details: {
    settings: {
      calls: ['cloudtrail:GetEventDataStore'],
      actions: ['cloudtrail:GetEventDataStore'],
      async read(resource, aws) {
        const answer = await aws.call(resource, 'cloudtrail:GetEventDataStore', { EventDataStore: resource.id });
        if (text(answer['EventDataStoreArn']) === null) {
          throw malformed('cloudtrail:GetEventDataStore', 'the answer names no event data store');
        }
        return { answer, fields: settingsOf(answer) };
      },
    },
  },
};

function stated(item: Answer, { region }: Want): Own | null {
  const id = text(item['EventDataStoreArn']);
  const name = text(item['Name']);
  if (id === null || name === null || !parseArn(id)) return null;
  return {
    id,
    name,
    fields: { name, homeRegion: region },
  };
}

function settingsOf(answer: Answer): Readonly<Record<string, Value>> {
  const selectors = readSelectors(answer);
  return {
    status: text(answer['Status']),
    multiRegion: answer['MultiRegionEnabled'] === true,
    organization: answer['OrganizationEnabled'] === true,
    retentionDays: number(answer['RetentionPeriod']),
    terminationProtection: answer['TerminationProtectionEnabled'] === true,
    kmsKey: text(answer['KmsKeyId']),
    managementEvents: managementEvents(selectors),
    excludedSources: [...excludedSources(selectors)],
    createdAt: text(answer['CreatedTimestamp']),
  };
}

function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, 'records');
  return {
    id: arnOf(place, 'cloudtrail', `eventdatastore/${name}`),
    name,
    fields: {
      homeRegion: place.region,
      status: 'ENABLED',
      multiRegion: true,
      organization: false,
      retentionDays: 2557,
      terminationProtection: true,
      kmsKey: arnOf(place, 'kms', 'key/11111111-2222-3333-4444-555555555555'),
      managementEvents: 'all',
      excludedSources: [],
      createdAt: null,
      ...given,
      name,
    },
    shortForms: [],
  };
}
