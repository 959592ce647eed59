/** Counts over a run: verdicts, severities, what was looked at and what could not be. */
import type { Counts, Finding, Summary } from '../model/report.ts';
import type { Severity } from '../model/rule.ts';
import { SEVERITIES } from '../model/rule.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Verdict } from '../model/verdict.ts';
import { VERDICTS } from '../model/verdict.ts';

export function summarize(findings: readonly Finding[], snapshot: Snapshot, gaps: number): Summary {
  const number = (verdict: Verdict, severity?: Severity) =>
    findings.filter((each) => each.verdict === verdict && (severity === undefined || each.severity === severity))
      .length;
  const resources: Record<string, number> = {};
  for (const { kind } of snapshot.resources) resources[kind] = (resources[kind] ?? 0) + 1;
  return {
    counts: Object.fromEntries(VERDICTS.map((verdict) => [verdict, number(verdict)])) as unknown as Counts,
    bySeverity: Object.fromEntries(
      SEVERITIES.map((severity) => [
        severity,
        { fail: number('fail', severity), unknown: number('unknown', severity) },
      ]),
    ) as unknown as Summary['bySeverity'],
    accounts: snapshot.scope.accounts.length,
    unreadableAccounts: unreadable(snapshot),
    resources: Object.fromEntries(Object.entries(resources).sort(([one], [other]) => (one < other ? -1 : 1))),
    gaps,
  };
}

/** Accounts of which nothing at all could be read. */
function unreadable(snapshot: Snapshot): readonly string[] {
  const whole = snapshot.holes.filter(({ kind, region }) => kind === '*' && region === '*');
  return [...new Set(whole.map(({ account }) => account))].sort();
}
