/** What an error of the SDK means: judged by status, code and name together, since no single one of them is reliable. */
import type { GapReason } from '../../model/resource.ts';

export interface Classified {
  readonly reason: GapReason;
  /** AWS's code; '' where there is none. */
  readonly code: string;
  /** One line without control characters. */
  readonly message: string;
}

interface Seen {
  readonly name?: string;
  readonly code?: string;
  readonly Code?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly statusCode?: number };
}

const DENIED = /^(AccessDenied|UnauthorizedOperation|AuthorizationError|Forbidden|OptInRequired|NotAuthorized)/;
const THROTTLED =
  /^(Throttl|TooManyRequests|RequestLimitExceeded|LimitExceeded|SlowDown|RequestThrottled|BandwidthLimit|PriorRequestNotComplete|EC2ThrottledException)/;
const CREDENTIALS =
  /^(ExpiredToken|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidSignature|AuthFailure|InvalidAccessKeyId|MissingAuthenticationToken|IncompleteSignature|RequestExpired)/;
const UNREACHABLE =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EPIPE|EHOSTUNREACH|ENETUNREACH|ECONNABORTED|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

export function classify(error: unknown): Classified {
  const seen = (typeof error === 'object' && error !== null ? error : { message: String(error) }) as Seen;
  const { name = '' } = seen;
  const status = seen.$metadata?.httpStatusCode ?? seen.$response?.statusCode;
  const code = seen.Code ?? (seen.code === undefined ? name : seen.code);
  return {
    reason: reasonOf(name, code, status, seen.message ?? ''),
    code: isAwsCode(code) ? code : '',
    message: oneLine(seen),
  };
}

/** Whether the credentials themselves are refused, rather than one call. */
export function isAboutCredentials(code: string): boolean {
  return CREDENTIALS.test(code);
}

export function isThrottle(error: unknown): boolean {
  const { name = '', code = '', $metadata } = (error ?? {}) as Seen;
  return THROTTLED.test(name) || THROTTLED.test(code) || $metadata?.httpStatusCode === 429;
}

function reasonOf(name: string, code: string, status: number | undefined, message: string): GapReason {
  if (name === 'AbortError') return 'cancelled';
  const is = (pattern: RegExp) => pattern.test(code) || pattern.test(name);
  if (is(THROTTLED) || status === 429) return 'throttled';
  if (is(DENIED)) return 'denied';
  if (is(/^(UnrecognizedClient|InvalidClientTokenId|AuthFailure)/)) return 'regionDisabled';
  if (is(UNREACHABLE) || /ECONNRE|ENOTFOUND|socket hang up|aborted/.test(message)) return 'unreachable';
  if (is(/^(TimeoutError|ETIMEDOUT|RequestTimeout)/) || /timed out/i.test(message)) return 'timedOut';
  // A 403 whose body the client cannot read is a denial all the same.
  if (name === 'SyntaxError' || /Deserialization error/.test(message)) {
    if (status === 403 || status === 401) return 'denied';
    return status !== undefined && status >= 500 ? 'failed' : 'malformed';
  }
  if (status === 403 && !is(CREDENTIALS)) return 'denied';
  return 'failed';
}

function isAwsCode(code: string): boolean {
  // Those of the machine are in capitals: ECONNREFUSED.
  return (
    /^[A-Z][A-Za-z0-9.]*[a-z][A-Za-z0-9.]*$/.test(code) &&
    code !== 'Error' &&
    code !== 'SyntaxError' &&
    code !== 'TypeError'
  );
}

function oneLine({ name = '', code, message = '', $metadata }: Seen): string {
  const status = $metadata?.httpStatusCode;
  const text = message
    .replace(/Deserialization error[\s\S]*/, 'the answer could not be read')
    .replace(/^@smithy\/[\w-]+ - (\[ERROR\] )?/, '')
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  const head = code !== undefined && code !== '' ? code : name;
  const shown = text.length > 300 ? `${text.slice(0, 297)}...` : text;
  return (
    [head, shown].filter((part) => part !== '' && part !== 'Error').join(': ') +
    (status === undefined ? '' : ` (HTTP ${status})`)
  );
}
