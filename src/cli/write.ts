/** Where reports go: `-o format[=path]` read before the audit, and written after it. */
import { resolve } from 'node:path';
import type { RenderOptions, Report, Reporter } from '../index.ts';
import { keep, reporters, suggest, UsageError } from '../index.ts';

export interface Output {
  readonly reporter: Reporter;
  /** Null: stdout. */
  readonly path: string | null;
  readonly flavour?: string;
}

/** Reads `format`, `format=path` and `format:flavour=path`; terminal on stdout unless something else goes there. @throws UsageError */
export function parseOutputs(texts: readonly string[]): readonly Output[] {
  const outputs = texts.map(parseOutput);
  const paths = outputs.flatMap(({ path }) => (path === null ? [] : [resolve(path)]));
  const twice = outputs.find(({ path }) => path !== null && paths.filter((each) => each === resolve(path)).length > 1);
  if (twice) throw new UsageError(`two reports cannot both go to ${twice.path}. Give one of them another file.`);
  const onStdout = outputs.filter(({ path }) => path === null);
  if (onStdout.length > 1) {
    const formats = onStdout.map(({ reporter }) => reporter.format).join(' and ');
    throw new UsageError(
      `${formats} cannot both go to stdout. Give one of them a file: -o ${onStdout[1]?.reporter.format}=PATH.`,
    );
  }
  if (onStdout.length === 1) return outputs;
  return [parseOutput('terminal'), ...outputs];
}

function parseOutput(text: string): Output {
  const [, name = '', flavour, , path] = /^([^:=]*)(?::([^=]*))?(=(.*))?$/s.exec(text) ?? [];
  const reporter = reporters.find(({ format }) => format === name);
  if (!reporter) {
    const formats = reporters.map(({ format }) => format);
    throw new UsageError(
      `there is no report format "${name}"${suggest(name, formats)}. Formats: ${formats.join(', ')}.`,
    );
  }
  const { flavours = [] } = reporter;
  if (flavour !== undefined && !flavours.includes(flavour)) {
    const known = flavours.length === 0 ? `${name} has none` : `Flavours: ${flavours.join(', ')}`;
    throw new UsageError(`there is no flavour "${flavour}" of ${name}${suggest(flavour, flavours)}. ${known}.`);
  }
  if (path === '') throw new UsageError(`-o ${text} names no file after "=". Write -o ${name}=PATH.`);
  return { reporter, path: path ?? null, ...(flavour === undefined ? {} : { flavour }) };
}

/** Writes every report; returns what goes to stdout. @throws ReportError */
export function writeReports(report: Report, outputs: readonly Output[], options: RenderOptions): string {
  const written: Record<string, string> = {};
  for (const { reporter, path, flavour } of outputs) {
    if (path === null) continue;
    keep(path, reporter.render(report, { ...options, color: false, ...(flavour === undefined ? {} : { flavour }) }));
    written[reporter.format] = path;
  }
  const onStdout = outputs.find(({ path }) => path === null);
  if (!onStdout) return '';
  const flavour = onStdout.flavour === undefined ? {} : { flavour: onStdout.flavour };
  return onStdout.reporter.render(report, { ...options, written, ...flavour });
}
