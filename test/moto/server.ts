/** A moto server of one's own: started on a free port of the loopback interface, ended by its process id. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { withoutMuteRules } from './proxy.ts';

export interface Moto {
  readonly url: string;
  stop(): void;
}

/** The command that starts moto, or null where there is none. */
export function motoCommand(): string | null {
  const venv = fileURLToPath(new URL('../../.venv-moto/bin/moto_server', import.meta.url));
  const candidates = [process.env['MOTO_SERVER'], venv, 'moto_server'];
  for (const candidate of candidates) {
    if (candidate === undefined || (candidate === venv && !existsSync(venv))) continue;
    if (spawnSync(candidate, ['--help'], { stdio: 'ignore' }).status === 0) return candidate;
  }
  return null;
}

export async function startMoto(command: string): Promise<Moto> {
  const port = await freePort();
  const child = spawn(command, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 150; attempt++) {
    const isUp = await fetch(`${url}/moto-api/`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isUp) {
      const front = await withoutMuteRules(url);
      return {
        url: front.url,
        stop: () => {
          front.stop();
          child.kill();
        },
      };
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  child.kill();
  throw new Error(`${command} did not answer on ${url} within 30 seconds`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
