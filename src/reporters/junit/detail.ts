/** What a case that did not pass says: the message, expected and actual, the chain, and where to look. */
import type { Finding, Reason, ReportRule, Source } from '../../model/report.ts';
import type { Gap } from '../../model/resource.ts';
import { spoken, written } from '../../model/words.ts';
import { explainLine } from '../again.ts';
import { gapIds } from '../causes.ts';
import { placeLabel } from '../place.ts';
import { leftOutText, lostEvent, pointedAt } from '../proof.ts';
import { lapsedIn } from '../waivers.ts';

export interface Detail {
  /** Severity of a failure; the reason something could not be read, for an error. */
  readonly type: string;
  readonly message: string;
  /** Begins with the message: some readers show nothing else. */
  readonly text: string;
}

/** What was told of the report as a whole. */
export interface Told {
  readonly gaps: ReadonlyMap<string, Gap>;
  readonly rules: ReadonlyMap<string, ReportRule>;
  readonly source: Source;
}

const MARK = { true: 'ok', false: 'BROKEN', unknown: 'unknown' } as const;

export function detail(finding: Finding, { gaps, rules, source }: Told): Detail {
  const { verdict, severity, waiver, ruleId } = finding;
  const message = waiver ? waived(waiver) : finding.message;
  const reasons = verdict === 'unknown' ? gapIds(finding).flatMap((id) => gaps.get(id) ?? []) : [];
  const type = verdict === 'unknown' ? (reasons[0]?.reason ?? 'undecided') : verdict === 'fail' ? severity : verdict;
  const lines = [
    message,
    ...(waiver ? [finding.message] : []),
    ...lapsedIn([finding]),
    ...finding.reasons.flatMap(leaves),
    ...chain(finding),
    ...beside(finding),
    ...reasons.map((gap) => `not read: ${gap.id}: ${gap.message}`),
    ...(finding.resource === '' ? [] : [`resource: ${finding.resource}`]),
    ...(finding.location ? [`at ${placeLabel(finding)}`] : []),
    ...finding.reasons.slice(0, 1).map(({ rule }) => `asked in ${rule.file}:${rule.line}`),
    ...(verdict === 'notApplicable' ? [] : [`why: ${explainLine(source, ruleId, rules.get(ruleId))}`]),
  ];
  return { type, message, text: lines.map((line) => line.replaceAll('\n', ' ')).join('\n') };
}

function waived({ because, owner, expires }: NonNullable<Finding['waiver']>): string {
  const until = expires === undefined ? '' : ` until ${expires}`;
  const by = owner === undefined ? '' : ` by ${owner}`;
  return `Waived${until}${by}: ${because}`;
}

/** Both sides of every comparison that did not hold. */
function leaves(reason: Reason): readonly string[] {
  if (reason.verdict === 'pass') return [];
  if (reason.because && reason.because.length > 0) return reason.because.flatMap(leaves);
  const { field, expected, actual } = reason;
  if (field === undefined || expected === undefined) return [];
  return [`expected ${field}: ${expected}`, ...(actual === undefined ? [] : [`actual   ${written(actual)}`])];
}

function chain({ proof }: Finding): readonly string[] {
  const links = proof?.routes[0]?.links ?? [];
  return links.flatMap(({ link, truth, sentence, text }) => [
    `${MARK[truth].padEnd(7)} ${spoken(link)}: ${sentence}`,
    ...(text && truth !== 'true' ? pointedAt(text).map((line) => `        ${line}`) : []),
  ]);
}

function beside({ proof }: Finding): readonly string[] {
  const lost = proof ? lostEvent(proof) : null;
  const excluded = (proof?.excluded ?? []).map((each) => `left out on purpose: ${leftOutText(each)}`);
  return [...(lost === null ? [] : [`nobody is told of ${lost}`]), ...excluded];
}
