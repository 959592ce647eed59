/** SNS: topics and who is subscribed to them ("GetTopicAttributes", "ListSubscriptionsByTopic", "GetSubscriptionAttributes", SNS API Reference). */

import type { Value } from '../../../src/model/value.ts';
import type { Call } from '../call.ts';
import { textOf } from '../call.ts';
import { digest } from '../chance.ts';
import { page } from '../pages.ts';
import { Refused } from '../refused.ts';
import type { Subscription, Topic } from '../world.ts';
import { holdingsOf } from '../world.ts';
import type { Aws, Operation } from './operation.ts';
import { denied } from './operation.ts';

interface Found {
  readonly topic: Topic;
  readonly arn: string;
  readonly owner: string;
}

/** The topic a call names: in its own region only, and in another account only where that admits the caller. */
function named(call: Call, aws: Aws): Found {
  return topicOf(call, aws, textOf(call.input, 'TopicArn') ?? '');
}

function topicOf(call: Call, aws: Aws, arn: string): Found {
  const invalid = () => new Refused('InvalidParameter', 'Invalid parameter: TopicArn');
  const [, region = '', owner = '', name = ''] = /^arn:aws:sns:([a-z0-9-]+):(\d{12}):([\w.-]+)$/.exec(arn) ?? [];
  if (name === '' || region !== call.region) throw invalid();
  const account = aws.accounts.get(owner);
  const topic = account && holdingsOf(account, region).topics.find((each) => each.name === name);
  // Whoever may not look is not told whether there is anything to see.
  if (owner !== call.account && !topic?.readableBy?.includes(call.account)) throw denied(call, arn);
  if (!topic) throw new Refused('NotFound', 'Topic does not exist', 404);
  return { topic, arn, owner };
}

/** The policy SNS gives a topic: whoever acts for the owner's account. */
function ownersPolicy(arn: string, owner: string): string {
  const Statement = {
    Sid: '__default_statement_ID',
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: [
      'SNS:GetTopicAttributes',
      'SNS:SetTopicAttributes',
      'SNS:AddPermission',
      'SNS:RemovePermission',
      'SNS:DeleteTopic',
      'SNS:Subscribe',
      'SNS:ListSubscriptionsByTopic',
      'SNS:Publish',
    ],
    Resource: arn,
    Condition: { StringEquals: { 'AWS:SourceOwner': owner } },
  };
  return JSON.stringify({ Version: '2008-10-17', Id: '__default_policy_ID', Statement: [Statement] });
}

/** Who writes the log of deliveries plays no part in any verdict. */
const LOGGING_ROLE = 'arn:aws:iam::111122223333:role/sns-delivery-status';

const GetTopicAttributes: Operation = (call, aws) => {
  const { topic, arn, owner } = named(call, aws);
  const confirmed = topic.subscriptions.filter((each) => each.confirmed).length;
  const attributes = {
    TopicArn: arn,
    Owner: owner,
    DisplayName: '',
    Policy: topic.policy ?? ownersPolicy(arn, owner),
    KmsMasterKeyId: topic.kmsKey,
    FifoTopic: topic.name.endsWith('.fifo') ? 'true' : undefined,
    ...Object.fromEntries((topic.logged ?? []).map((kind) => [`${kind}FailureFeedbackRoleArn`, LOGGING_ROLE])),
    SubscriptionsConfirmed: confirmed,
    SubscriptionsPending: topic.subscriptions.length - confirmed,
    SubscriptionsDeleted: 0,
  };
  return { Attributes: mapOf(attributes) };
};

function mapOf(attributes: Readonly<Record<string, Value | undefined>>) {
  const entry = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({ key, value }));
  return { entry };
}

const GetSubscriptionAttributes: Operation = (call, aws) => {
  const wanted = textOf(call.input, 'SubscriptionArn') ?? '';
  const { topic, arn, owner } = topicOf(call, aws, wanted.replace(/:[^:]*$/, ''));
  const found = topic.subscriptions.find((each) => each.confirmed && subscriptionArn(arn, each) === wanted);
  if (!found) throw new Refused('NotFound', 'Subscription does not exist', 404);
  return {
    Attributes: mapOf({
      SubscriptionArn: wanted,
      TopicArn: arn,
      Owner: owner,
      Protocol: found.protocol,
      Endpoint: found.endpoint,
      PendingConfirmation: 'false',
      FilterPolicy: found.filterPolicy,
      FilterPolicyScope: found.filterPolicy === undefined ? undefined : (found.filterScope ?? 'MessageAttributes'),
    }),
  };
};

const ListSubscriptionsByTopic: Operation = (call, aws) => {
  const { topic, arn, owner } = named(call, aws);
  const { items, next } = page(call, topic.subscriptions, {
    token: 'NextToken',
    limit: 'MaxItems',
    fallback: 100,
    most: 100,
    refuse: () => new Refused('InvalidParameter', 'Invalid parameter: NextToken'),
  });
  const member = items.map(({ protocol, endpoint, confirmed }) => ({
    SubscriptionArn: confirmed ? subscriptionArn(arn, { protocol, endpoint }) : 'PendingConfirmation',
    Owner: owner,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: arn,
  }));
  return { Subscriptions: { member }, NextToken: next };
};

function subscriptionArn(topic: string, { protocol, endpoint }: Pick<Subscription, 'protocol' | 'endpoint'>): string {
  return `${topic}:${uuid(topic, protocol, endpoint)}`;
}

function uuid(...words: readonly string[]): string {
  const hex = digest('one', ...words) + digest('other', ...words);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

const ListTagsForResource: Operation = (call, aws) => {
  const { topic } = topicOf(call, aws, textOf(call.input, 'ResourceArn') ?? '');
  return { Tags: { member: Object.entries(topic.tags ?? {}).map(([Key, Value]) => ({ Key, Value })) } };
};

export const sns = { GetSubscriptionAttributes, GetTopicAttributes, ListSubscriptionsByTopic, ListTagsForResource };
