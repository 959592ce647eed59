/** Signs, words and links that recur in the HTML report. A verdict is always a word and a shape; colour only repeats it. */
import type { ReportRule } from '../../model/report.ts';
import type { Verdict } from '../../model/verdict.ts';
import type { Markup } from './markup.ts';
import { html } from './markup.ts';

export const WORD: Readonly<Record<Verdict, string>> = {
  fail: 'fail',
  unknown: 'unknown',
  pass: 'pass',
  notApplicable: 'not applicable',
};

const SIGN: Readonly<Record<Verdict, string>> = { fail: '✕', unknown: '?', pass: '✓', notApplicable: '–' };

export const SHOWN_ORDER = ['fail', 'unknown', 'pass', 'notApplicable'] as const satisfies readonly Verdict[];

/** The shape alone, where the word stands beside it. */
export function sign(verdict: Verdict): Markup {
  return html`<span class="sign ${verdict}" aria-hidden="true">${SIGN[verdict]}</span>`;
}

export function verdictWord(verdict: Verdict): Markup {
  return html`<span class="verdict ${verdict}">${sign(verdict)}${WORD[verdict]}</span>`;
}

/** A number of findings; none is a dash that takes no attention. */
export function amount(verdict: Verdict, number: number): Markup {
  return number === 0 ? html`<span class="none">0</span>` : html`<span class="amount ${verdict}">${number}</span>`;
}

export function ruleAnchor(id: string): string {
  return `rule-${id}`;
}

/** References as links, where they are web addresses. Nothing is loaded from them. */
export function references({ references: links }: ReportRule): Markup {
  return linked(links);
}

export function linked(links: readonly string[]): Markup {
  if (links.length === 0) return html``;
  const items = links.map((link) =>
    /^https:\/\//.test(link) && URL.canParse(link)
      ? html`<li><a href="${link}" rel="noreferrer noopener">${link}</a></li>`
      : html`<li>${link}</li>`,
  );
  return html`<ul class="references">${items}</ul>`;
}
