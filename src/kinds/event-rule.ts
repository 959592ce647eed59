/** An EventBridge rule on the default bus of a region, where events of AWS services arrive: what it matches, and where it sends that. */

import type { Value } from '../model/value.ts';
import { stated, statedFields } from './event-rule/stated.ts';
import { otherTargetsDetail, targetFields, targetRelations, targetsDetail } from './event-rule/targets.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf, nameOf } from './example.ts';
import { functionsInvoked } from './functions-invoked.ts';
import type { Kind } from './kind.ts';
import { texts } from './kind.ts';
import { listing } from './listing.ts';
import { logGroupPlace } from './log-group.ts';

export const eventRule: Kind = {
  name: 'eventRule',
  example,
  about: 'An EventBridge rule on the default event bus.',
  population: 'region',
  fields: {
    ...statedFields,
    ...targetFields,
    otherTargets: {
      type: 'list',
      about:
        'ARNs of the targets of an enabled rule of your own where `targets` does not say them; unset where it does, and for other rules.',
      read: 'otherTargets',
    },
  },
  relations: {
    logGroups: {
      kind: 'logGroup',
      many: true,
      about: 'Log groups among its targets.',
      by: ['targets'],
      from: (resource) => logGroupArns(resource.fields['targets']),
      to: (candidate) => [candidate.id],
      wants: (resource) =>
        logGroupArns(resource.fields['targets']).flatMap((arn) => {
          const place = logGroupPlace(arn);
          return place ? [{ kind: 'logGroup', ...place }] : [];
        }),
    },
    functions: functionsInvoked('targets', 'Lambda functions among its targets.'),
    ...targetRelations,
  },
  list: listing({
    call: 'eventbridge:ListRules',
    action: 'events:ListRules',
    input: { Limit: 100 },
    items: 'Rules',
    read: stated,
    incomplete: 'a rule without ARN or name',
  }),
  details: { targets: targetsDetail, otherTargets: otherTargetsDetail },
};

function logGroupArns(targets: Value | undefined): readonly string[] {
  const arns = texts(targets).filter((arn) => logGroupPlace(arn) !== null);
  return [...new Set(arns.map((arn) => arn.replace(/:\*$/, '')))];
}

function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, 'event-rule');
  const { topics, ...rest } = given;
  return {
    id: arnOf(place, 'events', `rule/${name}`),
    name,
    fields: {
      state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
      pattern: '{"detail-type":["AWS API Call via CloudTrail"]}',
      managedBy: null,
      targets: texts(topics).map((topicName) => arnOf(place, 'sns', topicName)),
      otherTargets: null,
      roles: {},
      rewritten: [],
      ...rest,
      name,
    },
    shortForms: ['topics'],
  };
}
