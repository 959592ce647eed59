/** Who signed a call: access keys that name their account (`AKIA` or `ASIA` and 12 digits), and session tokens that say until when. Signatures themselves are not checked. */
import type { IncomingMessage } from 'node:http';

export interface Caller {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
}

/** The scope of a signature: `Credential=KEY/DATE/REGION/SERVICE/aws4_request`. */
export interface Scope {
  readonly accessKey: string;
  readonly region: string;
  readonly service: string;
}

interface Session {
  readonly account: string;
  readonly role: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

export function scopeOf(request: IncomingMessage): Scope | null {
  const match = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(request.headers.authorization ?? '');
  if (!match) return null;
  const [, accessKey = '', region = '', service = ''] = match;
  return { accessKey, region, service };
}

/** Credentials of an assumed role. */
export function issue(account: string, role: string, name: string, until: number) {
  const session: Session = { account, role, name, until };
  return {
    AccessKeyId: `ASIA${account}`,
    SecretAccessKey: 'simulated',
    SessionToken: Buffer.from(JSON.stringify(session)).toString('base64url'),
    Expiration: new Date(until).toISOString(),
  };
}

export type Recognized = Caller | 'unknownKey' | 'expired';

/** The caller behind a key and, for keys of sessions, its token. */
export function recognize(accessKey: string, token: string | undefined, now: number): Recognized {
  const [, type, account = ''] = /^(AKIA|ASIA)(\d{12})$/.exec(accessKey) ?? [];
  if (type === 'AKIA') {
    return { account, arn: `arn:aws:iam::${account}:user/auditor`, userId: `AIDA${account}` };
  }
  const session = readSession(token);
  if (type !== 'ASIA' || session?.account !== account) return 'unknownKey';
  if (session.until <= now) return 'expired';
  return {
    account,
    arn: `arn:aws:sts::${account}:assumed-role/${session.role}/${session.name}`,
    userId: `AROA${account}:${session.name}`,
  };
}

function readSession(token: string | undefined): Session | null {
  try {
    return JSON.parse(Buffer.from(token ?? '', 'base64url').toString()) as Session;
  } catch {
    return null;
  }
}
