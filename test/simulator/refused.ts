/** How AWS refuses: the code and status of each refusal in each protocol. */

/** The protocol of a service's answers. */
export type Dialect = 'json' | 'query' | 'ec2' | 'rest';

/** An error answer, in whichever shape its protocol has. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export type Reason =
  | 'denied'
  | 'throttled'
  | 'unknownKey'
  | 'missingKey'
  | 'expired'
  | 'badSignature'
  | 'unknownOperation'
  | 'unavailable'
  | 'failed';

type Shape = readonly [code: string, status: number];

const SHAPES: Readonly<Record<Reason, Readonly<Record<Dialect, Shape>>>> = {
  denied: {
    json: ['AccessDeniedException', 400],
    query: ['AccessDenied', 403],
    ec2: ['UnauthorizedOperation', 403],
    rest: ['AccessDenied', 403],
  },
  throttled: {
    json: ['ThrottlingException', 400],
    query: ['Throttling', 400],
    ec2: ['RequestLimitExceeded', 503],
    rest: ['SlowDown', 503],
  },
  unknownKey: {
    json: ['UnrecognizedClientException', 400],
    query: ['InvalidClientTokenId', 403],
    ec2: ['AuthFailure', 401],
    rest: ['InvalidAccessKeyId', 403],
  },
  missingKey: {
    json: ['MissingAuthenticationTokenException', 400],
    query: ['MissingAuthenticationToken', 403],
    ec2: ['AuthFailure', 401],
    rest: ['AccessDenied', 403],
  },
  expired: {
    json: ['ExpiredTokenException', 400],
    query: ['ExpiredToken', 403],
    ec2: ['RequestExpired', 400],
    rest: ['ExpiredToken', 400],
  },
  badSignature: {
    json: ['InvalidSignatureException', 403],
    query: ['SignatureDoesNotMatch', 403],
    ec2: ['AuthFailure', 401],
    rest: ['SignatureDoesNotMatch', 403],
  },
  unknownOperation: {
    json: ['UnknownOperationException', 400],
    query: ['InvalidAction', 400],
    ec2: ['InvalidAction', 400],
    rest: ['NotImplemented', 501],
  },
  unavailable: {
    json: ['ServiceUnavailableException', 503],
    query: ['ServiceUnavailable', 503],
    ec2: ['Unavailable', 503],
    rest: ['ServiceUnavailable', 503],
  },
  failed: {
    json: ['InternalFailure', 500],
    query: ['InternalFailure', 500],
    ec2: ['InternalError', 500],
    rest: ['InternalError', 500],
  },
};

/** Services that have a word of their own for it. */
const OWN: Readonly<Record<string, Shape>> = {
  'sns denied': ['AuthorizationError', 403],
  'organizations throttled': ['TooManyRequestsException', 400],
};

const MESSAGES: Readonly<Record<Reason, string>> = {
  denied: 'User is not authorized to perform this action',
  throttled: 'Rate exceeded',
  unknownKey: 'The security token included in the request is invalid.',
  missingKey: 'Missing Authentication Token',
  expired: 'The security token included in the request is expired',
  badSignature: 'The request signature we calculated does not match the signature you provided.',
  unknownOperation: 'The simulator does not know this operation.',
  unavailable: 'Service Unavailable',
  failed: 'An internal error occurred.',
};

export function refusal(reason: Reason, dialect: Dialect, service: string, message = MESSAGES[reason]): Refused {
  const [code, status] = OWN[`${service} ${reason}`] ?? SHAPES[reason][dialect];
  return new Refused(code, message, status);
}
