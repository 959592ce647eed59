/** The lines of a recorded snapshot. */
import type { Snapshot } from '../../model/snapshot.ts';

/** The first line. */
export interface Header {
  readonly trailproof: 'snapshot';
  readonly schemaVersion: Snapshot['schemaVersion'];
  readonly tool: Snapshot['tool'];
  readonly takenAt: string;
  readonly scope: Snapshot['scope'];
}

/** The last line: what the file must hold for it to be whole. */
export interface Manifest {
  readonly manifest: {
    readonly tool: Snapshot['tool'];
    readonly takenAt: string;
    readonly accounts: number;
    readonly counts: Readonly<Record<Part, number>>;
    /** Over every byte before this line, 64 hex digits. */
    readonly sha256: string;
  };
}

/** Lines between the two: `{"resource": {...}}` and so on. */
export const PARTS = { resource: 'resources', gap: 'gaps', coverage: 'coverage', hole: 'holes' } as const;
export type Part = keyof typeof PARTS;

/** The manifest of a snapshot whose other lines have this sha256. */
export function manifestOf({ tool, takenAt, scope, ...lists }: Snapshot, sha256: string): Manifest {
  const counts = {
    resource: lists.resources.length,
    gap: lists.gaps.length,
    coverage: lists.coverage.length,
    hole: lists.holes.length,
  };
  return { manifest: { tool, takenAt, accounts: scope.accounts.length, counts, sha256 } };
}
