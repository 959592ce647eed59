/** Writes what follows from the code: schema/*.json and the tables of the README; --check fails where a file is stale. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openProgram } from '../dist/cli/program.js';
import { compileRules, reporters, schemas, shippedRules } from '../dist/index.js';

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

const { rules } = compileRules(shippedRules());
const tables = {
  commands: table(['command', 'what it does'], commandsOf(openProgram('0'))),
  rules: table(
    ['rule', 'severity', 'what must be true'],
    rules
      .toSorted((one, other) => (one.id < other.id ? -1 : 1))
      .map(({ id, severity, title }) => [`[\`${id}\`](rules/${id}.yaml)`, severity, title]),
  ),
  formats: table(
    ['format', 'what it is'],
    reporters.map(({ format, about }) => [`\`${format}\``, about]),
  ),
};

const files = new Map(
  Object.entries(schemas()).map(([name, schema]) => [`schema/${name}.json`, `${JSON.stringify(schema, null, 2)}\n`]),
);
// A table stands between two marks: <!-- generated:NAME --> and <!-- /generated:NAME -->.
let readme = read('README.md');
for (const [name, text] of Object.entries(tables)) {
  const marks = new RegExp(`(<!-- generated:${name} -->\n)[\\s\\S]*?(<!-- /generated:${name} -->)`);
  if (!marks.test(readme)) throw new Error(`README.md has no place for the table of ${name}`);
  readme = readme.replace(marks, (_, before, after) => `${before}${text}${after}`);
}
files.set('README.md', readme);

const stale = [...files].filter(([path, text]) => read(path) !== text);
for (const [path, text] of stale) {
  if (isCheck) console.error(`${path} is stale. Run "npm run generate" and commit it.`);
  else {
    mkdirSync(`${root}schema`, { recursive: true });
    writeFileSync(`${root}${path}`, text);
  }
}
if (isCheck && stale.length > 0) process.exitCode = 1;
