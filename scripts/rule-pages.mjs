/** The pages about rules under docs/rules/, one each, and their index: by area, by severity, by framework. */
import { areaOf, SEVERITIES, sectionsOf } from '../dist/index.js';

const FOLDER = 'docs/rules';
const HEAD = '<!-- generated from the rule; change the rule, and run "npm run generate" -->\n';
const link = (id) => `[\`${id}\`](${id}.md)`;

/** Path -> text. */
export function rulePages({ table, rulebook, kinds }) {
  const rules = rulebook.rules.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const ids = new Set(rules.map(({ id }) => id));
  const pages = rules.map((rule) => [
    `${FOLDER}/${rule.id}.md`,
    page(rule, sectionsOf(rule, { ...rulebook, kinds }), ids),
  ]);
  return new Map([...pages, [`${FOLDER}/README.md`, index(rules, rulebook.frameworks, table)]]);
}

function page(rule, sections, ids) {
  const parts = sections.map(({ head, blocks }) => {
    const body = blocks.map((block) => blockOf(block, head === 'See also' ? ids : new Set()));
    return `## ${head}\n${body.join('\n\n')}\n`;
  });
  const source = `[rules/${rule.id}.yaml](../../rules/${rule.id}.yaml)`;
  return `${HEAD}# ${rule.id}\n${rule.title}.\n\nSeverity ${rule.severity}, for each \`${rule.for}\`. ${source}\n\n${parts.join('\n')}`;
}

function blockOf(block, ids) {
  if (block.type === 'list') return block.lines.join('\n');
  if (block.type === 'code') return `\`\`\`${block.language}\n${block.text}\n\`\`\``;
  return block.text.replace(/`([^`]+)`/g, (whole, id) => (ids.has(id) ? link(id) : whole));
}

function index(rules, frameworks, table) {
  const rows = (chosen) => chosen.map(({ id, severity, title }) => [link(id), severity, title]);
  const listed = (chosen) => table(['rule', 'severity', 'what must be true'], rows(chosen));
  const areas = [...new Set(rules.map(({ id }) => areaOf(id)))];
  const byArea = areas.map((area) => `### ${area}\n${listed(rules.filter(({ id }) => areaOf(id) === area))}`);
  const bySeverity = SEVERITIES.flatMap((severity) => {
    const own = rules.filter((rule) => rule.severity === severity);
    return own.length === 0 ? [] : [`- ${severity}: ${own.map(({ id }) => link(id)).join(', ')}`];
  });
  const byFramework = frameworks
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    .map(({ title, controls }) => {
      const own = [...new Set(controls.flatMap((each) => each.rules))].sort();
      return `- ${title}: ${own.map(link).join(', ')}`;
    });
  return `${HEAD}# Rules
${rules.length} rules, a page each: what is asked and why, what to do, what is read for it, and the cases that its tests show.

## By area
${byArea.join('\n')}
## By severity
${bySeverity.join('\n')}

## By framework
[Frameworks](../frameworks.md) says which control each rule answers, and which are left to people.

${byFramework.join('\n')}
`;
}
