/**
 * `npm run fuzz -- [formulas | coverage] [COUNT] [SEED]`: the formula solver, or the proof that filters cover a class, against Z3 on so many
 * random questions; what differs is printed with its seed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { init } from 'z3-solver';

const STRETCH = 100;
const given = process.argv.slice(2);
const about = ['formulas', 'coverage'].includes(given[0]) ? given.shift() : 'formulas';
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

async function asker() {
  const { startZ3, compare } = await loaded('compare.ts');
  const judge = await startZ3(init);
  if (about === 'formulas') return (first, most) => compare(judge, first, most);
  const { compareCoverage } = await loaded('coverage.ts');
  const { compileRules, shippedRules } = await import('../../dist/index.js');
  const shipped = [...compileRules(shippedRules()).events.values()];
  return (first, most) => compareCoverage(judge, shipped, first, most);
}

const ask = await asker();
const total = {};
let differences = 0;
for (let done = 0; done < count; done += STRETCH) {
  const tally = await ask(seed + done, Math.min(STRETCH, count - done));
  differences += tally.differences.length;
  for (const difference of tally.differences) console.log(JSON.stringify(difference));
  for (const [key, times] of Object.entries({ ...tally, ...tally.counts })) {
    if (typeof times === 'number') total[key] = (total[key] ?? 0) + times;
  }
  console.error(`${Math.min(done + STRETCH, count)} of ${count}, ${differences} differences`);
}
console.table({ ...total, differences });
// Z3's threads would keep the process alive.
process.exit(differences === 0 ? 0 : 1);
