/** The report on a terminal: problems by account and region, then what passed, then the gate. Colour never stands alone. */
import type { Finding, Report, Reporter } from '../model/report.ts';
import { enumerate, plural } from '../model/words.ts';
import type { Section } from './problems.ts';
import { sectionsOf } from './problems.ts';
import { accountLabel, accountNames, isProblem, rulesById } from './subject.ts';
import type { BlockContext } from './terminal/block.ts';
import { problemLines, quoted } from './terminal/block.ts';
import { closingLines, heading } from './terminal/closing.ts';
import type { Page } from './terminal/page.ts';
import { labelled, openPage, paragraph } from './terminal/page.ts';

export const terminal: Reporter = {
  format: 'terminal',
  about: 'for people: problems with the broken link and what to do, then the summary',
  extension: 'txt',
  render(report, options) {
    const page = openPage(options);
    const lines = [
      ...opening(report, page),
      ...problems(report, page),
      ...(options.quiet ? [] : passed(report, page)),
      ...closingLines(report, page, options.written),
    ];
    return `${lines.map(inert).join('\n')}\n`;
  },
};

/** Logs of GitHub Actions take a line that begins with `::`, and `##[` anywhere, for a command. */
function inert(line: string): string {
  return line
    .trimEnd()
    .replace(/^((?:\s|\p{Cc}\[\d+m)*)::/u, '$1: :')
    .replaceAll('##[', '## [');
}

function opening(report: Report, page: Page): readonly string[] {
  const { tool, source, generatedAt, summary, rules } = report;
  const seen = `${generatedAt.slice(0, 16).replace('T', ' ')} UTC`;
  const where = source.type === 'aws' ? 'AWS' : source.name;
  const what = `${plural(rules.length, 'rule')} on ${plural(summary.accounts, 'account')}`;
  return [...paragraph(page, 0, page.text(`${tool.name} ${tool.version}: ${what}, ${where} as seen on ${seen}`)), ''];
}

function problems(report: Report, page: Page): readonly string[] {
  const { type, name } = report.source;
  const context = { page, rules: rulesById(report), source: type === 'aws' ? '' : ` ${quoted(name)}` };
  const names = accountNames(report);
  return sectionsOf(report).flatMap((section) => sectionLines(section, names, context));
}

function sectionLines(
  { accounts, problems: found }: Section,
  names: ReadonlyMap<string, string>,
  context: BlockContext,
): readonly string[] {
  const { page } = context;
  const labels = accounts.map((account) => page.text(accountLabel(account, names)));
  const [only = ''] = labels;
  const lines =
    labels.length === 1
      ? [heading(page, only)]
      : [heading(page, `The same in ${labels.length} accounts`), ...paragraph(page, 0, enumerate(labels, 12))];
  let region = '';
  for (const problem of found) {
    const where = enumerate(
      problem.regions.filter((name) => name !== ''),
      6,
    );
    lines.push(where === region ? '' : page.paint('bold', `\n${page.text(where)}`));
    region = where;
    lines.push(...problemLines(problem, context));
  }
  return [...lines, ''].flatMap((line) => line.split('\n'));
}

/** One line for each account, or for accounts in which the same rules pass. */
function passed(report: Report, page: Page): readonly string[] {
  const names = accountNames(report);
  const lines = [...alike(report.findings)].flatMap(([rules, accounts]) => {
    const who = enumerate(
      accounts.map((account) => page.text(accountLabel(account, names))),
      6,
    );
    const number = plural(rules.split(' ').length, 'rule');
    const text = `${who}: ${number} passed (${page.text(rules.split(' ').join(', '))})`;
    return labelled(page, 2, `${page.sign.pass} `, text, 'green');
  });
  const left = [...exempt(report, page), ...aside(report, page)];
  if (lines.length + left.length === 0) return [];
  return [heading(page, lines.length > 0 ? 'Passed' : 'Not applicable'), ...lines, ...left, ''];
}

/** Rule ids -> accounts in which exactly these pass. A rule passes in an account where something passes and nothing is a problem. */
function alike(findings: readonly Finding[]): ReadonlyMap<string, readonly string[]> {
  const spoilt = new Set(findings.filter(isProblem).map(({ account, ruleId }) => `${account} ${ruleId}`));
  const perAccount = new Map<string, Set<string>>();
  for (const { account, ruleId, verdict } of findings) {
    if (verdict !== 'pass' || spoilt.has(`${account} ${ruleId}`)) continue;
    const known = perAccount.get(account);
    if (known) known.add(ruleId);
    else perAccount.set(account, new Set([ruleId]));
  }
  const byRules = new Map<string, string[]>();
  for (const [account, rules] of [...perAccount].sort()) {
    const key = [...rules].sort().join(' ');
    const known = byRules.get(key);
    if (known) known.push(account);
    else byRules.set(key, [account]);
  }
  return byRules;
}

/** Exemptions of rules and waivers, with the reason somebody gave. */
function exempt({ findings }: Report, page: Page): readonly string[] {
  const reasons = new Map<string, Finding[]>();
  for (const finding of findings) {
    const because = finding.exempt ?? finding.waiver?.because;
    if (because === undefined) continue;
    const until = finding.waiver?.expires === undefined ? '' : ` (until ${finding.waiver.expires})`;
    const key = `${finding.ruleId}: ${finding.waiver ? 'waived' : 'exempt'}, ${because}${until}`;
    const known = reasons.get(key);
    if (known) known.push(finding);
    else reasons.set(key, [finding]);
  }
  return [...reasons].flatMap(([reason, found]) => {
    const subjects = enumerate(
      found.map(({ account, resourceName }) => `${resourceName} (${account})`),
      4,
    );
    return labelled(page, 2, `${page.sign.notApplicable} `, page.text(`${reason}: ${subjects}`));
  });
}

/** Rules that found nothing to check, where no subject of theirs was seen anywhere. */
function aside({ findings }: Report, page: Page): readonly string[] {
  const empty = findings.filter(({ verdict, resource }) => verdict === 'notApplicable' && resource === '');
  if (empty.length === 0) return [];
  const rules = [...new Set(empty.map(({ ruleId }) => ruleId))];
  const accounts = new Set(empty.map(({ account }) => account));
  const text = `nothing to check in ${plural(accounts.size, 'account')}: ${rules.join(', ')}`;
  return labelled(page, 2, `${page.sign.notApplicable} `, page.text(text));
}
