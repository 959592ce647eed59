/** A snapshot as lines. The same snapshot gives the same bytes. */
import { createHash } from 'node:crypto';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Header, Manifest } from './lines.ts';
import { PARTS } from './lines.ts';

/** Lines with their line ends; the last holds the manifest. */
export function* writeSnapshot(snapshot: Snapshot): Generator<string> {
  const { schemaVersion, tool, takenAt, scope } = snapshot;
  const hash = createHash('sha256');
  const hashed = (value: unknown): string => {
    const line = `${JSON.stringify(value)}\n`;
    hash.update(line);
    return line;
  };
  const header: Header = { trailproof: 'snapshot', schemaVersion, tool, takenAt, scope };
  yield hashed(header);
  for (const [part, list] of Object.entries(PARTS)) {
    for (const item of snapshot[list]) yield hashed({ [part]: item });
  }
  const counts = {
    resource: snapshot.resources.length,
    gap: snapshot.gaps.length,
    coverage: snapshot.coverage.length,
    hole: snapshot.holes.length,
  };
  const manifest: Manifest = {
    manifest: { tool, takenAt, accounts: scope.accounts.length, counts, sha256: hash.digest('hex') },
  };
  yield `${JSON.stringify(manifest)}\n`;
}
