/** An SNS topic that alarms and EventBridge rules publish to. */
import { parseArn } from '../model/arn.ts';
import { Unread } from '../model/collect.ts';
import { isObject } from '../model/value.ts';
import type { Kind } from './kind.ts';
import { text } from './kind.ts';

export const topic: Kind = {
  name: 'topic',
  about:
    'An SNS topic that an alarm publishes to, or an EventBridge rule that may match CloudTrail events. No others are read.',
  population: { through: ['alarm.topics', 'eventRule.topics'] },
  fields: {
    name: { type: 'string', about: 'Name.', read: 'list' },
    policy: { type: 'string', about: 'Its access policy, as JSON text.', read: 'list' },
    kmsKey: { type: 'string', about: 'KMS key that encrypts it (id, alias or ARN); unset: none.', read: 'list' },
    fifo: { type: 'boolean', about: 'It is a FIFO topic.', read: 'list' },
  },
  relations: {
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
      const name = parseArn(arn)?.name ?? arn;
      try {
        const answer = await aws.call(want, 'sns:GetTopicAttributes', { TopicArn: arn });
        const attributes = answer['Attributes'];
        if (!isObject(attributes) || Object.keys(attributes).length === 0) {
          throw new Unread('malformed', 'sns:GetTopicAttributes', '', 'the answer holds no attributes');
        }
        yield [
          {
            kind: 'topic',
            id: arn,
            name,
            account: want.account,
            region: want.region,
            fields: {
              name,
              policy: text(attributes['Policy']),
              kmsKey: text(attributes['KmsMasterKeyId']),
              fifo: attributes['FifoTopic'] === 'true',
            },
            origins: {
              list: { call: 'sns:GetTopicAttributes', account: want.account, region: want.region, answer: attributes },
            },
          },
        ];
      } catch (error) {
        // A topic that is gone is a fact about what names it, not something unread.
        if (!(error instanceof Unread && /^NotFound(Exception)?$/.test(error.code))) throw error;
      }
    },
  },
  details: {},
};
