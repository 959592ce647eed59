/** CloudTrail records as formulas: what every record of a management event is like, and which of them a condition names. */
import type { Formula, ValueSet } from '../../languages/formula/index.ts';
import {
  ABSENT,
  and,
  atom,
  complement,
  like,
  NOTHING,
  not,
  ofKind,
  oneOf,
  or,
  PRESENT,
  union,
} from '../../languages/formula/index.ts';
import { partitionOf } from '../../model/arn.ts';
import type { RecordCondition, RecordTest } from '../../model/record-condition.ts';
import { CONTENTS, FIELDS, isKnown } from './contents.ts';
import { ACCOUNT, arnIn, rootArn } from './forms.ts';
import { misspeltAbsent } from './letter-case.ts';
import type { Looked } from './looked.ts';
import { lookedAt, pathsOf } from './looked.ts';

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

const COMPOUND = ofKind('list', 'object');

function at(path: string, set: ValueSet): Formula {
  return atom(path.split('.'), set);
}

const BY_SERVICE = at('eventType', oneOf('AwsServiceEvent'));

/** What is true of every record of a management event. */
export const managementEvents: Formula = and(
  ...CONTENTS.map(([path, set]) => at(path, set)),
  // Whoever calls is of some type; what a service tells by itself nobody called.
  or(at('userIdentity.type', ofKind('text')), BY_SERVICE),
  // Examples of what services tell by themselves show empty ARNs.
  or(at('userIdentity.arn', complement(oneOf(''))), BY_SERVICE),
  // Optional: it is there where it applies, and every call and every sign-in either reads or writes.
  or(at('readOnly', ofKind('true', 'false')), at('eventType', complement(oneOf('AwsApiCall', 'AwsConsoleSignIn')))),
  rootOf(),
);

/** What is true of every record that is looked at: made in the account, in one of the regions, by somebody of their partition. */
export function everyRecord(account: string, regions: readonly string[], partition?: string): Formula {
  const [region] = regions;
  const own = partition ?? (region === undefined ? undefined : partitionOf(region));
  const called = union(arnIn(own), union(oneOf(''), ABSENT));
  return and(recordsAt(account, regions), at('userIdentity.arn', called), rootOf(account, own));
}

/** The same by anybody: whose the caller is makes no difference then. */
export function recordsAt(account: string, regions: readonly string[]): Formula {
  return and(
    managementEvents,
    at('recipientAccountId', oneOf(account)),
    ...(regions.length > 0 ? [at('awsRegion', oneOf(...regions))] : []),
  );
}

/**
 * The root user goes by the number of its account ("AWS account root user" in "Where you can use policy variables" of IAM), and is recorded
 * in no other one: there it is an AWSAccount ("CloudTrail userIdentity element"). `account`: 12 digits; without it, of any.
 */
function rootOf(account?: string, partition?: string): Formula {
  const number = account === undefined ? ACCOUNT : oneOf(account);
  return or(
    at('userIdentity.type', complement(oneOf('Root'))),
    BY_SERVICE,
    and(
      at('userIdentity.principalId', number),
      at('userIdentity.accountId', number),
      at('userIdentity.arn', rootArn(account, partition)),
    ),
  );
}

/** What is taken for granted of the fields that formulas look at, whichever they are. */
export function plainFields(formulas: readonly Formula[]): Formula {
  const looked = lookedAt(formulas);
  return and(singleValues(looked), ...misspeltAbsent(pathsOf(looked), FIELDS));
}

/**
 * Fields that a formula compares hold texts, numbers, true, false or null in every record, unless something below them is looked at too: by
 * its name, or as any field of an object. The record itself is an object.
 */
function singleValues({ at: compared, into }: Looked): Formula {
  const above = [...compared.values()].flatMap((path) => path.map((_, depth) => path.slice(0, depth).join('.')));
  const within = new Set(['', ...into, ...above]);
  const leaves = [...compared].filter(([key]) => !isKnown(key) && !within.has(key));
  return and(...leaves.map(([, path]) => atom(path, complement(COMPOUND))));
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
