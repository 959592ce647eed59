/** One problem on a terminal: what is wrong, the broken link, what to do, and where to read more. */
import { columns } from '../../model/excerpt.ts';
import type { Proof } from '../../model/proof.ts';
import type { Finding, ReportRule, Source } from '../../model/report.ts';
import { enumerate, plural } from '../../model/words.ts';
import { explainLine } from '../again.ts';
import { placesOf } from '../causes.ts';
import { placeLabel } from '../place.ts';
import type { Problem } from '../problems.ts';
import { exampleMessage } from '../problems.ts';
import { leftOutText, lostEvent } from '../proof.ts';
import { remedyFor } from '../remedy.ts';
import { settingsIn } from '../settings.ts';
import { accountLabel, subjectLabel } from '../subject.ts';
import { lapsedIn } from '../waivers.ts';
import { chainLines } from './chain.ts';
import type { Page } from './page.ts';
import { COLOR, labelled, paragraph } from './page.ts';

const MARK = { fail: 'FAIL', unknown: 'UNKNOWN' } as const;

export interface BlockContext {
  readonly page: Page;
  readonly rules: ReadonlyMap<string, ReportRule>;
  /** Account id -> the name people use. */
  readonly names: ReadonlyMap<string, string>;
  readonly source: Source;
}

export function problemLines(problem: Problem, context: BlockContext): readonly string[] {
  return problem.causes.length > 0 && problem.findings.length > 1
    ? hiddenLines(problem, context)
    : findingLines(problem, context);
}

function head(problem: Problem, what: string, subject: string, { page }: BlockContext): readonly string[] {
  const { verdict, severity } = problem;
  const start = `${page.sign[verdict]} ${MARK[verdict]}`;
  const fits = columns(`  ${start}  ${severity}  ${what}  ${subject}`) <= page.width;
  const line = `  ${page.paint(COLOR[verdict], start)}  ${severity}  ${page.paint('bold', what)}`;
  if (subject === '') return [line];
  return fits ? [`${line}  ${subject}`] : [line, ...paragraph(page, 4, subject)];
}

function findingLines(problem: Problem, context: BlockContext): readonly string[] {
  const { page, rules, source } = context;
  const [finding] = problem.findings;
  if (!finding) return [];
  const { ruleId, proof, kind, resource } = finding;
  // The section names the account, the heading above it the region.
  const subject = kind === 'account' || kind === 'region' || resource === '' ? '' : subjectLabel(finding);
  const set = settingsIn(problem, rules);
  return [
    ...head(problem, page.text(ruleId), page.text(subject), context),
    ...paragraph(page, 4, page.text(lead(problem, finding, context))),
    ...(proof ? [...chainLines(page, proof, 6), ...beside(proof, page)] : []),
    ...also(problem, context),
    ...lapsedIn(problem.findings).flatMap((text) => field(page, 'over', text)),
    ...(finding.location ? field(page, 'at', placeLabel(finding)) : []),
    ...fixLines(problem, context),
    ...(set.length === 0 ? [] : field(page, 'set', enumerate(set, 6))),
    toPaste(page, 'why', explainLine(source, ruleId, rules.get(ruleId))),
  ];
}

/** The event that slips through, and what nobody wanted to be told of. */
function beside(proof: Proof, page: Page): readonly string[] {
  const lost = lostEvent(proof);
  const excluded = (proof.excluded ?? []).map(leftOutText);
  return [
    ...(lost === null ? [] : field(page, 'lost', lost)),
    ...excluded.flatMap((text) => field(page, 'out', `left out on purpose: ${text}`)),
  ];
}

/** The chain says the last part again: what breaks it. Of several accounts that share a problem one is shown, and named. */
function lead(problem: Problem, { account, message, proof }: Finding, { names }: BlockContext): string {
  if (!proof || proof.routes.length === 0) return exampleMessage(problem, names);
  const ending = `: ${proof.broken?.sentence ?? ''}.`;
  const isSaidAgain = proof.broken !== undefined && message.endsWith(ending);
  const told = isSaidAgain ? message.slice(0, -ending.length) : message;
  if (problem.accounts.length < 2) return isSaidAgain ? `${told}:` : told;
  return `${told}${isSaidAgain ? '.' : ''} As an example, the chain of account ${accountLabel(account, names)}:`;
}

const LABEL = (name: string) => `${name}:`.padEnd(7);

/** What to do; nothing where nobody has written it down. */
function fixLines(problem: Problem, { page, rules }: BlockContext): readonly string[] {
  const [cause] = problem.causes;
  if (cause?.command !== undefined) return [...field(page, 'fix', cause.advice), toPaste(page, 'run', cause.command)];
  const fix = remedyFor(problem, rules);
  return fix === '' ? [] : field(page, 'fix', fix);
}

/** Never broken: a shell would take the rest for another command. */
function toPaste(page: Page, name: string, command: string): string {
  return `    ${page.paint('cyan', LABEL(name))}${page.text(command)}`;
}

function field(page: Page, name: string, text: string): readonly string[] {
  return labelled(page, 4, LABEL(name), page.text(text), 'cyan');
}

/** Many rules that one cause keeps from being decided: the cause once, then the rules. */
function hiddenLines(problem: Problem, context: BlockContext): readonly string[] {
  const { page } = context;
  const { rules, causes, findings, accounts } = problem;
  const gaps = causes.flatMap((cause) => cause.gaps).filter(({ account }) => accounts.includes(account));
  const said = [...new Set(gaps.map(({ message }) => message))][0] ?? '';
  const number = findings.length === rules.length ? '' : `${plural(findings.length, 'verdict')} of `;
  const isSpread = accounts.length > 1 || new Set(gaps.map(({ region }) => region)).size > 1;
  return [
    ...head(problem, `${number}${plural(rules.length, 'rule')} could not be decided`, '', context),
    ...causes.flatMap((cause) => paragraph(page, 4, `${page.text(cause.text)}.`)),
    ...(causes.some(({ text }) => text === said) ? [] : field(page, 'said', said)),
    ...(isSpread ? field(page, 'in', enumerate(placesOf(gaps, 8), 9)) : []),
    ...field(page, 'rules', rules.join(', ')),
    ...lapsedIn(findings).flatMap((text) => field(page, 'over', text)),
    ...fixLines(problem, context),
  ];
}

/** Further subjects with the same problem. Accounts are named by the section already. */
function also(problem: Problem, { page }: BlockContext): readonly string[] {
  const [first, ...rest] = problem.findings;
  if (!first || first.kind === 'account' || rest.length === 0) return [];
  const others = [...new Set(rest.map((finding) => placed(finding, problem)))];
  return field(page, 'also', enumerate(others, 12));
}

function placed(finding: Finding, { regions, accounts }: Problem): string {
  const place = [
    ...(accounts.length > 1 ? [finding.account] : []),
    ...(regions.length > 1 && finding.kind !== 'region' && finding.region !== '' ? [finding.region] : []),
  ].join('/');
  const name = finding.kind === 'region' ? finding.region : subjectLabel(finding);
  return place === '' ? name : `${name} (${place})`;
}
