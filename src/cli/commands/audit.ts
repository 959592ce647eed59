/** `trailproof audit`: every rule on everything that can be seen, reports, and the gate's exit code. */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { checkWritable, gateOf, judge, keep, plural, unneededWaivers, waiverText, writeSnapshot } from '../../index.ts';
import { printable } from '../chain.ts';
import type { GateFlags, RuleOptions, ScopeOptions } from '../options.ts';
import { addGateOptions, addRuleOptions, addScopeOptions, addWaiverOption, prepared } from '../options.ts';
import type { Seen } from '../see.ts';
import { see } from '../see.ts';
import { renderOptions } from '../terminal.ts';
import { parseOutputs, writeReports } from '../write.ts';

interface Options extends RuleOptions, ScopeOptions, GateFlags {
  readonly output: readonly string[];
  readonly saveSnapshot?: string;
  readonly quiet?: true;
  readonly color: boolean;
}

export function addAudit(program: Command, version: string): void {
  const command = program
    .command('audit')
    .argument('[file...]', 'a recorded snapshot; without one, live AWS is read')
    .description('audit live AWS, or a recorded snapshot')
    .option(
      '-o, --output <format[=path]>',
      'a report: terminal, json, sarif, junit, html or markdown (repeatable)',
      collect,
      [],
    )
    .option('--save-snapshot <path>', 'keep everything that was seen, to audit it again later')
    .option('-q, --quiet', 'only what fails or is unknown, and the summary; no progress')
    .option('--no-color', 'no colour, whatever the terminal can');
  addGateOptions(addScopeOptions(addWaiverOption(addRuleOptions(command)))).action(
    (files: string[], options: Options) => audit(files, options, version),
  );
}

function collect(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

async function audit(files: readonly string[], options: Options, version: string): Promise<void> {
  const outputs = parseOutputs(options.output);
  const asked = await prepared(options);
  for (const { path } of outputs) if (path !== null) checkWritable(path);
  if (options.saveSnapshot !== undefined) checkWritable(options.saveSnapshot);
  const seen = await see(files, asked, options, version);
  if (options.saveSnapshot !== undefined) keep(options.saveSnapshot, [...writeSnapshot(seen.snapshot)].join(''));
  if (seen.interrupted) {
    interrupted(seen, options.saveSnapshot);
    return;
  }
  const { rulebook, settings, places } = asked;
  const report = judge(rulebook, seen.snapshot, { gate: gateOf(settings), source: seen.source, places });
  process.stdout.write(writeReports(report, outputs, renderOptions(options)));
  // Nothing may vanish behind an exception that nobody looks at any more.
  for (const waiver of unneededWaivers(report)) {
    process.stderr.write(`${printable(`trailproof: ${waiverText(waiver)}`)}\n`);
  }
  process.exitCode = report.gate.exitCode;
}

/** What Ctrl-C left behind. */
export function interrupted({ snapshot }: Seen, path: string | undefined): void {
  const missing = snapshot.gaps.filter(({ reason }) => reason === 'cancelled').length;
  const kept =
    path !== undefined && existsSync(path)
      ? `${path} keeps the ${plural(snapshot.resources.length, 'resource')} read until then; ${plural(missing, 'read is', 'reads are')} marked as cancelled in it.`
      : 'No report was written and nothing was kept; --save-snapshot PATH would keep what was read.';
  process.stderr.write(`trailproof: interrupted. ${kept}\n`);
  process.exitCode = 130;
}
