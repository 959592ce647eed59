/** An SNS topic that alarms and EventBridge rules publish to. */
import { parseArn } from '../model/arn.ts';
import type { Answer } from '../model/collect.ts';
import { malformed, Unread } from '../model/collect.ts';
import { isObject } from '../model/value.ts';
import { encryptedWith } from './encrypted-with.ts';
import type { ExamplePlace, Given, Made } from './example.ts';
import { arnOf, nameOf } from './example.ts';
import type { Kind } from './kind.ts';
import { text, texts } from './kind.ts';
import type { Own } from './listing.ts';
import { drafted } from './listing.ts';
import { tagNames } from './tag-names.ts';

export const topic: Kind = {
  name: 'topic',
  example,
  about:
    'An SNS topic that an alarm publishes to, or an EventBridge rule that may match CloudTrail events or alarms, on a default event bus or on one that such a rule sends to. No others are read.',
  population: {
    through: ['alarm.topics', 'eventRule.topics', 'eventRule.buses.rules.topics', 'eventRule.buses.ownRules.topics'],
  },
  fields: {
    name: { type: 'string', about: 'Name.', read: 'list' },
    policy: { type: 'string', about: 'Its access policy, as JSON text.', read: 'list' },
    kmsKey: { type: 'string', about: 'KMS key that encrypts it (id, alias or ARN); unset: none.', read: 'list' },
    fifo: { type: 'boolean', about: 'It is a FIFO topic.', read: 'list' },
    deliveryLogged: {
      type: 'list',
      about:
        'Kinds of endpoints of which failed deliveries are logged: `http`, `sqs`, `lambda`, `firehose`, `application`.',
      read: 'list',
    },
    tagNames: { type: 'list', about: 'Names of its tags.', read: 'tags' },
  },
  relations: {
    key: encryptedWith(
      'The KMS key that encrypts it; the one that AWS manages for SNS (`alias/aws/sns`) counts as none.',
    ),
    subscriptions: {
      kind: 'subscription',
      many: true,
      about: 'Its subscriptions, confirmed or not.',
      by: [],
      on: ['topicArn'],
      from: (resource) => [resource.id],
      to: (candidate) => [text(candidate.fields['topicArn']) ?? ''],
      wants: (resource) => [
        { kind: 'subscription', account: resource.account, region: resource.region, within: resource.id },
      ],
    },
  },
  list: {
    calls: ['sns:GetTopicAttributes'],
    actions: ['sns:GetTopicAttributes'],
    byArn: true,
    async *read(want, aws) {
      const arn = want.within ?? '';
      try {
        const answer = await aws.call(want, 'sns:GetTopicAttributes', { TopicArn: arn });
        const attributes = answer['Attributes'];
        if (!isObject(attributes) || Object.keys(attributes).length === 0) {
          throw malformed('sns:GetTopicAttributes', 'the answer holds no attributes');
        }
        yield [drafted(want, 'sns:GetTopicAttributes', stated(arn, attributes), attributes)];
      } catch (error) {
        // A topic that is gone is a fact about what names it, not something unread.
        if (!(error instanceof Unread && /^NotFound(Exception)?$/.test(error.code))) throw error;
      }
    },
  },
  details: {
    tags: {
      calls: ['sns:ListTagsForResource'],
      actions: ['sns:ListTagsForResource'],
      async read(resource, aws) {
        const answer = await aws.call(resource, 'sns:ListTagsForResource', { ResourceArn: resource.id });
        return { answer, fields: { tagNames: tagNames(answer['Tags'], 'sns:ListTagsForResource') } };
      },
    },
  },
};

/** Endpoints whose deliveries SNS can log, and the beginning of the attributes that say so ("Amazon SNS message delivery status"). */
const LOGGED = [
  ['http', 'HTTP'],
  ['sqs', 'SQS'],
  ['lambda', 'Lambda'],
  ['firehose', 'Firehose'],
  ['application', 'Application'],
] as const;

function stated(arn: string, attributes: Answer): Own {
  const name = parseArn(arn)?.name ?? arn;
  return {
    id: arn,
    name,
    fields: {
      name,
      policy: text(attributes['Policy']),
      kmsKey: text(attributes['KmsMasterKeyId']),
      fifo: attributes['FifoTopic'] === 'true',
      deliveryLogged: LOGGED.filter(([, name]) => text(attributes[`${name}FailureFeedbackRoleArn`]) !== null).map(
        ([kind]) => kind,
      ),
    },
  };
}

/** A default topic policy, as SNS writes it: whoever acts for the owner's account may publish. */
function ownersPolicy(arn: string, account: string): string {
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: ['SNS:Publish', 'SNS:Subscribe'],
    Resource: arn,
    Condition: { StringEquals: { 'AWS:SourceOwner': account } },
  };
  return JSON.stringify({ Version: '2008-10-17', Statement: [statement] });
}

/** A topic policy that lets services publish: `events.amazonaws.com`. */
function policyAdmitting(services: readonly string[], topicArn: string): string {
  const statement = { Effect: 'Allow', Principal: { Service: services }, Action: 'sns:Publish', Resource: topicArn };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

function example(given: Given, place: ExamplePlace): Made {
  const name = nameOf(given, 'security');
  const id = arnOf(place, 'sns', name);
  const { admits, ...rest } = given;
  const policy = admits === undefined ? ownersPolicy(id, place.account) : policyAdmitting(texts(admits), id);
  return {
    id,
    name,
    fields: {
      policy,
      kmsKey: null,
      fifo: false,
      deliveryLogged: LOGGED.map(([kind]) => kind),
      tagNames: ['team'],
      ...rest,
      name,
    },
    shortForms: ['admits'],
  };
}
