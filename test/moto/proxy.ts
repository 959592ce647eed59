/** Stands in front of moto and answers some calls in its place, where moto differs from AWS. */
import type { IncomingMessage } from 'node:http';
import { createServer, request } from 'node:http';

const REFUSAL = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code>
<Message>User: arn:aws:iam::123456789012:user/auditor is not authorized to perform: sts:AssumeRole</Message></Error></ErrorResponse>`;

export interface Proxy {
  readonly url: string;
  stop(): void;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** The answer to a call; null where moto answers. */
type Instead = (incoming: IncomingMessage, body: string) => Answer | null;

/** moto always grants AssumeRole. */
export function refuseRoleIn(account: string, moto: string): Promise<Proxy> {
  return standBefore(moto, (_, body) =>
    body.includes('Action=AssumeRole') && body.includes(`::${account}:role/`)
      ? { status: 403, type: 'text/xml', body: REFUSAL }
      : null,
  );
}

/** moto does not know alarm mute rules; an account on AWS that has none is told so. */
export function withoutMuteRules(moto: string): Promise<Proxy> {
  return standBefore(moto, ({ headers }) =>
    String(headers['x-amz-target']).endsWith('.ListAlarmMuteRules')
      ? { status: 200, type: 'application/x-amz-json-1.0', body: '{"AlarmMuteRuleSummaries":[]}' }
      : null,
  );
}

async function standBefore(moto: string, instead: Instead): Promise<Proxy> {
  const server = createServer(async (incoming, outgoing) => {
    const body = await bodyOf(incoming);
    const answer = instead(incoming, decoded(body));
    if (answer) {
      outgoing.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
      return;
    }
    const { method, headers, url } = incoming;
    const onward = request(new URL(url ?? '/', moto), { method, headers }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
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

/** Forms are percent-encoded; what is none stays as it is. */
function decoded(body: Buffer): string {
  try {
    return decodeURIComponent(body.toString());
  } catch {
    return body.toString();
  }
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
