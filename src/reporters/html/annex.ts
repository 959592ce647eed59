/** What an auditor asks beyond the findings: what could not be seen, exceptions, the population, and how to do it again. */
import type { Finding, Report } from '../../model/report.ts';
import { enumerate, plural, spoken } from '../../model/words.ts';
import { auditLine, explainLine } from '../again.ts';
import { causesOf, placesOf } from '../causes.ts';
import type { AcceptedExclusion } from '../proof.ts';
import { acceptedExclusions, excludedRecords } from '../proof.ts';
import { accountLabel } from '../subject.ts';
import { waiverPlace, waiverScope } from '../waivers.ts';
import type { Markup } from './markup.ts';
import { html, nothing } from './markup.ts';

type Names = ReadonlyMap<string, string>;

export function unseen(report: Report): Markup {
  const causes = causesOf(report);
  if (causes.length === 0) {
    return html`<section id="unseen"><h2>What could not be seen</h2><p>Everything that was asked for was seen: no call was refused, throttled or lost.</p></section>
`;
  }
  const rows = causes.map(
    ({ advice, command, text, message, gaps, findings }) =>
      html`<tr><th scope="row">${text}<span class="under">${message}</span></th><td>${placesOf(gaps, 6).map((place) => html`<span class="place">${place}</span>`)}</td><td class="number">${findings.length}</td><td>${advice}${command === undefined ? '' : html` <code>${command}</code>`}</td></tr>`,
  );
  return html`<section id="unseen"><h2>What could not be seen</h2>
<p>${plural(report.gaps.length, 'gap')}. What was not seen is unknown: it neither passes nor fails.</p>
<div class="scroll" tabindex="0" role="region" aria-label="What could not be seen"><table><caption>By cause</caption><thead><tr><th scope="col">What happened</th><th scope="col">Where</th><th scope="col" class="number">Verdicts unknown</th><th scope="col">What to do</th></tr></thead><tbody>${rows}</tbody></table></div></section>
`;
}

export function exceptions(report: Report, names: Names): Markup {
  const { findings } = report;
  const granted = findings.filter(({ waiver, exempt }) => waiver !== undefined || exempt !== undefined);
  const excluded = acceptedExclusions(findings);
  if (granted.length + excluded.length === 0) {
    return html`<section id="exceptions"><h2>Exceptions</h2><p>None: nothing that was found is waived, no rule exempts anything, and no event is left out on purpose.</p>${waivers(report)}</section>
`;
  }
  return html`<section id="exceptions"><h2>Exceptions</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Exceptions"><table><caption>Waivers, exemptions and events left out on purpose</caption><thead><tr><th scope="col">Rule</th><th scope="col">Subject</th><th scope="col">Because</th><th scope="col">Granted by</th><th scope="col">Until</th></tr></thead><tbody>${granted.map((finding) => exception(finding, names))}${excluded.map((each) => exclusion(each, names))}</tbody></table></div>${waivers(report)}</section>
`;
}

/** Every waiver that was given, also what is over or waives nothing. */
function waivers({ waivers: given = [] }: Report): Markup {
  if (given.length === 0) return nothing;
  const rows = given.map(
    (waiver) =>
      html`<tr><th scope="row"><code>${waiverPlace(waiver)}</code></th><td>${waiver.rules.join(', ')}<span class="under">${waiverScope(waiver)}</span></td><td>${waiver.because}</td><td>${waiver.owner ?? 'nobody named'}</td><td>${waiver.expires ?? 'no end'}</td><td>${waiver.sentence}</td></tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Waivers"><table><caption>Waivers</caption><thead><tr><th scope="col">Stands in</th><th scope="col">Rules</th><th scope="col">Because</th><th scope="col">Granted by</th><th scope="col">Until</th><th scope="col">What became of it</th></tr></thead><tbody>${rows}</tbody></table></div>
`;
}

function exception({ ruleId, account, resourceName, fingerprint, waiver, exempt }: Finding, names: Names): Markup {
  const by = waiver ? (waiver.owner ?? 'a waiver') : 'the rule';
  return html`<tr><th scope="row"><a href="#finding-${fingerprint}">${ruleId}</a></th><td>${resourceName}<span class="under">${accountLabel(account, names)}</span></td><td>${waiver?.because ?? exempt ?? ''}</td><td>${by}</td><td>${waiver?.expires ?? 'no end'}</td></tr>`;
}

function exclusion({ ruleId, excluded, findings }: AcceptedExclusion, names: Names): Markup {
  const [first] = findings;
  const by = excluded.by === 'waiver' ? (excluded.owner ?? 'a waiver') : `the ${excluded.by}`;
  const accounts = [...new Set(findings.map(({ account }) => accountLabel(account, names)))];
  return html`<tr><th scope="row"><a href="#finding-${first?.fingerprint ?? ''}">${ruleId}</a></th><td>events ${excludedRecords(excluded)}<span class="under">${enumerate(accounts, 6)}</span></td><td>${excluded.because}</td><td>${by}</td><td>${excluded.expires ?? 'no end'}</td></tr>`;
}

const BY: Readonly<Record<Report['scope']['by'], string>> = {
  organization: 'every active account of the organization',
  accounts: 'the accounts that were named',
  caller: "the caller's own account",
  files: 'what the files describe',
};

export function scope(report: Report, names: Names): Markup {
  const { scope: asked, summary } = report;
  const readable = asked.accounts.length - summary.unreadableAccounts.length;
  const counts = Object.entries(summary.resources).map(
    ([kind, number]) => html`<tr><th scope="row">${spoken(kind)}</th><td class="number">${number}</td></tr>`,
  );
  const facts: readonly (readonly [string, string])[] = [
    ['Accounts', `${BY[asked.by]}: ${readable} of ${asked.accounts.length} reached`],
    ['Regions', asked.regions === null ? 'every enabled region of each account' : asked.regions.join(', ')],
    ['Partition', asked.partition],
    ['Method', 'every resource of the kinds below, none sampled; a list that was not read to its end is a gap'],
    ['Named', asked.accounts.map((account) => accountLabel(account, names)).join(', ')],
  ];
  return html`<section id="scope"><h2>Scope and population</h2>
<dl class="identity">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<div class="scroll" tabindex="0" role="region" aria-label="Resources"><table class="narrow"><caption>Resources seen</caption><thead><tr><th scope="col">Kind</th><th scope="col" class="number">Number</th></tr></thead><tbody>${counts}</tbody></table></div></section>
`;
}

export function again({ source, waivers: given = [] }: Report): Markup {
  const listed = [...new Set(given.map(({ at }) => at.file))].flatMap((file) => ['--waivers', file]);
  const files = source.options === undefined ? listed : [];
  const line = auditLine(source, ...files, '-o', 'html=report.html');
  return html`<section id="again"><h2>To verify it</h2>
${remade(source, line)}
<p>Why a verdict is what it is, down to the call it was read from: <code>${explainLine(source, 'RULE')}</code>.</p>
<table class="signoff"><caption>Sign-off</caption><thead><tr><th scope="col">Role</th><th scope="col">Name</th><th scope="col">Date</th><th scope="col">Signature</th></tr></thead><tbody><tr><th scope="row">Prepared by</th><td></td><td></td><td></td></tr><tr><th scope="row">Reviewed by</th><td></td><td></td><td></td></tr></tbody></table></section>
`;
}

function remade({ type, kept }: Report['source'], line: string): Markup {
  if (type !== 'aws')
    return html`<p>The same snapshot and rules give the same bytes. To make this report again:</p>\n<pre>${line}</pre>`;
  return kept === undefined
    ? html`<p>This report was made from live AWS. Kept with <code>--save-snapshot</code>, what was seen can be audited again later, with the same verdicts.</p>`
    : html`<p>This report was made from live AWS, and what was seen was kept. To audit it again, with the same verdicts:</p>\n<pre>${line}</pre>`;
}
