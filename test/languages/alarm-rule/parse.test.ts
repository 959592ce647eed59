/** Rules of composite alarms: what is understood, and where and why something is not. */
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../src/languages/alarm-rule/index.ts';
import { alarmsIn, isMixed, parseRule } from '../../../src/languages/alarm-rule/index.ts';

function ruleOf(text: string): Rule {
  const parsed = parseRule(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.rule;
}

/** The tree in brackets, without positions. */
function shape(rule: Rule): string {
  switch (rule.type) {
    case 'constant':
      return String(rule.holds);
    case 'state':
      return `${rule.state}:${rule.alarm}`;
    case 'not':
      return `not(${shape(rule.of)})`;
    case 'joined':
      return `(${rule.of.map((part, at) => (at === 0 ? shape(part) : `${rule.signs[at - 1]} ${shape(part)}`)).join(' ')})`;
    case 'atLeast':
      return `${rule.least}${rule.isPercent ? '%' : ''} of ${rule.isNegated ? 'not ' : ''}${rule.state}:${rule.alarms.join('+')}`;
    default:
      return rule satisfies never;
  }
}

describe('a rule', () => {
  it.each<readonly [text: string, as: string]>([
    ['ALARM(a)', 'ALARM:a'],
    ['ALARM("a")', 'ALARM:a'],
    ['  ALARM  (  a  )  ', 'ALARM:a'],
    ['OK(a)', 'OK:a'],
    ['INSUFFICIENT_DATA("a")', 'INSUFFICIENT_DATA:a'],
    ['TRUE', 'true'],
    ['FALSE', 'false'],
    ['NOT ALARM(a)', 'not(ALARM:a)'],
    ['NOT NOT TRUE', 'not(not(true))'],
    ['NOT(ALARM(a))', 'not(ALARM:a)'],
    ['(ALARM(a))', 'ALARM:a'],
    ['((NOT (FALSE)))', 'not(false)'],
    ['ALARM(a) AND ALARM(b)', '(ALARM:a AND ALARM:b)'],
    ['ALARM(a)AND(ALARM(b))', '(ALARM:a AND ALARM:b)'],
    ['ALARM(a) OR\n  ALARM(b)\n', '(ALARM:a OR ALARM:b)'],
    ['ALARM(a) AND NOT ALARM(b)', '(ALARM:a AND not(ALARM:b))'],
    ['NOT ALARM(a) AND ALARM(b)', '(not(ALARM:a) AND ALARM:b)'],
    ['ALARM(a) OR ALARM(b) AND OK(c)', '(ALARM:a OR ALARM:b AND OK:c)'],
    ['(ALARM(a) OR ALARM(b)) AND OK(c)', '((ALARM:a OR ALARM:b) AND OK:c)'],
    [
      'ALARM(arn:aws:cloudwatch:us-east-1:111122223333:alarm:a)',
      'ALARM:arn:aws:cloudwatch:us-east-1:111122223333:alarm:a',
    ],
    [
      'ALARM("arn:aws:cloudwatch:us-east-1:111122223333:alarm:a b")',
      'ALARM:arn:aws:cloudwatch:us-east-1:111122223333:alarm:a b',
    ],
    ['ALARM("a, (b) AND c")', 'ALARM:a, (b) AND c'],
    ['ALARM("a \\"b\\" \\\\c")', 'ALARM:a "b" \\c'],
    ['ALARM(OK)', 'ALARM:OK'],
    ['ALARM(AND)', 'ALARM:AND'],
    ['ALARM(größe/%-äöü)', 'ALARM:größe/%-äöü'],
    ['AT_LEAST(2, ALARM, (a, b, c))', '2 of ALARM:a+b+c'],
    ['AT_LEAST(50%, NOT OK, ("a b", b))', '50% of not OK:a b+b'],
    ['AT_LEAST(1,INSUFFICIENT_DATA,(a))', '1 of INSUFFICIENT_DATA:a'],
    ['ALARM(a) AND AT_LEAST(100%, ALARM, (b))', '(ALARM:a AND 100% of ALARM:b)'],
  ])('%j is %s', (text, as) => {
    expect(shape(ruleOf(text))).toBe(as);
  });

  it.each<readonly [text: string, part: string, message: string]>([
    [
      '',
      '',
      'expected ALARM(...), OK(...), INSUFFICIENT_DATA(...), AT_LEAST(...), NOT, TRUE, FALSE or (, found the end',
    ],
    ['ALARM', '', 'expected ( after ALARM, found the end'],
    ['ALARM(', '', 'expected the name or ARN of an alarm, found the end'],
    ['ALARM()', ')', 'expected the name or ARN of an alarm, found )'],
    ['ALARM("")', '"', 'expected the name or ARN of an alarm, found "'],
    ['ALARM("a)', '"', 'expected the name or ARN of an alarm, found "'],
    ['ALARM(a b)', 'b', 'expected ) after the name of an alarm, found b'],
    ['ALARM(a', '', 'expected ) after the name of an alarm, found the end'],
    [
      'alarm(a)',
      'alarm',
      'expected ALARM(...), OK(...), INSUFFICIENT_DATA(...), AT_LEAST(...), NOT, TRUE, FALSE or (, found alarm',
    ],
    [
      'PENDING(a)',
      'PENDING',
      'expected ALARM(...), OK(...), INSUFFICIENT_DATA(...), AT_LEAST(...), NOT, TRUE, FALSE or (, found PENDING',
    ],
    ['ALARM(a) and ALARM(b)', 'and ALARM(b)', 'expected AND, OR or the end, found and'],
    ['ALARM(a) ALARM(b)', 'ALARM(b)', 'expected AND, OR or the end, found ALARM'],
    ['ALARM(a))', ')', 'expected AND, OR or the end, found )'],
    ['(ALARM(a)', '(', 'expected AND, OR or a ) that closes this (, found the end'],
    [
      'ALARM(a) AND',
      '',
      'expected ALARM(...), OK(...), INSUFFICIENT_DATA(...), AT_LEAST(...), NOT, TRUE, FALSE or (, found the end',
    ],
    [
      'ALARM(a) AND OR ALARM(b)',
      'OR',
      'expected ALARM(...), OK(...), INSUFFICIENT_DATA(...), AT_LEAST(...), NOT, TRUE, FALSE or (, found OR',
    ],
    ['AT_LEAST(0, ALARM, (a))', '0', 'expected a number of alarms or a share such as 50%, found 0'],
    ['AT_LEAST(101%, ALARM, (a))', '1', 'expected a number of alarms or a share such as 50%, found 101'],
    ['AT_LEAST(half, ALARM, (a))', 'h', 'expected a number of alarms or a share such as 50%, found half'],
    ['AT_LEAST(1, RED, (a))', 'R', 'expected ALARM, OK or INSUFFICIENT_DATA, found RED'],
    ['AT_LEAST(1, ALARM, a)', 'a', 'expected ( before the alarms, found a'],
    ['AT_LEAST(1, ALARM, (a b))', 'b', 'expected ) after the alarms, found b'],
    ['AT_LEAST(1, ALARM, (a)', '', 'expected ) at the end of AT_LEAST, found the end'],
    ['ALARM(a) && ALARM(b)', '&& ALARM(b)', 'expected AND, OR or the end, found &'],
  ])('%j is refused at %j', (text, part, message) => {
    const parsed = parseRule(text);
    if (parsed.ok) throw new Error('it was understood');
    const { start, end } = parsed.error;
    expect(parsed.error.message).toBe(message);
    expect(text.slice(start, end)).toBe(part);
  });

  it('has positions', () => {
    const text = 'ALARM(a) OR (NOT OK("b"))';
    const rule = ruleOf(text);
    if (rule.type !== 'joined') throw new Error(rule.type);
    expect(rule.of.map(({ start, end }) => text.slice(start, end))).toEqual(['ALARM(a)', 'NOT OK("b")']);
  });

  it('may be long, but neither longer nor deeper than AWS takes', () => {
    const long = Array.from({ length: 100 }, (_, at) => `ALARM(alarm-${at})`).join(' OR ');
    expect(alarmsIn(ruleOf(long))).toHaveLength(100);
    expect(parseRule(`ALARM(${'a'.repeat(10_240)})`)).toMatchObject({ ok: false, error: { start: 10_240 } });
    expect(parseRule(`${'('.repeat(200)}TRUE${')'.repeat(200)}`).ok).toBe(true);
    expect(parseRule('('.repeat(5000))).toMatchObject({ ok: false, error: { message: 'the rule is nested too deep' } });
    expect(parseRule('NOT '.repeat(2000))).toMatchObject({
      ok: false,
      error: { message: 'the rule is nested too deep' },
    });
  });

  it('names its alarms, each once', () => {
    const rule = ruleOf('ALARM(a) AND (NOT OK("b") OR AT_LEAST(1, ALARM, (c, a)) OR TRUE)');
    expect(alarmsIn(rule)).toEqual(['a', 'b', 'c']);
  });

  it.each<readonly [text: string, is: boolean]>([
    ['ALARM(a) AND ALARM(b) OR ALARM(c)', true],
    ['ALARM(a) AND (ALARM(b) OR ALARM(c))', false],
    ['NOT (ALARM(a) OR ALARM(b) AND ALARM(c))', true],
    ['ALARM(a) AND ALARM(b) AND (TRUE OR FALSE AND TRUE)', true],
    ['ALARM(a)', false],
    ['AT_LEAST(1, ALARM, (a)) OR TRUE', false],
  ])('%s mixes AND and OR: %s', (text, is) => {
    expect(isMixed(ruleOf(text))).toBe(is);
  });
});
