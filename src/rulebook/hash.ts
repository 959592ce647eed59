/** Which rules a report was made with, as one number. */
import { createHash } from 'node:crypto';
import type { Exclusion, Rule } from '../model/rule.ts';
import type { Waiver } from '../model/waiver.ts';
import type { Chosen } from './layers.ts';
import type { Source } from './opened.ts';

/** What is said of rules besides themselves. */
interface Said {
  readonly chosen: (id: string) => Chosen;
  readonly exclusions: readonly Exclusion[];
  readonly waivers: readonly Waiver[];
}

/** Over names and contents of the files and what is said of rules besides, so that a report says which rules it was made with. */
export function hashOf(
  files: readonly Source[],
  rules: readonly Rule[],
  { chosen, exclusions, waivers }: Said,
): string {
  const hash = createHash('sha256');
  const sorted = files.toSorted((one, other) => (one.file < other.file ? -1 : 1));
  for (const { file, text } of sorted) hash.update(`${file}\0${text}\0`);
  if (exclusions.length > 0) hash.update(JSON.stringify(exclusions));
  // A waiver of findings changes no verdict, one that leaves records out does.
  const leavingOut = waivers.filter(({ excluding }) => excluding !== undefined);
  for (const { rules: ids, accounts, excluding, expires } of leavingOut) {
    hash.update(JSON.stringify([ids, accounts ?? null, excluding, expires ?? null]));
  }
  for (const { id, overrides = [] } of rules) {
    const { on, severity, params } = chosen(id);
    const values = Object.entries(params).map(([name, { value }]) => [name, value]);
    const isSaid = !on || severity || values.length > 0 || overrides.length > 0;
    const meant = overrides.map(({ setBy: _, ...override }) => override);
    if (isSaid) hash.update(JSON.stringify([id, on, severity ?? null, values, meant]));
  }
  return hash.digest('hex');
}
