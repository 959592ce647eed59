/** Stands in front of moto and refuses AssumeRole into one account, which moto itself always grants. */
import type { IncomingMessage } from 'node:http';
import { createServer, request } from 'node:http';

const REFUSAL = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code>
<Message>User: arn:aws:iam::123456789012:user/auditor is not authorized to perform: sts:AssumeRole</Message></Error></ErrorResponse>`;

export interface Proxy {
  readonly url: string;
  stop(): void;
}

export async function refuseRoleIn(account: string, moto: string): Promise<Proxy> {
  const server = createServer(async (incoming, outgoing) => {
    const body = await bodyOf(incoming);
    const text = decodeURIComponent(body.toString());
    if (text.includes('Action=AssumeRole') && text.includes(`::${account}:role/`)) {
      outgoing.writeHead(403, { 'content-type': 'text/xml' }).end(REFUSAL);
      return;
    }
    const { method, headers, url } = incoming;
    const onward = request(new URL(url ?? '/', moto), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.writeHead(502).end());
    onward.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
