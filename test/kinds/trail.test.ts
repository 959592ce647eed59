/** Trails: what their status, selectors, Insights and tags say, and what is a fact rather than something unread. */
import { describe, expect, it } from 'vitest';
import { trail } from '../../src/kinds/trail/index.ts';
import type { Answer, Caller, Draft } from '../../src/model/collect.ts';
import { Unread } from '../../src/model/collect.ts';

const ARN = 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/main';
const DRAFT: Draft = {
  kind: 'trail',
  id: ARN,
  name: 'main',
  account: '111122223333',
  region: 'eu-west-1',
  fields: {},
  origins: {},
};

async function detail(name: string, answer: Answer | Unread, draft = DRAFT) {
  const asked: (readonly [region: string, call: string, input: Answer])[] = [];
  const aws: Caller = {
    account: '111122223333',
    async call({ region }, call, input) {
      asked.push([region, call, input]);
      if (answer instanceof Unread) throw answer;
      return answer;
    },
    // biome-ignore lint/correctness/useYield: trails have no further lists.
    async *list() {
      throw new Error('nobody expected a list');
    },
  };
  const read = trail.details[name]?.read;
  if (!read) throw new Error(`there is no detail ${name}`);
  return { ...(await read(draft, aws)), asked };
}

describe('the status of a trail', () => {
  it('says when it was last stopped, and what became of the last message to its topic', async () => {
    const StopLoggingTime = '2026-01-01T10:00:00.000Z';
    const { fields } = await detail('status', {
      IsLogging: true,
      StopLoggingTime,
      LatestNotificationError: 'AuthorizationError',
    });
    expect(fields).toMatchObject({
      logging: true,
      stoppedAt: StopLoggingTime,
      notificationError: 'AuthorizationError',
    });
  });

  it('has neither where it was never stopped and has no topic', async () => {
    const { fields } = await detail('status', { IsLogging: true });
    expect(fields).toMatchObject({ stoppedAt: null, notificationError: null });
  });
});

describe('the data events of a trail', () => {
  const basic = (Type: string, Values: readonly string[], ReadWriteType = 'All'): Answer => ({
    EventSelectors: [{ ReadWriteType, IncludeManagementEvents: true, DataResources: [{ Type, Values }] }],
  });
  const advanced = (...fields: readonly Answer[]): Answer => ({ AdvancedEventSelectors: [{ FieldSelectors: fields }] });
  const data = { Field: 'eventCategory', Equals: ['Data'] };
  const objects = { Field: 'resources.type', Equals: ['AWS::S3::Object'] };
  const functions = { Field: 'resources.type', Equals: ['AWS::Lambda::Function'] };

  it.each([
    ['are none by default', { EventSelectors: [] }, 'none', 'none'],
    ['are those of all buckets', basic('AWS::S3::Object', ['arn:aws:s3']), 'all', 'none'],
    ['are those of all buckets, written as a prefix', basic('AWS::S3::Object', ['arn:aws:s3:::']), 'all', 'none'],
    ['are the writes of all buckets', basic('AWS::S3::Object', ['arn:aws:s3'], 'WriteOnly'), 'writeOnly', 'none'],
    ['are those of one bucket', basic('AWS::S3::Object', ['arn:aws:s3:::archive/']), 'some', 'none'],
    ['are those of all functions', basic('AWS::Lambda::Function', ['arn:aws:lambda']), 'none', 'all'],
    [
      'are those of one function',
      basic('AWS::Lambda::Function', ['arn:aws:lambda:eu-west-1:111122223333:function:pay']),
      'none',
      'some',
    ],
    ['may be selected by type alone', advanced(data, objects), 'all', 'none'],
    ['may be reads alone', advanced(data, objects, { Field: 'readOnly', Equals: ['true'] }), 'readOnly', 'none'],
    [
      'may be named by the event',
      advanced(data, objects, { Field: 'eventName', Equals: ['PutObject'] }),
      'some',
      'none',
    ],
    [
      'may leave out the bucket of the trail itself',
      advanced(data, objects, { Field: 'resources.ARN', NotStartsWith: ['arn:aws:s3:::trail-bucket/'] }),
      'all',
      'none',
    ],
    ['may be those of functions', advanced(data, functions), 'none', 'all'],
  ] as const)('%s', async (_, selectors, s3ObjectEvents, lambdaInvocations) => {
    const { fields } = await detail('selectors', { TrailARN: ARN, ...selectors });
    expect(fields).toMatchObject({ s3ObjectEvents, lambdaInvocations });
  });

  it('are named by the partition of the trail', async () => {
    const id = ARN.replace('arn:aws:', 'arn:aws-us-gov:');
    const selectors = basic('AWS::S3::Object', ['arn:aws-us-gov:s3:::']);
    const { fields } = await detail('selectors', { TrailARN: id, ...selectors }, { ...DRAFT, id });
    expect(fields['s3ObjectEvents']).toBe('all');
  });
});

describe('the Insights of a trail', () => {
  it('are asked for by its ARN where it was made', async () => {
    const { asked } = await detail('insights', { TrailARN: ARN, InsightSelectors: [] });
    expect(asked).toEqual([['eu-west-1', 'cloudtrail:GetInsightSelectors', { TrailName: ARN }]]);
  });

  it('are about management events unless they name categories', async () => {
    const InsightSelectors = [
      { InsightType: 'ApiErrorRateInsight', EventCategories: ['Data'] },
      { InsightType: 'ApiCallRateInsight' },
    ];
    expect((await detail('insights', { TrailARN: ARN, InsightSelectors })).fields).toEqual({
      insightTypes: ['ApiCallRateInsight'],
    });
    const both = [{ InsightType: 'ApiErrorRateInsight', EventCategories: ['Data', 'Management'] }];
    const { fields } = await detail('insights', { TrailARN: ARN, InsightSelectors: both });
    expect(fields).toEqual({ insightTypes: ['ApiErrorRateInsight'] });
  });

  it('are none where CloudTrail says that they are not enabled, or names the trail and none', async () => {
    const off = new Unread('failed', 'cloudtrail:GetInsightSelectors', 'InsightNotEnabledException', 'not enabled');
    expect((await detail('insights', off)).fields).toEqual({ insightTypes: [] });
    expect((await detail('insights', { TrailARN: ARN })).fields).toEqual({ insightTypes: [] });
  });

  it('are unread where nobody may ask, or the answer says nothing', async () => {
    const denied = new Unread('denied', 'cloudtrail:GetInsightSelectors', 'AccessDeniedException', 'no');
    await expect(detail('insights', denied)).rejects.toBe(denied);
    await expect(detail('insights', {})).rejects.toThrow('the answer names no trail');
  });
});

describe('the tags of a trail', () => {
  const tagged = (...TagsList: readonly Answer[]): Answer => ({ ResourceTagList: [{ ResourceId: ARN, TagsList }] });

  it('are names and values, and of the names those count that people gave', async () => {
    const list = [
      { Key: 'owner', Value: 'audit' },
      { Key: 'aws:cloudformation:stack-name', Value: 'x' },
      { Key: 'bare' },
    ];
    const { fields, asked } = await detail('tags', tagged(...list));
    expect(fields).toEqual({
      tags: { owner: 'audit', 'aws:cloudformation:stack-name': 'x', bare: '' },
      tagNames: ['bare', 'owner'],
    });
    expect(asked).toEqual([['eu-west-1', 'cloudtrail:ListTags', { ResourceIdList: [ARN] }]]);
  });

  it('are none in a list without any, and unread in an answer that does not speak of the trail', async () => {
    expect((await detail('tags', tagged())).fields).toEqual({ tags: {}, tagNames: [] });
    await expect(detail('tags', { ResourceTagList: [] })).rejects.toThrow('the answer does not speak of the trail');
  });
});
