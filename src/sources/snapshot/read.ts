/** A recorded snapshot read back. One that was cut, edited or is not one is refused with one sentence. */
import { hash } from 'node:crypto';
import { SourceError } from '../../model/errors.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import type { Header, Part } from './lines.ts';
import { manifestOf, PARTS } from './lines.ts';
import { headerProblem, problemOf } from './shape.ts';

/** Whether a text begins as a snapshot does. */
export function isSnapshot(text: string): boolean {
  return text.startsWith('{"trailproof":"snapshot"');
}

/** @throws SourceError */
export function readSnapshot(text: string, file: string): Snapshot {
  if (text.trim() === '') throw new SourceError(`${file} is empty. Record a snapshot with: trailproof snapshot FILE`);
  if (!isSnapshot(text)) {
    throw new SourceError(`${file} is not a trailproof snapshot. Record one with: trailproof snapshot FILE`);
  }
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const header = headerOf(parse(lines[0] ?? '', file, 1), file);
  const last = lines.at(-1) ?? '';
  checkEnd(parse(last, file, lines.length), text, file, lines.length);
  const snapshot = collect(lines.slice(1, -1), header, file);
  const { sha256 } = (JSON.parse(last) as { manifest: { sha256: string } }).manifest;
  if (last !== JSON.stringify(manifestOf(snapshot, sha256))) throw new SourceError(edited(file));
  return snapshot;
}

/** The last line must be the manifest, over every byte before it. */
function checkEnd(last: unknown, text: string, file: string, count: number): void {
  const manifest = isObject(last) ? last['manifest'] : null;
  if (!isObject(manifest)) {
    throw new SourceError(
      `${file} ends without its manifest: it was cut off after line ${count}. Record it again, or use a whole copy.`,
    );
  }
  // A line end that an editor added or took away is a change like any other.
  const end = text.lastIndexOf('\n{"manifest"') + 1;
  const sha256 = hash('sha256', text.slice(0, end), 'hex');
  if (sha256 !== manifest['sha256']) throw new SourceError(edited(file));
}

function edited(file: string): string {
  return `${file} was changed after it was recorded: its contents are not those that its manifest says. Use the original, or record it again.`;
}

function headerOf(value: unknown, file: string): Header {
  const header = isObject(value) ? value : {};
  const { schemaVersion } = header;
  if (schemaVersion !== 1) {
    const version = typeof schemaVersion === 'number' ? `version ${schemaVersion}` : 'no version';
    throw new SourceError(
      `${file} is a snapshot of ${version}, and this trailproof reads version 1. Use the trailproof that recorded it.`,
    );
  }
  const problem = headerProblem(header);
  if (problem !== null) throw new SourceError(misshapen(`${file}:1`, 'a header that', problem));
  return header as unknown as Header;
}

function collect(lines: readonly string[], header: Header, file: string): Snapshot {
  const found: Record<Part, Value[]> = { resource: [], gap: [], coverage: [], hole: [] };
  const ids = new Set<string>();
  for (const [index, line] of lines.entries()) {
    const place = `${file}:${index + 2}`;
    const [part, item] = partOf(parse(line, file, index + 2), place);
    const problem = problemOf(part, item) ?? (part === 'resource' ? twice(item, ids) : null);
    if (problem !== null) throw new SourceError(misshapen(place, `a ${part} that`, problem));
    found[part].push(item);
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

function partOf(value: unknown, place: string): readonly [Part, Value] {
  const [entry, ...others] = isObject(value) ? Object.entries(value) : [];
  if (!entry || others.length > 0 || !Object.hasOwn(PARTS, entry[0])) {
    throw new SourceError(`${place} is no line of a snapshot. Use the original, or record it again.`);
  }
  return entry as [Part, Value];
}

/** Two resources of one id would hide each other. */
function twice(item: Value, ids: Set<string>): string | null {
  const { kind, id } = item as { readonly [key: string]: Value };
  const key = JSON.stringify([kind, id]);
  if (ids.has(key)) return 'was there before';
  ids.add(key);
  return null;
}

function misshapen(place: string, what: string, problem: string): string {
  return `${place} holds ${what} ${problem}. Use the original, or record it again.`;
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
