/** The simulated AWS on loopback: one request to one answer, by way of identity, faults, quotas and permissions. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { isLike } from '../../src/model/like.ts';
import type { Reply } from './answer.ts';
import { refuse, reply } from './answer.ts';
import type { Asked, Call } from './call.ts';
import { readAsked, signingName } from './call.ts';
import { digest, draw } from './chance.ts';
import type { Control } from './control.ts';
import { answerControl } from './control.ts';
import type { Scope } from './credentials.ts';
import { recognize, scopeOf } from './credentials.ts';
import { faultOf } from './faults.ts';
import type { Ledger } from './ledger.ts';
import { keyOf, openLedger } from './ledger.ts';
import { spoil } from './mishaps.ts';
import { pageOf } from './pages.ts';
import type { Quotas } from './quotas.ts';
import { keepQuotas } from './quotas.ts';
import { Refused, refusal } from './refused.ts';
import { actionOfRest } from './rest.ts';
import { services } from './services/index.ts';
import type { Account, World } from './world.ts';
import { inOrder } from './world.ts';

interface State extends Control {
  accounts: ReadonlyMap<string, Account>;
  readonly ledger: Ledger;
  readonly quotas: Quotas;
}

export function openSimulator(world: World): Server {
  const state = stateOf(world);
  const server = createServer((request, response) => {
    serve(state, request, response).catch((error: unknown) => {
      // A client that hung up in the middle of its request, or a control request that makes no sense.
      if (!response.headersSent) send(response, { status: 400, headers: {}, body: `${String(error)}\n` });
    });
  });
  // Idle connections are the client's to close: one closed from here at the wrong moment looks like a reset.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  server.on('connection', (socket) => {
    socket.setNoDelay(true);
    state.ledger.connected();
  });
  return server;
}

function stateOf(first: World): State {
  const state: State = {
    world: first,
    faults: [],
    accounts: new Map(),
    ledger: openLedger(),
    quotas: keepQuotas(),
    show(world) {
      state.world = inOrder(world);
      state.accounts = new Map(state.world.accounts.map((account) => [account.id, account]));
      state.reset();
    },
    reset() {
      state.faults = state.world.faults;
      state.ledger.reset();
      state.quotas.reset();
    },
    stats: () => state.ledger.stats(),
  };
  state.show(first);
  return state;
}

async function serve(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url?.startsWith('/__')) {
    send(response, answerControl(state, request.method ?? '', request.url, await bodyOf(request)));
    return;
  }
  state.ledger.begin();
  response.on('close', () => state.ledger.end());
  const body = await bodyOf(request);
  const scope = scopeOf(request);
  const asked = readAsked(request, body, scope?.service ?? '');
  if (!asked) {
    send(response, {
      status: 400,
      headers: {},
      body: 'The simulator reads the JSON, query and S3 protocols of AWS.\n',
    });
    return;
  }
  const known = scope ? identify(state, request, asked, scope) : refusal('missingKey', asked.dialect, asked.service);
  if (known instanceof Refused) {
    state.ledger.refused(known.code);
    send(response, refuse(asked, known, digest(asked.operation)));
    return;
  }
  await attend(state, known, response);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  request.setEncoding('utf8');
  for await (const text of request) body += text;
  return body;
}

const ONE_FOR_ALL: ReadonlySet<string> = new Set(['organizations', 'iam']);

/** The call with its caller, or why it is not believed. */
function identify(
  { accounts }: State,
  request: IncomingMessage,
  asked: Asked,
  { accessKey, region, service }: Scope,
): Call | Refused {
  const token = request.headers['x-amz-security-token'];
  const caller = recognize(accessKey, typeof token === 'string' ? token : undefined, Date.now());
  const no = (reason: 'unknownKey' | 'expired' | 'badSignature') => refusal(reason, asked.dialect, asked.service);
  if (caller === 'unknownKey' || caller === 'expired') return no(caller);
  const account = accounts.get(caller.account);
  // Organizations and IAM are one for all regions; elsewhere a region that is not enabled does not know the account's keys.
  const isEnabled = ONE_FOR_ALL.has(asked.service) || account?.regions.includes(region);
  if (!account || !isEnabled) return no('unknownKey');
  if (signingName(asked.service) !== service) return no('badSignature');
  const name = `${asked.service}:${asked.operation}`;
  return { ...asked, name, account: account.id, region, caller, page: pageOf(asked.input) };
}

/** Counts the call, lets go wrong what is to go wrong, and answers. */
async function attend(state: State, call: Call, response: ServerResponse): Promise<void> {
  const { world, ledger, faults } = state;
  const key = keyOf(call);
  const attempt = ledger.enter(call, key);
  const fault = faultOf(faults, world.seed, call, key, attempt);
  if (fault) ledger.mishap(fault.what);
  if (fault?.what === 'throttle') ledger.throttled();
  const wait = delay(world, key, attempt) + (fault?.what === 'slow' ? fault.milliseconds : 0);
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  // Whoever hung up meanwhile is not answered, and nothing is counted that may belong to another test by now.
  if (response.destroyed) return;
  const id = digest(world.seed, key, attempt);
  if (fault && fault.what !== 'slow') {
    spoil(fault, call, response, id, () => answer(state, call, id) ?? throttle(state, call, id));
    return;
  }
  const answered = answer(state, call, id);
  if (answered) ledger.answered(key);
  send(response, answered ?? throttle(state, call, id));
}

function delay({ latency, seed }: World, key: string, attempt: number): number {
  return latency ? latency.base + latency.jitter * draw(seed, 'latency', key, attempt) : 0;
}

/** Null where the quota is used up. */
function answer(state: State, call: Call, id: string): Reply | null {
  if (!isWithinQuota(state, call)) return null;
  try {
    return reply(call, perform(state, call), id);
  } catch (error) {
    const refused = error instanceof Refused ? error : refusal('failed', call.dialect, call.service, String(error));
    state.ledger.refused(refused.code);
    return refuse(call, refused, id);
  }
}

function throttle({ ledger }: State, call: Call, id: string): Reply {
  const throttled = refusal('throttled', call.dialect, call.service);
  ledger.throttled();
  ledger.refused(throttled.code);
  return refuse(call, throttled, id);
}

function isWithinQuota({ world, accounts, quotas }: State, { account, region, name }: Call): boolean {
  if (world.quotas === undefined) return true;
  const factor = world.quotas * (accounts.get(account)?.quotas ?? 1);
  return quotas.take(account, region, name, factor, performance.now());
}

/** @throws Refused */
function perform({ world, accounts }: State, call: Call) {
  const operation = services[call.service]?.[call.operation];
  if (!operation) throw refusal('unknownOperation', call.dialect, call.service);
  const action = actionOf(call);
  if (isDenied(accounts.get(call.account), action)) {
    const message = `User: ${call.caller.arn} is not authorized to perform: ${action} because no identity-based policy allows it`;
    throw refusal('denied', call.dialect, call.service, message);
  }
  return operation(call, { world, accounts, now: Date.now() });
}

/** Who one is may be asked by everybody. */
function isDenied(account: Account | undefined, action: string): boolean {
  if (!account || action === 'sts:GetCallerIdentity') return false;
  const isAllowed = account.allowed?.some((each) => isLike(action, each)) ?? true;
  return !isAllowed || account.denied.some((each) => isLike(action, each));
}

/** IAM knows EventBridge as `events`, and much of S3 by other names. */
function actionOf({ service, operation, name, dialect }: Call): string {
  return dialect === 'rest' ? actionOfRest(name) : `${service === 'eventbridge' ? 'events' : service}:${operation}`;
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
