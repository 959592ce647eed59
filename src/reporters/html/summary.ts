/** The first screen of the HTML report: the gate, the four counts, severities, accounts, and rules. */
import type { Finding, Report } from '../../model/report.ts';
import { SEVERITIES } from '../../model/rule.ts';
import { VERDICTS } from '../../model/verdict.ts';
import { accountLabel } from '../subject.ts';
import type { Markup } from './markup.ts';
import { html, nothing } from './markup.ts';
import type { RuleFindings } from './rules.ts';
import { amount, ruleAnchor, SHOWN_ORDER, sign, WORD } from './words.ts';

export function masthead(report: Report, id: string): Markup {
  const { tool, gate, generatedAt, source, scope, rulebook } = report;
  const verdict = gate.open ? 'pass' : gate.exitCode === 2 ? 'unknown' : 'fail';
  const facts: readonly (readonly [string, string])[] = [
    ['Seen', `${generatedAt.slice(0, 16).replace('T', ' ')} UTC`],
    ['From', source.type === 'aws' ? 'live AWS' : source.name],
    ['As', scope.caller ?? 'nobody: no AWS was asked'],
    ['Tool', `${tool.name} ${tool.version}`],
    ['Rules', rulebook],
    ['Report', id],
  ];
  return html`<header class="masthead">
<p class="kicker">Audit of AWS logging and alerting</p>
<h1>${sign(verdict)}The gate is ${gate.open ? 'open' : 'closed'}</h1>
<p class="lead">${gate.sentence.replace(/^The gate is (open|closed): /, '').replace(/^./, (letter) => letter.toUpperCase())}</p>
<dl class="identity">${facts.map(([name, value]) => html`<div${value.length > 40 ? html` class="wide"` : null}><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
</header>
`;
}

export function figures({ summary }: Report): Markup {
  const { counts } = summary;
  const items = SHOWN_ORDER.map(
    (verdict) =>
      html`<li class="${verdict}">${sign(verdict)}<b>${counts[verdict]}</b> <span>${WORD[verdict]}</span></li>`,
  );
  return html`<ul class="figures">${items}</ul>
${bar(counts)}`;
}

/** The four counts as lengths. Unknown is hatched, so that it is neither of the others in any print. */
function bar(counts: Report['summary']['counts']): Markup {
  const total = VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0);
  if (total === 0) return nothing;
  let x = 0;
  const parts = SHOWN_ORDER.map((verdict) => {
    const width = (counts[verdict] / total) * 1000;
    const part = html`<rect class="${verdict}" x="${x.toFixed(2)}" y="0" width="${width.toFixed(2)}" height="10"/>`;
    x += width;
    return part;
  });
  return html`<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false"><defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="unknown-ground" width="8" height="8"/><rect class="unknown-line" width="4" height="8"/></pattern></defs>${parts}</svg>
`;
}

export function severities({ summary }: Report): Markup {
  const rows = SEVERITIES.map((severity) => {
    const { fail, unknown } = summary.bySeverity[severity];
    return html`<tr><th scope="row"><span class="severity ${severity}">${severity}</span></th><td class="number">${amount('fail', fail)}</td><td class="number">${amount('unknown', unknown)}</td></tr>`;
  });
  return html`<table><caption>By severity</caption><thead><tr><th scope="col">Severity</th><th scope="col" class="number">Fail</th><th scope="col" class="number">Unknown</th></tr></thead><tbody>${rows}</tbody></table>
`;
}

export function accounts({ findings, scope, summary }: Report, names: ReadonlyMap<string, string>): Markup {
  const groups = new Map<string, Finding[]>(scope.accounts.map((account) => [account, []]));
  for (const finding of findings) {
    const known = groups.get(finding.account);
    if (known) known.push(finding);
    else groups.set(finding.account, [finding]);
  }
  const rows = [...groups].map(([account, own]) => {
    const isUnreadable = summary.unreadableAccounts.includes(account);
    const label = html`<a href="#findings" data-pick="${account}">${accountLabel(account, names)}</a>`;
    return html`<tr><th scope="row">${label}${isUnreadable ? html` <span class="badge">not readable</span>` : null}</th>${cells(own)}</tr>`;
  });
  return html`<table><caption>By account</caption><thead><tr><th scope="col">Account</th>${heads}</tr></thead><tbody>${rows}</tbody></table>
`;
}

export function rules(groups: readonly RuleFindings[]): Markup {
  const rows = groups.map(
    ({ rule, findings }) =>
      html`<tr><th scope="row"><a href="#${ruleAnchor(rule.id)}">${rule.id}</a><span class="under">${rule.title}</span></th><td><span class="severity ${rule.severity}">${rule.severity}</span></td>${SHOWN_ORDER.map((verdict) => html`<td class="number">${amount(verdict, findings[verdict].length)}</td>`)}</tr>`,
  );
  return html`<table class="rules"><caption>By rule</caption><thead><tr><th scope="col">Rule</th><th scope="col">Severity</th>${heads}</tr></thead><tbody>${rows}</tbody></table>
`;
}

const heads = SHOWN_ORDER.map(
  (verdict) =>
    html`<th scope="col" class="number">${verdict === 'notApplicable' ? 'N/A' : WORD[verdict].replace(/^./, (letter) => letter.toUpperCase())}</th>`,
);

function cells(findings: readonly Finding[]): readonly Markup[] {
  return SHOWN_ORDER.map((verdict) => {
    const number = findings.filter((finding) => finding.verdict === verdict).length;
    return html`<td class="number">${amount(verdict, number)}</td>`;
  });
}
