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
  /** Drops credentials that AWS calls expired, if they were taken on before `began` (milliseconds since 1970). Absent: they are not ours to renew. */
  readonly expired?: (began: number) => void;
}

/** Credentials that end sooner than this are taken anew, in milliseconds. */
const MARGIN = 5 * 60_000;

/** A session whose role is taken on once for all its clients, again before it ends, and again after it was refused. */
export function openSession(account: string, assume: () => Promise<Credentials>): Session {
  let current: { readonly taken: Promise<Credentials>; readonly at: number; until: number } | undefined;
  const renew = (): Promise<Credentials> => {
    const mine = { taken: assume(), at: Date.now(), until: Number.POSITIVE_INFINITY };
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
  return {
    account,
    credentials: () => (current && Date.now() < current.until ? current.taken : renew()),
    // Of many calls refused at once only the first finds the old credentials.
    expired(began) {
      if (current && current.at <= began) current = undefined;
    },
  };
}
