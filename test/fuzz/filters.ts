/**
 * Metric filter patterns at random, each with what it says of records as statements: when it surely matches, and when it perhaps does. They
 * are made from what AWS documents, side by side with the text of the pattern, and share nothing with the code that reads the text.
 */
import type { Chance } from './chance.ts';
import type { Alternative, KindName, Path, Piece, Statement, Test } from './statement.ts';
import { spelled } from './statement.ts';

export interface Filter {
  readonly text: string;
  readonly surely: Statement;
  readonly perhaps: Statement;
}

/** What one clause says of the value it looks at. */
export interface Reading {
  readonly text: string;
  readonly surely: Test;
  readonly perhaps: Test;
}

interface Field {
  readonly path: Path;
  readonly words: readonly string[];
}

const FIELDS: readonly Field[] = [
  { path: ['eventName'], words: ['DeleteBucket', 'PutBucketPolicy', 'CreateUser', 'DeleteUser', 'ConsoleLogin'] },
  { path: ['eventName'], words: ['DeleteBucket', 'DeleteTrail', 'StopLogging', 'UpdateTrail'] },
  { path: ['eventSource'], words: ['s3.amazonaws.com', 'iam.amazonaws.com', 'cloudtrail.amazonaws.com'] },
  { path: ['errorCode'], words: ['AccessDenied', 'Client.UnauthorizedOperation', 'AccessDeniedException'] },
  { path: ['errorMessage'], words: ['Failed authentication'] },
  { path: ['userAgent'], words: ['console.amazonaws.com', 'aws-cli'] },
  { path: ['sourceIPAddress'], words: ['10.0.0.1', '192.0.2.7'] },
  { path: ['eventType'], words: ['AwsServiceEvent', 'AwsApiCall'] },
  { path: ['awsRegion'], words: ['us-east-1', 'eu-west-1'] },
  { path: ['userIdentity', 'type'], words: ['Root', 'IAMUser', 'AssumedRole'] },
  { path: ['userIdentity', 'arn'], words: ['arn:aws:iam::1:user/alice', 'arn:aws:sts::1:assumed-role/deploy/ci'] },
  { path: ['userIdentity', 'invokedBy'], words: ['AWS Internal'] },
  { path: ['userIdentity', 'sessionContext', 'sessionIssuer', 'userName'], words: ['deploy', 'operator'] },
  { path: ['additionalEventData', 'MFAUsed'], words: ['Yes', 'No', 'n'] },
  { path: ['requestParameters', 'name'], words: ['main', 'true', 'null', 'scratch-1', 'e'] },
];
/** Those that hold more than texts. */
const OTHERS: readonly Path[] = [['readOnly'], ['requestParameters'], ['requestParameters', 'name'], ['userIdentity']];

export const SCALARS: readonly KindName[] = ['text', 'number', 'true', 'false'];
const NEVER: Test = { type: 'kinds', kinds: [] };

export const either = (one: Test, other: Test): Test => ({ type: 'either', of: [one, other] });
export const both = (one: Test, other: Test): Test => ({ type: 'both', of: [one, other] });
export const kinds = (...all: readonly KindName[]): Test => ({ type: 'kinds', kinds: all });
export const other = (than: Test): Test => ({ type: 'other', than });
export const like = (...parts: readonly string[]): Test => ({ type: 'like', parts, ignoreCase: false });

/** `=` */
function equal(luck: Chance, words: readonly string[]): Reading {
  const word = luck.oneOf(words);
  const cut = 1 + luck.below(word.length);
  switch (luck.below(9)) {
    case 0:
      return ofText(`${word.slice(0, cut)}*`, like(word.slice(0, cut), ''));
    case 1:
      return ofText(`*${word.slice(-cut)}`, like('', word.slice(-cut)));
    case 2:
      return ofText(`*${word.slice(1, 1 + cut)}*`, like('', word.slice(1, 1 + cut), ''));
    case 3: {
      // In the middle it may be a wildcard or a star.
      const [before, after] = [word.slice(0, cut), word.slice(-2)];
      const literal = `${before}*${after}`;
      return {
        ...ofText(literal, { type: 'is', values: [literal] }),
        perhaps: perhapsOf(literal, like(before, after)),
      };
    }
    case 4:
      return regex(luck, word);
    case 5:
      return { text: '*', surely: kinds(...SCALARS), perhaps: kinds(...SCALARS, 'null') };
    default:
      return ofText(word, { type: 'is', values: [word] });
  }
}

export function ofText(text: string, surely: Test): Reading {
  return { text: `"${text}"`, surely, perhaps: perhapsOf(text, surely) };
}

/** Nobody says whether a text that may mean null, true or false does. */
function perhapsOf(text: string, texts: Test): Test {
  const source = text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  const means = (word: string) => new RegExp(`^${source}$`, 'i').test(word);
  const booleans = means('true') || means('false') ? kinds('true', 'false') : NEVER;
  // A number has a digit at its end, and no exponent at its beginning.
  const isNumber = /^[-+.\d*][-+.\deE*]*$/.test(text) && /[\d.*]$/.test(text);
  const numbers = isNumber && text.includes('*') ? kinds('number') : NEVER;
  return either(either(texts, means('null') ? kinds('null') : NEVER), either(booleans, numbers));
}

const ANY_SIGN: Pick<Piece, 'aws' | 'smt'> = { aws: '.', smt: '(re.diff re.allchar (str.to_re "\\u{a}"))' };
const SIGNS: readonly Pick<Piece, 'aws' | 'smt'>[] = [
  ANY_SIGN,
  { aws: '[A-Z]', smt: '(re.range "A" "Z")' },
  { aws: '\\d', smt: '(re.range "0" "9")' },
  { aws: '[^a]', smt: '(re.diff re.allchar (str.to_re "a"))' },
];

function regex(luck: Chance, word: string): Reading {
  const one = (): Alternative => {
    const at = luck.below(word.length);
    const letters = [...word.slice(at, at + 1 + luck.below(4))].map((sign): Piece => {
      const aws = sign === '.' ? '\\.' : sign;
      return { aws, smt: `(str.to_re "${sign}")`, times: [1, 1] };
    });
    const sign: Piece = {
      ...luck.oneOf(SIGNS),
      times: luck.oneOf([[1, 1] as const, [0, null] as const, [0, 1] as const]),
    };
    const pieces = luck.onceIn(2) ? letters : luck.onceIn(2) ? [...letters, sign] : [sign, ...letters];
    return { begins: luck.onceIn(3), ends: luck.onceIn(3), pieces };
  };
  const alternatives = luck.some(1, 2, one);
  const found: Test = { type: 'regex', alternatives };
  const lines = either(like('', '\n', ''), like('', '\r', ''));
  const unclear = either(lines, kinds('number', 'true', 'false', 'null'));
  return { text: `%${spelled(alternatives)}%`, surely: both(found, other(lines)), perhaps: either(found, unclear) };
}

/** "!=" holds for what is there and surely not equal; what it makes of null nobody says. */
export function different({ text, surely, perhaps }: Reading): Reading {
  const scalar = kinds(...SCALARS);
  return {
    text,
    surely: both(scalar, other(perhaps)),
    perhaps: either(kinds('null'), both(scalar, other(surely))),
  };
}

/** A clause, and where a list or object would spoil the whole pattern. */
export interface Clause extends Filter {
  readonly spoils: readonly Statement[];
}

export const field = (path: Path, test: Test): Statement => ({ type: 'field', path, test });
const not = (of: Statement): Statement => ({ type: 'not', of });
export const COMPOUND = kinds('list', 'object');

function clause(luck: Chance): Clause {
  if (luck.onceIn(6)) return word(luck, luck.onceIn(2) ? luck.oneOf(OTHERS) : luck.oneOf(FIELDS).path);
  if (luck.onceIn(12)) return ofElements(luck);
  const { path, words } = luck.onceIn(30) ? { path: ['userIdentity'], words: ['Root'] } : luck.oneOf(FIELDS);
  const isEqual = !luck.onceIn(3);
  const reading = isEqual ? equal(luck, words) : different(equal(luck, words));
  return {
    text: `$.${path.join('.')} ${isEqual ? '=' : '!='} ${reading.text}`,
    surely: field(path, reading.surely),
    perhaps: field(path, reading.perhaps),
    spoils: [field(path, COMPOUND)],
  };
}

const WORDS: readonly (readonly [text: string, kind: KindName])[] = [
  ['NOT EXISTS', 'absent'],
  ['NOT EXISTS', 'absent'],
  ['IS NULL', 'null'],
  ['IS TRUE', 'true'],
  ['IS FALSE', 'false'],
];

function word(luck: Chance, path: Path): Clause {
  const [text, kind] = luck.oneOf(WORDS);
  const is = field(path, kinds(kind));
  return { text: `$.${path.join('.')} ${text}`, surely: is, perhaps: is, spoils: [] };
}

/** One element is enough for "="; whether "!=" means any or all nobody says, so it is decided where both do. */
function ofElements(luck: Chance): Clause {
  const list: Path = ['resources'];
  const some = (test: Test): Statement => ({ type: 'element', path: list, of: field(['ARN'], test) });
  const found = ofText('x', { type: 'is', values: ['x'] });
  const spoils = [some(COMPOUND)];
  if (luck.onceIn(2)) {
    return { text: '$.resources[*].ARN = "x"', surely: some(found.surely), perhaps: some(found.perhaps), spoils };
  }
  const { surely, perhaps } = different(found);
  const isEmpty: Statement = { type: 'and', of: [field(list, kinds('list')), not(some(other(NEVER)))] };
  return {
    text: '$.resources[*].ARN != "x"',
    surely: { type: 'and', of: [some(surely), not(some(other(surely)))] },
    perhaps: { type: 'or', of: [some(perhaps), isEmpty] },
    spoils,
  };
}

export function joined(type: 'and' | 'or', of: readonly Clause[]): Clause {
  return {
    text: of.map(({ text }) => `(${text})`).join(type === 'and' ? ' && ' : ' || '),
    surely: { type, of: of.map(({ surely }) => surely) },
    perhaps: { type, of: of.map(({ perhaps }) => perhaps) },
    spoils: of.flatMap(({ spoils }) => spoils),
  };
}

function expression(luck: Chance, depth: number): Clause {
  if (depth === 0 || luck.onceIn(3)) return clause(luck);
  return joined(
    luck.onceIn(3) ? 'or' : 'and',
    luck.some(2, 3, () => expression(luck, depth - 1)),
  );
}

export function asFilter({ text, surely, perhaps, spoils }: Clause): Filter {
  return { text: `{ ${text} }`, surely: { type: 'and', of: [surely, ...spoils.map(not)] }, perhaps };
}

/**
 * Several filters: each by itself, or a pattern cut in two along a clause, so that together they may cover what one would. `names` are those
 * of the class, if it has some: most filters are about them.
 */
export function filters(luck: Chance, names: readonly string[]): readonly Filter[] {
  const any = () => asFilter(expression(luck, 2));
  if (luck.onceIn(3)) return luck.some(1, 3, any);
  const about = luck.onceIn(3) ? expression(luck, 1) : aboutNames(luck, names);
  const cuts = luck.onceIn(2) ? [about] : cutAlong(luck, about);
  const parts = cuts.filter(() => !luck.onceIn(8)).flatMap((part) => (luck.onceIn(3) ? cutAlong(luck, part) : [part]));
  if (parts.length === 0) return [any()];
  const isOne = luck.onceIn(2) && parts.every(({ text }) => !text.includes('%'));
  return isOne ? [asFilter(parts.length === 1 ? (parts[0] as Clause) : joined('or', parts))] : parts.map(asFilter);
}

function aboutNames(luck: Chance, names: readonly string[]): Clause {
  const path: Path = ['eventName'];
  const clauses = names.map((name) => {
    const { text, surely, perhaps } = ofText(name, { type: 'is', values: [name] });
    return { text: `$.eventName = ${text}`, surely: field(path, surely), perhaps: field(path, perhaps), spoils: [] };
  });
  const all = clauses.filter(() => !luck.onceIn(12));
  if (all.length > 1) return joined('or', all);
  const anything = field(path, kinds('text'));
  return all[0] ?? { text: '$.eventName = *', surely: anything, perhaps: anything, spoils: [] };
}

/** The field is so, or otherwise, or absent; now and then one of them is left out. */
function cutAlong(luck: Chance, whole: Clause): readonly Clause[] {
  const { path, words } = luck.oneOf(FIELDS);
  const reading = equal(luck, words);
  const name = `$.${path.join('.')}`;
  const spoils = [field(path, COMPOUND)];
  const clauseOf = (sign: string, { text, surely, perhaps }: Reading): Clause => ({
    text: `${name} ${sign} ${text}`,
    surely: field(path, surely),
    perhaps: field(path, perhaps),
    spoils,
  });
  const absent = field(path, kinds('absent'));
  const parts: readonly Clause[] = [
    clauseOf('=', reading),
    clauseOf('!=', different(reading)),
    { text: `${name} NOT EXISTS`, surely: absent, perhaps: absent, spoils: [] },
  ];
  return parts.filter(() => !luck.onceIn(9)).map((part) => joined('and', [whole, part]));
}
