/**
 * Every shipped class put to Z3, with patterns made from its own condition: such that should cover it, each of them with something left out,
 * and each with records excluded; in the language of metric filters and in that of EventBridge rules.
 */
import type { RecordCondition, RecordTest } from '../../src/model/record-condition.ts';
import type { EventClass } from '../../src/model/rule.ts';
import type { Judge } from './compare.ts';
import { EFFORT } from './compare.ts';
import type { Answer, Question } from './coverage.ts';
import { EVENT_PATTERNS, FILTER_PATTERNS, judged } from './coverage.ts';
import type { Filter } from './filters.ts';
import type { Writer } from './writing.ts';
import { asEventPattern, asFilters } from './writing.ts';

export interface ClassTally {
  readonly events: string;
  readonly counts: Readonly<Record<Answer, number>>;
  /** Patterns made to cover the class, and such that surely leave records of it out. */
  readonly made: Readonly<Record<'covered' | 'hole', number>>;
  readonly undecidedByZ3: number;
  readonly differences: readonly ClassDifference[];
}

export interface ClassDifference {
  readonly events: string;
  readonly sentence: string;
  readonly about: string;
  readonly patterns: readonly string[];
}

interface Attempt {
  readonly about: string;
  /** Each is a pattern. */
  readonly conditions: readonly RecordCondition[];
  /** What was made of it; null where that depends on the class. */
  readonly wanted: 'covered' | 'hole' | null;
}

const LANGUAGES: readonly { readonly writer: Writer; readonly language: Question['language'] }[] = [
  { writer: asFilters, language: FILTER_PATTERNS },
  { writer: asEventPattern, language: EVENT_PATTERNS },
];

/** `isShort` asks a few questions of each class instead of all. */
export async function compareClass(
  judge: Judge,
  events: EventClass,
  isShort = false,
  effort = EFFORT,
): Promise<ClassTally> {
  const counts = { covered: 0, hole: 0, unknown: 0, undecided: 0 };
  const made = { covered: 0, hole: 0 };
  const tally = { events: events.id, counts, made, undecidedByZ3: 0, differences: [] as ClassDifference[] };
  const attempts = isShort ? shortened(attemptsAt(events.records)) : attemptsAt(events.records);
  for (const { about, conditions, wanted } of attempts) {
    for (const { writer, language } of LANGUAGES) {
      const patterns = writtenIn(writer, conditions);
      if (patterns === null) continue;
      const { answer, verdict, differences } = await judged(judge, { events, patterns, language }, effort);
      const isOther = wanted !== null && answer !== wanted;
      const surprise = isOther ? [`it was made to be ${wanted}, and is ${answer}`] : [];
      for (const sentence of [...differences, ...surprise]) {
        tally.differences.push({ events: events.id, sentence, about, patterns: patterns.map(({ text }) => text) });
      }
      if (verdict === null) tally.undecidedByZ3++;
      else counts[answer]++;
      if (wanted) made[wanted]++;
    }
  }
  return tally;
}

function writtenIn(writer: Writer, conditions: readonly RecordCondition[]): readonly Filter[] | null {
  const each = conditions.map(writer);
  return each.some((patterns) => patterns === null) ? null : each.flatMap((patterns) => patterns ?? []);
}

/** The first of each sort, by what it is about up to the first colon. */
function shortened(attempts: readonly Attempt[]): readonly Attempt[] {
  const sortOf = ({ about }: Attempt) => about.split(':')[0];
  return attempts.filter((attempt, at) => attempts.findIndex((each) => sortOf(each) === sortOf(attempt)) === at);
}

// What is asked ---------------------------------------------------------------------------------

/** First one that no class speaks of. */
const FIELDS: readonly (readonly [path: string, word: string, pattern: string])[] = [
  ['userAgent', 'console.amazonaws.com', 'aws-cli*'],
  ['userIdentity.type', 'AssumedRole', 'IAM*'],
  ['userIdentity.arn', 'arn:aws:iam::111122223333:user/ci', '*deploy*'],
  ['userIdentity.userName', 'ci', 'ci-*'],
  ['userIdentity.invokedBy', 'AWS Internal', '*.amazonaws.com'],
  ['userIdentity.sessionContext.sessionIssuer.userName', 'deploy', '*-deploy'],
  ['sourceIPAddress', '192.0.2.7', '192.0.2*'],
  ['awsRegion', 'eu-west-1', 'us-*'],
  ['errorCode', 'AccessDenied', '*Exception'],
];

function attemptsAt(records: RecordCondition): readonly Attempt[] {
  const parts = records.type === 'all' ? records.of : [records];
  // Of a star in the middle a filter pattern says too little, or too much.
  const wanted = JSON.stringify(records).includes('*:') ? null : 'covered';
  const each = branchesOf(parts);
  return [
    { about: 'as it is', conditions: [records], wanted },
    { about: 'one for each event', conditions: each, wanted },
    ...parts.flatMap((part) => lessAsked(parts, part, wanted)),
    ...(each.length > 1 ? each : []).map(
      (left, at): Attempt => ({
        about: `one is left out: number ${at + 1}`,
        conditions: each.filter((branch) => branch !== left),
        wanted: 'hole',
      }),
    ),
    ...FIELDS.flatMap(([path, name, pattern]) => excluded(parts, path, name, pattern)),
    ...FIELDS.flatMap(([path, name]) => cut(parts, path, [isIn(name), isNotIn(name), isThere(false)], wanted)),
    ...cut(parts, 'readOnly', [isIn(true), isIn(false)], wanted),
  ];
}

const isIn = (value: string | boolean): RecordTest => ({ operator: 'in', values: [value] });
const isNotIn = (value: string): RecordTest => ({ operator: 'notIn', values: [value] });
const isThere = (exists: boolean): RecordTest => ({ operator: 'exists', exists });
const of = (path: string, test: RecordTest): RecordCondition => ({ type: 'field', path: path.split('.'), test });
const all = (parts: readonly RecordCondition[]): RecordCondition => ({ type: 'all', of: parts });

/** A pattern that asks for less matches more. */
function lessAsked(
  parts: readonly RecordCondition[],
  part: RecordCondition,
  wanted: Attempt['wanted'],
): readonly Attempt[] {
  if (parts.length < 2) return [];
  const rest = parts.filter((each) => each !== part);
  return [{ about: `less is asked: without ${nameOf(part)}`, conditions: [all(rest)], wanted }];
}

function nameOf(condition: RecordCondition): string {
  return condition.type === 'field' ? condition.path.join('.') : condition.type;
}

/** A branch for each event that is named, and for each way of an "any". */
function branchesOf(parts: readonly RecordCondition[]): readonly RecordCondition[] {
  const ways = parts.map((part) => (part.type === 'any' ? part.of.flatMap(branchesOfAny) : eventsOf(part)));
  const combined = ways.reduce<readonly (readonly RecordCondition[])[]>(
    (sofar, some) => sofar.flatMap((before) => some.map((one) => [...before, one])),
    [[]],
  );
  return combined.map(all);
}

function branchesOfAny(branch: RecordCondition): readonly RecordCondition[] {
  return branch.type === 'all' ? branchesOf(branch.of).map((one) => one) : eventsOf(branch);
}

function eventsOf(condition: RecordCondition): readonly RecordCondition[] {
  if (condition.type !== 'field' || condition.path.join('.') !== 'eventName') return [condition];
  const { test } = condition;
  if (test.operator === 'in')
    return test.values.map((value) => ({ ...condition, test: { operator: 'in', values: [value] } }));
  if (test.operator !== 'like') return [condition];
  return test.patterns.map((pattern) => ({ ...condition, test: { operator: 'like', patterns: [pattern] } }));
}

/** What a team leaves out of a pattern, as it is mostly written and as it should be. */
function excluded(parts: readonly RecordCondition[], path: string, name: string, pattern: string): readonly Attempt[] {
  const ways: readonly (readonly [about: string, RecordCondition])[] = [
    ['is not', of(path, isNotIn(name))],
    ['is absent, or is not', { type: 'any', of: [of(path, isThere(false)), of(path, isNotIn(name))] }],
    ['is not like', of(path, { operator: 'notLike', patterns: [pattern] })],
    ['is like', of(path, { operator: 'like', patterns: [pattern] })],
    ['is absent', of(path, isThere(false))],
    ['is there', of(path, isThere(true))],
  ];
  return ways.map(([about, way]) => ({
    about: `excluded: ${path} ${about}`,
    conditions: [all([...parts, way])],
    wanted: null,
  }));
}

/** Patterns that share the class along a field, all of them and all but one. */
function cut(
  parts: readonly RecordCondition[],
  path: string,
  tests: readonly RecordTest[],
  wanted: Attempt['wanted'],
): readonly Attempt[] {
  const pieces = tests.map((test) => all([...parts, of(path, test)]));
  const without = pieces.map(
    (left, at): Attempt => ({
      about: `shared, a part is missing: ${path} ${at}`,
      conditions: pieces.filter((piece) => piece !== left),
      wanted: null,
    }),
  );
  return [{ about: `shared: along ${path}`, conditions: pieces, wanted }, ...without];
}
