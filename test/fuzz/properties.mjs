/** `npm run fuzz -- properties [TIMES] [SEED]`: every property of the suite on cases that `npm test` does not ask. What fails names its seed. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

function filesWithProperties() {
  const tests = readdirSync('test', { recursive: true }).filter((name) => name.endsWith('.test.ts'));
  return tests
    .map((name) => join('test', name))
    .filter((file) => readFileSync(file, 'utf8').includes("from 'fast-check'"))
    .sort();
}

/** Runs the properties `times` times from `seed` on; returns the seeds of which some property does not hold. */
export function failingSeeds(times, seed) {
  const files = filesWithProperties();
  const failing = [];
  for (let next = seed; next < seed + times; next++) {
    const env = { ...process.env, TRAILPROOF_SEED: String(next) };
    const { status, stdout } = spawnSync('npx', ['vitest', 'run', '--reporter=dot', ...files], {
      env,
      encoding: 'utf8',
    });
    if (status !== 0) {
      failing.push(next);
      console.log(stdout);
    }
    console.error(`seed ${next}: ${status === 0 ? 'holds' : 'does not hold'}`);
  }
  return failing;
}
