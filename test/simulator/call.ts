/** A call as it comes over the wire: who asks what, where, in which protocol. */
import type { IncomingMessage } from 'node:http';
import type { Value } from '../../src/model/value.ts';
import { isObject } from '../../src/model/value.ts';
import type { Caller } from './credentials.ts';
import type { Dialect } from './refused.ts';
import { readRest } from './rest.ts';

export type Input = { readonly [key: string]: Value };

/** Service and operation, before anybody knows who asks. */
export interface Asked {
  readonly service: string;
  readonly operation: string;
  readonly dialect: Dialect;
  readonly contentType: string;
  readonly input: Input;
}

/** A call with its caller. */
export interface Call extends Asked {
  /** `service:Operation`, as the kinds write it. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly caller: Caller;
  /** Which page of a list it asks for; 1 where it brings no token. */
  readonly page: number;
}

/** Prefix of `X-Amz-Target` -> service. */
const TARGETS: Readonly<Record<string, string>> = {
  CloudTrail_20131101: 'cloudtrail',
  GraniteServiceVersion20100801: 'cloudwatch',
  Logs_20140328: 'logs',
  AWSOrganizationsV20161128: 'organizations',
  AWSEvents: 'eventbridge',
  StarlingDoveService: 'config',
  TrentService: 'kms',
};

/** The signing name is the service's, except where it is not. */
const SIGNED_AS: Readonly<Record<string, string>> = {
  cloudwatch: 'monitoring',
  eventbridge: 'events',
  s3control: 's3',
};

export function signingName(service: string): string {
  return SIGNED_AS[service] ?? service;
}

/** What was asked; null where it is in no protocol the simulator speaks. `signedFor` is the service of the signature's scope. */
export function readAsked(request: IncomingMessage, body: string, signedFor: string): Asked | null {
  if (signedFor === 's3') return readRest(request);
  const target = request.headers['x-amz-target'];
  const contentType = String(request.headers['content-type'] ?? '');
  if (typeof target === 'string') {
    const [prefix = '', operation = ''] = target.split('.');
    const service = TARGETS[prefix] ?? signedFor;
    const input = jsonInput(body);
    return input && { service, operation, dialect: 'json', contentType, input };
  }
  if (!contentType.startsWith('application/x-www-form-urlencoded')) return readRoute(request, body, signedFor);
  const { Action = '', Version: _, ...input } = Object.fromEntries(new URLSearchParams(body));
  return { service: signedFor, operation: Action, dialect: signedFor === 'ec2' ? 'ec2' : 'query', contentType, input };
}

/** Services that name the operation by method and path: what stands in parentheses is an input. */
const ROUTES: readonly (readonly [service: string, method: 'GET' | 'POST', path: RegExp, operation: string])[] = [
  ['lambda', 'GET', /^\/2015-03-31\/functions\/?$/, 'ListFunctions'],
  ['securityhub', 'GET', /^\/accounts$/, 'DescribeHub'],
  ['securityhub', 'POST', /^\/standards\/get$/, 'GetEnabledStandards'],
  ['guardduty', 'GET', /^\/detector$/, 'ListDetectors'],
  ['guardduty', 'GET', /^\/detector\/(?<DetectorId>[^/]+)$/, 'GetDetector'],
];

function readRoute(request: IncomingMessage, body: string, signedFor: string): Asked | null {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const found = ROUTES.find(
    ([service, method, path]) => service === signedFor && method === request.method && path.test(pathname),
  );
  if (!found) return null;
  const [service, method, path, operation] = found;
  const input = {
    ...Object.fromEntries(searchParams),
    ...path.exec(pathname)?.groups,
    ...(method === 'POST' ? jsonInput(body) : {}),
  };
  return { service, operation, dialect: 'json', contentType: 'application/json', input };
}

function jsonInput(body: string): Input | null {
  try {
    const value: unknown = body === '' ? {} : JSON.parse(body);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** A text of the input; undefined where it is missing or something else. */
export function textOf(input: Input, key: string): string | undefined {
  const value = input[key];
  return typeof value === 'string' ? value : undefined;
}

/** A list of texts; undefined where it is missing. */
export function textsOf(input: Input, key: string): readonly string[] | undefined {
  const value = input[key];
  return Array.isArray(value) ? value.map(String) : undefined;
}

export function numberOf(input: Input, key: string): number | undefined {
  const value = Number(input[key] ?? Number.NaN);
  return Number.isFinite(value) ? value : undefined;
}
