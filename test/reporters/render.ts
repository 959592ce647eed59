/** Renders a report as the command line does when its output is piped. */
import type { RenderOptions, Report } from '../../src/model/report.ts';
import { reporters } from '../../src/reporters/index.ts';

export const FORMATS = reporters.map(({ format }) => format);

export function render(format: string, report: Report, options: Partial<RenderOptions> = {}): string {
  const reporter = reporters.find((each) => each.format === format);
  if (!reporter) throw new Error(`no reporter for ${format}`);
  return reporter.render(report, { width: 80, color: false, quiet: false, unicode: true, ...options });
}
