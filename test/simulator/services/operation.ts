/** What every operation is: a call and the world it is asked of, to an answer or a refusal. */
import type { Answer } from '../answer.ts';
import type { Call } from '../call.ts';
import { textOf } from '../call.ts';
import type { Refused } from '../refused.ts';
import { refusal } from '../refused.ts';
import type { Account, World } from '../world.ts';

/** The world as operations see it. */
export interface Aws {
  readonly world: World;
  readonly accounts: ReadonlyMap<string, Account>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** @throws Refused */
export type Operation = (call: Call, aws: Aws) => Answer;

/** The caller's own account. */
export function ownAccount(call: Call, aws: Aws): Account {
  const account = aws.accounts.get(call.account);
  if (!account) throw refusal('unknownKey', call.dialect, call.service);
  return account;
}

export function denied(call: Call, resource: string): Refused {
  const message = `User: ${call.caller.arn} is not authorized to perform: ${call.name} on resource: ${resource}`;
  return refusal('denied', call.dialect, call.service, message);
}

/** A text that the operation cannot do without. */
export function required(call: Call, key: string, missing: () => Refused): string {
  const text = textOf(call.input, key);
  if (text === undefined || text === '') throw missing();
  return text;
}

/** Seconds since 1970, as the JSON protocols write times. */
export function minutesAgo(minutes: number | undefined, aws: Aws): number | undefined {
  return minutes === undefined ? undefined : Math.round(aws.now / 1000) - minutes * 60;
}
