/** Laws of filter patterns: printing and reading again, an evaluator written a second time, and no text that could bring the parser down. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expression, Leaf, Pattern, Selector, Slot, Term } from '../../../src/languages/filter-pattern/index.ts';
import { matchPattern, parsePattern, printPattern } from '../../../src/languages/filter-pattern/index.ts';
import type { CloudTrailRecord, Value } from '../../../src/model/value.ts';
import {
  AT,
  expressionOf,
  flat,
  leaf,
  operand,
  pattern,
  plainLeaf,
  record,
  regex,
  selector,
  wildcard,
} from '../arbitrary.ts';

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

/** Several parts joined; one stands for itself. */
function joined(type: 'and' | 'or', of: readonly Expression[]): Expression {
  const [only] = of;
  return of.length === 1 && only ? only : { type, of, ...AT };
}

function read(text: string): Pattern {
  const parsed = parsePattern(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return parsed.pattern;
}

/** The documented meaning once more, as plainly as it can be written; undefined where the documentation is silent. */
function naive(expression: Expression, on: CloudTrailRecord): boolean | undefined {
  if ('of' in expression) {
    const parts = expression.of.map((part) => naive(part, on));
    const decisive = expression.type === 'or';
    if (parts.includes(decisive)) return decisive;
    return parts.includes(undefined) ? undefined : !decisive;
  }
  let value: Value | undefined = on;
  for (const step of expression.selector.steps) {
    if (step.type === 'key') {
      const found: [string, Value] | undefined =
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? Object.entries(value as CloudTrailRecord).find(([key]) => key === step.name)
          : undefined;
      value = found?.[1];
    } else if (step.type === 'index')
      value = Array.isArray(value) ? (value as readonly Value[])[step.index] : undefined;
    else return undefined;
  }
  if (expression.type === 'notExists') return value === undefined;
  if (expression.type === 'is') return JSON.stringify(value) === expression.what.toLowerCase();
  if (value === undefined) return false;
  if (value === null || typeof value === 'object' || typeof value === 'boolean') return undefined;
  const { operator, operand } = expression;
  if (operand.type === 'number') {
    if (typeof value === 'string') return Number.isNaN(Number(value)) || value === '' ? operator === '!=' : undefined;
    if (operator === '=') return value === operand.value;
    if (operator === '!=') return value !== operand.value;
    return operator === '<' ? value < operand.value : value >= operand.value;
  }
  if (operand.type === 'regex') return undefined;
  if (typeof value === 'number') return undefined;
  if (operand.text === '' || (value === '' && operand.text !== '*')) return undefined;
  const glob = new RegExp(`^${operand.text.replaceAll('*', '[^]*')}$`);
  return glob.test(value) === (operator === '=');
}

describe('a pattern that is printed', () => {
  it('reads as the same pattern', () => {
    const leaves = fc.oneof(
      { weight: 4, arbitrary: plainLeaf },
      {
        weight: 1,
        arbitrary: selector.map((over): Leaf => ({ type: 'notExists', selector: over, asDocumented: false, ...AT })),
      },
    );
    fc.assert(
      fc.property(expressionOf(leaves), (expression) => {
        const text = printPattern(pattern(expression));
        fc.pre(text.length <= 1024);
        expect(bare(read(text))).toEqual(bare(pattern(expression)));
      }),
    );
  });

  it('reads as the same pattern with regular expressions and wildcards', () => {
    const clauses = fc.tuple(
      fc
        .record({ selector: wildcard, operand: regex })
        .map((clause): Leaf => ({ type: 'compare', operator: '=', ...clause, ...AT })),
      leaf(wildcard),
      plainLeaf,
    );
    fc.assert(
      fc.property(clauses, fc.constantFrom('and' as const, 'or' as const), (of, type) => {
        const whole = pattern({ type, of, ...AT });
        expect(bare(read(printPattern(whole)))).toEqual(bare(whole));
      }),
    );
  });

  it('reads as the same pattern of terms', () => {
    const role = fc.constantFrom('wanted' as const, 'excluded' as const, 'optional' as const);
    const word = fc.stringMatching(/^[A-Za-z0-9_]{1,8}$/);
    const phrase = fc.string({ unit: fc.constantFrom(...'aB0_.* -?%{[é😀'), maxLength: 8 });
    const term: fc.Arbitrary<Term> = fc.oneof(
      fc.record({ role, text: word }).map((each) => ({ ...each, isQuoted: false, ...AT })),
      fc.record({ role, text: phrase }).map((each) => ({ ...each, isQuoted: true, ...AT })),
    );
    fc.assert(
      fc.property(fc.array(term, { minLength: 1, maxLength: 5 }), (terms) => {
        const whole: Pattern = { form: 'terms', terms, ...AT };
        // Empty quotes by themselves match everything.
        fc.pre(!/^" ?"$/.test(printPattern(whole)));
        expect(bare(read(printPattern(whole)))).toEqual(bare(whole));
      }),
    );
  });

  it('reads as the same pattern of fields', () => {
    const sign = fc.constantFrom('=' as const, '!=' as const);
    const alternatives = fc.array(fc.array(fc.tuple(sign, operand), { minLength: 1, maxLength: 3 }), { maxLength: 2 });
    const slot = fc.tuple(fc.stringMatching(/^[a-z][a-z0-9_-]{0,5}$/), alternatives).map(([name, clauses]): Slot => {
      const over: Selector = { steps: [{ type: 'key', name }], ...AT };
      const leaves = clauses.map((all) =>
        all.map(([operator, right]): Leaf => ({ type: 'compare', selector: over, operator, operand: right, ...AT })),
      );
      const condition =
        leaves.length === 0
          ? null
          : joined(
              'or',
              leaves.map((all) => joined('and', all)),
            );
      return { type: 'field', name, condition, ...AT };
    });
    fc.assert(
      fc.property(
        fc.array(fc.oneof(slot, fc.constant<Slot>({ type: 'any', ...AT })), { minLength: 1, maxLength: 4 }),
        (slots) => {
          const whole: Pattern = { form: 'delimited', slots, ...AT };
          const text = printPattern(whole);
          fc.pre(text.length <= 1024 && text.split('%').length <= 5);
          expect(bare(read(text))).toEqual(bare(whole));
        },
      ),
    );
  });

  it('reads as the same regular expression', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aZ0_.*+?[]{}|^$\\- '), minLength: 1 }), (source) => {
        const whole: Pattern = { form: 'regex', source, ...AT };
        expect(bare(read(printPattern(whole)))).toEqual(bare(whole));
      }),
    );
  });

  it('settles after one reading, whatever text it came from', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '(',
      ')',
      '$.a',
      "$.['b.c']",
      '[0]',
      '[*]',
      '.*',
      '=',
      '!=',
      '<',
      '"x"',
      '%x%',
      '5',
      'x*',
      'IS NULL',
      'not exists',
      '&&',
      '||',
      ' ',
      '[99999999999999999999999]',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const parsed = parsePattern(`{ $.a = 1 || ${parts.join(' ')} }`);
        if (!parsed.ok) return;
        const printed = printPattern(parsed.pattern);
        expect(bare(read(printed))).toEqual(bare(parsed.pattern));
        expect(printPattern(read(printed))).toBe(printed);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a pattern that is matched', () => {
  it('agrees with a second evaluator wherever both decide', () => {
    let decided = 0;
    fc.assert(
      fc.property(expressionOf(plainLeaf), record, (expression, on) => {
        const { truth } = matchPattern(pattern(expression), on);
        const expected = naive(expression, on);
        if (truth === 'unknown' || expected === undefined) return;
        decided++;
        expect(truth).toBe(String(expected));
      }),
      { numRuns: 800 },
    );
    // Most answers are decisions, or the comparison would show nothing.
    expect(decided).toBeGreaterThan(350);
  });

  it('gives the same answer to a record and to its text', () => {
    fc.assert(
      fc.property(expressionOf(plainLeaf), record, (expression, on) => {
        expect(matchPattern(pattern(expression), JSON.stringify(on))).toEqual(matchPattern(pattern(expression), on));
      }),
    );
  });

  it('obeys the laws of three-valued logic, as long as no list or object may spoil it', () => {
    const RANK = { false: 0, unknown: 1, true: 2 } as const;
    fc.assert(
      fc.property(expressionOf(leaf(selector)), expressionOf(leaf(selector)), flat, (one, other, on) => {
        const rank = (expression: Expression) => RANK[matchPattern(pattern(expression), on).truth];
        const [left, right] = [rank(one), rank(other)];
        expect(rank(joined('and', [one, other]))).toBe(rank(joined('and', [other, one])));
        expect(rank(joined('or', [one, other]))).toBe(rank(joined('or', [other, one])));
        expect(rank(joined('and', [one, other]))).toBeLessThanOrEqual(Math.min(left, right));
        expect(rank(joined('or', [one, one]))).toBe(left);
        expect(rank(joined('and', [one, joined('or', [one, other])]))).toBe(left);
      }),
      { numRuns: 200 },
    );
  });

  it('looks for a regular expression in time linear in the text', () => {
    const { pattern: slow } = { pattern: read('{ $.a = %^a*a*a*a*a*a*a*a*b$% }') };
    const start = performance.now();
    expect(matchPattern(slow, { a: 'a'.repeat(50_000) }).truth).toBe('false');
    expect(matchPattern(read('{ $.a = "*a*a*a*a*b*" }'), { a: 'a'.repeat(50_000) }).truth).toBe('false');
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('does not let a pattern ask for more repeats than are documented to be few', () => {
    const start = performance.now();
    expect(matchPattern(read(`{ $.a = %${'.{999}'.repeat(160)}% }`), { a: 'x'.repeat(200_000) }).truth).toBe('unknown');
    expect(performance.now() - start).toBeLessThan(200);
  });

  it('survives records that are nested deeply or broadly', () => {
    const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    const broad = JSON.stringify({ a: Array.from({ length: 300_000 }, (_, n) => n) });
    for (const text of ['{ $.* = 1 }', '{ $.a[*] = -1 }', '{ $.a = 1 }']) {
      expect(['false', 'unknown']).toContain(matchPattern(read(text), deep).truth);
      expect(['false', 'unknown']).toContain(matchPattern(read(text), broad).truth);
    }
  });
});

describe('any text at all', () => {
  it('is parsed or refused, with a place inside it and a sentence', () => {
    const nasty = fc.string({ unit: fc.constantFrom(...'{}()[]$."%\\*=!<>&| \t\nIS NOT EXISTS é😀'), maxLength: 200 });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 200 }),
          nasty,
          nasty.map((text) => `{ $.a = 1 && ${text}`),
        ),
        (text) => {
          const parsed = parsePattern(text);
          if (parsed.ok) return;
          const { message, start, end } = parsed.error;
          expect(message.length).toBeGreaterThan(10);
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});
