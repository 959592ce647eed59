/** The simulator for tests: started as a process of its own, told what to show and what to let go wrong, and asked what it saw. */
import { startSimulator as start } from '../../scripts/simulator.mjs';
import type { Fault } from './faults.ts';
import type { Stats } from './ledger.ts';
import type { World } from './world.ts';

export interface Simulator {
  readonly url: string;
  /** Credentials of the first world's caller. */
  readonly env: Readonly<Record<string, string>>;
  /** Shows another world, and forgets everything before. */
  show(world: World): Promise<void>;
  /** In place of all faults so far. */
  fault(...faults: readonly Fault[]): Promise<void>;
  /** Forgets what was asked, and goes back to the faults of the world. */
  reset(): Promise<void>;
  stats(): Promise<Stats>;
  stop(): Promise<void>;
}

export async function startSimulator(world = 'example'): Promise<Simulator> {
  const { url, env, stop } = await start({ world });
  const post = async (path: string, body: unknown): Promise<void> => {
    const { ok, status } = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!ok) throw new Error(`${path} was answered with ${status}`);
  };
  return {
    url,
    env,
    show: (shown) => post('/__world', shown),
    fault: (...faults) => post('/__faults', faults),
    reset: () => post('/__reset', null),
    stats: async () => (await (await fetch(`${url}/__stats`)).json()) as Stats,
    stop,
  };
}
