/** What Organizations says of an account beyond the list: its units up to the root, and its tags. */
import { describe, expect, it } from 'vitest';
import { account } from '../../src/kinds/account.ts';
import type { Answer, Caller, Draft } from '../../src/model/collect.ts';
import { Unread } from '../../src/model/collect.ts';

const draft: Draft = {
  kind: 'account',
  id: '111122223333',
  name: 'one',
  account: '111122223333',
  region: '',
  fields: {},
  origins: { list: { call: 'organizations:ListAccounts', account: '111122223333', region: 'eu-west-1' } },
};

/** Answers by what is asked about; anything else is an error of AWS. */
function caller(answers: Readonly<Record<string, readonly Answer[]>>, code = 'AccessDeniedException'): Caller {
  return {
    account: '111122223333',
    call: () => Promise.reject(new Error('no single call is made')),
    async *list({ region }, call, input) {
      expect(region).toBe('eu-west-1');
      const found = answers[String(input['ChildId'] ?? input['ResourceId'])];
      if (!found) throw new Unread('denied', call, code, 'no');
      yield found;
    },
  };
}
const parents = account.details['parents'];
const tags = account.details['tags'];

describe('the units of an account', () => {
  it('are those above it, up to the root', async () => {
    const aws = caller({
      '111122223333': [{ Id: 'ou-exam-inner001', Type: 'ORGANIZATIONAL_UNIT' }],
      'ou-exam-inner001': [{ Id: 'ou-exam-outer001', Type: 'ORGANIZATIONAL_UNIT' }],
      'ou-exam-outer001': [{ Id: 'r-exam', Type: 'ROOT' }],
    });
    const read = await parents?.read(draft, aws);
    expect(read?.fields).toEqual({ organizationalUnits: ['ou-exam-inner001', 'ou-exam-outer001', 'r-exam'] });
  });

  it('are none where there is no organization', async () => {
    const aws = caller({}, 'AWSOrganizationsNotInUseException');
    expect((await parents?.read(draft, aws))?.fields).toEqual({ organizationalUnits: [] });
    expect((await tags?.read(draft, aws))?.fields).toEqual({ tags: {} });
  });

  it('are not read where AWS denies it, names no parent, or goes in a circle', async () => {
    await expect(parents?.read(draft, caller({}))).rejects.toThrowError(Unread);
    await expect(parents?.read(draft, caller({ '111122223333': [] }))).rejects.toThrowError('it names no parent');
    const circle = caller({ '111122223333': [{ Id: '111122223333', Type: 'ORGANIZATIONAL_UNIT' }] });
    await expect(parents?.read(draft, circle)).rejects.toThrowError('without end');
  });
});

describe('the tags of an account', () => {
  it('are pairs', async () => {
    const aws = caller({
      '111122223333': [
        { Key: 'stage', Value: 'test' },
        { Key: 'empty', Value: '' },
      ],
    });
    expect((await tags?.read(draft, aws))?.fields).toEqual({ tags: { stage: 'test', empty: '' } });
  });
});

it('both are asked of whoever runs the audit: Organizations answers no member', () => {
  expect([parents?.asker, tags?.asker]).toEqual(['caller', 'caller']);
});
