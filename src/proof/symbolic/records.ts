/** CloudTrail records as formulas: what every record of a management event is like, and which of them a condition names. */
import type { Formula, Path, ValueSet } from '../../languages/formula/index.ts';
import {
  ABSENT,
  and,
  atom,
  complement,
  finding,
  has,
  intersect,
  like,
  NOTHING,
  not,
  ofKind,
  oneOf,
  or,
  PRESENT,
  union,
} from '../../languages/formula/index.ts';
import type { RecordCondition, RecordTest } from '../../model/record-condition.ts';
import { misspeltAbsent } from './letter-case.ts';

const known = new WeakMap<RecordCondition, Formula>();

/** The same formula for the same condition. */
export function conditionFormula(condition: RecordCondition): Formula {
  const before = known.get(condition);
  if (before) return before;
  const formula = formulaOf(condition);
  known.set(condition, formula);
  return formula;
}

function formulaOf(condition: RecordCondition): Formula {
  switch (condition.type) {
    case 'all':
      return and(...condition.of.map(conditionFormula));
    case 'any':
      return or(...condition.of.map(conditionFormula));
    case 'not':
      return not(conditionFormula(condition.of));
    case 'field':
      return atom(condition.path, testSet(condition.test));
    default:
      return condition satisfies never;
  }
}

/** Only `exists: false` holds for a field that is absent: "not X" means present and different. */
function testSet(test: RecordTest): ValueSet {
  switch (test.operator) {
    case 'in':
      return oneOf(...test.values);
    case 'notIn':
      return without(PRESENT, oneOf(...test.values));
    case 'like':
      return test.patterns.map(wildcards).reduce(union, NOTHING);
    case 'notLike':
      return without(PRESENT, test.patterns.map(wildcards).reduce(union, NOTHING));
    case 'exists':
      return test.exists ? PRESENT : ABSENT;
    default:
      return test satisfies never;
  }
}

function without(set: ValueSet, other: ValueSet): ValueSet {
  return complement(union(complement(set), other));
}

/** `*` is any run of characters. */
function wildcards(pattern: string): ValueSet {
  return pattern.includes('*') ? like(pattern.split('*')) : oneOf(pattern);
}

const TEXT = ofKind('text');
const MAYBE_TEXT = union(TEXT, ABSENT);
/** One sign or more: names of things are never empty. */
const NAME = without(TEXT, oneOf(''));
const MAYBE_NAME = union(NAME, ABSENT);
/** Names of services, events, types and regions, ids, addresses and ARNs are written on one line. */
const LINE = without(NAME, union(like(['', '\r', '']), like(['', '\n', ''])));
const MAYBE_LINE = union(LINE, ABSENT);
const OBJECT = ofKind('object');
const COMPOUND = ofKind('list', 'object');
const MAYBE_OBJECT = union(OBJECT, ABSENT);
const OBJECT_OR_NULL = union(MAYBE_OBJECT, ofKind('null'));
const BOOLEAN = ofKind('true', 'false');

/**
 * What stands in a record of a management event ("CloudTrail record contents", "CloudTrail userIdentity element"). Parameters and answers of
 * a call are free below their first level; `sourceIPAddress` may be a name of a service. The types of events and of callers are listed there
 * as well, but new ones come without a new version, so any name may be one. Examples of sign-ins show empty names, ids and keys of users.
 */
const CONTENTS: readonly (readonly [path: string, set: ValueSet])[] = [
  ['eventVersion', written('[1-9][0-9]*\\.[0-9]+')],
  ['eventTime', times()],
  ['eventSource', LINE],
  ['eventName', LINE],
  ['eventType', LINE],
  ['eventID', LINE],
  ['awsRegion', LINE],
  ['sourceIPAddress', LINE],
  ['recipientAccountId', written('[0-9]{12}')],
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
  ['userIdentity.arn', MAYBE_LINE],
  ['userIdentity.accountId', MAYBE_TEXT],
  ['userIdentity.accessKeyId', MAYBE_TEXT],
  ['userIdentity.userName', MAYBE_TEXT],
  ['userIdentity.invokedBy', MAYBE_LINE],
  ['userIdentity.identityProvider', MAYBE_TEXT],
  ['userIdentity.sessionContext', MAYBE_OBJECT],
  ['userIdentity.sessionContext.sessionIssuer', MAYBE_OBJECT],
  ['userIdentity.sessionContext.sessionIssuer.type', MAYBE_TEXT],
  ['userIdentity.sessionContext.sessionIssuer.principalId', MAYBE_TEXT],
  ['userIdentity.sessionContext.sessionIssuer.arn', MAYBE_LINE],
  ['userIdentity.sessionContext.sessionIssuer.accountId', MAYBE_TEXT],
  ['userIdentity.sessionContext.sessionIssuer.userName', MAYBE_TEXT],
  ['userIdentity.sessionContext.attributes', MAYBE_OBJECT],
  // Written as text, unlike `readOnly`.
  ['userIdentity.sessionContext.attributes.mfaAuthenticated', union(oneOf('true', 'false'), ABSENT)],
  ['userIdentity.sessionContext.attributes.creationDate', MAYBE_TEXT],
];

/** Texts that are wholly written like this. */
function written(source: string): ValueSet {
  const found = finding(`^${source}$`);
  return found ? intersect(found, TEXT) : TEXT;
}

/** Times as a calendar and a clock have them; days that some months do not have are of no matter. */
function times(): ValueSet {
  const [year, month, day] = ['2[0-9][0-9][0-9]', ['0[1-9]', '1[0-2]'], ['0[1-9]', '[12][0-9]', '3[01]']] as const;
  const [hour, minute] = [['[01][0-9]', '2[0-3]'], '[0-5][0-9]'] as const;
  const dates = month.flatMap((each) => day.map((one) => `${year}-${each}-${one}`));
  const all = dates.flatMap((date) => hour.map((each) => `${date}T${each}:${minute}:${minute}Z`));
  return all.map(written).reduce(union, NOTHING);
}

/** Fields of which something is known in every record. */
export const KEYS: readonly (readonly string[])[] = CONTENTS.map(([path]) => path.split('.'));
/** Those that hold texts, where they are there. */
export const TEXT_FIELDS: readonly (readonly string[])[] = CONTENTS.filter(
  ([, set]) => ![null, true, false, 0, [], {}].some((value) => has(set, value)),
).map(([path]) => path.split('.'));

const KNOWN: ReadonlyMap<string, ValueSet> = new Map(CONTENTS);

/** Documented as well, though nothing is known of what stands there ("CloudTrail record contents", "CloudTrail userIdentity element"). */
const OTHERS = ['addendum', 'edgeDeviceDetails', 'eventContext', 'insightDetails'].concat(
  ['credentialId', 'identityStoreArn', 'onBehalfOf', 'inScopeOf'].map((key) => `userIdentity.${key}`),
  ['sourceIdentity', 'webIdFederationData', 'ec2RoleDelivery'].map((key) => `userIdentity.sessionContext.${key}`),
);

/** Whether a list stands at the path in some record. */
export function mayBeList(path: readonly string[]): boolean {
  const known = KNOWN.get(path.join('.'));
  return path.length > 0 && (known === undefined || has(known, []));
}

/** What is true of every record of a management event. */
export const managementEvents: Formula = and(
  ...CONTENTS.map(([path, set]) => atom(path.split('.'), set)),
  // Whoever calls is of some type; what a service tells by itself nobody called.
  or(atom(['userIdentity', 'type'], TEXT), atom(['eventType'], oneOf('AwsServiceEvent'))),
  // Optional: it is there where it applies, and every call and every sign-in either reads or writes.
  or(atom(['readOnly'], BOOLEAN), atom(['eventType'], complement(oneOf('AwsApiCall', 'AwsConsoleSignIn')))),
);

/** What is true of every record that is looked at: made in the account, in one of the regions. */
export function everyRecord(account: string, regions: readonly string[]): Formula {
  return and(
    managementEvents,
    atom(['recipientAccountId'], oneOf(account)),
    ...(regions.length > 0 ? [atom(['awsRegion'], oneOf(...regions))] : []),
  );
}

/** What is taken for granted of the fields that formulas look at, whichever they are. */
export function plainFields(formulas: readonly Formula[]): Formula {
  const looked: Looked = { at: new Map(), into: new Set(['']), seen: new Set() };
  for (const formula of formulas) gather(formula, looked);
  const paths = [...looked.at.values(), ...[...looked.into].map((path) => path.split('.'))];
  return and(singleValues(looked), ...misspeltAbsent(paths, [...KNOWN.keys(), ...OTHERS]));
}

/**
 * Fields that a formula compares hold texts, numbers, true, false or null in every record, unless something below them is looked at too: by
 * its name, or as any field of an object. The record itself is an object.
 */
function singleValues({ at, into }: Looked): Formula {
  for (const path of at.values()) for (const depth of path.keys()) into.add(path.slice(0, depth).join('.'));
  const leaves = [...at].filter(([key]) => !KNOWN.has(key) && !into.has(key));
  return and(...leaves.map(([, path]) => atom(path, complement(COMPOUND))));
}

/** Where formulas look. */
interface Looked {
  /** Dotted path -> the path. */
  readonly at: Map<string, Path>;
  /** Dotted paths of what they look into. */
  readonly into: Set<string>;
  readonly seen: Set<Formula>;
}

const placed = new WeakMap<Formula, boolean>();

/** Whether a formula says anything of whose a record is, or of its region. */
export function looksAtPlace(formula: Formula): boolean {
  const before = placed.get(formula);
  if (before !== undefined) return before;
  const looks = isPlaced(formula);
  placed.set(formula, looks);
  return looks;
}

function isPlaced(formula: Formula): boolean {
  switch (formula.type) {
    case 'atom':
    case 'some':
      return formula.path.length === 0 || formula.path[0] === 'recipientAccountId' || formula.path[0] === 'awsRegion';
    case 'and':
    case 'or':
      return formula.of.some(looksAtPlace);
    case 'not':
      return looksAtPlace(formula.of);
    case 'true':
    case 'false':
      return false;
    default:
      return formula satisfies never;
  }
}

/** The same formula stands below many: it is looked into once. */
function gather(formula: Formula, looked: Looked): void {
  const { at, into, seen } = looked;
  if (seen.has(formula)) return;
  seen.add(formula);
  switch (formula.type) {
    case 'atom':
      at.set(formula.path.join('.'), formula.path);
      // Whether there is an object is asked for the sake of its fields.
      if (has(formula.set, {}) && !has(formula.set, '') && !has(formula.set, [])) into.add(formula.path.join('.'));
      return;
    case 'some':
      into.add(formula.path.join('.'));
      return;
    case 'and':
    case 'or':
      for (const part of formula.of) gather(part, looked);
      return;
    case 'not':
      gather(formula.of, looked);
      return;
    case 'true':
    case 'false':
      return;
    default:
      formula satisfies never;
  }
}
