/** What AWS would refuse, as an error that stays inside this room: the public face returns it as a value. */
import type { PatternError, Span } from './tree.ts';

class Refused extends Error {
  readonly error: PatternError;
  constructor(error: PatternError) {
    super(error.message);
    this.error = error;
  }
}

export function refuse(message: string, { start, end }: Span, hint?: string): never {
  throw new Refused({ message, start, end, ...(hint === undefined ? {} : { hint }) });
}

export type Attempt<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: PatternError };

export function attempt<T>(read: () => T): Attempt<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.error };
    throw error;
  }
}
