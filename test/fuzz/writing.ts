/**
 * Conditions on records written as patterns, in the languages of metric filters and of EventBridge rules, each with what AWS documents of it
 * as statements: when it surely matches, and when it perhaps does. Nothing here is shared with the code that reads the patterns.
 */
import type { RecordCondition, RecordTest, Scalar } from '../../src/model/record-condition.ts';
import type { Value } from '../../src/model/value.ts';
import type { Clause, Filter, Reading } from './filters.ts';
import {
  asFilter,
  both,
  COMPOUND,
  different,
  either,
  field,
  joined,
  kinds,
  like,
  ofText,
  other,
  SCALARS,
} from './filters.ts';
import type { Alternative, Path, Piece, Statement, Test } from './statement.ts';
import { spelled } from './statement.ts';

type OfField = Extract<RecordCondition, { type: 'field' }>;

/** Patterns that match what is so together; null where the language, or its limits, have no way to say it. */
export type Writer = (condition: RecordCondition) => readonly Filter[] | null;

// Metric filters --------------------------------------------------------------------------------

const MOST_SIGNS = 1024;

export const asFilters: Writer = (condition) => {
  const filter = asFilter(clauseOf(condition));
  if (filter.text.split('%').length > 5) return null;
  if (filter.text.length <= MOST_SIGNS) return [filter];
  const halves = halved(condition);
  if (halves === null) return null;
  const parts = halves.map(asFilters);
  return parts.some((part) => part === null) ? null : parts.flatMap((part) => part ?? []);
};

/** The condition cut in two where it lists most; null where it lists nothing. */
function halved(condition: RecordCondition): readonly RecordCondition[] | null {
  if (condition.type === 'field') {
    const { test } = condition;
    if (test.operator !== 'in' || test.values.length < 2) return null;
    const middle = test.values.length >> 1;
    const parts = [test.values.slice(0, middle), test.values.slice(middle)];
    return parts.map((values) => ({ ...condition, test: { operator: 'in', values } }));
  }
  if (condition.type === 'not') return null;
  const [longest] = condition.of.toSorted((one, two) => JSON.stringify(two).length - JSON.stringify(one).length);
  const parts = longest ? halved(longest) : null;
  return (
    parts?.map((part) => ({ ...condition, of: condition.of.map((each) => (each === longest ? part : each)) })) ?? null
  );
}

function clauseOf(condition: RecordCondition): Clause {
  switch (condition.type) {
    case 'all':
    case 'any': {
      const [one, ...others] = condition.of.map(clauseOf);
      return one && others.length === 0
        ? one
        : joined(condition.type === 'all' ? 'and' : 'or', one ? [one, ...others] : []);
    }
    case 'not':
      throw new Error('filter patterns have no "not"');
    case 'field':
      return fieldClause(condition);
    default:
      return condition satisfies never;
  }
}

function fieldClause({ path, test }: OfField): Clause {
  const several = (type: 'and' | 'or', [one, ...others]: readonly Clause[]): Clause =>
    one && others.length === 0 ? one : joined(type, one ? [one, ...others] : []);
  switch (test.operator) {
    case 'in':
      return several(
        'or',
        test.values.map((value) => equalClause(path, value)),
      );
    case 'notIn':
      return several(
        'and',
        test.values.map((value) => comparing(path, '!=', different(ofText(String(value), isValue(value))))),
      );
    case 'like':
      return several(
        'or',
        test.patterns.map((pattern) => comparing(path, '=', likeReading(pattern))),
      );
    case 'notLike':
      return several(
        'and',
        test.patterns.map((pattern) => comparing(path, '!=', different(likeReading(pattern)))),
      );
    case 'exists': {
      const anything: Reading = { text: '*', surely: kinds(...SCALARS), perhaps: kinds(...SCALARS, 'null') };
      return test.exists ? comparing(path, '=', anything) : word(path, 'NOT EXISTS', kinds('absent'));
    }
    default:
      return test satisfies never;
  }
}

const isValue = (value: Scalar): Test => ({ type: 'is', values: [value] });

function comparing(path: Path, sign: '=' | '!=', { text, surely, perhaps }: Reading): Clause {
  const spoils = [field(path, COMPOUND)];
  return {
    text: `$.${path.join('.')} ${sign} ${text}`,
    surely: field(path, surely),
    perhaps: field(path, perhaps),
    spoils,
  };
}

function word(path: Path, text: string, test: Test): Clause {
  return { text: `$.${path.join('.')} ${text}`, surely: field(path, test), perhaps: field(path, test), spoils: [] };
}

function equalClause(path: Path, value: Scalar): Clause {
  if (typeof value === 'boolean') return word(path, value ? 'IS TRUE' : 'IS FALSE', isValue(value));
  if (value === null) return word(path, 'IS NULL', isValue(value));
  if (typeof value === 'string') return comparing(path, '=', ofText(value, isValue(value)));
  // Nobody says whether it equals a text of the same digits.
  return comparing(path, '=', {
    text: String(value),
    surely: isValue(value),
    perhaps: either(isValue(value), kinds('text')),
  });
}

/** A star in the middle may be a wildcard or a star, so that a regular expression says it better. */
function likeReading(pattern: string): Reading {
  const parts = pattern.split('*');
  const [first, ...rest] = parts;
  const isAtEnds = parts.length < 3 ? parts.length === 1 || parts.includes('') : first === '' && rest[1] === '';
  if (isAtEnds && parts.length < 4) return ofText(pattern, like(...parts));
  const letters = (text: string): readonly Piece[] =>
    [...text].map((sign) => ({
      aws: sign.replace(/[.+?^${}()|[\]\\]/, '\\$&'),
      smt: `(str.to_re "${sign}")`,
      times: [1, 1],
    }));
  const any: Piece = { aws: '.', smt: '(re.diff re.allchar (str.to_re "\\u{a}"))', times: [0, null] };
  const pieces = parts.flatMap((part, at) => (at === 0 ? letters(part) : [any, ...letters(part)]));
  const alternatives: readonly Alternative[] = [{ begins: true, ends: true, pieces }];
  const found: Test = { type: 'regex', alternatives };
  const lines = either(like('', '\n', ''), like('', '\r', ''));
  const unclear = either(lines, kinds('number', 'true', 'false', 'null'));
  return { text: `%${spelled(alternatives)}%`, surely: both(found, other(lines)), perhaps: either(found, unclear) };
}

// EventBridge rules -----------------------------------------------------------------------------

const LEAF = kinds('text', 'number', 'true', 'false', 'null');

interface Written {
  readonly detail: { readonly [key: string]: Value };
  readonly says: readonly Statement[];
}

export const asEventPattern: Writer = (condition) => {
  const parts = condition.type === 'all' ? condition.of : [condition];
  const written = writtenAs(parts);
  if (written === null) return null;
  const around = [...aroundDetail(parts, 'eventSource', sourceOf), ...aroundDetail(parts, 'eventType', detailTypeOf)];
  const detail = Object.keys(written.detail).length === 0 ? {} : { detail: written.detail };
  const text = JSON.stringify({ ...Object.fromEntries(around.map(({ key, values }) => [key, values])), ...detail });
  if (text.length > 2048) return null;
  const all = (part: 'surely' | 'perhaps'): Statement => ({
    type: 'and',
    of: [...written.says, ...around.map((each) => each[part])],
  });
  return [{ text, surely: all('surely'), perhaps: all('perhaps') }];
};

interface Around {
  readonly key: string;
  readonly values: readonly string[];
  readonly surely: Statement;
  readonly perhaps: Statement;
}

/** What is said beside the detail, where the condition says enough for it. */
function aroundDetail(
  parts: readonly RecordCondition[],
  name: string,
  make: (values: readonly string[]) => Around | null,
): readonly Around[] {
  return parts.flatMap((part) => {
    if (part.type !== 'field' || part.path.join('.') !== name || part.test.operator !== 'in') return [];
    return make(part.test.values.map(String)) ?? [];
  });
}

const API_CALL = 'AwsApiCall';
const SIGN_IN = 'AwsConsoleSignIn';
const typeIs = (...values: readonly string[]): Statement => field(['eventType'], { type: 'is', values });
const not = (of: Statement): Statement => ({ type: 'not', of });

/** "s3.amazonaws.com" comes from "aws.s3"; of events that are neither calls nor sign-ins that is not documented. */
function sourceOf(services: readonly string[]): Around {
  const named = field(['eventSource'], { type: 'is', values: services });
  const usual = typeIs(API_CALL, SIGN_IN);
  return {
    key: 'source',
    values: services.map((service) => `aws.${service.split('.')[0]}`),
    surely: { type: 'and', of: [named, usual] },
    perhaps: { type: 'or', of: [named, not(usual)] },
  };
}

/** Sign-ins are documented under both detail-types, other types of events under none. */
function detailTypeOf(types: readonly string[]): Around | null {
  if (types.some((type) => type !== API_CALL && type !== SIGN_IN)) return null;
  const surely = typeIs(...types);
  const open = [not(typeIs(API_CALL, SIGN_IN)), ...(types.includes(API_CALL) ? [typeIs(SIGN_IN)] : [])];
  return {
    key: 'detail-type',
    values: types.map((type) => `AWS ${type === API_CALL ? 'API Call' : 'Console Sign In'} via CloudTrail`),
    surely,
    perhaps: { type: 'or', of: [surely, ...open] },
  };
}

function writtenAs(parts: readonly RecordCondition[]): Written | null {
  let detail: Written['detail'] = {};
  const says: Statement[] = [];
  for (const part of parts) {
    const alternatives = alternativesOf(part);
    if (alternatives) {
      const wider = placed(detail, alternatives.path, alternatives.values);
      if (wider === null) return null;
      detail = wider;
      says.push(field(alternatives.path, alternatives.test));
      continue;
    }
    if (part.type !== 'any' || detail['$or'] !== undefined) return null;
    const branches = part.of.map((branch) => writtenAs(branch.type === 'all' ? branch.of : [branch]));
    if (branches.length < 2 || branches.some((branch) => branch === null)) return null;
    const whole = branches.flatMap((branch) => branch ?? []);
    detail = { ...detail, $or: whole.map((branch) => branch.detail) };
    says.push({ type: 'or', of: whole.map((branch): Statement => ({ type: 'and', of: branch.says })) });
  }
  return { detail, says };
}

/** Alternatives for one field: a condition on it, or several that are joined by "any". */
function alternativesOf(
  condition: RecordCondition,
): { readonly path: Path; readonly values: readonly Value[]; readonly test: Test } | null {
  const fields = condition.type === 'field' ? [condition] : condition.type === 'any' ? condition.of : [];
  const [first] = fields;
  if (first?.type !== 'field') return null;
  const same = fields.flatMap((one) =>
    one.type === 'field' && one.path.join('.') === first.path.join('.') ? [one] : [],
  );
  if (same.length !== fields.length) return null;
  const tests = same.map(({ test }) => eventTest(test));
  return {
    path: first.path,
    values: same.flatMap(({ test }) => matchers(test)),
    test: tests.reduce((one, two) => either(one, two)),
  };
}

function placed(detail: Written['detail'], path: Path, values: readonly Value[]): Written['detail'] | null {
  const [key, ...rest] = path.map(String);
  if (key === undefined) return null;
  const before = detail[key];
  if (rest.length === 0) return before === undefined ? { ...detail, [key]: values } : null;
  if (before !== undefined && (typeof before !== 'object' || before === null || Array.isArray(before))) return null;
  const inner = placed((before ?? {}) as Written['detail'], rest, values);
  return inner === null ? null : { ...detail, [key]: inner };
}

function matchers(test: RecordTest): readonly Value[] {
  switch (test.operator) {
    case 'in':
      return test.values;
    case 'notIn':
      return [{ 'anything-but': test.values }];
    case 'like':
      return test.patterns.map(likeMatcher);
    case 'notLike':
      return [{ 'anything-but': { wildcard: test.patterns } }];
    case 'exists':
      return [{ exists: test.exists }];
    default:
      return test satisfies never;
  }
}

function likeMatcher(pattern: string): Value {
  const [before = '', after = '', ...others] = pattern.split('*');
  if (!pattern.includes('*')) return pattern;
  if (others.length === 0 && after === '') return { prefix: before };
  return others.length === 0 && before === '' ? { suffix: after } : { wildcard: pattern };
}

function eventTest(test: RecordTest): Test {
  const anyLike = (patterns: readonly string[]) =>
    patterns.map((pattern) => like(...pattern.split('*'))).reduce(either);
  switch (test.operator) {
    case 'in':
      return { type: 'is', values: test.values };
    case 'notIn':
      return both(LEAF, other({ type: 'is', values: test.values }));
    case 'like':
      return anyLike(test.patterns);
    case 'notLike':
      return both(LEAF, other(anyLike(test.patterns)));
    case 'exists':
      return test.exists ? LEAF : other(LEAF);
    default:
      return test satisfies never;
  }
}
