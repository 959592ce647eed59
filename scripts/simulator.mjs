/** The simulated AWS as a process of its own: bundled from test/simulator/, started on a free port of the loopback interface. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const entry = fileURLToPath(new URL('../test/simulator/main.ts', import.meta.url));

/** `world` is the name of one in test/simulator/worlds/; `port` 0 takes a free one. */
export async function startSimulator({ world = 'example', port = 0 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'trailproof-simulator-'));
  const bundle = join(folder, 'main.mjs');
  try {
    await build({
      entryPoints: [entry],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
    });
    const child = spawn(process.execPath, [bundle, world, String(port)], { stdio: ['pipe', 'pipe', 'inherit'] });
    const { port: taken, caller, accounts } = JSON.parse(await firstLine(child));
    const url = `http://127.0.0.1:${taken}`;
    return { url, accounts, env: environment(caller), stop: () => stop(child) };
  } finally {
    // Once it runs, node has read it.
    rmSync(folder, { recursive: true });
  }
}

function firstLine(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`the simulator ended with exit code ${code} before it listened`)));
    createInterface({ input: child.stdout }).once('line', resolve);
  });
}

/** Credentials of the caller, and nothing of this machine's own AWS set-up. */
function environment(caller) {
  return {
    AWS_ACCESS_KEY_ID: `AKIA${caller}`,
    AWS_SECRET_ACCESS_KEY: 'simulated',
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
}

function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.stdin.end();
    child.kill();
  });
}

/** By hand: `node scripts/simulator.mjs [WORLD] [PORT]` serves until Ctrl-C and says what to export. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , world, port] = process.argv;
  const { url, env, accounts, stop: end } = await startSimulator({ world, port: Number(port ?? 0) });
  console.log(`# ${accounts.length} simulated accounts at ${url}; Ctrl-C ends it. In another shell:`);
  for (const [name, value] of Object.entries({ ...env, AWS_ENDPOINT_URL: url })) console.log(`export ${name}=${value}`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end);
}
