/** `npm run bench [ACCOUNTS]`: processor time and memory of each part of the trip, over simulated organizations; ratios are what to compare. */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '../../scripts/simulator.mjs';

const { collect, compileRules, judge, readSnapshot, reporters, shippedRules, writeSnapshot } = await import(
  '../../dist/index.js'
);
const accounts = Number(process.argv[2] ?? 100);
const rulebook = compileRules(shippedRules());
const rows = [];

/** Runs a part and notes seconds of processor time, seconds in all, and the memory in use afterwards. */
async function measured(part, unit, count, work) {
  globalThis.gc?.();
  const [cpu, start] = [process.cpuUsage(), performance.now()];
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  rows.push({
    part,
    'cpu s': ((user + system) / 1e6).toFixed(2),
    'wall s': ((performance.now() - start) / 1000).toFixed(2),
    [`ms per ${unit}`]: ((user + system) / 1000 / count(result)).toFixed(3),
    'rss MB': Math.round(process.memoryUsage().rss / 1e6),
  });
  return result;
}

await measured(
  'compile the shipped rules',
  'rule',
  () => rulebook.rules.length,
  async () => compileRules(shippedRules()),
);

const simulator = await startSimulator({ world: `many:${accounts}` });
Object.assign(process.env, simulator.env);
let calls = 0;
const snapshot = await measured(
  'collect',
  'call',
  () => calls,
  () =>
    collect(rulebook, {
      scope: { by: 'organization', role: 'OrganizationAccountAccessRole' },
      concurrency: 128,
      timeout: 20_000,
      now: new Date(),
      tool: { name: 'trailproof', version: 'bench' },
      endpointUrl: simulator.url,
      onProgress: ({ type }) => {
        if (type === 'call') calls++;
      },
    }),
);
await simulator.stop();

const text = await measured(
  'write the snapshot',
  'account',
  () => accounts,
  async () => [...writeSnapshot(snapshot)].join(''),
);
writeFileSync(join(tmpdir(), 'trailproof-bench.ndjson'), text);
await measured(
  'read the snapshot',
  'account',
  () => accounts,
  async () => readSnapshot(text, 'bench.ndjson'),
);
const report = await measured(
  'evaluate',
  'finding',
  ({ findings }) => findings.length,
  async () =>
    judge(rulebook, snapshot, { gate: { failOn: 'medium', unknown: 'fail' }, source: { type: 'aws', name: 'bench' } }),
);
const options = { width: 80, color: false, quiet: false, unicode: true };
for (const reporter of reporters) {
  await measured(
    `report: ${reporter.format}`,
    'finding',
    () => report.findings.length,
    async () => reporter.render(report, options),
  );
}

console.log(
  `${accounts} accounts, ${calls} calls, ${snapshot.resources.length} resources, ${report.findings.length} findings`,
);
console.table(rows);
