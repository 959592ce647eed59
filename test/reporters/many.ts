/** Reports of any size, with the verdicts, proofs and gaps of the example over and over in further accounts. */
import type { Finding, Report } from '../../src/model/report.ts';
import type { Gap } from '../../src/model/resource.ts';
import { exampleReport } from './example.ts';

export function reportOf(number: number): Report {
  const example = exampleReport();
  const { findings: few, summary } = example;
  const rounds = Math.ceil(number / few.length);
  const accounts = Array.from({ length: rounds }, (_, round) => String(600_000_000_000 + round));
  const findings = accounts.flatMap((account, round) =>
    few.map((finding, index) => moved(finding, account, round, index)),
  );
  const times = (count: number) => count * rounds;
  return {
    ...example,
    scope: { ...example.scope, accounts },
    findings: findings.slice(0, number),
    gaps: accounts.flatMap((account) => example.gaps.map((gap) => elsewhere(gap, account))),
    summary: {
      ...summary,
      accounts: rounds,
      counts: {
        pass: times(summary.counts.pass),
        fail: times(summary.counts.fail),
        unknown: times(summary.counts.unknown),
        notApplicable: times(summary.counts.notApplicable),
      },
      gaps: times(example.gaps.length),
    },
  };
}

function moved(finding: Finding, account: string, round: number, index: number): Finding {
  const { reasons } = finding;
  return {
    ...finding,
    account,
    resource: finding.resource === '' ? '' : `${finding.resource}/${round}`,
    resourceName: finding.resourceName === '' ? '' : `${finding.resourceName}-${round}-${index}`,
    message: `${finding.message} (${round % 7})`,
    reasons: reasons.map((reason) =>
      reason.gaps ? { ...reason, gaps: reason.gaps.map((id) => `${account} ${id}`) } : reason,
    ),
    fingerprint: (round * 1000 + index).toString(16).padStart(16, '0'),
  };
}

function elsewhere(gap: Gap, account: string): Gap {
  return { ...gap, id: `${account} ${gap.id}`, account };
}
