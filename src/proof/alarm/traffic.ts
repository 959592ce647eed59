/** What everyday traffic is like: the events that a class names, made by whatever caller, none of whom a filter could have by name. */
import { meets } from '../../languages/record-condition/index.ts';
import type { RecordCondition } from '../../model/record-condition.ts';
import type { EventClass } from '../../model/rule.ts';
import type { CloudTrailRecord, Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import { inRegion } from '../sample.ts';

/** An event that happens at any minute, as two callers make it: they have in common what a filter can know of it beforehand. */
export interface Everyday {
  /** Who does what. */
  readonly name: string;
  readonly event: string;
  readonly records: readonly [CloudTrailRecord, CloudTrailRecord];
}

const known = new WeakMap<EventClass, readonly Everyday[]>();

/** Its samples, then the other events that its condition names, by the callers of the samples. */
export function trafficOf(events: EventClass): readonly Everyday[] {
  const before = known.get(events);
  if (before) return before;
  const traffic = [...events.samples, ...variantsOf(events)].map(({ name, record }) => ({
    name,
    event: String(record['eventName']),
    records: [madeBy(ONE, record), madeBy(OTHER, elsewise(record))] as const,
  }));
  known.set(events, traffic);
  return traffic;
}

// Events ----------------------------------------------------------------------------------------

/** What a service calls by itself is as it stands in the samples: of no other call it is known whether that service would make it. */
function variantsOf(events: EventClass): EventClass['samples'] {
  const { title, records, samples } = events;
  const name = `${title.charAt(0).toLowerCase()}${title.slice(1)}`;
  const there = new Set(samples.map(({ record }) => keyOf(record)));
  const callers = new Map(samples.flatMap(({ record }) => (isOfOneCall(record) ? [] : [[callerOf(record), record]])));
  const named = eventsIn(records);
  return [...callers.values()].flatMap((record) =>
    named(record).flatMap((event) => {
      const variant = { ...bare(record), ...event };
      return !there.has(keyOf(variant)) && meets(records, variant) ? [{ name, record: variant }] : [];
    }),
  );
}

/** Sources and names that a condition names one by one; where it does not, those of the record. */
function eventsIn(condition: RecordCondition) {
  const [sources, names] = [namedIn(condition, 'eventSource'), namedIn(condition, 'eventName')];
  return ({ eventSource, eventName, eventType }: CloudTrailRecord) => {
    // What nobody called, the service itself tells.
    const isToldByService = eventType === 'AwsServiceEvent';
    const from = isToldByService || sources.length === 0 ? [String(eventSource)] : sources;
    const all = names.length === 0 ? [String(eventName)] : names;
    return from.flatMap((source) => all.map((each) => ({ eventSource: source, eventName: each })));
  };
}

/** Without what belongs to the one call. */
function bare({ tlsDetails, additionalEventData, serviceEventDetails, ...record }: CloudTrailRecord): CloudTrailRecord {
  return { ...record, requestParameters: null, responseElements: null };
}

/** Values that a condition names one by one; patterns name nothing. */
function namedIn(condition: RecordCondition, field: string): readonly string[] {
  if (condition.type === 'all' || condition.type === 'any') {
    return [...new Set(condition.of.flatMap((part) => namedIn(part, field)))];
  }
  if (condition.type !== 'field' || condition.path.join('.') !== field || condition.test.operator !== 'in') return [];
  return condition.test.values.filter((value): value is string => typeof value === 'string');
}

/** A service, or somebody whose only call is to take on a role. */
function isOfOneCall({ userIdentity, eventType }: CloudTrailRecord): boolean {
  if (!isObject(userIdentity) || eventType === 'AwsServiceEvent') return false;
  return userIdentity['invokedBy'] !== undefined || userIdentity['identityProvider'] !== undefined;
}

/** Callers of one kind have the same fields, and the same kind of role. */
function kindOf({ userIdentity }: CloudTrailRecord): string {
  const identity = isObject(userIdentity) ? userIdentity : {};
  return [String(identity['type']), String(roleOf(identity)?.startsWith(SIGN_ON)), ...Object.keys(identity)].join(' ');
}

/** A call that reads is made of one that reads. */
function callerOf(record: CloudTrailRecord): string {
  const { eventType, eventSource, readOnly } = record;
  return [kindOf(record), String(readOnly), eventType === 'AwsServiceEvent' ? String(eventSource) : ''].join(' ');
}

function keyOf(record: CloudTrailRecord): string {
  return [record['eventSource'], record['eventName'], kindOf(record)].join(' ');
}

// Callers ---------------------------------------------------------------------------------------

/** Roles of IAM Identity Center begin with it, whatever permission set they are of. */
const SIGN_ON = 'AWSReservedSSO_';

/** What stands in place of names and ids: nobody is called so. */
interface Names {
  readonly name: string;
  readonly id: string;
  /** Callers under these names, by what they are otherwise called: few of them make all of the events. */
  readonly callers: WeakMap<CloudTrailRecord, CloudTrailRecord>;
}

const ONE: Names = { name: 'qzvjkwpf', id: 'QZVJKWPFHXTUNMBYD', callers: new WeakMap() };
const OTHER: Names = { name: 'Xt7-hupfkq', id: 'ZT7HUPFX2KQW5JMV3', callers: new WeakMap() };

/** The record with another caller of the same kind. */
function madeBy(names: Names, record: CloudTrailRecord): CloudTrailRecord {
  const { userIdentity } = record;
  if (!isObject(userIdentity)) return atHome(record);
  const caller = names.callers.get(userIdentity) ?? renamed(names, userIdentity);
  names.callers.set(userIdentity, caller);
  return atHome({ ...record, userIdentity: caller });
}

function renamed(names: Names, userIdentity: CloudTrailRecord): CloudTrailRecord {
  const own = namesIn(userIdentity).toSorted((one, other) => other.length - one.length);
  const replaced = (text: string) =>
    own
      .reduce(
        (so, name) => so.replaceAll(name, name.includes('@') ? `${names.name}@${names.name}.com` : names.name),
        text,
      )
      .replace(/\b(A[A-Z]{3})[A-Z0-9]{12,}/, `$1${names.id}`);
  return changed(userIdentity, replaced, [...OF_WHOM, 'invokedBy']);
}

/** Marked as a sample of its own, so that what is found out about it is kept. */
function atHome(record: CloudTrailRecord): CloudTrailRecord {
  return inRegion(String(record['awsRegion']), record);
}

/** What is the same for all callers of a kind. */
const OF_WHOM: readonly string[] = ['accountId', 'type'];

/** Names of users, roles and sessions. */
function namesIn(identity: CloudTrailRecord): readonly string[] {
  const arn = /:(?:user|assumed-role)\/(.+)$/.exec(String(identity['arn']))?.[1]?.split('/') ?? [];
  const provider = String(identity['identityProvider'] ?? '')
    .split('/')
    .at(-1);
  const names = [identity['userName'], roleOf(identity), provider, ...arn].filter((name) => typeof name === 'string');
  return names
    .map((name) => (name.startsWith(SIGN_ON) ? name.slice(SIGN_ON.length) : name))
    .filter((name) => name !== '');
}

function roleOf({ sessionContext }: CloudTrailRecord): string | null {
  const issuer = isObject(sessionContext) ? sessionContext['sessionIssuer'] : null;
  const name = isObject(issuer) ? issuer['userName'] : null;
  return typeof name === 'string' ? name : null;
}

// Circumstances ---------------------------------------------------------------------------------

/** What is the same however often the event happens. */
const LASTING: readonly string[] = [
  'eventVersion',
  'eventSource',
  'eventName',
  'awsRegion',
  'readOnly',
  'eventType',
  'managementEvent',
  'recipientAccountId',
  'eventCategory',
  'sessionCredentialFromConsole',
  'userIdentity',
];

/** The same event at another time, from elsewhere, of something else. */
function elsewise(record: CloudTrailRecord): CloudTrailRecord {
  return changed(record, another, LASTING);
}

function another(text: string): string {
  // What a service is called stays, and so do words for yes and no and kinds of resources.
  if (/\.amazonaws\.com$|^(true|false)$|^AWS::/.test(text)) return text;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(text)) return '10.20.30.40';
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return '2026-03-03T21:40:12Z';
  const arn = /^arn:([^:]*:){4}/.exec(text)?.[0] ?? '';
  return `${arn}${OTHER.name}`;
}

function changed(
  object: CloudTrailRecord,
  change: (text: string) => string,
  except: readonly string[] = [],
): CloudTrailRecord {
  const within = (value: Value): Value => {
    if (typeof value === 'string') return change(value);
    if (Array.isArray(value)) return value.map(within);
    return isObject(value) ? changed(value, change, OF_WHOM) : value;
  };
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, except.includes(key) ? value : within(value)]),
  );
}
