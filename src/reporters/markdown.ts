/** Markdown for the summary of a CI job or a comment: the gate, what fails, what could not be seen. Shortened by rows, never mid-table. */
import type { Finding, Report, Reporter, ReportRule } from '../model/report.ts';
import { SEVERITIES } from '../model/rule.ts';
import { byAndUntil } from '../model/waiver.ts';
import { enumerate, plural, sentence } from '../model/words.ts';
import { causesOf, placesOf, stepOf } from './causes.ts';
import { controlTables } from './markdown/controls.ts';
import { patterns } from './markdown/patterns.ts';
import { code, prose, table } from './markdown/write.ts';
import { placeLabel } from './place.ts';
import type { Problem } from './problems.ts';
import { exampleMessage, problemsOf } from './problems.ts';
import { acceptedExclusions, excludedRecords, lostEvent } from './proof.ts';
import { remedyFor } from './remedy.ts';
import { leftOutOfSarif } from './sarif.ts';
import { settingsIn } from './settings.ts';
import { accountLabel, accountNames, isProblem, rulesById } from './subject.ts';
import { idleWaivers, lapsedIn, waiverPlace } from './waivers.ts';

/** Room of each table in characters: together with the rest below the 60,000 that a comment can hold. */
const ROOM = {
  fails: 22_000,
  causes: 8000,
  undecided: 6000,
  patterns: 5000,
  exceptions: 4000,
  waivers: 2000,
  controls: 8000,
} as const;

export const markdown: Reporter = {
  format: 'markdown',
  about: 'for the summary of a CI job: the gate, what fails, what could not be seen',
  extension: 'md',
  render(report, options) {
    const parts = [
      opening(report),
      counts(report),
      scope(report),
      ...fails(report),
      ...causes(report),
      ...undecided(report),
      ...patterns(report, ROOM.patterns),
      ...exceptions(report),
      ...idle(report),
      ...controlTables(report, ROOM.controls),
      closing(report, options.written ?? {}),
    ];
    return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
  },
};

function opening({ tool, gate }: Report): string {
  const sign = gate.open ? '✅' : gate.exitCode === 2 ? '❔' : '❌';
  return `## ${sign} ${prose(tool.name)}: the gate is ${gate.open ? 'open' : 'closed'}\n\n${prose(gate.sentence)}`;
}

function counts({ summary, findings }: Report): string {
  const row = (verdict: 'fail' | 'unknown') => [
    `**${verdict}**`,
    ...SEVERITIES.map((severity) => String(summary.bySeverity[severity][verdict])),
    String(summary.counts[verdict]),
  ];
  const { rows } = table(['', ...SEVERITIES, 'all'], [row('fail'), row('unknown')], ROOM.fails);
  const waived = findings.filter(({ waiver }) => waiver !== undefined).length;
  const aside = `${summary.counts.pass} passed, ${summary.counts.notApplicable} not applicable`;
  return `${rows}\n\n${aside}${waived > 0 ? `, ${waived} of all waived` : ''}.`;
}

function scope({ summary, source, generatedAt, rules, scope: asked }: Report): string {
  const { unreadableAccounts, accounts, resources } = summary;
  const unreadable =
    unreadableAccounts.length === 0 ? '' : ` (not readable: ${enumerate(unreadableAccounts.map(code), 10)})`;
  const regions = plural(resources['region'] ?? 0, 'region');
  const by = asked.caller === null ? '' : ` by ${code(asked.caller)}`;
  const seen = `${generatedAt.slice(0, 16).replace('T', ' ')} UTC`;
  const from = source.name === asked.caller ? '' : ` (${code(source.name)})`;
  return `${plural(rules.length, 'rule')} on ${plural(accounts, 'account')}${unreadable} and ${regions}, seen ${seen}${by}${from}.`;
}

/** Who set what is asked, where it is not what the rule says by itself. */
function set(problem: Problem, rules: ReadonlyMap<string, ReportRule>): string {
  const by = settingsIn(problem, rules);
  return by.length === 0 ? '' : `<br>Set: ${prose(enumerate(by, 6))}.`;
}

/** The message, and the event that slips through. */
function told(problem: Problem, names: ReadonlyMap<string, string>): string {
  const proof = problem.findings[0]?.proof;
  const lost = proof ? lostEvent(proof) : null;
  const event = lost === null ? '' : ` For example: ${prose(lost)}.`;
  const over = lapsedIn(problem.findings).map((text) => ` ${prose(sentence(text))}.`);
  return `${prose(exampleMessage(problem, names))}${event}${over.join('')}`;
}

/** What is new comes first; the order of severity stays. */
function fails(report: Report): readonly string[] {
  const problems = sorted(problemsOf(report).filter(({ verdict }) => verdict === 'fail'));
  if (problems.length === 0) return [];
  const names = accountNames(report);
  const rules = rulesById(report);
  const rows = problems.map((problem) => [
    `${problem.severity}${isNew(problem) ? ' **new**' : ''}`,
    code(problem.rules[0] ?? ''),
    where(problem, names),
    `${told(problem, names)} *${prose(remedyFor(problem, rules))}*`.replace(/ \*\*$/, '') + set(problem, rules),
  ]);
  const shown = table(['severity', 'rule', 'where', 'what is wrong, and what to do'], rows, ROOM.fails);
  return [`### What fails`, shown.rows, note(shown.leftOut, 'more problem')];
}

function sorted(problems: readonly Problem[]): readonly Problem[] {
  const rank = (problem: Problem) => (isNew(problem) ? 0 : 10) + SEVERITIES.indexOf(problem.severity);
  return problems.toSorted((one, other) => rank(one) - rank(other));
}

function isNew({ findings }: Problem): boolean {
  return findings.some(({ state }) => state === 'new');
}

function where({ accounts, regions, findings }: Problem, names: ReadonlyMap<string, string>): string {
  const places = accounts.map((account) => code(accountLabel(account, names)));
  const subjects = [...new Set(findings.filter(({ kind }) => kind !== 'account' && kind !== 'region').map(nameOf))];
  const shown = [
    enumerate(places, 3),
    enumerate(regions.filter((region) => region !== '').map(code), 3),
    enumerate(subjects.map(code), 3),
    enumerate([...new Set(findings.map(placeLabel))].filter((label) => label !== '').map(code), 3),
  ];
  return shown.filter((part) => part !== '').join('<br>');
}

function nameOf({ resourceName, kind }: Finding): string {
  return resourceName === '' ? kind : resourceName;
}

function causes(report: Report): readonly string[] {
  const rows = causesOf(report).map((cause) => [
    `${prose(cause.text)}<br>${prose(cause.message)}`,
    prose(enumerate(placesOf(cause.gaps, 4), 5)),
    String(cause.findings.length),
    prose(stepOf(cause)),
  ]);
  if (rows.length === 0) return [];
  const shown = table(['what happened', 'where', 'verdicts unknown', 'what to do'], rows, ROOM.causes);
  return ['### What could not be seen', shown.rows, note(shown.leftOut, 'more cause')];
}

/** Unknown although everything was read: what the checks do not decide. */
function undecided(report: Report): readonly string[] {
  const names = accountNames(report);
  const rules = rulesById(report);
  const problems = problemsOf(report).filter((each) => each.verdict === 'unknown' && each.causes.length === 0);
  if (problems.length === 0) return [];
  const rows = sorted(problems).map((problem) => [
    problem.severity,
    code(problem.rules[0] ?? ''),
    where(problem, names),
    `${told(problem, names)}${set(problem, rules)}`,
  ]);
  const shown = table(['severity', 'rule', 'where', 'what is not decided'], rows, ROOM.undecided);
  return ['### What was seen but not decided', shown.rows, note(shown.leftOut, 'more')];
}

/** Waivers, those that end first in front, exemptions that rules grant, and records left out on purpose. */
function exceptions({ findings }: Report): readonly string[] {
  const waived = findings.filter(({ waiver }) => waiver !== undefined);
  const soonest = waived.toSorted((one, other) => until(one).localeCompare(until(other), 'en'));
  const granted = [...soonest, ...findings.filter(({ exempt }) => exempt !== undefined)].map((finding) => [
    code(finding.ruleId),
    code(`${finding.account}${finding.resourceName === '' ? '' : ` ${finding.resourceName}`}`),
    prose(finding.waiver?.because ?? finding.exempt ?? ''),
    prose(finding.waiver ? waivedBy(finding.waiver) : 'rule'),
    prose(finding.waiver?.expires ?? ''),
  ]);
  const excluded = acceptedExclusions(findings).map(({ ruleId, excluded: each, findings: found }) => [
    code(ruleId),
    `${prose(excludedRecords(each))}<br>${enumerate([...new Set(found.map(({ account }) => code(account)))], 3)}`,
    prose(each.because),
    prose(each.by === 'waiver' ? waivedBy(each) : each.by),
    prose(each.expires ?? ''),
  ]);
  const rows = [...granted, ...excluded];
  if (rows.length === 0) return [];
  const shown = table(['rule', 'subject', 'because', 'granted by', 'until'], rows, ROOM.exceptions);
  return ['### Exceptions', shown.rows, note(shown.leftOut, 'more exception')];
}

function waivedBy({ owner }: { readonly owner?: string }): string {
  return `waived${byAndUntil(owner === undefined ? {} : { owner })}`;
}

/** Waivers that are over, or that nothing needs any more. */
function idle(report: Report): readonly string[] {
  const rows = idleWaivers(report).map((waiver) => [
    code(waiverPlace(waiver)),
    code(enumerate(waiver.rules, 3)),
    prose(waiver.because),
    prose(waiver.owner ?? ''),
    prose(waiver.sentence),
  ]);
  if (rows.length === 0) return [];
  const shown = table(['waiver', 'rules', 'because', 'granted by', 'what became of it'], rows, ROOM.waivers);
  return ['### Waivers that waive nothing', shown.rows, note(shown.leftOut, 'more waiver')];
}

function until({ waiver }: Finding): string {
  return waiver?.expires ?? '9999';
}

function note(leftOut: number, noun: string): string {
  if (leftOut === 0) return '';
  const number = noun === 'more' ? `${leftOut} more` : plural(leftOut, noun);
  return `*${number} left out here; the JSON and HTML reports have all of them.*`;
}

function closing(report: Report, written: Readonly<Record<string, string>>): string {
  const leftOut = leftOutOfSarif(report);
  const files = Object.entries(written).map(([format, path]) => `- ${format}: ${code(path)}`);
  return [
    ...(leftOut > 0
      ? [
          `SARIF for code scanning has room for ${report.findings.filter(isProblem).length - leftOut} of these; the worst are in it, ${plural(leftOut, 'is', 'are')} not.`,
        ]
      : []),
    ...(files.length > 0 ? [`Reports:\n\n${files.join('\n')}`] : []),
  ].join('\n\n');
}
