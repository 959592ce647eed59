/** One finding in the HTML report: what was wanted, what was found, where it was read; problems unfold, the rest are rows of a table. */
import type { Finding, Reason } from '../../model/report.ts';
import type { Gap, Origin } from '../../model/resource.ts';
import { byAndUntil, lapsedText } from '../../model/waiver.ts';
import { spoken, written } from '../../model/words.ts';
import { gapIds } from '../causes.ts';
import { placeLabel } from '../place.ts';
import { accountLabel, subjectLabel } from '../subject.ts';
import { chain, leftOut } from './chain.ts';
import type { Markup } from './markup.ts';
import { html } from './markup.ts';
import { sign, verdictWord } from './words.ts';

export interface FindingContext {
  readonly names: ReadonlyMap<string, string>;
  readonly gaps: ReadonlyMap<string, Gap>;
}

/** What the filter looks at. */
function data({ verdict, severity, account, region }: Finding): Markup {
  return html`data-verdict="${verdict}" data-severity="${severity}" data-account="${account}" data-region="${region}"`;
}

export function problem(finding: Finding, isOpen: boolean, context: FindingContext): Markup {
  const { verdict, message, fingerprint, state, waiver, lapsed } = finding;
  const badges = [
    ...(state === 'new' ? [html`<span class="badge">new</span>`] : []),
    ...(waiver ? [html`<span class="badge">waived</span>`] : []),
    ...(lapsed ? [html`<span class="badge">waiver expired</span>`] : []),
  ];
  return html`<details class="finding ${verdict}" id="finding-${fingerprint}" ${data(finding)}${isOpen && !waiver ? html` open` : null}>
<summary>${verdictWord(verdict)}<span class="what">${message}</span><span class="where">${badges}${place(finding, context)}</span></summary>
<div class="body">${waiver ? html`<p class="waiver"><b>Waived</b>${byAndUntil(waiver)}: ${waiver.because}</p>` : null}${lapsed ? html`<p class="waiver"><b>No longer waived</b>: ${lapsedText(lapsed)}</p>` : null}${finding.proof ? chain(finding.proof) : null}${hidden(finding, context)}${tree(finding)}<dl class="facts"><div><dt>Subject</dt><dd>${subjectLabel(finding)}${finding.resource === '' ? null : html` <code>${finding.resource}</code>`}</dd></div>${finding.location ? html`<div><dt>Found in</dt><dd><code>${placeLabel(finding)}</code></dd></div>` : null}${overridden(finding)}<div><dt>Fingerprint</dt><dd><a href="#finding-${fingerprint}"><code>${fingerprint}</code></a></dd></div></dl>
</div></details>
`;
}

/** What an override set for this subject alone, and where it says so; the rule's own article says what is set for all. */
function overridden({ severity, setBy }: Finding): Markup | null {
  const set = [
    ...(setBy?.severity === undefined ? [] : [`severity ${severity} by ${setBy.severity}`]),
    ...Object.entries(setBy?.params ?? {}).map(([name, by]) => `${name} by ${by}`),
  ];
  return set.length === 0 ? null : html`<div><dt>Set for it</dt><dd>${set.join(', ')}</dd></div>`;
}

function place(finding: Finding, { names }: FindingContext): Markup {
  const { account, region, kind, resource } = finding;
  const isPlace = kind === 'account' || kind === 'region' || resource === '';
  const subject = isPlace ? null : html`<b>${subjectLabel(finding)}</b>`;
  const lines = [names.get(account) ?? '', account === '' ? 'the organization' : account, region];
  return html`${subject}${lines.filter((line) => line !== '').map((line) => html`<span class="place">${line}</span>`)}`;
}

/** Why it is not known, for an unknown. */
function hidden(finding: Finding, { gaps }: FindingContext): Markup | null {
  const own = finding.verdict === 'unknown' ? gapIds(finding).flatMap((id) => gaps.get(id) ?? []) : [];
  if (own.length === 0) return null;
  const items = own.map(
    ({ call, reason, message, account, region }) =>
      html`<li><code>${call === '' ? reason : call}</code> ${account}${region === '' ? '' : `/${region}`}: ${message}</li>`,
  );
  return html`<p class="label">Not read</p><ul class="gaps">${items}</ul>`;
}

/** The reasons in the shape of the assertion. A reason that only repeats the message adds where it was read. */
function tree({ reasons, proof }: Finding): Markup | null {
  const shown = reasons.filter((reason) => !proof || (reason.because ?? []).length > 0);
  if (shown.length === 0) return null;
  return html`<p class="label">Why</p><ul class="reasons">${shown.map((reason) => reasonItem(single(reason)))}</ul>`;
}

/** A step with one part that says the same is that part. */
function single(reason: Reason): Reason {
  const [only, ...others] = reason.because ?? [];
  return only && others.length === 0 && only.text === reason.text ? single(only) : reason;
}

function reasonItem(reason: Reason): Markup {
  const { verdict, text, field, expected, actual, origin, rule, because = [] } = reason;
  const sides =
    field === undefined || expected === undefined
      ? null
      : html`<span class="sides"><span>expected <code>${field}</code> ${expected}</span><span>found <code>${written(actual)}</code></span></span>`;
  const from = origin ? `, read from ${readFrom(origin)}` : '';
  return html`<li>${sign(verdict)}<span class="said">${verdict}: </span><div>${text}${sides}<span class="source">asked in ${rule.file}:${rule.line}${from}</span>${because.length > 0 ? html`<ul class="reasons">${because.map((part) => reasonItem(single(part)))}</ul>` : null}</div></li>`;
}

function readFrom(origin: Origin): string {
  if ('file' in origin) return `${origin.file}:${origin.line}`;
  const { call, account, region } = origin;
  return `${call} in ${account}${region === '' ? '' : `/${region}`}`;
}

/** What passed or was not to be checked: a row. */
export function row(finding: Finding, { names }: FindingContext): Markup {
  const { fingerprint, account, region, kind, resource, resourceName, message, reasons, proof } = finding;
  const from = [...new Set(reasons.flatMap(origins))].join('; ');
  const name = resource === '' ? `no ${spoken(kind)}` : kind === 'region' ? region : resourceName;
  return html`<tr id="finding-${fingerprint}" ${data(finding)}><th scope="row">${name}</th><td>${accountLabel(account, names)}</td><td class="fixed">${region}</td><td>${message}${proof ? leftOut(proof) : null}</td><td class="source">${from}</td></tr>
`;
}

function origins({ origin, because = [] }: Reason): readonly string[] {
  return [...(origin ? [readFrom(origin)] : []), ...because.flatMap(origins)];
}
