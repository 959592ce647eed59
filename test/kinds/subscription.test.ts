/** What a subscription is told: a call of its own, for those that are confirmed, where a rule asks for it. */
import { describe, expect, it } from 'vitest';
import { subscription } from '../../src/kinds/subscription.ts';
import type { Answer, Caller, Draft } from '../../src/model/collect.ts';
import { Unread } from '../../src/model/collect.ts';

const ARN = 'arn:aws:sns:us-east-1:111122223333:security:1-2-3';

function draft(confirmed: boolean): Draft {
  const fields = { protocol: 'email', endpoint: 'a@example.com', confirmed, topicArn: ARN.replace(/:1-2-3$/, '') };
  return {
    kind: 'subscription',
    id: ARN,
    name: 'x',
    account: '111122223333',
    region: 'us-east-1',
    fields,
    origins: {},
  };
}

async function read(answer: Answer, confirmed = true): Promise<Readonly<Record<string, unknown>>> {
  const aws: Caller = {
    account: '111122223333',
    call: (place, call, input) => {
      expect([place.region, call, input]).toEqual([
        'us-east-1',
        'sns:GetSubscriptionAttributes',
        { SubscriptionArn: ARN },
      ]);
      return Promise.resolve(answer);
    },
    list: () => {
      throw new Error('nothing is listed');
    },
  };
  const detail = subscription.details['attributes'];
  if (!detail) throw new Error('there is no such call');
  return (await detail.read(draft(confirmed), aws)).fields;
}

describe('the subscriptions of a topic', () => {
  it('count only where the endpoint has agreed: what is pending or deleted tells nobody', async () => {
    const topic = 'arn:aws:sns:us-east-1:111122223333:security';
    const listed = [ARN, 'PendingConfirmation', 'Deleted'].map((SubscriptionArn, index) => ({
      SubscriptionArn,
      Protocol: 'email',
      Endpoint: `${index}@example.com`,
    }));
    const aws: Caller = {
      account: '111122223333',
      call: () => {
        throw new Error('nothing else is asked');
      },
      async *list() {
        yield listed;
      },
    };
    const want = { kind: 'subscription', account: '111122223333', region: 'us-east-1', within: topic };
    const found: Draft[] = [];
    for await (const page of subscription.list.read?.(want, aws) ?? []) found.push(...page);
    expect(found.map(({ name, fields }) => [name, fields['confirmed']])).toEqual([
      ['email:0@example.com', true],
      ['email:1@example.com', false],
      ['email:2@example.com', false],
    ]);
    expect(new Set(found.map(({ id }) => id)).size).toBe(3);
  });
});

describe('the filter policy of a subscription', () => {
  const POLICY = '{"team":["security"]}';

  it.each<readonly [what: string, attributes: Answer, filterPolicy: string | null, filterScope: string | null]>([
    ['none', { Protocol: 'email' }, null, null],
    ['an empty one', { FilterPolicy: '{ }', FilterPolicyScope: 'MessageBody' }, null, null],
    ['one without a scope', { FilterPolicy: POLICY }, POLICY, 'MessageAttributes'],
    ['one on the body', { FilterPolicy: POLICY, FilterPolicyScope: 'MessageBody' }, POLICY, 'MessageBody'],
  ])('may be %s', async (_what, Attributes, filterPolicy, filterScope) => {
    expect(await read({ Attributes })).toEqual({ filterPolicy, filterScope });
  });

  it('is not asked for where nobody has confirmed', async () => {
    expect(await read({ never: 'asked' }, false)).toEqual({});
  });

  it('is not read from an answer without attributes', async () => {
    await expect(read({})).rejects.toThrow(Unread);
  });
});
