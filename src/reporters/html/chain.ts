/** A proof in the HTML report: the chain as a strip, link by link to the one that breaks, and what each link was found to be. */
import type { Link, LinkName, Proof, Route } from '../../model/proof.ts';
import type { Verdict } from '../../model/verdict.ts';
import { plural, spoken, written } from '../../model/words.ts';
import { excludedRecords, whyLeftOut } from '../proof.ts';
import type { Markup } from './markup.ts';
import { html, lines } from './markup.ts';
import { sign } from './words.ts';

const VERDICT: Readonly<Record<Link['truth'], Verdict>> = { true: 'pass', false: 'fail', unknown: 'unknown' };
const STATE: Readonly<Record<Link['truth'], string>> = { true: 'holds', false: 'is broken', unknown: 'is not decided' };

const END = ['topic', 'subscription'] as const;
const BY_RULE = ['eventRule', 'target', ...END] as const;
const BY_BUS = ['eventRule', 'target', 'eventBus', ...END] as const;
const BY_FILTER = ['trail', 'selectors', 'delivery', 'logGroup', 'metricFilter', 'alarm'] as const;

/** Links of a route in their order. An alarm acts by itself, or an EventBridge rule passes on its change of state; a rule on another event bus counts as one more rule. */
function stationsOf({ type, links }: Route): readonly LinkName[] {
  const has = (name: LinkName) => links.some(({ link }) => link === name);
  const byRule = has('eventBus') ? BY_BUS : BY_RULE;
  if (type === 'eventRule') return ['trail', 'selectors', ...byRule];
  return has('eventRule') ? [...BY_FILTER, ...byRule] : [...BY_FILTER, 'action', ...END];
}

export function chain(proof: Proof): Markup {
  const { routes, regions, events } = proof;
  const [nearest, ...others] = routes;
  if (!nearest) return html``;
  const where = regions.length === 0 ? '' : ` in ${regions.join(', ')}`;
  return html`<div class="proof"><p class="label">Nearest route of <code>${events}</code>${where}</p>${strip(nearest)}${steps(nearest)}${lost(proof)}${leftOut(proof)}${others.length > 0 ? html`<details class="more"><summary>${plural(others.length, 'other route')} examined</summary>${others.map((route) => [strip(route), steps(route)])}</details>` : null}
</div>`;
}

/** What sets the event apart first; the whole of it is folded away. */
function lost({ counterexample, differs = [] }: Proof): Markup | null {
  if (!counterexample) return null;
  const { eventName, eventSource, awsRegion } = counterexample;
  const facts = [
    ...differs.map(({ field, value }) => [field, value === undefined ? 'absent' : written(value), true] as const),
    ...Object.entries({ eventName, eventSource, awsRegion })
      .filter(([field]) => !differs.some((each) => each.field === field))
      .map(([field, value]) => [field, written(value), false] as const),
  ];
  const items = facts.map(
    ([field, value, isApart]) =>
      html`<div><dt><code>${field}</code></dt><dd>${isApart ? html`<mark>${value}</mark>` : value}</dd></div>`,
  );
  return html`<p class="label">An event nobody would be told about</p><dl class="facts lost">${items}</dl><details class="more"><summary>The whole record</summary><pre>${lines(JSON.stringify(counterexample, null, 2))}</pre></details>`;
}

/** Records that a team decided not to be told about. */
export function leftOut({ excluded = [] }: Proof): Markup | null {
  if (excluded.length === 0) return null;
  const items = excluded.map(
    (each) => html`<li>${excludedRecords(each)}<span class="under">because ${whyLeftOut(each)}</span></li>`,
  );
  return html`<p class="label">Left out on purpose</p><ul class="left-out">${items}</ul>`;
}

/** The whole chain at a glance; what comes after the broken link was not reached. */
function strip(route: Route): Markup {
  const { links } = route;
  const stations = stationsOf(route).map((name) => {
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
      html`<li class="${VERDICT[truth]}">${sign(VERDICT[truth])}<span class="said">${STATE[truth]}: </span><div>${named(link, sentence)}${text && truth !== 'true' ? excerpt(text) : null}${resource === undefined || truth === 'true' ? null : html`<span class="arn">${resource}</span>`}</div></li>`,
  );
  return html`<ol class="steps">${items}</ol>`;
}

/** The sentence after the name of the link, which most begin with themselves. */
function named(link: Link['link'], sentence: string): Markup {
  const name = spoken(link);
  const rest = sentence.startsWith(`${name} `) ? sentence.slice(name.length + 1) : sentence;
  return html`<b>${name}</b> ${rest}`;
}

/** The part the sentence speaks of is marked, and underlined for those who see no colour. */
function excerpt({ value, start, end }: NonNullable<Link['text']>): Markup {
  return html`<pre class="pattern">${value.slice(0, start)}<mark>${value.slice(start, end)}</mark>${value.slice(end)}</pre>`;
}
