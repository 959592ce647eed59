/** The verdict on a control follows from the findings of its rules: wrong before unseen, unseen before people, people before right. */
import { describe, expect, it } from 'vitest';
import { reportControls } from '../../src/govern/controls.ts';
import type { Control, Framework } from '../../src/model/framework.ts';
import type { Finding } from '../../src/model/report.ts';
import type { Rule } from '../../src/model/rule.ts';
import type { Verdict } from '../../src/model/verdict.ts';

const at = { file: 'acme.yaml', line: 1, column: 1 };

function judged(
  control: Partial<Control>,
  found: Readonly<Record<string, readonly Verdict[]>>,
  asked: readonly string[] = Object.keys(found),
) {
  const whole: Control = { control: '1', title: 'T', assessment: 'automated', rules: ['a.one', 'a.two'], ...control };
  const framework: Framework = { id: 'acme', title: 'T', notes: [], references: [], params: {}, controls: [whole], at };
  const findings = Object.entries(found).flatMap(([ruleId, verdicts]) =>
    verdicts.map((verdict) => ({ ruleId, verdict })),
  );
  const [report] = reportControls([framework], asked.map((id) => ({ id })) as Rule[], findings as Finding[]);
  return report?.controls[0];
}

describe('a control', () => {
  it.each<readonly [what: string, one: readonly Verdict[], two: readonly Verdict[], verdict: string]>([
    ['passes where every rule found what it wants', ['pass', 'pass'], ['pass'], 'pass'],
    ['passes where one rule had nothing to check', ['pass'], ['notApplicable'], 'pass'],
    ['is not applicable where no rule had anything to check', ['notApplicable'], ['notApplicable'], 'notApplicable'],
    ['fails with one finding of many', ['pass', 'fail', 'pass'], ['pass'], 'fail'],
    ['fails whatever else could not be seen', ['unknown'], ['fail'], 'fail'],
    ['is unknown with one finding of many', ['pass', 'pass'], ['unknown', 'pass'], 'unknown'],
    ['is unknown where a rule gave no verdict at all', ['pass'], [], 'unknown'],
  ])('%s', (_, one, two, verdict) => {
    expect(judged({}, { 'a.one': one, 'a.two': two })?.verdict).toBe(verdict);
  });

  it('is unknown where one of its rules was not asked, and says which', () => {
    const control = judged({}, { 'a.one': ['pass'] });
    expect(control).toMatchObject({ verdict: 'unknown', notAsked: ['a.two'] });
    expect(judged({}, { 'a.one': ['fail'] })?.verdict).toBe('fail');
  });

  it('without rules is left to people', () => {
    expect(judged({ rules: [] }, {})).toMatchObject({ verdict: 'manual', rules: [], counts: { pass: 0, fail: 0 } });
  });

  it('of which people have to answer a part never passes by rules alone, and fails by them', () => {
    const byHand = 'people review logs';
    expect(judged({ byHand }, { 'a.one': ['pass'], 'a.two': ['pass'] })).toMatchObject({ verdict: 'manual', byHand });
    expect(judged({ byHand }, { 'a.one': ['pass'], 'a.two': ['fail'] })?.verdict).toBe('fail');
    expect(judged({ byHand }, { 'a.one': ['pass'], 'a.two': ['unknown'] })?.verdict).toBe('unknown');
  });

  it('counts the findings of its rules and of no others', () => {
    const found = { 'a.one': ['pass', 'fail'], 'a.two': ['unknown', 'pass'], 'b.other': ['fail', 'fail'] } as const;
    expect(judged({}, found)?.counts).toEqual({ pass: 2, fail: 1, unknown: 1, notApplicable: 0 });
  });
});
