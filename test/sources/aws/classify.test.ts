/** What the SDK throws, in the shapes it was seen to throw them in, and what it means. */
import { describe, expect, it } from 'vitest';
import { classify, isThrottle } from '../../../src/sources/aws/classify.ts';

function thrown(name: string, more: Readonly<Record<string, unknown>> = {}, message = 'as it says'): Error {
  const error = new Error(message);
  return Object.assign(error, { name }, more);
}

const status = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });
const UNPARSABLE =
  'Unexpected token < in JSON at position 0\n  Deserialization error: to see the raw response, inspect';

describe('an error', () => {
  it.each([
    ['denied by a JSON service', thrown('AccessDeniedException', status(400)), 'denied'],
    ['denied by a query service', thrown('AccessDenied', status(403)), 'denied'],
    ['denied by EC2', thrown('UnauthorizedOperation', { ...status(403), Code: 'UnauthorizedOperation' }), 'denied'],
    ['denied by SNS', thrown('AuthorizationErrorException', status(403)), 'denied'],
    ['denied in a form the client cannot read', thrown('SyntaxError', status(403), UNPARSABLE), 'denied'],
    ['throttled', thrown('ThrottlingException', status(400)), 'throttled'],
    ['throttled by a query service', thrown('Throttling', status(400)), 'throttled'],
    ['throttled by Organizations', thrown('TooManyRequestsException', status(400)), 'throttled'],
    ['throttled by a limit', thrown('LimitExceededException', status(400)), 'throttled'],
    ['throttled by EC2', thrown('RequestLimitExceeded', status(503)), 'throttled'],
    ['of a region that is not enabled', thrown('UnrecognizedClientException', status(400)), 'regionDisabled'],
    ['of a region that knows no key', thrown('InvalidClientTokenId', status(403)), 'regionDisabled'],
    ['of an expired session', thrown('ExpiredTokenException', status(400)), 'failed'],
    ['of a clock that is wrong', thrown('SignatureDoesNotMatch', status(403)), 'failed'],
    ['of a service in trouble', thrown('ServiceUnavailableException', status(503)), 'failed'],
    ['of a service in trouble that answers a page', thrown('SyntaxError', status(503), UNPARSABLE), 'failed'],
    ['of a connection that was reset', thrown('TimeoutError', { code: 'ECONNRESET' }), 'unreachable'],
    ['of a connection that was refused', thrown('Error', { code: 'ECONNREFUSED' }), 'unreachable'],
    ['of a host without address', thrown('Error', { code: 'ENOTFOUND' }), 'unreachable'],
    ['of an answer that did not come', thrown('TimeoutError', { code: 'ETIMEDOUT' }), 'timedOut'],
    ['of a body that was cut', thrown('Error', { code: 'ECONNRESET', ...status(200) }, 'aborted'), 'unreachable'],
    ['of a page in place of an answer', thrown('SyntaxError', status(200), UNPARSABLE), 'malformed'],
    ['of a run that was ended', thrown('AbortError'), 'cancelled'],
    ['of a service that does not know the trail', thrown('TrailNotFoundException', status(400)), 'failed'],
    ['that is no error at all', 'a text', 'failed'],
  ])('%s', (_, error, reason) => {
    expect(classify(error).reason).toBe(reason);
  });

  it("keeps AWS's code, and none of the machine's", () => {
    expect(classify(thrown('TrailNotFoundException', status(400))).code).toBe('TrailNotFoundException');
    expect(classify(thrown('Error', { code: 'ECONNREFUSED' })).code).toBe('');
    expect(classify(thrown('SyntaxError', status(403), UNPARSABLE)).code).toBe('');
  });

  it('is told in one short line without anything that steers a terminal', () => {
    const { message } = classify(thrown('AccessDeniedException', status(400), `a\n\u001b[31mb${'x'.repeat(900)}`));
    expect(message).toMatch(/^AccessDeniedException: a \[31mbx+\.\.\. \(HTTP 400\)$/);
    expect(message.length).toBeLessThan(350);
    expect(classify(thrown('SyntaxError', status(200), UNPARSABLE)).message).not.toMatch(/inspect/);
  });
});

describe('a throttle', () => {
  it.each([
    [thrown('ThrottlingException'), true],
    [thrown('Error', { code: 'RequestLimitExceeded' }), true],
    [thrown('Error', status(429)), true],
    [thrown('AccessDenied', status(403)), false],
    [undefined, false],
  ])('%#', (error, is) => {
    expect(isThrottle(error)).toBe(is);
  });
});
