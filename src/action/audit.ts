/** The action's trip: inputs in; reports, log, annotations, summary and outputs out. */
import { readFileSync } from 'node:fs';
import { getInput } from '@actions/core';
import type { Prepared, Report } from '../index.ts';
import {
  annotationsOf,
  checkWritable,
  closedGate,
  gateOf,
  judge,
  keep,
  PACKAGE,
  prepare,
  SourceError,
  UsageError,
  writeSnapshot,
} from '../index.ts';
import type { Inputs } from './inputs.ts';
import { readInputs } from './inputs.ts';
import { annotate, say } from './log.ts';
import { see } from './see.ts';
import { logged, tell, tellFile, writeFiles, writeSummary } from './write.ts';

/** Returns the gate's exit code. @throws UsageError, RulebookError, SourceError, ReportError */
export async function audit(): Promise<number> {
  enter(process.env['GITHUB_WORKSPACE']);
  const inputs = readInputs((name) => getInput(name));
  const prepared = await prepare(inputs.given, inputs.config, process.cwd());
  for (const { path } of inputs.reports) checkWritable(path);
  if (inputs.saveSnapshot !== undefined) checkWritable(inputs.saveSnapshot);
  const report = await reportOn(inputs, prepared);
  // Files first, whatever the gate will say: a step after this one may be waiting for them.
  const written = writeFiles(inputs, report);
  say(logged(report, written));
  for (const annotation of inputs.annotations ? annotationsOf(report) : closedGate(report)) annotate(annotation);
  if (inputs.summary) writeSummary(report, written);
  tell(report);
  return report.gate.exitCode;
}

/** Paths of inputs and of reports are relative to the checked-out repository. @throws UsageError */
function enter(workspace: string | undefined): void {
  try {
    if (workspace) process.chdir(workspace);
  } catch {
    throw new UsageError(`the workspace ${workspace} does not exist. Let actions/checkout run before this step.`);
  }
}

/** @throws SourceError also where the run was cancelled: what was not read by then would look like a verdict */
async function reportOn(inputs: Inputs, { rulebook, settings, places, options }: Prepared): Promise<Report> {
  const cancelled = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => cancelled.abort());
  const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string };
  try {
    const { snapshot, source } = await see(inputs, { rulebook, settings, options }, version, cancelled.signal);
    if (inputs.saveSnapshot !== undefined) {
      keep(inputs.saveSnapshot, [...writeSnapshot(snapshot)].join(''));
      tellFile('snapshot', inputs.saveSnapshot);
    }
    cancelled.signal.throwIfAborted();
    return judge(rulebook, snapshot, { gate: gateOf(settings), source, places });
  } catch (error) {
    if (cancelled.signal.aborted) throw new SourceError('the run was cancelled, so there is no report.');
    throw error;
  }
}
