/** Fields that look like CloudTrail's own and are written in other letters: no record has them. */
import type { Formula, Path } from '../../languages/formula/index.ts';
import { ABSENT, atom } from '../../languages/formula/index.ts';

/** Of the paths, or what they lead through, those that differ from a known one in letter case alone are absent. `known`: dotted. */
export function misspeltAbsent(paths: readonly Path[], known: readonly string[]): readonly Formula[] {
  const written = new Map(known.map((path) => [path.toLowerCase(), path]));
  const misspelt = paths.flatMap((path) => {
    const at = path.findIndex((_, index) => isMisspelt(path.slice(0, index + 1).join('.'), written));
    return at < 0 ? [] : [path.slice(0, at + 1)];
  });
  return [...new Map(misspelt.map((path) => [path.join('.'), path])).values()].map((path) => atom(path, ABSENT));
}

function isMisspelt(path: string, written: ReadonlyMap<string, string>): boolean {
  const right = written.get(path.toLowerCase());
  return right !== undefined && right !== path;
}
