/** An EventBridge rule on the default bus of a region, where events of AWS services arrive: what it matches, and where it sends that. */

import type { EventPattern } from '../languages/event-pattern/index.ts';
import { mayMatchStateChange, parseEventPattern } from '../languages/event-pattern/index.ts';
import { parseArn } from '../model/arn.ts';
import type { Answer, Caller, Draft } from '../model/collect.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf, nameOf } from './example.ts';
import { functionsInvoked } from './functions-invoked.ts';
import type { Kind } from './kind.ts';
import { list, text, texts } from './kind.ts';
import type { Own } from './listing.ts';
import { listing } from './listing.ts';
import { logGroupPlace } from './log-group.ts';

export const eventRule: Kind = {
  name: 'eventRule',
  example,
  about: 'An EventBridge rule on the default event bus.',
  population: 'region',
  fields: {
    name: { type: 'string', about: 'Name.', read: 'list' },
    state: {
      type: 'string',
      about: 'Whether it is enabled, and for which management events.',
      values: ['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'],
      read: 'list',
    },
    pattern: { type: 'string', about: 'The event pattern, as JSON text; unset: it runs by schedule.', read: 'list' },
    managedBy: { type: 'string', about: 'The AWS service that made it; unset: none.', read: 'list' },
    targets: {
      type: 'list',
      about: 'ARNs of its targets; unset where its pattern matches neither CloudTrail events nor alarms.',
      read: 'targets',
    },
    otherTargets: {
      type: 'list',
      about:
        'ARNs of the targets of an enabled rule of your own where `targets` does not say them; unset where it does, and for other rules.',
      read: 'otherTargets',
    },
    roles: {
      type: 'object',
      about:
        'ARN of a target -> execution roles, by whose leave EventBridge sends there; null among them, or no entry: by its own.',
      read: 'targets',
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
    topics: {
      kind: 'topic',
      many: true,
      about: 'SNS topics among its targets.',
      by: ['targets'],
      from: (resource) => topicArns(resource.fields['targets']),
      to: (candidate) => [candidate.id],
      wants: (resource) =>
        topicArns(resource.fields['targets']).flatMap((arn) => {
          const place = parseArn(arn);
          return place ? [{ kind: 'topic', account: place.account, region: place.region, within: arn }] : [];
        }),
    },
  },
  list: listing({
    call: 'eventbridge:ListRules',
    action: 'events:ListRules',
    input: { Limit: 100 },
    items: 'Rules',
    read: stated,
    incomplete: 'a rule without ARN or name',
  }),
  details: {
    targets: {
      calls: ['eventbridge:ListTargetsByRule'],
      actions: ['events:ListTargetsByRule'],
      async read(resource, aws) {
        // Where a rule sends what is no matter of audit logging is not asked.
        if (!mayTell(resource.fields['pattern'] ?? null))
          return { answer: null, fields: { targets: null, roles: null } };
        const targets = await targetsOf(resource, aws);
        return { answer: targets, fields: { targets: targets.map(({ Arn }) => Arn ?? null), roles: rolesOf(targets) } };
      },
    },
    otherTargets: {
      calls: ['eventbridge:ListTargetsByRule'],
      actions: ['events:ListTargetsByRule'],
      async read(resource, aws) {
        const { state, pattern, managedBy } = resource.fields;
        // What a service made for itself, and what is switched off, is nobody's mistake.
        const isOwn = state !== 'DISABLED' && (managedBy ?? null) === null;
        if (!isOwn || mayTell(pattern ?? null)) return { answer: null, fields: { otherTargets: null } };
        const targets = await targetsOf(resource, aws);
        return { answer: targets, fields: { otherTargets: targets.map(({ Arn }) => Arn ?? null) } };
      },
    },
  },
};

async function targetsOf(rule: Draft, aws: Caller): Promise<readonly Answer[]> {
  const targets: Answer[] = [];
  for await (const page of aws.list(rule, 'eventbridge:ListTargetsByRule', { Rule: rule.name }, 'Targets')) {
    targets.push(...page);
  }
  return targets;
}

/** One topic may be a target twice, with a role and without. */
function rolesOf(targets: readonly Answer[]): Readonly<Record<string, Value>> {
  const arns = [...new Set(targets.flatMap(({ Arn, RoleArn }) => (text(RoleArn) === null ? [] : [String(Arn)])))];
  const rolesAt = (arn: string) => targets.flatMap(({ Arn, RoleArn }) => (Arn === arn ? [text(RoleArn)] : []));
  return Object.fromEntries(arns.map((arn) => [arn, rolesAt(arn)]));
}

/** Whether a pattern can match an event that CloudTrail makes, or an alarm; what is not understood may. */
function mayTell(pattern: Value): boolean {
  if (typeof pattern !== 'string') return false;
  const parsed = parseEventPattern(pattern);
  return !parsed.ok || mayMatchRecords(parsed.pattern) || mayMatchStateChange(parsed.pattern);
}

function mayMatchRecords({ entries }: EventPattern): boolean {
  const types = entries.flatMap((entry) =>
    entry.type === 'field' && entry.path === 'detail-type' && entry.uncertain === undefined ? [entry] : [],
  );
  // Only plain texts are sure to leave everything else out.
  return types.every(({ alternatives }) =>
    alternatives.some((each) => each.type !== 'text' || / via CloudTrail$/.test(each.text)),
  );
}

function topicArns(targets: Value | undefined): readonly string[] {
  const arns = list(targets).filter((arn): arn is string => typeof arn === 'string');
  return [...new Set(arns.filter((arn) => parseArn(arn)?.service === 'sns'))];
}

function logGroupArns(targets: Value | undefined): readonly string[] {
  const arns = texts(targets).filter((arn) => logGroupPlace(arn) !== null);
  return [...new Set(arns.map((arn) => arn.replace(/:\*$/, '')))];
}

function stated(item: Answer): Own | null {
  const id = text(item['Arn']);
  const name = text(item['Name']);
  if (!isObject(item) || id === null || name === null) return null;
  return {
    id,
    name,
    fields: {
      name,
      state: text(item['State']),
      pattern: text(item['EventPattern']),
      managedBy: text(item['ManagedBy']),
    },
  };
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
      ...rest,
      name,
    },
    shortForms: ['topics'],
  };
}
