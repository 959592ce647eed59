/** A proof in the HTML report: the chain as a strip, link by link to the one that breaks, and what each link was found to be. */
import type { Link, Proof, Route } from '../../model/proof.ts';
import { LINKS } from '../../model/proof.ts';
import type { Verdict } from '../../model/verdict.ts';
import { plural, spoken } from '../../model/words.ts';
import type { Markup } from './markup.ts';
import { html, lines } from './markup.ts';
import { sign } from './words.ts';

const VERDICT: Readonly<Record<Link['truth'], Verdict>> = { true: 'pass', false: 'fail', unknown: 'unknown' };
const STATE: Readonly<Record<Link['truth'], string>> = { true: 'holds', false: 'is broken', unknown: 'is not decided' };

/** Links of a route in their order; those of the other type are left out. */
const STATIONS = {
  metricFilter: LINKS.filter((link) => link !== 'eventRule' && link !== 'target'),
  eventRule: LINKS.filter((link) => link === 'eventRule' || link === 'target'),
} as const;

export function chain({ routes, regions, events, counterexample }: Proof): Markup {
  const [nearest, ...others] = routes;
  if (!nearest) return html``;
  const where = regions.length === 0 ? '' : ` in ${regions.join(', ')}`;
  return html`<div class="proof"><p class="label">Nearest route of <code>${events}</code>${where}</p>${strip(nearest)}${steps(nearest)}${counterexample ? html`<details class="more"><summary>An event nobody would be told about</summary><pre>${lines(JSON.stringify(counterexample, null, 2))}</pre></details>` : null}${others.length > 0 ? html`<details class="more"><summary>${plural(others.length, 'other route')} examined</summary>${others.map((route) => [strip(route), steps(route)])}</details>` : null}
</div>`;
}

/** The whole chain at a glance; what comes after the broken link was not reached. */
function strip({ type, links }: Route): Markup {
  const stations = STATIONS[type].map((name) => {
    const own = links.filter(({ link }) => link === name);
    const link = own.find(({ truth }) => truth !== 'true') ?? own[0];
    const state = link ? STATE[link.truth] : 'was not reached';
    const verdict = link ? VERDICT[link.truth] : 'notApplicable';
    return html`<li class="${link ? verdict : 'unreached'}">${sign(verdict)}${spoken(name)}<span class="said"> ${state}</span></li>`;
  });
  return html`<ol class="strip">${stations}</ol>`;
}

function steps({ links }: Route): Markup {
  const items = links.map(
    ({ link, truth, sentence, text, resource }) =>
      html`<li class="${VERDICT[truth]}">${sign(VERDICT[truth])}<span class="said">${STATE[truth]}: </span><div><b>${spoken(link)}</b> ${sentence}${text && truth !== 'true' ? excerpt(text) : null}${resource === undefined || truth === 'true' ? null : html`<span class="arn">${resource}</span>`}</div></li>`,
  );
  return html`<ol class="steps">${items}</ol>`;
}

/** The part the sentence speaks of is marked, and underlined for those who see no colour. */
function excerpt({ value, start, end }: NonNullable<Link['text']>): Markup {
  return html`<pre class="pattern">${value.slice(0, start)}<mark>${value.slice(start, end)}</mark>${value.slice(end)}</pre>`;
}
