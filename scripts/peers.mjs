/** What other tools check, beside our rules: the parts of docs/peers.md and docs/frameworks.md that follow from data. */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

const HUB = 'aws-security-hub';
const code = (text) => `\`${text}\``;
const version = ({ id }) => id.replace('cis-aws-foundations-', '');
const byNumber = new Intl.Collator('en', { numeric: true }).compare;

/** The lists of checks under docs/peers/. @throws where one names a rule that there is not, or says nothing of a check */
export function readPeers(folder, rules) {
  const ids = new Set(rules.map(({ id }) => id));
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const peer = parse(readFileSync(`${folder}/${file}`, 'utf8'));
      for (const { check, rules: named, outside, lacking } of peer.checks) {
        const unknown = named.find((id) => !ids.has(id));
        if (unknown) throw new Error(`${folder}/${file}: ${check} names ${unknown}, and there is no such rule`);
        if (named.length === 0 && !outside && !lacking) throw new Error(`${folder}/${file}: ${check} says nothing`);
      }
      return peer;
    });
}

/** A table cell for each rule: what of each peer asks the same, and the control of the newest CIS benchmark that does. */
export function byRule({ table, rules, frameworks, peers }) {
  const cis = cisOf(frameworks).reverse();
  const hub = frameworks.find(({ id }) => id === HUB);
  const rows = sorted(rules).map(({ id }) => {
    const newest = cis.find(({ controls }) => controls.some((each) => each.rules.includes(id)));
    const controls = (framework) =>
      framework.controls.filter((each) => each.rules.includes(id)).map((each) => each.control);
    return [
      `[${code(id)}](../rules/${id}.yaml)`,
      newest ? `${version(newest)}: ${controls(newest).join(', ')}` : '',
      hub ? controls(hub).map(code).join('<br>') : '',
      ...peers.map(({ checks }) =>
        checks
          .filter((each) => each.rules.includes(id))
          .map(({ check }) => code(check))
          .join('<br>'),
      ),
    ];
  });
  return table(['rule', 'CIS', 'Security Hub', ...peers.map(({ peer }) => peer)], rows);
}

/** A section for each peer: every check it has, and our rules or why there are none. */
export function byPeer({ table, frameworks, peers }) {
  const sections = peers.map(({ peer, source, revision, about, checks }) => {
    const rows = checks.map((each) => [code(each.check), each.rules.map(code).join('<br>'), remark(each)]);
    return `### ${peer}\n[${peer}](${source}), ${revision}. ${about.trim()}\n\n${table(['check', 'our rules', 'remark'], rows)}`;
  });
  const hub = frameworks.filter(({ id }) => id === HUB).map((framework) => ofFramework(framework, table));
  const newest = cisOf(frameworks).slice(-1);
  return [...newest.map((framework) => ofFramework(framework, table)), ...hub, ...sections].join('\n');
}

function ofFramework({ title, notes, controls }, table) {
  const rows = controls.map((each) => [
    code(each.control),
    each.title,
    each.rules.map(code).join('<br>'),
    answered(each),
  ]);
  return `### ${title}\n${notes.join(' ')}\n\n${table(['control', 'what it asks for', 'our rules', 'remark'], rows)}`;
}

function answered({ rules, byHand, note }) {
  const people = byHand ? `By hand: ${byHand}.` : rules.length === 0 ? 'No rule asks for it yet.' : '';
  return [people, note ?? ''].filter((text) => text !== '').join(' ');
}

function remark({ note, outside, lacking }) {
  if (lacking) return lacking;
  return [...(outside ? [`Out of the field: ${outside}.`] : []), ...(note ? [note] : [])].join(' ');
}

/** Every framework, and who answers its controls. */
export function index({ table, frameworks, tally }) {
  const rows = frameworks
    .toSorted((one, other) => byNumber(one.id, other.id))
    .map((framework) => {
      const { controls, byRules, byBoth, byHand } = tally(framework);
      const link = `[${code(framework.id)}](../rules/frameworks/${framework.id}.yaml)`;
      return [link, framework.title, controls, byRules, byBoth, byHand];
    });
  return table(['framework', 'title', 'controls', 'by rules', 'by rules and by hand', 'by hand'], rows);
}

function cisOf(frameworks) {
  return frameworks
    .filter(({ id }) => id.startsWith('cis-aws-foundations-'))
    .toSorted((one, other) => byNumber(version(one), version(other)));
}

function sorted(rules) {
  return rules.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}
