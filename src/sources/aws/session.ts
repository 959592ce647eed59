/** Whose credentials a call is made with: the caller's own, or a role's that is taken on in an account. */

/** As the SDK takes them. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

export interface Session {
  /** 12 digits. */
  readonly account: string;
  readonly credentials: () => Promise<Credentials>;
}

/** Credentials that end sooner than this are taken anew, in milliseconds. */
const MARGIN = 5 * 60_000;

/** A session whose role is taken on once for all its clients, and again before it ends. */
export function openSession(account: string, assume: () => Promise<Credentials>): Session {
  let current: Promise<Credentials> | undefined;
  return {
    account,
    async credentials() {
      const known = await current;
      if (known && (known.expiration === undefined || known.expiration.getTime() - Date.now() > MARGIN)) return known;
      const taken = assume();
      current = taken;
      // A role that could not be taken on is asked for again by the next call.
      taken.catch(() => {
        if (current === taken) current = undefined;
      });
      return taken;
    },
  };
}
