/** Findings rule by rule: why it is asked and what to do, then problems, then what passed and what was not to be checked. */
import type { Finding, Report, ReportRule } from '../../model/report.ts';
import { SEVERITIES } from '../../model/rule.ts';
import type { Verdict } from '../../model/verdict.ts';
import { spoken, written } from '../../model/words.ts';
import { worstFirst } from '../subject.ts';
import type { FindingContext } from './finding.ts';
import { problem, row } from './finding.ts';
import type { Markup } from './markup.ts';
import { html } from './markup.ts';
import { amount, references, ruleAnchor, SHOWN_ORDER, sign, WORD } from './words.ts';

export interface RuleFindings {
  readonly rule: ReportRule;
  readonly findings: Readonly<Record<Verdict, readonly Finding[]>>;
}

/** Every rule that was asked: those with fails first, then those with unknowns, worst severity first. */
export function byRule(report: Report): readonly RuleFindings[] {
  const groups = new Map<string, Finding[]>(report.rules.map((rule) => [rule.id, []]));
  for (const finding of report.findings) groups.get(finding.ruleId)?.push(finding);
  const all = report.rules.map((rule) => ({ rule, findings: byVerdict(groups.get(rule.id) ?? []) }));
  const rank = ({ rule, findings }: RuleFindings) =>
    (findings.fail.length > 0 ? 0 : findings.unknown.length > 0 ? 10 : 20) + SEVERITIES.indexOf(rule.severity);
  return all.toSorted((one, other) => rank(one) - rank(other));
}

function byVerdict(findings: readonly Finding[]): RuleFindings['findings'] {
  const of = (verdict: Verdict) => findings.filter((finding) => finding.verdict === verdict);
  return { fail: of('fail'), unknown: of('unknown'), pass: of('pass'), notApplicable: of('notApplicable') };
}

export function ruleArticle({ rule, findings }: RuleFindings, context: FindingContext): Markup {
  const { id, title, severity } = rule;
  const problems = worstFirst([...findings.fail, ...findings.unknown]);
  const counts = SHOWN_ORDER.filter((verdict) => findings[verdict].length > 0).map(
    (verdict) => html`<li>${amount(verdict, findings[verdict].length)} ${WORD[verdict]}</li>`,
  );
  return html`<article class="rule" id="${ruleAnchor(id)}" data-rule="${id}">
<header><p class="meta"><span class="severity ${severity}">${severity}</span> <code>${id}</code></p>
<h3>${title}</h3>
<ul class="counts">${counts.length > 0 ? counts : html`<li>no finding</li>`}</ul></header>
<details class="about"><summary>Why it is asked, and what to do</summary>
${rule.rationale === '' ? null : html`<p class="label">Why</p><p>${rule.rationale}</p>`}
${rule.remediation === '' ? null : html`<p class="label">What to do</p><p>${coded(rule.remediation)}</p>`}
${references(rule)}
<p class="source">Asked of every ${spoken(rule.for)}, in ${rule.at.file}:${rule.at.line}${parameters(rule)}.</p></details>
${problems.map((finding, index) => problem(finding, index === 0 && finding.verdict === 'fail', context))}
${rest('pass', rule, findings.pass, context)}${rest('notApplicable', rule, findings.notApplicable, context)}
</article>
`;
}

/** Values in force, and who set them where not the rule itself. */
function parameters({ params, severity, setBy }: ReportRule): string {
  const by = (layer: string | undefined) => (layer === undefined || layer === 'rule' ? '' : ` (set by ${layer})`);
  const set = Object.entries(params).map(([name, value]) => `${name} = ${written(value)}${by(setBy.params[name])}`);
  const weighed = setBy.severity === 'rule' ? [] : [`severity ${severity}${by(setBy.severity)}`];
  const all = [...weighed, ...set];
  return all.length === 0 ? '' : `, with ${all.join(', ')}`;
}

/** Commands between backticks, as remediations have them. */
function coded(text: string): readonly (Markup | string)[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}

function rest(
  verdict: 'pass' | 'notApplicable',
  { id }: ReportRule,
  findings: readonly Finding[],
  context: FindingContext,
): Markup | null {
  if (findings.length === 0) return null;
  return html`<details class="rest"><summary>${sign(verdict)}<span>${findings.length} ${WORD[verdict]}</span></summary>
<div class="scroll" tabindex="0" role="region" aria-label="${id}: ${WORD[verdict]}"><table><caption class="said">Findings that are ${WORD[verdict]}</caption>
<thead><tr><th scope="col">Subject</th><th scope="col">Account</th><th scope="col">Region</th><th scope="col">What was found</th><th scope="col">Read from</th></tr></thead>
<tbody>
${findings.map((finding) => row(finding, context))}</tbody></table></div></details>
`;
}
