/** Controls of frameworks, judged by the findings of their rules. What was not asked, or is left to people, is never a pass. */
import type { Control, Framework } from '../model/framework.ts';
import type { ControlVerdict, Counts, Finding, ReportControl, ReportFramework } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import type { Verdict } from '../model/verdict.ts';
import { VERDICTS } from '../model/verdict.ts';

/** Rule id -> the verdicts of its findings; none for a rule that was not asked. */
type Judged = ReadonlyMap<string, readonly Verdict[]>;

export function reportControls(
  frameworks: readonly Framework[],
  rules: readonly Rule[],
  findings: readonly Finding[],
): readonly ReportFramework[] {
  const judged = new Map<string, Verdict[]>(rules.map(({ id }) => [id, []]));
  for (const { ruleId, verdict } of findings) judged.get(ruleId)?.push(verdict);
  return frameworks.map(({ id, version, title, notes, references, controls }) => ({
    id,
    ...(version === undefined ? {} : { version }),
    title,
    notes,
    references,
    controls: controls.map((control) => judge(control, judged)),
  }));
}

function judge(control: Control, judged: Judged): ReportControl {
  const notAsked = control.rules.filter((id) => !judged.has(id));
  const { control: number, title, level, assessment, rules, byHand, note } = control;
  return {
    control: number,
    title,
    ...(level === undefined ? {} : { level }),
    assessment,
    verdict: verdictOn(control, judged),
    rules,
    ...(notAsked.length === 0 ? {} : { notAsked }),
    ...(byHand === undefined ? {} : { byHand }),
    ...(note === undefined ? {} : { note }),
    counts: countsOf(rules.flatMap((id) => judged.get(id) ?? [])),
  };
}

/** A fail of any rule is one; a rule that was not asked, or gave no verdict at all, leaves the control unknown. */
function verdictOn({ rules, byHand }: Control, judged: Judged): ControlVerdict {
  const perRule = rules.map((id) => judged.get(id) ?? []);
  const verdicts = perRule.flat();
  if (verdicts.includes('fail')) return 'fail';
  if (verdicts.includes('unknown') || perRule.some((own) => own.length === 0)) return 'unknown';
  // What rules find in order is not all that is asked.
  if (rules.length === 0 || byHand !== undefined) return 'manual';
  return verdicts.includes('pass') ? 'pass' : 'notApplicable';
}

function countsOf(verdicts: readonly Verdict[]): Counts {
  const number = (wanted: Verdict) => verdicts.filter((verdict) => verdict === wanted).length;
  return Object.fromEntries(VERDICTS.map((verdict) => [verdict, number(verdict)])) as unknown as Counts;
}
