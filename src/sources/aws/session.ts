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

/** A session whose role is taken on once for all its clients, again before it ends, and again after it was refused. */
export function openSession(account: string, assume: () => Promise<Credentials>): Session {
  let current: { readonly taken: Promise<Credentials>; until: number } | undefined;
  const renew = (): Promise<Credentials> => {
    const mine = { taken: assume(), until: Number.POSITIVE_INFINITY };
    current = mine;
    mine.taken.then(
      ({ expiration }) => {
        if (expiration) mine.until = expiration.getTime() - MARGIN;
      },
      () => {
        if (current === mine) current = undefined;
      },
    );
    return mine.taken;
  };
  return { account, credentials: () => (current && Date.now() < current.until ? current.taken : renew()) };
}
