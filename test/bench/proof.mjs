/**
 * `npm run bench -- proof`: processor time for proving all shipped classes against one account, by the number of its metric filters and alarms;
 * the first time, and as it is on average once everything is warm. An account that leaves nothing out, then one whose filters leave out a role.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const RUNS = 20;
const RULES = 20;

/** Bundled, since Node 20 reads no TypeScript. */
async function loaded(file) {
  const folder = mkdtempSync(join(tmpdir(), 'trailproof-bench-'));
  const outfile = join(folder, 'bundle.mjs');
  const entryPoints = [fileURLToPath(new URL(file, import.meta.url))];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', target: 'node20', format: 'esm' });
  const module = await import(pathToFileURL(outfile).href);
  rmSync(folder, { recursive: true });
  return module;
}

/** Milliseconds of processor time. */
function cost(work) {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, ms: (user + system) / 1000 };
}

const { accountOf, proveAll } = await loaded('account.ts');
const { compileRules, shippedRules } = await import('../../dist/index.js');
const { events } = compileRules(shippedRules());
const rows = [];
for (const leaves of [false, true]) {
  for (const filters of [1, 10, 100]) {
    const snapshot = accountOf(filters, RULES, leaves);
    const first = cost(() => proveAll(snapshot, events));
    for (let run = 0; run < RUNS; run++) proveAll(snapshot, events);
    const warm = cost(() => {
      for (let run = 0; run < RUNS; run++) proveAll(snapshot, events);
    });
    const { true: told, false: untold, unknown } = first.result;
    rows.push({
      account: leaves ? 'leaves out a role' : 'leaves out nothing',
      'filters, alarms': filters,
      'event rules': RULES,
      told,
      'not told': untold,
      unknown,
      'first ms': first.ms.toFixed(1),
      'warm ms': (warm.ms / RUNS).toFixed(1),
    });
  }
}
console.log(`${[...events.values()].filter((each) => !each.ordinary).length} event classes, processor time`);
console.table(rows);
