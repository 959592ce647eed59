/** An EventBridge rule on an event bus of one's own, read where a rule of a default event bus sends events there. */
import { parseArn, printArn } from '../model/arn.ts';
import type { Answer, Want } from '../model/collect.ts';
import { stated, statedFields } from './event-rule/stated.ts';
import { targetFields, targetRelations, targetsDetail } from './event-rule/targets.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf, nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { texts } from './kind.ts';
import type { Own } from './listing.ts';
import { listing } from './listing.ts';

export const busRule: Kind = {
  name: 'busRule',
  example,
  about:
    'An EventBridge rule on an event bus of your own, to which a rule of a default event bus sends events. No others are read.',
  population: { through: ['eventRule.buses.ownRules'] },
  fields: {
    ...statedFields,
    bus: { type: 'string', about: 'Name of its event bus.', read: 'list' },
    busArn: { type: 'string', about: 'ARN of its event bus.', read: 'list' },
    ...targetFields,
  },
  relations: targetRelations,
  list: listing({
    call: 'eventbridge:ListRules',
    action: 'events:ListRules',
    input: ({ within = '' }) => ({ EventBusName: within, Limit: 100 }),
    items: 'Rules',
    read: onBus,
    incomplete: 'a rule without ARN or name',
    // A bus that is gone is a fact about what names it.
    noneWhere: 'ResourceNotFoundException',
  }),
  details: { targets: targetsDetail },
};

function onBus(item: Answer, { within: bus = '' }: Want): Own | null {
  const own = stated(item);
  const place = own && parseArn(own.id);
  if (!own || !place) return null;
  return { ...own, fields: { ...own.fields, bus, busArn: printArn({ ...place, name: `event-bus/${bus}` }) } };
}

function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, 'bus-rule');
  const { topics, ...rest } = given;
  const bus = typeof rest['bus'] === 'string' ? rest['bus'] : 'security';
  return {
    id: arnOf(place, 'events', `rule/${bus}/${name}`),
    name,
    fields: {
      state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
      pattern: '{"detail-type":["AWS API Call via CloudTrail"]}',
      managedBy: null,
      targets: texts(topics).map((topicName) => arnOf(place, 'sns', topicName)),
      roles: {},
      rewritten: [],
      bus,
      busArn: arnOf(place, 'events', `event-bus/${bus}`),
      ...rest,
      name,
    },
    shortForms: ['topics'],
  };
}
