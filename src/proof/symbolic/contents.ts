/** What stands in a record of a management event, field by field, and which fields there are. */
import type { ValueSet } from '../../languages/formula/index.ts';
import { ABSENT, complement, has, intersect, like, ofKind, oneOf, union } from '../../languages/formula/index.ts';
import { ACCOUNT, ADDRESS, arnIn, TIME, VERSION } from './forms.ts';

const TEXT = ofKind('text');
const MAYBE_TEXT = union(TEXT, ABSENT);
/** One sign or more: names of things are never empty. */
const NAME = without(TEXT, oneOf(''));
const MAYBE_NAME = union(NAME, ABSENT);
/** Names of services, events, types and regions, ids, addresses and ARNs are written on one line. */
const LINE = without(NAME, union(like(['', '\r', '']), like(['', '\n', ''])));
const MAYBE_LINE = union(LINE, ABSENT);
const OBJECT = ofKind('object');
const MAYBE_OBJECT = union(OBJECT, ABSENT);
const OBJECT_OR_NULL = union(MAYBE_OBJECT, ofKind('null'));
const BOOLEAN = ofKind('true', 'false');

/**
 * What stands in a record of a management event ("CloudTrail record contents", "CloudTrail userIdentity element"). Parameters and answers of
 * a call are free below their first level; `sourceIPAddress` may be a name of a service. The types of events and of callers are listed there
 * as well, but new ones come without a new version, so any name may be one. Examples of sign-ins show empty names, ids and keys of users.
 */
export const CONTENTS: readonly (readonly [path: string, set: ValueSet])[] = [
  ['eventVersion', VERSION],
  ['eventTime', TIME],
  ['eventSource', LINE],
  ['eventName', LINE],
  ['eventType', LINE],
  ['eventID', LINE],
  ['awsRegion', LINE],
  ['sourceIPAddress', ADDRESS],
  ['recipientAccountId', ACCOUNT],
  ['eventCategory', oneOf('Management')],
  ['managementEvent', oneOf(true)],
  ['readOnly', union(BOOLEAN, ABSENT)],
  ['userAgent', MAYBE_TEXT],
  ['errorCode', MAYBE_LINE],
  ['errorMessage', MAYBE_NAME],
  ['requestID', MAYBE_LINE],
  ['apiVersion', MAYBE_TEXT],
  ['sharedEventID', MAYBE_TEXT],
  ['vpcEndpointId', MAYBE_TEXT],
  ['vpcEndpointAccountId', MAYBE_TEXT],
  ['sessionCredentialFromConsole', MAYBE_TEXT],
  ['requestParameters', OBJECT_OR_NULL],
  ['responseElements', OBJECT_OR_NULL],
  ['additionalEventData', MAYBE_OBJECT],
  ['serviceEventDetails', MAYBE_OBJECT],
  ['tlsDetails', MAYBE_OBJECT],
  ['resources', union(ofKind('list'), ABSENT)],
  ['userIdentity', OBJECT],
  ['userIdentity.type', MAYBE_LINE],
  ['userIdentity.principalId', MAYBE_TEXT],
  ['userIdentity.arn', union(arnIn(), union(oneOf(''), ABSENT))],
  ['userIdentity.accountId', MAYBE_TEXT],
  ['userIdentity.accessKeyId', MAYBE_TEXT],
  ['userIdentity.userName', MAYBE_TEXT],
  ['userIdentity.invokedBy', MAYBE_LINE],
  ['userIdentity.identityProvider', MAYBE_TEXT],
  ['userIdentity.sessionContext', MAYBE_OBJECT],
  ['userIdentity.sessionContext.sessionIssuer', MAYBE_OBJECT],
  ['userIdentity.sessionContext.sessionIssuer.type', MAYBE_TEXT],
  ['userIdentity.sessionContext.sessionIssuer.principalId', MAYBE_TEXT],
  ['userIdentity.sessionContext.sessionIssuer.arn', union(arnIn(), ABSENT)],
  ['userIdentity.sessionContext.sessionIssuer.accountId', MAYBE_TEXT],
  ['userIdentity.sessionContext.sessionIssuer.userName', MAYBE_TEXT],
  ['userIdentity.sessionContext.attributes', MAYBE_OBJECT],
  // Written as text, unlike `readOnly`.
  ['userIdentity.sessionContext.attributes.mfaAuthenticated', union(oneOf('true', 'false'), ABSENT)],
  ['userIdentity.sessionContext.attributes.creationDate', MAYBE_TEXT],
];

/** Fields of which something is known in every record. */
export const KEYS: readonly (readonly string[])[] = CONTENTS.map(([path]) => path.split('.'));
/** Those that hold texts, where they are there. */
export const TEXT_FIELDS: readonly (readonly string[])[] = CONTENTS.filter(
  ([, set]) => ![null, true, false, 0, [], {}].some((value) => has(set, value)),
).map(([path]) => path.split('.'));

const KNOWN: ReadonlyMap<string, ValueSet> = new Map(CONTENTS);

/** Whether it is known what stands at the dotted path. */
export function isKnown(path: string): boolean {
  return KNOWN.has(path);
}

/** Documented as well, though nothing is known of what stands there ("CloudTrail record contents", "CloudTrail userIdentity element"). */
const OTHERS = ['addendum', 'edgeDeviceDetails', 'eventContext', 'insightDetails'].concat(
  ['credentialId', 'identityStoreArn', 'onBehalfOf', 'inScopeOf', 'invokedByDelegate'].map(
    (key) => `userIdentity.${key}`,
  ),
  ['sourceIdentity', 'webIdFederationData', 'ec2RoleDelivery', 'assumedRoot'].map(
    (key) => `userIdentity.sessionContext.${key}`,
  ),
);

/** Every documented field of records and callers, as dotted paths. */
export const FIELDS: readonly string[] = [...KNOWN.keys(), ...OTHERS];

/** Whether a list stands at the path in some record. */
export function mayBeList(path: readonly string[]): boolean {
  const known = KNOWN.get(path.join('.'));
  return path.length > 0 && (known === undefined || has(known, []));
}

function without(set: ValueSet, other: ValueSet): ValueSet {
  return intersect(set, complement(other));
}
