/** Whom S3 is asked, by AWS's own hosts and where somebody else answers for AWS, however that is said. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openServices } from '../../../src/sources/aws/services.ts';

const ASKED = {
  s3: ['GetBucketAcl', { Bucket: 'logs' }],
  s3control: ['GetPublicAccessBlock', { AccountId: '111122223333' }],
} as const;

interface Request {
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
}

/** Host, port and path of a call, which nobody answers. */
async function askedAt(name: keyof typeof ASKED, endpoint?: string): Promise<string> {
  const { Client, commands, adapt } = await openServices(undefined)(name);
  const requests: Request[] = [];
  const handle = async (request: Request) => {
    requests.push(request);
    throw new Error('nobody is there');
  };
  const client = new Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
    maxAttempts: 1,
    requestHandler: { handle, metadata: {} },
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  adapt?.(client);
  const [operation, input] = ASKED[name];
  const Command = commands[operation];
  if (!Command) throw new Error(`${name} has no ${operation}`);
  await expect(client.send(new Command(input), {})).rejects.toThrow('nobody is there');
  return requests.map(({ hostname, port, path }) => `${hostname}${port ? `:${port}` : ''}${path}`).join();
}

const BLOCK = '/v20180820/configuration/publicAccessBlock';

describe('S3', () => {
  afterEach(() => vi.unstubAllEnvs());

  it("is asked at AWS's own hosts, with bucket or account in front", async () => {
    expect(await askedAt('s3')).toBe('logs.s3.us-east-1.amazonaws.com/');
    expect(await askedAt('s3control')).toBe(`111122223333.s3-control.us-east-1.amazonaws.com${BLOCK}`);
  });

  it.each(['127.0.0.1:4566', 'localstack.test:4566'])('is asked at %s, and at no host below it', async (host) => {
    expect(await askedAt('s3', `http://${host}`)).toBe(`${host}/logs/`);
    expect(await askedAt('s3control', `http://${host}`)).toBe(`${host}${BLOCK}`);
    vi.stubEnv('AWS_ENDPOINT_URL', `http://${host}`);
    expect(await askedAt('s3')).toBe(`${host}/logs/`);
    expect(await askedAt('s3control')).toBe(`${host}${BLOCK}`);
  });
});
