/** A role is taken on once for everybody, again before it ends, and again after it was refused. */
import { describe, expect, it } from 'vitest';
import { openSession } from '../../../src/sources/aws/session.ts';

const lasting = (minutes: number) => ({
  accessKeyId: 'A',
  secretAccessKey: 'S',
  expiration: new Date(Date.now() + minutes * 60_000),
});

describe('a session', () => {
  it('takes its role on once, however many ask at once', async () => {
    let taken = 0;
    const session = openSession('111122223333', async () => {
      taken++;
      return lasting(60);
    });
    await Promise.all([session.credentials(), session.credentials(), session.credentials()]);
    await session.credentials();
    expect(taken).toBe(1);
  });

  it('takes its role on again when less than five minutes are left', async () => {
    const minutes = [4, 60];
    const session = openSession('111122223333', async () => lasting(minutes.shift() ?? 60));
    const first = await session.credentials();
    const second = await session.credentials();
    expect(second.expiration?.getTime()).toBeGreaterThan(first.expiration?.getTime() ?? 0);
    expect(await session.credentials()).toBe(second);
  });

  it('asks again after a refusal', async () => {
    let asked = 0;
    const session = openSession('111122223333', async () => {
      if (++asked === 1) throw new Error('refused');
      return lasting(60);
    });
    await expect(session.credentials()).rejects.toThrow('refused');
    await expect(session.credentials()).resolves.toMatchObject({ accessKeyId: 'A' });
  });
});
