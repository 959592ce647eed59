/** One pool, one limit, and one gate per account, region and API, for every call of a run. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import pLimit from 'p-limit';
import type { Answer } from '../../model/collect.ts';
import type { Value } from '../../model/value.ts';
import { isThrottle } from './classify.ts';
import { openGates } from './gate.ts';
import type { Middleware, SdkClient } from './services.ts';
import { openServices } from './services.ts';
import type { Session } from './session.ts';

export interface ConnectionOptions {
  /** Calls in flight at once. */
  readonly concurrency: number;
  /** Milliseconds one attempt may take. */
  readonly timeout: number;
  readonly endpointUrl?: string;
  readonly signal?: AbortSignal;
  /** Told of every attempt. */
  readonly onAttempt: (throttled: boolean) => void;
}

/** Where a call goes: whose credentials, and which region. */
export interface Destination {
  /** Undefined: whatever the SDK's default chain finds. */
  readonly session?: Session;
  /** Undefined: the region the environment or the configuration names. */
  readonly region?: string;
}

export interface Connection {
  /** One call with its retries. `call` is `service:Operation`. @throws what the SDK throws */
  send(to: Destination, call: string, input: Answer): Promise<Answer>;
  /** Whether the answer to a call may hold nothing. */
  mayBeEmpty(call: string): Promise<boolean>;
  /** The default chain's credentials and region, as the SDK finds them. */
  defaults(): Promise<{ readonly credentials: Session['credentials']; readonly region: string | null }>;
  /** Drops the clients of an account that is finished: they would take memory for nothing. */
  forget(account: string): void;
  close(): void;
}

/** Attempts at one call. Waits between them double, up to 20 seconds, in the SDK's standard retry mode. */
const ATTEMPTS = 6;
/** At the very first one, which says whether anything can be asked: somebody waits for it. */
const FIRST_ATTEMPTS = 3;
/** Milliseconds until a connection must stand. */
const CONNECT = 5_000;
const SOCKETS_PER_HOST = 64;
const BEHIND_RETRIES = { relation: 'after', toMiddleware: 'retryMiddleware' } as const;

export function connect(options: ConnectionOptions): Connection {
  const { signal } = options;
  const pool = openPool(options);
  const slot = pLimit(options.concurrency);
  const gates = openGates();
  const serviceOf = openServices(signal);
  const clients = new Map<string, Map<string, SdkClient>>();

  /** Quota first, slot second: calls that wait for their quota keep no slot from others. Behind the SDK's retries, so each attempt waits. */
  const gated =
    (account: string, region: string, service: string): Middleware =>
    (next, { commandName = '' }) =>
    async (request) => {
      const gate = gates(account, region, `${service}:${commandName.replace(/Command$/, '')}`);
      await gate.take(signal);
      try {
        const answer = await slot(() => {
          signal?.throwIfAborted();
          return next(request);
        });
        gate.passed();
        options.onAttempt(false);
        return answer;
      } catch (error) {
        const throttled = isThrottle(error);
        if (throttled) gate.throttled();
        options.onAttempt(throttled);
        throw error;
      }
    };

  async function clientFor({ session, region }: Destination, name: string): Promise<SdkClient> {
    const service = await serviceOf(name);
    const account = session?.account ?? '';
    const ofAccount = clients.get(account) ?? new Map<string, SdkClient>();
    clients.set(account, ofAccount);
    const key = `${region ?? ''}/${name}`;
    const before = ofAccount.get(key);
    if (before) return before;
    const client = new service.Client({
      requestHandler: pool,
      maxAttempts: session ? ATTEMPTS : FIRST_ATTEMPTS,
      ...(region === undefined ? {} : { region }),
      ...(session ? { credentials: session.credentials } : {}),
      ...(options.endpointUrl === undefined ? {} : { endpoint: options.endpointUrl }),
    });
    service.adapt?.(client);
    client.middlewareStack.addRelativeTo(gated(account, region ?? '', name), {
      ...BEHIND_RETRIES,
      name: 'quotaAndSlot',
    });
    if (service.mayBeEmpty) client.middlewareStack.addRelativeTo(notBlank, { ...BEHIND_RETRIES, name: 'notBlank' });
    ofAccount.set(key, client);
    return client;
  }

  return {
    async send(to, call, input) {
      signal?.throwIfAborted();
      const [name = '', operation = ''] = call.split(':');
      const client = await clientFor(to, name);
      const Command = (await serviceOf(name)).commands[operation];
      if (!Command) throw new Error(`no command for the call ${call}`);
      const answer = await client.send(new Command(input), signal ? { abortSignal: signal } : {});
      return plain(answer);
    },
    async mayBeEmpty(call) {
      const [name = '', operation = ''] = call.split(':');
      return (await serviceOf(name)).mayBeEmpty?.includes(operation) ?? false;
    },
    async defaults() {
      const { config } = await clientFor({}, 'sts');
      const region = await config.region().catch(() => null);
      return { credentials: config.credentials, region };
    },
    forget: (account) => clients.delete(account),
    close: () => pool.destroy(),
  };
}

/** Where an answer may say nothing, any page of a proxy would do for one: it must have a body and, as all of AWS's have, a request id. */
const notBlank: Middleware = (next) => async (request) => {
  const answer = await next(request);
  const { method } = (request as { readonly request: { readonly method: string } }).request;
  const { headers = {} } = (answer as { readonly response: { readonly headers?: Readonly<Record<string, string>> } })
    .response;
  const isOfAws = headers['x-amz-request-id'] !== undefined || headers['x-amzn-requestid'] !== undefined;
  if (isOfAws && (method === 'HEAD' || headers['content-length'] !== '0')) return answer;
  throw Object.assign(new SyntaxError('the answer is none of AWS'), { $metadata: { httpStatusCode: 200 } });
};

function openPool({ concurrency, timeout }: ConnectionOptions): NodeHttpHandler {
  const sockets = {
    keepAlive: true,
    maxSockets: SOCKETS_PER_HOST,
    maxFreeSockets: concurrency,
    scheduling: 'lifo',
  } as const;
  return new NodeHttpHandler({
    connectionTimeout: Math.min(CONNECT, timeout),
    requestTimeout: timeout,
    // Without this a late answer is only warned about, and a silent server waited for without end.
    throwOnRequestTimeout: true,
    socketTimeout: timeout,
    httpAgent: new HttpAgent(sockets),
    httpsAgent: new HttpsAgent(sockets),
    // More calls than sockets is how it is meant: the limit on calls is ours.
    socketAcquisitionWarningTimeout: 2 ** 31 - 1,
  });
}

/** The answer as JSON values: times as ISO texts, without what the SDK adds. */
function plain(answer: object): Answer {
  const { $metadata: _, ...rest } = answer as { readonly $metadata?: unknown };
  return value(rest) as Answer;
}

function value(of: unknown): Value {
  if (of instanceof Date) return Number.isNaN(of.getTime()) ? null : of.toISOString();
  if (Array.isArray(of)) return of.map(value);
  if (typeof of === 'object' && of !== null) {
    const entries = Object.entries(of).filter(([, inner]) => inner !== undefined);
    return Object.fromEntries(entries.map(([key, inner]) => [key, value(inner)]));
  }
  return of as Value;
}
