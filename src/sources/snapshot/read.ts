/** A recorded snapshot read back. One that was cut, edited or is not one is refused with one sentence. */
import { createHash } from 'node:crypto';
import { SourceError } from '../../model/errors.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { isObject } from '../../model/value.ts';
import type { Header, Manifest, Part } from './lines.ts';
import { PARTS } from './lines.ts';

/** Whether a text begins as a snapshot does. */
export function isSnapshot(text: string): boolean {
  return text.startsWith('{"trailproof":"snapshot"');
}

/** @throws SourceError */
export function readSnapshot(text: string, file: string): Snapshot {
  if (text.trim() === '') throw new SourceError(`${file} is empty. Record a snapshot with: trailproof snapshot FILE`);
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const header = headerOf(parse(lines[0] ?? '', file, 1), file);
  const last = parse(lines.at(-1) ?? '', file, lines.length);
  if (!isObject(last) || !isObject(last['manifest'])) {
    throw new SourceError(
      `${file} ends without its manifest: it was cut off after line ${lines.length}. Record it again, or use a whole copy.`,
    );
  }
  const { manifest } = last as unknown as Manifest;
  // A line end that an editor added or took away is a change like any other.
  const end = text.lastIndexOf('\n{"manifest"') + 1;
  const sha256 = createHash('sha256').update(text.slice(0, end)).digest('hex');
  if (sha256 !== manifest.sha256) {
    throw new SourceError(
      `${file} was changed after it was recorded: its sha256 is not the one in its manifest. Use the original, or record it again.`,
    );
  }
  return collect(lines.slice(1, -1), header, manifest, file);
}

function headerOf(value: unknown, file: string): Header {
  if (!isObject(value) || value['trailproof'] !== 'snapshot') {
    throw new SourceError(
      `${file} is not a trailproof snapshot: its first line is not a snapshot's header. Record one with: trailproof snapshot FILE`,
    );
  }
  if (value['schemaVersion'] !== 1) {
    throw new SourceError(
      `${file} is a snapshot of version ${String(value['schemaVersion'])}, and this trailproof reads version 1. Use a newer trailproof.`,
    );
  }
  return value as unknown as Header;
}

function collect(lines: readonly string[], header: Header, manifest: Manifest['manifest'], file: string): Snapshot {
  const found: Record<Part, unknown[]> = { resource: [], gap: [], coverage: [], hole: [] };
  for (const [index, line] of lines.entries()) {
    const value = parse(line, file, index + 2);
    const part = isObject(value) ? (Object.keys(value)[0] as Part | undefined) : undefined;
    if (!isObject(value) || part === undefined || !Object.hasOwn(PARTS, part)) {
      throw new SourceError(`${file}:${index + 2} is no line of a snapshot. Use the original, or record it again.`);
    }
    found[part].push(value[part]);
  }
  for (const part of Object.keys(PARTS) as Part[]) {
    if (found[part].length !== manifest.counts[part]) {
      throw new SourceError(
        `${file} holds ${found[part].length} lines of ${part}, its manifest says ${manifest.counts[part]}. Record it again.`,
      );
    }
  }
  const { schemaVersion, tool, takenAt, scope } = header;
  return {
    schemaVersion,
    tool,
    takenAt,
    scope,
    resources: found.resource as unknown as Snapshot['resources'],
    gaps: found.gap as unknown as Snapshot['gaps'],
    coverage: found.coverage as unknown as Snapshot['coverage'],
    holes: found.hole as unknown as Snapshot['holes'],
  };
}

function parse(line: string, file: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new SourceError(
      `${file}:${number} is not JSON: the file was cut off or changed. Use a whole copy, or record it again.`,
    );
  }
}
