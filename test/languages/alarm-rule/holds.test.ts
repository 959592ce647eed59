/** Whether a rule holds in every state of its alarms, in none, or in some: by hand, and against every combination of states. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule, State } from '../../../src/languages/alarm-rule/index.ts';
import { alarmsIn, holds, parseRule, STATES } from '../../../src/languages/alarm-rule/index.ts';
import type { Truth } from '../../../src/model/verdict.ts';

type Given = Readonly<Record<string, readonly State[]>>;

function ruleOf(text: string): Rule {
  const parsed = parseRule(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.rule;
}

const A: Given = { a: ['ALARM'] };
const QUIET: Given = { a: ['OK', 'INSUFFICIENT_DATA'] };
const answer = (text: string, given: Given) => holds(ruleOf(text), (alarm) => given[alarm] ?? STATES);

describe('a rule with a in ALARM and others in any state', () => {
  it.each<readonly [text: string, truth: Truth]>([
    ['ALARM(a)', 'true'],
    ['OK(a)', 'false'],
    ['NOT ALARM(a)', 'false'],
    ['ALARM(a) OR ALARM(b)', 'true'],
    ['ALARM(a) OR OK(b)', 'true'],
    ['ALARM(a) AND ALARM(b)', 'unknown'],
    ['ALARM(a) AND NOT ALARM(b)', 'unknown'],
    ['OK(a) AND ALARM(b)', 'false'],
    ['ALARM(b)', 'unknown'],
    ['FALSE OR ALARM(a)', 'true'],
    ['FALSE AND ALARM(a)', 'false'],
    ['ALARM(a) AND (ALARM(b) OR NOT ALARM(b))', 'true'],
    ['ALARM(a) AND (ALARM(b) OR OK(b) OR INSUFFICIENT_DATA(b))', 'true'],
    ['ALARM(a) AND (ALARM(b) OR OK(b))', 'unknown'],
    ['ALARM(a) AND ALARM(b) AND OK(b)', 'false'],
    ['ALARM(a) AND NOT (ALARM(b) AND OK(b))', 'true'],
    ['AT_LEAST(1, ALARM, (a, b, c))', 'true'],
    ['AT_LEAST(2, ALARM, (a, b, c))', 'unknown'],
    ['AT_LEAST(4, ALARM, (a, b, c))', 'false'],
    ['AT_LEAST(1, NOT ALARM, (a))', 'false'],
    ['AT_LEAST(1, OK, (a))', 'false'],
    ['AT_LEAST(100%, ALARM, (a))', 'true'],
    ['AT_LEAST(33%, ALARM, (a, b, c))', 'true'],
    ['AT_LEAST(1%, ALARM, (a, b, c))', 'true'],
    // One of three is less than 34%: rounded down it is one, rounded up two.
    ['AT_LEAST(34%, ALARM, (a, b, c))', 'unknown'],
    ['AT_LEAST(67%, ALARM, (a, b, c))', 'unknown'],
    // Whether an alarm that is named twice counts twice is not documented.
    ['AT_LEAST(2, ALARM, (a, a))', 'unknown'],
    ['AT_LEAST(1, ALARM, (a, a))', 'true'],
  ])('%s: %s', (text, truth) => {
    expect(answer(text, A)).toEqual({ truth, isAmbiguous: false });
  });

  it.each<readonly [text: string, truth: Truth, isAmbiguous: boolean]>([
    // AND before OR: true; OR before AND: depends on c.
    ['ALARM(a) OR ALARM(b) AND ALARM(c)', 'unknown', true],
    ['ALARM(b) AND ALARM(c) OR ALARM(a)', 'unknown', true],
    ['ALARM(a) OR FALSE AND FALSE', 'unknown', true],
    // However it is read.
    ['ALARM(a) OR TRUE AND ALARM(a)', 'true', false],
    ['OK(a) AND ALARM(b) OR OK(a)', 'false', false],
    ['ALARM(b) AND ALARM(c) OR ALARM(d)', 'unknown', false],
  ])('%s: %s, read in more than one way: %s', (text, truth, isAmbiguous) => {
    expect(answer(text, A)).toEqual({ truth, isAmbiguous });
  });

  it('is not decided where trying takes too long', () => {
    const names = Array.from({ length: 100 }, (_, at) => `b${at}`);
    const text = `ALARM(a) AND (${names.map((name) => `ALARM(${name}) OR OK(${name})`).join(' OR ')})`;
    const before = performance.now();
    expect(answer(text, A).truth).toBe('unknown');
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

describe('a rule in quiet times', () => {
  it.each<readonly [text: string, truth: Truth]>([
    ['ALARM(a)', 'false'],
    ['NOT ALARM(a)', 'true'],
    ['OK(a)', 'unknown'],
    ['OK(a) OR INSUFFICIENT_DATA(a)', 'true'],
    ['TRUE', 'true'],
  ])('%s: %s', (text, truth) => {
    expect(answer(text, QUIET).truth).toBe(truth);
  });
});

describe('a rule as a law', () => {
  const name = fc.constantFrom('a', 'b', 'c');
  const atom = fc.oneof(
    fc.tuple(fc.constantFrom(...STATES), name).map(([state, alarm]) => `${state}(${alarm})`),
    fc.constantFrom('TRUE', 'FALSE'),
    fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom('ALARM', 'NOT OK'), fc.uniqueArray(name, { minLength: 1 }))
      .map(([least, state, alarms]) => `AT_LEAST(${least}, ${state}, (${alarms.join(', ')}))`),
  );
  const { rule: text } = fc.letrec<{ rule: string }>((tie) => ({
    rule: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      atom,
      tie('rule').map((of) => `NOT (${of})`),
      fc
        .tuple(fc.constantFrom(' AND ', ' OR '), fc.array(tie('rule'), { minLength: 2, maxLength: 3 }))
        .map(([sign, of]) => of.map((each) => `(${each})`).join(sign)),
    ),
  }));
  const domain = fc.subarray([...STATES], { minLength: 1 });

  /** Straight from the words of the documentation, for one combination of states. */
  function value(rule: Rule, of: Readonly<Record<string, State>>): boolean {
    switch (rule.type) {
      case 'constant':
        return rule.holds;
      case 'state':
        return of[rule.alarm] === rule.state;
      case 'not':
        return !value(rule.of, of);
      case 'joined':
        return rule.signs[0] === 'AND'
          ? rule.of.every((part) => value(part, of))
          : rule.of.some((part) => value(part, of));
      case 'atLeast':
        return rule.alarms.filter((alarm) => (of[alarm] === rule.state) !== rule.isNegated).length >= rule.least;
      default:
        return rule satisfies never;
    }
  }

  it('says what every combination of states says', () => {
    const counts = { true: 0, false: 0, unknown: 0 };
    fc.assert(
      fc.property(text, domain, domain, domain, (written, ofA, ofB, ofC) => {
        const rule = ruleOf(written);
        const { truth } = holds(rule, (alarm) => ({ a: ofA, b: ofB, c: ofC })[alarm] ?? []);
        const all = ofA.flatMap((a) => ofB.flatMap((b) => ofC.map((c) => value(rule, { a, b, c }))));
        const wanted = all.every(Boolean) ? 'true' : all.some(Boolean) ? 'unknown' : 'false';
        expect(truth, written).toBe(wanted);
        counts[truth]++;
        expect(alarmsIn(rule).every((each) => 'abc'.includes(each))).toBe(true);
      }),
      { numRuns: 1500 },
    );
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(100);
  });
});
