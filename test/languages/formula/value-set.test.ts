/** Sets of values: what is in them, the laws of sets, and the value picked to stand for one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kind, ValueSet } from '../../../src/languages/formula/index.ts';
import {
  ABSENT,
  ANYTHING,
  complement,
  exchange,
  finding,
  has,
  intersect,
  isEmpty,
  like,
  NOTHING,
  ofKind,
  oneOf,
  PRESENT,
  pick,
  union,
} from '../../../src/languages/formula/index.ts';
import type { Value } from '../../../src/model/value.ts';
import { chance } from '../../fuzz/chance.ts';
import { passes, setOf } from '../../fuzz/formulas.ts';
import { anyTest } from '../../fuzz/statement.ts';

const OF_EVERY_KIND: Readonly<Record<Kind, readonly (Value | undefined)[]>> = {
  absent: [undefined],
  null: [null],
  true: [true],
  false: [false],
  number: [0, -1.5, 1e300],
  text: ['', 'a', 'null', '😀'],
  list: [[], [1], [[]]],
  object: [{}, { a: 1 }],
};
const KINDS = Object.keys(OF_EVERY_KIND) as readonly Kind[];

describe('texts that are not like others', () => {
  const TEXTS = ['', 'a', 'b', 'ab', 'ax', 'xb', 'xx', 'axb'];
  const [begins, ends] = [like(['a', '']), like(['', 'b'])];
  const [notBegins, notEnds] = [complement(begins), complement(ends)];
  it.each<readonly [what: string, set: ValueSet, texts: readonly string[]]>([
    ['neither', intersect(notBegins, notEnds), ['', 'xx']],
    ['not both', union(notBegins, notEnds), ['', 'a', 'b', 'ax', 'xb', 'xx']],
    ['one or the other', union(begins, ends), ['a', 'b', 'ab', 'ax', 'xb', 'axb']],
    ['both', intersect(begins, ends), ['ab', 'axb']],
    ['not neither', complement(intersect(notBegins, notEnds)), ['a', 'b', 'ab', 'ax', 'xb', 'axb']],
    ['not "not both"', complement(union(notBegins, notEnds)), ['ab', 'axb']],
    ['one sign of several', intersect(finding('^[ab]$') ?? NOTHING, finding('^[bx]$') ?? NOTHING), ['b']],
    ['one sign of any of them', union(finding('^[a]$') ?? NOTHING, finding('^[b]$') ?? NOTHING), ['a', 'b']],
  ])('%s', (_what, set, texts) => {
    expect(TEXTS.filter((text) => has(set, text))).toEqual(texts);
  });
});

describe('kinds', () => {
  it.each(KINDS)('all of the kind "%s" and nothing else', (kind) => {
    const inside = Object.entries(OF_EVERY_KIND).flatMap(([each, values]) => (each === kind ? values : []));
    const outside = Object.entries(OF_EVERY_KIND).flatMap(([each, values]) => (each === kind ? [] : values));
    expect(inside.filter((value) => !has(ofKind(kind), value))).toEqual([]);
    expect(outside.filter((value) => has(ofKind(kind), value))).toEqual([]);
  });

  it('together are everything, and absent and present share nothing', () => {
    expect(isEmpty(complement(ofKind(...KINDS)))).toBe(true);
    expect(isEmpty(intersect(ABSENT, PRESENT))).toBe(true);
    expect(isEmpty(complement(union(ABSENT, PRESENT)))).toBe(true);
    expect([isEmpty(NOTHING), isEmpty(ANYTHING)]).toEqual([true, false]);
  });
});

const TEXTS: readonly (readonly [
  what: string,
  set: ValueSet | null,
  inside: readonly string[],
  outside: readonly string[],
])[] = [
  ['a prefix', like(['Delete', '']), ['Delete', 'DeleteBucket'], ['Delet', 'delete', 'xDelete']],
  ['a suffix', like(['', 'Bucket']), ['Bucket', 'DeleteBucket'], ['Buckets']],
  ['a part', like(['', 'html', '']), ['html', '/index.html?x'], ['htm', 'HTML']],
  ['parts in order', like(['a', 'b', 'c']), ['abc', 'a\nb-c', 'aabbcc'], ['acb', 'ab', 'bc']],
  ['the same part twice', like(['', 'aba', 'aba', '']), ['abaaba', 'xabayabaz'], ['ababa', 'aba']],
  ['no wildcard', like(['a*']), ['a*'], ['a', 'ab']],
  ['everything', like(['', '']), ['', 'a', '\n😀'], []],
  ['any spelling', like(['eC2', ''], { ignoreCase: true }), ['EC2', 'ec2x'], ['e2']],
  ['case beyond ASCII, which is kept', like(['k', 'é'], { ignoreCase: true }), ['Ké', 'k-é'], ['\u212Aé', 'KÉ']],
  ['characters beyond the first plane', like(['', '😀']), ['😀', 'x😀'], ['😀x', '\ud83d']],
  ['a regular expression without some texts', without(finding('^a+$'), 'a', 'aaa'), ['aa', 'aaaa'], ['a', 'aaa', 'b']],
  ['the texts it was without', complement(without(finding('^a+$'), 'a')), ['a', 'b'], ['aa']],
];

function without(set: ValueSet | null, ...texts: readonly string[]): ValueSet {
  return intersect(set ?? NOTHING, complement(oneOf(...texts)));
}

describe('texts', () => {
  it.each(TEXTS)('%s', (_, set, inside, outside) => {
    expect(set && inside.filter((text) => !has(set, text))).toEqual([]);
    expect(set && outside.filter((text) => has(set, text))).toEqual([]);
  });

  const EMPTY: readonly (readonly [string, ValueSet])[] = [
    ['two prefixes', intersect(like(['Put', '']), like(['Get', '']))],
    ['a prefix and a text', intersect(like(['Put', '']), oneOf('GetObject'))],
    ['a finite language without its texts', without(finding('^[ab]{1,2}$'), 'a', 'b', 'aa', 'ab', 'ba', 'bb')],
    [
      'a choice without the set that says the same',
      intersect(finding('^a|^b') ?? ANYTHING, complement(finding('^[ab]') ?? NOTHING)),
    ],
    ['a+ without aa*', intersect(finding('^a+$') ?? ANYTHING, complement(finding('^aa*$') ?? NOTHING))],
    ['x in the middle but nowhere', intersect(like(['', 'x', '']), complement(finding('x') ?? NOTHING))],
  ];
  it.each(EMPTY)('nothing is left of %s', (_, set) => {
    expect(isEmpty(set)).toBe(true);
    expect(pick(set)).toBeNull();
  });

  it('two hundred parts that must not occur leave something, and one that must leaves a text with it alone', () => {
    const parts = Array.from({ length: 200 }, (_, index) => `word${index}.`);
    const none = parts.map((part) => complement(like(['', part, '']))).reduce(intersect);
    expect(pick(intersect(none, like(['', 'word', 'end'])))).toEqual({ value: 'wordend' });
    expect(isEmpty(intersect(none, like(['', 'word7.'])))).toBe(true);
  });
});

describe('texts with their beginning exchanged for an end', () => {
  const ENDS = ['s3', '', 'a.b', 's3.', '😀', 'aws.s3'];

  it.each<readonly [what: string, set: ValueSet]>([
    ['one', oneOf('aws.s3', 'aws.', 'ec2')],
    ['all but one', complement(oneOf('aws.s3'))],
    ['every text', ofKind('text')],
    ['none', NOTHING],
    ['a beginning', like(['aws.s', ''])],
    ['an end', like(['', '3'])],
    ['all but an end', complement(like(['', '3']))],
    ['one more than a wildcard', union(like(['aws.', '.b']), oneOf('aws.s3'))],
  ])('are those that began with it: %s', (_what, set) => {
    const changed = exchange(set, 'aws.', '.com');
    for (const end of ENDS) expect(has(changed, `${end}.com`), end).toBe(has(set, `aws.${end}`));
    for (const text of ['aws.s3', 's3', '.co', 'com']) expect(has(changed, text), text).toBe(false);
    expect(has(changed, undefined)).toBe(false);
    expect(has(changed, 5)).toBe(false);
  });
});

describe('the value picked', () => {
  const PICKED: readonly (readonly [
    what: string,
    set: ValueSet,
    preferred: readonly (Value | undefined)[],
    value: Value | undefined,
  ])[] = [
    ['the first preferred one that is in', oneOf('a', 'b', 'c'), ['x', 'c', 'b'], 'c'],
    ['absence before anything new', ANYTHING, [], undefined],
    ['a text where a text was', complement(oneOf('a')), ['a'], 'x'],
    ['nothing where nothing was', complement(oneOf('a')), [undefined], undefined],
    ['a short text', PRESENT, [], 'x'],
    ['the shortest of a language', like(['', 'html', '']), [], 'html'],
    ['letters before signs', finding('^[^a]{3}$') ?? NOTHING, [], 'xxx'],
    ['another than those taken out', without(like(['Delete', '']), 'Delete', 'Deletex'), [], 'Deletea'],
    ['a new text', complement(oneOf('x', 'x1')), ['x'], 'x2'],
    ['what can be printed', finding('^[^ -~]$') ?? NOTHING, [], '\u00a1'],
    ['true before numbers', ofKind('true', 'number', 'null'), [], true],
    ['null before lists', ofKind('null', 'list', 'object'), [], null],
    ['an object before a list', ofKind('list', 'object'), [], {}],
    ['absence if nothing else is left', ABSENT, ['a'], undefined],
  ];
  it.each(PICKED)('is %s', (_, set, preferred, value) => {
    expect(pick(set, preferred)).toEqual({ value });
  });
});

/** Sets as random statements make them, with a plain reading of each beside it. */
const described = fc
  .tuple(fc.nat(), fc.nat(3))
  .map(([seed, depth]) => anyTest(chance(seed), depth))
  .map((test) => ({ test, set: setOf(test) }));
const value = fc.oneof(
  fc.constantFrom<(Value | undefined)[]>(undefined, null, true, false, [], {}, -1, 0, 0.5, 1, 2, 1000, 999.5),
  fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', 'B', '0', '.', 'x', '\n', '😀'), maxLength: 5 }),
);

describe('laws', () => {
  it('membership is what the words say, and operations are what membership says', () => {
    fc.assert(
      fc.property(described, described, value, (one, other, each) => {
        expect(has(one.set, each)).toBe(passes(one.test, each));
        expect(has(intersect(one.set, other.set), each)).toBe(passes(one.test, each) && passes(other.test, each));
        expect(has(union(one.set, other.set), each)).toBe(passes(one.test, each) || passes(other.test, each));
        expect(has(complement(one.set), each)).toBe(!passes(one.test, each));
      }),
      { numRuns: 1000 },
    );
  });

  const differ = (one: ValueSet, other: ValueSet): ValueSet =>
    union(intersect(one, complement(other)), intersect(other, complement(one)));

  it('complement twice, De Morgan, and distribution leave no difference at all', () => {
    fc.assert(
      fc.property(described, described, described, ({ set: a }, { set: b }, { set: c }) => {
        expect(isEmpty(differ(complement(complement(a)), a))).toBe(true);
        expect(isEmpty(differ(complement(union(a, b)), intersect(complement(a), complement(b))))).toBe(true);
        expect(isEmpty(differ(intersect(a, union(b, c)), union(intersect(a, b), intersect(a, c))))).toBe(true);
        expect(isEmpty(intersect(a, complement(a)))).toBe(true);
        expect(isEmpty(complement(union(a, complement(a))))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('what is picked is in the set, and nothing is picked only where nothing is in it', () => {
    fc.assert(
      fc.property(described, described, value, ({ set: a }, { set: b, test }, each) => {
        const rest = intersect(a, complement(b));
        const picked = pick(rest, [each]);
        expect(picked === null).toBe(isEmpty(rest));
        if (picked === null) expect(has(a, each) && !passes(test, each)).toBe(false);
        else expect(has(rest, picked.value) && !passes(test, picked.value)).toBe(true);
        if (has(rest, each)) expect(picked).toEqual({ value: each });
      }),
      { numRuns: 1000 },
    );
  });
});
