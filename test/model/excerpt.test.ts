/** A mark stands under what it is about, however narrow the terminal is and whatever the text holds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marked } from '../../src/cli/chain.ts';
import { columns, excerpt, partsOf } from '../../src/model/excerpt.ts';

const PATTERN =
  '{ ($.eventSource = "cloudtrail.amazonaws.com") && (($.eventName = "StopLogging") || ($.eventName = "DeleteTrail")) }';

/** The line, and the line of carets below it. */
function shown(text: string, part: string, width: number, ellipsis = '…'): readonly string[] {
  const start = text.indexOf(part);
  return marked({ value: text, start, end: start + part.length }, '  ', { width, ellipsis });
}

describe('a caret', () => {
  it.each<readonly [part: string, width: number, lines: readonly string[]]>([
    [
      '$.eventName = "StopLogging"',
      Number.POSITIVE_INFINITY,
      [`  ${PATTERN}`, `${' '.repeat(54)}^^^^^^^^^^^^^^^^^^^^^^^^^^^`],
    ],
    [
      '$.eventName = "StopLogging"',
      80,
      [
        '  …ail.amazonaws.com") && (($.eventName = "StopLogging") || ($.eventName = "Del…',
        '                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^',
      ],
    ],
    ['"DeleteTrail"', 40, ['  …) || ($.eventName = "DeleteTrail")) }', '                       ^^^^^^^^^^^^^']],
    ['}', 40, ['  …) || ($.eventName = "DeleteTrail")) }', '                                       ^']],
    ['{', 40, ['  { ($.eventSource = "cloudtrail.amazon…', '  ^']],
  ])('under %s in %d columns', (part, width, lines) => {
    expect(shown(PATTERN, part, width)).toEqual(lines);
  });

  it('under more than fits ends with the line', () => {
    const [line = '', carets = ''] = shown(PATTERN, PATTERN.slice(2, -2), 40);
    expect(line).toBe('  { ($.eventSource = "cloudtrail.amazon…');
    expect(carets).toBe(`    ${'^'.repeat(36)}`);
  });

  it('is said with plain signs where the terminal has no others', () => {
    expect(shown(PATTERN, '{', 40, '...')[0]).toBe('  { ($.eventSource = "cloudtrail.amaz...');
  });

  it('stands under a character of two columns, and under one that comes after some', () => {
    expect(shown('{ $.名前 = "x" }', '"x"', 80)).toEqual(['  { $.名前 = "x" }', '             ^^^']);
  });

  it('is under the same text in every width, and no line is wider', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab "$.=&|(名\u0301é'), maxLength: 200 });
    fc.assert(
      fc.property(text, text, text, fc.integer({ min: 12, max: 130 }), (before, part, after, width) => {
        const whole = `${before}${part}${after}`;
        const parts = partsOf(whole, before.length, before.length + part.length);
        const { line, indent, marks } = excerpt(parts, { width, ellipsis: '…' });
        expect(columns(line)).toBeLessThanOrEqual(width);
        if (part !== '') expect(indent + marks).toBeLessThanOrEqual(Math.max(width, indent + 1));
        const head = [...line].findIndex((_, at) => columns([...line].slice(0, at).join('')) === indent);
        const under = head < 0 ? '' : [...line].slice(head).join('').replace(/…$/, '');
        // What stands from the mark on is the part, and then what comes after it.
        expect(`${part}${after}`.replace(/^\p{M}+/u, '').startsWith(under.replace(/^\p{M}+/u, ''))).toBe(true);
      }),
    );
  });
});
