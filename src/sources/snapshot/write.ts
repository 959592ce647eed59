/** A snapshot as lines. The same snapshot gives the same bytes. */
import { createHash } from 'node:crypto';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Header } from './lines.ts';
import { manifestOf, PARTS } from './lines.ts';

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
  yield `${JSON.stringify(manifestOf(snapshot, hash.digest('hex')))}\n`;
}
