/** The last block on a terminal: counts, what was looked at, what could not be seen, reports, and the gate. */
import { columns } from '../../model/excerpt.ts';
import type { RenderOptions, Report } from '../../model/report.ts';
import { SEVERITIES } from '../../model/rule.ts';
import { VERDICTS } from '../../model/verdict.ts';
import { enumerate, plural, pluralOf, spoken } from '../../model/words.ts';
import type { Cause } from '../causes.ts';
import { causesOf, placesOf } from '../causes.ts';
import { isProblem } from '../subject.ts';
import { firstEnd, idleWaivers, waiverText } from '../waivers.ts';
import type { Page } from './page.ts';
import { COLOR, labelled } from './page.ts';

const WORDS = { pass: 'pass', fail: 'fail', unknown: 'unknown', notApplicable: 'not applicable' } as const;

export function closingLines(report: Report, page: Page, written: RenderOptions['written']): readonly string[] {
  const { gate } = report;
  const verdict = gate.open ? 'pass' : gate.exitCode === 2 ? 'unknown' : 'fail';
  return [
    heading(page, 'Summary'),
    ...labelled(page, 2, 'verdicts    ', counts(report, page)),
    ...labelled(page, 2, 'by severity ', bySeverity(report, page)),
    ...waivers(report, page),
    ...labelled(page, 2, 'looked at   ', page.text(coverage(report))),
    ...unseen(report, page),
    ...explaining(report, page),
    ...reports(page, written ?? {}),
    '',
    ...labelled(page, 0, `${page.sign[verdict]} `, gate.sentence, COLOR[verdict]),
  ];
}

export function heading(page: Page, text: string): string {
  const line = page.rule.repeat(Math.max(3, page.width - columns(text) - 1));
  return `${page.paint('bold', text)} ${page.paint('dim', line)}`;
}

function counts({ summary, findings }: Report, page: Page): string {
  const waived = findings.filter(({ waiver }) => waiver !== undefined).length;
  const shown = VERDICTS.toSorted((one, other) => ORDER.indexOf(one) - ORDER.indexOf(other));
  const parts = shown.map((verdict) => `${page.sign[verdict]} ${summary.counts[verdict]} ${WORDS[verdict]}`);
  return [...parts, ...(waived > 0 ? [`${waived} of them waived`] : [])].join('   ');
}

const ORDER = ['fail', 'unknown', 'pass', 'notApplicable'];

function bySeverity({ summary }: Report, page: Page): string {
  const parts = SEVERITIES.flatMap((severity) => {
    const { fail, unknown } = summary.bySeverity[severity];
    const numbers = [...(fail > 0 ? [`${fail} fail`] : []), ...(unknown > 0 ? [`${unknown} unknown`] : [])];
    return numbers.length > 0 ? [`${severity} ${numbers.join(', ')}`] : [];
  });
  return parts.length > 0 ? parts.join(` ${page.dot} `) : 'nothing fails and nothing is unknown';
}

/** Which ends first, and what nobody needs any more or is over. */
function waivers(report: Report, page: Page): readonly string[] {
  const soonest = firstEnd(report);
  const texts = [
    ...(soonest === null ? [] : [`the first one ends on ${soonest}`]),
    ...idleWaivers(report).map(waiverText),
  ];
  return texts.flatMap((text, index) =>
    labelled(page, 2, index === 0 ? 'waivers     ' : '            ', page.text(text)),
  );
}

function coverage({ scope, summary }: Report): string {
  const { unreadableAccounts, accounts } = summary;
  const places = ['account', 'region', 'organization'];
  const regions = summary.resources['region'] ?? 0;
  const kinds = Object.entries(summary.resources)
    .filter(([kind]) => !places.includes(kind))
    .map(([kind, number]) => plural(number, spoken(kind), pluralOf(spoken(kind))));
  const unreadable = unreadableAccounts.length > 0 ? ` (${unreadableAccounts.length} of them not readable)` : '';
  const by = scope.caller === null ? '' : `, as ${scope.caller}`;
  const seen = enumerate([plural(regions, 'region'), ...kinds], 20);
  return `${plural(accounts, 'account')}${unreadable}, in ${accounts === 1 ? 'it' : 'them'} ${seen}${by}`;
}

function unseen(report: Report, page: Page): readonly string[] {
  const causes = causesOf(report);
  if (causes.length === 0) return labelled(page, 2, 'not seen    ', 'everything that was asked for was seen');
  const shown = causes.slice(0, 8).map((cause) => {
    const decided = cause.findings.length === 0 ? '' : `: ${plural(cause.findings.length, 'verdict')} unknown`;
    return page.text(`${cause.text}${where(cause)}${decided}`);
  });
  const rest = causes.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${plural(rest, 'more cause')}; the other formats list them all`] : [])].flatMap(
    (line, index) => labelled(page, 2, index === 0 ? 'not seen    ' : '            ', line),
  );
}

/** What was not looked at is named by the cause: "account 111122223333 is not among the accounts looked at". */
function where({ reason, gaps }: Cause): string {
  const isNamed = reason === 'outOfScope' && gaps.every(({ call }) => call === '');
  return isNamed ? '' : ` in ${enumerate(placesOf(gaps, 3), 4)}`;
}

/** A live audit left nothing that \`explain\` could be given. */
function explaining({ source, findings }: Report, page: Page): readonly string[] {
  if (source.type !== 'aws' || source.kept !== undefined || !findings.some(isProblem)) return [];
  const options =
    source.options === undefined ? 'give it the options of this audit, or a snapshot kept' : 'a snapshot is kept';
  const how = `reads AWS again: ${options} with --save-snapshot`;
  return labelled(page, 2, 'explain     ', how);
}

function reports(page: Page, written: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(written).map(
    ([format, path], index) =>
      `  ${page.paint('dim', index === 0 ? 'reports     ' : '            ')}${format.padEnd(9)} ${page.text(path)}`,
  );
}
