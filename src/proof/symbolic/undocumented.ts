/** Fields that no documentation names, in the parts of a record whose fields are listed there: whether CloudTrail ever writes them is not known. */
import type { Formula, Path } from '../../languages/formula/index.ts';
import type { CloudTrailRecord, Value } from '../../model/value.ts';
import { isObject } from '../../model/value.ts';
import { FIELDS } from './contents.ts';
import { lookedAt, pathsOf } from './looked.ts';

const DOCUMENTED: ReadonlySet<string> = new Set(FIELDS);

/** The record itself, who calls, and by which session. */
const LISTED: ReadonlySet<string> = new Set([
  '',
  'userIdentity',
  ...['', '.sessionIssuer', '.attributes'].map((part) => `userIdentity.sessionContext${part}`),
]);

/** Those that patterns look at, but for what the class itself asks for or a sample of it holds. */
export function undocumentedIn(
  patterns: readonly Formula[],
  member: Formula,
  samples: readonly CloudTrailRecord[],
): readonly Path[] {
  const asked = undocumented(member);
  const found = new Map(patterns.flatMap((pattern) => [...undocumented(pattern)]));
  return [...found].flatMap(([field, path]) =>
    asked.has(field) || samples.some((sample) => holds(sample, path)) ? [] : [path],
  );
}

const known = new WeakMap<Formula, ReadonlyMap<string, Path>>();

/** By their dotted paths. */
function undocumented(formula: Formula): ReadonlyMap<string, Path> {
  const before = known.get(formula);
  if (before) return before;
  const found = new Map<string, Path>();
  for (const path of pathsOf(lookedAt([formula]))) {
    const at = path.findIndex((_, depth) => isUndocumented(path.slice(0, depth), path.slice(0, depth + 1)));
    if (at >= 0) found.set(path.slice(0, at + 1).join('.'), path.slice(0, at + 1));
  }
  known.set(formula, found);
  return found;
}

function isUndocumented(within: Path, path: Path): boolean {
  return LISTED.has(within.join('.')) && !DOCUMENTED.has(path.join('.'));
}

function holds(record: CloudTrailRecord, path: Path): boolean {
  let value: Value | undefined = record;
  for (const key of path) value = isObject(value) && typeof key === 'string' ? value[key] : undefined;
  return value !== undefined;
}
