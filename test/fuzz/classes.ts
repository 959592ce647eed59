/** Event classes at random, and any class, as statements; and what is so of every record of a management event. */
import type { RecordCondition, RecordTest } from '../../src/model/record-condition.ts';
import type { Chance } from './chance.ts';
import type { KindName, Path, Piece, Statement, Test } from './statement.ts';

export function classOf(luck: Chance): RecordCondition {
  const conditions = luck.some(1, 3, () => condition(luck));
  return conditions.length === 1 && conditions[0] ? conditions[0] : { type: 'all', of: conditions };
}

const CONDITIONS: readonly (readonly [path: string, tests: readonly RecordTest[]])[] = [
  [
    'eventName',
    [
      { operator: 'in', values: ['DeleteBucket'] },
      { operator: 'in', values: ['DeleteBucket', 'DeleteUser', 'ConsoleLogin'] },
      { operator: 'in', values: ['StopLogging', 'UpdateTrail', 'DeleteTrail'] },
      { operator: 'like', patterns: ['Delete*', 'Put*'] },
      { operator: 'notLike', patterns: ['Get*'] },
    ],
  ],
  [
    'eventSource',
    [
      { operator: 'in', values: ['s3.amazonaws.com'] },
      { operator: 'like', patterns: ['iam*'] },
    ],
  ],
  [
    'errorCode',
    [
      { operator: 'exists', exists: false },
      { operator: 'like', patterns: ['AccessDenied*', '*UnauthorizedOperation'] },
      { operator: 'in', values: ['AccessDenied'] },
    ],
  ],
  [
    'readOnly',
    [
      { operator: 'in', values: [false] },
      { operator: 'in', values: [true] },
    ],
  ],
  ['eventType', [{ operator: 'notIn', values: ['AwsServiceEvent'] }]],
  [
    'userIdentity.type',
    [
      { operator: 'in', values: ['Root'] },
      { operator: 'notIn', values: ['Root', 'AssumedRole'] },
    ],
  ],
  ['userIdentity.invokedBy', [{ operator: 'exists', exists: false }]],
  [
    'userIdentity.arn',
    [
      { operator: 'exists', exists: true },
      { operator: 'notLike', patterns: ['*deploy*'] },
    ],
  ],
  [
    'additionalEventData.MFAUsed',
    [
      { operator: 'notIn', values: ['Yes'] },
      { operator: 'in', values: ['No', null] },
    ],
  ],
  [
    'requestParameters.name',
    [
      { operator: 'exists', exists: true },
      { operator: 'notIn', values: ['main', true] },
    ],
  ],
];

function condition(luck: Chance): RecordCondition {
  const [path, tests] = luck.onceIn(2) ? (CONDITIONS[0] as (typeof CONDITIONS)[number]) : luck.oneOf(CONDITIONS);
  const one: RecordCondition = { type: 'field', path: path.split('.'), test: luck.oneOf(tests) };
  if (luck.onceIn(8)) return { type: 'not', of: one };
  return luck.onceIn(8) ? { type: 'any', of: [one, condition(luck)] } : one;
}

export function statementOf(given: RecordCondition): Statement {
  switch (given.type) {
    case 'all':
      return { type: 'and', of: given.of.map(statementOf) };
    case 'any':
      return { type: 'or', of: given.of.map(statementOf) };
    case 'not':
      return { type: 'not', of: statementOf(given.of) };
    case 'field':
      return { type: 'field', path: given.path, test: testOf(given.test) };
    default:
      return given satisfies never;
  }
}

/** Of a field that is absent only `exists: false` is so. */
function testOf(test: RecordTest): Test {
  const absent: Test = { type: 'kinds', kinds: ['absent'] };
  const present: Test = { type: 'other', than: absent };
  const without = (than: Test): Test => ({ type: 'both', of: [present, { type: 'other', than }] });
  switch (test.operator) {
    case 'in':
      return { type: 'is', values: test.values };
    case 'notIn':
      return without({ type: 'is', values: test.values });
    case 'like':
      return anyLike(test.patterns);
    case 'notLike':
      return without(anyLike(test.patterns));
    case 'exists':
      return test.exists ? present : absent;
    default:
      return test satisfies never;
  }
}

function anyLike(patterns: readonly string[]): Test {
  const tests = patterns.map((pattern): Test => ({ type: 'like', parts: pattern.split('*'), ignoreCase: false }));
  return tests.reduce((one, other) => ({ type: 'either', of: [one, other] }));
}

const SHAPE: Readonly<Record<string, readonly KindName[]>> = {
  eventVersion: ['text'],
  eventTime: ['text'],
  eventSource: ['text'],
  eventName: ['text'],
  eventType: ['text'],
  eventID: ['text'],
  awsRegion: ['text'],
  sourceIPAddress: ['text'],
  recipientAccountId: ['text'],
  readOnly: ['true', 'false', 'absent'],
  userAgent: ['text', 'absent'],
  errorCode: ['text', 'absent'],
  errorMessage: ['text', 'absent'],
  requestParameters: ['object', 'null', 'absent'],
  responseElements: ['object', 'null', 'absent'],
  additionalEventData: ['object', 'absent'],
  resources: ['list', 'absent'],
  userIdentity: ['object'],
  'userIdentity.type': ['text', 'absent'],
  'userIdentity.arn': ['text', 'absent'],
  'userIdentity.principalId': ['text', 'absent'],
  'userIdentity.accountId': ['text', 'absent'],
  'userIdentity.userName': ['text', 'absent'],
  'userIdentity.invokedBy': ['text', 'absent'],
  'userIdentity.sessionContext': ['object', 'absent'],
  'userIdentity.sessionContext.sessionIssuer': ['object', 'absent'],
  'userIdentity.sessionContext.sessionIssuer.userName': ['text', 'absent'],
};

/** Never empty, where they are there. */
const NAMES: readonly string[] = [
  ...['eventSource', 'eventName', 'eventType', 'eventID', 'awsRegion', 'errorCode', 'errorMessage'],
  ...['userIdentity.type', 'userIdentity.invokedBy'],
];

/** Of these none is longer than a line. */
const LINES: readonly string[] = NAMES.filter((name) => name !== 'errorMessage');

const DIGIT: Pick<Piece, 'aws' | 'smt'> = { aws: '\\d', smt: '(re.range "0" "9")' };
const digits = (least: number, most: number | null): Piece => ({ ...DIGIT, times: [least, most] });
const sign = (text: string): Piece => ({
  aws: text === '.' ? '\\.' : text,
  smt: `(str.to_re "${text}")`,
  times: [1, 1],
});

const SMALL = '(re.range "a" "z")';
const HEX = `(re.union ${DIGIT.smt} (re.range "a" "f") (re.range "A" "F"))`;
const LINE_END = '(re.union (str.to_re "\\u{a}") (str.to_re "\\u{d}"))';
const NAMING = `(re.union ${SMALL} ${DIGIT.smt} (str.to_re "-"))`;
const ON_LINE = `(re.diff re.allchar ${LINE_END})`;
const made = (aws: string, smt: string, least = 1, most: number | null = least): Piece => ({
  aws,
  smt,
  times: [least, most],
});
const text = (signs: string): readonly Piece[] => [...signs].map(sign);

/** Ways to write what stands in a field. */
const WRITTEN: Readonly<Record<string, readonly (readonly Piece[])[]>> = {
  eventVersion: [
    [...text('1.0'), made('[7-9]', '(re.range "7" "9")')],
    [...text('1.'), made('[1-9]', '(re.range "1" "9")'), digits(1, null)],
  ],
  eventTime: [
    [
      ...[digits(4, 4), sign('-'), digits(2, 2), sign('-'), digits(2, 2), sign('T')],
      ...[digits(2, 2), sign(':'), digits(2, 2), sign(':'), digits(2, 2), sign('Z')],
    ],
  ],
  sourceIPAddress: [
    [made('[^0-9\\x0a\\x0d]', `(re.diff ${ON_LINE} ${DIGIT.smt})`), made('[^\\x0a\\x0d]', ON_LINE, 0, null)],
    [digits(1, 3), sign('.'), digits(1, 3), sign('.'), digits(1, 3), sign('.'), digits(1, 3)],
    [
      ...[digits(1, 1), made('[0-9a-fA-F]', HEX, 0, null), sign(':')],
      made('[0-9a-fA-F:.]', `(re.union ${HEX} (str.to_re ":") (str.to_re "."))`, 0, null),
    ],
  ],
  'userIdentity.arn': [
    [
      ...[...text('arn:aws:'), made('[a-z]', SMALL)],
      ...[made('[a-z0-9-]', NAMING, 0, null), sign(':'), made('[a-z0-9-]', NAMING, 0, null), sign(':')],
      ...[digits(0, null), sign(':'), made('[^\\x0a\\x0d]', ON_LINE, 1, null)],
    ],
  ],
};

function lineEnd(sign: string): Test {
  return { type: 'like', parts: ['', sign, ''], ignoreCase: false };
}

/** What is so of the texts of a field. */
function formOf(field: string): readonly Test[] {
  const ways = WRITTEN[field];
  const written: Test = {
    type: 'regex',
    alternatives: (ways ?? []).map((pieces) => ({ begins: true, ends: true, pieces })),
  };
  return [
    ...(NAMES.includes(field) ? [{ type: 'other' as const, than: { type: 'is' as const, values: [''] } }] : []),
    ...(LINES.includes(field) ? ['\n', '\r'].map((end) => ({ type: 'other' as const, than: lineEnd(end) })) : []),
    ...(ways ? [field === 'userIdentity.arn' ? orNone(written) : written] : []),
  ];
}

/** Absent or empty. */
function orNone(test: Test): Test {
  const none: Test = {
    type: 'either',
    of: [
      { type: 'kinds', kinds: ['absent'] },
      { type: 'is', values: [''] },
    ],
  };
  return { type: 'either', of: [none, test] };
}

/** What is so of the fields that statements look at, in a record of the account and one of the regions. Others are single values. */
export function shapeOf(statements: readonly Statement[], account: string, regions: readonly string[]): Statement {
  const paths = new Map(statements.flatMap(pathsIn).map((path) => [path.join('.'), path]));
  for (const field of ['userIdentity', 'userIdentity.type', 'eventType', 'readOnly'])
    paths.set(field, field.split('.'));
  const shapes = [...paths].flatMap(([field, path]): readonly Statement[] => {
    const kinds = SHAPE[field];
    const test: Test = kinds
      ? { type: 'kinds', kinds }
      : { type: 'other', than: { type: 'kinds', kinds: ['list', 'object'] } };
    return [test, ...formOf(field)].map((each) => ({ type: 'field', path, test: each }));
  });
  const is = (path: string, ...values: readonly string[]): Statement => ({
    type: 'field',
    path: path.split('.'),
    test: { type: 'is', values },
  });
  const called: Statement = { type: 'field', path: ['userIdentity', 'type'], test: { type: 'kinds', kinds: ['text'] } };
  const byService: Statement = { type: 'or', of: [called, is('eventType', 'AwsServiceEvent')] };
  const not = (of: Statement): Statement => ({ type: 'not', of });
  const or = (...of: readonly Statement[]): Statement => ({ type: 'or', of });
  const said: Statement = { type: 'field', path: ['readOnly'], test: { type: 'kinds', kinds: ['true', 'false'] } };
  const saying: Statement = { type: 'or', of: [said, not(is('eventType', 'AwsApiCall', 'AwsConsoleSignIn'))] };
  const isLooked = (field: string) => paths.has(field);
  const service = is('eventType', 'AwsServiceEvent');
  const empty = isLooked('userIdentity.arn') ? [or(not(is('userIdentity.arn', '')), service)] : [];
  const own = Object.entries({ principalId: account, accountId: account, arn: `arn:aws:iam::${account}:root` });
  const asRoot = own.map(([key, value]) => [`userIdentity.${key}`, value] as const).filter(([key]) => isLooked(key));
  const root = asRoot.map(([key, value]) => or(not(is('userIdentity.type', 'Root')), service, is(key, value)));
  return {
    type: 'and',
    of: [
      ...shapes,
      byService,
      saying,
      ...empty,
      ...root,
      is('recipientAccountId', account),
      is('awsRegion', ...regions),
    ],
  };
}

function pathsIn(statement: Statement): readonly Path[] {
  switch (statement.type) {
    case 'field':
      return parentsOf(statement.path);
    case 'element':
      return parentsOf(statement.path);
    case 'and':
    case 'or':
      return statement.of.flatMap(pathsIn);
    case 'not':
      return pathsIn(statement.of);
    default:
      return statement satisfies never;
  }
}

/** The field, and those above it of which something is known. */
function parentsOf(path: Path): readonly Path[] {
  const above = path.map((_, depth) => path.slice(0, depth + 1));
  return above.filter((part) => part.length === path.length || part.join('.') in SHAPE);
}
