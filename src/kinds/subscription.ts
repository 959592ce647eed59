/** A subscription of an SNS topic: who is told, once it is confirmed. */
import { parseArn } from '../model/arn.ts';
import type { Answer, Want } from '../model/collect.ts';
import { malformed } from '../model/collect.ts';
import type { Value } from '../model/value.ts';
import { isObject } from '../model/value.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf } from './example.ts';
import type { Kind } from './kind.ts';
import { text } from './kind.ts';
import type { Own } from './listing.ts';
import { listing } from './listing.ts';

export const subscription: Kind = {
  name: 'subscription',
  example,
  about: 'A subscription of an SNS topic.',
  population: { through: ['topic.subscriptions'] },
  fields: {
    protocol: {
      type: 'string',
      about: 'How it is told: `email`, `https`, `sqs`, `lambda`, ...; `firehose` keeps messages and tells nobody.',
      read: 'list',
    },
    endpoint: { type: 'string', about: 'Who or what is told.', read: 'list' },
    confirmed: { type: 'boolean', about: 'The endpoint has agreed; until then nothing is sent.', read: 'list' },
    topicArn: { type: 'string', about: 'ARN of the topic.', read: 'list' },
    filterPolicy: {
      type: 'string',
      about: 'JSON text that says which messages it is told; unset: all of them.',
      read: 'attributes',
    },
    filterScope: {
      type: 'string',
      about: 'What of a message its filter policy looks at; unset: there is no policy.',
      values: ['MessageAttributes', 'MessageBody'],
      read: 'attributes',
    },
  },
  relations: {
    topic: {
      kind: 'topic',
      many: false,
      about: 'The topic.',
      by: ['topicArn'],
      from: (resource) => [text(resource.fields['topicArn']) ?? ''],
      to: (candidate) => [candidate.id],
      wants: (resource) => [
        {
          kind: 'topic',
          account: resource.account,
          region: resource.region,
          within: text(resource.fields['topicArn']) ?? '',
        },
      ],
    },
  },
  list: {
    ...listing({
      call: 'sns:ListSubscriptionsByTopic',
      input: ({ within = '' }) => ({ TopicArn: within }),
      items: 'Subscriptions',
      read: stated,
      incomplete: 'a subscription without ARN or protocol',
    }),
    byArn: true,
  },
  details: {
    attributes: {
      calls: ['sns:GetSubscriptionAttributes'],
      actions: ['sns:GetSubscriptionAttributes'],
      async read(resource, aws) {
        // Only what is confirmed has an ARN to ask by, and only that is told anything.
        if (resource.fields['confirmed'] !== true) return { answer: null, fields: {} };
        const answer = await aws.call(resource, 'sns:GetSubscriptionAttributes', { SubscriptionArn: resource.id });
        const attributes = answer['Attributes'];
        if (!isObject(attributes)) {
          throw malformed('sns:GetSubscriptionAttributes', 'the answer holds no attributes');
        }
        return { answer, fields: filterOf(attributes) };
      },
    },
  },
};

/** Where no scope is said it is the attributes ("Amazon SNS subscription filter policy scope"). */
function filterOf({ FilterPolicy, FilterPolicyScope }: Answer): Readonly<Record<string, Value>> {
  const policy = text(FilterPolicy);
  if (policy === null || /^\{\s*\}$/.test(policy.trim())) return { filterPolicy: null, filterScope: null };
  return { filterPolicy: policy, filterScope: text(FilterPolicyScope) ?? 'MessageAttributes' };
}

function stated(item: Answer, { within: topicArn = '' }: Want): Own | null {
  const arn = text(item['SubscriptionArn']);
  const protocol = text(item['Protocol']);
  const endpoint = text(item['Endpoint']);
  if (arn === null || protocol === null) return null;
  // `PendingConfirmation` or `Deleted` stands in place of the ARN.
  const confirmed = parseArn(arn) !== null;
  return {
    id: confirmed ? arn : `${topicArn}:${arn}:${protocol}:${endpoint ?? ''}`,
    name: `${protocol}:${endpoint ?? ''}`,
    fields: { protocol, endpoint, confirmed, topicArn },
  };
}

function example(given: Given, place: ExamplePlace): Made {
  const { topic: topicName = 'security', ...rest } = given;
  const topicArn = arnOf(place, 'sns', String(topicName));
  const fields = {
    protocol: 'email',
    endpoint: 'security@example.com',
    confirmed: true,
    topicArn,
    filterPolicy: null,
    filterScope: typeof rest['filterPolicy'] === 'string' ? 'MessageAttributes' : null,
    ...rest,
  };
  const name = `${String(fields.protocol)}:${String(fields.endpoint)}`;
  return { id: `${topicArn}:${name}`, name, fields, shortForms: ['topic'] };
}
