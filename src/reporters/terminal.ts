/** The report on a terminal: problems by account and region, then what passed, then the gate. Colour never stands alone. */
import type { Report, Reporter } from '../model/report.ts';
import { enumerate, plural } from '../model/words.ts';
import type { Section } from './problems.ts';
import { sectionsOf } from './problems.ts';
import { accountLabel, accountNames, rulesById } from './subject.ts';
import type { BlockContext } from './terminal/block.ts';
import { problemLines } from './terminal/block.ts';
import { closingLines, heading } from './terminal/closing.ts';
import { controlLines } from './terminal/controls.ts';
import type { Page } from './terminal/page.ts';
import { openPage, paragraph } from './terminal/page.ts';
import { passedLines } from './terminal/passed.ts';

export const terminal: Reporter = {
  format: 'terminal',
  about: 'for people: problems with the broken link and what to do, then the summary',
  extension: 'txt',
  render(report, options) {
    const page = openPage(options);
    const lines = [
      ...opening(report, page),
      ...problems(report, page),
      ...(options.quiet ? [] : passedLines(report, page)),
      ...controlLines(report, page, options.quiet),
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
  const context = { page, rules: rulesById(report), names: accountNames(report), source: report.source };
  return sectionsOf(report).flatMap((section) => sectionLines(section, context));
}

function sectionLines({ accounts, problems: found }: Section, context: BlockContext): readonly string[] {
  const { page, names } = context;
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
