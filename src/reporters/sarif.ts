/** SARIF 2.1.0: `github` for code scanning, which reads less than SARIF can say, and `full` for evidence. */
import type { Log, Notification, Run } from 'sarif';
import { ReportError } from '../model/errors.ts';
import type { Finding, Report, Reporter } from '../model/report.ts';
import { enumerate, plural } from '../model/words.ts';
import { causesOf, placesOf, stepOf } from './causes.ts';
import { controlsByRule } from './controls.ts';
import { plain } from './plain.ts';
import type { Flavour } from './sarif/result.ts';
import { FLAVOURS, result } from './sarif/result.ts';
import { describe, PROJECT_PAGE } from './sarif/rule.ts';
import { taxaOf, taxonomy } from './sarif/taxonomy.ts';
import { isProblem, worstFirst } from './subject.ts';
import { unneededWaivers, waiverText } from './waivers.ts';

/** Results code scanning keeps of one upload; which ones is its own choice, so we choose before. */
const MOST_RESULTS = 5000;

export const sarif: Reporter = {
  format: 'sarif',
  about: 'SARIF 2.1.0 for code scanning; sarif:full keeps passes and evidence too',
  extension: 'sarif',
  flavours: FLAVOURS,
  render(report, options) {
    const flavour = FLAVOURS.find((name) => name === (options.flavour ?? 'github'));
    if (!flavour)
      throw new ReportError(`there is no SARIF flavour "${options.flavour}". Flavours: ${FLAVOURS.join(', ')}.`);
    const log: Log = {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [run(report, flavour, options.category)],
    };
    return `${JSON.stringify(log, null, 2)}\n`;
  },
};

/** Problems that the `github` flavour has no room for: the summary of a job says so. */
export function leftOutOfSarif(report: Report): number {
  return Math.max(0, report.findings.filter(isProblem).length - MOST_RESULTS);
}

function run(report: Report, flavour: Flavour, category = scopeOf(report)): Run {
  const { tool, rules, scope, frameworks = [] } = report;
  const answers = controlsByRule(report);
  const isFull = flavour === 'full' && frameworks.length > 0;
  const indexed = new Map(rules.map((rule, index) => [rule.id, { rule, index }]));
  const leftOut = flavour === 'github' ? leftOutOfSarif(report) : 0;
  return {
    tool: {
      driver: {
        name: tool.name,
        semanticVersion: tool.version,
        informationUri: PROJECT_PAGE,
        rules: rules.map((rule) => describe(rule, answers.get(rule.id))),
        ...(isFull ? { supportedTaxonomies: frameworks.map(({ id }, index) => ({ name: id, index })) } : {}),
      },
    },
    ...(isFull ? { taxonomies: frameworks.map(taxonomy) } : {}),
    automationDetails: { id: `${category}/` },
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications(report, leftOut) }],
    originalUriBaseIds: { SRCROOT: { description: { text: 'The folder the audit was started in.' } } },
    results: shown(report, flavour).flatMap((finding) => {
      const own = indexed.get(finding.ruleId);
      if (!own) return [];
      const taxa = isFull ? taxaOf(finding.ruleId, frameworks) : [];
      return [{ ...result(finding, own, flavour), ...(taxa.length > 0 ? { taxa } : {}) }];
    }),
    properties: {
      generatedAt: report.generatedAt,
      rulebook: report.rulebook,
      scope: { ...scope, caller: scope.caller === null ? null : plain(scope.caller) },
      counts: report.summary.counts,
      gate: report.gate,
      ...(leftOut > 0 ? { resultsLeftOut: leftOut } : {}),
    },
  };
}

function shown({ findings }: Report, flavour: Flavour): readonly Finding[] {
  return flavour === 'full' ? findings : worstFirst(findings.filter(isProblem)).slice(0, MOST_RESULTS);
}

/** Up to the last slash it is the category: one per scope, so that accounts audited apart do not close each other's alerts. */
function scopeOf({ source, scope }: Report): string {
  const [only] = scope.accounts;
  const what = scope.accounts.length === 1 && only !== undefined ? only : scope.by;
  return `trailproof/${source.type}/${what}`;
}

/** What could not be seen, what the file had no room for, and waivers that nobody needs any more. */
function notifications(report: Report, leftOut: number): Notification[] {
  const warnings = causesOf(report).map((cause) => {
    const where = enumerate(placesOf(cause.gaps, 10), 11);
    return `${cause.text} in ${where}, so that ${plural(cause.findings.length, 'verdict')} could not be reached. ${stepOf(cause)}`;
  });
  const full = `${plural(leftOut, 'result')} had no room: code scanning takes ${MOST_RESULTS}, and the worst were kept. The JSON report has all of them.`;
  const waivers = unneededWaivers(report).map((waiver) => `${waiverText(waiver)}`);
  return [...(leftOut > 0 ? [full] : []), ...warnings, ...waivers].map((text) => ({
    level: 'warning',
    message: { text: plain(text) },
  }));
}
