/** Which layer set what is asked of a finding: severity and parameters that are not those of the rule itself. */
import type { Finding, ReportRule } from '../model/report.ts';
import { written } from '../model/words.ts';
import type { Problem } from './problems.ts';

/** "severity high by profile strict", "days = 400 by trailproof.yaml:2:47". What an override set for the subject counts before what is set for all. */
function settingsOf({ severity, setBy: here }: Finding, rule: ReportRule | undefined): readonly string[] {
  const layer = here?.severity ?? rule?.setBy.severity ?? 'rule';
  const values = Object.entries({ ...rule?.setBy.params, ...here?.params }).map(([name, by]) => {
    // Of an override it is known where it stands, and the finding says what was expected.
    const value = here?.params[name] === undefined ? ` = ${written(rule?.params[name] ?? null)}` : '';
    return { what: `${name}${value}`, by };
  });
  return [{ what: `severity ${severity}`, by: layer }, ...values].flatMap(({ what, by }) =>
    by === 'rule' ? [] : [`${what} by ${by}`],
  );
}

/** The same of all findings that are told together. */
export function settingsIn(
  { findings, rules: [id = ''] }: Problem,
  rules: ReadonlyMap<string, ReportRule>,
): readonly string[] {
  return [...new Set(findings.flatMap((finding) => settingsOf(finding, rules.get(id))))];
}
