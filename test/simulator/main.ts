/** The simulator as a process of its own: `main.mjs WORLD PORT`; says where it listens, and ends with whoever started it. */
import type { AddressInfo } from 'node:net';
import { openSimulator } from './server.ts';
import { worldNamed } from './worlds/index.ts';

const [, , name = 'example', port = '0'] = process.argv;
const world = worldNamed(name);
const server = openSimulator(world);

server.listen(Number(port), '127.0.0.1', () => {
  const { port: taken } = server.address() as AddressInfo;
  const accounts = world.accounts.map(({ id, name: called, about }) => ({ id, name: called, about }));
  process.stdout.write(`${JSON.stringify({ port: taken, caller: world.caller, accounts })}\n`);
});

/** At once: answers that are to come late, or never, are owed to nobody any more. */
function end(): void {
  process.exit(0);
}

// The pipe breaks when the starter is gone, however it ended.
process.stdin.resume().on('close', end);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
