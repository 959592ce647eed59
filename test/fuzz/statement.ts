/** Statements about records, as data: what the formulas under test, the formulas of Z3 and a plain reading of a record are each made from. */
import type { Chance } from './chance.ts';

export type Scalar = string | number | boolean | null;
export type KindName = 'absent' | 'null' | 'true' | 'false' | 'number' | 'text' | 'list' | 'object';

/** A piece of a regular expression: as AWS writes it, as SMT-LIB does, and how often it stands there (`null`: without end). */
export interface Piece {
  readonly aws: string;
  readonly smt: string;
  readonly times: readonly [least: number, most: number | null];
}

export interface Alternative {
  readonly begins: boolean;
  readonly ends: boolean;
  readonly pieces: readonly Piece[];
}

export type Test =
  | { readonly type: 'is'; readonly values: readonly Scalar[] }
  | { readonly type: 'kinds'; readonly kinds: readonly KindName[] }
  | { readonly type: 'order'; readonly sign: '<' | '<=' | '>' | '>='; readonly than: number }
  | { readonly type: 'like'; readonly parts: readonly string[]; readonly ignoreCase: boolean }
  | { readonly type: 'regex'; readonly alternatives: readonly Alternative[] }
  | { readonly type: 'both' | 'either'; readonly of: readonly [Test, Test] }
  | { readonly type: 'other'; readonly than: Test };

export type Statement =
  | { readonly type: 'field'; readonly path: readonly (string | number)[]; readonly test: Test }
  | { readonly type: 'element'; readonly path: readonly (string | number)[]; readonly of: Statement }
  | { readonly type: 'and' | 'or'; readonly of: readonly Statement[] }
  | { readonly type: 'not'; readonly of: Statement };

export type Path = readonly (string | number)[];

/** Few paths and few values, so that statements meet; parents beside children, places beside elements. */
const PATHS: readonly Path[] = [
  ['a'],
  ['a'],
  ['a', 'b'],
  ['a', 'b', 'c'],
  ['d'],
  ['d'],
  ['e'],
  ['a', 0],
  ['l', 0],
  ['l', 1],
  ['l', 0, 0],
  ['l', 0, 't'],
  ['l'],
];
const LISTS: readonly Path[] = [['l'], ['l'], ['m'], ['a']];
const INSIDE: readonly Path[] = [[], [], ['t'], ['u'], ['t', 0]];
const TEXTS = ['', 'a', 'b', 'ab', 'ba', 'abc', 'AB', 'aab', 'x'] as const;
const PARTS = ['', 'a', 'b', 'ab', 'c', 'ba', 'B'] as const;
const NUMBERS = [-1, 0, 0.5, 1, 2, 1000] as const;
const KINDS: readonly KindName[] = ['absent', 'null', 'true', 'false', 'number', 'text', 'list', 'object'];

const PIECES: readonly Pick<Piece, 'aws' | 'smt'>[] = [
  { aws: 'a', smt: '(str.to_re "a")' },
  { aws: 'b', smt: '(str.to_re "b")' },
  { aws: 'c', smt: '(str.to_re "c")' },
  { aws: '\\x42', smt: '(str.to_re "B")' },
  { aws: '\\.', smt: '(str.to_re ".")' },
  { aws: '.', smt: '(re.diff re.allchar (str.to_re "\\u{a}"))' },
  { aws: '[ab]', smt: '(re.union (str.to_re "a") (str.to_re "b"))' },
  { aws: '[a-c]', smt: '(re.range "a" "c")' },
  { aws: '[^ab]', smt: '(re.diff re.allchar (re.union (str.to_re "a") (str.to_re "b")))' },
  { aws: '\\d', smt: '(re.range "0" "9")' },
  { aws: '\\D', smt: '(re.diff re.allchar (re.range "0" "9"))' },
  { aws: '\\w', smt: '(re.union (re.range "a" "z") (re.range "A" "Z") (re.range "0" "9") (str.to_re "_"))' },
];
const TIMES: readonly Piece['times'][] = [
  [1, 1],
  [1, 1],
  [1, 1],
  [0, null],
  [1, null],
  [0, 1],
  [2, 2],
  [1, 3],
  [2, null],
];

function statement(luck: Chance, depth: number): Statement {
  const choice = depth > 0 ? luck.below(10) : luck.onceIn(6) ? 3 : 0;
  if (choice < 3) return { type: 'field', path: luck.oneOf(PATHS), test: anyTest(luck, 2) };
  if (choice === 3) return { type: 'element', path: luck.oneOf(LISTS), of: inside(luck, 1) };
  if (choice === 4) return { type: 'not', of: statement(luck, depth - 1) };
  return { type: luck.oneOf(['and', 'or']), of: luck.some(2, 4, () => statement(luck, depth - 1)) };
}

function inside(luck: Chance, depth: number): Statement {
  const choice = depth === 0 ? 0 : luck.below(6);
  if (choice < 4) return { type: 'field', path: luck.oneOf(INSIDE), test: anyTest(luck, 1) };
  if (choice === 4 && luck.onceIn(2)) return { type: 'element', path: luck.oneOf([[], ['t']]), of: inside(luck, 0) };
  return { type: luck.oneOf(['and', 'or']), of: luck.some(2, 3, () => inside(luck, depth - 1)) };
}

export function anyTest(luck: Chance, depth: number): Test {
  const choice = luck.below(depth === 0 ? 9 : 12);
  if (choice < 3) return { type: 'is', values: luck.some(1, 3, () => scalar(luck)) };
  if (choice === 3) return { type: 'kinds', kinds: luck.some(1, 4, () => luck.oneOf(KINDS)) };
  if (choice === 4) return { type: 'order', sign: luck.oneOf(['<', '<=', '>', '>=']), than: luck.oneOf(NUMBERS) };
  if (choice < 7) return { type: 'like', parts: luck.some(1, 3, () => luck.oneOf(PARTS)), ignoreCase: luck.onceIn(4) };
  if (choice < 9) return { type: 'regex', alternatives: luck.some(1, 2, () => alternative(luck)) };
  if (choice === 9) return { type: 'other', than: anyTest(luck, depth - 1) };
  return { type: luck.oneOf(['both', 'either']), of: [anyTest(luck, depth - 1), anyTest(luck, depth - 1)] };
}

function scalar(luck: Chance): Scalar {
  const choice = luck.below(8);
  if (choice < 5) return luck.oneOf(TEXTS);
  return choice < 7 ? luck.oneOf(NUMBERS) : luck.oneOf([null, true, false]);
}

function alternative(luck: Chance): Alternative {
  const pieces = luck.some(1, 3, () => ({ ...luck.oneOf(PIECES), times: luck.oneOf(TIMES) }));
  return { begins: luck.onceIn(2), ends: luck.onceIn(2), pieces };
}

/** A class of records and what is to cover it: the question of a proof. */
export function question(luck: Chance): Statement {
  const classOfRecords = statement(luck, 1 + luck.below(3));
  const coverings = luck.onceIn(2) ? luck.some(0, 6, () => statement(luck, luck.below(3))) : pieces(luck);
  return { type: 'and', of: [classOfRecords, ...coverings.map((of) => ({ type: 'not', of }) as const)] };
}

/** Coverings that together leave nothing over, but that one of them is left out now and then. */
function pieces(luck: Chance): readonly Statement[] {
  const cuts = luck.some(1, 3, () => statement(luck, luck.below(2)));
  const all = cuts.reduce<readonly (readonly Statement[])[]>(
    (parts, cut) =>
      parts.flatMap((part) => [
        [...part, cut],
        [...part, { type: 'not', of: cut }],
      ]),
    [[]],
  );
  const left = luck.onceIn(3) ? luck.below(all.length) : -1;
  return all.flatMap((of, index) => (index === left ? [] : [{ type: 'and', of }]));
}

/** A regular expression in AWS's spelling. */
export function spelled(alternatives: readonly Alternative[]): string {
  return alternatives
    .map(({ begins, ends, pieces }) => `${begins ? '^' : ''}${pieces.map(counted).join('')}${ends ? '$' : ''}`)
    .join('|');
}

function counted({ aws, times: [least, most] }: Piece): string {
  if (least === 1 && most === 1) return aws;
  if (most === null) return `${aws}${least === 0 ? '*' : least === 1 ? '+' : `{${least},}`}`;
  return `${aws}${least === 0 && most === 1 ? '?' : least === most ? `{${least}}` : `{${least},${most}}`}`;
}
