/** Part of the build: what was compiled before goes, so that nothing stale is packed; the committed bundle stays until it is made anew. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
for (const name of existsSync(dist) ? readdirSync(dist) : []) {
  if (name !== 'action.mjs') rmSync(`${dist}${name}`, { recursive: true });
}
