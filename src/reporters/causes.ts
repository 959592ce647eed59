/** What could not be seen, by cause: one entry for each call that failed in one way, however many places it failed in. */
import type { Finding, Reason, Report } from '../model/report.ts';
import type { Gap, GapReason } from '../model/resource.ts';
import { happened, plural } from '../model/words.ts';
import { permissionsLine, snapshotLine } from './again.ts';

export interface Cause {
  readonly reason: GapReason;
  /** "cloudtrail:DescribeTrails was denied"; where nobody was asked, why. */
  readonly text: string;
  /** What AWS said first. */
  readonly message: string;
  readonly gaps: readonly Gap[];
  /** Findings it keeps from being decided. */
  readonly findings: readonly Finding[];
  /** The next step, one sentence. */
  readonly advice: string;
  /** A line for a shell that takes it. */
  readonly command?: string;
}

/** Every cause of a run, the one that hides most first. */
export function causesOf(report: Report): readonly Cause[] {
  const byKey = new Map<string, Gap[]>();
  for (const gap of report.gaps) {
    const known = byKey.get(causeKey(gap));
    if (known) known.push(gap);
    else byKey.set(causeKey(gap), [gap]);
  }
  const keyOf = new Map(report.gaps.map((gap) => [gap.id, causeKey(gap)]));
  const hidden = new Map<string, Finding[]>();
  for (const finding of report.findings) {
    if (finding.verdict !== 'unknown') continue;
    for (const key of new Set(gapIds(finding).flatMap((id) => keyOf.get(id) ?? []))) {
      const known = hidden.get(key);
      if (known) known.push(finding);
      else hidden.set(key, [finding]);
    }
  }
  return [...byKey]
    .flatMap(([key, gaps]) => cause(gaps, hidden.get(key) ?? [], report))
    .sort((one, other) => other.findings.length - one.findings.length || (one.text < other.text ? -1 : 1));
}

/** Gaps of one key have one cause. Where nobody was asked, the message is all there is. */
export function causeKey(gap: Gap): string {
  return gap.call === '' ? `${gap.reason} ${gap.message}` : `${gap.reason} ${gap.call}`;
}

function cause(gaps: readonly Gap[], findings: readonly Finding[], report: Report): readonly Cause[] {
  const [first] = gaps;
  if (!first) return [];
  const text = first.call === '' ? first.message : happened(first);
  const { reason, message } = first;
  const command = reason === 'notCollected' ? { command: snapshotLine(report) } : {};
  return [{ reason, text, message, gaps, findings, advice: advice(first, report), ...command }];
}

/** The next step in one text. */
export function stepOf({ advice: step, command }: Cause): string {
  return command === undefined ? step : `${step.replace(/\.$/, '')}: ${command}`;
}

/** Ids of every gap behind a finding, in its reasons and in the links of its proof. */
export function gapIds(finding: Finding): readonly string[] {
  const ids = new Set<string>();
  const add = (reason: Reason) => {
    for (const id of reason.gaps ?? []) ids.add(id);
    reason.because?.forEach(add);
  };
  finding.reasons.forEach(add);
  for (const route of finding.proof?.routes ?? []) {
    for (const link of route.links) for (const id of link.gaps ?? []) ids.add(id);
  }
  return [...ids];
}

function advice({ reason, action }: Gap, { source }: Report): string {
  switch (reason) {
    case 'denied':
      // Without its regions nothing else of an account can be asked, and they can be known in other ways.
      if (action === 'ec2:DescribeRegions') {
        return 'Allow ec2:DescribeRegions to the role that audits, set AWS_REGION to a region where it is allowed, or name the regions with --regions.';
      }
      return /^(sts|organizations):/.test(action)
        ? `Allow ${action} to whoever runs trailproof; ${permissionsLine(source, '--caller')} prints the whole policy.`
        : `Allow ${action} to the role that audits; ${permissionsLine(source)} prints the whole policy.`;
    case 'throttled':
      return 'Run it again with a smaller --concurrency, or at a quieter time.';
    case 'timedOut':
    case 'unreachable':
      return 'Check the network between here and AWS, then run it again.';
    case 'regionDisabled':
      return 'Leave the region out with --regions, or enable it in the account.';
    case 'malformed':
    case 'failed':
      return 'Run it again; if it fails in the same way, ask AWS for that call by hand.';
    case 'cancelled':
      return 'Run it again to its end.';
    case 'outOfScope':
      return 'Look there too: name it with --accounts or --regions, or use --organization.';
    case 'notCollected':
      return 'Take the snapshot again with these rules.';
    default:
      return reason satisfies never;
  }
}

/** Where a cause struck: "111122223333 (every region)", "222233334444 (eu-west-1, us-east-1)". */
export function placesOf(gaps: readonly Gap[], most: number): readonly string[] {
  const regions = new Map<string, Set<string>>();
  for (const { account, region } of gaps) {
    const known = regions.get(account);
    if (known) known.add(region);
    else regions.set(account, new Set([region]));
  }
  const places = [...regions].map(([account, names]) => {
    const where = names.has('*') ? 'every region' : [...names].filter((name) => name !== '').join(', ');
    if (account === '') return 'an account that was not looked at';
    return where === '' ? account : `${account} (${where})`;
  });
  if (places.length <= most) return places;
  return [...places.slice(0, most), plural(places.length - most, 'more account')];
}
