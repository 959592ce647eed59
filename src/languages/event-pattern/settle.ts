/** What in a pattern stands in the way of something else in it: fields given in two places, and branches that look like others. */
import { combinations, fieldsOf } from './fields.ts';
import { printAlternative } from './print.ts';
import type { Alternative, Branch, Entry, Excluded, Field, Uncertainty } from './tree.ts';
import { writeWildcard } from './wildcard.ts';

/** The entries with such fields and branches marked. */
export function settle(entries: readonly Entry[]): readonly Entry[] {
  const twice = new Set<string>();
  pathsOf(entries, twice);
  const mixed = mixedPaths(fieldsOf(entries));
  return entries
    .map((entry) => withDroppable(entry, twice))
    .map((entry) => uncertain(entry, 'elsewhere', ({ path }) => twice.has(path)))
    .map((entry) => withMixed(entry, mixed));
}

/** The entry with all fields in it marked, unless they are already. */
export function uncertain(entry: Entry, why: Uncertainty, concerns: (field: Field) => boolean = () => true): Entry {
  if (entry.type !== 'field') return within(entry, (inner) => uncertain(inner, why, concerns));
  return entry.uncertain !== undefined || !concerns(entry) ? entry : { ...entry, uncertain: why };
}

function within(entry: Exclude<Entry, Field>, change: (inner: Entry) => Entry): Entry {
  if (entry.type === 'nested') return { ...entry, entries: entry.entries.map(change) };
  return { ...entry, branches: entry.branches.map((branch) => ({ ...branch, entries: branch.entries.map(change) })) };
}

/** The paths that may count at once; those that are met a second time are noted. */
function pathsOf(entries: readonly Entry[], twice: Set<string>): Set<string> {
  const all = new Set<string>();
  for (const entry of entries) {
    for (const path of pathsOfEntry(entry, twice)) {
      if (all.has(path)) twice.add(path);
      all.add(path);
    }
  }
  return all;
}

function pathsOfEntry(entry: Entry, twice: Set<string>): Set<string> {
  if (entry.type === 'field') return new Set([entry.path]);
  if (entry.type === 'nested') return pathsOf(entry.entries, twice);
  return new Set(entry.branches.flatMap(({ entries }) => [...pathsOf(entries, twice)]));
}

/** Paths on which comparisons without case stand beside wildcards, or in one of several branches that name the path. */
function mixedPaths(fields: readonly Field[]): ReadonlySet<string> {
  const caseless = fields.filter(({ alternatives }) => alternatives.some(ignoresCase));
  const mixed = caseless.filter(({ path }) => {
    const same = fields.filter((field) => field.path === path);
    return same.length > 1 || same.some(({ alternatives }) => alternatives.some(hasStar));
  });
  return new Set(mixed.map(({ path }) => path));
}

function hasStar(alternative: Alternative): boolean {
  if (alternative.type === 'wildcard') return alternative.wildcard.length > 1;
  if (alternative.type !== 'anythingBut' || alternative.excluded.type !== 'wildcard') return false;
  return alternative.excluded.wildcards.some((wildcard) => wildcard.length > 1);
}

function ignoresCase(alternative: Alternative): boolean {
  if (alternative.type === 'prefix' || alternative.type === 'suffix') return alternative.ignoresCase;
  if (alternative.type === 'anythingBut') return alternative.excluded.type === 'equalsIgnoreCase';
  return alternative.type === 'equalsIgnoreCase';
}

function withMixed(entry: Entry, mixed: ReadonlySet<string>): Entry {
  if (entry.type !== 'field') return within(entry, (inner) => withMixed(inner, mixed));
  return mixed.has(entry.path) ? { ...entry, isMixed: true } : entry;
}

function withDroppable(entry: Entry, twice: ReadonlySet<string>): Entry {
  if (entry.type === 'field') return entry;
  const inner = within(entry, (deeper) => withDroppable(deeper, twice));
  if (inner.type !== 'choice') return inner;
  const earlier: Signature[] = [];
  const branches = inner.branches.map((branch) => {
    const signatures = signaturesOf(branch, twice);
    const mayBeDropped = signatures.some((one) => earlier.some((other) => isTakenFor(one, other)));
    earlier.push(...signatures);
    return mayBeDropped ? { ...branch, mayBeDropped } : branch;
  });
  return { ...inner, branches };
}

/** The fields of one combination, each with what its values are known by. */
interface Signature {
  readonly paths: string;
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Fields that are given in two places are left out: which of them counts is not known. */
function signaturesOf(branch: Branch, twice: ReadonlySet<string>): readonly Signature[] {
  return [...combinations(branch.entries)].map(({ fields }) => {
    const certain = fields.filter(({ path }) => !twice.has(path));
    const values = new Map(certain.map(({ path, alternatives }) => [path, new Set(alternatives.map(keyOf))]));
    return { paths: JSON.stringify([...values.keys()].sort()), values };
  });
}

/** EventBridge adds a combination only if no earlier one of the pattern has the same fields and a common value in each. */
function isTakenFor(one: Signature, other: Signature): boolean {
  if (one.paths !== other.paths) return false;
  return [...one.values].every(([path, values]) => [...values].some((value) => other.values.get(path)?.has(value)));
}

/** The same for alternatives that are the same to EventBridge, however they are written. */
function keyOf(alternative: Alternative): string {
  switch (alternative.type) {
    case 'text':
    case 'exactly':
      return JSON.stringify(alternative.text);
    case 'number':
      return String(alternative.number.value);
    case 'numeric': {
      const [first] = alternative.bounds;
      if (first?.operator === '=') return String(first.number.value);
      return alternative.bounds.map(({ operator, number }) => `${operator}${number.value}`).join();
    }
    case 'cidr':
      return 'cidr';
    case 'anythingBut':
      return `not ${alternative.excluded.type} ${JSON.stringify(excludedBy(alternative.excluded).toSorted())}`;
    default:
      return printAlternative(alternative);
  }
}

function excludedBy(excluded: Excluded): readonly string[] {
  if (excluded.type === 'numbers') return excluded.numbers.map(({ value }) => String(value));
  return excluded.type === 'wildcard' ? excluded.wildcards.map(writeWildcard) : excluded.texts;
}
