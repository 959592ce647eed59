/** How reports name accounts, subjects and rules, and which findings come first. */
import type { Finding, Report, ReportRule } from '../model/report.ts';
import { SEVERITIES } from '../model/rule.ts';
import type { Verdict } from '../model/verdict.ts';
import { pluralOf, spoken } from '../model/words.ts';

/** Account id -> the name people use, for those that have one. */
export function accountNames(report: Report): ReadonlyMap<string, string> {
  const own = report.findings.filter(({ kind, resource }) => kind === 'account' && resource !== '');
  return new Map(
    own.filter((each) => each.resourceName !== each.account).map((each) => [each.account, each.resourceName]),
  );
}

/** "111122223333 (production)"; "the organization" for what belongs to no account. */
export function accountLabel(account: string, names: ReadonlyMap<string, string>): string {
  if (account === '') return 'the organization';
  const name = names.get(account);
  return name === undefined ? account : `${account} (${name})`;
}

/** "trail main", or the kind alone where the subjects could not be listed or there are none. */
export function subjectLabel({ kind, resource, resourceName, region }: Finding): string {
  if (resource === '') return pluralOf(spoken(kind));
  return kind === 'region' ? `region ${region}` : `${spoken(kind)} ${resourceName}`;
}

const VERDICT_RANK: Readonly<Record<Verdict, number>> = { fail: 0, unknown: 1, pass: 2, notApplicable: 3 };

/** Worst severity first, fails before unknowns; otherwise in the order of the report. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  const rank = ({ severity, verdict }: Finding) => SEVERITIES.indexOf(severity) * 4 + VERDICT_RANK[verdict];
  return findings.toSorted((one, other) => rank(one) - rank(other));
}

/** Fails and unknowns that nobody has waived. */
export function isProblem({ verdict, waiver }: Finding): boolean {
  return (verdict === 'fail' || verdict === 'unknown') && waiver === undefined;
}

export function rulesById(report: Report): ReadonlyMap<string, ReportRule> {
  return new Map(report.rules.map((rule) => [rule.id, rule]));
}
