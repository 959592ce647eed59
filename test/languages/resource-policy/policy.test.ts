/** What is a policy, and wildcards against each other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPolicy } from '../../../src/languages/resource-policy/index.ts';
import { covers, overlap } from '../../../src/languages/resource-policy/pattern.ts';
import { isLike } from '../../../src/model/like.ts';
import { allow, without } from './statements.ts';

const read = (statement: unknown) => readPolicy(JSON.stringify({ Statement: statement }));

describe('a policy', () => {
  it('may have one statement in place of a list', () => {
    expect(read(allow())?.statements).toHaveLength(1);
    expect(read([allow(), allow()])?.statements).toHaveLength(2);
    expect(read([])?.statements).toEqual([]);
  });

  it.each([
    ['no JSON', 'Deny everything'],
    ['no object', '"*"'],
    ['no statement', '{}'],
    ['a statement that is none', '{"Statement":["Allow"]}'],
    ['another effect', JSON.stringify({ Statement: allow({ Effect: 'allow' }) })],
    ['no principal', JSON.stringify({ Statement: without(allow(), 'Principal') })],
    ['two principals', JSON.stringify({ Statement: { ...allow(), NotPrincipal: '*' } })],
    ['a principal of no kind', JSON.stringify({ Statement: allow({ Principal: { Everybody: '*' } }) })],
    ['a principal that is a text', JSON.stringify({ Statement: allow({ Principal: '111122223333' }) })],
    ['no action', JSON.stringify({ Statement: without(allow(), 'Action') })],
    ['a number for an action', JSON.stringify({ Statement: allow({ Action: 7 }) })],
    ['no resource', JSON.stringify({ Statement: without(allow(), 'Resource') })],
    ['conditions that are none', JSON.stringify({ Statement: allow({ Condition: 'never' }) })],
    ['an operator without keys', JSON.stringify({ Statement: allow({ Condition: { Bool: true } }) })],
  ])('has not %s', (_, text) => {
    expect(readPolicy(text)).toBeNull();
  });
});

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 });

/** Every text of two letters as long as two short patterns together. */
const TEXTS = Array.from({ length: 9 }, (_, length) => length).flatMap((length) =>
  Array.from({ length: 2 ** length }, (_, bits) =>
    Array.from({ length }, (_each, at) => ((bits >> at) & 1 ? 'b' : 'a')).join(''),
  ),
);

describe('patterns', () => {
  it('have in common what fits both', () => {
    fc.assert(
      fc.property(pattern, pattern, text, (one, other, each) => {
        if (isLike(each, one) && isLike(each, other)) expect(overlap(one, other)).toBe(true);
      }),
    );
    expect(overlap('s3:Get*', 's3:*Object')).toBe(true);
    expect(overlap('s3:Get*', 's3:Put*')).toBe(false);
    expect(overlap('a?', 'a')).toBe(false);
  });

  it('have in common a text as long as both together, or none', () => {
    const short = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 3 });
    fc.assert(
      fc.property(short, short, (one, other) => {
        expect(overlap(one, other)).toBe(TEXTS.some((each) => isLike(each, one) && isLike(each, other)));
      }),
    );
  });

  it('cover only what all fits', () => {
    fc.assert(
      fc.property(pattern, pattern, text, (outer, inner, each) => {
        if (covers(outer, inner) && isLike(each, inner)) expect(isLike(each, outer)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
    expect(covers('s3:*', 's3:Get*')).toBe(true);
    expect(covers('s3:Get*', 's3:*')).toBe(false);
    expect(covers('logs/?', 'logs/*')).toBe(false);
    expect(covers('*', '*')).toBe(true);
    expect(covers('a?', 'a?')).toBe(true);
    expect(covers('ab', 'a?')).toBe(false);
    expect(covers('logs/?*', 'logs/*')).toBe(false);
  });

  it('cover what each short text of them fits', () => {
    const short = fc.string({ unit: fc.constantFrom('a', '*', '?'), maxLength: 4 });
    fc.assert(
      fc.property(short, short, (outer, inner) => {
        const counterexample = TEXTS.some((each) => isLike(each, inner) && !isLike(each, outer));
        expect(covers(outer, inner)).toBe(!counterexample);
      }),
      { numRuns: 2000 },
    );
    expect(covers('a?*', 'a*b')).toBe(true);
    expect(covers('a*?c', 'a*b*c')).toBe(true);
  });

  it('made to be hard are taken not to cover', () => {
    expect(covers(`*a${'?'.repeat(3)}b*`, `*a${'?'.repeat(3)}b`)).toBe(true);
    expect(covers(`*a${'?'.repeat(40)}b*`, `*a${'?'.repeat(40)}b`)).toBe(false);
  });
});
