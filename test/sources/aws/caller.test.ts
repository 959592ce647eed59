/** Lists are read to their end, or say that they were not. */
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/model/collect.ts';
import { Unread } from '../../../src/model/collect.ts';
import { openCaller } from '../../../src/sources/aws/caller.ts';
import type { Connection } from '../../../src/sources/aws/connection.ts';

const PLACE = { account: '111122223333', region: 'us-east-1' };
const SESSION = { account: '111122223333', credentials: async () => ({ accessKeyId: 'A', secretAccessKey: 'S' }) };

/** Answers in turn; an error is thrown. */
function answering(...answers: readonly (Answer | Error)[]) {
  const inputs: Answer[] = [];
  const connection: Connection = {
    async send(_to, _call, input) {
      inputs.push(input);
      const answer = answers[inputs.length - 1] ?? new Error('asked too often');
      if (answer instanceof Error) throw answer;
      return answer;
    },
    defaults: async () => ({ credentials: SESSION.credentials, region: null }),
    mayBeEmpty: async () => false,
    forget: () => {},
    close: () => {},
  };
  return { inputs, caller: openCaller(connection, SESSION) };
}

/** The items of all pages, and what ended the list. */
async function read(caller: ReturnType<typeof openCaller>, items: string | readonly string[] = 'logGroups') {
  const found: Answer[] = [];
  try {
    for await (const page of caller.list(PLACE, 'logs:DescribeLogGroups', { prefix: 'p' }, items)) found.push(...page);
    return { found, end: null };
  } catch (error) {
    return { found, end: error as Unread };
  }
}

const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } });
const group = (name: string) => ({ logGroupName: name });

describe('a list', () => {
  it('is read page by page, each with the input and the token of the one before', async () => {
    const { inputs, caller } = answering(
      { logGroups: [group('a')], nextToken: 't1' },
      { logGroups: [], nextToken: 't2' },
      { logGroups: [group('b')] },
    );
    expect(await read(caller)).toEqual({ found: [group('a'), group('b')], end: null });
    expect(inputs).toEqual([{ prefix: 'p' }, { prefix: 'p', nextToken: 't1' }, { prefix: 'p', nextToken: 't2' }]);
  });

  it('goes on by the marker of the one before, where the service speaks of markers', async () => {
    const { inputs, caller } = answering({ logGroups: [group('a')], NextMarker: 'm1' }, { logGroups: [group('b')] });
    expect(await read(caller)).toEqual({ found: [group('a'), group('b')], end: null });
    expect(inputs).toEqual([{ prefix: 'p' }, { prefix: 'p', Marker: 'm1' }]);
  });

  it('keeps the pages before one that fails, and says that it failed', async () => {
    const { caller } = answering({ logGroups: [group('a')], nextToken: 't1' }, denied);
    const { found, end } = await read(caller);
    expect(found).toEqual([group('a')]);
    expect(end).toMatchObject({ reason: 'denied', call: 'logs:DescribeLogGroups', code: 'AccessDeniedException' });
  });

  it('that gives the same token again is malformed rather than endless', async () => {
    const page = { logGroups: [group('a')], nextToken: 't1' };
    const { inputs, caller } = answering(page, page, page, page);
    expect((await read(caller)).end).toMatchObject({ reason: 'malformed' });
    expect(inputs).toHaveLength(2);
  });

  it('that is missing in the answer is not an empty list', async () => {
    const { caller } = answering({ other: [] });
    expect((await read(caller)).end).toMatchObject({ reason: 'malformed', message: 'the answer holds no logGroups' });
  });

  it('is asked for again where the answer is empty or makes no sense, and then given up', async () => {
    const page = Object.assign(new SyntaxError('Unexpected token <'), { $metadata: { httpStatusCode: 200 } });
    const recovering = answering({}, page, { logGroups: [group('a')] });
    expect(await read(recovering.caller)).toEqual({ found: [group('a')], end: null });
    const hopeless = answering({}, {}, {}, { logGroups: [] });
    expect((await read(hopeless.caller)).end).toMatchObject({ reason: 'malformed', message: 'the answer is empty' });
  });

  it('of two names joins both, and one of them will do', async () => {
    const both = answering({ MetricAlarms: [group('a')], CompositeAlarms: [group('b')] });
    expect((await read(both.caller, ['MetricAlarms', 'CompositeAlarms'])).found).toEqual([group('a'), group('b')]);
    const one = answering({ MetricAlarms: [group('a')] });
    expect(await read(one.caller, ['MetricAlarms', 'CompositeAlarms'])).toEqual({ found: [group('a')], end: null });
  });
});

describe('a call', () => {
  it('that fails is Unread, with the reason', async () => {
    const { caller } = answering(denied);
    const failure = await caller.call(PLACE, 'cloudtrail:GetTrailStatus', {}).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Unread);
    expect(failure).toMatchObject({ reason: 'denied', call: 'cloudtrail:GetTrailStatus' });
  });
});
