/** Which regions of an account are looked at, and where that is asked. */
import { describe, expect, it } from 'vitest';
import type { Answer, Unread } from '../../../src/model/collect.ts';
import type { Connection } from '../../../src/sources/aws/connection.ts';
import { enabledRegions } from '../../../src/sources/aws/regions.ts';

const SESSION = { account: '111122223333', credentials: async () => ({ accessKeyId: 'A', secretAccessKey: 'S' }) };
const denied = (message: string) =>
  Object.assign(new Error(message), { name: 'UnauthorizedOperation', $metadata: { httpStatusCode: 403 } });
const cancelled = Object.assign(new Error('the run was ended'), { name: 'AbortError' });

const region = (RegionName: string, OptInStatus = 'opt-in-not-required') => ({ RegionName, OptInStatus });
const REGIONS = { Regions: [region('us-east-1'), region('eu-west-1')] };

/** The regions found from what each region answers, and the regions that were asked. */
async function found(answers: Readonly<Record<string, Answer | Error>>, own: string, wanted?: readonly string[]) {
  const asked: string[] = [];
  const connection: Connection = {
    async send({ region: place = '' }, call) {
      expect(call).toBe('ec2:DescribeRegions');
      asked.push(place);
      const answer = answers[place] ?? new Error(`${place} must not be asked`);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    defaults: async () => ({ credentials: SESSION.credentials, region: null }),
    mayBeEmpty: async () => false,
    forget: () => {},
    close: () => {},
  };
  const regions = await enabledRegions(connection, SESSION, ['us-east-1', own], wanted).catch(
    ({ reason, message }: Unread) => `${reason}: ${message}`,
  );
  return {
    asked,
    regions: typeof regions === 'string' ? regions : regions.map((each) => `${each.name} ${each.asked}`),
  };
}

describe('the regions of an account', () => {
  it('are those that it has enabled', async () => {
    const Regions = [region('us-east-1'), region('me-south-1', 'not-opted-in'), region('af-south-1', 'opted-in')];
    expect(await found({ 'us-east-1': { Regions } }, 'eu-west-1')).toEqual({
      asked: ['us-east-1'],
      regions: ['af-south-1 us-east-1', 'us-east-1 us-east-1'],
    });
  });

  it('are not those that were asked for in vain', async () => {
    const Regions = [region('us-east-1'), region('me-south-1', 'not-opted-in')];
    const { regions } = await found({ 'us-east-1': { Regions } }, 'us-east-1', ['me-south-1']);
    expect(regions).toBe('outOfScope: none of the regions asked for is enabled (me-south-1)');
  });

  it("are asked for in the caller's own region where us-east-1 gives no answer", async () => {
    expect(await found({ 'us-east-1': denied('by a policy'), 'eu-west-1': REGIONS }, 'eu-west-1')).toEqual({
      asked: ['us-east-1', 'eu-west-1'],
      regions: ['eu-west-1 eu-west-1', 'us-east-1 eu-west-1'],
    });
  });

  it('are not known where neither answers, and what us-east-1 said is told', async () => {
    const answers = { 'us-east-1': denied('in the first'), 'eu-west-1': denied('in the second') };
    const { asked, regions } = await found(answers, 'eu-west-1');
    expect(asked).toEqual(['us-east-1', 'eu-west-1']);
    expect(regions).toMatch(/^denied: .*in the first/);
    expect((await found(answers, 'eu-west-1', ['ap-south-1'])).regions).toEqual(['ap-south-1 us-east-1']);
  });

  it('are asked for once where both are the same region, or the run was ended', async () => {
    expect((await found({ 'us-east-1': denied('no') }, 'us-east-1')).asked).toEqual(['us-east-1']);
    const ended = await found({ 'us-east-1': cancelled }, 'eu-west-1', ['ap-south-1']);
    expect(ended).toEqual({ asked: ['us-east-1'], regions: expect.stringMatching(/^cancelled/) });
  });
});
