/** What a test beside a rule expects, held against the findings. */
import type { Finding } from '../model/report.ts';
import type { RuleTest } from '../model/rule.ts';
import { isObject } from '../model/value.ts';
import { VERDICTS } from '../model/verdict.ts';

/** How the findings differ from what a test expects; empty where they do not. */
export function compareExpectation(test: RuleTest, findings: readonly Finding[]): readonly string[] {
  const { expect } = test;
  if (typeof expect === 'string') {
    if (!isVerdict(expect)) return [`expect: "${expect}" is no verdict (${VERDICTS.join(', ')})`];
    if (findings.length === 0) return [`expected ${expect}, but there is no finding`];
    return findings
      .filter(({ verdict }) => verdict !== expect)
      .map((finding) => `expected ${expect}, got ${finding.verdict} for ${nameOf(finding)}: ${finding.message}`);
  }
  if (!isObject(expect)) return ['expect must be a verdict, or a mapping from resources to verdicts'];
  const left = new Map(Object.entries(expect));
  const mistakes = findings.flatMap((finding) => {
    const key = [...left.keys()].find((each) => isCalled(finding, each));
    if (key === undefined)
      return [`${nameOf(finding)} is ${finding.verdict}, and the test does not expect it: ${finding.message}`];
    const wanted = left.get(key);
    left.delete(key);
    return wanted === finding.verdict
      ? []
      : [`expected ${String(wanted)}, got ${finding.verdict} for ${nameOf(finding)}: ${finding.message}`];
  });
  return [
    ...mistakes,
    ...[...left].map(([key, verdict]) => `expected ${String(verdict)} for ${key}, but there is no such finding`),
  ];
}

function isVerdict(text: string): boolean {
  return VERDICTS.some((verdict) => verdict === text);
}

/** A finding is named by the name or id of its subject, or `kind/name`; `none` is a finding without subject. */
function isCalled(finding: Finding, key: string): boolean {
  if (finding.resource === '') return key === 'none';
  const { kind, resource, resourceName } = finding;
  return key === resourceName || key === resource || key === `${kind}/${resourceName}`;
}

function nameOf(finding: Finding): string {
  return finding.resource === '' ? 'none' : `${finding.kind}/${finding.resourceName}`;
}
