/** What became of each waiver of a run: what it bears on, or why it bears on nothing. One that nobody needs any more does not stay silent. */
import { printRecords } from '../languages/record-condition/index.ts';
import { parseArn } from '../model/arn.ts';
import { isLike } from '../model/like.ts';
import { isAccountId, isRegionName } from '../model/names.ts';
import type { Finding, ReportWaiver } from '../model/report.ts';
import type { Rulebook } from '../model/rule.ts';
import type { Scope, Snapshot } from '../model/snapshot.ts';
import type { Waiver } from '../model/waiver.ts';
import { isOver } from '../model/waiver.ts';
import { plural } from '../model/words.ts';
import { fits, isAmiss } from './waivers.ts';

/** What a run looked at. */
interface Looked {
  readonly rulebook: Pick<Rulebook, 'rules' | 'off' | 'waivers'>;
  readonly snapshot: Pick<Snapshot, 'scope' | 'takenAt'>;
  /** All of them, or those of the waiver's rules. */
  readonly findings: readonly Finding[];
  /** Fingerprints of those that pass without what waivers leave out. */
  readonly anyway: ReadonlySet<string>;
}

export function reportWaivers(looked: Looked): readonly ReportWaiver[] {
  const ofRule = new Map<string, Finding[]>();
  for (const finding of looked.findings) {
    const known = ofRule.get(finding.ruleId);
    if (known) known.push(finding);
    else ofRule.set(finding.ruleId, [finding]);
  }
  return looked.rulebook.waivers.map((waiver) => {
    const findings = waiver.rules.flatMap((id) => ofRule.get(id) ?? []);
    return reportWaiver(waiver, { ...looked, findings });
  });
}

function reportWaiver(waiver: Waiver, looked: Looked): ReportWaiver {
  const { patterns, rules: _, excluding, ...rest } = waiver;
  const fitted = looked.findings.filter((finding) => fits(waiver, finding));
  const isExpired = isOver(waiver, looked.snapshot.takenAt);
  const borne = fitted.filter((finding) =>
    excluding === undefined || isExpired ? isAmiss(finding) : isNarrowed(waiver, finding),
  );
  return {
    rules: patterns,
    ...rest,
    ...(excluding === undefined
      ? {}
      : { excluding: excluding.map(({ events, records }) => ({ events, records: printRecords(records) })) }),
    ...outcome(waiver, { fitted, borne, isExpired }, looked),
    findings: borne.map(({ fingerprint }) => fingerprint),
  };
}

/** Whether its proof leaves out records of the waiver. */
function isNarrowed({ because, excluding = [] }: Waiver, { proof }: Finding): boolean {
  const texts = excluding.map(({ records }) => printRecords(records));
  const own = proof?.excluded ?? [];
  return own.some((each) => each.by === 'waiver' && each.because === because && texts.includes(each.records));
}

interface Found {
  readonly fitted: readonly Finding[];
  readonly borne: readonly Finding[];
  readonly isExpired: boolean;
}

type Outcome = Pick<ReportWaiver, 'state' | 'sentence'>;

function outcome(waiver: Waiver, { fitted, borne, isExpired }: Found, looked: Looked): Outcome {
  const { excluding, expires } = waiver;
  const number = borne.length;
  if (isExpired) {
    const rest =
      number === 0 ? '' : `, and ${plural(number, 'finding')} that it fits ${number === 1 ? 'stays' : 'stay'}`;
    return said('expired', `It expired on ${expires}${rest}.`);
  }
  const isNeedless = excluding !== undefined && borne.every(({ fingerprint }) => looked.anyway.has(fingerprint));
  const why = notSeen(waiver, fitted, looked);
  if (number > 0) {
    if (isNeedless && why === null) return said('unneeded', 'Somebody is told of what it leaves out as well.');
    const what = excluding === undefined ? `It waives ${plural(number, 'finding')}` : leavesOut(number);
    return said('applied', `${what}.`);
  }
  if (why !== null) return said('notSeen', why);
  const idle =
    excluding === undefined
      ? 'Nothing that it fits fails or is unknown'
      : 'No proof of its rules leaves its records out';
  return said('unneeded', fitted.length === 0 ? 'It fits nothing that this run found.' : `${idle}.`);
}

function said(state: Outcome['state'], sentence: string): Outcome {
  return { state, sentence };
}

function leavesOut(number: number): string {
  return `It leaves records out of ${plural(number, 'proof')}`;
}

/** Why a run cannot say that a waiver is needed no more; null: it can. */
function notSeen(waiver: Waiver, fitted: readonly Finding[], { rulebook, snapshot, findings }: Looked): string | null {
  const { rules, accounts = [], excluding } = waiver;
  const asked = rulebook.rules.map(({ id }) => id);
  const off = rulebook.off.map(({ id }) => id);
  if (!rules.some((id) => asked.includes(id))) return 'This run asked none of its rules.';
  if (rules.some((id) => !asked.includes(id) && !off.includes(id))) return 'This run did not ask all of its rules.';
  const arns = (waiver.resources ?? []).flatMap((resource) => parseArn(resource) ?? []);
  const named = [...accounts, ...arns.map(({ account }) => account).filter(isAccountId)];
  const elsewhere = named.find((account) => !snapshot.scope.accounts.includes(account));
  if (elsewhere !== undefined) return `This run did not look at account ${elsewhere}, which it names.`;
  const region = regionElsewhere([...(waiver.regions ?? []), ...arns.map((arn) => arn.region)], snapshot.scope);
  if (region !== null) return `This run did not look at region ${region}, which it names.`;
  const isHidden = excluding === undefined ? findings.some((each) => mayHide(each, waiver)) : fitted.some(isAmiss);
  return isHidden ? 'What it speaks of could not all be seen.' : null;
}

/** A region that is named and was left out. */
function regionElsewhere(named: readonly string[], { regions }: Scope): string | null {
  if (regions === null) return null;
  const isLeftOut = (name: string) => !regions.includes(name) && (isRegionName(name) || /[^*][*?]|[*?][^*]/.test(name));
  return named.find(isLeftOut) ?? null;
}

/** Subjects that could not be listed may be what a waiver names. */
function mayHide(
  { ruleId, verdict, resource, account, region }: Finding,
  { rules, accounts, regions }: Waiver,
): boolean {
  const isThere = account === '' || accounts === undefined || accounts.includes(account);
  const isInside =
    region === '' || region === '*' || regions === undefined || regions.some((pattern) => isLike(region, pattern));
  return rules.includes(ruleId) && verdict === 'unknown' && resource === '' && isThere && isInside;
}
