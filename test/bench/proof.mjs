/**
 * `npm run bench -- proof`: processor time for proving all shipped classes against one account, by the number of its metric filters and alarms;
 * the first time, and as it is on average once everything is warm. An account that leaves nothing out, then one whose filters leave out a role.
 * `npm run bench -- proof ACCOUNTS`: the same for as many accounts of an organization.
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

const { accountOf, chainsOf, membersOf, opened, proveAll } = await loaded('account.ts');
const { compileRules, shippedRules } = await import('../../dist/index.js');
const { events } = compileRules(shippedRules());

/** Accounts of one world. */
const TOGETHER = 50;

/** Each account has the same filters, alarms and rules under its own number. */
function measureOrganization(accounts) {
  const own = accountOf(100, RULES, false);
  const spent = { opening: 0, chains: 0, classes: 0 };
  const counts = {};
  for (let from = 0; from < accounts; from += TOGETHER) {
    const snapshot = membersOf(own, from, Math.min(TOGETHER, accounts - from));
    const opening = cost(() => opened(snapshot));
    spent.opening += opening.ms;
    spent.chains += cost(() => chainsOf(opening.result, events)).ms;
    const proven = cost(() => proveAll(opening.result, events));
    spent.classes += proven.ms;
    for (const [truth, count] of Object.entries(proven.result)) counts[truth] = (counts[truth] ?? 0) + count;
  }
  const row = (ms) => ({ 'seconds in all': (ms / 1000).toFixed(1), 'ms an account': (ms / accounts).toFixed(1) });
  console.log(`${accounts} accounts, each with 100 filters, 100 alarms, ${RULES} event rules; processor time`);
  console.table({
    'opening the world': row(spent.opening),
    'chains, in every region': row(spent.chains),
    'proofs of all classes on them': row(spent.classes),
  });
  console.log(counts);
}

const accounts = Number(process.argv[3] ?? 0);
if (accounts > 0) {
  measureOrganization(accounts);
  process.exit();
}

const rows = [];
for (const leaves of [false, true]) {
  for (const filters of [1, 10, 100]) {
    const snapshot = accountOf(filters, RULES, leaves);
    const first = cost(() => proveAll(opened(snapshot), events));
    for (let run = 0; run < RUNS; run++) proveAll(opened(snapshot), events);
    const warm = cost(() => {
      for (let run = 0; run < RUNS; run++) proveAll(opened(snapshot), events);
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
