/** JSON Schema of the lines of a snapshot. */
import { definitions } from './definitions.ts';
import type { Schema } from './words.ts';
import { account, headed, list, mapOf, object, ref, region, string, strings, time, tool } from './words.ts';

/** What a line of a snapshot holds besides its header and its manifest: a resource, a gap, a whole list, or a hole in one. */
export function snapshotSchema(): Schema {
  const resource = object(
    {
      kind: string,
      id: string,
      name: string,
      account,
      region,
      fields: mapOf({}),
      unread: mapOf(string),
      origins: mapOf(ref('origin')),
    },
    ['unread'],
  );
  const coverage = object({ kind: string, account, regions: strings, within: strings }, ['within']);
  const hole = object({ kind: string, account, region, within: string, gap: string }, ['within']);
  const snapshot = object({
    schemaVersion: { const: 1 },
    tool,
    takenAt: time,
    scope: ref('scope'),
    resources: list(resource),
    gaps: list(ref('gap')),
    coverage: list(coverage),
    holes: list(hole),
  });
  const { origin, gap, scope } = definitions;
  return headed('snapshot:1', 'trailproof snapshot, all lines together', {
    ...snapshot,
    $defs: { origin, gap, scope },
  });
}
