/**
 * `npm run fuzz -- [formulas | coverage] [COUNT] [SEED]`: the formula solver, or the proof that filters cover a class, against Z3 on so many
 * random questions; `npm run fuzz -- classes [PREFIX]`: on questions about every shipped class, or those whose name begins so. What differs is
 * printed, with its seed. `npm run fuzz -- properties [TIMES] [SEED]`: the properties of the suite, on other cases.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { init } from 'z3-solver';
import { failingSeeds } from './properties.mjs';

const STRETCH = 100;
const given = process.argv.slice(2);
const about = ['formulas', 'coverage', 'classes', 'properties'].includes(given[0]) ? given.shift() : 'formulas';
const [count, seed] = [Number(given[0] ?? 1000), Number(given[1] ?? 1)];

/** Bundled, since Node 20 reads no TypeScript. */
async function loaded(file) {
  const folder = mkdtempSync(join(tmpdir(), 'trailproof-fuzz-'));
  const outfile = join(folder, 'bundle.mjs');
  const entryPoints = [fileURLToPath(new URL(file, import.meta.url))];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', target: 'node20', format: 'esm' });
  const module = await import(pathToFileURL(outfile).href);
  rmSync(folder, { recursive: true });
  return module;
}

async function shipped() {
  const { compileRules, shippedRules } = await import('../../dist/index.js');
  return [...compileRules(shippedRules()).events.values()];
}

async function asker(judge, compare) {
  if (about === 'formulas') return (first, most) => compare(judge, first, most);
  const { compareCoverage } = await loaded('coverage.ts');
  const classes = await shipped();
  return (first, most) => compareCoverage(judge, classes, first, most);
}

/** Prints what differs; returns how often. */
function told({ differences }) {
  for (const difference of differences) console.log(JSON.stringify(difference));
  return differences.length;
}

async function random(judge, compare) {
  const ask = await asker(judge, compare);
  const total = {};
  let differences = 0;
  for (let done = 0; done < count; done += STRETCH) {
    const tally = await ask(seed + done, Math.min(STRETCH, count - done));
    differences += told(tally);
    for (const [key, times] of Object.entries({ ...tally, ...tally.counts })) {
      if (typeof times === 'number') total[key] = (total[key] ?? 0) + times;
    }
    console.error(`${Math.min(done + STRETCH, count)} of ${count}, ${differences} differences`);
  }
  console.table({ ...total, differences });
  return differences;
}

async function everyClass(judge) {
  const { compareClass } = await loaded('shipped.ts');
  const { isProved } = await loaded('coverage.ts');
  const rows = {};
  let differences = 0;
  for (const events of (await shipped()).filter((each) => isProved(each) && each.id.startsWith(given[0] ?? ''))) {
    const tally = await compareClass(judge, events);
    differences += told(tally);
    const { counts, undecidedByZ3 } = tally;
    rows[events.id] = { ...counts, undecidedByZ3, differences: tally.differences.length };
    console.error(`${events.id}: ${JSON.stringify(rows[events.id])}`);
  }
  const sum = (key) => Object.values(rows).reduce((all, row) => all + row[key], 0);
  const total = Object.fromEntries(Object.keys(Object.values(rows)[0] ?? {}).map((key) => [key, sum(key)]));
  console.table({ ...rows, total });
  return differences;
}

if (about === 'properties') {
  const failing = failingSeeds(Number(given[0] ?? 10), Number(given[1] ?? 2));
  console.log(failing.length === 0 ? 'Every property holds.' : `Does not hold of seed ${failing.join(', ')}.`);
  process.exit(failing.length === 0 ? 0 : 1);
}

const { startZ3, compare } = await loaded('compare.ts');
const judge = await startZ3(init);
const differences = about === 'classes' ? await everyClass(judge) : await random(judge, compare);
// Z3's threads would keep the process alive.
process.exit(differences === 0 ? 0 : 1);
