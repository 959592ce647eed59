/** What a fault does to an answer: another error, a cut connection, nothing at all, or something that is no answer. */
import type { ServerResponse } from 'node:http';
import type { Reply } from './answer.ts';
import { headers, html, refuse, refuseAsXml } from './answer.ts';
import type { Call } from './call.ts';
import type { Fault, Mishap } from './faults.ts';
import type { Reason } from './refused.ts';
import { Refused, refusal } from './refused.ts';

const REASONS: Readonly<Partial<Record<Mishap['what'], Reason>>> = {
  throttle: 'throttled',
  deny: 'denied',
  unavailable: 'unavailable',
  expiredToken: 'expired',
  unknownKey: 'unknownKey',
  badSignature: 'badSignature',
};

/** `right` gives the answer as it would have been; it is asked for only where something of it is sent. */
export function spoil(
  fault: Exclude<Fault, { what: 'slow' }>,
  call: Call,
  response: ServerResponse,
  id: string,
  right: () => Reply,
): void {
  switch (fault.what) {
    case 'silent':
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'truncate':
      cut(response, right());
      return;
    case 'half': {
      const { status, headers: own, body } = right();
      write(response, { status, headers: own, body: body.slice(0, Math.floor(body.length / 2)) });
      return;
    }
    case 'empty':
      write(response, { status: 200, headers: headers(call, id), body: '' });
      return;
    case 'proxyPage':
      write(response, html(200, 'Welcome! Please sign in to use this network.'));
      return;
    case 'error':
      write(response, misworded(fault, call, id));
      return;
    default:
      write(response, refuse(call, refusal(REASONS[fault.what] ?? 'failed', call.dialect, call.service), id));
  }
}

function misworded({ code, status, shape }: Extract<Fault, { what: 'error' }>, call: Call, id: string): Reply {
  const message = code === '' ? 'Something went wrong.' : `${code} was asked for.`;
  switch (shape) {
    case 'html':
      return html(status, `${status} ${code}`);
    case 'xml':
      return refuseAsXml('query', call.service, new Refused(code, message, status), id);
    case 'namespaced':
      return refuse(call, new Refused(`com.amazon.coral.service#${code}`, message, status), id);
    case 'header':
      return {
        status,
        headers: { ...headers(call, id), 'x-amzn-errortype': `${code}:http://internal.amazon.com/` },
        body: JSON.stringify({ message }),
      };
    default:
      return refuse(call, new Refused(code, message, status), id);
  }
}

/** Promises the whole body, sends half of it and hangs up. */
function cut(response: ServerResponse, { status, headers: own, body }: Reply): void {
  response.writeHead(status, { ...own, 'content-length': Buffer.byteLength(body) });
  response.write(body.slice(0, Math.floor(body.length / 2)), () => response.socket?.resetAndDestroy());
}

function write(response: ServerResponse, { status, headers: own, body }: Reply): void {
  response.writeHead(status, { ...own, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
