/** Pages of a list: AWS's sizes, and tokens that are opaque, bound to their query and refused elsewhere. */
import type { Call } from './call.ts';
import { numberOf, textOf } from './call.ts';
import { digest } from './chance.ts';
import { Refused } from './refused.ts';

/** How a list is paged: the names of its inputs, its page sizes, and how it refuses a foreign token. */
export interface Paging {
  readonly token: string;
  readonly limit: string;
  readonly fallback: number;
  readonly most: number;
  refuse(): Refused;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Token of the next page; undefined on the last. */
  readonly next: string | undefined;
}

/** Inputs that carry a token: only to count pages before an operation is known. */
const TOKENS = ['NextToken', 'nextToken', 'Marker'] as const;

export function page<Item>(call: Call, items: readonly Item[], paging: Paging): Page<Item> {
  const size = numberOf(call.input, paging.limit) ?? paging.fallback;
  if (!Number.isInteger(size) || size < 1 || size > paging.most) {
    throw new Refused('ValidationException', `${paging.limit} is ${size}, and must be from 1 to ${paging.most}`);
  }
  const start = startOf(call, paging);
  const end = start + size;
  return {
    items: items.slice(start, end),
    next: end < items.length ? write(call, paging, end, call.page + 1) : undefined,
  };
}

/** Which page a call asks for, as its token says. */
export function pageOf(input: Call['input']): number {
  const token = TOKENS.map((name) => textOf(input, name)).find((text) => text !== undefined);
  return token === undefined ? 1 : (read(token)?.page ?? 1);
}

function startOf(call: Call, paging: Paging): number {
  const token = textOf(call.input, paging.token);
  if (token === undefined) return 0;
  const { start, page: number } = read(token) ?? { start: -1, page: 0 };
  if (start < 0 || token !== write(call, paging, start, number)) throw paging.refuse();
  return start;
}

/** The seal covers account, region, operation and the rest of the input. */
function write(call: Call, paging: Paging, start: number, number: number): string {
  const { [paging.token]: _token, [paging.limit]: _limit, ...query } = call.input;
  const seal = digest(call.account, call.region, call.name, JSON.stringify(query), start, number);
  return Buffer.from(`${start}.${number}.${seal}`).toString('base64url');
}

function read(token: string): { readonly start: number; readonly page: number } | null {
  const match = /^(\d+)\.(\d+)\.[0-9a-f]{16}$/.exec(Buffer.from(token, 'base64url').toString());
  return match ? { start: Number(match[1]), page: Number(match[2]) } : null;
}
