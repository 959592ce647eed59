/** Answers on the wire: JSON, and the two XML forms of the query protocols. */
import type { Asked } from './call.ts';
import type { Dialect } from './refused.ts';
import { Refused } from './refused.ts';
import { rootOf } from './rest.ts';

/** What an operation answers: JSON, or elements of XML where a list repeats its element. */
export type Answer = { readonly [key: string]: Element };
export type Element = string | number | boolean | null | undefined | readonly Element[] | Answer;

/** A whole answer, ready to be written. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const NAMESPACES: Readonly<Record<string, string>> = {
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
  sns: 'http://sns.amazonaws.com/doc/2010-03-31/',
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  ec2: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  rds: 'http://rds.amazonaws.com/doc/2014-10-31/',
  elasticloadbalancing: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
  autoscaling: 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
};

export function reply(asked: Asked, answer: Answer, id: string): Reply {
  const { service, operation, dialect } = asked;
  const namespace = NAMESPACES[service] ?? '';
  switch (dialect) {
    case 'json':
      return { status: 200, headers: headers(asked, id), body: JSON.stringify(answer) };
    case 'query': {
      const parts = { [`${operation}Result`]: answer, ResponseMetadata: { RequestId: id } };
      return xml(200, id, element(`${operation}Response`, parts, namespace));
    }
    case 'ec2':
      return xml(200, id, element(`${operation}Response`, { requestId: id, ...answer }, namespace));
    case 'rest':
      return replyOfRest(operation, answer, id);
    default:
      return dialect satisfies never;
  }
}

const OF_S3 = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** A policy is its own text; a head has no body; the text of an element stands under the empty key. */
function replyOfRest(operation: string, answer: Answer, id: string): Reply {
  if (operation === 'HeadBucket') return { status: 200, headers: byS3(id), body: '' };
  if (operation === 'GetBucketPolicy') {
    return {
      status: 200,
      headers: { 'content-type': 'application/json', ...byS3(id) },
      body: String(answer['Policy']),
    };
  }
  return {
    ...xml(200, id, element(rootOf(operation), answer[''] ?? answer, OF_S3)),
    headers: { 'content-type': 'application/xml', ...byS3(id) },
  };
}

function byS3(id: string): Readonly<Record<string, string>> {
  return { 'x-amz-request-id': id };
}

export function refuse(asked: Asked, { code, message, status }: Refused, id: string): Reply {
  if (asked.dialect === 'json') {
    const body = JSON.stringify({ __type: code, message });
    // CloudWatch used to speak the query protocol, and still says by which code it would have refused there.
    const queryError = { 'x-amzn-query-error': `${code.replace(/Exception$/, '')};Sender` };
    return { status, headers: { ...headers(asked, id), ...(asked.service === 'cloudwatch' ? queryError : {}) }, body };
  }
  return refuseAsXml(asked.dialect, asked.service, new Refused(code, message, status), id);
}

/** The XML form of an error, which clients of JSON services meet as well: front ends refuse in XML. */
export function refuseAsXml(dialect: Dialect, service: string, { code, message, status }: Refused, id: string): Reply {
  if (dialect === 'ec2') {
    const error = { Errors: { Error: { Code: code, Message: message } }, RequestID: id };
    return xml(status, id, element('Response', error));
  }
  if (dialect === 'rest') {
    const error = { Code: code, Message: message, RequestId: id };
    return xml(
      status,
      id,
      service === 's3control' ? element('ErrorResponse', { Error: error }) : element('Error', error),
    );
  }
  const Type = status >= 500 ? 'Receiver' : 'Sender';
  const error = { Error: { Type, Code: code, Message: message }, RequestId: id };
  return xml(status, id, element('ErrorResponse', error, NAMESPACES[service] ?? ''));
}

export function html(status: number, title: string): Reply {
  const body = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return { status, headers: { 'content-type': 'text/html' }, body };
}

export function headers({ contentType }: Asked, id: string): Readonly<Record<string, string>> {
  return { 'content-type': contentType, 'x-amzn-requestid': id };
}

function xml(status: number, id: string, body: string): Reply {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': id }, body };
}

function element(name: string, value: Element, namespace = ''): string {
  if (value === undefined || value === null) return '';
  if (isList(value)) return value.map((item) => element(name, item)).join('');
  const inner =
    typeof value === 'object'
      ? Object.entries(value)
          .map(([key, child]) => element(key, child))
          .join('')
      : escaped(String(value));
  return `<${name}${namespace === '' ? '' : ` xmlns="${namespace}"`}>${inner}</${name}>`;
}

function isList(value: Element): value is readonly Element[] {
  return Array.isArray(value);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
