/** What the action leaves behind: files of reports, the log, the summary of the job, and outputs for later steps. */
import { appendFileSync } from 'node:fs';
import { setOutput } from '@actions/core';
import type { RenderOptions, Report } from '../index.ts';
import { keep, reporters } from '../index.ts';
import type { Inputs } from './inputs.ts';

type Written = Readonly<Record<string, string>>;

const PAGE = { width: 120, color: false, quiet: false, unicode: true } as const;

/** GitHub shows nothing of a summary of more than 1 MiB. */
const LARGEST_SUMMARY = 1_000_000;

/** Format -> path. @throws ReportError */
export function writeFiles({ reports, category }: Inputs, report: Report): Written {
  const options = category === undefined ? PAGE : { ...PAGE, category };
  for (const { reporter, path } of reports) {
    keep(path, reporter.render(report, options));
    tellFile(reporter.format, path);
  }
  return Object.fromEntries(reports.map(({ reporter, path }) => [reporter.format, path]));
}

/** The report for people; the log of a workflow shows colours. */
export function logged(report: Report, written: Written): string {
  const color = (process.env['NO_COLOR'] ?? '') === '';
  return rendered('terminal', report, { ...PAGE, color, written });
}

export function writeSummary(report: Report, written: Written): void {
  const path = process.env['GITHUB_STEP_SUMMARY'] ?? '';
  if (path === '') return;
  appendFileSync(path, fitting(rendered('markdown', report, { ...PAGE, written }), report.gate.sentence));
}

/** A summary that GitHub shows. */
export function fitting(text: string, sentence: string): string {
  if (Buffer.byteLength(text) <= LARGEST_SUMMARY) return text;
  return `${sentence} The rest is too long for a summary: the log and the reports have it.\n`;
}

function rendered(format: string, report: Report, options: RenderOptions): string {
  const reporter = reporters.find((each) => each.format === format);
  if (!reporter) throw new Error(`there is no reporter ${format}`);
  return reporter.render(report, options);
}

const VERDICTS = { 0: 'pass', 1: 'fail', 2: 'unknown' } as const;

export function tell({ gate, summary }: Report): void {
  setOutput('verdict', VERDICTS[gate.exitCode]);
  setOutput('conclusion', gate.sentence);
  setOutput('failed', summary.counts.fail);
  setOutput('unknown', summary.counts.unknown);
  setOutput('passed', summary.counts.pass);
  setOutput('not-applicable', summary.counts.notApplicable);
}

export function tellFile(name: string, path: string): void {
  setOutput(`${name}-file`, path);
}
