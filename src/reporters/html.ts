/** One HTML file for people without the tool: complete without JavaScript, no request to anywhere, made to be read and printed. */
import { createHash } from 'node:crypto';
import type { Report, Reporter } from '../model/report.ts';
import { again, exceptions, scope, unseen } from './html/annex.ts';
import { frameworks } from './html/controls.ts';
import type { Markup } from './html/markup.ts';
import { html as markup, verbatim } from './html/markup.ts';
import { byRule, ruleArticle } from './html/rules.ts';
import { SCRIPT } from './html/script.ts';
import { style } from './html/style.ts';
import { accounts, figures, masthead, rules, severities } from './html/summary.ts';
import { SHOWN_ORDER, verdictWord } from './html/words.ts';
import { accountNames } from './subject.ts';

export const html: Reporter = {
  format: 'html',
  about: 'one self-contained page for auditors and managers, with every proof, to read and to print',
  extension: 'html',
  render(report) {
    const id = createHash('sha256').update(JSON.stringify(report)).digest('hex').slice(0, 16);
    return page(report, id).markup;
  },
};

function page(report: Report, id: string): Markup {
  const names = accountNames(report);
  const css = style(id);
  const { gate, tool } = report;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hash(css)}'; script-src '${hash(SCRIPT)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${tool.name}: the gate is ${gate.open ? 'open' : 'closed'}</title>
<style>${verbatim(css)}</style>
</head>
<body>
${masthead(report, id)}<main>
${figures(report)}<nav class="contents" aria-label="Contents">${contents(report).map(([to, name]) => markup`<a href="#${to}">${name}</a>`)}</nav>
${summary(report, names)}${frameworks(report)}${unseen(report)}${findings(report, names)}${exceptions(report, names)}${scope(report, names)}${again(report)}</main>
<footer>${tool.name} ${tool.version}, report ${id}. Times are UTC.</footer>
<script>${verbatim(SCRIPT)}</script>
</body>
</html>
`;
}

const CONTENTS = [
  ['summary', 'Summary'],
  ['unseen', 'What could not be seen'],
  ['findings', 'Findings'],
  ['exceptions', 'Exceptions'],
  ['scope', 'Scope and population'],
  ['again', 'To verify it'],
] as const;

/** Frameworks only where some were asked. */
function contents({ frameworks: asked = [] }: Report): readonly (readonly [string, string])[] {
  const [first, ...rest] = CONTENTS;
  return asked.length > 0 ? [first, ['frameworks', 'Frameworks'], ...rest] : CONTENTS;
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function summary(report: Report, names: ReadonlyMap<string, string>): Markup {
  return markup`<section id="summary"><h2>Summary</h2>
<div class="pair"><div>${severities(report)}</div><div class="scroll" tabindex="0" role="region" aria-label="Accounts">${accounts(report, names)}</div></div>
<div class="scroll" tabindex="0" role="region" aria-label="Rules">${rules(byRule(report))}</div></section>
`;
}

function findings(report: Report, names: ReadonlyMap<string, string>): Markup {
  const context = {
    names,
    gaps: new Map(report.gaps.map((gap) => [gap.id, gap])),
  };
  return markup`<section id="findings"><h2>Findings</h2>
${FILTER}${byRule(report).map((group) => ruleArticle(group, context))}</section>
`;
}

/** Shown by the script alone: without it, it could do nothing. */
const FILTER = markup`<form class="filter" hidden><fieldset><legend>Show</legend>${SHOWN_ORDER.map((verdict) => markup`<label><input type="checkbox" name="verdict" value="${verdict}" checked>${verdictWord(verdict)}</label>`)}</fieldset>
${(['severity', 'account', 'region'] as const).map((name) => markup`<label><span class="said">${name}</span><select name="${name}"><option value="">every ${name}</option></select></label>`)}
<label><span class="said">Text</span><input type="search" name="text" placeholder="Search" autocomplete="off"></label>
<button type="reset">Show all</button><output aria-live="polite"></output></form>
`;
