/** What the parser of filter patterns refuses: where, in one sentence, and what it says of patterns it takes. */
import { describe, expect, it } from 'vitest';
import { parsePattern } from '../../../src/languages/filter-pattern/index.ts';

/** `«...»` in a pattern marks the place that the error points at. */
function marked(text: string): { readonly pattern: string; readonly start: number; readonly end: number } {
  const start = text.indexOf('«');
  return { pattern: text.replace(/[«»]/g, ''), start, end: text.indexOf('»') - 1 };
}

describe('a pattern that is refused', () => {
  it.each([
    ['{ «»', 'expected a selector such as $.eventName, found the end of the pattern'],
    ['{ «}»', 'expected a selector such as $.eventName, found "}"'],
    ['{ «eventName» = "x" }', 'expected a selector such as $.eventName, found "eventName"'],
    ['{ «$» = "x" }', 'expected a field after $, as in $.eventName'],
    ['{ «$»eventName = "x" }', 'expected a field after $, as in $.eventName'],
    ['{ $.eventName«}»', 'expected an operator such as = or != after $.eventName, found "}"'],
    ['{ $.eventName «"»x" }', 'expected an operator such as = or != after $.eventName, found a double quote'],
    ['{ $.eventName = «}»', 'expected a value, found "}"'],
    ['{ $.eventName =«»', 'expected a value, found the end of the pattern'],
    ['{ $.eventName = «=» "x" }', 'expected a value, found "="'],
    ["{ $.eventName = «'»x' }", 'expected a value, found "\'"'],
    ['{ $.eventName = «"x }»', 'expected a closing quote'],
    ['{ $.eventName = «%x }»', 'expected a closing % of the regular expression'],
    ['{ $.eventName = x «y» }', 'expected &&, || or a closing }, found "y"'],
    ['{ $.eventName = "x" «&» $.a = 1 }', 'expected &&, || or a closing }, found "&"'],
    ['{ $.eventName = "x" && «}»', 'expected a selector such as $.eventName, found "}"'],
    ['{ $.eventName = "x"«»', 'expected &&, || or a closing }, found the end of the pattern'],
    ['{ «(»$.eventName = "x" }', 'expected a ) that closes this (, found "}"'],
    ['{ ($.a = 1) «(»$.b = 2) }', 'expected &&, || or a closing }, found "("'],
    ['{ $.a = 1) «}»', 'expected &&, || or a closing }, found ")"', 'shifted'],
    ['{ $.a = 1 } «or { $.b = 2 }»', 'expected nothing after }, found "or"'],
    ['{ $.a «IS NOT» NULL }', 'expected IS NULL, IS TRUE, IS FALSE or NOT EXISTS, found IS NOT'],
    ['{ $.a «NOT NULL» }', 'expected IS NULL, IS TRUE, IS FALSE or NOT EXISTS, found NOT NULL'],
    ['{ $.a «EXISTS» }', 'expected an operator such as = or != after $.a, found "EXISTS"'],
    ['{ $.a > «"5"» }', '> compares numbers, and "5" is none'],
    ['{ $.a <= «5*» }', '<= compares numbers, and 5* is none'],
    ['{ $.a = %x«(»y% }', 'regular expressions here cannot hold ('],
    ['{ $.a = %x«😀»y% }', 'regular expressions here cannot hold 😀'],
    ['{ $.a = %1% || $.a = %2% || $.a = «%3%» }', 'a pattern has at most 2 regular expressions'],
    ['{ «$.a[*].*» = 1 }', 'a selector has at most one wildcard'],
    ['{ $.a[*] = 1 || $.b[*] = 1 || $.c[*] = 1 || «$.d[*]» = 1 }', 'a pattern has at most 3 wildcard selectors'],
    ['{ ! «(»$.a = 1) }', 'expected a selector such as $.eventName, found "!"', 'shifted'],
    ['[a, b = 1 && «c» > 2]', 'expected b, the field of this slot, found "c"'],
    ['[a = 1 || «]»', 'expected a, the field of this slot, found "]"'],
    ['[a, b = «,» c]', 'expected a value, found ","'],
    ['[a, b «!» 1]', 'expected an operator such as = or != after b, found "!"'],
    ['[a, b > «"5"»]', '> compares numbers, and "5" is none'],
    ['[a, b«»', 'expected a comma or a closing ], found the end of the pattern'],
    ['[a, «$»b]', 'expected a comma or a closing ], found "$"'],
    ['[a] «[b]»', 'expected nothing after ], found "["'],
    ['[a = %1%, b = %2%, c = «%3%»]', 'a pattern has at most 2 regular expressions'],
    ['%Delete% «%Put%»', 'expected nothing after the regular expression, found "%"'],
    ['«%Delete»', 'expected a closing % of the regular expression'],
    ['%Delete«(»%', 'regular expressions here cannot hold ('],
    ['ERROR «"BAD»', 'expected a closing quote'],
    ['ERROR -«»', 'expected a term after -, found the end of the pattern'],
    ['ERROR ?« »REQUEST', 'expected a term after ?, found " "'],
    ['"BAD"«REQUEST»', 'expected a blank between terms, found "REQUEST"'],
    ['BAD«"»REQUEST"', 'expected a blank between terms, found a double quote'],
  ])('%s', (text, message, shifted?: string) => {
    const { pattern, start, end } = marked(text);
    const parsed = parsePattern(pattern);
    if (parsed.ok) throw new Error(`${pattern} was taken`);
    expect(parsed.error.message).toBe(message);
    if (shifted === undefined) expect([parsed.error.start, parsed.error.end]).toEqual([start, end]);
  });

  it('has at most 1,024 characters', () => {
    const pattern = (length: number) => `{ $.a = "${'x'.repeat(length - 12)}" }`;
    expect(pattern(1024)).toHaveLength(1024);
    expect(parsePattern(pattern(1024)).ok).toBe(true);
    expect(parsePattern(pattern(1025))).toEqual({
      ok: false,
      error: { message: 'a pattern has at most 1024 characters, this one has 1025', start: 1024, end: 1025 },
    });
  });

  it('says what to do where there is something', () => {
    const hint = (pattern: string) => {
      const parsed = parsePattern(pattern);
      return parsed.ok ? undefined : parsed.error.hint;
    };
    expect(hint("{ $.a = 'x' }")).toBe('put texts in double quotes');
    expect(hint('{ $.a == "x" }')).toBe('= is written once');
    expect(hint('{ $.a = ^x }')).toBe('a regular expression stands between percent signs');
    expect(hint('{ $.a = ("x" || "y") }')).toBe(
      'several values are compared one by one: ($.eventName = "A") || ($.eventName = "B")',
    );
    expect(hint('{ $.a IN ["x"] }')).toBe(
      'several values are compared one by one: ($.eventName = "A") || ($.eventName = "B")',
    );
    expect(hint('{ $.a EXISTS }')).toBe('there is no EXISTS: = * holds for every text, number, true and false');
    expect(hint('{ $.a CONTAINS x }')).toBe('a part of a text is = "*part*"');
    expect(hint('{ $.a = x AND $.b = y }')).toBe('"and" is written &&');
    expect(hint('{ ($.a = x & $.b = y) }')).toBe('"and" is written &&');
    expect(hint('{ $.a = x or $.b = y }')).toBe('"or" is written ||');
    expect(hint('{ $.a = Failed authentication }')).toBe('a text with blanks stands in double quotes');
    expect(hint('{ $.a = x } }')).toBeUndefined();
    expect(hint('{ !($.a = x) }')).toBe(
      'there is no "not" before a clause: != is its opposite, for fields that are there',
    );
    expect(hint('{ eventName = x }')).toBe('fields are written with $. before them: $.eventName');
    expect(hint('{"eventName": ["x"]}')).toBe(
      'fields are written $.eventName; patterns that are JSON are those of EventBridge rules',
    );
    expect(hint('"eventName":"x"')).toBe(
      'fields of a record are selected between braces: { $.eventName = "DeleteBucket" }',
    );
    expect(hint('{ $.a IS NOT NULL }')).toBe('there is no IS NOT and no EXISTS');
    expect(hint('{ $.a = %(x)% }')).toBe('there are no groups, and parentheses themselves are written \\x28 and \\x29');
    expect(hint('{ $.a = %"x"% }')).toBe('it is written \\x22');
    expect(hint('{ $.a = %x\ty% }')).toBe('it is written \\x09');
    expect(hint('{ $.a = %é% }')).toBe('only characters of ASCII');
  });
});

describe('a pattern that is taken', () => {
  it.each([
    ['{ $.s = s3.amazonaws.com }', 's3.amazonaws.com should stand in double quotes'],
    ['{ $.x is null }', 'is null is documented in upper case only: IS NULL'],
    ['{ $.x Not  Exists }', 'Not Exists is documented in upper case only: NOT EXISTS'],
    ['{ $.x = a!b }', 'a!b should stand in double quotes'],
    ['a.b ERROR', 'a.b should stand in double quotes'],
    ['$.eventName x', 'fields of a record are selected between braces: { $.eventName = "DeleteBucket" }'],
    ['$.eventName = DeleteBucket', 'fields of a record are selected between braces: { $.eventName = "DeleteBucket" }'],
    ['eventName != x', 'fields of a record are selected between braces: { $.eventName = "DeleteBucket" }'],
    ['?INFO REQUEST', '?INFO has no effect: ? counts only where every term has it'],
    [
      '[a, b]',
      'fields between blanks are those of plain text, and CloudTrail writes JSON: { $.eventName = "DeleteBucket" } looks there',
    ],
  ])('may be worth a word: %s', (pattern, sentence) => {
    const parsed = parsePattern(pattern);
    if (!parsed.ok) throw new Error(parsed.error.message);
    expect(parsed.lints.map((lint) => lint.sentence)).toEqual([sentence]);
  });

  it('is mostly worth none', () => {
    const parsed = parsePattern('{ ($.a = "b.c") && ($.d = DeleteTrail) && ($.e = 4*) && ($.f IS NULL) }');
    expect(parsed.ok && parsed.lints).toEqual([]);
  });

  it.each([
    // FP-62
    ['{ $.a = "x" && «$.a = "y"» }', '$.a = "x" and $.a = "y" cannot both hold'],
    ['{ $.a = "x" && ($.b = 1 && («$.a = y»)) }', '$.a = "x" and $.a = y cannot both hold'],
    ['{ $.n = 1 && «$.n = 2» }', '$.n = 1 and $.n = 2 cannot both hold'],
    ['{ $.r IS TRUE && «$.r IS FALSE» }', '$.r IS TRUE and $.r IS FALSE cannot both hold'],
    ['{ $.a NOT EXISTS && «$.a != "x"» }', '$.a NOT EXISTS and $.a != "x" cannot both hold'],
    ['{ $.a = "x" && «$.a != "x"» }', '$.a = "x" and $.a != "x" cannot both hold'],
    ['{ $.b = 1 || ($.a = x && «$.a = y» && $.a = z) }', '$.a = x and $.a = y cannot both hold'],
    // FP-63
    [
      '{ $.a = "x" || «$.b != "y"» }',
      '$.b != "y" holds for nearly every record and is enough by itself; exclusions are joined by &&',
    ],
    [
      '{ $.c = 1 && ($.a = "x" || ($.d = 2 || («$.b != %y%»))) }',
      '$.b != %y% holds for nearly every record and is enough by itself; exclusions are joined by &&',
    ],
  ])('hardly means what was meant: %s', (text, sentence) => {
    const { pattern, start, end } = marked(text);
    const parsed = parsePattern(pattern);
    if (!parsed.ok) throw new Error(parsed.error.message);
    expect(parsed.lints.map(({ rule: _rule, ...lint }) => lint)).toEqual([{ sentence, start, end }]);
  });

  it.each([
    '{ $.a = "x" && $.b = "y" }',
    '{ $.a = "x*" && $.a = "*y" }',
    '{ $.a = "x" && $.a = %x% }',
    '{ $.k[*] = "x" && $.k[*] = "y" }',
    '{ $.a = 5 && $.a = "5" }',
    '{ $.a != "x" && $.a != "y" }',
    '{ $.a > 5 && $.a < 3 }',
    '{ $.a = "" && $.a = "x" }',
    '{ ($.a = "x" && $.b = 1) || ($.a = "y" && $.b != 1) }',
    '{ ($.a NOT EXISTS) || ($.a != "x") }',
    '{ $.a != "x" }',
  ])('may well mean what it says: %s', (pattern) => {
    const parsed = parsePattern(pattern);
    expect(parsed.ok && parsed.lints).toEqual([]);
  });

  it.each([
    ['', 'all'],
    ['  ""\n', 'all'],
    ['{ $.a = 1 }', 'json'],
    ['\n{ $.a = 1 }\t', 'json'],
    ['[a, b]', 'delimited'],
    ['%x%', 'regex'],
    ['?ERROR ?WARN', 'terms'],
    ['"a b"', 'terms'],
  ])('%j is of the form %s', (pattern, form) => {
    const parsed = parsePattern(pattern);
    expect(parsed.ok && parsed.pattern.form).toBe(form);
  });

  it('keeps the place of every clause', () => {
    const text = '{ ($.a = "x") || $.b[0].c != 5 && $.d NOT EXISTS }';
    const parsed = parsePattern(text);
    if (!parsed.ok || parsed.pattern.form !== 'json' || !('of' in parsed.pattern.expression)) throw new Error(text);
    const [first, second] = parsed.pattern.expression.of;
    expect(text.slice(first?.start, first?.end)).toBe('$.a = "x"');
    expect(text.slice(second?.start, second?.end)).toBe('$.b[0].c != 5 && $.d NOT EXISTS');
  });
});

describe('parsing', () => {
  it('ends quickly, however the pattern is nested', () => {
    const start = performance.now();
    const deep = `{ ${'('.repeat(506)}$.a = 1${')'.repeat(506)} }`;
    expect(deep.length).toBeLessThanOrEqual(1024);
    expect(parsePattern(deep).ok).toBe(true);
    for (const text of [
      '('.repeat(1023),
      '{'.repeat(1024),
      '{ ('.repeat(341),
      `{ $${'.a'.repeat(510)}`,
      '{ $.a = "\\'.repeat(92),
    ]) {
      const parsed = parsePattern(text);
      expect(parsed.ok, text.slice(0, 20)).toBe(!text.startsWith('{'));
    }
    expect(performance.now() - start).toBeLessThan(500);
  });
});
