/** Controls of frameworks as all formats speak of them: words for verdicts, counts, and which finding answers which control. */
import type { ControlVerdict, Report, ReportControl, ReportFramework } from '../model/report.ts';
import { plural } from '../model/words.ts';

/** Worst first; what people have to answer comes after what is known to be wrong. */
export const CONTROL_ORDER = [
  'fail',
  'unknown',
  'manual',
  'pass',
  'notApplicable',
] as const satisfies readonly ControlVerdict[];

export const CONTROL_WORD: Readonly<Record<ControlVerdict, string>> = {
  fail: 'fail',
  unknown: 'unknown',
  manual: 'by hand',
  pass: 'pass',
  notApplicable: 'not applicable',
};

/** "2 fail, 1 unknown, 7 by hand and 15 pass": every control is in it. */
export function controlCounts({ controls }: ReportFramework): string {
  const parts = CONTROL_ORDER.flatMap((wanted) => {
    const number = controls.filter(({ verdict }) => verdict === wanted).length;
    return number > 0 ? [`${number} ${CONTROL_WORD[wanted]}`] : [];
  });
  return `${plural(controls.length, 'control')}: ${parts.join(', ')}`;
}

/** What stands behind the verdict: counts of findings, rules that were not asked, what is left to people. */
export function behind({ counts, rules, notAsked, byHand }: ReportControl): readonly string[] {
  const found = (['fail', 'unknown', 'pass'] as const).filter((verdict) => counts[verdict] > 0);
  return [
    ...(found.length > 0 ? [found.map((verdict) => `${counts[verdict]} ${verdict}`).join(', ')] : []),
    ...(notAsked ? [`not asked: ${notAsked.join(', ')}`] : []),
    ...(byHand === undefined ? [] : [`by hand: ${byHand}`]),
    ...(rules.length === 0 && byHand === undefined ? ['no rule answers it'] : []),
  ];
}

/** Rule id -> the controls that it answers, as `framework/control`. */
export function controlsByRule({ frameworks = [] }: Report): ReadonlyMap<string, readonly string[]> {
  const byRule = new Map<string, string[]>();
  for (const { id, controls } of frameworks) {
    for (const { control, rules } of controls) {
      for (const rule of rules) byRule.set(rule, [...(byRule.get(rule) ?? []), `${id}/${control}`]);
    }
  }
  return byRule;
}
