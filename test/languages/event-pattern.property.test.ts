/** Laws of event patterns: printing and reading again, a matcher written a second time, and no text that could bring the parser down. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventPattern } from '../../src/languages/event-pattern/index.ts';
import { matchEventPattern, parseEventPattern, printEventPattern } from '../../src/languages/event-pattern/index.ts';
import type { Json } from '../../src/languages/event-pattern/json.ts';
import { readJson } from '../../src/languages/event-pattern/json.ts';
import { attempt } from '../../src/languages/event-pattern/refusal.ts';
import type { CloudTrailRecord, Value } from '../../src/model/value.ts';
import type { Truth } from '../../src/model/verdict.ts';

type JsonObject = { readonly [key: string]: Value };

const KEYS = ['a', 'b', 'c'] as const;
const WORDS = ['', 'x', 'X', 'xy', 'yx', 'x*y', '5', 'true', 'null'] as const;
const NUMBERS = [0, 5, -1, 0.5, 100] as const;
const RANGES = ['10.0.0.0/8', '10.1.2.3/31', '0.0.0.0/0', '192.0.2.128/25'] as const;
const HOSTS = ['10.1.2.3', '10.1.2.4', '192.0.2.200', '192.0.2.1'] as const;
const WILDCARDS = ['x*', '*x', '*', 'x*y', '*\\**', 'x', '*x*y'] as const;

const word = fc.constantFrom(...WORDS);
const number = fc.constantFrom(...NUMBERS);
const words = fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 2 }));
const parts = fc.oneof(
  fc.constantFrom('x', 'y', 'xy'),
  fc.array(fc.constantFrom('x', 'y', 'yx'), { minLength: 1, maxLength: 2 }),
);

const alternative: fc.Arbitrary<Value> = fc.oneof(
  { weight: 6, arbitrary: fc.oneof(word, fc.constantFrom<Value>(...HOSTS), number, fc.boolean(), fc.constant(null)) },
  fc.record({ exactly: word }),
  fc.record({ prefix: word }),
  fc.record({ suffix: word }),
  fc.record({ wildcard: fc.constantFrom(...WILDCARDS) }),
  fc.record({ 'equals-ignore-case': word }),
  fc.record({ prefix: fc.record({ 'equals-ignore-case': word }) }),
  fc.record({ suffix: fc.record({ 'equals-ignore-case': word }) }),
  { weight: 2, arbitrary: fc.record({ 'anything-but': fc.oneof(words, number, fc.tuple(number, number)) }) },
  fc.record({ 'anything-but': fc.record({ prefix: parts }) }),
  fc.record({ 'anything-but': fc.record({ suffix: parts }) }),
  fc.record({ 'anything-but': fc.record({ wildcard: fc.constantFrom(...WILDCARDS) }) }),
  fc.record({ 'anything-but': fc.record({ 'equals-ignore-case': words }) }),
  fc.record({ numeric: fc.tuple(fc.constantFrom('=', '<', '<=', '>', '>='), number) }),
  fc.constant({ numeric: ['>=', 0, '<', 5] }),
  fc.record({ cidr: fc.constantFrom(...RANGES) }),
  { weight: 2, arbitrary: fc.record({ exists: fc.boolean() }) },
);

/** Without `$or` where `names` have none. */
function patternOf(names: readonly string[], depth = 2): fc.Arbitrary<JsonObject> {
  const values: fc.Arbitrary<Value> = fc.array(alternative, { minLength: 1, maxLength: 2 });
  if (depth === 0)
    return objectOf(
      names.filter((name) => name !== '$or'),
      () => values,
    );
  const deeper = patternOf(names, depth - 1);
  const entry = fc.oneof({ weight: 2, arbitrary: values }, deeper);
  const choice = fc.array(deeper, { minLength: 2, maxLength: 3 });
  return objectOf(names, (name) => (name === '$or' ? choice : entry));
}

function objectOf(names: readonly string[], valueAt: (name: string) => fc.Arbitrary<Value>): fc.Arbitrary<JsonObject> {
  return fc
    .uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 2 })
    .chain((keys) => fc.record(Object.fromEntries(keys.map((key) => [key, valueAt(key)]))));
}

const scalar: fc.Arbitrary<Value> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Value>(...WORDS) },
  number,
  fc.constantFrom<Value>(...HOSTS, true, false, null),
);
const event: fc.Arbitrary<CloudTrailRecord> = fc.letrec<{ object: JsonObject; value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    { weight: 3, arbitrary: scalar },
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { minKeys: 2, maxKeys: 3 }),
})).object;
const flat: fc.Arbitrary<CloudTrailRecord> = fc.dictionary(fc.constantFrom(...KEYS), scalar, { maxKeys: 3 });

function read(pattern: string | JsonObject): EventPattern {
  const parsed = parseEventPattern(typeof pattern === 'string' ? pattern : JSON.stringify(pattern));
  if (!parsed.ok) throw new Error(`${JSON.stringify(pattern)}: ${parsed.error.message}`);
  return parsed.pattern;
}

const truthOf = (pattern: string | JsonObject, on: CloudTrailRecord): Truth =>
  matchEventPattern(read(pattern), on).truth;

/** Without positions. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'start' && key !== 'end')
      .map(([key, inner]) => [key, bare(inner)]),
  );
}

/*
 * The documented meaning once more, as plainly as it can be written: the event is a flat list of values with their places in lists,
 * the pattern a list of conjunctions, and all choices of values are tried.
 */
interface Place {
  readonly path: string;
  readonly value: Value;
  readonly within: ReadonlyMap<unknown, number>;
}

function placesOf(value: Value, path = '', within: ReadonlyMap<unknown, number> = new Map()): readonly Place[] {
  if (Array.isArray(value)) {
    const list = value as readonly Value[];
    return list.flatMap((item, index) =>
      typeof item === 'object' && item !== null
        ? placesOf(item, path, new Map([...within, [value, index]]))
        : [{ path, value: item, within }],
    );
  }
  if (typeof value !== 'object' || value === null) return [{ path, value, within }];
  return Object.entries(value).flatMap(([key, inner]) => placesOf(inner, path === '' ? key : `${path}.${key}`, within));
}

type Conjunction = readonly (readonly [path: string, alternatives: readonly Value[]])[];

function conjunctionsOf(pattern: JsonObject, path = ''): readonly Conjunction[] {
  let all: readonly Conjunction[] = [[]];
  for (const [key, value] of Object.entries(pattern)) {
    const here = path === '' ? key : `${path}.${key}`;
    const own: readonly Conjunction[] =
      key === '$or'
        ? (value as readonly JsonObject[]).flatMap((branch) => conjunctionsOf(branch, path))
        : Array.isArray(value)
          ? [[[here, value as readonly Value[]]]]
          : conjunctionsOf(value as JsonObject, here);
    all = all.flatMap((before) => own.map((each) => [...before, ...each]));
  }
  return all;
}

function glob(pattern: string, text: string): boolean {
  const source = pattern.replace(/\\[*\\]|\*|./gs, (token) =>
    token === '*' ? '[^]*' : (token.length > 1 ? token.slice(1) : token).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  return new RegExp(`^${source}$`).test(text);
}

const asNumber = (address: string) => address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);

function fits(alternative: Value, value: Value): boolean {
  if (typeof alternative !== 'object' || alternative === null) return alternative === value;
  const [[operator = '', operand = null] = []] = Object.entries(alternative as JsonObject);
  if (operator === 'exists') return operand === true;
  if (operator === 'anything-but') {
    if (typeof operand !== 'object' || operand === null) return operand !== value;
    if (Array.isArray(operand)) return !operand.includes(value);
    const [[inner = '', texts = null] = []] = Object.entries(operand as JsonObject);
    return ![texts].flat().some((text) => fits({ [inner]: text as Value }, value));
  }
  if (operator === 'numeric') {
    const [sign, limit, , top] = operand as readonly (string | number)[];
    if (typeof value !== 'number' || typeof limit !== 'number') return false;
    if (typeof top === 'number') return value >= limit && value < top;
    return (
      { '=': value === limit, '<': value < limit, '<=': value <= limit, '>': value > limit, '>=': value >= limit }[
        String(sign)
      ] === true
    );
  }
  if (typeof value !== 'string') return false;
  if (operator === 'cidr') {
    const [address = '', bits] = String(operand).split('/');
    const size = 2 ** (32 - Number(bits));
    return (
      HOSTS.some((host) => host === value) &&
      Math.floor(asNumber(value) / size) === Math.floor(asNumber(address) / size)
    );
  }
  const isLoose = typeof operand === 'object' || operator === 'equals-ignore-case';
  const text = typeof operand === 'object' ? String((operand as JsonObject)['equals-ignore-case']) : String(operand);
  const [have, want] = isLoose ? [value.toLowerCase(), text.toLowerCase()] : [value, text];
  if (operator === 'prefix') return have.startsWith(want);
  if (operator === 'suffix') return have.endsWith(want);
  return operator === 'wildcard' ? glob(want, have) : have === want;
}

type Chosen = ReadonlyMap<unknown, number>;
const agree = (one: Chosen, other: Chosen) => [...one].every(([list, index]) => (other.get(list) ?? index) === index);

/** `isStrict`: absent means nowhere in the event, otherwise nowhere beside the chosen elements. */
function holds(
  fields: Conjunction,
  places: readonly Place[],
  chosen: Chosen,
  isStrict: boolean,
  absent: readonly string[] = [],
): boolean {
  const [first, ...rest] = fields;
  if (!first)
    return absent.every(
      (path) => !places.some((place) => place.path === path && (isStrict || agree(place.within, chosen))),
    );
  const [path, alternatives] = first;
  const here = places.filter((place) => place.path === path);
  const withValue = here.some(
    ({ value, within }) =>
      agree(within, chosen) &&
      alternatives.some((alternative) => fits(alternative, value)) &&
      holds(rest, places, new Map([...chosen, ...within]), isStrict, absent),
  );
  const mayBeAbsent = alternatives.some((alternative) => JSON.stringify(alternative) === '{"exists":false}');
  return withValue || (mayBeAbsent && holds(rest, places, chosen, isStrict, [...absent, path]));
}

/** Undefined where it depends on what is meant by absent. */
function naive(pattern: JsonObject, on: CloudTrailRecord): boolean | undefined {
  const places = placesOf(on);
  const answer = (isStrict: boolean) =>
    conjunctionsOf(pattern).some((fields) => holds(fields, places, new Map(), isStrict));
  return answer(true) === answer(false) ? answer(true) : undefined;
}

describe('a pattern that is printed', () => {
  it('reads as the same pattern', () => {
    fc.assert(
      fc.property(patternOf([...KEYS, 'a.b', '$or']), (pattern) => {
        const tree = read(pattern);
        expect(bare(read(printEventPattern(tree)))).toEqual(bare(tree));
      }),
      { numRuns: 200 },
    );
  });

  it('reads as the same pattern, whatever its texts, numbers and keys', () => {
    const unit = fc.constantFrom(...'"\\/*.$ aé😀', '\u0000', '\u001f', '\u007f', '\u2028', '\ufeff', '\n');
    const text = fc.string({ unit, maxLength: 8 });
    const key = text.filter((value) => !value.split('.').includes(''));
    const numeral = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger());
    const anything: fc.Arbitrary<Value> = fc.oneof(
      text,
      numeral,
      fc.record({ exactly: text }),
      fc.record({ suffix: fc.record({ 'equals-ignore-case': text }) }),
      fc.record({ wildcard: text.map((value) => value.replace(/[\\*]/g, '\\$&')) }),
      fc.record({ 'anything-but': fc.array(text, { minLength: 1 }) }),
      fc.record({ 'anything-but': fc.record({ 'equals-ignore-case': fc.array(text, { minLength: 1 }) }) }),
    );
    fc.assert(
      fc.property(
        fc.tuple(key, key),
        fc.array(anything, { minLength: 1, maxLength: 3 }),
        ([one, other], alternatives) => {
          const written = `{${JSON.stringify(one)}:{${JSON.stringify(other)}:${JSON.stringify(alternatives)}}}`;
          fc.pre(one !== '$or' && other !== '$or');
          const tree = read(written);
          expect(bare(read(printEventPattern(tree)))).toEqual(bare(tree));
          expect(printEventPattern(tree).length).toBeLessThanOrEqual(written.length);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('settles after one reading, whatever text it came from', () => {
    const pieces = fc.constantFrom(
      '"a":["x"]',
      '"a":{"b":[1]}',
      '"a.b":[2]',
      '"$or":[{"a":[1]},{"b":[1.0]}]',
      '"$or":["x"]',
      '"b":[0.50e1, {"prefix":"y"}]',
    );
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 5 }), (members) => {
        const tree = read(`{ ${members.join(' , ')} }`);
        const printed = printEventPattern(tree);
        expect(bare(read(printed))).toEqual(bare(tree));
        expect(printEventPattern(read(printed))).toBe(printed);
      }),
    );
  });
});

describe('a pattern that is matched', () => {
  it.each([
    ['without branches', [...KEYS], 1000, 0.75],
    ['with branches', [...KEYS, '$or'], 1000, 0.6],
  ])('agrees with a second matcher wherever both decide, %s', (_what, names, numRuns, share) => {
    let decided = 0;
    let matching = 0;
    fc.assert(
      fc.property(patternOf(names), event, (pattern, on) => {
        fc.pre(conjunctionsOf(pattern).length <= 30);
        const truth = truthOf(pattern, on);
        const expected = naive(pattern, on);
        if (truth === 'unknown' || expected === undefined) return;
        decided++;
        if (expected) matching++;
        expect(truth).toBe(String(expected));
      }),
      { numRuns },
    );
    // Most answers are decisions, and many are matches, or the comparison would show nothing.
    expect(decided).toBeGreaterThan(numRuns * share);
    expect(matching).toBeGreaterThan(numRuns * 0.1);
  });

  it('agrees with it on lists of objects', () => {
    const leaf = fc.constantFrom<Value>(1, 2);
    const element = fc.dictionary(fc.constantFrom(...KEYS), fc.oneof(leaf, fc.array(leaf, { maxLength: 2 })), {
      maxKeys: 3,
    });
    const list = fc.array(fc.oneof({ weight: 4, arbitrary: element }, leaf, fc.array(element, { maxLength: 2 })), {
      maxLength: 4,
    });
    const value = fc.constantFrom<Value>(
      [1],
      [2],
      [1, { exists: false }],
      [{ exists: false }],
      [{ 'anything-but': 1 }],
    );
    const inner = fc.dictionary(fc.constantFrom(...KEYS), value, { minKeys: 1, maxKeys: 3 });
    let decided = 0;
    fc.assert(
      fc.property(inner, list, (fields, elements) => {
        const truth = truthOf({ e: fields }, { e: elements });
        const expected = naive({ e: fields }, { e: elements });
        if (truth === 'unknown' || expected === undefined) return;
        decided++;
        expect(truth).toBe(String(expected));
      }),
      { numRuns: 800 },
    );
    expect(decided).toBeGreaterThan(500);
  });

  it('gives the same answer to an event and to its text', () => {
    fc.assert(
      fc.property(patternOf([...KEYS, '$or']), event, (pattern, on) => {
        const tree = read(pattern);
        expect(matchEventPattern(tree, JSON.stringify(on))).toEqual(matchEventPattern(tree, on));
      }),
    );
  });

  it('obeys the laws of three-valued logic', () => {
    const RANK = { false: 0, unknown: 1, true: 2 } as const;
    // What is said of numbers beyond the documented range is unknown.
    const odd = fc.dictionary(fc.constantFrom('p.a', 'p.b', 'q.a', 'q.b'), fc.constantFrom(1, 6e9, 7e9, 'x'), {
      maxKeys: 4,
    });
    const field = fc.constantFrom<Value>([1], [6e9], [{ 'anything-but': 6e9 }], [{ exists: false }], ['x', 7e9]);
    const half = (name: string) =>
      fc.dictionary(fc.constantFrom(`${name}.a`, `${name}.b`), field, { minKeys: 1, maxKeys: 2 });
    const seen = new Set<Truth>();
    fc.assert(
      fc.property(half('p'), half('q'), odd, (one, other, on) => {
        const rank = (pattern: JsonObject) => {
          const truth = truthOf(pattern, on);
          seen.add(truth);
          return RANK[truth];
        };
        const [left, right] = [rank(one), rank(other)];
        expect(rank({ ...one, ...other })).toBe(Math.min(left, right));
        expect(rank({ ...other, ...one })).toBe(Math.min(left, right));
        expect(rank({ $or: [one, other] })).toBe(Math.max(left, right));
        expect(rank({ $or: [other, one] })).toBe(Math.max(left, right));
        expect(rank({ $or: [one, one] })).toBe(left);
        expect(rank({ ...other, $or: [one, { r: ['x'] }] })).toBe(Math.min(left, right));
      }),
      { numRuns: 200 },
    );
    expect([...seen].sort()).toEqual(['false', 'true', 'unknown']);
  });

  it('decides in doubt only what is so for every value', () => {
    fc.assert(
      fc.property(
        patternOf([...KEYS, '$or']),
        flat,
        fc.constantFrom(...KEYS),
        scalar,
        fc.boolean(),
        (pattern, on, field, value, isListed) => {
          const tree = read(pattern);
          const { [field]: _, ...known } = on;
          const doubt = {
            field,
            others: isListed ? [value as string] : null,
            isPresent: true,
            question: 'EBQ-10',
          } as const;
          const shown = isListed ? on : known;
          const { truth } = matchEventPattern(tree, shown, [doubt]);
          const possible = matchEventPattern(tree, { ...known, [field]: value }).truth;
          if (truth === 'false') expect(possible).not.toBe('true');
          // A listed value is only one that the field may have besides the one that is shown.
          if (truth === 'true') expect(isListed ? matchEventPattern(tree, on).truth : possible).not.toBe('false');
        },
      ),
      { numRuns: 400 },
    );
  });

  it('ends quickly on large events and crooked wildcards', () => {
    const start = performance.now();
    const stars = `{"a":[{"wildcard":"${'*a'.repeat(1000)}*b"}]}`;
    expect(truthOf(stars, { a: 'a'.repeat(200_000) })).toBe('false');
    const e = Array.from({ length: 10_000 }, (_, n) => ({ a: n, b: n + 1 }));
    expect(truthOf('{"e":{"a":[5],"b":[5]}}', { e })).toBe('false');
    expect(truthOf('{"e":{"a":[5],"b":[6]}}', { e })).toBe('true');
    const choice = (name: string) =>
      `"${name}":{"$or":[${Array.from({ length: 10 }, (_, n) => `{"f":[${n}]}`).join(',')}]}`;
    const chosen = `{${choice('a')},${choice('b')},${choice('c')}}`;
    const list = Array.from({ length: 1000 }, (_, n) => ({ f: n + 10 }));
    expect(truthOf(chosen, { a: list, b: list, c: list })).toBe('false');
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('survives events that are nested deeply', () => {
    const lists = JSON.parse(`{"a":${'['.repeat(50_000)}1${']'.repeat(50_000)}}`);
    expect(truthOf('{"a":[1]}', lists)).toBe('true');
    const objects = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`);
    expect(truthOf('{"a":{"a":[1]}}', objects)).toBe('false');
    const both = JSON.parse(`{"a":${'['.repeat(50_000)}{"b":1,"c":2},{"b":2,"c":1}${']'.repeat(50_000)}}`);
    expect(truthOf('{"a":{"b":[1],"c":[1]}}', both)).toBe('unknown');
  });
});

describe('any text at all', () => {
  const nasty = fc.string({
    unit: fc.constantFrom(...'{}[]":,\\u\n 0-.eE*$', '"a"', '"$or"', '"prefix"', 'true', 'null', 'é', '😀'),
    maxLength: 60,
  });

  it('is parsed or refused, with a place inside it and a sentence', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 60 }),
          nasty,
          nasty.map((text) => `{"a":[${text}`),
          nasty.map((text) => `{"a":["x"],"b":{${text}}}`),
        ),
        (text) => {
          const parsed = parseEventPattern(text);
          if (parsed.ok) return;
          const { message, start, end } = parsed.error;
          expect(message.length).toBeGreaterThan(10);
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        },
      ),
      { numRuns: 1000 },
    );
  });

  /** What JSON.parse makes of it. */
  function parsedAs(node: Json): unknown {
    switch (node.type) {
      case 'object':
        return Object.fromEntries(node.members.map(({ key, value }) => [key.text, parsedAs(value)]));
      case 'list':
        return node.items.map(parsedAs);
      case 'text':
        return node.text;
      case 'number':
      case 'literal':
        return node.value;
      default:
        return node satisfies never;
    }
  }

  it('is read as JSON where JSON.parse reads it, and refused where it does not', () => {
    let taken = 0;
    const mutated = fc.tuple(fc.json({ maxDepth: 3 }), fc.nat(), nasty).map(([json, at, piece]) => {
      const place = at % (json.length + 1);
      return json.slice(0, place) + piece.slice(0, 3) + json.slice(place);
    });
    fc.assert(
      fc.property(fc.oneof(fc.json(), mutated, nasty), (text) => {
        const read = attempt(() => readJson(text));
        let expected: unknown;
        try {
          expected = JSON.parse(text);
        } catch {
          expect(read.ok).toBe(false);
          return;
        }
        if (!read.ok && read.error.message.includes('half of a character')) return;
        taken++;
        expect(read.ok && parsedAs(read.value)).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
    expect(taken).toBeGreaterThan(250);
  });
});
