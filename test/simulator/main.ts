/** The simulator as a process of its own: `main.mjs WORLD PORT`; says where it listens, and ends with whoever started it. */
import type { AddressInfo } from 'node:net';
import { openSimulator } from './server.ts';
import { worldNamed } from './worlds/index.ts';

const [, , name = 'example', port = '0'] = process.argv;
const world = worldNamed(name);
const server = openSimulator(world);

server.listen(Number(port), '127.0.0.1', () => {
  const { port: taken } = server.address() as AddressInfo;
  const { accounts, caller } = world;
  process.stdout.write(`${JSON.stringify({ port: taken, caller, accounts: accounts.length })}\n`);
});

function end(): void {
  server.close();
  server.closeAllConnections();
  process.exitCode = 0;
}

// The pipe breaks when the starter is gone, however it ended.
process.stdin.resume().on('close', end);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
