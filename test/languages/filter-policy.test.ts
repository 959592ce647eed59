/** Filter policies on the body of a message: which operators decide, which leave it open, and what is no policy that is understood. */
import { describe, expect, it } from 'vitest';
import type { Known } from '../../src/languages/filter-policy/index.ts';
import { matchFilterPolicy, parseFilterPolicy } from '../../src/languages/filter-policy/index.ts';
import type { Value } from '../../src/model/value.ts';
import type { Truth } from '../../src/model/verdict.ts';

const MESSAGE: ReadonlyMap<string, Known> = new Map<string, Known>([
  ['name', { value: 'cis-3.1' }],
  ['threshold', { value: 5 }],
  ['empty', { value: '' }],
  ['quoted', { value: 'a"b' }],
  ['accent', { value: 'É' }],
  ['trigger.namespace', { value: 'Audit' }],
  ['reason', 'there'],
]);

function answer(policy: Value | string) {
  const parsed = parseFilterPolicy(typeof policy === 'string' ? policy : JSON.stringify(policy));
  if (!parsed) return null;
  return matchFilterPolicy(parsed, { at: (path) => MESSAGE.get(path.join('.')) ?? 'open' });
}

const truthOf = (policy: Value | string) => answer(policy)?.truth ?? null;

describe('one property', () => {
  it.each<readonly [values: readonly Value[], truth: Truth]>([
    [['cis-3.1'], 'true'],
    [['other', 'cis-3.1'], 'true'],
    [['CIS-3.1'], 'false'],
    [['cis-3'], 'false'],
    [[null], 'false'],
    [[true, false], 'false'],
    [[5], 'unknown'],
    [[['cis-3.1']], 'unknown'],
    [[{ prefix: 'cis-' }], 'true'],
    [[{ prefix: 'is-' }], 'false'],
    [[{ suffix: '.1' }], 'true'],
    [[{ suffix: 'cis' }], 'false'],
    [[{ 'equals-ignore-case': 'CIS-3.1' }], 'true'],
    [[{ 'equals-ignore-case': 'CIS-3.2' }], 'false'],
    [[{ prefix: { 'equals-ignore-case': 'CIS' } }], 'unknown'],
    [[{ prefix: 'cis-"' }], 'unknown'],
    [[{ suffix: '\\' }], 'unknown'],
    [[{ wildcard: 'cis-*' }], 'unknown'],
    [[{ cidr: '10.0.0.0/8' }], 'unknown'],
    [[{ numeric: ['=', 5] }], 'unknown'],
    [[{ exists: true }], 'true'],
    [[{ exists: false }], 'false'],
    [[{ exists: 'yes' }], 'unknown'],
    [[{}], 'unknown'],
    [[{ prefix: 'cis', suffix: '1' }], 'unknown'],
    [[{ 'anything-but': 'other' }], 'true'],
    [[{ 'anything-but': ['other', 'cis-3.1'] }], 'false'],
    [[{ 'anything-but': [] }], 'unknown'],
    [[{ 'anything-but': [5] }], 'unknown'],
    [[{ 'anything-but': ['other', 5] }], 'unknown'],
    [[{ 'anything-but': { prefix: 5 } }], 'unknown'],
    [[{ 'anything-but': { prefix: ['cis-'] } }], 'unknown'],
    [[{ 'anything-but': { prefix: 'cis-' } }], 'false'],
    [[{ 'anything-but': { prefix: 'test-' } }], 'true'],
    [[{ 'anything-but': { suffix: '.1' } }], 'unknown'],
    [[{ 'anything-but': { prefix: 'a', suffix: 'b' } }], 'unknown'],
    [['other', { prefix: 'cis-' }], 'true'],
    [['other', { wildcard: '*' }], 'unknown'],
  ])('with a text: %j', (values, truth) => {
    expect(truthOf({ name: values })).toBe(truth);
  });

  it.each<readonly [values: readonly Value[], truth: Truth]>([
    [[{ numeric: ['=', 5] }], 'true'],
    [[{ numeric: ['=', 4] }], 'false'],
    [[{ numeric: ['>', 5] }], 'false'],
    [[{ numeric: ['>=', 5] }], 'true'],
    [[{ numeric: ['<', 5] }], 'false'],
    [[{ numeric: ['<=', 5] }], 'true'],
    [[{ numeric: ['<=', 4] }], 'false'],
    [[{ numeric: ['>=', 6] }], 'false'],
    [[{ 'anything-but': { prefix: '5' } }], 'unknown'],
    [[{ numeric: ['>', 0, '<=', 5] }], 'true'],
    [[{ numeric: ['>', 0, '<', 5] }], 'false'],
    [[{ numeric: ['>', 0, '<'] }], 'unknown'],
    [[{ numeric: [] }], 'unknown'],
    [[{ numeric: ['>', '0'] }], 'unknown'],
    [[{ numeric: ['~', 5] }], 'unknown'],
    [[{ numeric: ['<', 1e9] }], 'true'],
    [[{ numeric: ['<', 1e9 + 1] }], 'unknown'],
    [[{ numeric: ['<', 7.00001] }], 'true'],
    [[{ numeric: ['<', 7.000001] }], 'unknown'],
    [[{ 'anything-but': [4, 6] }], 'true'],
    [[{ 'anything-but': 5 }], 'false'],
    [[{ 'anything-but': [5.000001] }], 'unknown'],
    [[{ 'anything-but': ['5'] }], 'unknown'],
    [[5], 'unknown'],
    [['5'], 'unknown'],
    [[{ prefix: '5' }], 'unknown'],
    [[{ exists: true }], 'true'],
  ])('with a number: %j', (values, truth) => {
    expect(truthOf({ threshold: values })).toBe(truth);
  });

  it.each<readonly [property: string, values: readonly Value[], truth: Truth]>([
    ['empty', [{ exists: true }], 'unknown'],
    ['empty', [{ exists: false }], 'unknown'],
    ['quoted', [{ prefix: 'a' }], 'unknown'],
    ['accent', [{ 'equals-ignore-case': 'é' }], 'unknown'],
    ['reason', [{ exists: true }], 'true'],
    ['reason', [{ exists: false }], 'false'],
    ['reason', ['x'], 'unknown'],
    ['reason', [{ exists: 1 }], 'unknown'],
    ['severity', [{ exists: true }], 'unknown'],
    ['severity', [{ exists: false }], 'unknown'],
    ['severity', ['high'], 'unknown'],
  ])('of which less is known: %s %j', (property, values, truth) => {
    expect(truthOf({ [property]: values })).toBe(truth);
  });
});

describe('several properties', () => {
  it('have to match all of them', () => {
    expect(answer({ name: ['cis-3.1'], trigger: { namespace: ['Audit'] } })).toEqual({ truth: 'true', property: null });
    expect(answer({ name: ['cis-3.1'], trigger: { namespace: ['Other'] } })).toEqual({
      truth: 'false',
      property: 'trigger.namespace',
    });
  });

  it('are not passed because of one that does not, whatever is not known of others', () => {
    expect(answer({ severity: ['high'], name: ['other'] })).toEqual({ truth: 'false', property: 'name' });
    expect(answer({ name: ['cis-3.1'], severity: ['high'] })).toEqual({ truth: 'unknown', property: 'severity' });
    expect(answer({ name: ['other'], empty: ['x'] })?.property).toBe('name');
    expect(answer({ severity: ['high'], team: ['x'] })?.property).toBe('severity');
    expect(answer({ $or: [{ name: ['other'] }, { empty: ['x'] }] })?.property).toBe('name');
  });

  it('may be alternatives', () => {
    const or = (...branches: readonly Value[]) => truthOf({ $or: branches });
    expect(or({ name: ['other'] }, { threshold: [{ numeric: ['=', 5] }] })).toBe('true');
    expect(or({ name: ['other'] }, { threshold: [{ numeric: ['=', 4] }] })).toBe('false');
    expect(or({ name: ['other'] }, { severity: ['high'] })).toBe('unknown');
    expect(or({ severity: ['high'] }, { name: ['cis-3.1'] })).toBe('true');
    expect(truthOf({ trigger: { $or: [{ namespace: ['Audit'] }, { name: ['x'] }] } })).toBe('true');
    expect(truthOf({ name: ['other'], $or: [{ name: ['cis-3.1'] }, { name: ['x'] }] })).toBe('false');
  });
});

describe('what is not understood', () => {
  it.each<readonly [what: string, policy: string]>([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['a value without a list', '{"name":"cis-3.1"}'],
    ['a list without values', '{"name":[]}'],
    ['a property that is given twice', '{"name":["other"],"name":["cis-3.1"]}'],
    ['one branch', '{"$or":[{"name":["cis-3.1"]}]}'],
    ['a branch that is no object', '{"$or":[{"name":["cis-3.1"]},{"name":["x"]},"y"]}'],
    ['a branch with the name of an operator', '{"$or":[{"prefix":["cis-3.1"]},{"name":["x"]}]}'],
    [
      'a branch with the name of an operator among others',
      '{"$or":[{"name":["cis-3.1"],"suffix":["x"]},{"name":["x"]}]}',
    ],
    ['a branch with a comparison', '{"$or":[{">=":["cis-3.1"]},{"name":["x"]}]}'],
    ['a branch that is not understood', '{"$or":[{"name":["cis-3.1"]},{"name":"x"}]}'],
    ['a property within another that is not understood', '{"trigger":{"namespace":"Audit"}}'],
  ])('%s', (_, policy) => {
    expect(parseFilterPolicy(policy)).toBeNull();
  });

  it('is not a colon, a brace or a quotation mark within a text', () => {
    expect(truthOf('{"name":["a:{b}\\"c:","cis-3.1"]}')).toBe('true');
  });
});
