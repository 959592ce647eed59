/** Whether there is such a record: structure, lists, what a record is kept like, and where the work ends. */
import { describe, expect, it } from 'vitest';
import type { Formula, Hint, Solution, SolveOptions } from '../../../src/languages/formula/index.ts';
import {
  ABSENT,
  and,
  atom,
  between,
  complement,
  evaluate,
  FALSE,
  finding,
  intersect,
  like,
  NOTHING,
  not,
  ofKind,
  oneOf,
  or,
  PRESENT,
  solve,
  someElement,
  TRUE,
} from '../../../src/languages/formula/index.ts';
import type { Value } from '../../../src/model/value.ts';

const is = (path: string, ...values: readonly (string | number | boolean | null)[]): Formula =>
  atom(steps(path), oneOf(...values));
const there = (path: string): Formula => atom(steps(path), PRESENT);
const missing = (path: string): Formula => atom(steps(path), ABSENT);

/** `a.0.b`: digits are places of lists. */
function steps(path: string): readonly (string | number)[] {
  return path === '' ? [] : path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

const SAT: readonly (readonly [what: string, formula: Formula, record: Readonly<Record<string, Value>>])[] = [
  ['nothing is asked', TRUE, {}],
  ['a value', is('a', 'x'), { a: 'x' }],
  ['null is not absence', is('a', null), { a: null }],
  ['a value below others', is('a.b.c', 1), { a: { b: { c: 1 } } }],
  ['absence needs no parent', missing('a.b'), {}],
  ['absence below a text', and(missing('a.b'), is('a', 'x')), { a: 'x' }],
  ['absence below an object', and(missing('a.b'), there('a.c')), { a: { c: 'x' } }],
  ['a place needs those before it', is('l.2', 'x'), { l: [null, null, 'x'] }],
  ['a list that ends', and(is('l.0', 1), missing('l.1')), { l: [1] }],
  ['an empty list', and(atom(['l'], ofKind('list')), missing('l.0')), { l: [] }],
  ['lists in lists', is('l.0.1', 'x'), { l: [[null, 'x']] }],
  ['a key that looks like an index', atom(['a', '0'], oneOf('x')), { a: { '0': 'x' } }],
  ['a key that objects have of their own', atom(['toString', 'length'], oneOf(1)), { toString: { length: 1 } }],
  ['what the coverings leave', and(is('a', 'x', 'y', 'z'), not(is('a', 'x')), not(is('a', 'z'))), { a: 'y' }],
  ['a case in which no covering holds', and(is('a', 'x'), not(and(is('a', 'x'), missing('e')))), { a: 'x', e: 'x' }],
  ['a number beyond all', and(atom(['n'], between({ from: 5, fromIsIn: false })), not(is('n', 6))), { n: 5.5 }],
  ['an element', someElement(['l'], is('', 'x')), { l: ['x'] }],
  ['two elements', and(someElement(['l'], is('', 'x')), someElement(['l'], is('', 'y'))), { l: ['x', 'y'] }],
  ['one element for two wishes', and(someElement(['l'], is('', 'x')), someElement(['l'], there(''))), { l: ['x'] }],
  ['an object among the elements', someElement(['l'], and(is('t', 'A'), is('n', 1))), { l: [{ t: 'A', n: 1 }] }],
  ['no element at all', and(not(someElement(['l'], there(''))), atom(['l'], ofKind('list'))), { l: [] }],
  ['no such element where there is no list', and(not(someElement(['l'], there(''))), is('l', 'x')), { l: 'x' }],
  ['an element behind a place', and(is('l.0', 'a'), someElement(['l'], is('', 'b'))), { l: ['a', 'b'] }],
  ['the last place as the element', and(missing('l.1'), someElement(['l'], is('', 'b'))), { l: ['b'] }],
  [
    'another alternative than an element that there cannot be',
    and(
      or(someElement(['l'], is('', 'x')), someElement(['m'], is('', 'y'))),
      not(someElement(['l'], is('', 'x', 'z'))),
    ),
    { m: ['y'] },
  ],
  [
    'an element of an element of which places are spoken of',
    and(someElement(['l'], someElement([], is('', 'x'))), missing('l.1'), is('l.0.0', 'x'), missing('l.0.1')),
    { l: [['x']] },
  ],
  ['an element from the second on', { type: 'some', path: ['l'], from: 1, of: is('', 'x') }, { l: ['x', 'x'] }],
  ['lists of lists', someElement(['l'], someElement([], is('', 'x'))), { l: [['x']] }],
];

const UNSAT: readonly (readonly [what: string, formula: Formula])[] = [
  ['nothing can hold', FALSE],
  ['two values of one field', and(is('a', 'x'), is('a', 'y'))],
  ['a record that is no object', atom([], ofKind('list', 'text', 'null'))],
  ['a place of the record itself', there('0')],
  ['a value below a text', and(is('a', 'x'), there('a.b'))],
  ['a value below nothing', and(missing('a'), there('a.b'))],
  ['a value far below null', and(is('a', null), there('a.b.c.d'))],
  ['a key of a list', and(there('a.0'), there('a.b'))],
  ['a place behind a missing one', and(missing('l.0'), there('l.2'))],
  ['a place behind one that is not there, by alternatives', and(or(missing('l.1'), missing('l.0')), there('l.3'))],
  ['all kinds covered', and(not(missing('a')), not(there('a')))],
  ['prefixes that cover', and(atom(['a'], like(['Delete', ''])), not(atom(['a'], like(['De', '']))))],
  [
    'numbers that cover',
    and(atom(['a'], between({})), not(atom(['a'], between({ to: 0 }))), not(atom(['a'], between({ from: 0 })))),
  ],
  ['an element of no list', and(someElement(['l'], there('')), not(there('l.0')))],
  [
    'an element that no element may be',
    and(someElement(['l'], is('', 'x')), not(someElement(['l'], is('', 'x', 'y')))),
  ],
  ['two fields that only different elements have', and(someElement(['l'], and(is('t', 'A'), is('t', 'B'))))],
  [
    'an element with one field that none may have with the other',
    and(someElement(['l'], and(is('t', 'A'), is('n', 1))), not(someElement(['l'], and(is('t', 'A'), there('n'))))),
  ],
  ['a place that no element may be', and(is('l.0', 'x'), not(someElement(['l'], is('', 'x'))))],
  ['an element in a list that is full', and(is('l.0', 'a'), missing('l.1'), someElement(['l'], is('', 'b')))],
  ['two elements in one place', and(missing('l.1'), someElement(['l'], is('', 'a')), someElement(['l'], is('', 'b')))],
  [
    'an element of an element that is full',
    and(someElement(['l'], someElement([], is('', 'x'))), missing('l.1'), is('l.0.0', 'a'), missing('l.0.1')),
  ],
  [
    'an element from the second on where only the first will do',
    and({ type: 'some', path: ['l'], from: 1, of: is('', 'x') }, is('l.1', 'y'), missing('l.2'), is('l.0', 'x')),
  ],
  ['an element of a text', and(is('l', 'x'), someElement(['l'], there('')))],
  ['an absent element', someElement(['l'], missing(''))],
  [
    'a class covered piece by piece',
    and(is('a', 'x', 'y'), not(and(is('a', 'x'), missing('e'))), not(and(is('a', 'x'), there('e'))), not(is('a', 'y'))),
  ],
];

describe('a record that meets a formula', () => {
  it.each(SAT)('%s', (_, formula, record) => {
    expect(solve(formula)).toEqual({ result: 'sat', record });
    expect(evaluate(formula, record)).toBe(true);
  });

  it.each(UNSAT)('does not exist: %s', (_, formula) => {
    expect(solve(formula)).toEqual({ result: 'unsat' });
  });

  it("has the keys it should have even if they are the prototype's", () => {
    const solution = solve(atom(['__proto__', 'a'], oneOf('x')));
    expect(JSON.stringify(solution)).toBe('{"result":"sat","record":{"__proto__":{"a":"x"}}}');
  });
});

const BASE = {
  eventName: 'DeleteBucket',
  eventSource: 's3.amazonaws.com',
  readOnly: false,
  responseElements: null,
  userIdentity: { type: 'Root', arn: 'arn:aws:iam::111122223333:root' },
  resources: [{ type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::logs' }, { type: 'AWS::S3::Object' }],
} as const;

const LIKE_BASE: readonly (readonly [
  what: string,
  formula: Formula,
  changed: Readonly<Record<string, Value | undefined>>,
])[] = [
  [
    'stays where it meets the formula',
    and(is('eventName', 'DeleteBucket', 'PutBucketPolicy'), there('userIdentity.type')),
    {},
  ],
  ['has one field changed', not(is('eventSource', 's3.amazonaws.com')), { eventSource: 'x' }],
  ['has a field left out', missing('readOnly'), { readOnly: undefined }],
  ['has a field more', there('errorCode'), { errorCode: 'x' }],
  [
    'has a field changed inside',
    is('userIdentity.type', 'IAMUser'),
    { userIdentity: { ...BASE.userIdentity, type: 'IAMUser' } },
  ],
  ['has a field less inside', missing('userIdentity.arn'), { userIdentity: { type: 'Root' } }],
  [
    'has an object where null was',
    is('responseElements.ConsoleLogin', 'Success'),
    { responseElements: { ConsoleLogin: 'Success' } },
  ],
  ['keeps its elements', someElement(['resources'], is('type', 'AWS::S3::Object')), {}],
  [
    'has an element more, like the first',
    someElement(['resources'], is('type', 'AWS::KMS::Key')),
    {
      resources: [...BASE.resources, { type: 'AWS::KMS::Key', ARN: 'arn:aws:s3:::logs' }],
    },
  ],
  ['has an element less', not(someElement(['resources'], there('ARN'))), { resources: [{ type: 'AWS::S3::Object' }] }],
  [
    'has a place changed',
    is('resources.0.type', 'A'),
    { resources: [{ type: 'A', ARN: 'arn:aws:s3:::logs' }, BASE.resources[1]] },
  ],
  ['has a list that ends earlier', missing('resources.1'), { resources: [BASE.resources[0]] }],
];

const LONG = { l: ['a', 'b', 'c'] } as const;

const LIKE_LONG: readonly (readonly [what: string, formula: Formula, record: Readonly<Record<string, Value>>])[] = [
  ['a list cut in front has no later place', and(missing('l.0'), or(there('l.1'), there('e'))), { l: [], e: 'x' }],
  [
    'a list cut short has no later element',
    and(is('l.0', 'a'), missing('l.1'), or(someElement(['l'], is('', 'c')), there('e'))),
    { l: ['a'], e: 'x' },
  ],
  [
    'a place is changed beside a wish for an element',
    and(is('l.0', 1), someElement(['l'], is('', 'c'))),
    { l: [1, 'b', 'c'] },
  ],
  [
    'a wish for an element leaves the places as they are',
    and(there('l.0'), someElement(['l'], is('', 'd'))),
    { l: ['a', 'b', 'c', 'd'] },
  ],
  [
    'elements that must not be are left out, behind the places too',
    not(someElement(['l'], is('', 'b', 'c'))),
    { l: ['a'] },
  ],
];

it('an element from some place on is not looked for before it', () => {
  const fromSecond: Formula = { type: 'some', path: ['l'], from: 1, of: is('', 'a') };
  expect([['a', 'b'], ['b', 'a'], ['a']].map((l) => evaluate(fromSecond, { l }))).toEqual([false, true, false]);
});

describe('a record near to one with a long list', () => {
  it.each(LIKE_LONG)('%s', (_, formula, record) => {
    expect(solve(formula, { base: LONG })).toEqual({ result: 'sat', record });
    expect(evaluate(formula, record)).toBe(true);
  });
});

describe('a record near to another', () => {
  it.each(LIKE_BASE)('%s', (_, formula, changed) => {
    const wanted = Object.fromEntries(
      Object.entries({ ...BASE, ...changed }).filter(([, value]) => value !== undefined),
    );
    expect(solve(formula, { base: BASE })).toEqual({ result: 'sat', record: wanted });
  });

  it('takes hints, the first that will do', () => {
    const hints: readonly Hint[] = [{ path: ['errorCode'], values: ['AccessDenied', 'Client.UnauthorizedOperation'] }];
    const formula = and(there('errorCode'), not(atom(['errorCode'], like(['AccessDenied', '']))));
    const solution = solve(formula, { base: { errorCode: 'AccessDenied' }, hints });
    expect(solution).toEqual({ result: 'sat', record: { errorCode: 'Client.UnauthorizedOperation' } });
  });

  it('meets the schema, and so do its new values', () => {
    const schema = and(atom(['readOnly'], ofKind('true', 'false')), atom(['eventName'], ofKind('text')));
    const solution = solve(not(is('readOnly', false)), { base: BASE, schema });
    expect(solution).toEqual({ result: 'sat', record: { ...BASE, readOnly: true } });
    expect(solve(is('eventName', 1, null), { schema })).toEqual({ result: 'unsat' });
  });
});

describe('the bound on work', () => {
  /** As many alternatives as there are sets of the fields, none of which can hold. */
  const tangle = (size: number): Formula => {
    const fields = Array.from({ length: size }, (_, index) => `f${index}`);
    const pairs = fields.flatMap((one, index) => fields.slice(index + 1).map((other) => [one, other] as const));
    // Pigeons and holes: each of the fields has one of too few values, no two the same.
    const holes = Array.from({ length: size - 1 }, (_, index) => index);
    return and(
      ...fields.map((field) => is(field, ...holes)),
      ...pairs.flatMap(([one, other]) => holes.map((hole) => not(and(is(one, hole), is(other, hole))))),
    );
  };

  it('is far for what has few cases', () => {
    expect(solve(tangle(5))).toEqual({ result: 'unsat' });
  });

  const UNDECIDED: readonly (readonly [what: string, formula: Formula, options: SolveOptions, reason: RegExp])[] = [
    ['too many cases', tangle(12), {}, /more work than is allowed/],
    ['a small allowance', tangle(5), { allowance: 100 }, /more work than is allowed/],
    [
      'a language of too many states',
      atom(['a'], intersect(finding('a.{20}$') ?? NOTHING, complement(finding('a.{9}.{11}$') ?? NOTHING))),
      { allowance: 100_000 },
      /more work/,
    ],
    ['a place far behind', there('l.100000'), {}, /element 100001 of a list/],
  ];
  it.each(UNDECIDED)('ends in unknown: %s', (_, formula, options, reason) => {
    expect(solve(formula, options)).toMatchObject({ result: 'unknown', reason: expect.stringMatching(reason) });
  });

  it('says the same every time, to the byte', () => {
    const formula = and(there('a'), not(is('a', 'x')), or(is('b', 1, 2), someElement(['l'], there('t'))));
    const said = (solution: Solution): string => JSON.stringify(solution);
    expect(said(solve(formula, { base: BASE }))).toBe(said(solve(formula, { base: BASE })));
  });
});
