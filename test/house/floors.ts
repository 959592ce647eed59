/** The floors of the house: which room may import which. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** Room -> floor; a room is a folder of src, or a file that stands alone in it. */
const FLOORS: Readonly<Record<string, number>> = {
  cli: 7,
  action: 7,
  'index.ts': 6,
  'audit.ts': 5,
  'rule-tests.ts': 5,
  rulebook: 4,
  evaluate: 4,
  sources: 3,
  checks: 3,
  advise: 3,
  kinds: 2,
  proof: 2,
  reporters: 2,
  govern: 2,
  'languages/filter-pattern': 1,
  'languages/event-pattern': 1,
  'languages/event-selectors': 1,
  'languages/filter-policy': 1,
  'languages/record-condition': 1,
  'languages/formula': 1,
  'languages/alarm-rule': 1,
  'languages/metric-math': 1,
  'languages/mute-schedule': 1,
  'languages/resource-policy': 1,
  model: 1,
  'paths.ts': 1,
};

/** Rooms of the ground floor that every room may use, also from beside. */
const GROUND = new Set(['model', 'paths.ts']);

export interface Import {
  /** Relative to src, with slashes. */
  readonly from: string;
  readonly to: string;
}

export function importsOf(src: string): readonly Import[] {
  return typescriptFiles(src).flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g)].map(([, target = '']) => ({
      from: slashed(relative(src, file)),
      to: slashed(relative(src, resolve(dirname(file), target))),
    }));
  });
}

/** What is wrong with an import; null where it goes down. */
export function broken({ from, to }: Import): string | null {
  const [room, other] = [roomOf(from), roomOf(to)];
  if (room === null || other === null) return `${from} -> ${to}: a file outside the house`;
  if (room === other) return null;
  const [floor, otherFloor] = [FLOORS[room] ?? 0, FLOORS[other] ?? 0];
  if (otherFloor > floor) return `${from} (floor ${floor}) imports ${to} (floor ${otherFloor}): up`;
  if (otherFloor === floor && !GROUND.has(other)) return `${from} imports ${to}: sideways on floor ${floor}`;
  if (floor === 7 && other !== 'index.ts')
    return `${from} imports ${to}: the command line and the action use index.ts only`;
  return null;
}

function roomOf(file: string): string | null {
  const parts = file.split('/');
  const room = parts[0] === 'languages' ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
  return room in FLOORS ? room : null;
}

function typescriptFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? typescriptFiles(path) : entry.name.endsWith('.ts') ? [path] : [];
  });
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}
