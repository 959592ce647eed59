/** A CloudWatch Logs log group: how long it keeps what it gets, and what looks at it. */
import { parseArn } from '../model/arn.ts';
import type { Answer } from '../model/collect.ts';
import { encryptedWith } from './encrypted-with.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf, nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { number, text } from './kind.ts';
import type { Own } from './listing.ts';
import { listing } from './listing.ts';
import { groupKeys, queriedGroups } from './log-alarm.ts';
import { resourcePolicies } from './log-resource-policy.ts';

export const logGroup: Kind = {
  name: 'logGroup',
  example,
  about: 'A CloudWatch Logs log group.',
  population: 'region',
  fields: {
    name: { type: 'string', about: 'Name.', read: 'list' },
    retentionDays: {
      type: 'integer',
      about: 'Days it keeps events; unset: for ever.',
      read: 'list',
      absent: 'infinite',
    },
    kmsKey: {
      type: 'string',
      about: 'ARN of the KMS key that encrypts it; unset: the key of the service.',
      read: 'list',
    },
    class: {
      type: 'string',
      about: 'Log group class. Only STANDARD has metric filters.',
      values: ['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY'],
      read: 'list',
    },
    deletionProtection: {
      type: 'boolean',
      about: 'It cannot be deleted, and nor can its streams, until that is switched off.',
      read: 'list',
    },
    storedBytes: { type: 'integer', about: 'Bytes stored, as last counted by AWS.', read: 'list' },
    createdAt: { type: 'time', about: 'When it was made.', read: 'list' },
  },
  relations: {
    key: encryptedWith('The KMS key that encrypts it.'),
    metricFilters: {
      kind: 'metricFilter',
      many: true,
      about: 'Metric filters that look at it.',
      by: [],
      on: ['logGroupArn'],
      from: (resource) => [resource.id],
      to: (candidate) => [text(candidate.fields['logGroupArn']) ?? ''],
      wants: (resource) => [
        { kind: 'metricFilter', account: resource.account, region: resource.region, within: resource.name },
      ],
    },
    subscriptionFilters: {
      kind: 'subscriptionFilter',
      many: true,
      about: 'Subscription filters that pass on what arrives in it.',
      by: [],
      on: ['logGroupArn'],
      from: (resource) => [resource.id],
      to: (candidate) => [text(candidate.fields['logGroupArn']) ?? ''],
      wants: ({ account, region, name }) => [{ kind: 'subscriptionFilter', account, region, within: name }],
    },
    resourcePolicies,
    logAlarms: {
      kind: 'alarm',
      many: true,
      about: 'Alarms whose scheduled query looks at it, and those on Contributor Insights rules, which may.',
      by: [],
      from: groupKeys,
      to: queriedGroups,
      wants: ({ account, region }) => [{ kind: 'alarm', account, region }],
    },
    trails: {
      kind: 'trail',
      many: true,
      about: 'Trails that send to it.',
      inverse: 'trail.logGroup',
      by: [],
      on: ['logGroupArn'],
      from: (resource) => [resource.id],
      to: (candidate) => [(text(candidate.fields['logGroupArn']) ?? '').replace(/:\*$/, '')],
      wants: (resource, places) =>
        (places.regions(resource.account) ?? ['*']).map((region) => ({
          kind: 'trail',
          account: resource.account,
          region,
        })),
    },
  },
  list: listing({
    call: 'logs:DescribeLogGroups',
    input: ({ within }) => (within === undefined ? {} : { logGroupNamePrefix: within }),
    items: 'logGroups',
    // The prefix also finds `name-2`.
    of: (page, { within }) => page.filter((item) => within === undefined || (nameIn(item) ?? within) === within),
    read: stated,
    incomplete: 'a log group without name or ARN',
  }),
  details: {},
};

function nameIn(item: Answer): string | null {
  return text(item['logGroupName']);
}

function stated(item: Answer): Own | null {
  const name = nameIn(item);
  const arn = text(item['logGroupArn']) ?? text(item['arn']);
  if (name === null || arn === null) return null;
  const created = number(item['creationTime']);
  return {
    id: arn.replace(/:\*$/, ''),
    name,
    fields: {
      name,
      retentionDays: number(item['retentionInDays']),
      kmsKey: text(item['kmsKeyId']),
      class: text(item['logGroupClass']) ?? 'STANDARD',
      deletionProtection: item['deletionProtectionEnabled'] === true,
      storedBytes: number(item['storedBytes']),
      createdAt: created === null ? null : new Date(created).toISOString(),
    },
  };
}

/** Where the log group of an ARN stands: account, region and, as `within`, its name. Null where the ARN is none of a log group. */
export function logGroupPlace(arn: string): { account: string; region: string; within: string } | null {
  const parts = parseArn(arn);
  const name = /^log-group:(.+?)(:\*)?$/.exec(parts?.name ?? '')?.[1];
  if (parts?.service !== 'logs' || name === undefined) return null;
  return { account: parts.account, region: parts.region, within: name };
}

function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, 'trail-logs');
  return {
    id: arnOf(place, 'logs', `log-group:${name}`),
    name,
    fields: {
      retentionDays: null,
      kmsKey: arnOf(place, 'kms', 'key/11111111-2222-3333-4444-555555555555'),
      class: 'STANDARD',
      deletionProtection: true,
      storedBytes: 0,
      createdAt: null,
      ...given,
      name,
    },
    shortForms: [],
  };
}
