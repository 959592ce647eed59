/** What a person reads when live AWS cannot be asked, or was asked for in the wrong way: one sentence, the next step, exit code 2. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Run } from '../cli.ts';
import { run } from '../cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailproof-live-'));
const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'us-east-1' };
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function serving(answer: Answer): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
}

const refusing =
  (status: number, code: string, message: string): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'text/xml' });
    response.end(
      `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    );
  };

/** Exit code 2, nothing on stdout, one sentence on stderr and no stack trace. */
function isRefused({ code, stdout, stderr }: Run, sentence: RegExp): void {
  const said = stderr.replace(/^trailproof: \d+ of .* calls?.*\n/gm, '');
  expect(said).toMatch(sentence);
  expect(said.trim().split('\n')).toHaveLength(1);
  expect(said).not.toMatch(/ {4}at /);
  expect(stdout).toBe('');
  expect(code).toBe(2);
}

describe('an audit of AWS that cannot be asked', () => {
  it('says that nothing listens at the address', async () => {
    const audit = await run(['audit', '--endpoint-url', 'http://127.0.0.1:9'], { env: KEYS });
    isRefused(
      audit,
      /^trailproof: http:\/\/127\.0\.0\.1:9 could not be reached \(.*ECONNREFUSED.*\)\. Check the network/,
    );
  });

  it('says that there are no credentials', async () => {
    const url = await serving(refusing(403, 'InvalidClientTokenId', 'no'));
    isRefused(
      await run(['audit', '--endpoint-url', url]),
      /^trailproof: no AWS credentials were found.* aws sso login$/m,
    );
  });

  it('says that the credentials have expired', async () => {
    const url = await serving(refusing(403, 'ExpiredToken', 'The security token included in the request is expired'));
    const audit = await run(['audit', '--endpoint-url', url], { env: KEYS });
    isRefused(audit, /^trailproof: the AWS credentials have expired\. Sign in again/);
  });

  it('says that the credentials are not accepted', async () => {
    const url = await serving(refusing(403, 'InvalidClientTokenId', 'The security token is invalid'));
    const audit = await run(['audit', '--endpoint-url', url], { env: KEYS });
    isRefused(audit, /does not accept the credentials \(InvalidClientTokenId: The security token is invalid/);
  });

  it('says that a page answers in place of AWS', async () => {
    const url = await serving((_, response) => {
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><html><body>Please sign in</body></html>');
    });
    const audit = await run(['audit', '--endpoint-url', url], { env: KEYS });
    isRefused(audit, /is not AWS \(.*\): a proxy or a sign-in page may stand in between/);
  });

  it('says that nothing came back in time', async () => {
    const url = await serving(() => {});
    const audit = await run(['audit', '--endpoint-url', url, '--timeout', '1'], { env: KEYS });
    isRefused(audit, /did not answer in time \(.*1000 ms.*\)\. Check the network/);
  });
});

describe('options', () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, 'not a folder');
  it.each<[string, readonly string[], RegExp]>([
    ['an account id that is none', ['--accounts', '1234'], /"1234" is not an account id of 12 digits/],
    ['a region that is none', ['--regions', 'mars-1x'], /"mars-1x" is not a region name such as us-east-1/],
    [
      'an address that is none',
      ['--endpoint-url', 'localhost:4566'],
      /"localhost:4566" is not an http or https address/,
    ],
    ['a number that is none', ['--concurrency', '0'], /--concurrency 0 is not a whole number from 1 up/],
    ['two choices of accounts', ['--organization', '--accounts', '111122223333'], /exclude each other/],
    ['a format that is none', ['-o', 'sarf=x'], /there is no report format "sarf" \(did you mean "sarif"\?\)/],
    ['a format without file', ['-o', 'sarif='], /names no file after "="/],
    [
      'two reports in one file',
      ['-o', 'json=x.json', '-o', 'sarif=./x.json'],
      /two reports cannot both go to .*x\.json/,
    ],
    [
      'a folder that cannot be made',
      ['-o', 'json=/proc/nope/r.json'],
      /\/proc\/nope\/r\.json cannot be written: it does not exist/,
    ],
    ['two reports on stdout', ['-o', 'json', '-o', 'sarif'], /cannot both go to stdout/],
    [
      'a path through a file',
      ['-o', `json=${file}/r.json`],
      /a-file\/r\.json cannot be written: a part of the path is a file/,
    ],
    ['a path that is a folder', ['-o', `json=${folder}`], /cannot be written: it is a folder\. Name another file/],
    [
      'rules that nothing fits',
      ['--rule', 'trail.mutli-region'],
      /fits none of the \d+ rules \(did you mean "trail\.multi-region"\?\)/,
    ],
    ['rules that are not there', ['--rules', './nowhere'], /\.\/nowhere does not exist/],
    ['a severity that is none', ['--fail-on', 'terrible'], /'terrible' is invalid/],
    ['an option that is none', ['--organisation'], /unknown option '--organisation'/],
    ['a snapshot that is not there', ['night.ndjson'], /night\.ndjson cannot be read: it does not exist/],
    ['a snapshot and live accounts', [file, '--organization'], /--organization speaks of live AWS, but the file/],
    ['two snapshots', [file, file], /one snapshot at a time/],
  ])('with %s are refused in a sentence', async (_, args, sentence) => {
    const { code, stdout, stderr } = await run(['audit', ...args], {
      env: KEYS,
    });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/ {4}at /);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});
