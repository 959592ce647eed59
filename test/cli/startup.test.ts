/** What a command does not need is not loaded: processor time of whole runs, start to end. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../cli.ts';
import { startSimulator } from '../simulator/start.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailproof-startup-'));
const snapshot = join(folder, 'demo.ndjson');
/** Seconds of processor time. */
const MOST = 0.6;
/** An audit is held to it on a machine that does the work below in as many milliseconds. */
const WORK = 15;

/** How many times slower this machine is: both cores of a busy one are slow. */
function slowness(): number {
  const times = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage();
    const seen = new Map<string, number>();
    for (let step = 0; step < 200_000; step++) seen.set(`k${step % 5000}`, step);
    let sum = 0;
    for (let step = 0; step < 3_000_000; step++) sum = (sum * 31 + step) % 1_000_003;
    const { user, system } = process.cpuUsage(before);
    return (user + system + (sum + seen.size) * 0) / 1000;
  });
  return Math.max(1, Math.min(...times) / WORK);
}

/** Seconds of user and system time of the run; the least of three, since others use the machine as well. */
async function seconds(args: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    const file = join(folder, `usage-${attempt}.json`);
    const hook = `import { writeFileSync } from 'node:fs'; process.on('exit', () => writeFileSync(${JSON.stringify(file)}, JSON.stringify(process.cpuUsage())));`;
    await run(args, { env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}` } });
    const { user, system } = JSON.parse(readFileSync(file, 'utf8')) as NodeJS.CpuUsage;
    times.push((user + system) / 1e6);
  }
  return Math.min(...times);
}

describe('start-up', () => {
  beforeAll(async () => {
    const simulator = await startSimulator();
    await run(['snapshot', snapshot, '--organization', '--endpoint-url', simulator.url], { env: simulator.env });
    await simulator.stop();
  });

  it('of a list of the rules is short', async () => {
    expect(await seconds(['rules', 'list'])).toBeLessThan(MOST);
  });

  it('of an audit of the demo snapshot is short', async () => {
    // Others may come or go in the meantime.
    const before = slowness();
    const took = await seconds(['audit', snapshot]);
    expect(took).toBeLessThan(MOST * Math.max(before, slowness()));
  });

  it('loads no client of AWS', async () => {
    const hook =
      "process.on('exit', () => { for (const name of Object.keys(require.cache)) if (name.includes('@aws-sdk')) console.error(name); });";
    const file = join(folder, 'hook.cjs');
    writeFileSync(file, hook);
    const { stderr } = await run(['rules', 'list'], { env: { NODE_OPTIONS: `--require=${file}` } });
    expect(stderr).toBe('');
  });
});
