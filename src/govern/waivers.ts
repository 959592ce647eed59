/** Waivers put to findings: what does not pass and is accepted says by whom and until when. A verdict never changes by it. */
import { isLike } from '../model/like.ts';
import type { Finding } from '../model/report.ts';
import type { Exclusion } from '../model/rule.ts';
import type { Grant, Waiver } from '../model/waiver.ts';
import { isOver } from '../model/waiver.ts';

/** Findings with the waivers that speak for them at a time (ISO 8601). Of several the one that ends last does, and of those the first. */
export function waive(findings: readonly Finding[], waivers: readonly Waiver[], time: string): readonly Finding[] {
  if (waivers.length === 0) return findings;
  const ofRule = new Map<string, Waiver[]>();
  for (const waiver of waivers) {
    for (const id of new Set(waiver.rules)) ofRule.set(id, [...(ofRule.get(id) ?? []), waiver]);
  }
  return findings.map((finding) =>
    isAmiss(finding) ? waived(finding, ofRule.get(finding.ruleId) ?? [], time) : finding,
  );
}

/** It does not pass: only that can be waived. */
export function isAmiss({ verdict }: Finding): boolean {
  return verdict === 'fail' || verdict === 'unknown';
}

function waived(finding: Finding, waivers: readonly Waiver[], time: string): Finding {
  const fitting = waivers.filter((waiver) => fits(waiver, finding));
  const isInForce = (waiver: Waiver) => !isOver(waiver, time);
  const [waiver] = fitting.filter((each) => isInForce(each) && each.excluding === undefined).sort(lastEndFirst);
  if (waiver) return { ...finding, waiver: grantOf(waiver) };
  const [lapsed] = fitting.filter((each) => !isInForce(each)).sort(lastEndFirst);
  return lapsed ? { ...finding, lapsed: grantOf(lapsed) } : finding;
}

function lastEndFirst(one: Waiver, other: Waiver): number {
  if (one.expires === other.expires) return 0;
  if (one.expires === undefined || other.expires === undefined) return one.expires === undefined ? -1 : 1;
  return one.expires > other.expires ? -1 : 1;
}

function grantOf({ because, owner, expires }: Grant): Grant {
  return { because, ...(owner === undefined ? {} : { owner }), ...(expires === undefined ? {} : { expires }) };
}

/** Whether a waiver speaks of a finding. */
export function fits({ rules, accounts, regions, resources, fingerprints }: Waiver, finding: Finding): boolean {
  const { ruleId, account, region, resource, resourceName, fingerprint } = finding;
  const isNamed = (pattern: string) => [resource, resourceName].some((name) => name !== '' && isLike(name, pattern));
  return (
    rules.includes(ruleId) &&
    (accounts === undefined || accounts.includes(account)) &&
    (regions === undefined || (region !== '' && regions.some((pattern) => isLike(region, pattern)))) &&
    (resources === undefined || resources.some(isNamed)) &&
    (fingerprints === undefined || fingerprints.includes(fingerprint))
  );
}

/** Rules of which waivers in force at a time leave records out. */
export function narrowedRules(waivers: readonly Waiver[], time: string): ReadonlySet<string> {
  return new Set(exclusionsOf(waivers, time).flatMap(({ waiver }) => waiver?.rules ?? []));
}

/** Records that waivers in force at a time leave out of the proofs of their rules. */
export function exclusionsOf(waivers: readonly Waiver[], time: string): readonly Exclusion[] {
  return waivers
    .filter((waiver) => !isOver(waiver, time))
    .flatMap((waiver) => {
      const { because, ...granted } = grantOf(waiver);
      const { rules, accounts, excluding = [] } = waiver;
      const own = { rules, ...(accounts ? { accounts } : {}), ...granted };
      return excluding.map((each) => ({ ...each, because, waiver: own }));
    });
}
