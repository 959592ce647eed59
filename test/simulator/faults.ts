/** Faults on demand: what goes wrong, where, how often, and whether it goes wrong this time. */
import { isLike } from '../../src/model/like.ts';
import type { Call } from './call.ts';
import { draw } from './chance.ts';

/** What goes wrong, and with what it answers. */
export type Mishap =
  | { readonly what: 'throttle' | 'deny' | 'unavailable' | 'expiredToken' | 'unknownKey' | 'badSignature' }
  /** Any other error: in the protocol's own shape, with a namespace before its name, named by a header only, or as XML or HTML. */
  | {
      readonly what: 'error';
      readonly code: string;
      readonly status: number;
      readonly shape?: 'own' | 'namespaced' | 'header' | 'xml' | 'html';
    }
  /** The connection is cut before, or in the middle of, the answer. */
  | { readonly what: 'reset' | 'truncate' }
  /** 200 with nothing in it, with half of its JSON or XML, or with the page of a captive proxy. */
  | { readonly what: 'empty' | 'half' | 'proxyPage' }
  /** It answers after so many milliseconds, or never. */
  | { readonly what: 'slow'; readonly milliseconds: number }
  | { readonly what: 'silent' };

export type Fault = Mishap & {
  /** Absent: everywhere. `call` is `service:Operation`, `*` for any run of characters. */
  readonly account?: string;
  readonly region?: string;
  readonly call?: string;
  /** Only this page of a list, the first being 1. */
  readonly page?: number;
  /** Only so many first attempts of the same call with the same input. */
  readonly times?: number;
  /** Only this share of attempts, from 0 to 1. */
  readonly share?: number;
};

/** The first fault that hits this attempt (the first being 1) of the call. */
export function faultOf(
  faults: readonly Fault[],
  seed: string,
  call: Call,
  key: string,
  attempt: number,
): Fault | undefined {
  return faults.find(
    (fault, index) =>
      (fault.account === undefined || fault.account === call.account) &&
      (fault.region === undefined || fault.region === call.region) &&
      (fault.call === undefined || isLike(call.name, fault.call)) &&
      (fault.page === undefined || fault.page === call.page) &&
      (fault.times === undefined || attempt <= fault.times) &&
      (fault.share === undefined || draw(seed, index, key, attempt) < fault.share),
  );
}
