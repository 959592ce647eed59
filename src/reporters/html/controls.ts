/** The HTML report's section on frameworks: every control with its verdict, its rules, and what is left to people. */
import type { Report, ReportControl, ReportFramework } from '../../model/report.ts';
import { behind, CONTROL_ORDER, CONTROL_WORD, controlCounts } from '../controls.ts';
import type { Markup } from './markup.ts';
import { html, nothing } from './markup.ts';
import { linked, ruleAnchor, sign } from './words.ts';

export function frameworks({ frameworks: asked = [], rules }: Report): Markup {
  if (asked.length === 0) return nothing;
  const known = new Set(rules.map(({ id }) => id));
  return html`<section id="frameworks"><h2>Frameworks</h2>
${asked.map((framework) => one(framework, known))}</section>
`;
}

function one(framework: ReportFramework, known: ReadonlySet<string>): Markup {
  const { id, title, notes, references, controls } = framework;
  const figures = CONTROL_ORDER.map((verdict) => controls.filter((each) => each.verdict === verdict).length);
  const shown = CONTROL_ORDER.flatMap((verdict, index) =>
    figures[index] ? [html`<li>${mark(verdict)} ${figures[index]} ${CONTROL_WORD[verdict]}</li>`] : [],
  );
  const hasLevels = controls.some(({ level }) => level !== undefined);
  return html`<article class="framework" id="framework-${id}"><h3>${title}</h3>
<ul class="counts" aria-label="${controlCounts(framework)}">${shown}</ul>
${notes.map((note) => html`<p class="source">${note}</p>`)}
<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table class="controls"><caption>By control</caption><thead><tr><th scope="col">Control</th><th scope="col">What it asks for</th>${hasLevels ? html`<th scope="col" class="number">Level</th>` : null}<th scope="col">Verdict</th><th scope="col">Rules</th></tr></thead><tbody>${controls.map((each) => row(each, hasLevels, known))}</tbody></table></div>
${linked(references)}</article>
`;
}

function row(each: ReportControl, hasLevels: boolean, known: ReadonlySet<string>): Markup {
  const { control, title, level, verdict, rules, note } = each;
  const under = [...behind(each), ...(note === undefined ? [] : [note])];
  const names = rules.map((id) =>
    known.has(id) ? html`<a class="place" href="#${ruleAnchor(id)}">${id}</a>` : html`<span class="place">${id}</span>`,
  );
  return html`<tr><th scope="row">${control}</th><td>${title}${under.map((text) => html`<span class="under">${text}</span>`)}</td>${hasLevels ? html`<td class="number">${level ?? ''}</td>` : null}<td><span class="verdict ${verdict === 'manual' ? 'notApplicable' : verdict}">${mark(verdict)}${CONTROL_WORD[verdict]}</span></td><td>${names}</td></tr>`;
}

/** What people have to answer has the shape of what is not decided here, without its colour. */
function mark(verdict: ReportControl['verdict']): Markup {
  return verdict === 'manual' ? html`<span class="sign notApplicable" aria-hidden="true">·</span>` : sign(verdict);
}
