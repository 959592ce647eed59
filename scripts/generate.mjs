/** Writes what follows from the code: schema/*.json and the tables of the README; --check fails where a file is stale. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileRules, generated, shippedRules } from '../dist/index.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const isCheck = process.argv.includes('--check');

function read(path) {
  try {
    return readFileSync(`${root}${path}`, 'utf8');
  } catch {
    return '';
  }
}

const files = new Map(
  Object.entries(generated.schemas()).map(([name, schema]) => [
    `schema/${name}.json`,
    `${JSON.stringify(schema, null, 2)}\n`,
  ]),
);
// A table stands between two marks: <!-- generated:NAME --> and <!-- /generated:NAME -->.
for (const document of ['README.md', 'CONTRIBUTING.md']) {
  let text = read(document);
  for (const [name, table] of Object.entries(generated.tables(compileRules(shippedRules())))) {
    const marks = new RegExp(`(<!-- generated:${name} -->\n)[\\s\\S]*?(<!-- /generated:${name} -->)`);
    text = text.replace(marks, (_, before, after) => `${before}${table}${after}`);
  }
  files.set(document, text);
}

const stale = [...files].filter(([path, text]) => read(path) !== text);
for (const [path, text] of stale) {
  if (isCheck) console.error(`${path} is stale. Run "npm run generate" and commit it.`);
  else writeFileSync(`${root}${path}`, text);
}
if (isCheck && stale.length > 0) process.exitCode = 1;
