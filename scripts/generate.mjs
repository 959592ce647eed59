/** Writes what follows from the code: schema/*.json, the tables of the documentation and a page for each rule; --check fails where a file is stale. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openProgram } from '../dist/cli/program.js';
import { compileRules, kinds, reporters, schemas, shippedRules, tally } from '../dist/index.js';
import { byPeer, byRule, index, readPeers } from './peers.mjs';
import { rulePages } from './rule-pages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const isCheck = process.argv.includes('--check');

function read(path) {
  try {
    return readFileSync(`${root}${path}`, 'utf8');
  } catch {
    return '';
  }
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

/** Commands, and below them those of a group: `rules list`. */
function commandsOf(command, before = '') {
  return command.commands.flatMap((each) => {
    const name = `${before}${each.name()}`;
    if (each.commands.length > 0) return commandsOf(each, `${name} `);
    const args = each.registeredArguments.map((arg) =>
      arg.required ? `<${arg.name()}>` : `[${arg.name()}${arg.variadic ? '...' : ''}]`,
    );
    return [[`\`trailproof ${[name, ...args].join(' ')}\``, each.description()]];
  });
}

const rulebook = compileRules(shippedRules({ tests: true }));
const { rules, frameworks } = rulebook;
const beside = { table, rules, frameworks, tally, peers: readPeers(`${root}docs/peers`, rules) };
const tables = {
  commands: table(['command', 'what it does'], commandsOf(openProgram('0'))),
  rules: table(
    ['rule', 'severity', 'what must be true'],
    rules
      .toSorted((one, other) => (one.id < other.id ? -1 : 1))
      .map(({ id, severity, title }) => [`[\`${id}\`](docs/rules/${id}.md)`, severity, title]),
  ),
  formats: table(
    ['format', 'what it is'],
    reporters.map(({ format, about }) => [`\`${format}\``, about]),
  ),
};

const written = schemas();
const files = new Map(
  Object.entries(written).map(([name, schema]) => [`schema/${name}.json`, `${JSON.stringify(schema, null, 2)}\n`]),
);
/** A kind with everything that a condition on it can ask. */
function kindOf({ name, about, fields, relations }) {
  const values = (field) => (field.values ? ` One of ${field.values.map((value) => `\`${value}\``).join(', ')}.` : '');
  const infinite = (field) => (field.absent === 'infinite' ? ' Unset counts as infinite.' : '');
  const rows = [
    ...Object.entries(fields).map(([key, field]) => [
      `\`${key}\``,
      field.type,
      `${field.about}${values(field)}${infinite(field)}`,
    ]),
    ...Object.entries(relations).map(([key, relation]) => [
      `\`${key}\``,
      `${relation.many ? 'many' : 'one'} [${relation.kind}](#${relation.kind.toLowerCase()})`,
      relation.about,
    ]),
  ];
  return `### ${name}\n${about}\n\n${table(['key', 'type, or relation', 'what it says'], rows)}`;
}

// A table, or a number, stands between two marks: <!-- generated:NAME --> and <!-- /generated:NAME -->.
const pages = {
  'CHANGELOG.md': {
    'all-rules': String(rules.length),
    'workload-rules': String(rules.filter(({ tags }) => tags.includes('workload')).length),
  },
  'README.md': tables,
  'docs/frameworks.md': { frameworks: index(beside) },
  'docs/peers.md': { rules: byRule(beside), peers: byPeer(beside) },
  'docs/configuration.md': {
    keys: table(
      ['key', 'what it says'],
      Object.entries(written.config.properties).map(([key, { description }]) => [`\`${key}\``, description]),
    ),
  },
  'docs/rule-language.md': { kinds: [...kinds.values()].map(kindOf).join('\n') },
};
for (const [path, parts] of Object.entries(pages)) {
  let page = read(path);
  for (const [name, text] of Object.entries(parts)) {
    const marks = new RegExp(`(<!-- generated:${name} -->\n?)[\\s\\S]*?(<!-- /generated:${name} -->)`);
    if (!marks.test(page)) throw new Error(`${path} has no place for the table of ${name}`);
    page = page.replace(marks, (_, before, after) => `${before}${text}${after}`);
  }
  files.set(path, page);
}

for (const [path, text] of rulePages({ table, rulebook, kinds })) files.set(path, text);

// A page whose rule is gone.
const folder = `${root}docs/rules`;
const left = (existsSync(folder) ? readdirSync(folder) : []).filter((name) => !files.has(`docs/rules/${name}`));
for (const name of left) {
  if (isCheck) console.error(`docs/rules/${name} is about a rule that is gone. Run "npm run generate" and commit it.`);
  else rmSync(`${folder}/${name}`);
}

const stale = [...files].filter(([path, text]) => read(path) !== text);
for (const [path, text] of stale) {
  if (isCheck) console.error(`${path} is stale. Run "npm run generate" and commit it.`);
  else {
    mkdirSync(dirname(`${root}${path}`), { recursive: true });
    writeFileSync(`${root}${path}`, text);
  }
}
if (isCheck && stale.length + left.length > 0) process.exitCode = 1;
