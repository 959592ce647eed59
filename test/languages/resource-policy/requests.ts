/** Requests one by one: who asks, what, with which context, and what IAM says of it ("Policy evaluation logic"). Written apart from what it judges. */
import type { Value } from '../../../src/model/value.ts';
import type { Written } from './statements.ts';

export interface Request {
  /** Who it is: number of the account and ARN, or the name of a service; null: without signature. */
  readonly account: string | null;
  readonly arn: string | null;
  readonly service: string | null;
  readonly action: string;
  readonly resource: string;
  /** Key in lower case -> value; what is missing is not sent. */
  readonly context: Readonly<Record<string, string>>;
}

/** Allowed by one statement and denied by none. */
export function isAllowed(statements: readonly Written[], request: Request): boolean {
  const about = statements.filter((each) => speaksOf(each, request));
  return about.some(({ Effect }) => Effect === 'Allow') && !isDenied(about, request);
}

export function isDenied(statements: readonly Written[], request: Request): boolean {
  return statements.some((each) => each['Effect'] === 'Deny' && speaksOf(each, request));
}

function speaksOf(statement: Written, request: Request): boolean {
  const { Action, NotAction, Resource, NotResource, Principal, NotPrincipal, Condition } = statement;
  const named = (of: Value | undefined, notOf: Value | undefined, text: string, patterns: (each: string) => string) =>
    notOf === undefined
      ? many(of).some((each) => fits(patterns(each), text))
      : !many(notOf).some((each) => fits(patterns(each), text));
  return (
    named(Action, NotAction, request.action.toLowerCase(), (each) => each.toLowerCase()) &&
    named(Resource, NotResource, request.resource, (each) => each) &&
    (NotPrincipal === undefined ? isNamed(Principal, request) : !isNamed(NotPrincipal, request)) &&
    Object.entries((Condition ?? {}) as Record<string, Record<string, Value>>).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => isMet(operator, many(values), request.context[key.toLowerCase()])),
    )
  );
}

function isNamed(principals: Value | undefined, { account, arn, service }: Request): boolean {
  if (principals === '*') return true;
  const { AWS, Service } = principals as Record<string, Value>;
  if (service !== null) return many(Service).includes(service) || many(AWS).includes('*');
  return many(AWS).some(
    (each) =>
      each === '*' ||
      (account !== null && (each === account || each === `arn:aws:iam::${account}:root`)) ||
      each === arn,
  );
}

function isMet(written: string, values: readonly string[], sent: string | undefined): boolean {
  const set = written.split(':').length > 1 ? written.split(':')[0] : undefined;
  const plain = (written.split(':').at(-1) ?? '').replace('IfExists', '');
  if (plain === 'Null') return values.includes(sent === undefined ? 'true' : 'false');
  const isNot = plain.includes('Not');
  if (sent === undefined) {
    if (set === 'ForAnyValue') return false;
    return isNot || written.endsWith('IfExists') || set === 'ForAllValues';
  }
  const is = values.some((each) => compares(plain.replace('Not', ''), sent, each));
  return isNot ? !is : is;
}

function compares(operator: string, sent: string, wanted: string): boolean {
  if (operator === 'StringEquals') return sent === wanted;
  if (operator === 'StringLike') return fits(wanted, sent);
  if (operator === 'Bool' || operator === 'StringEqualsIgnoreCase') return sent.toLowerCase() === wanted.toLowerCase();
  if (wanted === '*') return true;
  const [have, want] = [sent, wanted].map((each) => /^([^:]*):([^:]*):([^:]*):([^:]*):([^:]*):(.*)$/.exec(each));
  return !!have && !!want && have.slice(1).every((part, at) => fits(want[at + 1] ?? '', part));
}

/** By a regular expression, which is slow and plain. */
function fits(pattern: string, text: string): boolean {
  const found = PATTERNS.get(pattern);
  if (found) return found.test(text);
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  PATTERNS.set(pattern, new RegExp(`^${source}$`, 's'));
  return fits(pattern, text);
}

const PATTERNS = new Map<string, RegExp>();

function many(value: Value | undefined): readonly string[] {
  return value === undefined ? [] : (Array.isArray(value) ? value : [value]).map(String);
}
