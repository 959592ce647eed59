/** Controls of frameworks, judged by the findings of their rules. What was not asked, or is left to people, is never a pass. */
import type { Control, Framework } from '../model/framework.ts';
import type { ControlVerdict, Counts, Finding, ReportControl, ReportFramework } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import { offBy } from '../model/rule.ts';
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
  const partly = partlyOff(rules, findings);
  return frameworks.map(({ id, version, title, notes, references, controls }) => ({
    id,
    ...(version === undefined ? {} : { version }),
    title,
    notes,
    references,
    controls: controls.map((control) => judge(control, judged, partly)),
  }));
}

/** Rules that an override of the configuration turned off for some subjects: exempting them is its decision and not the framework's. */
function partlyOff(rules: readonly Rule[], findings: readonly Finding[]): ReadonlySet<string> {
  const reasons = new Map(
    rules.map(({ id, off, overrides = [] }) => {
      const layers = [...(off === undefined ? [] : [off]), ...overrides.map(({ setBy }) => setBy)];
      return [id, new Set(layers.map(offBy))];
    }),
  );
  const found = findings.filter(({ ruleId, exempt }) => exempt !== undefined && reasons.get(ruleId)?.has(exempt));
  return new Set(found.map(({ ruleId }) => ruleId));
}

function judge(control: Control, judged: Judged, partly: ReadonlySet<string>): ReportControl {
  const notAsked = control.rules.filter((id) => !judged.has(id) || partly.has(id));
  const { control: number, title, level, assessment, rules, byHand, note } = control;
  return {
    control: number,
    title,
    ...(level === undefined ? {} : { level }),
    assessment,
    verdict: verdictOn(control, judged, notAsked),
    rules,
    ...(notAsked.length === 0 ? {} : { notAsked }),
    ...(byHand === undefined ? {} : { byHand }),
    ...(note === undefined ? {} : { note }),
    counts: countsOf(rules.flatMap((id) => judged.get(id) ?? [])),
  };
}

/** A fail of any rule is one; a rule that was not asked, be it of some subjects, or gave no verdict at all, leaves the control unknown. */
function verdictOn({ rules, byHand }: Control, judged: Judged, notAsked: readonly string[]): ControlVerdict {
  const perRule = rules.map((id) => judged.get(id) ?? []);
  const verdicts = perRule.flat();
  if (verdicts.includes('fail')) return 'fail';
  if (notAsked.length > 0 || verdicts.includes('unknown') || perRule.some((own) => own.length === 0)) return 'unknown';
  // What rules find in order is not all that is asked.
  if (rules.length === 0 || byHand !== undefined) return 'manual';
  return verdicts.includes('pass') ? 'pass' : 'notApplicable';
}

function countsOf(verdicts: readonly Verdict[]): Counts {
  const number = (wanted: Verdict) => verdicts.filter((verdict) => verdict === wanted).length;
  return Object.fromEntries(VERDICTS.map((verdict) => [verdict, number(verdict)])) as unknown as Counts;
}
