/** Fails and unknowns gathered: what is wrong in the same way in several regions or accounts is one problem, told once. */
import type { Finding, Report } from '../model/report.ts';
import type { Severity } from '../model/rule.ts';
import { SEVERITIES } from '../model/rule.ts';
import { onOneLine } from '../model/words.ts';
import type { Cause } from './causes.ts';
import { causeKey, causesOf, gapIds } from './causes.ts';
import { accountLabel, isProblem } from './subject.ts';

export interface Problem {
  readonly verdict: 'fail' | 'unknown';
  /** The worst of its findings. */
  readonly severity: Severity;
  /** One rule for a fail; every rule that a cause keeps from being decided. */
  readonly rules: readonly string[];
  /** In the order of the report; the first stands for all. */
  readonly findings: readonly Finding[];
  /** Why it is not known, where something could not be read. */
  readonly causes: readonly Cause[];
  readonly accounts: readonly string[];
  /** '' where it belongs to no region. */
  readonly regions: readonly string[];
}

/** Problems that the same accounts share. */
export interface Section {
  readonly accounts: readonly string[];
  readonly problems: readonly Problem[];
}

/** Sections by the accounts concerned, those that concern most first; inside by region, worst first. */
export function sectionsOf(report: Report): readonly Section[] {
  const sections = new Map<string, Problem[]>();
  for (const problem of problemsOf(report)) {
    const key = problem.accounts.join(' ');
    const known = sections.get(key);
    if (known) known.push(problem);
    else sections.set(key, [problem]);
  }
  return [...sections.values()]
    .map((problems) => ({ accounts: problems[0]?.accounts ?? [], problems: problems.sort(byRegion) }))
    .sort(
      (one, other) =>
        other.accounts.length - one.accounts.length || compare(one.accounts.join(' '), other.accounts.join(' ')),
    );
}

/** Of several accounts that share a problem one speaks for all: its message says whose it is. */
export function exampleMessage({ accounts, findings }: Problem, names: ReadonlyMap<string, string>): string {
  const [first] = findings;
  if (!first || accounts.length < 2) return first?.message ?? '';
  const { account, message } = first;
  const whose = message.includes(account) ? '' : `, account ${accountLabel(account, names)}`;
  return `As an example${whose}: ${message}`;
}

export function problemsOf(report: Report): readonly Problem[] {
  const causes = new Map(causesOf(report).flatMap((cause) => cause.gaps.map((gap) => [gap.id, cause] as const)));
  const groups = new Map<string, { readonly findings: Finding[]; readonly causes: readonly Cause[] }>();
  for (const finding of report.findings.filter(isProblem)) {
    const own = finding.verdict === 'unknown' ? gapIds(finding).flatMap((id) => causes.get(id) ?? []) : [];
    const distinct = [...new Set(own)];
    const key = distinct.length > 0 ? causeKeyOf(distinct) : `${finding.verdict} ${finding.ruleId} ${pattern(finding)}`;
    // Per account first: only then can accounts that share a problem be told from those that do not.
    const known = groups.get(`${finding.account} ${key}`);
    if (known) known.findings.push(finding);
    else groups.set(`${finding.account} ${key}`, { findings: [finding], causes: distinct });
  }
  return shared([...groups].map(([key, group]) => ({ key, ...group })));
}

interface Group {
  readonly key: string;
  readonly findings: readonly Finding[];
  readonly causes: readonly Cause[];
}

/** From so many accounts on, the same problem with a resource of each is told once for all. */
const SEVERAL = 3;

/** Groups of several accounts that are alike, with the same rules, become one problem. */
function shared(groups: readonly Group[]): readonly Problem[] {
  const alike = new Map<string, Group[]>();
  for (const group of groups) {
    const key = `${group.key.slice(group.key.indexOf(' '))} ${rulesOf(group.findings).join(' ')}`;
    const known = alike.get(key);
    if (known) known.push(group);
    else alike.set(key, [group]);
  }
  return [...alike.values()].flatMap((members) => {
    const isOfAccounts = members.every(({ findings }) => findings[0]?.kind === 'account');
    if (members.length < SEVERAL && !isOfAccounts)
      return members.map(({ findings, causes }) => problem(findings, causes));
    return [
      problem(
        members.flatMap(({ findings }) => findings),
        members[0]?.causes ?? [],
      ),
    ];
  });
}

function problem(findings: readonly Finding[], causes: readonly Cause[]): Problem {
  const worst = Math.min(...findings.map(({ severity }) => SEVERITIES.indexOf(severity)));
  return {
    verdict: findings[0]?.verdict === 'fail' ? 'fail' : 'unknown',
    severity: SEVERITIES[worst] ?? 'info',
    rules: rulesOf(findings),
    findings,
    causes,
    accounts: distinct(findings.map(({ account }) => account)),
    regions: distinct(findings.map(({ region }) => region)),
  };
}

function rulesOf(findings: readonly Finding[]): readonly string[] {
  return distinct(findings.map(({ ruleId }) => ruleId));
}

function causeKeyOf(causes: readonly Cause[]): string {
  return causes
    .flatMap(({ gaps }) => (gaps[0] ? [causeKey(gaps[0])] : []))
    .sort()
    .join('\n');
}

/** The message without the names that differ from place to place. Very short names could stand for anything and stay. */
function pattern(finding: Finding): string {
  const { resource, account, region, resourceName } = finding;
  return [resource, account, region, resourceName]
    .map(onOneLine)
    .filter((name) => name.length > 2)
    .reduce((text, name) => text.replaceAll(name, '\0'), finding.message);
}

function byRegion(one: Problem, other: Problem): number {
  const rank = ({ severity, verdict }: Problem) => SEVERITIES.indexOf(severity) * 2 + (verdict === 'fail' ? 0 : 1);
  return compare(one.regions.join(' '), other.regions.join(' ')) || rank(one) - rank(other);
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
