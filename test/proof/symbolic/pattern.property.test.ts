/** The bounds of a filter pattern: what they say of a record is what matching says of it, but for a short list of things that they leave open. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expression, Leaf, Operand, Pattern, Selector } from '../../../src/languages/filter-pattern/index.ts';
import { matchPattern, parsePattern, printPattern } from '../../../src/languages/filter-pattern/index.ts';
import type { CloudTrailRecord, Value } from '../../../src/model/value.ts';
import { patternBounds } from '../../../src/proof/symbolic/pattern.ts';
import { AT, expressionOf, pattern, selector } from '../../languages/arbitrary.ts';
import { agrees, decided, equals } from './agreement.ts';

const KEYS = ['a', 'b', 'c.d', '__proto__'] as const;

/** A selector with one wildcard among its steps. */
function over(type: 'anyElement' | 'anyField'): fc.Arbitrary<Selector> {
  return fc
    .tuple(selector, fc.nat(2))
    .map(([{ steps }, at]) => ({ steps: [...steps.slice(0, at), { type }, ...steps.slice(at)], ...AT }));
}

const text = (words: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...words), fc.boolean())
    .map(([word, isQuoted]): Operand => ({ type: 'text', text: word, isQuoted, ...AT }));
const plain = text([
  'x',
  'xy',
  'Root',
  'true',
  'FALSE',
  'null',
  '7',
  '-1',
  '07',
  '7.0',
  '0.3',
  '',
  'a\\"b',
  '12345678901234567',
]);
const starred = text(['*', 'x*', '*x', '*x*', 'x*y', '*x*y', '**', 'n*', 'N*', 't*', '7*', '*.*', 'a*\\*']);
const numbers = (written: readonly string[]) =>
  fc
    .constantFrom(...written)
    .map((digits): Operand => ({ type: 'number', text: digits, value: Number(digits), ...AT }));
const number = numbers(['7', '-1', '0.5', '0', '1e2', '+7.00', '0.3']);
const imprecise = numbers(['12345678901234567890', '9007199254740993', '1e999']);
const sources = fc.oneof(
  fc.constantFrom('x', '^x', 'y$', '^xy$', 'x|R', '^$', '.', '\\d', '\\bx', '[[:alpha:]]', 'x++', '[x', '\\x78'),
  fc
    .array(fc.constantFrom('x', 'y', 'R', '.', '\\d', '\\W', '[xy]', '[^x]', '^', '$', '|', '*', '+', '?', '{1,2}'), {
      minLength: 1,
      maxLength: 5,
    })
    .map((pieces) => pieces.join('')),
);
const regex = sources.map((source): Operand => ({ type: 'regex', source, ...AT }));

function leaf(selectors: fc.Arbitrary<Selector>, operands: fc.Arbitrary<Operand>): fc.Arbitrary<Leaf> {
  const compare = fc.record({
    selector: selectors,
    operator: fc.constantFrom('=' as const, '!=' as const),
    operand: operands,
  });
  const order = fc.record({
    selector: selectors,
    operator: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
    operand: fc.oneof({ weight: 5, arbitrary: number }, imprecise),
  });
  const asDocumented = fc.nat(19).map((dice) => dice > 0);
  return fc.oneof(
    { weight: 5, arbitrary: compare.map((parts): Leaf => ({ type: 'compare', ...parts, ...AT })) },
    { weight: 1, arbitrary: order.map((parts): Leaf => ({ type: 'compare', ...parts, ...AT })) },
    {
      weight: 1,
      arbitrary: fc
        .record({
          selector: selectors,
          what: fc.constantFrom('NULL' as const, 'TRUE' as const, 'FALSE' as const),
          asDocumented,
        })
        .map((parts): Leaf => ({ type: 'is', ...parts, ...AT })),
    },
    {
      weight: 1,
      arbitrary: fc
        .record({ selector: selectors, asDocumented })
        .map((parts): Leaf => ({ type: 'notExists', ...parts, ...AT })),
    },
  );
}

const TEXTS = [
  'x',
  'xy',
  'yx',
  'xxy',
  'xay',
  'Root',
  'true',
  'null',
  'n',
  '',
  'x\ny',
  '7',
  '07',
  '7.0',
  '+7',
  ' 7',
  '-1',
  '0',
  '.3',
  '0.30',
  'é',
  'a"b',
];
/** Read as numbers in ways that bounds do not tell apart. */
const ODD_TEXTS = ['1e2', '7e0', '.7E+1', '7.0000000000000000000001'];
const NUMBERS = [
  7,
  -1,
  0,
  0.5,
  0.3,
  100,
  8,
  7.000000000000001,
  0.1 + 0.2,
  1e21,
  -1e21,
  9007199254740992,
  12345678901234568,
];

function records(scalars: fc.Arbitrary<Value>): fc.Arbitrary<CloudTrailRecord> {
  return fc.letrec<{ object: CloudTrailRecord; value: Value }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      { weight: 5, arbitrary: scalars },
      fc.array(tie('value'), { maxLength: 3 }),
      tie('object'),
    ),
    object: fc
      .uniqueArray(fc.tuple(fc.constantFrom(...KEYS), tie('value')), { selector: ([key]) => key, maxLength: 4 })
      .map((entries) =>
        JSON.parse(`{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)}}`),
      ),
  })).object;
}

const words = fc.constantFrom<Value>(...TEXTS, true, false, null);
const withNumbers = fc.oneof(words, fc.constantFrom<Value>(...NUMBERS));
const several = (scalars: fc.Arbitrary<Value>) => fc.array(records(scalars), { minLength: 8, maxLength: 8 });

function hold(
  expressions: fc.Arbitrary<Expression>,
  on: fc.Arbitrary<readonly CloudTrailRecord[]>,
  check: typeof equals,
  numRuns: number,
): number {
  let known = 0;
  fc.assert(
    fc.property(expressions, on, (expression, all) => {
      const whole = pattern(expression);
      const bounds = patternBounds(whole);
      for (const each of all) {
        const { truth } = matchPattern(whole, each);
        check(bounds, each, truth, `${printPattern(whole)} on ${JSON.stringify(each)}`);
        if (decided(bounds, each) !== 'unknown') known++;
      }
    }),
    { numRuns },
  );
  return known;
}

const elements = fc.oneof({ weight: 3, arbitrary: selector }, over('anyElement'));

describe('the bounds of a JSON pattern', () => {
  it('say what matching says, where a wildcard meets no number', () => {
    const leaves = leaf(elements, fc.oneof(plain, starred, regex, number));
    expect(hold(expressionOf(leaves), several(words), equals, 1000)).toBeGreaterThan(4000);
  });

  it('say what matching says of numbers, but under a wildcard', () => {
    const leaves = leaf(elements, fc.oneof(plain, regex, number));
    expect(hold(expressionOf(leaves), several(withNumbers), equals, 1000)).toBeGreaterThan(4000);
  });

  it('never say the opposite, whatever the pattern', () => {
    const leaves = leaf(fc.oneof(elements, over('anyField')), fc.oneof(plain, starred, regex, number, imprecise));
    const values = fc.oneof(withNumbers, fc.constantFrom<Value>(...ODD_TEXTS));
    expect(hold(expressionOf(leaves), several(values), agrees, 1000)).toBeGreaterThan(3000);
  });

  /** Everything on which they know less. */
  it.each<readonly [what: string, pattern: string, record: CloudTrailRecord, truth: string]>([
    ['the digits of numbers under a wildcard', '{ $.a = 4* }', { a: 404 }, 'true'],
    ['fields of any name', '{ $.* = "x" }', { a: 'x' }, 'true'],
    ['texts that read as numbers with exponents', '{ $.a = 7 }', { a: '5e1' }, 'false'],
    ['texts of very many digits', '{ $.a = 7 }', { a: '3.14159265358979323846' }, 'false'],
    ['a literal of more digits than numbers keep', '{ $.a = 12345678901234567 }', { a: '5' }, 'false'],
  ])('leave open %s', (_what, source, record, truth) => {
    const parsed = parsePattern(source);
    if (!parsed.ok) throw new Error(parsed.error.message);
    expect(matchPattern(parsed.pattern, record).truth).toBe(truth);
    expect(decided(patternBounds(parsed.pattern), record)).toBe('unknown');
  });

  it.each(['e*', '*e', 'E5*', '*4e', '4*-', '*+'])('know that no number is written as %s', (text) => {
    for (const [sign, truth] of [
      ['=', 'false'],
      ['!=', 'true'],
    ]) {
      const parsed = parsePattern(`{ $.a ${sign} "${text}" }`);
      if (!parsed.ok) throw new Error(parsed.error.message);
      for (const a of [0, 4, -1.5, 4e30]) expect(decided(patternBounds(parsed.pattern), { a })).toBe(truth);
    }
  });
});

describe('the bounds of clauses on a CloudTrail record', () => {
  const CLAUSES = [
    '$.eventName = "DeleteBucket"',
    '$.eventName = Delete*',
    '$.eventName = "*Bucket"',
    '$.eventName = "*ete*uck*"',
    '$.eventName = "Del*et"',
    '$.eventName != "PutBucket"',
    '$.eventName = ""',
    '$.eventName = "*"',
    '$.eventName = %^Delete%',
    '$.eventName != %Bucket$%',
    '$.eventName = %[[:alpha:]]%',
    '$.sourceIPAddress != "10.*"',
    '$.userAgent = "*Mozilla*"',
    '$.resources[*].type != "x"',
    '$.resources[*].ARN NOT EXISTS',
    '$.errorCode NOT EXISTS',
    '$.errorCode = "*Denied*"',
    '$.errorCode != "x"',
    '$.errorCode IS NULL',
    '$.errorCode = null',
    '$.readOnly IS FALSE',
    '$.readOnly = false',
    '$.readOnly != true',
    '$.readOnly IS TRUE',
    '$.readOnly = "f*"',
    '$.userIdentity.type = "Root"',
    '$.userIdentity = "Root"',
    '$.userIdentity NOT EXISTS',
    '$.userIdentity.type != "Root"',
    '$.userIdentity.mfa = "true"',
    '$.count > 5',
    '$.count <= 5',
    '$.count = 5',
    '$.count != 5',
    '$.count = "5"',
    '$.count >= 1e3',
    '$.resources[*].type = "AWS::S3::Bucket"',
    '$.resources[0].type = "AWS::S3::Bucket"',
    '$.resources[*].type != "x"',
    '$.resources = "x"',
    '$.resources[*] = "x"',
    "$.['a\\\\b'] = 1",
    '$.x not exists',
    '$.eventName = "a\\"b"',
    '$.__proto__ NOT EXISTS',
    '$.constructor = "x"',
  ];
  const value = fc.constantFrom<Value>(
    'DeleteBucket',
    'PutBucket',
    'deletebucket',
    'Delet',
    '',
    'x\ny',
    'AccessDenied',
    'Root',
    'true',
    'false',
    '5',
    '05',
    'null',
    0,
    5,
    5.5,
    6,
    1000,
    1e21,
    -1e21,
    true,
    false,
    null,
  );
  const odd = fc.oneof(
    { weight: 8, arbitrary: value },
    fc.array(value, { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('type', 'x'), value),
  );
  const event: fc.Arbitrary<CloudTrailRecord> = fc.record(
    {
      eventName: odd,
      errorCode: odd,
      readOnly: odd,
      count: odd,
      userIdentity: fc.oneof(fc.record({ type: odd, mfa: odd }, { requiredKeys: [] }), odd),
      resources: fc.oneof(
        fc.array(fc.oneof(fc.record({ type: fc.constantFrom<Value>('AWS::S3::Bucket', 'x') }), value), {
          maxLength: 3,
        }),
        odd,
      ),
      x: odd,
    },
    { requiredKeys: [] },
  );

  it.each(CLAUSES)('hold of every record for %s', (clause) => {
    const parsed = parsePattern(`{ ${clause} }`);
    if (!parsed.ok) throw new Error(parsed.error.message);
    const bounds = patternBounds(parsed.pattern);
    fc.assert(
      fc.property(event, (on) => equals(bounds, on, matchPattern(parsed.pattern, on).truth, clause)),
      { numRuns: 60 },
    );
  });

  it('hold of every record where clauses are joined', () => {
    const joined = fc.tuple(
      fc.subarray(
        CLAUSES.filter((clause) => !/%|\*\]|\.\*/.test(clause)),
        { minLength: 2, maxLength: 4 },
      ),
      fc.constantFrom(' && ', ' || '),
    );
    fc.assert(
      fc.property(joined, event, ([parts, sign], on) => {
        const parsed = parsePattern(`{ ${parts.map((part) => `(${part})`).join(sign)} }`);
        if (!parsed.ok) throw new Error(parsed.error.message);
        equals(patternBounds(parsed.pattern), on, matchPattern(parsed.pattern, on).truth, parts.join(sign));
      }),
      { numRuns: 250 },
    );
  });
});

describe('the bounds of terms', () => {
  const WORDS = [
    'Delete',
    'DeleteBucket',
    'Bucket',
    'event',
    'user',
    'Name',
    's3',
    'amazonaws',
    '77',
    'true',
    'u0026',
    'x',
  ];
  const PHRASES = ['s3.amazonaws.com', 'main bucket', 'a/b', "it's", 'a&b', ': true', '', ' ', 'De*te', 'é', 'a\\"b'];
  const term = fc.record({
    role: fc.constantFrom('wanted' as const, 'wanted' as const, 'excluded' as const, 'optional' as const),
    text: fc.constantFrom(...WORDS, ...PHRASES),
    isQuoted: fc.boolean(),
  });
  const terms = fc.array(
    term.map((each) => ({ ...each, ...AT })),
    { minLength: 1, maxLength: 3 },
  );
  const whole: fc.Arbitrary<Pattern> = fc.oneof(
    { weight: 3, arbitrary: terms.map((all): Pattern => ({ form: 'terms', terms: all, ...AT })) },
    fc
      .constantFrom('Delete', 'Delete[A-Z]', 's3.amazonaws', 'a.b', '^.*Delete', 'Put|Stop', '[', '\\d{2}', 'x*')
      .map((source): Pattern => ({ form: 'regex', source, ...AT })),
    fc.constant<Pattern>({ form: 'delimited', slots: [{ type: 'any', ...AT }], ...AT }),
    fc.constant<Pattern>({ form: 'all', ...AT }),
  );
  const value = fc.constantFrom<Value>(
    'DeleteBucket',
    's3.amazonaws.com',
    'main bucket',
    'a/b',
    'a&b',
    "it's x",
    'x77',
    77,
    true,
    null,
  );
  const event = fc.record(
    {
      eventName: value,
      eventSource: value,
      readOnly: fc.boolean(),
      userIdentity: fc.oneof(value, fc.record({ userName: value, type: value }, { requiredKeys: [] })),
      requestParameters: fc.oneof(value, fc.dictionary(fc.constantFrom('bucketName', 'a&b', 'x'), value)),
    },
    { requiredKeys: [] },
  );

  it('never say the opposite of matching', () => {
    let known = 0;
    fc.assert(
      fc.property(whole, fc.array(event, { minLength: 5, maxLength: 5 }), (given, all) => {
        const bounds = patternBounds(given);
        for (const each of all) {
          agrees(bounds, each, matchPattern(given, each).truth, `${printPattern(given)} on ${JSON.stringify(each)}`);
          if (decided(bounds, each) !== 'unknown') known++;
        }
      }),
      { numRuns: 1500 },
    );
    expect(known).toBeGreaterThan(400);
  });

  it.each<readonly [truth: string, what: string, pattern: string, record: CloudTrailRecord]>([
    ['true', 'in a field that is known', 'DeleteBucket', { eventName: 'DeleteBucket' }],
    ['true', 'in part of one', 'Bucket', { eventName: 'DeleteBucket' }],
    ['true', 'as a phrase', '"s3.amazonaws.com"', { eventSource: 's3.amazonaws.com' }],
    ['true', 'as a key', 'eventName', { eventName: 'DeleteBucket' }],
    ['true', 'one of several', '?StopLogging ?DeleteBucket', { eventName: 'DeleteBucket' }],
    ['true', 'by a regular expression', '%Delete[A-Z]%', { eventName: 'DeleteBucket' }],
    ['false', 'an excluded one', 'Delete -Bucket', { eventName: 'DeleteBucket' }],
    ['unknown', 'what may stand anywhere', 'StopLogging', { eventName: 'DeleteBucket' }],
    ['unknown', 'in a field of any name', 'main', { requestParameters: { bucketName: 'main' } }],
    ['unknown', 'that an excluded one is nowhere', 'Delete -Put', { eventName: 'DeleteBucket' }],
    ['unknown', 'beside signs that may be escaped', '%Delete.Bucket%', { userAgent: 'Delete&Bucket' }],
  ])('say %s where it is %s', (truth, _what, source, record) => {
    const parsed = parsePattern(source);
    if (!parsed.ok) throw new Error(parsed.error.message);
    expect(decided(patternBounds(parsed.pattern), record)).toBe(truth);
  });
});
