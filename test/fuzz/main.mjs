/** `npm run fuzz [COUNT] [SEED]`: the formula solver against Z3 on so many random questions; what differs is printed with its seed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { init } from 'z3-solver';

const STRETCH = 100;
const [count, seed] = [Number(process.argv[2] ?? 1000), Number(process.argv[3] ?? 1)];
const folder = mkdtempSync(join(tmpdir(), 'trailproof-fuzz-'));
const bundle = join(folder, 'compare.mjs');
await build({
  entryPoints: [fileURLToPath(new URL('compare.ts', import.meta.url))],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
});
const { compare, startZ3 } = await import(pathToFileURL(bundle).href);
rmSync(folder, { recursive: true });

const judge = await startZ3(init);
const total = { sat: 0, unsat: 0, undecidedByZ3: 0, undecided: 0, differences: [] };
for (let done = 0; done < count; done += STRETCH) {
  const tally = await compare(judge, seed + done, Math.min(STRETCH, count - done));
  for (const key of ['sat', 'unsat', 'undecidedByZ3', 'undecided']) total[key] += tally[key];
  total.differences.push(...tally.differences);
  for (const difference of tally.differences) console.log(JSON.stringify(difference));
  console.error(`${Math.min(done + STRETCH, count)} of ${count}, ${total.differences.length} differences`);
}
console.table({ ...total, differences: total.differences.length });
// Z3's threads would keep the process alive.
process.exit(total.differences.length === 0 ? 0 : 1);
