/** The words and the logic that everybody speaks: wildcards, suggestions, three truths, and values in sentences. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLike } from '../../src/model/like.ts';
import type { GapReason } from '../../src/model/resource.ts';
import { GAP_REASONS } from '../../src/model/resource.ts';
import { nearestName, suggest } from '../../src/model/suggest.ts';
import type { Truth } from '../../src/model/verdict.ts';
import { allOf, anyOf, not } from '../../src/model/verdict.ts';
import { called, enumerate, lead, plural, sentence, spoken, written } from '../../src/model/words.ts';

describe('AWS wildcards', () => {
  it.each<readonly [text: string, pattern: string, is: boolean]>([
    ['trail', 'trail', true],
    ['trail', 'Trail', false],
    ['a/b/c', 'a*c', true],
    ['abc', 'a?c', true],
    ['ac', 'a?c', false],
    ['ac', 'a*c', true],
    ['', '', true],
    ['', '*', true],
    ['', '?', false],
    ['abab', '*ab', true],
    ['aXbXc', 'a*b*c', true],
    ['a.c', 'a.c', true],
    ['abc', 'a.c', false],
    ['a*c', 'a\\*c', false],
  ])('%j is %s like %j', (text, pattern, is) => {
    expect(isLike(text, pattern)).toBe(is);
  });

  it('mean what the same regular expression means', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '?'), maxLength: 6 });
    fc.assert(
      fc.property(letters, pattern, (text, wild) => {
        const source = wild.replaceAll('.', '\\.').replaceAll('?', '.').replaceAll('*', '.*');
        expect(isLike(text, wild)).toBe(new RegExp(`^${source}$`).test(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('take no longer than text times pattern', () => {
    const start = performance.now();
    expect(isLike('a'.repeat(50_000), `${'*a'.repeat(30)}b`)).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('suggestions', () => {
  it.each<readonly [name: string, nearest: string | null]>([
    ['loging', 'logging'],
    ['Logging', 'logging'],
    ['lgoging', 'logging'],
    ['multiregion', 'multiRegion'],
    ['x', null],
    ['', null],
    ['retention', null],
  ])('%j: %s', (name, nearest) => {
    expect(nearestName(name, ['logging', 'multiRegion', 'kmsKey'])).toBe(nearest);
  });

  it('are put as a question', () => {
    expect(suggest('loging', ['logging'])).toBe(' (did you mean "logging"?)');
    expect(suggest('x', ['logging'])).toBe('');
  });

  it('cost little for very long names', () => {
    const start = performance.now();
    expect(nearestName('x'.repeat(1_000_000), ['logging'])).toBe(null);
    expect(performance.now() - start).toBeLessThan(200);
  });
});

describe('three truths', () => {
  const truth = fc.constantFrom<Truth>('true', 'false', 'unknown');
  const RANK = { false: 0, unknown: 1, true: 2 } as const;
  it('are joined as Kleene says', () => {
    fc.assert(
      fc.property(fc.array(truth), (truths) => {
        const ranks = truths.map((each) => RANK[each]);
        expect(RANK[allOf(truths)]).toBe(Math.min(2, ...ranks));
        expect(RANK[anyOf(truths)]).toBe(Math.max(0, ...ranks));
        expect(not(allOf(truths))).toBe(anyOf(truths.map(not)));
      }),
    );
  });
});

describe('words', () => {
  it('say names as people do', () => {
    expect(spoken('metricFilters')).toBe('metric filters');
    expect(spoken('kmsKey')).toBe('KMS key');
    expect(sentence('trail main')).toBe('Trail main');
    expect(plural(1, 'trail')).toBe('1 trail');
    expect(plural(0, 'policy', 'policies')).toBe('0 policies');
  });

  it.each<readonly [items: readonly string[], text: string]>([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
    [['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'a, b, c, d, e and 2 more'],
  ])('count %j', (items, text) => {
    expect(enumerate(items)).toBe(text);
  });

  it.each([
    ['a', '"a"'],
    [5, '5'],
    [Number.NaN, 'NaN'],
    [true, 'true'],
    [null, 'not set'],
    [undefined, 'not set'],
    [['a', 1], '["a",1]'],
    ['x'.repeat(118), `"${'x'.repeat(118)}"`],
    ['x'.repeat(119), `"${'x'.repeat(115)}"...`],
    [`${'x'.repeat(114)}\u{1f600}${'x'.repeat(9)}`, `"${'x'.repeat(114)}"...`],
    [['x'.repeat(200)], `["${'x'.repeat(115)}...`],
  ])('write %j as %s', (value, text) => {
    expect(written(value)).toBe(text);
  });

  it('call an account by its number and its name', () => {
    const resource = { kind: 'account', id: '1', name: 'prod', account: '1', region: '', fields: {}, origins: {} };
    expect(called(resource)).toBe('account 1 (prod)');
    expect(called({ ...resource, name: '1' })).toBe('account 1');
    expect(called({ ...resource, kind: 'logGroup', name: 'g' })).toBe('log group g');
  });

  it('say of every gap what was asked, where, and what came of it', () => {
    const gap = { id: 'x', call: 'a:B', action: 'a:B', account: '1', region: 'r', message: 'region r was left out' };
    const said = GAP_REASONS.map((reason: GapReason) => lead({ ...gap, reason }));
    expect(new Set(said).size).toBe(GAP_REASONS.length - 1);
    expect(lead({ ...gap, reason: 'denied' })).toBe('a:B was denied in 1/r');
    expect(lead({ ...gap, reason: 'throttled', region: '*' })).toBe('a:B was throttled until retries ran out in 1');
    expect(lead({ ...gap, reason: 'outOfScope' })).toBe('region r was left out');
  });
});
