/** What one list call gives becomes resources where it was asked for; what cannot be read stays unread, and is never an empty list. */
import { describe, expect, it } from 'vitest';
import { listing } from '../../src/kinds/listing.ts';
import type { Answer, Caller, Draft, Want } from '../../src/model/collect.ts';
import { Unread } from '../../src/model/collect.ts';

const WANT: Want = { kind: 'queue', account: '111122223333', region: 'us-east-1', within: 'audit' };

/** A list of two pages, of which the second may be an error. */
function pages(first: readonly Answer[], second: readonly Answer[] | Unread): Caller {
  return {
    account: WANT.account,
    call: () => Promise.reject(new Error('no call is made')),
    async *list(_place, _call, input) {
      yield first.map((item) => ({ ...item, asked: input }));
      if (second instanceof Unread) throw second;
      yield second;
    },
  };
}

const queues = {
  call: 'sqs:ListQueues',
  input: ({ within = '' }: Want) => ({ QueueNamePrefix: within }),
  items: 'Queues',
  of: (page: readonly Answer[]) => page.filter(({ Kind }) => Kind !== 'draining'),
  read: ({ Url }: Answer) => (typeof Url === 'string' ? { id: Url, name: Url, fields: { url: Url } } : null),
  incomplete: 'a queue without URL',
};

async function listed(aws: Caller, more: Partial<Parameters<typeof listing>[0]> = {}): Promise<readonly Draft[]> {
  const found: Draft[] = [];
  for await (const page of listing({ ...queues, ...more }).read?.(WANT, aws) ?? []) found.push(...page);
  return found;
}

describe('a listing', () => {
  it('makes a resource of every item of every page, of the kind and in the place that were asked for', async () => {
    const found = await listed(pages([{ Url: 'one' }], [{ Url: 'two' }]));
    const answer = { Url: 'one', asked: { QueueNamePrefix: 'audit' } };
    expect(found[0]).toEqual({
      kind: 'queue',
      id: 'one',
      name: 'one',
      account: '111122223333',
      region: 'us-east-1',
      fields: { url: 'one' },
      origins: { list: { call: 'sqs:ListQueues', account: '111122223333', region: 'us-east-1', answer } },
    });
    expect(found.map(({ id }) => id)).toEqual(['one', 'two']);
  });

  it('leaves out what is none of the kind, before it is read', async () => {
    expect(await listed(pages([{ Kind: 'draining' }, { Url: 'one' }], []))).toHaveLength(1);
  });

  it('is not read where an item does not say what every one has to', async () => {
    await expect(listed(pages([{ Url: 'one' }], [{}]))).rejects.toMatchObject({
      reason: 'malformed',
      call: 'sqs:ListQueues',
      message: 'a queue without URL',
    });
  });

  it('is empty where AWS says that what it belongs to does not exist, and not read for any other error', async () => {
    const gone = new Unread('failed', 'sqs:ListQueues', 'QueueGone', 'no such queue');
    const denied = new Unread('denied', 'sqs:ListQueues', 'AccessDenied', 'no');
    await expect(listed(pages([], gone))).rejects.toBe(gone);
    expect(await listed(pages([], gone), { noneWhere: 'QueueGone' })).toEqual([]);
    await expect(listed(pages([], denied), { noneWhere: 'QueueGone' })).rejects.toBe(denied);
  });

  it('needs the action of its call, or the one that IAM has in its place', () => {
    expect(listing(queues)).toMatchObject({ calls: ['sqs:ListQueues'], actions: ['sqs:ListQueues'] });
    expect(listing({ ...queues, action: 'queues:List' }).actions).toEqual(['queues:List']);
  });
});
